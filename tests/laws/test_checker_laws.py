"""The checker's laws, standard library only, against Arb; and against exact values."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction as F
from math import factorial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import verify
from verify.arithmetic._flint import arb, fmpq, working
from verify.checking.intervals import Interval, enclosing
from verify.checking.laws import gammas, wishart
from verify.checking.outcomes import Malformed, Undecided
from verify.laws import classical, precision
from verify.laws import wishart as balls

BITS = 256


def agree(value: Interval, ball: arb, width: F = F(1, 10**30)) -> bool:
    return value.high - value.low < width and value.low <= precision.upper(ball) and precision.lower(ball) <= value.high


def at(x: F) -> Interval:
    return enclosing(x, BITS)


@pytest.mark.parametrize("twice", [1, 2, 3, 4, 9, 40, 81])
def test_gamma_functions(twice: int) -> None:
    with working(400):
        assert agree(gammas.pi(BITS), arb.pi())
        expected = arb.gamma_fmpq(fmpq(twice, 2))
        assert agree(gammas.gamma(twice, BITS), expected, precision.upper(expected) / 10**60)
        for x in (F(1, 10**6), F(1, 3), F(7), F(60), F(5000)):
            point = arb(fmpq(x.numerator, x.denominator))
            assert agree(gammas.lower(twice, at(x)), 1 - point.gamma_upper(arb(twice) / 2, 1))
    assert gammas.gamma(8, BITS).low == factorial(3)


def test_classical_laws() -> None:
    radius = F(1, 10**50)
    for x in (F(-3), F(-1, 7), F(0), F(1, 2), F(9, 4), F(15)):
        assert agree(gammas.normal(at(x)), classical.normal(x, radius))
        for k in (1, 2, 7, 30):
            assert agree(gammas.chi_square(k, at(x)), classical.chi_square(k, x, radius))
    wide = gammas.erf(Interval(-1, 2, 0, BITS))
    assert wide.low < gammas.erf(at(F(-9, 10))).low
    assert wide.high > gammas.erf(at(F(19, 10))).high


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(0, 12), st.fractions(F(1, 50), F(9), max_denominator=64))
def test_wishart_agrees_with_arb(r: int, more: int, x: F) -> None:
    d, radius = r + more, F(1, 10**50)
    assert agree(wishart.largest(d, r, at(x)), balls.largest(d, r, x, radius))
    assert agree(wishart.smallest(d, r, at(x)), balls.smallest(d, r, x, radius))
    assert agree(wishart.between(d, r, at(x / 3), at(x)), balls.interval(d, r, x / 3, x, radius))


@pytest.mark.parametrize(("d", "r", "x"), [(40, 20, F(11)), (40, 19, F(2)), (24, 24, F(1, 10)), (200, 24, F(18))])
def test_large_sizes(d: int, r: int, x: F) -> None:
    value = enclosing(x, 384)
    assert agree(wishart.largest(d, r, value), balls.largest(d, r, x, F(1, 10**50)))
    assert agree(wishart.smallest(d, r, value), balls.smallest(d, r, x, F(1, 10**50)))


@pytest.mark.parametrize("d", [1, 2, 5, 12])
def test_mass_one(d: int) -> None:
    for r in range(1, d + 1):
        total = wishart.between(d, r, None, None)
        assert total.low <= 1 <= total.high
        assert total.high - total.low < F(1, 10**15)


def test_an_interval_as_argument_holds_all_its_values() -> None:
    wide = Interval(5, 7, -1, BITS)
    value = wishart.largest(6, 3, wide)
    for x in (F(5, 2), F(3), F(7, 2)):
        inner = wishart.largest(6, 3, at(x))
        assert value.low <= inner.high
        assert inner.low <= value.high
    assert value.low > wishart.largest(6, 3, at(F(12, 5))).high
    assert wishart.between(6, 3, Interval(-1, 1, 0, BITS), at(F(3))).high >= wishart.largest(6, 3, at(F(3))).low
    far = wishart.smallest(5, 4, at(F(10**4)))
    assert far.low > F(99, 100)


def test_limits_and_bad_input() -> None:
    assert wishart.between(3, 2, at(F(2)), at(F(1))).high == 0
    assert wishart.largest(3, 2, at(F(-1))).high == 0
    with pytest.raises(Malformed, match="expected d >= r"):
        wishart.largest(2, 3, at(F(1)))
    with pytest.raises(Undecided, match="beyond 200 x 24"):
        wishart.largest(30, 25, at(F(1)))
    with pytest.raises(Undecided, match="out of range"):
        gammas.gamma(0, BITS)
    with pytest.raises(Undecided, match="not known to be at least zero"):
        gammas.lower(1, at(F(-1)))


def test_only_the_standard_library_is_loaded() -> None:
    root = Path(verify.__file__).parent.parent
    code = (
        f"import sys; sys.path.insert(0, {str(root)!r}); import verify.checking.laws.coverings; "
        "print([m for m in ('flint', 'numpy', 'scipy', 'mpmath', 'verify.laws') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
