"""The setting of section 6 and of Figure 1: the matrix, the step size, the runs."""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np

from verify.experiments.runs import Array
from verify.solver import Start, Target, initialize, step_size

C, NU = 4.0, 1e-10
"""The defaults of section 6; D = C nu / 9."""
SIZE, RANK, RUNS = 100, 5, 5
"""A is SIZE x SIZE of rank RANK; RUNS runs of each kind (captions of Figures 1 to 4)."""
CONDITION = 1 / 0.9
"""sigma_1 / sigma_r in section 6."""
ACCURACY = 1e-8
"""The relative error ||A - X Y'||_F^2 / ||A||_F^2 that counts as solved, and the epsilon of the theoretical step."""
INITIALIZATIONS = {
    "proposed": "Proposed",
    "colspan": "ColSpan(A)",
    "random": "Random",
    "random_asymmetric": "Random-Asym",
}
"""The four initializations of section 6: the solver's name and the printed one."""


def make_target(condition: float, seed: int, noise: float = 0.0) -> Target:
    """A = U diag(sigma) V' with random orthonormal U, V and sigma equally spaced from 1 to 1/condition.

    noise: Frobenius norm of the Gaussian noise added, relative to ||A||_F.
    """
    draw = np.random.default_rng([seed, 0])
    left, right = (np.linalg.qr(draw.standard_normal((SIZE, RANK)))[0] for _ in range(2))
    sigma = np.linspace(1.0, 1.0 / condition, RANK)
    if not noise:
        return Target.from_factors(left, sigma, right)
    exact = (left * sigma) @ right.T
    gauss = draw.standard_normal((SIZE, SIZE))
    return Target(exact + noise * np.linalg.norm(exact) / np.linalg.norm(gauss) * gauss, rank=RANK)


def step_of(
    step: float | str, target: Target, d: int, c: float = C, nu: float = NU, sigma1: float | None = None
) -> float:
    """A number as it is; "theory" is the step size (8)."""
    return theoretical_step(target, d, c, nu, sigma1) if step == "theory" else float(step)


def run_seeds(seed: int, count: int = RUNS) -> list[int]:
    """The seeds of `count` runs, the same for every initialization and cell, different from all others."""
    return [int(word) for word in np.random.SeedSequence([seed, 1]).generate_state(count)]


def theoretical_step(target: Target, d: int, c: float, nu: float, sigma1: float | None = None) -> float:
    """The largest step that (8) allows at epsilon = ACCURACY ||A||_F^2, with tau = 1 and the largest f0 allowed for.

    sigma1: the estimate of sigma_1(A) in the start, if any.
    """
    f0 = (1 + nu) ** 2 * target.norm2 / 2
    return step_size("corollary_5_2", target, d, ACCURACY * target.norm2, f0, C=c, sigma1=sigma1)


def starts(kind: str, target: Target, d: int, eta: float, seeds: list[int], **options: Any) -> list[Start]:
    return [initialize(cast(Any, kind), target, d, eta, seed=seed, **{"C": C, "nu": NU, **options}) for seed in seeds]


def good_event(sigma_x: Array, rate: float, eta: float, c: float = C) -> bool:
    """Whether X0, with singular values `sigma_x`, meets Proposition 4.3.1 at tau = 1.

    That is sqrt(beta / eta) <= sigma_r(X0) and sigma_1(X0) <= 3 / (C sqrt(eta)), where `rate` is beta.
    """
    return bool(sigma_x[RANK - 1] >= math.sqrt(rate / eta) and sigma_x[0] <= 3 / (c * math.sqrt(eta)))
