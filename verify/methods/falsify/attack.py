"""The search for a counterexample to one statement: degenerate points, samples, descent, evolution, raw sampling."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from verify.arithmetic.arrays import indices, where
from verify.arithmetic.batch import Array
from verify.budget import Budget
from verify.errors import ProofgaugeError
from verify.methods.falsify import constrained, descent, determined, distant, draws, recipe, shrinking, steering, ties
from verify.methods.falsify.certificate import Court, Values
from verify.methods.falsify.domain import Assessment, Domain, EmptyDomain
from verify.methods.falsify.faces import Faces
from verify.methods.falsify.frames import Frame, corners, frames, spread, weight
from verify.methods.falsify.retraction import Retraction
from verify.methods.falsify.rounding import CERTAIN, exact_points, violated
from verify.statement import Statement

BATCH = 8192
SCOUTED = 32  # choices of sizes that get a brief look
PENALTY = 4.0
HEAVY = 6.0  # points that cost more than this share their sizes' budget
NOISE = 1e-13


@dataclass
class Findings:
    """What the search has seen so far."""

    points: int = 0
    admissible: int = 0
    frames: list[Frame] = field(default_factory=list[Frame])
    least: float = float("inf")
    least_at: tuple[Domain, Array] | None = None
    counterexample: tuple[Domain, list[Fraction], Values] | None = None
    witness: tuple[Frame, Values] | None = None
    undefined: tuple[Frame, Values] | None = None
    notes: list[str] = field(default_factory=list[str])
    against: str = ""  # why the search supports nothing


class Place:
    """One choice of sizes: its domain, what moves points into it, and the objective there."""

    def __init__(self, attack: Attack, frame: Frame) -> None:
        self.attack = attack
        self.domain = Domain(attack.statement, attack.recipe, frame)
        rng = np.random.default_rng([attack.seed, 7, len(attack.places)])
        probe = draws.sample(self.domain, 24, rng)
        self.retraction = Retraction(self.domain, probe)
        longest = max((v for s, v in frame.items() if s.kind == "integer"), default=0)
        heavy = steering.weight(attack.statement.props, longest)
        self.suspects: list[tuple[float, Array]] = []
        self.budget = attack.budget if heavy <= HEAVY else attack.budget.scaled(HEAVY / heavy)
        self.faces = Faces(self.domain, self.measure)

    def look(
        self, theta: Array, boundary: Array | None = None, repair: bool = False, everywhere: bool = True
    ) -> tuple[Array, Assessment]:
        """Retracted parameters and what holds there (see `Domain.assess`); recorded."""
        theta = self.retraction(theta, boundary)
        if repair:
            theta = self.retraction.repair(theta)
        found = self.domain.assess(theta, everywhere)
        self.attack.record(self, theta, found)
        return theta, found

    def measure(self, theta: Array, claim: bool) -> tuple[Array, Array]:
        self.attack.findings.points += len(theta)
        return self.domain.measure(theta, claim)

    def objective(self, theta: Array) -> Array:
        """Relative slack, plus a penalty outside the hypotheses."""
        return objective_of(self.look(theta)[1])


def objective_of(found: Assessment) -> Array:
    relative = where(np.isnan(found.relative), 1.0, found.relative)
    return where(found.admissible, relative, relative + PENALTY * found.penalty)


class Attack:
    """One run. Deterministic in (statement, budget, seed)."""

    def __init__(self, statement: Statement, budget: Budget, seed: int) -> None:
        self.statement, self.budget, self.seed = statement, budget, seed
        self.recipe = recipe.build(statement.variables, statement.given)
        self.court = Court(budget.checks)
        self.findings = Findings()
        self.places: dict[tuple[Any, ...], Place] = {}
        self.ties: list[tuple[Place, Array]] = []
        self.closely = 2 + 2 * budget.frames  # so many scouted places with hypotheses hard to meet get a closer look
        self.patience = {"admissible": 12, "undefined": 6, "restored": 4 if budget.frames else 1}

    def place(self, frame: Frame) -> Place | None:
        key = tuple(frame.values())
        if key not in self.places:
            try:
                self.places[key] = Place(self, frame)
            except EmptyDomain:
                return None
        return self.places[key]

    # ---- bookkeeping

    def record(self, place: Place, theta: Array, found: Assessment) -> None:
        seen = self.findings
        seen.points += len(theta)
        seen.admissible += int(found.admissible.sum())
        if found.admissible.any() and place.domain.frame not in seen.frames:
            seen.frames.append(place.domain.frame)
        relative = where(found.admissible & ~np.isnan(found.relative), found.relative, np.inf)
        k = int(relative.argmin()) if len(relative) else -1
        if k >= 0 and relative[k] < seen.least:
            seen.least, seen.least_at = float(relative[k]), (place.domain, theta[k].copy())
        if k >= 0 and relative[k] < -CERTAIN:
            # also the probes of a finite difference may be the first to fail
            place.suspects = sorted([*place.suspects, (float(relative[k]), theta[k].copy())], key=lambda s: s[0])[:4]
        if k >= 0 and abs(relative[k]) <= ties.NOISE:
            ties.note(self, place, theta[k])
        for kind, known, mask in (
            ("admissible", seen.witness, found.admissible), ("undefined", seen.undefined, found.undefined)
        ):  # fmt: skip
            if known is None and self.patience[kind] > 0 and mask.any():
                self.patience[kind] -= 1
                self._keep_exact(place, theta, mask, kind)

    def _keep_exact(self, place: Place, theta: Array, mask: Array, kind: str) -> None:
        for k in indices(mask)[:2]:
            exact = exact_points(place.domain, theta[k], place.retraction, self.court, kind, tries=2)
            if exact is not None:
                frame, values = place.domain.frame, exact[1]
                if kind == "admissible":
                    self.findings.witness = frame, values
                else:
                    self.findings.undefined = frame, values
                return

    def try_rows(self, place: Place, theta: Array, found: Assessment, tries: int = 4) -> bool:
        """Exact counterexamples near the rows that look violated, worst first."""
        bad = np.array(indices(violated(found, self.statement.claim, NOISE)), dtype=int)
        order = bad[np.argsort(found.relative[bad], kind="stable")]
        sure = [k for k in order if found.relative[k] < -CERTAIN]
        for k in (sure or order.tolist()[:2])[:tries]:
            exact = exact_points(place.domain, theta[k], place.retraction, self.court)
            if exact is not None:
                self.findings.counterexample = place.domain, *exact
                return True
        return False

    # ---- the stages

    def run(self) -> Findings:
        choices = frames(self.statement, 12 + 4 * self.budget.frames, wide=self.budget.frames >= 10)
        if not choices:
            self.findings.notes.append("no choice of sizes up to the limit satisfies the hypotheses about sizes")
            return self.findings
        for frame in spread(choices, max(4, 2 * self.budget.frames)):
            if self.at(frame, self.library):
                return self.finish(choices)
        if self.findings.witness is None:
            self.findings.witness = determined.witness(self)
        constrained_first = [p for p in self.places.values() if p.domain.constrained]
        for frame in corners(self.statement, SCOUTED // 2 if constrained_first else SCOUTED):
            if self.seen_enough() or self.at(frame, self.scout):
                return self.finish(choices)
        for frame in self.searched(choices):
            if self.seen_enough() or self.at(frame, self.search):
                return self.finish(choices)
        for frame in () if self.seen_enough() else constrained.far(self):
            if self.at(frame, self.scout):
                return self.finish(choices)
        for frame, index in constrained.horizons(self):
            if constrained.along_horizon(self, frame, index):
                return self.finish(choices)
        if self.budget.frames and distant.counterexample(self, choices):
            return self.finish(choices)
        if self.budget.raw:
            chosen = self.searched(choices)[:4]
            for frame in chosen:
                if self.at(frame, partial(self.raw, share=len(chosen))):
                    return self.finish(choices)
        return self.finish(choices)

    def seen_enough(self) -> bool:
        """An admissible point is all that a budget without frames goes on for."""
        return not self.budget.frames and self.findings.witness is not None

    def at(self, frame: Frame, stage: Any) -> bool:
        place = self.place(frame)
        return place is not None and stage(place)

    def searched(self, choices: list[Frame]) -> list[Frame]:
        """Order three first, then the largest, the others of one order, and a spread over the rest."""
        count = max(1, min(self.budget.frames, len(choices)))
        by_weight = choices[::-1]
        picks = [min(choices, key=lambda f: (_unevenness(f), -weight(f))), by_weight[0]]
        picks += [by_weight[(k * len(by_weight)) // count] for k in range(count)]
        found: list[Frame] = []
        for frame in picks:
            if frame not in found:
                found.append(frame)
        return found[:count]

    def library(self, place: Place) -> bool:
        rng = np.random.default_rng([self.seed, 1, *_code(place.domain.frame)])
        theta = draws.library(place.domain, place.budget.library, rng)
        theta, found = place.look(theta, everywhere=False)
        return self.try_library(place, theta, found)

    def scout(self, place: Place) -> bool:
        """A brief look: many choices of sizes matter more than many points in one."""
        rng = np.random.default_rng([self.seed, 7, *_code(place.domain.frame)])
        count = max(8, min(96, place.budget.samples // 4))
        rows = [draws.library(place.domain, count, rng), draws.sample(place.domain, count, rng)]
        theta, found = place.look(np.concatenate(rows), everywhere=False)
        if self.try_library(place, theta, found) or self.try_rows(place, theta, found):
            return True
        if self.closely and place.domain.constrained:
            self.closely -= 1
            rows = constrained.starts(place, 3 * place.budget.starts, place.budget.starts, rng)
            return constrained.along_faces(self, place, rows, place.budget.iterations // 4)
        return False

    def try_library(self, place: Place, theta: Array, found: Assessment) -> bool:
        bad = indices(violated(found, self.statement.claim, CERTAIN))
        for k in sorted(bad, key=lambda i: _length(theta[i]))[:4]:
            exact = exact_points(place.domain, theta[k], place.retraction, self.court)
            if exact is not None:
                self.findings.counterexample = place.domain, *exact
                return True
        return False

    def search(self, place: Place) -> bool:
        budget = place.budget
        rng = np.random.default_rng([self.seed, 2, *_code(place.domain.frame)])
        best, _values = self.sampled(place, budget.samples if budget.frames else budget.samples // 4, rng)
        if self.findings.counterexample is not None:
            return True
        if not len(best):
            return False
        if place.domain.constrained:
            rows = constrained.starts(place, 6 * budget.starts, budget.starts, rng)
            return constrained.along_faces(self, place, rows, budget.iterations // 2) or self.try_suspects(place)
        starts = best[: budget.starts]
        ends, _ = descent.lbfgs(place.objective, starts, budget.iterations)
        ends, found = place.look(ends)
        if self.try_rows(place, ends, found) or self.try_suspects(place):
            return True
        objective = objective_of(found)
        order = objective.argsort(kind="stable")
        kinks, _ = descent.zoom(place.objective, ends[order[:3]])
        if self.try_rows(place, *place.look(kinks)):
            return True
        for k in order[: max(1, budget.starts // 12)]:
            if budget.generations:
                spread = float(10.0 ** rng.uniform(-2, -0.5))
                end, _ = descent.evolve(place.objective, ends[k], spread, budget.generations, rng)
                theta, found = place.look(end[None])
                if self.try_rows(place, theta, found):
                    return True
        if self.steer(place, best):
            return True
        if budget.iterations >= 60:
            ends, _ = descent.lbfgs(place.objective, ends[order[:4]], budget.iterations, central=True)
            ends, found = place.look(ends)
            if self.try_rows(place, ends, found):
                return True
        return self.try_suspects(place)

    def try_suspects(self, place: Place) -> bool:
        """Points that looked violated while something else was being looked at."""
        rows = [row for _, row in place.suspects]
        place.suspects = []
        return bool(rows) and self.try_rows(place, *place.look(np.array(rows)))

    def steer(self, place: Place, rows: Array) -> bool:
        """Across the switches of the claim, one after the other, both ways."""
        known = set(self.statement.variables) | set(place.domain.constants)
        for switch in steering.switches(self.statement.claim, known):
            for sign in (1.0, -1.0):

                def objective(theta: Array, switch: Any = switch, sign: float = sign) -> Array:
                    theta = place.retraction(theta)
                    side = sign * np.broadcast_to(switch(place.domain.build(theta)), len(theta))
                    return where(np.isnan(side), 1.0, np.maximum(side, -1e-3))

                ends, values = descent.lbfgs(
                    objective, rows[: max(2, place.budget.starts // 2)], place.budget.iterations
                )
                if not (values < 0).any():
                    rng = np.random.default_rng([self.seed, 5])
                    end, value = descent.evolve(objective, ends[values.argmin()], 0.3, place.budget.generations, rng)
                    ends, values = end[None], np.array([value])
                if not (values < 0).any():
                    continue
                ends, values = descent.lbfgs(place.objective, ends[values < 0], place.budget.iterations)
                rng = np.random.default_rng([self.seed, 6])
                end, _ = descent.evolve(place.objective, ends[values.argmin()], 0.01, place.budget.generations, rng)
                ends = np.concatenate([ends, end[None]])
                if self.try_rows(place, *place.look(ends)):
                    return True
        return False

    def sampled(self, place: Place, count: int, rng: np.random.Generator) -> tuple[Array, Array]:
        """The best rows of a sample, distinct, best first, and their objectives."""
        kept: list[Array] = []
        scores: list[Array] = []
        for start in range(0, count, BATCH):
            size = min(BATCH, count - start)
            theta = draws.sample(place.domain, size, rng)
            theta, found = place.look(theta, rng.random(len(theta)) < 0.4, repair=True)
            if self.try_rows(place, theta, found):
                return theta[:0], scores[0] if scores else np.zeros(0)
            score = objective_of(found)
            order = score.argsort(kind="stable")[: 4 * place.budget.starts]
            kept.append(theta[order])
            scores.append(score[order])
        theta, score = np.concatenate(kept), np.concatenate(scores)
        order = score.argsort(kind="stable")
        half = max(1, place.budget.starts // 2)
        spread = order[half:][:: max(1, len(order[half:]) // max(1, place.budget.starts - half))]
        chosen = np.concatenate([order[:half], spread])
        return theta[chosen], score[chosen]

    def raw(self, place: Place, share: int) -> bool:
        rng = np.random.default_rng([self.seed, 3, *_code(place.domain.frame)])
        for _ in range(0, place.budget.raw // share, BATCH):
            theta = draws.sample(place.domain, BATCH, rng)
            theta, found = place.look(theta, rng.random(BATCH) < 0.3)
            if self.try_rows(place, theta, found):
                return True
        return False

    # ---- the end

    def finish(self, choices: list[Frame]) -> Findings:
        if self.findings.counterexample is None:
            ties.settle(self)
        found = self.findings.counterexample
        if found is None:
            if self.findings.witness is None:
                self.find_witness(choices)
            return self.findings
        domain, point, values = shrinking.smaller(self, choices) or found
        if self.findings.witness is None and self.court.accepts(self.statement, "admissible", values):
            self.findings.witness = domain.frame, values
        point, values = shrinking.shrink(domain, point, values, self.court, self.budget.shrinks)
        self.findings.counterexample = domain, point, values
        return self.findings

    def find_witness(self, choices: list[Frame]) -> None:
        """Real effort for an admissible point: descent on the penalty alone."""
        for frame in choices[: 2 + self.budget.frames]:
            place = self.place(frame)
            if place is None or place.domain.count == 0:
                continue
            rng = np.random.default_rng([self.seed, 4, *_code(frame)])
            theta = draws.sample(place.domain, self.budget.samples, rng)

            def penalty(x: Array, place: Place = place) -> Array:
                found = place.look(x)[1]
                return where(found.admissible, 0.0, found.penalty)

            start = theta[penalty(theta).argsort(kind="stable")[: self.budget.starts]]
            ends, _ = descent.lbfgs(penalty, start, 2 * self.budget.iterations)
            place.look(ends)
            if self.findings.witness is not None:
                return


def _unevenness(frame: Frame) -> float:
    """How far the sizes are from all being three."""
    return float(sum(abs(v - 3) for s, v in frame.items() if s.kind == "size"))


def _length(theta: Array) -> float:
    """How much there is to read in a row of parameters, roughly: simple points come first."""
    numbers: list[float] = theta.tolist()
    return sum((x != 0) + abs(x) + 4 * (x != round(x)) for x in numbers)


def _code(frame: Frame) -> list[int]:
    return [v + 1000 for v in frame.values()]


def attack(statement: Statement, budget: Budget, seed: int) -> Findings:
    """Search for a counterexample. Raises Unsupported only for statements that float64 cannot evaluate at all."""
    with np.errstate(all="ignore"):
        return Attack(statement, budget, seed).run()


__all__ = ["Attack", "Findings", "ProofgaugeError", "attack"]
