"""`judge`: every verdict, and what keeps a statement from a better one."""

from __future__ import annotations

import itertools

import pytest

from verify.evidence import KINDS, Evidence
from verify.verdict import ORDER, Checked, HarnessBug, judge, weakest


def found(kind, accepted=True, **fields):
    return Checked(Evidence(kind, "test", "0" * 64, **fields), accepted, "because")


ADMISSIBLE, PROOF, COUNTEREXAMPLE = found("admissible"), found("proof"), found("counterexample")
CONTRADICTION, UNDEFINED = found("contradiction"), found("undefined")
SEARCH = found("search", None, work={"points": 10, "admissible": 4})
EMPTY = found("search", None, work={"points": 10, "admissible": 0})
WHOLE = found("enclosure", None, detail={"whole_domain": True})
PART = found("enclosure", None, detail={"whole_domain": False})


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        ([PROOF, ADMISSIBLE], "proved"),
        ([PROOF, ADMISSIBLE, SEARCH], "proved"),
        ([PROOF], "proved"),
        ([COUNTEREXAMPLE], "refuted"),
        ([COUNTEREXAMPLE, UNDEFINED, SEARCH], "refuted"),
        ([CONTRADICTION], "vacuous"),
        ([CONTRADICTION, PROOF], "vacuous"),
        ([WHOLE, ADMISSIBLE, SEARCH], "certified"),
        ([WHOLE], "inconclusive"),
        ([PART, ADMISSIBLE, SEARCH], "supported"),
        ([SEARCH, ADMISSIBLE], "supported"),
        ([SEARCH], "inconclusive"),
        ([EMPTY, ADMISSIBLE], "inconclusive"),
        ([UNDEFINED, PROOF], "inconclusive"),
        ([UNDEFINED, SEARCH, ADMISSIBLE], "inconclusive"),
        ([], "inconclusive"),
        ([found("proof", False), ADMISSIBLE, SEARCH], "supported"),
        ([found("counterexample", False), SEARCH, ADMISSIBLE], "supported"),
        ([found("contradiction", False)], "inconclusive"),
        ([found("proof", None), ADMISSIBLE], "inconclusive"),
        ([found("search", None, work={"admissible": float("nan")}), ADMISSIBLE], "inconclusive"),
    ],
)
def test_verdicts(evidence, verdict):
    assert {judge(order).verdict for order in itertools.permutations(evidence)} == {verdict}


def test_negations_turn_proofs_and_counterexamples_around():
    assert judge([COUNTEREXAMPLE], "fails").verdict == "proved"
    assert judge([PROOF, ADMISSIBLE], "fails").verdict == "refuted"
    assert judge([SEARCH, ADMISSIBLE], "fails").verdict == "inconclusive"
    assert judge([CONTRADICTION], "fails").verdict == "vacuous"


@pytest.mark.parametrize(
    "pair", [(PROOF, COUNTEREXAMPLE), (CONTRADICTION, ADMISSIBLE), (CONTRADICTION, COUNTEREXAMPLE)]
)
def test_contradictory_evidence_is_a_bug(pair):
    for quantifier in ("forall", "fails"):
        with pytest.raises(HarnessBug):
            judge(pair, quantifier)


def test_an_admissible_point_is_attached_or_missed():
    assert judge([PROOF, ADMISSIBLE]).admissible is ADMISSIBLE
    assert judge([COUNTEREXAMPLE]).admissible is COUNTEREXAMPLE
    assert "no admissible point" in judge([PROOF]).reason


def test_reasons_name_rejections_and_failures():
    reason = judge([found("proof", False), SEARCH, ADMISSIBLE], notes=["falsify failed: out of luck"]).reason
    assert "rejected the proof of test: because" in reason
    assert "out of luck" in reason


def test_a_citation_counts_only_where_nothing_is_known():
    assert judge([SEARCH, ADMISSIBLE], citation="Davis 1970").verdict == "assumed"
    assert judge([COUNTEREXAMPLE], citation="Davis 1970").verdict == "refuted"


def test_evidence_that_was_not_accepted_never_settles_anything():
    strong = {"proved", "refuted", "vacuous"}
    for kinds in itertools.combinations(KINDS, 2):
        for accepted in (False, None):
            assert judge([found(kind, accepted) for kind in kinds]).verdict not in strong


def test_the_weakest_of_several():
    assert ORDER[0] == "refuted"
    assert weakest(["proved", "supported", "assumed"]) == "supported"
    assert weakest([]) is None
