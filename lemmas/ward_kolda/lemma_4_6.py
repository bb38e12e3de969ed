"""Lemma 4.6: a Polyak-Lojasiewicz inequality on the column space of A.

X_t and Y_{t-1} are any matrices X, Y of their shapes: the statement uses nothing else of the iterates, so this
is stronger than print. `@any_rank` drops rank(A) = r, for Remark 4.7. The proof speaks of X_t Y_t' - A where
(5) has Y_{t-1}; the steps keep that, with a further matrix Yt. `at_iterates` is (5) with the printed indices, t >= 1.
"""

from lemmas.ward_kolda.setting import A, X, Xs, Y, Ys, d, f, grad_y, m, n, objective, r, standing
from verify import Proof, Statement, Step, colspan, fro, integer, matrix, rank, real, sv, use

c = real("c")
t = integer("t", ge=1)
positive = sv(X, r) > 0

statement = Statement(
    "Gradient domination in Y",
    [*standing, colspan(X) <= colspan(A), positive],
    fro(grad_y(X, Y)) ** 2 >= c * sv(X, r) ** 2 * f(X, Y),
    {c: 2},
    cite="Lemma 4.6, (5)",
    expected="proved",
)
at_iterates = Statement(
    "Gradient domination in Y, for the iterates",
    [*standing, colspan(Xs[t]) <= colspan(A), sv(Xs[t], r) > 0],
    fro(grad_y(Xs[t], Ys[t - 1])) ** 2 >= 2 * sv(Xs[t], r) ** 2 * f(Xs[t], Ys[t - 1]),
    cite="Lemma 4.6, (5), with the printed indices",
    uses=[use(statement, {X: Xs[t], Y: Ys[t - 1]})],
    expected="proved",
)
B = matrix("A", m, n)
loss, _, gradient = objective(B)
statement__any_rank = Statement(
    "Gradient domination in Y, for A of any rank",
    [r <= d, colspan(X) <= colspan(B), positive],
    fro(gradient(X, Y)) ** 2 >= 2 * sv(X, r) ** 2 * loss(X, Y),
    cite="Lemma 4.6, beyond exact rank",
    expected="refuted",
)

Yt = matrix("Yt", n, d)
residual, residual_t = X @ Y.T - A, X @ Yt.T - A
same_span = colspan(X) == colspan(A)
in_span = colspan(residual_t) <= colspan(X)
last = fro(X.T @ residual) ** 2 >= sv(X, r) ** 2 * fro(residual) ** 2


def line(text, claim, cites=()):
    return Step(text, claim, statement.given, tuple(cites), "proved", "proved")


proof = Proof(
    (
        line("'then X_t is rank-r'", rank(X) == r, [rank(A) == r, colspan(X) <= colspan(A), positive]),
        line("'thus'", same_span, [rank(A) == r, colspan(X) <= colspan(A), rank(X) == r]),
        line("'each column of'", in_span, [same_span]),
        line("display, first =", fro(grad_y(X, Y)) ** 2 == fro(residual.T @ X) ** 2),
        line("display, second =", fro(residual.T @ X) ** 2 == fro(X.T @ residual) ** 2),
        line("display, ≥, 'and so'", last, [rank(X) == r, in_span]),
        line("(5)", fro(grad_y(X, Y)) ** 2 >= 2 * sv(X, r) ** 2 * f(X, Y), [
            fro(grad_y(X, Y)) ** 2 == fro(residual.T @ X) ** 2,
            fro(residual.T @ X) ** 2 == fro(X.T @ residual) ** 2,
            last,
        ]),
    ),
    cite="Proof of Lemma 4.6",
)  # fmt: skip
