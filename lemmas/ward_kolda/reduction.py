"""The reference solver's reduction: the iterates of Assumption 1 in coordinates that do not grow with m and n.

Not in the paper; `verify/solver/reduction.py` rests on it. A = U S V' with orthonormal columns in U and V, and
X = U Xr + W, Y = V Yr + Z with U'W = 0, V'Z = 0: every X and Y can be written so, W = 0 when ColSpan(X) is inside
ColSpan(A). One step of (A1a), (A1b) acts on Xr and Yr alone but for the d x d Gram matrices of W and Z, and on W and Z
by right multiplication, which keeps U'W = 0 and V'Z = 0: `step_*`, `loss`.
Hence, for any orthonormal P and Q whose columns span A = P B Q' and the start, the iterates are P x_t and Q y_t, with
(x_t, y_t) those of the small matrix B: `iterates`, `iterates_simultaneous`; and nothing that is recorded changes.
"""

from lemmas.ward_kolda.setting import T, X, Y, d, eta, m, n, r, t
from verify import (
    Statement,
    all_of,
    eye,
    fro,
    integer,
    matrix,
    orthonormal,
    recursion,
    size,
    spec,
    sv,
    tr,
    zeros,
)  # fmt: skip
from verify.argument import fact, have, induction

CITE = "not in the paper: the reduction that the solver uses"


def proved(title, given, claim, **fields):
    return Statement(title, given, claim, cite=CITE, expected="proved", **fields)


def gradients(x, y, a):
    """(2a), (2b) for the matrix a."""
    return (x @ y.T - a) @ y, (x @ y.T - a).T @ x


U, V, S = orthonormal("U", m, r), orthonormal("V", n, r), matrix("S", r, r)
Xr, Yr = matrix("Xr", r, d), matrix("Yr", r, d)
W, Z = matrix("W", m, d), matrix("Z", n, d)
left, right = U.T @ W == zeros(r, d), V.T @ Z == zeros(r, d)
wide, tall, A = U @ Xr + W, V @ Yr + Z, U @ S @ V.T
of_x, of_y = Xr.T @ Xr + W.T @ W, Yr.T @ Yr + Z.T @ Z
in_x, in_y = gradients(wide, tall, A)

rest_x, rest_y = W @ (eye(d) - eta * of_y), Z @ (eye(d) - eta * of_x)

step_x = proved(
    "The step in X on the small factors",
    [left, right],
    all_of(wide - eta * in_x == U @ (Xr - eta * (Xr @ of_y - S @ Yr)) + rest_x, U.T @ rest_x == zeros(r, d)),
)
step_y = proved(
    "The step in Y on the small factors",
    [left, right],
    all_of(tall - eta * in_y == V @ (Yr - eta * (Yr @ of_x - S.T @ Xr)) + rest_y, V.T @ rest_y == zeros(r, d)),
)
loss = proved(
    "The loss on the small factors",
    [left, right],
    fro(wide @ tall.T - A) ** 2 == fro(Xr @ Yr.T - S) ** 2 + tr(Xr.T @ Xr @ Z.T @ Z) + tr(W.T @ W @ of_y),
)

p, q = size("p"), size("q")
P, Q, B = orthonormal("P", m, p), orthonormal("Q", n, q), matrix("B", p, q)
x, x0, y, y0 = matrix("x", p, d), matrix("x0", p, d), matrix("y", q, d), matrix("y0", q, d)


def descent(name, state, start, a, alternating):
    """The iterates of Assumption 1 for the matrix a, or those of section 6 without alternating."""
    X, Y = state
    new = X - eta * gradients(X, Y, a)[0]
    return recursion(name, state, start, [new, Y - eta * gradients(new if alternating else X, Y, a)[1]])


def same(alternating, title):
    """X_T = P x_T and Y_T = Q y_T for every T, by induction; the step in Y goes through the new X when alternating."""
    A = P @ B @ Q.T
    Xs, Ys = descent("large", [X, Y], [P @ x0, Q @ y0], A, alternating)
    xs, ys = descent("small", [x, y], [x0, y0], B, alternating)
    now, new = (Xs[t] == P @ xs[t], Ys[t] == Q @ ys[t]), Xs[t + 1] == P @ xs[t + 1]
    updates = [
        have(Ys[t + 1] == Ys[t] - eta * gradients(Xs[t + 1], Ys[t], A)[1], by=()),
        have(ys[t + 1] == ys[t] - eta * gradients(xs[t + 1], ys[t], B)[1], by=()),
    ]
    step_y = [*updates, have(Ys[t + 1] == Q @ ys[t + 1], *updates, new, now[1])]
    step = [have(new, *now), *(step_y if alternating else [have(Ys[t + 1] == Q @ ys[t + 1], *now)])]
    claim = all_of(Xs[T] == P @ xs[T], Ys[T] == Q @ ys[T])
    along = induction(t, 0, T, all_of(*now), [], step)
    return proved(title, [], claim, argument=[along, have(claim, along)])


iterates = same(True, "The iterates are those of the small matrix")
iterates_simultaneous = same(False, "The simultaneous iterates are those of the small matrix")

residual = P @ x @ (Q @ y).T - P @ B @ Q.T
same_loss = proved("The loss is that of the small matrix", [], fro(residual) == fro(x @ y.T - B))
same_gradient_x = proved("The gradient in X keeps its norm", [], fro(residual @ Q @ y) == fro((x @ y.T - B) @ y))
same_gradient_y = proved("The gradient in Y keeps its norm", [], fro(residual.T @ P @ x) == fro((x @ y.T - B).T @ x))
k = integer("k", ge=1)
lift = sv(P @ x, k) <= spec(P) * sv(x, k), sv(x, k) <= spec(P) * sv(P @ x, k), spec(P) <= 1
same_singular_values = proved(
    "The singular values are those of the small factor",
    [k <= d, k <= p, k <= m],
    sv(P @ x, k) == sv(x, k),
    argument=[
        have(lift[0], fact("sv_product", A=P, B=x, k=k)),
        have(lift[1], fact("sv_product", A=P.T, B=P @ x, k=k)),
        have(lift[2]),
        have(sv(P @ x, k) == sv(x, k)),
    ],
)
