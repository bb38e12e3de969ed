"""Proposition A.2 at one (d, r), for every t >= 0: coverings, and what holds beyond the covered interval.

Largest half. For t beyond a start t0, Pr(sigma_1 > s) <= B(s) with s = sqrt d + sqrt r + t and the closed form
B(s) = sqrt(pi) Gamma(a, s^2/2) / (Gamma(d/2) Gamma(r/2)), a = (d+r-1)/2, of edges.py. Bounding u^(a-1) by
z^(a-1) exp((a-1)^+ (u-z)/z) under the integral, Gamma(a, z) <= z^(a-1) exp(-z) / (1 - (a-1)^+/z) for z > (a-1)^+. So
h(t) = log B(s) + c t^2 has, for c <= 1/2,

    h'(t) <= -s (1 - (d+r-3)^+/s^2) + 2 c t <= -(sqrt d + sqrt r) + (d+r-3)^+/s < 0,

since s >= sqrt d + sqrt r and d + r - 3 < (sqrt d + sqrt r)^2: B(s) <= exp(-c t^2) at t0 gives it for every t >= t0.

Smallest half. For t >= sqrt d - sqrt r the event sigma_r >= sqrt d - sqrt r - t is certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import isqrt

from verify.arithmetic._flint import arb, to_fmpq, working
from verify.laws.cover import Covering, Curve, certify, replay
from verify.laws.edges import largest_tail_bound
from verify.laws.precision import LawError, real
from verify.laws.wishart import check_sizes, interval, largest

RATE = Fraction(1, 2)
TAIL_BITS = 256
FARTHEST = 64
CLOSED_FORM = "closed-form bound on the tail of the largest singular value"
CERTAIN = "the event is certain"


def largest_deviation(d: int, r: int, rate: Fraction = RATE) -> Covering:
    """Pr(sigma_1(G) <= sqrt d + sqrt r + t) >= 1 - exp(-rate t^2) for every t >= 0, where `tail` is CLOSED_FORM.

    For a rate above 1/2 the closed form gives no tail: the covering ends at t = 8. Errors as in wishart.largest.
    """
    start = _tail_start(d, r, rate)
    left, right = largest_curves(d, r, rate)
    covering = certify(left, ">=", right, (Fraction(0), Fraction(8) if start is None else start))
    return replace(covering, tail="" if start is None else CLOSED_FORM, claim=_claim("largest", d, r, rate))


def smallest_deviation(d: int, r: int, rate: Fraction = RATE) -> Covering:
    """Pr(sigma_r(G) >= sqrt d - sqrt r - t) >= 1 - exp(-rate t^2) for every t >= 0. Errors as in wishart.largest."""
    left, right = smallest_curves(d, r, rate)
    covering = certify(left, ">=", right, (Fraction(0), _above_gap(d, r)))
    return replace(covering, tail=CERTAIN, claim=_claim("smallest", d, r, rate))


def largest_curves(d: int, r: int, rate: Fraction = RATE) -> tuple[Curve, Curve]:
    """The two sides of the largest half as functions of t."""
    check_sizes(d, r)
    law = Curve(lambda t, radius: largest(d, r, lambda: arb(d).sqrt() + arb(r).sqrt() + real(t), radius), True)
    return law, _gaussian_bound(rate)


def smallest_curves(d: int, r: int, rate: Fraction = RATE) -> tuple[Curve, Curve]:
    """The two sides of the smallest half as functions of t."""
    check_sizes(d, r)
    law = Curve(lambda t, radius: interval(d, r, lambda: _gap(d, r) - real(t), None, radius), True)
    return law, _gaussian_bound(rate)


def tail_holds(d: int, r: int, start: Fraction, rate: Fraction = RATE) -> bool:
    """Whether the closed form proves the largest half for every t >= start (module docstring)."""
    if not 0 < rate <= RATE or start < 0:
        return False
    with working(TAIL_BITS):
        t = real(start)
        bound = largest_tail_bound(d, r, arb(d).sqrt() + arb(r).sqrt() + t)
        return bool(bound <= (-real(rate) * t * t).exp())


def deviations_hold(covering: Covering) -> bool:
    """Replay a covering of either half, tail included: the claim holds for every t >= 0. LawError for other claims."""
    claim = covering.claim
    d, r, rate, half = claim.get("d"), claim.get("r"), Fraction(str(claim.get("rate"))), claim.get("half")
    if not isinstance(d, int) or not isinstance(r, int) or half not in ("largest", "smallest"):
        raise LawError(f"a covering of {claim!r} is not one of Proposition A.2")
    if covering.relation != ">=" or covering.low != 0 or not covering.certified:
        return False
    if half == "largest":
        return tail_holds(d, r, covering.high, rate) and replay(covering, *largest_curves(d, r, rate))
    with working(TAIL_BITS):
        return bool(_gap(d, r) <= real(covering.high)) and replay(covering, *smallest_curves(d, r, rate))


def grid(rows: Iterable[int], columns: Iterable[int]) -> list[tuple[int, int]]:
    """All (d, r) with d >= r from the given sizes."""
    columns = list(columns)
    return [(d, r) for d in rows for r in columns if d >= r]


def _gaussian_bound(rate: Fraction) -> Curve:
    if rate <= 0:
        raise LawError(f"1 - exp(-rate t^2) with rate = {rate}: the rate must be above 0")

    def value(t: Fraction, radius: Fraction) -> arb:
        with working(radius.denominator.bit_length() + 16):
            return -arb(to_fmpq(-rate * t * t)).expm1()

    return Curve(value, True)


def _gap(d: int, r: int) -> arb:
    return arb(d).sqrt() - arb(r).sqrt() if d > r else arb(0)


def _above_gap(d: int, r: int) -> Fraction:
    """A rational number at or just above sqrt d - sqrt r."""
    unit = 1 << 20
    return Fraction(isqrt(d * unit * unit) + 1 - isqrt(r * unit * unit), unit) if d > r else Fraction(0)


def _tail_start(d: int, r: int, rate: Fraction) -> Fraction | None:
    check_sizes(d, r)
    for quarters in range(4 * FARTHEST):
        if tail_holds(d, r, Fraction(quarters, 4), rate):
            return Fraction(quarters, 4)
    return None


def _claim(half: str, d: int, r: int, rate: Fraction) -> dict[str, object]:
    return {"half": half, "d": d, "r": r, "rate": str(rate)}
