"""All arithmetics agree on random exact points, for every operator."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import vocabulary
from hypothesis import HealthCheck, given, settings
from vocabulary import ALL, MATRICES, PROPS, SCALARS

from verify import Pr, gaussian, spec
from verify.arithmetic import balls, exact, multiprecision
from verify.arithmetic._flint import arb, arb_mat, fmpq, fmpq_mat, to_fraction, working
from verify.arithmetic.algebraic import Algebraic
from verify.arithmetic.fold import OWN, Undecided
from verify.arithmetic.points import Point
from verify.errors import Undefined, Unsupported
from verify.tree import Expr
from verify.typing_rules import RULES

often = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
LAWS = {"pr"}  # probabilities have laws, not values at a point
LACKING = {"ball": set[str](), "exact": {"exp", "log", "expm"}, "multiprecision": set[str]()}


@pytest.mark.parametrize("arithmetic", [balls.BALLS, exact.EXACT, multiprecision.MULTIPRECISION], ids=lambda a: a.name)
def test_every_operator_has_a_rule(arithmetic: Any) -> None:
    assert set(RULES) - set(arithmetic.rules) - set(OWN) == LAWS


@pytest.mark.parametrize("arithmetic", [balls, exact, multiprecision], ids=lambda a: a.__name__)
def test_a_probability_is_refused_by_name(arithmetic: Any) -> None:
    event = Pr(spec(gaussian("G", 2, 1)) <= 2)
    with pytest.raises(Unsupported, match="pr"):
        arithmetic.truth(event <= 1, Point({}))


def test_the_vocabulary_uses_every_operator() -> None:
    assert set(RULES) - vocabulary.operators(ALL) == LAWS


def outcome(evaluate: Callable[..., Any], expr: Expr, point: Point, *more: Any) -> Any:
    try:
        return evaluate(expr, point, *more)
    except (Undefined, Undecided, Unsupported) as error:
        return type(error)


def flat(value: Any) -> list[Any]:
    if isinstance(value, (arb_mat, fmpq_mat)):
        return list(value.entries())
    if isinstance(value, Algebraic):
        return flat(value.enclose(200))
    return list(value) if hasattr(value, "rows") else [value]


def fraction(value: Any) -> Fraction:
    """An mpf, fmpq, int or the midpoint of a ball, exactly."""
    if isinstance(value, arb):
        return to_fraction(value.mid().fmpq())
    if isinstance(value, (int, fmpq)):
        return to_fraction(value)
    sign, mantissa, exponent, _ = value._mpf_
    return (-1) ** sign * Fraction(int(mantissa)) * Fraction(2) ** exponent


def radius(value: Any) -> Fraction:
    return to_fraction(value.rad().fmpq()) if isinstance(value, arb) else Fraction(0)


def inside(ball: arb, value: Any, slack: Fraction = Fraction(0)) -> bool:
    """Whether the ball meets the value's own ball; python-flint's `contains` rounds rationals first."""
    return abs(fraction(ball) - fraction(value)) <= radius(ball) + radius(value) + slack


@pytest.mark.parametrize("expr", SCALARS + MATRICES, ids=repr)
@given(point=vocabulary.points())
@often
def test_values(expr: Expr, point: Point) -> None:
    ball = outcome(balls.evaluate, expr, point, 100)
    sharp = outcome(multiprecision.evaluate, expr, point, 80)
    truth = outcome(exact.evaluate, expr, point)
    if isinstance(ball, type):
        assert truth in (Undefined, Unsupported) or ball is Undecided
        assert (ball is Undefined) <= (sharp is Undefined)
        return
    assert not isinstance(sharp, type)
    for b, s in zip(flat(ball), flat(sharp), strict=True):
        assert inside(b, s, Fraction(1, 10**35) * (1 + abs(fraction(s))))
    if truth is not Unsupported:
        assert truth is not Undefined
        with working(200):
            assert all(inside(b, e) for b, e in zip(flat(ball), flat(truth), strict=True))


@pytest.mark.parametrize("expr", SCALARS + MATRICES, ids=repr)
@given(point=vocabulary.points())
@often
def test_precision(expr: Expr, point: Point) -> None:
    """More bits never contradict fewer, and give smaller balls."""
    rough, fine = outcome(balls.evaluate, expr, point, 64), outcome(balls.evaluate, expr, point, 256)
    if isinstance(rough, type):
        assert rough is fine or rough is Undecided
        return
    for a, b in zip(flat(rough), flat(fine), strict=True):
        assert inside(a, b)
        assert radius(b) <= Fraction(1, 2**90) * (1 + abs(fraction(b)))


@pytest.mark.parametrize("prop", PROPS, ids=repr)
@given(point=vocabulary.points())
@often
def test_truth(prop: Expr, point: Point) -> None:
    ball, truth = outcome(balls.truth, prop, point), outcome(exact.truth, prop, point)
    sharp = outcome(multiprecision.truth, prop, point)
    if ball is not None and truth is not Unsupported:
        assert ball is truth
    if truth is not Unsupported:
        assert sharp is truth
    elif ball is not None:
        assert sharp is ball


def test_only_the_declared_operators_are_unsupported() -> None:
    values = {"m": 2, "n": 2, "k": 1, "x": Fraction(1, 2), "y": Fraction(3)}
    matrix = [[Fraction(2), Fraction(1)], [Fraction(1), Fraction(2)]]
    point = Point({**values, **dict.fromkeys("XYQSP", matrix), "z": [Fraction(1)] * 3})
    refused = {e for e in SCALARS + MATRICES if outcome(exact.evaluate, e, point) is Unsupported}
    assert {e.op for e in refused} == LACKING["exact"]
