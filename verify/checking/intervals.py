"""Intervals [lo, hi] * 2**exp on Python integers, rounded outwards.

Every operation returns an interval that contains all results for operands in the given intervals. `bits` is the
length to which mantissas are rounded; the result of an operation has the larger precision of its operands.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from .outcomes import Undecided

EXPONENT_LIMIT = 1 << 40


class Interval:
    """A closed interval with dyadic ends that share one exponent. Immutable by convention."""

    __slots__ = ("bits", "exp", "hi", "lo")

    def __init__(self, lo: int, hi: int, exp: int, bits: int) -> None:
        if lo > hi:
            raise ValueError("the ends of an interval are in the wrong order")
        excess = max(lo.bit_length(), hi.bit_length()) - bits
        if excess > 0:
            lo >>= excess
            hi = -(-hi >> excess)
            exp += excess
        if not (lo or hi):
            exp = 0
        if not -EXPONENT_LIMIT < exp < EXPONENT_LIMIT:
            raise Undecided("a number is too large or too small for the interval arithmetic")
        self.lo, self.hi, self.exp, self.bits = lo, hi, exp, bits

    def __repr__(self) -> str:
        return f"Interval({self.lo}, {self.hi}, {self.exp}, {self.bits})"

    @property
    def low(self) -> Fraction:
        return dyadic(self.lo, self.exp)

    @property
    def high(self) -> Fraction:
        return dyadic(self.hi, self.exp)

    def sign(self) -> int | None:
        """1, -1 or 0 where the interval decides it, None where it straddles zero."""
        if self.lo > 0:
            return 1
        if self.hi < 0:
            return -1
        return 0 if self.lo == self.hi else None

    def with_bits(self, bits: int) -> Interval:
        return Interval(self.lo, self.hi, self.exp, bits)

    def ends(self) -> tuple[Interval, Interval]:
        """The two ends, each as an interval that is one point."""
        return Interval(self.lo, self.lo, self.exp, self.bits + 1), Interval(self.hi, self.hi, self.exp, self.bits + 1)

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo, self.exp, self.bits)

    def __add__(self, other: Interval | Fraction) -> Interval:
        if isinstance(other, Fraction):
            other = enclosing(other, self.bits)
        elif not isinstance(other, Interval):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        bits = max(self.bits, other.bits)
        big, small = (self, other) if self.exp >= other.exp else (other, self)
        if big.lo == big.hi == 0:
            return small.with_bits(bits)
        lo, hi, exp = small.lo, small.hi, small.exp
        gap = big.exp - exp
        excess = gap - 2 * bits - 64
        if excess > 0:  # a far smaller summand is rounded to a multiple of a unit far below the larger one
            lo, hi, exp, gap = lo >> excess, -(-hi >> excess), exp + excess, gap - excess
        return Interval((big.lo << gap) + lo, (big.hi << gap) + hi, exp, bits)

    __radd__ = __add__

    def __sub__(self, other: Interval | Fraction) -> Interval:
        if not isinstance(other, (Interval, Fraction)):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return self + (-other)

    def __rsub__(self, other: Fraction) -> Interval:
        return (-self) + other

    def __mul__(self, other: Interval | Fraction) -> Interval:
        if isinstance(other, Fraction):
            other = enclosing(other, self.bits)
        elif not isinstance(other, Interval):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        a, b, c, d = self.lo, self.hi, other.lo, other.hi
        if a >= 0:
            lo, hi = (a if c >= 0 else b) * c, (b if d >= 0 else a) * d
        elif b <= 0:
            lo, hi = (a if d >= 0 else b) * d, (b if c >= 0 else a) * c
        elif c >= 0:
            lo, hi = a * d, b * d
        elif d <= 0:
            lo, hi = b * c, a * c
        else:
            lo, hi = min(a * d, b * c), max(a * c, b * d)
        return Interval(lo, hi, self.exp + other.exp, max(self.bits, other.bits))

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | Fraction) -> Interval:
        if isinstance(other, Fraction):
            other = enclosing(other, self.bits)
        elif not isinstance(other, Interval):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        if other.hi < 0:
            return (-self) / (-other)
        if other.lo <= 0:
            raise Undecided("a divisor is not separated from zero")
        bits = max(self.bits, other.bits)
        shift = max(0, bits + other.hi.bit_length() + 2 - max(self.lo.bit_length(), self.hi.bit_length()))
        lo = (self.lo << shift) // (other.hi if self.lo >= 0 else other.lo)
        hi = -((-self.hi << shift) // (other.lo if self.hi >= 0 else other.hi))
        return Interval(lo, hi, self.exp - shift - other.exp, bits)

    def __rtruediv__(self, other: Fraction) -> Interval:
        return enclosing(other, self.bits) / self

    def power(self, k: int) -> Interval:
        """The k-th power, k >= 0, without the loss of treating equal factors as independent."""
        low, high = _power(self.ends()[0], k), _power(self.ends()[1], k)
        result = hull(low, high)
        if k > 0 and k % 2 == 0 and self.lo < 0 < self.hi:
            result = hull(result, Interval(0, 0, 0, self.bits))
        return result.with_bits(self.bits)

    def root(self, k: int) -> Interval:
        """The k-th root of the part that is not negative; k >= 1."""
        if self.hi < 0:
            raise Undecided("the root of a negative number")
        low = _root(max(self.lo, 0), self.exp, k, self.bits)
        high = _root(self.hi, self.exp, k, self.bits)
        return hull(low, high)


def dyadic(mantissa: int, exp: int) -> Fraction:
    """mantissa * 2**exp as a Fraction; refuses exponents that would fill the memory."""
    if abs(exp) > 1_000_000:
        raise Undecided("a number is too large or too small to be written out")
    return Fraction(mantissa << exp) if exp >= 0 else Fraction(mantissa, 1 << -exp)


def enclosing(value: Fraction, bits: int) -> Interval:
    """The tightest interval with about `bits` bits around a rational number."""
    p, q = value.numerator, value.denominator
    if q & (q - 1) == 0:
        return Interval(p, p, 1 - q.bit_length(), bits)
    shift = max(0, bits + q.bit_length() + 1 - p.bit_length())
    floor = (p << shift) // q
    return Interval(floor, floor + 1, -shift, bits)


def hull(a: Interval, b: Interval) -> Interval:
    """The smallest interval around both (up to rounding)."""
    bits = max(a.bits, b.bits)
    exp = min(a.exp, b.exp)
    if max(a.exp, b.exp) - exp > 4 * bits + 256:
        # only a zero or a vanishing end can be that far down: widen it to the unit that still matters
        unit = max(a.exp, b.exp) - 4 * bits - 256
        ends = [_lowered(x, unit) for x in (a, b)]
        return Interval(min(e[0] for e in ends), max(e[1] for e in ends), unit, bits)
    lo = min(a.lo << (a.exp - exp), b.lo << (b.exp - exp))
    hi = max(a.hi << (a.exp - exp), b.hi << (b.exp - exp))
    return Interval(lo, hi, exp, bits)


def _lowered(x: Interval, unit: int) -> tuple[int, int]:
    shift = x.exp - unit
    return (x.lo << shift, x.hi << shift) if shift >= 0 else (x.lo >> -shift, -(-x.hi >> -shift))


def _power(x: Interval, k: int) -> Interval:
    """k-th power of a point; extra bits absorb the growth of the relative error."""
    x = x.with_bits(x.bits + k.bit_length() + 4)
    result = Interval(1, 1, 0, x.bits)
    for digit in bin(k)[2:]:
        result = result * result
        if digit == "1":
            result = result * x
    return result


def _root(mantissa: int, exp: int, k: int, bits: int) -> Interval:
    if mantissa == 0:
        return Interval(0, 0, 0, bits)
    shift = max(0, k * (bits + 2) - mantissa.bit_length())
    shift += (exp - shift) % k
    floor = integer_root(mantissa << shift, k)
    exact = floor**k == mantissa << shift
    return Interval(floor, floor if exact else floor + 1, (exp - shift) // k, bits)


def integer_root(value: int, k: int) -> int:
    """The floor of the k-th root of an integer >= 0, exactly."""
    if k == 1 or value < 2:
        return value
    if k == 2:
        return isqrt(value)
    guess = 1 << -(-value.bit_length() // k)
    while True:  # Newton's iteration decreases until it reaches the floor
        better = ((k - 1) * guess + value // guess ** (k - 1)) // k
        if better >= guess:
            return guess
        guess = better
