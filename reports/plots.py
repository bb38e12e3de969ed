"""A scatter or line plot of slack as inline SVG."""

from __future__ import annotations

import math
from typing import Any

from reports.formulas import letter, prose
from reports.html import Markup, details, el, flat, table

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 520, 240, 64, 44, 12, 14


class Axis:
    """Maps data to pixels; knows its round ticks."""

    def __init__(self, values: list[float], log: bool, start: float, end: float, zero: bool = False) -> None:
        self.log, self.start, self.end = log, start, end
        points = [self._scale(value) for value in values]
        low, high = min(points), max(points)
        if zero and not log:
            low, high = min(low, 0.0), max(high, 0.0)
        if low == high:
            low, high = low - 0.5, high + 0.5
        self.low, self.high = low, high

    def _scale(self, value: float) -> float:
        return math.log10(value) if self.log else value

    def at(self, value: float) -> float:
        return self.start + (self._scale(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        span = self.high - self.low
        raw = span / 4
        power = 10.0 ** math.floor(math.log10(raw))
        step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
        if self.log:
            step = max(1.0, round(step))
        first = math.ceil(self.low / step - 1e-9)
        marks = [step * index for index in range(first, math.floor(self.high / step + 1e-9) + 1)]
        return [10.0**mark for mark in marks] if self.log else marks


def slack_plot(slack: dict[str, Any], identifier: str) -> Markup:
    """The plot with its numbers as a table; nothing when there are fewer than three points to draw."""
    log_x, log_y = slack.get("x_scale") == "log", slack.get("y_scale") == "log"
    points = [
        (float(x), float(y))
        for x, y in slack.get("points", [])
        if math.isfinite(x) and math.isfinite(y) and (x > 0 or not log_x) and (y > 0 or not log_y)
    ]
    if len(points) < 3:
        return Markup("")
    name_x, name_y = letter(slack.get("x", "x")), slack.get("y", "slack")
    across = Axis([x for x, _ in points], log_x, LEFT, WIDTH - RIGHT)
    upward = Axis([y for _, y in points], log_y, HEIGHT - BOTTOM, TOP, zero=True)
    parts: list[Markup] = []
    for tick in upward.ticks():
        y = f"{upward.at(tick):.1f}"
        parts.append(el("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="zero" if tick == 0 else "grid"))
        parts.append(el("text", f"{tick:g}", x=LEFT - 6, y=f"{upward.at(tick) + 4:.1f}", class_="end"))
    for tick in across.ticks():
        x = f"{across.at(tick):.1f}"
        parts.append(el("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, class_="grid"))
        parts.append(el("text", f"{tick:g}", x=x, y=HEIGHT - BOTTOM + 16, class_="middle"))
    parts.append(el("text", name_x, x=(LEFT + WIDTH - RIGHT) // 2, y=HEIGHT - 6, class_="middle name"))
    middle = (TOP + HEIGHT - BOTTOM) // 2
    parts.append(el("text", name_y, transform=f"translate(14 {middle}) rotate(-90)", class_="middle name"))
    pixels = [(across.at(x), upward.at(y)) for x, y in points]
    if slack.get("drawn") == "line":
        parts.append(el("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in pixels), class_="curve"))
    for (x, y), (_, data) in zip(pixels, points, strict=True):
        if data == 0:  # a ring: equality
            parts.append(el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=5, class_="equality"))
        else:
            parts.append(el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2.5, class_="dot"))
    said = f"{name_y} against {name_x}. {prose(slack['summary'])}"
    drawing = el(
        "svg",
        el("title", said, id=f"{identifier}-plot"),
        parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"{identifier}-plot",
        class_="plot",
    )
    rows = [[f"{x:g}", f"{y:g}"] for x, y in points]
    numbers = details("The numbers of the plot", table(f"{name_y} by {name_x}", [name_x, name_y], rows))
    caption = flat(prose(slack["summary"]), " A ring marks equality." if any(y == 0 for _, y in points) else None)
    return el("figure", drawing, el("figcaption", caption), numbers)
