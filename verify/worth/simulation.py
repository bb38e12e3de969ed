"""Alternating gradient descent next to what a plan guarantees. float64: an independent check, never a verdict.

A run depends on A and Phi_1 only through the singular values of A and B = V'Phi_1, whatever U and V are, as the
iterates keep to the column space of A (Lemma 4.5) and Gaussian matrices are invariant under rotations; with Y0 = 0 it
does not depend on n either. So A = diag(sigma), r x r (r x n where D != 0), has the same law as any m x n A.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from verify.experiments.runs import Array, first_at_most, trials
from verify.laws.classical import binomial_interval
from verify.solver import Start, Target, initialize
from verify.worth.guarantee import Guarantee, Plan
from verify.worth.numbers import Enclosure, WorthError

CONFIDENCE = Fraction(95, 100)
LONGEST = 100_000_000
MAX_DRAWS = 100_000


@dataclass(frozen=True)
class Simulation:
    """`draws` runs next to one guarantee.

    good        how many were in its event; `interval`: Clopper and Pearson's for the event's probability, at 95%
    missed      how many of these missed the goal, which the theorem excludes
    iterations  of each run until ||A - X Y'||_F^2 <= eps ||A||_F^2, interpolated between records; None where it took
                more than guaranteed
    """

    guarantee: Guarantee
    draws: int
    seed: int
    good: int
    missed: int
    interval: Enclosure
    iterations: tuple[int | None, ...]

    @property
    def reached(self) -> int:
        """How many runs reached the goal within the guaranteed iterations."""
        return sum(t is not None for t in self.iterations)

    @property
    def median(self) -> int | None:
        """The iterations of the middle run (the higher of two); None where it did not reach the goal."""
        return self._in_order(self.draws // 2)

    @property
    def most(self) -> int | None:
        """The iterations of the slowest run; None where it did not reach the goal."""
        return self._in_order(self.draws - 1)

    def _in_order(self, index: int) -> int | None:
        found = sorted(t for t in self.iterations if t is not None)
        return found[index] if index < len(found) else None

    def to_json(self) -> dict[str, object]:
        """Counts, the interval with its ends rounded outwards, and the iterations of every run."""
        return {
            "theorem": self.guarantee.theorem, "probability_from": self.guarantee.source, "draws": self.draws,
            "seed": self.seed, "in_good_event": self.good, "missed": self.missed, "confidence": str(CONFIDENCE),
            "interval": self.interval.to_json(), "reached": self.reached, "median": self.median, "most": self.most,
            "iterations": list(self.iterations),
        }  # fmt: skip


def simulate(
    plan: Plan, guarantee: Guarantee, draws: int, seed: int = 0, progress: Callable[[int, int], None] | None = None
) -> Simulation:
    """Runs from `draws` random starts with the step size of one of the plan's guarantees.

    The singular values of A are evenly spaced from 1 to 1/kappa. progress: called as progress(iteration, the most that
    there can be). Raises WorthError for a guarantee without numbers,
    for draws outside 1..100 000, and for more than 100 000 000 iterations.
    """
    steps, step = guarantee.iterations, guarantee.step
    if steps is None or step is None or guarantee.C is None or guarantee.D is None:
        raise WorthError(f"{guarantee.title} guarantees nothing here ({guarantee.reason}): nothing to simulate")
    if not 1 <= draws <= MAX_DRAWS:
        raise WorthError(f"{draws} draws: expected 1 to {MAX_DRAWS}")
    if steps > LONGEST:
        raise WorthError(
            f"{guarantee.title} guarantees {steps:,} iterations, more than the {LONGEST:,} that are simulated; "
            "leave --simulate out, or ask for a smaller probability"
        )
    sigma = np.linspace(1.0, 1 / float(plan.kappa), plan.r)
    columns = plan.n if guarantee.D else plan.r
    target = Target.from_factors(np.eye(plan.r), sigma, np.eye(columns)[:, : plan.r])
    eta, factor = float(step) / math.sqrt(target.norm2), float(guarantee.C)
    seeds = np.random.SeedSequence([seed, 1]).generate_state(draws)
    starts = [initialize("proposed", target, plan.d, eta, int(word), factor, D=float(guarantee.D)) for word in seeds]
    good = [_good(start, sigma, eta, guarantee) for start in starts]
    times: list[int | None] = []
    for trial in trials(target, starts, eta, max(steps, 1), stop=float(plan.eps), progress=progress):
        found = first_at_most(trial.t, trial.relative_error(target), float(plan.eps))
        times.append(None if found is None or found > steps else int(found))
    interval = Enclosure(*binomial_interval(sum(good), draws, CONFIDENCE))
    missed = sum(inside and t is None for inside, t in zip(good, times, strict=True))
    return Simulation(guarantee, draws, seed, sum(good), missed, interval, tuple(times))


def _good(start: Start, sigma: Array, eta: float, guarantee: Guarantee) -> bool:
    """Whether rho <= sigma_r(B), sigma_1(B) <= s and ||Phi_2|| <= 3."""
    if guarantee.C is None or guarantee.D is None or guarantee.rho is None or guarantee.s is None:
        return False
    scale = math.sqrt(eta) * float(guarantee.C)
    values = np.linalg.svd(start.X0 / sigma[:, None] * scale, compute_uv=False)
    norm = np.linalg.norm(start.Y0, 2) / (math.sqrt(eta) * float(guarantee.D)) if guarantee.D else 0.0
    return bool(values[-1] >= float(guarantee.rho.low) and values[0] <= float(guarantee.s) and norm <= 3)
