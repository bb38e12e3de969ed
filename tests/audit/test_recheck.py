"""Evidence is believed only as far as the checker accepts it, and only about the statement that it is attached to."""

from __future__ import annotations

import pytest
from fakes import certificate

from verify import Statement, real
from verify.audit import Settings
from verify.collect import Collection, Item
from verify.evidence import Evidence, EvidenceError
from verify.outcome import Outcome
from verify.recheck import normal, recheck
from verify.results import Files, _Writer
from verify.tree import number

x, c = real("x", ge=0), real("c")
statement = Statement("bounded", [x <= 1, x <= 2], x <= c, {c: 1})
smaller = statement.with_constants({"c": number("1/2")})
without = statement.with_given([x <= 2])


def part(role, variant, point):
    found = certificate(variant, "counterexample", {"x": point})
    return {"role": role, "problem": variant.problem, "certificate": found}


def constant(*attached, **changes):
    detail = {
        "name": "c", "printed": "1", "lower": "1/2", "upper": "1", "refuted_end": "lower", "sharp": False,
        "closed_form": None, "attached": list(attached),
    } | changes  # fmt: skip
    return Evidence("constant", "test", statement.digest, detail=detail)


def superfluous(index, *attached):
    detail = {"hypothesis": index, "needed": True, "note": None, "attached": list(attached)}
    return Evidence("superfluous", "test", statement.digest, detail=detail)


def shown(evidence):
    """The entry of results.json for it."""
    checked = recheck(normal(evidence), statement.problem)
    writer = _Writer(Collection([Item("a.b", "statement", "a", statement, "", "")]), {}, Settings(), Files())
    return writer._constant(checked, statement) if evidence.kind == "constant" else writer._superfluous(checked)


def test_an_end_needs_its_certificate():
    told = shown(constant(part("witness", smaller, "1")))
    assert (told["lower"], told["upper"], told["sharp"]) == ("1/2", None, False)
    assert told["witness"]["values"] == {"x": "1"}
    assert shown(constant())["lower"] is None
    assert shown(constant(part("witness", smaller, "1/3")))["lower"] is None


def test_an_end_is_the_value_that_was_checked():
    assert shown(constant(part("witness", smaller, "1"), lower="3/4"))["lower"] is None


def test_a_certificate_of_another_statement_says_nothing_about_a_constant():
    other = smaller.with_given([])
    assert shown(constant(part("witness", other, "3")))["lower"] is None


def test_without_a_witness_no_end_is_told():
    told = shown(constant(part("proof", statement, "1"), refuted_end=None, closed_form="1"))
    assert (told["lower"], told["upper"], told["closed_form"]) == (None, None, None)


def test_a_hypothesis_is_needed_when_its_absence_has_a_counterexample():
    told = shown(superfluous(0, part("counterexample", without, "2")))
    assert (told["needed"], told["counterexample"]["values"]) == (True, {"x": "2"})
    assert shown(superfluous(1, part("counterexample", without, "2")))["needed"] is None
    assert shown(superfluous(0, part("counterexample", without, "3")))["needed"] is None
    assert shown(superfluous(0))["needed"] is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"digest": "0" * 64}, "another statement"),
        ({"certificate": None}, "without a certificate"),
        ({"kind": "admissible"}, "is one of 'counterexample'"),
    ],
)
def test_evidence_must_fit_its_certificate(change, why):
    fields = {"kind": "counterexample", "method": "test", "digest": smaller.digest}
    fields["certificate"] = certificate(smaller, "counterexample", {"x": "1"})
    assert recheck(Evidence(**fields), smaller.problem).accepted
    checked = recheck(Evidence(**{**fields, **change}), smaller.problem)
    assert (checked.accepted, why in checked.reason) == (False, True)


def test_evidence_is_json():
    evidence = superfluous(0, part("counterexample", without, "2"))
    assert normal(evidence) == evidence
    with pytest.raises(ValueError, match="not JSON compliant"):
        normal(Evidence("search", "test", "", work={"least": float("inf")}))
    with pytest.raises(EvidenceError, match="guess"):
        Evidence("guess", "test", "")
    with pytest.raises(EvidenceError, match="malformed"):
        Evidence.from_json({"kind": "proof"})


def test_an_outcome_without_evidence_is_inconclusive():
    assert Outcome("a.b", statement).judgement.verdict == "inconclusive"
