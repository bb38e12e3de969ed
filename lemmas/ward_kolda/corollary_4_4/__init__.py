"""Corollary 4.4: the singular values up to T = floor(beta / (8 eta^2 f0)), for every draw in the good event.

Differences from print: the readings of the event are those of `assumption_2`. nu != 0 is a hidden hypothesis, as the
step size is bounded by 9 / (4 C nu sigma_1). Named constants: k = 4 in C >= k, c = 1/2.
The printed proof gets T <= T* from beta <= 1/4, which C >= 6 gives and C >= 4 does not.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, horizon, item_1, nu, printed_event
from lemmas.ward_kolda.setting import Xs, Y0, Ys, A, eta, r
from verify import Statement, integer, real, spec, sqrt, sv

t = integer("t", ge=1)
c, k = real("c", ge=0), real("k", ge=1)
step_size = eta <= 9 / (4 * C * nu * spec(A))
extra = (C >= k, step_size, t <= horizon)
given = [*event, *extra]
drift = c * sqrt(beta / eta)
constants = {c: "1/2", k: 4}

lower = sv(Xs[t], r) >= c * sqrt(beta / eta)
upper_x = spec(Xs[t]) <= 3 / (C * sqrt(eta)) + drift
upper_y = spec(Ys[t]) <= 3 / (C * sqrt(eta)) + drift


def part(title, claim, cite, expected, given=given, **fields):
    return Statement(title, given, claim, constants, cite=f"Corollary 4.4, {cite}", expected=expected, **fields)


sigma_r_x = part("sigma_r of X", lower, "σ_r(X)", "proved")
sigma_1_x = part("sigma_1 of X", upper_x, "σ_1(X)", "proved")
sigma_1_y = part("sigma_1 of Y", upper_y, "σ_1(Y)", "refuted")

sigma_r_x__item_1 = part("sigma_r of X, item 1 alone", lower, "σ_r(X)", "proved", [*item_1, *extra])
sigma_1_x__item_1 = part("sigma_1 of X, item 1 alone", upper_x, "σ_1(X)", "proved", [*item_1, *extra])
sigma_1_y__item_1 = part("sigma_1 of Y, item 1 alone", upper_y, "σ_1(Y)", "refuted", [*item_1, *extra])
sigma_r_x__printed_event = part("sigma_r of X, the printed event", lower, "σ_r(X)", "vacuous", [*printed_event, *extra])

sigma_1_y__corrected = part(
    "sigma_1 of Y, from its own start", spec(Ys[t]) <= spec(Y0) + drift, "σ_1(Y)", "proved", corrects=sigma_1_y
)
