"""Coverings of a whole domain with finitely many sizes and at most one real variable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verify.checking.check import FORMAT
from verify.checking.coverings import Domain
from verify.checking.outcomes import Malformed
from verify.checking.problem import load
from verify.probability.cells import entry, reach
from verify.problem import digest

Json = Any
TOO_MANY = 1_500


@dataclass
class Covering:
    """The certificate, the domain, counts, and a guess at what the checker's replay costs."""

    certificate: dict[str, Json]
    domain: Domain
    points: int
    cells: int
    cost: int


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
    return Covering(own, domain, len(points), cells, cost)
