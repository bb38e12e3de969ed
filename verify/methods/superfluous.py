"""Superfluous hypotheses: drop each in turn; find the counterexample that makes it necessary, or a proof without it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from verify.budget import Budget
from verify.errors import ProofgaugeError
from verify.evidence import Evidence
from verify.methods.falsify.attack import attack
from verify.methods.falsify.certificate import certificate
from verify.statement import Statement

METHOD = "superfluous"
SHARE = 0.4


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """One piece of evidence of kind `superfluous` for each hypothesis; nothing for a statement without any."""
    return [_dropped(statement, k, budget, seed) for k in range(len(statement.given))]


def _dropped(statement: Statement, k: int, budget: Budget, seed: int) -> Evidence:
    variant = statement.with_given([g for i, g in enumerate(statement.given) if i != k])
    found = attack(variant, budget.scaled(SHARE), seed)
    attached: list[dict[str, Any]] = []
    needed: bool | None = None
    note = "open: neither a counterexample nor a proof without it was found"
    if found.counterexample is not None:
        values = found.counterexample[2]
        attached.append(_part("counterexample", variant, certificate(variant, "counterexample", values)))
        needed, note = True, "without it the claim fails at the point shown"
    else:
        proof = _proof(variant, budget, seed)
        if proof is not None:
            attached.append(_part("proof", variant, proof))
            needed, note = False, "the claim is proved without it"
    detail: dict[str, Any] = {"hypothesis": k, "needed": needed, "note": note, "attached": attached}
    work = {"points": found.points, "admissible": found.admissible, "budget": budget.name}
    return Evidence("superfluous", METHOD, statement.digest, {}, seed, work, None, detail)


def _part(role: str, variant: Statement, proof: dict[str, Any]) -> dict[str, Any]:
    return {"role": role, "problem": variant.problem, "certificate": proof}


def _proof(variant: Statement, budget: Budget, seed: int) -> dict[str, Any] | None:
    try:
        pieces: list[Evidence] = import_module("verify.methods.symbolic").run(variant, budget, seed)
    except (ImportError, ProofgaugeError, RecursionError):
        return None
    return next((p.certificate for p in pieces if p.kind == "proof"), None)
