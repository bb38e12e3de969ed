"""What the good event of Proposition 4.3 gives: the hypotheses of `linear_convergence`, for b = beta.

Not in the paper. C >= 4 is enough; nu <= 1/2 and the loss bounded from below serve the bound on Y0 alone.
"""

from lemmas.ward_kolda.assumption_2 import (
    C,
    beta,
    event,
    f0,
    item_1,
    loss_below,
    nu,
    rho,
    sigma_1_x0,
    sigma_1_y0,
    sigma_r_x0,
    tau,
)
from lemmas.ward_kolda.numbers import scaled, squared
from lemmas.ward_kolda.numbers import u as u_
from lemmas.ward_kolda.numbers import v as v_
from lemmas.ward_kolda.numbers import x as x_
from lemmas.ward_kolda.setting import X0, Y0, A, d, eta, m, n, r, standing
from verify import Statement, fro, rank, real, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.tree import number

u, v, x = real("u", gt=0), real("v", gt=0), real("x", gt=0)
square = 0 < u**2 * v**2 / (C**2 * x**2)
scaled_square = 0 < 1 / sqrt(eta) * (u / C) * (v / x)
quotient = Statement("A square of a quotient", [], square, argument=[have(square)], expected="proved")
product = Statement("A product of quotients", [], scaled_square, argument=[have(scaled_square)], expected="proved")
small = sqrt(beta / eta)
step_size = 24 * eta**2 * f0 <= beta**2
scale = 1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A))

in_range = [
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(r <= n, fact("rank_le_cols", A=A), rank(A) == r),
]
signs = (0 < rho) & (0 < spec(A)) & (0 < sv(A, r)) & (0 < beta)
positive = Statement(
    "rho, sigma_1(A), sigma_r(A) and beta are positive",
    [*standing],
    signs,
    argument=[
        have(1 <= rank(A), rank(A) == r),
        have(0 < spec(A), fact("rank_positive", A=A), 1 <= rank(A)),
        *in_range,
        have(0 < sv(A, r), fact("sv_of_rank", A=A, k=r), rank(A) == r, r <= m, r <= n),
        have(sqrt(r - 1) ** 2 < sqrt(d) ** 2, r <= d),
        have(sqrt(r - 1) < sqrt(d), fact("square_order_strict", x=sqrt(r - 1), y=sqrt(d)),
             sqrt(r - 1) ** 2 < sqrt(d) ** 2),
        have(0 < tau / sqrt(d) * (sqrt(d) - sqrt(r - 1)), sqrt(r - 1) < sqrt(d)),
        have(rho == tau / sqrt(d) * (sqrt(d) - sqrt(r - 1)), by=()),
        have(0 < rho, rho == tau / sqrt(d) * (sqrt(d) - sqrt(r - 1)), 0 < tau / sqrt(d) * (sqrt(d) - sqrt(r - 1))),
        have(0 < beta, use(quotient, {u: rho, v: sv(A, r), x: spec(A)}), 0 < rho, 0 < spec(A), 0 < sv(A, r)),
    ],
    expected="proved",
)  # fmt: skip

