"""What C, D, d and a wrong sigma_1 do to the number of iterations."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.experiments.experiment import Cell, Experiment, Table
from verify.experiments.runs import Trial, first_at_most, trials
from verify.experiments.setting import ACCURACY, CONDITION, NU, RANK, C, make_target, run_seeds, starts, step_of
from verify.experiments.words import count, listed, median, range_of, short, spread
from verify.solver import Target

SEEDS = 20
STEPS = 400_000
FIXED = 0.01


def _iterations(target: Target, cell: Cell, eta: float, seed: int, **options: Any) -> tuple[Cell, list[Trial]]:
    batch = starts("proposed", target, cell["d"], eta, run_seeds(seed, SEEDS), **options)
    found = trials(target, batch, eta, STEPS, stop=ACCURACY)
    taken = [first_at_most(trial.t, trial.relative_error(target), ACCURACY) for trial in found]
    return {"eta": eta, "iterations": taken, "diverged": [trial.diverged_at for trial in found]}, found


def compute(cell: Cell, seed: int) -> Cell:
    """Adds the iterations to ACCURACY of each draw, None where STEPS do not suffice or the run diverges."""
    target = make_target(cell["condition"], seed)
    eta = step_of(cell["step"], target, cell["d"], cell["C"], cell["nu"])
    return cell | _iterations(target, cell, eta, seed, C=cell["C"], nu=cell["nu"])[0]


def compute_estimate(cell: Cell, seed: int) -> Cell:
    """The estimate is `factor` sigma_1: with C as it is, and with C / factor, which makes up for it."""
    target = make_target(cell["condition"], seed)
    estimate = cell["factor"] * target.sigma_1
    results: Cell = {}
    reference = _followed(target, cell, C, target.sigma_1, seed)[1]
    for name, c in (("plain", C), ("compensated", C / cell["factor"])):
        results[name], found = _followed(target, cell, c, estimate, seed)
        results[name]["deviation"] = _deviation(target, found, reference)
    return cell | results


def _followed(target: Target, cell: Cell, c: float, sigma1: float, seed: int) -> tuple[Cell, list[Trial]]:
    eta = step_of(cell["step"], target, cell["d"], c, sigma1=sigma1)
    return _iterations(target, cell, eta, seed, C=c, sigma1=sigma1)


def _deviation(target: Target, found: list[Trial], reference: list[Trial]) -> float:
    """The largest relative difference between errors at common records."""
    worst = 0.0
    for one, other in zip(found, reference, strict=True):
        k = min(len(one.t), len(other.t))
        a, b = one.relative_error(target)[:k], other.relative_error(target)[:k]
        worst = max(worst, float(np.max(np.abs(a - b) / b)))
    return float(f"{worst:.3g}")


# ---- tables


def _result(result: Cell) -> str:
    lost = sum(at is not None for at in result["diverged"])
    short_of = sum(taken is None for taken in result["iterations"]) - lost
    said = spread(result["iterations"]) if median(result["iterations"]) is not None or not lost else "–"
    said += f"; {lost} of {len(result['diverged'])} diverge" if lost else ""
    return said + (f"; {short_of} not in {count(STEPS)}" if short_of else "")


def _tables(cells: list[Cell], names: dict[str, str]) -> list[Table]:
    """A row for each setting of the parameters in `names` (key: heading), a column for each step."""
    steps = list(dict.fromkeys(cell["step"] for cell in cells))
    settings = list(dict.fromkeys(tuple(cell[name] for name in names) for cell in cells))
    rows: list[list[str]] = []
    for setting in settings:
        row = [short(value, 3) for value in setting]
        for step in steps:
            (cell,) = [c for c in cells if c["step"] == step and tuple(c[name] for name in names) == setting]
            row += [*([short(cell["eta"])] if step == "theory" else []), _result(cell)]
        rows.append(row)
    head = list(names.values())
    for step in steps:
        head += ["η of (8)", "iterations at (8)"] if step == "theory" else [f"iterations at η = {step:g}"]
    return [Table(f"Iterations to {short(ACCURACY)}, AGD, {SEEDS} draws: median (smallest to largest)", head, rows)]


def constants_tables(cells: list[Cell]) -> list[Table]:
    return _tables(cells, {"C": "C", "nu": "ν = 9D/C"})


def width_tables(cells: list[Cell]) -> list[Table]:
    return _tables(cells, {"d": "d"})


def estimate_tables(cells: list[Cell]) -> list[Table]:
    head = [
        "estimate/σ₁",
        "step",
        "C = 4 kept: effective C",
        "iterations",
        "C compensated to",
        "iterations",
        "deviation of errors",
    ]
    rows = [
        [
            short(cell["factor"]), "(8)" if cell["step"] == "theory" else f"{cell['step']:g}",
            short(C * cell["factor"]),
            _result(cell["plain"]), short(C / cell["factor"]), _result(cell["compensated"]),
            short(cell["compensated"]["deviation"]),
        ]
        for cell in cells
    ]  # fmt: skip
    what = (
        f"Iterations to {short(ACCURACY)}, AGD, {SEEDS} draws; the deviation is from the run with the true σ₁, relative"
    )
    return [Table(what, head, rows)]


# ---- captions


def _by_step(cells: list[Cell]) -> dict[str, list[Cell]]:
    names = {"theory": "the step (8)"}
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(names.get(cell["step"], f"η = {cell['step']}"), []).append(cell)
    return groups


def constants_caption(cells: list[Cell]) -> str:
    """The C with the fewest iterations, what doubling C costs, what diverges, and from which nu on D is felt."""
    sentences: list[str] = []
    for name, group in _by_step(cells).items():
        by_c = {cell["C"]: cell for cell in group if cell["nu"] == NU}
        medians = {c: value for c, cell in by_c.items() if (value := median(cell["iterations"])) is not None}
        if medians:
            best = min(medians, key=lambda c: medians[c])
            growth = [medians[2 * c] / medians[c] for c in sorted(medians) if c >= C and 2 * c in medians]
            sentences.append(
                f"At {name} the fewest iterations are at C = {best:g} (median {count(medians[best])})"
                + (f", and beyond {C:g} doubling C takes {range_of(growth)} times as many." if growth else ".")
            )
        lost = {c: n for c, cell in by_c.items() if (n := sum(at is not None for at in cell["diverged"]))}
        if lost:
            said = [f"{n} of {SEEDS} at C = {c:g}" for c, n in lost.items()]
            sentences.append(f"Runs diverge: {listed(said)}.")
        by_nu = {cell["nu"]: median(cell["iterations"]) for cell in group if cell["C"] == C}
        base = by_nu[NU]
        felt = [nu for nu, value in by_nu.items() if base and (value is None or abs(value / base - 1) > 0.05)]
        same = [nu for nu in by_nu if nu not in felt]
        sentences.append(
            f"D changes the median by less than 5 % up to ν = {short(max(same))}"
            + (f", by more from ν = {short(min(felt))} on." if felt else ", the largest tried.")
        )
    return " ".join(sentences)


def width_caption(cells: list[Cell]) -> str:
    """What each further column is worth, and how widely draws differ at d = r."""
    sentences: list[str] = []
    for name, group in _by_step(cells).items():
        medians = {cell["d"]: median(cell["iterations"]) for cell in group}
        said = [f"{count(value)} at d = {d}" for d, value in medians.items()]
        sentences.append(f"At {name} the median draw takes {listed(said)}.")
        square = next((cell for cell in group if cell["d"] == RANK), None)
        if square is None:
            continue
        arrived = [taken for taken in square["iterations"] if taken is not None]
        if arrived:
            ratio, lost = short(max(arrived) / min(arrived)), SEEDS - len(arrived)
            said = f"At d = r the slowest draw that arrives takes {ratio} times as long as the fastest"
            sentences.append(said + (f", and {lost} of {SEEDS} do not arrive in {count(STEPS)}." if lost else "."))
    return " ".join(sentences)


def estimate_caption(cells: list[Cell]) -> str:
    """What a wrong estimate costs, and whether C makes up for it."""
    sentences: list[str] = []
    for name, group in _by_step(cells).items():
        medians = {cell["factor"]: median(cell["plain"]["iterations"]) for cell in group}
        said = [f"{count(value)} at {short(factor)}σ₁" for factor, value in medians.items()]
        sentences.append(f"With C = {C:g} kept, at {name}, the median number of iterations is {listed(said)}.")
        lost = {cell["factor"]: sum(at is not None for at in cell["plain"]["diverged"]) for cell in group}
        said = [f"{n} of {SEEDS} at {short(factor)}σ₁" for factor, n in lost.items() if n]
        sentences += [f"Runs diverge: {listed(said)}."] if said else []
    worst = max(cell["compensated"]["deviation"] for cell in cells)
    same = all(
        cell["compensated"]["iterations"] == next(
            other for other in cells if other["factor"] == 1 and other["step"] == cell["step"]
        )["plain"]["iterations"] for cell in cells
    )  # fmt: skip
    verdict = "makes up for the estimate exactly" if same and worst < 1e-6 else "does not make up for the estimate"
    apart = "not at all" if worst == 0 else f"by at most {short(worst)} (relative)"
    sentences.append(
        f"Dividing C by the same factor {verdict}: errors deviate {apart} from those with the true σ₁, since X₀, Y₀ "
        "and (8) depend on C and σ₁ through their product alone when D = Cν/9."
    )
    return " ".join(sentences)


def _cells(**lists: Any) -> tuple[Cell, ...]:
    """A cell for each step and each value of the one parameter given as a list."""
    base: Cell = {"condition": CONDITION, "d": 10, "C": C, "nu": NU}
    ((name, values),) = lists.items()
    return tuple(base | {name: value, "step": step} for step in ("theory", FIXED) for value in values)


CONSTANTS = Experiment(
    "constants",
    "Sensitivity to C and D",
    "Section 6 takes C = 4 and D = Cν/9 with ν = 1e-10; the theorems ask for C ≥ 4 (or 8) and ν < 1 (or ν ≤ ½).",
    "The values tried, C below 4 and ν above 1 among them; the step 0.01 beside (8), in which β falls as C grows.",
    (*_cells(C=[1.0, 2.0, 4.0, 8.0, 16.0]), *_cells(nu=[1e-4, 1e-2, 0.5, 0.99, 10.0, 100.0, 1000.0])),
    compute, constants_caption, constants_tables,
)  # fmt: skip
WIDTH = Experiment(
    "width",
    "Sensitivity to d = r, r+1, 2r, 3r",
    "1/ρ² is O(r²) at d = r and (1+α)/(√(1+α)−1)² at d = (1+α)r (points after Theorem 3.1).",
    "The step 0.01 beside (8), in which β grows with d.",
    _cells(d=[RANK, RANK + 1, 2 * RANK, 3 * RANK]),
    compute, width_caption, width_tables,
)  # fmt: skip
ESTIMATE = Experiment(
    "estimate",
    "A wrong estimate of σ₁, and its compensation by C",
    "Section 6: in practice, a misestimate of σ₁ can be compensated with a different value for C.",
    "The factors. The step is (8) as computed from the estimate, or 0.01.",
    _cells(factor=[0.25, 0.5, 1.0, 2.0, 3.0, 4.0]),
    compute_estimate, estimate_caption, estimate_tables,
)  # fmt: skip
