"""Relations between numbers without names are proved by evaluation, where the checker can repeat it."""

from __future__ import annotations

import pytest

from verify import Statement, exp, integer, log, real, sqrt, summation
from verify.budget import budget
from verify.checking.check import check
from verify.methods import symbolic

c, k = real("c"), integer("k")


def proof(claim, constants=None):
    statement = Statement("closed", [], claim, constants=constants or {})
    found = symbolic.run(statement, budget("quick"), 0)
    return statement, found[0].certificate if found else None


@pytest.mark.parametrize(
    ("claim", "constants"),
    [
        (exp(1) <= 3, None),
        (exp(1) >= "2718281828459045235360287471352662497757/1000000000000000000000000000000000000000", None),
        ((sqrt(2) < "3/2") & (log(2) < 1), None),
        (c <= exp(1), {c: "27/10"}),
        (log(2) * log(3) / sqrt(5) >= 0, None),
    ],
)
def test_true_ones(claim, constants):
    statement, certificate = proof(claim, constants)
    assert check(statement.problem, certificate).accepted


@pytest.mark.parametrize(
    "claim", [exp(1) >= 3, exp(1) ** 2 < exp(2), log(-1) <= 0, 1 / log(1) >= 0, summation(exp(k), k, 0, 2) <= 12]
)
def test_false_undecided_undefined_and_what_the_checker_does_not_evaluate(claim):
    assert proof(claim)[1] is None
