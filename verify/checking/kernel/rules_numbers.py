"""Relations between numbers without names, decided by the checker's own interval arithmetic."""

from __future__ import annotations

from typing import Any

from ..outcomes import Malformed, Undecided, Undefined
from ..problem import FORMAT, load
from ..session import Session
from ..values import MAX_WORK, Meter
from .formulas import Rejected, Term
from .step import Rule, Step
from .typing import shown

HEADS = frozenset(("add", "sub", "neg", "mul", "div", "pow", "sqrt", "exp", "log", "floor", "abs", "min", "max"))
MAX_DEPTH = 60
MAX_OPERATIONS = MAX_WORK // 10  # bit operations that one line may take
OPERATIONS_A_UNIT = 500  # that cost a unit of the kernel's work


def evaluation(step: Step) -> None:
    """A relation between closed numbers: log(4) < 3/2. Where it divides or takes roots, that must be seen as ever."""
    step.count(0)
    claim = step.claim
    if claim.head not in ("le", "lt", "eq") or claim.depth > MAX_DEPTH:
        raise Rejected("the claim is not a short relation between numbers")
    source: dict[str, Any] = {"format": FORMAT, "quantifier": "forall", "claim": [claim.head, *map(_json, claim.args)]}
    source |= {key: [] for key in ("variables", "constants", "definitions", "recursions", "hypotheses")}
    meter = Meter(MAX_WORK - MAX_OPERATIONS)
    try:
        session = Session(load(source), {}, meter=meter)
        holds = session.truth(session.problem.claim)
        step.normal.work.spend((meter.used - MAX_WORK + MAX_OPERATIONS) // OPERATIONS_A_UNIT)
    except (Malformed, Undefined, Undecided) as reason:
        raise Rejected(f"not evaluated: {reason}") from reason
    if not holds:
        raise Rejected(f"it is false that {shown(claim)}")


def _json(term: Term) -> list[Any]:
    if term.head == "num":
        return ["num", str(term.args[0])]
    if term.head not in HEADS:
        raise Rejected(f"{term.head} is not evaluated")
    return [term.head, *map(_json, term.args)]


RULES: dict[str, Rule] = {"evaluation": evaluation}
