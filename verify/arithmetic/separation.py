"""How far from zero a real algebraic number must be, if it is not zero.

A value E (number or matrix) is written U / (den * L): U and L are algebraic integers (entrywise), den a positive
integer. The bound knows u and l with |s(U)| <= 2**u (Frobenius norm) and |s(L)| <= 2**l for every embedding s of
the field in the complex numbers, and the roots that generate the field over the rationals. If a number E is not 0,
the norm of U is a non-zero integer, so |U| >= 2**-(u (D - 1)) for D at least the field's degree, and
|E| >= 2**-(u (D - 1) + log2(den) + l).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from math import lcm, prod

from verify.arithmetic._flint import fmpq, fmpq_mat


@dataclass(frozen=True)
class Adjoined:
    """A generator: number `index` of family `family`, whose members are roots of polynomials of this degree."""

    family: Hashable
    index: int
    degree: int


@dataclass(frozen=True)
class Bound:
    """u >= 0, den, the factors of L with their logarithms and multiplicities, and the field's generators."""

    u: int
    den: int = 1
    divisors: Mapping[Hashable, int] = field(default_factory=lambda: dict[Hashable, int]())
    logs: Mapping[Hashable, int] = field(default_factory=lambda: dict[Hashable, int]())
    roots: frozenset[Adjoined] = frozenset()

    @property
    def l(self) -> int:  # noqa: E743  (the letter of the docstring)
        return sum(self.logs[key] * count for key, count in self.divisors.items())

    @property
    def below(self) -> int:
        """log2 of den * |L|, rounded up."""
        return self.den.bit_length() + self.l

    @property
    def degree(self) -> int:
        """k roots of one polynomial of degree n together have degree at most n (n - 1) ... (n - k + 1)."""
        families = Counter((root.family, root.degree) for root in self.roots)
        return prod(max(1, n - i) for (_, n), count in families.items() for i in range(count))

    @property
    def separation(self) -> int:
        """s with |E| >= 2**-s unless E = 0."""
        return self.u * (self.degree - 1) + self.below

    def with_(self, u: int, power: int = 1, root: Adjoined | None = None) -> Bound:
        """Another numerator bound over the `power`-th power of the denominator, and one more generator."""
        divisors = {key: count * power for key, count in self.divisors.items()}
        return Bound(u, self.den**power, divisors, self.logs, self.roots | {root} if root else self.roots)


def log2_up(n: int) -> int:
    """The smallest k >= 0 with n <= 2**k."""
    return max(0, (n - 1).bit_length())


def of_rational(value: int | fmpq) -> Bound:
    exact = fmpq(value)
    return Bound(log2_up(abs(int(exact.p))), int(exact.q))


def of_matrix(value: fmpq_mat) -> Bound:
    numerators, den = value.numer_denom()
    squares = sum(int(x) ** 2 for x in numerators.entries())
    return Bound((log2_up(squares) + 1) // 2, int(den))


def added(a: Bound, b: Bound) -> Bound:
    """Over the least common denominator."""
    den = lcm(a.den, b.den)
    divisors = Counter(a.divisors) | Counter(b.divisors)
    logs = {**a.logs, **b.logs}

    def raised(x: Bound) -> int:
        missing = divisors - Counter(x.divisors)
        return x.u + log2_up(den // x.den) + sum(logs[key] * count for key, count in missing.items())

    return Bound(max(raised(a), raised(b)) + 1, den, divisors, logs, a.roots | b.roots)


def multiplied(a: Bound, b: Bound) -> Bound:
    divisors = Counter(a.divisors) + Counter(b.divisors)
    return Bound(a.u + b.u, a.den * b.den, divisors, {**a.logs, **b.logs}, a.roots | b.roots)


def inverted(b: Bound, key: Hashable) -> Bound:
    """1/E = den L / U."""
    return Bound(b.below, 1, {key: 1}, {key: b.u}, b.roots)


def matrix_inverse(b: Bound, size: int, key: Hashable) -> Bound:
    """den L adj(U) / det(U); every cofactor is at most |U|**(size - 1)."""
    return Bound(b.below + b.u * (size - 1) + log2_up(size), 1, {key: 1}, {key: b.u * size}, b.roots)


def root(b: Bound, k: int, key: Hashable) -> Bound:
    """(U (den L)**(k-1))**(1/k) / (den L): a k-th root of an algebraic integer."""
    return b.with_((b.u + b.below * (k - 1)) // k + 1, 1, Adjoined(("root", key), 0, k))
