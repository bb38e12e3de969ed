"""Batched float64: proposes, never decides. Every operator of the language; undefined values are NaN."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Any

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array, Batch, Scope
from verify.tree import Expr

RANK_TOLERANCE = 1e-9  # singular values below this multiple of the largest count as zero
PSD_TOLERANCE = 1e-9


def singular_values(m: Array) -> Array:
    """(B, min(rows, cols)), largest first; accurate closed forms where a side is 1 or 2."""
    rows, cols = m.shape[-2:]
    if min(rows, cols) == 1:
        return np.sqrt((m * m).sum((-1, -2)))[..., None]
    if min(rows, cols) == 2:
        a, b = (m[..., 0, :], m[..., 1, :]) if rows == 2 else (m[..., :, 0], m[..., :, 1])
        first = np.sqrt(_largest_of_two((a * a).sum(-1), (a * b).sum(-1), (b * b).sum(-1)))
        i, j = np.triu_indices(a.shape[-1], 1)
        minors = a[..., i] * b[..., j] - a[..., j] * b[..., i]
        with np.errstate(all="ignore"):
            second = where(first > 0, np.sqrt((minors * minors).sum(-1)) / first, 0.0)
        return np.stack([first, np.minimum(first, second)], -1)
    return _guarded(lambda x: np.linalg.svd(x, compute_uv=False), m)


def spectral_norm(m: Array) -> Array:
    """(B,), through the Gram matrix of the smaller side, which keeps the relative accuracy of the largest value."""
    if min(m.shape[-2:]) <= 2:
        return singular_values(m)[..., 0]
    turned = np.swapaxes(m, -1, -2)
    gram = m @ turned if m.shape[-2] <= m.shape[-1] else turned @ m
    return np.sqrt(np.maximum(eigenvalues(gram)[..., 0], 0.0))


def _largest_of_two(p: Array, q: Array, r: Array) -> Array:
    """The larger eigenvalue of [[p, q], [q, r]]."""
    return (p + r + np.hypot(p - r, 2 * q)) / 2


def eigenvalues(m: Array) -> Array:
    """(B, n), largest first, of symmetric matrices."""
    if m.shape[-1] == 1:
        return m[..., 0]
    if m.shape[-1] == 2:
        p, q, r = m[..., 0, 0], (m[..., 0, 1] + m[..., 1, 0]) / 2, m[..., 1, 1]
        spread = np.hypot(p - r, 2 * q)
        return np.stack([(p + r + spread) / 2, (p + r - spread) / 2], -1)
    return _guarded(lambda x: np.linalg.eigvalsh(x)[..., ::-1], m)


def _guarded(function: Callable[[Array], Array], m: Array) -> Array:
    """LAPACK refuses a whole batch for one infinity: those matrices become zero, and their results NaN."""
    bad = ~np.isfinite(m).all((-1, -2))
    if bad.any():
        m = where(bad[:, None, None], 0.0, m)
    try:
        result = function(m)
    except np.linalg.LinAlgError:
        return _one_by_one(function, m, bad)
    if bad.any():
        result = np.array(result)
        result[bad] = np.nan
    return result


def _one_by_one(function: Callable[[Array], Array], m: Array, bad: Array) -> Array:
    parts: list[Array] = []
    for k in range(len(m)):
        try:
            parts.append(function(m[k : k + 1]))
        except np.linalg.LinAlgError:
            bad[k] = True
            parts.append(None)
    shape = next((p.shape[1:] for p in parts if p is not None), m.shape[1:])
    result = np.full((len(m), *shape), np.nan)
    for k, part in enumerate(parts):
        if part is not None and not bad[k]:
            result[k] = part[0]
    return result


def inverse(m: Array) -> Array:
    """NaN for singular matrices, and where the condition number leaves no digit."""
    result = _guarded(np.linalg.inv, m)
    condition = np.sqrt((m * m).sum((-1, -2)) * (result * result).sum((-1, -2)))
    return where((condition < 1e14)[:, None, None], result, np.nan)


def _spectral(m: Array, function: Callable[[Array], Array]) -> Array:
    """f(S) for symmetric S by eigenvectors."""
    bad = ~np.isfinite(m).all((-1, -2))
    values, vectors = np.linalg.eigh(where(bad[:, None, None], 0.0, m))
    result = (vectors * function(values)[:, None, :]) @ np.swapaxes(vectors, -1, -2)
    return where(bad[:, None, None], np.nan, result)


def root_of_psd(m: Array) -> Array:
    def root(values: Array) -> Array:
        limit = -PSD_TOLERANCE * np.abs(values).max(-1, keepdims=True)
        return where(values.min(-1, keepdims=True) < limit, np.nan, np.sqrt(np.maximum(values, 0.0)))

    return _spectral(m, root)


def modulus(m: Array) -> Array:
    def both(x: Array) -> Array:
        _, s, vt = np.linalg.svd(x, full_matrices=False)
        return (np.swapaxes(vt, -1, -2) * s[:, None, :]) @ vt

    return _guarded(both, m)


def exponential(m: Array) -> Array:
    """Scaling and squaring with Taylor's series."""
    norm = np.abs(m).sum(-1).max(-1)
    largest = float(np.max(where(np.isfinite(norm), np.minimum(norm, 1e3), 0.0), initial=0.0))
    halvings = max(0, int(np.ceil(np.log2(largest + 1e-300))) + 2)
    small = m / 2.0**halvings
    result = term = np.broadcast_to(np.eye(m.shape[-1]), m.shape)
    for k in range(1, 15):
        term = term @ small
        result = result + term / float(factorial(k))
    for _ in range(halvings):
        result = result @ result
    return where((norm <= 700)[:, None, None], result, np.nan)


