"""Whether one statement says what another says at other values of its constants: then a proof of it is an end of the
bracket of a constant."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from verify.statement import Statement
from verify.substitution import substitute
from verify.tree import Expr, Symbol


def values_in(statement: Statement, other: Statement) -> dict[str, Fraction] | None:
    """Values of the constants at which `other` says the same as `statement`, or the same under fewer hypotheses; None
    where it does not, or where a constant has no rational value. Decided by the trees alone."""
    if any(s.exists or s.quantifier != "forall" for s in (statement, other)):
        return None
    printed, own = dict(statement.constants), dict(other.constants)
    found = _match(statement.claim, substitute(other.claim, own), printed, {})
    for prop in other.given:
        if found is None:
            return None
        known, wanted = found, substitute(prop, own)
        matches = (_match(given, wanted, printed, known) for given in statement.given)
        found = next((match for match in matches if match is not None), None)
    if found is None:
        return None
    values = {sym: found.get(sym, value) for sym, value in printed.items()}
    if any(value.op != "num" for value in values.values()):
        return None
    return {sym.name: Fraction(value.data[0]) for sym, value in values.items()}


def _match(
    pattern: Expr, expr: Expr, constants: Mapping[Symbol, Expr], known: dict[Symbol, Expr]
) -> dict[Symbol, Expr] | None:
    """The values of the constants, those known included, that turn the pattern into the expression."""
    sym = pattern.data[0] if pattern.op == "var" else None
    if isinstance(sym, Symbol) and sym in constants:
        return {**known, sym: expr} if expr.op == "num" and known.get(sym, expr) is expr else None
    if pattern is expr:
        return known
    if pattern.op != expr.op or pattern.data != expr.data or len(pattern.args) != len(expr.args):
        return None
    found: dict[Symbol, Expr] | None = known
    for one, two in zip(pattern.args, expr.args, strict=True):
        found = None if found is None else _match(one, two, constants, found)
    return found
