"""The problem and the point in readable form: what a person compares with the printed statement."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .problem import Problem
from .terms import Declaration, Key, Node

# Binding strength: 0 quantifier, 1 or/implies, 2 and, 3 relation, 4 sum, 5 product, 6 sign, 7 power, 8 closed
INFIX = {
    "add": ("{} + {}", 4, 4, 5), "sub": ("{} - {}", 4, 4, 5), "mul": ("{}·{}", 5, 5, 6), "div": ("{}/{}", 5, 5, 6),
    "scale": ("{}·{}", 5, 5, 6), "matmul": ("{} {}", 5, 5, 6), "hadamard": ("{} ∘ {}", 5, 6, 6),
    "pow": ("{}^{}", 7, 8, 8), "matpow": ("{}^{}", 7, 8, 8), "le": ("{} <= {}", 3, 4, 4),
    "lt": ("{} < {}", 3, 4, 4), "eq": ("{} = {}", 3, 4, 4), "loewner": ("{} ⪯ {}", 3, 4, 4),
    "subset": ("{} ⊆ {}", 3, 4, 4), "seteq": ("{} = {}", 3, 4, 4),
    "join": ("{} + {}", 4, 4, 5), "union": ("{} ∪ {}", 4, 4, 5), "implies": ("{} => {}", 1, 2, 1),
}  # fmt: skip
PREFIX = {"neg": ("-{}", 6, 6), "not": ("not {}", 3, 8), "transpose": ("{}'", 8, 8), "inv": ("{}^-1", 7, 8)}
CLOSED = {
    "fro": "||{}||_F",
    "spec": "||{}||",
    "nuc": "||{}||_*",
    "abs": "|{}|",
    "sv": "σ_{1}({0})",
    "eig": "λ_{1}({0})",
    "pr": "Pr({})",
}


def expression(node: Node, strength: int = 0) -> str:
    """Plain text, with the parentheses that a place of the given binding strength needs."""
    head, args = node.head, node.args
    text, own = "", 8
    if head == "num":
        text = str(node.data)
        own = 6 if node.data < 0 else 5 if node.data.denominator != 1 else 8
    elif head == "var":
        text = node.data[1]
    elif head in INFIX:
        pattern, own, left, right = INFIX[head]
        text = pattern.format(expression(args[0], left), expression(args[1], right))
    elif head in PREFIX:
        pattern, own, inner = PREFIX[head]
        text = pattern.format(expression(args[0], inner))
    elif head in CLOSED:
        text = CLOSED[head].format(*(expression(a) for a in args))
    elif head in ("and", "or"):
        own = 2 if head == "and" else 1
        text = f" {head} ".join(expression(a, own + 1) for a in args)
    elif head in ("sum", "forall"):
        own = 4 if head == "sum" else 0
        low, high = (expression(a, 4) for a in args[:2])
        text = f"{head}({node.data} = {low}..{high}: {expression(args[2])})"
        own = 8
    elif head == "case":
        text = f"({expression(args[1])} if {expression(args[0])} else {expression(args[2])})"
    elif head == "at":
        text = f"{node.data[1]}[{expression(args[0])}]"
    elif head == "iterate":
        text = f"{node.data[0]}.{node.data[2]}[{expression(args[0])}]"
    elif head == "call" and not args:
        text = str(node.data)
    else:
        text = f"{node.data if head == 'call' else head}({', '.join(expression(a) for a in args)})"
    return f"({text})" if own < strength else text


def declaration(d: Declaration) -> str:
    if d.kind == "sequence" and d.of is not None:
        return f"sequence {declaration(d.of)}"
    if d.kind == "matrix" and d.rows is not None and d.cols is not None:
        text = f"{d.name} in R^({expression(d.rows)} x {expression(d.cols)})"
        text += f" {d.structure}" if d.structure else ""
        return text + (f" of rank {expression(d.rank)}" if d.rank is not None else "")
    if d.variance is not None and d.rows is not None and d.cols is not None:
        shape = f"{expression(d.rows)} x {expression(d.cols)}"
        return f"{d.name} random in R^({shape}) with independent N(0, {expression(d.variance)}) entries"
    signs = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
    text = f"{'integer ' if d.kind != 'real' else ''}{d.name}"
    text += " >= 1" if d.kind == "size" else " real" if d.kind == "real" and not d.bounds else ""
    return text + ",".join(f" {signs[k]} {v}" for k, v in d.bounds.items())


def problem_text(p: Problem) -> str:
    """The statement, one item a line."""
    lines = [f"there is {', '.join(declaration(d) for d in p.exists)} such that"] if p.exists else []
    lines += [f"for all {', '.join(declaration(d) for d in p.variables)}" if p.variables else "without variables"]
    lines += [f"  with {name} := {expression(value)}" for (_, name), value in p.constants.items()]
    for entry in p.definitions.values():
        lines.append(
            f"  with {entry.name}({', '.join(declaration(d) for d in entry.params)}) := {expression(entry.body)}"
        )
    for entry in p.recursions.values():
        lines.append(f"  with the recursion {entry.name} of {', '.join(declaration(d) for d in entry.state)}")
        for d, first, then in zip(entry.state, entry.start, entry.next, strict=True):
            lines.append(f"       {d.name}[0] = {expression(first)}, {d.name}[next] = {expression(then)}")
    lines += [f"  given {expression(h)}" for h in p.hypotheses]
    lines.append(f"  claim {expression(p.claim)}")
    if p.quantifier == "fails":
        lines.append("  (the statement says that this claim does NOT always hold)")
    return "\n".join(lines)


def point_text(p: Problem, point: Mapping[Key, Any]) -> str:
    return "\n".join(f"  {d.name} = {_value(point[d.key])}" for d in p.variables if d.key in point)


def family_text(values: Mapping[str, Node]) -> str:
    """One line for each value of a witness, or for each expression of a family."""
    return "\n".join(f"  {name} = {expression(value)}" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    return "[" + ", ".join(_value(x) for x in value) + "]"
