"""Coverings: the claim on cells of its real variable, at each choice of the sizes, and what settles it beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from verify.checking.coverings import LADDER, Domain, Point, evaluator, placed
from verify.checking.laws import tails
from verify.checking.outcomes import Undecided, Undefined
from verify.checking.points import no_law
from verify.checking.values import Meter
from verify.probability.arb_laws import ArbLaws

Json = Any
STARTS = tuple(Fraction(k, 4) for k in (4, 6, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64, 96, 128, 256))
DEPTH, CELLS = 14, 400


@dataclass
class Entry:
    """An entry of a covering certificate, or where the claim fails (`false`: a value of the variable), or why not."""

    content: dict[str, Json] | None
    cells: int = 0
    false: Fraction | None = None
    reason: str = ""


def entry(domain: Domain, point: Point) -> Entry:
    """Settles the claim at these sizes, by Arb."""
    values = {d.name: str(point[d.key]) for d in domain.integers}
    try:
        if domain.real is None:
            return Entry({"values": values}) if _holds(domain, point, None) else Entry(None, reason="it is false")
        found = domain.ranges[domain.real.key]
        if found.low is None:
            return Entry(None, reason=f"{domain.real.name} is not bounded from below")
        if found.low >= 0 and _settled(domain, point, Fraction(0), tails.small_ball):
            return Entry({"values": values, "head": "small ball"})
        tail, end = "", found.high
        if end is None:
            tail, end = _tail(domain, point, max(found.low, Fraction(0)))
        if end is None:
            return Entry(None, reason="no closed form settles it for all large values")
        cells, false = _cells(domain, point, found.low, max(found.low, end))
    except (Undecided, Undefined) as error:
        return Entry(None, reason=str(error))
    if false is not None or cells is None:
        return Entry(None, false=false, reason="" if false is not None else "some cells are not settled")
    written = [[str(a), str(b)] for a, b in cells]
    return Entry({"values": values, "cells": written, **({"tail": tail} if tail else {})}, len(cells))


def _tail(domain: Domain, point: Point, low: Fraction) -> tuple[str, Fraction | None]:
    """The first of the starts from which on a closed form settles the claim."""
    for start in (low, *(s for s in STARTS if s > low)):
        for name, rule in tails.TAILS.items():
            if _settled(domain, point, start, rule):
                return name, start
    return "", None


def _settled(domain: Domain, point: Point, start: Fraction, rule: tails.Rule) -> bool:
    ev = evaluator(domain.problem, point, 256, Meter())
    try:
        claims = domain.problem.claim.args if domain.problem.claim.head == "and" else (domain.problem.claim,)
        return domain.real is not None and all(rule(ev, c, domain.real.key, start) for c in claims)
    except (Undecided, Undefined):
        return False


def _holds(domain: Domain, point: Point, cell: tuple[Fraction, Fraction] | None) -> bool:
    for bits in LADDER:
        ev = evaluator(domain.problem, placed(domain, point, cell, bits), bits, Meter())
        ev.laws = ArbLaws(bits)
        try:
            if any(d.kind == "gaussian" and no_law(ev, d) for d in domain.problem.variables):
                return True
            return ev.truth(domain.problem.claim, ev.root)
        except Undecided as error:
            if error.final or ev.loose or (cell is not None and cell[0] < cell[1]):
                raise
    raise Undecided("the claim is not settled")


def _cells(
    domain: Domain, point: Point, low: Fraction, high: Fraction
) -> tuple[list[tuple[Fraction, Fraction]] | None, Fraction | None]:
    """Cells from low to high on which the claim holds; or a number at which it fails."""
    done: list[tuple[Fraction, Fraction]] = []
    waiting = [(low, high, 0)]
    while waiting:
        a, b, depth = waiting.pop()
        try:
            if not _holds(domain, point, (a, b)):
                return None, a
            done.append((a, b))
            continue
        except Undecided as error:
            if error.final or depth >= DEPTH or len(done) > CELLS or a == b:
                return None, None
        middle = (a + b) / 2
        if depth < 3 and b - a > 4:
            middle = a + Fraction(int(b - a) // 2)
        waiting += [(middle, b, depth + 1), (a, middle, depth + 1)]
    return done, None


def reach(domain: Domain, point: Point) -> int:
    """A guess at what the checker's replay of one cell costs: the cube of the largest small side, at least 500."""
    sizes = sorted(int(cast(Fraction, point[d.key])) for d in domain.integers)
    return 500 + (sizes[-2] if len(sizes) > 1 else sizes[0] if sizes else 1) ** 3
