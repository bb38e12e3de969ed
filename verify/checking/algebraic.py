"""Real algebraic numbers whose sign is decided exactly: an enclosure, and a bound that separates them from zero.

A number is kept as E = U / (den * L) with algebraic integers U and L != 0 and a positive integer den, all in a number
field K. Three things are known: u and l with |s(U)| <= 2**u and |s(L)| <= 2**l for *every* embedding s of K in
the complex numbers, and D >= [K : Q], the product of the degrees of the roots adjoined so far.

Separation. If E is not zero, then neither is U, so its norm, the product of s(U) over the [K : Q] embeddings, is an
integer other than zero. Hence 1 <= |U| * 2**(u * (D - 1)), and |E| >= 2**-(u * (D - 1) + log2(den) + l).
So an enclosure of E inside that gap proves E = 0. (The bound of Burnikel, Fleischer, Mehlhorn and Schirra 2000,
written for the root of a quotient as (U * M**(k-1))**(1/k) / M.)
"""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import lcm
from typing import NamedTuple

from .intervals import Interval, enclosing
from .outcomes import Undecided

# Beyond this precision no algebraic tie is attempted.
SEPARATION_LIMIT = 40_000


class Adjoined(NamedTuple):
    """One root adjoined to the rationals. Roots of one polynomial of degree n share `group`: k of them together have
    degree at most n (n-1) ... (n-k+1)."""

    group: object
    number: int
    degree: int


class Bound(NamedTuple):
    """The data u, den, l of the module's docstring, and the roots adjoined."""

    u: int
    den: int
    l: int  # noqa: E741  (the letter of the docstring)
    roots: frozenset[Adjoined]

    def degree(self) -> int:
        """D >= [K : Q]."""
        taken: dict[object, int] = {}
        product = 1
        for root in self.roots:
            used = taken.get(root.group, 0)
            taken[root.group] = used + 1
            product *= max(1, root.degree - used)
        return product

    def separation(self) -> int:
        """An s with |E| >= 2**-s unless E = 0."""
        return self.u * (self.degree() - 1) + self.den.bit_length() + self.l


_fresh = count()


def fresh_group() -> object:
    """A name for a root that is not known to be shared with any other."""
    return ("fresh", next(_fresh))


def rational_bound(value: Fraction) -> Bound:
    return Bound(value.numerator.bit_length(), value.denominator, 0, frozenset())


