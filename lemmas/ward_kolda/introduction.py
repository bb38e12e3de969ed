"""The introduction with footnote 2, and section 3.1: the lines that can be audited one by one.

`~` and `comparable` are read as bounds in both directions with factors that depend on rho alone. The lower one is about
the draw: it needs the event of Proposition 4.3's proof, and what the proposition states is not enough (`@event`).
"epsilon-optimal" is relative here, ||A - X Y'||_F^2 <= epsilon ||A||_F^2, and absolute in Theorem 3.1. What is said of
the iterates X_t is stated for ever, under the step size of Theorem 5.1 improved, which (9) implies.
Not audited: what is said of other papers' results ("state of the art"), the experiments, `C_d`.
"""

from lemmas.ward_kolda import linear_convergence as core
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, nu, rho, rho_positive, sigma_1_x0, sigma_r_x0, span, tau
from lemmas.ward_kolda.corollary_5_3.onwards import start_y
from lemmas.ward_kolda.good_event import positive, root_beta, root_of_beta, signs, step_size
from lemmas.ward_kolda.good_event import small as unit
from lemmas.ward_kolda.linear_convergence.onwards import distance_x, path_x
from lemmas.ward_kolda.numbers import b, squared
from lemmas.ward_kolda.numbers import u as low
from lemmas.ward_kolda.numbers import v as high
from lemmas.ward_kolda.proposition_4_3 import X0 as drawn
from lemmas.ward_kolda.proposition_4_3 import draw
from lemmas.ward_kolda.setting import X0, Y0, A, T, X, Xs, Y, Ys, d, eta, f, grad_x, grad_y, m, n, r, standing
from lemmas.ward_kolda.theorem_5_1.for_all_t import given, known, moving, ready, sigma_r_x__improved
from verify import Statement, exp, fro, inner, log, matrix, rank, real, spec, sqrt, sv, use, zeros
from verify.argument import fact, have

epsilon, c = real("epsilon", gt=0), real("c", gt=0)
u, v, x, y = real("u"), real("v"), real("x", gt=0), real("y", gt=0)
kappa = spec(A) / sv(A, r)


def line(title, given, claim, cite, expected, constants=None, **fields):
    return Statement(title, given, claim, constants, cite=f"section 1, {cite}", expected=expected, **fields)


shape = (0 < spec(A)) & (0 < sv(A, r)) & (r <= m) & (r <= n)
singular_values = Statement(
    "The first r singular values of A are positive",
    standing,
    shape,
    argument=[
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(r <= n, fact("rank_le_cols", A=A), rank(A) == r),
        have(0 < spec(A), fact("rank_positive", A=A), rank(A) == r),
        have(0 < sv(A, r), fact("sv_of_rank", A=A, k=r), rank(A) == r, r <= m, r <= n),
    ],
    expected="proved",
)
fractions = Statement(
    "Equal fractions",
    [u * y == v * x],
    u / x == v / y,
    argument=[have(u * y / (x * y) == v * x / (x * y), u * y == v * x)],
    expected="proved",
)
of_a = have(shape, use(singular_values), *standing)
nonzero = [of_a, have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A))]

# ---- the number of iterations

gap = sqrt(d) - sqrt(r - 1)
overparameterization = d / gap**2
rate_factor = line(
    "The factor of the number of iterations is 1/rho^2",
    standing,
    overparameterization == 1 / rho**2,
    "the display of T, against Theorem 3.1",
    "refuted",
    doc="A numerical constant can absorb 1/tau^2 only when tau is fixed.",
)
rate_factor__corrected = line(
    "The factor of the number of iterations is tau^2/rho^2",
    standing,
    overparameterization == tau**2 / rho**2,
    "the display of T, against Theorem 3.1",
    "proved",
    corrects=rate_factor,
    argument=[
        have((0 < rho) & (rho <= tau), use(rho_positive), *standing),
        have(rho == tau / sqrt(d) * gap, by=()),
        have(rho**2 * d == tau**2 * gap**2, rho == tau / sqrt(d) * gap),
        have(sqrt(r - 1) ** 2 < sqrt(d) ** 2, r <= d),
        have(
            sqrt(r - 1) < sqrt(d),
            fact("square_order_strict", x=sqrt(r - 1), y=sqrt(d)),
            sqrt(r - 1) ** 2 < sqrt(d) ** 2,
        ),
        have(0 < gap, sqrt(r - 1) < sqrt(d)),
        have(0 < gap**2, 0 < gap),
        have(0 < rho**2, 0 < rho),
        use(fractions, {u: d, v: tau**2, x: gap**2, y: rho**2}),
    ],
)
absolute_error = fro(A - X @ Y.T) ** 2 <= epsilon
optimal = line(
    "What Theorem 3.1 guarantees is an epsilon-optimal factorization",
    [*standing, absolute_error],
    fro(A - X @ Y.T) ** 2 <= epsilon * fro(A) ** 2,
    "abstract, 'epsilon-optimal factorization'",
    "refuted",
)
optimal__corrected = line(
    "What Theorem 3.1 guarantees is an epsilon-optimal factorization when ||A||_F >= 1",
    [*standing, absolute_error, fro(A) >= 1],
    fro(A - X @ Y.T) ** 2 <= epsilon * fro(A) ** 2,
    "abstract, 'epsilon-optimal factorization'",
    "proved",
    corrects=optimal,
    argument=[
        have(1 <= fro(A) ** 2, fro(A) >= 1),
        have(epsilon <= epsilon * fro(A) ** 2, 1 <= fro(A) ** 2),
    ],
)
relative = line(
    "Theorem 3.1 for epsilon ||A||_F^2 has the logarithm of 1/epsilon",
    standing,
    log(fro(A) ** 2 / (epsilon * fro(A) ** 2)) == log(1 / epsilon),
    "abstract and the display of T, 'log(1/epsilon)'",
    "proved",
    argument=[
        *nonzero,
        have(fro(A) ** 2 / (epsilon * fro(A) ** 2) == 1 / epsilon, 0 < fro(A)),
    ],
)
improves = line(
    "The square of the condition number is at most its cube and its fourth power",
    standing,
    (kappa**2 <= kappa**3) & (kappa**3 <= kappa**4),
    "'this improves on' [JCD22], and section 3.1",
    "proved",
    argument=[
        of_a,
        have(sv(A, r) <= spec(A), fact("sv_le_spec", A=A, k=r), r <= m, r <= n),
        have(1 <= kappa, sv(A, r) <= spec(A), 0 < sv(A, r)),
        have(kappa**2 * 1 <= kappa**2 * kappa, 1 <= kappa),
        have(kappa**3 * 1 <= kappa**3 * kappa, 1 <= kappa),
    ],
)
ratio_in_3_1 = line(
    "The ratio printed for [YD21] is the condition number",
    standing,
    spec(A) / spec(A) == kappa,
    "section 3.1, the complexity of [YD21]",
    "refuted",
    doc="Print has sigma_1(A)/sigma_1(A), which is 1, in the fourth power; sigma_1(A)/sigma_r(A) is meant.",
)

