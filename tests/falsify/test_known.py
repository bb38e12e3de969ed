"""Known inequalities: every false one falls to an exact accepted point, no true one ever does."""

from __future__ import annotations

import pytest
from inequalities import FALSE, TRUE, statement

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
def test_false_statements_are_refuted(name: str) -> None:
    stated = statement(name, FALSE[name])
    found = run(stated, QUICK, 0)
    assert accepted(found, stated, "counterexample")
    assert accepted(found, stated, "admissible")


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_stand(name: str) -> None:
    stated = statement(name, TRUE[name])
    found = run(stated, QUICK, 0)
    assert not [e for e in found if e.kind in ("counterexample", "undefined")]
    assert accepted(found, stated, "admissible")
    (search,) = [e for e in found if e.kind == "search"]
    assert search.work["admissible"] > 0


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "name", ["boettcher_wenzel_by_1e_6", "araki_yamagami_low", "needle_in_square", "needle_flat", "needle_in_spectrum"]
)
def test_other_seeds_find_them_too(name: str, seed: int) -> None:
    stated = statement(name, FALSE[name])
    assert accepted(run(stated, QUICK, seed), stated, "counterexample")


@pytest.mark.parametrize("name", ["araki_yamagami_low", "needle_in_spectrum", "kantorovich"])
def test_the_same_seed_gives_the_same_evidence(name: str) -> None:
    entry = FALSE.get(name) or TRUE[name]
    first, second = (run(statement(name, entry), QUICK, 5) for _ in range(2))
    assert [e.to_json() for e in first] == [e.to_json() for e in second]
