"""The introduction on what holds along the iterates: their condition number, the rate, and how far X_t moves.

What is said of X_t is stated for ever, under the step size of Theorem 5.1 improved, which (9) implies. The rate
(sigma_r/sigma_1)^2 of X_0 is right up to a factor that depends on rho and C (`rate@up_to_a_factor`).
"""

from lemmas.ward_kolda import linear_convergence as core
from lemmas.ward_kolda.assumption_2 import C, beta, f0, rho, sigma_1_x0, span
from lemmas.ward_kolda.good_event import root_beta, root_of_beta
from lemmas.ward_kolda.good_event import small as unit
from lemmas.ward_kolda.good_event.room import small_y_by_loss, step_size
from lemmas.ward_kolda.introduction import kappa, line
from lemmas.ward_kolda.introduction.condition_numbers import kappa_0, of_draw, scale
from lemmas.ward_kolda.linear_convergence.onwards import distance_x, path_x
from lemmas.ward_kolda.numbers import b, squared
from lemmas.ward_kolda.numbers import u as low
from lemmas.ward_kolda.numbers import v as high
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, d, eta, f, m, r, standing
from lemmas.ward_kolda.theorem_5_1.for_all_t import given, known, moving, ready, sigma_r_x__improved
from verify import exp, fro, rank, spec, sqrt, sv, use
from verify.argument import fact, have

