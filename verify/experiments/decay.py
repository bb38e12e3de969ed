"""One panel of Figures 1 to 4: the error of several runs from each initialization, with the theory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.experiments.experiment import Cell
from verify.experiments.runs import RECORDS, Trial, first_at_most, picked, trials
from verify.experiments.setting import ACCURACY, RANK, good_event, make_target, run_seeds, starts, step_of
from verify.experiments.theory import bound_at, theory_curves
from verify.experiments.words import short
from verify.solver import Start, Target, beta

FLOOR = 1e-13
"""Curves are kept until they first fall below this relative error."""
POINTS = 80
RESOLUTION = 1e-24
"""Relative errors below this are rounding of float64, which no bound is held against."""
SPARSE = 100
"""Records for each tier with noise, where A has full rank and a record costs more than an iteration."""
NEAR = 1.05
"""With noise a run has arrived when its error is at most NEAR times that of the best rank-r matrix."""


def panel(
    condition: float, d: int, step: float | str, steps: int, initializations: Sequence[str], method: str,
    noise: float = 0.0, log_time: bool = False,
) -> Cell:  # fmt: skip
    """The parameters of one panel; step: a number, or "theory" for the step size (8)."""
    return {
        "condition": condition, "d": d, "step": step, "steps": steps, "method": method, "noise": noise,
        "log_time": log_time, "initializations": list(initializations),
    }  # fmt: skip


def compute(cell: Cell, seed: int) -> Cell:
    """Adds eta, beta, f0, the level that counts as solved, the theory's curves and a series for each run."""
    target = make_target(cell["condition"], seed, cell["noise"])
    best = _best_errors(target, cell["d"])
    level = NEAR * best["r"] if cell["noise"] else ACCURACY
    exact = make_target(cell["condition"], seed) if cell["noise"] else target  # the theory is about rank r
    d, steps = cell["d"], cell["steps"]
    eta = step_of(cell["step"], exact, d)
    rate, f0 = beta(exact, d), exact.norm2 / 2
    curves = [] if cell["noise"] else theory_curves(rate, eta, f0, exact.norm2, steps)
    kinds: list[str] = cell["initializations"]
    seeds = run_seeds(seed)
    batch = [start for kind in kinds for start in starts(kind, target, d, eta, seeds)]
    found = trials(target, batch, eta, steps, cell["method"], records=SPARSE if cell["noise"] else RECORDS)
    names = [(kind, index) for kind in kinds for index in range(len(seeds))]
    series = [_series(*name, trial, target, level, cell["log_time"]) for name, trial in zip(names, found, strict=True)]
    first = kinds.index("proposed") * len(seeds)
    proposed = slice(first, first + len(seeds))
    checks = _against_theory(batch[proposed], found[proposed], target, eta, rate, curves)
    return cell | {
        "eta": eta, "beta": rate, "f0": f0, "theory": curves, "series": series, "against_theory": checks,
        "best": best, "level": level,
    }  # fmt: skip


def _series(kind: str, index: int, trial: Trial, target: Target, level: float, log_time: bool) -> Cell:
    t, error = trial.t, trial.relative_error(target)
    seen = first_at_most(t, error, FLOOR)
    kept = picked(t, float(t[-1]) if seen is None else seen, POINTS, log_time)
    return {
        "initialization": kind, "run": index, "iterations": first_at_most(t, error, level),
        "last": float(f"{error[-1]:.6g}"), "diverged_at": trial.diverged_at,
        "t": [int(t[k]) for k in kept], "error": [float(f"{error[k]:.6g}") for k in kept],
    }  # fmt: skip


def _against_theory(
    batch: Sequence[Start], found: Sequence[Trial], target: Target, eta: float, rate: float, curves: list[Cell]
) -> list[Cell]:
    """For each run from the proposed start: is it in the good event, and does each bound hold as far as it reaches."""
    answers: list[Cell] = []
    for start, trial in zip(batch, found, strict=True):
        error = trial.relative_error(target)
        bounds = {curve["name"]: bound_at(curve, trial.t) for curve in curves}
        holds = {
            name: bool(np.all((error <= bound * (1 + 1e-6)) | (bound < RESOLUTION))) for name, bound in bounds.items()
        }
        sigma = np.linalg.svd(start.X0, compute_uv=False)
        answers.append({"good": good_event(sigma, rate, eta), "holds": holds})
    return answers


def _best_errors(target: Target, d: int) -> dict[str, float]:
    """The smallest relative error of any rank-r and of any rank-d matrix (Eckart-Young)."""
    tail = np.cumsum(np.asarray(target.sigma)[::-1] ** 2)[::-1] / target.norm2
    ends = {"r": RANK, "d": d}
    return {name: float(f"{tail[k]:.6g}") if k < len(tail) else 0.0 for name, k in ends.items()}


# ---- what panels have in common


def iterations(cell: Cell, kind: str) -> list[float | None]:
    """Iterations to ACCURACY of each run, None for a run that does not get there in the panel."""
    return [series["iterations"] for series in cell["series"] if series["initialization"] == kind]


def title(cell: Cell) -> str:
    """The parameters that tell panels apart."""
    step = f"step {short(cell['eta'])}" + (" from (8)" if cell["step"] == "theory" else "")
    return f"condition {cell['condition']:.3g}, d = {cell['d']}, {step}"
