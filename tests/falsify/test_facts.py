"""The standard facts that proofs cite: the falsifier attacks each of them in vain."""

from __future__ import annotations

import pytest

from verify.budget import budget
from verify.checking.facts import FACTS
from verify.methods.falsify import run
from verify.problem import FORMAT, from_problem
from verify.statement import Statement

BUDGET = budget("quick").scaled(0.3)


def stated(name: str) -> Statement:
    fact = FACTS[name]
    empty = {"format": FORMAT, "definitions": [], "recursions": [], "constants": [], "quantifier": "forall"}
    return from_problem({**empty, **{key: fact[key] for key in ("variables", "hypotheses", "claim")}})


@pytest.mark.parametrize("name", FACTS)
def test_no_fact_falls(name: str) -> None:
    found = run(stated(name), BUDGET, 0)
    assert not [e for e in found if e.kind in ("counterexample", "undefined")]
    assert [e for e in found if e.kind == "admissible"]
