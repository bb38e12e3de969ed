"""What the good event of Proposition 4.3 gives: the signs of rho, sigma_1(A), sigma_r(A) and beta, and beta <= 9 / C^2.

Not in the paper. `room`: the sizes of the start, and the room that it leaves to move.
`item_2`: its two bounds as printed exclude each other for 0 < nu < 1.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, f0, rho, sigma_1_x0, sigma_r_x0, start, tau
from lemmas.ward_kolda.numbers import squared
from lemmas.ward_kolda.numbers import u as u_
from lemmas.ward_kolda.numbers import v as v_
from lemmas.ward_kolda.setting import X0, A, d, eta, m, n, r, standing
from verify import Statement, rank, real, spec, sqrt, sv, use
from verify.argument import fact, have

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
of_a = [
    *in_range,
    have(1 <= rank(A), rank(A) == r),
    have(0 < spec(A), fact("rank_positive", A=A), 1 <= rank(A)),
    have(0 < sv(A, r), fact("sv_of_rank", A=A, k=r), rank(A) == r, r <= m, r <= n),
]
signs = (0 < rho) & (0 < spec(A)) & (0 < sv(A, r)) & (0 < beta)
positive = Statement(
    "rho, sigma_1(A), sigma_r(A) and beta are positive",
    [*standing],
    signs,
    argument=[
        *of_a,
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
of_beta = [*in_range, have(signs, use(positive), *standing)]
sigma_r = Statement(
    "sigma_r of X0 in terms of beta",
    [*start, sigma_r_x0],
    small <= sv(X0, r),
    argument=[
        have(small == scale, use(root_beta), *standing),
        have(small <= sv(X0, r), small == scale, sigma_r_x0),
    ],
    expected="proved",
)
sizes_of_x0 = [*start, sigma_r_x0, sigma_1_x0]
beta_small = Statement(
    "The root of beta is at most 3 / C",
    sizes_of_x0,
    C * sqrt(beta) <= 3,
    argument=[
        have(small <= sv(X0, r), use(sigma_r), *start, sigma_r_x0),
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
    [*sizes_of_x0, C >= 4],
    beta <= "9/16",
    argument=[
        have(C * sqrt(beta) <= 3, use(beta_small), *sizes_of_x0),
        have(4 * sqrt(beta) <= 3, C * sqrt(beta) <= 3, C >= 4),
        *in_range,
        have(0 < beta, use(positive), *standing),
        have(beta <= "9/16", 4 * sqrt(beta) <= 3, 0 < beta),
    ],
    expected="proved",
)
beta_square = Statement(
    "beta is at most 9 / C^2",
    sizes_of_x0,
    C**2 * beta <= 9,
    argument=[
        *of_beta,
        have(C * sqrt(beta) <= 3, use(beta_small), *sizes_of_x0),
        have(0 <= C * sqrt(beta), 0 < beta),
        have(C**2 * beta <= 9, use(squared, {u_: C * sqrt(beta), v_: 3}), C * sqrt(beta) <= 3, 0 <= C * sqrt(beta)),
    ],
    expected="proved",
)
