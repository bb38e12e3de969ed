"""Integers that a hypothesis determines are found where no choice of sizes would meet them."""

from __future__ import annotations

from verify import Statement, floor, integer, matrix, rank, real, size
from verify.budget import budget
from verify.checking.check import check
from verify.methods.falsify import run
from verify.methods.falsify.determined import determined

x, y = real("x", ge=0), real("y", ge=0)
k, j, n = integer("k", ge=0), integer("j", ge=0), size("n")
A = matrix("A", n, n)


def admissible(stated: Statement) -> dict[str, str] | None:
    pieces = [e for e in run(stated, budget("quick").look(), 0) if e.kind == "admissible"]
    for piece in pieces:
        assert piece.certificate is not None
        assert check(stated.problem, piece.certificate).accepted
        return piece.certificate["values"]
    return None


def test_a_far_horizon_is_computed_from_the_rest() -> None:
    values = admissible(Statement("far", [k == floor(x**2 + y), x >= 50, y <= 1], k <= x**2 + y))
    assert values is not None
    assert int(values["k"]) >= 2500


def test_one_horizon_may_be_counted_from_another() -> None:
    given = [k == floor(x), j == floor(3 * x), 2 * k + 100 <= j]
    values = admissible(Statement("two", given, k <= j))
    assert values is not None
    assert int(values["j"]) >= 2 * int(values["k"]) + 100


def test_hypotheses_about_the_integer_still_count() -> None:
    assert admissible(Statement("never", [k == floor(x), k <= 2, x >= 50], k >= 0)) is None


def test_ranks_and_sizes_are_not_computed() -> None:
    assert determined(Statement("rank", [k == rank(A)], k <= n)) == {}
    assert determined(Statement("size", [n == floor(x)], rank(A) <= n)) == {}
    assert [s.name for s in determined(Statement("floor", [floor(x) == k], k <= x))] == ["k"]
