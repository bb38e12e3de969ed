"""What an experiment is: independent cells (panels or rows), a computation for one, and words and drawings for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.errors import ProofgaugeError

Json = Any
Cell = dict[str, Any]
"""JSON data: the parameters of one panel or row; after the computation its results as well."""


class ExperimentError(ProofgaugeError):
    """The experiments cannot be run as asked for."""


@dataclass(frozen=True)
class Table:
    """A table ready to print: every row starts with its own name."""

    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Experiment:
    """One experiment. All functions are pure; `draw` returns the text of an SVG file.

    `paper` says what the paper prints about it, `ours` what it leaves open and was chosen here.
    """

    name: str
    title: str
    paper: str
    ours: str
    cells: tuple[Cell, ...]
    compute: Callable[[Cell, int], Cell]
    caption: Callable[[list[Cell]], str]
    tables: Callable[[list[Cell]], list[Table]]
    draw: Callable[[list[Cell]], str] | None = None


def cell_label(cell: Cell) -> str:
    """What a line of progress says about the cell, for example `condition 10, step theory`."""
    shown = {key: value for key, value in cell.items() if isinstance(value, int | float | str)}
    return ", ".join(
        f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}" for key, value in shown.items()
    )
