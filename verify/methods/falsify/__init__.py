"""Falsify: an adversarial search for an exact counterexample. float64 proposes points; the checker accepts them."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.budget import Budget
from verify.evidence import Evidence
from verify.methods.falsify.attack import Findings, attack
from verify.methods.falsify.certificate import certificate
from verify.methods.falsify.rounding import CERTAIN
from verify.methods.falsify.slack import describe
from verify.statement import Statement

METHOD = "falsify"


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """Evidence of kinds counterexample, admissible, undefined (each with an exact certificate) and search."""
    return report(statement, attack(statement, budget, seed), budget, seed)


def report(statement: Statement, found: Findings, budget: Budget, seed: int) -> list[Evidence]:
    work = {"points": found.points, "admissible": found.admissible, "budget": budget.name}

    def evidence(kind: str, sizes: dict[str, int], values: Any = None, **detail: Any) -> Evidence:
        proof = None if values is None else certificate(statement, kind, values)
        scope: dict[str, Any] = {"sizes": sizes}
        return Evidence(kind, METHOD, statement.digest, scope, seed, dict(work), proof, detail)

    pieces: list[Evidence] = []
    if found.counterexample is not None:
        domain, _, values = found.counterexample
        pieces.append(evidence("counterexample", _named(domain.frame), values))
    if found.witness is not None:
        pieces.append(evidence("admissible", _named(found.witness[0]), found.witness[1]))
    if found.undefined is not None:
        pieces.append(evidence("undefined", _named(found.undefined[0]), found.undefined[1]))
    tried = [_named(f) for f in found.frames]
    detail: dict[str, Any] = {"notes": found.notes} | ({"against": found.against} if found.against else {})
    if found.least_at is not None and found.counterexample is None:
        domain, theta = found.least_at
        if found.least < -CERTAIN:
            found.notes.append("float64 saw a violation that no exact point confirmed; near singular points it errs")
        with np.errstate(all="ignore"):
            detail["slack"] = describe(domain, theta, max(found.least, 0.0))
        detail["least_relative_slack"] = max(found.least, 0.0)
        detail["least_at"] = _named(domain.frame)
    scope: dict[str, Any] = {"sizes": tried, "note": f"{len(tried)} choices of sizes"}
    pieces.append(Evidence("search", METHOD, statement.digest, scope, seed, dict(work), None, detail))
    return pieces


def _named(frame: Any) -> dict[str, int]:
    return {s.name: int(v) for s, v in frame.items()}
