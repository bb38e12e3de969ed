"""A point at which a claim about probabilities supposes nothing impossible, or a proof that there is none."""

from __future__ import annotations

import copy

import pytest

from verify import Pr, Statement, eye, fro, gaussian, matrix, orthonormal, rank, real, sizes, spec, sqrt, use
from verify.budget import budget
from verify.checking.check import check
from verify.checking.contraries import sure
from verify.errors import Unsupported
from verify.evidence import Evidence
from verify.methods import wishart
from verify.recheck import recheck
from verify.tree import Expr
from verify.verdict import Judgement, judge

d, r, m = sizes("d r m")
s, t, K = real("s"), real("t", ge=0), real("K", gt=0)
G, M = gaussian("G", d, r), matrix("G", d, r)
high = Statement("high", [], Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= 1 - 2 / (2 + t), source="[Ver10]")


def pieces(statement: Statement) -> list[Evidence]:
    return wishart.run(statement, budget("quick"), 0)


def verdict(statement: Statement) -> Judgement:
    return judge([recheck(e, statement.problem) for e in pieces(statement)], statement.quantifier)


def deduced(*given: Expr) -> Statement:
    """What a lemma gives under hypotheses that lists of simple numbers may not meet."""
    lemma = Statement("lemma", [*given], fro(M) <= 0)
    return Statement("x", [*given], Pr(fro(G) <= 0) >= 1, uses=[lemma])


@pytest.mark.parametrize("given", [[s <= 1, 2 <= s], [s**2 <= -1]])
def test_a_deduction_from_what_cannot_be_is_vacuous(given: list[Expr]) -> None:
    statement = deduced(*given)
    assert [e.kind for e in pieces(statement)] == ["contradiction", "deduction"]
    assert verdict(statement).verdict == "vacuous"


def test_where_no_random_matrix_exists_nothing_is_said() -> None:
    rows, spread = gaussian("Z", d - 1, r), gaussian("Z", 2, 2, variance=s)
    for statement in (
        Statement("no rows", [d <= 1, r <= 2], Pr(spec(rows) <= 0) >= 1),
        Statement("no variance", [s <= 0, -1 <= s], Pr(spec(spread) <= 0) >= 1),
    ):
        assert verdict(statement).verdict == "vacuous"
    assert verdict(Statement("rows", [d <= 3, r <= 2], Pr(spec(rows) <= 100) >= "1/2")).verdict == "certified"


def test_a_deduction_shows_a_point_that_no_list_has() -> None:
    statement = Statement("x", [s == "7/3", s <= t, r <= d], high.claim, uses=[high])
    found = pieces(statement)
    assert [e.kind for e in found] == ["admissible", "deduction"]
    answer = recheck(found[0], statement.problem)
    assert answer.accepted
    assert found[0].certificate is not None
    assert found[0].certificate["values"]["s"] == "7/3"


def test_large_matrices_are_met_by_their_numbers_first() -> None:
    A, V = matrix("A", m, r), orthonormal("V", d, r)
    given = [28 <= r, rank(A) == r, s == "7/3", V.T @ V == eye(r)]
    statement = Statement("x", given, high.claim, uses=[high])
    found = pieces(statement)
    assert [e.kind for e in found] == ["admissible", "deduction"]
    assert recheck(found[0], statement.problem).accepted


def test_the_claim_is_looked_at_where_the_hypotheses_are_met() -> None:
    low = Statement("x", [s == "7/3", d <= 2, r == 1, d <= s], Pr(spec(G) <= s) <= "1/2")
    assert verdict(low).verdict == "refuted"
    assert verdict(Statement("x", low.given, Pr(spec(G) <= s) >= "1/2")).verdict == "certified"


def test_with_universal_constants_too() -> None:
    lemma = Statement("lemma", [s <= 1, 2 <= s], fro(M) <= 0)
    nothing = Statement("x", [s <= 1, 2 <= s], Pr(spec(G) <= -K) >= "1/2", exists=[K], uses=[use(lemma)])
    assert verdict(nothing).verdict == "vacuous"
    with pytest.raises(Unsupported, match="universal constants"):
        pieces(Statement("x", [s <= 1], Pr(spec(G) <= K) >= "1/2", exists=[K]))


def test_a_contradiction_of_another_problem_is_rejected() -> None:
    empty, met = deduced(s <= 1, 2 <= s), deduced(s <= 2, 1 <= s)
    certificate = next(e.certificate for e in pieces(empty) if e.kind == "contradiction")
    assert certificate is not None
    assert check(empty.problem, certificate).accepted
    for problem in (met.digest, empty.digest):
        assert not check(met.problem, {**copy.deepcopy(certificate), "problem": problem}).accepted


def test_hypotheses_about_probabilities_contradict_nothing() -> None:
    """What is left out cannot be used: the hypotheses that are left have a point."""
    statement = Statement("x", [Pr(spec(G) <= 1) >= 2 - t, t <= 3], Pr(spec(G) <= 1) >= 0)
    bare = sure(statement.problem)
    assert [h[0] for h in bare["hypotheses"]] == ["le", "le", "le", "lt"]
    assert not any("pr" in str(h) for h in bare["hypotheses"])


def test_a_claim_that_is_undefined_at_an_admissible_point_is_not_supported() -> None:
    beyond = Statement("x", [d <= 3, r <= d], Pr(spec(G) <= 100) >= 1 / (s - 1) * 0)
    said = verdict(beyond)
    assert said.verdict == "inconclusive"
    assert "undefined" in said.reason
    found = next(e for e in pieces(beyond) if e.kind == "undefined")
    answer = recheck(found, beyond.problem)
    assert answer.accepted
    assert "division by zero" in answer.reason
    assert verdict(Statement("x", [*beyond.given, s <= 0], beyond.claim)).verdict == "supported"


def test_where_the_checker_cannot_look_it_is_not_supported_either() -> None:
    """Arb reaches these sizes, the checker does not: the search says so itself."""
    large = Statement("x", [d == 300, r == 30], Pr(spec(G) <= 100) >= 0 * sqrt(s) + Pr(spec(G) <= 1))
    assert verdict(large).verdict == "inconclusive"
