"""Claims that are close: enclosures get narrower until they are decided; where that is in vain, the reason says so."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from verify import Pr, Statement, entry, exp, fro, gaussian, spec, sqrt
from verify.arithmetic._flint import arb, to_fmpq, working
from verify.budget import budget
from verify.checking.check import check
from verify.laws import classical, wishart
from verify.laws.precision import lower, upper
from verify.methods import wishart as method
from verify.recheck import recheck
from verify.tree import Expr
from verify.verdict import Judgement, judge

v, G, g = gaussian("v", 2, 1), gaussian("G", 3, 2), gaussian("g", 40, 20)
a, b = entry(G, 1, 1), entry(G, 2, 1)
beyond = Fraction(1, 10**18)
edge = sqrt(40) + sqrt(20) + 9


def verdict(claim: Expr) -> Judgement:
    statement = Statement("x", [], claim)
    pieces = method.run(statement, budget("quick"), 0)
    return judge([recheck(e, statement.problem) for e in pieces])


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Pr(fro(v) ** 2 <= "1/10") >= 1 - exp("-1/20") - beyond, "certified"),
        (Pr(fro(v) ** 2 <= "1/10") >= 1 - exp("-1/20") + beyond, "refuted"),
        (Pr(fro(v) ** 2 <= sqrt(2)) >= 1 - exp(-sqrt(2) / 2) + beyond, "refuted"),
        (Pr(fro(v) ** 2 <= "1/8") >= 1 - exp("-1/16") + Fraction(1, 10**80), "refuted"),
        (Pr(fro(v) ** 2 >= 400) <= Fraction(1, 10**88), "refuted"),
        (Pr(fro(v) ** 2 >= 400) <= Fraction(2, 10**87), "certified"),
        (Pr(fro(v) ** 2 >= 1000) <= exp(-500) + Fraction(1, 10**230), "certified"),
        (Pr(spec(g) <= edge) >= 1 - exp("-81/2"), "certified"),
        (Pr(spec(g) >= edge) >= Fraction(1, 10**15), "refuted"),
    ],
)
def test_close_claims_are_decided(claim: Expr, said: str) -> None:
    assert verdict(claim).verdict == said


def test_the_limit_of_the_precision_is_told() -> None:
    same = verdict(Pr(fro(v) ** 2 <= "1/8") == 1 - exp("-1/16"))
    assert same.verdict == "inconclusive"
    assert "not told apart with 2048 bits; are they equal?" in same.reason


def test_a_ball_keeps_its_precision() -> None:
    """At Arb's default working precision the ends of an enclosure used to be rounded to 53 bits."""
    radius = Fraction(1, 1 << 300)
    with working(400):
        x = arb(to_fmpq(Fraction(54, 5)))
    for law in (lambda: wishart.largest(40, 20, x, radius), lambda: classical.chi_square(3, x, radius)):
        value = law()
        assert upper(value, 512) - lower(value, 512) < Fraction(1, 1 << 290)


@pytest.mark.parametrize(
    ("event", "other"),
    [
        ((a <= 0) & (b <= 0), Pr(a <= 0) * Pr(b <= 0)),  # different entries are independent
        ((a <= 0) & (a >= -1), Pr(a <= 0) - Pr(a <= -1)),
        ((a <= 0) & (a >= 1), Pr(a <= 0) * 0),
        ((a <= 0) | (b <= 1), 1 - Pr(a >= 0) * Pr(b >= 1)),
        ((1 < fro(G)) & (fro(G) <= 3), Pr(fro(G) <= 3) - Pr(fro(G) <= 1)),
        ((1 < spec(G)) & (spec(G) <= 3) & (spec(G) <= 2), Pr(spec(G) <= 2) - Pr(spec(G) <= 1)),
        ((a <= 0) & (fro(v) <= 1) & (b <= 2), Pr(a <= 0) * Pr(b <= 2) * Pr(fro(v) <= 1)),
        ((a <= 0) & (entry(G.T, 1, 2) <= 1) & (b <= 0), Pr(a <= 0) * Pr(b <= 0)),  # entry (1, 2) of G' is b
    ],
)
def test_events_whose_joint_law_is_known(event: Any, other: Expr) -> None:
    for gap, said in ((Fraction(-1, 10**12), True), (Fraction(1, 10**12), False)):
        for claim in (Pr(event) >= other + gap, Pr(event) <= other - gap):
            problem = Statement("x", [], claim).problem
            found = Statement("x", [], claim)
            certificate = {"format": "proofgauge certificate 1", "problem": found.digest, "values": {}}
            answer = check(problem, {**certificate, "kind": "counterexample", "precision": 128})
            assert answer.accepted != said, answer.reason


@pytest.mark.parametrize("event", [(a <= 0) & (fro(G) <= 2), (a <= 0) & (spec(G) <= 2) & (b <= 0)])
def test_dependent_events_are_said_to_be_in_the_way(event: Expr) -> None:
    found = verdict(Pr(event) >= "1/5")
    assert found.verdict == "inconclusive"
    assert "events that share G depend on each other: only bounds" in found.reason
    assert "straddles" not in found.reason


def test_an_entry_beside_a_norm_of_its_matrix_is_not_independent() -> None:
    """a >= 3 makes |G| <= 2 impossible, whatever the product of the probabilities is."""
    assert verdict(Pr((a >= 3) & (fro(G) <= 2) & (b <= 0)) >= "1/10000").verdict != "certified"
