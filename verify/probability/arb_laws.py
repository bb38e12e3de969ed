"""The laws of verify.laws behind the interface of the checker's: enclosures rest on Arb."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from verify.arithmetic._flint import arb, to_fmpq, working
from verify.checking.intervals import Interval, enclosing, hull
from verify.checking.outcomes import Undecided
from verify.errors import ProofgaugeError
from verify.laws import classical, wishart
from verify.laws.precision import Real, lower, upper

BITS = 192
SLACK = 32


class ArbLaws:
    """Distribution functions over intervals; for a number, with a radius of 2**-(bits - SLACK)."""

    def __init__(self, bits: int = BITS) -> None:
        self.digits = max(bits, BITS) - SLACK

    def between(self, d: int, r: int, a: Interval | None, b: Interval | None) -> Interval:
        return self._enclosed(_between(d, r, _ends(a), _ends(b), self.digits))

    def chi_square(self, k: int, x: Interval) -> Interval:
        return self._enclosed(_chi_square(k, _ends(x), self.digits))

    def normal(self, x: Interval) -> Interval:
        return self._enclosed(_normal(_ends(x), self.digits))

    def _enclosed(self, ends: tuple[Fraction, Fraction]) -> Interval:
        bits = 2 * self.digits
        return hull(enclosing(ends[0], bits), enclosing(ends[1], bits))


Ends = tuple[Fraction, Fraction] | None
Pair = tuple[Fraction, Fraction, int]


def _ends(x: Interval | None) -> Ends:
    return None if x is None else (x.low, x.high)


def _real(ends: Ends) -> Real:
    if ends is None:
        return 0
    low, high = ends
    if low == high:
        return low
    with working(2 * max(low.denominator.bit_length(), high.denominator.bit_length(), 256)):
        return arb(to_fmpq(low)).union(arb(to_fmpq(high)))


@lru_cache(maxsize=4096)
def _between(d: int, r: int, a: Ends, b: Ends, digits: int) -> tuple[Fraction, Fraction]:
    return _written(digits, lambda radius: wishart.interval(d, r, _real(a), None if b is None else _real(b), radius))


@lru_cache(maxsize=4096)
def _chi_square(k: int, x: Ends, digits: int) -> tuple[Fraction, Fraction]:
    return _written(digits, lambda radius: classical.chi_square(k, _real(x), radius))


@lru_cache(maxsize=4096)
def _normal(x: Ends, digits: int) -> tuple[Fraction, Fraction]:
    return _written(digits, lambda radius: classical.normal(_real(x), radius))


def _written(digits: int, law: Callable[[Fraction], arb]) -> tuple[Fraction, Fraction]:
    try:
        value, bits = law(Fraction(1, 1 << digits)), 2 * digits
        return lower(value, bits), upper(value, bits)
    except ProofgaugeError as error:
        raise Undecided(str(error), final=True) from error
