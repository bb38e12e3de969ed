"""A step in Y contracts the loss by (1 - eta sigma_r(X)^2)^2: sharper than Lemmas 4.1 and 4.6 together.

Not in the paper, which has 1 - eta sigma_r(X)^2 (equation (4) with (5)). It doubles the rate of Theorem 5.1.
Idea: the new residual is (I - eta X X') (X Y' - A), and the residual lies in the column space of X, on which the
eigenvalues of X X' are between sigma_r(X)^2 and 1 / eta.
"""

from lemmas.ward_kolda.numbers import multiple, product, u, v, x
from lemmas.ward_kolda.setting import A, X, Y, d, eta, f, grad_y, m, n, r, standing
from verify import Statement, colspan, fro, matrix, rank, spec, sv, tr, use
from verify.argument import cases, fact, have, obtain

s = sv(X, r)
inside = colspan(X) <= colspan(A)
residual = X @ Y.T - A
after = f(X, Y - eta * grad_y(X, Y))
G = X.T @ X
Z = matrix("Z", d, n)
g1, g2, g3 = (tr(Z.T @ M @ Z) for M in (G, G @ G, G @ G @ G))
q = 1 - eta * s**2
claim = after <= (1 - eta * s**2) ** 2 * f(X, Y)

statement = Statement(
    "A step in Y contracts the loss",
    [*standing, inside, spec(X) ** 2 <= 1 / eta],
    claim,
    cite="(4) and (5), sharper",
    argument=[
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(0 <= s, fact("sv_nonnegative", A=X, k=r), r <= m, r <= d),
        have(s <= spec(X), fact("sv_le_spec", A=X, k=r), r <= m, r <= d),
        have(s**2 <= spec(X) ** 2, 0 <= s, s <= spec(X)),
        have(0 <= 1 - eta * s**2, s**2 <= spec(X) ** 2, spec(X) ** 2 <= 1 / eta),
        have(rank(X) <= r, rank(A) == r, fact("colspan_rank", A=X, C=A), inside),
        have(after == fro(residual - eta * (X @ (X.T @ residual))) ** 2 / 2, by=()),
        cases(
            s <= 0,
            [
                have(s == 0, s <= 0, 0 <= s),
                have(eta * s**2 == 0, s == 0),
                have(after <= f(X, Y), spec(X) ** 2 <= 1 / eta),
                have((1 - eta * s**2) ** 2 * f(X, Y) == f(X, Y), eta * s**2 == 0),
                have(claim, after <= f(X, Y), (1 - eta * s**2) ** 2 * f(X, Y) == f(X, Y)),
            ],
            [
                have(r <= rank(X), fact("sv_positive", A=X, k=r), 0 < s, r <= m, r <= d),
                have(rank(X) == r, rank(X) <= r, r <= rank(X)),
                have(colspan(A) <= colspan(X), fact("colspan_of_rank", A=X, C=A), inside, rank(X) == r, rank(A) == r),
                have(colspan(residual) <= colspan(X), colspan(A) <= colspan(X)),
                obtain(
                    Z,
                    colspan(residual) <= colspan(X),
                    [
                        have(f(X, Y) == g1 / 2, residual == X @ Z),
                        have(after == (g1 - 2 * eta * g2 + eta**2 * g3) / 2, residual == X @ Z),
                        have(eta * g3 + s**2 * g1 <= (1 + eta * s**2) * g2,
                             fact("gram_between", A=X, k=r, c=1 / eta), spec(X) ** 2 <= 1 / eta,
                             rank(X) <= r, r <= m, r <= d),
                        have(s**2 * g1 <= g2, fact("sv_restricted", A=X, k=r), rank(X) <= r, r <= m, r <= d),
                        have(2 * after <= q * (g1 - eta * g2), after == (g1 - 2 * eta * g2 + eta**2 * g3) / 2,
                             eta * g3 + s**2 * g1 <= (1 + eta * s**2) * g2),
                        have(0 <= eta * (g2 - s**2 * g1), s**2 * g1 <= g2),
                        have(0 <= q * (eta * (g2 - s**2 * g1)), use(product, {u: q, v: eta * (g2 - s**2 * g1)}),
                             0 <= eta * (g2 - s**2 * g1), 0 <= q),
                        have(q**2 * f(X, Y) == q**2 * (g1 / 2), f(X, Y) == g1 / 2,
                             use(multiple, {u: f(X, Y), v: g1 / 2, x: q**2})),
                        have(claim, 2 * after <= q * (g1 - eta * g2), 0 <= q * (eta * (g2 - s**2 * g1)),
                             q**2 * f(X, Y) == q**2 * (g1 / 2)),
                    ],
                    claim,
                ),
            ],
            claim,
        ),
    ],
    expected="proved",
)  # fmt: skip
