"""The matrix A that is factored, kept as its singular value decomposition; the array only where it was given."""

# pyright: reportConstantRedefinition=false
# A, U, S, V, X, Y, C, D are the paper's names.

from __future__ import annotations

import warnings
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from verify.errors import Unsupported
from verify.solver.errors import SolverError, spelled

Array = NDArray[np.float64]
Rows = list[list[Fraction]]
DENSE_LIMIT = 100_000_000
SHORT = (np.dtype(np.float16), np.dtype(np.float32))
FACTOR_LIMIT = 20_000_000
"""Entries of one factor; starting a run takes up to about ten arrays of its size."""


class RankWarning(UserWarning):
    """The rank of A is not what it seems."""


class Target:
    """A real m x n matrix A != 0.

    `A`: an array, or nested lists with Fractions or strings "p/q", which the exact arithmetics take as they are.
    `rank`: the r of the paper. Left out, it is the number of singular values above `tolerance` (default
    max(m, n) * 2.2e-16 * sigma_1, which is rounding). Give either where A is only approximately of rank r: nothing of A
    is dropped for it.

    Attributes: `shape` (m, n); `rank`; `sigma`, the singular values above rounding, largest first, shape (k,),
    k >= rank; `U` (m, k) and `V` (n, k) with orthonormal columns and A = U diag(sigma) V'; `given_as`: "array" or
    "factors".

    Warns (RankWarning) where A comes in float32 or float16 and its rank is less in the rounding of these, unless `rank`
    or `tolerance` is given. Raises SolverError for anything that is no finite real matrix other than 0, and for a rank
    outside 1..k.
    """

    shape: tuple[int, int]
    rank: int
    sigma: Array
    U: Array
    V: Array
    given_as: str

    def __init__(
        self, A: ArrayLike | Sequence[Sequence[object]], rank: int | None = None, tolerance: float | None = None
    ):
        self.exact: Rows | None = exact_rows(A)
        array = as_matrix("A", self.exact if self.exact is not None else A)
        self.array: Array | None = array
        u, s, vt = np.linalg.svd(array, full_matrices=False)
        self._settle("array", (u, s, vt.T), rank, tolerance)
        if rank is None and tolerance is None:
            self._doubt(getattr(A, "dtype", None))

    @classmethod
    def from_factors(
        cls, U: ArrayLike, S: ArrayLike, V: ArrayLike, rank: int | None = None, tolerance: float | None = None
    ) -> Target:
        """A = U S V' with U (m, k), S (k,) or (k, l), V (n, l), never multiplied out. U, V need not be orthonormal.

        Raises SolverError as `Target` does, and where shapes do not fit.
        """
        u, v = as_matrix("U", U), as_matrix("V", V)
        s = np.asarray(S)
        middle = as_matrix("S", np.diag(s) if s.ndim == 1 else s)
        if u.shape[1] != middle.shape[0] or v.shape[1] != middle.shape[1]:
            raise SolverError(
                f"U is {u.shape}, S is {s.shape}, V is {v.shape}: A = U S V' needs as many columns in U as S has rows, "
                "and as many in V as S has columns"
            )
        if not (_is_svd(middle) and _orthonormal(u) and _orthonormal(v)):
            (u, left), (v, right) = np.linalg.qr(u), np.linalg.qr(v)
            a, core, bt = np.linalg.svd(left @ middle @ right.T, full_matrices=False)
            u, v = u @ a, v @ bt.T
        else:
            core = np.diag(middle).copy()
        target = cls.__new__(cls)
        target.exact = target.array = None
        target._settle("factors", (u, core, v), rank, tolerance)
        return target

    def _settle(
        self, given_as: str, svd: tuple[Array, Array, Array], rank: int | None, tolerance: float | None
    ) -> None:
        u, s, v = svd
        self.given_as = given_as
        self.shape = (u.shape[0], v.shape[0])
        if not s.any():
            raise SolverError("A = 0: there is nothing to factor, and the paper divides by sigma_1(A)")
        with np.errstate(over="ignore"):
            size = float(s @ s)
        if not 0 < size < np.inf or s[0] ** 2 < np.finfo(float).tiny:
            raise SolverError(f"sigma_1(A) = {s[0]:.3g}: its square is beyond float64; rescale A")
        rounding = float(max(self.shape) * np.finfo(float).eps * s[0])
        least = rounding if tolerance is None else tolerance
        if not rounding <= least < s[0]:
            raise SolverError(f"tolerance {least!r} is not between rounding, {rounding:.3g}, and sigma_1 = {s[0]:.6g}")
        k = int(np.count_nonzero(s > rounding))
        self.U, self.sigma, self.V = u[:, :k].copy(), s[:k].copy(), v[:, :k].copy()
        self.rank = int(np.count_nonzero(s > least)) if rank is None else whole("rank", rank)
        if self.rank > k:
            raise SolverError(
                f"rank {self.rank} was given, but A ({self.shape[0]} x {self.shape[1]}) has only {k} singular values "
                f"above rounding, {rounding:.3g}; give {spelled('rank', k)} or less"
            )

    def _doubt(self, dtype: object) -> None:
        """Warns where singular values that count are below the rounding of the numbers that A was given in."""
        if dtype not in SHORT:
            return
        rounding = float(max(self.shape) * np.finfo(cast(Any, dtype)).eps * self.sigma_1)
        seen = max(1, int(np.count_nonzero(self.sigma > rounding)))
        if seen < self.rank:
            warnings.warn(
                f"A holds {dtype}, and {self.rank - seen} of its {self.rank} singular values are below the rounding "
                f"of such numbers, {rounding:.3g}: its rank is taken as {self.rank}; if it is meant to be {seen}, give "
                f"{spelled('rank', seen)}",
                RankWarning,
                stacklevel=3,
            )

    @property
    def norm2(self) -> float:
        """||A||_F^2."""
        return float(self.sigma @ self.sigma)

    @property
    def sigma_1(self) -> float:
        return float(self.sigma[0])

    @property
    def sigma_r(self) -> float:
        return float(self.sigma[self.rank - 1])

    def times(self, M: Array) -> Array:
        """A M for M of shape (n, any)."""
        return self.U @ (self.sigma[:, None] * (self.V.T @ M))

    def dense(self) -> Array:
        """The m x n array. Raises SolverError where it would have more than 10^8 entries."""
        if self.array is not None:
            return self.array
        m, n = self.shape
        if m * n > DENSE_LIMIT:
            raise SolverError(
                f"A is {m} x {n} and known by its factors: the array would take {m * n * 8 / 1e9:.0f} GB. "
                "The reduced form needs no array"
            )
        return (self.U * self.sigma) @ self.V.T

    def __repr__(self) -> str:
        m, n = self.shape
        return f"Target({m} x {n}, rank {self.rank}, sigma_1 = {self.sigma_1:.6g}, sigma_r = {self.sigma_r:.6g})"


