"""Formulas as results.json holds them: text, LaTeX and MathML of one tree, with the setting of a statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache

from verify.render import latex, mathml
from verify.render.display import Display
from verify.render.levels import Level
from verify.render.text import to_text
from verify.statement import Statement
from verify.substitution import free_symbols, substitute
from verify.tree import Definition, Expr, Recursion, Symbol, make, number, rebuild, symbol, variable

Formula = dict[str, str]
Layout = Callable[[Display], str]


def _formula(text: str, layout: Layout) -> Formula:
    return {
        "text": text,
        "latex": layout(latex.display).strip(),
        "mathml": mathml.math(layout(mathml.display), text),
    }


@cache
def formula(expr: Expr) -> Formula:
    """One expression in the three notations."""
    return {"text": to_text(expr), "latex": latex.to_latex(expr), "mathml": mathml.to_mathml(expr)}


def _equation(text: str, left: Layout, right: Expr) -> Formula:
    shown = f"{text} = {to_text(right)}"
    return _formula(shown, lambda d: d.set.row([left(d), d.set.sign("="), d(right, Level.UNION)]))


def equation(left: Expr, right: Expr) -> Formula:
    """`x = K + 1`"""
    return _equation(to_text(left), _shown(left), right)


# ---- declarations


@cache
def declaration(sym: Symbol) -> Formula:
    """What a variable ranges over: `X in R^(m x d)`, `eta in R, 0 < eta`."""
    return _formula(_declared(sym), lambda d: _declare(d, sym))


def _declared(sym: Symbol) -> str:
    if sym.of is not None:
        return f"{sym.name}[t], t = 0, 1, ...: {_declared(sym.of)}"
    if sym.rows is not None and sym.cols is not None:
        parts = [f"{sym.name}: {to_text(sym.rows)} x {to_text(sym.cols)} matrix"]
        parts += [_structure(sym)] if sym.structure else []
        if sym.variance is not None:
            parts.append(f"random, independent N(0, {to_text(sym.variance)}) entries")
        return ", ".join(parts + ([f"rank {to_text(sym.rank)}"] if sym.rank is not None else []))
    kind = "size, an integer >= 1" if sym.kind == "size" else sym.kind
    bounds = [f"{sym.name} {sign} {bound}" for sign, bound in _bounds(sym)]
    return ", ".join([f"{sym.name}: {kind}", *bounds])


def _structure(sym: Symbol) -> str:
    return {
        "symmetric": "symmetric",
        "psd": "symmetric positive semidefinite",
        "orthonormal": "with orthonormal columns",
    }[sym.structure]


def _bounds(sym: Symbol) -> list[tuple[str, Fraction]]:
    signs = ((">=", sym.ge), (">", sym.gt), ("<=", sym.le), ("<", sym.lt))
    return [(sign, bound) for sign, bound in signs if bound is not None]


def _declare(d: Display, sym: Symbol) -> str:
    put = d.set
    element = sym.of or sym
    if sym.of is not None:
        name = d.named(sym.name, element.kind == "matrix", [put.letter("t", False)])
    else:
        name = d.named(sym.name, sym.kind in ("matrix", "gaussian"))
    if element.rows is not None and element.cols is not None:
        shape = put.row([d(element.rows, Level.PRODUCT), put.sign("×"), d(element.cols, Level.PRODUCT)])
        parts = [name, put.sign("∈"), put.sup(put.letter("ℝ", False), shape)]
        parts += [put.words(f", {_structure(element)}")] if element.structure else []
        parts += [put.words(", rank "), d(element.rank)] if element.rank is not None else []
        if element.variance is not None:
            law = d.parentheses(d.listed([put.integer("0"), d(element.variance)]))
            parts += [put.words(", with independent entries "), put.apply(put.letter("N", False), law)]
    elif element.kind == "size":
        parts = [name, put.sign("∈"), _naturals(d)]
    else:
        parts = [name, put.sign("∈"), put.letter("ℤ" if element.kind == "integer" else "ℝ", False)]
        for sign, bound in _bounds(element):
            shown = {">=": "≥", "<=": "≤"}.get(sign, sign)
            parts += [put.sign(","), name, put.sign(shown), d(number(bound))]
    if sym.of is not None:
        parts += [put.words(" for "), d.listed([put.letter("t", False)]), put.sign("="),
                  d.listed([put.integer("0"), put.integer("1"), put.prefix("…")])]  # fmt: skip
    return put.row(parts)


def _naturals(d: Display) -> str:
    return d.set.fence("{", d.listed([d.set.integer("1"), d.set.integer("2"), d.set.prefix("…")]), "}")


def declarations(symbols: Sequence[Symbol]) -> list[Formula]:
    """One formula for all sizes, and one for each other variable."""
    sizes = [s.name for s in symbols if s.kind == "size"]
    out: list[Formula] = []
    if sizes:
        text = f"{', '.join(sizes)}: {'sizes, integers' if len(sizes) > 1 else 'size, an integer'} >= 1"

        def layout(d: Display) -> str:
            return d.set.row([d.listed([d.named(name) for name in sizes]), d.set.sign("∈"), _naturals(d)])

        out.append(_formula(text, layout))
    return out + [declaration(s) for s in symbols if s.kind != "size"]


# ---- definitions and recursions


@cache
def definition(target: Definition) -> Formula:
    """`f(X, Y) = ...`"""
    if not target.params:
        return _equation(target.name, lambda d: d.definition_name(target), target.body)
    text = f"{target.name}({', '.join(p.name for p in target.params)})"

    def head(d: Display) -> str:
        names = [d.named(p.name, p.kind == "matrix") for p in target.params]
        return d.set.apply(d.definition_name(target), d.parentheses(d.listed(names)))

    return _equation(text, head, target.body)


@cache
def recursion(source: Recursion) -> list[Formula]:
    """`X_0 = ...` and `X_{t+1} = ...` for each component of the state; `X_0 = X_0` is not said."""
    t = variable(symbol("t", "integer"))
    old = {s: make("iterate", (t,), (source, k)) for k, s in enumerate(source.state)}
    out: list[Formula] = []
    for k in range(len(source.state)):
        for index, body in ((number(0), source.start[k]), (t + 1, substitute(source.next[k], old))):
            left = make("iterate", (index,), (source, k))
            if latex.display(left) != latex.display(body):  # a start that has the name of the iterate
                out.append(_equation(to_text(left), _shown(left), body))
    return out


def _shown(expr: Expr) -> Layout:
    return lambda d: d(expr)


# ---- statements


def printed(expr: Expr, constants: Mapping[Symbol, Expr]) -> Expr:
    """The expression with the printed values of its named constants; a factor 1 is left out, as in print."""

    def without_ones(node: Expr) -> Expr:
        args = tuple(map(without_ones, node.args))
        if node.op in ("mul", "scale"):
            for one, other in (args, args[::-1]):
                if one.op == "var" and constants.get(one.data[0]) is number(1):
                    return other
        return rebuild(node, args)

    return substitute(without_ones(expr), constants) if constants else expr


def claim(statement: Statement) -> Formula:
    """The claim as printed, or its denial; with its universal constants and the variables that come after them."""
    shown = printed(statement.claim, dict(statement.constants))
    if statement.exists:
        return _existential(statement, shown)
    if statement.quantifier == "forall":
        return formula(shown)
    return _formula(f"not always: {to_text(shown)}", lambda d: d.set.row([d.set.words("not always: "), d(shown)]))


def _existential(statement: Statement, shown: Expr) -> Formula:
    """`there is K > 0 such that for all x, y: ...`"""
    names = [s.name for s in statement.variables]
    start = "there are" if len(statement.exists) > 1 else "there is"
    start += " no" if statement.quantifier == "fails" else ""
    ends = [" ".join([s.name, *(f"{sign} {bound}" for sign, bound in _bounds(s))]) for s in statement.exists]
    every = f" for all {', '.join(names)}" if names else ""
    text = f"{start} {', '.join(ends)} such that{every}: {to_text(shown)}"

    def layout(d: Display) -> str:
        put = d.set
        parts = [put.words(f"{start} "), d.listed([_end(d, s) for s in statement.exists]), put.words(" such that")]
        if names:
            variables = [d.named(s.name, (s.of or s).kind == "matrix") for s in statement.variables]
            parts += [put.words(" for all "), d.listed(variables)]
        return put.row([*parts, put.words(": "), d(shown)])

    return _formula(text, layout)


def _end(d: Display, sym: Symbol) -> str:
    parts = [d.named(sym.name)]
    for sign, bound in _bounds(sym):
        parts += [d.set.sign({">=": "≥", "<=": "≤"}.get(sign, sign)), d(number(bound))]
    return d.set.row(parts)


def entry(statement: Statement) -> dict[str, str | Sequence[Formula]]:
    """The fields of an entry of results.json that are made from the statement's tree alone.

    text, latex, mathml and hypotheses are as printed, with the values of named constants; `named` has the claim and
    the hypotheses that contain constants, with their names; variables; definitions (recursions included).
    """
    values = dict(statement.constants)
    equations = [f for source in statement.recursions for f in recursion(source)]
    with_constants = [p for p in (statement.claim, *statement.given) if free_symbols(p) & values.keys()]
    return {
        **claim(statement),
        "hypotheses": [formula(printed(g, values)) for g in statement.given],
        "variables": declarations(statement.variables),
        "definitions": [*(definition(d) for d in statement.definitions), *equations],
        "named": [formula(p) for p in with_constants],
    }
