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

RADIUS_BITS = 160


class ArbLaws:
    """Distribution functions over intervals, with a radius of 2**-RADIUS_BITS for a number."""

    def between(self, d: int, r: int, a: Interval | None, b: Interval | None) -> Interval:
        return _enclosed(_between(d, r, _ends(a), _ends(b)))

    def chi_square(self, k: int, x: Interval) -> Interval:
        return _enclosed(_chi_square(k, _ends(x)))

    def normal(self, x: Interval) -> Interval:
        return _enclosed(_normal(_ends(x)))


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
    with working(512):
        return arb(to_fmpq(low)).union(arb(to_fmpq(high)))


RADIUS = Fraction(1, 1 << RADIUS_BITS)


@lru_cache(maxsize=4096)
def _between(d: int, r: int, a: Ends, b: Ends) -> tuple[Fraction, Fraction]:
    return _written(lambda: wishart.interval(d, r, _real(a), None if b is None else _real(b), RADIUS))


@lru_cache(maxsize=4096)
def _chi_square(k: int, x: Ends) -> tuple[Fraction, Fraction]:
    return _written(lambda: classical.chi_square(k, _real(x), RADIUS))


@lru_cache(maxsize=4096)
def _normal(x: Ends) -> tuple[Fraction, Fraction]:
    return _written(lambda: classical.normal(_real(x), RADIUS))


def _written(law: Callable[[], arb]) -> tuple[Fraction, Fraction]:
    try:
        value = law()
        return lower(value), upper(value)
    except ProofgaugeError as error:
        raise Undecided(str(error), final=True) from error


def _enclosed(ends: tuple[Fraction, Fraction]) -> Interval:
    bits = 2 * RADIUS_BITS
    return hull(enclosing(ends[0], bits), enclosing(ends[1], bits))
