"""Parts of a domain on which a statement says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lemmas.ward_kolda import corollary_4_4, corollary_5_2
from verify import Statement, all_of, floor, integer, real, sqrt
from verify.audit import methods_for
from verify.budget import budget
from verify.checking.check import check
from verify.methods import symbolic, vacuity
from verify.methods.samples import sampled
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import ZERO, lt
from verify.methods.symbolic.tactics import prover
from verify.recheck import normal, recheck
from verify.universalview import part_shown

nu, F, f, x, y = real("nu", lt=1), real("F", gt=0), real("f", gt=0), real("x"), real("y", gt=0)
t, eta = integer("t", ge=1), real("eta", gt=0)
printed = [F / (2 * (1 - nu) ** 2) <= f, f <= (1 + nu) ** 2 / 2 * F]


def found_in(statement):
    """(texts of the proved parts, what was sampled), or the verdict `vacuous`; everything is re-checked."""
    pieces = vacuity.run(statement, budget("quick"), 0)
    if not pieces:
        return None
    (checked,) = [recheck(normal(piece), statement.problem) for piece in pieces]
    assert all(part.accepted for part in checked.attached)
    if checked.evidence.kind == "contradiction":
        assert checked.accepted
        return "vacuous"
    assert [p["role"] for p in checked.evidence.detail["attached"]] == ["empty"] * len(checked.attached)
    texts = [part_shown(statement, part["problem"]) for part in checked.evidence.detail["attached"]]
    return texts, checked.evidence.detail["sampled"]


def test_one_side_of_zero_is_empty():
    texts, told = found_in(Statement("s", printed, f <= 2))
    assert texts == ["0 < nu"]  # at nu < -2 there are points
    assert told is None


def test_zero_goes_with_a_side_where_a_hypothesis_is_undefined_there():
    texts, _ = found_in(Statement("s", [x / nu <= 1, y <= sqrt(F) * nu], f <= 2))
    assert texts == ["nu <= 0"]
    texts, _ = found_in(Statement("s", [0 <= f / nu, f <= sqrt(F) * nu + f], f <= 2))
    assert texts == ["nu <= 0"]
    assert found_in(Statement("s", [x / (nu + 1) <= 1, y - 1 <= sqrt(F) * nu], f <= 2)) is None


def test_both_sides_empty_is_vacuous():
    assert found_in(Statement("s", [*printed, y <= nu * F + 0 * f], f <= 2)) is not None
    assert found_in(Statement("s", [F / (1 - nu) <= F, F <= F * nu], f <= 2)) == "vacuous"
    assert found_in(corollary_4_4.sigma_r_x__printed_event) == "vacuous"


def test_the_printed_event_leaves_only_zero():
    texts, _ = found_in(corollary_5_2.statement__printed_event)
    assert texts == ["nu < 0", "0 < nu"]


def test_a_horizon_may_be_zero():
    texts, told = found_in(Statement("s", [eta <= 2, t <= floor(1 / (8 * eta))], eta * t <= 1))
    assert texts == ["1/(8*eta) < 1"]
    assert told["text"] == "floor(1/(8*eta)) < 1"
    assert 0 < told["share"] < 1
    assert told["points"] > 50
    s = integer("s", ge=0)
    assert found_in(Statement("s", [eta <= 2, s <= floor(1 / (8 * eta))], eta * s <= 1)) is None


@pytest.mark.parametrize(
    "statement",
    [
        Statement("s", [x <= 1, -1 <= x], x**2 <= 1),
        Statement("s", [0 <= nu, nu * F <= f], F <= f),  # a sign that is given
        Statement("s", [nu <= 1], nu <= 2),
        Statement("s", [], nu <= 2),
    ],
)
def test_nothing_is_said_where_nothing_is_empty(statement):
    assert found_in(statement) is None


def test_points_show_that_a_part_is_not_empty():
    seen = sampled((x <= 1, -1 <= x), (), 0)
    assert seen.meets(x < 0)
    assert not seen.meets(lt(1 + ZERO, x))
    assert seen.share(x <= 2)[0] == 1
    assert sampled((x**2 <= -1, x <= y), (), 0).share(x <= 2) is None


def test_a_part_of_another_statement_proves_nothing():
    statement = Statement("s", printed, f <= 2)
    (piece,) = vacuity.run(statement, budget("quick"), 0)
    (part,) = piece.detail["attached"]
    for given, claim in (([*printed, 0 < nu], f <= 3), ([printed[0], 0 < nu], f <= 2), ([0 < nu, *printed], f <= 2)):
        other = Statement("s", given, claim)
        forged = {**part, "problem": other.problem, "certificate": {**part["certificate"], "problem": other.digest}}
        checked = recheck(replace(piece, detail={**piece.detail, "attached": [forged]}), statement.problem)
        assert not checked.attached[0].accepted


def test_it_is_asked_of_statements_only():
    statement = Statement("s", printed, f <= 2)
    assert "vacuity" in methods_for(statement, False)
    assert "vacuity" not in methods_for(statement, True)


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ([1 <= F / (nu * f), nu <= 0], True),
        ([1 <= F / (nu**2 * f), nu <= 0], True),
        ([1 <= F / (nu + f), nu <= 0], False),
        ([1 <= F * nu * f, nu <= 0], False),
        ([all_of(1 <= F, nu <= 0)], False),
    ],
)
def test_what_divides_is_not_zero_nor_are_its_factors(given, accepted):
    statement = Statement("s", given, nu < 0)
    p = prover(statement, 1000)
    p.start()
    line: Line = p.lines.add(lt(nu, ZERO), "plain")
    proof = symbolic.written(statement, "proof", p, line, [])
    assert check(statement.problem, proof).accepted is accepted
