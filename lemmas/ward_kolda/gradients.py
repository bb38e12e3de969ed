"""Equations (2a), (2b): the gradients of f.

Formal reading: a Frechet gradient, the remainder being bounded by an explicit multiple of the squared increment. Only
the gradient has that property for some multiple; the multiple itself is more than the paper says.
"""

from lemmas.ward_kolda.setting import X, Y, d, f, grad_x, grad_y, m, n, standing
from verify import Statement, absolute, fro, inner, matrix, spec

H, K = matrix("H", m, d), matrix("K", n, d)

eq_2a = Statement(
    "The gradient in X",
    standing,
    absolute(f(X + H, Y) - f(X, Y) - inner(grad_x(X, Y), H)) <= spec(Y) ** 2 * fro(H) ** 2 / 2,
    cite="(2a)",
    expected="proved",
)
eq_2b = Statement(
    "The gradient in Y",
    standing,
    absolute(f(X, Y + K) - f(X, Y) - inner(grad_y(X, Y), K)) <= spec(X) ** 2 * fro(K) ** 2 / 2,
    cite="(2b)",
    expected="proved",
)
