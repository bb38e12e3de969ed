"""Corollary 4.4: the singular values up to T = floor(beta / (8 eta^2 f0)), for every draw in the good event.

Differences from print: the readings of the event are those of `assumption_2`. nu != 0 is a hidden hypothesis, as the
step size is bounded by 9 / (4 C nu sigma_1); `@nu_zero` has 4 C nu sigma_1 eta <= 9, where nu = 0 leaves the step size
free. Named constants: k = 4 in C >= k, c = 1/2.
The printed proof gets T <= T* from beta <= 1/4, which C >= 6 gives, or rho <= 1, and C >= 4 does not; `path_bound`
closes that gap. The bound on sigma_1(Y_t) is that of X: it is false, as Y_0 may be larger than 3 / (C sqrt(eta)), and
right for C = 4 (`@corrected`); `@from_start` has Y_0 itself, `@from_item_1` its bound in the event. `@improved`: 23/40
for the 1/2 below and 17/40 for that above, from the closer bounds of `path_bound`.
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import (
    C,
    beta,
    event,
    f0,
    horizon,
    item_1,
    nu,
    printed_event,
    sigma_1_x0,
    sigma_1_y0,
    sigma_r_x0,
)
from lemmas.ward_kolda.assumption_2 import start as spans
from lemmas.ward_kolda.corollary_4_4.start import limit, settled, step_size, t, without_quotient
from lemmas.ward_kolda.good_event import in_range, sigma_r
from lemmas.ward_kolda.good_event.room import four, step_bound, three_quarters, x_small, y_small
from lemmas.ward_kolda.setting import X0, Y0, A, Xs, Ys, d, eta, m, r
from verify import Statement, real, spec, sqrt, sv, use
from verify.argument import fact, have

c, k = real("c", ge=0), real("k", ge=1)
root = sqrt(beta / eta)
common = 3 / (C * sqrt(eta))
printed_step, any_step = (step_size, t <= horizon), (step_bound, t <= horizon)


def lower(c):
    return sv(Xs[t], r) >= c * root


def upper(Zs, first, c):
    """sigma_1(Z_t) against a bound on the first one and the drift."""
    return spec(Zs[t]) <= first + c * root


# ---- from the good event to the movement of the factors
moved, way = sqrt(path_bound.part * t * eta * f0), "17/40" * root
drifts = [
    *settled(t),
    have(0 <= root, by=()),
    have(moved**2 <= way**2, 8 * eta**2 * f0 * t <= beta),
    have(moved <= way, moved**2 <= way**2, fact("square_order", x=moved, y=way), 0 <= root),
]
large = have(root <= sv(X0, r), use(sigma_r), *spans, sigma_r_x0)
unit_y = [
    have(4 * sqrt(eta) * spec(Y0) <= 3, use(three_quarters), step_bound, sigma_1_y0),
    have(spec(Y0) <= 3 / (4 * sqrt(eta)), 4 * sqrt(eta) * spec(Y0) <= 3),
]


def end(claim, lemma, bound, *also):
    """The claim from an end of `path_bound` at t, for C >= 4 and the step size; for any c that leaves room."""
    at_end = have(bound, use(lemma, {path_bound.T: t}), r <= m, r <= d, x_small, y_small, limit(t))
    said = [line.claim for line in also]
    given = (bound, moved <= way, 0 <= root, *said, sigma_1_x0, sigma_1_y0)
    return [*drifts, in_range[0], at_end, *also, have(claim, *given)]


def from_r(c="1/2"):
    return end(lower(c), path_bound.closer_lower_x, sv(X0, r) - moved <= sv(Xs[t], r), large)


def from_x(c="1/2"):
    return end(upper(Xs, common, c), path_bound.closer_upper_x, spec(Xs[t]) <= spec(X0) + moved)


def from_y(first, c="1/2", *also):
    return end(upper(Ys, first, c), path_bound.closer_upper_y, spec(Ys[t]) <= spec(Y0) + moved, *also)


# ---- the corollary
def part(title, claim, cite, expected, lines=(), value="1/2", **fields):
    """With the named constants, in the event."""
    argument = [have(four, C >= k), without_quotient, *lines] if lines else []
    given, constants = [*event, C >= k, *printed_step], {c: value, k: 4}
    cite = f"Corollary 4.4, {cite}"
    return Statement(title, given, claim, constants, cite=cite, expected=expected, argument=argument, **fields)


def reading(title, claim, cite, expected, given, lines=(), step=printed_step, doc=""):
    """With the values written in, under another event."""
    first = [without_quotient] if step is printed_step and lines else []
    given, argument = [*given, four, *step], [*first, *lines]
    return Statement(title, given, claim, cite=f"Corollary 4.4, {cite}", expected=expected, argument=argument, doc=doc)


at_r, at_x, at_y = "σ_r(X)", "σ_1(X)", "σ_1(Y)"
low, high_x, high_y = lower("1/2"), upper(Xs, common, "1/2"), upper(Ys, common, "1/2")
item_y = sqrt(eta) * C * nu * spec(A) / 3
sigma_r_x = part("sigma_r of X", lower(c), at_r, "proved", from_r(c))
sigma_1_x = part("sigma_1 of X", upper(Xs, common, c), at_x, "proved", from_x(c))
sigma_1_y = part("sigma_1 of Y", upper(Ys, common, c), at_y, "refuted")
sigma_1_y__corrected = part(
    "sigma_1 of Y, as printed for C = 4", upper(Ys, 3 / (4 * sqrt(eta)), c), at_y, "proved",
    from_y(3 / (4 * sqrt(eta)), c, *unit_y), corrects=sigma_1_y,
)  # fmt: skip
sigma_1_y__from_item_1 = part(
    "sigma_1 of Y, from item 1", upper(Ys, item_y, c), at_y, "proved", from_y(item_y, c), corrects=sigma_1_y
)
sigma_1_y__from_start = part(
    "sigma_1 of Y, from its own start", upper(Ys, spec(Y0), c), at_y, "proved", from_y(spec(Y0), c), corrects=sigma_1_y
)

sigma_r_x__improved = part("sigma_r of X, closer", lower(c), at_r, "proved", from_r(c), "23/40")
sigma_1_x__improved = part("sigma_1 of X, closer", upper(Xs, common, c), at_x, "proved", from_x(c), "17/40")

sigma_r_x__item_1 = reading("sigma_r of X, item 1 alone", low, at_r, "proved", item_1, from_r())
sigma_1_x__item_1 = reading("sigma_1 of X, item 1 alone", high_x, at_x, "proved", item_1, from_x())
sigma_1_y__item_1 = reading(
    "sigma_1 of Y, item 1 alone", high_y, at_y, "refuted", item_1, doc="True for C = 4: `sigma_1_y@corrected`."
)
sigma_r_x__printed_event = reading("sigma_r of X, the printed event", low, at_r, "vacuous", printed_event)
sigma_1_x__printed_event = reading("sigma_1 of X, the printed event", high_x, at_x, "vacuous", printed_event)

sigma_r_x__nu_zero = reading("sigma_r of X, nu = 0 allowed", low, at_r, "proved", item_1, from_r(), any_step)
sigma_1_x__nu_zero = reading("sigma_1 of X, nu = 0 allowed", high_x, at_x, "proved", item_1, from_x(), any_step)
sigma_r_x__printed_event_nu_zero = reading(
    "sigma_r of X, the printed event, nu = 0 allowed", low, at_r, "proved", printed_event, from_r(), any_step
)
sigma_1_x__printed_event_nu_zero = reading(
    "sigma_1 of X, the printed event, nu = 0 allowed", high_x, at_x, "proved", printed_event, from_x(), any_step
)
