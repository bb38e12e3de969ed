"""Equality is decided exactly: comparisons of spectral quantities at equality and beside it."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from vocabulary import SCALARS, operators, points

from verify.arithmetic import balls, decide, exact
from verify.arithmetic._flint import arb, fmpq, working
from verify.arithmetic.algebraic import enclosure
from verify.arithmetic.exact import EXACT
from verify.arithmetic.points import Point
from verify.errors import Undefined, Unsupported
from verify.language import (
    absm,
    absolute,
    define,
    det,
    eig,
    exp,
    eye,
    floor,
    fro,
    inv,
    matrix,
    nuc,
    rank,
    real,
    sizes,
    spec,
    sqrt,
    sqrtm,
    sv,
    symmetric,
    tr,
)
from verify.tree import Expr, number

(n,) = sizes("n")
X, Y, S = matrix("X", n, n), matrix("Y", n, n), symmetric("S", n)
eta = real("eta", gt=0)
half = define("half", [S], S / 2)

GOLDEN = [[1, 1], [1, 0]]
ROTATED = [[F(3, 5), F(4, 5)], [F(-4, 5), F(3, 5)]]


def at(x: Any = ((1, 2), (3, 4)), y: Any = ((1, 0), (0, 1)), s: Any = GOLDEN, step: Any = 1) -> Point:
    rows = {"X": x, "Y": y, "S": s}
    lists = {k: [[F(q) for q in row] for row in value] for k, value in rows.items()}
    return Point({"n": len(x), "eta": F(step), **lists})


TIES: list[tuple[Expr, Point]] = [
    (eig(S, 1) == (1 + sqrt(5)) / 2, at()),
    (eig(S, 2) == (1 - sqrt(5)) / 2, at()),
    (spec(Y) ** 2 <= 1 / eta, at(y=ROTATED)),
    (
        spec(Y) ** 2 <= 1 / eta,
        at(y=[[0, F(3, 2)], [F(2, 3), 0]], step=F(4, 9)),
    ),
    (sv(X, 2) == number("3/2"), at(x=[[F(3, 2), 0], [0, 2]])),
    (nuc(X) <= sqrt(2) * fro(X), at(x=ROTATED)),
    (nuc(X) <= sqrt(n) * fro(X), at(x=[[1, 2, 2], [2, 1, -2], [2, -2, 1]], y=[[1] * 3] * 3, s=[[1] * 3] * 3)),
    (nuc(X) ** 2 == fro(X) ** 2 + 2 * absolute(det(X)), at()),
    (spec(X) * sv(X, 2) == absolute(det(X)), at()),
    (tr(absm(X)) == nuc(X), at()),
    (absm(X) @ absm(X) == X.T @ X, at()),
    (sqrtm(X.T @ X) == absm(X), at()),
    (inv(absm(X)) @ absm(X) == eye(n), at()),
    (rank(S - eig(S, 1) * eye(n)) == 1, at()),
    (spec(X) ** 2 * eye(n) >= X.T @ X, at()),
    (sv(sqrt(2) * X, 1) == sqrt(2) * spec(X), at()),
    (eig(half(S), 1) == eig(S, 1) / 2, at()),
    ((sqrt(2) + sqrt(3)) ** 2 == 5 + 2 * sqrt(6), at()),
    (sqrt(5 + 2 * sqrt(6)) == sqrt(2) + sqrt(3), at()),
    (number(8) ** number("2/3") == 4, at()),
    (eta ** number("1/3") * eta ** number("2/3") == eta, at(step=F(2, 7))),
    (floor(sqrt(2) * sqrt(2)) == 2, at()),
    (1 / (1 + sqrt(2)) == sqrt(2) - 1, at()),
    (spec(S) * spec(inv(S)) == sv(S, 1) / sv(S, 2), at(s=[[1, F(1, 2)], [F(1, 2), F(1, 3)]])),
]


@pytest.mark.parametrize(("prop", "point"), TIES, ids=lambda a: repr(a) if isinstance(a, Expr) else "")
def test_ties_are_decided(prop: Expr, point: Point) -> None:
    assert exact.truth(prop, point) is True
    assert balls.truth(prop, point, 200) in (True, None)
    assert decide.truth(prop, point) is True


@pytest.mark.parametrize("size", [3, 4])
def test_larger_ties(size: int) -> None:
    square = [[F((3 * i + 5 * j * j + i * j) % 7 - 3, 1 + (i + j) % 2) for j in range(size)] for i in range(size)]
    point = at(x=square, y=square, s=[[square[min(i, j)][max(i, j)] for j in range(size)] for i in range(size)])
    product = sv(X, 1)
    for k in range(2, size + 1):
        product = product * sv(X, k)
    assert exact.truth(product == absolute(det(X)), point) is True
    assert exact.truth(nuc(X) == tr(absm(X)), point) is True
    assert exact.truth(nuc(S) <= nuc(S.T), point) is True


def test_entries_of_roots_have_denominators() -> None:
    """(1 + sqrt(3))/2, an entry of the root of [[2, 1], [1, 2]], is no algebraic integer: the bound says so."""
    root = exact.evaluate(sqrtm(S), at(s=[[2, 1], [1, 2]]))
    assert root.bound.den % 2 == 0


def test_a_near_tie_is_not_a_tie() -> None:
    tiny = F(1, 10**60)
    point = at(y=ROTATED, step=1 + tiny)
    assert exact.truth(spec(Y) ** 2 <= 1 / eta, point) is False
    assert exact.truth(eig(S, 1) == (1 + sqrt(5)) / 2 + eta, at(step=tiny)) is False
    assert exact.truth(eig(S, 1) < (1 + sqrt(5)) / 2 + eta, at(step=tiny)) is True
    assert balls.truth(eig(S, 1) < (1 + sqrt(5)) / 2 + eta, at(step=tiny), 100) is None
    assert decide.truth(eig(S, 1) < (1 + sqrt(5)) / 2 + eta, at(step=tiny)) is True


def test_transcendental_comparisons_are_left_to_balls() -> None:
    point = at(step=F(1, 7))
    with pytest.raises(Unsupported, match="exp"):
        exact.truth(1 + eta <= exp(eta), point)
    assert decide.truth(1 + eta <= exp(eta), point) is True
    assert decide.truth(exp(eta) * exp(-eta) == 1, point) is None
    assert exact.truth(exp(eta - eta) == 1, point) is True


def test_a_tie_without_a_known_bound_is_unsupported() -> None:
    """The root of an irrational matrix has no separation bound here."""
    root = sqrtm(sqrt(2) * (X.T @ X))
    with pytest.raises(Unsupported, match="bound"):
        exact.truth(root @ root == sqrt(2) * (X.T @ X), at())
    assert exact.truth(tr(root) <= 2 * nuc(X), at()) is True


@pytest.mark.parametrize("expr", [e for e in SCALARS if not {"exp", "log"} & operators([e])], ids=repr)
@given(point=points())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_close_rational_is_not_the_value(expr: Expr, point: Point) -> None:
    """The separation bounds never take a difference of about 2^-300 for zero, and see which side it is on."""
    try:
        value = exact.evaluate(expr, point)
    except (Undefined, Unsupported):
        return
    with working(2000):
        ball = enclosure(value, 2000)
        close = fmpq((ball.mid().fmpq() * 2**300).floor(), 2**300)
        side = balls.sign(ball - close)
    if side == "?":
        assert isinstance(value, int | fmpq) or ball.overlaps(arb(close))
        return
    gap = EXACT.rules["sub"](value, close)
    assert exact.sign(gap) == (1 if side == "+" else -1)
