"""Points at which a claim about probabilities fails: enclosures of the exact laws decide, never a draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from verify.checking.evaluator import Evaluator
from verify.checking.outcomes import Undecided, Undefined
from verify.checking.points import no_law, read_point
from verify.checking.problem import Problem
from verify.checking.structure import Structure
from verify.checking.values import Meter
from verify.probability.arb_laws import ArbLaws
from verify.probability.sizes import choices, columns_of_identity

Json = Any
BITS = 192


@dataclass
class Found:
    """What a search saw: values of a counterexample and of an admissible point, counts, and what stood in the way."""

    counterexample: dict[str, Json] | None = None
    admissible: dict[str, Json] | None = None
    points: int = 0
    met: int = 0
    open: int = 0
    reason: str = ""
    seen: list[dict[str, Json]] = field(default_factory=list[dict[str, Any]])


def search(problem: Problem, limit: int, smallest: bool = True) -> Found:
    """Looks at `limit` admissible points; a counterexample is at the first (smallest) sizes where there is one."""
    found = Found()
    for values in _points(problem):
        if found.met >= limit:
            break
        found.points += 1
        truth = _truth(problem, values, found)
        if truth is None:
            continue
        found.met += 1
        found.admissible = found.admissible or values
        if truth is False:
            found.counterexample = values
            if smallest:
                break
    return found


def _points(problem: Problem) -> Iterator[dict[str, Json]]:
    """Values as certificates have them."""
    others = [d for d in problem.variables if d.kind not in ("size", "integer", "real", "gaussian")]
    for chosen in choices(problem):
        values: dict[str, Json] = {name: str(x) for name, x in chosen.items()}
        for d in others:
            shape = _shape(problem, d.rows, d.cols, chosen)
            block = None if shape is None or d.structure not in ("", "orthonormal") else columns_of_identity(*shape)
            if block is None:
                break
            values[d.name] = block
        else:
            yield values


def _shape(problem: Problem, rows: Any, cols: Any, chosen: dict[str, Fraction]) -> tuple[int, int] | None:
    point = {("", name): x for name, x in chosen.items()}
    ev = Evaluator(problem, point, Structure(problem), Meter(), BITS)
    try:
        found = ev.integer(rows, ev.root), ev.integer(cols, ev.root)
    except (Undecided, Undefined):
        return None
    return found if min(found) >= 1 else None


def _truth(problem: Problem, values: dict[str, Json], found: Found) -> bool | None:
    """Whether the claim holds there; None where the point is not admissible, or nothing is decided."""
    try:
        ev = Evaluator(problem, read_point(problem, values), Structure(problem), Meter(), BITS)
        ev.laws = ArbLaws()
        if any(d.kind == "gaussian" and no_law(ev, d) for d in problem.variables):
            return None
        if not all(ev.truth(h, ev.root) for h in problem.hypotheses):
            return None
    except (Undecided, Undefined):
        return None
    try:
        return ev.truth(problem.claim, ev.root)
    except Undefined as error:
        found.reason = found.reason or f"the claim is undefined at a point: {error}"
    except Undecided as error:
        found.reason = found.reason or str(error)
    found.open += 1
    return None
