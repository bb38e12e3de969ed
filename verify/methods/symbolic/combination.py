"""Exact non-negative combinations: write a target as a sum of candidates, by linear programming.

scipy's HiGHS proposes the support in floating point; the weights are then solved for in exact rationals.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

Vector = Mapping[Any, Fraction]
EITHER, BELOW, ABOVE = range(3)


@dataclass(frozen=True)
class Combination:
    weights: dict[int, Fraction]


def nonnegative_combination(
    target: Vector, candidates: Sequence[Vector], free: Sequence[bool], cost: Sequence[float] | None = None
) -> Combination | None:
    """Weights w with sum w_i * candidates[i] == target; w_i >= 0 unless free[i]. None when none was found."""
    if not target:
        return Combination({})
    keep = relevant(target, candidates, free)
    if not keep:
        return None
    prices = None if cost is None else [cost[i] for i in keep]
    proposal = _propose(target, [candidates[i] for i in keep], [free[i] for i in keep], prices)
    if proposal is None:
        return None
    support = [k for k, w in enumerate(proposal) if abs(w) > 1e-9]
    exact = _solve(target, [candidates[keep[k]] for k in support], [proposal[k] for k in support])
    if exact is None or any(w < 0 and not free[keep[k]] for k, w in zip(support, exact, strict=True)):
        return None
    return Combination({keep[k]: w for k, w in zip(support, exact, strict=True) if w})


def relevant(target: Vector, candidates: Sequence[Vector], free: Sequence[bool]) -> list[int]:
    """Candidates whose weight may be other than 0: what they have beside the target must cancel, of opposite signs
    unless the weight is free. Empty where some part of the target has no candidate of its sign."""
    rows: dict[Hashable, list[int]] = {}  # by monomial: how many of either sign, below 0, above 0; then who
    sides = [[EITHER if is_free else _side(v) for v in c.values()] for c, is_free in zip(candidates, free, strict=True)]
    for i, candidate in enumerate(candidates):
        for monomial, side in zip(candidate, sides[i], strict=True):
            row = rows.get(monomial)
            if row is None:
                row = rows[monomial] = [0, 0, 0]
            row[side] += 1
            row.append(i)
    alive = [bool(c) for c in candidates]
    todo = [m for m, row in rows.items() if _cannot_cancel(row) and m not in target]
    while todo:
        for i in rows[todo.pop()][3:]:
            if alive[i]:
                alive[i] = False
                for monomial, side in zip(candidates[i], sides[i], strict=True):
                    row = rows[monomial]
                    row[side] -= 1
                    if monomial not in target and _cannot_cancel(row):
                        todo.append(monomial)
    for monomial, value in target.items():
        row = rows.get(monomial)
        if row is None or not (row[EITHER] or row[_side(value)]):
            return []
    return [i for i, is_alive in enumerate(alive) if is_alive]


def _side(value: Fraction) -> int:
    return ABOVE if value.numerator > 0 else BELOW


def _cannot_cancel(row: Sequence[int]) -> bool:
    either, below, above = row[:3]
    return (either == 1 and not below and not above) or (either == 0 and not (below and above))


def _propose(
    target: Vector, candidates: Sequence[Vector], free: Sequence[bool], cost: Sequence[float] | None
) -> list[float] | None:
    rows: dict[Hashable, int] = {}
    for vector in (target, *candidates):
        for monomial in vector:
            rows.setdefault(monomial, len(rows))
    try:
        entries = [(rows[m], j, v.numerator / v.denominator) for j, c in enumerate(candidates) for m, v in c.items()]
        wanted = {rows[m]: value.numerator / value.denominator for m, value in target.items()}
    except OverflowError:  # numbers beyond float64 cannot be proposed
        return None
    i, j, v = zip(*entries, strict=True)
    matrix = csr_matrix((v, (i, j)), shape=(len(rows), len(candidates)))
    right: Any = np.zeros(len(rows))
    for row, value in wanted.items():
        right[row] = value
    weights = list(cost) if cost is not None else [1.0 + 1e-3 * len(c) for c in candidates]
    lower: Any = np.where(free, -np.inf, 0.0)
    prices = [0.0 if f else w for f, w in zip(free, weights, strict=True)]
    # no variable is integral: a linear program, at less than half of linprog's overhead
    result: Any = milp(prices, constraints=LinearConstraint(matrix, right, right), bounds=Bounds(lower))
    return [float(w) for w in result.x] if result.status == 0 else None


def _solve(target: Vector, columns: Sequence[Vector], guess: Sequence[float]) -> list[Fraction] | None:
    """An exact solution of sum w_i * columns[i] == target; undetermined weights take their rounded guess."""
    monomials = list(dict.fromkeys(m for v in (*columns, target) for m in v))
    zero = Fraction(0)
    rows = [[c.get(m, zero) for c in columns] + [target.get(m, zero)] for m in monomials]
    pivots: list[int] = []
    position = 0
    for column in range(len(columns)):
        chosen = next((k for k in range(position, len(rows)) if rows[k][column]), None)
        if chosen is None:
            continue
        rows[position], rows[chosen] = rows[chosen], rows[position]
        head = rows[position][column]
        rows[position] = [x / head for x in rows[position]]
        for k, row in enumerate(rows):
            if k != position and row[column]:
                factor = row[column]
                rows[k] = [x - factor * y for x, y in zip(row, rows[position], strict=True)]
        pivots.append(column)
        position += 1
    if any(row[-1] for row in rows[position:]):
        return None
    solution = [Fraction(g).limit_denominator(1000) for g in guess]
    for row, column in zip(rows, pivots, strict=False):
        rest = sum((row[j] * solution[j] for j in range(len(columns)) if j != column and j not in pivots), zero)
        solution[column] = row[-1] - rest
    return solution
