"""Scopes in which something is false as it stands: hypotheses that no point can meet, as they are never defined."""

import pytest
from claims import problem, real
from formulae import E, eq, js, line, names, op

from verify.checking.kernel import check_proof
from verify.checking.problem import digest

x, y = names("x y")
REALS = [real("x"), real("y")]
FALSE = E(["lt", ["num", "0"], ["num", "0"]])
ZERO = E(["num", "0"])


def answer(given, lines=None, kind="contradiction", claim=None):
    found = problem(REALS, js(claim if claim is not None else eq(x, x)), js(list(given)))
    head = {"format": "proofgauge certificate 1", "problem": digest(found), "kind": kind}
    lines = [line("a", FALSE, "plain")] if lines is None else lines
    return check_proof(found, js({**head, "lines": lines, "lemmas": []}))


@pytest.mark.parametrize(
    "given",
    [
        [eq(1 / (x - x), 1)],
        [eq(op("log", x - x), 1)],
        [eq(op("sqrt", ZERO - 1), y)],
        [op("le", 1, 0)],
        [op("lt", x, x)],
        [op("not", eq(x, x))],
    ],
)
def test_no_point_meets_them(given):
    assert answer(given).accepted


@pytest.mark.parametrize(
    "given",
    [
        [],
        [eq(1 / (x - y), 1)],
        [op("le", x, x)],
        [op("implies", eq(x, 1), eq(1 / (y - y), 1))],
        [op("or", eq(x, 1), eq(1 / (y - y), 1))],
        [op("not", op("implies", eq(x, 1), eq(1, 1 / (x - x))))],
    ],
)
def test_points_may_meet_them(given):
    assert "not plain" in answer(given).reason


def test_a_hypothesis_without_a_normal_form_is_not_cited():
    given = [op("or", eq(x, 1), eq(1 / (y - y), 1))]
    result = answer(given, [line("a", given[0], "hypothesis", index=0)], "proof", given[0])
    assert "not seen to be strictly defined" in result.reason
