"""Trajectories up to a horizon: false bounds fall to exact points, true ones stand and have admissible points."""

from __future__ import annotations

import pytest
from trajectories import FALSE, TRUE, statement

from verify.budget import budget
from verify.checking.check import check
from verify.evidence import Evidence
from verify.methods.falsify import run
from verify.statement import Statement

QUICK = budget("quick")


def accepted(found: list[Evidence], stated: Statement, kind: str) -> bool:
    pieces = [e for e in found if e.kind == kind]
    return bool(pieces) and all(check(stated.problem, e.certificate).accepted for e in pieces)


@pytest.mark.parametrize("name", FALSE)
def test_false_bounds_fall(name: str) -> None:
    stated = statement(name, FALSE[name])
    found = run(stated, QUICK, 0)
    assert accepted(found, stated, "counterexample")


@pytest.mark.parametrize("name", TRUE)
def test_true_bounds_stand(name: str) -> None:
    stated = statement(name, TRUE[name])
    found = run(stated, QUICK, 0)
    assert not [e for e in found if e.kind in ("counterexample", "undefined")]
    assert accepted(found, stated, "admissible")
