"""What a search reports when there is nothing to find, nothing to search, or nothing to simplify."""

from __future__ import annotations

from inequalities import FALSE, A, B, P, commutator, fro, inv, n, q, statement, tr, x

from verify.budget import budget
from verify.checking.check import check
from verify.language import sv
from verify.methods.falsify import run
from verify.statement import Statement

QUICK = budget("quick")


def kinds(stated: Statement) -> list[str]:
    return [e.kind for e in run(stated, QUICK, 0)]


def test_contradictory_hypotheses_leave_an_empty_search() -> None:
    found = run(Statement("", [x**2 + 1 <= 0], x >= 0), QUICK, 0)
    assert [e.kind for e in found] == ["search"]
    assert found[0].work["admissible"] == 0


def test_no_admissible_sizes() -> None:
    found = run(Statement("", [n + 1 <= n], fro(A) >= 0), QUICK, 0)
    assert [e.kind for e in found] == ["search"]
    assert found[0].detail["notes"]


def test_undefined_claims_are_shown() -> None:
    for claim in (1 / x <= 1 + 1 / x, fro(inv(A)) >= 0, sv(A, 2) >= 0):
        stated = Statement("", [], claim)
        found = {e.kind: e for e in run(stated, QUICK, 0)}
        assert check(stated.problem, found["undefined"].certificate).accepted
        assert "counterexample" not in found


def test_overflow_is_not_a_counterexample() -> None:
    assert "counterexample" not in kinds(Statement("", [], tr(P) ** 40 <= (1 + tr(P)) ** 40))


def test_counterexamples_are_small() -> None:
    stated = statement("", FALSE["boettcher_wenzel_low"])
    values = next(e for e in run(stated, QUICK, 0) if e.kind == "counterexample").certificate["values"]
    assert values["n"] == "2"
    assert {x for row in (*values["A"], *values["B"]) for x in row} == {"0", "1"}


def test_shrinks_from_a_larger_size() -> None:
    stated = Statement("", [], tr(A @ A.T @ A @ A.T) * n <= q("3/2") * fro(A) ** 4 + q("1/2"))
    values = next(e for e in run(stated, QUICK, 0) if e.kind == "counterexample").certificate["values"]
    assert values["n"] == "2"


def test_fails_statements_are_searched_like_their_universal_claim() -> None:
    from verify.statement import fails

    stated = fails(Statement("", [], A @ B == B @ A))
    found = {e.kind: e for e in run(stated, QUICK, 0)}
    assert check(stated.problem, found["counterexample"].certificate).accepted


def test_commutators_have_trace_zero() -> None:
    assert "counterexample" not in kinds(Statement("", [], tr(commutator(A, B)) == 0))


def test_scaled_budgets_do_less() -> None:
    stated = Statement("", [], tr(commutator(A, B)) == 0)
    few, many = (run(stated, b, 0)[-1].work["points"] for b in (QUICK.scaled(0.1), QUICK))
    assert few < many / 3


def test_the_search_says_how_tight_the_claim_is() -> None:
    stated = Statement("", [x >= 0], 2 * x <= 1 + x**2)
    slack = run(stated, QUICK, 0)[-1].detail["slack"]
    assert slack["attained"]
    assert "x = 1" in slack["summary"]
    assert slack["x"] == "x"
    assert len(slack["points"]) >= 3
