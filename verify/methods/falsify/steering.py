"""Plateaus: where a claim switches between branches (min, max, case, |.|, floor), drive the switch, then look again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from verify.arithmetic.batch import Array
from verify.arithmetic.float64 import Float64
from verify.arithmetic.margins import margin
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, Symbol, walk

Switch = Callable[[Float64], Array]
LIMIT = 6


def switches(claim: Expr, known: set[Symbol]) -> list[Switch]:
    """Functions of a point that change sign where the claim changes branch; at most a few, outermost first."""
    found: list[Switch] = []
    for node in walk(unfold(claim)):
        if not free_symbols(node) <= known:
            continue
        if node.op in ("min", "max"):
            found.append(lambda b, n=node: _gap(b.value(n.args[0]), b.value(n.args[1])))
        elif node.op == "case":
            found.append(lambda b, n=node: margin(b, n.args[0]).relative)
        elif node.op in ("or", "implies") and len(node.args) > 1:
            found += [partial(_holding, p) for p in node.args[:2]]
        elif node.op == "floor":
            found.append(lambda b, n=node: np.remainder(b.value(n.args[0]), 1.0) - 1e-6)
    return found[:LIMIT]


def _holding(prop: Expr, batch: Float64) -> Array:
    return margin(batch, prop).relative


def _gap(a: Array, b: Array) -> Array:
    return (a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-290)


def weight(props: tuple[Expr, ...], longest: int) -> float:
    """About how much work one point is, in units of a product of small matrices."""
    heavy = {"spec": 4, "nuc": 6, "sv": 6, "eig": 5, "rank": 6, "sqrtm": 8, "absm": 8, "expm": 20, "inv": 4, "det": 3}
    heavy |= {"loewner": 5, "subset": 8, "seteq": 12}
    nodes = list(walk(*(unfold(p) for p in props)))
    total = sum(heavy.get(e.op, 1.0) for e in nodes)
    loops = any(e.op in ("sum", "forall", "iterate") for e in nodes)
    return total / 12 * (1 + longest if loops else 1)
