"""Domains and hypotheses at a point; constants; points as certificates write them."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from verify import (
    exp,
    fro,
    integer,
    log,
    matrix,
    nuc,
    orthonormal,
    real,
    semidefinite,
    sequence,
    sizes,
    spec,
    symmetric,
)
from verify.arithmetic import balls, decide, exact, multiprecision
from verify.arithmetic.points import Point
from verify.errors import StatementError
from verify.statement import Statement
from verify.tree import number

m, n = sizes("m n")
A, U, S, P = matrix("A", m, n, rank=1), orthonormal("U", m, n), symmetric("S", n), semidefinite("P", n)
x, k = real("x", gt=0, le=2), integer("k", ge=0)
c, z = real("c"), sequence(real("z", ge=0))
STATEMENT = Statement(
    "everything has a domain",
    [spec(A) <= c, log(x) <= 1],
    fro(A) * x + nuc(U) + spec(S) + spec(P) + z[k] <= c,
    constants={c: "5/2"},
)
GOOD: dict[str, Any] = {
    "m": 2,
    "n": 2,
    "A": [[F(1), F(1)], [F(1), F(1)]],
    "U": [[F(3, 5), F(4, 5)], [F(-4, 5), F(3, 5)]],
    "S": [[F(1), F(2)], [F(2), F(-1)]],
    "P": [[F(1), F(1)], [F(1), F(1)]],
    "x": F(2),
    "k": 1,
    "z": [F(0), F(1, 2)],
}
BAD: dict[str, Any] = {
    "too many rows": {"m": 3},
    "too few columns": {"A": [[F(1)], [F(1)]]},
    "rank 2": {"A": [[F(1), F(1)], [F(1), F(1, 2)]]},
    "rank 0": {"A": [[F(0), F(0)], [F(0), F(0)]]},
    "not orthonormal": {"U": [[F(3, 5), F(4, 5)], [F(-4, 5), F(3, 5) + F(1, 10**30)]]},
    "not symmetric": {"S": [[F(1), F(2)], [F(3), F(-1)]]},
    "not semidefinite": {"P": [[F(1), F(1)], [F(1), 1 - F(1, 10**30)]]},
    "not symmetric P": {"P": [[F(1), F(1)], [F(0), F(1)]]},
    "at an open end": {"x": F(0)},
    "beyond a closed end": {"x": 2 + F(1, 10**30)},
    "negative integer": {"k": -1},
    "negative term": {"z": [F(0), F(-1)]},
    "hypothesis false": {"A": [[F(2), F(2)], [F(2), F(2)]]},
}


@pytest.mark.parametrize("arithmetic", [balls, exact, decide, multiprecision], ids=lambda a: a.__name__)
def test_admissible(arithmetic: Any) -> None:
    statement = STATEMENT if arithmetic is not exact else STATEMENT.with_given([spec(A) <= c])
    assert arithmetic.admissible(statement, Point.of(statement, GOOD)) is True
    for name, change in BAD.items():
        tiny = arithmetic is multiprecision and "30" in str(change)
        assert tiny or arithmetic.admissible(statement, Point.of(statement, GOOD | change)) is False, name


def test_an_undefined_hypothesis_is_not_admissible() -> None:
    statement = Statement("log of a non-positive number", [log(x - 2) <= 0], x <= 3)
    assert balls.admissible(statement, Point.of(statement, {"x": F(1)})) is False
    assert exact.admissible(statement, Point.of(statement, {"x": F(1)})) is False


def test_an_undecided_hypothesis_is_open() -> None:
    statement = Statement("a tie", [exp(x) * exp(-x) == 1], x <= 3)
    assert decide.admissible(statement, Point.of(statement, {"x": F(1)})) is None


def test_constants_belong_to_the_environment() -> None:
    x1 = real("x")
    statement = Statement("a constant", [], x1 <= c, constants={c: "5/2"})
    point = Point.of(statement, {"x": F(5, 2)})
    assert exact.truth(statement.claim, point) is True
    assert exact.truth(c == number("5/2"), point) is True
    assert exact.truth(statement.claim, Point.of(statement.with_constants({"c": 2}), {"x": F(5, 2)})) is False


def test_points_as_certificates_write_them() -> None:
    point = Point.of(STATEMENT, GOOD)
    written = point.to_json(STATEMENT)
    assert written["x"] == "2"
    assert written["U"][0] == ["3/5", "4/5"]
    assert written["z"] == {"terms": ["0", "1/2"]}
    assert Point.from_json(STATEMENT, written).to_json(STATEMENT) == written
    for broken in ({}, written | {"x": "1.5"}, written | {"A": "1"}, written | {"z": ["0"]}, written | {"x": "1/0"}):
        with pytest.raises(StatementError):
            Point.from_json(STATEMENT, broken)
