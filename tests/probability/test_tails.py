"""Closed forms for all large, or all small, t: equivalent forms of one bound are settled alike; wrong ones are not."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest

from verify import Pr, Statement, all_of, exp, gaussian, real, sizes, spec, sqrt, sv
from verify.budget import budget
from verify.checking.check import check
from verify.checking.coverings import Domain, evaluator
from verify.checking.laws import tails
from verify.checking.outcomes import Undecided
from verify.checking.problem import load
from verify.checking.values import Meter
from verify.methods import wishart
from verify.recheck import recheck
from verify.tree import Expr
from verify.verdict import judge

d, r = sizes("d r")
t = real("t", ge=0)
G = gaussian("G", d, r)
small = Pr(sv(G, r) <= t / sqrt(d))
scaled = Pr(sv(G, r) <= t * (sqrt(d) - sqrt(r - 1)))
high, low = spec(G) <= sqrt(d) + sqrt(r) + t, sqrt(d) - sqrt(r) - t <= sv(G, r)
gauss = exp(-(t**2) / 2)


def run(claim: Expr, *given: Expr) -> tuple[Statement, Any]:
    statement = Statement("x", list(given), claim)
    pieces = wishart.run(statement, budget("quick"), 0)
    certificate = next((e.certificate for e in pieces if e.kind == "covering"), None)
    return statement, (judge([recheck(e, statement.problem) for e in pieces]).verdict, certificate)


@pytest.mark.parametrize(
    ("claim", "given", "said"),
    [
        (small <= 2 * t, [d == r, r <= 3], "certified"),
        (small <= t + t, [d == r, r <= 3], "certified"),
        (small <= t / 2, [d == r, r <= 3], "refuted"),
        (scaled <= sqrt(exp(1)) ** (d - r + 1) * t ** (d - r + 1), [r <= d, d <= 4], "certified"),
        (small <= 2 * t + exp(-d), [d == r, r <= 3], "certified"),
        (Pr(all_of(high, low)) >= 1 - 2 * gauss, [r <= d, d <= 3], "certified"),
        (Pr(all_of(high, low)) >= 1 - gauss - gauss, [r <= d, d <= 3], "certified"),
        (Pr(all_of(low, high)) >= 1 - exp(-(t**2)) / 2, [r <= d, d <= 3], "refuted"),
        (Pr(high) >= 1 - 3 * exp(-t), [r <= d, d <= 3], "certified"),
    ],
)
def test_forms_of_one_bound(claim: Expr, given: list[Expr], said: str) -> None:
    assert run(claim, *given)[1][0] == said


def settled(claim: Expr, rule: tails.Rule, start: Fraction = Fraction(1), **point: int) -> bool:
    problem = load(Statement("x", [], claim).problem)
    domain = Domain(problem)
    assert domain.real is not None
    values: dict[Any, Any] = {("", name): Fraction(v) for name, v in point.items()}
    try:
        return rule(evaluator(problem, values, 256, Meter()), problem.claim, domain.real.key, start)
    except Undecided:
        return False


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        (small <= t / 2, tails.small_ball),  # d = r: 0.798 t is the truth near 0
        (small <= 2 * t**2, tails.small_ball),  # another degree
        (small <= 2 * t - exp(-t), tails.small_ball),
        (small <= (1 + t) * t, tails.small_ball),
        (small <= t / 2, tails.at_least_one),  # 1/2 at t = 1
        (Pr(all_of(high, low)) >= 1 - exp(-(t**2)), tails.largest),  # falls too fast
        (Pr(all_of(high, 2 * t <= sv(G, r))) >= 1 - gauss, tails.largest),  # the other comparison is not sure
        (Pr(all_of(high, spec(G) <= 2 * t)) >= 1 - gauss, tails.largest),
        (Pr(high) >= 1 - gauss + exp(-t), tails.largest),
        (Pr(high) >= 1 - -1 * gauss, tails.largest),
        (Pr(high) >= 2 - gauss, tails.largest),
    ],
)
def test_what_is_not_so_is_not_settled(claim: Expr, rule: tails.Rule) -> None:
    assert not settled(claim, rule, d=2, r=2)


def test_a_bound_from_where_it_is_one() -> None:
    assert settled(small <= t / 2, tails.at_least_one, Fraction(2), d=2, r=2)
    assert settled(small <= t**3 / 8, tails.at_least_one, Fraction(2), d=2, r=2)
    assert not settled(small <= t**3 / 8, tails.at_least_one, Fraction(15, 8), d=2, r=2)


def test_the_tail_of_a_joint_event_begins_where_the_other_half_is_sure() -> None:
    claim = Pr(all_of(high, low)) >= 1 - 2 * gauss
    statement, (verdict, certificate) = run(claim, d == 3, r == 1)
    assert verdict == "certified"
    entry = certificate["points"][0]
    assert entry["tail"] == "largest"
    assert Fraction(entry["cells"][-1][1]) ** 2 >= (4 - 2 * Fraction(1733, 1000))  # t >= sqrt 3 - 1
    short = copy.deepcopy(certificate)
    cells = [c for c in entry["cells"] if Fraction(c[1]) <= Fraction(1, 2)]
    short["points"][0]["cells"] = cells
    assert not check(statement.problem, short).accepted
