"""Verified eigenvalues of symmetric interval matrices.

Jacobi's method in fixed-point integers *proposes* V and D; what is trusted is a check in exact integer arithmetic.
With A = V' M V and G = V' V: Weyl gives |eig_k(A) - sorted(diag A)_k| <= |A - diag A|, and Ostrowski's theorem
gives eig_k(A) = t * eig_k(M) with t between the least and the largest eigenvalue of G, so that t is within |G - I|
of 1. All norms are bounded by the largest row sum of moduli, and the radii of the intervals enter by Weyl once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from .intervals import Interval, dyadic, enclosing, hull
from .outcomes import Undecided

Integers = list[list[int]]
Boxes = tuple[tuple[Interval, ...], ...]

SWEEPS = 60


@dataclass(frozen=True)
class Decomposition:
    """middle = mid * 2**exp (symmetric integers), |S - middle| <= radius, vectors = V * 2**-bits, values in order."""

    middle: Integers
    exp: int
    radius: Fraction
    vectors: Integers
    bits: int
    values: list[Interval]


def decompose(s: Boxes, bits: int) -> Decomposition:
    """The enclosures of the eigenvalues, largest first, and approximate eigenvectors in the order of `values`."""
    n = len(s)
    work = bits + 16 + 2 * n.bit_length()
    top = max((max(abs(x.lo), abs(x.hi)).bit_length() + x.exp for row in s for x in row if x.lo or x.hi), default=0)
    exp = top - work
    middle = [[0] * n for _ in range(n)]
    spread = [[0] * n for _ in range(n)]  # in units of 2**exp: |S_ij - middle_ij| <= spread_ij
    for i in range(n):
        for j in range(i, n):
            lo, hi = _fixed(s[i][j], exp)
            lower, upper = _fixed(s[j][i], exp)
            lo, hi = max(lo, lower), min(hi, upper)
            if lo > hi:
                raise Undecided("the eigenvalues of a matrix that is not symmetric")
            middle[i][j] = middle[j][i] = (lo + hi) // 2
            spread[i][j] = spread[j][i] = (hi - lo + 1) // 2
    radius = dyadic(max(sum(row) for row in spread), exp)
    vectors = _rotate([row[:] for row in middle], work)
    diagonal, off, epsilon = _congruence(middle, vectors, work)
    if epsilon >= 1:
        raise Undecided("the approximate eigenvectors are not orthonormal enough")
    order = sorted(range(n), key=lambda i: diagonal[i], reverse=True)
    unit = dyadic(1, exp)
    values: list[Interval] = []
    for i in order:
        low, high = (diagonal[i] - off) * unit, (diagonal[i] + off) * unit
        low = low / (1 + epsilon) if low >= 0 else low / (1 - epsilon)
        high = high / (1 - epsilon) if high >= 0 else high / (1 + epsilon)
        values.append(hull(enclosing(low - radius, work), enclosing(high + radius, work)).with_bits(bits))
    columns = [[vectors[i][j] for j in order] for i in range(n)]
    return Decomposition(middle, exp, radius, columns, work, values)


def _fixed(x: Interval, exp: int) -> tuple[int, int]:
    """The interval in units of 2**exp, outwards."""
    shift = x.exp - exp
    return (x.lo << shift, x.hi << shift) if shift >= 0 else (x.lo >> -shift, -(-x.hi >> -shift))


def _rotate(a: Integers, bits: int) -> Integers:
    """Cyclic Jacobi on symmetric integers, in place; the approximate eigenvectors times 2**bits. Not trusted."""
    n = len(a)
    v = [[1 << bits if i == j else 0 for j in range(n)] for i in range(n)]
    for _ in range(SWEEPS):
        quiet = True
        for p in range(n):
            for q in range(p + 1, n):
                if abs(a[p][q]) <= 1:
                    continue
                quiet = False
                cosine, sine = _rotation(a[p][p], a[q][q], a[p][q], bits)
                for row in a:
                    x, y = row[p], row[q]
                    row[p], row[q] = (cosine * x - sine * y) >> bits, (sine * x + cosine * y) >> bits
                x_row, y_row = a[p], a[q]
                a[p] = [(cosine * x - sine * y) >> bits for x, y in zip(x_row, y_row, strict=True)]
                a[q] = [(sine * x + cosine * y) >> bits for x, y in zip(x_row, y_row, strict=True)]
                for row in v:
                    x, y = row[p], row[q]
                    row[p], row[q] = (cosine * x - sine * y) >> bits, (sine * x + cosine * y) >> bits
        if quiet:
            break
    return v


def _rotation(app: int, aqq: int, apq: int, bits: int) -> tuple[int, int]:
    """Cosine and sine times 2**bits of the rotation that annihilates apq."""
    difference = aqq - app
    # t = tan of the angle, the smaller root of t^2 + t * difference / apq - 1 = 0
    hypotenuse = isqrt((difference * difference + 4 * apq * apq) << 8)
    denominator = (abs(difference) << 4) + hypotenuse
    t = ((2 * apq) << (bits + 4)) // denominator
    if difference < 0:
        t = -t
    one = 1 << bits
    cosine = (one << bits) // isqrt((one << bits) + t * t)
    return cosine, (t * cosine) >> bits


def _congruence(m: Integers, v: Integers, bits: int) -> tuple[list[Fraction], Fraction, Fraction]:
    """Exactly: the diagonal of V'MV, a bound for the rest of it, and a bound for |V'V - I|."""
    n = len(m)
    columns = list(zip(*v, strict=True))
    images = [[sum(x * y for x, y in zip(row, column, strict=True)) for row in m] for column in columns]
    one = 1 << (2 * bits)
    diagonal: list[Fraction] = []
    off = defect = 0
    for i in range(n):
        a_row = [sum(x * y for x, y in zip(columns[i], images[j], strict=True)) for j in range(n)]
        g_row = [sum(x * y for x, y in zip(columns[i], columns[j], strict=True)) for j in range(n)]
        diagonal.append(Fraction(a_row[i], one))
        off = max(off, sum(abs(x) for j, x in enumerate(a_row) if j != i))
        g_row[i] -= one
        defect = max(defect, sum(abs(x) for x in g_row))
    return diagonal, Fraction(off, one), Fraction(defect, one)


def psd_root(s: Boxes, bits: int) -> Boxes:
    """Enclosures of the entries of S**(1/2); every S that the boxes stand for must be psd.

    R = W W' with W = V D**(1/4) is psd whatever V and D are, and for psd R and S, |R - S**(1/2)| <= |R R - S|**(1/2);
    when S >= mu I with mu > 0, also |R - S**(1/2)| <= |R R - S| / mu**(1/2).
    """
    parts = decompose(s, bits)
    n, p = len(s), parts.bits
    weights: list[int] = []
    for value in parts.values:
        mean = max(0, (value.lo + value.hi) // 2)
        weights.append(_fixed(Interval(mean, mean, value.exp, p).root(4), -p)[0])
    w = [[(x * y) >> p for x, y in zip(row, weights, strict=True)] for row in parts.vectors]
    r = [[sum(x * y for x, y in zip(w[i], w[j], strict=True)) for j in range(n)] for i in range(n)]  # units 2**(-2p)
    residual = Fraction(0)
    unit, entry = dyadic(1, -4 * p), dyadic(1, parts.exp)
    for i in range(n):
        row = [
            sum(x * y for x, y in zip(r[i], r[j], strict=True)) * unit - parts.middle[i][j] * entry for j in range(n)
        ]
        residual = max(residual, sum((abs(x) for x in row), Fraction(0)))
    residual += parts.radius
    error = enclosing(residual, p).root(2)
    least = parts.values[-1]
    if least.lo > 0:
        sharper = enclosing(residual, p) / least.root(2)
        error = sharper if sharper.high < error.high else error
    margin = Interval(-error.hi, error.hi, error.exp, p)
    return tuple(tuple((Interval(x, x, -2 * p, 4 * p) + margin).with_bits(bits) for x in row) for row in r)
