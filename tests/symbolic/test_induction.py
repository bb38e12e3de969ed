"""Short inductions on numbers that a recursion gives."""

from __future__ import annotations

import pytest

from verify import Statement, integer, real, recursion
from verify.checking.check import check
from verify.methods.symbolic import certificate_of

t = integer("t", ge=0)
x0, x = real("x0", gt=0), real("x")
(halved,) = recursion("half", [x], [x0], [x / 2])
(doubled,) = recursion("double", [x], [x0], [2 * x])


@pytest.mark.parametrize(
    "claim",
    [
        0 <= halved[t],
        0 < halved[t],
        halved[t] <= x0,
        halved[t + 1] <= halved[t],
        halved[t] == x0 / 2**t,
        doubled[t] <= 2**t * x0,
    ],
)
def test_the_claim_carries_itself(claim):
    statement = Statement("a short induction", [], claim)
    certificate = certificate_of(statement)
    assert certificate is not None
    assert check(statement.problem, certificate).accepted


@pytest.mark.parametrize("claim", [halved[t] >= 1, doubled[t] <= x0, halved[t] == x0 / 3**t])
def test_what_does_not_carry_itself_is_not_proved(claim):
    assert certificate_of(Statement("false", [], claim)) is None
