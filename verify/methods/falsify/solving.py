"""Moving a variable onto the solutions of equations that are affine in it (or fractional linear, for numbers)."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any, cast

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array, Batch
from verify.errors import Undefined
from verify.methods.falsify.rational import fractions, row_reduce
from verify.tree import Expr, Symbol


def _residuals(batch: Batch, sym: Symbol, equations: tuple[Expr, ...], value: Array) -> Array:
    """(B, q): left minus right sides, flattened, with the variable at `value`."""
    inner = type(batch)({**batch.root.values, sym: value})
    parts: list[Array] = []
    for equation in equations:
        gap = inner.value(equation.args[0]) - inner.value(equation.args[1])
        parts.append(gap.reshape(len(gap), -1))
    count = max(len(p) for p in parts)
    return np.concatenate([np.broadcast_to(p, (count, p.shape[1])) for p in parts], 1)


def _basis(shape: tuple[int, ...], symmetric: bool) -> Array:
    """(N, m, n) unit matrices spanning the variable's space; symmetric pairs together."""
    rows, cols = shape
    units: list[Array] = []
    for i in range(rows):
        for j in range(i if symmetric else 0, cols):
            unit = np.zeros((rows, cols), dtype=int)
            unit[i, j] = 1
            if symmetric:
                unit[j, i] = 1
            units.append(unit)
    return np.array(units)


def solve_float(batch: Batch, sym: Symbol, equations: tuple[Expr, ...], current: Array, symmetric: bool) -> Array:
    """The nearest solution by least squares; NaN where there is none."""
    if sym.kind == "real":
        return _moebius(batch, sym, equations[0], current, float)
    basis = _basis(current.shape[1:], symmetric).astype(float)
    zero = np.zeros_like(current)
    offset = _residuals(batch, sym, equations, zero)
    columns = [_residuals(batch, sym, equations, zero + unit) - offset for unit in basis]
    matrix = np.stack(np.broadcast_arrays(*columns), -1)
    count = max(len(current), len(matrix))
    now = np.stack([_coordinate(current, unit, symmetric) for unit in basis], -1)
    gap = np.broadcast_to(offset, (count, offset.shape[1])) + (matrix @ now[:, :, None])[:, :, 0]
    bad: Array = ~(np.isfinite(matrix).all((-1, -2)) & np.isfinite(gap).all(-1))
    matrix, gap = where(bad[:, None, None], 0.0, matrix), where(bad[:, None], 0.0, gap)
    pseudo = cast(Array, np.linalg.pinv(matrix, rcond=1e-9))
    step = (pseudo @ gap[:, :, None])[:, :, 0]
    solved = current - cast(Array, np.tensordot(step, basis, 1))
    return where(bad[:, None, None], np.nan, solved)


def _coordinate(value: Array, unit: Array, symmetric: bool) -> Array:
    i, j = np.argwhere(unit)[0]
    return value[:, i, j]


def solve_exact(batch: Batch, sym: Symbol, equations: tuple[Expr, ...], current: Array, symmetric: bool) -> Array:
    """An exact solution that keeps the free coordinates of `current`. Raises Undefined where there is none."""
    if sym.kind == "real":
        return _moebius(batch, sym, equations[0], current, Fraction)
    basis = fractions(_basis(current.shape[1:], symmetric))
    zero = current * 0
    offset = _residuals(batch, sym, equations, zero)[0]
    columns = [_residuals(batch, sym, equations, zero + unit)[0] - offset for unit in basis]
    system = np.concatenate([np.stack(columns, 1), -offset[:, None]], 1)
    reduced, pivots = row_reduce(system)
    free = len(basis)
    if free in pivots:
        raise Undefined("the equations have no solution here")
    values = [_coordinate(current, unit, symmetric)[0] for unit in basis]
    for row, pivot in enumerate(pivots):
        others = sum((reduced[row, k] * values[k] for k in range(free) if k not in pivots), Fraction(0))
        values[pivot] = reduced[row, free] - others
    solved = zero.copy()
    for value, unit in zip(values, basis, strict=True):
        solved[0] = solved[0] + value * unit
    return solved


def _moebius(batch: Batch, sym: Symbol, equation: Expr, current: Array, kind: Any) -> Array:
    """The root in x of (a + b x) / (c + d x), read off its values at three points around `current`."""
    one = batch.number(Fraction(1, 3))
    x0 = current * 0 + one
    xs = [x0, x0 + batch.number(1), x0 + batch.number(Fraction(5, 2))]
    r0, r1, r2 = (_residuals(batch, sym, (equation,), x)[:, 0] for x in xs)
    # the cross ratio of (r0, r1, r2, 0) equals that of (x0, x1, x2, x)
    p, q = (r0 - r2) * r1 * (xs[1] - xs[0]), (r0 - r1) * r2 * (xs[2] - xs[0])
    bottom = p - q
    if kind is Fraction:
        if any(b == 0 for b in bottom):
            raise Undefined("the equation has no single root here")
        return (p * xs[2] - q * xs[1]) / bottom
    with np.errstate(all="ignore"):
        return where(bottom != 0, (p * xs[2] - q * xs[1]) / where(bottom == 0, 1.0, bottom), np.nan)


def sum_of_squares(value: Fraction, terms: int) -> tuple[Fraction, ...] | None:
    """`terms` rationals whose squares sum to the value, or None."""
    if value < 0:
        return None
    n = value.numerator * value.denominator
    found = _integer_squares(n, min(terms, 4)) if n < 10**6 else None
    if found is None:
        return None
    return tuple([Fraction(x, value.denominator) for x in found] + [Fraction(0)] * (terms - len(found)))


def _integer_squares(n: int, terms: int) -> list[int] | None:
    if terms == 1:
        return [isqrt(n)] if isqrt(n) ** 2 == n else None
    for x in range(isqrt(n), -1, -1):
        rest = _integer_squares(n - x * x, terms - 1)
        if rest is not None:
            return [x, *rest]
    return None
