"""Monotone covering: an inequality between two monotone functions of t, certified on an interval of t.

On a cell [a, b] the larger side is at least its value at one end and the smaller side at most its value at one end. A
rational level between these two values, enclosed in balls, settles the whole cell; an unsettled cell is halved.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from verify.arithmetic._flint import arb
from verify.laws.precision import LawError, lower, upper

RELATIONS = ("<=", "<", ">=", ">")
FIRST_BITS, LAST_BITS = 40, 1280
CELLS, DEPTH = 4096, 24


@dataclass(frozen=True)
class Curve:
    """A monotone function: value(t, radius) encloses it at a rational t; `rising` or else falling (weakly)."""

    value: Callable[[Fraction, Fraction], arb]
    rising: bool


@dataclass(frozen=True)
class Cell:
    """An interval of t, with the level that separates the two sides on all of it."""

    low: Fraction
    high: Fraction
    level: Fraction


@dataclass(frozen=True)
class Covering:
    """What a covering of [low, high] settled: where the relation holds, where it fails, and what is left.

    `tail` names the argument that settles everything beyond `high`; "" is none.
    """

    relation: str
    low: Fraction
    high: Fraction
    holds: tuple[Cell, ...]
    fails: tuple[Cell, ...] = ()
    left: tuple[tuple[Fraction, Fraction], ...] = ()
    tail: str = ""
    claim: dict[str, object] = field(default_factory=dict[str, object])

    @property
    def certified(self) -> bool:
        """The relation holds on all of [low, high]."""
        return not self.fails and not self.left

    def to_json(self) -> dict[str, object]:
        """The certificate: rationals as strings, cells as [low, high, level]."""
        return {
            "format": "proofgauge covering 1",
            "claim": self.claim,
            "relation": self.relation,
            "region": [str(self.low), str(self.high)],
            "holds": [[str(c.low), str(c.high), str(c.level)] for c in self.holds],
            "fails": [[str(c.low), str(c.high), str(c.level)] for c in self.fails],
            "left": [[str(a), str(b)] for a, b in self.left],
            "tail": self.tail,
        }


def certify(left: Curve, relation: str, right: Curve, region: tuple[Fraction, Fraction]) -> Covering:
    """Settle `left relation right` on the region, largest open cell first; at most CELLS cells, halved DEPTH times.

    Raises LawError for a relation other than <=, <, >=, > or a region with its ends in the wrong order.
    """
    if relation not in RELATIONS:
        raise LawError(f"the relation {relation!r} cannot be covered: expected one of {', '.join(RELATIONS)}")
    low, high = region
    if low > high:
        raise LawError(f"the region [{low}, {high}] has its ends in the wrong order")
    great, small = (left, right) if relation in (">=", ">") else (right, left)
    strict = relation in ("<", ">")
    great, small = _remembering(great), _remembering(small)
    holds: list[Cell] = []
    fails: list[Cell] = []
    waiting = [(low - high, low, high)] if low < high else []
    for _ in range(CELLS):
        if not waiting or high - low > -waiting[0][0] * 2**DEPTH:
            break
        _, a, b = heapq.heappop(waiting)
        level = _level(great, small, a, b, strict)
        if level is not None:
            holds.append(Cell(a, b, level))
            continue
        level = _level(small, great, a, b, not strict)
        if level is not None:
            fails.append(Cell(a, b, level))
            continue
        middle = (a + b) / 2
        heapq.heappush(waiting, (a - middle, a, middle))
        heapq.heappush(waiting, (middle - b, middle, b))
    left_open = _joined(sorted((a, b) for _, a, b in waiting))
    return Covering(relation, low, high, _in_order(holds), _in_order(fails), left_open)


def replay(covering: Covering, left: Curve, right: Curve) -> bool:
    """Whether the cells of a covering are right, each checked afresh, and fill the region with what is left."""
    great, small = (left, right) if covering.relation in (">=", ">") else (right, left)
    strict = covering.relation in ("<", ">")
    pieces = sorted([*((c.low, c.high) for c in (*covering.holds, *covering.fails)), *covering.left])
    starts = [covering.low, *(b for _, b in pieces)]
    if starts != [*(a for a, _ in pieces), covering.high] or any(a >= b for a, b in pieces):
        return False
    return all(_separates(great, small, c, strict) for c in covering.holds) and all(
        _separates(small, great, c, not strict) for c in covering.fails
    )


def _level(great: Curve, small: Curve, a: Fraction, b: Fraction, strict: bool) -> Fraction | None:
    """A number between the two sides where great >= small, or > if strict, is certain on all of [a, b]."""
    bits = FIRST_BITS
    while bits <= LAST_BITS:
        radius = Fraction(1, 1 << bits)
        great_ball, small_ball = _least(great, a, b, radius), _most(small, a, b, radius)
        bottom, top = upper(small_ball), lower(great_ball)
        if bottom < top or (bottom == top and not strict):
            return simplest(bottom, top)
        if upper(great_ball) < lower(small_ball):
            return None
        bits *= 2
    return None


def _separates(great: Curve, small: Curve, cell: Cell, strict: bool) -> bool:
    bits = FIRST_BITS
    while bits <= LAST_BITS:
        radius = Fraction(1, 1 << bits)
        top = lower(_least(great, cell.low, cell.high, radius))
        bottom = upper(_most(small, cell.low, cell.high, radius))
        if bottom <= cell.level <= top and not (strict and bottom == top):
            return True
        bits *= 2
    return False


def _least(curve: Curve, a: Fraction, b: Fraction, radius: Fraction) -> arb:
    return curve.value(a if curve.rising else b, radius)


def _most(curve: Curve, a: Fraction, b: Fraction, radius: Fraction) -> arb:
    return curve.value(b if curve.rising else a, radius)


def _remembering(curve: Curve) -> Curve:
    """Neighbouring cells share their ends."""
    return Curve(cache(curve.value), curve.rising)


def _in_order(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda c: c.low))


def _joined(pieces: Sequence[tuple[Fraction, Fraction]]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Neighbouring intervals as one."""
    joined: list[tuple[Fraction, Fraction]] = []
    for a, b in pieces:
        if joined and joined[-1][1] == a:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return tuple(joined)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of smallest denominator in [low, high]."""
    if low > high:
        raise LawError(f"no number lies between {low} and {high}")
    whole = low.numerator // low.denominator
    if low == whole:
        return Fraction(whole)
    if whole < high.numerator // high.denominator:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))
