"""Eigenvalues, singular values, square roots and exponentials of matrices of scalars."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from .algebraic import Adjoined, Algebraic, Bound, fresh_group, rational_bound
from .intervals import Interval
from .jacobi import Boxes, decompose, psd_root
from .linear import (
    Matrix,
    add,
    as_intervals,
    equal,
    gram,
    identity,
    inertia,
    is_rational,
    multiply,
    power,
    rational,
    scale,
)
from .outcomes import Undecided
from .scalars import ZERO, Scalar, nonnegative_root


def eigenvalues(s: Matrix, bits: int) -> list[Scalar]:
    """The eigenvalues of a symmetric matrix, largest first; exact numbers where the entries are."""
    n = len(s)
    if n == 1:
        return [s[0][0]]
    if is_rational(s) and all(x == 0 for i, row in enumerate(s) for j, x in enumerate(row) if i != j):
        return [*sorted((rational(s)[i][i] for i in range(n)), reverse=True)]
    boxes = decompose(as_intervals(s, bits), bits).values
    bound = _entry_bound(s)
    if bound is None:
        return list(boxes)
    group = ("eigenvalues", s) if is_rational(s) else fresh_group()
    result: list[Scalar] = []
    for k, box in enumerate(boxes):
        # den * S has algebraic integer entries, so den * eigenvalue is an algebraic integer, bounded by a row sum
        roots = bound.roots | {Adjoined(group, k, n)}
        result.append(Algebraic(box, Bound(bound.u + n.bit_length(), bound.den, 0, roots)).reduced())
    return result


def _entry_bound(a: Matrix) -> Bound | None:
    """One den with den * a_ij algebraic integers of size <= 2**u; None if an entry is not known that well."""
    bounds: list[Bound] = []
    for row in a:
        for x in row:
            if isinstance(x, Interval):
                return None
            bounds.append(rational_bound(x) if isinstance(x, Fraction) else x.bound)
    if any(b.l for b in bounds):
        return None
    den = lcm(*(b.den for b in bounds))
    u = max(b.u + (den // b.den).bit_length() for b in bounds)
    return Bound(u, den, 0, frozenset[Adjoined]().union(*(b.roots for b in bounds)))


def singular_values(a: Matrix, bits: int) -> list[Scalar]:
    """The min(m, n) singular values, largest first."""
    s = gram(a)
    result: list[Scalar] = []
    for k, x in enumerate(eigenvalues(s, bits)):
        if isinstance(x, Algebraic) and is_rational(s) and x.sign() > 0:
            result.append(x.root(2, ("root of eigenvalue", s, k)))
        else:
            result.append(nonnegative_root(x, bits))
    return result


def root_of_psd(s: Matrix, bits: int) -> Matrix:
    """The psd square root of a matrix that is known to be psd."""
    n = len(s)
    if n == 1:
        return ((nonnegative_root(s[0][0], bits),),)
    if is_rational(s) and all(x == 0 for i, row in enumerate(s) for j, x in enumerate(row) if i != j):
        return tuple(
            tuple(nonnegative_root(x, bits) if i == j else ZERO for j, x in enumerate(row)) for i, row in enumerate(s)
        )
    boxes = psd_root(as_intervals(s, bits), bits)
    if not is_rational(s):
        return boxes
    return _perfect_root(s, boxes) or _with_bound(s, boxes)


def _perfect_root(s: Matrix, boxes: Boxes) -> Matrix | None:
    """A rational R with R R = S, R psd, read off the enclosures; None if there is none of moderate size."""
    bits = boxes[0][0].bits // 3
    n = len(s)
    guess: list[list[Scalar]] = [[ZERO] * n for _ in range(n)]
    for i in range(n):
        for j in range(i, n):
            middle = (boxes[i][j].low + boxes[i][j].high) / 2
            guess[i][j] = guess[j][i] = middle.limit_denominator(1 << bits)
    root = tuple(tuple(row) for row in guess)
    return root if equal(multiply(root, root), s) and inertia(root)[2] == 0 else None


def _with_bound(s: Matrix, boxes: Boxes) -> Matrix:
    """The entries of S**(1/2) as algebraic numbers, for rational S = N / den.

    Put B = den * N, an integer matrix, so that S**(1/2) = B**(1/2) / den. With the m <= n distinct eigenvalues b_i
    of B, B**(1/2) = sum_i b_i**(1/2) prod_{j != i} (B - b_j I) / (b_i - b_j). Over the common denominator
    L = prod_{i != j} (b_i - b_j), an algebraic integer, the numerators are algebraic integers. With |b_i| <= 2**beta
    all factors are at most 2**(beta + 1), which bounds L and the numerators for every embedding.
    """
    n = len(s)
    base = _entry_bound(s)
    if base is None:
        return boxes
    den = base.den
    beta = base.u + den.bit_length() + n.bit_length()  # the row sums of B
    factors = n * (n - 1)
    roots = [Adjoined(("eigenvalues", s), k, n) for k in range(n)]
    roots += [Adjoined(("root of eigenvalue", s, k), 0, 2) for k in range(n)]
    u = factors * (beta + 1) + (beta + 1) // 2 + n.bit_length()
    bound = Bound(u, den, factors * (beta + 1), frozenset(roots))
    return tuple(tuple(Algebraic(x, bound) for x in row) for row in boxes)


def exponential(a: Matrix, bits: int) -> Matrix:
    """The matrix exponential: Taylor's series for A / 2**s with a bound for the tail, then s squarings."""
    n = len(a)
    if is_rational(a) and equal(power(a, n), tuple((ZERO,) * n for _ in range(n))):
        result = term = identity(n)
        for k in range(1, n):
            term = scale(Fraction(1, k), multiply(term, a))
            result = add(result, term)
        return result
    boxes = as_intervals(a, bits)
    top = max((max(abs(x.lo), abs(x.hi)).bit_length() + x.exp for row in boxes for x in row if x.lo or x.hi), default=0)
    size = top + n.bit_length()  # every row sum of moduli is below 2**size
    if size > 24:
        raise Undecided("the argument of expm is too large")
    halvings = max(0, size + 8)
    work = bits + 4 * halvings + 2 * n.bit_length() + 32
    small: Boxes = tuple(tuple(Interval(x.lo, x.hi, x.exp - halvings, work) for x in row) for row in boxes)
    one = Interval(1, 1, 0, work)
    result: Matrix = tuple(tuple(one if i == j else one * ZERO for j in range(n)) for i in range(n))
    term = result
    count = 0
    while 8 * count < work:
        count += 1
        term = scale(Fraction(1, count), multiply(term, small))
        result = add(result, term)
    # norms below 2**-8: the tail is at most 2**(-8 (count + 1)) * 2
    tail = Interval(-1, 1, 1 - 8 * (count + 1), work)
    result = tuple(tuple(x + tail for x in row) for row in result)
    for _ in range(halvings):
        result = multiply(result, result)
    return tuple(tuple(x.with_bits(bits) for x in row) for row in as_intervals(result, bits))


def is_psd(s: Matrix, bits: int) -> bool:
    """Whether a symmetric matrix is psd."""
    try:
        return inertia(s)[2] == 0
    except Undecided as undecided:
        least = decompose(as_intervals(s, bits), bits).values[-1]
        if least.sign() is not None:
            return least.lo >= 0
        raise undecided
