"""Exact rationals in the shape of a batch: object arrays of Fractions, for building admissible points exactly."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor, isqrt
from typing import Any, cast

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array, Batch, Scope
from verify.errors import Undefined, Unsupported
from verify.tree import Expr


def fractions(values: Any) -> Array:
    """An object array of Fractions from nested numbers; floats become the rationals they are."""
    array = np.asarray(values)
    result = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        result[index] = Fraction(cast(Any, array[index].item() if hasattr(array[index], "item") else array[index]))
    return result


def _each(function: Callable[[Any], Any]) -> Callable[[Array], Array]:
    def apply(a: Array) -> Array:
        result = np.empty(a.shape, dtype=object)
        for index in np.ndindex(a.shape):
            result[index] = function(a[index])
        return result

    return apply


def _floor(x: Fraction) -> Fraction:
    return Fraction(floor(x))


def _root(x: Fraction) -> Fraction:
    if x < 0:
        raise Undefined("a root of a negative number")
    p, q = isqrt(x.numerator), isqrt(x.denominator)
    if p * p != x.numerator or q * q != x.denominator:
        raise Unsupported("an irrational root")
    return Fraction(p, q)


def _divide(a: Array, b: Array) -> Array:
    if any(x == 0 for x in b.flat):
        raise Undefined("division by zero")
    return a / b


def inverse(m: Array) -> Array:
    return np.concatenate([_inverse(x)[None] for x in m])


def _inverse(m: Array) -> Array:
    n = len(m)
    work = np.concatenate([m, fractions(np.eye(n, dtype=int))], 1)
    reduced, pivots = row_reduce(work)
    if pivots[:n] != list(range(n)):
        raise Undefined("the inverse of a singular matrix")
    return reduced[:n, n:]


def row_reduce(m: Array) -> tuple[Array, list[int]]:
    """Reduced row echelon form of a 2-d array of Fractions, and its pivot columns."""
    work, pivots, row = m.copy(), list[int](), 0
    for col in range(work.shape[1]):
        pivot = next((i for i in range(row, len(work)) if work[i, col] != 0), None)
        if pivot is None:
            continue
        work[[row, pivot]] = work[[pivot, row]]
        work[row] = work[row] / work[row, col]
        for i in range(len(work)):
            if i != row and work[i, col] != 0:
                work[i] = work[i] - work[i, col] * work[row]
        pivots.append(col)
        row += 1
        if row == len(work):
            break
    return work, pivots


def _frobenius(m: Array) -> Array:
    return _each(_root)((m * m).sum((-1, -2)))


UNARY: dict[str, Callable[[Array], Array]] = {
    "neg": lambda a: -a,
    "sqrt": _each(_root),
    "floor": _each(_floor),
    "abs": np.abs,
    "tr": lambda m: np.stack([m[..., i, i] for i in range(m.shape[-1])]).sum(0),
    "fro": _frobenius,
    "transpose": lambda m: np.swapaxes(m, -1, -2),
    "inv": inverse,
}

BINARY: dict[str, Callable[[Array, Array], Array]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": _divide,
    "min": np.minimum,
    "max": np.maximum,
    "scale": lambda s, m: s[:, None, None] * m,
    "matmul": lambda a, b: a @ b,
    "hadamard": lambda a, b: a * b,
}

TABLE: dict[str, Callable[..., Array]] = {**UNARY, **BINARY}


class Rational(Batch):
    """Exact evaluation of what stays rational; everything else is Unsupported by name."""

    table = TABLE

    def number(self, value: Any) -> Array:
        return np.array([Fraction(value)], dtype=object)

    def zeros(self, rows: int, cols: int) -> Array:
        return np.full((1, rows, cols), Fraction(0), dtype=object)

    def blend(self, mask: Array, chosen: Array, other: Array) -> Array:
        return where(mask[:, None, None] if max(np.ndim(chosen), np.ndim(other)) == 3 else mask, chosen, other)

    def undefined(self, expr: Expr, scope: Scope) -> Array:
        raise Undefined(f"{expr.op} is undefined at this point")

    def truth(self, prop: Expr, scope: Scope) -> tuple[Array, Array]:
        if prop.op not in ("le", "lt", "eq") or prop.args[0].is_matrix:
            raise Unsupported(f"{prop.op} in a case")
        a, b = (self.at(x, scope) for x in prop.args)
        true = a <= b if prop.op == "le" else a < b if prop.op == "lt" else a == b
        return true.astype(bool), np.ones(true.shape, dtype=bool)

    def _compute(self, expr: Expr, scope: Scope) -> Array:
        op, args = expr.op, expr.args
        if op in ("spec", "nuc") and 1 in (m := self.at(args[0], scope)).shape[-2:]:
            return _frobenius(m)
        if op == "pow":
            base, exponent = (self.at(a, scope) for a in args)
            return _each(lambda k: _power(base[0], k))(exponent) if len(base) == 1 else _powers(base, exponent)
        if op == "matpow":
            m, k = self.at(args[0], scope), self.integer(args[1], scope)
            result = fractions(np.broadcast_to(np.eye(m.shape[-1], dtype=int), m.shape))
            for _ in range(k):
                result = result @ m
            return result
        return super()._compute(expr, scope)


def _powers(base: Array, exponent: Array) -> Array:
    pairs = np.broadcast_arrays(base, exponent)
    return np.array([_power(b, k) for b, k in zip(*pairs, strict=True)], dtype=object)


def _power(base: Any, exponent: Any) -> Fraction:
    base, exponent = Fraction(base), Fraction(exponent)
    if exponent.denominator == 2 and abs(exponent) <= 16 and base >= 0:
        base, exponent = _root(base), exponent * 2
    if exponent.denominator != 1 or abs(exponent) > 64:
        raise Unsupported("a power that need not be rational")
    if base == 0 and exponent < 0:
        raise Undefined("a negative power of zero")
    return Fraction(base) ** int(exponent)
