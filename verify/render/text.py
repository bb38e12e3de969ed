"""Plain text: the notation of a user file, so that an error message shows what was written."""

from __future__ import annotations

from fractions import Fraction

from verify.render.levels import Level, Printed, Printer, Rule
from verify.tree import Definition, Expr, Recursion, Symbol, is_number, value_of


def to_text(expr: Expr) -> str:
    """The expression as it is written in a user file, for example `fro(X @ Y.T - A)**2 / 2`."""
    return _printer.at(expr, Level.QUANTIFIED)


def _number(expr: Expr) -> Printed:
    value: Fraction = value_of(expr)
    if value < 0:
        return str(value), Level.SUM
    return str(value), Level.ATOM if value.denominator == 1 else Level.PRODUCT


def _variable(expr: Expr) -> Printed:
    sym: Symbol = expr.data[0]
    return sym.name, Level.ATOM


def _infix(sign: str, level: Level, left: Level, right: Level) -> Rule:
    def rule(expr: Expr) -> Printed:
        a, b = expr.args
        return f"{_printer.at(a, left)}{sign}{_printer.at(b, right)}", level

    return rule


def _left(sign: str, level: Level) -> Rule:
    """An operator that groups to the left."""
    return _infix(sign, level, level, Level(level + 1) if level is not Level.PRODUCT else Level.POWER)


def _relation(sign: str) -> Rule:
    return _infix(sign, Level.RELATION, Level.UNION, Level.UNION)


def _function(name: str) -> Rule:
    def rule(expr: Expr) -> Printed:
        return f"{name}({_listed(expr.args)})", Level.ATOM

    return rule


def _listed(args: tuple[Expr, ...]) -> str:
    return ", ".join(to_text(a) for a in args)


def _call(expr: Expr) -> Printed:
    target: Definition = expr.data[0]
    return f"{target.name}({_listed(expr.args)})" if expr.args else target.name, Level.ATOM


def _at(expr: Expr) -> Printed:
    sym: Symbol = expr.data[0]
    return f"{sym.name}[{to_text(expr.args[0])}]", Level.ATOM


def _iterate(expr: Expr) -> Printed:
    source: Recursion = expr.data[0]
    component: int = expr.data[1]
    return f"{source.state[component].name}[{to_text(expr.args[0])}]", Level.ATOM


def _negated(expr: Expr) -> Printed:
    return f"-{_printer.at(expr.args[0], Level.POWER)}", Level.SUM


def _transposed(expr: Expr) -> Printed:
    return f"{_printer.at(expr.args[0], Level.ATOM)}.T", Level.ATOM


def _not(expr: Expr) -> Printed:
    (inner,) = expr.args
    if inner.op == "eq":
        return _relation(" != ")(inner)
    return f"~({to_text(inner)})", Level.ATOM


def _loewner(expr: Expr) -> Printed:
    if expr.args[0].op == "zeros":
        return f"psd({to_text(expr.args[1])})", Level.ATOM
    return _relation(" <= ")(expr)


def _summation(expr: Expr) -> Printed:
    index, low, high, body = expr.args
    name = "summation" if expr.op == "sum" else "for_all"
    shown = (body, index, low, high) if expr.op == "sum" else expr.args
    return f"{name}({_listed(shown)})", Level.ATOM


def _power(expr: Expr) -> Printed:
    base, exponent = expr.args
    shown = _printer.at(exponent, Level.ATOM)
    if is_number(base) and value_of(base).denominator == 1 and value_of(base) >= 0:
        return f"{to_text(base)}**{shown}", Level.POWER
    return f"{_printer.at(base, Level.ATOM)}**{shown}", Level.POWER


_functions = [
    "sqrt", "exp", "log", "floor", "tr", "det", "fro", "spec", "nuc", "sv", "eig", "rank", "entry", "case", "inv",
    "hadamard", "sqrtm", "absm", "expm", "eye", "zeros", "colspan", "implies",
]  # fmt: skip
_renamed = {"pr": "Pr", "abs": "absolute", "min": "minimum", "max": "maximum", "and": "all_of", "or": "any_of"}

RULES: dict[str, Rule] = {
    "num": _number,
    "var": _variable,
    "add": _left(" + ", Level.SUM),
    "sub": _left(" - ", Level.SUM),
    "neg": _negated,
    **dict.fromkeys(("mul", "scale"), _left("*", Level.PRODUCT)),
    "div": _left("/", Level.PRODUCT),
    "matmul": _left(" @ ", Level.PRODUCT),
    **dict.fromkeys(("pow", "matpow"), _power),
    "transpose": _transposed,
    "at": _at,
    "iterate": _iterate,
    "call": _call,
    **dict.fromkeys(("sum", "forall"), _summation),
    "join": _left(" + ", Level.SUM),
    "union": _infix(" | ", Level.UNION, Level.UNION, Level.SUM),
    **dict.fromkeys(("le", "subset"), _relation(" <= ")),
    "lt": _relation(" < "),
    **dict.fromkeys(("eq", "seteq"), _relation(" == ")),
    "loewner": _loewner,
    "not": _not,
    **{name: _function(name) for name in _functions},
    **{op: _function(name) for op, name in _renamed.items()},
}

_printer = Printer(RULES, lambda inner: f"({inner})")
