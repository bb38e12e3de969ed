"""Comparisons of an integer with a floor, said without the floor: a search can follow what has no plateaus.

For an integer n: n <= floor(e) is n <= e; floor(e) <= n is e < n + 1; floor(e) == n is both. A sum of floors is at most
n where the sum without them is below n + 1, and a search may keep to that.
"""

from __future__ import annotations

from verify.tree import Expr, make, number


def unfloored(prop: Expr) -> list[Expr]:
    """Propositions that together say what `prop` says, or more; [prop] where it compares no integer with a floor."""
    if prop.op not in ("le", "lt", "eq"):
        return [prop]
    left, right = prop.args
    if right.op == "floor" and left.sort.kind == "integer" and left.op != "floor":
        if prop.op == "eq":
            return [_below(left, right.args[0], 0), _above(right.args[0], left, 1)]
        return [_below(left, right.args[0], int(prop.op == "lt"))]
    if left.op == "floor" and right.sort.kind == "integer":
        if prop.op == "eq":
            return unfloored(make("eq", (right, left))) if right.op != "floor" else [prop]
        return [_above(left.args[0], right, int(prop.op == "le"))]
    if prop.op == "le" and left.op == "sum" and left.args[3].op == "floor" and right.sort.kind == "integer":
        return [_above(make("sum", (*left.args[:3], left.args[3].args[0])), right, 1)]
    return [prop]


def _below(n: Expr, e: Expr, shift: int) -> Expr:
    """n + shift <= e."""
    return make("le", (_moved(n, shift), e))


def _above(e: Expr, n: Expr, shift: int) -> Expr:
    """e < n + shift."""
    return make("lt", (e, _moved(n, shift)))


def _moved(n: Expr, shift: int) -> Expr:
    return make("add", (n, number(shift))) if shift else n
