"""Expressions that use every operator, and random exact points for them, degenerate ones included."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from verify import (
    absm,
    absolute,
    case,
    colspan,
    define,
    det,
    eig,
    entry,
    exp,
    expm,
    eye,
    floor,
    for_all,
    fro,
    hadamard,
    implies,
    integer,
    inv,
    log,
    matrix,
    maximum,
    minimum,
    nuc,
    psd,
    rank,
    real,
    recursion,
    sequence,
    sizes,
    spec,
    sqrt,
    sqrtm,
    summation,
    sv,
    symmetric,
    tr,
    zeros,
)
from verify.arithmetic.points import Point
from verify.language import semidefinite as psd_matrix
from verify.tree import Expr, make

m, n = sizes("m n")
X, Y, Q = matrix("X", m, n), matrix("Y", m, n), matrix("Q", n, n)
S, P = symmetric("S", n), psd_matrix("P", n)
x, y = real("x"), real("y")
k, t = integer("k"), integer("t")
z = sequence(real("z"))

gap = define("gap", [X, x], fro(X) ** 2 - x)
u, v = real("u"), real("v")
us, vs = recursion("pair", [u, v], [x, y], [v, u / 2 + v * y])

SCALARS: list[Expr] = [
    x + y,
    x - y,
    -x * y,
    x / y,
    x**k,
    absolute(x) ** (y / 2),
    k**2,
    sqrt(x),
    exp(x),
    log(y),
    floor(3 * x) + floor(spec(X)),
    absolute(x - y),
    minimum(x, y, k),
    maximum(fro(X), spec(Q)),
    case(x <= y, x, sqrt(x - y)),
    tr(Q),
    det(Q),
    det(S + sqrt(2) * eye(n)),
    fro(X),
    spec(X),
    nuc(X),
    nuc(X) - nuc(Y),
    sv(X, k),
    sv(sqrt(3) * X - Y, 1),
    nuc(sqrt(3) * X - Y),
    eig(S, k),
    eig(S, 1) + eig(P, n),
    rank(X) + rank(P) * x,
    entry(X, 1, k),
    summation(x**t / (t + 1), t, 0, k),
    z[k] + x,
    gap(X - Y, x),
    us[k] * vs[3],
    tr(absm(X)) - nuc(X),
    fro(sqrtm(P) @ sqrtm(P) - P),
]
MATRICES: list[Expr] = [
    X + Y,
    X - 2 * Y,
    -X,
    x * X,
    X @ Q,
    X.T @ Y,
    inv(Q),
    inv(S + sqrt(2) * eye(n)),
    hadamard(X, Y),
    sqrtm(P),
    sqrtm(sqrt(2) * P),
    absm(X),
    absm(X - sqrt(2) * Y),
    expm(Q),
    Q**k,
    eye(n),
    zeros(m, n),
    case(x <= 0, X, Y),
    summation(t * X, t, 1, k),
]
PROPS: list[Expr] = [
    x <= y,
    x < y,
    sqrt(absolute(x)) <= spec(X),
    x == y,
    X == Y,
    S <= P,
    psd(P - x * eye(n)),
    colspan(X) <= colspan(Y),
    colspan(X @ Q) <= colspan(X),
    colspan(X) == colspan(Y),
    colspan(X) <= colspan(Y) | (colspan(X) + colspan(Y)),
    (x <= y) & (sqrt(x) <= 1),
    (x <= y) | (log(x) <= 1),
    ~(x < y),
    implies(x > 0, log(x) <= x - 1),
    for_all(t, 0, k, x**t <= 2),
    nuc(X) <= sqrt(2) * fro(X),
    spec(X) <= fro(X),
    fro(X) <= spec(X),
    nuc(X) ** 2 <= rank(X) * fro(X) ** 2,
    sv(X, 1) == spec(X),
    eig(S, 1) <= spec(S),
    spec(S) <= eig(S, 1),
    tr(absm(X)) == nuc(X),
    sqrtm(P) @ sqrtm(P) == P,
]
ALL = SCALARS + MATRICES + PROPS


def operators(exprs: list[Expr]) -> set[str]:
    found: set[str] = set()
    stack = list(exprs)
    while stack:
        node = stack.pop()
        found.add(node.op)
        stack += node.args
    return found


entries = st.sampled_from([Fraction(q) for q in ("0", "1", "-1", "2", "1/2", "-3/2", "1/3", "3", "-2/5", "7/4")])


@st.composite
def matrices(draw: Any, rows: int, cols: int) -> list[list[Fraction]]:
    found = [[draw(entries) for _ in range(cols)] for _ in range(rows)]
    if draw(st.booleans()) and draw(st.booleans()):
        found[-1] = list(found[0])
    return found


def gram(rows: list[list[Fraction]], size: int) -> list[list[Fraction]]:
    return [[sum((r[i] * r[j] for r in rows), Fraction(0)) for j in range(size)] for i in range(size)]


@st.composite
def points(draw: Any, largest: int = 3) -> Point:
    rows, cols = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    square = draw(matrices(cols, cols))
    upper = draw(matrices(cols, cols))
    values = {
        "m": rows,
        "n": cols,
        "X": draw(matrices(rows, cols)),
        "Y": draw(matrices(rows, cols)),
        "Q": square,
        "S": [[upper[min(i, j)][max(i, j)] for j in range(cols)] for i in range(cols)],
        "P": gram(draw(matrices(draw(st.integers(1, cols)), cols)), cols),
        "x": draw(entries),
        "y": draw(entries),
        "k": draw(st.integers(-1, 3)),
        "z": [draw(entries) for _ in range(3)],
    }
    return Point(values)


__all__ = ["ALL", "MATRICES", "PROPS", "SCALARS", "make", "operators", "points"]
