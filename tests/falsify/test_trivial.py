"""Equality at an empty horizon, or where both sides vanish, is not tightness."""

from __future__ import annotations

from typing import Any

import pytest

from verify import Statement, fro, integer, matrix, real, recursion, sizes, summation
from verify.budget import Budget
from verify.methods.falsify import run
from verify.tree import Expr

x, y, z, e = real("x", ge=0), real("y"), real("z"), real("e", gt=0, lt=1)
T, S, k, i = integer("T", ge=0), integer("S", ge=0), integer("k", ge=0), integer("i")
(h,) = recursion("halving", [z], [x], [z / 2])
m, n = sizes("m n")
X = matrix("X", m, n)


def slack(given: list[Expr], claim: Expr) -> dict[str, Any]:
    return run(Statement("", given, claim), Budget("quick"), 0)[-1].detail["slack"]


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        (h[T] <= x / 2**T + T, "at T = 0"),
        ((1 + e) ** k * (1 + x) <= (1 + 2 * e) ** (k + S) * (1 + x), "at S = 0, k = 0"),
        (summation(e, i, 1, k) * (1 + x) <= k * (1 + x), "at k = 0"),
    ],
)
def test_equality_at_an_empty_horizon_is_not_tight(claim: Expr, where: str) -> None:
    found = slack([], claim)
    assert (found["attained"], found["only_at"]) == (False, where)
    assert "points" not in found


def test_a_second_integer_that_changes_nothing_is_not_named() -> None:
    found = slack([], (1 + e) ** k * (1 + S + x) <= (1 + 2 * e) ** k * (1 + S + x))
    assert found["only_at"] == "at k = 0"
    assert found["summary"] == "Equality was met only at k = 0, where both sides agree whatever the rest is."


def test_both_sides_zero_is_not_tight() -> None:
    found = slack([], x * y**2 <= 2 * x * y**2 + x)
    assert (found["attained"], found["only_at"]) == (False, "where both sides are 0")


def test_equality_beyond_the_empty_horizon_is_tight() -> None:
    found = slack([], 2 * T * y <= T * (1 + y**2))
    assert found["attained"]
    assert "only_at" not in found
    assert found["summary"] == "Equality is attained at T = 1: y = 1."


@pytest.mark.parametrize(
    "claim", [fro(X @ X.T) <= fro(X) ** 2, 0 <= x * y**2, 2 * y <= 1 + y**2, h[T] <= x / 2**T, h[T + 1] <= h[T] / 2]
)
def test_a_bound_that_is_attained_is_tight(claim: Expr) -> None:
    assert slack([], claim)["attained"]
