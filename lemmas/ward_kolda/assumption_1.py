"""Assumption 1: alternating gradient descent, and the descent without alternating that section 6 runs.

`alternating` in `setting` builds the iterates; (A1a) and (A1b) are stated here as printed. `scaled`: with the factors
measured in units of 1/sqrt(eta), alternating gradient descent on A with step eta is that on eta A with step 1 (U, V),
so that every statement on the iterates needs only eta = 1. G and H are the iterates without alternating.
"""

from lemmas.ward_kolda.setting import X0, Y0, A, Xs, Ys, d, eta, grad_x, grad_y, m, n, t
from verify import Statement, for_all, integer, matrix, recursion, sqrt, zeros
from verify.argument import have, induction

start = Statement(
    "The iterates start at X0 and Y0", [], (Xs[0] == X0) & (Ys[0] == Y0), cite="Assumption 1", expected="proved"
)
eq_A1a = Statement(
    "The update of X",
    [],
    Xs[t + 1] == Xs[t] - eta * grad_x(Xs[t], Ys[t]),
    cite="Assumption 1, (A1a)",
    expected="proved",
)
eq_A1b = Statement(
    "The update of Y",
    [],
    Ys[t + 1] == Ys[t] - eta * grad_y(Xs[t + 1], Ys[t]),
    cite="Assumption 1, (A1b)",
    expected="proved",
)

U, V, G, H = matrix("U", m, d), matrix("V", n, d), matrix("G", m, d), matrix("H", n, d)
B, root, i = eta * A, sqrt(eta), integer("i", ge=0)
next_u = U - (U @ V.T - B) @ V
Us, Vs = recursion("unit", [U, V], [root * X0, root * Y0], [next_u, V - (next_u @ V.T - B).T @ next_u])


def scales(t):
    return (Us[t] == root * Xs[t]) & (Vs[t] == root * Ys[t])


unit_u = Us[i + 1] == Us[i] - (Us[i] @ Vs[i].T - B) @ Vs[i]
unit_v = Vs[i + 1] == Vs[i] - (Us[i + 1] @ Vs[i].T - B).T @ Us[i + 1]
in_x = Us[i + 1] == root * Xs[i] - (eta * (Xs[i] @ Ys[i].T) - B) @ (root * Ys[i])
in_y = Vs[i + 1] == root * Ys[i] - (eta * (Xs[i + 1] @ Ys[i].T) - B).T @ (root * Xs[i + 1])
next_x, next_y = scales(i + 1).args
scaled = Statement(
    "Only the step size times A matters",
    [],
    scales(t),
    cite="Assumption 1, eta = 1 without loss",
    argument=[
        induction(i, 0, t, scales(i), base=[have(scales(0))], step=[
            have(unit_u),
            have(in_x, unit_u, scales(i)),
            have(next_x, in_x),
            have(unit_v),
            have(in_y, unit_v, scales(i), next_x),
            have(next_y, in_y),
        ]),
        have(scales(t), for_all(i, 0, t, scales(i))),
    ],
    expected="proved",
)  # fmt: skip

gradient_step = [G - eta * grad_x(G, H), H - eta * grad_y(G, H)]
Gs, Hs = recursion("gd", [G, H], [X0, Y0], gradient_step)
simultaneous_x = Statement(
    "The first X is the same with and without alternating",
    [],
    Gs[1] == Xs[1],
    cite="section 6, 'gradient descent without alternating'",
    expected="proved",
)
simultaneous_y = Statement(
    "The first Y differs by what the step in X changes in the gradient",
    [],
    Hs[1] == Ys[1] + eta * (grad_y(Xs[1], Y0) - grad_y(X0, Y0)),
    cite="section 6, 'this theoretical assumption makes little difference'",
    expected="proved",
)
simultaneous_zero = Statement(
    "From Y0 = 0 the first step is the same",
    [Y0 == zeros(n, d)],
    (Gs[1] == Xs[1]) & (Hs[1] == Ys[1]),
    cite="section 6",
    expected="proved",
)
