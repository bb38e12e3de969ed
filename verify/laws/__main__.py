"""Print what the exact laws say about the appendix's propositions on a grid of sizes, as JSON."""

from __future__ import annotations

import json
import sys
from fractions import Fraction

from verify.laws.deviations import deviations_hold, grid, largest_deviation, smallest_deviation
from verify.laws.good_event import worth_table
from verify.laws.small_ball import constants_table

PAIRS = grid(range(1, 41), range(1, 21))
C2 = [None, *(Fraction(1, q) for q in (100, 20, 10, 4, 2, 1)), Fraction(2)]
WORTH = [(n, d, r) for n in (5, 20, 100, 1000) for d, r in grid((1, 2, 5, 10, 20, 40), (1, 2, 5, 10, 20)) if n >= r]
TAU = [Fraction(1, q) for q in (100, 10, 4, 2)]


def tables() -> dict[str, object]:
    """Proposition A.2 on all (d, r) up to (40, 20); the constants of A.1 there; delta for some (n, d, r, tau)."""
    rows: list[dict[str, object]] = []
    for d, r in PAIRS:
        halves = {"largest": largest_deviation(d, r), "smallest": smallest_deviation(d, r)}
        for half, covering in halves.items():
            certified = deviations_hold(covering)
            rows.append({"half": half, "d": d, "r": r, "certified": certified, "covering": covering.to_json()})
    return {"deviations": rows, "small_ball": constants_table(PAIRS, C2), "worth": worth_table(WORTH, TAU)}


if __name__ == "__main__":
    json.dump(tables(), sys.stdout, indent=1)
