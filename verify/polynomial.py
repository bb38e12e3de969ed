"""Polynomials with rational coefficients in commuting atoms, as plain dictionaries.

A monomial is a sorted tuple of (atom, exponent) with non-zero integer exponents; negative exponents
stand for reciprocals of atoms. Atoms are identities of interned expressions.
"""

from __future__ import annotations

from fractions import Fraction

Monomial = tuple[tuple[int, int], ...]
Polynomial = dict[Monomial, Fraction]


def constant(value: Fraction | int) -> Polynomial:
    return {(): Fraction(value)} if value else {}


def atom(identity: int, exponent: int = 1) -> Polynomial:
    return {((identity, exponent),): Fraction(1)}


def add(a: Polynomial, b: Polynomial, factor: Fraction | int = 1) -> Polynomial:
    """a + factor * b."""
    total = dict(a)
    for monomial, coefficient in b.items():
        value = total.get(monomial, Fraction(0)) + factor * coefficient
        if value:
            total[monomial] = value
        else:
            total.pop(monomial, None)
    return total


def times(m1: Monomial, m2: Monomial) -> Monomial:
    powers = dict(m1)
    for identity, exponent in m2:
        powers[identity] = powers.get(identity, 0) + exponent
    return tuple(sorted((i, e) for i, e in powers.items() if e))


def multiply(a: Polynomial, b: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for m1, c1 in a.items():
        for m2, c2 in b.items():
            key = times(m1, m2)
            total[key] = total.get(key, Fraction(0)) + c1 * c2
    return {m: c for m, c in total.items() if c}


def power(a: Polynomial, exponent: int) -> Polynomial:
    """Natural powers by repeated multiplication."""
    result = constant(1)
    for _ in range(exponent):
        result = multiply(result, a)
    return result
