"""Real algebraic numbers and matrices of them: enclosures on demand, and signs decided exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.arithmetic._flint import arb, arb_mat, fmpq, fmpq_mat, working
from verify.arithmetic.balls import sign as ball_sign
from verify.arithmetic.balls import widen
from verify.arithmetic.fold import Undecided
from verify.arithmetic.separation import Bound, of_matrix, of_rational
from verify.errors import Unsupported

START = 96
# Ties that need more bits than this are not decided.
LIMIT = 1 << 18
# Where a tie cannot be decided, a sign is still sought with so many bits.
SHORT_LIMIT = 1 << 12


class Algebraic:
    """An irrational value, perhaps a matrix (`shape` is None for a number).

    enclose(bits) gives a ball of it, better with more bits. `bound` separates it from zero; None where none is known.
    `power` is (a, k) where the value is known as the k-th root of a.
    Numbers and matrices are values: nothing changes but the cached enclosure.
    """

    __slots__ = ("_cached", "bound", "enclose_fresh", "power", "shape")

    def __init__(
        self, enclose: Callable[[int], Any], bound: Bound | None, shape: tuple[int, int] | None = None
    ) -> None:
        self.enclose_fresh, self.bound, self.shape = enclose, bound, shape
        self.power: tuple[Number, int] | None = None
        self._cached: tuple[int, Any] = (0, None)

    def nrows(self) -> int:
        return self.shape[0] if self.shape else 1

    def ncols(self) -> int:
        return self.shape[1] if self.shape else 1

    def enclose(self, bits: int) -> Any:
        """Raises Undecided where `bits` do not suffice to get through a division or root."""
        if self._cached[0] != bits:
            with working(bits):
                self._cached = (bits, self.enclose_fresh(bits))
        return self._cached[1]


Number = int | fmpq | Algebraic
Matrix = fmpq_mat | Algebraic


def enclosure(value: Any, bits: int) -> Any:
    """A ball of any exact value."""
    if isinstance(value, Algebraic):
        return value.enclose(bits)
    with working(bits):
        return widen(value)


def bound_of(value: Any) -> Bound | None:
    if isinstance(value, Algebraic):
        return value.bound
    return of_matrix(value) if isinstance(value, fmpq_mat) else of_rational(value)


def shape_of(value: Any) -> tuple[int, int] | None:
    if isinstance(value, (Algebraic, fmpq_mat)):
        return value.shape if isinstance(value, Algebraic) else (value.nrows(), value.ncols())
    return None


def sign(value: Number) -> int:
    """-1, 0 or 1, exactly. Raises Unsupported where the decision needs too many bits, or no bound is known."""
    if not isinstance(value, Algebraic):
        return (value > 0) - (value < 0)
    bound = value.bound
    needed = LIMIT + 1 if bound is None else 2 * (bound.separation + START)
    last = needed if needed <= LIMIT else SHORT_LIMIT
    bits = START
    while True:
        found = _sign_at(value, bits)
        if found is not None:
            return found
        if bits >= last:
            why = "no separation bound is known" if bound is None else f"{needed} bits are needed to tell"
            raise Unsupported(f"a value is zero, or too close to it for {bits} bits, and {why}")
        bits = min(2 * bits, last)


def _sign_at(value: Algebraic, bits: int) -> int | None:
    try:
        found: arb = value.enclose(bits)
    except Undecided:
        return None
    told = ball_sign(found)
    if told != "?":
        return 1 if told == "+" else -1
    if value.bound is not None and found.is_finite() and found.abs_upper() < arb(2) ** -value.bound.separation:
        return 0
    return None


def floor_of(value: Algebraic) -> int:
    """The integer part, exactly."""
    bits = START
    while True:
        try:
            found: arb = value.enclose(bits)
        except Undecided:
            found = arb(0, 2)
        if found.is_finite() and found.rad() < fmpq(1, 4):
            break
        if bits > LIMIT:
            raise Unsupported("a floor needs too many bits")
        bits *= 2
    nearest = int((found.mid().fmpq() + fmpq(1, 2)).floor())
    return nearest if sign(plus_integer(value, -nearest)) >= 0 else nearest - 1


def plus_integer(value: Algebraic, k: int) -> Algebraic:
    from verify.arithmetic.separation import added

    bound = None if value.bound is None else added(value.bound, of_rational(k))
    return Algebraic(lambda bits: value.enclose(bits) + k, bound)


__all__ = ["Algebraic", "Matrix", "Number", "arb_mat", "bound_of", "enclosure", "floor_of", "shape_of", "sign"]
