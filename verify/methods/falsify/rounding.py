"""From float parameters to exact points: simple rationals first, strictly inside the hypotheses where needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

import numpy as np

from verify.arithmetic.arrays import indices
from verify.arithmetic.batch import Array
from verify.methods.falsify.certificate import Court, Values, strict, values_at
from verify.methods.falsify.domain import Assessment, Domain
from verify.methods.falsify.retraction import Retraction
from verify.tree import Expr

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 60, 100, 360, 1000, 10**4, 10**5, 10**6, 10**8, 10**10, 10**13)
PULLS = (0.0, 1e-13, 1e-10, 1e-7, 1e-5, 1e-4, 1e-3, 1e-2)
DIGITS = (2, 4, 9)
LARGE, HUGE = 10**7, 10**400
CERTAIN = 1e-8  # relative slacks below -CERTAIN are beyond rounding noise


def violated(found: Assessment, claim: Expr, threshold: float = 0.0) -> Array:
    """Admissible points where the claim fails by more than the relative threshold (at all, for < claims)."""
    with np.errstate(invalid="ignore"):
        bad = found.relative <= 1e-13 if strict(claim) else found.relative < -threshold
    return found.admissible & bad


def cost(theta: list[Fraction]) -> int:
    """How much there is to read in a point."""
    return sum(3 * (x != 0) + _read(x.numerator) + 4 * (_read(x.denominator) - 1) + (x < 0) for x in theta)


def _read(x: int) -> int:
    """The bits of a number; of a large one that ends in zeros, those of the rest and their count."""
    if not LARGE <= abs(x) < HUGE:
        return x.bit_length()
    digits = str(x).rstrip("0")
    return int(digits).bit_length() + len(str(x)) - len(digits)


@dataclass(frozen=True)
class Rounding:
    """One way to round a float row: to multiples of 1/q, to `digits` significant digits, or not at all.
    `fixed`: the rational parameters themselves, where they had to satisfy equations."""

    row: Array
    q: int = 0
    digits: int = 0
    fixed: tuple[Fraction, ...] | None = None

    def exact(self) -> list[Fraction]:
        if self.fixed is not None:
            return list(self.fixed)
        numbers = cast("list[float]", self.row.tolist())
        if self.q:
            return [Fraction(round(Fraction(x) * self.q), self.q) for x in numbers]
        if self.digits:
            return [_significant(x, self.digits) for x in numbers]
        return [Fraction(x) for x in numbers]

    def floats(self) -> Array:
        if self.fixed is not None:
            return np.array([float(x) for x in self.fixed])
        if self.q:
            return (self.row * self.q).round() / self.q
        return np.array([float(_significant(float(x), self.digits)) for x in self.row]) if self.digits else self.row


def roundings(domain: Domain, theta: Array, retraction: Retraction) -> tuple[list[Rounding], Array]:
    """Rational parameters near a float row, also pulled inside scaled hypotheses, and as floats; simplest first."""
    theta = domain.settle(theta[None])[0]
    pulls = PULLS if retraction.scalings else PULLS[:1]
    bases = [theta]
    top = np.abs(theta).max(initial=0.0)
    if top > 0 and not retraction.scalings:
        bases.append(theta / top)
    found: dict[bytes, tuple[float, Rounding, Array]] = {}
    for base in bases:
        for pull in pulls:
            moved = base.copy()
            for scaling in retraction.scalings:
                moved[scaling.block.place] *= 1 - np.sign(scaling.degree) * pull
            ways = [Rounding(moved, q=q) for q in DENOMINATORS] + [Rounding(moved, digits=d) for d in DIGITS]
            for rounding in [*ways, Rounding(moved)]:
                way = _on_equations(domain, rounding)
                if way is None:
                    continue
                row = way.floats() + 0.0
                found.setdefault(row.tobytes(), (_length(row, way), way, row))
    order = sorted(found.values(), key=lambda f: f[0])
    return [way for _, way, _ in order], np.array([row for _, _, row in order]).reshape(len(order), domain.count)


def _on_equations(domain: Domain, way: Rounding) -> Rounding | None:
    if not domain.solved:
        return way
    settled = domain.settle_exact(way.exact())
    return None if settled is None else replace(way, fixed=tuple(settled))


def _length(row: Array, way: Rounding) -> float:
    """About what `cost` will say."""
    if way.fixed is not None:
        return float(cost(list(way.fixed)))
    used = np.abs(row[row != 0])
    if way.q:
        return float((3 + np.log2(1 + used * way.q) + 3 * np.log2(way.q)).sum())
    return float((3 + 6.6 * (way.digits or 30) + np.abs(np.log2(used))).sum())


def _significant(x: float, digits: int) -> Fraction:
    return Fraction(f"{x:.{digits - 1}e}") if np.isfinite(x) else Fraction(0)


def as_floats(points: list[list[Fraction]]) -> Array:
    return np.array([[float(x) for x in p] for p in points]).reshape(len(points), -1)


def exact_points(
    domain: Domain, theta: Array, retraction: Retraction, court: Court, kind: str = "counterexample", tries: int = 6
) -> tuple[list[Fraction], Values] | None:
    """The simplest rounding of a float row that the checker accepts as `kind`."""
    candidates, floats = roundings(domain, theta, retraction)
    if not candidates:
        return None
    found = domain.assess(floats)
    if kind == "counterexample":
        claim = domain.statement.claim
        good = violated(found, claim, CERTAIN)
        if not good.any():
            good = violated(found, claim)
    elif kind == "undefined":
        good = found.undefined
    else:
        good = found.admissible
    for k in indices(good)[:tries]:
        point = candidates[k].exact()
        values = values_at(domain, point)
        sure = bool(found.relative[k] < -CERTAIN)
        if values is not None and court.accepts(domain.statement, kind, values, sure):
            return point, values
    return None
