"""Admissibility: the domains of a statement's variables as propositions, and its hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from verify.arithmetic.fold import Truth
from verify.arithmetic.points import Point
from verify.errors import Undefined
from verify.statement import Statement
from verify.tree import Expr, Symbol, make, number, variable

Decide = Callable[[Expr], Truth]


def domain(sym: Symbol, node: Expr) -> Iterator[Expr]:
    """What the declaration of `sym` says about the value of `node`, in an order in which each part is defined."""
    if sym.kind == "size":
        yield make("le", (number(1), node))
    for bound, op, below in ((sym.ge, "le", True), (sym.gt, "lt", True), (sym.le, "le", False), (sym.lt, "lt", False)):
        if bound is not None:
            yield make(op, (number(bound), node) if below else (node, number(bound)))
    if sym.structure in ("symmetric", "psd"):
        yield make("eq", (node, node.T))
    if sym.structure == "psd":
        yield make("loewner", (make("zeros", node.shape), node))
    if sym.structure == "orthonormal":
        yield make("eq", (node.T @ node, make("eye", (node.shape[1],))))
    if sym.rank is not None:
        yield make("eq", (make("rank", (node,)), sym.rank))


def has_shape(sym: Symbol, rows: Any, decide: Decide) -> Truth:
    sizes = zip(sym.sort.shape, (len(rows), len(rows[0])), strict=True)
    return every(decide(make("eq", (size, number(given)))) for size, given in sizes)


def every(parts: Iterator[Truth]) -> Truth:
    """The conjunction, settled by its first False."""
    open_part = False
    for part in parts:
        if part is False:
            return False
        open_part = open_part or part is None
    return None if open_part else True


def conditions(statement: Statement, point: Point, decide: Decide) -> Iterator[Truth]:
    for sym in statement.variables:
        value = point.value(sym)
        if sym.kind == "sequence":
            of = cast(Symbol, sym.of)
            for k, term in enumerate(value):
                yield from member(of, term, make("at", (number(k),), (sym,)), decide)
        else:
            yield from member(sym, value, variable(sym), decide)
    for hypothesis in statement.given:
        yield decide(hypothesis)


def member(sym: Symbol, value: Any, node: Expr, decide: Decide) -> Iterator[Truth]:
    if sym.kind == "matrix":
        fits = has_shape(sym, value, decide)
        yield fits
        if not fits:
            return
    for prop in domain(sym, node):
        yield decide(prop)


def admissible(statement: Statement, point: Point, decide: Decide) -> Truth:
    """Whether the point lies in the domains and every hypothesis is defined and true there.

    None where `decide` leaves something open. Raises StatementError for a malformed point, and Unsupported.
    """
    try:
        return every(conditions(statement, point, decide))
    except Undefined:
        return False
