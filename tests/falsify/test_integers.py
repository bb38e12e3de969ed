"""Integers far out, or where a hypothesis puts them; and a scope that names only what was met."""

from __future__ import annotations

import pytest

from verify import Statement, integer, matrix, real, recursion, sizes, spec
from verify.budget import budget
from verify.methods import falsify

t = integer("t", ge=0)
x0, x = real("x0"), real("x")
(xs,) = recursion("half", [x], [x0], [x / 2])
n, d = sizes("n d")
A = matrix("A", n, d)


def found(given, claim):
    pieces = {e.kind: e for e in falsify.run(Statement("far", given, claim), budget("quick"), 0)}
    return pieces.get("counterexample"), pieces["search"].scope["sizes"]


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        ([], 2**t <= 1000),
        ([x0 == 1], xs[t] >= "1/1000"),
        ([x0 == 1, t <= 30], xs[t] >= "1/1000"),
        ([x0 == 1, t >= 15], xs[t] >= "1/1000"),
        ([t == 20], t <= 3),
        ([t >= 19, t <= 21], t <= 3),
        ([n == 12], spec(A) <= 1),
    ],
)
def test_false_only_far_out(given, claim):
    assert found(given, claim)[0] is not None


@pytest.mark.parametrize("given", [[x0 == 1, t <= 8], [x0 == 1, t >= 5, t <= 9]])
def test_the_scope_names_only_sizes_that_were_met(given):
    refuted, scope = found(given, xs[t] >= "1/1000")
    assert refuted is None
    assert scope
    low = 5 if len(given) == 3 else 0
    assert all(low <= frame["t"] <= 9 for frame in scope)
