"""Monotone coverings, replayed: Proposition A.2 for every t >= 0 at one size.

A certificate lists intervals of t with one level each: on [a, b] the probability is at least its value at a, the bound
1 - exp(-c t^2) at most its value at b, and the level lies between the two.

Beyond the cells: for the smallest singular value the event is certain once t >= sqrt d - sqrt r. For the largest, the
probability of exceeding s = sqrt d + sqrt r + t is at most

    B(s) = sqrt(pi) Gamma((d+r-1)/2, s^2/2) / (Gamma(d/2) Gamma(r/2)),

by bounding prod (y_r - y_i) by y_r^(r-1) in the joint density, and B(s) exp(c t^2) falls for c <= 1/2: its logarithmic
derivative is at most (d+r-3)^+/s - sqrt d - sqrt r < 0, as Gamma(a, z) <= z^(a-1) exp(-z) / (1 - (a-1)^+/z).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..elementary import exp
from ..intervals import Interval, enclosing
from ..outcomes import Malformed, Undecided
from .gammas import gamma, lower, pi
from .wishart import between, check_sizes

LARGEST_T = 1 << 12
RATIONAL = re.compile(r"-?[0-9]+(/[1-9][0-9]*)?")


def deviation_holds(certificate: dict[str, Any], bits: int) -> bool:
    """Whether a covering certifies one half of Proposition A.2, Pr(...) >= 1 - exp(-c t^2), for every t >= 0.

    Malformed for another format; Undecided where `bits` do not settle a cell.
    """
    if certificate.get("format") != "proofgauge covering 1" or certificate.get("relation") != ">=":
        raise Malformed("not a covering of a relation >=")
    claim: dict[str, Any] = certificate.get("claim") or {}
    d, r, half = claim.get("d"), claim.get("r"), claim.get("half")
    if type(d) is not int or type(r) is not int or half not in ("largest", "smallest"):
        raise Malformed("a claim other than Proposition A.2 at one size")
    check_sizes(d, r)
    rate = _rational(claim.get("rate"))
    if not 0 < rate <= Fraction(1, 2):
        raise Malformed("the rate of a deviation bound must lie in (0, 1/2]")
    end = _chain(certificate)
    gap = _gap(d, r, bits)
    if half == "largest":
        if not _tail(d, r, end, rate, bits):
            return False
        total = _root(d, bits) + _root(r, bits)
        return _cells(certificate, lambda t: between(d, r, None, total + t), rate, bits)
    if gap.high > end:
        return False
    return _cells(certificate, lambda t: between(d, r, gap - t, None), rate, bits)


def _chain(certificate: dict[str, Any]) -> Fraction:
    """The end of the region, which the cells fill from 0 on without a gap."""
    if certificate.get("fails") or certificate.get("left"):
        raise Malformed("a covering that leaves a part of its region open")
    place = Fraction(0)
    for cell in certificate.get("holds", []):
        if not isinstance(cell, list) or len(cell) != 3:  # pyright: ignore[reportUnknownArgumentType]
            raise Malformed("a cell of a covering is not [low, high, level]")
        if _rational(cell[0]) != place or _rational(cell[1]) <= place:
            raise Malformed("the cells of a covering do not follow each other")
        place = _rational(cell[1])
    return place


def _cells(certificate: dict[str, Any], law: Callable[[Fraction], Interval], rate: Fraction, bits: int) -> bool:
    for a, b, text in certificate.get("holds", []):
        level, end = _rational(text), _rational(b)
        bound = Fraction(1) - exp(enclosing(-rate * end * end, bits))
        probability = law(_rational(a))
        if probability.high < level or bound.low > level:
            return False
        if probability.low < level or bound.high > level:
            raise Undecided("a cell of a covering is not settled at this precision")
    return True


def _tail(d: int, r: int, start: Fraction, rate: Fraction, bits: int) -> bool:
    s = _root(d, bits) + _root(r, bits) + start
    order = d + r - 1
    upper_gamma = gamma(order, bits) * (Fraction(1) - lower(order, s.power(2) * Fraction(1, 2)))
    bound = pi(bits).root(2) * upper_gamma / (gamma(d, bits) * gamma(r, bits))
    limit = exp(enclosing(-rate * start * start, bits))
    if bound.high <= limit.low:
        return True
    if bound.low > limit.high:
        return False
    raise Undecided("the tail of a covering is not settled at this precision")


def _gap(d: int, r: int, bits: int) -> Interval:
    return _root(d, bits) - _root(r, bits) if d > r else Interval(0, 0, 0, bits)


def _root(n: int, bits: int) -> Interval:
    return enclosing(Fraction(n), bits).root(2)


def _rational(text: Any) -> Fraction:
    if not isinstance(text, str) or len(text) > 4096 or not RATIONAL.fullmatch(text):
        raise Malformed("a number of a covering is not a rational string")
    value = Fraction(text)
    if abs(value) > LARGEST_T:
        raise Malformed("a number of a covering is out of range")
    return value
