"""Proposition A.1: which constants (C1, C2) the exact law forces, and which it certifies.

    Pr(sigma_r(G) <= tau (sqrt d - sqrt(r-1))) <= (C1 tau)^k + exp(-C2 d)   for every tau >= 0,   k = d - r + 1.

Without the exponential term (C2 = infinity) the least C1 at one (d, r) is the closed form small_ball_constant, and
sqrt(e) serves all sizes at once (edges.py). With it, the least C1 at (d, r) is the supremum over tau > 0 of

    g(tau) = ((p(tau) - exp(-C2 d))^+)^(1/k) / tau,   p(tau) the probability,

found by branch and bound: p grows, so g <= ((p(b) - exp(-C2 d))^+)^(1/k) / a on [a, b]; g vanishes where (C tau)^k <=
exp(-C2 d) for the closed form C, and g <= 1/tau cannot beat a value already found once tau is large.

For all sizes at once, r = 1 and d -> infinity force more: Pr(chi_d <= tau sqrt d) >= x^(d/2) exp(-x) / Gamma(d/2+1),
x = tau^2 d / 2 (one term of the series), whose d-th root tends to tau exp((1 - tau^2)/2). Where this exceeds exp(-C2),
C1 >= exp((1 - tau^2)/2) follows; the least such tau has tau^2 = -W(-exp(-1 - 2 C2)), W Lambert's principal branch.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from verify.arithmetic._flint import arb, working
from verify.errors import Unsupported
from verify.laws.edges import sharp_small_ball_constant, small_ball_constant, spread
from verify.laws.precision import LawError, bits_of, lower, real, upper
from verify.laws.wishart import check_sizes, smallest

BITS, MARGIN_BITS = 128, 40
TOLERANCE = Fraction(1, 1000)
CELLS, POINTS = 2000, 32
LEAST_C2, GREATEST_C2 = Fraction(1, 10**6), Fraction(10)


@dataclass(frozen=True)
class Needed:
    """The least C1 lies in [low, high]: any C1 < low fails at `tau` for (d, r) (tau = 0: in the limit); high holds."""

    low: Fraction
    high: Fraction
    d: int
    r: int
    tau: Fraction


def needed_constant(d: int, r: int, c2: Fraction | None, floor: Fraction = Fraction(0)) -> Needed:
    """Bracket the least C1 at (d, r) for the given C2 > 0 (None: infinity), up to a relative TOLERANCE.

    Stops early, with low and high far apart, once high <= `floor`. Errors as in wishart.smallest.
    """
    check_sizes(d, r)
    with working(BITS):
        ceiling = small_ball_constant(d, r)
    if c2 is None:
        return Needed(lower(ceiling), upper(ceiling), d, r, Fraction(0))
    _check(c2)
    return _Search(d, r, c2, upper(ceiling)).run(floor)


def needed_on(pairs: Iterable[tuple[int, int]], c2: Fraction | None) -> Needed:
    """The least C1 that serves every (d, r) of the list at once; LawError for an empty list."""
    order = sorted(pairs, key=lambda pair: -float(small_ball_constant(*pair)))
    if not order:
        raise LawError("no (d, r) was given")
    best = needed_constant(*order[0], c2)
    for d, r in order[1:]:
        with working(BITS):
            ceiling = upper(small_ball_constant(d, r))
        if ceiling <= best.low:
            continue  # the closed form serves (d, r) already
        found = needed_constant(d, r, c2, best.low)
        high = max(best.high, found.high)
        best = Needed(best.low, high, best.d, best.r, best.tau)
        if found.low > best.low:
            best = Needed(found.low, high, d, r, found.tau)
    return best


def forced_in_the_limit(c2: Fraction | None) -> arb:
    """A lower bound on every C1 that serves all d >= r >= 1 with this C2; sqrt(e) for C2 = None; working precision."""
    if c2 is None:
        return sharp_small_ball_constant()
    _check(c2)
    square = -(-(-1 - 2 * real(c2)).exp()).lambertw()
    return ((1 - square) / 2).exp()


def constants_table(pairs: Sequence[tuple[int, int]], choices: Sequence[Fraction | None]) -> dict[str, object]:
    """The set of (C1, C2) as data: for every C2 what the list forces and certifies, what all sizes force and allow."""
    rows: list[dict[str, object]] = []
    for c2 in choices:
        found = needed_on(pairs, c2)
        with working(BITS):
            limit, sharp = forced_in_the_limit(c2), sharp_small_ball_constant()
        rows.append(
            {
                "C2": None if c2 is None else str(c2),
                "grid_forces": str(found.low),
                "grid_certifies": str(found.high),
                "at": {"d": found.d, "r": found.r, "tau": str(found.tau)},
                "all_sizes_force": str(max(found.low, lower(limit))),
                "all_sizes_allow": str(upper(sharp)),
            }
        )
    return {"format": "proofgauge small ball constants 1", "grid": [list(pair) for pair in pairs], "rows": rows}


def _check(c2: Fraction) -> None:
    if c2 <= 0:
        raise LawError(f"C2 = {c2}: the constant must be above 0")
    if not LEAST_C2 <= c2 <= GREATEST_C2:
        raise Unsupported(f"C2 = {c2} is out of reach: expected {LEAST_C2} <= C2 <= {GREATEST_C2}, or None (infinity)")


class _Search:
    """Branch and bound on g over tau."""

    def __init__(self, d: int, r: int, c2: Fraction, ceiling: Fraction) -> None:
        self.d, self.r, self.k, self.ceiling = d, r, d - r + 1, ceiling
        with working(BITS):
            self.offset = (-real(c2) * d).exp()
            start = self.offset ** (arb(1) / self.k) / real(ceiling)
        self.radius = lower(self.offset) / (1 << MARGIN_BITS)
        self.start = _rounded(lower(start), up=False)
        self.low, self.tau = Fraction(0), self.start
        self.roots: dict[Fraction, arb] = {}

    def run(self, floor: Fraction) -> Needed:
        """Points first, in geometric progression; then the most promising cell again and again."""
        points = [self.start]
        ratio = max(Fraction(5, 4), Fraction(1 << (bits_of(self.start) // POINTS)))
        while not self.low or points[-1] * self.low < 1:
            step = ratio if points[-1] * ratio < 1 else Fraction(5, 4)
            points.append(_rounded(points[-1] * step, up=True))
            self._meet(points[-1])
            if self.ceiling - self.low <= TOLERANCE * self.low:
                return Needed(self.low, self.ceiling, self.d, self.r, self.tau)
        cells = [self._cell(a, b) for a, b in pairwise(points)]
        heapq.heapify(cells)
        for _ in range(CELLS):
            high = -cells[0][0]
            if high <= floor or high - self.low <= TOLERANCE * self.low:
                break
            _, a, b = heapq.heappop(cells)
            middle = _rounded((a + b) / 2 if b < 4 * a else a * (1 << (bits_of(a / b) // 2)), up=False)
            if not a < middle < b:
                heapq.heappush(cells, (-high, a, b))
                break
            self._meet(middle)
            heapq.heappush(cells, self._cell(a, middle))
            heapq.heappush(cells, self._cell(middle, b))
        return Needed(self.low, max(self.low, -cells[0][0]), self.d, self.r, self.tau)

    def _meet(self, tau: Fraction) -> None:
        with working(BITS):
            value = lower(self._root(tau) / real(tau))
        if value > self.low:
            self.low, self.tau = value, tau

    def _cell(self, a: Fraction, b: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        with working(BITS):
            return -min(self.ceiling, upper(self._root(b) / real(a))), a, b

    def _root(self, tau: Fraction) -> arb:
        """((p(tau) - exp(-C2 d))^+)^(1/k)."""
        if tau not in self.roots:
            d, r = self.d, self.r
            p = smallest(d, r, lambda: spread(d, r) * real(tau), self.radius)
            excess = p - self.offset
            power = arb(1) / self.k
            if excess > 0:
                root = excess**power
            else:
                top = excess.upper()
                root = arb(0).union(top**power) if top > 0 else arb(0)
            self.roots[tau] = root
        return self.roots[tau]


def _rounded(x: Fraction, up: bool) -> Fraction:
    """x > 0 to 40 significant bits, rounded as told."""
    shift = MARGIN_BITS - (x.numerator.bit_length() - x.denominator.bit_length())
    scaled = x * Fraction(2) ** shift
    whole = scaled.numerator // scaled.denominator
    return Fraction(whole + (1 if up and whole != scaled else 0)) / Fraction(2) ** shift
