"""The standard facts as statements, instantiated by substitution."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from verify.checking.facts import FACTS
from verify.dimensions import size_polynomial
from verify.errors import StatementError
from verify.problem import FORMAT, from_problem
from verify.statement import Statement
from verify.substitution import substitute
from verify.tree import Expr, Symbol


@cache
def fact_statement(name: str) -> Statement:
    """The fact as a statement, for all sizes."""
    source: dict[str, Any] = {
        "format": FORMAT,
        "variables": FACTS[name]["variables"],
        "definitions": [],
        "recursions": [],
        "constants": [],
        "quantifier": "forall",
        "hypotheses": FACTS[name]["hypotheses"],
        "claim": FACTS[name]["claim"],
    }
    return from_problem(source)


@cache
def fact_symbols(name: str) -> dict[str, Symbol]:
    """The fact's variables by name, in the order of their declaration."""
    found = {s.name: s for s in fact_statement(name).variables}
    return {d["name"]: found[d["name"]] for d in FACTS[name]["variables"]}


def instantiate(name: str, values: Mapping[str, Expr]) -> tuple[dict[str, Expr], list[Expr], Expr] | None:
    """(values with sizes filled in, hypotheses, claim), or None when the shapes do not fit the fact."""
    return _instantiate(name, tuple(values.items()))


@cache
def _instantiate(name: str, pairs: tuple[tuple[str, Expr], ...]) -> tuple[dict[str, Expr], list[Expr], Expr] | None:
    values = dict(pairs)
    symbols = fact_symbols(name)
    full = dict(values)
    for label, expr in values.items():
        sym = symbols[label]
        if sym.kind == "matrix":
            for slot, actual in zip(sym.sort.shape, expr.shape, strict=True):
                size: Symbol = slot.data[0]
                if size_polynomial(full.setdefault(size.name, actual)) != size_polynomial(actual):
                    return None
    mapping = {symbols[label]: expr for label, expr in full.items()}
    fact = fact_statement(name)
    try:
        return full, [substitute(h, mapping) for h in fact.given], substitute(fact.claim, mapping)
    except StatementError:
        return None
