"""Whether and how fast the factors balance."""

from __future__ import annotations

import numpy as np

from verify.experiments.drawing import Sheet
from verify.experiments.experiment import Cell, Experiment, Table
from verify.experiments.runs import Array, Trial, picked, trials
from verify.experiments.setting import CONDITION, INITIALIZATIONS, RANK, make_target, run_seeds, starts, step_of
from verify.experiments.words import count, listed, median, middle, short

QUANTITIES = {
    "imbalance": "‖X′X − Y′Y‖ / (‖X‖² + ‖Y‖²)",
    "condition_x": "σ₁(X) / σᵣ(X)",
    "condition_y": "σ₁(Y) / σᵣ(Y)",
}
"""All norms are Frobenius norms."""
POINTS = 60


def compute(cell: Cell, seed: int) -> Cell:
    """Adds, for each run of each initialization, the QUANTITIES over the iterations."""
    target = make_target(cell["condition"], seed)
    eta = step_of(cell["step"], target, cell["d"])
    seeds = run_seeds(seed)
    kinds: list[str] = cell["initializations"]
    batch = [start for kind in kinds for start in starts(kind, target, cell["d"], eta, seeds)]
    found = trials(target, batch, eta, cell["steps"], quantities=("imbalance", "sigma_x", "sigma_y"), records=200)
    names = [(kind, index) for kind in kinds for index in range(len(seeds))]
    series = [_series(kind, index, trial) for (kind, index), trial in zip(names, found, strict=True)]
    return cell | {"eta": eta, "series": series}


def _series(kind: str, index: int, trial: Trial) -> Cell:
    x, y = trial.values["sigma_x"], trial.values["sigma_y"]
    columns = {
        "imbalance": trial.values["imbalance"] / ((x**2).sum(axis=1) + (y**2).sum(axis=1)),
        "condition_x": x[:, 0] / x[:, RANK - 1],
        "condition_y": y[:, 0] / y[:, RANK - 1],
    }
    kept = picked(trial.t, float(trial.t[-1]), POINTS, log=True)
    values = {name: [float(f"{column[k]:.6g}") for k in kept] for name, column in columns.items()}
    settled = _settled(trial.t, columns["imbalance"])
    return {"initialization": kind, "run": index, "settled": settled, "t": [int(trial.t[k]) for k in kept], **values}


def _settled(t: Array, imbalance: Array) -> float | None:
    """The first recorded iteration from which on 95 % of the change is done; None where 1 % or less changes at all."""
    change = abs(imbalance[-1] - imbalance[0])
    if change <= 0.01 * imbalance[0]:
        return None
    away = np.flatnonzero(np.abs(imbalance - imbalance[-1]) > 0.05 * change)
    return float(t[int(away[-1]) + 1])


def _of(cell: Cell, kind: str, name: str, place: int) -> list[float | None]:
    return [series[name][place] for series in cell["series"] if series["initialization"] == kind]


def caption(cells: list[Cell]) -> str:
    """How much of the imbalance is left at the end, at each step."""
    sentences: list[str] = []
    for cell in cells:
        parts = [
            f"from {first} to {last} for {INITIALIZATIONS[kind]}"
            for kind in cell["initializations"]
            for first, last in [[middle(_of(cell, kind, "imbalance", k)) for k in (0, -1)]]
        ]
        sentences.append(f"At step {short(cell['eta'])} the median relative imbalance goes {listed(parts)}.")
    kept = [_left(cell) for cell in cells]
    sentences.append(
        f"After {count(cells[0]['steps'])} iterations the proposed factors have kept {short(100 * max(kept), 3)} % of "
        f"their imbalance at step {short(cells[kept.index(max(kept))]['eta'])} and {short(100 * min(kept))} % at step "
        f"{short(cells[kept.index(min(kept))]['eta'])}."
    )
    times = [(cell["eta"], _settling(cell, "proposed")) for cell in cells]
    quick = [f"{count(time)} at step {short(eta)}" for eta, time in times if time is not None]
    if quick:
        sentences.append(f"95 % of their change is done by iteration {listed(quick)} (medians).")
    return " ".join(sentences)


def _left(cell: Cell) -> float:
    first, last = (float(np.median(np.array(_of(cell, "proposed", "imbalance", k), dtype=float))) for k in (0, -1))
    return last / first


def _settling(cell: Cell, kind: str) -> float | None:
    return median([series["settled"] for series in cell["series"] if series["initialization"] == kind])


def tables(cells: list[Cell]) -> list[Table]:
    head = ["step", "initialization"]
    head += ["95 % of the change by t ="]
    head += [f"{formula} {when}" for formula in QUANTITIES.values() for when in ("at the start", "at the end")]
    rows = [
        [
            short(cell["eta"]),
            INITIALIZATIONS[kind],
            count(_settling(cell, kind)),
            *(middle(_of(cell, kind, name, k)) for name in QUANTITIES for k in (0, -1)),
        ]
        for cell in cells
        for kind in cell["initializations"]
    ]
    return [Table(f"AGD, medians of the runs, the end is t = {count(cells[0]['steps'])}", head, rows)]


def draw(cells: list[Cell]) -> str:
    """A row for each quantity, a column for each step."""
    sheet = Sheet(len(QUANTITIES), len(cells))
    limits = {"imbalance": (1e-4, 10.0), "condition_x": (1.0, 20.0), "condition_y": (1.0, 20.0)}
    for row, (name, formula) in enumerate(QUANTITIES.items()):
        for column, cell in enumerate(cells):
            panel = sheet.panel(
                row * len(cells) + column, f"step {short(cell['eta'])}" if row == 0 else "", "iterations", formula
            )
            panel.scales((1, cell["steps"]), limits[name], log_x=True)
            for kind in cell["initializations"]:
                runs = [series for series in cell["series"] if series["initialization"] == kind]
                panel.lines(kind, [(run["t"][1:], run[name][1:]) for run in runs])
            panel.label()
    return sheet.svg()


BALANCE = Experiment(
    "balance",
    "Whether the factors balance",
    "The introduction sets the unbalanced start beside the bias of gradient descent towards balanced factors.",
    "Everything: the measure, the steps, d = 10; condition as in section 6.",
    tuple(
        {"condition": CONDITION, "d": 10, "step": step, "steps": 10_000, "initializations": list(INITIALIZATIONS)}
        for step in ("theory", 0.1, 0.8)
    ),
    compute,
    caption,
    tables,
    draw,
)
