"""Numbers that may be printed: rationals between which a quantity provably lies, and decimals rounded to a side."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from verify.arithmetic._flint import arb
from verify.errors import ProofgaugeError
from verify.laws.precision import lower, upper
from verify.solver.numbers import OutOfRange, exactly

Number = int | float | str | Fraction
"""What a user may write; a float stands for the binary number that it is."""
SMALL = Fraction(1, 1000)
DIGITS = 20


class WorthError(ProofgaugeError):
    """A question about sizes, accuracies or probabilities that has no answer."""


@dataclass(frozen=True)
class Enclosure:
    """low <= the quantity <= high."""

    low: Fraction
    high: Fraction

    def to_json(self) -> list[str]:
        """The ends as decimals of 20 digits, rounded outwards."""
        return [below(self.low), above(self.high)]


def enclose(value: arb) -> Enclosure:
    """The ends of a ball."""
    return Enclosure(lower(value), upper(value))


def enclose_probability(value: arb) -> Enclosure:
    """The ends of a ball that holds a probability, cut to [0, 1]."""
    return Enclosure(max(lower(value), Fraction(0)), min(upper(value), Fraction(1)))


def number(name: str, value: Number) -> Fraction:
    """The number exactly. Raises WorthError for what is no finite number, or out of the range of `exactly`."""
    try:
        return exactly(name, value)
    except OutOfRange as error:
        raise WorthError(str(error)) from error
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise WorthError(f"{name} = {value!r} is not a finite number; write 1/4, 0.25 or 1e-6") from error


def size(name: str, value: int) -> int:
    """The size. Raises WorthError unless it is an integer >= 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WorthError(f"{name} = {value!r}: a size is an integer >= 1")
    return value


def below(x: Fraction, digits: int = DIGITS) -> str:
    """The largest decimal of so many significant digits that is not above x."""
    return _rounded(x, digits, decimal.ROUND_FLOOR)


def above(x: Fraction, digits: int = DIGITS) -> str:
    """The smallest decimal of so many significant digits that is not below x."""
    return _rounded(x, digits, decimal.ROUND_CEILING)


def at_least(p: Fraction) -> str:
    """A probability rounded down to 4 places, or as 1 minus something rounded up; "none" at 0 and below."""
    return "none" if p <= 0 else _probability(p, decimal.ROUND_FLOOR, above)


def at_most(p: Fraction) -> str:
    """A probability rounded up to 4 places, or as 1 minus something rounded down; "none" at 0 and below."""
    return "none" if p <= 0 else _probability(p, decimal.ROUND_CEILING, below)


def places_below(x: Fraction, places: int) -> str:
    """x rounded down to so many places."""
    return _places(x, places, decimal.ROUND_FLOOR)


def places_above(x: Fraction, places: int) -> str:
    """x rounded up to so many places."""
    return _places(x, places, decimal.ROUND_CEILING)


def scientific(text: str) -> str:
    """The same decimal with an exponent, where it is small."""
    value = Decimal(text)
    return f"{value:e}" if 0 < abs(value) < SMALL else text


def _probability(p: Fraction, rounding: str, other: Callable[[Fraction, int], str]) -> str:
    if p >= 1:
        return "1"
    if p <= SMALL:
        return scientific(_rounded(p, 2, rounding))
    return f"1-{scientific(other(1 - p, 2))}" if 1 - p < SMALL else _places(p, 4, rounding)


def _places(x: Fraction, places: int, rounding: str) -> str:
    scaled = x * 10**places
    whole = scaled.numerator // scaled.denominator
    whole += rounding == decimal.ROUND_CEILING and whole != scaled
    return f"{Decimal(whole).scaleb(-places):f}"


def _rounded(x: Fraction, digits: int, rounding: str) -> str:
    context = decimal.Context(prec=digits, rounding=rounding, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX)
    value = context.divide(Decimal(x.numerator), Decimal(x.denominator))
    return f"{value.normalize(context):g}"
