"""Making a counterexample readable: parameters towards 0, 1 and small integers, each step checked exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from verify.arithmetic.arrays import indices
from verify.methods.falsify import charts
from verify.methods.falsify.certificate import Court, Values, values_at
from verify.methods.falsify.domain import Domain
from verify.methods.falsify.draws import matrices
from verify.methods.falsify.frames import Frame, frames, weight
from verify.methods.falsify.rounding import CERTAIN, as_floats, cost, violated

if TYPE_CHECKING:
    from verify.methods.falsify.attack import Attack

Point = list[Fraction]
ALL = 60  # choices of sizes, of which
BESIDE = 8  # that the search did not choose may show a smaller counterexample


def smaller(attack: Attack, choices: list[Frame]) -> tuple[Domain, Point, Values] | None:
    """The counterexample at the smallest sizes where degenerate points or a modest search show one.

    Degenerate points come first at all sizes: rounding noise at the smallest ones may use up what the checker is asked.
    """
    start = attack.findings.counterexample
    if start is None:
        return None
    heaviest = weight(start[0].frame)
    more = [f for f in frames(attack.statement, ALL) if f not in choices and weight(f) < heaviest]
    less = sorted([*(f for f in choices if weight(f) < heaviest), *more[-BESIDE:]], key=weight)
    shown = next((k for k, frame in enumerate(less) if attack.at(frame, attack.library)), len(less))
    for frame in less[:shown]:
        if frame in choices and attack.at(frame, attack.search):
            break
    return attack.findings.counterexample


def shrink(
    domain: Domain, point: Point, values: Values, court: Court, rounds: int, threshold: float = CERTAIN
) -> tuple[Point, Values]:
    """A simpler counterexample at the same sizes; every step accepted by the checker.

    float64 proposes only what fails by more than the relative threshold.
    """
    for _ in range(rounds):
        tried = [domain.settle_exact(m) for m in _block_moves(domain, point) + _coordinate_moves(point)]
        moves = [m for m in tried if m is not None and cost(m) < cost(point)]
        if not moves:
            break
        moves.sort(key=cost)
        found = domain.assess(as_floats(moves))
        good = violated(found, domain.statement.claim, threshold)
        accepted = False
        for k in indices(good)[:4]:
            simpler = values_at(domain, moves[k])
            if simpler is not None and court.accepts(domain.statement, "counterexample", simpler):
                point, values, accepted = moves[k], simpler, True
                break
        if not accepted:
            break
        point, values = _greedy(domain, point, values, court, threshold)
    return point, values


def _greedy(domain: Domain, point: Point, values: Values, court: Court, threshold: float) -> tuple[Point, Values]:
    """Coordinates simplified one after the other, looked at in float64, checked once at the end."""
    current = list(point)
    for k in sorted(range(len(point)), key=lambda i: -cost([point[i]])):
        tried = [domain.settle_exact([*current[:k], x, *current[k + 1 :]]) for x in simpler_numbers(current[k])]
        choices = [c for c in tried if c is not None]
        if not choices:
            continue
        good = violated(domain.assess(as_floats(choices)), domain.statement.claim, threshold)
        if good.any():
            current = choices[int(indices(good)[0])]
    if cost(current) < cost(point):
        simpler = values_at(domain, current)
        if simpler is not None and court.accepts(domain.statement, "counterexample", simpler):
            return current, simpler
    return point, values


def simpler_numbers(x: Fraction) -> list[Fraction]:
    """Rationals near x, or simple anyway, that cost less to read; simplest first."""
    found = [Fraction(k) for k in (0, 1, -1, 2, -2, 3)] + [Fraction(1, 2)]
    found += [Fraction(round(x)), x.limit_denominator(2), x.limit_denominator(4), x.limit_denominator(10)]
    found += [x.limit_denominator(q) for q in (100, 1000, 10**5)] + [x / 2, Fraction(round(x / 2))]
    found += [Fraction(f"{float(x):.{digits}e}") for digits in (0, 1, 2, 4)]
    return sorted({y for y in found if cost([y]) < cost([x])}, key=lambda y: cost([y]))


def _coordinate_moves(point: Point) -> list[Point]:
    moves: list[Point] = []
    for k, x in enumerate(point):
        moves += [[*point[:k], y, *point[k + 1 :]] for y in simpler_numbers(x)]
    for q in (1, 2, 4, 10):
        moves.append([Fraction(round(x * q), q) for x in point])
    return moves


def _block_moves(domain: Domain, point: Point) -> list[Point]:
    moves: list[Point] = []
    for block in domain.blocks:
        place = block.place
        options: list[Point] = [[Fraction(0)] * block.chart.count]
        if isinstance(block.chart, charts.Free):
            known = matrices(block.chart.rows, block.chart.cols)[:20]
            options += [[Fraction(float(x)).limit_denominator(1000) for x in m.ravel()] for m in known]
        for other in domain.blocks:
            if other is not block and other.chart == block.chart:
                options.append(point[other.place])
        moves += [[*point[: place.start], *o, *point[place.stop :]] for o in options]
    return moves
