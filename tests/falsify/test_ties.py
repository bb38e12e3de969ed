"""Claims that are false by less than float64 tells, at single points, and where there is nothing to choose."""

from __future__ import annotations

from importlib import import_module

import pytest

from verify import Statement, exp, integer, real, recursion, sqrt
from verify.budget import budget
from verify.checking.check import check
from verify.methods import falsify

x0, x = real("x0"), real("x")
y = real("y", gt=0)
t = integer("t", ge=0)
(halved,) = recursion("half", [x], [x0], [x / 2])


def evidence(given, claim, name="quick"):
    statement = Statement("close", given, claim)
    return statement, {e.kind: e for e in falsify.run(statement, budget(name), 0)}


def test_a_point_without_parameters_that_fails_the_hypotheses():
    """x0 is determined, so that nothing is left to move."""
    _, found = evidence([halved[t] == x0, x0 == 1, t >= 1], x0 <= 0)
    assert found["search"].work["admissible"] == 0
    assert "counterexample" not in found


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        ([], exp(1) <= "271828182845904523536/100000000000000000000"),
        ([], exp(1) <= "2718281828459045235360287471352662497757/1000000000000000000000000000000000000000"),
        ([], exp(1) == "271828182845904523536/100000000000000000000"),
        ([], sqrt(2) + sqrt(3) <= "31462643699419723423291350657155704455124771291873/" + "1" + "0" * 49),
        ([x0 == 1], exp(x0) <= "271828182845904523536/100000000000000000000"),
        ([], exp(1) * y <= "271828182845904523536/100000000000000000000" * y),
    ],
)
def test_false_by_less_than_float64_tells(given, claim):
    statement, found = evidence(given, claim)
    assert check(statement.problem, found["counterexample"].certificate).accepted


def test_a_brief_look_decides_a_statement_with_one_point():
    statement = Statement("one point", [], exp(1) <= "271828182845904523536/100000000000000000000")
    assert "counterexample" in {e.kind for e in falsify.run(statement, budget("quick").look(), 0)}


def test_a_tie_at_the_only_point_supports_nothing():
    _, found = evidence([], exp(1) ** 2 < exp(2))
    assert "agree to all digits" in found["search"].detail["against"]
    _, found = evidence([], exp(1) ** 2 < 8)
    assert "against" not in found["search"].detail


def test_few_ties_are_looked_at_closely(monkeypatch):
    """An identity is a tie at every point."""
    certificate = import_module("verify.methods.falsify.certificate")
    looks = []
    plausible = certificate.plausible

    def counted(*args):
        looks.append(args[3] if len(args) > 3 else certificate.BITS)
        return plausible(*args)

    monkeypatch.setattr(certificate, "plausible", counted)
    evidence([], exp(x0) * exp(x0) <= exp(2 * x0))
    assert 0 < sum(bits > certificate.BITS for bits in looks) <= 12
