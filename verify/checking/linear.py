"""Matrices of scalars (tuples of rows): algebra, elimination, inertia. Exact wherever the entries are."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import cast

from .intervals import Interval
from .outcomes import Undecided, Undefined
from .scalars import ONE, ZERO, Scalar, enclose, sign, square

Matrix = tuple[tuple[Scalar, ...], ...]


def shape(a: Matrix) -> tuple[int, int]:
    return len(a), len(a[0])


def identity(n: int) -> Matrix:
    return tuple(tuple(ONE if i == j else ZERO for j in range(n)) for i in range(n))


def zeros(m: int, n: int) -> Matrix:
    return ((ZERO,) * n,) * m


def add(a: Matrix, b: Matrix) -> Matrix:
    return tuple(tuple(x + y for x, y in zip(r, s, strict=True)) for r, s in zip(a, b, strict=True))


def subtract(a: Matrix, b: Matrix) -> Matrix:
    return tuple(tuple(x - y for x, y in zip(r, s, strict=True)) for r, s in zip(a, b, strict=True))


def negate(a: Matrix) -> Matrix:
    return tuple(tuple(-x for x in row) for row in a)


def scale(c: Scalar, a: Matrix) -> Matrix:
    return tuple(tuple(c * x for x in row) for row in a)


def transpose(a: Matrix) -> Matrix:
    return tuple(zip(*a, strict=True))


def total(terms: list[Scalar]) -> Scalar:
    return sum(terms[1:], terms[0]) if terms else ZERO


def dot(x: tuple[Scalar, ...], y: tuple[Scalar, ...]) -> Scalar:
    return total([p * q for p, q in zip(x, y, strict=True) if p != 0 and q != 0])


def multiply(a: Matrix, b: Matrix) -> Matrix:
    columns = transpose(b)
    return tuple(tuple(dot(row, column) for column in columns) for row in a)


def hadamard(a: Matrix, b: Matrix) -> Matrix:
    return tuple(tuple(x * y for x, y in zip(r, s, strict=True)) for r, s in zip(a, b, strict=True))


def trace(a: Matrix) -> Scalar:
    return total([a[i][i] for i in range(len(a))])


def power(a: Matrix, k: int) -> Matrix:
    result = identity(len(a))
    for digit in bin(k)[2:]:
        result = multiply(result, result)
        result = multiply(result, a) if digit == "1" else result
    return result


def sum_of_squares(a: Matrix) -> Scalar:
    return total([square(x) for row in a for x in row])


def gram(a: Matrix) -> Matrix:
    """The smaller of A'A and AA'."""
    return gram_of_columns(transpose(a) if len(a) < len(a[0]) else a)


def gram_of_columns(a: Matrix) -> Matrix:
    """A'A, symmetric entry for entry, with squares on the diagonal."""
    columns = transpose(a)
    n = len(columns)
    upper = {(i, j): dot(columns[i], columns[j]) for i in range(n) for j in range(i + 1, n)}
    squares = [total([square(x) for x in column]) for column in columns]
    return tuple(tuple(squares[i] if i == j else upper[min(i, j), max(i, j)] for j in range(n)) for i in range(n))


def is_rational(a: Matrix) -> bool:
    return all(isinstance(x, Fraction) for row in a for x in row)


def rational(a: Matrix) -> tuple[tuple[Fraction, ...], ...]:
    """The same matrix, for the type checker; call only where is_rational holds."""
    return cast(tuple[tuple[Fraction, ...], ...], a)


def equal(a: Matrix, b: Matrix) -> bool:
    """Exact equality of matrices of one shape; one entry that surely differs decides."""
    open_question: Undecided | None = None
    for row, other in zip(a, b, strict=True):
        for x, y in zip(row, other, strict=True):
            try:
                if sign(x - y) != 0:
                    return False
            except Undecided as undecided:
                open_question = open_question or undecided
    if open_question is not None:
        raise open_question
    return True


