"""exp and log in intervals: Taylor's series with a remainder bound, and Newton's iteration on top of it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isqrt
from math import log as approximate_log

from .intervals import Interval, enclosing, hull
from .outcomes import Undecided

REMEMBERED = 4096  # values of a function: the points of a search and the cells of a covering share most arguments


def exp(x: Interval) -> Interval:
    """exp of every number in x."""
    if x.lo == x.hi:
        return _exp_point(x, x.bits)
    low, high = x.ends()
    return hull(_exp_point(low, x.bits), _exp_point(high, x.bits))


def _exp_point(x: Interval, bits: int) -> Interval:
    return _exp_of(x.lo, x.hi, x.exp, x.bits, bits)


@lru_cache(maxsize=REMEMBERED)
def _exp_of(lo: int, hi: int, exponent: int, own: int, bits: int) -> Interval:
    """exp(x) = exp(x / 2**s)**(2**s), with |x| / 2**s <= 2**-t so that few terms are needed."""
    x = Interval(lo, hi, exponent, own)
    size = max(x.lo.bit_length(), x.hi.bit_length()) + x.exp  # |x| < 2**size
    if size > 36:
        raise Undecided("the argument of exp is too large")
    t = isqrt(bits) // 2 + 4
    s = max(0, size + t)
    work = bits + 2 * s + 32
    y = Interval(x.lo, x.hi, x.exp - s, work)
    total = term = Interval(1, 1, 0, work)
    count = 0
    while count * t < work + 8:
        count += 1
        term = term * y / Fraction(count)
        total = total + term
    # the tail is at most |y|**(count+1) / (count+1)! * 2 <= 2**(-t * (count + 1) + 1)
    total = total + Interval(-1, 1, 1 - t * (count + 1), work)
    for _ in range(s):
        total = total * total
    return total.with_bits(bits)


def log(x: Interval) -> Interval:
    """log of every number in x; x must be positive."""
    if x.lo <= 0:
        raise Undecided("the argument of log is not separated from zero")
    if x.lo == x.hi:
        return _log_point(x, x.bits)
    low, high = x.ends()
    return hull(_log_point(low, x.bits), _log_point(high, x.bits))


def _log_point(x: Interval, bits: int) -> Interval:
    """With y near log x and d = x * exp(-y) - 1 > -1: y + d / (1 + d) <= log x <= y + d."""
    length = x.lo.bit_length()
    top = x.lo >> max(0, length - 53)
    work = bits + 32 + (x.exp + length).bit_length()
    guess = approximate_log(top) + (x.exp + max(0, length - 53)) * approximate_log(2)
    y = enclosing(Fraction(guess), 64)
    digits = 24
    while True:
        digits = min(2 * digits, work)
        precision = digits + 40 + abs(x.exp).bit_length()
        y = Interval(y.lo, y.lo, y.exp, precision + 64)
        d = x.with_bits(max(precision, bits)) * exp(-y.with_bits(precision)) - Fraction(1)
        if d.lo <= 0 <= d.hi or (Fraction(1) + d).lo > 0:
            width = hull(d, d / (Fraction(1) + d))
        else:
            raise Undecided("the iteration for log did not start close enough")
        result = y + width
        if digits == work:
            return result.with_bits(bits)
        y = Interval((result.lo + result.hi) // 2, (result.lo + result.hi) // 2, result.exp, precision + 64)
