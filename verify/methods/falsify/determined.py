"""Integers that a hypothesis determines, `k == floor(e)`: an admissible point of the others tells their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from verify.arithmetic import balls
from verify.arithmetic.fold import Undecided
from verify.arithmetic.points import Point
from verify.errors import ProofgaugeError
from verify.methods.falsify.certificate import BITS, Values
from verify.methods.falsify.frames import Frame
from verify.statement import Statement
from verify.substitution import declaration_symbols, free_symbols, substitute, unfold
from verify.tree import Expr, Symbol, make, variable, walk

if TYPE_CHECKING:
    from verify.methods.falsify.attack import Attack

ROUNDED = ("floor", "ceil")
FOLLOWED = ("iterate", "at", "sum", "forall")


def determined(statement: Statement) -> dict[Symbol, Expr]:
    """Integer variables with what a hypothesis says they are; none that is the size of something."""
    shapes = {s for v in statement.variables for s in declaration_symbols(v)}
    found: dict[Symbol, Expr] = {}
    for given in statement.given:
        for left, right in (given.args, given.args[::-1]) if given.op == "eq" else ():
            sym = left.data[0] if left.op == "var" else None
            if sym is None or sym.kind not in ("integer", "size") or sym in shapes or sym in free_symbols(right):
                continue
            if any(e.op in ROUNDED for e in walk(unfold(right))):
                found.setdefault(sym, right)
    return found


def _counts(given: Expr, fixed: Mapping[Symbol, Expr]) -> bool:
    """Whether the hypothesis says what an integer is, or follows something as far as it: neither can be drawn."""
    if given.op == "eq" and any(a.op == "var" and a.data[0] in fixed for a in given.args):
        return True
    return any(e.op in FOLLOWED and free_symbols(e) & fixed.keys() for e in walk(unfold(given)))


def witness(attack: Attack) -> tuple[Frame, Values] | None:
    """An admissible point, with the integers that it determines; these may be far beyond all choices of sizes."""
    fixed = determined(attack.statement)
    if not fixed:
        return None
    free = [v for v in attack.statement.variables if v not in fixed]
    others = [substitute(g, fixed) for g in attack.statement.given if not _counts(g, fixed)]
    kept = make("and", tuple(make("eq", (variable(v), variable(v))) for v in free))
    used = {s for p in (*others, kept) for s in free_symbols(p)}
    values = {variable(s): v for s, v in attack.statement.constants if s in used}
    bare = Statement(attack.statement.title, others, kept, values)
    found = type(attack)(bare, attack.budget.look(), attack.seed).run().witness
    if found is None:
        return None
    frame, values = found
    try:
        point = Point.from_json(bare, values)
        told = {s: balls.floor(balls.evaluate(e, point, BITS)) for s, e in fixed.items()}
    except (ProofgaugeError, Undecided, ValueError, ZeroDivisionError):
        return None
    whole = {**values, **{s.name: str(k) for s, k in told.items()}}
    ordered = {v.name: whole[v.name] for v in attack.statement.variables}
    accepted = attack.court.accepts(attack.statement, "admissible", ordered)
    return ({**frame, **told}, ordered) if accepted else None
