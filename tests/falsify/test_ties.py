"""Claims that are false by less than float64 tells, at single points, and where there is nothing to choose."""

from __future__ import annotations

import pytest

from verify import Statement, exp, integer, real, recursion, sqrt
from verify.budget import budget
from verify.checking.check import check
from verify.methods import falsify

x0, x = real("x0"), real("x")
y = real("y", gt=0)
t = integer("t", ge=0)
(halved,) = recursion("half", [x], [x0], [x / 2])


def evidence(given, claim, name="quick"):
    statement = Statement("close", given, claim)
    return statement, {e.kind: e for e in falsify.run(statement, budget(name), 0)}


def test_a_point_without_parameters_that_fails_the_hypotheses():
    """x0 is determined, so that nothing is left to move."""
    _, found = evidence([halved[t] == x0, x0 == 1, t >= 1], x0 <= 0)
    assert found["search"].work["admissible"] == 0
    assert "counterexample" not in found
