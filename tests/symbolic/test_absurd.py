"""Hypotheses that contradict themselves or each other in a plain way: the checker accepts the contradiction."""

from __future__ import annotations

import pytest

from verify import Statement, colspan, fro, implies, integer, log, matrix, rank, real, recursion, sizes, sqrt
from verify.budget import budget
from verify.checking.check import check
from verify.methods import symbolic

m, n, d, r = sizes("m n d r")
A, X0 = matrix("A", m, n), matrix("X0", m, d)
t = integer("t", ge=0)
x, y, x0 = real("x"), real("y"), real("x0")
(halved,) = recursion("half", [x], [x0], [x / 2])


def contradiction(given):
    statement = Statement("empty", given, x == 7)
    found = symbolic.run(statement, budget("quick"), 0)
    pieces = [e for e in found if e.kind == "contradiction"]
    return statement, pieces[0].certificate if pieces else None


@pytest.mark.parametrize(
    "given",
    [
        [x < x],
        [t < t],
        [halved[t] < halved[t]],
        [fro(A) < fro(A)],
        [x != x],
        [t != t],
        [(x <= y) & (x != x)],
        [x != y, x == y],
        [~(x <= x)],
        [~(x <= y), x <= y],
        [1 / (x - x) >= 0],
        [x / (y - y) == 1, y >= 0],
        [fro(A) / (y - y) >= x],
        [log(x - x) >= 0],
        [log(0) <= x],
        [sqrt(-1) + x >= 0],
        [rank(A) == r, d < r, colspan(X0) == colspan(A)],
        [rank(A) >= r, d < r, colspan(A) <= colspan(X0)],
    ],
)
def test_empty_ones(given):
    statement, certificate = contradiction(given)
    result = check(statement.problem, certificate)
    assert result.accepted, result.reason


@pytest.mark.parametrize(
    "given",
    [
        [x <= x],
        [x == x],
        [x != y],
        [~(x <= y)],
        [implies(x > 7, 1 / (y - y) >= x)],
        [1 / (x - y) >= 0],
        [log(x) <= x],
        [rank(A) == r, d <= r, colspan(X0) == colspan(A)],
        [rank(A) == r, d < r, colspan(X0) <= colspan(A)],
        [1 / (1 / (x - x)) >= 0],  # never defined, but not plainly so
    ],
)
def test_others(given):
    assert contradiction(given)[1] is None
