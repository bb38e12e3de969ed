"""The rate that the factors lead to, early and late, against sigma_r / sigma_1 and its square."""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np

from verify.experiments.drawing import INK, Sheet
from verify.experiments.experiment import Cell, Experiment, Table
from verify.experiments.runs import Array, first_at_most, trials
from verify.experiments.setting import CONDITION, RANK, make_target, run_seeds, starts, step_of
from verify.experiments.words import count, short
from verify.solver import beta, horizon

EARLY, LATE = (1.0, 0.1), (1e-6, 1e-8)
"""The first and the last stretch of the relative error over which rates are measured."""


def compute_rate(cell: Cell, seed: int) -> Cell:
    """Adds for each run the decrease of log ||A - X Y'||_F per iteration, early, late and as the factors predict."""
    target = make_target(cell["condition"], seed)
    eta = step_of(cell["step"], target, cell["d"])
    batch = starts("proposed", target, cell["d"], eta, run_seeds(seed))
    names = ("loss", "sigma_x", "sigma_y")
    found = trials(target, batch, eta, cell["steps"], quantities=names, stop=LATE[1], records=200)
    runs: list[Cell] = []
    for trial in found:
        error = trial.relative_error(target)
        sigma_x, sigma_y = (float(trial.values[name][-1, RANK - 1]) for name in ("sigma_x", "sigma_y"))
        factors = (1 - eta * sigma_x**2) * (1 - eta * sigma_y**2)
        predicted = -math.log(factors) if 0 < factors < 1 else None
        runs.append({
            "early": _slope(trial.t, error, *EARLY), "late": _slope(trial.t, error, *LATE), "predicted": predicted,
            "sigma_r_x": float(f"{sigma_x:.6g}"), "sigma_r_y": float(f"{sigma_y:.6g}"),
        })  # fmt: skip
    rate = beta(target, cell["d"])
    covered = horizon(rate, eta, target.norm2 / 2) > 0
    return cell | {"eta": eta, "guaranteed": rate / 8 if covered else None, "runs": runs}


def _slope(t: Array, error: Array, high: float, low: float) -> float | None:
    start, end = 0.0 if high >= 1 else _crossing(t, error, high), _crossing(t, error, low)
    if start is None or end is None or end <= start:
        return None
    return float(f"{math.log(high / low) / 2 / (end - start):.6g}")


def _crossing(t: Array, error: Array, level: float) -> float | None:
    """As `first_at_most`, but between iterations too."""
    whole = first_at_most(t, error, level)
    if whole is None or whole == 0:
        return whole
    before, after = (float(np.exp(np.interp(x, t, np.log(error)))) for x in (whole - 1, whole))
    return (
        whole if before <= level or after >= before else whole - 1 + math.log(before / level) / math.log(before / after)
    )


def _median(cell: Cell, name: str) -> float | None:
    values = sorted(run[name] for run in cell["runs"] if run[name] is not None)
    return float(np.median(values)) if 2 * len(values) > len(cell["runs"]) else None


def exponent(cells: list[Cell], name: str) -> float | None:
    """p of the least-squares fit rate ~ (sigma_r / sigma_1)^p over the cells; None with fewer than two of them."""
    points = [(math.log(cell["condition"]), -math.log(rate)) for cell in cells if (rate := _median(cell, name))]
    if len(points) < 2:
        return None
    x, y = np.array(points).T
    return float(cast(Any, np.polyfit(x, y, 1))[0])


def rate_groups(cells: list[Cell]) -> dict[str, list[Cell]]:
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault("the step (8)" if cell["step"] == "theory" else f"η = {cell['step']:g}", []).append(cell)
    return groups


