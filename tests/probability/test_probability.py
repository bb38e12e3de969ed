"""Claims about probabilities: the language, refutations, coverings, deductions; forged certificates are rejected."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest

from verify import (
    Pr,
    Statement,
    all_of,
    entry,
    exp,
    fro,
    gaussian,
    implies,
    matrix,
    orthonormal,
    rank,
    real,
    sizes,
    spec,
    sqrt,
    sv,
    use,
)
from verify.arithmetic import balls
from verify.arithmetic.points import Point
from verify.budget import budget
from verify.checking.check import check
from verify.checking.coverings import evaluator
from verify.checking.points import read_point
from verify.checking.problem import load
from verify.checking.scalars import bracket
from verify.checking.values import Meter
from verify.errors import StatementError, Unsupported
from verify.methods import wishart
from verify.probability.deduce import deduction
from verify.problem import from_problem
from verify.recheck import recheck
from verify.verdict import judge

d, r, n = sizes("d r n")
t = real("t", ge=0)
G, V = gaussian("G", d, r), orthonormal("V", n, r)
Phi, Psi = gaussian("Phi", n, d), gaussian("Psi", n, d)
bound = 1 - exp(-(t**2) / 2)
high = Statement("high", [r <= d], Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= bound, source="[Ver10]")
low = Statement("low", [r <= d], Pr(sqrt(d) - sqrt(r) - t <= sv(G, r)) >= bound, source="[Ver10]")
on_grid = Statement("on a grid", [r <= d, d <= 3, r <= 2], high.claim)
both = Pr(all_of(sqrt(d) - sqrt(r) - t <= sv(G, r), spec(G) <= sqrt(d) + sqrt(r) + t))


def found(statement: Statement, kind: str) -> dict[str, Any]:
    pieces = wishart.run(statement, budget("quick"), 0)
    return next(e.certificate for e in pieces if e.kind == kind)


def point(statement: Statement, **values: Any) -> Any:
    own = {"format": "proofgauge certificate 1", "problem": statement.digest, "kind": "counterexample"}
    return check(statement.problem, {**own, "values": values, "precision": 128})


def test_the_problem_is_read_back() -> None:
    assert from_problem(high.problem).problem == high.problem
    assert str(high.claim).startswith("1 - exp(")


def test_a_random_matrix_outside_an_event_is_an_error() -> None:
    with pytest.raises(StatementError, match=r"the random matrix G stands outside Pr"):
        Statement("x", [], spec(G) <= t)
    with pytest.raises(StatementError, match="does not contain another Pr"):
        Pr(Pr(spec(G) <= 1) <= spec(G))
    with pytest.raises(StatementError, match="variance 0 is not a positive number"):
        gaussian("H", d, r, variance=0)


def test_balls_say_that_they_do_not_know_probabilities() -> None:
    with pytest.raises(Unsupported, match="has no rule for pr"):
        balls.evaluate(high.claim, Point({"d": 1, "r": 1, "t": 1}))


@pytest.mark.parametrize(
    ("event", "values", "low", "high"),
    [
        (fro(G) ** 2 <= 2, {"d": "2", "r": "1"}, "0.6321", "0.6322"),  # chi-square with 2: 1 - 1/e
        (spec(G) <= 2, {"d": "1", "r": "1"}, "0.9544", "0.9546"),  # |Z| <= 2
        (entry(G, 1, 1) <= 1, {"d": "2", "r": "2"}, "0.8413", "0.8414"),
        (2 * spec(-G) <= 4, {"d": "1", "r": "1"}, "0.9544", "0.9546"),
        (all_of(spec(Phi) <= 2, spec(Psi) <= 2), {"n": "1", "d": "1"}, "0.9110", "0.9112"),  # independent
        (~all_of(spec(Phi) <= 2, spec(Psi) <= 2), {"n": "1", "d": "1"}, "0.0888", "0.0890"),
    ],
    ids=str,
)
def test_exact_laws(event: Any, values: dict[str, str], low: str, high: str) -> None:
    assert point(Statement("x", [], Pr(event) <= Fraction(low)), **values).accepted
    assert point(Statement("x", [], Pr(event) >= Fraction(high)), **values).accepted
    assert not point(Statement("x", [], Pr(event) >= Fraction(low)), **values).accepted


def test_dependent_events_are_not_multiplied() -> None:
    twice = Pr(all_of(fro(Phi) <= 2, entry(Phi, 1, 1) <= 2))
    # the product of the two probabilities is 0.9327, the truth at 1 x 1 is 0.9545: neither side is refuted in between
    assert not point(Statement("x", [], twice >= Fraction("0.94")), n="1", d="1").accepted
    assert not point(Statement("x", [], twice <= Fraction("0.94")), n="1", d="1").accepted
    assert point(Statement("x", [], twice <= Fraction("0.9")), n="1", d="1").accepted


def test_a_rotated_gaussian_matrix_is_gaussian_but_no_other_product_is() -> None:
    identity = [["1", "0"], ["0", "1"], ["0", "0"]]
    rotated = Statement("x", [], Pr(spec(V.T @ Phi) <= 1) >= "9/10")
    assert point(rotated, n="3", d="2", r="2", V=identity).accepted
    for product in (V @ (V.T @ Phi), Phi @ Phi.T, Phi + Psi):
        other = Statement("x", [], Pr(spec(product) <= 1) >= "9/10")
        values = {"n": "3", "d": "2"} | ({"r": "2", "V": identity} if "V" in str(product) else {})
        assert not point(other, **values).accepted


def test_an_event_that_is_undefined_does_not_happen() -> None:
    outside = Statement("x", [], Pr(sv(G, r + 5) <= 1) >= "1/2")
    answer = point(outside, d="2", r="2")
    assert answer.accepted
    assert answer.detail["rhs"] == ["0", "0"]
    assert answer.detail["gaps"] == ["a matrix with 2 singular values has no singular value 7"]
    assert "an event is undefined, and so does not happen" in answer.reason
    for event in (entry(G, d + 1, 1) <= 1, ~(sv(G, r + 5) <= 1), spec(G) <= 1 / (d - r)):
        assert point(Statement("x", [], Pr(event) >= "1/2"), d="2", r="2").accepted


GAP, SURE, NEVER = sv(G, 3) <= 1, spec(G) <= 1, spec(G) <= -1


@pytest.mark.parametrize(
    ("event", "same"),
    [
        (all_of(SURE, GAP), NEVER),
        (all_of(GAP, SURE), NEVER),
        (~all_of(SURE, GAP), ~SURE),  # false where the first part is
        (~all_of(GAP, SURE), NEVER),
        (SURE | GAP, SURE),
        (GAP | SURE, NEVER),
        (~(SURE | GAP), NEVER),
        (implies(GAP, SURE), NEVER),
        (implies(SURE, GAP), ~SURE),
        (~implies(SURE, GAP), NEVER),
        (
            all_of(SURE, GAP) | (spec(G) <= 2),
            all_of(~SURE, spec(G) <= 2),
        ),  # where SURE holds, the first part has no value
        ((SURE | GAP) | (spec(G) <= 2), SURE),
        (all_of(SURE, GAP) | (fro(Phi) <= 2), all_of(~SURE, fro(Phi) <= 2)),
        (all_of(NEVER, GAP) | SURE, SURE),
        (SURE | NEVER | GAP | ~SURE, SURE),
    ],
)
def test_connectives_are_read_from_left_to_right(event: Any, same: Any) -> None:
    """As at a point: what comes after the part that settles them need not be defined."""
    problem = load(Statement("x", [n == 1, d == 2], Pr(event) <= Pr(same)).problem)
    ev = evaluator(problem, read_point(problem, {"d": "2", "r": "1", "n": "1"}), 128, Meter())
    first, second = (bracket(ev.scalar(side, ev.root), 128) for side in problem.claim.args)
    assert abs(first[0] - second[0]) < Fraction(1, 10**20)
    assert abs(first[1] - second[1]) < Fraction(1, 10**20)


def test_a_covering_and_forged_ones() -> None:
    certificate = found(on_grid, "covering")
    assert check(on_grid.problem, certificate).accepted
    missing = copy.deepcopy(certificate)
    missing["points"].pop()
    assert "no entry" in check(on_grid.problem, missing).reason
    for change in ({"tail": "certain"}, {"cells": [["1", "2"]]}, {"head": "small ball"}, {"cells": []}):
        forged = copy.deepcopy(certificate)
        forged["points"][0] |= change
        assert not check(on_grid.problem, forged).accepted, change
    bare = copy.deepcopy(certificate)
    del bare["points"][0]["tail"]
    assert "beyond the cells" in check(on_grid.problem, bare).reason


def test_a_covering_of_a_false_claim_or_of_an_unbounded_one_is_rejected() -> None:
    certificate = found(on_grid, "covering")
    false = Statement("x", [r <= d, d <= 3, r <= 2], Pr(spec(G) <= sqrt(d) + t) >= bound)
    assert not check(false.problem, {**certificate, "problem": false.digest}).accepted
    assert "not bounded" in check(high.problem, {**certificate, "problem": high.digest}).reason
    sharp = Statement("x", on_grid.given, Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= 1 - exp(-(t**2)))
    assert not check(sharp.problem, {**certificate, "problem": sharp.digest}).accepted


@pytest.mark.parametrize("given", [
    [d == 4, r == 2], [d == 4, 2 == r, d >= r], [d == n, n == 4, r == 2], [d == 2 * r, d + r == 6],
    [2 * d - r == 6, r == d / 2, d <= 9], [d - 4 == 0, -r == -2], [d == 2 * r, r == 2],
])  # fmt: skip
def test_sizes_fixed_by_a_hypothesis_are_covered(given: list[Any]) -> None:
    statement = Statement("fixed", given, Pr(spec(G) <= 4) >= "9/10")
    piece = next(e for e in wishart.run(statement, budget("quick"), 0) if e.kind == "covering")
    assert {"d = 4", "r = 2"} <= set(piece.scope["grid"].split(", "))
    assert check(statement.problem, piece.certificate).accepted
    elsewhere = Statement("elsewhere", [d == 5, r == 2], statement.claim)
    assert "no entry for d = 5" in check(elsewhere.problem, found(elsewhere, "covering") | {"points": []}).reason
    half = Statement("no size", [d == "5/2", r == 2], statement.claim)
    assert all(e.kind != "covering" for e in wishart.run(half, budget("quick"), 0))


@pytest.mark.parametrize(
    ("given", "sizes"),
    [
        ([d == 2 * r, d <= 8], 4),
        ([d == 2 * r + 1, r <= 3], 3),
        ([d + r <= 4, r <= d], 4),  # (1, 1), (2, 1), (3, 1), (2, 2)
        ([3 * r <= d, d <= 7], 7),
        ([r <= d, d <= 9 / r, r >= 3], 0),  # not linear: nothing is concluded from it
    ],
)
def test_linear_hypotheses_about_sizes_narrow_the_grid(given: list[Any], sizes: int) -> None:
    statement = Statement("linear", given, Pr(spec(G) <= 50) >= "1/2")
    pieces = [e for e in wishart.run(statement, budget("quick"), 0) if e.kind == "covering"]
    assert [e.work["sizes"] for e in pieces] == ([sizes] if sizes else [])
    for piece in pieces:
        assert check(statement.problem, piece.certificate).accepted
        forged = copy.deepcopy(piece.certificate)
        forged["points"].pop()
        assert "no entry" in check(statement.problem, forged).reason


def test_a_vector_has_one_norm() -> None:
    for shape in ((5, 1), (1, 5)):
        g = gaussian("g", *shape)
        for norm in (fro(g), spec(g), sv(g, 1)):
            found(Statement("one norm", [], Pr(norm <= sqrt(5) + t) >= bound), "covering")


def test_gaps_between_cells_are_seen() -> None:
    one = Statement("x", [d <= 1, t <= 2], Pr(fro(gaussian("g", d, 1)) <= 1 + t) >= bound)
    certificate = found(one, "covering")
    forged = copy.deepcopy(certificate)
    forged["points"][0]["cells"] = [["0", "1/8"], ["1/4", "2"]]
    assert "gap" in check(one.problem, forged).reason


def test_a_small_ball_with_an_exponential_term_and_forged_ends() -> None:
    small = Pr(sv(G, r) <= t * (sqrt(d) - sqrt(r - 1)))
    given = [r <= d, d <= 3, r <= 2]
    statement = Statement("x", given, small <= t ** (d - r + 1) + exp(-d / Fraction(2)))
    certificate = found(statement, "covering")
    assert check(statement.problem, certificate).accepted
    place, entry = next((k, e) for k, e in enumerate(certificate["points"]) if "cells" in e)
    assert entry["tail"] == "at least one"
    early = copy.deepcopy(certificate)
    early["points"][place]["cells"] = [["0", "1/8"]]
    assert not check(statement.problem, early).accepted
    less = Statement("x", given, small <= (t / 3) ** (d - r + 1) + exp(-2 * d))
    assert not check(less.problem, {**certificate, "problem": less.digest}).accepted
    falling = Statement("x", given, small <= t ** (r - d - 1) + exp(-d / Fraction(2)))
    assert not check(falling.problem, {**certificate, "problem": falling.digest}).accepted


def test_a_counterexample_at_the_smallest_sizes_with_several_numbers() -> None:
    a, b = real("a", gt=0), real("b", gt=0)
    far = Statement("x", [r <= d], Pr(spec(G) <= 6) >= 1 - exp(-a) - exp(-b))
    values = found(far, "counterexample")["values"]
    assert point(far, **values).accepted
    assert int(values["d"]) + int(values["r"]) <= 24


def test_a_matrix_of_a_given_rank_beside_the_random_ones() -> None:
    m, k = sizes("m k")
    A = matrix("A", m, n)
    claim = Pr(spec(spec(A) * Phi) <= spec(A)) >= Fraction(9, 10)
    values = found(Statement("x", [rank(A) == k, k < n, k < m], claim), "counterexample")["values"]
    assert len(values["A"]) > int(values["k"]) < len(values["A"][0])


def test_the_kernel_stays_closed() -> None:
    proof = {"format": "proofgauge certificate 1", "problem": high.digest, "kind": "proof", "lines": []}
    assert not check(high.problem, proof).accepted


def test_a_deduction_and_forged_ones() -> None:
    statement = Statement("both", [r <= d], both >= 1 - 2 * exp(-(t**2) / 2), uses=[low, high])
    certificate = deduction(statement, 16_000)
    answer = check(statement.problem, certificate)
    assert answer.accepted
    assert answer.detail["cited"] == ["[Ver10]: low", "[Ver10]: high"]
    greedy = Statement("both", [r <= d], both >= bound)
    assert not check(greedy.problem, {**certificate, "problem": greedy.digest}).accepted
    for drop in ("parts", "implication", "bound"):
        forged = copy.deepcopy(certificate)
        forged[drop] = forged[drop][:1] if drop == "parts" else forged["parts"][0]["proof"]
        assert not check(statement.problem, forged).accepted, drop
    uncited = copy.deepcopy(certificate)
    del uncited["parts"][0]["citation"]
    assert "a certificate or a citation" in check(statement.problem, uncited).reason


def test_a_deduction_checks_the_law_of_what_stands_for_a_random_matrix() -> None:
    claim = Pr(spec((V.T @ Phi).T) <= sqrt(d) + sqrt(r) + t) >= bound
    rotated = Statement("rotated", [r <= d], claim, uses=[use(high, {G: (V.T @ Phi).T})])
    certificate = deduction(rotated, 16_000)
    assert check(rotated.problem, certificate).accepted
    forged = copy.deepcopy(certificate)
    forged["parts"][0]["values"]["G"] = ["scale", ["num", "1/2"], forged["parts"][0]["values"]["G"]]
    assert not check(rotated.problem, forged).accepted


def test_a_draw_is_no_part_of_a_counterexample() -> None:
    claim = Statement("x", [r <= d], Pr(spec(G) <= 6) >= Fraction(1, 2))
    draw = {"d": "1", "r": "1", "G": [["7"]]}  # improbable, and no refutation
    assert not point(claim, **draw).accepted
    assert not point(claim, d="1", r="1").accepted


def pieces_of(claim: Any, *given: Any, uses: Any) -> tuple[Statement, Any]:
    statement = Statement("x", list(given), claim, uses=uses)
    checked = [recheck(e, statement.problem) for e in wishart.run(statement, budget("quick"), 0)]
    return statement, judge(checked)


BAD = (sqrt(d) + sqrt(r) + t < spec(G)) | (sv(G, r) < sqrt(d) - sqrt(r) - t)


@pytest.mark.parametrize(
    ("claim", "uses"),
    [
        (Pr(sqrt(d) + sqrt(r) + t < spec(G)) <= exp(-(t**2) / 2), [high]),
        (Pr(~(spec(G) <= sqrt(d) + sqrt(r) + t)) <= exp(-(t**2) / 2), [high]),
        (Pr(BAD) <= 2 * exp(-(t**2) / 2), [high, low]),
    ],
)
def test_an_upper_bound_is_deduced_from_what_excludes_its_event(claim: Any, uses: Any) -> None:
    statement, judged = pieces_of(claim, r <= d, uses=uses)
    assert judged.verdict == "assumed"
    assert check(statement.problem, deduction(statement, 16_000)).accepted


def test_where_a_deduction_fails_the_reason_says_so() -> None:
    _, judged = pieces_of(Pr(BAD) <= exp(-(t**2) / 2), r <= d, uses=[high, low])
    assert judged.verdict == "supported"
    assert "from what it uses: the bound is not shown to be at most what the parts give" in judged.reason


def test_an_upper_bound_is_no_part() -> None:
    """That an event is improbable does not say that its denial is defined."""
    never = Statement("never", [], Pr(sv(G, 3) <= -1) <= 0, source="[X]")
    statement = Statement("x", [], Pr(-1 < sv(G, 3)) >= 1, uses=[never])
    with pytest.raises(Unsupported, match="cannot be applied: a part: the claim is not a lower bound"):
        deduction(statement, 4_000)
    assert point(statement, d="1", r="1").accepted
