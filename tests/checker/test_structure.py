"""Symmetry by form: what is claimed symmetric is symmetric at random points, and the usual forms are recognised."""

import random
from fractions import Fraction

import pytest
from claims import TRUE, matrix, num, problem, real, size, var

from verify.checking import linear
from verify.checking.points import read_point
from verify.checking.problem import Reader
from verify.checking.session import Session
from verify.checking.structure import Structure

n, X, Y, S, c = var("n"), var("X"), var("Y"), var("S"), var("c")
P = problem(
    [size("n"), matrix("X", n, n), matrix("Y", n, n), matrix("S", n, n, structure="symmetric"), real("c")],
    TRUE,
    definitions=[{"name": "g", "params": [matrix("M", n, n)], "body": ["matmul", ["transpose", var("M")], var("M")]}],
)


def t(m):
    return ["transpose", m]


def mm(*factors):
    result = factors[0]
    for f in factors[1:]:
        result = ["matmul", result, f]
    return result


SYMMETRIC = [
    S,
    mm(t(X), X),
    mm(X, S, t(X)),
    mm(X, mm(Y, mm(t(Y), t(X)))),
    ["add", X, t(X)],
    ["sub", ["eye", n], ["scale", c, mm(t(Y), Y)]],
    ["hadamard", S, mm(X, t(X))],
    ["inv", mm(t(X), X)],
    ["matpow", S, num(3)],
    ["absm", X],
    ["call", "g", Y],
    ["case", ["lt", c, num(0)], S, ["neg", ["zeros", n, n]]],
    ["sum", "_0", num(1), n, ["scale", var("_0"), S]],
    ["hadamard", X, t(X)],
    mm(mm(X, t(Y)), t(mm(X, t(Y)))),
]
PLAIN = [X, mm(X, Y), mm(t(X), Y), mm(X, S), ["sub", X, t(X)], ["add", X, t(Y)], mm(S, ["absm", X]), mm(X, X)]


def read(expression):
    reader = Reader(P)
    loaded = reader.problem()
    return loaded, reader.expression(expression, reader.globals, 0)


@pytest.mark.parametrize("expression", SYMMETRIC)
def test_symmetric_forms(expression):
    loaded, node = read(expression)
    assert Structure(loaded).symmetric(node)
    rng = random.Random(1)
    k = 2
    x, y, s = (
        [[Fraction(rng.randint(-5, 5), rng.randint(1, 3)) for _ in range(k)] for _ in range(k)] for _ in range(3)
    )
    s = [[s[i][j] + s[j][i] for j in range(k)] for i in range(k)]
    text = {name: [[str(v) for v in row] for row in m] for name, m in (("X", x), ("Y", y), ("S", s))}
    session = Session(loaded, read_point(loaded, {"n": "2", "c": "-2/7", **text}))
    assert session.climb(lambda ev: linear.is_symmetric(ev.matrix(node, ev.root)))


@pytest.mark.parametrize("expression", PLAIN)
def test_other_forms(expression):
    loaded, node = read(expression)
    assert not Structure(loaded).symmetric(node)


def test_semidefinite_forms():
    for expression in (mm(t(X), X), mm(X, mm(t(Y), Y), t(X)), ["add", ["eye", n], mm(X, t(X))], ["absm", Y]):
        loaded, node = read(expression)
        assert Structure(loaded).semidefinite(node)
    for expression in (S, mm(X, S, t(X)), mm(X, Y), mm(X, X), ["sub", ["eye", n], mm(X, t(X))], mm(t(X), Y)):
        loaded, node = read(expression)
        assert not Structure(loaded).semidefinite(node)
