"""Print what the exact laws say about the appendix's propositions on a grid of sizes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, cast

from verify.laws.deviations import deviations_hold, grid, largest_deviation, smallest_deviation
from verify.laws.good_event import worth_table
from verify.laws.small_ball import constants_table

PAIRS = grid(range(1, 41), range(1, 21))
C2 = [None, *(Fraction(1, q) for q in (100, 20, 10, 4, 2, 1)), Fraction(2)]
WORTH = [(n, d, r) for n in (5, 20, 100, 1000) for d, r in grid((1, 2, 5, 10, 20, 40), (1, 2, 5, 10, 20)) if n >= r]
TAU = [Fraction(1, q) for q in (100, 10, 4, 2)]
DIGITS = 5


def constants() -> dict[str, object]:
    """Proposition A.1: for every C2, which C1 the grid forces and certifies, and which all sizes force and allow."""
    return constants_table(PAIRS, C2)


def deviations() -> list[dict[str, object]]:
    """Proposition A.2 at all sizes of the grid, for every t >= 0."""
    rows: list[dict[str, object]] = []
    for d, r in PAIRS:
        halves = {"largest": largest_deviation(d, r), "smallest": smallest_deviation(d, r)}
        for half, covering in halves.items():
            certified = deviations_hold(covering)
            rows.append({"half": half, "d": d, "r": r, "certified": certified, "covering": covering.to_json()})
    return rows


def worth() -> dict[str, object]:
    """delta of (A2d) for some sizes and tau."""
    return worth_table(WORTH, TAU)


TABLES: dict[str, Callable[[], object]] = {"small_ball": constants, "deviations": deviations, "worth": worth}


def text_of_constants(table: dict[str, Any]) -> str:
    """The table of constants to read: bounds from below rounded down, bounds from above rounded up."""
    lines = [
        "Proposition A.1: Pr(sigma_r <= tau (sqrt d - sqrt(r-1))) <= (C1 tau)^(d-r+1) + exp(-C2 d) for every tau >= 0",
        "grid: 1 <= r <= d, r <= 20, d <= 40; every C1 that serves the grid, or all sizes, is at least what it forces;",
        "every C1 from what it certifies, or allows, on does serve; - is without the exponential term (C2 = infinity)",
        "",
        "    C2  grid forces  certifies      at (d, r, tau)  all sizes force     allow",
    ]
    for row in table["rows"]:
        at = row["at"]
        where = f"({at['d']}, {at['r']}, {_decimal(at['tau'], up=False, digits=3)})"
        lines.append(
            f"{row['C2'] or '-':>6}  {_decimal(row['grid_forces'], up=False):>11}  "
            f"{_decimal(row['grid_certifies'], up=True):>9}  {where:>18}  "
            f"{_decimal(row['all_sizes_force'], up=False):>15}  {_decimal(row['all_sizes_allow'], up=True):>8}"
        )
    return "\n".join(lines)


def _decimal(text: str, up: bool, digits: int = DIGITS) -> str:
    scaled = Fraction(text) * 10**digits
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return f"{whole // 10**digits}.{whole % 10**digits:0{digits}}"


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m verify.laws [TABLE ...] [--json]`: all tables as JSON, or the constants of Proposition A.1 to read."""
    parser = argparse.ArgumentParser(prog="python -m verify.laws", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"{', '.join(TABLES)}; all without any")
    parser.add_argument("--text", action="store_true", help="the constants of Proposition A.1 as a table to read")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.tables if name not in TABLES]
    if unknown:
        parser.error(f"there is no table {unknown[0]!r}: choose from {', '.join(TABLES)}")
    if options.text:
        print(text_of_constants(cast("dict[str, Any]", constants())))
        return 0
    json.dump({name: TABLES[name]() for name in options.tables or TABLES}, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