def whole(name: str, value: object, least: int = 1) -> int:
    """An integer >= least. Raises SolverError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise SolverError(f"{name} = {value!r}: an integer that is at least {least} is needed")
    return int(cast(int, value))


def admit_factor(name: str, rows: int, columns: int) -> None:
    """Raises Unsupported for more than FACTOR_LIMIT entries, before any is made."""
    if rows * columns > FACTOR_LIMIT:
        raise Unsupported(
            f"{name} would be {rows} x {columns}, {rows * columns:.3g} numbers, more than the limit of "
            f"{FACTOR_LIMIT:,}; take fewer rows or columns"
        )


def as_matrix(name: str, value: object) -> Array:
    """A float64 array (rows, columns), finite and not empty. Raises SolverError."""
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise SolverError(f"{name} is no matrix: its rows differ in length") from error
    if np.iscomplexobj(array):
        raise SolverError(f"{name} is complex ({array.dtype}); only real matrices are handled")
    if array.ndim != 2:
        way = f"; for one column give {name}.reshape(-1, 1)" if array.ndim == 1 else ""
        raise SolverError(f"{name} has {array.ndim} dimension(s), shape {array.shape}; a matrix has two{way}")
    if not array.size:
        raise SolverError(f"{name} is empty, shape {array.shape}")
    if array.dtype.kind not in "biufO":
        raise SolverError(f"{name} holds {array.dtype}, not numbers")
    try:
        found = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise SolverError(f"{name} holds entries that are no float64 numbers: {error}") from error
    bad = np.argwhere(~np.isfinite(found))
    if len(bad):
        i, j = (int(k) for k in bad[0])
        more = f", and {len(bad) - 1} more" if len(bad) > 1 else ""
        raise SolverError(f"{name} has {found[i, j]} in row {i + 1}, column {j + 1}{more}; every entry must be finite")
    return found


def exact_rows(value: object) -> Rows | None:
    """The entries as Fractions where ints, Fractions or "p/q" strings were given; None for arrays of floats."""
    if not isinstance(value, (list, tuple)) or not _holds_objects(cast(object, value)):
        return None
    rows = cast("Sequence[Sequence[Any]]", value)
    try:
        return [[Fraction(x) for x in row] for row in rows]
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def _holds_objects(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_holds_objects, cast("Sequence[object]", value)))
    return isinstance(value, (Fraction, str))


def _orthonormal(q: Array) -> bool:
    k = q.shape[1]
    return k <= q.shape[0] and float(np.abs(q.T @ q - np.eye(k)).max()) < 1e-14 * max(10, k)


def _is_svd(s: Array) -> bool:
    diagonal = np.diag(s)
    square = s.shape[0] == s.shape[1]
    return square and bool((s == np.diag(diagonal)).all() and (diagonal >= 0).all() and (np.diff(diagonal) <= 0).all())
