"""How probable it is that rho <= sigma_r(B) and sigma_1(B) <= s, where B = V'Phi_1, and the best (rho, s) for it.

B is r x d with independent N(0, 1/d) entries, and rho = tau (1 - sqrt(r-1)/sqrt d). The exact law in balls is used
within its reach. Beyond it, closed forms for every d >= r, by the union bound:

    Pr(sigma_r(B) < rho) <= min((sqrt(e) tau)^(d-r+1), exp(-d x^2 / 2)),   x = (1 - sqrt(r/d) - rho)^+,
    Pr(sigma_1(B) > s)   <= exp(-d x^2 / 2),                               x = (s - 1 - sqrt(r/d))^+,

from verify/laws/edges.py and Proposition A.2, which is assumed with its source. Every decision of the searches below
is on a rigorous lower bound, so that what they return is proved; only that it is the best is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from verify.arithmetic._flint import arb, working
from verify.laws.edges import sharp_small_ball_constant, spread
from verify.laws.precision import bits_of, lower, real
from verify.laws.wishart import MAX_COLUMNS, MAX_ROWS, interval, largest
from verify.worth.numbers import Enclosure, enclose_probability

EXACT, CLOSED = "exact law", "closed forms"
BITS = 128
DIGITS, ROUGH_DIGITS = 5, 3
"""Significant digits of tau, and while the best s is looked for."""
UNIT = 1000
"""s is a multiple of 1/UNIT."""


@dataclass(frozen=True)
class Law:
    """The law of the singular values of B, each probability within `radius`."""

    d: int
    r: int
    radius: Fraction

    @property
    def source(self) -> str:
        return EXACT if self.d <= MAX_ROWS and self.r <= MAX_COLUMNS else CLOSED

    def both(self, tau: Fraction, s: Fraction) -> Enclosure:
        """Pr(rho <= sigma_r(B), sigma_1(B) <= s); where closed forms bound it, the upper end is 1."""
        d, r = self.d, self.r
        if self.source == EXACT:
            value = interval(d, r, lambda: real(tau) * spread(d, r), lambda: real(s) * arb(d).sqrt(), self.radius)
            return enclose_probability(value)
        with working(BITS + bits_of(self.radius)):
            rho = real(tau) * (1 - (arb(r - 1) / d).sqrt())
            small = (sharp_small_ball_constant() * real(tau)) ** (d - r + 1)
            low = small.min(self._deviation(1 - (arb(r) / d).sqrt() - rho))
            return Enclosure(lower(1 - low - self._deviation(real(s) - 1 - (arb(r) / d).sqrt())), Fraction(1))

    def norm(self, s: Fraction) -> Enclosure:
        """Pr(sigma_1(B) <= s): what `both` tends to as tau goes to 0."""
        if self.source == EXACT:
            return enclose_probability(largest(self.d, self.r, lambda: real(s) * arb(self.d).sqrt(), self.radius))
        return self.both(Fraction(0), s)

    def _deviation(self, x: arb) -> arb:
        return (-self.d * x * x / 2).exp() if x > 0 else arb(1)


def largest_tau(holds: Callable[[Fraction], bool], start: Fraction, digits: int = DIGITS) -> Fraction:
    """A decimal with `holds`, about as large as can be, for `holds` that is true up to some point; true near start."""
    unit = Fraction(1)
    while start / unit < 10 ** (digits - 1):
        unit /= 10
    good = int(start / unit)
    while not holds(good * unit):
        good, unit = (good, unit / 10) if good < 2 * 10 ** (digits - 1) else (good * 9 // 10, unit)
    bad = 2 * good
    while holds(bad * unit):
        good, bad = bad, 2 * bad
    while bad - good > max(1, good // 10**digits):
        middle = (good + bad) // 2
        good, bad = (middle, bad) if holds(middle * unit) else (good, middle)
    return good * unit


def tau_for(law: Law, s: Fraction, probability: Fraction, digits: int = DIGITS) -> Fraction | None:
    """The largest tau found with `law.both(tau, s)` at least the probability; None where there is none."""
    room = law.norm(s).low - probability
    if room <= 0:
        return None
    with working(BITS):
        start = real(room) ** (arb(1) / (law.d - law.r + 1)) / (sharp_small_ball_constant() * 2)
        first = lower(start)
    return largest_tau(lambda tau: law.both(tau, s).low >= probability, first, digits)


def best_threshold(law: Law, probability: Fraction) -> Fraction:
    """The s, a multiple of 1/UNIT, for which tau / s is about largest (golden section; tau falls to 0 at both ends)."""

    @cache
    def gain(index: int) -> Fraction:
        tau = tau_for(law, Fraction(index, UNIT), probability, ROUGH_DIGITS)
        return Fraction(0) if tau is None else tau / Fraction(index, UNIT)

    def first(level: Fraction) -> int:
        """The first multiple where Pr(sigma_1(B) <= s) is certainly above the level."""
        good = UNIT
        while law.norm(Fraction(good, UNIT)).low <= level:
            good *= 2
        bad = 0
        while good - bad > 1:
            middle = (good + bad) // 2
            good, bad = (middle, bad) if law.norm(Fraction(middle, UNIT)).low > level else (good, middle)
        return good

    left, right = first(probability), first(1 - (1 - probability) / 1000)
    while right - left > 3:
        step = max(1, (right - left) * 382 // 1000)
        if gain(left + step) < gain(right - step):
            left += step
        else:
            right -= step
    return Fraction(max(range(left, right + 1), key=gain), UNIT)
