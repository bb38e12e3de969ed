"""Universal constants: what is said of them, what is found, and what the statement refuses."""

from __future__ import annotations

from fractions import Fraction

import pytest

from verify import Statement, exp, fails, floor, fro, integer, log, matrix, real, sizes, spec, sqrt, use
from verify.audit import blind, methods_for
from verify.budget import budget
from verify.errors import StatementError
from verify.methods import universal
from verify.methods.families import Refuter, families
from verify.problem import canonical, from_problem
from verify.recheck import normal, recheck
from verify.render.entry import entry
from verify.verdict import judge

K, c = real("K", gt=0), real("c", gt=0, lt=1)
x, y, z = real("x", ge=0, le=1), real("y", gt=0), real("z")
C, kappa, n = real("C", ge=4), real("kappa", ge=1), integer("n", ge=1)
F, f0, epsilon, rho = (real(name, gt=0) for name in ("F", "f0", "epsilon", "rho"))
A = matrix("A", *sizes("p q"))
T = floor(4 * C**2 * kappa**2 / rho**2 * log(2 * f0 / epsilon))
given = [f0 <= "9/8" * F, epsilon < 2 * f0]


def audited(statement):
    found = [recheck(normal(piece), statement.problem) for piece in universal.run(statement, budget("quick"), 0)]
    rejected = [(piece.evidence.kind, piece.reason) for piece in found if piece.accepted is False]
    assert not rejected
    assert all(part.accepted for piece in found for part in piece.attached)
    return found, judge(found, statement.quantifier)


PROVED = {
    "an upper end": Statement("s", [], 3 * x <= K, exists=[K]),
    "a small constant": Statement("s", [], c * x <= "1/100" * x + "1/50", exists=[c]),
    "a matrix norm": Statement("s", [], spec(A) <= K * fro(A), exists=[K]),
    "a hypothesis about it": Statement("s", [K <= y], 5 <= y, exists=[K]),
}  # fmt: skip

REFUTED = {
    "a power": Statement("s", [], y**2 <= K * y, exists=[K]),
    "a reciprocal": Statement("s", [], 1 / y <= K, exists=[K]),
    "towards an upper end": Statement("s", [x < 1], 1 <= K * (1 - x), exists=[K]),
    "an integer": Statement("s", [], n**2 <= K * n, exists=[K]),
    "an exponential": Statement("s", [], 1 - y <= K * exp(-(y**2)) - K, exists=[K]),
    "one point for all": Statement("s", given, T <= K * kappa**2 * log(F / epsilon), exists=[K]),
    "a hidden constant": Statement("s", given, T <= K * kappa**2 / rho**2 * log(2 * f0 / epsilon), exists=[K]),
    "a lower constant": Statement("s", [], c * y <= 1, exists=[c]),
    "two constants": Statement("s", [], y**3 <= K * y + real("L", gt=0), exists=[K, real("L", gt=0)]),
}  # fmt: skip


@pytest.mark.parametrize("name", PROVED)
def test_true_statements_have_a_witness(name):
    _, judgement = audited(PROVED[name])
    assert judgement.verdict == "proved"
    assert judgement.decisive.evidence.kind == "witness"
    assert judgement.admissible is not None
    assert audited(fails(PROVED[name]))[1].verdict == "refuted"


@pytest.mark.parametrize("name", REFUTED)
def test_false_statements_have_a_family(name):
    _, judgement = audited(REFUTED[name])
    assert judgement.verdict == "refuted"
    assert judgement.decisive.evidence.kind == "family"
    assert audited(fails(REFUTED[name]))[1].verdict == "proved"


def test_one_point_may_refute_every_value():
    """Where the logarithm vanishes, nothing depends on K: the point is checked on paper, and rests on no fact."""
    statement = Statement("s", [*given, F == epsilon], T <= K * kappa**2 / rho**2 * log(F / epsilon), exists=[K])
    _, judgement = audited(statement)
    values = judgement.decisive.evidence.certificate["values"]
    assert {value[0] for value in values.values()} == {"num"}
    assert judgement.trusts == ()


def test_the_constant_is_bracketed():
    found, _ = audited(PROVED["an upper end"])
    (constant,) = [piece.evidence.detail for piece in found if piece.evidence.kind == "constant"]
    assert (constant["lower"], constant["upper"], constant["sharp"]) == ("3", "3", True)


def test_a_true_statement_without_proof_is_supported():
    hard = Statement("s", [], sqrt(1 + x) * exp(x) * log(2 + x) <= K * (1 + x**3), exists=[K])
    found, judgement = audited(hard)
    assert judgement.verdict == "supported"
    (constant,) = [piece.evidence.detail for piece in found if piece.evidence.kind == "constant"]
    assert Fraction(constant["lower"]) > 2


def test_refuted_at_all_values_without_a_family_is_inconclusive(monkeypatch):
    monkeypatch.setattr(universal, "families", lambda *_: iter(()))
    _, judgement = audited(REFUTED["a reciprocal"])
    assert judgement.verdict == "inconclusive"
    assert "every value of K that was tried" in judgement.reason


def test_contradictory_hypotheses_are_vacuous():
    empty = Statement("s", [y <= K, K < z, z <= y], y <= K, exists=[K])
    assert audited(empty)[1].verdict == "vacuous"


def test_families_stay_in_the_domain():
    bounded = Statement("s", [], x <= K, exists=[K])
    point = {"x": "1/2"}
    assert not list(families(bounded, [point]))
    inner = Statement("s", [y < 2], y <= K, exists=[K])
    assert not Refuter(inner).refutes({y.data[0]: K + 1})


def test_the_problem_names_the_constants():
    statement = PROVED["an upper end"]
    assert statement.problem["exists"] == [{"name": "K", "kind": "real", "gt": "0"}]
    assert [d["name"] for d in statement.problem["variables"]] == ["x"]
    assert from_problem(statement.problem).digest == statement.digest
    assert "exists" not in canonical(statement.at({"K": 3}).problem)
    assert len({s.digest for s in (statement, statement.freed, statement.at({"K": 1}), statement.at({"K": 2}))}) == 4
    assert blind(statement).digest == statement.digest
    assert methods_for(statement, False) == methods_for(statement, True) == ("universal",)
    assert "universal" not in methods_for(statement.freed, False)


def test_the_printed_form():
    shown = entry(REFUTED["two constants"])
    assert shown["text"] == "there are K > 0, L > 0 such that for all y: y**3 <= K*y + L"
    assert shown["latex"].startswith(r"\text{there are }K")
    assert "such\u00a0that" in shown["mathml"]
    assert entry(fails(PROVED["an upper end"]))["text"].startswith("there is no K > 0 such that for all x:")
    assert [f["text"] for f in entry(PROVED["an upper end"])["variables"]] == ["x: real, x >= 0, x <= 1"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Statement("s", [], x <= 1, exists=[K]), "constant K does not occur"),
        (lambda: Statement("s", [], x <= K, {K: 2}, exists=[K]), "constant K has a value already"),
        (lambda: Statement("s", [], x <= n, exists=[n]), "constant n is not a real number"),
        (lambda: Statement("s", [], x <= K, exists=[K + 1]), "is not a declared variable"),
        (lambda: use(PROVED["an upper end"]), "holds for some K only"),
        (lambda: PROVED["an upper end"].at({}), "needs values for K, not for nothing"),
        (lambda: PROVED["an upper end"].at({"L": 2}), "needs values for K, not for L"),
    ],
)
def test_refused(make, message):
    with pytest.raises(StatementError, match=message):
        make()
