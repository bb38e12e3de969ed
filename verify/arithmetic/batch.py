"""The fold that evaluates trees for a whole batch of points at once; arithmetics supply the table of operators.

Numbers are arrays of shape (B,), matrices (B, m, n); what is the same at every point may have leading length 1.
All points of a batch share their sizes and integer variables. Undefined values are NaN. Every node is evaluated
once in each scope; a sum, a quantifier or a recursion opens a scope for its index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from verify.arithmetic.arrays import where
from verify.errors import Unsupported
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, Recursion, Symbol

Array = Any
TERMS = 4096  # the longest sum, quantifier or recursion that a batch follows; beyond it the value is NaN
NESTED = 2 * TERMS  # terms of sums and quantifiers in one evaluation, those inside others counted each time


class Scope:
    """Values of symbols, and what has been computed from them; `outer` is the scope around it."""

    __slots__ = ("memo", "outer", "values")

    def __init__(self, values: dict[Symbol, Any], outer: Scope | None = None) -> None:
        self.values = values
        self.outer = outer
        self.memo: dict[Any, Any] = {}

    def owner(self, free: frozenset[Symbol]) -> Scope:
        """The outermost scope in which an expression with these free symbols has the same value."""
        scope = self
        while scope.outer is not None and free.isdisjoint(scope.values):
            scope = scope.outer
        return scope

    def find(self, sym: Symbol) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if sym in scope.values:
                return scope.values[sym]
            scope = scope.outer
        raise Unsupported(f"no value was given for {sym.name}")


class Batch:
    """A batch of points and an arithmetic. Subclasses define `table`, `number`, `blend` and `undefined`."""

    table: Mapping[str, Callable[..., Array]] = {}

    def __init__(self, values: Mapping[Symbol, Any]) -> None:
        self.root = Scope(dict(values))
        self.left = NESTED

    # ---- what an arithmetic supplies

    def number(self, value: Any) -> Array:
        raise NotImplementedError

    def zeros(self, rows: int, cols: int) -> Array:
        raise NotImplementedError

    def blend(self, mask: Array, chosen: Array, other: Array) -> Array:
        """`chosen` where the mask (B,) holds, `other` elsewhere."""
        raise NotImplementedError

    def undefined(self, expr: Expr, scope: Scope) -> Array:
        raise NotImplementedError

    def truth(self, prop: Expr, scope: Scope) -> tuple[Array, Array]:
        """(true, defined) masks of a proposition, for `case`."""
        raise NotImplementedError

    # ---- evaluation

    def value(self, expr: Expr) -> Array:
        """The value of a number or matrix expression at every point."""
        return self.at(unfold(expr), self.root)

    def at(self, expr: Expr, scope: Scope) -> Array:
        scope = scope.owner(free_symbols(expr))
        found = scope.memo.get(expr)
        if found is None:
            found = scope.memo[expr] = self._compute(expr, scope)
        return found

    def _compute(self, expr: Expr, scope: Scope) -> Array:
        op, args = expr.op, expr.args
        special = _SPECIAL.get(op)
        if special is not None:
            return special(self, expr, scope)
        rule = self.table.get(op)
        if rule is None:
            raise Unsupported(f"{type(self).__name__} has no rule for {op}")
        return rule(*(self.at(a, scope) for a in args))

    def integer(self, expr: Expr, scope: Scope) -> int:
        """The value of an integer expression that all points share, such as a size."""
        values = self.at(expr, scope)
        values = values if len(values) == 1 else np.unique(values)
        if len(values) != 1 or values[0] != values[0]:
            raise Unsupported(f"{expr} differs between the points of a batch")
        return int(values[0])

    def shape(self, expr: Expr, scope: Scope) -> tuple[int, int]:
        rows, cols = expr.shape
        return self.integer(rows, scope), self.integer(cols, scope)

    def select(self, index: Array, at: Callable[[int], Array], expr: Expr, scope: Scope) -> Array:
        """at(k) where the integer array `index` equals k; undefined where at raises IndexError or index is NaN."""
        result: Array = None
        if len(index) == 1:
            try:
                return at(int(index[0])) if index[0] == index[0] else self.undefined(expr, scope)
            except IndexError:
                return self.undefined(expr, scope)
        for k in np.unique(index[index == index]):
            try:
                chosen = at(int(k))
            except IndexError:
                continue
            result = self.blend(index == k, chosen, self.undefined(expr, scope) if result is None else result)
        return self.undefined(expr, scope) if result is None else result

    def terms(self, expr: Expr, scope: Scope) -> list[tuple[Array | None, Scope]] | None:
        """(mask or None for everywhere, scope) of each index of a sum or quantifier; None when too long."""
        bound, low, high = expr.args[:3]
        lows, highs = self.at(low, scope), self.at(high, scope)
        if not ((lows == lows).all() and (highs == highs).all()):
            keep = (lows == lows) & (highs == highs)
            if not keep.any():
                return None
            lows, highs = where(keep, lows, 1), where(keep, highs, 0)
        first, last = int(min(lows)), int(max(highs))
        self.left -= max(0, last - first + 1)
        if last - first >= TERMS or self.left < 0:
            return None
        common = len(lows) == 1 and len(highs) == 1
        outer = scope.owner(free_symbols(expr.args[3]) - {bound.data[0]})
        found: list[tuple[Array | None, Scope]] = []
        for k in range(first, last + 1):
            mask = None if common else (lows <= k) & (k <= highs)
            inner = Scope({bound.data[0]: self.number(k)}, outer)
            if outer is not scope:  # the same terms for every index of what is around them
                inner = outer.memo.setdefault((bound, k), inner)
            found.append((mask, inner))
        return found

    def states(self, source: Recursion, upto: int, scope: Scope) -> list[tuple[Array, ...]]:
        """The states of a recursion at 0 .. upto."""
        if upto > TERMS:
            raise IndexError(upto)
        known: list[tuple[Array, ...]] = scope.memo.setdefault(source, [])
        if not known:
            known.append(tuple(self.at(unfold(e), scope) for e in source.start))
        while len(known) <= upto:
            inner = Scope(dict(zip(source.state, known[-1], strict=True)), scope)
            known.append(tuple(self.at(unfold(e), inner) for e in source.next))
        return known

    # ---- operators that look at the tree

    def _num(self, expr: Expr, scope: Scope) -> Array:
        return self.number(expr.data[0])

    def _var(self, expr: Expr, scope: Scope) -> Array:
        return scope.find(expr.data[0])

    def _sum(self, expr: Expr, scope: Scope) -> Array:
        terms = self.terms(expr, scope)
        if terms is None:
            return self.undefined(expr, scope)
        body = expr.args[3]
        total = self.zeros(*self.shape(expr, scope)) if body.is_matrix else self.number(0)
        for mask, inner in terms:
            term = self.at(body, inner)
            total = total + (term if mask is None else self.blend(mask, term, 0 * total))
        return total

    def _case(self, expr: Expr, scope: Scope) -> Array:
        true, defined = self.truth(expr.args[0], scope)
        chosen = self.blend(true, self.at(expr.args[1], scope), self.at(expr.args[2], scope))
        return chosen if defined.all() else self.blend(defined, chosen, self.undefined(expr, scope))

    def _at(self, expr: Expr, scope: Scope) -> Array:
        terms = scope.find(expr.data[0])

        def term(k: int) -> Array:
            if k < 0:
                raise IndexError(k)
            return terms[k]

        return self.select(self.at(expr.args[0], scope), term, expr, scope)

    def _iterate(self, expr: Expr, scope: Scope) -> Array:
        source, component = expr.data
        outside = scope.owner(free_symbols(expr) - free_symbols(expr.args[0]) | _free(source))

        def state(k: int) -> Array:
            if k < 0:
                raise IndexError(k)
            return self.states(source, k, outside)[k][component]

        return self.select(self.at(expr.args[0], scope), state, expr, scope)

    def _eye(self, expr: Expr, scope: Scope) -> Array:
        size = self.integer(expr.args[0], scope)
        result = self.zeros(size, size)
        for i in range(size):
            result[0, i, i] = self.number(1)[0]
        return result

    def _zeros(self, expr: Expr, scope: Scope) -> Array:
        return self.zeros(*self.shape(expr, scope))

    def _entry(self, expr: Expr, scope: Scope) -> Array:
        matrix = self.at(expr.args[0], scope)
        i, j = (self.integer(a, scope) for a in expr.args[1:])
        if not (1 <= i <= matrix.shape[-2] and 1 <= j <= matrix.shape[-1]):
            return self.undefined(expr, scope)
        return matrix[..., i - 1, j - 1]


@cache
def _free(source: Recursion) -> frozenset[Symbol]:
    inner = frozenset(s for e in source.next for s in free_symbols(e)) - frozenset(source.state)
    return inner | frozenset(s for e in source.start for s in free_symbols(e))


_SPECIAL: dict[str, Callable[[Any, Expr, Scope], Array]] = {
    "num": Batch._num,  # pyright: ignore[reportPrivateUsage]
    "var": Batch._var,  # pyright: ignore[reportPrivateUsage]
    "sum": Batch._sum,  # pyright: ignore[reportPrivateUsage]
    "case": Batch._case,  # pyright: ignore[reportPrivateUsage]
    "at": Batch._at,  # pyright: ignore[reportPrivateUsage]
    "iterate": Batch._iterate,  # pyright: ignore[reportPrivateUsage]
    "eye": Batch._eye,  # pyright: ignore[reportPrivateUsage]
    "zeros": Batch._zeros,  # pyright: ignore[reportPrivateUsage]
    "entry": Batch._entry,  # pyright: ignore[reportPrivateUsage]
}
