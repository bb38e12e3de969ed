"""Polynomials with rational coefficients in commuting atoms; exponents are integers, negative ones too."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from .formulas import Rejected, Term

Monomial = tuple[tuple[Term, int], ...]
Poly = dict[Monomial, Fraction]

UNIT: Monomial = ()
MAX_TERMS = 20_000
MAX_BITS = 20_000
BITS_A_UNIT = 256  # of coefficients, whose products cost a unit of work more
MAX_EXPONENT = 1_000_000


class Work:
    """A budget of elementary operations, shared by everything that one check does."""

    def __init__(self, budget: int) -> None:
        self.left = budget

    def spend(self, amount: int = 1) -> None:
        self.left -= amount
        if self.left < 0:
            raise Rejected("the certificate needs more work than is allowed")


def constant(value: Fraction | int) -> Poly:
    return {UNIT: Fraction(value)} if value else {}


def atom(term: Term) -> Poly:
    return {((term, 1),): Fraction(1)}


def times(a: Monomial, b: Monomial) -> Monomial:
    if not a or not b:
        return a or b
    found = dict(a)
    for term, exponent in b:
        found[term] = found.get(term, 0) + exponent
    return ordered(found.items())


def ordered(factors: Iterable[tuple[Term, int]]) -> Monomial:
    """The monomial of these factors, of which no two have one atom."""
    kept = [(t, e) for t, e in factors if e]
    if any(abs(e) > MAX_EXPONENT for _, e in kept):
        raise Rejected("an exponent is too large")
    return tuple(sorted(kept, key=lambda f: f[0].serial))


def plus(a: Poly, b: Poly, factor: Fraction | int = 1) -> Poly:
    total = dict(a)
    for monomial, coefficient in b.items():
        value = total.get(monomial, 0) + factor * coefficient
        if value:
            total[monomial] = Fraction(value)
            _short(total[monomial])
        else:
            total.pop(monomial, None)
    if len(total) > MAX_TERMS:
        raise Rejected("a polynomial has too many terms")
    return total


def _short(value: Fraction) -> None:
    if value.numerator.bit_length() + value.denominator.bit_length() > MAX_BITS:
        raise Rejected("a number has too many digits")


def product(a: Poly, b: Poly, work: Work) -> Poly:
    total: Poly = {}
    for m, c in a.items():
        work.spend(len(b))
        bits = 0
        for n, d in b.items():
            monomial = times(m, n)
            value = total.get(monomial, 0) + c * d
            if value:
                total[monomial] = Fraction(value)
                bits += value.denominator.bit_length() + value.numerator.bit_length()
            else:
                total.pop(monomial, None)
        work.spend(bits // BITS_A_UNIT)
        if len(total) > MAX_TERMS:
            raise Rejected("a polynomial has too many terms")
    for value in total.values():
        _short(value)
    return total


def scaled(a: Poly, factor: Fraction) -> Poly:
    return {m: factor * c for m, c in a.items()} if factor else {}


def monomial_power(monomial: Monomial, coefficient: Fraction, exponent: int) -> Poly:
    """(coefficient * monomial) ** exponent; the coefficient is not 0."""
    bits = coefficient.numerator.bit_length() + coefficient.denominator.bit_length()
    if abs(coefficient) != 1 and bits * abs(exponent) > MAX_BITS:
        raise Rejected("a number has too many digits")
    sign = -1 if coefficient < 0 and exponent % 2 else 1
    value = Fraction(sign) if abs(coefficient) == 1 else coefficient**exponent
    return {ordered((t, e * exponent) for t, e in monomial): value}


def monomial_key(monomial: Monomial) -> tuple[object, ...]:
    """An order of monomials by structure: by degree, then by the atoms."""
    return sum(abs(e) for _, e in monomial), sorted((t.key, e) for t, e in monomial)


def leading(a: Poly) -> Monomial:
    """The first monomial of a polynomial other than 0."""
    return min(a, key=monomial_key)


def as_constant(a: Poly) -> Fraction | None:
    """Its value if the polynomial is a number, otherwise None."""
    if not a:
        return Fraction(0)
    return a[UNIT] if len(a) == 1 and UNIT in a else None
