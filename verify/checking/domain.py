"""Whether a value lies in its declared domain."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, cast

from . import linear
from .linear import Matrix
from .outcomes import Undecided
from .scalars import Scalar, sign
from .spectra import is_psd
from .terms import Declaration, Node


def outside(d: Declaration, value: Any, integer: Callable[[Node], int], bits: int) -> str | None:
    """None if the value lies in the domain, otherwise the reason; `integer` evaluates a declared rank or size.

    Raises Undecided where the precision does not settle it.
    """
    if d.kind == "sequence" and d.of is not None:
        of = d.of
        return next((r for term in value if (r := outside(of, term, integer, bits))), None)
    if d.kind == "matrix":
        return _matrix_outside(d, cast(Matrix, value), integer, bits)
    return _scalar_outside(d, cast(Scalar, value))


def _scalar_outside(d: Declaration, x: Scalar) -> str | None:
    if d.kind != "real":
        if not isinstance(x, Fraction):
            raise Undecided(f"{d.name} is known only by an enclosure, and must be an integer")
        if x.denominator != 1:
            return f"{d.name} is not an integer"
    if d.kind == "size" and sign(x) <= 0:
        return f"{d.name} < 1"
    allowed = {"ge": (0, 1), "gt": (1,), "le": (-1, 0), "lt": (-1,)}
    for relation, bound in d.bounds.items():
        if sign(x - bound) not in allowed[relation]:
            return f"{d.name} violates its bound {relation} {bound}"
    return None


def _matrix_outside(d: Declaration, a: Matrix, integer: Callable[[Node], int], bits: int) -> str | None:
    if d.rows is None or d.cols is None:
        return f"{d.name} has no declared shape"
    if linear.shape(a) != (integer(d.rows), integer(d.cols)):
        return f"{d.name} is not of its declared shape"
    if d.structure in ("symmetric", "psd") and not linear.is_symmetric(a):
        return f"{d.name} is not symmetric"
    if d.structure == "psd" and not is_psd(a, bits):
        return f"{d.name} is not positive semidefinite"
    if d.structure == "orthonormal":
        gram = linear.gram_of_columns(a)
        if not linear.equal(gram, linear.identity(len(gram))):
            return f"the columns of {d.name} are not orthonormal"
    if d.rank is not None and linear.rank(a) != integer(d.rank):
        return f"{d.name} does not have its declared rank"
    return None
