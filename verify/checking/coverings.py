"""Certificates of kind "covering": a claim about probabilities, at every point of a domain with finitely many sizes.

The certificate has an entry for every admissible choice of the sizes and integers. At most one real variable, t, is
left; its range is cut into cells, on each of which the claim is evaluated with t as an interval: probabilities are
monotone in their bounds, so their enclosures over a cell are as tight as the law allows. Beyond the last cell, where t
is not bounded, and before the first, a closed form for all t settles the claim (laws/tails.py).

Matrices with orthonormal columns may stand beside random matrices; their values do not matter.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor
from typing import Any, cast

from .evaluator import Evaluator
from .intervals import Interval, enclosing, hull
from .laws import tails
from .outcomes import Malformed, Result, Undecided, Undefined
from .points import no_law
from .problem import Problem, a_list, an_object, number
from .structure import Structure
from .terms import Declaration, Key, Node
from .values import Meter, Value

LADDER = (128, 192, 256, 384, 512, 1024)
MAX_POINTS = 4_000
MAX_CELLS = 4_096
ROUNDS = 6
NUMERIC = ("num", "var", "add", "sub", "neg", "mul", "div", "pow", "sqrt", "exp", "log", "floor", "abs", "min", "max")
HEADS = frozenset((*NUMERIC, "le", "lt", "eq", "and", "or", "not", "implies", "case", "call", "pr"))
Point = dict[Key, Value]
Linear = tuple[dict[Key, Fraction], Fraction]


@dataclass
class Range:
    """An interval of a variable; None is no bound."""

    low: Fraction | None = None
    high: Fraction | None = None

    def above(self, value: Fraction) -> None:
        self.low = value if self.low is None else max(self.low, value)

    def below(self, value: Fraction) -> None:
        self.high = value if self.high is None else min(self.high, value)


class Domain:
    """What a problem ranges over: finitely many integer points, and one real variable at most."""

    def __init__(self, problem: Problem) -> None:
        if not problem.random:
            raise Malformed("a covering is for claims about probabilities")
        if problem.exists or problem.quantifier != "forall":
            raise Malformed("a covering is for a claim about all values of the variables")
        self.problem = problem
        self.integers = [d for d in problem.variables if d.kind in ("size", "integer")]
        reals = [d for d in problem.variables if d.kind == "real"]
        others = [d for d in problem.variables if d.kind not in ("size", "integer", "real", "gaussian")]
        if len(reals) > 1 or any(d.structure != "orthonormal" for d in others):
            raise Malformed("a covering is for sizes, random matrices, orthonormal columns and one real number")
        self.real = reals[0] if reals else None
        self.reals: set[Key] = {d.key for d in reals}
        self.hypotheses = [h for given in problem.hypotheses for h in _conjuncts(given)]
        self.ranges = {d.key: _declared(d) for d in (*self.integers, *reals)}
        for _ in range(len(self.ranges) + ROUNDS):  # r <= d and d <= 40 bound r too
            for hypothesis in self.hypotheses:
                self._narrow(hypothesis)
        self.closed = [h for h in self.hypotheses if not self._mentions_more(h)]

    def _mentions_more(self, node: Node) -> bool:
        """Whether the value depends on anything but integers."""
        if node.head in ("pr", "call", "at", "iterate"):
            return True
        known = {d.key for d in self.integers} | set(self.problem.constants)
        if node.head == "var" and node.data not in known:
            return True
        return any(self._mentions_more(a) for a in node.args)

    def _narrow(self, node: Node) -> None:
        """What a linear hypothesis a <= b, a < b or a = b says of its variables, one at a time."""
        if node.head not in ("le", "lt", "eq"):
            return
        sides = _linear(node.args[0], self.ranges), _linear(node.args[1], self.ranges)
        for small, large in (sides, sides[::-1])[: 2 if node.head == "eq" else 1]:
            if small is not None and large is not None:
                self._order(_sum(small, large, Fraction(-1)))

    def _order(self, form: Linear) -> None:
        """The form is at most 0: of each of its variables, with the least that the others can be."""
        factors, constant = form
        least = {key: self._least(key, factor) for key, factor in factors.items()}
        for key, factor in factors.items():
            others = [least[other] for other in factors if other != key]
            rest = sum((x for x in others if x is not None), constant)
            if factor and all(x is not None for x in others):
                end, whole = -rest / factor, key not in self.reals
                if factor > 0:
                    self.ranges[key].below(Fraction(floor(end)) if whole else end)
                else:
                    self.ranges[key].above(Fraction(ceil(end)) if whole else end)

    def _least(self, key: Key, factor: Fraction) -> Fraction | None:
        """The least value of a multiple of a variable, as far as it is known."""
        end = self.ranges[key].low if factor > 0 else self.ranges[key].high
        return Fraction(0) if not factor else None if end is None else factor * end

    def points(self) -> Iterator[Point]:
        """Every choice of integers in the domain that the hypotheses about integers allow. Malformed if unbounded."""
        spans: list[range] = []
        count = 1
        for d in self.integers:
            found = self.ranges[d.key]
            if found.low is None or found.high is None:
                raise Malformed(f"{d.name} is not bounded: no covering has an entry for each of its values")
            spans.append(range(ceil(found.low), floor(found.high) + 1))
            count *= len(spans[-1])
        if count > 64 * MAX_POINTS:
            raise Malformed(f"{count} choices of sizes are too many for a covering")
        for values in product(*spans):
            point: Point = {d.key: Fraction(v) for d, v in zip(self.integers, values, strict=True)}
            if self.allowed(point):
                yield point

    def allowed(self, point: Point) -> bool:
        """Whether the declared bounds and the hypotheses about integers hold."""
        session = evaluator(self.problem, point, 256, Meter())
        for d in self.integers:
            value = cast(Fraction, point[d.key])
            strict = (d.bounds.get("gt"), d.bounds.get("lt"))
            if (strict[0] is not None and value <= strict[0]) or (strict[1] is not None and value >= strict[1]):
                return False
        try:
            return all(session.truth(h, session.root) for h in self.closed)
        except Undefined:
            return False  # such a point is not admissible


def _linear(node: Node, known: Container[Key]) -> Linear | None:
    """Rational factors of the variables, and a constant; None for another expression."""
    if node.head == "num":
        return {}, cast(Fraction, node.data)
    if node.head == "var" and node.data in known:
        return {cast(Key, node.data): Fraction(1)}, Fraction(0)
    if node.head not in ("add", "sub", "neg", "mul", "div"):
        return None
    parts = [_linear(a, known) for a in node.args]
    first, last = parts[0], parts[-1]
    if first is None or last is None:
        return None
    if node.head in ("add", "sub"):
        return _sum(first, last, Fraction(1 if node.head == "add" else -1))
    nothing: Linear = ({}, Fraction(0))
    if node.head == "neg":
        return _sum(nothing, first, Fraction(-1))
    if node.head == "mul" and not first[0]:
        return _sum(nothing, last, first[1])
    if last[0] or (node.head == "div" and not last[1]):
        return None
    return _sum(nothing, first, last[1] if node.head == "mul" else 1 / last[1])


def _sum(a: Linear, b: Linear, factor: Fraction) -> Linear:
    """a + factor b"""
    keys = dict.fromkeys((*a[0], *b[0]))
    zero = Fraction(0)
    return {key: a[0].get(key, zero) + factor * b[0].get(key, zero) for key in keys}, a[1] + factor * b[1]


def _conjuncts(node: Node) -> list[Node]:
    return [c for a in node.args for c in _conjuncts(a)] if node.head == "and" else [node]


def _declared(d: Declaration) -> Range:
    found = Range(Fraction(1) if d.kind == "size" else None)
    for key in ("ge", "gt"):
        if key in d.bounds:
            found.above(d.bounds[key])
    for key in ("le", "lt"):
        if key in d.bounds:
            found.below(d.bounds[key])
    return found


def evaluator(problem: Problem, point: Mapping[Key, Value], bits: int, meter: Meter) -> Evaluator:
    return Evaluator(problem, point, Structure(problem), meter, bits)


def check_covering(problem: Problem, certificate: dict[str, Any]) -> Result:
    """Whether the entries settle the claim on the whole domain. Raises Malformed."""
    an_object(certificate, "the certificate", {"format", "problem", "kind", "points"})
    domain = Domain(problem)
    _plain(problem.claim)
    entries = a_list(certificate["points"], "points")
    if len(entries) > MAX_POINTS:
        raise Malformed("a covering has too many entries")
    given: dict[tuple[Fraction, ...], dict[str, Any]] = {}
    for entry in entries:
        found = an_object(entry, "an entry", {"values"}, {"cells", "tail", "head"})
        values = an_object(found["values"], "values", {d.name for d in domain.integers})
        given[tuple(number(values[d.name]) for d in domain.integers)] = found
    count = cells = 0
    for point in domain.points():
        place = tuple(cast(Fraction, point[d.key]) for d in domain.integers)
        where = ", ".join(f"{d.name} = {v}" for d, v in zip(domain.integers, place, strict=True)) or "the only point"
        entry = given.get(place)
        if entry is None:
            return Result(False, f"the covering has no entry for {where}")
        reason = settle(domain, point, entry)
        if reason:
            return Result(False, f"at {where}: {reason}")
        count, cells = count + 1, cells + len(entry.get("cells", []))
    if not count:
        return Result(False, "no choice of sizes satisfies the hypotheses")
    return Result(True, "the claim holds on every cell of the covering", detail={"points": count, "cells": cells})


def _plain(node: Node) -> None:
    """Outside events there are numbers alone."""
    if node.head not in HEADS:
        raise Malformed(f"a covering of a claim with {node.head}")
    for arg in node.args if node.head != "pr" else ():
        _plain(arg)


def settle(domain: Domain, point: Point, entry: dict[str, Any]) -> str:
    """Why the claim is not settled at these sizes; empty where it is. Raises Malformed."""
    meter = Meter()
    cells = [[number(x) for x in a_list(cell, "a cell")] for cell in a_list(entry.get("cells", []), "cells")]
    if len(cells) > MAX_CELLS or any(len(cell) != 2 or cell[0] > cell[1] for cell in cells):
        raise Malformed("a cell is not [low, high], or there are too many")
    try:
        if domain.real is None:
            if cells or "tail" in entry or "head" in entry:
                raise Malformed("cells without a real variable")
            return "" if holds(domain, point, None, meter) else "the claim is false"
        found = domain.ranges[domain.real.key]
        if "head" in entry:
            if found.low is None or found.low < 0:
                return "the real variable may be negative"
            if entry["head"] != "small ball" or cells or "tail" in entry:
                raise Malformed("an unknown closed form before the first cell")
            return "" if _tail(domain, point, Fraction(0), tails.small_ball, meter) else "the closed form does not hold"
        low, high = found.low, found.high
        if low is None or not cells or cells[0][0] > low:
            return "the cells do not begin where the real variable does"
        for before, after in pairwise(cells):
            if before[1] < after[0]:
                return "the cells leave a gap"
        end = cells[-1][1]
        for a, b in cells:
            if not holds(domain, point, (a, b), meter):
                return f"the claim is false on [{a}, {b}]"
        if high is not None and end >= high:
            return ""
        if entry.get("tail") not in tails.TAILS:
            return "nothing settles the claim beyond the cells"
        settled = _tail(domain, point, end, tails.TAILS[entry["tail"]], meter)
        return "" if settled else "the closed form does not hold beyond the cells"
    except (Undecided, Undefined) as error:
        return str(error)


def holds(domain: Domain, point: Point, cell: tuple[Fraction, Fraction] | None, meter: Meter) -> bool:
    """The claim everywhere on the cell. True or False for all of it; raises Undecided, Undefined."""
    for bits in LADDER:
        ev = evaluator(domain.problem, placed(domain, point, cell, bits), bits, meter)
        try:
            if any(d.kind == "gaussian" and no_law(ev, d) for d in domain.problem.variables):
                return True  # no such point is in the domain
            return ev.truth(domain.problem.claim, ev.root)
        except Undecided as error:
            # over an interval more precision does not help for long
            if error.final or bits == LADDER[-1] or (cell is not None and cell[0] < cell[1] and bits >= 256):
                raise
    raise Undecided("the claim is not settled")


def placed(domain: Domain, point: Point, cell: tuple[Fraction, Fraction] | None, bits: int) -> Point:
    """The point with the real variable anywhere in the cell."""
    if domain.real is None or cell is None:
        return point
    a, b = cell
    return {**point, domain.real.key: a if a == b else span(a, b, bits)}


def span(a: Fraction, b: Fraction, bits: int) -> Interval:
    return hull(enclosing(a, bits), enclosing(b, bits))


def _tail(domain: Domain, point: Point, start: Fraction, rule: tails.Rule, meter: Meter) -> bool:
    if domain.real is None:
        return False
    last: Undecided | None = None
    for bits in LADDER:
        ev = evaluator(domain.problem, point, bits, meter)
        if any(d.kind == "gaussian" and no_law(ev, d) for d in domain.problem.variables):
            return True
        try:
            return all(rule(ev, c, domain.real.key, start) for c in _conjuncts(domain.problem.claim))
        except Undecided as error:
            if error.final:
                raise
            last = error
    raise last or Undecided("the tail is not settled")
