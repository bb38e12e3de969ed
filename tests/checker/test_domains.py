"""Domains, kinds of certificates, quantifiers, and what an accepted certificate reports."""

from fractions import Fraction as F

import pytest
from claims import TRUE, certificate, integer, matrix, num, problem, real, size, var

from verify.checking.check import check

n, X = var("n"), var("X")


def verdict(p, values, kind="admissible", **more):
    return check(p, certificate(p, values, kind, **more))


def one(declaration, *before):
    return problem([*before, declaration], TRUE)


@pytest.mark.parametrize(
    ("declaration", "good", "bad"),
    [
        (size("v"), ["1", "7"], ["0", "-1", "1/2"]),
        (integer("v", ge="-2", lt="3"), ["-2", "2"], ["-3", "3", "1/2"]),
        (real("v", gt="0", le="1/2"), ["1/2", "1/1000"], ["0", "2/3"]),
        (matrix("v", num(2), num(2), structure="symmetric"), [[["1", "2"], ["2", "0"]]], [[["1", "2"], ["3", "0"]]]),
        (
            matrix("v", num(2), num(2), structure="psd"),
            [[["1", "1"], ["1", "1"]], [["0", "0"], ["0", "0"]]],
            [[["1", "1"], ["1", "999/1000"]], [["0", "1"], ["1", "0"]]],
        ),
        (matrix("v", num(2), num(1), structure="orthonormal"), [[["3/5"], ["4/5"]]], [[["3/5"], ["3/5"]]]),
        (
            matrix("v", num(2), num(2), rank=num(1)),
            [[["1", "2"], ["2", "4"]]],
            [[["0", "0"], ["0", "0"]], [["1", "2"], ["2", "5"]]],
        ),
        (matrix("v", num(2), num(1)), [[["1"], ["2"]]], [[["1", "2"]], [["1"], ["2"], ["3"]]]),
        (
            {"name": "v", "kind": "sequence", "of": {"kind": "real", "ge": "0"}},
            [{"terms": ["0", "1"]}],
            [{"terms": ["0", "-1"]}, {"terms": []}],
        ),
    ],
)
def test_domains(declaration, good, bad):
    p = one(declaration)
    assert all(verdict(p, {"v": value}).accepted for value in good)
    assert not any(verdict(p, {"v": value}).accepted for value in bad)


@pytest.mark.parametrize(
    "value",
    [
        1,
        1.5,
        True,
        None,
        "1e999999",
        "1E5",
        "nan",
        "inf",
        "NaN",
        " 1",
        "1 ",
        "+1",
        "0x1",
        "1_000",
        "2/4",
        "1/0",
        "1/-2",
        "0/1",
        "--1",
        "",
        "9" * 5000,
        "1/" + "9" * 5000,
        ["1"],
        {"terms": ["1"]},
        [["1"]],
    ],
)
def test_only_canonical_rationals_are_numbers(value):
    assert not verdict(one(real("v")), {"v": value}).accepted


@pytest.mark.parametrize(
    "value", [[], [[]], [["1"], []], [["1", "2"], ["1"]], [["1"] * 65], [["1"]] * 65, "1", ["1"], [[1]]]
)
def test_ragged_empty_and_oversized_matrices(value):
    assert not verdict(one(matrix("v", n, n), size("n")), {"n": "1", "v": value}).accepted


def test_every_variable_and_no_other_has_a_value():
    p = one(real("v"), real("w"))
    assert verdict(p, {"v": "1", "w": "0"}).accepted
    assert not verdict(p, {"v": "1"}).accepted
    assert not verdict(p, {"v": "1", "w": "0", "x": "0"}).accepted
    closed = problem([], TRUE, constants=[{"name": "c", "value": num(1)}])
    assert verdict(closed, {}).accepted
    assert not verdict(closed, {"c": "1"}).accepted


SQUARE = problem([real("x")], ["lt", num(0), ["pow", var("x"), num(2)]], [["le", var("x"), num(1)]])


def test_a_counterexample_needs_an_admissible_point_and_a_false_claim():
    assert verdict(SQUARE, {"x": "0"}, "counterexample").accepted
    assert not verdict(SQUARE, {"x": "1"}, "counterexample").accepted
    assert not verdict(SQUARE, {"x": "2"}, "counterexample").accepted
    assert verdict(SQUARE, {"x": "1"}, "admissible").accepted
    assert not verdict(SQUARE, {"x": "2"}, "admissible").accepted


