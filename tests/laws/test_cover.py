"""Coverings of inequalities for every t: what they certify, refute, leave open; replay and mutations."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from verify.arithmetic._flint import arb, fmpq, working
from verify.checking.laws.coverings import deviation_holds
from verify.checking.outcomes import Malformed, Undecided
from verify.laws.classical import chi
from verify.laws.cover import Cell, Curve, certify, replay, simplest
from verify.laws.deviations import (
    deviations_hold,
    grid,
    largest_curves,
    largest_deviation,
    smallest_curves,
    smallest_deviation,
)
from verify.laws.precision import LawError, lower, upper


def exact(function: Callable[[F], F], rising: bool) -> Curve:
    def value(t: F, radius: F) -> arb:
        with working(radius.denominator.bit_length() + 8):
            y = function(t)
            return arb(fmpq(y.numerator, y.denominator))

    return Curve(value, rising)


LINE, SQUARE = exact(lambda t: t, True), exact(lambda t: t * t, True)
REGION = (F(0), F(3, 2))


def test_a_crossing_is_found_on_both_sides() -> None:
    covering = certify(LINE, ">=", SQUARE, (F(0), F(2)))
    assert not covering.certified
    assert replay(covering, LINE, SQUARE)
    held = sum((c.high - c.low for c in covering.holds), F(0))
    failed = sum((c.high - c.low for c in covering.fails), F(0))
    assert abs(held - 1) < F(1, 100)
    assert abs(failed - 1) < F(1, 100)
    assert all(c.high <= 1 for c in covering.holds)
    assert all(c.low >= 1 for c in covering.fails)


def test_relations_and_directions() -> None:
    low, falling = exact(lambda t: t / 2 - 1, True), exact(lambda t: 2 - t, False)
    assert certify(low, "<=", LINE, REGION).certified
    assert certify(low, "<", LINE, REGION).certified
    assert certify(LINE, ">", low, REGION).certified
    assert certify(falling, ">", low, REGION).certified
    wrong = certify(LINE, "<", low, REGION)
    assert len(wrong.fails) == 1
    assert not wrong.holds
    assert certify(LINE, ">=", LINE, (F(1), F(1))).certified
    same = exact(lambda t: F(1), True)
    assert certify(same, "<=", same, REGION).certified
    assert certify(same, "<", same, REGION).fails


def test_bad_input_is_named() -> None:
    with pytest.raises(LawError, match="'=='"):
        certify(LINE, "==", LINE, REGION)
    with pytest.raises(LawError, match="wrong order"):
        certify(LINE, "<=", LINE, (F(1), F(0)))
    with pytest.raises(LawError, match="needs d >= r"):
        largest_deviation(2, 3)
    with pytest.raises(LawError, match="rate = 0"):
        smallest_deviation(3, 2, F(0))


def test_simplest_fraction() -> None:
    assert simplest(F(3, 10), F(2, 5)) == F(1, 3)
    assert simplest(F(-1, 2), F(1, 2)) == 0
    assert simplest(F(7, 5), F(7, 5)) == F(7, 5)
    assert simplest(F(-7, 5), F(-13, 10)) == F(-4, 3)


GRID = grid((1, 2, 3, 5, 8, 13, 20, 30, 40), (1, 2, 3, 5, 8, 13, 20))


@pytest.mark.parametrize(("d", "r"), GRID)
def test_proposition_a_2_is_certified_for_every_t(d: int, r: int) -> None:
    for covering in (largest_deviation(d, r), smallest_deviation(d, r)):
        assert covering.certified
        assert covering.tail
        assert deviations_hold(covering)


@pytest.mark.parametrize(("d", "r"), [(1, 1), (2, 1), (2, 2), (5, 3), (20, 8), (40, 20)])
def test_the_checker_accepts_the_certificates(d: int, r: int) -> None:
    for covering in (largest_deviation(d, r), smallest_deviation(d, r)):
        assert deviation_holds(json.loads(json.dumps(covering.to_json())), 192)


def test_a_false_deviation_bound_fails_where_it_is_false() -> None:
    covering = largest_deviation(5, 3, F(3))
    assert covering.fails
    assert not covering.tail
    cell = covering.fails[0]
    left, right = largest_curves(5, 3, F(3))
    middle, radius = (cell.low + cell.high) / 2, F(1, 10**40)
    assert upper(left.value(middle, radius)) <= cell.level <= lower(right.value(middle, radius))
    assert replay(covering, left, right)
    assert not deviations_hold(covering)
    small = smallest_deviation(12, 1, F(8))
    assert small.fails
    assert len(small.left) < 5
    assert not deviations_hold(small)


def test_altered_coverings_are_rejected() -> None:
    covering = smallest_deviation(40, 1)
    left, right = smallest_curves(40, 1)
    assert len(covering.holds) > 1
    assert replay(covering, left, right)
    first, *rest = covering.holds
    altered = [
        replace(covering, holds=tuple(rest)),
        replace(covering, holds=(first, first, *rest)),
        replace(covering, holds=(replace(first, level=F(2)), *rest)),
        replace(covering, holds=(replace(first, level=F(0)), *rest)),
        replace(covering, holds=(Cell(first.low, covering.high, first.level),)),
        replace(covering, holds=(), fails=covering.holds),
        replace(covering, high=covering.high + 1),
    ]
    assert not any(replay(one, left, right) for one in altered)
    assert not deviations_hold(replace(covering, high=covering.holds[-2].high, holds=covering.holds[:-1]))


def _changed(certificate: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(certificate)), **changes}


def test_the_checker_rejects_altered_certificates() -> None:
    good = smallest_deviation(40, 1).to_json()
    cells: Any = good["holds"]
    assert deviation_holds(good, 192)
    assert not deviation_holds(_changed(good, holds=cells[:-1]), 192)
    assert not deviation_holds(_changed(good, holds=[[*cells[0][:2], "1"], *cells[1:]]), 192)
    assert not deviation_holds(_changed(largest_deviation(40, 20).to_json(), holds=[]), 192)
    claim: Any = good["claim"]
    malformed = [
        _changed(good, format="proofgauge covering 2"),
        _changed(good, relation="<="),
        _changed(good, holds=cells[1:]),
        _changed(good, holds=[[1, 2, 3]]),
        _changed(good, holds=[["0", "1"]]),
        _changed(good, holds=[["0", "1e9999999", "1/2"]]),
        _changed(good, left=[["0", "1"]]),
        _changed(good, fails=cells),
        _changed(good, claim=None),
        _changed(good, claim={**claim, "d": "40"}),
        _changed(good, claim={**claim, "r": 41}),
        _changed(good, claim={**claim, "half": "middle"}),
        _changed(good, claim={**claim, "rate": "0"}),
        _changed(good, claim={**claim, "rate": "3/5"}),
        _changed(good, claim={**claim, "rate": 0.5}),
    ]
    for certificate in malformed:
        with pytest.raises(Malformed):
            deviation_holds(certificate, 128)
    with pytest.raises(Undecided, match="beyond 200 x 24"):
        deviation_holds(_changed(good, claim={**claim, "d": 201}), 128)


def test_a_statement_of_ones_own() -> None:
    """The norm of a Gaussian vector: Pr(|g| <= sqrt 5 + t) >= 1 - exp(-t^2/2) on [0, 4]."""
    law = Curve(lambda t, radius: chi(5, lambda: arb(5).sqrt() + arb(fmpq(t.numerator, t.denominator)), radius), True)
    assert certify(law, ">=", largest_curves(5, 1)[1], (F(0), F(4))).certified