def rate_caption(cells: list[Cell]) -> str:
    """The powers of sigma_r / sigma_1 that the rates follow, and how near the factors' prediction is."""
    sentences: list[str] = []
    for name, group in rate_groups(cells).items():
        early, late = exponent(group, "early"), exponent(group, "late")
        ratios = [
            late_rate / sure for cell in group if (late_rate := _median(cell, "late")) and (sure := cell["guaranteed"])
        ]
        sentences.append(
            f"At {name} the rate follows σᵣ/σ₁ to the power {short(early)} over the first digit of the error and "
            f"{short(late)} from {short(LATE[0])} to {short(LATE[1])}"
            + (
                f", where it is {short(min(ratios))} to {short(max(ratios))} times the guaranteed β/8."
                if ratios
                else "."
            )
        )
    gaps = [
        abs(run["late"] / run["predicted"] - 1)
        for cell in cells
        for run in cell["runs"]
        if run["late"] and run["predicted"]
    ]
    if gaps:
        sentences.append(
            "The final factors explain the late rate: it differs from −log((1 − ησᵣ(X)²)(1 − ησᵣ(Y)²)) by "
            f"{short(100 * float(np.median(gaps)))} % in the median and {short(100 * max(gaps))} % at most."
        )
    return " ".join(sentences)


def rate_tables(cells: list[Cell]) -> list[Table]:
    head = [
        "σ₁/σᵣ",
        "step",
        "early rate",
        "late rate",
        "predicted by the factors",
        "guaranteed β/8",
        "ησᵣ(X)²",
        "ησᵣ(Y)²",
    ]
    rows = [
        [
            short(cell["condition"], 3), short(cell["eta"]),
            *(short(_median(cell, name)) for name in ("early", "late", "predicted")),
            short(cell["guaranteed"]), *(_scaled(cell, name) for name in ("sigma_r_x", "sigma_r_y")),
        ]
        for cell in cells
    ]  # fmt: skip
    what = (
        f"Decrease of log ‖A − XY′‖ per iteration: early to {short(EARLY[1])}, late from {short(LATE[0])} "
        f"to {short(LATE[1])} of the relative squared error; AGD, medians of the runs; – not reached in "
        f"{count(cells[0]['steps'])}"
    )
    return [Table(what, head, rows)]


def _scaled(cell: Cell, name: str) -> str:
    value = _median(cell, name)
    return short(None if value is None else cell["eta"] * value**2)


def rate_draw(cells: list[Cell]) -> str:
    """A panel for each step: early and late rate against the condition number, with slopes 1 and 2."""
    groups = rate_groups(cells)
    sheet = Sheet(1, len(groups))
    for index, (name, group) in enumerate(groups.items()):
        panel = sheet.panel(index, name, "σ₁/σᵣ", "rate of ‖A − XY′‖ per iteration")
        ends = group[0]["condition"], group[-1]["condition"]
        panel.scales((1.0, ends[1] * 1.15), (1e-6, 10.0), log_x=True)
        base = _median(group[0], "late") or 1e-2
        panel.lines("slope", [(ends, [base, base * ends[0] / ends[1]])], "∝ σᵣ/σ₁", INK, linestyle="--")
        panel.lines("slope", [(ends, [base, base * (ends[0] / ends[1]) ** 2])], "∝ (σᵣ/σ₁)²", INK, linestyle="--")
        sure = [(cell["condition"], cell["guaranteed"]) for cell in group if cell["guaranteed"]]
        if sure:
            panel.lines("guaranteed", [([x for x, _ in sure], [y for _, y in sure])], "β/8, guaranteed", INK)
        for kind, quantity in (("random", "early"), ("proposed", "late")):
            runs = range(len(group[0]["runs"]))
            curves = [
                [
                    (cell["condition"], cell["runs"][k][quantity])
                    for cell in group
                    if cell["runs"][k][quantity] is not None
                ]
                for k in runs
            ]
            panel.lines(kind, [([x for x, _ in curve], [y for _, y in curve]) for curve in curves if curve], quantity)
        panel.label()
    return sheet.svg()


RATE = Experiment(
    "rate",
    "The local rate against σᵣ/σ₁ and its square",
    "Point 3 after Theorem 3.1: the rate often follows σᵣ/σ₁ not its square, for the first several iterations.",
    "The condition numbers (singular values equally spaced), the steps, the stretches over which rates are measured.",
    tuple(
        {"condition": condition, "d": 10, "step": step, "steps": 400_000}
        for step in ("theory", 0.1, 0.8)
        for condition in (CONDITION, 2.0, 4.0, 8.0, 16.0)
    ),
    compute_rate, rate_caption, rate_tables, rate_draw,
)  # fmt: skip
