"""What to change where a run leaves float64."""

# pyright: reportConstantRedefinition=false

from __future__ import annotations

import math

import numpy as np

from verify.solver.corollary import ceiling
from verify.solver.reduction import initial_loss, reduce
from verify.solver.run import Run
from verify.solver.starts import Start
from verify.solver.target import Target

BOUND = 9 / 16
"""Of eta sigma_1^2(X0), eta sigma_1^2(Y0) in Proposition 4.2: iterates are bounded up to floor(1 / (32 eta^2 f0))."""


def diverged(target: Target, start: Start, run: Run, steps: int, C: float, sigma1: float | None) -> str:
    """A run of so many steps whose loss or gradient stopped being finite after the first."""
    said = f"diverged: at step {run.diverged_at:,} the loss or a gradient is no longer finite; "
    eta = run.eta
    small = reduce(target, start)
    x, y = (eta * float(np.linalg.norm(factor, 2)) ** 2 for factor in (small.x, small.y))
    if start.kind not in ("proposed", "random_asymmetric") or x <= BOUND:
        return said + "take a smaller --eta"
    said += f"eta sigma_1(X0)^2 = {x:.3g} is beyond 9/16 and the same for every --eta: "
    if start.kind != "proposed":
        return said + "take fewer columns with --d, or another --init"
    more = ceiling(C * math.sqrt(x / BOUND))
    said += f"take --C {more:g} or more"
    if sigma1 is not None and x * (sigma1 / target.sigma_1) ** 2 <= BOUND:
        said += f", or leave --sigma1 out (sigma_1(A) = {target.sigma_1:.6g})"
    bounded = y * (more / C) ** 2 <= BOUND and 32 * eta**2 * initial_loss(target, start) * steps <= 1
    return said if bounded else said + "; should that diverge as well, a smaller --eta too"


def overflown(start: Start, sigma1: float | None) -> str:
    """A start whose loss or gradient is beyond float64: by its size, which eta decides in two initializations."""
    x, y = (float(abs(factor).max()) for factor in (start.X0, start.Y0))
    way = "rescale A"
    if start.kind in ("proposed", "random_asymmetric"):
        way = f"X0 grows like 1/sqrt(eta) and Y0 like sqrt(eta): take a {'larger' if x > y else 'smaller'} --eta"
        way += "" if sigma1 is None else ", or another --sigma1"
    return (
        "diverged: before the first step, the loss or a gradient is not finite in float64; the largest entries are "
        f"{x:.3g} in X0 and {y:.3g} in Y0; {way}"
    )
