"""From float parameters to exact points: simple rationals first, strictly inside the hypotheses where needed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from verify.arithmetic.batch import Array
from verify.methods.falsify.certificate import Court, Values, strict, values_at
from verify.methods.falsify.domain import Assessment, Domain
from verify.methods.falsify.retraction import Retraction
from verify.tree import Expr

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 60, 100, 360, 1000, 10**4, 10**5, 10**6, 10**8, 10**10, 10**13)
PULLS = (0.0, 1e-13, 1e-10, 1e-7, 1e-5, 1e-4, 1e-3, 1e-2)
DYADIC = 2**52
CERTAIN = 1e-8  # relative slacks below -CERTAIN are beyond rounding noise


def violated(found: Assessment, claim: Expr, threshold: float = 0.0) -> Array:
    """Admissible points where float64 sees the claim fail by more than the relative threshold (at all, for < claims)."""
    with np.errstate(invalid="ignore"):
        bad = found.relative <= 1e-13 if strict(claim) else found.relative < -threshold
    return found.admissible & bad


def cost(theta: list[Fraction]) -> int:
    """How much there is to read in a point."""
    return sum(3 * (x != 0) + x.numerator.bit_length() + 4 * (x.denominator.bit_length() - 1) + (x < 0) for x in theta)


def roundings(theta: Array, retraction: Retraction) -> list[list[Fraction]]:
    """Rational parameters near a float row, and pulled inside scaled hypotheses; simplest first."""
    found: list[list[Fraction]] = []
    pulls = PULLS if retraction.scalings or retraction.rest else PULLS[:1]
    bases = [theta]
    top = np.abs(theta).max(initial=0.0)
    if top > 0 and not retraction.scalings:
        bases.append(theta / top)
    for base in bases:
        for pull in pulls:
            moved = base.copy()
            for scaling in retraction.scalings:
                moved[scaling.block.place] *= 1 - np.sign(scaling.degree) * pull
            for q in DENOMINATORS:
                found.append([Fraction(round(float(x) * q), q) if abs(x) < 1e15 else Fraction(round(float(x))) for x in moved])
            for q in (10, 1000):
                found.append([Fraction(float(x)).limit_denominator(q) for x in moved])
            # numbers of very different sizes keep their leading digits
            found.append([_significant(float(x), 2) for x in moved])
            found.append([_significant(float(x), 4) for x in moved])
            found.append([_significant(float(x), 9) for x in moved])
    found.append([Fraction(float(x)) for x in theta])
    return sorted({tuple(f): f for f in found}.values(), key=cost)


def _significant(x: float, digits: int) -> Fraction:
    return Fraction(f"{x:.{digits - 1}e}") if np.isfinite(x) else Fraction(0)


def as_floats(points: list[list[Fraction]]) -> Array:
    return np.array([[float(x) for x in p] for p in points]).reshape(len(points), -1)


def exact_points(
    domain: Domain, theta: Array, retraction: Retraction, court: Court, kind: str = "counterexample", tries: int = 6
) -> tuple[list[Fraction], Values] | None:
    """The simplest rounding of a float row that the checker accepts as `kind`."""
    candidates = roundings(theta, retraction)
    found = domain.assess(as_floats(candidates))
    if kind == "counterexample":
        claim = domain.statement.claim
        good = violated(found, claim, CERTAIN)
        if not good.any():
            good = violated(found, claim)
    elif kind == "undefined":
        good = found.undefined
    else:
        good = found.admissible
    for k in np.flatnonzero(good)[:tries]:
        values = values_at(domain, candidates[k])
        if values is not None and court.accepts(domain.statement, kind, values):
            return candidates[k], values
    return None
