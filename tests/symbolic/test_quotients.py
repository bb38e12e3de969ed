"""Quotients by sums of known sign."""

from __future__ import annotations

import pytest

from verify import Statement, real
from verify.checking.check import check
from verify.methods.symbolic import certificate_of
from verify.tree import Expr

x, y = real("x"), real("y")
c = real("c", gt=0, lt=1)
TRUE: dict[str, tuple[list[Expr], Expr]] = {
    "below one": ([], 1 / (1 + c) <= 1),
    "above one": ([], 1 / (1 - c) - 1 >= c),
    "both": ([], (1 + c) / (1 - c) >= 1 + 2 * c),
    "cancels": ([], (1 / (1 - c)) * (1 - c) <= 1),
    "negative": ([], 1 / (c - 1) <= -1),
    "multiple": ([], 1 / (2 - 2 * c) >= "1/2"),
    "cleared": ([x <= 1 / (1 - c)], x * (1 - c) <= 1),
    "at a half": ([x >= 1 / (1 - c), c >= "1/2"], x >= 2),
    "of two": ([x > 0, y > 0], x / (x + y) + y / (x + y) == 1),
}
FALSE: dict[str, tuple[list[Expr], Expr]] = {
    "sign unknown": ([], 1 / (x - c) <= 1),
    "wrong way": ([], 1 / (1 - c) <= 1 + c),
    "may be 0": ([x >= 0, y >= 0], x / (x + y) + y / (x + y) == 1),
}


@pytest.mark.parametrize("name", TRUE)
def test_proved(name: str) -> None:
    statement = Statement(name, *TRUE[name])
    certificate = certificate_of(statement)
    assert certificate is not None
    assert check(statement.problem, certificate).accepted


@pytest.mark.parametrize("name", FALSE)
def test_not_proved(name: str) -> None:
    statement = Statement(name, *FALSE[name])
    certificate = certificate_of(statement)
    assert certificate is None or not check(statement.problem, certificate).accepted
