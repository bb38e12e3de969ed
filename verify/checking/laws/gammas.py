"""Incomplete gamma functions of order 1/2, 1, 3/2, ... in intervals; orders are given doubled, as integers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import factorial

from ..elementary import REMEMBERED, exp
from ..intervals import Interval, enclosing, hull
from ..outcomes import Undecided

LARGEST_ORDER = 4096
GUARD = 32


@lru_cache(maxsize=32)
def pi(bits: int) -> Interval:
    """Machin: pi = 16 arctan(1/5) - 4 arctan(1/239)."""
    work = bits + GUARD
    return (_arctan_inverse(5, work) * Fraction(16) - _arctan_inverse(239, work) * Fraction(4)).with_bits(bits)


def _arctan_inverse(q: int, bits: int) -> Interval:
    """arctan(1/q): alternating with decreasing terms, so the first term left out bounds the error."""
    one, total, power, count = 1 << bits, 0, q, 0
    while power >> bits == 0:
        term = one // (power * (2 * count + 1))
        total += -term if count % 2 else term
        power, count = power * q * q, count + 1
    return Interval(total - count - 2, total + count + 2, -bits, bits)  # each quotient is rounded by less than one


@lru_cache(maxsize=4096)
def gamma(twice: int, bits: int) -> Interval:
    """Gamma(twice / 2), twice >= 1."""
    if not 1 <= twice <= 2 * LARGEST_ORDER:
        raise Undecided(f"the gamma function at {twice}/2 is out of range", final=True)
    k = twice // 2
    if twice % 2 == 0:
        return enclosing(Fraction(factorial(k - 1)), bits).with_bits(bits)
    return pi(bits).root(2) * Fraction(factorial(2 * k), 4**k * factorial(k))


def density(twice: int, x: Interval) -> Interval:
    """x^(s-1) exp(-x) / Gamma(s), s = twice/2, for x > 0."""
    if x.lo <= 0:
        raise Undecided("the argument of a gamma density is not separated from zero")
    whole, bits = twice // 2 - 1, x.bits
    power = x.power(whole) if whole >= 0 else Fraction(1) / x
    if twice % 2:
        power = power * x.root(2)
    return power * exp(-x) / gamma(twice, bits)


def lower(twice: int, x: Interval) -> Interval:
    """P(s, x), the regularized lower incomplete gamma function, s = twice/2, for a number x >= 0 of the interval.

    P(s, x) = x^s exp(-x) / Gamma(s+1) * sum_n x^n / ((s+1) ... (s+n)). Once a ratio of terms is at most 1/2, the terms
    left out are at most the last one. Far out, 1 - P <= 2 x^(s-1) exp(-x) / Gamma(s) for x >= 2 s.
    """
    if x.lo < 0:
        raise Undecided("the argument of an incomplete gamma function is not known to be at least zero")
    if x.hi == 0:
        return Interval(0, 0, 0, x.bits)
    if x.lo != x.hi and x.lo * 2 < x.hi:
        low, high = x.ends()
        return hull(lower(twice, low), lower(twice, high))
    return _lower(twice, x.lo, x.hi, x.exp, x.bits)


@lru_cache(maxsize=REMEMBERED)
def _lower(twice: int, lo: int, hi: int, exponent: int, bits: int) -> Interval:
    x = Interval(lo, hi, exponent, bits)
    one = enclosing(Fraction(1), bits)
    if x.low >= twice + bits:
        return hull(one - density(twice, x) * Fraction(2), one)
    top, n = x.high, 0
    total = term = one
    while True:
        n += 1
        term = term * x / Fraction(twice + 2 * n, 2)
        total = total + term
        ratio = top / Fraction(twice + 2 * n + 2, 2)
        if ratio * 2 <= 1 and term.high * (1 << bits) < total.low:
            break
    total = hull(total, total + term)
    return density(twice + 2, x) * total


def erf(x: Interval) -> Interval:
    """erf(x) = sign(x) P(1/2, x^2)."""
    if x.lo < 0 < x.hi:
        low, high = x.ends()
        return hull(erf(low), erf(high))
    if x.hi <= 0 and x.lo < 0:
        return -erf(-x)
    return lower(1, x.power(2))


def normal(x: Interval) -> Interval:
    """Pr(Z <= x), Z ~ N(0, 1)."""
    return (erf(x / enclosing(Fraction(2), x.bits).root(2)) + Fraction(1)) / enclosing(Fraction(2), x.bits)


def chi_square(k: int, x: Interval) -> Interval:
    """Pr(Q <= x) for the sum of k squares of independent N(0, 1)."""
    if x.hi <= 0:
        return Interval(0, 0, 0, x.bits)
    if x.lo < 0:
        return hull(Interval(0, 0, 0, x.bits), chi_square(k, x.ends()[1].with_bits(x.bits)))
    return lower(k, x / enclosing(Fraction(2), x.bits))
