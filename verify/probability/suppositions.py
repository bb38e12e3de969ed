"""What a claim about probabilities supposes: a point at which all of it holds, or a proof that there is none.

Hypotheses do not speak of chance, so the falsifier meets them as it meets those of any other statement; what it reports
is a proposal, which the checker accepts at the statement itself.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.budget import Budget
from verify.checking.contraries import sure
from verify.checking.outcomes import Malformed
from verify.checking.problem import load
from verify.errors import ProofgaugeError
from verify.methods import falsify, symbolic
from verify.probability.search import search
from verify.problem import from_problem
from verify.statement import Statement
from verify.substitution import free_symbols
from verify.tree import Expr, make, variable

Json = Any


def bare_of(statement: Statement) -> Statement | None:
    """The hypotheses, and that random matrices have a law, as a statement without chance whose claim says nothing."""
    try:
        return from_problem(sure(statement.problem))
    except (Malformed, ProofgaugeError):
        return None


def point_of(bare: Statement, budget: Budget, seed: int) -> dict[str, Json] | None:
    """Values of a point at which the hypotheses hold, by a short search: numbers first, with simple matrices of these
    sizes, which large sizes need; else everything together."""
    numbers = _about_numbers(bare)
    chosen = _met(numbers, budget, seed)
    if chosen is None or not any(s.kind == "matrix" for s in bare.variables):
        return chosen
    fixed = {name: Fraction(x) for name, x in chosen.items()}
    return search(load(bare.problem), 1, fixed).admissible or _met(bare, budget, seed)


def _met(bare: Statement, budget: Budget, seed: int) -> dict[str, Json] | None:
    try:
        pieces = falsify.run(bare, budget.look(), seed)
    except ProofgaugeError:
        return None
    return next((e.certificate["values"] for e in pieces if e.kind == "admissible" and e.certificate), None)


def _about_numbers(bare: Statement) -> Statement:
    """Of a bare statement, what is supposed of numbers and of nothing else, with the room that its matrices need."""
    beside = [s for s in bare.variables if s.kind not in ("size", "integer", "real")]
    others = set(beside)
    parts = bare.claim.args if bare.claim.op == "and" else (bare.claim,)
    room = [c for prop in bare.given for c in _room(prop)]
    room += [make("le", variable(s).shape[::-1]) for s in beside if s.structure == "orthonormal"]
    given, said = ([p for p in props if not others & free_symbols(p)] for props in ((*bare.given, *room), parts))
    constants = {variable(s): v for s, v in bare.constants if any(s in free_symbols(p) for p in (*given, *said))}
    return Statement("", given, make("and", tuple(said)), constants)


def _room(prop: Expr) -> list[Expr]:
    """Of rank(A) = k: k <= m and k <= n."""
    if prop.op == "eq" and prop.args[0].op == "rank":
        return [make("le", (prop.args[1], side)) for side in prop.args[0].args[0].shape]
    return []


def contradiction_of(statement: Statement, bare: Statement) -> dict[str, Json] | None:
    """A certificate that no point satisfies the hypotheses, or that no random matrix exists at any."""
    found = symbolic.contradiction_of(bare)
    return None if found is None else {**found, "problem": statement.digest}
