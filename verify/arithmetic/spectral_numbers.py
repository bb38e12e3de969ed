"""Eigenvalues, singular values, nuclear norms, roots and moduli of rational matrices as algebraic numbers.

A matrix N / den has integer N, so the roots of N's characteristic polynomial are algebraic integers. Factoring it
over the rationals keeps the degrees, and with them the separation bounds, as small as they are.
"""

from __future__ import annotations

from math import comb
from typing import Any

from verify.arithmetic._flint import arb, fmpq, fmpq_mat, fmpz_mat, fmpz_poly, working
from verify.arithmetic.algebraic import Algebraic
from verify.arithmetic.rational import require_symmetric
from verify.arithmetic.roots import rational_root
from verify.arithmetic.separation import Adjoined, Bound, log2_up, of_matrix
from verify.arithmetic.spectra import Root, eigenvalue_roots, real_roots, root_of_psd, singular_roots, smaller_gram
from verify.errors import Unsupported


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
    """The sum of the singular values."""
    whole, den = integral(a)
    roots = eigenvalue_roots(smaller_gram(whole))
    u = of_matrix(whole).u + log2_up(min(a.nrows(), a.ncols()))

    def enclose(bits: int) -> arb:
        return sum((root_of_psd(r.enclose()) * r.multiplicity for r in roots), arb(0))

    families = sign_families(roots)
    if families:
        return Algebraic(lambda bits: enclose(bits) / den, Bound(u, den, roots=families))
    with working(u + 64):
        integer = enclose(u + 64).unique_fmpz()
    if integer is None:
        raise Unsupported("a nuclear norm known to be an integer could not be enclosed")
    return fmpq(integer, den)


def sign_families(roots: list[Root]) -> frozenset[Adjoined]:
    """What sums of c(x) x^(1/2) over semidefinite eigenvalues x generate, c rational in x, perhaps a matrix.

    Automorphisms permute the eigenvalues of one factor f and change signs of their roots. When f(x^2) is irreducible
    there are at most 2^deg(f) patterns of signs; otherwise f(x^2) = +-g(x) g(-x), and a pattern is a choice of which
    roots of g count as positive: none but one when they all have one sign, and then the sum is rational.
    """
    found = set[Adjoined]()
    for coefficients in {key(root.factor) for root in roots}:
        degree = len(coefficients) - 1
        spread = [c for k in coefficients for c in (k, 0)][:-1]
        _, factors = fmpz_poly(spread).factor()
        half = factors[0][0]
        if half.degree() == 2 * degree:
            patterns = 2**degree
        else:
            patterns = comb(degree, sum(1 for x in real_roots(half) if x > 0))
        if patterns > 1:
            found.add(Adjoined(("signs", coefficients), 0, patterns))
    return frozenset(found)


def root_of(a: fmpq_mat) -> Any:
    """The root of a semidefinite rational matrix: a rational matrix where it is one."""
    numerators, den = integral(a)
    return root_over(numerators * den, den)


def modulus_of(a: fmpq_mat) -> Any:
    """(A'A)^(1/2)."""
    whole, den = integral(a)
    return root_over(whole.transpose() * whole, den)


def root_over(square: fmpq_mat, den: int) -> Any:
    """P^(1/2) / den for an integer semidefinite matrix P.

    With distinct eigenvalues x, P^(1/2) is the sum of x^(1/2) times the spectral projections, whose denominators
    divide the discriminant of the polynomial with the roots x.
    """
    roots = eigenvalue_roots(square)
    squarefree = fmpz_poly([1])
    for coefficients in {key(root.factor) for root in roots}:
        squarefree *= fmpz_poly(list(coefficients))
    discriminant = discriminant_of(squarefree)
    trace = sum((int(square[i, i].p) for i in range(square.nrows())), 0)
    u = log2_up(discriminant) + (log2_up(trace) + 1) // 2
    families = sign_families(roots)
    if not families:
        return rational_value(square, discriminant, u) / den
    bound = Bound(u, discriminant * den, roots=families)
    return Algebraic(lambda bits: rational_root(square) / den, bound, (square.nrows(), square.ncols()))


def rational_value(square: fmpq_mat, discriminant: int, u: int) -> fmpq_mat:
    """The root itself when it is known to be rational: its entries times the discriminant are integers."""
    with working(u + 64):
        entries = [(x * discriminant).unique_fmpz() for x in rational_root(square).entries()]
    candidate = [fmpq(x, discriminant) for x in entries if x is not None]
    found = fmpq_mat(square.nrows(), square.ncols(), candidate) if len(candidate) == len(entries) else square
    if found * found != square:
        raise Unsupported("a matrix root known to be rational could not be found")
    return found


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
