"""Many float64 steps of the small problem: X <- X - eta (X Y'Y - diag(s) Y), then Y likewise, on stacks of runs.

Gram matrices instead of residuals: 2 (p + q) d^2 multiplications a step, not 4 p q d. numba compiles the loops where it
is installed (extra `fast`); numpy does the same otherwise, equal up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

import numpy as np

from verify.solver.target import Array

BLOCK = 4
Advance = Callable[[Array, Array, Array, Array, int, bool], tuple[Array, Array]]


def padded(stack: list[Array], rows: int) -> Array:
    """A stack (B, rows, w) of matrices, filled with zeros; w is d rounded up to a multiple of BLOCK."""
    d = stack[0].shape[1]
    found = np.zeros((len(stack), rows, -(-d // BLOCK) * BLOCK))
    for i, matrix in enumerate(stack):
        found[i, : len(matrix), :d] = matrix
    return found


@cache
def engine() -> Advance:
    """advance(x (B, p, w), y (B, q, w), s (k,), eta (B,), steps, simultaneous) -> the stacks `steps` steps later."""
    try:
        return import_module("verify.solver.compiled").advance
    except ImportError:  # numba is not there, or does not fit this numpy
        return advance


def advance(x: Array, y: Array, s: Array, eta: Array, steps: int, simultaneous: bool) -> tuple[Array, Array]:
    """The steps in numpy. Rows beyond len(s) belong to no singular value."""
    k, e = len(s), eta[:, None, None]
    pull = e * s[:, None]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            new = x - e * (x @ (y.transpose(0, 2, 1) @ y))
            new[:, :k] += pull * y[:, :k]
            used = x if simultaneous else new
            y = y - e * (y @ (used.transpose(0, 2, 1) @ used))
            y[:, :k] += pull * used[:, :k]
            x = new
    return x, y
