"""Numbers given to the laws, and the one loop that raises the precision until a radius is reached."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from verify.arithmetic._flint import arb, fmpq, to_fmpq, working
from verify.errors import ProofgaugeError, Unsupported

Real = int | Fraction | fmpq | arb | Callable[[], arb]
"""An exact rational, a ball, or a function that gives the ball of a fixed number at the working precision."""

RADIUS = Fraction(1, 10**20)
PRECISION_LIMIT = 16384
READ_BITS = 256
EXPONENT_LIMIT = 1 << 17
GUARD = 64


class LawError(ProofgaugeError):
    """A law was asked about sizes, arguments or probabilities for which it is not defined."""


def is_count(value: object) -> bool:
    """Whether it is an integer; True and False are not meant as one."""
    return isinstance(value, int) and not isinstance(value, bool)


def real(value: Real) -> arb:
    """The number as a ball at the working precision."""
    if isinstance(value, arb):
        return value
    if isinstance(value, fmpq):
        return arb(value)
    if isinstance(value, (int, Fraction)):
        return arb(to_fmpq(value))
    if callable(value):
        return value()
    raise LawError(f"{value!r} is a {type(value).__name__}; expected an int, a Fraction or a ball")


def is_wide(value: Real | None) -> bool:
    """A ball of positive radius: more precision cannot make it narrower."""
    return isinstance(value, arb) and not value.is_exact()


def reach(evaluate: Callable[[], arb], radius: Fraction, bits: int, what: str) -> arb:
    """The ball of `evaluate()` at the first precision, from `bits` on, where its radius is at most `radius` > 0.

    Raises Unsupported beyond PRECISION_LIMIT bits.
    """
    if radius <= 0:
        raise LawError(f"{what}: a radius of {radius} cannot be reached; ask for one above 0")
    with working(READ_BITS):
        bound = arb(to_fmpq(radius)).lower()
    while bits <= PRECISION_LIMIT:
        with working(bits):
            value = evaluate()
            if value.is_finite() and value.rad() <= bound:
                return value
        bits += bits // 2
    raise Unsupported(
        f"{what}: a radius of about 2**-{bits_of(radius)} is not reached within {PRECISION_LIMIT} bits; "
        "ask for a larger one"
    )


def bits_of(radius: Fraction) -> int:
    """An integer near -log2(radius), at least 1. Raises LawError for another sort of number."""
    if not isinstance(radius, (int, Fraction)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise LawError(f"the radius {radius!r} is a {type(radius).__name__}; write a Fraction, Fraction(1, 10**20)")
    return max(1, radius.denominator.bit_length() - radius.numerator.bit_length())


def relative(evaluate: Callable[[Fraction], arb], bits: int, what: str) -> arb:
    """The positive number that `evaluate(radius)` encloses, with a relative radius of at most 2**-bits.

    Raises Unsupported where the number is not separated from 0 at a radius of 2**-PRECISION_LIMIT.
    """
    exponent = bits + 8
    while exponent <= PRECISION_LIMIT:
        value = evaluate(Fraction(1, 1 << exponent))
        low = lower(value)
        if low > 0 and Fraction(1, 1 << (exponent - bits)) <= low:
            return value
        exponent = exponent * 2 if low <= 0 else bits + bits_of(low) + 2
    raise Unsupported(f"{what} is not separated from 0 with a radius of 2**-{PRECISION_LIMIT}")


def lower(value: arb, bits: int = READ_BITS) -> Fraction:
    """A rational lower bound, exact up to `bits` bits and EXPONENT_LIMIT binary places."""
    with working(bits):
        return _fraction(value.lower(), up=False)


def upper(value: arb, bits: int = READ_BITS) -> Fraction:
    """A rational upper bound, exact up to `bits` bits and EXPONENT_LIMIT binary places."""
    with working(bits):
        return _fraction(value.upper(), up=True)


def ends(value: arb) -> tuple[arb, arb]:
    """Exact balls below and above, at the precision that the ball itself has, whatever the working one is."""
    if value.is_exact():
        return value, value
    with working(max(value.bits(), value.rel_accuracy_bits()) + GUARD):
        return value.lower(), value.upper()


def between(low: arb, high: arb) -> arb:
    """A ball that holds everything from `low` to `high`; wider by no more than rounding at their own precision."""
    with working(max(low.bits(), high.bits()) + GUARD):
        return low.union(high)


def _fraction(value: arb, up: bool) -> Fraction:
    """The exact number; rounded where its exponent is beyond reason, which FLINT would not survive."""
    if not value.is_finite():
        raise LawError("an enclosure is not finite")
    mantissa, exponent = value.man_exp()
    places = int(exponent)
    if places > EXPONENT_LIMIT:
        raise Unsupported("a number is too large to be written out")
    if places < -2 * EXPONENT_LIMIT:
        smallest = Fraction(1, 1 << EXPONENT_LIMIT)
        return (smallest if mantissa > 0 else Fraction(0)) if up else (Fraction(0) if mantissa > 0 else -smallest)
    scale = Fraction(1 << places) if places >= 0 else Fraction(1, 1 << -places)
    return int(mantissa) * scale
