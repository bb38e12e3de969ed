"""Points at which a claim about probabilities fails: enclosures of the exact laws decide, never a draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Any

from verify.checking.evaluator import Evaluator
from verify.checking.outcomes import Undecided, Undefined
from verify.checking.points import no_law, read_point
from verify.checking.problem import Problem
from verify.checking.structure import Structure
from verify.checking.terms import Declaration, Key
from verify.checking.values import Meter, Value
from verify.probability.arb_laws import ArbLaws
from verify.probability.sizes import choices, partial_identity

Json = Any
Fixed = Mapping[str, Fraction]
PRECISIONS = (192, 512, 1024, 2048)  # bits; the last is the limit
CLIMBS = 40  # points at which more than the first of them is asked for
FEW, MANY = 4, 40  # combinations of numbers at one choice of the sizes


@dataclass
class Found:
    """What a search saw: values of a counterexample, of an admissible point and of one at which the claim is undefined
    (`gap`: why), counts, and what stood in the way."""

    counterexample: dict[str, Json] | None = None
    undefined: dict[str, Json] | None = None
    admissible: dict[str, Json] | None = None
    points: int = 0
    met: int = 0
    open: int = 0
    reason: str = ""
    gap: str = ""
    climbs: int = 0
    extent: Fraction | None = None


def search(problem: Problem, limit: int, fixed: Fixed | None = None, patience: int | None = None) -> Found:
    """Looks far with few numbers at each choice of the sizes (at most 3 `limit` admissible points), then at small sizes
    with many (`limit`). A counterexample is at the smallest sizes where either way finds one. `fixed`: the one value of
    a number that is tried, by name. `patience`: how many points may pass without an admissible one."""
    found = Found()
    _look(problem, found, FEW, 3 * limit, patience, fixed)
    _look(problem, found, MANY, limit, patience, fixed)
    return found


def glance(problem: Problem, limit: int, patience: int) -> Found:
    """The first so many points that `search` comes to; fewer where the first ones are not admissible."""
    found = Found()
    for values, _ in islice(_points(problem, FEW, None), limit):
        if visit(problem, values, found) is False or (found.points >= patience and not found.met):
            break
    return found


def _look(problem: Problem, found: Found, share: int, limit: int, patience: int | None, fixed: Fixed | None) -> None:
    before, most = found.met + found.open, found.extent
    for values, extent in _points(problem, share, fixed):
        if found.met + found.open - before >= limit or (most is not None and extent >= most):
            return
        if patience is not None and found.points >= patience and not found.met:
            return
        if visit(problem, values, found) is False:
            found.extent = extent
            return


def visit(problem: Problem, values: dict[str, Json], found: Found) -> bool | None:
    """The truth of the claim at a point, which is counted."""
    found.points += 1
    truth = _truth(problem, values, found)
    if truth is not None:
        found.met += 1
        found.admissible = found.admissible or values
    if truth is False:
        found.counterexample = values
    return truth


def _points(problem: Problem, share: int, fixed: Fixed | None) -> Iterator[tuple[dict[str, Json], Fraction]]:
    """Values as certificates have them, and the sum of the sizes."""
    others = [d for d in problem.variables if d.kind not in ("size", "integer", "real", "gaussian")]
    integers = [d.name for d in problem.variables if d.kind in ("size", "integer")]
    for chosen in choices(problem, share, fixed or {}):
        numbers: dict[str, Json] = {name: str(x) for name, x in chosen.items()}
        extent = sum((abs(chosen[name]) for name in integers), Fraction(0))
        for blocks in product(*(_blocks(problem, d, chosen) for d in others)):
            yield numbers | {d.name: block for d, block in zip(others, blocks, strict=True)}, extent


def _blocks(problem: Problem, d: Declaration, chosen: dict[str, Fraction]) -> list[list[list[str]]]:
    """Matrices that are tried: diagonal ones; without a structure, of every rank that is the value of some number."""
    shape = _shape(problem, d.rows, d.cols, chosen)
    if shape is None or d.structure not in ("", "orthonormal") or (d.structure and shape[0] < shape[1]):
        return []
    ranks = {min(shape)} if d.structure else {int(x) for x in chosen.values() if 1 <= x <= min(shape) and x == int(x)}
    return [partial_identity(*shape, rank) for rank in sorted(ranks | {min(shape)}, reverse=True)]


def _shape(problem: Problem, rows: Any, cols: Any, chosen: dict[str, Fraction]) -> tuple[int, int] | None:
    point = {("", name): x for name, x in chosen.items()}
    ev = Evaluator(problem, point, Structure(problem), Meter(), PRECISIONS[0])
    try:
        found = ev.integer(rows, ev.root), ev.integer(cols, ev.root)
    except (Undecided, Undefined):
        return None
    return found if min(found) >= 1 else None


def _truth(problem: Problem, values: dict[str, Json], found: Found) -> bool | None:
    """Whether the claim holds there; None where the point is not admissible, or nothing is decided."""
    point = read_point(problem, values)
    ev = _evaluator(problem, point, PRECISIONS[0])
    try:
        if any(d.kind == "gaussian" and no_law(ev, d) for d in problem.variables):
            return None
        if not all(ev.truth(h, ev.root) for h in problem.hypotheses):
            return None
    except (Undecided, Undefined):
        return None
    try:
        return _decided(problem, point, ev, found)
    except Undefined as error:
        found.gap = found.gap or f"{_place(problem, values)} the claim is undefined: {error}"
        found.undefined = found.undefined or values
    except Undecided as error:
        found.reason = found.reason or f"{_place(problem, values)} {error}"
    found.open += 1
    return None


def _decided(problem: Problem, point: Mapping[Key, Value], ev: Evaluator, found: Found) -> bool:
    """The truth of the claim, at the first of the precisions that settles it. Raises Undefined, Undecided."""
    for bits in PRECISIONS:
        if bits != ev.bits:
            ev = _evaluator(problem, point, bits)
        try:
            return ev.truth(problem.claim, ev.root)
        except Undecided as error:
            if ev.loose:
                raise Undecided("; ".join(ev.loose), final=True) from error
            if error.final:
                raise
        found.climbs += bits == PRECISIONS[0]
        if found.climbs > CLIMBS:
            break
    raise Undecided(f"the two sides are not told apart with {ev.bits} bits; are they equal?")


def _evaluator(problem: Problem, point: Mapping[Key, Value], bits: int) -> Evaluator:
    ev = Evaluator(problem, point, Structure(problem), Meter(), bits)
    ev.laws = ArbLaws(bits)
    return ev


def _place(problem: Problem, values: dict[str, Json]) -> str:
    """`At d = 2, r = 1:`"""
    sizes = ", ".join(f"{d.name} = {values[d.name]}" for d in problem.variables if d.kind in ("size", "integer"))
    return f"at {sizes}:" if sizes else "at the only sizes:"


def names_in(expression: Json) -> set[str]:
    """Variables and recursions that an expression mentions, as problems have them."""
    head, *rest = expression
    own = {rest[0]} if head in ("var", "iterate", "at") else set[str]()
    return own.union(*(names_in(p) for p in rest if type(p) is list))
