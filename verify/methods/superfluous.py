"""Superfluous hypotheses: drop each in turn; find the counterexample that makes it necessary, or a proof without it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from verify.budget import Budget
from verify.errors import ProofgaugeError
from verify.evidence import Evidence
from verify.methods.falsify.attack import attack
from verify.methods.falsify.certificate import certificate
from verify.methods.symbolic import EFFORT, LineNotFound, certificate_of
from verify.methods.symbolic.leaner import quoted, requoted
from verify.statement import Statement

METHOD = "superfluous"
SHARE = 0.1  # of the budget, for all hypotheses together; no single attack gets more than LARGEST
LARGEST = 0.05


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """One piece of evidence of kind `superfluous` for each hypothesis; nothing for a statement without any."""
    own = _proof(statement, budget)
    return [_dropped(statement, k, own, budget, seed) for k in range(len(statement.given))]


def _dropped(statement: Statement, k: int, own: dict[str, Any] | None, budget: Budget, seed: int) -> Evidence:
    """A proof comes first where the statement's own proof does not use the hypothesis, an attack where it does."""
    kept = [i for i in range(len(statement.given)) if i != k]
    variant = statement.with_given([statement.given[i] for i in kept])
    used = own is not None and k in quoted(own)
    attached: list[dict[str, Any]] = []
    needed: bool | None = None
    note = "open: neither a counterexample nor a proof without it was found"
    work: dict[str, Any] = {"budget": budget.name}
    proof = None if own is None or used else requoted(own, kept, variant)
    brief = own is not None and bool(statement.argument) and budget.name == "quick"
    if proof is None and not used and not brief:
        proof = _proof(variant, budget)
    if proof is None and brief:
        note = "open: the argument rests on it; a larger budget attacks the claim without it"
    elif proof is None:
        # raw sampling is kept for the statement itself
        share = min(LARGEST, SHARE / len(statement.given))
        found = attack(variant, replace(budget.scaled(share), raw=0), seed)
        work |= {"points": found.points, "admissible": found.admissible}
        if found.counterexample is not None:
            values = found.counterexample[2]
            attached.append(_part("counterexample", variant, certificate(variant, "counterexample", values)))
            needed, note = True, "without it the claim fails at the point shown"
        elif used and not statement.argument:  # no second argument is searched for
            proof = _proof(variant, budget)
    if proof is not None:
        attached.append(_part("proof", variant, proof))
        needed, note = False, "the claim is proved without it"
    detail: dict[str, Any] = {"hypothesis": k, "needed": needed, "note": note, "attached": attached}
    return Evidence("superfluous", METHOD, statement.digest, {}, seed, work, None, detail)


def _part(role: str, variant: Statement, proof: dict[str, Any]) -> dict[str, Any]:
    return {"role": role, "problem": variant.problem, "certificate": proof}


def _proof(variant: Statement, budget: Budget) -> dict[str, Any] | None:
    try:
        return certificate_of(variant, EFFORT.get(budget.name, EFFORT["quick"]))
    except (ProofgaugeError, LineNotFound, RecursionError):
        return None
