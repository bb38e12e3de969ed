"""Probabilities of events on iterates from a random start: the language, deductions, and forged certificates."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from verify import Pr, Statement, exp, for_all, gaussian, integer, matrix, real, recursion, sizes, spec, sqrt, use
from verify.argument import have, induction
from verify.budget import budget
from verify.checking.check import check
from verify.checking.outcomes import Malformed
from verify.checking.problem import load
from verify.errors import StatementError, Unsupported
from verify.methods import wishart
from verify.probability.deduce import deduction
from verify.problem import digest, from_problem
from verify.substitution import substitute

d, r = sizes("d r")
t, T = integer("t", ge=0), integer("T", ge=0)
a = real("a", ge=0)
G, M, X, X0 = gaussian("G", d, r), matrix("G", d, r), matrix("X", d, r), matrix("X0", d, r)
(Xs,) = recursion("flip", [X], [X0], [-X])
edge = sqrt(d) + sqrt(r) + a
bound = 1 - exp(-(a**2) / 2)
high = Statement("high", [r <= d], Pr(spec(G) <= edge) >= bound, source="[Ver10]")
small = spec(Xs[t]) <= 2 * edge
said = {X0.data[0]: 2 * M}
never = Statement(
    "never larger",
    [spec(M) <= edge],
    substitute(for_all(t, 0, T, small), said),
    argument=[
        induction(t, 0, T, substitute(small, said), [
            have(spec(substitute(Xs[0], said)) == 2 * spec(M)),
        ], [
            have(substitute(Xs[t + 1] == -Xs[t], said), by=()),
            have(substitute(spec(Xs[t + 1]) == spec(Xs[t]), said), substitute(Xs[t + 1] == -Xs[t], said)),
        ]),
    ],
)  # fmt: skip
event = substitute(never.claim, {M.data[0]: G})
likely = Statement("never larger, probably", [r <= d], Pr(event) >= bound, uses=[high, never])


def test_a_deduction_about_iterates_and_forged_ones() -> None:
    certificate = deduction(likely, 16_000)
    answer = check(likely.problem, certificate)
    assert answer.accepted, answer.reason
    assert answer.detail["cited"] == ["[Ver10]: high"]
    for change in (
        lambda p: p["recursions"][0].update(start=[["scale", ["num", "3"], ["var", "G"]]]),
        lambda p: p["recursions"][0].update(next=[["scale", ["num", "-2"], ["var", "X"]]]),
        lambda p: p["variables"][-1].update(variance=["num", "2"]),
    ):
        other = copy.deepcopy(likely.problem)
        change(other)
        stolen = {**certificate, "problem": digest(other)}
        assert not check(other, stolen).accepted
    for inner in ("implication", "bound"):
        forged = copy.deepcopy(certificate)
        forged[inner] = forged["parts"][0]["proof"]
        assert not check(likely.problem, forged).accepted, inner


def test_the_problem_is_read_back() -> None:
    assert from_problem(likely.problem).problem == likely.problem
    assert load(likely.problem).recursions["flip"].random
    assert not load(never.problem).recursions["flip"].random


def iterate(index: str) -> list[Any]:
    return ["iterate", "flip", "X", ["num", index]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: p["hypotheses"].append(["le", ["spec", iterate("1")], ["num", "1"]]), "outside an event"),
        (lambda p: p["recursions"][0].update(next=[["sub", ["var", "X"], ["var", "G"]]]), "outside an event"),
        (
            lambda p: p["definitions"].append({"name": "g", "params": [], "body": ["spec", iterate("0")]}),
            "outside an event",
        ),
        (
            lambda p: p["recursions"].append(
                {
                    "name": "second",
                    "state": p["recursions"][0]["state"],
                    "start": [["var", "G"]],
                    "next": [iterate("1")],
                }
            ),
            "outside an event",
        ),
        (
            lambda p: p["constants"].append({"name": "k", "value": ["spec", iterate("1")]}),
            "iterate is not allowed here",
        ),
    ],
)
def test_iterates_from_a_random_start_stand_in_events_alone(change: Any, said: str) -> None:
    problem = copy.deepcopy(likely.problem)
    change(problem)
    with pytest.raises(Malformed, match=said):
        load(problem)


def test_a_start_that_depends_on_a_random_one_is_random() -> None:
    problem = copy.deepcopy(likely.problem)
    state = problem["recursions"][0]["state"]
    problem["recursions"].insert(0, {"name": "first", "state": state, "start": [iterate("1")], "next": [["var", "X"]]})
    assert load(problem).recursions["first"].random
    problem["hypotheses"].append(["le", ["spec", ["iterate", "first", "X", ["num", "0"]]], ["num", "1"]])
    with pytest.raises(Malformed, match="outside an event"):
        load(problem)


def test_a_number_that_is_random_is_no_factor() -> None:
    """G times an iterate's norm has not the law of a multiple of G."""
    part = {"problem": high.problem, "citation": "[Ver10]: high", "proof": None}
    for factor in (["spec", iterate("0")], ["spec", ["var", "G"]]):
        values = {name: ["var", name] for name in ("a", "d", "r")} | {"G": ["scale", factor, ["var", "G"]]}
        certificate = {"format": "proofgauge certificate 1", "problem": likely.digest, "kind": "deduction"}
        certificate |= {"parts": [{**part, "values": values}], "implication": {}, "bound": {}}
        answer = check(likely.problem, certificate)
        assert not answer.accepted
        assert "the law of" in answer.reason


def test_an_event_on_iterates_is_not_decided_by_the_law() -> None:
    claim = Statement("x", [d == 2, r == 1, T == 1, a == 0], Pr(event) >= "1/2")
    pieces = wishart.run(claim, budget("quick"), 0)
    assert [e.kind for e in pieces] == ["admissible", "search"]
    assert "an event with forall" in str(pieces[-1].detail)
    one = Statement("x", [d == 2, r == 1], Pr(substitute(spec(Xs[1]), {X0.data[0]: G}) <= 5) >= "1/2")
    pieces = wishart.run(one, budget("quick"), 0)
    assert [e.kind for e in pieces] == ["admissible", "search"]
    assert "the law of" in str(pieces[-1].detail)


def test_outside_events_the_author_is_told() -> None:
    with pytest.raises(StatementError, match="the random matrix G stands outside Pr"):
        Statement("x", [], substitute(spec(Xs[1]), {X0.data[0]: G}) <= 5)
    drifting = recursion("drift", [X], [G], [X + G])[0]
    with pytest.raises(StatementError, match="drift mentions a random matrix"):
        Statement("x", [], Pr(spec(drifting[1]) <= 5) >= "1/2")


def test_a_lemma_for_one_start_does_not_serve_another() -> None:
    other = substitute(for_all(t, 0, T, small), {X0.data[0]: 3 * G})
    with pytest.raises(Unsupported, match="no recursion of the problem is the lemma's flip"):
        deduction(Statement("x", [r <= d], Pr(other) >= bound, uses=[use(high), never]), 4_000)
