"""Best constants: for each named constant, [largest value with an exact witness against it, smallest value proved].

Where larger values make the claim stronger (a threshold in a hypothesis, a factor on the smaller side), the witness is
against the upper end and the proof is for the lower one; `refuted_end` says which end the witness refutes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np

from verify.arithmetic.float64 import Float64
from verify.budget import Budget
from verify.errors import ProofgaugeError
from verify.evidence import Evidence, unpacked
from verify.methods.falsify import constrained
from verify.methods.falsify.certificate import Court, Values, certificate
from verify.methods.falsify.closed_forms import ClosedForm, recognise
from verify.methods.falsify.domain import Domain
from verify.methods.falsify.gauge import HUGE, Gauge, simplest
from verify.methods.falsify.shrinking import shrink
from verify.methods.falsify.threshold import Threshold
from verify.statement import Statement
from verify.substitution import free_symbols
from verify.tree import Expr, Symbol, number

METHOD = "constants"
WIDE = 10  # budgets with so many choices of sizes also try how far an argument carries
NEAR = (4e-8, 1e-4)  # relative distances from the turn at which a proof is tried
Json = Any


@dataclass
class Bracket:
    """direction +1: values below `turn` are refuted; -1: values above it. refuted: the end with the exact witness."""

    direction: int
    turn: float | None
    refuted: Fraction | None = None
    values: Values | None = None
    attained: Fraction | None = None
    notes: tuple[str, ...] = ()
    family: str | None = None
    points: int = 0
    admissible: int = 0
    approached: bool = False
    unbounded: bool = False


def run(statement: Statement, budget: Budget, seed: int, prove: bool = True) -> list[Evidence]:
    """One piece of evidence of kind `constant` for each named constant; the detail is described in verify.evidence.

    A witness that refutes the statement as it stands comes with it, as a counterexample. Without `prove`, the refuted
    end only.
    """
    found: list[Evidence] = []
    for sym, printed in statement.constants:
        bracket = _bracket(statement, sym, budget, seed)
        if bracket is not None:
            found.append(_evidence(statement, sym, printed, bracket, budget, seed, prove))
            found += _against_printed(statement, bracket, budget, seed)
    return found


def _against_printed(statement: Statement, bracket: Bracket, budget: Budget, seed: int) -> list[Evidence]:
    """The witness as a counterexample to the statement itself, where the printed value falls with the refuted one."""
    if bracket.values is None or not Court(1).accepts(statement, "counterexample", bracket.values):
        return []
    sizes = {s.name: int(bracket.values[s.name]) for s in statement.variables if s.kind in ("size", "integer")}
    work, proof = _work(bracket, budget), certificate(statement, "counterexample", bracket.values)
    return [Evidence("counterexample", METHOD, statement.digest, {"sizes": sizes}, seed, work, proof, {})]


def _bracket(statement: Statement, sym: Symbol, budget: Budget, seed: int) -> Bracket | None:
    court = Court(budget.checks)
    with np.errstate(all="ignore"):
        if any(sym in free_symbols(g) for g in statement.given) or constrained.places(statement, budget, seed):
            return _by_continuation(statement, sym, budget, seed, court)
        return _by_critical_values(statement, sym, budget, seed, court)


# ---- constants in the claim


def _by_critical_values(statement: Statement, sym: Symbol, budget: Budget, seed: int, court: Court) -> Bracket | None:
    gauge = Gauge(statement, sym, budget, seed)
    reading = gauge.run()
    if not gauge.direction or reading.domain is None:
        return _by_continuation(statement, sym, budget, seed, court)
    bracket = Bracket(
        gauge.direction, reading.best * gauge.direction, points=reading.points, admissible=reading.admissible
    )
    bracket.notes, bracket.family = _growth(reading.by_frame, gauge.direction)
    found = gauge.certify(court)
    if gauge.limit[1]:
        bracket.approached, bracket.turn = True, gauge.limit[0] * gauge.direction
        bracket.notes += ("the value is only approached, where both sides vanish or grow",)
    if found is not None:
        bracket.refuted, bracket.values, critical, point = found
        domain = reading.domain
        variant = statement.with_constants({sym.name: number(bracket.refuted)})
        there = Domain(variant, gauge.recipe, domain.frame)
        point, bracket.values = shrink(there, point, bracket.values, court, budget.shrinks, 1e-11)
        exact = Fraction(critical).limit_denominator(2000)
        if abs(float(exact) - critical) <= 1e-9 * max(1.0, abs(critical)) and gauge.attained(
            domain, point, exact, court
        ):
            bracket.attained = exact
            if abs(float(exact) - (bracket.turn or 0.0)) <= 1e-7 * max(1.0, abs(critical)):
                bracket.turn = float(exact)
    if reading.best > HUGE * gauge.unit:
        bracket.unbounded = True
        bracket.notes += ("no finite constant seems to do: the critical value grows without bound in the search",)
    return bracket


def _growth(by_frame: list[tuple[Any, float]], direction: int) -> tuple[tuple[str, ...], str | None]:
    """How the critical value depends on the sizes, when the largest ones need the largest constant."""
    sizes = {tuple(v for s, v in f.items() if s.kind == "size") for f, _ in by_frame}
    if len(by_frame) < 2 or (len(sizes) < 2 and any(s.kind == "size" for s in by_frame[0][0])):
        return (), None
    rows = sorted(by_frame, key=lambda p: sum(p[0].values()))
    values = [v for _, v in rows]
    shown = "; ".join(f"{', '.join(f'{s.name} = {v}' for s, v in f.items())}: {direction * v:.10g}" for f, v in rows)
    top = max(values)
    if values[-1] < top - 1e-9 * abs(top) or sum(v > top - 1e-7 * abs(top) for v in values) > 1:
        return (), None
    note = "the critical value still grows with the sizes that were searched, so the best constant may lie beyond"
    law = _law(rows)
    return ((f"{note}{law}",), f"best value by size: {shown}")


def _law(rows: list[tuple[Any, float]]) -> str:
    square = [(f, v) for f, v in rows if len(set(f.values())) == 1 and v > 0]
    if len(square) < 2:
        return ""
    (f1, v1), (f2, v2) = square[-2:]
    n1, n2 = next(iter(f1.values())), next(iter(f2.values()))
    if n1 == n2 or n1 < 1:
        return ""
    power = float(np.log(v2 / v1) / np.log(n2 / n1))
    return f" (like n**{power:.3g} between {n1} and {n2})"


# ---- constants in hypotheses, or where the claim is not monotone


def _by_continuation(statement: Statement, sym: Symbol, budget: Budget, seed: int, court: Court) -> Bracket | None:
    threshold = Threshold(statement, sym, budget, seed)
    threshold.run()
    seen = threshold.attack.findings
    if not seen.admissible:
        return None
    if threshold.fails is None or threshold.holds is None:
        note = "no counterexample appeared at any value that was tried, within a factor 10000 of the printed one"
        if threshold.fails is not None:
            note = "the statement fails at every value that was tried, on both sides of the printed one"
        return Bracket(0, None, notes=(note,), points=seen.points, admissible=seen.admissible)
    bracket = Bracket(-threshold.direction, threshold.fails, points=seen.points, admissible=seen.admissible)
    found = threshold.certify(court)
    if found is not None:
        bracket.refuted, bracket.values, _ = found
    return bracket


# ---- the proved end


def _proved(
    statement: Statement, sym: Symbol, bracket: Bracket, form: ClosedForm | None, tries: int
) -> tuple[Expr, Json, Statement] | None:
    """The best value that the prover proves: the closed form, one just beyond the turn, the printed value."""
    try:
        symbolic = import_module("verify.methods.symbolic")
    except ImportError:
        return None
    candidates: list[Expr] = []
    if form is not None and form.expr is not None:
        candidates.append(form.expr)
    turn = bracket.turn if bracket.turn is not None else 0.0
    if bracket.refuted is not None and not statement.recursions:
        beyond = (Fraction(turn) + bracket.direction * Fraction(gap) * max(1, abs(Fraction(turn))) for gap in NEAR)
        candidates += [number(value.limit_denominator(10**10)) for value in beyond]
    printed = dict(statement.constants)[sym]
    # an argument is written for the printed value; `_closer` looks beyond it
    candidates = [printed] if statement.argument else [*candidates, printed]
    slack = 1e-9 * max(1.0, abs(turn))
    for value in {id(v): v for v in candidates}.values():
        there = float(Float64({}).value(value)[0])
        if bracket.direction * (there - turn) < -slack:
            continue
        found = _proof(symbolic, statement, sym, value)
        if found is not None:
            return _closer(symbolic, statement, sym, bracket, found, tries)
    return None


def _proof(symbolic: Any, statement: Statement, sym: Symbol, value: Expr) -> tuple[Expr, Json, Statement] | None:
    variant = statement.with_constants({sym.name: value})
    try:
        pieces: list[Evidence] = symbolic.run(variant, Budget("quick"), 0)
    except (ProofgaugeError, RecursionError):
        return None
    proofs = (p.certificate for p in pieces if p.kind == "proof" and p.certificate is not None)
    return next(((value, unpacked(proof), variant) for proof in proofs), None)


def _closer(
    symbolic: Any,
    statement: Statement,
    sym: Symbol,
    bracket: Bracket,
    found: tuple[Expr, Json, Statement],
    tries: int,
) -> tuple[Expr, Json, Statement]:
    """An argument may prove more than it was written for: simple values between what is proved and what is refuted."""
    if not statement.argument or bracket.refuted is None or found[0].op != "num":
        return found
    good, bad = found[0].data[0], bracket.refuted
    for left in reversed(range(tries)):
        margin = (bad - good) / 4
        # what is refuted may be just beyond a simple value, so the last one goes up to it
        value = simplest(good + margin, bad - (margin if left else 0))
        if value == bad:
            break
        more = _proof(symbolic, statement, sym, number(value))
        good, bad, found = (good, value, found) if more is None else (value, bad, more)
    return found


# ---- evidence


def _form(bracket: Bracket) -> ClosedForm | None:
    if bracket.family is not None:
        return None  # what still grows with the sizes is not the best constant yet
    if bracket.attained is not None:
        return recognise(float(bracket.attained))
    if bracket.turn is None or bracket.unbounded:
        return None
    # a value that is only approached is known to fewer digits
    tries = (2e-8, 2e-7, 1e-6) if bracket.approached else (2e-8,)
    return next((form for form in (recognise(bracket.turn, accuracy) for accuracy in tries) if form is not None), None)


def _evidence(
    statement: Statement, sym: Symbol, printed: Expr, bracket: Bracket, budget: Budget, seed: int, prove: bool
) -> Evidence:
    # at the turn the statement holds, so a recognised value may be proved
    form = _form(bracket)
    tries = budget.polish if budget.frames >= WIDE else 0
    proved = _proved(statement, sym, bracket, form, tries) if prove else None
    attached: list[dict[str, Json]] = []
    ends: dict[str, str | None] = {"lower": None, "upper": None}
    bad, good = ("lower", "upper") if bracket.direction >= 0 else ("upper", "lower")
    notes = list(bracket.notes)
    if bracket.refuted is not None and bracket.values is not None:
        variant = statement.with_constants({sym.name: number(bracket.refuted)})
        attached.append(
            {
                "role": "witness",
                "problem": variant.problem,
                "certificate": certificate(variant, "counterexample", bracket.values),
            }
        )
        ends[bad] = str(bracket.refuted if bracket.attained is None else bracket.attained)
        if bracket.attained is not None:
            word = "smaller" if bracket.direction > 0 else "larger"
            notes.append(
                f"equality holds at the witness, so every {word} value fails there; checked at {bracket.refuted}"
            )
    sharp = False
    if proved is not None:
        value, proof, variant = proved
        attached.append({"role": "proof", "problem": variant.problem, "certificate": proof})
        ends[good] = _end(value, bracket.direction)
        sharp = bracket.attained is not None and value.op == "num" and value.data[0] == bracket.attained
    if form is not None and not sharp:
        notes.append(
            f"the closed form is read off {form.value:.10g}; a coincidence has probability below {form.chance:.1g}"
        )
    detail: dict[str, Json] = {
        "name": sym.name,
        "printed": str(printed.data[0]) if printed.op == "num" else repr(printed),
        **ends,
        "refuted_end": bad if ends[bad] is not None else None,
        "sharp": sharp,
        "closed_form": None if form is None else form.text,
        "numeric": bracket.turn,
        "note": ". ".join(notes) or None,
        "attached": attached,
    }
    if bracket.family is not None:
        detail["family"] = bracket.family
    work = _work(bracket, budget)
    return Evidence("constant", METHOD, statement.digest, {}, seed, work, None, detail)


def _work(bracket: Bracket, budget: Budget) -> dict[str, Json]:
    return {"points": bracket.points, "admissible": bracket.admissible, "budget": budget.name}


def _end(value: Expr, direction: int) -> str:
    """An exact rational: the value itself, or one just outside an irrational value."""
    if value.op == "num":
        return str(value.data[0])
    near = Fraction(float(Float64({}).value(value)[0]))
    return str((near + direction * abs(near) * Fraction(1, 10**12)).limit_denominator(10**13))


__all__ = ["Bracket", "replace", "run"]
