"""Outward rounded decimals of exact rational numbers."""

from __future__ import annotations

from fractions import Fraction

DIGITS = 20


def decimal(x: Fraction, up: bool) -> str:
    """x with about 20 significant digits, rounded up or down; exact where that needs no more digits."""
    if x == 0:
        return "0"
    if x < 0:
        return "-" + decimal(-x, not up)
    places = DIGITS - _magnitude(x)
    scaled = x * Fraction(10) ** places
    digits, rest = divmod(scaled.numerator, scaled.denominator)
    if rest and up:
        digits += 1
    while digits % 10 == 0 and digits:
        digits, places = digits // 10, places - 1
    text = str(digits)
    if places > 40 or places < -20:
        point = f"{text[0]}.{text[1:]}" if len(text) > 1 else text
        return f"{point}e{len(text) - 1 - places}"
    if places <= 0:
        return text + "0" * -places
    text = text.rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


def _magnitude(x: Fraction) -> int:
    """An integer within 2 of the decimal logarithm of x > 0."""
    return (x.numerator.bit_length() - x.denominator.bit_length()) * 30103 // 100000
