"""Claims about probabilities: refuted at a point by the exact law, or certified on a grid of sizes for every t.

A statement that uses bounds on probabilities is deduced from these by the union bound (probability/deduce.py), or
refuted by one whose event excludes its own (probability/contrary.py).
Where the hypotheses leave finitely many sizes, a covering settles the claim on its whole domain; where they do not, it
is settled on GRID, which supports the claim and no more. Certificates are replayed by the checker; a covering that is
too long for that, or of sizes beyond the checker's laws, is an enclosure which rests on Arb.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from verify.budget import Budget
from verify.checking.check import FORMAT, check
from verify.checking.coverings import Domain
from verify.checking.problem import load
from verify.errors import Unsupported
from verify.evidence import Evidence
from verify.methods import symbolic
from verify.probability import deduce
from verify.probability.contrary import contrary
from verify.probability.covering import cover
from verify.probability.deduce import deduction
from verify.probability.search import Found, glance, search, visit
from verify.probability.suppositions import bare_of, contradiction_of, point_of
from verify.statement import Statement
from verify.tree import make, number, variable

METHOD = "wishart"
LIMITS = {"quick": 600, "full": 3000, "deep": 20_000}
REPLAY = {"quick": 900, "full": 6_000, "deep": 40_000}  # cells that the checker is asked to replay, of small matrices
SHOWN = ("admissible", "counterexample", "undefined")  # each has a point at which the hypotheses hold
GRID = 8
PATIENCE = 60  # points of a glance without an admissible one
Json = Any


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """Evidence of kinds counterexample, undefined, admissible, contradiction, covering, enclosure, deduction, contrary
    and search. A claim whose hypotheses hold at no point that is known is shown none: they are met, or contradict."""
    if not statement.random:
        return []
    look = _Look(statement, budget, seed)
    try:
        found = look.run()
    except Unsupported:
        found = look.supposed()
        if not any(e.kind == "contradiction" for e in found):
            raise
        return found
    return found if any(e.kind in SHOWN for e in found) else [*look.supposed(), *found]


def recall(statement: Statement, certificate: Mapping[str, Json], budget: Budget) -> None:
    """Takes what was found elsewhere for what a search would find: of a lemma its proof, of a bound its deduction."""
    if statement.random:
        deduce.recall(statement, certificate, _effort(budget))
    else:
        symbolic.recall(statement, certificate, budget)


def _effort(budget: Budget) -> int:
    return symbolic.EFFORT.get(budget.name.split()[0], symbolic.EFFORT["quick"])


class _Look:
    def __init__(self, statement: Statement, budget: Budget, seed: int) -> None:
        self.statement, self.budget, self.seed = statement, budget, seed
        self.name = budget.name.split()[0]
        self.problem = load(statement.problem)

    @cached_property
    def bare(self) -> Statement | None:
        return bare_of(self.statement)

    @cached_property
    def possible(self) -> dict[str, Json] | None:
        """Values at which the hypotheses hold, found apart from the claim."""
        return None if self.bare is None else point_of(self.bare, self.budget, self.seed)

    def supposed(self) -> list[Evidence]:
        """A point at which the hypotheses hold, or that there is none; nothing where neither is found."""
        if self.possible is not None:
            return [self.point("admissible", self.possible)]
        proof = None if self.bare is None else contradiction_of(self.statement, self.bare)
        if proof is None:
            return []
        scope, work = {"sizes": "all", "region": "the whole domain"}, {"lines": len(proof["lines"])}
        return [Evidence("contradiction", METHOD, self.statement.digest, scope, None, work, proof, {})]

    def run(self) -> list[Evidence]:
        if self.statement.exists and not self.statement.uses:
            raise Unsupported("a probability and universal constants: only what is used can settle the claim")
        limit = LIMITS.get(self.name, LIMITS["quick"])
        gap = ""
        if self.statement.quantifier == "forall" and self.statement.uses:
            first = Found() if self.statement.exists else glance(self.problem, limit, PATIENCE)
            if first.counterexample is None:  # else the search shows the smallest one
                gaps: list[str] = []
                for attempt in (self.deduced, self.refuted):
                    try:
                        return [*self.met(first), attempt()]
                    except Unsupported as error:
                        gaps.append(str(error))
                gap = "; ".join(dict.fromkeys(filter(None, gaps)))
        if self.statement.exists:
            raise Unsupported(gap)
        seen = search(self.problem, limit)
        if not seen.met and not seen.open and self.possible is not None:  # no list has what the hypotheses ask for
            visit(self.problem, self.possible, seen)
        found = self.met(seen)
        if seen.counterexample is not None:
            return [self.point("counterexample", seen.counterexample), *found]
        scope: dict[str, Json] = {"note": "sizes and numbers from a list, by the exact law"}
        detail: dict[str, Json] = {"notes": [seen.reason] if seen.reason else []}
        if seen.gap:
            detail["against"] = seen.gap
        elif seen.reason and not seen.met:
            detail["against"] = f"nothing was decided; {seen.reason}"
        if gap:
            detail["gap"] = f"from what it uses: {gap}"
        if self.statement.quantifier == "forall":
            covered = self.covering(self.statement)
            if covered is not None:
                return [*found, covered]
            grid = self.on_grid()
            if grid is not None:
                scope, detail = grid[0], {**detail, **grid[1]}
        work = {"points": seen.points, "admissible": seen.met, "budget": self.budget.name}
        return [*found, Evidence("search", METHOD, self.statement.digest, scope, None, work, None, detail)]

    def met(self, seen: Found) -> list[Evidence]:
        """The points that carry no verdict on the claim where it has a truth value."""
        points = {"admissible": seen.admissible, "undefined": seen.undefined}
        return [self.point(kind, values) for kind, values in points.items() if values is not None]

    def deduced(self) -> Evidence:
        """From what the statement uses. Raises Unsupported."""
        if self.statement.exists:
            raise Unsupported("")
        proof = deduction(self.statement, self.effort())
        scope = {"sizes": "all", "region": "the whole domain"}
        work = {"parts": len(proof["parts"])}
        return Evidence("deduction", METHOD, self.statement.digest, scope, None, work, proof, {})

    def refuted(self) -> Evidence:
        """By what the statement uses. Raises Unsupported."""
        found = contrary(self.statement, self.effort(), self.budget)
        values = found["point"]["values"]
        sizes = [d.name for d in self.problem.variables if d.kind == "size"]
        scope = {} if self.statement.exists else {"sizes": {name: int(values[name]) for name in sizes}}
        return Evidence("contrary", METHOD, self.statement.digest, scope, None, {}, found, {})

    def effort(self) -> int:
        return _effort(self.budget)

    def point(self, kind: str, values: dict[str, Json]) -> Evidence:
        certificate = {"format": FORMAT, "problem": self.statement.digest, "kind": kind, "values": values}
        sizes = {d.name: int(values[d.name]) for d in self.problem.variables if d.kind == "size"}
        proof = {**certificate, "precision": 192}
        return Evidence(kind, METHOD, self.statement.digest, {"sizes": sizes}, None, {}, proof, {})

    def covering(self, statement: Statement) -> Evidence | None:
        """The claim on its whole domain, if that has finitely many sizes and at most one real variable."""
        found = cover(statement.problem)
        if found is None:
            return None
        domain = found.domain
        ranges = [(d.name, domain.ranges[d.key]) for d in domain.integers]
        bounds = [f"{name} {'=' if span.low == span.high else '<='} {span.high}" for name, span in ranges]
        scope = {"grid": ", ".join(bounds) or "one point", "region": self.region(domain)}
        work = {"sizes": found.points, "cells": found.cells}
        digest = statement.digest
        if not found.beyond and found.cost <= REPLAY.get(self.name, REPLAY["quick"]) * 600:
            return Evidence("covering", METHOD, digest, scope, None, work, found.certificate, {})
        detail = {"whole_domain": True, "rests_on": ["Arb (python-flint): the law of the singular values"]}
        return Evidence("enclosure", METHOD, digest, scope, None, work, None, detail)

    def region(self, domain: Domain) -> str:
        return "the whole domain" if domain.real is None else f"every {domain.real.name} of the domain"

    def on_grid(self) -> tuple[dict[str, Json], dict[str, Json]] | None:
        """Scope and detail of a covering of the statement with its sizes bounded by GRID."""
        sizes = [s for s in self.statement.variables if s.kind in ("size", "integer")]
        bounds = [make("le", (variable(s), number(GRID))) for s in sizes]
        variant = self.statement.with_given([*self.statement.given, *bounds])
        covered = self.covering(variant)
        if covered is None or covered.certificate is None:
            return None
        if not check(variant.problem, covered.certificate).accepted:
            return None
        attached = [{"role": "grid", "problem": variant.problem, "certificate": covered.certificate}]
        return covered.scope, {"attached": attached, "grid": covered.work}
