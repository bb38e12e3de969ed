"""Points that move with a universal constant K: power laws and exponentials in K, found from points that refute single
values of K, tried at many values in balls, and proved to refute all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice, product
from typing import Any

from verify.arithmetic import balls
from verify.arithmetic.points import Point
from verify.errors import ProofgaugeError
from verify.statement import Statement
from verify.substitution import substitute, unfold
from verify.tree import Expr, Symbol, make, number, variable

Family = dict[Symbol, Expr]
POWERS = (1, 2, 3)
TRIED = 2_500  # families looked at
SAMPLES = tuple(map(Fraction, ("1000", "1", "1000000", "1/1000", "30", "1000000000000", "1/7")))
BITS = 192


def families(statement: Statement, points: Sequence[Mapping[str, Any]]) -> Iterator[Family]:
    """Families that refute every sampled value of the constants, simple ones first. `points` are exact values that
    refute single values of the constants. Numbers only."""
    if any(s.kind in ("matrix", "sequence") for s in statement.variables) or not points:
        return
    tested = Refuter(statement)
    seen: set[tuple[int, ...]] = set()
    for family in islice(_candidates(statement, points), TRIED):
        key = tuple(map(id, family.values()))
        if key not in seen and not seen.add(key) and tested.refutes(family):
            yield family


def _candidates(statement: Statement, points: Sequence[Mapping[str, Any]]) -> Iterator[Family]:
    rows = sorted({tuple(Fraction(p[s.name]) for s in statement.variables) for p in points}, key=_length)
    bases = [dict(zip(statement.variables, map(number, row), strict=True)) for row in rows]
    yield from bases
    order = _moving_first(statement, bases)
    scales = _scales(statement.exists)
    for scale in scales:
        for base in bases:
            for sym in order:
                yield from ({**base, sym: e} for e in _laws(sym, base, scale))
    for scale in scales:
        for base in bases:
            for one, other in combinations(order, 2):
                pairs = product(*(_laws(s, base, scale) for s in (one, other)))
                yield from ({**base, one: e, other: f} for e, f in pairs)


def _length(row: tuple[Fraction, ...]) -> tuple[int, tuple[Fraction, ...]]:
    return sum(len(str(x)) + 4 * (x.denominator != 1) for x in row), row


def _moving_first(statement: Statement, bases: Sequence[Family]) -> list[Symbol]:
    """The variables, those first that differ from one refuting point to another."""
    return sorted(statement.variables, key=lambda s: len({b[s].data for b in bases}) == 1)


def _scales(exists: Sequence[Symbol]) -> list[Expr]:
    """Quantities >= 1 that grow with the constants, and where these are positive also with their inverses."""
    one = number(1)
    parts: list[Expr] = []
    for sym in exists:
        v = variable(sym)
        low = max((b for b in (sym.ge, sym.gt) if b is not None), default=None)
        parts.append(make("abs", (v,)) if low is None else v - number(low) if low else v)
    grown = sum(parts[1:], parts[0]) + one
    if all(sym.gt == 0 for sym in exists):
        return [grown, sum((one / variable(s) for s in exists), grown)]
    return [grown]


def _laws(sym: Symbol, base: Family, scale: Expr) -> list[Expr]:
    """Expressions for a variable: away from an end of its domain, or towards it or another value that stands out."""
    lows = [b for b in (sym.ge, sym.gt) if b is not None] + ([Fraction(1)] if sym.kind == "size" else [])
    highs = [b for b in (sym.le, sym.lt) if b is not None]
    if sym.kind != "real":
        step = make("floor", (scale,))
        found = [_plus(max(lows, default=Fraction(0)), _power(step, p)) for p in POWERS[:2]] if not highs else []
        return found + ([number(min(highs, default=Fraction(0))) - step] if not lows else [])
    out: list[Expr] = []
    if not highs:
        out += [_plus(max(lows, default=Fraction(0)), _power(scale, p)) for p in POWERS]
    if not lows:
        out += [_plus(min(highs, default=Fraction(0)), -_power(scale, p)) for p in POWERS]
    values = {e.data[0] for e in base.values()}
    limits = dict.fromkeys([*lows, *highs, Fraction(0), *sorted(values)])
    for limit in limits:
        if all(limit >= b for b in lows) and all(limit <= b for b in highs):
            nears = [number(1) / _power(scale, p) for p in POWERS[:2]]
            out += [_plus(limit, near) for near in nears if not highs or limit < min(highs)]
            if not lows or limit > max(lows):
                out += [number(limit) / (number(1) + near) for near in nears if limit > 0]
                out += [_plus(limit, -near) for near in nears]
    if not highs:
        out.append(make("exp", (scale,)))
    if lows and max(lows) == 0:
        out.append(make("exp", (-scale,)))
    return out


def _power(base: Expr, p: int) -> Expr:
    return base if p == 1 else base**p


def _plus(start: Fraction, rest: Expr) -> Expr:
    return number(start) + rest if start else rest


def inside(sym: Symbol, value: Fraction) -> bool:
    """Whether a number lies in the domain of a real symbol."""
    above = (sym.ge is None or value >= sym.ge) and (sym.gt is None or value > sym.gt)
    return above and (sym.le is None or value <= sym.le) and (sym.lt is None or value < sym.lt)


class Refuter:
    """Whether a family refutes the statement at sampled values of its constants, as balls see it."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.props = [unfold(p) for p in (*(c for s in statement.variables for c in _domain(s)), *statement.given)]
        self.claim = unfold(statement.claim)
        self.samples = [
            Point.of(statement, {s.name: k for s in statement.exists})
            for k in SAMPLES
            if all(inside(s, k) for s in statement.exists)
        ]

    def refutes(self, family: Family) -> bool:
        claim = substitute(self.claim, family)
        if not self.samples or not _truth(claim, self.samples[0], False):
            return False
        props = [substitute(p, family) for p in self.props]
        return all(
            _truth(claim, point, False) and all(_truth(p, point, True) for p in props) for point in self.samples
        )


def _truth(prop: Expr, point: Point, wanted: bool) -> bool:
    try:
        return balls.truth(prop, point, BITS) is wanted
    except (ProofgaugeError, ArithmeticError, ValueError):
        return False


def _domain(sym: Symbol) -> list[Expr]:
    v = variable(sym)
    found = [number(1) <= v] if sym.kind == "size" else []
    found += [number(b) <= v for b in (sym.ge,) if b is not None] + [number(b) < v for b in (sym.gt,) if b is not None]
    return found + [v <= b for b in (sym.le,) if b is not None] + [v < b for b in (sym.lt,) if b is not None]
