"""Interval operations against mpmath at a much higher precision."""

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.checking import elementary
from verify.checking.intervals import Interval, enclosing, hull, integer_root
from verify.checking.outcomes import Undecided

fractions = st.builds(
    lambda p, q, e: Fraction(p, q) * Fraction(2) ** e,
    st.integers(-(10**12), 10**12),
    st.integers(1, 10**9),
    st.integers(-40, 40),
)
precisions = st.integers(8, 300)


def mpf(x: Fraction) -> mpmath.mpf:
    return mpmath.mpf(x.numerator) / x.denominator


def holds(box: Interval, value: mpmath.mpf) -> bool:
    """The true value, known to 800 bits, lies in the interval."""
    slack = abs(value) * mpmath.mpf(2) ** -800
    return mpf(box.low) <= value + slack and value - slack <= mpf(box.high)


@pytest.fixture(autouse=True)
def precise():
    with mpmath.workprec(900):
        yield


@settings(max_examples=300, deadline=None)
@given(fractions, fractions, fractions, fractions, precisions)
def test_field_operations_contain_all_results(a, b, c, d, bits):
    x, y = hull(enclosing(a, bits), enclosing(b, bits)), hull(enclosing(c, bits), enclosing(d, bits))
    for p in (a, b, (a + b) / 2, (2 * a + b) / 3):
        assert x.low <= p <= x.high
        for q in (c, d, (c + d) / 2):
            for box, value in (
                (x + y, p + q),
                (x - y, p - q),
                (x * y, p * q),
                (-x, -p),
                (x + q, p + q),
                (q - x, q - p),
            ):
                assert box.low <= value <= box.high
            if y.lo > 0 or y.hi < 0:
                assert (x / y).low <= p / q <= (x / y).high


@settings(max_examples=200, deadline=None)
@given(fractions, fractions, st.integers(0, 25), precisions)
def test_powers(a, b, k, bits):
    box = hull(enclosing(a, bits), enclosing(b, bits)).power(k)
    for p in (a, b, (a + b) / 2, Fraction(0) if a * b < 0 else a):
        assert box.low <= p**k <= box.high


@settings(max_examples=200, deadline=None)
@given(fractions, st.integers(1, 7), precisions)
def test_roots(a, k, bits):
    assert holds(enclosing(abs(a), bits).root(k), mpmath.root(mpf(abs(a)), k))


@settings(max_examples=200, deadline=None)
@given(fractions, precisions)
def test_exp_and_its_tightness(a, bits):
    if abs(a) > 5000:
        a = a / 2**70
    box = elementary.exp(enclosing(a, bits))
    assert holds(box, mpmath.exp(mpf(a)))
    thin = elementary.exp(enclosing(Fraction(int(a)), 400))
    assert (thin.hi - thin.lo).bit_length() < 10


@settings(max_examples=200, deadline=None)
@given(fractions, precisions)
def test_log(a, bits):
    if a == 0:
        return
    box = enclosing(abs(a), bits)
    assert holds(elementary.log(box), mpmath.log(mpf(abs(a))))
    wide = hull(box, box * Fraction(3))
    assert holds(elementary.log(wide), mpmath.log(2 * mpf(abs(a))))


def test_log_is_tight_far_from_and_near_one():
    for x in (Fraction(2) ** 5000, Fraction(2) ** -5000, 1 + Fraction(1, 2**100), Fraction(3)):
        box = elementary.log(enclosing(x, 500))
        assert box.high - box.low < Fraction(1, 2**480) * max(1, abs(box.high))
        assert holds(box, mpmath.log(mpf(x)))


def test_a_division_by_an_interval_around_zero_is_undecided():
    with pytest.raises(Undecided):
        enclosing(Fraction(1), 64) / Interval(-1, 1, 0, 64)


def test_far_apart_summands_stay_enclosed():
    big, small = enclosing(Fraction(1), 64), Interval(1, 1, -(10**9), 64)
    total = big + small
    assert total.low <= 1 <= total.high
    assert total.high - total.low < Fraction(1, 2**60)
    assert (small + Interval(0, 0, 0, 64)).sign() == 1


@given(st.integers(0, 10**60), st.integers(1, 9))
def test_integer_root(n, k):
    r = integer_root(n, k)
    assert r**k <= n < (r + 1) ** k
