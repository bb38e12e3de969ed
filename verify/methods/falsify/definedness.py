"""What makes a hypothesis possible at all, as inequalities that a search can follow: log(2 f / e) >= 0 is e <= 2 f."""

from __future__ import annotations

from functools import lru_cache

from verify.substitution import unfold
from verify.tree import Expr, make, number, walk

NONNEGATIVE = ("fro", "spec", "nuc", "sv", "rank", "exp", "sqrt", "abs")


@lru_cache(maxsize=64)
def obligations(props: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Inequalities sufficient for roots and logarithms to be defined, and for what bounds a norm to be nonnegative.

    A product counts as nonnegative when all its factors are, so these guide a search and decide nothing.
    """
    found: list[Expr] = []
    for prop in props:
        if prop.op in ("le", "lt") and not _nonnegative(prop.args[0]):
            found += _nonnegative(prop.args[1])
    for node in walk(*(unfold(p) for p in props)):
        if node.op == "sqrt":
            found += _nonnegative(node.args[0])
        elif node.op == "log":
            found += [make("lt", p.args) for p in _nonnegative(node.args[0])]
    return tuple(dict.fromkeys(found))


def _nonnegative(e: Expr) -> list[Expr]:
    """Inequalities that together give 0 <= e; none where that is plain."""
    if e.op == "num":
        return [] if e.data[0] >= 0 else [make("le", (number(0), e))]
    if e.op in NONNEGATIVE or (e.op == "pow" and e.args[1].op == "num" and e.args[1].data[0] % 2 == 0):
        return []
    if e.op == "var" and e.data[0].kind == "size":
        return []
    if e.op == "var" and any(end is not None and end >= 0 for end in (e.data[0].ge, e.data[0].gt)):
        return []
    if e.op in ("mul", "div"):
        return [p for a in e.args for p in _nonnegative(a)]
    if e.op == "log":
        return [make("le", (number(1), e.args[0]))]
    if e.op == "sub":
        return [make("le", (e.args[1], e.args[0]))]
    # beside 1, so that the slack is not all or nothing
    return [make("le", (number(1), make("add", (number(1), e))))]
