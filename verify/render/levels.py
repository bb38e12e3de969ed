"""What the notations share: binding strength, the parts of a name, the walk over the operator table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum

from verify.tree import Expr


class Level(IntEnum):
    """How strongly the outermost sign of a printed expression binds; weaker operands get parentheses."""

    QUANTIFIED = 0
    IMPLICATION = 1
    DISJUNCTION = 2
    CONJUNCTION = 3
    RELATION = 4
    UNION = 5
    SUM = 6
    ENTRYWISE = 7  # the Hadamard product
    BIG = 8  # a big operator: it takes everything to its right that binds at least as strongly as it does
    PRODUCT = 9
    POWER = 10
    ATOM = 11


Printed = tuple[str, Level]
Rule = Callable[[Expr], Printed]

GREEK = frozenset([
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
    "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta",
    "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
])  # fmt: skip


def split_name(name: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a name and its subscripts: X_t -> X, (t); sigma1 -> sigma, (1); X_t_2 -> X, (t, 2)."""
    stem, *parts = name.split("_")
    match = re.fullmatch(r"([^\W\d]+)(\d+)", stem)
    if match:
        stem, parts = match[1], [match[2], *parts]
    return (stem, tuple(part for part in parts if part)) if stem else (name, ())


class Printer:
    """Prints by a table from operators to rules. Raises KeyError for an operator that the table lacks."""

    def __init__(self, rules: Mapping[str, Rule], parenthesize: Callable[[str], str]) -> None:
        self.rules = rules
        self.parenthesize = parenthesize

    def printed(self, expr: Expr) -> Printed:
        return self.rules[expr.op](expr)

    def at(self, expr: Expr, least: Level) -> str:
        """The expression, in parentheses when it binds less strongly than `least`."""
        text, level = self.printed(expr)
        return self.parenthesize(text) if level < least else text
