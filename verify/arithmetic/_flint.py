"""What the arithmetics use of python-flint (0.7 or later), with the working precision as a scope."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from fractions import Fraction

from flint import acb, arb, arb_mat, ctx, fmpq, fmpq_mat, fmpq_poly, fmpz, fmpz_mat, fmpz_poly

Rational = int | fmpq
EXPONENT_LIMIT = 1 << 22


@contextmanager
def working(bits: int) -> Generator[None, None, None]:
    """Balls computed inside are rounded to `bits` bits."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


def precision() -> int:
    return ctx.prec


def to_fmpq(value: int | Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def to_fraction(value: int | fmpz | fmpq) -> Fraction:
    exact = fmpq(value)
    return Fraction(int(exact.p), int(exact.q))


def to_matrix(rows: list[list[Fraction]]) -> fmpq_mat:
    return fmpq_mat([[to_fmpq(x) for x in row] for row in rows])


def fractions_of(matrix: fmpq_mat) -> list[list[Fraction]]:
    return [[to_fraction(x) for x in row] for row in matrix.table()]


def ball(value: Rational | fmpz | arb) -> arb:
    """The number at the working precision."""
    return value if isinstance(value, arb) else arb(value)


def ball_matrix(value: fmpq_mat | arb_mat) -> arb_mat:
    return value if isinstance(value, arb_mat) else arb_mat(value)


def height(value: Rational | fmpq_mat) -> int:
    """Bits of the largest numerator or denominator."""
    if isinstance(value, int):
        return value.bit_length()
    if isinstance(value, fmpq):
        return int(value.height_bits())
    return max((int(x.height_bits()) for x in value.entries()), default=0)


def exact_middle(value: arb) -> fmpq | None:
    """The midpoint as a rational; None where it is not finite or its exponent is beyond reason."""
    if not value.is_finite():
        return None
    mantissa, exponent = value.mid().man_exp()
    return None if abs(int(exponent)) + int(mantissa).bit_length() > EXPONENT_LIMIT else value.mid().fmpq()


__all__ = [
    "Rational",
    "acb",
    "arb",
    "arb_mat",
    "ball",
    "ball_matrix",
    "exact_middle",
    "fmpq",
    "fmpq_mat",
    "fmpq_poly",
    "fmpz",
    "fmpz_mat",
    "fmpz_poly",
    "fractions_of",
    "height",
    "precision",
    "to_fmpq",
    "to_fraction",
    "to_matrix",
    "working",
]
