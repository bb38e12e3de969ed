"""Constants in hypotheses, where hypotheses are many: the constant is one more coordinate of the search.

Among all points where the hypotheses hold and the claim fails, the extreme value of the constant is sought along the
faces that they form. No bisection: a single descent ends where the statement turns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

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


@dataclass
class Turn:
    """The largest and the smallest value of the constant at which the statement was seen to fail, and where."""

    above: float = 0.0
    below: float = float("inf")
    rows: dict[int, tuple[Place, Array]] = field(default_factory=dict[int, tuple[Place, Array]])
    best: dict[int, list[tuple[Place, Array]]] = field(default_factory=lambda: {1: [], -1: []})

    def note(self, place: Place, theta: Array) -> None:
        """Rows that fail; the extreme ones of each place are kept."""
        place.attack.findings.admissible += len(theta)
        if not len(theta):
            return
        for sense, k in ((1, int(theta[:, -1].argmax())), (-1, int(theta[:, -1].argmin()))):
            self.best[sense].append((place, theta[k]))
            if (theta[k, -1] > self.above) if sense > 0 else (theta[k, -1] < self.below):
                self.rows[sense] = place, theta[k]
        self.above = max(self.above, float(theta[:, -1].max()))
        self.below = min(self.below, float(theta[:, -1].min()))


def turn(places: list[Place], sym: Symbol, printed: float, budget: Budget, seed: int) -> Turn:
    """Failing points with extreme values of the constant, over these places."""
    found = Turn()
    senses = (1.0, -1.0)
    for k, place in enumerate(places):
        if not place.domain.blocks:
            continue
        rng = np.random.default_rng([seed, 31, k])
        rows = restored(place.domain, place.faces, 3 * budget.starts, rng)
        factors = 10.0 ** rng.uniform(-1.5, 1.5, (len(rows), 1))
        rows = np.concatenate([rows, printed * factors], 1)
        stretched = Stretched(place, sym)
        faces = Faces(stretched, stretched.measure, -20.0)
        rows = _failing(faces, faces.restore(rows, INSIDE, 10))
        for sense in senses:
            stretched.sense = -sense
            order = np.argsort(-sense * rows[:, -1], kind="stable")[: budget.starts]
            rows_there = faces.descend(rows[order], budget.iterations // 2, INSIDE)
            found.note(place, _failing(faces, rows_there))
        loose = (found.above > SPAN * printed, found.below < printed / SPAN)
        # nothing holds the constant on that side, so there is no need to look again
        senses = tuple(s for s, free in zip((1.0, -1.0), loose, strict=True) if not free)
        if not senses:
            break
    for sense in senses:
        order = sorted(found.best[int(sense)], key=lambda b: -sense * float(b[1][-1]))
        for place, row in order[: max(1, budget.polish // 2)]:
            stretched = Stretched(place, sym, -sense)
            faces = Faces(stretched, stretched.measure, -20.0)
            found.note(place, _failing(faces, faces.descend(row[None], 2 * budget.iterations, INSIDE)))
    return found


def _failing(faces: Faces, theta: Array) -> Array:
    """The rows at which the hypotheses hold and the claim fails."""
    _, slacks = faces.measure(theta, False)
    return theta[indices((slacks >= faces.least).all(1))]


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
