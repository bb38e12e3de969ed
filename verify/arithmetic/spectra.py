"""Certified spectra: eigenvalues and singular values as balls, square roots and moduli of matrices.

A rational matrix has its eigenvalues isolated with multiplicity from its characteristic polynomial. A matrix of
balls is its rational midpoint plus a radius r (Frobenius norm): by Weyl's inequality no eigenvalue and no singular
value moves by more than r, by Araki and Yamagami the modulus moves by at most sqrt(2) r, and the positive
semidefinite root by at most sqrt(r) (in the spectral norm).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import cast

from verify.arithmetic._flint import (
    acb,
    arb,
    arb_mat,
    exact_middle,
    fmpq,
    fmpq_mat,
    fmpq_poly,
    fmpz_poly,
    precision,
    working,
)
from verify.arithmetic.fold import NoValue, Undecided

Balls = list[arb]


@dataclass(frozen=True)
class Root:
    """A real root of an irreducible integer polynomial: number `index` of its real roots, the largest first."""

    factor: fmpz_poly
    index: int
    multiplicity: int

    def enclose(self) -> arb:
        return real_roots(self.factor)[self.index]

    @property
    def rational(self) -> fmpq | None:
        if self.factor.degree() > 1:
            return None
        constant, leading = self.factor.coeffs()
        return fmpq(-constant, leading)


def real_roots(poly: fmpz_poly) -> Balls:
    """The roots of a squarefree polynomial that has only real ones, largest first, as disjoint balls.

    Characteristic polynomials of symmetric matrices are such, and so are their values at x^2 when semidefinite.
    """
    return _real_roots(tuple(int(c) for c in poly.coeffs()), precision())


@lru_cache(maxsize=4096)
def _real_roots(coefficients: tuple[int, ...], bits: int) -> Balls:
    pairs = cast("list[tuple[acb, int]]", fmpz_poly(list(coefficients)).complex_roots())
    roots = [c.real for c, _ in pairs if c.imag.is_zero()]
    if len(roots) != len(coefficients) - 1:
        raise Undecided("the roots of a characteristic polynomial were not found to be real")
    return descending(roots)


def descending(balls: Balls) -> Balls:
    """Enclosures of the sorted numbers, largest first: the k-th lies between the k-th lower and the k-th upper end."""
    found = sorted(balls, key=lambda b: b.mid().fmpq(), reverse=True)
    if all(a is b or a > b for a, b in pairwise(found)):
        return found
    lower, upper = (sorted(ends, reverse=True) for ends in ([b.lower() for b in found], [b.upper() for b in found]))
    return [low.union(high) for low, high in zip(lower, upper, strict=True)]


def roots_of(poly: fmpq_poly) -> list[Root]:
    """The distinct roots of a polynomial that has only real ones, largest first, each with its multiplicity."""
    _, factors = poly.numer().factor()
    found = [Root(f, k, m) for f, m in factors for k in range(f.degree())]
    return separated(found)


def separated(roots: list[Root]) -> list[Root]:
    """Sorted by value, at the precision that tells them apart."""
    bits = precision()
    while True:
        with working(bits):
            pairs = sorted(((r.enclose(), r) for r in roots), key=lambda p: p[0].mid().fmpq(), reverse=True)
        if all(a > b for (a, _), (b, _) in pairwise(pairs)):
            return [r for _, r in pairs]
        bits *= 2


def eigenvalue_roots(a: fmpq_mat) -> list[Root]:
    """Distinct eigenvalues of a symmetric rational matrix, largest first."""
    return roots_of(a.charpoly())


def smaller_gram(a: fmpq_mat) -> fmpq_mat:
    """A'A or AA', whichever is smaller: their non-zero eigenvalues are the same."""
    return a * a.transpose() if a.nrows() < a.ncols() else a.transpose() * a


def singular_roots(a: fmpq_mat) -> list[Root]:
    """Distinct non-zero singular values of a rational matrix, largest first: positive roots of p(x^2)."""
    squares = smaller_gram(a).charpoly().coeffs()
    while len(squares) > 1 and squares[0] == 0:
        squares = squares[1:]
    spread = [c for square in squares for c in (square, fmpq(0))][:-1]
    both_signs = roots_of(fmpq_poly(spread))
    return both_signs[: len(both_signs) // 2]


# ---- matrices of balls


def split(a: fmpq_mat | arb_mat) -> tuple[fmpq_mat, arb]:
    """A rational midpoint, and a bound on the Frobenius norm of what it leaves out. Raises Undecided at NaN."""
    if isinstance(a, fmpq_mat):
        return a, arb(0)
    entries = a.entries()
    middles = [exact_middle(x) for x in entries]
    if any(x is None for x in middles):
        raise Undecided("a matrix is known only within an immense radius")
    middle = fmpq_mat(a.nrows(), a.ncols(), [x for x in middles if x is not None])
    return middle, norm([x.rad() for x in entries])


def norm(entries: Balls) -> arb:
    """An upper bound of the Euclidean norm, as an exact number."""
    return sum((x * x for x in entries), arb(0)).sqrt().upper() if entries else arb(0)


def symmetric_split(a: fmpq_mat | arb_mat) -> tuple[fmpq_mat, arb]:
    """The symmetric midpoint of a matrix known to be symmetric. Raises NoValue when it visibly is not."""
    flipped = a.transpose()
    if isinstance(a, fmpq_mat):
        if a != flipped:
            raise NoValue("a matrix that must be symmetric is not")
        return a, arb(0)
    if any(not x.overlaps(y) for x, y in zip(a.entries(), flipped.entries(), strict=True)):
        raise NoValue("a matrix that must be symmetric is not")
    middle, radius = split(a)
    return (middle + middle.transpose()) / 2, radius


def around(middle: arb, radius: arb) -> arb:
    """The ball widened by an exact non-negative radius."""
    return middle + arb(0, radius)


def widened(middle: arb_mat, radius: arb) -> arb_mat:
    if radius.is_zero():
        return middle
    entries = [around(x, radius) for x in middle.entries()]
    return arb_mat(middle.nrows(), middle.ncols(), entries)


def repeated(roots: list[Root]) -> Balls:
    return [ball for r in roots for ball in [r.enclose()] * r.multiplicity]


def eigenvalues(a: fmpq_mat | arb_mat) -> Balls:
    """Enclosures of the eigenvalues of a symmetric matrix, largest first, with multiplicity."""
    middle, radius = symmetric_split(a)
    return [around(x, radius) for x in _eigenvalues(middle, radius)]


def _eigenvalues(middle: fmpq_mat, radius: arb) -> Balls:
    roots = repeated(_unsorted(middle.charpoly()) if not radius.is_zero() else eigenvalue_roots(middle))
    return descending(roots)


def distinct_eigenvalues(a: fmpq_mat) -> Balls:
    return [r.enclose() for r in _unsorted(a.charpoly())]


def _unsorted(poly: fmpq_poly) -> list[Root]:
    """Squarefree factors instead of irreducible ones: cheaper, where multiplicity is all that matters."""
    _, factors = poly.numer().factor_squarefree()
    return [Root(f, k, m) for f, m in factors for k in range(f.degree())]


def singular_values(a: fmpq_mat | arb_mat) -> Balls:
    """Enclosures of all min(shape) singular values, largest first."""
    middle, radius = split(a)
    squares = repeated(_unsorted(smaller_gram(middle).charpoly()))
    return [around(root_of_psd(x), radius).nonnegative_part() for x in descending(squares)]


def root_of_psd(x: arb) -> arb:
    """The square root of a number known not to be negative."""
    return x.nonnegative_part().sqrt()
