"""The drawing of Figures 1 to 4."""

from __future__ import annotations

import math

from verify.experiments.decay import title
from verify.experiments.drawing import Sheet
from verify.experiments.experiment import Cell
from verify.experiments.words import count

EXACT, NOISY = (1e-12, 1e4), (4e-3, 5.0)
"""The ends of the axis of errors, the same in all panels of a figure."""


def error_panels(cells: list[Cell], columns: int) -> str:
    """Error against iterations: a thin line for each run, dashed the theory, to where it stops. Returns SVG."""
    sheet = Sheet(math.ceil(len(cells) / columns), columns)
    for index, cell in enumerate(cells):
        panel = sheet.panel(index, title(cell), "iterations", "relative error ‖A − XY′‖² / ‖A‖²")
        first = 1 if cell["log_time"] else 0
        panel.scales((first, cell["steps"]), NOISY if cell["noise"] else EXACT, log_x=cell["log_time"])
        for kind in cell["initializations"]:
            series = [run for run in cell["series"] if run["initialization"] == kind]
            panel.lines(kind, [_from(first, run["t"], run["error"]) for run in series])
        notes: list[str] = []
        for style, curve in zip(("--", "-.", ":"), cell["theory"], strict=False):
            until = curve["until"]
            if curve["t"]:
                panel.dashed(
                    _from(first, curve["t"], curve["error"]), style, until is not None and until <= cell["steps"]
                )
                sign = {"--": "– –", "-.": "– ·", ":": "· ·"}[style]
                notes.append(f"{sign} {curve['label']}, " + ("all t" if until is None else f"to T = {count(until)}"))
            else:
                notes.append(f"{curve['label']}: {curve['empty']}")
        panel.note(notes)
        if cell["noise"]:
            panel.level(cell["best"]["r"], "best of rank r", above=True)
            panel.level(cell["best"]["d"], "best of rank d", above=False)
        panel.label()
    return sheet.svg()


def _from(first: float, t: list[float], error: list[float]) -> tuple[list[float], list[float]]:
    kept = [k for k, time in enumerate(t) if time >= first]
    return [t[k] for k in kept], [error[k] for k in kept]
