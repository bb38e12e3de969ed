"""Universal constants: witnesses and families, and what a forged one may not do."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from claims import integer, matrix, num, problem, real, size, var
from formulae import algebra, js, line, names, op, weighted

from verify.checker import main
from verify.checking.check import check
from verify.checking.problem import digest
from verify.checking.universal import freed, instance, refutation

K, x, k = names("K x k")


def statement(variables: list[Any], claim: Any, hypotheses: Any = (), **more: Any) -> Any:
    more.setdefault("exists", [real("K", gt="0")])
    return problem(variables, js(claim), [js(h) for h in hypotheses], **more)


def certificate(of: Any, kind: str, values: Any, lines: list[Any]) -> Any:
    found = {"format": "proofgauge certificate 1", "problem": digest(of), "kind": kind}
    return copy.deepcopy({**found, "values": js(values), "lines": [js(entry) for entry in lines]})


BOUNDED = statement([real("x", ge="0", le="1")], 3 * x <= K)
SQUARE = statement([real("x", gt="0")], x**2 <= K * x)
"""Fails for every K: at x = K + 1."""
ABOVE = [
    line("h", op("le", x, 1), "domain", variable="x", what="le"),
    algebra("c", 3 * x <= K, weighted("h", coefficient="3")),
]


def test_a_witness_proves() -> None:
    found = certificate(BOUNDED, "witness", {"K": "3"}, ABOVE)
    result = check(BOUNDED, found)
    assert result.accepted, result.reason
    assert result.detail["shows"] == "holds"


@pytest.mark.parametrize("value", ["2", "5/2", "-3", "0", "6/2", "3.0", 3, None])
def test_another_value_is_no_witness(value: Any) -> None:
    assert not check(BOUNDED, certificate(BOUNDED, "witness", {"K": value}, ABOVE)).accepted


def test_a_value_outside_the_domain_is_no_witness() -> None:
    bounded = statement([real("x", ge="0", le="1")], 3 * x <= K, exists=[real("K", gt="0", lt="3")])
    result = check(bounded, certificate(bounded, "witness", {"K": "3"}, ABOVE))
    assert not result.accepted
    assert "K = 3 violates its bound lt 3" in result.reason


def family_of_square(of: Any = SQUARE, value: Any = K + 1) -> Any:
    claim = refutation(of, {"x": js(value)})["claim"]
    positive = line("k", op("lt", 0, K), "domain", variable="K", what="gt")
    lines = [
        positive,
        algebra("defined", claim[1]),
        algebra("domain", claim[2], weighted("k"), weighted()),
        algebra("fails", claim[3], weighted("k"), weighted()),
        line("whole", claim, "and_intro", "defined", "domain", "fails"),
    ]
    return certificate(of, "family", {"x": value}, lines)


def test_a_family_refutes() -> None:
    result = check(SQUARE, family_of_square())
    assert result.accepted, result.reason
    assert result.detail["shows"] == "fails"


def test_negations_turn_witnesses_and_families_around() -> None:
    denied = {**SQUARE, "quantifier": "fails"}
    result = check(denied, family_of_square(denied))
    assert result.accepted
    assert result.detail["shows"] == "holds"


@pytest.mark.parametrize("value", [K, x, K + x, K - 1, num(5), op("sqrt", K - 2), op("div", 1, K - 1), num("-1")])
def test_another_family_does_not_refute(value: Any) -> None:
    found = family_of_square()
    found["values"] = js({"x": value})
    assert not check(SQUARE, found).accepted


def test_what_settles_universal_statements_does_not_settle_constants() -> None:
    proof = certificate(BOUNDED, "proof", {}, ABOVE)
    del proof["values"]
    point = {k: v for k, v in proof.items() if k != "lines"} | {"kind": "counterexample", "values": {"x": "1"}}
    for of in (BOUNDED, freed(BOUNDED), instance(BOUNDED, {"K": "2"})):
        for found in (proof, point, {**point, "values": {"x": "1", "K": "2"}}, {**point, "kind": "undefined"}):
            if of is BOUNDED or found is proof:
                assert not check(of, {**found, "problem": digest(of)}).accepted


def test_a_statement_with_constants_is_no_lemma() -> None:
    of = problem([real("x", ge="0", le="1")], js(3 * x <= 3))
    inner = certificate(BOUNDED, "witness", {"K": "3"}, ABOVE)
    for lemma in (inner, {k: v for k, v in inner.items() if k != "values"} | {"kind": "proof"}):
        found = certificate(of, "proof", {}, ABOVE)
        found = {k: v for k, v in found.items() if k != "values"}
        found["lines"][1]["claim"] = js(3 * x <= 3)
        assert check(of, found).accepted
        assert not check(of, {**found, "lemmas": [{"problem": BOUNDED, "certificate": lemma}]}).accepted


def test_the_printed_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(tmp_path / name) for name in ("problem.json", "certificate.json")]
    for of, found, shown in (
        (SQUARE, family_of_square(), "x = K + 1"),
        (BOUNDED, certificate(BOUNDED, "witness", {"K": "3"}, ABOVE), "K = 3"),
    ):
        for path, content in zip(paths, (of, found), strict=True):
            Path(path).write_text(json.dumps(content))
        assert main(paths) == 0
        text = capsys.readouterr().out
        assert "there is K > 0 such that" in text
        assert shown in text


def test_statements_without_constants_have_no_witness() -> None:
    plain = instance(BOUNDED, {"K": "3"})
    for kind, values in (("witness", {}), ("family", {"x": "1"}), ("witness", {"K": "3"})):
        result = check(plain, certificate(plain, kind, values, ABOVE))
        assert not result.accepted
        assert "this one has none" in result.reason


def test_an_admissible_point_has_values_for_the_constants_too() -> None:
    point = {"format": "proofgauge certificate 1", "problem": digest(BOUNDED), "kind": "admissible", "precision": 64}
    assert check(BOUNDED, {**point, "values": {"x": "1/2", "K": "1"}}).accepted
    for values in ({"x": "1/2"}, {"x": "2", "K": "1"}, {"x": "1/2", "K": "0"}):
        assert not check(BOUNDED, {**point, "values": values}).accepted


def test_hypotheses_may_contradict_each_other_for_all_constants() -> None:
    empty = statement([real("x")], x <= K, [op("lt", K, x), op("lt", x, K)])
    lines = [
        line("a", op("lt", K, x), "hypothesis", index=0),
        line("b", op("lt", x, K), "hypothesis", index=1),
        algebra("c", op("lt", 0, 0), weighted("a"), weighted("b")),
    ]
    found = certificate(empty, "contradiction", {}, lines)
    del found["values"]
    assert check(empty, found).accepted
    other = statement([real("x")], x <= K, [op("lt", K, x)])
    assert not check(other, {**found, "problem": digest(other)}).accepted


# ---- the problem that a family has to prove


def refused(of: Any, values: Any) -> str:
    result = check(of, certificate(of, "family", values, [algebra("a", op("le", 0, 0))]))
    assert not result.accepted
    return result.reason


def test_values_have_the_sort_of_their_variable() -> None:
    for declared in (integer("k"), size("k")):
        of = statement([declared], k <= K)
        assert "not an integer" in refused(of, {"k": K})
        assert refutation(of, {"k": js(op("floor", K))})["variables"] == [real("K", gt="0")]
    of = statement([matrix("A", num(2), num(2))], op("fro", op("eye", 2)) <= K)
    assert "not a matrix" in refused(of, {"A": js(K)})
    assert "of its shape" in refused(of, {"A": ["eye", num(3)]})
    sequence = {"name": "s", "kind": "sequence", "of": {"kind": "real"}}
    whole = statement([sequence], ["le", ["at", "s", num(0)], var("K")])
    assert "sequences" in refused(whole, {"s": js(K)})


def test_a_real_value_stays_real() -> None:
    """(-1)**x is undefined for a real x, and 1 for the integer 2: the family may not say that it is 1."""
    of = statement([real("x", gt="0")], ["lt", ["pow", num(-1), var("x")], num(0)])
    assert refutation(of, {"x": num(2)})["claim"][-1] == ["le", num(0), ["pow", num(-1), ["div", num(2), num(1)]]]


def test_domains_hypotheses_and_definedness_are_to_be_proved() -> None:
    shape = {"structure": "psd", "rank": var("k")}
    variables = [size("k"), real("x", ge="1", lt="9"), matrix("A", var("k"), var("k"), **shape)]
    of = statement(variables, ["le", ["div", var("x"), ["tr", var("A")]], var("K")], [["lt", var("x"), var("K")]])
    root = js(op("sqrt", K))
    claim = refutation(of, {"k": num(2), "x": root, "A": ["eye", num(2)]})["claim"]
    eye = ["eye", num(2)]
    assert claim == [
        "and", ["le", num(1), num(2)], ["eq", root, root], ["le", num(1), root], ["lt", root, num(9)],
        ["eq", eye, eye], ["eq", ["transpose", eye], eye], ["loewner", ["zeros", num(2), num(2)], eye],
        ["eq", ["rank", eye], num(2)], ["lt", root, var("K")], ["lt", var("K"), ["div", root, ["tr", eye]]],
    ]  # fmt: skip


def test_parameters_hide_variables_and_never_capture() -> None:
    body = ["add", var("x"), var("y")]
    inner = {"name": "f", "params": [real("x")], "body": body}
    of = statement([real("x"), real("y")], ["le", ["call", "f", var("x")], var("K")], definitions=[inner])
    found = refutation(of, {"x": js(K), "y": js(K * 2)})
    assert found["definitions"] == [{**inner, "body": ["add", var("x"), js(K * 2)]}]
    assert found["claim"][-1] == ["lt", var("K"), ["call", "f", var("K")]]
    captured = {"name": "f", "params": [real("K")], "body": var("y")}
    of = statement([real("y")], ["le", ["call", "f", num(1)], var("K")], definitions=[captured])
    assert "universal constant" in refused(of, {"y": js(K)})


@pytest.mark.parametrize(
    "exists", [[], [integer("K")], [size("K")], [real("x")], "K", [real("K"), real("K")], [{"name": "K"}]]
)
def test_malformed_constants(exists: Any) -> None:
    of = statement([real("x")], x <= 1, exists=exists)
    assert check(of, certificate(of, "witness", {"K": "1"}, [])).reason.startswith("malformed")


# ---- numbers


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (op("lt", op("log", 4), "7/5"), True),
        (op("lt", "4/3", op("log", 4)), True),
        (op("eq", op("log", 1), 0), True),
        (op("lt", op("log", 4), "4/3"), False),
        (op("le", op("sqrt", 2), op("sqrt", 2)), True),
        (op("lt", op("sqrt", 2), op("sqrt", 2)), False),
        (op("le", op("log", 0), 1), False),
        (op("le", op("div", 1, 0), 1), False),
        (op("le", op("log", 0 * x + 2), 1), False),
        (op("le", op("tr", op("eye", 2)), 9), False),
    ],
)
def test_numbers_are_evaluated(claim: Any, holds: bool) -> None:
    of = problem([real("x")], js(claim))
    found = certificate(of, "proof", {}, [line("a", claim, "evaluation")])
    del found["values"]
    assert check(of, found).accepted is holds
