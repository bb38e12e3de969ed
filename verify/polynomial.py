"""Polynomials with rational coefficients in commuting atoms, as plain dictionaries.

A monomial is a sorted tuple of (atom, exponent) with non-zero integer exponents; negative exponents
stand for reciprocals of atoms. Atoms are identities of interned expressions.
"""

from __future__ import annotations

from fractions import Fraction

Monomial = tuple[tuple[int, int], ...]
Polynomial = dict[Monomial, Fraction]
ONE = Fraction(1)  # the usual coefficient: told by identity, as products are the prover's innermost loop


def constant(value: Fraction | int) -> Polynomial:
    return {(): ONE if value == 1 else Fraction(value)} if value else {}


def atom(identity: int, exponent: int = 1) -> Polynomial:
    return {((identity, exponent),): ONE}


def add(a: Polynomial, b: Polynomial, factor: Fraction | int = 1) -> Polynomial:
    """a + factor * b."""
    total = dict(a)
    for monomial, coefficient in b.items():
        value = coefficient if factor == 1 else factor * coefficient
        if monomial in total:
            value = total[monomial] + value
        if value:
            total[monomial] = value
        else:
            total.pop(monomial, None)
    return total


def times(m1: Monomial, m2: Monomial) -> Monomial:
    if not m1:
        return m2
    if not m2:
        return m1
    powers = dict(m1)
    for identity, exponent in m2:
        if identity in powers:
            exponent += powers[identity]
        if exponent:
            powers[identity] = exponent
        else:
            del powers[identity]
    return tuple(sorted(powers.items()))


def multiply(a: Polynomial, b: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for m1, c1 in a.items():
        for m2, c2 in b.items():
            key = times(m1, m2)
            value = c2 if c1 is ONE else c1 if c2 is ONE else c1 * c2
            total[key] = total[key] + value if key in total else value
    if len(a) < 2 or len(b) < 2:  # nothing met, so nothing cancelled
        return total
    return {m: c for m, c in total.items() if c}


def shifted(a: Polynomial, monomial: Monomial) -> Polynomial:
    """a times a monomial."""
    return {times(m, monomial): c for m, c in a.items()} if monomial else a


def power(a: Polynomial, exponent: int) -> Polynomial:
    """Natural powers by repeated multiplication."""
    result = constant(1)
    for _ in range(exponent):
        result = multiply(result, a)
    return result
