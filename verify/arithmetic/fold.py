"""One fold over the tree for all arithmetics: names, binders, definitions, recursions and logic.

An arithmetic is a table from operators to rules on values. Integers are Python ints in every arithmetic; the
values of real and matrix expressions are the arithmetic's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast

from verify.arithmetic.points import Point
from verify.errors import ProofgaugeError, Undefined, Unsupported
from verify.substitution import free_symbols
from verify.tree import Definition, Expr, Recursion, Symbol

# More terms than this in one sum, or steps of one recursion, are not attempted.
LONGEST = 100_000

Rule = Callable[..., Any]
Table = dict[str, Callable[[Any], Any] | Callable[[Any, Any], Any] | Callable[[Any, Any, Any], Any]]
Truth = bool | None
States = dict[Recursion, list[tuple[Any, ...]]]


class Undecided(ProofgaugeError):
    """The present precision does not settle a question on which the value depends."""


class NoValue(Exception):
    """Raised by a rule: its arguments have no image. The fold turns it into Undefined, naming the expression."""


@dataclass(frozen=True)
class Arithmetic:
    """A table of rules, and how rationals enter.

    rules: operator -> rule on evaluated arguments; rules of relations return True, False or None (undecided).
    real, matrix: from Fraction and from rows of Fractions. hull: a value that encloses both of two, if there are such.
    """

    name: str
    rules: Mapping[str, Rule]
    real: Callable[[int | Fraction], Any]
    matrix: Callable[[list[list[Fraction]]], Any]
    hull: Callable[[Any, Any], Any] | None = None


@dataclass(eq=False)
class Frame:
    """Values of symbols, and what was computed under them. Lookup continues in `parent`.

    `scope` is the frame that recursions see: the point, or the parameters of the definition being evaluated,
    but never the index of a sum.
    """

    values: dict[Symbol, Any]
    parent: Frame | None = None
    scope: Frame | None = None
    memo: dict[Expr, Any] = field(default_factory=lambda: dict[Expr, Any]())
    states: dict[Recursion, list[tuple[Any, ...]]] = field(
        default_factory=lambda: dict[Recursion, list[tuple[Any, ...]]]()
    )


class Fold:
    """Evaluates expressions at one point in one arithmetic; values are shared between calls."""

    def __init__(self, arithmetic: Arithmetic, point: Point) -> None:
        self.arithmetic, self.point = arithmetic, point
        self.root = Frame({})

    def __call__(self, node: Expr) -> Any:
        """The value: int, the arithmetic's number or matrix, or for a proposition True, False or None.

        Raises Undefined, Unsupported, and Undecided where the value hangs on an unsettled question.
        """
        try:
            return self.value(node, self.root)
        except RecursionError:
            raise Unsupported(f"the expression or its value is nested too deeply: {node.op}") from None

    def value(self, node: Expr, frame: Frame) -> Any:
        while frame.parent is not None and free_symbols(node).isdisjoint(frame.values):
            frame = frame.parent
        if node not in frame.memo:
            frame.memo[node] = self.fresh(node, frame)
        return frame.memo[node]

    def fresh(self, node: Expr, frame: Frame) -> Any:
        if node.sort.kind == "prop":
            return self.prop(node, frame)
        own = OWN.get(node.op)
        found = own(self, node, frame) if own is not None else self.apply(node, frame)
        return self.arithmetic.real(found) if node.sort.kind == "real" and isinstance(found, int) else found

    def apply(self, node: Expr, frame: Frame) -> Any:
        rule = self.arithmetic.rules.get(node.op)
        if rule is None:
            raise Unsupported(f"{self.arithmetic.name} arithmetic has no rule for {node.op}, needed in {node}")
        values = [self.value(arg, frame) for arg in node.args]
        return self.run(rule, node, *values)

    def run(self, rule: Rule, node: Expr, *values: Any) -> Any:
        try:
            return rule(*values)
        except NoValue as reason:
            raise Undefined(f"{reason} in {node}") from None

    def integer(self, node: Expr, frame: Frame) -> int:
        found = self.value(node, frame)
        if not isinstance(found, int):
            raise Unsupported(f"the integer {node} is too large to count with")
        return found

    # ---- names

    def number(self, node: Expr, frame: Frame) -> Any:
        value: Fraction = node.data[0]
        return int(value) if value.denominator == 1 else self.arithmetic.real(value)

    def variable(self, node: Expr, frame: Frame) -> Any:
        return self.lookup(node.data[0], frame)

    def lookup(self, sym: Symbol, frame: Frame) -> Any:
        here: Frame | None = frame
        while here is not None:
            if sym in here.values:
                return here.values[sym]
            here = here.parent
        constant = self.point.constants.get(sym)
        if constant is not None:
            found = self.fit(sym, self.value(constant, self.root))
        else:
            found = self.lift(sym, self.point.value(sym))
        self.root.values[sym] = found
        return found

    def lift(self, sym: Symbol, value: Any) -> Any:
        if sym.kind == "sequence":
            return [self.lift(cast("Symbol", sym.of), term) for term in value]
        if sym.kind == "matrix":
            return self.arithmetic.matrix(value)
        return self.arithmetic.real(value) if sym.kind == "real" else int(value)

    def fit(self, sym: Symbol, value: Any) -> Any:
        """An integer that stands for a real is a real."""
        return self.arithmetic.real(value) if sym.kind == "real" and isinstance(value, int) else value

    # ---- binders, sequences, definitions

    def summation(self, node: Expr, frame: Frame) -> Any:
        bound, low, high, body = node.args
        first, last = self.integer(low, frame), self.integer(high, frame)
        self.limit(last - first + 1, node)
        terms = [self.value(body, Frame({bound.data[0]: k}, frame, frame.scope)) for k in range(first, last + 1)]
        if not terms:
            return self.empty_sum(body, frame)
        while len(terms) > 1:
            pairs = [self.arithmetic.rules["add"](a, b) for a, b in zip(terms[::2], terms[1::2], strict=False)]
            terms = pairs + terms[len(terms) & ~1 :]
        return terms[0]

    def empty_sum(self, body: Expr, frame: Frame) -> Any:
        if not body.is_matrix:
            return 0
        return self.arithmetic.rules["zeros"](*(self.integer(size, frame) for size in body.shape))

    def limit(self, count: int, node: Expr) -> None:
        if count > LONGEST:
            raise Unsupported(f"{count} terms in {node}: more than {LONGEST} are not attempted")

    def element(self, node: Expr, frame: Frame) -> Any:
        terms = self.lookup(node.data[0], frame)
        index = self.integer(node.args[0], frame)
        if not 0 <= index < len(terms):
            raise Undefined(f"index {index} of {node}: the point gives {len(terms)} terms, numbered from 0")
        return terms[index]

    def iterate(self, node: Expr, frame: Frame) -> Any:
        source: Recursion = node.data[0]
        index = self.integer(node.args[0], frame)
        if index < 0:
            raise Undefined(f"index {index} of {node} is negative")
        self.limit(index, node)
        scope = frame.scope or self.root
        states = scope.states.setdefault(source, [])
        if not states:
            states.append(self.state(source, source.start, scope))
        while len(states) <= index:
            step = Frame(dict(zip(source.state, states[-1], strict=True)), scope)
            step.scope = step
            states.append(self.state(source, source.next, step))
        return states[index][node.data[1]]

    def state(self, source: Recursion, exprs: tuple[Expr, ...], frame: Frame) -> tuple[Any, ...]:
        return tuple(self.fit(s, self.value(e, frame)) for s, e in zip(source.state, exprs, strict=True))

    def call(self, node: Expr, frame: Frame) -> Any:
        target: Definition = node.data[0]
        values = [self.fit(p, self.value(a, frame)) for p, a in zip(target.params, node.args, strict=True)]
        inner = Frame(dict(zip(target.params, values, strict=True)), self.root)
        inner.scope = inner
        return self.value(target.body, inner)

    def case(self, node: Expr, frame: Frame) -> Any:
        condition, then, otherwise = node.args
        holds = self.value(condition, frame)
        if holds is not None:
            return self.value(then if holds else otherwise, frame)
        if self.arithmetic.hull is None or node.sort.kind == "integer":
            raise Undecided(f"{condition} is not decided in {node}")
        try:
            return self.arithmetic.hull(self.value(then, frame), self.value(otherwise, frame))
        except Undefined as error:
            raise Undecided(f"{condition} is not decided in {node}, and {error}") from None

    # ---- propositions: True, False, or None where undecided

    def prop(self, node: Expr, frame: Frame) -> Truth:
        try:
            own = OWN.get(node.op)
            return own(self, node, frame) if own is not None else self.apply(node, frame)
        except Undecided:
            return None

    def first(self, parts: list[tuple[Expr, Frame]], settles: bool) -> Truth:
        """The first part whose value is `settles` gives it; later parts need no value. None if one is undecided."""
        open_part = False
        for part, frame in parts:
            try:
                found = self.value(part, frame)
            except Undefined:
                if open_part:
                    return None
                raise
            if found is settles:
                return settles
            open_part = open_part or found is None
        return None if open_part else not settles

    def conjunction(self, node: Expr, frame: Frame) -> Truth:
        return self.first([(a, frame) for a in node.args], False)

    def disjunction(self, node: Expr, frame: Frame) -> Truth:
        return self.first([(a, frame) for a in node.args], True)

    def implication(self, node: Expr, frame: Frame) -> Truth:
        premise = self.value(node.args[0], frame)
        if premise is False:
            return True
        try:
            conclusion = self.value(node.args[1], frame)
        except Undefined:
            if premise is None:
                return None
            raise
        return conclusion if premise or conclusion else None

    def negation(self, node: Expr, frame: Frame) -> Truth:
        found = self.value(node.args[0], frame)
        return None if found is None else not found

    def universal(self, node: Expr, frame: Frame) -> Truth:
        bound, low, high, body = node.args
        first, last = self.integer(low, frame), self.integer(high, frame)
        self.limit(last - first + 1, node)
        frames = [Frame({bound.data[0]: k}, frame, frame.scope) for k in range(first, last + 1)]
        return self.first([(body, f) for f in frames], False)


OWN: dict[str, Callable[[Fold, Expr, Frame], Any]] = {
    "num": Fold.number,
    "var": Fold.variable,
    "sum": Fold.summation,
    "at": Fold.element,
    "iterate": Fold.iterate,
    "call": Fold.call,
    "case": Fold.case,
    "and": Fold.conjunction,
    "or": Fold.disjunction,
    "implies": Fold.implication,
    "not": Fold.negation,
    "forall": Fold.universal,
}

__all__ = ["LONGEST", "OWN", "Arithmetic", "Fold", "NoValue", "Rule", "Table", "Truth", "Undecided"]
