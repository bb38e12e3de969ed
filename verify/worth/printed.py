"""What delta of (A2d) can ever be, over all tau > 0 and over all constants C1, C2 that the exact law allows.

delta = (C1 tau)^k + exp(-C2 d) + exp(-r/2) + exp(-d/2), k = d - r + 1. C1 = sqrt(e) serves with every C2, even without
the exponential term (verify/laws/edges.py), so that 1 - delta comes as near to 1 - exp(-r/2) - exp(-d/2) as one likes
for small tau, and never reaches it.

At a given tau no admissible pair beats two bounds. The small-ball terms are at least the probability that they bound.
And C1 >= g(C2), g = `forced_in_the_limit` rising from 1 at C2 = 0 to sqrt(e) at infinity: for C2 in [a, b] they are at
least (g(a) tau)^k + exp(-b d), and the least of these over cells that fill (0, infinity] bounds them all. As g >= 1,
delta > 1 for every tau >= 1.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

from verify.arithmetic._flint import arb, working
from verify.laws.edges import sharp_small_ball_constant, spread
from verify.laws.precision import real
from verify.laws.small_ball import GREATEST_C2, LEAST_C2, forced_in_the_limit
from verify.laws.wishart import smallest
from verify.worth.numbers import Enclosure, enclose

BITS = 128
PLACES = 3
"""Of the upper end of `widest`."""


def ceiling(d: int, r: int) -> Enclosure:
    """1 - exp(-r/2) - exp(-d/2): what 1 - delta never reaches, for any sizes d >= r."""
    with working(BITS):
        return enclose(_ceiling(d, r))


def guaranteed(d: int, r: int, tau: Fraction) -> Enclosure:
    """1 - delta at tau with C1 = sqrt(e) and without the exponential term, for any sizes d >= r."""
    with working(BITS):
        return enclose(_ceiling(d, r) - (sharp_small_ball_constant() * real(tau)) ** (d - r + 1))


def greatest(d: int, r: int, tau: Fraction) -> Fraction:
    """An upper bound on 1 - delta at tau, whatever admissible C1 and C2 are. Errors as in wishart.smallest."""
    with working(BITS):
        least = _balls(d, r, tau)
        exact = smallest(d, r, lambda: real(tau) * spread(d, r))
        return enclose(_ceiling(d, r) - least.max(exact)).high


def widest(d: int, r: int) -> Enclosure:
    """The tau below which delta < 1: `low` with C1 = sqrt(e), `high` for all admissible constants; 0 where vacuous."""
    with working(BITS):
        most = _ceiling(d, r)
        if most < 0:
            return Enclosure(Fraction(0), Fraction(0))
        low = enclose(most ** (arb(1) / (d - r + 1)) / sharp_small_ball_constant()).low
        bottom, top = int(low * 10**PLACES), 10**PLACES
        while top - bottom > 1:
            middle = (bottom + top) // 2
            if _balls(d, r, Fraction(middle, 10**PLACES)) > most:
                top = middle
            else:
                bottom = middle
    return Enclosure(low, Fraction(top, 10**PLACES))


def _ceiling(d: int, r: int) -> arb:
    return 1 - (arb(-r) / 2).exp() - (arb(-d) / 2).exp()


def _balls(d: int, r: int, tau: Fraction) -> arb:
    """A lower bound on (C1 tau)^k + exp(-C2 d) over all admissible constants."""
    k, t = d - r + 1, real(tau)
    return _least([(c1 * t) ** k + (-real(b) * d).exp() for c1, b in _cells()] + [(_last() * t) ** k])


def _least(values: list[arb]) -> arb:
    found = values[0]
    for value in values[1:]:
        found = found.min(value)
    return found


@cache
def _cells() -> list[tuple[arb, Fraction]]:
    """(C1, b): with C2 <= b and not in an earlier cell, every admissible constant is at least C1."""
    points = [LEAST_C2]
    while points[-1] < GREATEST_C2:
        points.append(min(points[-1] * Fraction(6, 5), GREATEST_C2).limit_denominator(10**9))
    with working(BITS):
        inner = [(forced_in_the_limit(a), b) for a, b in pairwise(points)]
        return [(arb(1), LEAST_C2), *inner]


@cache
def _last() -> arb:
    with working(BITS):
        return forced_in_the_limit(GREATEST_C2)
