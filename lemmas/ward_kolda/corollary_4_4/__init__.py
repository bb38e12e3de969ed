"""Corollary 4.4: the singular values up to T = floor(beta / (8 eta^2 f0)), for every draw in the good event.

Differences from print: the readings of the event are those of `assumption_2`. nu != 0 is a hidden hypothesis, as the
step size is bounded by 9 / (4 C nu sigma_1). Named constants: k = 4 in C >= k, c = 1/2.
The printed proof gets T <= T* from beta <= 1/4, which C >= 6 gives and C >= 4 does not; `path_bound` closes that gap.
The bound on sigma_1(Y_t) is that of X: it is false, as Y_0 may be larger than 3 / (C sqrt(eta)).
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import (
    C,
    beta,
    event,
    f0,
    horizon,
    item_1,
    printed_event,
    sigma_1_x0,
    sigma_1_y0,
    sigma_r_x0,
)
from lemmas.ward_kolda.assumption_2 import start as spans
from lemmas.ward_kolda.corollary_4_4 import start
from lemmas.ward_kolda.corollary_4_4.start import step_size, t
from lemmas.ward_kolda.setting import X0, Y0, Xs, Ys, eta, r, standing
from verify import Statement, real, spec, sqrt, sv, use
from verify.argument import fact, have

c, k = real("c", ge=0), real("k", ge=1)
extra = (C >= k, step_size, t <= horizon)
given = [*event, *extra]
root = sqrt(beta / eta)
drift = c * root
constants = {c: "1/2", k: 4}

lower = sv(Xs[t], r) >= c * root
upper_x = spec(Xs[t]) <= 3 / (C * sqrt(eta)) + drift
upper_y = spec(Ys[t]) <= 3 / (C * sqrt(eta)) + drift
own_y = spec(Ys[t]) <= spec(Y0) + drift

# ---- from the good event to the movement of the factors
moved = sqrt(2 * t * eta * f0)
limit = eta**2 * t * f0 <= "9/128"
at_t = {path_bound.T: t}
settle = [
    have(start.x_small, use(start.small_x), C >= k, sigma_1_x0),
    have(start.y_small, use(start.small_y), *standing, step_size, sigma_1_y0),
    have(beta * C**2 <= 9, use(start.beta_small), *spans, sigma_r_x0, sigma_1_x0),
    have(beta <= "9/16", beta * C**2 <= 9, C >= k),
    have(8 * eta**2 * f0 * t <= beta, use(start.in_time, {start.i: t}), t <= horizon),
    have(limit, 8 * eta**2 * f0 * t <= beta, beta <= "9/16"),
    have(moved**2 <= (root / 2) ** 2, 8 * eta**2 * f0 * t <= beta),
    have(moved <= root / 2, moved**2 <= (root / 2) ** 2, fact("square_order", x=moved, y=root / 2)),
]


def end(claim, lemma, bound, *also):
    """The claim from an end of Proposition 4.2, items 2 and 3, at t."""
    at_end = have(bound, use(lemma, at_t), *standing, start.x_small, start.y_small, limit)
    return [*settle, at_end, *also, have(claim, bound, moved <= root / 2, *(line.claim for line in also), sigma_1_x0)]


large = have(root <= sv(X0, r), use(start.large), *spans, sigma_r_x0)
from_r = end(lower, path_bound.lower_x, sv(X0, r) - moved <= sv(Xs[t], r), large)
from_x = end(upper_x, path_bound.upper_x, spec(Xs[t]) <= spec(X0) + moved)
from_y = end(own_y, path_bound.upper_y, spec(Ys[t]) <= spec(Y0) + moved)


def part(title, claim, cite, expected, given=given, **fields):
    return Statement(title, given, claim, constants, cite=f"Corollary 4.4, {cite}", expected=expected, **fields)


alone = [*item_1, *extra]
sigma_r_x = part("sigma_r of X", lower, "σ_r(X)", "proved", argument=from_r)
sigma_1_x = part("sigma_1 of X", upper_x, "σ_1(X)", "proved", argument=from_x)
sigma_1_y = part("sigma_1 of Y", upper_y, "σ_1(Y)", "refuted")

sigma_r_x__item_1 = part("sigma_r of X, item 1 alone", lower, "σ_r(X)", "proved", alone, argument=from_r)
sigma_1_x__item_1 = part("sigma_1 of X, item 1 alone", upper_x, "σ_1(X)", "proved", alone, argument=from_x)
sigma_1_y__item_1 = part("sigma_1 of Y, item 1 alone", upper_y, "σ_1(Y)", "refuted", alone)
sigma_r_x__printed_event = part("sigma_r of X, the printed event", lower, "σ_r(X)", "vacuous", [*printed_event, *extra])

sigma_1_y__corrected = part(
    "sigma_1 of Y, from its own start", own_y, "σ_1(Y)", "proved", argument=from_y, corrects=sigma_1_y
)