# ---- condition numbers

P = matrix("P", n, m)
penrose = (A @ P @ A == A, P @ A @ P == P, (A @ P).T == A @ P, (P @ A).T == P @ A)
footnote_2 = line(
    "The pseudo-condition number is ||A|| ||A^+||",
    [*standing, *penrose],
    kappa == spec(A) * spec(P),
    "footnote 2",
    "proved",
    doc="P is the matrix that the four Moore-Penrose conditions determine. Print says `the product of the product of`.",
)
kappa_0 = spec(X0) / sv(X0, r)
scale = 1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A))
factor = 3 / rho * kappa
of_draw = have(signs, use(positive), *standing)
comparable_upper = line(
    "The condition number of X0 from above",
    list(event),
    kappa_0 <= 3 / rho * kappa,
    "'comparable with high probability'",
    "proved",
    argument=[
        of_draw,
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(0 < scale, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(0 < sv(X0, r), 0 < scale, sigma_r_x0),
        have(factor * scale == 3 / (C * sqrt(eta)), 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(0 < factor, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(factor * scale <= factor * sv(X0, r), 0 < factor, sigma_r_x0),
        have(
            spec(X0) <= factor * sv(X0, r),
            factor * scale <= factor * sv(X0, r),
            factor * scale == 3 / (C * sqrt(eta)),
            sigma_1_x0,
        ),
        have(kappa_0 <= factor, spec(X0) <= factor * sv(X0, r), 0 < sv(X0, r)),
    ],
)
comparable_lower = line(
    "The condition number of X0 from below",
    list(draw),
    rho / 3 * kappa <= spec(drawn) / sv(drawn, r),
    "'comparable with high probability'",
    "proved",
)
comparable_lower__event = line(
    "The condition number of X0 from below, by what Proposition 4.3 states",
    list(event),
    rho / 3 * kappa <= kappa_0,
    "'comparable with high probability', from Proposition 4.3",
    "refuted",
)
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
    [*given, C >= 8],
    own_rate,
    "'a linear rate of convergence with rate'",
    "proved",
    corrects=rate,
    argument=[
        *ready,
        have(start_y.claim, use(start_y), *event, C >= 8, nu <= "1/2", step_size),
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
        have(spec(Y0) + 7 * sv(X0, r) / 8 <= 1 / sqrt(eta), sqrt(eta) * sv(X0, r) <= "3/4", start_y.claim),
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

# ---- the landscape, and the linear regression problem

zero = f(zeros(m, d), zeros(n, d))
no_global_pl = line(
    "At zero both gradients vanish and the loss is positive",
    standing,
    (grad_x(zeros(m, d), zeros(n, d)) == zeros(m, d)) & (grad_y(zeros(m, d), zeros(n, d)) == zeros(n, d)) & (0 < zero),
    "'f in (1) does not satisfy a PL-inequality globally'",
    "proved",
    argument=[
        *nonzero,
        have(zero == fro(A) ** 2 / 2),
        have(0 < zero, zero == fro(A) ** 2 / 2, 0 < fro(A)),
    ],
)
K = matrix("K", n, d)
gradient = 2 * ((X0 @ Y.T - A).T @ X0)
regression_gradient = line(
    "The gradient of the linear regression problem",
    [],
    fro(X0 @ (Y + K).T - A) ** 2 == fro(X0 @ Y.T - A) ** 2 + inner(gradient, K) + fro(X0 @ K.T) ** 2,
    "'min g(Y)'",
    "proved",
)
regression_step = line(
    "From Y0 = 0 the first step is one of gradient descent for g with half the step size",
    [Y0 == zeros(n, d)],
    (Xs[1] == X0) & (Ys[1] == Y0 - (eta / 2) * (2 * ((X0 @ Y0.T - A).T @ X0))),
    "'follow the dynamics of gradient descent on the linear regression problem'",
    "proved",
    doc="g has no factor 1/2, so its gradient is twice that of f in Y.",
)
small_updates = line(
    "X_t stays within a third of sigma_r(X0) of X0",
    given,
    fro(Xs[T] - X0) <= sv(X0, r) / 3,
    "'the X_t updates remain sufficiently small'",
    "proved",
    argument=[*ready, have(fro(Xs[T] - X0) <= unit / 3, use(distance_x, {b: beta}), *known)],
)
