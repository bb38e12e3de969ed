"""Coverings of a whole domain with finitely many sizes and at most one real variable."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from verify.checking.check import FORMAT
from verify.checking.coverings import Domain, Point, holds
from verify.checking.outcomes import Malformed, Undecided, Undefined
from verify.checking.problem import load
from verify.checking.values import Meter
from verify.probability.cells import entry, reach
from verify.problem import digest

Json = Any
TOO_MANY = 1_500


@dataclass
class Covering:
    """The certificate, the domain, counts, and a guess at what the checker's replay costs; `beyond`: the largest sizes
    are beyond the checker's own laws."""

    certificate: dict[str, Json]
    domain: Domain
    points: int
    cells: int
    cost: int
    beyond: bool


def cover(problem: dict[str, Json]) -> Covering | None:
    """The claim at every admissible choice of the sizes, by Arb; None where it is not settled."""
    try:
        domain = Domain(load(problem))
        points = list(domain.points())
    except Malformed:
        return None
    if not points or len(points) > TOO_MANY:
        return None
    content: list[dict[str, Json]] = []
    cost = cells = 0
    for point in points:
        made = entry(domain, point)
        if made.content is None:
            return None
        content.append(made.content)
        cells += made.cells
        cost += made.cells * reach(domain, point) if made.cells or domain.real is None else 50
    own = {"format": FORMAT, "problem": digest(problem), "kind": "covering", "points": content}
    last = max(range(len(points)), key=lambda k: sum(cast(Fraction, points[k][d.key]) for d in domain.integers))
    return Covering(own, domain, len(points), cells, cost, _beyond(domain, points[last], content[last]))


def _beyond(domain: Domain, point: Point, written: dict[str, Json]) -> bool:
    """Whether the checker has no law of its own for these sizes, at whatever precision."""
    if domain.real is not None and not written.get("cells"):  # a closed form
        return False
    first = None if domain.real is None else written["cells"][0]
    try:
        holds(domain, point, first and (Fraction(first[0]), Fraction(first[1])), Meter())
    except Undecided as error:
        return error.final
    except Undefined:
        return False
    return False
