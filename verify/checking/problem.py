"""From the problem file to typed expressions. Whatever is not exactly in the format is Malformed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from .outcomes import Malformed
from .sorts import sort_of
from .terms import INTEGER, PROP, REAL, Declaration, Key, Node, Poly, Sort, move, size

FORMAT = "proofgauge problem 1"
MAX_DEPTH = 250
MAX_NODES = 200_000
MAX_DIGITS = 4_000
NUMBER = re.compile(r"(0|-?[1-9][0-9]*)(?:/([1-9][0-9]*))?", re.ASCII)

Scope = Mapping[str, Declaration]


@dataclass(frozen=True)
class Definition:
    name: str
    params: tuple[Declaration, ...]
    body: Node


@dataclass(frozen=True)
class Recursion:
    """`random`: its start mentions a random matrix, so that its iterates stand in events only."""

    name: str
    state: tuple[Declaration, ...]
    start: tuple[Node, ...]
    next: tuple[Node, ...]
    random: bool = False


@dataclass(frozen=True)
class Problem:
    """A well-formed problem. `definitions` and `recursions` are complete: every name used is in them.

    `exists`: universal constants, real numbers; the claim is to hold for all variables with one choice of them.
    `random`: it speaks of probabilities. Random matrices are among the variables, and have no values at a point.
    """

    variables: tuple[Declaration, ...]
    constants: Mapping[Key, Node]
    definitions: Mapping[str, Definition]
    recursions: Mapping[str, Recursion]
    quantifier: str
    hypotheses: tuple[Node, ...]
    claim: Node
    exists: tuple[Declaration, ...] = ()
    random: bool = False


def digest(problem: object) -> str:
    """SHA-256 of the canonical JSON; raises Malformed for what has none (floats, cycles, other objects)."""
    try:
        text = json.dumps(problem, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise Malformed(f"the problem is not JSON: {type(error).__name__}") from error
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def number(source: object) -> Fraction:
    """A rational in lowest terms, written "p" or "p/q"; nothing else."""
    if not isinstance(source, str) or len(source) > MAX_DIGITS:
        raise Malformed("a rational number must be a string of moderate length")
    found = NUMBER.fullmatch(source)
    if found is None:
        raise Malformed(f"not a rational number: {source[:40]!r}")
    p, q = int(found[1]), int(found[2] or 1)
    value = Fraction(p, q)
    if str(value) != source:
        raise Malformed(f"not in lowest terms: {source[:40]!r}")
    return value


def a_list(source: object, what: str) -> list[Any]:
    if type(source) is not list:
        raise Malformed(f"{what} must be a list")
    return cast("list[Any]", source)


def an_object(source: object, what: str, required: set[str], optional: set[str] | None = None) -> dict[str, Any]:
    """A JSON object that has all the required keys and no others than the optional ones."""
    if type(source) is not dict:
        raise Malformed(f"{what} must be an object")
    found = cast("dict[str, Any]", source)
    if not all(type(k) is str for k in found):
        raise Malformed(f"{what} has a key that is not a string")
    missing, extra = required - found.keys(), found.keys() - required - (optional or set())
    if missing or extra:
        raise Malformed(f"{what}: missing {sorted(missing)}, unknown {[k[:40] for k in sorted(extra)]}")
    return found


def a_name(source: object, what: str) -> str:
    if type(source) is not str or not 0 < len(source) <= 80 or not source.isprintable() or " " in source:
        raise Malformed(f"{what}: a name must be a printable string without spaces")
    return source


class Reader:
    """Reads one problem. Definitions and recursions are read when first used, so that a cycle is noticed."""

    def __init__(self, source: object) -> None:
        keys = {"format", "variables", "definitions", "recursions", "constants", "quantifier", "hypotheses", "claim"}
        self.source = an_object(source, "the problem", keys, {"exists"})
        self.interned: dict[tuple[Any, ...], Node] = {}
        self.count = 0
        self.globals: dict[str, Declaration] = {}
        self.definitions: dict[str, Definition] = {}
        self.recursions: dict[str, Recursion] = {}
        self.reading: list[str] = []
        self.in_event = self.events_allowed = self.random = False
        self.chance = False  # whether what is being read mentions a random matrix

    def problem(self) -> Problem:
        source = self.source
        if source["format"] != FORMAT:
            raise Malformed("the problem's format is unknown")
        quantifier = source["quantifier"]
        if quantifier not in ("forall", "fails"):
            raise Malformed("the quantifier must be forall or fails")
        exists = self._exists()
        variables = self._variables(a_list(source["variables"], "variables"))
        constants: dict[Key, Node] = {}
        closed: dict[str, Declaration] = {}
        for entry in a_list(source["constants"], "constants"):
            value = an_object(entry, "a constant", {"name", "value"})
            name = self._fresh(value["name"], self.globals)
            node = self.expression(value["value"], closed, 0, closed=True)
            if not node.sort.scalar:
                raise Malformed(f"the constant {name} must be a number")
            closed[name] = self.globals[name] = Declaration(("", name), "real", REAL)
            constants["", name] = node
        self.raw_definitions = self._named("definitions", {"name", "params", "body"})
        self.raw_recursions = self._named("recursions", {"name", "state", "start", "next"})
        for name in self.raw_definitions:
            self.definition(name)
        for name in self.raw_recursions:
            self.recursion(name)
        hypotheses = tuple(self.proposition(p) for p in a_list(source["hypotheses"], "hypotheses"))
        claim = self.proposition(source["claim"])
        return Problem(
            variables, constants, self.definitions, self.recursions, quantifier, hypotheses, claim, exists, self.random
        )

    def _exists(self) -> tuple[Declaration, ...]:
        """Universal constants: left out where there is none, so that a problem is written in one way only."""
        sources = a_list(self.source["exists"], "exists") if "exists" in self.source else None
        if sources == []:
            raise Malformed("exists: leave it out where there is no universal constant")
        if any(_kind(source) != "real" for source in sources or ()):
            raise Malformed("exists: a universal constant must be a real number")
        return self._variables(sources or [])

    def _variables(self, sources: list[Any]) -> tuple[Declaration, ...]:
        """Integers first: shapes may use them wherever they stand in the list."""
        ranks = {"size": 0, "integer": 0, "gaussian": 2}  # the variance of a random matrix may use any number
        order = sorted(range(len(sources)), key=lambda i: ranks.get(_kind(sources[i]), 1))
        for i in order:
            declaration = self.declare(sources[i], "", self.globals)
            self.globals[self._fresh(declaration.name, self.globals)] = declaration
        return tuple(self.globals[s["name"]] for s in sources)

    def _named(self, section: str, keys: set[str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for entry in a_list(self.source[section], section):
            value = an_object(entry, f"an entry of {section}", keys)
            name = a_name(value["name"], section)
            if name in found:
                raise Malformed(f"{section}: {name} is there twice")
            found[name] = value
        return found

    def _fresh(self, name: object, scope: Scope) -> str:
        text = a_name(name, "a declaration")
        if text in scope:
            raise Malformed(f"the name {text} is declared twice")
        return text

    def declare(self, source: object, owner: str, scope: Scope, label: str | None = None) -> Declaration:
        """One declaration; `scope` is what its shape may refer to. `label` names the element of a sequence."""
        kind = _kind(source)
        own = {"size": set[str](), "matrix": {"structure", "rank"}, "sequence": set[str](), "gaussian": set[str]()}
        optional = own.get(kind, {"ge", "gt", "le", "lt"})
        required = {"kind"} | ({"name"} if label is None else set[str]())
        shapes = {"matrix": {"rows", "cols"}, "sequence": {"of"}, "gaussian": {"rows", "cols", "variance"}}
        required |= shapes.get(kind, set[str]())
        value = an_object(source, "a declaration", required, optional)
        name = a_name(value["name"], "a declaration") if label is None else label
        key = (owner, name)
        if kind == "matrix":
            return self._declare_matrix(key, value, scope)
        if kind == "gaussian":
            return self._declare_gaussian(key, value, scope)
        if kind == "sequence":
            of = self.declare(value["of"], owner, scope, name)
            if label is not None or owner or of.kind not in ("real", "matrix"):
                raise Malformed(f"{name}: a sequence is a variable and has real numbers or matrices as terms")
            return Declaration(key, kind, of.sort, of=of)
        bounds = {k: number(value[k]) for k in ("ge", "gt", "le", "lt") if k in value}
        return Declaration(key, kind, REAL if kind == "real" else INTEGER, bounds=bounds)

    def _declare_matrix(self, key: Key, value: dict[str, Any], scope: Scope) -> Declaration:
        integers = {n: d for n, d in scope.items() if d.kind in ("size", "integer")}
        rows, cols = (self.expression(value[k], integers, 0, closed=True) for k in ("rows", "cols"))
        rank = self.expression(value["rank"], integers, 0, closed=True) if "rank" in value else None
        structure = value.get("structure", "")
        if structure not in ("", "symmetric", "psd", "orthonormal") or ("structure" in value and not structure):
            raise Malformed(f"{key[1]}: unknown structure")
        sort = Sort("matrix", size(rows), size(cols))
        if structure in ("symmetric", "psd") and sort.rows != sort.cols:
            raise Malformed(f"{key[1]}: a {structure} matrix must be square")
        if rank is not None and rank.sort != INTEGER:
            raise Malformed(f"{key[1]}: the rank must be an integer")
        return Declaration(key, "matrix", sort, rows, cols, structure, rank)

    def _declare_gaussian(self, key: Key, value: dict[str, Any], scope: Scope) -> Declaration:
        """A random matrix: a variable of the problem, whose law depends on sizes, integers and real numbers alone."""
        if key[0]:
            raise Malformed(f"{key[1]}: a random matrix is a variable of the problem")
        integers = {n: d for n, d in scope.items() if d.kind in ("size", "integer")}
        numbers = {n: d for n, d in scope.items() if d.kind in ("size", "integer", "real")}
        rows, cols = (self.expression(value[k], integers, 0, closed=True) for k in ("rows", "cols"))
        variance = self.expression(value["variance"], numbers, 0, closed=True)
        if not variance.sort.scalar:
            raise Malformed(f"{key[1]}: the variance must be a number")
        self.random = True
        sort = Sort("matrix", size(rows), size(cols))
        return Declaration(key, "gaussian", sort, rows, cols, variance=variance)

    def _locals(self, sources: object, owner: str, what: str) -> tuple[tuple[Declaration, ...], dict[str, Declaration]]:
        scope = dict(self.globals)
        own: dict[str, Declaration] = {}
        for source in a_list(sources, what):
            declaration = self.declare(source, owner, scope)
            self._fresh(declaration.name, own)
            own[declaration.name] = scope[declaration.name] = declaration
        return tuple(own.values()), scope

    def _guarded(self, name: str, read: Callable[[], Any]) -> Any:
        if name in self.reading:
            raise Malformed("definitions or recursions refer to each other in a cycle")
        if len(self.reading) > 60:
            raise Malformed("definitions are nested too deeply")
        self.reading.append(name)
        outside = self.in_event, self.chance
        self.in_event = self.chance = False
        result = read()
        self.in_event, self.chance = outside
        self.reading.pop()
        return result

    def definition(self, name: object) -> Definition:
        text = a_name(name, "a call")
        if text not in self.definitions:
            if text not in self.raw_definitions:
                raise Malformed(f"unknown definition {text}")
            source = self.raw_definitions[text]

            def read() -> Definition:
                params, scope = self._locals(source["params"], f"definition {text}", "params")
                return Definition(text, params, self.expression(source["body"], scope, 0))

            self.definitions[text] = self._guarded(f"definition {text}", read)
        return self.definitions[text]

    def recursion(self, name: object) -> Recursion:
        text = a_name(name, "an iterate")
        if text not in self.recursions:
            if text not in self.raw_recursions:
                raise Malformed(f"unknown recursion {text}")
            source = self.raw_recursions[text]

            def read() -> Recursion:
                state, scope = self._locals(source["state"], f"recursion {text}", "state")
                self.in_event = True
                start = tuple(self.expression(e, self.globals, 0) for e in a_list(source["start"], "start"))
                self.in_event = False
                following = tuple(self.expression(e, scope, 0) for e in a_list(source["next"], "next"))
                if not len(state) == len(start) == len(following) > 0:
                    raise Malformed(f"{text}: state, start and next must have one length")
                own = frozenset(d.key for d in state)
                for d, first, then in zip(state, start, following, strict=True):
                    move(d.sort, {}, own)  # the shape of the state does not change from step to step
                    fits(d, first.sort, {})
                    fits(d, then.sort, {})
                return Recursion(text, state, start, following, self.chance)

            self.recursions[text] = self._guarded(f"recursion {text}", read)
        return self.recursions[text]

    def proposition(self, source: object) -> Node:
        self.events_allowed = True
        node = self.expression(source, self.globals, 0)
        self.events_allowed = False
        if node.sort != PROP:
            raise Malformed("hypotheses and claim must be propositions")
        return node

    def _probability(self, rest: list[Any], scope: Scope, depth: int) -> Node:
        """["pr", event]: in hypotheses and claims, not below another one, and not below a sum or a quantifier."""
        if not self.events_allowed or self.in_event or set(scope) != set(self.globals):
            raise Malformed("pr is not allowed here")
        self.in_event = self.random = True
        event = self.expression(_only(rest, "pr"), scope, depth + 1)
        self.in_event = False
        return self._node("pr", (event,), None, sort_of("pr", (event,)), event.free)

    def expression(self, source: object, scope: Scope, depth: int, closed: bool = False) -> Node:
        """A typed node. `closed` forbids definitions, recursions and sequences."""
        parts = a_list(source, "an expression")
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            raise Malformed("an expression is too deep or too large")
        if not parts or type(parts[0]) is not str:
            raise Malformed("an expression must begin with its head")
        head, rest = parts[0], parts[1:]
        if head == "num":
            value = number(_only(rest, head))
            return self._node("num", (), value, INTEGER if value.denominator == 1 else REAL, frozenset())
        if head == "var":
            found = _declared(_only(rest, head), scope)
            if found.kind == "gaussian":
                self._by_chance(f"the random matrix {found.name} stands")
            return self._variable(found, "var", ())
        if head == "pr":
            return self._probability(rest, scope, depth)
        if head in ("sum", "forall"):
            return self._binder(head, rest, scope, depth, closed)
        if head in ("at", "iterate", "call"):
            if closed or len(rest) < (2 if head == "at" else 3 if head == "iterate" else 1):
                raise Malformed(f"{head} is not allowed here, or has too few arguments")
            skip = 2 if head == "iterate" else 1
            args = tuple(self.expression(e, scope, depth + 1) for e in rest[skip:])
            return self._named_node(head, rest[:skip], args, scope)
        args = tuple(self.expression(e, scope, depth + 1, closed) for e in rest)
        return self._node(head, args, None, sort_of(head, args), frozenset[Key]().union(*(a.free for a in args)))

    def _by_chance(self, what: str) -> None:
        if not self.in_event:
            raise Malformed(f"{what} outside an event")
        self.chance = True

    def _node(self, head: str, args: tuple[Node, ...], data: Any, sort: Sort, free: frozenset[Key]) -> Node:
        key = (head, tuple(map(id, args)), data)
        if key not in self.interned:
            self.interned[key] = Node(head, args, data, sort, free)
        return self.interned[key]

    def _variable(self, d: Declaration, head: str, args: tuple[Node, ...]) -> Node:
        if (head == "at") != (d.kind == "sequence"):
            raise Malformed(f"{d.name}: a sequence is used with an index, anything else without")
        free = frozenset({d.key}) if d.key[0] else frozenset[Key]()
        return self._node(head, args, d.key, d.sort, free.union(*(a.free for a in args)))

    def _binder(self, head: str, rest: list[Any], scope: Scope, depth: int, closed: bool) -> Node:
        if len(rest) != 4:
            raise Malformed(f"{head} takes a name, two limits and a body")
        name = self._fresh(rest[0], scope)
        low, high = (self.expression(e, scope, depth + 1, closed) for e in rest[1:3])
        if not low.sort == high.sort == INTEGER:
            raise Malformed(f"{head}: the limits must be integers")
        key = ("#", name)
        inner = {**scope, name: Declaration(key, "integer", INTEGER)}
        body = self.expression(rest[3], inner, depth + 1, closed)
        if (head == "forall" and body.sort != PROP) or (
            head == "sum" and not (body.sort.scalar or body.sort.kind == "matrix")
        ):
            raise Malformed(f"{head}: a body of the wrong sort")
        sort = move(body.sort, {}, frozenset({key}))
        return self._node(head, (low, high, body), name, sort, low.free | high.free | (body.free - {key}))

    def _named_node(self, head: str, names: list[Any], args: tuple[Node, ...], scope: Scope) -> Node:
        free = frozenset[Key]().union(*(a.free for a in args))
        if head == "call":
            target = self.definition(names[0])
            return self._node("call", args, target.name, applied(target, args), free)
        if len(args) != 1 or args[0].sort != INTEGER:
            raise Malformed(f"{head} takes one integer index")
        if head == "at":
            return self._variable(_declared(names[0], scope), "at", args)
        source = self.recursion(names[0])
        if source.random:
            self._by_chance(f"iterates of {source.name} from a random start stand")
        component = next((i for i, d in enumerate(source.state) if d.name == names[1]), None)
        if component is None:
            raise Malformed(f"{source.name} has no such component")
        return self._node("iterate", args, (source.name, component, names[1]), source.state[component].sort, free)


def _kind(source: object) -> str:
    kind = cast("dict[str, Any]", source).get("kind") if type(source) is dict else None
    if kind not in ("size", "integer", "real", "matrix", "sequence", "gaussian"):
        raise Malformed("a declaration has no known kind")
    return kind


def _only(rest: list[Any], head: str) -> Any:
    if len(rest) != 1:
        raise Malformed(f"{head} takes one argument")
    return rest[0]


def _declared(name: object, scope: Scope) -> Declaration:
    text = a_name(name, "a variable")
    if text not in scope:
        raise Malformed(f"{text} is not declared here")
    return scope[text]


def fits(d: Declaration, sort: Sort, values: Mapping[Node, Poly]) -> None:
    """Raises unless a value of that sort may stand for the declared name."""
    wanted = d.sort if d.kind != "matrix" else move(d.sort, values, frozenset())
    if wanted != sort and not (d.kind == "real" and sort == INTEGER):
        raise Malformed(f"a value of the wrong sort or shape for {d.name}")


def applied(target: Definition, args: tuple[Node, ...]) -> Sort:
    """The sort of a call, with the sizes among the parameters replaced by the arguments."""
    if len(args) != len(target.params):
        raise Malformed(f"{target.name} takes {len(target.params)} arguments, not {len(args)}")
    own = frozenset(d.key for d in target.params)
    given = {
        d.key: size(a) for d, a in zip(target.params, args, strict=True) if d.sort == INTEGER and a.sort == INTEGER
    }
    values: dict[Node, Poly] = {}
    shapes = [p for d in target.params for p in (d.sort.rows, d.sort.cols) if p]
    shapes += [p for p in (target.body.sort.rows, target.body.sort.cols) if p]
    for poly in shapes:
        for monomial, _ in poly:
            for node, _ in monomial:
                if node.head == "var" and node.data in given:
                    values[node] = given[node.data]
    for d, a in zip(target.params, args, strict=True):
        fits(d, a.sort, values)
    return move(target.body.sort, values, own)


def load(source: object) -> Problem:
    """The problem, checked whole; raises Malformed."""
    return Reader(source).problem()
