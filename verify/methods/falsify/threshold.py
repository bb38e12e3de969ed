"""Constants in hypotheses: the value beyond which the weakened hypothesis lets a counterexample in, by continuation."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array
from verify.arithmetic.float64 import Float64
from verify.budget import Budget
from verify.methods.falsify import constrained, descent, draws, turning
from verify.methods.falsify.attack import Attack, Place, objective_of
from verify.methods.falsify.certificate import Court, Values
from verify.methods.falsify.domain import Domain
from verify.methods.falsify.frames import frames
from verify.methods.falsify.retraction import Retraction
from verify.methods.falsify.rounding import exact_points, violated
from verify.methods.falsify.shrinking import shrink
from verify.statement import Statement
from verify.tree import Symbol, number

FIRM = 1e-10  # a violation of this relative size is no rounding, not even along iterates
WIDTH = 2e-9
NOISE = 1e-11
STEPS = (1.0, 1.01, 1.5, 3.0, 10.0, 100.0, 1e4)


class Threshold:
    """Brackets where a statement starts to fail as one of its constants moves.

    `holds`, `fails`: values between which it turns; `direction` +1 when it fails above.
    """

    def __init__(self, statement: Statement, sym: Symbol, budget: Budget, seed: int) -> None:
        self.statement, self.sym, self.budget, self.seed = statement, sym, budget, seed
        self.printed = float(Float64({}).value(dict(statement.constants)[sym])[0])
        self.attack = Attack(statement, budget.scaled(0.2), seed)
        self.attack.patience = dict.fromkeys(self.attack.patience, 0)
        self.places: list[Place] = []
        self.pools: list[Array] = []
        self.warm: list[Array] = []
        self.holds: float | None = None
        self.fails: float | None = None
        self.direction = 0
        self.turned: tuple[Place, Array] | None = None

    def run(self) -> None:
        with np.errstate(all="ignore"):
            close = constrained.places(self.statement, self.budget, self.seed)
            if close and self.printed > 0:
                self.attack = close[0].attack
                self._turn(close)
                return
            self._prepare()
            if self.places:
                self._bracket()
                self._bisect()

    def _turn(self, places: list[Place]) -> None:
        found = turning.turn(places, self.sym, self.printed, self.budget, self.seed)
        if any(self._fails_at_printed(place) for place in places[:3]):
            # an end on the wrong side of a value that fails is no end
            for sense, value in ((1, found.above), (-1, found.below)):
                if sense * (value - self.printed) < 0:
                    found.rows.pop(sense, None)
        held = [(1, found.above, found.above <= turning.SPAN * self.printed)]
        # where its declaration ends, nothing turns
        least = float(max(turning.ends(self.sym), default=0))
        held.append((-1, found.below, found.below > max(self.printed / turning.SPAN, least * (1 + 1e-5))))
        ends = [(sense, value) for sense, value, bounded in held if bounded and sense in found.rows]
        if len(ends) != 1:
            # it fails on both sides, or never
            self.fails = self.printed if found.rows else None
            return
        sense, self.fails = ends[0]
        self.holds, self.direction = self.fails, -sense
        self.turned = found.rows[sense]

    def _fails_at_printed(self, place: Place) -> bool:
        rng = np.random.default_rng([self.seed, 23])
        rows = constrained.restored(place.domain, place.faces, 3 * self.budget.starts, rng)
        found = place.domain.assess(place.faces.descend(rows[: self.budget.starts], self.budget.iterations // 4))
        return bool(violated(found, self.statement.claim, FIRM).any())

    def _prepare(self) -> None:
        choices = frames(self.statement, 24)
        count = max(2, self.budget.frames // 2)
        picks = [choices[round(k * (len(choices) - 1) / count)] for k in range(count + 1)] if choices else []
        for frame in [f for k, f in enumerate(picks) if f not in picks[:k]]:
            place = self.attack.place(frame)
            if place is None:
                continue
            rng = np.random.default_rng([self.seed, 21, *[v + 1000 for v in frame.values()]])
            pool = [draws.library(place.domain, self.budget.library // 2, rng)]
            pool.append(draws.sample(place.domain, self.budget.samples, rng))
            self.places.append(place)
            self.pools.append(np.concatenate(pool))
            self.warm.append(np.zeros((0, place.domain.count)))

    def refuted(self, c: float) -> bool:
        """Whether float64 finds a failure with the constant at c; keeps where, and looks there first next time."""
        for k, place in enumerate(self.places):
            place.domain.overrides[self.sym] = np.array([c])
            if len(self.warm[k]) and self._look(k, self.warm[k]) is None:
                return True
        known = [k for k, rows in enumerate(self.warm) if len(rows)]
        for k, place in [(k, self.places[k]) for k in known or range(len(self.places))]:
            rows = np.concatenate([self.warm[k], self.pools[k]]) if not known else self.warm[k]
            best = self._look(k, rows)
            if best is None:
                return True
            self.warm[k] = best[:8] if known else self.warm[k]
            ends, _ = descent.lbfgs(place.objective, best[: self.budget.starts], self.budget.iterations)
            best = self._look(k, ends)
            if best is None:
                return True
            rng = np.random.default_rng([self.seed, 22, k])
            self.warm[k] = best[:8] if known else self.warm[k]
            end, _ = descent.evolve(place.objective, best[0], 0.03, self.budget.generations, rng)
            if self._look(k, end[None]) is None:
                return True
        return False

    def _look(self, k: int, rows: Array) -> Array | None:
        """None when some row fails the claim (kept as warm), else the rows, best first."""
        theta, found = self.places[k].look(rows, np.arange(len(rows)) % 2 == 0)
        bad = violated(found, self.statement.claim, FIRM)
        if bad.any():
            order = where(bad, found.relative, np.inf).argsort(kind="stable")[: min(8, int(bad.sum()))]
            self.warm[k] = theta[order]
            return None
        return theta[objective_of(found).argsort(kind="stable")[: 4 * self.budget.starts]]

    def _bracket(self) -> None:
        at_printed = self.refuted(self.printed)
        up, down = (self.printed * s for s in (4.0, 0.25))
        if at_printed:
            # it fails already: on which side does it hold?
            low_fails, high_fails = self.refuted(down), self.refuted(up)
            self.direction = 1 if not low_fails else -1 if not high_fails else 0
            self.fails = self.printed
        else:
            self.direction = 1 if self.refuted(up) else -1 if self.refuted(down) else 0
            self.holds = self.printed
        for step in STEPS[1:]:
            if self.direction == 0:
                return
            outward = step if (self.direction > 0) == (self.fails is None) else 1 / step
            c = self.printed * outward
            if self.fails is None and self.refuted(c):
                self.fails = c
            elif self.holds is None and not self.refuted(c):
                self.holds = c
            if self.fails is not None and self.holds is not None:
                return

    def _bisect(self) -> None:
        while self.holds is not None and self.fails is not None:
            if abs(self.fails - self.holds) <= WIDTH * max(abs(self.fails), 1e-9):
                return
            middle = (self.fails + self.holds) / 2
            if self.refuted(middle):
                self.fails = middle
            else:
                self.holds = middle

    def certify(self, court: Court) -> tuple[Fraction, Values, Domain] | None:
        """A value that an exact witness refutes, as near to the turn as can be had."""
        if self.fails is None:
            return None
        if self.turned is not None:
            return self._certify_turned(*self.turned, court)
        turn = Fraction(self.fails)
        for gap in (0, 2e-9, 1e-8, 3e-8, 1e-7, 1e-6, 1e-4):
            step = Fraction(gap) * max(abs(turn), Fraction(1, 10**6)) * self.direction
            refuted = _near(turn + step, turn + step * Fraction(6, 5)) if gap else turn.limit_denominator(10**11)
            if not self.refuted(float(refuted)):
                continue
            variant = self.statement.with_constants({self.sym.name: number(refuted)})
            for k, place in enumerate(self.places):
                domain = Domain(variant, self.attack.recipe, place.domain.frame)
                for row in self.warm[k][:3]:
                    found = exact_points(domain, row, Retraction(domain, row[None]), court)
                    if found is not None:
                        _, values = shrink(domain, *found, court, self.budget.shrinks, NOISE)
                        return refuted, values, domain
        return None

    def _certify_turned(self, place: Place, row: Array, court: Court) -> tuple[Fraction, Values, Domain] | None:
        turn = Fraction(float(row[-1]))
        for gap in (1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2):
            step = Fraction(gap) * turn * self.direction
            refuted = max([_near(*sorted((turn + step, turn + step * Fraction(6, 5)))), *turning.ends(self.sym)])
            rows = turning.failing_at(place, row, self.sym, float(refuted), self.budget.iterations)
            variant = self.statement.with_constants({self.sym.name: number(refuted)})
            domain = Domain(variant, self.attack.recipe, place.domain.frame)
            found = domain.assess(rows)
            for k in np.flatnonzero(violated(found, variant.claim, FIRM)):
                exact = exact_points(domain, rows[k], Retraction(domain, rows[k][None]), court)
                if exact is not None:
                    _, values = shrink(domain, *exact, court, self.budget.shrinks, NOISE)
                    return refuted, values, domain
        return None


def _near(low: Fraction, high: Fraction) -> Fraction:
    from verify.methods.falsify.gauge import simplest

    return simplest(low, high)
