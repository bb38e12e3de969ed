"""The arithmetics other than float64: one small class each, with the same few operations on matrices of its own.

Each works inside `with ops:`, which holds its precision. Entries come in as exact fractions.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from fractions import Fraction
from math import inf, nan, nextafter
from typing import Any, Protocol

from verify.arithmetic import spectra
from verify.arithmetic._flint import arb, arb_mat, fmpq_mat, height, to_fmpq, working
from verify.arithmetic._mpmath import mpmath
from verify.solver.target import Rows

Matrix = Any
Number = Any
HEIGHT, GROWTH = 2**19, 6
"""Bits of the longest numerator or denominator of an exact iterate, and by how much a step multiplies them."""
WIDE = 256
KNOWN_BITS = 20


class Operations(Protocol):
    """`*` of its matrices is the product; with a number it scales."""

    precision: int
    seconds: float  # for one multiplication, measured

    def scope(self) -> AbstractContextManager[None]:
        """Within it, computations have the precision."""
        ...

    def matrix(self, rows: Rows) -> Matrix: ...

    def number(self, value: Fraction) -> Number: ...

    def transposed(self, a: Matrix) -> Matrix: ...

    def entries(self, a: Matrix) -> list[Number]: ...

    def root(self, value: Number) -> Number: ...

    def singular_values(self, a: Matrix) -> list[Number]: ...

    def ends(self, value: Number) -> tuple[float, float]:
        """Middle and radius, the radius rounded up; 0 where nothing is enclosed."""
        ...

    def known(self, value: Number) -> bool:
        """Whether the value is known to KNOWN_BITS bits."""
        ...

    def outgrown(self, a: Matrix) -> bool:
        """Whether the numbers of an iterate leave no room for another step."""
        ...


class Multiprecision:
    """mpmath: every operation rounded to `precision` bits. Good digits, no guarantee."""

    seconds = 3e-6

    def __init__(self, precision: int):
        self.precision = precision
        self.mp: Any = mpmath.MPContext()
        self.mp.prec = precision

    def scope(self) -> AbstractContextManager[None]:
        return nullcontext()

    def matrix(self, rows: Rows) -> Matrix:
        return self.mp.matrix([[self.number(x) for x in row] for row in rows])

    def number(self, value: Fraction) -> Number:
        return self.mp.mpf(value.numerator) / value.denominator

    def transposed(self, a: Matrix) -> Matrix:
        return a.T

    def entries(self, a: Matrix) -> list[Number]:
        return list(a)

    def root(self, value: Number) -> Number:
        return self.mp.sqrt(value)

    def singular_values(self, a: Matrix) -> list[Number]:
        return list(self.mp.svd_r(a, compute_uv=False))

    def ends(self, value: Number) -> tuple[float, float]:
        return float(value), 0.0

    def known(self, value: Number) -> bool:
        return True

    def outgrown(self, a: Matrix) -> bool:
        return False


class Balls:
    """Arb: every entry is a ball that contains the true value, whatever the rounding."""

    seconds = 1.2e-8

    def __init__(self, precision: int):
        self.precision = precision

    def scope(self) -> AbstractContextManager[None]:
        return working(self.precision)

    def matrix(self, rows: Rows) -> Matrix:
        return arb_mat([[self.number(x) for x in row] for row in rows])

    def number(self, value: Fraction) -> Number:
        return arb(to_fmpq(value))

    def transposed(self, a: Matrix) -> Matrix:
        return a.transpose()

    def entries(self, a: Matrix) -> list[Number]:
        return a.entries()

    def root(self, value: Number) -> Number:
        return spectra.root_of_psd(value)

    def singular_values(self, a: Matrix) -> list[Number]:
        return spectra.singular_values(a)

    def ends(self, value: Number) -> tuple[float, float]:
        return enclosing(value)

    def known(self, value: Number) -> bool:
        return value.rel_accuracy_bits() >= KNOWN_BITS

    def outgrown(self, a: Matrix) -> bool:
        return False


class Exact:
    """Rationals without rounding. Roots and singular values are balls of 256 bits; all else is exact.

    A step multiplies the length of the numbers by about six: short runs only.
    """

    seconds = 2e-7
    precision = 0

    def scope(self) -> AbstractContextManager[None]:
        return working(WIDE)

    def matrix(self, rows: Rows) -> Matrix:
        return fmpq_mat([[to_fmpq(x) for x in row] for row in rows])

    def number(self, value: Fraction) -> Number:
        return to_fmpq(value)

    def transposed(self, a: Matrix) -> Matrix:
        return a.transpose()

    def entries(self, a: Matrix) -> list[Number]:
        return a.entries()

    def root(self, value: Number) -> Number:
        return arb(value).sqrt()

    def singular_values(self, a: Matrix) -> list[Number]:
        return spectra.singular_values(arb_mat(a))

    def ends(self, value: Number) -> tuple[float, float]:
        if isinstance(value, arb):
            return enclosing(value)
        return float(arb(value).mid()), 0.0

    def known(self, value: Number) -> bool:
        return True

    def outgrown(self, a: Matrix) -> bool:
        return GROWTH * height(a) > HEIGHT


def enclosing(ball: arb) -> tuple[float, float]:
    """A float64 middle and a radius, rounded up, whose interval contains the ball."""
    if not ball.is_finite():
        return nan, inf
    middle = float(ball.mid())
    if abs(middle) == inf:
        return middle, inf
    off = abs(ball - arb(middle)).upper()
    return middle, 0.0 if off.is_zero() else nextafter(float(off), inf)