def _pivot(rows: list[list[Scalar]], candidates: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A position whose entry surely is not zero; None if all surely are; Undecided otherwise."""
    open_question: Undecided | None = None
    best: tuple[int, tuple[int, int]] | None = None
    for i, j in candidates:
        x = rows[i][j]
        try:
            if sign(x) == 0:
                rows[i][j] = ZERO
                continue
        except Undecided as undecided:
            open_question = open_question or undecided
            continue
        if isinstance(x, Fraction):
            return i, j
        box = enclose(x, 64)
        size = box.exp + min(abs(box.lo), abs(box.hi)).bit_length()
        if best is None or size > best[0]:
            best = size, (i, j)
    if best is not None:
        return best[1]
    if open_question is not None:
        raise open_question
    return None


def _eliminate(rows: list[list[Scalar]], i: int, j: int, targets: range | list[int], start: int) -> None:
    """Subtract multiples of row i so that column j vanishes in the target rows; columns from `start` on."""
    pivot = rows[i]
    for k in targets:
        row = rows[k]
        if k == i or row[j] == 0:
            continue
        factor = row[j] / pivot[j]
        for c in range(start, len(row)):
            if pivot[c] != 0:
                row[c] = row[c] - factor * pivot[c]
        row[j] = ZERO


def rank(a: Matrix) -> int:
    rows = [list(row) for row in a]
    m, n = shape(a)
    columns = list(range(n))
    for done in range(min(m, n)):
        found = _pivot(rows, [(i, j) for j in columns for i in range(done, m)])
        if found is None:
            return done
        i, j = found
        rows[done], rows[i] = rows[i], rows[done]
        columns.remove(j)
        _eliminate(rows, done, j, range(done + 1, m), 0)
    return min(m, n)


def inverse(a: Matrix) -> Matrix:
    """Gauss and Jordan; raises Undefined for a matrix that is exactly singular."""
    n = len(a)
    rows = [list(row) + list(unit) for row, unit in zip(a, identity(n), strict=True)]
    for j in range(n):
        found = _pivot(rows, [(i, j) for i in range(j, n)])
        if found is None:
            raise Undefined("the inverse of a singular matrix")
        i = found[0]
        rows[j], rows[i] = rows[i], rows[j]
        head = rows[j][j]
        _eliminate(rows, j, j, range(n), j)
        rows[j] = [x if x == 0 else x / head for x in rows[j]]
    return tuple(tuple(row[n:]) for row in rows)


def determinant(a: Matrix) -> Scalar:
    """Elimination for rational entries; without divisions (Berkowitz) for all others, so that it always encloses."""
    n = len(a)
    if not is_rational(a):
        constant = characteristic_polynomial(a)[-1]
        return constant if n % 2 == 0 else -constant
    rows = [list(row) for row in a]
    result: Scalar = ONE
    for j in range(n):
        found = _pivot(rows, [(i, j) for i in range(j, n)])
        if found is None:
            return ZERO
        if found[0] != j:
            rows[j], rows[found[0]] = rows[found[0]], rows[j]
            result = -result
        result = result * rows[j][j]
        _eliminate(rows, j, j, range(j + 1, n), j)
    return result


def characteristic_polynomial(a: Matrix) -> list[Scalar]:
    """det(x I - A), leading coefficient first, by Berkowitz' algorithm (no divisions)."""
    polynomial: list[Scalar] = [ONE]
    for k in range(len(a)):
        inner = tuple(row[:k] for row in a[:k])
        row, column = a[k][:k], tuple(a[i][k] for i in range(k))
        factors: list[Scalar] = [ONE, -a[k][k]]
        for _ in range(k):
            factors.append(-dot(row, column))
            column = tuple(dot(r, column) for r in inner)
        polynomial = [
            total([factors[i - j] * polynomial[j] for j in range(len(polynomial)) if 0 <= i - j < len(factors)])
            for i in range(k + 2)
        ]
    return polynomial


def inertia(a: Matrix) -> tuple[int, int, int]:
    """How many eigenvalues of a symmetric matrix are positive, zero, negative: LDL' with symmetric pivoting."""
    rows = [list(row) for row in a]
    active = list(range(len(a)))
    positive = negative = 0
    while active:
        try:
            diagonal = _pivot(rows, [(i, i) for i in active])
        except Undecided:
            diagonal = None
        if diagonal is not None:
            i = diagonal[0]
            positive, negative = (positive + 1, negative) if sign(rows[i][i]) > 0 else (positive, negative + 1)
            active.remove(i)
            _eliminate(rows, i, i, active, 0)
            continue
        found = _pivot(rows, [(i, j) for i, j in product(active, active) if i <= j])
        if found is None:
            break
        i, j = found
        if not (rows[i][i] == 0 and rows[j][j] == 0):
            raise Undecided("the inertia of a matrix whose diagonal is not separated from zero")
        # the block [[0, b], [b, 0]] has one eigenvalue of each sign; adding row and column j to i makes a pivot of it
        for c in range(len(a)):
            rows[i][c] = rows[i][c] + rows[j][c]
        for row in rows:
            row[i] = row[i] + row[j]
    return positive, len(active), negative


def is_symmetric(a: Matrix) -> bool:
    """Entry for entry; Undecided for enclosures that overlap without being exact."""
    return len(a) == len(a[0]) and equal(a, transpose(a))


def as_intervals(a: Matrix, bits: int) -> tuple[tuple[Interval, ...], ...]:
    return tuple(tuple(enclose(x, bits) for x in row) for row in a)
