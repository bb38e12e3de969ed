"""A step in Y contracts the loss also where X is larger than 1 / sqrt(eta), as it may be in Theorem 5.1 for C < 9/2.

Not in the paper, which uses (4) there. With s a lower bound of sigma_r(X): the new residual is (I - eta X X') times the
old one, and |1 - eta l| <= 1 - eta s^2 for the eigenvalues l of X X' between s^2 and 2 / eta - s^2.
"""

from lemmas.ward_kolda.setting import A, X, Y, d, eta, f, grad_y, m, n, r, standing
from verify import Statement, colspan, fro, matrix, rank, real, spec, sv, tr
from verify.argument import fact, have, obtain

s = real("s", gt=0)
inside = colspan(X) <= colspan(A)
residual = X @ Y.T - A
after = f(X, Y - eta * grad_y(X, Y))
G = X.T @ X
Z = matrix("Z", d, n)
g1, g2, g3 = (tr(Z.T @ M @ Z) for M in (G, G @ G, G @ G @ G))
w, c = sv(X, r), 2 / eta - s**2
at_most = spec(X) ** 2 <= c
between = g3 + c * w**2 * g1 <= (c + w**2) * g2
wider = g3 + c * s**2 * g1 <= (c + s**2) * g2
claim = after <= (1 - eta * s**2) ** 2 * f(X, Y)

statement = Statement(
    "A step in Y contracts the loss, for larger X",
    [*standing, inside, s <= w, eta * (spec(X) ** 2 + s**2) <= 2],
    claim,
    cite="(4) and (5), for larger X",
    argument=[
        have(at_most, eta * (spec(X) ** 2 + s**2) <= 2),
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(0 < w, s <= w),
        have(rank(X) <= r, rank(A) == r, fact("colspan_rank", A=X, C=A), inside),
        have(r <= rank(X), fact("sv_of_rank", A=X, k=r), 0 < w, r <= m, r <= d),
        have(rank(X) == r, rank(X) <= r, r <= rank(X)),
        have(colspan(A) <= colspan(X), fact("colspan_of_rank", A=X, C=A), inside, rank(X) == r, rank(A) == r),
        have(colspan(residual) <= colspan(X), colspan(A) <= colspan(X)),
        have(after == fro(residual - eta * (X @ (X.T @ residual))) ** 2 / 2, by=()),
        have(0 <= w**2 - s**2, s <= w),
        obtain(
            Z,
            colspan(residual) <= colspan(X),
            [
                have(f(X, Y) == g1 / 2, residual == X @ Z),
                have(after == (g1 - 2 * eta * g2 + eta**2 * g3) / 2, residual == X @ Z),
                have(between, fact("gram_between", A=X, k=r, c=c), at_most, rank(X) <= r, r <= m, r <= d),
                have(0 <= c * g1 - g2, at_most),
                have(0 <= (w**2 - s**2) * (c * g1 - g2), 0 <= w**2 - s**2, 0 <= c * g1 - g2),
                have(wider, between, 0 <= (w**2 - s**2) * (c * g1 - g2)),
                have(eta**2 * (g3 + c * s**2 * g1) <= eta**2 * ((c + s**2) * g2), wider),
                have(2 * after <= (1 - eta * s**2) ** 2 * g1, after == (g1 - 2 * eta * g2 + eta**2 * g3) / 2,
                     eta**2 * (g3 + c * s**2 * g1) <= eta**2 * ((c + s**2) * g2)),
                have((1 - eta * s**2) ** 2 * f(X, Y) == (1 - eta * s**2) ** 2 * (g1 / 2), f(X, Y) == g1 / 2),
                have(claim, 2 * after <= (1 - eta * s**2) ** 2 * g1,
                     (1 - eta * s**2) ** 2 * f(X, Y) == (1 - eta * s**2) ** 2 * (g1 / 2)),
            ],
            claim,
        ),
    ],
    expected="proved",
)  # fmt: skip