def test_an_undefined_claim_is_no_counterexample():
    p = problem([real("x")], ["lt", num(5), ["div", num(1), var("x")]])
    assert not verdict(p, {"x": "0"}, "counterexample").accepted
    assert verdict(p, {"x": "0"}, "undefined").accepted
    assert not verdict(p, {"x": "1"}, "undefined").accepted
    assert verdict(p, {"x": "1"}, "counterexample").accepted


def test_an_undefined_hypothesis_makes_the_point_inadmissible():
    p = problem([real("x")], ["lt", num(0), num(0)], [["le", ["log", var("x")], num(0)]])
    assert verdict(p, {"x": "1/2"}, "counterexample").accepted
    for kind in ("counterexample", "admissible", "undefined"):
        assert not verdict(p, {"x": "0"}, kind).accepted


def test_a_counterexample_proves_a_failure():
    p = {**SQUARE, "quantifier": "fails"}
    assert verdict(p, {"x": "0"}, "counterexample").detail["proves_statement"] is True
    assert "proves_statement" not in verdict(SQUARE, {"x": "0"}, "counterexample").detail


def test_the_detail_encloses_both_sides_of_the_violated_relation():
    claim = ["forall", "_0", num(1), num(9), ["and", TRUE, ["le", ["sqrt", var("_0")], num(2)]]]
    detail = verdict(problem([], claim), {}, "counterexample").detail
    assert detail["relation"] == "le"
    assert detail["at"] == {"_0": 5}
    low, high = map(F, detail["lhs"])
    assert low**2 < 5 < high**2
    assert high - low < F(1, 10**15)
    assert detail["rhs"] == ["2", "2"]


def test_the_detail_of_a_violated_order_is_a_negative_eigenvalue():
    p = problem([matrix("S", num(2), num(2), structure="symmetric")], ["loewner", ["eye", num(2)], var("S")])
    detail = verdict(p, {"S": [["1", "1"], ["1", "1"]]}, "counterexample").detail
    assert detail["least_eigenvalue"] == ["-1", "-1"]


def test_symmetry_by_form_lets_iterates_be_compared():
    state = [matrix("W", num(2), num(2))]
    gram = ["matmul", ["transpose", ["iterate", "r", "W", num(12)]], ["iterate", "r", "W", num(12)]]
    p = problem(
        [matrix("A", num(2), num(2))],
        ["loewner", gram, ["scale", num(1000), ["eye", num(2)]]],
        recursions=[{"name": "r", "state": state, "start": [var("A")], "next": [["matmul", var("W"), var("W")]]}],
    )
    values = {"A": [["1", "1/3"], ["1/7", "3/2"]]}
    assert verdict(p, values, "counterexample", precision=256).accepted
    shrunk = {"A": [["1/2", "1/3"], ["1/7", "1/3"]]}
    assert not verdict(p, shrunk, "counterexample", precision=256).accepted


def test_a_long_recursion_needs_and_gets_precision():
    """x -> 4x(1-x) loses a bit a step; exact fractions would double in size each step."""
    logistic = {
        "name": "r",
        "state": [real("x")],
        "start": [var("a")],
        "next": [["mul", num(4), ["mul", var("x"), ["sub", num(1), var("x")]]]],
    }
    p = problem([real("a")], ["le", ["iterate", "r", "x", num(1000)], num(2)], recursions=[logistic])
    assert not verdict(p, {"a": "1/3"}, "counterexample").accepted
    q = problem([real("a")], ["le", num(2), ["iterate", "r", "x", num(1000)]], recursions=[logistic])
    assert verdict(q, {"a": "1/3"}, "counterexample").accepted


def test_arguments_outside_a_declared_domain_are_rejected():
    root = {"name": "f", "params": [real("t", ge="0")], "body": ["mul", var("t"), var("t")]}
    p = problem([real("x")], ["lt", ["call", "f", var("x")], num(0)], definitions=[root])
    assert verdict(p, {"x": "1"}, "counterexample").accepted
    assert not verdict(p, {"x": "-1"}, "counterexample").accepted
