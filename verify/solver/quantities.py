"""What is recorded along the way, in float64, for a stack of iterates of a small or dense problem.

loss                    f(X_t, Y_t) = ||X_t Y_t' - A||_F^2 / 2
sigma_x, sigma_y        singular values of X_t and of Y_t, largest first
gradient_x, gradient_y  ||grad_X f(X_t, Y_t)||_F, ||grad_Y f(X_t, Y_t)||_F
angle                   two: the largest principal angle, in radians, between the r leading left singular vectors of
                        X_t and those of A; the same for Y_t and the right singular vectors of A
imbalance               ||X_t'X_t - Y_t'Y_t||_F
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np

from verify.solver.errors import SolverError
from verify.solver.target import Array

QUANTITIES = ("loss", "sigma_x", "sigma_y", "gradient_x", "gradient_y", "angle", "imbalance")
SMALL = 1e45  # entries below it make no product of theirs infinite


def known(quantities: tuple[str, ...], among: tuple[str, ...], arithmetic: str) -> tuple[str, ...]:
    """The quantities as asked for. Raises SolverError at a name that there is not."""
    unknown = [name for name in quantities if name not in among]
    if unknown:
        raise SolverError(f"no quantity {unknown[0]!r} in {arithmetic}; there are {', '.join(among)}")
    return tuple(dict.fromkeys(quantities))


class Measures:
    """Measures stacks x (B, p, d), y (B, q, d) against one matrix: diag(s) where `A` is None, else A (p, q).

    `columns`: how many singular values X and Y have, min(m, d) and min(n, d); those that the small problem lacks are 0.
    `bases`: orthonormal (p, r) and (q, r) for the leading singular vectors of A; None where they are the first r axes.
    """

    def __init__(
        self, s: Array, A: Array | None, rank: int, columns: tuple[int, int], bases: tuple[Array, Array] | None = None
    ):
        self.s, self.A, self.rank, self.columns, self.bases = s, A, rank, columns, bases

    def residual(self, x: Array, y: Array) -> Array:
        found = x @ y.transpose(0, 2, 1)
        if self.A is not None:
            return found - self.A
        index = np.arange(len(self.s))
        found[:, index, index] -= self.s
        return found

    def __call__(self, names: tuple[str, ...], x: Array, y: Array) -> dict[str, Array]:
        """name -> (B,), or (B, number of singular values), or (B, 2) for the angles."""
        with np.errstate(all="ignore"):
            residual = self.residual(x, y) if {"loss", "gradient_x", "gradient_y"} & set(names) else x
            left, right = self.bases or (None, None)
            table: dict[str, Callable[[], Array]] = {
                "loss": lambda: np.einsum("bij,bij->b", residual, residual) / 2,
                "sigma_x": lambda: _singular_values(x, self.columns[0]),
                "sigma_y": lambda: _singular_values(y, self.columns[1]),
                "gradient_x": lambda: _norm(residual @ y),
                "gradient_y": lambda: _norm(residual.transpose(0, 2, 1) @ x),
                "angle": lambda: np.stack([_angle(x, self.rank, left), _angle(y, self.rank, right)], axis=1),
                "imbalance": lambda: _norm(x.transpose(0, 2, 1) @ x - y.transpose(0, 2, 1) @ y),
            }
            return {name: table[name]() for name in names}

    def finite(self, x: Array, y: Array) -> NDArrayBool:
        """Whether loss and gradients of each iterate are finite, shape (B,)."""
        small = np.maximum(np.abs(x).max(axis=(1, 2)), np.abs(y).max(axis=(1, 2))) < SMALL
        if small.all():
            return small
        found = self(("loss", "gradient_x", "gradient_y", "imbalance"), x, y)
        return cast(NDArrayBool, np.isfinite(np.stack(list(found.values()))).all(axis=0))


NDArrayBool = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def _norm(stack: Array) -> Array:
    return cast(Array, np.sqrt(np.einsum("bij,bij->b", stack, stack)))


def _singular_values(stack: Array, columns: int) -> Array:
    found = cast(Array, np.linalg.svd(stack, compute_uv=False))
    return np.pad(found, ((0, 0), (0, max(0, columns - found.shape[1]))))[:, :columns]


def _angle(stack: Array, rank: int, basis: Array | None) -> Array:
    """Largest principal angle between the leading left singular vectors and the basis; from sine and cosine both."""
    u = np.linalg.svd(stack, full_matrices=False)[0][:, :, :rank]
    inside = u[:, :rank] if basis is None else basis.T @ u
    outside = u[:, rank:] if basis is None else u - basis @ inside
    cosine = np.linalg.svd(inside, compute_uv=False)[:, -1]
    if not outside.shape[1]:
        return np.zeros(len(stack))
    return cast(Array, np.arctan2(np.linalg.norm(outside, 2, axis=(1, 2)), cosine))
