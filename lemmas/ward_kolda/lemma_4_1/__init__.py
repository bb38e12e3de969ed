"""Lemma 4.1, bounding sums of norms of gradients: its six clauses.

Differences from print: t >= 0, T >= 0; where Y_{t-1} occurs, t >= 1, which the text does not say
(`@from_zero` keeps t = 0). The numbers 2, 1, 2 of each bound are named constants c, k, l.
Stronger than print: A is any matrix, as the lemma's own text has it; section 1's d >= r = rank(A) is not assumed, and
Remark 4.7 says that it need not be.
"If moreover" keeps the hypothesis on Y_t; "and if" after (4) stands alone.
"""

from lemmas.ward_kolda.setting import X0, Y0, T, Xs, Ys, eta, f, grad_x, grad_y, t
from verify import Statement, for_all, fro, integer, real, spec, summation, use

c, k, l = real("c"), real("k"), real("l")  # noqa: E741
t1 = integer("t", ge=1)
s = integer("s", ge=0)
gx, gy = grad_x(Xs[t], Ys[t]), grad_y(Xs[t + 1], Ys[t])
y_small = spec(Ys[t]) ** 2 <= k / eta
x_small = spec(Xs[t + 1]) ** 2 <= k / eta

eq_3 = Statement(
    "Descent in X",
    [y_small],
    fro(gx) ** 2 <= (c / eta) * (f(Xs[t], Ys[t]) - f(Xs[t + 1], Ys[t])),
    {c: 2, k: 1},
    cite="Lemma 4.1, (3)",
    expected="proved",
)


def monotone(t):
    """The first monotonicity clause, for the index t."""
    given = [spec(Ys[t]) ** 2 <= k / eta, spec(Xs[t]) ** 2 <= l / eta]
    return given, f(Xs[t], Ys[t]) <= f(Xs[t], Ys[t - 1])


monotone_y = Statement(
    "The step in Y does not increase f",
    *monotone(t1),
    {k: 1, l: 2},
    cite="Lemma 4.1, 'If moreover'",
    expected="proved",
)
monotone_y__from_zero = Statement(
    "The step in Y does not increase f, t = 0 allowed",
    *monotone(t),
    {k: 1, l: 2},
    cite="Lemma 4.1, 'If moreover', with t = 0",
    doc="The text does not exclude t = 0, where Y_{-1} does not exist.",
    expected="inconclusive",
)
sum_x = Statement(
    "Sum of squared gradients in X",
    [for_all(t, 0, T, y_small), for_all(t, 0, T, spec(Xs[t]) ** 2 <= l / eta)],
    summation(fro(gx) ** 2, t, 0, T) <= (c / eta) * f(X0, Y0),
    {c: 2, k: 1, l: 2},
    cite="Lemma 4.1, 'Consequently'",
    uses=[use(eq_3, {t: s}, over=(s, 0, T)), use(monotone_y, {t1: s + 1}, over=(s, 0, T - 1))],
    expected="proved",
)
eq_4 = Statement(
    "Descent in Y",
    [x_small],
    fro(gy) ** 2 <= (c / eta) * (f(Xs[t + 1], Ys[t]) - f(Xs[t + 1], Ys[t + 1])),
    {c: 2, k: 1},
    cite="Lemma 4.1, (4)",
    expected="proved",
)
monotone_x = Statement(
    "The step in X does not increase f",
    [spec(Ys[t]) ** 2 <= l / eta],
    f(Xs[t + 1], Ys[t]) <= f(Xs[t], Ys[t]),
    {l: 2},
    cite="Lemma 4.1, after (4)",
    expected="proved",
)
sum_y = Statement(
    "Sum of squared gradients in Y",
    [for_all(t, 0, T, x_small), for_all(t, 0, T, spec(Ys[t]) ** 2 <= l / eta)],
    summation(fro(gy) ** 2, t, 0, T) <= (c / eta) * f(X0, Y0),
    {c: 2, k: 1, l: 2},
    cite="Lemma 4.1, 'and so'",
    uses=[use(eq_4, {t: s}, over=(s, 0, T)), use(monotone_x, {t: s}, over=(s, 0, T))],
    expected="proved",
)
