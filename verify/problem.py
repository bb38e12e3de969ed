"""The problem file: a statement as canonical JSON, the checker's only source, and back again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any, cast

from verify.errors import StatementError
from verify.statement import Statement
from verify.tree import Definition, Expr, Recursion, Symbol, make, number, recursion_of, symbol, variable
from verify.tree import definition as make_definition

FORMAT = "proofgauge problem 1"
Json = Any


def canonical(problem: Json) -> str:
    return json.dumps(problem, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(problem: Json) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(problem).encode("ascii")).hexdigest()


def to_problem(statement: Statement) -> dict[str, Json]:
    return {
        "format": FORMAT,
        **({"exists": [declaration(s) for s in statement.exists]} if statement.exists else {}),
        "variables": [declaration(s) for s in statement.variables],
        "definitions": [
            {"name": d.name, "params": [declaration(p) for p in d.params], "body": to_json(d.body)}
            for d in statement.definitions
        ],
        "recursions": [
            {
                "name": r.name,
                "state": [declaration(s) for s in r.state],
                "start": [to_json(e) for e in r.start],
                "next": [to_json(e) for e in r.next],
            }
            for r in statement.recursions
        ],
        "constants": [{"name": s.name, "value": to_json(v)} for s, v in statement.constants],
        "quantifier": statement.quantifier,
        "hypotheses": [to_json(g) for g in statement.given],
        "claim": to_json(statement.claim),
    }


def declaration(sym: Symbol) -> dict[str, Json]:
    """The JSON declaration of a symbol; absent keys mean no constraint."""
    found: dict[str, Json] = {"name": sym.name, "kind": sym.kind}
    for key in ("rows", "cols", "rank", "variance"):
        if getattr(sym, key) is not None:
            found[key] = to_json(getattr(sym, key))
    for key in ("ge", "gt", "le", "lt"):
        if getattr(sym, key) is not None:
            found[key] = str(getattr(sym, key))
    if sym.structure:
        found["structure"] = sym.structure
    if sym.of is not None:
        found["of"] = {k: v for k, v in declaration(sym.of).items() if k != "name"}
    return found


def to_json(expr: Expr, bound: dict[Symbol, str] | None = None) -> Json:
    """Nested lists, head first; bound variables are named _0, _1 ... by depth."""
    names = bound or {}
    op, args, data = expr.op, expr.args, expr.data
    if op == "num":
        return ["num", str(data[0])]
    if op == "var":
        return ["var", names.get(data[0], data[0].name)]
    if op in ("sum", "forall"):
        name = f"_{len(names)}"
        low, high = to_json(args[1], names), to_json(args[2], names)
        return [op, name, low, high, to_json(args[3], {**names, args[0].data[0]: name})]
    rest = [to_json(a, names) for a in args]
    if op == "iterate":
        return [op, data[0].name, data[0].state[data[1]].name, *rest]
    if op in ("at", "call"):
        return [op, data[0].name, *rest]
    return [op, *rest]


class Reader:
    """Rebuilds trees from problem JSON; the inverse of `to_problem`."""

    def __init__(self) -> None:
        self.symbols: dict[str, Symbol] = {}
        self.definitions: dict[str, Definition] = {}
        self.recursions: dict[str, Recursion] = {}

    def declare(self, decl: dict[str, Json], name: str | None = None) -> Symbol:
        def opt(key: str, read: Callable[[Json], Any]) -> Any:
            return read(decl[key]) if key in decl else None

        label: str = name if name is not None else decl["name"]
        of = self.declare(decl["of"], label) if "of" in decl else None
        rows, cols, rank, variance = (opt(k, self.expr) for k in ("rows", "cols", "rank", "variance"))
        ends = [opt(k, Fraction) for k in ("ge", "gt", "le", "lt")]
        return symbol(label, decl["kind"], rows, cols, decl.get("structure", ""), rank, *ends, of, variance)

    def expr(self, source: Json) -> Expr:
        head, *rest = cast("list[Any]", source)
        if head == "num":
            return number(rest[0])
        if head == "var":
            return variable(self._symbol(rest[0]))
        if head in ("sum", "forall"):
            return self._binder(head, *rest)
        if head == "at":
            return make("at", tuple(map(self.expr, rest[1:])), (self._symbol(rest[0]),))
        if head == "iterate":
            source_ = self.recursions[rest[0]]
            component = [s.name for s in source_.state].index(rest[1])
            return make("iterate", tuple(map(self.expr, rest[2:])), (source_, component))
        if head == "call":
            return make("call", tuple(map(self.expr, rest[1:])), (self.definitions[rest[0]],))
        return make(head, tuple(map(self.expr, rest)))

    def _symbol(self, name: str) -> Symbol:
        if name not in self.symbols:
            raise StatementError(f"unknown name {name!r} in the problem; it declares {', '.join(self.symbols)}")
        return self.symbols[name]

    def _binder(self, head: str, name: str, low: Json, high: Json, body: Json) -> Expr:
        limits = self.expr(low), self.expr(high)
        hidden = self.symbols.get(name)
        self.symbols[name] = symbol(name, "integer")
        inner = self.expr(body)
        bound = variable(self.symbols.pop(name))
        if hidden is not None:
            self.symbols[name] = hidden
        return make(head, (bound, *limits, inner))

    def problem(self, source: dict[str, Json]) -> Statement:
        for decl in (*source["variables"], *source.get("exists", ())):
            self.symbols[decl["name"]] = self.declare(decl)
        constants: dict[Expr, Expr] = {}
        for constant in source["constants"]:
            sym = self.symbols[constant["name"]] = symbol(constant["name"], "real")
            constants[variable(sym)] = self.expr(constant["value"])
        self._named(source)
        hypotheses = [self.expr(h) for h in source["hypotheses"]]
        claim = self.expr(source["claim"])
        exists = [variable(self.symbols[decl["name"]]) for decl in source.get("exists", ())]
        return Statement("", hypotheses, claim, constants, quantifier=source["quantifier"], exists=exists)

    def _named(self, source: dict[str, Json]) -> None:
        for entry in source["definitions"]:
            self._scoped(entry["params"], lambda params, e=entry: self._define(e, params))
        for entry in source["recursions"]:
            start = tuple(self.expr(e) for e in entry["start"])
            self._scoped(entry["state"], lambda state, e=entry, s=start: self._recur(e, state, s))

    def _scoped(self, decls: list[Json], build: Callable[[tuple[Symbol, ...]], None]) -> None:
        outer = dict(self.symbols)
        params = tuple(self.declare(d) for d in decls)
        self.symbols |= {p.name: p for p in params}
        build(params)
        self.symbols = outer

    def _define(self, entry: dict[str, Json], params: tuple[Symbol, ...]) -> None:
        self.definitions[entry["name"]] = make_definition(entry["name"], params, self.expr(entry["body"]))

    def _recur(self, entry: dict[str, Json], state: tuple[Symbol, ...], start: tuple[Expr, ...]) -> None:
        nexts = tuple(self.expr(e) for e in entry["next"])
        self.recursions[entry["name"]] = recursion_of(entry["name"], state, start, nexts)


def from_problem(source: dict[str, Json]) -> Statement:
    """The statement of a problem object (titles and docstrings are not in it). Raises StatementError when malformed."""
    if source.get("format") != FORMAT:
        raise StatementError(f"not a problem of format {FORMAT!r}: {source.get('format')!r}")
    try:
        return Reader().problem(source)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise StatementError(f"malformed problem: {error!r}") from error
