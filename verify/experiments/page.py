"""index.html: all that was computed on one page that can be mailed, without scripts and network."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.build import document
from reports.html import Markup, details, el, flat, table
from verify.experiments.experiment import Cell, Experiment, Table

STYLE = """
.figure img { max-width: 100%; height: auto; background: #fff; border: 1px solid var(--line); padding: .4rem; }
.figure figcaption, figcaption p { max-width: 85ch; }
figcaption { color: var(--ink); }
td { white-space: nowrap; }
"""


@dataclass(frozen=True)
class Result:
    """An experiment with its computed cells and, where it has one, its drawing (SVG)."""

    experiment: Experiment
    cells: list[Cell]
    drawing: str | None

    def caption(self) -> str:
        return self.experiment.caption(self.cells)

    def tables(self) -> list[Table]:
        return self.experiment.tables(self.cells)


def render(results: Sequence[Result], seed: int, setting: dict[str, Any]) -> str:
    """The page: for each result a drawing, a caption computed from the data, tables, and what was chosen here."""
    names = flat(*(el("li", el("a", r.experiment.title, href=f"#{r.experiment.name}")) for r in results))
    said = (
        f"A is {setting['size']}×{setting['size']} of rank {setting['rank']}, σ₁ = 1, singular values equally "
        f"spaced; C = {setting['C']:g}, ν = {setting['nu']:g}, D = Cν/9; seed {seed}. Lines and tables are from "
        "float64 runs: they illustrate, they prove nothing. Every number in a caption is computed from the data "
        "beside it, NAME.json."
    )
    body = flat(
        el("header", el("h1", "The experiments of Ward & Kolda 2023"), el("p", said), el("nav", el("ul", names))),
        el("main", *(_section(result) for result in results)),
    )
    return document("The experiments of Ward & Kolda 2023", body, STYLE)


def _section(result: Result) -> Markup:
    experiment = result.experiment
    caption = el("figcaption", el("p", result.caption()))
    picture = None
    if result.drawing is not None:
        data = base64.b64encode(result.drawing.encode()).decode()
        picture = el(
            "img",
            width=_pixels(result.drawing),
            src=f"data:image/svg+xml;base64,{data}",
            alt=f"{experiment.title}. {result.caption()}",
        )
    tables = [table(t.caption, t.head, t.rows) for t in result.tables()]
    return el(
        "section",
        el("h2", experiment.title),
        el("figure", picture, caption, class_="figure"),
        details("The numbers", *tables) if picture else flat(*tables),
        el("p", el("strong", "In the paper: "), experiment.paper, class_="meta"),
        el("p", el("strong", "Chosen here: "), experiment.ours, class_="meta"),
        id=experiment.name,
    )


def _pixels(drawing: str) -> int | None:
    """The width of an SVG that is given in points, at 96 pixels to the inch."""
    found = re.search(r'<svg[^>]* width="([0-9.]+)pt"', drawing)
    return round(float(found[1]) * 96 / 72) if found else None
