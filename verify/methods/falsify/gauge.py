"""How large a named constant must be: the critical value at each point, and its extreme over admissible points."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast

import numpy as np

from verify.arithmetic import balls
from verify.arithmetic.arrays import indices, where
from verify.arithmetic.batch import Array
from verify.arithmetic.float64 import Float64
from verify.arithmetic.margins import Margin
from verify.arithmetic.points import Point
from verify.budget import Budget
from verify.errors import ProofgaugeError
from verify.methods.falsify import descent, draws, recipe
from verify.methods.falsify.certificate import Court, Values, strict, values_at
from verify.methods.falsify.domain import Domain, EmptyDomain
from verify.methods.falsify.frames import Frame, frames, weight
from verify.methods.falsify.retraction import Retraction
from verify.methods.falsify.rounding import roundings
from verify.statement import Statement
from verify.tree import Symbol, make, number, variable

WEIGHT = 1e-2  # the constant must matter at a point: its term is at least this part of the whole
HUGE = 1e7


@dataclass
class Reading:
    """What a gauge found: the critical value `best` at `theta`, and the best for each choice of sizes."""

    best: float = float("-inf")
    domain: Domain | None = None
    theta: Array = None
    by_frame: list[tuple[Frame, float]] = field(default_factory=list[tuple[Frame, float]])
    points: int = 0
    admissible: int = 0


class Gauge:
    """Critical values of a constant that occurs in the claim alone.

    direction +1: larger constants make the claim weaker (it needs at least the supremum); -1: smaller ones do.
    """

    def __init__(self, statement: Statement, sym: Symbol, budget: Budget, seed: int) -> None:
        self.statement, self.sym, self.budget, self.seed = statement, sym, budget, seed
        value = dict(statement.constants)[sym]
        self.printed = float(Float64({}).value(value)[0])
        self.unit = max(abs(self.printed), 1e-3)
        self.recipe = recipe.build(statement.variables, statement.given)
        self.reading = Reading()
        self.direction = 0
        self.affine = True
        self.limit: tuple[float, list[Fraction]] = (float("-inf"), [])
        self.at: dict[tuple[int, ...], tuple[Domain, Array]] = {}

    # ---- one choice of sizes

    def domain(self, frame: Frame) -> tuple[Domain, Retraction] | None:
        try:
            domain = Domain(self.statement, self.recipe, frame)
        except EmptyDomain:
            return None
        rng = np.random.default_rng([self.seed, 11])
        return domain, Retraction(domain, draws.sample(domain, 24, rng))

    def margin(self, domain: Domain, theta: Array, c: Array) -> Any:
        domain.overrides[self.sym] = np.asarray(c, dtype=float)
        try:
            return domain.assess(theta)
        finally:
            domain.overrides.clear()

    def critical(self, domain: Domain, theta: Array) -> tuple[Array, Array]:
        """(direction * critical value, penalty) at every point; -inf where the constant does not matter."""
        one = np.ones(len(theta))
        c0, c1 = self.printed * one, (self.printed + self.unit) * one
        first, second = self.margin(domain, theta, c0), self.margin(domain, theta, c1)
        self.reading.points += len(theta)
        self.reading.admissible += int(first.admissible.sum())
        s0, s1 = first.claim.slack, second.claim.slack
        # the constant must count, and in the common direction
        scale = np.maximum(first.claim.scale, second.claim.scale)
        value = _secant(c0, s0, c1, s1)
        if not self.affine:
            value = self._root(domain, theta, c0, s0, value)
        good = (self.direction * (s1 - s0) > WEIGHT * scale) & np.isfinite(value) & (s0 == s0)
        return where(good, self.direction * value, -np.inf), where(first.admissible, 0.0, first.penalty)

    def _root(self, domain: Domain, theta: Array, c0: Array, s0: Array, c1: Array) -> Array:
        for _ in range(7):
            c1 = where(np.isfinite(c1), c1, c0)
            s1 = self.margin(domain, theta, c1).claim.slack
            c2 = _secant(c0, s0, c1, s1)
            still = np.abs(c1 - c0) <= 1e-14 * np.abs(c1)
            c0, s0, c1 = where(still, c0, c1), where(still, s0, s1), where(still | ~np.isfinite(c2), c1, c2)
        return c1

    def probe(self, choices: list[Frame]) -> None:
        """Find the direction in which the claim gets weaker, and whether its slack is affine in the constant."""
        votes, bends = 0.0, 0
        for frame in choices[-3:]:
            made = self.domain(frame)
            if made is None:
                continue
            domain, retraction = made
            theta = retraction(draws.sample(domain, 64, np.random.default_rng([self.seed, 12])))
            one = np.ones(len(theta))
            slacks = [self.margin(domain, theta, (self.printed + k * self.unit * 0.5) * one).claim for k in (0, 1, 2)]
            s = [m.slack for m in slacks]
            step = (s[1] - s[0]) / np.maximum(slacks[0].scale, 1e-300)
            step = step[np.isfinite(step) & (np.abs(step) > 1e-9)]
            if len(step):
                votes += float(np.sign(step).sum()) / len(step)
            bend = np.abs(s[2] - 2 * s[1] + s[0]) / np.maximum(np.abs(slacks[0].scale), 1e-300)
            bends += int((bend[np.isfinite(bend)] > 1e-7).any())
        self.affine = bends == 0
        self.direction = 0 if abs(votes) < 0.99 else int(np.sign(votes))

    # ---- the search

    def run(self) -> Reading:
        with np.errstate(all="ignore"):
            choices = frames(self.statement, 12 + 4 * self.budget.frames)
            if not choices:
                return self.reading
            self.probe(choices)
            if not self.direction:
                return self.reading
            for frame in self.order(choices):
                self.climb(frame)
                if self.reading.best > HUGE * self.unit:
                    return self.reading
            self.descend(choices)
            self.approach()
        return self.reading

    def approach(self) -> None:
        """Towards points where both sides vanish or grow: critical values in balls, float64 having no digits left."""
        reading = self.reading
        if reading.domain is None or not self.affine:
            return
        ways, _ = roundings(reading.domain, reading.theta, Retraction(reading.domain, reading.theta[None]))
        base = [Fraction(f"{x:.8e}") for x in reading.theta.tolist()]
        if reading.domain.solved and ways:
            base = ways[0].exact()
        for place in (*(b.place for b in reading.domain.blocks), slice(0, reading.domain.count)):
            for exponent in (-3, -6, -9, 3, 6, 9):
                factor = Fraction(10) ** exponent
                point = [x * factor if place.start <= k < place.stop else x for k, x in enumerate(base)]
                value = self.exact_critical(reading.domain, point)
                if value is not None and value > max(self.limit[0], reading.best + 1e-8 * abs(reading.best)):
                    self.limit = value, point

    def exact_critical(self, domain: Domain, point: list[Fraction]) -> float | None:
        """direction * critical value at a rational point, from balls; None where inadmissible or unsettled."""
        values = values_at(domain, point)
        if values is None or self.statement.claim.op not in ("le", "lt"):
            return None
        slacks: list[Any] = []
        for shift in (0, 1):
            variant = self.statement.with_constants({self.sym.name: number(Fraction(self.printed) + shift)})
            try:
                place = Point.from_json(variant, values)
                if shift == 0 and not balls.admissible(variant, place, 320):
                    return None
                slacks.append(cast(Any, balls).slack(variant.claim, place, 320))
            except (ProofgaugeError, ZeroDivisionError):
                return None
        if not (slacks[1] - slacks[0]) * self.direction > 0:
            return None
        ratio = slacks[0] / (slacks[1] - slacks[0])
        settled = ratio.rel_accuracy_bits() > 40 or ratio.is_zero()
        return self.direction * (self.printed - float(ratio.mid())) if settled else None

    def descend(self, choices: list[Frame]) -> None:
        """The same value at the smallest sizes that have it."""
        reading = self.reading
        if reading.domain is None:
            return
        tried = [f for f, _ in reading.by_frame]
        current = reading.domain.frame
        for frame in choices:
            if weight(frame) >= weight(current):
                return
            if frame not in tried:
                self.climb(frame)
            value = next((v for f, v in reading.by_frame if f == frame), -np.inf)
            if value >= reading.best - 1e-8 * max(abs(reading.best), 1e-9):
                reading.domain, reading.theta = self.at[tuple(frame.values())]
                return

    def order(self, choices: list[Frame]) -> list[Frame]:
        """Smallest, middle and largest sizes, the middle first."""
        count = max(3, self.budget.frames)
        spread = [choices[round(k * (len(choices) - 1) / max(1, count - 1))] for k in range(count)]
        found: list[Frame] = []
        for frame in spread[::-1]:
            if frame not in found:
                found.append(frame)
        return found

    def objective(self, domain: Domain, retraction: Retraction, theta: Array) -> Array:
        value, penalty = self.critical(domain, retraction(theta))
        return where(np.isfinite(value), -value / self.unit + 100 * penalty, 1e5)

    def climb(self, frame: Frame) -> None:
        made = self.domain(frame)
        if made is None:
            return
        domain, retraction = made
        budget, rng = self.budget, np.random.default_rng([self.seed, 13, *[v + 1000 for v in frame.values()]])

        def objective(theta: Array) -> Array:
            return self.objective(domain, retraction, theta)

        pool = np.concatenate([draws.library(domain, budget.library, rng), draws.sample(domain, budget.samples, rng)])
        pool = retraction(pool, rng.random(len(pool)) < 0.3)
        scores = objective(pool)
        order = scores.argsort(kind="stable")
        starts = np.unique(pool[order[: budget.starts]], axis=0)
        extra = pool[order[budget.starts : 40 * budget.starts : 39]]
        ends, values = descent.lbfgs(objective, np.concatenate([starts, extra]), budget.iterations)
        self.note(domain, retraction, frame, ends, values)
        gained, turn = 0, 0
        while turn < budget.polish + gained and turn < 5 * budget.polish:
            before = float(values.min())
            k = int(values.argsort(kind="stable")[min(len(values) - 1, turn % 2)])
            spread = 10.0 ** -(0.5 + 1.5 * (turn % 4))
            end, _ = descent.evolve(objective, ends[k], spread, budget.generations, rng)
            more, found = descent.lbfgs(objective, np.stack([end, ends[k]]), budget.iterations, central=True)
            self.note(domain, retraction, frame, more, found)
            if found.min() < values[k]:
                ends[k], values[k] = more[found.argmin()], found.min()
            gained += float(values.min()) < before - 1e-10 * abs(before)
            turn += 1

    def note(self, domain: Domain, retraction: Retraction, frame: Frame, theta: Array, values: Array) -> None:
        theta = retraction(theta)
        value, _ = self.critical(domain, theta)
        state = self.margin(domain, theta, np.full(len(theta), self.printed))
        value = where(state.admissible, value, -np.inf)
        k = int(value.argmax())
        known = next((v for f, v in self.reading.by_frame if f == frame), -np.inf)
        if value[k] > known:
            self.reading.by_frame = [p for p in self.reading.by_frame if p[0] != frame] + [(frame, float(value[k]))]
            self.at[tuple(frame.values())] = domain, theta[k].copy()
        if value[k] > self.reading.best + 1e-11 * abs(value[k]):
            self.reading.best, self.reading.domain, self.reading.theta = float(value[k]), domain, theta[k].copy()

    # ---- exactness

    def certify(self, court: Court, closeness: float = 1e-7) -> tuple[Fraction, Values, float, list[Fraction]] | None:
        """(refuted value, witness, critical value there, its parameters), accepted by the checker, or None."""
        domain, theta = self.reading.domain, self.reading.theta
        if domain is None:
            return None
        for gap in (1e-9, 1e-7, 1e-5) if self.limit[1] else ():
            found = self._against(domain, self.limit[1], self.limit[0], gap, court)
            if found is not None:
                return *found, self.limit[0] * self.direction, self.limit[1]
        candidates, floats = roundings(domain, theta, Retraction(domain, theta[None]))
        if not candidates:
            return None
        with np.errstate(all="ignore"):
            value, penalty = self.critical(domain, floats)
        near = where((penalty == 0) & np.isfinite(value), value, -np.inf)
        best = self.reading.best
        for slack in (2e-10, 1e-9, 1e-8, closeness, 1e-5, 1e-3):
            good = indices(near >= best - slack * max(abs(best), 1e-9))
            for k in good[:3]:
                point = candidates[k].exact()
                for gap in (1e-9, 3e-8, 1e-6, 1e-4):
                    found = self._against(domain, point, float(near[k]), gap, court)
                    if found is not None:
                        return *found, float(near[k]) * self.direction, point
                    if court.left <= 0:
                        return None
        return None

    def _against(
        self, domain: Domain, point: list[Fraction], value: float, gap: float, court: Court
    ) -> tuple[Fraction, Values] | None:
        target = Fraction(value) - Fraction(gap) * Fraction(max(abs(value), 1e-6))
        refuted = self.direction * simplest(target - abs(target) * Fraction(gap) / 2, target)
        variant = self.statement.with_constants({self.sym.name: number(refuted)})
        values = values_at(Domain(variant, self.recipe, domain.frame), point)
        if values is not None and court.accepts(variant, "counterexample", values):
            return refuted, values
        return None

    def attained(self, domain: Domain, point: list[Fraction], value: Fraction, court: Court) -> bool:
        """Whether the claim holds with equality at the point for this value: then every stronger one fails there."""
        claim = self.statement.claim
        if claim.op != "le" or strict(claim):
            return False
        variant = self.statement.with_constants({self.sym.name: number(value)})
        constants = {variable(sym): closed for sym, closed in variant.constants}
        sharper = Statement(variant.title, variant.given, make("lt", claim.args), constants)
        values = values_at(Domain(sharper, self.recipe, domain.frame), point)
        return values is not None and court.accepts(sharper, "counterexample", values)


def _secant(c0: Array, s0: Array, c1: Array, s1: Array) -> Array:
    step = s1 - s0
    return where(step != 0, c0 - s0 * (c1 - c0) / where(step == 0, 1.0, step), np.nan)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator in [low, high]."""
    if low > high:
        low, high = high, low
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = low.numerator // low.denominator
    if whole == low:
        return low
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))


__all__ = ["Gauge", "Margin", "Reading"]
