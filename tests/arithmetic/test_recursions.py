"""Iterates: looped forward, never unrolled; a thousand steps in balls."""

from __future__ import annotations

import time
from fractions import Fraction as F
from random import Random

import numpy as np
import pytest

from verify import define, fro, integer, matrix, real, recursion, sizes, summation
from verify.arithmetic import balls, exact, multiprecision
from verify.arithmetic._flint import arb, fmpq
from verify.arithmetic.batch import NESTED
from verify.arithmetic.float64 import Float64
from verify.arithmetic.points import Point
from verify.errors import Undefined, Unsupported
from verify.tree import Expr

m, n, d = sizes("m n d")
A, X0, Y0 = matrix("A", m, n), matrix("X0", m, d), matrix("Y0", n, d)
X, Y, eta = matrix("X", m, d), matrix("Y", n, d), real("eta", gt=0)
T, t = integer("T", ge=0), integer("t")
x, y, a = real("x"), real("y"), real("a")


def alternating() -> tuple[Expr, Point]:
    """The loss after T steps of alternating gradient descent, 5 x 5 of rank at most 3."""
    then = X - eta * (X @ Y.T - A) @ Y
    xs, ys = recursion("agd", [X, Y], [X0, Y0], [then, Y - eta * (then @ Y.T - A).T @ then])
    random = Random(1)

    def rows(count: int, length: int) -> list[list[F]]:
        return [[F(random.randint(-9, 9), 10) for _ in range(length)] for _ in range(count)]

    values = {"m": 5, "n": 5, "d": 3, "A": rows(5, 5), "X0": rows(5, 3), "Y0": rows(5, 3), "eta": F(1, 20), "T": 1000}
    return fro(xs[T] @ ys[T].T - A) ** 2, Point(values)


def test_a_thousand_steps_in_balls() -> None:
    loss, point = alternating()
    start = time.perf_counter()
    found = balls.evaluate(loss, point, 64 + 2 * 1000)
    assert time.perf_counter() - start < 5
    assert found.rad() < arb(10) ** -15
    early = Point({**point.values, "T": 200})
    sharp, ball = multiprecision.evaluate(loss, early, 60), balls.evaluate(loss, early, 500)
    assert abs(float(sharp) - float(ball.mid())) < 1e-15


def test_balls_that_grow_without_bound_stay_sound() -> None:
    loss, point = alternating()
    assert balls.truth(loss <= 1, point, 64) is None


def test_exact_iterates_stop_at_a_limit() -> None:
    loss, point = alternating()
    assert isinstance(exact.evaluate(loss, Point({**point.values, "T": 3})), fmpq)
    with pytest.raises(Unsupported, match="bits"):
        exact.evaluate(loss, point)


def test_steps_are_simultaneous() -> None:
    xs, ys = recursion("fibonacci", [x, y], [a, a], [y, x + y])
    point = Point({"a": F(1), "T": 90})
    old, new = 1, 1
    for _ in range(90):
        old, new = new, old + new
    for arithmetic in (balls, exact, multiprecision):
        assert arithmetic.truth(xs[T] == old, point) is True
        assert arithmetic.truth(summation(xs[t], t, 0, T) == ys[T + 1] - a, point) is True
    with pytest.raises(Undefined, match="negative"):
        exact.evaluate(xs[T - 91], point)


def test_definitions_and_recursions_see_the_point_and_not_an_index() -> None:
    """A definition that uses a free name means the point's value, also inside a sum over the same name."""
    shifted = define("shifted", [x], x + T)
    point = Point({"T": 10, "a": F(1)})
    assert exact.evaluate(summation(shifted(T), T, 1, 3), point) == (1 + 2 + 3) + 3 * 10
    (powers,) = recursion("powers", [x], [1], [a * x])
    scaled = define("scaled", [a], powers[3])
    assert exact.evaluate(scaled(2), point) == 8
    assert exact.evaluate(scaled(3) + powers[3], point) == 28


def test_sums_within_sums_share_their_terms_and_have_an_end() -> None:
    """The inner term is computed once for each index, not once for each pair; what is far too long is NaN."""
    i, j = integer("i"), integer("j")
    batch = Float64({x.data[0]: np.array([2.0, 3.0]), T.data[0]: np.array([40.0, 0.0])})
    nested = summation(summation(x**2 * i, i, 1, j), j, 1, T)
    exact = sum(k * (k + 1) // 2 for k in range(1, 41))
    assert batch.value(nested).tolist() == [4 * exact, 0]
    assert batch.left == NESTED - 40 - sum(range(1, 41))
    far = Float64({x.data[0]: np.array([2.0]), T.data[0]: np.array([3000.0])})
    assert np.isnan(far.value(nested)).all()
