"""Scalars as the evaluator sees them: Fraction (exact), Algebraic (exact sign), Interval (enclosure only)."""

from __future__ import annotations

from fractions import Fraction
from math import floor as floor_of

from . import elementary
from .algebraic import Algebraic, rational_root
from .intervals import Interval, enclosing, hull, integer_root
from .outcomes import Undecided, Undefined

Scalar = Fraction | Algebraic | Interval

# Roots of a higher degree become plain enclosures; so do powers of irrational numbers beyond the second limit.
ROOT_LIMIT = 64
POWER_LIMIT = 64
# An exact power whose size would exceed this many bits becomes an enclosure.
EXACT_POWER_BITS = 1 << 16

ZERO, ONE = Fraction(0), Fraction(1)


def enclose(x: Scalar, bits: int) -> Interval:
    if isinstance(x, Fraction):
        return enclosing(x, bits)
    return x.enclosure if isinstance(x, Algebraic) else x


def bracket(x: Scalar, bits: int) -> tuple[Fraction, Fraction]:
    """Exact ends of an enclosure; equal for a number that is known exactly."""
    if isinstance(x, Fraction):
        return x, x
    box = enclose(x, bits)
    return box.low, box.high


def sign(x: Scalar) -> int:
    """The exact sign; Undecided when the enclosure straddles zero and nothing exact is known."""
    if isinstance(x, Fraction):
        return (x > 0) - (x < 0)
    if isinstance(x, Algebraic):
        return x.sign()
    known = x.sign()
    if known is None:
        raise Undecided("an enclosure straddles zero")
    return known


def nonnegative(x: Scalar) -> bool:
    """Whether x >= 0; unlike the sign, this is decided by an enclosure that touches zero from above."""
    return x.lo >= 0 if isinstance(x, Interval) and (x.lo >= 0 or x.hi < 0) else sign(x) >= 0


def settle(x: Scalar, bits: int, exact_bits: int) -> Scalar:
    """x in its best form: rational where that is visible, an enclosure where the fraction has grown too large."""
    if isinstance(x, Algebraic):
        x = x.reduced()
    if isinstance(x, Fraction) and x.numerator.bit_length() + x.denominator.bit_length() > exact_bits:
        return enclosing(x, bits)
    return x


def divide(a: Scalar, b: Scalar) -> Scalar:
    if sign(b) == 0:
        raise Undefined("division by zero")
    return a / b


def root(x: Scalar, k: int, bits: int) -> Scalar:
    """The k-th root of x >= 0 for k >= 1."""
    if sign(x) < 0:
        raise Undefined("a root of a negative number")
    if k == 1:
        return x
    if isinstance(x, Fraction):
        if x == 0:
            return x
        p, q = integer_root(x.numerator, k), integer_root(x.denominator, k)
        if p**k == x.numerator and q**k == x.denominator:
            return Fraction(p, q)
        return rational_root(x, k, bits) if k <= ROOT_LIMIT else enclosing(x, bits).root(k)
    if isinstance(x, Algebraic):
        if x.sign() == 0:
            return ZERO
        return x.root(k) if k <= ROOT_LIMIT else x.enclosure.root(k)
    return x.root(k)


def nonnegative_root(x: Scalar, bits: int) -> Scalar:
    """The square root of a number known to be >= 0 (a sum of squares), also where its enclosure dips below."""
    return x.root(2) if isinstance(x, Interval) else root(x, 2, bits)


def square(x: Scalar) -> Scalar:
    return x.power(2) if isinstance(x, Interval) else x * x


def integer_power(x: Scalar, k: int, bits: int) -> Scalar:
    """x**k for an integer k; 0**0 = 1; a negative k needs x != 0."""
    if k < 0:
        return divide(ONE, integer_power(x, -k, bits)) if sign(x) else divide(ONE, ZERO)
    if k == 0:
        return ONE
    if isinstance(x, Fraction):
        if abs(x) in (0, 1) or k * max(x.numerator.bit_length(), x.denominator.bit_length()) <= EXACT_POWER_BITS:
            return x**k if abs(x) != 1 else (ONE if x == 1 or k % 2 == 0 else -ONE)
        return enclosing(x, bits).power(k)
    if isinstance(x, Algebraic) and k <= POWER_LIMIT:
        result: Scalar = x
        for digit in bin(k)[3:]:
            result = result * result
            result = result * x if digit == "1" else result
        # the power of the enclosure is tighter than the product of enclosures
        return Algebraic(x.enclosure.power(k), result.bound) if isinstance(result, Algebraic) else result
    return enclose(x, bits).power(k)


def real_power(x: Scalar, k: Scalar, bits: int) -> Scalar:
    """x**k for a real k: x > 0, or x = 0 and k > 0."""
    s = sign(x)
    if s < 0 or (s == 0 and sign(k) <= 0):
        raise Undefined("a real power of a base outside its domain")
    if s == 0:
        return ZERO
    if isinstance(k, Fraction) and k.denominator <= ROOT_LIMIT and abs(k.numerator) <= 1 << 20:
        return root(integer_power(x, k.numerator, bits), k.denominator, bits)
    return exponential(k * logarithm(x, bits), bits)


def exponential(x: Scalar, bits: int) -> Scalar:
    if isinstance(x, Fraction) and x == 0:
        return ONE
    return elementary.exp(enclose(x, bits))


def logarithm(x: Scalar, bits: int) -> Scalar:
    if sign(x) <= 0:
        raise Undefined("the logarithm of a number that is not positive")
    if isinstance(x, Fraction) and x == 1:
        return ZERO
    return elementary.log(enclose(x, bits))


def floor(x: Scalar) -> Fraction:
    if isinstance(x, Fraction):
        return Fraction(floor_of(x))
    box = x.enclosure if isinstance(x, Algebraic) else x
    low, high = floor_of(box.low), floor_of(box.high)
    if low == high:
        return Fraction(low)
    if high == low + 1 and isinstance(x, Algebraic):
        return Fraction(high if sign(x - Fraction(high)) >= 0 else low)
    raise Undecided("a floor whose argument straddles an integer")


def absolute(x: Scalar) -> Scalar:
    """|x|; where the sign is open, [0, largest modulus], and |x| being x or -x keeps the bound of an algebraic x."""
    try:
        return x if sign(x) >= 0 else -x
    except Undecided:
        box = x.enclosure if isinstance(x, Algebraic) else x
        if isinstance(box, Fraction):
            raise
        folded = Interval(0, max(-box.lo, box.hi), box.exp, box.bits)
        return Algebraic(folded, x.bound) if isinstance(x, Algebraic) else folded


def larger(a: Scalar, b: Scalar, bits: int) -> Scalar:
    """max(a, b); an undecided one is enclosed by [max of the lower ends, max of the upper ends]."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return max(a, b)
    try:
        return a if sign(a - b) >= 0 else b
    except Undecided as undecided:
        if undecided.bits is not None:
            raise
    x, y = enclose(a, bits), enclose(b, bits)
    low = x if sign(x.ends()[0] - y.ends()[0]) >= 0 else y
    high = x if sign(x.ends()[1] - y.ends()[1]) >= 0 else y
    return hull(low.ends()[0], high.ends()[1])


def smaller(a: Scalar, b: Scalar, bits: int) -> Scalar:
    return -larger(-a, -b, bits)
