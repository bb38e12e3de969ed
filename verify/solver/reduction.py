"""The small problem with the same trajectory, proved for every size in `lemmas/ward_kolda/reduction.py`.

Write A = U S V' and split X0 = U Xr + W Xp, Y0 = V Yr + Z Yp with [U W] and [V Z] orthonormal. Then X_t = [U W] x_t
and Y_t = [V Z] y_t, where (x_t, y_t) are the iterates for the p x q matrix diag(s). p is k plus the rank of what X0 has
outside the column space of A (0 when X0 lies in it), q likewise: p, q <= k + d however large m and n are. The loss, the
gradient norms, the singular values and the angles are the same. No start is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.solver.errors import SolverError
from verify.solver.starts import Start, fitting
from verify.solver.target import Array, Target

ROUNDING = 64 * np.finfo(float).eps


@dataclass(frozen=True, eq=False)
class Basis:
    """Orthonormal columns [U W], never put together: U (m, k) belongs to A, W (m, l) to the start."""

    U: Array
    W: Array

    def lift(self, small: Array) -> Array:
        """[U W] small, shape (m, d)."""
        k = self.U.shape[1]
        return self.U @ small[:k] + self.W @ small[k:]


@dataclass(frozen=True, eq=False)
class Reduced:
    """x (p, d), y (q, d) and the diagonal s (k,) of the small p x q matrix; `left` and `right` lift them back."""

    s: Array
    x: Array
    y: Array
    left: Basis
    right: Basis


def split(U: Array, X: Array, inside: bool) -> tuple[Array, Basis]:
    """([Xr; Xp], basis) with X = U Xr + W Xp. `inside`: X is known to lie in the column space of U."""
    within = U.T @ X
    nothing = np.zeros((U.shape[0], 0))
    if inside or U.shape[0] == U.shape[1]:
        return within, Basis(U, nothing)
    rest = X - U @ within
    rest -= U @ (U.T @ rest)  # once more: what cancellation left of U in the rest
    w, values, vt = np.linalg.svd(rest, full_matrices=False)
    size = float(np.linalg.norm(X))
    keep = values > max(ROUNDING * size, ROUNDING * values[0])
    if not keep.any():
        return within, Basis(U, nothing)
    return np.vstack([within, values[keep, None] * vt[keep]]), Basis(U, w[:, keep])


def reduce(target: Target, start: Start) -> Reduced:
    """The small problem of a start. Raises SolverError where shapes do not fit."""
    check(target, start)
    x, left = split(target.U, start.X0, start.in_span)
    y, right = split(target.V, start.Y0, False)
    return Reduced(target.sigma, x, y, left, right)


def check(target: Target, start: Start) -> None:
    (m, n), (a, b) = target.shape, (start.X0.shape[0], start.Y0.shape[0])
    if (a, b) != (m, n):
        raise SolverError(f"A is {m} x {n}: X0 needs {m} rows and Y0 {n}, but they have {a} and {b}")
    fitting(target, start.d)


def initial_loss(target: Target, start: Start) -> float:
    """f0 = ||X0 Y0' - A||_F^2 / 2, without forming an m x n array."""
    small = reduce(target, start)
    residual = small.x @ small.y.T
    residual[np.arange(len(small.s)), np.arange(len(small.s))] -= small.s
    return float((residual**2).sum()) / 2
