"""Charts: rational maps from free parameters onto the pieces that admissible points are made of.

A chart takes parameters (B, count), float64 or Fractions, to values; the same code serves both, so that rounding the
parameters of a float point gives an exact point of the same domain.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array


@dataclass(frozen=True)
class Free:
    """Any rows x cols matrix."""

    rows: int
    cols: int

    @property
    def count(self) -> int:
        return self.rows * self.cols

    def build(self, theta: Array) -> Array:
        return theta.reshape(len(theta), self.rows, self.cols)


@dataclass(frozen=True)
class Symmetric:
    rows: int

    @property
    def count(self) -> int:
        return self.rows * (self.rows + 1) // 2

    def build(self, theta: Array) -> Array:
        result = _empty(theta, self.rows, self.rows)
        i, j = np.triu_indices(self.rows)
        result[:, i, j] = theta
        result[:, j, i] = theta
        return result


@dataclass(frozen=True)
class Diagonal:
    """Diagonal matrices. kind: "any"; "box", entries clipped to [0, 1]; "top", the same with a first entry 1;
    "binary", entries 0 or 1; "positive", moduli; "sphere", moduli with sum of squares 1."""

    rows: int
    kind: str = "any"

    @property
    def count(self) -> int:
        return self.rows

    def build(self, theta: Array) -> Array:
        result = _zeros(theta, self.rows, self.rows)
        index = np.arange(self.rows)
        result[:, index, index] = self._entries(theta)
        return result

    def _entries(self, theta: Array) -> Array:
        if self.kind in ("box", "top"):
            theta = _clip(theta, 0, 1)
            return theta if self.kind == "box" else np.concatenate([theta[:, :1] * 0 + 1, theta[:, 1:]], 1)
        if self.kind == "binary":
            return where(theta * 2 > 1, theta * 0 + 1, theta * 0)
        if self.kind == "positive":
            return np.abs(theta)
        if self.kind == "sphere":
            start = _zeros(theta, self.rows, 1)
            start[:, 0] = theta[:, :1] * 0 + 1
            return np.abs(_reflect(theta, start)[:, :, 0])
        return theta


@dataclass(frozen=True)
class Strict:
    """Strictly upper triangular matrices."""

    rows: int

    @property
    def count(self) -> int:
        return self.rows * (self.rows - 1) // 2

    def build(self, theta: Array) -> Array:
        result = _zeros(theta, self.rows, self.rows)
        i, j = np.triu_indices(self.rows, 1)
        result[:, i, j] = theta
        return result


@dataclass(frozen=True)
class Leading:
    """The first columns of the identity: no parameters."""

    rows: int
    cols: int

    @property
    def count(self) -> int:
        return 0

    def build(self, theta: Array) -> Array:
        result = _zeros(theta, self.rows, self.cols)
        index = np.arange(min(self.rows, self.cols))
        result[:, index, index] = 1 if theta.dtype != object else Fraction(1)
        return result


@dataclass(frozen=True)
class Rotations:
    """Block diagonal [[a, -b], [b, a]] (and a single a last for odd sizes): the real normal matrices, up to a frame."""

    rows: int

    @property
    def count(self) -> int:
        return self.rows

    def build(self, theta: Array) -> Array:
        result = _zeros(theta, self.rows, self.rows)
        for k in range(0, self.rows, 2):
            result[:, k, k] = theta[:, k]
            if k + 1 < self.rows:
                result[:, k + 1, k + 1] = theta[:, k]
                result[:, k + 1, k] = theta[:, k + 1]
                result[:, k, k + 1] = -theta[:, k + 1]
        return result


@dataclass(frozen=True)
class Frame:
    """Orthonormal columns: a product of `cols` reflections, each given by a vector (zero for none)."""

    rows: int
    cols: int

    @property
    def count(self) -> int:
        return self.rows * self.cols

    def build(self, theta: Array) -> Array:
        result = _zeros(theta, self.rows, self.cols)
        index = np.arange(self.cols)
        result[:, index, index] = theta[:, :1] * 0 + 1
        vectors = theta.reshape(len(theta), self.cols, self.rows)
        for k in reversed(range(self.cols)):
            result = _reflect(vectors[:, k], result)
        return result


@dataclass(frozen=True)
class Sphere:
    """rows x cols matrices with Frobenius norm that of `base`, a rational vector: one reflection of it."""

    rows: int
    cols: int
    base: tuple[Fraction, ...]

    @property
    def count(self) -> int:
        return self.rows * self.cols

    def build(self, theta: Array) -> Array:
        start = np.array(self.base, dtype=object if theta.dtype == object else float)
        column = np.broadcast_to(start[None, :, None], (len(theta), self.count, 1))
        return _reflect(theta, column).reshape(len(theta), self.rows, self.cols)


@dataclass(frozen=True)
class UnitRows:
    """Matrices whose rows have length 1."""

    rows: int
    cols: int

    @property
    def count(self) -> int:
        return self.rows * self.cols

    def build(self, theta: Array) -> Array:
        result = _zeros(theta, self.rows, self.cols)
        vectors = theta.reshape(len(theta), self.rows, self.cols)
        for k in range(self.rows):
            column = _zeros(theta, self.cols, 1)
            column[:, 0, 0] = theta[:, 0] * 0 + 1
            result[:, k] = _reflect(vectors[:, k], column)[:, :, 0]
        return result


@dataclass(frozen=True)
class Number:
    """A real in an interval: clipped when both ends are given, reflected at a single one."""

    low: Fraction | None = None
    high: Fraction | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def count(self) -> int:
        return 1

    def build(self, theta: Array) -> Array:
        x = theta[:, 0]
        exact = x.dtype == object
        low, high = (None if e is None else e if exact else float(e) for e in (self.low, self.high))
        if low is not None and high is not None:
            return _clip(x, low, high)
        if low is not None:
            return low + np.abs(x - low)
        return x if high is None else high - np.abs(high - x)


Chart = Free | Leading | Symmetric | Diagonal | Strict | Rotations | Frame | Sphere | UnitRows | Number
MATRIX_CHARTS = (Free, Symmetric, Diagonal, Strict, Rotations)


def _empty(theta: Array, rows: int, cols: int) -> Array:
    return np.empty((len(theta), rows, cols), dtype=theta.dtype)


def _zeros(theta: Array, rows: int, cols: int) -> Array:
    zero: Any = Fraction(0) if theta.dtype == object else 0.0
    return np.full((len(theta), rows, cols), zero, dtype=theta.dtype)


def _clip(theta: Array, low: Any, high: Any) -> Array:
    if low is not None:
        theta = np.maximum(theta, low)
    return theta if high is None else np.minimum(theta, high)


def _reflect(vector: Array, m: Array) -> Array:
    """(I - 2 v v' / v'v) M, M itself for v = 0."""
    norm = (vector * vector).sum(-1)
    tiny = norm == 0
    safe: Array = where(tiny, norm + 1, norm)
    along: Array = (vector[:, None, :] @ m) * 2 / safe[:, None, None]
    return m - vector[:, :, None] * along
