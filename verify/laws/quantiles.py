"""Quantiles as brackets: rational ends between which a distribution function provably passes a level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from verify.arithmetic._flint import arb
from verify.errors import Unsupported
from verify.laws.precision import LawError, lower, upper
from verify.laws.wishart import largest, smallest

Law = Callable[[Fraction, Fraction], arb]
"""The value at a rational argument, enclosed with the radius asked."""
FIRST_BITS, LAST_BITS = 48, 3072


@dataclass(frozen=True)
class Bracket:
    """low <= quantile <= high."""

    low: Fraction
    high: Fraction


def quantile(law: Law, level: Fraction, low: Fraction, high: Fraction, width: Fraction) -> Bracket:
    """Where the continuous distribution function `law` passes `level` in [low, high], up to `width`.

    Raises LawError unless 0 < level < 1 and the law at the two ends lies on the two sides of it.
    """
    if not 0 < level < 1:
        raise LawError(f"the quantile at {level}: expected a probability strictly between 0 and 1")
    if _side(law, low, level) > 0 or _side(law, high, level) < 0:
        raise LawError(f"the quantile at {level} does not lie between {float(low):.6g} and {float(high):.6g}")
    while high - low > width:
        # a second point in case the first is the quantile itself, which no precision would tell
        for point in (_simple(low + (high - low) / 2, high - low), _simple(low + (high - low) * 3 / 7, high - low)):
            side = _side(law, point, level)
            if side:
                low, high = (point, high) if side < 0 else (low, point)
                break
        else:
            raise Unsupported(f"the law cannot be told from {level} near {float(low):.6g} within {LAST_BITS} bits")
    return Bracket(low, high)


def quantile_of_largest(d: int, r: int, level: Fraction, width: Fraction = Fraction(1, 10**15)) -> Bracket:
    """The x with Pr(sigma_1(G) <= x) = level, for G of shape d x r as in wishart.largest."""
    return _singular_value(lambda x, radius: largest(d, r, x, radius), d, r, level, width)


def quantile_of_smallest(d: int, r: int, level: Fraction, width: Fraction = Fraction(1, 10**15)) -> Bracket:
    """The x with Pr(sigma_r(G) <= x) = level, for G of shape d x r as in wishart.smallest."""
    return _singular_value(lambda x, radius: smallest(d, r, x, radius), d, r, level, width)


def _singular_value(law: Law, d: int, r: int, level: Fraction, width: Fraction) -> Bracket:
    law(Fraction(1), Fraction(1, 2))  # complains about the sizes before anything else
    high = Fraction(1)
    if 0 < level < 1:
        while high < d + r or _side(law, high, level) <= 0:
            high *= 2
    return quantile(law, level, Fraction(0), high, width)


def _side(law: Law, x: Fraction, level: Fraction) -> int:
    """1 or -1 where the law is above or below the level, 0 where LAST_BITS bits do not tell."""
    bits = FIRST_BITS
    while bits <= LAST_BITS:
        value = law(x, Fraction(1, 1 << bits))
        if lower(value) > level:
            return 1
        if upper(value) < level:
            return -1
        bits *= 2
    return 0


def _simple(x: Fraction, width: Fraction) -> Fraction:
    """A dyadic number near x, well inside an interval of this width around it."""
    shift = max(0, 6 + width.denominator.bit_length() - width.numerator.bit_length())
    return Fraction(round(x * (1 << shift)), 1 << shift)