class Algebraic:
    """A real algebraic number: enclosure and Bound. Combined with an Interval it becomes an Interval."""

    __slots__ = ("bound", "enclosure")

    def __init__(self, enclosure: Interval, bound: Bound) -> None:
        self.enclosure = enclosure
        self.bound = bound

    def __repr__(self) -> str:
        return f"Algebraic({self.enclosure!r}, {self.bound!r})"

    def __neg__(self) -> Algebraic:
        return Algebraic(-self.enclosure, self.bound)

    def __add__(self, other: Algebraic | Fraction | Interval) -> Algebraic | Interval:
        if isinstance(other, Interval):
            return self.enclosure + other
        if isinstance(other, Fraction):
            other = algebraic(other, self.enclosure.bits)
        elif not isinstance(other, Algebraic):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        a, b = self.bound, other.bound
        den = lcm(a.den, b.den)
        u = max(a.u + (den // a.den).bit_length() + b.l, b.u + (den // b.den).bit_length() + a.l) + 1
        return Algebraic(self.enclosure + other.enclosure, Bound(u, den, a.l + b.l, a.roots | b.roots))

    __radd__ = __add__

    def __sub__(self, other: Algebraic | Fraction | Interval) -> Algebraic | Interval:
        if not isinstance(other, (Algebraic, Fraction, Interval)):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return self + (-other)

    def __rsub__(self, other: Fraction | Interval) -> Algebraic | Interval:
        return (-self) + other

    def __mul__(self, other: Algebraic | Fraction | Interval) -> Algebraic | Interval | Fraction:
        if isinstance(other, Interval):
            return self.enclosure * other
        if isinstance(other, Fraction):
            if other == 0:
                return other
            other = algebraic(other, self.enclosure.bits)
        elif not isinstance(other, Algebraic):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        a, b = self.bound, other.bound
        return Algebraic(
            self.enclosure * other.enclosure, Bound(a.u + b.u, a.den * b.den, a.l + b.l, a.roots | b.roots)
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Algebraic | Fraction | Interval) -> Algebraic | Interval:
        if isinstance(other, Interval):
            return self.enclosure / other
        if isinstance(other, Fraction):
            other = algebraic(other, self.enclosure.bits)
        elif not isinstance(other, Algebraic):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        a, b = self.bound, other.bound  # the enclosure of the divisor excludes zero, or the division below refuses
        bound = Bound(a.u + b.den.bit_length() + b.l, a.den, a.l + b.u, a.roots | b.roots)
        return Algebraic(self.enclosure / other.enclosure, bound)

    def __rtruediv__(self, other: Fraction | Interval) -> Algebraic | Interval | Fraction:
        if isinstance(other, Interval):
            return other / self.enclosure
        return other if other == 0 else algebraic(other, self.enclosure.bits) / self

    def root(self, k: int, group: object = None) -> Algebraic:
        """The k-th root; the number must be >= 0. Equal `group`s say that it is the same root of the same number."""
        b = self.bound
        u = -(-(b.u + (k - 1) * (b.den.bit_length() + b.l)) // k)
        adjoined = Adjoined(group or fresh_group(), 0, k)
        return Algebraic(self.enclosure.root(k), Bound(u, b.den, b.l, b.roots | {adjoined}))

    def sign(self) -> int:
        """The exact sign, or Undecided with the precision that would settle it."""
        known = self.enclosure.sign()
        if known is not None:
            return known
        separation = self.bound.separation()
        if separation > SEPARATION_LIMIT:
            raise Undecided("a possible tie between algebraic numbers of too large a degree")
        if _inside(self.enclosure, separation):
            return 0
        raise Undecided("a possible tie between algebraic numbers", bits=separation + 2 * self.bound.u + 64)

    def reduced(self) -> Algebraic | Fraction:
        """The number itself, as a Fraction if it can be seen now that it is rational."""
        if self.enclosure.lo == self.enclosure.hi:
            return self.enclosure.low
        if self.bound.l:
            return self
        scaled = self.enclosure * Fraction(self.bound.den)
        if scaled.exp >= 0 or scaled.hi - scaled.lo > 1 << -scaled.exp:
            return self
        half = 1 << (-scaled.exp - 1)
        nearest = Fraction(((scaled.lo + scaled.hi) // 2 + half) >> -scaled.exp, self.bound.den)
        rest = self - nearest
        if isinstance(rest, Algebraic) and rest.enclosure.sign() in (None, 0):
            separation = rest.bound.separation()
            if separation <= SEPARATION_LIMIT and _inside(rest.enclosure, separation):
                return nearest
        return self


def algebraic(value: Fraction, bits: int) -> Algebraic:
    return Algebraic(enclosing(value, bits), rational_bound(value))


def rational_root(value: Fraction, k: int, bits: int) -> Algebraic:
    """The k-th root of a rational number > 0 as an algebraic number; equal radicands share their root."""
    b = rational_bound(value)
    u = -(-(b.u + (k - 1) * b.den.bit_length()) // k)
    return Algebraic(
        enclosing(value, bits).root(k), Bound(u, b.den, 0, frozenset({Adjoined(("root", k, value), 0, k)}))
    )


def _inside(x: Interval, separation: int) -> bool:
    """Is x inside the open interval (-2**-separation, 2**-separation)?"""
    size = max(abs(x.lo), abs(x.hi))
    return size == 0 or size.bit_length() + x.exp <= -separation