widest = 9 * kappa / (2 * rho) + "1/2"
remains_comparable = line(
    "The condition number of X_t, for ever",
    given,
    spec(Xs[T]) / sv(Xs[T], r) <= widest,
    "'is guaranteed to remain comparable'",
    "proved",
    argument=[
        *ready,
        of_draw,
        have(sqrt(beta) == sqrt(eta) * unit, use(root_of_beta), *standing),
        have(0 < beta / eta, 0 < beta),
        have(0 < unit, fact("root_positive", x=beta / eta), 0 < beta / eta),
        have(2 * unit / 3 <= sv(Xs[T], r), use(sigma_r_x__improved), *given),
        have(spec(Xs[T]) <= spec(X0) + unit / 3, use(path_x, {b: beta}), *known),
        have(unit == scale, use(root_beta), *standing),
        have(3 * kappa / rho * scale == 3 / (C * sqrt(eta)), 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(
            spec(Xs[T]) <= 3 * kappa / rho * unit + unit / 3,
            spec(Xs[T]) <= spec(X0) + unit / 3,
            sigma_1_x0,
            unit == scale,
            3 * kappa / rho * scale == 3 / (C * sqrt(eta)),
        ),
        have(0 < widest, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(widest * (2 * unit / 3) <= widest * sv(Xs[T], r), 0 < widest, 2 * unit / 3 <= sv(Xs[T], r)),
        have(
            spec(Xs[T]) <= widest * sv(Xs[T], r),
            spec(Xs[T]) <= 3 * kappa / rho * unit + unit / 3,
            widest * (2 * unit / 3) <= widest * sv(Xs[T], r),
        ),
        have(0 < sv(Xs[T], r), 2 * unit / 3 <= sv(Xs[T], r), 0 < unit),
        have(spec(Xs[T]) / sv(Xs[T], r) <= widest, spec(Xs[T]) <= widest * sv(Xs[T], r), 0 < sv(Xs[T], r)),
    ],
)
rate = line(
    "Linear convergence with the square of the condition number of X0",
    given,
    f(Xs[T], Ys[T]) <= exp(-T * (sv(X0, r) / spec(X0)) ** 2) * f0,
    "'a linear rate of convergence with rate'",
    "refuted",
    doc="A small X0 with equal singular values has the rate 1, and the loss goes down slowly: the scale of X0 counts.",
)
own = eta * sv(X0, r) ** 2
own_root, own_rate = sqrt(own / eta), f(Xs[T], Ys[T]) <= exp(-8 * own * T / 9) * f0
rate__corrected = line(
    "Linear convergence with eta sigma_r^2(X0)",
    given,
    own_rate,
    "'a linear rate of convergence with rate'",
    "proved",
    corrects=rate,
    argument=[
        *ready,
        have(small_y_by_loss.claim, use(small_y_by_loss), *given),
        have(0 < beta / eta, 0 < beta),
        have(0 < unit, fact("root_positive", x=beta / eta), 0 < beta / eta),
        have(0 < sv(X0, r), 0 < unit, moving[0]),
        have(sqrt(sv(X0, r) ** 2) == sv(X0, r), fact("root_of_square", x=sv(X0, r)), 0 < sv(X0, r)),
        have(0 < own, 0 < sv(X0, r)),
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= m, r <= d),
        have(3 / (C * sqrt(eta)) <= 3 / (4 * sqrt(eta)), C >= 4),
        have(spec(X0) <= 3 / (4 * sqrt(eta)), sigma_1_x0, 3 / (C * sqrt(eta)) <= 3 / (4 * sqrt(eta))),
        have(spec(X0) + sv(X0, r) / 3 <= 1 / sqrt(eta), sv(X0, r) <= spec(X0), spec(X0) <= 3 / (4 * sqrt(eta))),
        have(sqrt(eta) * sv(X0, r) <= "3/4", sv(X0, r) <= spec(X0), spec(X0) <= 3 / (4 * sqrt(eta))),
        have(spec(Y0) + 7 * sv(X0, r) / 8 <= 1 / sqrt(eta), sqrt(eta) * sv(X0, r) <= "3/4", small_y_by_loss.claim),
        have(unit**2 <= sv(X0, r) ** 2, use(squared, {low: unit, high: sv(X0, r)}), moving[0], 0 < unit),
        have(beta <= own, unit**2 <= sv(X0, r) ** 2),
        have(beta**2 <= own**2, use(squared, {low: beta, high: own}), 0 < beta, beta <= own),
        have(24 * eta**2 * f0 <= own**2, step_size, beta**2 <= own**2),
        have(own_root <= sv(X0, r), sqrt(sv(X0, r) ** 2) == sv(X0, r)),
        have(
            spec(X0) + own_root / 3 <= 1 / sqrt(eta),
            spec(X0) + sv(X0, r) / 3 <= 1 / sqrt(eta),
            sqrt(sv(X0, r) ** 2) == sv(X0, r),
        ),
        have(
            spec(Y0) + 7 * own_root / 8 <= 1 / sqrt(eta),
            spec(Y0) + 7 * sv(X0, r) / 8 <= 1 / sqrt(eta),
            sqrt(sv(X0, r) ** 2) == sv(X0, r),
        ),
        have(
            own_rate,
            use(core.loss_exponential, {b: own}),
            *standing,
            span,
            own_root <= sv(X0, r),
            spec(X0) + own_root / 3 <= 1 / sqrt(eta),
            spec(Y0) + 7 * own_root / 8 <= 1 / sqrt(eta),
            24 * eta**2 * f0 <= own**2,
            0 < own,
        ),
    ],
)

inverse_0, own_kappa = sv(X0, r) / spec(X0), sv(A, r) / spec(A)
share = 8 * rho**4 / (81 * C**2)
in_start = f(Xs[T], Ys[T]) <= exp(-share * T * inverse_0**2) * f0
in_beta = f(Xs[T], Ys[T]) <= exp(-8 * beta * T / 9) * f0
slower = share * T * inverse_0**2 <= 8 * beta * T / 9
rate__up_to_a_factor = line(
    "Linear convergence with the square of the condition number of X0, up to a factor",
    [*given, rho / 3 * kappa <= kappa_0],
    in_start,
    "'a linear rate of convergence with rate'",
    "proved",
    corrects=rate,
    doc="The factor depends on rho and C alone. `comparable_lower` shows that a draw gives the last hypothesis.",
    argument=[
        *ready,
        of_draw,
        have(0 < beta / eta, 0 < beta),
        have(0 < unit, fact("root_positive", x=beta / eta), 0 < beta / eta),
        have(0 < sv(X0, r), 0 < unit, moving[0]),
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= m, r <= d),
        have(0 < spec(X0), 0 < sv(X0, r), sv(X0, r) <= spec(X0)),
        have(0 <= inverse_0, 0 < sv(X0, r), 0 < spec(X0)),
        have(rho * spec(A) * sv(X0, r) <= 3 * spec(X0) * sv(A, r), rho / 3 * kappa <= kappa_0, 0 < sv(X0, r),
             0 < sv(A, r)),
        have(rho * inverse_0 <= 3 * own_kappa, rho * spec(A) * sv(X0, r) <= 3 * spec(X0) * sv(A, r), 0 < spec(X0),
             0 < spec(A)),
        have(0 <= rho * inverse_0, 0 < rho, 0 <= inverse_0),
        have((rho * inverse_0) ** 2 <= (3 * own_kappa) ** 2, 0 <= rho * inverse_0,
             use(squared, {low: rho * inverse_0, high: 3 * own_kappa}), rho * inverse_0 <= 3 * own_kappa),
        have(8 * rho**2 / (81 * C**2) * (rho * inverse_0) ** 2 <= 8 * rho**2 / (81 * C**2) * (3 * own_kappa) ** 2,
             (rho * inverse_0) ** 2 <= (3 * own_kappa) ** 2),
        have(8 * rho**2 / (81 * C**2) * (3 * own_kappa) ** 2 == 8 * beta / 9, by=()),
        have(share * inverse_0**2 <= 8 * beta / 9, 8 * rho**2 / (81 * C**2) * (3 * own_kappa) ** 2 == 8 * beta / 9,
             8 * rho**2 / (81 * C**2) * (rho * inverse_0) ** 2 <= 8 * rho**2 / (81 * C**2) * (3 * own_kappa) ** 2),
        have(slower, share * inverse_0**2 <= 8 * beta / 9),
        have(exp(-8 * beta * T / 9) <= exp(-share * T * inverse_0**2), slower,
             fact("exp_increasing", x=-8 * beta * T / 9, y=-share * T * inverse_0**2)),
        have(in_beta, use(core.loss_exponential, {b: beta}), *known),
        have(f0 * exp(-8 * beta * T / 9) <= f0 * exp(-share * T * inverse_0**2),
             exp(-8 * beta * T / 9) <= exp(-share * T * inverse_0**2)),
        have(in_start, in_beta, f0 * exp(-8 * beta * T / 9) <= f0 * exp(-share * T * inverse_0**2)),
    ],
)  # fmt: skip

small_updates = line(
    "X_t stays within a third of sigma_r(X0) of X0",
    given,
    fro(Xs[T] - X0) <= sv(X0, r) / 3,
    "'the X_t updates remain sufficiently small'",
    "proved",
    argument=[*ready, have(fro(Xs[T] - X0) <= unit / 3, use(distance_x, {b: beta}), *known)],
)
