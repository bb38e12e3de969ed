"""Sizes of matrices: integer polynomials, compared by their canonical form."""

from __future__ import annotations

from verify import polynomial as poly
from verify.tree import Expr, value_of


def size_polynomial(expr: Expr) -> poly.Polynomial:
    """The canonical polynomial of an integer expression; operators other than + - * and natural powers are atoms."""
    op, args = expr.op, expr.args
    if op == "num":
        return poly.constant(value_of(expr))
    if op in ("add", "sub"):
        return poly.add(size_polynomial(args[0]), size_polynomial(args[1]), 1 if op == "add" else -1)
    if op == "neg":
        return poly.add({}, size_polynomial(args[0]), -1)
    if op == "mul":
        return poly.multiply(size_polynomial(args[0]), size_polynomial(args[1]))
    if op == "pow" and args[1].op == "num" and 0 <= value_of(args[1]) <= 16:
        return poly.power(size_polynomial(args[0]), int(value_of(args[1])))
    return poly.atom(id(expr))


def same_size(a: Expr, b: Expr) -> bool:
    """Equality of sizes as polynomials, for all values of the symbols in them."""
    return a is b or not poly.add(size_polynomial(a), size_polynomial(b), -1)
