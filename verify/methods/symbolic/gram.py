"""Sums of squares with weights that no list foresees: a Gram matrix by column generation.

The slack plus lam * sum tr(B'B) is written as a combination of squares of basis matrices, lam as small as can be. The
linear program's multipliers say which further square would lower lam: an eigenvector of their moment matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]

from verify import polynomial as poly
from verify.algebra import canonical, scalar
from verify.dimensions import same_size
from verify.methods.symbolic.candidates import Candidate, Factors
from verify.tree import Expr, make, number

ROUNDS = 40
BASIS = 6
DENOMINATOR = 20_000
COARSE = 12
Vector = poly.Polynomial


def inner(a: Expr, b: Expr) -> Vector:
    return scalar(make("tr", (make("matmul", (a.T, b)),)))


def groups(matrices: Sequence[Expr]) -> list[list[Expr]]:
    """Matrices of one shape, a few of each, smallest first."""
    found: list[list[Expr]] = []
    for m in matrices:
        for group in found:
            if all(same_size(x, y) for x, y in zip(m.shape, group[0].shape, strict=True)):
                group.append(m)
                break
        else:
            found.append([m])
    return [g[:BASIS] for g in found if len(g) > 1]


def squares(goal: Vector, others: Sequence[Candidate], matrices: Sequence[Expr]) -> list[Candidate]:
    """Squares of combinations of the matrices, among which a certificate for the goal may be found."""
    found: list[Candidate] = []
    for basis in groups(matrices):
        moments = {(i, j): inner(a, b) for i, a in enumerate(basis) for j, b in enumerate(basis) if i <= j}
        if any(m in goal for form in moments.values() for m in form):
            found += generated(goal, others, basis, moments)
    return found


def generated(
    goal: Vector,
    others: Sequence[Candidate],
    basis: list[Expr],
    moments: dict[tuple[int, int], Vector],
    factors: Factors | None = None,
    rounds: int = ROUNDS,
) -> list[Candidate]:
    """Squares of combinations of the basis, of matrices, or of numbers where `factors` are given, which weigh them.

    moments: for i <= j the form of the product of the basis elements i and j (times the factors).
    """
    size = len(basis)
    directions = [np.eye(size)[i] for i in range(size)]
    directions += [np.eye(size)[i] + s * np.eye(size)[j] for i in range(size) for j in range(i) for s in (1, -1)]
    columns = [_column(basis, moments, [Fraction(int(x)) for x in d], factors) for d in directions]
    ridge: Vector = {}
    for i in range(size):
        ridge = poly.add(ridge, moments[i, i], -1)
    reachable = [c for c in others if all(m in goal or any(m in f for f in moments.values()) for m in c.vector)]
    for _ in range(rounds):
        answer = _relaxed(goal, [*reachable, *columns], ridge)
        if answer is None:
            return []
        lam, multipliers = answer
        if lam <= 1e-12:
            return columns
        form = np.array(
            [[sum(float(c) * multipliers.get(m, 0.0) for m, c in moments[min(i, j), max(i, j)].items())
              for j in range(size)] for i in range(size)]
        )  # fmt: skip
        values, vectors = np.linalg.eigh(form)
        if values[-1] <= 1e-11:
            return columns
        for k in range(max(0, size - 2), size):
            direction = vectors[:, k] / np.abs(vectors[:, k]).max()
            for denominator in (COARSE, DENOMINATOR):  # a tight inequality has a simple square, which is met exactly
                exact = [Fraction(float(x)).limit_denominator(denominator) for x in direction]
                columns.append(_column(basis, moments, exact, factors))
    return columns


def _column(
    basis: list[Expr], moments: dict[tuple[int, int], Vector], weights: list[Fraction], factors: Factors | None
) -> Candidate:
    vector: Vector = {}
    for (i, j), form in moments.items():
        vector = poly.add(vector, form, weights[i] * weights[j] * (1 if i == j else 2))
    total: Expr | None = None
    for w, b in zip(weights, basis, strict=True):
        if w:
            total = number(w) * b if total is None else total + number(w) * b
    square = canonical(basis[0] if total is None else total)
    own: Factors = [{"trace": square, "psd": None}] if factors is None else [{"square": square}, *factors]
    return Candidate(vector, own, False, 1.5)


def _relaxed(goal: Vector, columns: Sequence[Candidate], ridge: Vector) -> tuple[float, dict[Any, float]] | None:
    """The least lam with goal - lam * ridge a combination of the columns, and the multipliers of its monomials."""
    rows: dict[Any, int] = {}
    for vector in (goal, ridge, *(c.vector for c in columns)):
        for monomial in vector:
            rows.setdefault(monomial, len(rows))
    table = np.zeros((len(rows), len(columns) + 1))
    right = np.zeros(len(rows))
    for k, vector in enumerate([*(c.vector for c in columns), ridge]):
        for monomial, value in vector.items():
            table[rows[monomial], k] = float(value)
    for monomial, value in goal.items():
        right[rows[monomial]] = float(value)
    prices = np.zeros(len(columns) + 1)
    prices[-1] = 1.0
    result: Any = linprog(prices, A_eq=table, b_eq=right, bounds=(0, None), method="highs")
    if result.status != 0:
        return None
    return float(result.x[-1]), {m: float(result.eqlin.marginals[k]) for m, k in rows.items()}
