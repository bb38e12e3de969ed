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
from verify.statement import Statement

METHOD = "superfluous"
SHARE = 0.1  # of the budget, for all hypotheses together; no single attack gets more than LARGEST
LARGEST = 0.05


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """One piece of evidence of kind `superfluous` for each hypothesis; nothing for a statement without any."""
    leaning = _used(_proof(statement, budget))
    return [_dropped(statement, k, k in leaning, budget, seed) for k in range(len(statement.given))]


def _used(proof: dict[str, Any] | None) -> set[int]:
    """The hypotheses that a proof quotes."""
    lines: list[dict[str, Any]] = [] if proof is None else proof["lines"]
    return {line["index"] for line in lines if line["rule"] == "hypothesis"}


def _dropped(statement: Statement, k: int, used: bool, budget: Budget, seed: int) -> Evidence:
    """A proof comes first where the statement's own proof does not use the hypothesis, an attack where it does."""
    variant = statement.with_given([g for i, g in enumerate(statement.given) if i != k])
    attached: list[dict[str, Any]] = []
    needed: bool | None = None
    note = "open: neither a counterexample nor a proof without it was found"
    work: dict[str, Any] = {"budget": budget.name}
    proof = None if used else _proof(variant, budget)
    if proof is None and statement.argument and budget.name == "quick":
        note = "open: the argument uses it; a larger budget attacks the claim without it"
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
