"""Why the lines of the printed proof of Corollary 4.4 hold and follow, where that takes several steps."""

from lemmas.ward_kolda.assumption_2 import (
    C,
    beta,
    event,
    f0,
    horizon,
    loss_below,
    nu,
    rho,
    sigma_1_x0,
    sigma_1_y0,
)
from lemmas.ward_kolda.corollary_4_4 import high_x, high_y, large, low
from lemmas.ward_kolda.corollary_4_4.start import limit, nu_positive, settled, step_size, t, without_quotient
from lemmas.ward_kolda.good_event import beta_square, in_range, of_a, of_beta, sizes_of_x0
from lemmas.ward_kolda.good_event.room import N, four, nu_nonnegative, sixteenth, small_y, step_bound, x_small, y_small
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.path_bound import T, lower_x
from lemmas.ward_kolda.proposition_4_2 import item_2_lower, item_2_upper
from lemmas.ward_kolda.setting import X0, Y0, A, Xs, d, eta, m, r, standing
from verify import floor, fro, rank, spec, sqrt, sv, use
from verify.argument import fact, have, suppose

before_t = (*event, four, step_size)
hypotheses = (*before_t, t <= horizon)
from_beta = rho**2 * sv(A, r) ** 2 / (C**2 * spec(A) ** 2 * eta)
printed_y = 9 * eta * C**2 * spec(A) ** 2
event_y = eta * C**2 * nu**2 * spec(A) ** 2 / 9
last = floor(1 / (32 * eta**2 * f0))
in_time = horizon <= last
moved, path = sqrt(2 * horizon * eta * f0), sqrt(beta / eta) / 2
below = sv(Xs[t], r) >= sv(X0, r) - moved
lower, upper_x, upper_y = low, high_x, high_y
apply = (*standing, x_small, y_small, in_time, t <= horizon)
shown = (from_beta <= sv(X0, r) ** 2, sv(X0, r) ** 2 <= spec(X0) ** 2, x_small)
mended_y = (spec(Y0) ** 2 <= event_y, event_y <= 9 / (16 * eta))

unit = sqrt(beta / eta)
from_root = [
    *of_beta,
    large,
    have(0 <= unit, 0 < beta),
    have(unit**2 <= sv(X0, r) ** 2, use(squared, {u: unit, v: sv(X0, r)}), 0 <= unit, unit <= sv(X0, r)),
    have(shown[0], unit**2 <= sv(X0, r) ** 2),
]
ordered = [
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(0 <= sv(X0, r), fact("sv_nonnegative", A=X0, k=r), r <= m, r <= d),
    have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= m, r <= d),
    have(shown[1], 0 <= sv(X0, r), sv(X0, r) <= spec(X0)),
]
from_y0 = [
    have(0 <= nu, use(nu_nonnegative), *standing, sigma_1_y0),
    have(spec(Y0) ** 2 <= event_y, sigma_1_y0),
    have(nu**2 <= 1, 0 <= nu),
    have(event_y <= printed_y, nu**2 <= 1),
    have(spec(Y0) ** 2 <= printed_y, spec(Y0) ** 2 <= event_y, event_y <= printed_y),
]
from_step = [
    *of_a,
    have(0 <= nu, use(nu_nonnegative), *standing, sigma_1_y0),
    have(0 < nu, use(nu_positive), *standing, step_size, 0 <= nu),
    have(0 < N, 0 < nu, 0 < spec(A)),
    have(4 * eta * N <= 9, step_size, 0 < N),
    have((4 * eta * N) ** 2 <= 81, 4 * eta * N <= 9, 0 < N),
    have(mended_y[1], (4 * eta * N) ** 2 <= 81),
]
y_holds = [without_quotient, have(y_small, use(small_y), step_bound, sigma_1_y0)]
some_loss = [
    *of_a,
    have(spec(A) <= fro(A), fact("spec_le_fro", A=A)),
    have(0 < fro(A), 0 < spec(A), spec(A) <= fro(A)),
    have(0 < 1 - nu, by=()),
    have(0 < (1 - nu) * fro(A), 0 < 1 - nu, 0 < fro(A)),
    have(0 < (1 - nu) * fro(A) * ((1 - nu) * fro(A)), 0 < (1 - nu) * fro(A)),
    have(0 < (1 - nu) ** 2 / 2 * fro(A) ** 2, 0 < (1 - nu) * fro(A) * ((1 - nu) * fro(A))),
    have(0 < f0, 0 < (1 - nu) ** 2 / 2 * fro(A) ** 2, loss_below),
]


