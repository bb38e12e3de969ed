"""Free symbols, capture-avoiding substitution, unfolding of definitions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from verify.tree import Definition, Expr, Recursion, Symbol, make, rebuild, symbol, variable

BINDERS = ("sum", "forall")


@cache
def free_symbols(expr: Expr) -> frozenset[Symbol]:
    """Symbols that occur free, also inside definitions, recursions and the shapes of symbols."""
    found: set[Symbol] = set()
    if expr.op in BINDERS:
        bound, low, high, body = expr.args
        found |= free_symbols(low) | free_symbols(high) | (free_symbols(body) - {bound.data[0]})
    else:
        for arg in expr.args:
            found |= free_symbols(arg)
    for datum in expr.data:
        if isinstance(datum, Symbol):
            found |= {datum} | declaration_symbols(datum)
        elif isinstance(datum, Definition):
            found |= free_symbols(datum.body) - set(datum.params)
            found |= {s for p in datum.params for s in declaration_symbols(p)}
        elif isinstance(datum, Recursion):
            inner = {s for e in datum.next for s in free_symbols(e)} - set(datum.state)
            outer = {s for e in datum.start for s in free_symbols(e)}
            found |= inner | outer | {s for p in datum.state for s in declaration_symbols(p)}
    return frozenset(found)


def declaration_symbols(sym: Symbol) -> set[Symbol]:
    """The symbols that a declaration mentions: sizes and ranks."""
    exprs = [e for e in (sym.rows, sym.cols, sym.rank, sym.variance) if e is not None]
    inner = declaration_symbols(sym.of) if sym.of is not None else set[Symbol]()
    return inner | {s for e in exprs for s in free_symbols(e)}


def substitute(expr: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    """Replace free symbols by expressions, renaming bound ones that would capture.

    Definitions and recursions whose bodies mention a replaced symbol are unfolded (definitions) or
    rebuilt (recursions). Sizes are not replaced in the declarations of symbols.
    """
    memo: dict[Expr, Expr] = {}
    values = {s: e for s, e in values.items() if not (e.op == "var" and e.data[0] is s)}

    def go(node: Expr) -> Expr:
        if not (free_symbols(node) & values.keys()):
            return node
        if node not in memo:
            memo[node] = replace(node)
        return memo[node]

    def replace(node: Expr) -> Expr:
        if node.op == "var":
            return values.get(node.data[0], node)
        if node.op in BINDERS:
            return replace_binder(node)
        if node.op == "call" and (free_symbols(node.data[0].body) - set(node.data[0].params)) & values.keys():
            return go(unfold_call(node))
        if node.op == "iterate":
            source: Recursion = node.data[0]
            return make("iterate", tuple(map(go, node.args)), (substitute_recursion(source, values), node.data[1]))
        return rebuild(node, map(go, node.args))

    def replace_binder(node: Expr) -> Expr:
        bound, low, high, body = node.args
        inner = {s: e for s, e in values.items() if s is not bound.data[0]}
        captured = any(bound.data[0] in free_symbols(e) for s, e in inner.items() if s in free_symbols(body))
        if captured:
            fresh = variable(symbol(fresh_name(bound.data[0].name, body, *inner.values()), "integer"))
            body, bound = substitute(body, {bound.data[0]: fresh}), fresh
        return make(node.op, (bound, go(low), go(high), substitute(body, inner)))

    return go(expr)


def substitute_recursion(source: Recursion, values: Mapping[Symbol, Expr]) -> Recursion:
    from verify.tree import recursion_of

    inner = {s: e for s, e in values.items() if s not in source.state}
    start = tuple(substitute(e, values) for e in source.start)
    return recursion_of(source.name, source.state, start, tuple(substitute(e, inner) for e in source.next))


def fresh_name(stem: str, *around: Expr) -> str:
    taken = {s.name for e in around for s in free_symbols(e)}
    return next(name for k in range(len(taken) + 1) if (name := f"{stem}{'_' * (k + 1)}") not in taken)


def unfold_call(node: Expr) -> Expr:
    target: Definition = node.data[0]
    return substitute(target.body, dict(zip(target.params, node.args, strict=True)))


@cache
def unfold(expr: Expr) -> Expr:
    """Every definition replaced by its body, everywhere outside recursions."""
    if expr.op == "call":
        return unfold(unfold_call(expr))
    return rebuild(expr, map(unfold, expr.args))
