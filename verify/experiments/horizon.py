"""How long the bounds on the singular values last, against T of Theorem 5.1 and T* of Proposition 4.2."""

from __future__ import annotations

import math

import numpy as np

from verify.experiments.experiment import Cell, Experiment, Table
from verify.experiments.runs import Array, Trial, first_at_most, trials
from verify.experiments.setting import ACCURACY, CONDITION, RANK, good_event, make_target, run_seeds, starts, step_of
from verify.experiments.theory import IMPROVED
from verify.experiments.words import count, median, plural, short
from verify.solver import beta, horizon

SEEDS = 20
BOUNDS = {"sigma_r_x": "σᵣ(Xₜ) ≥ ½√(β/η)", "norm_x": "‖Xₜ‖ ≤ 1/√η", "norm_y": "‖Yₜ‖ ≤ 1/√η"}
"""Name and formula of each bound: Corollary 4.4 and Proposition 4.2.1."""


def compute(cell: Cell, seed: int) -> Cell:
    """Adds for each run the first recorded iteration at which each bound is broken (None: not in all the steps)."""
    target = make_target(cell["condition"], seed)
    d, f0 = cell["d"], target.norm2 / 2
    eta, rate = cell["multiple"] * step_of("theory", target, d), beta(target, d)
    batch = starts("proposed", target, d, eta, run_seeds(seed, SEEDS))
    found = trials(target, batch, eta, cell["steps"], quantities=("loss", "sigma_x", "sigma_y"), records=200)
    until = horizon(rate, eta, f0)
    runs = [_run(trial, trial.relative_error(target), rate, eta, until) for trial in found]
    for_ever = IMPROVED.until(rate, eta, f0) is None
    return cell | {
        "eta": eta,
        "for_ever": for_ever,
        "T": until,
        "T_star": math.floor(1 / (32 * eta**2 * f0)),
        "runs": runs,
    }


def _run(trial: Trial, error: Array, rate: float, eta: float, until: int) -> Cell:
    sigma_x, sigma_y = trial.values["sigma_x"], trial.values["sigma_y"]
    lowest = math.sqrt(rate / eta) / 2
    broken = {
        "sigma_r_x": sigma_x[:, RANK - 1] < lowest,
        "norm_x": sigma_x[:, 0] > 1 / math.sqrt(eta),
        "norm_y": sigma_y[:, 0] > 1 / math.sqrt(eta),
    }
    at_end = int(np.searchsorted(trial.t, until, side="right")) - 1
    return {
        "good": good_event(sigma_x[0], rate, eta),
        "broken": {name: _first(trial.t, where) for name, where in broken.items()},
        "room": float(f"{sigma_x[:, RANK - 1].min() / lowest:.6g}"),
        "error_at_T": float(f"{error[at_end]:.6g}"),
        "iterations": first_at_most(trial.t, error, ACCURACY),
        "diverged_at": trial.diverged_at,
    }


def _first(t: Array, broken: Array) -> float | None:
    where = np.flatnonzero(broken)
    return float(t[where[0]]) if len(where) else None


def _when(cell: Cell, name: str) -> str:
    times = sorted(run["broken"][name] for run in cell["runs"] if run["broken"][name] is not None)
    if not times:
        return "holds"
    return f"{len(times)} break it, the first at t = {count(times[0])}"


def _step(cell: Cell) -> str:
    return f"{short(cell['eta'])} = {cell['multiple']:g} × (8)"


def tables(cells: list[Cell]) -> list[Table]:
    head = [
        "d", "step", "T", "T*", "proved for all t", "starts in the good event",
        *BOUNDS.values(), "smallest σᵣ(Xₜ)/(½√(β/η))",
        "median error at T",
        f"median iterations to {short(ACCURACY)}",
    ]  # fmt: skip
    rows = [
        [
            str(cell["d"]), _step(cell), count(cell["T"]), count(cell["T_star"]),
            "yes" if cell["for_ever"] else "no",
            f"{sum(run['good'] for run in cell['runs'])} of {len(cell['runs'])}",
            *(_when(cell, name) for name in BOUNDS),
            short(min(run["room"] for run in cell["runs"])), short(median([run["error_at_T"] for run in cell["runs"]])),
            count(median([run["iterations"] for run in cell["runs"]])),
        ]
        for cell in cells
    ]  # fmt: skip
    what = f"AGD, {SEEDS} draws, {count(cells[0]['steps'])} iterations of each"
    return [Table(what, head, rows)]


def caption(cells: list[Cell]) -> str:
    """Which bounds break, for draws in the good event and for others, and how the first time compares with T."""
    sentences = [_about(cells, name, formula) for name, formula in BOUNDS.items()]
    within = sum(
        run["broken"][name] is not None and run["broken"][name] <= cell["T"]
        for cell in cells for run in cell["runs"] if run["good"] for name in BOUNDS
    )  # fmt: skip
    sentences.append(
        "No draw of the good event breaks a bound within T." if not within
        else f"{plural(within, 'bound')} broken within T by draws of the good event."
    )  # fmt: skip
    proved = sum(cell["for_ever"] for cell in cells)
    sentences.append(
        "The improved theorem proves the three bounds for all t, in the good event, at "
        f"{plural(proved, 'step')} of {len(cells)}."
    )
    useful = [cell for cell in cells if cell["T"] and all(run["error_at_T"] <= ACCURACY for run in cell["runs"])]
    sentences.append(
        f"At {plural(len(useful), 'step')} of {len(cells)} all runs are at an error of {short(ACCURACY)} by T; "
        f"at {sum(cell['T'] == 0 for cell in cells)} the horizon is empty (T = 0)."
    )
    return f"Each run is watched for {count(cells[0]['steps'])} iterations. " + " ".join(sentences)


def _about(cells: list[Cell], name: str, formula: str) -> str:
    said: list[str] = []
    for good, whose in ((True, "runs that start in the good event"), (False, "others")):
        runs = [(cell, run) for cell in cells for run in cell["runs"] if run["good"] is good]
        broken = [(cell, run) for cell, run in runs if run["broken"][name] is not None]
        text = f"{len(broken)} of {len(runs)} {whose} break it"
        if broken:
            cell, run = min(broken, key=lambda pair: (pair[0]["eta"], pair[1]["broken"][name]))
            text += f" (smallest step η = {short(cell['eta'])}, there at t = {count(run['broken'][name])}, "
            text += f"T = {count(cell['T'])})"
        said += [text] if runs else []
    return f"{formula}: {' and '.join(said)}."


HORIZON = Experiment(
    "horizon",
    "How long the bounds on the singular values last",
    "Proposition 4.2 bounds ‖Xₜ‖, ‖Yₜ‖ up to T* = ⌊1/(32η²f₀)⌋, Corollary 4.4 bounds σᵣ(Xₜ) up to T = ⌊β/(8η²f₀)⌋.",
    "The multiples of the step size (8); times of a break are those of records, at most 1 in 12 late.",
    tuple(
        {"condition": CONDITION, "d": d, "multiple": multiple, "steps": 20_000}
        for d, multiples in ((10, (1, 4, 16, 64, 1024, 4096, 8192)), (6, (1, 16, 1024, 16384)))
        for multiple in multiples
    ),
    compute,
    caption,
    tables,
)
