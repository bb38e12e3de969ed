"""Eigenvalues, singular values, nuclear norms, roots and moduli of rational matrices as algebraic numbers.

A matrix N / den has integer N, so the roots of N's characteristic polynomial are algebraic integers. Factoring it
over the rationals keeps the degrees, and with them the separation bounds, as small as they are.
"""

from __future__ import annotations

from math import comb, isqrt
from typing import Any

from verify.arithmetic._flint import arb, arb_mat, fmpq, fmpq_mat, fmpz_mat, fmpz_poly, working
from verify.arithmetic.algebraic import Algebraic
from verify.arithmetic.rational import is_semidefinite, require_symmetric
from verify.arithmetic.roots import rational_root
from verify.arithmetic.separation import Adjoined, Bound, log2_up, of_matrix
from verify.arithmetic.spectra import Root, eigenvalue_roots, singular_roots


def integral(a: fmpq_mat) -> tuple[fmpq_mat, int]:
    numerators, den = a.numer_denom()
    return fmpq_mat(numerators), int(den)


def key(poly: fmpz_poly) -> tuple[int, ...]:
    """The coefficients, leading one positive: equal polynomials give equal fields."""
    sign = 1 if poly.leading_coefficient() > 0 else -1
    return tuple(sign * int(c) for c in poly.coeffs())


def number_of(root: Root, den: int, u: int) -> Any:
    """The root over `den`; all its conjugates are at most 2**u."""
    if root.rational is not None:
        return root.rational / den
    member = Adjoined(("root of", key(root.factor)), root.index, root.factor.degree())
    return Algebraic(lambda bits: root.enclose() / den, Bound(u, den, roots=frozenset({member})))


def nth(roots: list[Root], k: int) -> Root | None:
    """The k-th, counted from 1 with multiplicity."""
    for root in roots:
        k -= root.multiplicity
        if k <= 0:
            return root
    return None


def eigenvalue_of(a: fmpq_mat, k: int) -> Any:
    """The k-th largest eigenvalue of a symmetric rational matrix, 1 <= k <= size."""
    whole, den = integral(require_symmetric(a))
    root = nth(eigenvalue_roots(whole), k)
    return fmpq(0) if root is None else number_of(root, den, of_matrix(whole).u)


def singular_value_of(a: fmpq_mat, k: int) -> Any:
    """The k-th largest singular value of a rational matrix, 1 <= k <= min(shape)."""
    whole, den = integral(a)
    root = nth(singular_roots(whole), k)
    return fmpq(0) if root is None else number_of(root, den, of_matrix(whole).u)


def nuclear_of(a: fmpq_mat) -> Any:
    """The sum of the singular values.

    Automorphisms permute the sums over one factor's positive roots with signs: there are 2**k of those for an even
    factor, and as many as ways to choose the positive ones otherwise. A factor with positive roots only sums up
    to a rational.
    """
    whole, den = integral(a)
    rational, irrational, families = fmpq(0), list[Root](), set[Adjoined]()
    for factor, roots in by_factor(singular_roots(whole)).items():
        poly, degree = fmpz_poly(list(factor)), len(factor) - 1
        if len(roots) == degree:
            rational += roots[0].multiplicity * fmpq(-factor[-2], factor[-1])
            continue
        irrational += roots
        even = not any(factor[1::2])
        count = 2 ** len(roots) if even else comb(degree, len(roots))
        mirrored = key(fmpz_poly([c * (-1) ** i for i, c in enumerate(poly.coeffs())]))
        families.add(Adjoined(("signed sums", min(factor, mirrored)), 0, count))
    if not irrational:
        return rational / den

    def enclose(bits: int) -> arb:
        return sum((r.enclose() * r.multiplicity for r in irrational), arb(rational)) / den

    u = of_matrix(whole).u + log2_up(min(a.nrows(), a.ncols()))
    return Algebraic(enclose, Bound(u, den, roots=frozenset(families)))


def by_factor(roots: list[Root]) -> dict[tuple[int, ...], list[Root]]:
    found: dict[tuple[int, ...], list[Root]] = {}
    for root in roots:
        found.setdefault(key(root.factor), []).append(root)
    return found


def root_of(a: fmpq_mat) -> Any:
    """The root of a semidefinite rational matrix: a rational matrix where it is one.

    For integer P with distinct eigenvalues x, P^(1/2) is the sum of x^(1/2) times the spectral projections, whose
    denominators divide the discriminant of the polynomial with the roots x. Automorphisms change signs of x^(1/2).
    """
    numerators, den = integral(a)
    whole = numerators * den
    roots = eigenvalue_roots(whole)
    squarefree = fmpz_poly([1])
    families = set[Adjoined]()
    for factor, members in by_factor(roots).items():
        squarefree *= fmpz_poly(list(factor))
        if not (len(factor) == 2 and is_square(-factor[0])):
            families.add(Adjoined(("signed projections", factor), 0, 2 ** len(members)))
    discriminant = discriminant_of(squarefree)
    trace = sum((int(whole[i, i].p) for i in range(whole.nrows())), 0)
    u = log2_up(discriminant) + (log2_up(trace) + 1) // 2
    value = Algebraic(lambda bits: rational_root(a), Bound(u, discriminant * den, roots=frozenset(families)), shape(a))
    return rational_value(a, value, discriminant * den, u) or value


def discriminant_of(poly: fmpz_poly) -> int:
    """The modulus of the discriminant of a monic polynomial: its resultant with its derivative, as Sylvester's
    determinant."""
    degree, slope = int(poly.degree()), poly.derivative()
    if degree < 2:
        return 1
    rows = [(poly, k) for k in range(degree - 1)] + [(slope, k) for k in range(degree)]
    size = 2 * degree - 1
    return abs(int(fmpz_mat([padded(f, k, size) for f, k in rows]).det()))


def padded(poly: fmpz_poly, shift: int, size: int) -> list[int]:
    coefficients = [0] * shift + [int(c) for c in poly.coeffs()]
    return coefficients + [0] * (size - len(coefficients))


def is_square(n: int) -> bool:
    return n >= 0 and isqrt(n) ** 2 == n


def shape(a: fmpq_mat) -> tuple[int, int]:
    return a.nrows(), a.ncols()


def rational_value(square: fmpq_mat, root: Algebraic, den: int, u: int) -> fmpq_mat | None:
    """The root itself when it is rational: its entries times `den` are then integers."""
    bits = u + 64
    found: arb_mat = root.enclose(bits)
    with working(bits):
        entries = [(x * den).unique_fmpz() for x in found.entries()]
    if any(x is None for x in entries):
        return None
    candidate = fmpq_mat(square.nrows(), square.ncols(), [fmpq(x, den) for x in entries if x is not None])
    return candidate if candidate * candidate == square and is_semidefinite(candidate) else None


def modulus_of(a: fmpq_mat) -> Any:
    """(A'A)^(1/2)."""
    return root_of(a.transpose() * a)
