"""Expressions without a value are named; undecided ones are never passed off as either."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from verify import (
    case,
    eig,
    entry,
    exp,
    expm,
    eye,
    floor,
    implies,
    integer,
    inv,
    log,
    matrix,
    rank,
    real,
    sequence,
    sizes,
    spec,
    sqrt,
    sqrtm,
    summation,
    sv,
    symmetric,
)
from verify.arithmetic import balls, exact, multiprecision
from verify.arithmetic._flint import arb
from verify.arithmetic.fold import Undecided
from verify.arithmetic.points import Point
from verify.errors import StatementError, Undefined, Unsupported
from verify.tree import Expr

(n,) = sizes("n")
x, k, t = real("x"), integer("k"), integer("t")
A, S = matrix("A", n, n), symmetric("S", n)
z = sequence(real("z"))
POINT = Point(
    {"n": 2, "x": F(0), "k": 3, "A": [[1, 2], [2, 4]], "S": [[1, 2], [2, 1]], "z": [F(1), F(1, 2)]},
)
SINGULAR_BY_ROUNDING = inv(sqrt(2) * A)

UNDEFINED: list[tuple[Expr, str]] = [
    (1 / x, "division by zero in 1/x"),
    ((1 / x) * x, "division by zero"),
    (sqrt(x - 1), "square root of a negative"),
    (log(x), "logarithm"),
    (x ** (-k), "negative power"),
    (x ** (x / 2), "real"),
    ((x - 1) ** (x + 2), "real"),
    (sv(A, k), "singular value number 3 of 2"),
    (sv(A, k - 3), "singular value number 0 of 2"),
    (eig(S, k), "eigenvalue number 3 of 2"),
    (entry(A, k, 1), "entry"),
    (spec(inv(A)), "singular"),
    (spec(sqrtm(S)), "semidefinite"),
    (z[k], "index 3"),
    (z[k - 4], "index -1"),
    (spec(eye(k - 3)), "0 rows"),
    (spec(A ** (k - 4)), "negative matrix power"),
    (summation(1 / (t - 2), t, 0, k), "division by zero"),
]


@pytest.mark.parametrize(("expr", "message"), UNDEFINED, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
@pytest.mark.parametrize("arithmetic", [balls, exact, multiprecision], ids=lambda a: a.__name__.split(".")[-1])
def test_undefined(arithmetic: Any, expr: Expr, message: str) -> None:
    with pytest.raises(Undefined, match=message):
        arithmetic.evaluate(expr, POINT)
    with pytest.raises(Undefined):
        arithmetic.truth(expr <= 1, POINT)


DEFINED: list[tuple[Expr, bool]] = [
    ((x == 1) & (1 / x <= 1), False),
    ((x == 0) | (1 / x <= 1), True),
    (implies(x == 1, 1 / x <= 1), True),
    (case(x <= 0, x, 1 / x) == 0, True),
    (x**0 == 1, True),
    (x ** (k - 3) == 1, True),
    (x**k == 0, True),
    (summation(1 / t, t, k, 2) == 0, True),
    (rank(A) == 1, True),
]


@pytest.mark.parametrize(("prop", "value"), DEFINED, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
@pytest.mark.parametrize("arithmetic", [balls, exact, multiprecision], ids=lambda a: a.__name__.split(".")[-1])
def test_only_what_is_reached_must_be_defined(arithmetic: Any, prop: Expr, value: bool) -> None:
    assert arithmetic.truth(prop, POINT) is value


def test_sign() -> None:
    assert balls.sign(arb(3, 1)) == "+"
    assert balls.sign(arb(-3, 1)) == "-"
    for ball in (arb("nan"), arb(0), arb(0, 1), arb(1, 1), arb("+inf"), arb(1) / arb(0)):
        assert balls.sign(ball) == "?"


ZERO = exp(x + 1) * exp(-x - 1) - 1  # zero, which balls cannot tell


@pytest.mark.parametrize(
    "expr", [1 / ZERO, sqrt(ZERO), log(ZERO), ZERO ** (-k), floor(ZERO), inv(ZERO * eye(n))], ids=repr
)
def test_balls_leave_open_what_hangs_on_an_undecided_sign(expr: Expr) -> None:
    with pytest.raises(Undecided):
        balls.evaluate(expr, POINT)


def test_logic_of_undecided_propositions() -> None:
    unknown = ZERO <= 0
    for prop, value in [
        (unknown, None),
        (~unknown, None),
        (unknown & (x <= 1), None),
        (unknown & (x == 1), False),
        ((x == 1) & unknown, False),
        (unknown | (x <= 1), True),
        (unknown | (x == 1), None),
        (unknown & (1 / x <= 1), None),
        (unknown | (1 / x <= 1), None),
        (implies(unknown, x == 0), True),
        (implies(unknown, x == 1), None),
        (implies(unknown, 1 / x <= 1), None),
        (case(unknown, x, x + 1) <= 2, True),
        (case(unknown, x, x + 1) <= 0, None),
        (case(unknown, x, 1 / x) <= 2, None),
        (spec(ZERO * eye(n)) <= 1, True),
        (rank(expm(A)) == 2, True),
        (rank(ZERO * eye(n)) == 0, None),
    ]:
        assert balls.truth(prop, POINT) is value, prop


def test_limits_are_named() -> None:
    with pytest.raises(Unsupported, match="terms"):
        balls.evaluate(summation(t, t, 1, k * 10**9), POINT)
    with pytest.raises(Unsupported, match="power"):
        exact.evaluate((x + 2) ** (k * 10**9), POINT)


def test_points_must_be_exact_and_complete() -> None:
    for values in [{"x": 0.5}, {}, {"x": "1/2"}, {"x": True}]:
        with pytest.raises(StatementError):
            balls.evaluate(x + 1, Point(values))
    for rows in [[], [[]], [[1], [1, 2]], [1, 2], "12"]:
        with pytest.raises(StatementError):
            exact.evaluate(spec(A), Point({"n": 2, "A": rows}))
    with pytest.raises(StatementError):
        exact.evaluate(k + 1, Point({"k": F(1, 2)}))
