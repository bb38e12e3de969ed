"""The harness's arithmetics and the independent checker, which share no code, agree for every operator."""

from __future__ import annotations

from typing import Any

import pytest
import vocabulary
from hypothesis import HealthCheck, given, settings
from vocabulary import PROPS, SCALARS

from verify.arithmetic import balls, exact
from verify.arithmetic._flint import to_fraction, working
from verify.arithmetic.algebraic import enclosure
from verify.arithmetic.fold import Undecided
from verify.arithmetic.points import Point
from verify.checking import evaluate as checker
from verify.checking import outcomes
from verify.errors import Undefined, Unsupported
from verify.problem import to_json
from verify.statement import Statement
from verify.tree import Expr

often = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def of_statement(statement: Statement, point: Point) -> tuple[Any, Any]:
    return statement.problem, point.to_json(statement)


@pytest.mark.parametrize("expr", SCALARS, ids=repr)
@given(point=vocabulary.points(largest=2))
@often
def test_numbers(expr: Expr, point: Point) -> None:
    problem, values = of_statement(Statement("a number", [], expr <= 0), point)
    try:
        low, high = checker.enclose(problem, values, to_json(expr), 128)
    except outcomes.Undecided:
        return
    except outcomes.Undefined:
        with pytest.raises((Undefined, Undecided)):
            balls.evaluate(expr, point)
        return
    ball = balls.evaluate(expr, point, 160)
    middle, radius = (to_fraction(x.fmpq()) for x in (ball.mid(), ball.rad()))
    assert low <= middle + radius
    assert middle - radius <= high
    try:
        value = exact.evaluate(expr, point)
    except Unsupported:
        return
    with working(160):
        found = enclosure(value, 160)
        assert low <= to_fraction(found.upper().fmpq())
        assert to_fraction(found.lower().fmpq()) <= high


@pytest.mark.parametrize("prop", PROPS, ids=repr)
@given(point=vocabulary.points(largest=2))
@often
def test_propositions(prop: Expr, point: Point) -> None:
    problem, values = of_statement(Statement("a relation", [], prop), point)
    try:
        decided = checker.decide(problem, values, to_json(prop), 128)
    except outcomes.Undecided:
        return
    except outcomes.Undefined:
        with pytest.raises((Undefined, Unsupported)):
            exact.truth(prop, point)
        return
    assert balls.truth(prop, point) in (decided, None)
    try:
        assert exact.truth(prop, point) is decided
    except Unsupported:
        return
