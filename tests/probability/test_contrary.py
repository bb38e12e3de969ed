"""Claims about probabilities refuted by what excludes their event, and bounds by reflection; forged certificates."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from verify import Pr, Statement, exp, floor, gaussian, matrix, real, recursion, sizes, spec, sqrt, tr, use
from verify.argument import cases, fact, have
from verify.budget import budget
from verify.checking.check import check
from verify.checking.outcomes import Malformed
from verify.checking.problem import load
from verify.errors import Unsupported
from verify.methods import wishart
from verify.probability.contrary import contrary
from verify.probability.deduce import deduction
from verify.problem import digest
from verify.recheck import recheck
from verify.substitution import substitute
from verify.tree import as_expr
from verify.universalview import contrary_said, everywhere
from verify.verdict import judge

d, r = sizes("d r")
a, c = real("a", ge=0), real("c", gt=0)
G, M = gaussian("G", d, r), matrix("G", d, r)
edge, tail = sqrt(d) + sqrt(r) + a, exp(-(a**2) / 2)
high = Statement("high", [r <= d], Pr(spec(G) <= edge) >= 1 - tail, source="[Ver10]")
not_both = Statement("not both", [spec(M) <= edge], spec(M) < 2 * edge, argument=[
    have(0 < edge, by=()), have(spec(M) < 2 * edge, spec(M) <= edge, 0 < edge),
])  # fmt: skip
large = Statement("large", [r <= d], Pr(2 * edge <= spec(G)) >= "1/2", uses=[high, not_both])
grid = Statement("high", [r <= d, d <= 3, a <= 8], high.claim)
on_grid = Statement("large", [r <= d], large.claim, uses=[grid, not_both])

H, S = gaussian("H", d, d), matrix("H", d, d)
signs = (0 <= tr(S)) | (0 <= tr(-S))
either = Statement("H or -H", [], signs, argument=[cases(0 <= tr(S), [], [], signs)])
half = Statement("half", [], Pr(0 <= tr(H)) >= "1/2", uses=[either])
negative = Statement("negative", [], Pr(tr(H) < 0) >= "2/3", uses=[half])

n = floor(1 / c) + 1


def refuted(statement: Statement) -> dict[str, Any]:
    """The certificate of a refutation, checked."""
    certificate = contrary(statement, 16_000, budget("quick"))
    answer = check(statement.problem, certificate)
    assert answer.accepted, answer.reason
    return certificate


def rejected(statement: Statement, certificate: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> str:
    """Why the changed certificate is rejected."""
    forged = copy.deepcopy(certificate)
    change(forged)
    answer = check(statement.problem, forged)
    assert not answer.accepted
    return answer.reason


def test_a_likely_event_that_excludes_another() -> None:
    certificate = refuted(large)
    answer = check(large.problem, certificate)
    assert answer.detail["cited"] == ["[Ver10]: high"]
    assert answer.detail["lhs"][0] == "0.5"
    assert answer.detail["rhs"][1] < "0.5"


def test_the_bound_is_covered_where_its_sizes_are_finitely_many() -> None:
    certificate = refuted(on_grid)
    assert "certificate" in certificate["bound"]
    assert check(on_grid.problem, certificate).detail["cited"] == []
    values = certificate["point"]["values"]
    assert int(values["d"]) <= 3


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda f: f["exclusion"].update(lines=f["exclusion"]["lines"][:-1]), "the two events: "),
        (lambda f: f["exclusion"].update(kind="contradiction"), "the two events: a proof is needed"),
        (lambda f: f["exclusion"].update(problem=digest(high.problem)), "the digests differ"),
        (lambda f: f.update(given=[["lt", ["num", "0"], ["num", "0"]]]), "the digests differ"),
        (lambda f: f.pop("bound"), "the digests differ"),
        (lambda f: f["point"]["values"].update(a="0"), "the claim is true at the point"),
        (lambda f: f["point"]["values"].update(r="40"), "hypothesis 1 is false at the point"),
        (lambda f: f["point"]["values"].update(d="0", r="0"), "the point is not in the domain"),
        (lambda f: f["point"].update(kind="admissible"), "the point is not a counterexample"),
        (lambda f: f["point"].update(problem=digest(large.problem)), "the digests differ"),
        (lambda f: f["bound"].pop("citation"), "a certificate or a citation is needed"),
        (lambda f: f["bound"].update(certificate={}), "a certificate or a citation is needed"),
        (lambda f: f["bound"].update(problem=on_grid.problem), "the two events: "),
        (lambda f: f.update(lines=[]), "unknown ['lines']"),
    ],
)
def test_forged_contraries_are_rejected(change: Callable[[dict[str, Any]], object], why: str) -> None:
    assert why in rejected(large, refuted(large), change)


def test_the_same_name_is_the_same_random_matrix() -> None:
    certificate = refuted(large)

    def wider(forged: dict[str, Any]) -> None:
        for declaration in forged["bound"]["problem"]["variables"]:
            if declaration["kind"] == "gaussian":
                declaration["variance"] = ["num", "1/100"]

    assert "G is not the same in both problems" in rejected(large, certificate, wider)


def test_a_bound_that_is_not_from_below_is_no_bound() -> None:
    certificate = refuted(large)
    rare = Statement("rare", [r <= d], Pr(spec(G) <= edge) <= tail, source="[Ver10]").problem

    def turned(forged: dict[str, Any]) -> None:
        forged["bound"]["problem"] = rare

    assert "not a lower bound" in rejected(large, certificate, turned)


def test_an_event_that_implies_another_against_an_upper_bound() -> None:
    below = Statement("below", [spec(M) <= edge], spec(M) <= 2 * edge, argument=[
        have(0 < edge, by=()), have(spec(M) <= 2 * edge, spec(M) <= edge, 0 < edge),
    ])  # fmt: skip
    seldom = Statement("seldom", [r <= d], Pr(spec(G) <= 2 * edge) <= "1/2", uses=[high, below])
    certificate = refuted(seldom)
    assert contrary_said(seldom.problem, certificate).startswith("An event that implies that of the claim")


def test_an_event_that_fails_for_every_draw() -> None:
    never = Statement("never", [a <= 0], a <= spec(M))
    sure = Statement("sure", [], Pr(spec(G) < a) >= 1 - exp(-d / 2), uses=[never])
    certificate = refuted(sure)
    assert certificate["given"] == [["le", ["var", "a"], ["num", "0"]]]
    assert certificate["point"]["values"]["a"] == "0"
    assert "whatever is drawn" in contrary_said(sure.problem, certificate)
    assert "hypothesis" in rejected(sure, certificate, lambda f: f["point"]["values"].update(a="1"))


def test_a_point_at_which_the_bound_asks_for_nothing_is_not_enough() -> None:
    vacuous = Statement("vacuous", [], Pr(spec(G) < a) >= 0, uses=[Statement("never", [a <= 0], a <= spec(M))])
    with pytest.raises(Unsupported, match="no point was found"):
        contrary(vacuous, 16_000, budget("quick"))


def test_a_reflected_event_has_probability_one_half() -> None:
    certificate = deduction(half, 16_000)
    assert certificate["reflected"] == ["H"]
    assert check(half.problem, certificate).accepted
    more = Statement("more", [], Pr(0 <= tr(H)) >= "51/100")
    assert not check(more.problem, {**certificate, "problem": more.digest}).accepted
    assert "the implication" in rejected(half, certificate, lambda f: f.pop("reflected"))
    for names in ([], ["d"], ["K"], [["H"]], "H"):
        assert "malformed" in rejected(half, certificate, lambda f, names=names: f.update(reflected=names))


def test_a_reflected_event_given_another_has_half_its_probability() -> None:
    norm = spec(S) <= 3
    claim = norm & (0 <= tr(S))
    said = claim | substitute(claim, {S.data[0]: -S})
    lemma = Statement("one of them", [norm], said, argument=[
        have(spec(-S) <= 3, norm), cases(0 <= tr(S), [have(claim)], [have(0 <= tr(-S)), have(said.args[1])], said),
    ])  # fmt: skip
    small = Statement("small", [], Pr(spec(H) <= 3) >= "9/10", source="[a table]")
    event = substitute(claim, {S.data[0]: H})
    both = Statement("both", [], Pr(event) >= "9/20", uses=[small, lemma])
    certificate = deduction(both, 16_000)
    assert check(both.problem, certificate).accepted
    greedy = Statement("greedy", [], Pr(event) >= "1/2")
    assert not check(greedy.problem, {**certificate, "problem": greedy.digest}).accepted


def test_iterates_from_a_random_start_are_not_reflected() -> None:
    X = matrix("X", d, d)
    (Xs,) = recursion("flip", [X], [H], [-X])
    moved = Statement("moved", [], Pr(0 <= tr(Xs[1])) >= "1/2")
    certificate = {**deduction(half, 16_000), "problem": moved.digest}
    answer = check(moved.problem, certificate)
    assert "iterates from a random start are not reflected" in answer.reason


def family() -> Statement:
    """There is c with Pr(tr(H) < 0) >= 1 - exp(-c d): false for d = floor(1/c) + 1, whatever c is."""
    x = c * n
    lines = [
        have(1 / c < n, fact("floor_upper", x=1 / c)),
        have(1 < x, 1 / c < n),
        have(1 + x <= exp(x), fact("exp_tangent", x=x)),
        have(2 < exp(x), 1 + x <= exp(x), 1 < x),
        have(exp(-c * n + x) == exp(-c * n) * exp(x), fact("exp_sum", x=-c * n, y=x)),
        have(exp(-c * n + x) == 1, fact("exp_zero", x=-c * n + x)),
        have(0 < exp(-c * n)),
        have(exp(-c * n) * 2 < 1, exp(-c * n + x) == exp(-c * n) * exp(x), exp(-c * n + x) == 1, 2 < exp(x)),
    ]
    number = Statement("exp(-c n) is small", [], exp(-c * n) * 2 < 1, argument=lines)
    uses = [use(half, {d: n}), number]
    return Statement("there is c", [], Pr(tr(H) < 0) >= 1 - exp(-c * d), exists=[c], uses=uses)


def test_every_value_of_a_universal_constant_is_refuted() -> None:
    statement = family()
    certificate = refuted(statement)
    assert certificate["point"]["kind"] == "family"
    found = everywhere(statement, certificate)
    assert "Whatever c is" in found
    assert "An event that excludes" in found
    one = ["num", "1"]
    for change in (
        lambda f: f["point"]["values"].update(d=one),
        lambda f: f["point"].update(values={}),
        lambda f: f["point"].update(kind="counterexample", values={"d": "1"}),
    ):
        rejected(statement, certificate, change)


def test_the_verdict_and_what_it_rests_on() -> None:
    beyond = Statement("no known law", [r <= d], Pr(4 * edge <= spec(G + G)) >= "1/2", uses=[high, not_both])
    for statement, why in ((on_grid, ""), (beyond, "with external theorems: [Ver10]: high"), (family(), "")):
        pieces = wishart.run(statement, budget("quick"), 0)
        found = judge([recheck(e, statement.problem) for e in pieces])
        assert (found.verdict, found.reason) == ("refuted", why), statement.title


def test_the_search_says_what_stands_in_the_way() -> None:
    alone = Statement("alone", [], Pr(tr(H) < 0) >= "1/3", uses=[half])
    with pytest.raises(Unsupported, match="no point was found at which the bounds contradict"):
        contrary(alone, 16_000, budget("quick"))
    unrelated = Statement("unrelated", [], Pr(spec(H) < 9) >= "2/3", uses=[half])
    with pytest.raises(Unsupported, match="'half' is not shown to settle the event"):
        contrary(unrelated, 4_000, budget("quick"))


def test_a_point_beyond_the_lists_is_found_by_the_falsifier() -> None:
    u, v, half_ = real("u", gt=0), real("v", gt=0), as_expr("1/2")
    rare = Statement("rare", [1000 * u <= v, v <= "1/77"], Pr(0 <= tr(H)) >= half_ - u, source="[a table]")
    far = Statement("far", [], Pr(tr(H) < 0) >= half_ + 2 * u, uses=[rare])
    values = refuted(far)["point"]["values"]
    assert 0 < Fraction(values["u"]) <= Fraction(values["v"]) / 1000 <= Fraction(1, 77_000)


def test_a_point_without_a_law_is_not_in_the_domain() -> None:
    s = real("s")
    g, one = gaussian("g", d, r, variance=s), matrix("g", d, r)
    never = Statement("never", [], 0 <= spec(one))
    statement = Statement("sure", [], Pr(spec(g) < 0) >= "1/2", uses=[never])
    certificate = refuted(statement)
    assert Fraction(certificate["point"]["values"]["s"]) > 0
    for value in ("0", "-1"):
        why = rejected(statement, certificate, lambda f, value=value: f["point"]["values"].update(s=value))
        assert "the point: hypothesis" in why


def test_the_second_problem_keeps_its_own_hypotheses_and_domain() -> None:
    narrow = Statement("narrow", [r <= d, d <= 2], high.claim, source="[Ver10]")
    statement = Statement("large", [r <= d], large.claim, uses=[narrow, not_both])
    certificate = refuted(statement)
    assert int(certificate["point"]["values"]["d"]) <= 2
    assert "hypothesis" in rejected(statement, certificate, lambda f: f["point"]["values"].update(d="3"))

    def wider(forged: dict[str, Any]) -> None:
        """A variable with another domain under the same name."""
        forged["bound"] = {"problem": forged["bound"]["problem"], "citation": "[Ver10]"}
        next(v for v in forged["bound"]["problem"]["variables"] if v["name"] == "a")["ge"] = "-5"

    assert "a is not the same in both problems" in rejected(statement, certificate, wider)


def test_a_second_problem_with_universal_constants_says_nothing_at_a_point() -> None:
    certificate = refuted(large)
    some = Statement("some", [r <= d], Pr(spec(G) <= c * edge) >= 1 - tail, exists=[c], source="[Ver10]").problem

    def replaced(forged: dict[str, Any]) -> None:
        forged["bound"]["problem"] = some

    assert "all values of the variables" in rejected(large, certificate, replaced)


def test_nothing_random_hides_from_a_reflection() -> None:
    """A definition or a bound name that stood for the matrix would keep its sign."""
    matrix = gaussian("G", 1, 1)
    source = Statement("half", [], Pr(tr(matrix) <= 0) >= "1/2").problem
    inside = copy.deepcopy(source)
    inside["definitions"] = [{"name": "g", "params": [], "body": ["tr", ["var", "G"]]}]
    inside["claim"][2][1] = ["le", ["add", ["tr", ["var", "G"]], ["call", "g"]], ["num", "0"]]
    with pytest.raises(Malformed, match="stands outside an event"):
        load(inside)
    bound = copy.deepcopy(source)
    bound["claim"][2][1] = ["forall", "G", ["num", "1"], ["num", "2"], ["le", ["var", "G"], ["num", "0"]]]
    with pytest.raises(Malformed, match="declared twice"):
        load(bound)
