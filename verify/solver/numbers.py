"""Numbers as users write them, exactly, and no larger than can be worked with."""

from __future__ import annotations

import re
from fractions import Fraction

EXPONENT = 300
"""Of ten: what is accepted is 0 or has 10^-300 <= |x| <= 10^300, the range of float64 with room for a product."""


def exactly(name: str, value: int | float | str | Fraction) -> Fraction:
    """The number itself. Raises TypeError, ValueError, OverflowError or ZeroDivisionError for what is no finite number,
    and OutOfRange, a ValueError whose message is for the user, beyond EXPONENT.
    """
    written = re.search(r"[eE][+-]?0*([0-9_]+)\s*$", value) if isinstance(value, str) else None
    if written and len(written[1].replace("_", "")) > len(str(EXPONENT)) + 3:  # 10^exponent is not to be computed
        raise OutOfRange(name, value)
    number = Fraction(value)
    if number and not 1 <= abs(number) * 10**EXPONENT <= 10 ** (2 * EXPONENT):
        raise OutOfRange(name, value)
    return number


class OutOfRange(ValueError):
    def __init__(self, name: str, value: object):
        super().__init__(f"{name} = {value} is out of range; give a number from 1e-{EXPONENT} to 1e{EXPONENT} in size")
