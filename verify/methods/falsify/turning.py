"""Constants in hypotheses, where hypotheses are many: the constant is one more coordinate of the search.

Among all points where the hypotheses hold and the claim fails, the extreme value of the constant is sought along the
faces that they form. No bisection: a single descent ends where the statement turns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain

import numpy as np

from verify.arithmetic.arrays import indices
from verify.arithmetic.batch import Array
from verify.budget import Budget
from verify.methods.falsify import charts
from verify.methods.falsify.attack import Place
from verify.methods.falsify.constrained import restored
from verify.methods.falsify.domain import Block
from verify.methods.falsify.faces import Faces
from verify.tree import Symbol

FAILS = 1e-8  # how much the claim must fail, relative to its sides, for a point to count
INSIDE = 1e-10
ROOMY = 10  # with so many parameters a place gets as many starts as the budget says
STILL = 1e-4  # a constant that changes by less, relatively, has arrived
ARRIVED = 1e-7
SPAN = 1e3  # a constant that moves by more than this factor is not held by anything


def ends(sym: Symbol) -> list[Fraction]:
    """The declared lower ends of a constant."""
    return [e for e in (sym.ge, sym.gt) if e is not None]


@dataclass
class Stretched:
    """The domain of a place with one more parameter at the end: the constant. As `Faces` needs it."""

    place: Place
    sym: Symbol
    sense: float = 0.0

    def __post_init__(self) -> None:
        domain = self.place.domain
        end = slice(domain.count, domain.count + 1)
        least = max(ends(self.sym), default=Fraction(0))
        self.blocks = [*domain.blocks, Block(self.sym, None, charts.Number(least), end)]
        self.count = domain.count + 1
        self.checked = [*domain.checked, domain.statement.claim]
        self.defining = domain.defining

    def measure(self, theta: Array, claim: bool) -> tuple[Array, Array]:
        """sense * log(constant), and the slacks of the hypotheses, of the claim's failure, and of what defines them."""
        domain, constant = self.place.domain, theta[:, -1]
        domain.overrides[self.sym] = constant
        try:
            value, slacks = self.place.measure(theta[:, :-1], True)
        finally:
            domain.overrides.clear()
        count = len(domain.checked)
        failure = -value[:, None] - FAILS
        with np.errstate(all="ignore"):
            objective = self.sense * np.log(constant)
        return objective, np.concatenate([slacks[:, :count], failure, slacks[:, count:]], 1)


@dataclass(eq=False)
class Lane:
    """One place, and the rows that fail there."""

    place: Place
    stretched: Stretched
    faces: Faces

    def failing(self, theta: Array, rounds: int = 1) -> Array:
        """The rows at which the hypotheses hold and the claim fails, moved there where they are near."""
        theta = self.faces.restore(theta, INSIDE, rounds)
        _, slacks = self.faces.measure(theta, False)
        return theta[indices((slacks >= self.faces.least).all(1))]

    def descend(self, theta: Array, sense: float, iterations: int) -> Array:
        """Rows from which the constant was moved as far as it goes: sense +1 up, -1 down."""
        self.stretched.sense = -sense
        return self.failing(self.faces.descend(theta, iterations, INSIDE))


@dataclass
class Turn:
    """The largest and the smallest value of the constant at which the statement was seen to fail, and where."""

    above: float = 0.0
    below: float = float("inf")
    rows: dict[int, tuple[Place, Array]] = field(default_factory=dict[int, tuple[Place, Array]])
    best: dict[int, list[tuple[Lane, Array]]] = field(default_factory=lambda: {1: [], -1: []})

    def note(self, lane: Lane, theta: Array, sense: float) -> None:
        """Rows that fail, found in this sense."""
        lane.place.attack.findings.admissible += len(theta)
        self.best[int(sense)] += [(lane, row) for row in theta]
        for way in (1, -1):
            for row in theta:
                if (row[-1] > self.above) if way > 0 else (row[-1] < self.below):
                    self.rows[way] = lane.place, row
                    self.above, self.below = (row[-1], self.below) if way > 0 else (self.above, row[-1])


def turn(places: list[Place], sym: Symbol, printed: float, budget: Budget, seed: int) -> Turn:
    """Failing points with extreme values of the constant, over these places."""
    found = Turn()
    senses = (1.0, -1.0)
    for k, place in enumerate(places):
        if not place.domain.blocks:
            continue
        rng = np.random.default_rng([seed, 31, k])
        share = place.domain.count / ROOMY
        keep = max(2, round(budget.starts * share))
        length = max(budget.iterations // 3, round(budget.iterations * share / 4))
        stretched = Stretched(place, sym)
        lane = Lane(place, stretched, Faces(stretched, stretched.measure, -20.0))
        for plenty in (3, 12):
            rows = restored(place.domain, place.faces, plenty * max(keep, budget.starts), rng)
            rows = np.concatenate([rows, printed * 10.0 ** rng.uniform(-1.5, 1.5, (len(rows), 1))], 1)
            rows = lane.failing(rows, 10)
            if len(rows):
                break
        for sense in senses:
            order = np.argsort(-sense * rows[:, -1], kind="stable")[:keep]
            found.note(lane, lane.descend(rows[order], sense, length), sense)
        loose = (found.above > SPAN * printed, found.below < printed / SPAN)
        # nothing holds the constant on that side, so there is no need to look again
        senses = tuple(s for s, free in zip((1.0, -1.0), loose, strict=True) if not free)
        if not senses:
            break
    for sense in senses:
        _narrow(found, sense, budget)
    return found


def _narrow(found: Turn, sense: float, budget: Budget) -> None:
    """Longer descents in fewer and fewer places, from the rows that are still on their way; the best one last."""

    def ahead(entry: tuple[Lane, Array]) -> float:
        return -sense * float(entry[1][-1])

    moving, count = found.best[int(sense)], max(2, budget.frames)
    while count and moving:
        ranked = sorted(moving, key=ahead)
        moving = list[tuple[Lane, Array]]()
        lanes = list(dict.fromkeys(lane for lane, _ in ranked))
        # larger places hold what smaller ones do, so they get a turn even when they are behind
        roomy = sorted(lanes, key=lambda lane: -lane.place.domain.count)
        for lane in list(dict.fromkeys(chain.from_iterable(zip(lanes, roomy, strict=True))))[:count]:
            before = np.array([row for other, row in ranked if other is lane][: budget.starts])
            after = lane.descend(before, sense, budget.iterations)
            found.note(lane, after, sense)
            moving += [(lane, row) for row in after if (np.abs(np.log(row[-1] / before[:, -1])) > STILL).all()]
        count //= 2
    firsts: dict[Lane, Array] = {}
    for lane, row in sorted(found.best[int(sense)], key=ahead):
        firsts.setdefault(lane, row)
    for lane, row in list(firsts.items())[: budget.polish]:
        for _ in range(1 + budget.polish):
            after = lane.descend(row[None], sense, 2 * budget.iterations)
            found.note(lane, after, sense)
            if not len(after) or sense * np.log(after[0, -1] / row[-1]) < ARRIVED:
                break
            row = after[0]


def failing_at(place: Place, row: Array, sym: Symbol, constant: float, iterations: int) -> Array:
    """Rows near `row`, without its last entry, where the claim fails as much as can be had with the constant there."""
    domain = place.domain
    domain.overrides[sym] = np.array([constant])
    try:
        start = place.faces.restore(row[None, :-1], INSIDE)
        rows = [place.faces.descend(start, iterations, room) for room in (1e-7, INSIDE)]
    finally:
        domain.overrides.clear()
    return np.concatenate(rows)