root_beta = Statement(
    "The root of beta / eta, which the event compares with sigma_r(X0)",
    [*standing],
    small == scale,
    argument=[
        *in_range,
        have(signs, use(positive), *standing),
        have(0 < scale, use(product, {u: rho, v: sv(A, r), x: spec(A)}), 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(beta / eta == scale**2, by=()),
        have(sqrt(scale**2) == scale, fact("root_of_square", x=scale), 0 < scale),
        have(small == scale, beta / eta == scale**2, sqrt(scale**2) == scale),
    ],
    expected="proved",
)
root_of_beta = Statement(
    "The root of beta",
    [*standing],
    sqrt(beta) == sqrt(eta) * small,
    argument=[
        *in_range,
        have(0 < beta, use(positive), *standing),
        have(sqrt(eta * (beta / eta)) == sqrt(eta) * small, fact("root_product", x=eta, y=beta / eta), 0 < beta),
        have(eta * (beta / eta) == beta, by=()),
        have(
            sqrt(beta) == sqrt(eta) * small, sqrt(eta * (beta / eta)) == sqrt(eta) * small, eta * (beta / eta) == beta
        ),
    ],
    expected="proved",
)
sigma_r = Statement(
    "sigma_r of X0 in terms of beta",
    item_1,
    small <= sv(X0, r),
    argument=[
        have(small == scale, use(root_beta), *standing),
        have(small <= sv(X0, r), small == scale, sigma_r_x0),
    ],
    expected="proved",
)
beta_small = Statement(
    "beta is at most 9 / C^2",
    item_1,
    C * sqrt(beta) <= 3,
    argument=[
        have(small <= sv(X0, r), use(sigma_r), *item_1),
        *in_range,
        have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= m, r <= d),
        have(small <= 3 / (C * sqrt(eta)), small <= sv(X0, r), sv(X0, r) <= spec(X0), sigma_1_x0),
        have(sqrt(beta) == sqrt(eta) * small, use(root_of_beta), *standing),
        have(sqrt(eta) * C * small <= 3, small <= 3 / (C * sqrt(eta))),
        have(C * sqrt(beta) <= 3, sqrt(beta) == sqrt(eta) * small, sqrt(eta) * C * small <= 3),
    ],
    expected="proved",
)
beta_bound = Statement(
    "beta is at most 9 / 16",
    [*item_1, C >= 4],
    beta <= "9/16",
    argument=[
        have(C * sqrt(beta) <= 3, use(beta_small), *item_1),
        have(4 * sqrt(beta) <= 3, C * sqrt(beta) <= 3, C >= 4),
        *in_range,
        have(0 < beta, use(positive), *standing),
        have(beta <= "9/16", 4 * sqrt(beta) <= 3, 0 < beta),
    ],
    expected="proved",
)
start_x = Statement(
    "X0 leaves room to move",
    [*item_1, C >= 4],
    spec(X0) + small / 3 <= 1 / sqrt(eta),
    argument=[
        have(C * sqrt(beta) <= 3, use(beta_small), *item_1),
        have(sqrt(beta) == sqrt(eta) * small, use(root_of_beta), *standing),
        have(small <= 3 / (C * sqrt(eta)), C * sqrt(beta) <= 3, sqrt(beta) == sqrt(eta) * small),
        have(4 / C <= 1, C >= 4),
        have(4 / (C * sqrt(eta)) <= 1 / sqrt(eta), 4 / C <= 1),
        have(spec(X0) + small / 3 <= 4 / (C * sqrt(eta)), small <= 3 / (C * sqrt(eta)), sigma_1_x0),
    ],
    expected="proved",
)
half = number("1/2")
most = number("13/10")
size = C * eta * spec(A)
loss_at_least = Statement(
    "The first loss is bounded from below",
    [*event, nu <= half],
    fro(A) ** 2 / 8 <= f0,
    argument=[
        have(half <= 1 - nu, nu <= half),
        have(half**2 <= (1 - nu) ** 2, half <= 1 - nu),
        have(
            fro(A) ** 2 / 8 <= f0,
            loss_below,
            use(scaled, {u_: half**2, v_: (1 - nu) ** 2, x_: fro(A) ** 2 / 2}),
            half**2 <= (1 - nu) ** 2,
        ),
    ],
    expected="proved",
)
start_y = Statement(
    "Y0 leaves room to move",
    [*event, C >= 4, nu <= "1/2", step_size],
    spec(Y0) + 7 * small / 8 <= 1 / sqrt(eta),
    argument=[
        have(spec(A) <= fro(A), fact("spec_le_fro", A=A)),
        have(spec(A) ** 2 <= fro(A) ** 2, use(squared, {u_: spec(A), v_: fro(A)}), spec(A) <= fro(A)),
        have(fro(A) ** 2 / 8 <= f0, use(loss_at_least), *event, nu <= half),
        have(3 * (eta * spec(A)) ** 2 <= beta**2, fro(A) ** 2 / 8 <= f0, spec(A) ** 2 <= fro(A) ** 2, step_size),
        have(C * sqrt(beta) <= 3, use(beta_small), *item_1),
        have(C**2 * beta <= 9, use(squared, {u_: C * sqrt(beta), v_: 3}), C * sqrt(beta) <= 3),
        have((C**2 * beta) ** 2 <= 81, use(squared, {u_: C**2 * beta, v_: 9}), C**2 * beta <= 9),
        have(16 <= C**2, C >= 4),
        have(
            16 * (C * beta) ** 2 <= C**2 * (C * beta) ** 2,
            use(scaled, {u_: 16, v_: C**2, x_: (C * beta) ** 2}),
            16 <= C**2,
        ),
        have(
            C**2 * (3 * (eta * spec(A)) ** 2) <= C**2 * beta**2,
            3 * (eta * spec(A)) ** 2 <= beta**2,
            use(scaled, {u_: 3 * (eta * spec(A)) ** 2, v_: beta**2, x_: C**2}),
        ),
        have(
            size**2 <= most**2,
            C**2 * (3 * (eta * spec(A)) ** 2) <= C**2 * beta**2,
            16 * (C * beta) ** 2 <= C**2 * (C * beta) ** 2,
            (C**2 * beta) ** 2 <= 81,
        ),
        have(size <= most, fact("square_order", x=size, y=most), size**2 <= most**2),
        have(size * nu <= size * half, use(scaled, {u_: nu, v_: half, x_: size}), nu <= "1/2"),
        have(sqrt(eta) * spec(Y0) <= size * nu / 3, sigma_1_y0),
        have(4 * sqrt(beta) <= 3, C * sqrt(beta) <= 3, C >= 4),
        have(
            sqrt(eta) * spec(Y0) + 7 * sqrt(beta) / 8 <= 1,
            sqrt(eta) * spec(Y0) <= size * nu / 3,
            size * nu <= size * half,
            size <= most,
            4 * sqrt(beta) <= 3,
        ),
        have(sqrt(beta) == sqrt(eta) * small, use(root_of_beta), *standing),
        have(
            spec(Y0) + 7 * small / 8 <= 1 / sqrt(eta),
            sqrt(eta) * spec(Y0) + 7 * sqrt(beta) / 8 <= 1,
            sqrt(beta) == sqrt(eta) * small,
        ),
    ],
    expected="proved",
)
