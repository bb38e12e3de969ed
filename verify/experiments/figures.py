"""Figures 1 to 4 of the paper: their panels, and what one sees in them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from verify.experiments.decay import NEAR, compute, iterations, panel, title
from verify.experiments.experiment import Cell, Experiment, Table
from verify.experiments.setting import ACCURACY, CONDITION, INITIALIZATIONS, RUNS
from verify.experiments.theory import PRINTED
from verify.experiments.words import count, listed, median, range_of, short, spread

ALL = tuple(INITIALIZATIONS)
METHODS = {"alternating": "Alternating gradient descent", "simultaneous": "Gradient descent (not alternating)"}


def caption(cells: list[Cell]) -> str:
    """What one sees: who is first, where nobody arrives, how far the theory reaches and whether it holds."""
    kinds = [INITIALIZATIONS[kind] for kind in cells[0]["initializations"]]
    sentences = [
        f"{METHODS[cells[0]['method']]}, {_runs(cells)} from each of {listed(kinds)}: relative error "
        "‖A − XY′‖²/‖A‖² (Frobenius norms) after each iteration."
    ]
    return " ".join([*sentences, *_race(cells), *_theory(cells), *_noise(cells)])


def _level(cells: Sequence[Cell]) -> str:
    if cells[0]["noise"]:
        return f"{NEAR:g} times the error of the best rank-r matrix"
    return f"a relative error of {short(cells[0]['level'])}"


def _runs(cells: Sequence[Cell]) -> str:
    runs = len(iterations(cells[0], cells[0]["initializations"][0]))
    return f"{runs} run{'s' if runs != 1 else ''}"


def _race(cells: Sequence[Cell]) -> list[str]:
    ahead, nowhere, gains = 0, list[str](), list[float]()
    for cell in cells:
        medians = {kind: median(iterations(cell, kind)) for kind in cell["initializations"]}
        arrived = {kind: value for kind, value in medians.items() if value is not None}
        if not arrived:
            nowhere.append(short(cell["eta"]))
        elif min(arrived, key=lambda kind: arrived[kind]) == "proposed":
            ahead += 1
            others = [value for kind, value in arrived.items() if kind != "proposed"]
            gains += [min(others) / max(1.0, arrived["proposed"])] if others else []
    among = f"{len(cells)} panel{'s' if len(cells) > 1 else ''}"
    sentences = [f"Proposed is the first to reach {_level(cells)} (median of the runs) in {ahead} of {among}"]
    if gains:
        sentences[0] += f", {range_of(gains)} times sooner than the next that gets there at all"
    sentences[0] += "."
    if nowhere:
        sentences.append(f"No initialization gets there within the panel at step {listed(nowhere)}.")
    lost = sum(series["diverged_at"] is not None for cell in cells for series in cell["series"])
    if lost:
        sentences.append(
            "1 run diverges; its curve ends there." if lost == 1 else f"{lost} runs diverge; their curves end there."
        )
    return sentences


def _theory(cells: Sequence[Cell]) -> list[str]:
    sentences: list[str] = []
    for name, label in {curve["name"]: curve["label"] for cell in cells for curve in cell["theory"]}.items():
        pairs = [(cell, curve) for cell in cells for curve in cell["theory"] if curve["name"] == name]
        covered = [(cell, curve) for cell, curve in pairs if curve["t"]]
        why = pairs[0][1]["empty"]
        if not covered:
            sentences.append(f"The {label} covers no iteration of any panel ({why}).")
            continue
        reach = listed(list(dict.fromkeys(_until(curve) for _, curve in covered)))
        runs = [answer for cell, _ in covered for answer in cell["against_theory"]]
        good = [answer["holds"][name] for answer in runs if answer["good"]]
        sentences.append(
            f"The {label} for AGD covers {reach}; it holds for {sum(good)} of the {len(good)} proposed runs there "
            f"whose X₀ is in the good event (Proposition 4.3 at τ = 1), and for "
            f"{sum(run['holds'][name] for run in runs)} of all {len(runs)}."
        )
        if len(covered) < len(pairs):
            sentences.append(f"In {len(pairs) - len(covered)} of {len(pairs)} panels it covers nothing ({why}).")
    ratios = [ratio for cell in cells if (ratio := _pessimism(cell)) is not None]
    if ratios:
        sentences.append(f"Where (6) covers anything the median run is {range_of(ratios)} times as fast as exp(−βt/4).")
    return sentences


def _pessimism(cell: Cell) -> float | None:
    taken = median(iterations(cell, "proposed"))
    covered = any(curve["name"] == PRINTED.name and curve["t"] for curve in cell["theory"])
    return None if not taken or not covered else 4 * math.log(1 / cell["level"]) / cell["beta"] / taken


def _noise(cells: Sequence[Cell]) -> list[str]:
    if not cells[0]["noise"]:
        return []
    best = cells[0]["best"]
    return [
        f"With {100 * cells[0]['noise']:.0f} % noise no rank-r matrix comes closer than {short(best['r'])} and no "
        f"rank-d matrix closer than {short(best['d'])} (dotted); no bound is drawn: the theory is about rank r."
    ]


def tables(cells: list[Cell]) -> list[Table]:
    kinds = list(cells[0]["initializations"])
    bounds = [curve["label"] for curve in cells[0]["theory"]]
    rows = [
        [title(cell), *(spread(iterations(cell, kind)) for kind in kinds), *(_until(curve) for curve in cell["theory"])]
        for cell in cells
    ]
    head = ["panel", *(INITIALIZATIONS[kind] for kind in kinds), *(f"{label} covers" for label in bounds)]
    what = f"Iterations to {_level(cells)}: median (smallest to largest) of the runs; – not within the panel"
    return [Table(what, head, rows)]


def _until(curve: Cell) -> str:
    if curve["until"] is None:
        return "all t"
    return f"t ≤ {count(curve['until'])}" if curve["until"] else "nothing"


def draw(columns: int) -> Callable[[list[Cell]], str]:
    def drawing(cells: list[Cell]) -> str:
        from verify.experiments.panels import error_panels

        return error_panels(cells, columns)

    return drawing


FIGURE_1 = Experiment(
    "figure1",
    "Figure 1: the proposed against the standard random initialization",
    f"A is 100×100 of rank 5, factors 100×10, AGD, {RUNS} runs each; titles show the condition and the step length.",
    "The conditions, the step lengths and the spacing of the singular values (equal) are not in the text.",
    tuple(
        panel(condition, 10, step, 100_000, ("proposed", "random"), "alternating", log_time=True)
        for condition in (CONDITION, 10.0)
        for step in ("theory", 0.01, 0.1)
    ),
    compute, caption, tables, draw(3),
)  # fmt: skip
FIGURE_2 = Experiment(
    "figure2",
    "Figure 2: the theoretical step size, d = 10 and d = 6",
    "A is 100×100 of rank 5, σ₁ = 1, σᵣ = 0.9, gradient descent without alternating, four initializations.",
    f"The step is (8) at τ = 1 with ε = {ACCURACY:g}‖A‖², which the text leaves open; the bound drawn is that of AGD.",
    (
        panel(CONDITION, 10, "theory", 12_000, ALL, "simultaneous"),
        panel(CONDITION, 6, "theory", 48_000, ALL, "simultaneous"),
    ),
    compute, caption, tables, draw(2),
)  # fmt: skip
FIGURE_3 = Experiment(
    "figure3",
    "Figure 3: step lengths up to η = 1",
    "As Figure 2, for step lengths up to the one that is too large for any method to converge, η = 1.",
    "The step lengths below 1 and d = 10.",
    tuple(
        panel(CONDITION, 10, step, 10_000, ALL, "simultaneous", log_time=True)
        for step in ("theory", 0.001, 0.01, 0.1, 0.5, 1.0)
    ),
    compute, caption, tables, draw(3),
)  # fmt: skip
FIGURE_4 = Experiment(
    "figure4",
    "Figure 4: 10 % noise",
    "As Figure 2, A of rank about 5 with 10 % noise.",
    "Gaussian noise of Frobenius norm 0.1‖A‖; the steps; d = 10. The step from (8) is that of A without noise.",
    tuple(
        panel(CONDITION, 10, step, 10_000, ALL, "simultaneous", noise=0.1, log_time=True)
        for step in ("theory", 0.01, 0.1)
    ),
    compute, caption, tables, draw(3),
)  # fmt: skip
