"""What "with probability at least 1 - delta" is worth: delta of (A2d), and the true probability of the good event.

delta = (C1 tau)^(d-r+1) + exp(-C2 d) + exp(-r/2) + exp(-d/2). Whatever tau > 0, C1, C2 > 0 are, delta exceeds
exp(-r/2) + exp(-d/2), and comes as near to it as one likes.

The good event (Phi_1: n x d with entries N(0, 1/d), Phi_2: n x d with entries N(0, 1/n), V: n x r with orthonormal
columns)

    sigma_r(V'Phi_1) >= rho = tau (1 - sqrt(r-1)/sqrt d),   sigma_1(Phi_1) <= 3,   sigma_1(Phi_2) <= 3

has two readings. As *needed*: the proof uses Phi_1 only through V'Phi_1 (A Phi_1 = U Sigma V'Phi_1), an r x d matrix
with entries N(0, 1/d) that is independent of Phi_2, so the probability is a product of two exact laws. As *printed*,
sigma_1(Phi_1) itself is bounded; that event is smaller, and Pr(E and F) >= Pr(E) + Pr(F) - 1, Pr(E and F) <= min
enclose its probability.

The same proof with its deviations chosen best: sigma_1(V'Phi_1) <= 3 fails with probability at most exp(-t^2/2) for
t = 2 sqrt d - sqrt r, sigma_1(Phi_2) <= 3 for t = 2 sqrt n - sqrt d if that is not negative (Proposition A.2), and the
small-ball bound needs no exponential term (edges.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from verify.arithmetic._flint import arb, working
from verify.laws.classical import chi
from verify.laws.edges import largest_tail_bound, sharp_small_ball_constant, small_ball_constant, spread
from verify.laws.precision import RADIUS, LawError, Real, bits_of, lower, real, upper
from verify.laws.wishart import MAX_COLUMNS, MAX_ROWS, check_sizes, interval, largest, smallest

BITS = 128
LIMIT = 3  # of sigma_1(Phi_1) and sigma_1(Phi_2)


@dataclass(frozen=True)
class GoodEvent:
    """Enclosures of the probability of the good event: as the proof needs it, and as printed."""

    needed: arb
    printed: arb


def delta(d: int, r: int, tau: Real, c1: Real, c2: Real | None) -> arb:
    """delta of (A2d); c2 = None leaves the exponential term out. LawError for d < r; 128 bits."""
    check_sizes(d, r)
    with working(BITS):
        extra = arb(0) if c2 is None else (-real(c2) * d).exp()
        return (real(c1) * real(tau)) ** (d - r + 1) + extra + _floor(d, r)


def highest_probability(d: int, r: int) -> arb:
    """1 - exp(-r/2) - exp(-d/2): the supremum of 1 - delta over all tau, C1, C2; never attained. LawError for d < r."""
    check_sizes(d, r)
    with working(BITS):
        return 1 - _floor(d, r)


def is_vacuous(d: int, r: int) -> bool:
    """Whether delta >= 1 whatever tau, C1 and C2 are. LawError for d < r."""
    value = highest_probability(d, r)
    if not (value > 0 or value < 0):
        raise LawError(f"(d, r) = ({d}, {r}): 1 - exp(-r/2) - exp(-d/2) is not separated from 0")
    return bool(value < 0)


def widest_tau(d: int, r: int, c1: Real) -> arb:
    """The tau from which on delta >= 1 for every C2: ((1 - exp(-r/2) - exp(-d/2)) / C1^k)^(1/k), or 0; 128 bits."""
    if is_vacuous(d, r):
        return arb(0)
    with working(BITS):
        return highest_probability(d, r) ** (arb(1) / (d - r + 1)) / real(c1)


def same_proof_delta(n: int, d: int, r: int, tau: Real) -> arb:
    """The delta that the proof of Proposition 4.3 gives with its deviations chosen best; above 1 where it says nothing.

    LawError unless d >= r and n >= r.
    """
    _check(n, d, r)
    with working(BITS):
        small_ball = (small_ball_constant(d, r) * real(tau)) ** (d - r + 1)
        return small_ball + _deviation(d, r) + _deviation(n, d)


def union_delta(n: int, d: int, r: int, tau: Real, radius: Fraction = RADIUS) -> arb:
    """The sum of the exact probabilities that the three parts of the event, as needed, fail. Errors as `good_event`."""
    _check(n, d, r)
    below = smallest(d, r, lambda: real(tau) * spread(d, r), radius)
    norms = largest(d, r, lambda: LIMIT * arb(d).sqrt(), radius), norm_at_most(n, d, n, radius)
    with working(bits_of(radius) + 32):
        return below + (1 - norms[0]) + (1 - norms[1])


def good_event(n: int, d: int, r: int, tau: Real, radius: Fraction = RADIUS) -> GoodEvent:
    """The probability of the good event, each law within `radius`; where n x d is beyond the exact law, a closed form.

    Raises LawError unless d >= r and n >= r, Unsupported where d x r is beyond the reach of the exact law.
    """
    _check(n, d, r)

    def unit() -> arb:
        return real(tau) * spread(d, r)

    first = interval(d, r, unit, lambda: LIMIT * arb(d).sqrt(), radius)
    second = norm_at_most(n, d, n, radius)
    with working(bits_of(radius) + 32):
        needed = first * second
        if n == r:
            return GoodEvent(needed, needed)
        whole = norm_at_most(n, d, d, radius)
        least = _clipped(interval(d, r, unit, None, radius) + whole - 1)
        return GoodEvent(needed, least.union(first.min(whole)) * second)


def worth_table(sizes: Iterable[tuple[int, int, int]], taus: Sequence[Fraction]) -> dict[str, object]:
    """For every (n, d, r) and tau what (A2d) promises at best, what the same proof could promise, and what is true.

    "printed" takes C1 = sqrt(e) without exponential term, proved in edges.py. Numbers are [low, high] as exact
    strings.
    """
    rows: list[dict[str, object]] = []
    for n, d, r in sizes:
        for tau in taus:
            event = good_event(n, d, r, tau)
            rows.append(
                {
                    "n": n,
                    "d": d,
                    "r": r,
                    "tau": str(tau),
                    "vacuous": is_vacuous(d, r),
                    "supremum": _ends(highest_probability(d, r)),
                    "printed": _ends(1 - delta(d, r, tau, sharp_small_ball_constant, None)),
                    "same_proof": _ends(1 - same_proof_delta(n, d, r, tau)),
                    "event_needed": _ends(event.needed),
                    "event_printed": _ends(event.printed),
                }
            )
    return {"format": "proofgauge worth 1", "rows": rows}


def _floor(d: int, r: int) -> arb:
    return (arb(-r) / 2).exp() + (arb(-d) / 2).exp()


def _deviation(rows: int, columns: int) -> arb:
    """Bound on Pr(sigma_1 > 3 sqrt(rows)) for a Gaussian rows x columns matrix, by Proposition A.2."""
    t = 2 * arb(rows).sqrt() - arb(columns).sqrt()
    return (-t * t / 2).exp() if t > 0 else arb(1)


def norm_at_most(n: int, d: int, scale: int, radius: Fraction = RADIUS) -> arb:
    """Pr(sigma_1 <= 3 sqrt(scale)) for a Gaussian n x d matrix; a closed form where it is beyond the exact law."""
    rows, columns = max(n, d), min(n, d)
    if rows <= MAX_ROWS and columns <= MAX_COLUMNS:
        return largest(rows, columns, lambda: LIMIT * arb(scale).sqrt(), radius)
    most = chi(rows, lambda: LIMIT * arb(scale).sqrt(), radius)  # the norm of one column is at most sigma_1
    with working(bits_of(radius) + 32):
        least = 1 - largest_tail_bound(rows, columns, LIMIT * arb(scale).sqrt())
        return _clipped(least).union(most)


def _clipped(value: arb) -> arb:
    """The part of a lower bound that says something: at least 0."""
    return value.max(arb(0))


def _check(n: int, d: int, r: int) -> None:
    check_sizes(d, r)
    if n < r:
        raise LawError(f"(n, r) = ({n}, {r}): an m x n matrix of rank r needs n >= r")


def _ends(value: arb) -> list[str]:
    return [str(lower(value)), str(upper(value))]
