"""Drawings with matplotlib: one fixed style, the same bytes for the same data."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from verify.experiments.experiment import ExperimentError
from verify.experiments.labels import LINE, Array, Box, box_of, place
from verify.experiments.setting import INITIALIZATIONS

COLOURS = {"proposed": "#0072B2", "colspan": "#007A5E", "random": "#D55E00", "random_asymmetric": "#A8457F"}
"""Hues of Okabe and Ito, which colour-blind readers tell apart; two of them darker, to stand out on paper."""
STYLE = {
    "svg.hashsalt": "proofgauge", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 9,
    "axes.titlesize": 9.5, "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.8,
    "axes.grid": True, "grid.color": "#dddddd", "grid.linewidth": 0.6, "axes.axisbelow": True,
    "path.simplify": True, "path.simplify_threshold": 0.3,
}  # fmt: skip
INK = "#222222"
Curve = tuple[Sequence[float], Sequence[float]]


class Sheet:
    """A page of panels of one size. Sizes in points; the margins hold titles and tick labels.

    Raises ExperimentError when matplotlib is not installed.
    """

    WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 205.0, 165.0, 52.0, 12.0, 24.0, 36.0

    def __init__(self, rows: int, columns: int) -> None:
        try:
            import matplotlib
            from matplotlib.figure import Figure
        except ImportError as error:
            raise ExperimentError(
                "figures are drawn with matplotlib, which is not installed: pip install 'proofgauge[figures]'"
            ) from error
        self._context: Any = cast(Any, matplotlib).rc_context
        self._rows, self._columns = rows, columns
        self._size = (columns * (self.LEFT + self.WIDTH + self.RIGHT), rows * (self.TOP + self.HEIGHT + self.BOTTOM))
        with self.style():
            self._figure: Any = Figure(figsize=(self._size[0] / 72, self._size[1] / 72), facecolor="white")

    def style(self) -> Any:
        return self._context(STYLE)

    def panel(self, index: int, title: str, x: str, y: str) -> Panel:
        """The panel at place `index`, row by row; y is written in the first column only, x in the last row only."""
        row, column = divmod(index, self._columns)
        width, height = self._size
        left = column * (self.LEFT + self.WIDTH + self.RIGHT) + self.LEFT
        bottom = height - (row + 1) * (self.TOP + self.HEIGHT + self.BOTTOM) + self.BOTTOM
        with self.style():
            axes = self._figure.add_axes((left / width, bottom / height, self.WIDTH / width, self.HEIGHT / height))
            axes.set_title(title)
            axes.set_xlabel(x if row == self._rows - 1 else "")
            axes.set_ylabel(y if column == 0 else "")
        return Panel(axes, self.style)

    def svg(self) -> str:
        """The text of the SVG file: no date, no random names."""
        buffer = io.StringIO()
        with self.style():
            self._figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"

    def png(self, dots_per_inch: int = 200) -> bytes:
        """The bytes of the PNG file."""
        buffer = io.BytesIO()
        with self.style():
            self._figure.savefig(buffer, format="png", dpi=dots_per_inch, metadata={"Software": None})
        return buffer.getvalue()


class Panel:
    """Axes with scales that are fixed first, then lines, then labels beside the lines."""

    def __init__(self, axes: Any, style: Any) -> None:
        self._axes, self._style = axes, style
        self._groups: dict[str, list[Array]] = {}
        self._colours: dict[str, str] = {}
        self._rest: list[Array] = []
        self._taken: list[Box] = []

    def scales(self, x: tuple[float, float], y: tuple[float, float], log_x: bool = False, log_y: bool = True) -> None:
        with self._style():
            if log_x:
                self._axes.set_xscale("log")
            if log_y:
                self._axes.set_yscale("log")
            for axis, log, (low, high) in ((self._axes.xaxis, log_x, x), (self._axes.yaxis, log_y, y)):
                if log and high / low > 1e3:  # so many decades need no ticks between
                    axis.minorticks_off()
            self._axes.set_xlim(*x)
            self._axes.set_ylim(*y)
        self._x, self._y, self._log_x, self._log_y = x, y, log_x, log_y

    def lines(
        self, kind: str, curves: Sequence[Curve], label: str | None = None, colour: str | None = None, **options: Any
    ) -> None:
        """Thin lines of one colour, named once by a label beside them."""
        colour = colour or COLOURS[kind]
        name = label or INITIALIZATIONS[kind]
        self._colours[name] = colour
        for curve in curves:
            self._draw(curve, color=colour, linewidth=0.9, **options)
            self._groups.setdefault(name, []).append(self._points(curve))

    def dashed(self, curve: Curve, style: str, stops: bool) -> None:
        """A line of the theory, with a mark where it stops."""
        self._draw(curve, color=INK, linestyle=style, linewidth=1.4)
        self._rest.append(self._points(curve))
        if stops:
            end = curve[0][-1], max(curve[1][-1], self._y[0])
            with self._style():
                self._axes.plot(*end, marker="|", markersize=9, color=INK, markeredgewidth=1.6)

    def level(self, value: float, said: str, above: bool) -> None:
        """A dotted horizontal line with its name at its left end."""
        with self._style():
            self._axes.axhline(value, linestyle=":", color=INK, linewidth=1)
        _, y = self._pixel(self._x[0], value)
        self._rest.append(np.array([(0.0, y), (Sheet.WIDTH, y)]))
        self._write(box_of(said, 4, y + 1 if above else y - 1 - LINE), said, INK)

    def note(self, lines: Sequence[str]) -> None:
        """Lines of text in the upper left corner."""
        for index, text in enumerate(lines):
            self._write(box_of(text, 4, Sheet.HEIGHT - (LINE + 1) * (index + 1)), text, INK)

    def label(self) -> None:
        """Writes the names of all groups of lines; to be called last."""
        groups = list(self._groups.items())
        for (name, _), box in zip(
            groups, place(groups, self._rest, self._taken, Sheet.WIDTH, Sheet.HEIGHT), strict=True
        ):
            self._write(box, name, self._colours[name])

    def _write(self, box: Box, text: str, colour: str) -> None:
        self._taken.append(box)
        with self._style():
            self._axes.text(
                box.left / Sheet.WIDTH, (box.bottom + box.height / 2) / Sheet.HEIGHT, text, color=colour, fontsize=8,
                ha="left", va="center", transform=self._axes.transAxes, zorder=5,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.6},
            )  # fmt: skip

    def _draw(self, curve: Curve, **options: Any) -> None:
        x, y = curve
        least = 1e-300 if self._log_y else -math.inf
        with self._style():
            self._axes.plot(x, [max(value, least) for value in y], **options)

    def _points(self, curve: Curve) -> Array:
        """The curve in points from the lower left corner, no farther above or below than a little."""
        return np.array([self._pixel(x, y) for x, y in zip(*curve, strict=True)]).reshape(-1, 2)

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return (
            Sheet.WIDTH * _share(x, self._x, self._log_x),
            min(max(Sheet.HEIGHT * _share(y, self._y, self._log_y), -50.0), Sheet.HEIGHT + 50),
        )


def _share(value: float, ends: tuple[float, float], log: bool) -> float:
    low, high = ends
    if log:
        value, low, high = (math.log10(max(number, 1e-300)) for number in (value, low, high))
    return (value - low) / (high - low)
