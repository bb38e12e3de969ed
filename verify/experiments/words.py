"""Numbers as captions and tables print them; None is what a run did not reach."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

INFINITY = float("inf")


def count(value: float | None) -> str:
    """A number of iterations, with spaces between thousands."""
    return "–" if value is None else f"{value:,.0f}".replace(",", "\u202f")


def short(value: float | None, digits: int = 2) -> str:
    """Few significant digits, as 1.9e-4 rather than 0.00019 or 1.9e-04."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    if -4 < int(power) < digits:
        return f"{float(f'{mantissa}e{power}'):g}"
    if digits <= int(power) < 4:
        return f"{value:.0f}"
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(power)}"


def median(values: Sequence[float | None]) -> float | None:
    """The median, where None is beyond all numbers."""
    middle = statistics.median(INFINITY if value is None else value for value in values)
    return None if middle == INFINITY else middle


def spread(values: Sequence[float | None]) -> str:
    """`median (smallest to largest)` of numbers of iterations."""
    ordered = sorted(values, key=lambda value: INFINITY if value is None else value)
    return f"{count(median(values))} ({count(ordered[0])} to {count(ordered[-1])})"


def listed(parts: Sequence[str]) -> str:
    """a, b and c"""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def range_of(values: Sequence[float]) -> str:
    """`1.5` or `1.5 to 4.2`"""
    low, high = short(min(values)), short(max(values))
    return low if low == high else f"{low} to {high}"


def middle(values: Sequence[float | None]) -> str:
    """The median, short."""
    return short(median(values))


def plural(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
