"""What the good event says of the start: beta <= 9 / C^2, the sizes that Proposition 4.2 asks for, and how long T is.

The proof of Corollary 4.4 says so in passing. With C >= 4, beta <= 9/16 and eta^2 f0 T <= 9/128: too long for
Proposition 4.2, not for `path_bound`.
"""

from lemmas.ward_kolda.assumption_2 import (
    C,
    beta,
    f0,
    horizon,
    nu,
    rho,
    rho_positive,
    sigma_1_x0,
    sigma_1_y0,
    sigma_r_x0,
)
from lemmas.ward_kolda.assumption_2 import start as span
from lemmas.ward_kolda.setting import X0, Y0, A, d, eta, m, n, r, standing
from verify import Statement, integer, rank, spec, sqrt, sv, use
from verify.argument import fact, have

t, i = integer("t", ge=1), integer("i", ge=0)
four = C >= 4
step_size = eta <= 9 / (4 * C * nu * spec(A))
root = rho * sv(A, r) / (C * spec(A))  # its square is beta
x_small, y_small = spec(X0) ** 2 <= 9 / (16 * eta), spec(Y0) ** 2 <= 9 / (16 * eta)


def known(title, given, claim, *argument):
    return Statement(title, given, claim, argument=argument, cite="Proof of Corollary 4.4", expected="proved")


of_a = [
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(r <= n, fact("rank_le_cols", A=A), rank(A) == r),
    have(r <= rank(A), rank(A) == r),
    have(0 < sv(A, r), fact("sv_positive", A=A, k=r), r <= rank(A), r <= m, r <= n),
    have(sv(A, r) <= spec(A), fact("sv_le_spec", A=A, k=r), r <= m, r <= n),
    have(0 < spec(A), 0 < sv(A, r), sv(A, r) <= spec(A)),
]
positive = known(
    "The root of beta is positive",
    standing,
    0 < root,
    have(0 < rho, use(rho_positive), *standing),
    *of_a,
    have(0 < root, 0 < rho, 0 < sv(A, r), 0 < spec(A)),
)
large = known(
    "The smallest singular value of the start",
    [*span, sigma_r_x0],
    sqrt(beta / eta) <= sv(X0, r),
    have(0 < root, use(positive), *standing),
    have(sqrt(beta / eta) ** 2 <= (root / sqrt(eta)) ** 2, by=()),
    have(sqrt(beta / eta) <= root / sqrt(eta), fact("square_order", x=sqrt(beta / eta), y=root / sqrt(eta)), 0 < root,
         sqrt(beta / eta) ** 2 <= (root / sqrt(eta)) ** 2),
    have(sqrt(beta / eta) <= sv(X0, r), sqrt(beta / eta) <= root / sqrt(eta), sigma_r_x0),
)  # fmt: skip
beta_small = known(
    "beta is at most 9 / C^2",
    [*span, sigma_r_x0, sigma_1_x0],
    beta * C**2 <= 9,
    have(0 < root, use(positive), *standing),
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= m, r <= d),
    have(root / sqrt(eta) <= 3 / (C * sqrt(eta)), sigma_r_x0, sv(X0, r) <= spec(X0), sigma_1_x0),
    have(root * C <= 3, root / sqrt(eta) <= 3 / (C * sqrt(eta))),
    have((root * C) ** 2 <= 9, root * C <= 3, 0 < root),
    have(beta * C**2 == (root * C) ** 2, by=()),
    have(beta * C**2 <= 9, (root * C) ** 2 <= 9, beta * C**2 == (root * C) ** 2),
)
small_x = known(
    "X_0 is small",
    [four, sigma_1_x0],
    x_small,
    have(C * sqrt(eta) * spec(X0) <= 3, sigma_1_x0),
    have(4 * sqrt(eta) * spec(X0) <= 3, C * sqrt(eta) * spec(X0) <= 3, four),
    have((4 * sqrt(eta) * spec(X0)) ** 2 <= 9, 4 * sqrt(eta) * spec(X0) <= 3),
    have(x_small, (4 * sqrt(eta) * spec(X0)) ** 2 <= 9),
)
N = C * nu * spec(A)
nu_nonnegative = known(
    "nu is not negative",
    [*standing, sigma_1_y0],
    0 <= nu,
    *of_a,
    have(0 < sqrt(eta) * C * spec(A) / 3, 0 < spec(A)),
    have(0 <= sqrt(eta) * C * spec(A) / 3 * nu, sigma_1_y0),
    have(0 <= nu, fact("cancel_positive", x=sqrt(eta) * C * spec(A) / 3, y=nu), 0 < sqrt(eta) * C * spec(A) / 3,
         0 <= sqrt(eta) * C * spec(A) / 3 * nu),
)  # fmt: skip
nu_positive = known(  # the step size divides by it
    "nu is positive", [*standing, step_size, 0 <= nu], 0 < nu, *of_a,
    have(0 < nu, fact("positive_of_nonzero", x=nu), 0 <= nu, step_size, 0 < spec(A)),
)  # fmt: skip
small_y = known(
    "Y_0 is small",
    [*standing, step_size, sigma_1_y0],
    y_small,
    have(0 <= nu, use(nu_nonnegative), *standing, sigma_1_y0),
    have(0 < nu, use(nu_positive), *standing, step_size, 0 <= nu),
    *of_a,
    have(0 < N, 0 < nu, 0 < spec(A)),
    have(4 * eta * N <= 9, step_size, 0 < N),
    have(spec(Y0) ** 2 <= (sqrt(eta) * N / 3) ** 2, sigma_1_y0),
    have((4 * eta * N) ** 2 <= 81, 4 * eta * N <= 9, 0 < N),
    have(16 * eta * spec(Y0) ** 2 <= 9, spec(Y0) ** 2 <= (sqrt(eta) * N / 3) ** 2, (4 * eta * N) ** 2 <= 81),
    have(y_small, 16 * eta * spec(Y0) ** 2 <= 9),
)
in_time = known(
    "The time there is",
    [i <= horizon],
    8 * eta**2 * f0 * i <= beta,
    have(0 < f0, i <= horizon),
    have(i <= beta / (8 * eta**2 * f0), i <= horizon, fact("floor_lower", x=beta / (8 * eta**2 * f0))),
    have(8 * eta**2 * f0 * i <= beta, i <= beta / (8 * eta**2 * f0), 0 < f0),
)