def power(a: Array, k: Array) -> Array:
    """a ** k for integer-valued k, with 0 ** 0 = 1; infinite results are NaN."""
    return _finite(np.power(a, k))


def real_power(a: Array, k: Array) -> Array:
    allowed = (a > 0) | ((a == 0) & (k > 0))
    return _finite(where(allowed, np.power(where(allowed, a, 1.0), k), np.nan))


def _finite(x: Array) -> Array:
    return where(np.isfinite(x), x, np.nan)


def _trace(m: Array) -> Array:
    return np.trace(m, axis1=-2, axis2=-1)


UNARY: dict[str, Callable[[Array], Array]] = {
    "neg": lambda a: -a,
    "sqrt": lambda a: np.sqrt(a),
    "exp": lambda a: _finite(np.exp(a)),
    "log": lambda a: where(a > 0, np.log(where(a > 0, a, 1.0)), np.nan),
    "floor": np.floor,
    "abs": np.abs,
    "tr": _trace,
    "det": lambda m: _guarded(np.linalg.det, m),
    "fro": lambda m: np.sqrt((m * m).sum((-1, -2))),
    "transpose": lambda m: np.swapaxes(m, -1, -2),
    "inv": inverse,
    "sqrtm": root_of_psd,
    "absm": modulus,
    "expm": exponential,
}

BINARY: dict[str, Callable[[Array, Array], Array]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: _finite(where(b == 0, np.nan, a / where(b == 0, 1.0, b))),
    "min": np.minimum,
    "max": np.maximum,
    "scale": lambda s, m: s[:, None, None] * m,
    "matmul": lambda a, b: a @ b,
    "hadamard": lambda a, b: a * b,
}

TABLE: dict[str, Callable[..., Array]] = {**UNARY, **BINARY}


class Float64(Batch):
    """A batch of points in float64. Values: numbers (B,), matrices (B, m, n), sequences lists of those."""

    table = TABLE

    def number(self, value: Any) -> Array:
        return np.array([_nearest(value)])

    def zeros(self, rows: int, cols: int) -> Array:
        return np.zeros((1, rows, cols))

    def blend(self, mask: Array, chosen: Array, other: Array) -> Array:
        return where(mask[:, None, None] if max(np.ndim(chosen), np.ndim(other)) == 3 else mask, chosen, other)

    def undefined(self, expr: Expr, scope: Scope) -> Array:
        return np.full((1, *self.shape(expr, scope)) if expr.is_matrix else 1, np.nan)

    def truth(self, prop: Expr, scope: Scope) -> tuple[Array, Array]:
        from verify.arithmetic.margins import margin_at

        slack = margin_at(self, prop, scope).slack
        strict = prop.op in ("lt", "not")
        return (slack > 0 if strict else slack >= 0), slack == slack

    def _compute(self, expr: Expr, scope: Scope) -> Array:
        op, args = expr.op, expr.args
        if op == "spec" and ("singular values", args[0]) not in scope.memo:
            return self._derived("spectral norm", spectral_norm, args[0], scope)
        if op in ("spec", "nuc", "sv", "rank"):
            s = self.spectrum(args[0], scope)
            if op == "sv":
                return self._ranked(s, expr, scope)
            if op == "rank":
                count = (s > RANK_TOLERANCE * s[:, :1]).sum(-1).astype(float)
                return where(np.isfinite(s[:, 0]), count, np.nan)
            return s[:, 0] if op == "spec" else s.sum(-1)
        if op == "eig":
            return self._ranked(self.eigenvalues(args[0], scope), expr, scope)
        if op == "pow":
            base, exponent = self.at(args[0], scope), self.at(args[1], scope)
            return (power if args[1].sort.kind == "integer" else real_power)(base, exponent)
        if op == "matpow":
            m = self.at(args[0], scope)
            return self.select(self.at(args[1], scope), lambda k: _matrix_power(m, k), expr, scope)
        return super()._compute(expr, scope)

    def spectrum(self, expr: Expr, scope: Scope) -> Array:
        """Singular values (B, k) of a matrix expression, computed once."""
        return self._derived("singular values", singular_values, expr, scope)

    def eigenvalues(self, expr: Expr, scope: Scope) -> Array:
        return self._derived("eigenvalues", eigenvalues, expr, scope)

    def _derived(self, name: str, function: Callable[[Array], Array], expr: Expr, scope: Scope) -> Array:
        from verify.substitution import free_symbols

        owner = scope.owner(free_symbols(expr))
        key = (name, expr)
        if key not in owner.memo:
            owner.memo[key] = function(self.at(expr, owner))
        return owner.memo[key]

    def _ranked(self, values: Array, expr: Expr, scope: Scope) -> Array:
        def kth(k: int) -> Array:
            if k < 1:
                raise IndexError(k)
            return values[:, k - 1]

        return self.select(self.at(expr.args[1], scope), kth, expr, scope)


def _nearest(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if Fraction(value) > 0 else float("-inf")


def _matrix_power(m: Array, k: int) -> Array:
    if k < 0:
        raise IndexError(k)
    return np.linalg.matrix_power(m, k)
