"""Printed mathematics: one table from operators to layout, for every notation that can set a fraction.

The rules speak to a `Notation` (LaTeX, MathML) in its own few words: row, fraction, superscript, fence ...
Minimal parentheses; the order of the tree is kept.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction

from verify.render.levels import Level, Printed, Printer, Rule, split_name
from verify.tree import Definition, Expr, Recursion, Symbol, is_number, value_of

NORMS = {"fro": "F", "spec": "", "nuc": "∗"}
FUNCTIONS = {
    "exp": "exp", "log": "log", "tr": "tr", "det": "det", "rank": "rank", "min": "min", "max": "max", "expm": "exp",
    "colspan": "ColSpan", "pr": "Pr",
}  # fmt: skip
RELATIONS = {"le": "≤", "lt": "<", "eq": "=", "loewner": "⪯", "subset": "⊆", "seteq": "="}
NEGATED = {"eq": "≠", "subset": "⊈", "seteq": "≠", "le": ">", "lt": "≥"}


class Notation(ABC):
    """A way to set mathematics. Every method returns one piece that can stand where a letter can."""

    @abstractmethod
    def integer(self, digits: str) -> str: ...
    @abstractmethod
    def letter(self, stem: str, bold: bool) -> str: ...
    @abstractmethod
    def latex_name(self, latex: str) -> str: ...
    @abstractmethod
    def function(self, name: str) -> str: ...
    @abstractmethod
    def words(self, text: str) -> str: ...
    @abstractmethod
    def sign(self, character: str) -> str:
        """An infix sign or a comma."""

    @abstractmethod
    def prefix(self, character: str) -> str: ...
    @abstractmethod
    def times(self, gap: bool) -> str:
        """Multiplication that is not shown, or shown by a thin gap."""

    @abstractmethod
    def row(self, parts: Sequence[str]) -> str: ...
    @abstractmethod
    def fence(self, opening: str, body: str, closing: str) -> str: ...
    @abstractmethod
    def fraction(self, top: str, bottom: str) -> str: ...
    @abstractmethod
    def root(self, body: str) -> str: ...
    @abstractmethod
    def sub(self, base: str, index: str) -> str: ...
    @abstractmethod
    def sup(self, base: str, exponent: str) -> str: ...
    @abstractmethod
    def apply(self, head: str, body: str) -> str:
        """A function before its argument in parentheses."""

    @abstractmethod
    def big_sum(self, low: str, high: str) -> str: ...
    @abstractmethod
    def alternatives(self, first: str, condition: str, second: str) -> str: ...


class Display:
    """Prints expressions in one notation."""

    def __init__(self, notation: Notation) -> None:
        self.set = notation
        self.printer = Printer(self.rules(), self.parentheses)

    def __call__(self, expr: Expr, least: Level = Level.QUANTIFIED) -> str:
        return self.printer.at(expr, least)

    def rules(self) -> dict[str, Rule]:
        return {
            "num": self.number,
            "var": self.variable,
            "add": self.infix("+", Level.SUM, Level.SUM),
            "sub": self.infix("−", Level.SUM, Level.ENTRYWISE),
            "neg": lambda e: (self.negative(self(e.args[0], Level.BIG)), Level.SUM),
            **dict.fromkeys(("mul", "scale", "matmul"), self.product),
            "div": lambda e: (self.set.fraction(self(e.args[0]), self(e.args[1])), Level.PRODUCT),
            **dict.fromkeys(("pow", "matpow"), self.power),
            "sqrt": lambda e: (self.set.root(self(e.args[0])), Level.ATOM),
            "floor": self.fenced("⌊", "⌋"),
            **dict.fromkeys(("abs", "absm"), self.fenced("|", "|")),
            **dict.fromkeys(NORMS, self.norm),
            **{op: self.function(name) for op, name in FUNCTIONS.items()},
            **dict.fromkeys(("sv", "eig"), self.spectral_value),
            "entry": self.entry,
            "transpose": self.superscript("⊤"),
            "inv": lambda e: (
                self.set.sup(self(e.args[0], Level.ATOM), self.negative(self.set.integer("1"))),
                Level.POWER,
            ),
            "sqrtm": self.half_power,
            "hadamard": lambda e: (self.joined("⊙", e, Level.POWER, Level.POWER), Level.ENTRYWISE),
            "eye": lambda e: (self.set.sub(self.set.letter("I", True), self(e.args[0])), Level.ATOM),
            "zeros": lambda e: (self.set.letter("0", True), Level.ATOM),
            "at": self.element,
            "iterate": self.iterate,
            "call": self.call,
            "sum": self.summation,
            "forall": self.forall,
            "case": self.case,
            "join": self.infix("+", Level.SUM, Level.SUM),
            "union": self.infix("∪", Level.UNION, Level.UNION),
            **{op: self.infix(sign, Level.RELATION, Level.UNION, Level.UNION) for op, sign in RELATIONS.items()},
            "and": self.connective("and", Level.CONJUNCTION),
            "or": self.connective("or", Level.DISJUNCTION),
            "implies": self.infix("⇒", Level.IMPLICATION, Level.DISJUNCTION, Level.DISJUNCTION),
            "not": self.negation,
        }

    # ---- pieces

    def parentheses(self, body: str) -> str:
        return self.set.fence("(", body, ")")

    def negative(self, body: str) -> str:
        return self.set.row([self.set.prefix("−"), body])

    def listed(self, items: Sequence[str], sign: str = ",") -> str:
        parts: list[str] = []
        for item in items:
            parts += [self.set.sign(sign), item] if parts else [item]
        return self.set.row(parts)

    def named(self, name: str, bold: bool = False, index: Sequence[str] = ()) -> str:
        """A name with its own subscripts, and `index` after them."""
        stem, own = split_name(name)
        indices = [*(self.subscript(part) for part in own), *index]
        base = self.set.letter(stem, bold)
        return self.set.sub(base, self.listed(indices)) if indices else base

    def subscript(self, part: str) -> str:
        return self.set.integer(part) if part.isdigit() else self.set.letter(part, False)

    def joined(self, sign: str, expr: Expr, left: Level, right: Level) -> str:
        a, b = expr.args
        return self.set.row([self(a, left), self.set.sign(sign), self(b, right)])

    # ---- makers of rules

    def infix(self, sign: str, level: Level, right: Level, left: Level | None = None) -> Rule:
        return lambda e: (self.joined(sign, e, level if left is None else left, self.after(e, right)), level)

    def after(self, expr: Expr, right: Level) -> Level:
        """Behind a plus a sum needs no parentheses, unless it begins with a minus."""
        return Level.ENTRYWISE if right is Level.SUM and begins_negative(expr.args[-1]) else right

    def fenced(self, opening: str, closing: str) -> Rule:
        return lambda e: (self.set.fence(opening, self(e.args[0]), closing), Level.ATOM)

    def function(self, name: str) -> Rule:
        def rule(expr: Expr) -> Printed:
            inner = self.listed([self(a) for a in expr.args])
            return self.set.apply(self.set.function(name), self.parentheses(inner)), Level.POWER

        return rule

    def superscript(self, character: str) -> Rule:
        return lambda e: (self.set.sup(self(e.args[0], Level.ATOM), self.set.prefix(character)), Level.POWER)

    def connective(self, word: str, level: Level) -> Rule:
        def rule(expr: Expr) -> Printed:
            parts: list[str] = []
            for arg in expr.args:
                shown = self(arg, Level(level + 1))
                parts += [self.set.words(f" {word} "), shown] if parts else [shown]
            return self.set.row(parts), level

        return rule

    # ---- rules

    def number(self, expr: Expr) -> Printed:
        value: Fraction = value_of(expr)
        top, bottom = self.set.integer(str(abs(value.numerator))), value.denominator
        shown = top if bottom == 1 else self.set.fraction(top, self.set.integer(str(bottom)))
        if value < 0:
            return self.negative(shown), Level.SUM
        return shown, Level.ATOM if bottom == 1 else Level.PRODUCT

    def variable(self, expr: Expr) -> Printed:
        sym: Symbol = expr.data[0]
        return self.named(sym.name, sym.kind in ("matrix", "gaussian")), Level.ATOM

    def product(self, expr: Expr) -> Printed:
        a, b = expr.args
        right, level = self.printer.printed(b)
        if level < Level.BIG:
            right, level = self.parentheses(right), Level.ATOM
        between = self.set.sign("⋅") if begins_with_digit(b) else self.set.times(ends_applied(a) or begins_function(b))
        return self.set.row([self(a, Level.PRODUCT), between, right]), min(level, Level.PRODUCT)

    def power(self, expr: Expr) -> Printed:
        base, exponent = expr.args
        raised = self(exponent)
        if base.op in ("sv", "eig"):
            return self.applied_value(base, raised), Level.ATOM
        return self.set.sup(self(base, Level.ATOM), raised), Level.POWER

    def half_power(self, expr: Expr) -> Printed:
        half = self.set.row([self.set.integer("1"), self.set.prefix("/"), self.set.integer("2")])
        return self.set.sup(self(expr.args[0], Level.ATOM), half), Level.POWER

    def norm(self, expr: Expr) -> Printed:
        body = self.set.fence("‖", self(expr.args[0]), "‖")
        kind = NORMS[expr.op]
        if not kind:
            return body, Level.ATOM
        index = self.set.prefix(kind) if kind == "∗" else self.set.letter(kind, False)
        return self.set.sub(body, index), Level.ATOM

    def spectral_value(self, expr: Expr) -> Printed:
        return self.applied_value(expr, None), Level.ATOM

    def applied_value(self, expr: Expr, raised: str | None) -> str:
        """The k-th singular value or eigenvalue; a power goes to the letter, as in sigma_k^2(A)."""
        matrix, k = expr.args
        head = self.set.sub(self.set.letter("sigma" if expr.op == "sv" else "lambda", False), self(k))
        if raised is not None:
            head = self.set.sup(head, raised)
        return self.set.apply(head, self.parentheses(self(matrix)))

    def entry(self, expr: Expr) -> Printed:
        matrix, i, j = expr.args
        index = [self(i), self(j)]
        if matrix.op == "var":
            return self.named(matrix.data[0].name, True, index), Level.ATOM
        return self.set.sub(self.parentheses(self(matrix)), self.listed(index)), Level.ATOM

    def element(self, expr: Expr) -> Printed:
        sym: Symbol = expr.data[0]
        bold = sym.of is not None and sym.of.kind == "matrix"
        return self.named(sym.name, bold, [self(expr.args[0])]), Level.ATOM

    def iterate(self, expr: Expr) -> Printed:
        source: Recursion = expr.data[0]
        component: int = expr.data[1]
        state = source.state[component]
        return self.named(state.name, state.kind == "matrix", [self(expr.args[0])]), Level.ATOM

    def call(self, expr: Expr) -> Printed:
        target: Definition = expr.data[0]
        head = self.definition_name(target)
        if not expr.args:
            return head, Level.ATOM
        return self.set.apply(head, self.parentheses(self.listed([self(a) for a in expr.args]))), Level.POWER

    def definition_name(self, target: Definition) -> str:
        if target.latex:
            return self.set.latex_name(target.latex)
        return self.named(target.name, target.body.is_matrix)

    def summation(self, expr: Expr) -> Printed:
        index, low, high, body = expr.args
        start = self.set.row([self(index), self.set.sign("="), self(low)])
        return self.set.row([self.set.big_sum(start, self(high)), self(body, Level.BIG)]), Level.BIG

    def forall(self, expr: Expr) -> Printed:
        index, low, high, body = expr.args
        dots = self.listed([self(low), self.set.prefix("…"), self(high)])
        head = [self.set.prefix("∀"), self(index), self.set.sign("="), dots, self.set.sign(":")]
        return self.set.row([*head, self(body, Level.IMPLICATION)]), Level.QUANTIFIED

    def case(self, expr: Expr) -> Printed:
        condition, first, second = expr.args
        return self.set.alternatives(self(first), self(condition), self(second)), Level.ATOM

    def negation(self, expr: Expr) -> Printed:
        (inner,) = expr.args
        if inner.op in NEGATED:
            return self.joined(NEGATED[inner.op], inner, Level.UNION, Level.UNION), Level.RELATION
        return self.set.row([self.set.words("not "), self.parentheses(self(inner))]), Level.RELATION


def begins_with_digit(expr: Expr) -> bool:
    """Whether a factor begins with a digit, so that a product needs a visible sign."""
    if is_number(expr):
        return True
    if expr.op in ("mul", "scale", "pow"):
        return begins_with_digit(expr.args[0])
    return expr.op == "div"


def begins_function(factor: Expr) -> bool:
    """Whether a factor begins with the name of a function."""
    return begins_function(factor.args[0]) if factor.op in ("mul", "scale") else factor.op in FUNCTIONS


def ends_applied(factor: Expr) -> bool:
    """Whether a factor ends with an argument in parentheses."""
    if factor.op in ("mul", "scale", "matmul"):
        return ends_applied(factor.args[1])
    if factor.op == "pow":
        return factor.args[0].op in ("sv", "eig")
    return factor.op in (*FUNCTIONS, "sv", "eig") or (factor.op == "call" and bool(factor.args))


def begins_negative(expr: Expr) -> bool:
    """Whether a term begins with a minus sign."""
    if is_number(expr):
        return value_of(expr) < 0
    return expr.op == "neg" or (expr.op in ("add", "sub", "join") and begins_negative(expr.args[0]))
