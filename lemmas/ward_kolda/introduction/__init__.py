"""The introduction, and section 3.1: the lines that can be audited one by one.

"epsilon-optimal" is relative here, ||A - X Y'||_F^2 <= epsilon ||A||_F^2, and absolute in Theorem 3.1: the abstract's
log(1/epsilon) is Theorem 3.1 for epsilon ||A||_F^2 in the place of epsilon.
Not audited: what is said of other papers' results ("state of the art"), the experiments, `C_d`.
"""

from lemmas.ward_kolda import theorem_3_1
from lemmas.ward_kolda.assumption_2 import rho, rho_positive, tau
from lemmas.ward_kolda.setting import X0, Y0, A, T, X, Xs, Y, Ys, d, eta, f, grad_x, grad_y, m, n, r, standing
from verify import Statement, fro, inner, log, matrix, rank, real, spec, sqrt, sv, use, zeros
from verify.argument import fact, have

epsilon = real("epsilon", gt=0)
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
optimal__norm_at_least_one = line(
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
share = real("c", gt=0)
whole, enough = share * fro(A) ** 2, T >= "45/16" * theorem_3_1.scale * log(1 / share)
optimal__corrected = line(
    "Theorem 3.1 for epsilon ||A||_F^2 guarantees an epsilon-optimal factorization, with log(1/epsilon)",
    [*theorem_3_1.before_draw, share <= "1/2", enough],
    fro(A - Xs[T] @ Ys[T].T) ** 2 <= whole,
    "abstract, 'epsilon-optimal factorization'",
    "proved",
    corrects=optimal,
    argument=[
        *nonzero,
        have(0 < whole, 0 < fro(A)),
        have(whole <= fro(A) ** 2 / 2, share <= "1/2"),
        have(fro(A) ** 2 / whole == 1 / share, 0 < fro(A)),
        have(log(fro(A) ** 2 / whole) == log(1 / share), fro(A) ** 2 / whole == 1 / share),
        have((0 < rho) & (rho <= tau), use(rho_positive), *standing),
        have(T >= "45/16" * theorem_3_1.scale * log(fro(A) ** 2 / whole), enough,
             log(fro(A) ** 2 / whole) == log(1 / share), 0 < rho),
        have(fro(A - Xs[T] @ Ys[T].T) ** 2 <= whole, use(theorem_3_1.statement__a_priori, {theorem_3_1.epsilon: whole}),
             *theorem_3_1.before_draw, whole <= fro(A) ** 2 / 2, 0 < whole,
             T >= "45/16" * theorem_3_1.scale * log(fro(A) ** 2 / whole)),
    ],
)  # fmt: skip
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
