"""How far a proposition is from failing, in float64: a slack, and the size of the terms to compare it with."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array, Scope
from verify.arithmetic.float64 import Float64, eigenvalues
from verify.substitution import free_symbols, unfold
from verify.tree import Expr

FEW = 3  # parts that are compared one by one
LOOSE = 1e-6  # cancellation inside a term counts this much towards its size, which damps rounding noise to 1e-9
SUBSPACE_TOLERANCE = 1e-10


class Margin(NamedTuple):
    """slack: (B,) nonnegative where the proposition holds (up to rounding), NaN where it is undefined.
    scale: (B,) size of the terms compared, >= 0."""

    slack: Array
    scale: Array

    @property
    def relative(self) -> Array:
        """slack / scale, 0 where both vanish."""
        return self.slack / np.maximum(self.scale, np.maximum(np.abs(self.slack), 1e-290))


def margin(batch: Float64, prop: Expr) -> Margin:
    """The margin of a proposition at every point of a batch."""
    with np.errstate(all="ignore"):
        return margin_at(batch, unfold(prop), batch.root)


def margin_at(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    owner = scope.owner(free_symbols(prop))
    key = ("margin", prop)
    if key not in owner.memo:
        owner.memo[key] = _RULES[prop.op](batch, prop, owner)
    return owner.memo[key]


def _order(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    lhs, rhs = prop.args
    return Margin(batch.at(rhs, scope) - batch.at(lhs, scope), _size(batch, prop, scope))


def _equation(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    lhs, rhs = prop.args
    difference = batch.at(lhs, scope) - batch.at(rhs, scope)
    gap = np.sqrt((difference**2).sum((-1, -2))) if lhs.is_matrix else np.abs(difference)
    return Margin(-gap, _size(batch, prop, scope))


def _loewner(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    lhs, rhs = prop.args
    difference = batch.at(rhs, scope) - batch.at(lhs, scope)
    return Margin(eigenvalues(difference)[:, -1], _size(batch, prop, scope))


def _subset(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    """Minus the relative part of the left space's basis outside the right one."""
    members = _members(prop.args[1])
    targets = [_projector(_joined(batch, t, scope)) for t in members]
    worst: Array = None
    for part in _members(prop.args[0]):
        source = _joined(batch, part, scope)
        norm = np.sqrt((source**2).sum((-1, -2)))
        outside = [np.sqrt(((source - p @ source) ** 2).sum((-1, -2))) for p in targets]
        gap = -np.min(np.broadcast_arrays(*outside), 0) / np.maximum(norm, 1e-290)
        gap = where(gap > -SUBSPACE_TOLERANCE, 0.0, gap)
        worst = gap if worst is None else np.minimum(worst, gap)
    return Margin(worst, np.ones_like(worst))


def _members(space: Expr) -> list[Expr]:
    return [m for a in space.args for m in _members(a)] if space.op == "union" else [space]


def _joined(batch: Float64, space: Expr, scope: Scope) -> Array:
    if space.op == "colspan":
        return batch.at(space.args[0], scope)
    parts = [_joined(batch, s, scope) for s in space.args]
    count = max(len(p) for p in parts)
    return np.concatenate([np.broadcast_to(p, (count, *p.shape[1:])) for p in parts], -1)


def _projector(m: Array) -> Array:
    bad = ~np.isfinite(m).all((-1, -2))
    u, s, _ = np.linalg.svd(where(bad[:, None, None], 0.0, m), full_matrices=False)
    u = u * (s > 1e-9 * s[:, :1])[:, None, :]
    return where(bad[:, None, None], np.nan, u @ np.swapaxes(u, -1, -2))


