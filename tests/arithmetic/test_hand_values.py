"""Every operator against values computed by hand, in every arithmetic."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
import vocabulary

from verify import (
    T,
    absm,
    absolute,
    case,
    colspan,
    define,
    det,
    eig,
    entry,
    exp,
    expm,
    eye,
    floor,
    for_all,
    fro,
    hadamard,
    implies,
    integer,
    inv,
    log,
    matrix,
    maximum,
    minimum,
    nuc,
    psd,
    rank,
    real,
    recursion,
    sequence,
    sizes,
    spec,
    sqrt,
    sqrtm,
    summation,
    sv,
    symmetric,
    tr,
    zeros,
)
from verify.arithmetic import balls, exact, multiprecision
from verify.arithmetic._flint import fmpq
from verify.arithmetic.points import Point
from verify.errors import Unsupported
from verify.tree import Expr, number
from verify.typing_rules import RULES

m, n = sizes("m n")
A, B, S = matrix("A", m, n), matrix("B", n, n), symmetric("S", n)
D = symmetric("D", n)
x, k, t = real("x"), integer("k"), integer("t")
z = sequence(real("z"))
double = define("double", [x], 2 * x)
(powers,) = recursion("powers", [x], [3], [x * x])

POINT = Point(
    {
        "m": 3,
        "n": 2,
        "A": [[3, 0], [0, 4], [0, 0]],
        "B": [[1, 2], [3, 4]],
        "S": [[2, 1], [1, 2]],
        "D": [[4, 0], [0, 9]],
        "x": F(9, 4),
        "k": 2,
        "z": [F(5), F(7)],
    }
)


def entries(*rows: tuple[Any, ...]) -> dict[tuple[int, int], Expr]:
    return {(i, j): number(q) for i, row in enumerate(rows, 1) for j, q in enumerate(row, 1)}


NUMBERS: list[tuple[Expr, Any]] = [
    (x + k, "17/4"),
    (x - k, "1/4"),
    (-x, "-9/4"),
    (x * k, "9/2"),
    (k / x, "8/9"),
    (x**k, "81/16"),
    (x ** (-k), "16/81"),
    (x ** number("3/2"), "27/8"),
    (number(0) ** (k - 2), 1),
    (sqrt(x), "3/2"),
    (exp(x - x), 1),
    (log(x / x), 0),
    (floor(x), 2),
    (floor(-x), -3),
    (floor(sqrt(2) * 100), 141),
    (absolute(-x), "9/4"),
    (minimum(x, k), 2),
    (maximum(x, k), "9/4"),
    (case(x <= k, 0, x), "9/4"),
    (tr(S), 4),
    (det(B), -2),
    (det(hadamard(B, B - S)), -20),
    (det(B @ (S - eye(n)) - (S - eye(n)) @ B), 8),
    (det(S - eye(n)), 0),
    (fro(A), 5),
    (spec(A), 4),
    (nuc(A), 7),
    (sv(A, 2), 3),
    (eig(S, 1), 3),
    (eig(S, 2), 1),
    (eig(-S, 1), -1),
    (rank(A), 2),
    (rank(A @ inv(B) @ (S - eye(n))), 1),
    (entry(B, 2, 1), 3),
    (summation(t * t, t, 1, 4), 30),
    (summation(t, t, 1, 0), 0),
    (z[k - 1], 7),
    (double(x + 1), "13/2"),
    (powers[k], 81),
    (sqrt(2) ** 2, 2),
]
MATRICES: list[tuple[Expr, dict[tuple[int, int], Expr]]] = [
    (B + S, entries((3, 3), (4, 6))),
    (B - S, entries((-1, 1), (2, 2))),
    (-B, entries((-1, -2), (-3, -4))),
    (x * S, entries(("9/2", "9/4"), ("9/4", "9/2"))),
    (B @ S, entries((4, 5), (10, 11))),
    (B.T, entries((1, 3), (2, 4))),
    (inv(B), entries((-2, 1), ("3/2", "-1/2"))),
    (hadamard(B, B), entries((1, 4), (9, 16))),
    (sqrtm(D), entries((2, 0), (0, 3))),
    (sqrtm(S @ S), entries((2, 1), (1, 2))),
    (absm(-D), entries((4, 0), (0, 9))),
    (absm(A), entries((3, 0), (0, 4))),
    (expm(S - S), entries((1, 0), (0, 1))),
    (B**k, entries((7, 10), (15, 22))),
    (B ** (k - 2), entries((1, 0), (0, 1))),
    (eye(k), entries((1, 0), (0, 1))),
    (zeros(k, 1), entries((0,), (0,))),
    (summation(t * S, t, 1, k), entries((6, 3), (3, 6))),
    (summation(S, t, 1, 0), entries((0, 0), (0, 0))),
    (case(x <= k, B, S), entries((2, 1), (1, 2))),
]
PROPS: list[tuple[Expr, bool]] = [
    (x <= k, False),
    (k < x, True),
    (x < x, False),
    (x == number("9/4"), True),
    (B == B.T, False),
    (3 * eye(n) >= S, True),
    (number("29/10") * eye(n) >= S, False),
    (psd(S - eye(n)), True),
    (psd(-S), False),
    (colspan(A) <= colspan(A @ B), True),
    (colspan(A @ (S - eye(n))) == colspan(A), False),
    (colspan(A @ (S - eye(n))) + colspan(A @ (S + eye(n))) == colspan(A), True),
    (colspan(A) <= colspan(A @ (S - eye(n))) | colspan(A @ (S - 3 * eye(n))), False),
    (colspan(A @ (S - eye(n))) <= colspan(A @ (S - eye(n))) | colspan(A), True),
    ((x <= 3) & (k <= 1), False),
    ((x <= 2) | (k <= 2), True),
    (~(x <= k), True),
    (implies(x <= k, 0 * x >= 1), True),
    (for_all(t, 1, k, t <= x), True),
    (for_all(t, 1, 3, t <= x), False),
    (for_all(t, 1, 0, x <= 0), True),
]
ARITHMETICS = pytest.mark.parametrize(
    "arithmetic", [balls, exact, multiprecision], ids=lambda a: a.__name__.rsplit(".", 1)[1]
)


def test_every_operator_has_a_hand_value() -> None:
    exprs = [e for e, _ in (*NUMBERS, *MATRICES, *PROPS)]
    assert set(RULES) - vocabulary.operators(exprs) == {"pr"}  # probabilities have laws, not values at a point


@ARITHMETICS
@pytest.mark.parametrize(("expr", "value"), NUMBERS, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
def test_numbers(arithmetic: Any, expr: Expr, value: Any) -> None:
    found = arithmetic.truth(expr == number(value), POINT)
    assert found in (True, None)
    assert found is True or arithmetic is balls
    assert arithmetic.truth(expr <= number(value) - number("1/1000000"), POINT) is False
    assert arithmetic.truth(number(value) < expr + number("1/1000000"), POINT) is True


@ARITHMETICS
@pytest.mark.parametrize(("expr", "value"), MATRICES, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
def test_matrices(arithmetic: Any, expr: Expr, value: dict[tuple[int, int], Expr]) -> None:
    for (i, j), wanted in value.items():
        distance = absolute(entry(expr, i, j) - wanted)
        assert arithmetic.truth(distance <= number("1/10000000000000000"), POINT) is True
    if arithmetic is exact:
        assert all(exact.truth(entry(expr, i, j) == wanted, POINT) for (i, j), wanted in value.items())


@ARITHMETICS
@pytest.mark.parametrize(("prop", "value"), PROPS, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
def test_propositions(arithmetic: Any, prop: Expr, value: bool) -> None:
    assert arithmetic.truth(prop, POINT) is value


@ARITHMETICS
def test_singular_with_an_empty_column(arithmetic: Any) -> None:
    assert arithmetic.truth(det(B) == 0, Point({"n": 2, "B": [[0, 1], [0, 1]]})) is True


SLACKS = [(x <= 3, 0.75), (x < 3, 0.75), (x == 3, 0.75), (4 * eye(n) >= S, 1.0), (T(S - eye(n)) == S, -(2**0.5))]


@ARITHMETICS
@pytest.mark.parametrize(("prop", "value"), SLACKS, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
def test_slack(arithmetic: Any, prop: Expr, value: float) -> None:
    """rhs - lhs; the smallest eigenvalue for the semidefinite order; minus the distance for equal matrices."""
    assert abs(as_float(arithmetic.slack(prop, POINT)) - value) < 1e-12


def as_float(found: Any) -> float:
    if isinstance(found, exact.Algebraic):
        found = found.enclose(64)
    return int(found.p) / int(found.q) if isinstance(found, fmpq) else float(found)


def test_only_relations_have_slack() -> None:
    for arithmetic in (balls, exact, multiprecision):
        with pytest.raises(Unsupported, match="slack"):
            arithmetic.slack((x <= 3) & (x <= 2), POINT)
