"""Claims that fail only beyond ordinary magnitudes, and what is never taken far out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from verify import Statement, floor, fro, integer, log, matrix, nuc, rank, real, recursion, size, sizes, spec, summation
from verify.budget import budget
from verify.methods import falsify
from verify.methods.falsify import distant
from verify.methods.falsify.attack import Attack
from verify.methods.falsify.rounding import cost
from verify.methods.falsify.shrinking import simpler_numbers

t, T, k = integer("t", ge=0), integer("T", ge=0), integer("k", ge=0)
z, p = integer("z"), size("p")
x, x0, y = real("x"), real("x0"), real("y", gt=0)
n, d = sizes("n d")
A = matrix("A", n, d)
(halved,) = recursion("half", [x], [x0], [x / 2])


def values(given, claim, name="quick"):
    for piece in falsify.run(Statement("far", given, claim), budget(name), 0):
        if piece.kind == "counterexample":
            return piece.certificate["values"]
    return None


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        ([], t <= 10**6),
        ([], z >= -(10**6)),
        ([], z != -1234567),
        ([], p <= 10**6),
        ([k <= 10**6], k <= 10**6 - 1),
        ([t <= T], t <= 10**6),
        ([], t + k <= 10**6),
        ([y <= 1], t * y <= 10**9),
        ([T >= 1], log(T) <= 20),
        ([], floor(t / 1000) <= 100),
        ([], x <= 10**30),
        ([], x**2 <= 10**40),
        ([], x * 10**20 != 1),
        ([], y * 10**30 >= 1),
        ([], fro(A) <= 10**30),
    ],
)
def test_false_only_far_out(given, claim):
    assert values(given, claim) is not None


def test_the_number_of_the_claim_comes_first():
    assert values([], t <= 10**6) == {"t": "1000001"}


@pytest.mark.parametrize(
    "claim",
    [2**t >= t, summation(k, k, 0, t) >= 0, halved[t] <= x0 + 10**6, fro(A) * k * n >= 0, x**t <= x**t, T >= 2**t],
)
def test_what_takes_as_long_as_an_integer_says_is_not_far_out(claim):
    attack = Attack(Statement("far", [], claim), budget("quick"), 0)
    assert not {s.name for s in distant.tame(attack.statement)} & {"t", "n", "d"}


def test_ranks_are_sizes_of_factors():
    given = [rank(A) == k]
    assert values(given, fro(A) ** 2 <= k * spec(A) ** 2) is None
    assert values([rank(A) <= p], nuc(A) <= p * spec(A)) is None


def test_the_slack_that_is_told_is_that_of_ordinary_points():
    pieces = falsify.run(Statement("near", [], t / (t + 1) <= 1), budget("quick"), 0)
    assert pieces[-1].detail["least_relative_slack"] > 1e-4


def test_a_counterexample_at_sizes_that_the_search_did_not_choose():
    """A brief look chooses 2 x 3 but not 2 x 2."""
    r = size("r")
    found = None
    for piece in falsify.run(Statement("one", [r == 1], fro(A) == spec(A)), budget("quick").look(), 0):
        found = piece.certificate["values"] if piece.kind == "counterexample" else found
    assert (found["n"], found["d"]) == ("2", "2")


def test_numbers_are_rounded_to_as_many_digits_as_it_takes():
    assert Fraction(999, 1000) in simpler_numbers(Fraction(8998192055486251, 9007199254740992))
    assert Fraction("-1.1955") in simpler_numbers(Fraction(-597733, 500000000) * 1000)


def test_powers_of_ten_are_short_to_read():
    assert cost([Fraction(10**30)]) < cost([Fraction(2**40)]) < cost([Fraction(10**30 + 1)])
    assert cost([Fraction(10**5000)]) > cost([Fraction(10**30)])
    assert values([], x <= 10**15) == {"x": str(10**30)}