def _same_space(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    from verify.tree import make

    a, b = prop.args
    return _least([margin_at(batch, make("subset", pair), scope) for pair in ((a, b), (b, a))])


def _least(parts: list[Margin]) -> Margin:
    """The conjunction: the part that is relatively worst; a failed part settles it whatever follows."""
    if len(parts) > FEW:
        return _least_of_many(parts)
    best = parts[0]
    for part in parts[1:]:
        now, later = best.relative, part.relative
        # an undefined part counts only where no earlier part has failed already
        replace = (later < now) | (np.isnan(later) & (now >= 0))
        best = Margin(where(replace, part.slack, best.slack), where(replace, part.scale, best.scale))
    return best


def _least_of_many(parts: list[Margin]) -> Margin:
    """The same, all parts at once."""
    count = max(max(len(p.slack), len(p.scale)) for p in parts)
    slack, scale = np.empty((len(parts), count)), np.empty((len(parts), count))
    for i, part in enumerate(parts):
        slack[i], scale[i] = part.slack, part.scale
    relative = Margin(slack, scale).relative
    undefined = np.isnan(relative)
    known = where(undefined, np.inf, relative)
    chosen = known.argmin(0)
    if undefined.any():
        before = undefined.cumsum(0) == 0
        first = where(undefined.any(0), undefined.argmax(0), chosen)
        failed = (where(before, known, np.inf) < 0).any(0)
        chosen = where(failed, chosen, first)
    at = (chosen, np.arange(count))
    return Margin(slack[at], scale[at])


def _negated(m: Margin) -> Margin:
    return Margin(-m.slack, m.scale)


def _settled(m: Margin, prop: Expr) -> Margin:
    """For use under a negation, where holding with slack zero must count as holding: an equation that holds to
    rounding does so by its whole scale, an order by a little."""
    if prop.op in ("and", "or", "implies", "not", "forall", "lt"):
        return m
    whole = 1.0 if prop.op in ("eq", "subset", "seteq") else LOOSE
    scale = np.maximum(m.scale, 1e-290)
    with np.errstate(invalid="ignore"):
        holds = m.slack >= -1e-13 * scale
    return Margin(where(holds, np.maximum(m.slack, whole * scale), m.slack), scale)


def _and(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    return _least([margin_at(batch, p, scope) for p in prop.args])


def _or(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    return _negated(_least([_negated(margin_at(batch, p, scope)) for p in prop.args]))


def _implies(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    premise, conclusion = (margin_at(batch, p, scope) for p in prop.args)
    return _negated(_least([_settled(premise, prop.args[0]), _negated(conclusion)]))


def _not(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    return _negated(_settled(margin_at(batch, prop.args[0], scope), prop.args[0]))


def _forall(batch: Float64, prop: Expr, scope: Scope) -> Margin:
    terms = batch.terms(prop, scope)
    if terms is None:
        return Margin(np.array([np.nan]), np.array([1.0]))
    parts = [Margin(np.array([1.0]), np.array([1.0]))]
    for mask, inner in terms:
        part = margin_at(batch, prop.args[3], inner)
        if mask is not None:
            part = Margin(where(mask, part.slack, 1.0), where(mask, part.scale, 1.0))
        parts.append(part)
    return _least(parts)


_RULES: dict[str, Callable[[Float64, Expr, Scope], Margin]] = {
    "le": _order,
    "lt": _order,
    "eq": _equation,
    "loewner": _loewner,
    "subset": _subset,
    "seteq": _same_space,
    "and": _and,
    "or": _or,
    "implies": _implies,
    "not": _not,
    "forall": _forall,
}


# ---- the size of terms


def _size(batch: Float64, prop: Expr, scope: Scope) -> Array:
    total: Array = 0.0
    for side in prop.args:
        for term in _leading_terms(side):
            value = batch.at(term, scope)
            value = np.sqrt((value**2).sum((-1, -2))) if term.is_matrix else np.abs(value)
            total = total + value + LOOSE * loose(batch, term, scope)
    return total


def _leading_terms(expr: Expr) -> list[Expr]:
    if expr.op in ("add", "sub", "neg"):
        return [t for a in expr.args for t in _leading_terms(a)]
    return [expr]


def loose(batch: Float64, expr: Expr, scope: Scope) -> Array:
    """A bound on what rounding errors in `expr` are relative to: no cancellation anywhere inside."""
    owner = scope.owner(free_symbols(expr))
    key = ("loose", expr)
    if key not in owner.memo:
        owner.memo[key] = _loose(batch, expr, owner)
    return owner.memo[key]


def _loose(batch: Float64, expr: Expr, scope: Scope) -> Array:
    op, args = expr.op, expr.args
    if op in ("add", "sub"):
        return loose(batch, args[0], scope) + loose(batch, args[1], scope)
    if op in ("mul", "scale", "matmul", "hadamard"):
        return loose(batch, args[0], scope) * loose(batch, args[1], scope)
    if op in ("neg", "transpose", "fro", "spec", "nuc", "sv", "eig", "abs", "tr", "absm"):
        return loose(batch, args[0], scope)
    if op in ("min", "max"):
        return np.maximum(loose(batch, args[0], scope), loose(batch, args[1], scope))
    if op in ("pow", "matpow") and args[1].op == "num" and args[1].data[0] > 0:
        return loose(batch, args[0], scope) ** float(args[1].data[0])
    if op in ("sqrt", "sqrtm"):
        return np.sqrt(loose(batch, args[0], scope))
    if op == "det":
        return loose(batch, args[0], scope) ** float(batch.shape(args[0], scope)[0])
    if op == "div":
        denominator = np.abs(batch.at(args[1], scope))
        relative = loose(batch, args[1], scope) / denominator
        return loose(batch, args[0], scope) / denominator * where(denominator > 0, relative, 1.0)
    value = batch.at(expr, scope)
    size = np.sqrt((value**2).sum((-1, -2))) if expr.is_matrix else np.abs(value)
    if op == "inv":
        return size * size * loose(batch, args[0], scope)
    if op == "eye":
        return np.ones_like(size)
    return size
