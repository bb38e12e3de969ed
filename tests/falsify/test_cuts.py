"""Descent at kinks, and hypotheses about sums of floors."""

from __future__ import annotations

from fractions import Fraction

from trajectories import Xs, beta, eta, horizon, r, start, t

from verify.budget import budget
from verify.language import floor, integer, real, sqrt, summation, sv
from verify.methods import constants
from verify.methods.falsify.floors import unfloored
from verify.statement import Statement

y, c = real("y", gt=0), real("c", ge=0)
n, k = integer("n", ge=0), integer("k", ge=1)


def test_a_sum_of_floors_is_followed_without_them() -> None:
    (found,) = unfloored(summation(floor(y * k), k, 1, 3) <= n)
    assert repr(found) == repr(summation(y * k, k, 1, 3) < n + 1)
    kept = n <= summation(floor(y * k), k, 1, 3)
    assert unfloored(kept) == [kept]


def test_descent_passes_where_singular_values_meet() -> None:
    """By hand: 7/8 is the best of numbers; for two by two matrices 1 - 69/(128 sqrt(2)) with both of Y at 3/4."""
    statement = Statement("", [*start, t <= horizon], sv(Xs[t], r) >= c * sqrt(beta / eta), {c: "1/2"})
    (found,) = constants.run(statement, budget("quick"), 0, prove=False)
    assert 1 - 69 / (128 * 2**0.5) <= Fraction(found.detail["upper"]) <= 0.85