def applies(small):
    """Lines for T <= T*, from a bound on beta in scope."""
    return [
        have(beta / (8 * eta**2 * f0) <= 1 / (32 * eta**2 * f0), small, 0 < f0),
        have(horizon <= beta / (8 * eta**2 * f0), fact("floor_lower", x=beta / (8 * eta**2 * f0))),
        have(horizon <= 1 / (32 * eta**2 * f0), horizon <= beta / (8 * eta**2 * f0),
             beta / (8 * eta**2 * f0) <= 1 / (32 * eta**2 * f0)),
        have(in_time, fact("floor_greatest", k=horizon, x=1 / (32 * eta**2 * f0)), horizon <= 1 / (32 * eta**2 * f0)),
    ]  # fmt: skip


for_six = [
    *some_loss,
    have(C**2 * beta <= 9, use(beta_square), *sizes_of_x0),
    *of_beta,
    suppose(C >= 6, [
        have(36 * beta <= C**2 * beta, C >= 6, 0 < beta),
        have(beta <= "1/4", C**2 * beta <= 9, 36 * beta <= C**2 * beta),
        *applies(beta <= "1/4"),
    ], in_time),
]  # fmt: skip
for_small_rho = [
    *some_loss,
    have(beta <= "1/16", use(sixteenth), *standing, rho <= 1, four),
    *applies(beta <= "1/16"),
]
whole = [
    have(0 < f0, t <= horizon),
    have(t * f0 <= horizon * f0, t <= horizon, 0 < f0),
    have(2 * t * eta * f0 <= 2 * horizon * eta * f0, t * f0 <= horizon * f0),
    have(
        sqrt(2 * t * eta * f0) <= moved,
        fact("root_increasing", x=2 * t * eta * f0, y=2 * horizon * eta * f0),
        2 * t * eta * f0 <= 2 * horizon * eta * f0,
    ),
]
ends = [
    *of_a,
    have(0 <= beta / eta, 0 < spec(A)),
    have(0 <= path, 0 <= beta / eta),
    have(0 < f0, t <= horizon),
    have(horizon <= beta / (8 * eta**2 * f0), fact("floor_lower", x=beta / (8 * eta**2 * f0))),
    have(8 * eta**2 * f0 * horizon <= beta, horizon <= beta / (8 * eta**2 * f0), 0 < f0),
    have(moved**2 <= path**2, 8 * eta**2 * f0 * horizon <= beta),
    have(moved <= path, 0 <= path, moved**2 <= path**2, fact("square_order", x=moved, y=path)),
]
at_least = sv(X0, r) - sqrt(2 * t * eta * f0) <= sv(Xs[t], r)
at_most = spec(Xs[t]) <= spec(X0) + sqrt(2 * t * eta * f0)
until = [have(t <= last, t <= horizon, in_time)]
sooner = sqrt(2 * t * eta * f0) <= moved
apply_lower = [
    *until,
    in_range[0],
    have(at_least, use(item_2_lower, {T: t}), r <= m, r <= d, x_small, y_small, t <= last),
]
apply_upper = [*until, have(at_most, use(item_2_upper, {T: t}), x_small, y_small, t <= last)]
steps_x = [have(upper_x, at_most, sigma_1_x0, sqrt(2 * t * eta * f0) <= moved, moved <= path)]
from_sigma_r = [
    *of_a,
    have(0 <= beta / eta, 0 < spec(A)),
    have(sqrt(beta / eta) ** 2 <= sv(X0, r) ** 2, shown[0]),
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(0 <= sv(X0, r), fact("sv_nonnegative", A=X0, k=r), r <= m, r <= d),
    have(
        sqrt(beta / eta) <= sv(X0, r),
        fact("square_order", x=sqrt(beta / eta), y=sv(X0, r)),
        sqrt(beta / eta) ** 2 <= sv(X0, r) ** 2,
        0 <= sv(X0, r),
    ),
    *ends,
    have(sv(X0, r) - moved >= path, sqrt(beta / eta) <= sv(X0, r), moved <= path),
]
both = (unit <= sv(X0, r), moved <= path)
long_lower = [
    without_quotient,
    *settled(t),
    in_range[0],
    have(at_least, use(lower_x, {T: t}), r <= m, r <= d, x_small, y_small, limit(t)),
]
