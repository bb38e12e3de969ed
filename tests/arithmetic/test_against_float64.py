"""Batched float64 proposes what the balls enclose, wherever the value is continuous."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
import vocabulary
from hypothesis import HealthCheck, given, settings
from vocabulary import SCALARS, operators

from verify.arithmetic import balls
from verify.arithmetic.float64 import Float64
from verify.arithmetic.fold import Undecided
from verify.arithmetic.points import Point
from verify.errors import Undefined
from verify.statement import Statement
from verify.tree import Expr

often = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
CONTINUOUS = [e for e in SCALARS if not {"floor", "rank"} & operators([e])]


@pytest.mark.parametrize("expr", CONTINUOUS, ids=repr)
@given(point=vocabulary.points())
@often
def test_numbers(expr: Expr, point: Point) -> None:
    symbols = Statement("a number", [], expr <= 0).variables
    batch = Float64({s: arrays(s.kind, point.value(s)) for s in symbols})
    with np.errstate(all="ignore"):
        (found,) = batch.value(expr)
    try:
        ball = balls.evaluate(expr, point, 128)
    except Undefined:
        assert isnan(found)
        return
    except Undecided:
        return
    if not isnan(found):
        assert abs(float(ball.mid()) - found) <= 1e-6 * (1 + abs(found))


def arrays(kind: str, value: object) -> object:
    if kind == "sequence":
        return [np.array([float(x)]) for x in value]
    return np.array([value], dtype=float)
