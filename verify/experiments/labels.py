"""Names beside lines: each label goes where it covers no other label, and as little as possible of other lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
LETTER, LINE = 5.0, 10.5
"""Width of a letter and height of a line at 8 points of type, in points."""
BESIDE = 8.0
"""A line of another group nearer than this makes it unclear what a label names."""
GRAIN = 3.0
"""Lines are looked at in points about this far apart."""


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the lower left corner of the axes."""

    left: float
    bottom: float
    width: float
    height: float


def box_of(text: str, left: float, bottom: float) -> Box:
    """The room that a text takes; wide letters count for more."""
    return Box(left, bottom, LETTER * len(text) + 1.5 * sum(letter in "mMACDR" for letter in text), LINE)


def place(
    labels: Sequence[tuple[str, Sequence[Array]]],
    others: Sequence[Array],
    taken: Sequence[Box],
    width: float,
    height: float,
) -> list[Box]:
    """For each label and its lines, arrays (k, 2) in points, the box of its text in axes of width x height.

    `others`: lines that have no label; `taken`: boxes in use. Those with the shortest lines choose first.
    """
    lines = [_seen(group, width, height) for _, group in labels]
    rest = _seen(others, width, height)
    boxes: dict[int, Box] = {}
    for index in sorted(range(len(labels)), key=lambda k: (len(lines[k]), k)):
        foreign = np.concatenate([rest, *(points for k, points in enumerate(lines) if k != index)])
        used = [*taken, *boxes.values()]
        boxes[index] = _best(labels[index][0], lines[index], foreign, used, width, height)
    return [boxes[index] for index in range(len(labels))]


def _best(text: str, own: Array, foreign: Array, used: Sequence[Box], width: float, height: float) -> Box:
    size = box_of(text, 0, 0)
    wide, high = size.width, size.height
    corners = _around(own[:: max(1, len(own) // 150)], wide, high)
    fits = (corners >= 2).all(axis=1) & (corners[:, 0] <= width - 2 - wide) & (corners[:, 1] <= height - 2 - high)
    corners = corners[fits]
    if not len(corners):  # the lines are outside the panel
        return Box(width - wide - 2, 2, wide, high)
    other, ours = _sums(foreign, width, height), _sums(own, width, height)
    cost = 12.0 * _inside(corners, wide, high, other, 0) + 5.0 * _inside(corners, wide, high, ours, 0)
    cost += _inside(corners, wide, high, other, BESIDE) - 0.01 * corners[:, 0]
    for box in used:
        across = (corners[:, 0] < box.left + box.width) & (box.left < corners[:, 0] + wide)
        cost += 1000.0 * (across & (corners[:, 1] < box.bottom + box.height) & (box.bottom < corners[:, 1] + high))
    left, bottom = corners[int(np.argmin(cost))]
    return Box(float(left), float(bottom), wide, high)


def _inside(corners: Array, wide: float, high: float, sums: Array, margin: float) -> Array:
    """How many points are in each box, widened by the margin; `sums` counts the points below and left of each cell."""
    most = np.array(sums.shape) - 1
    low = np.clip(np.ceil((corners - margin) / GRAIN), 0, most).astype(int)
    high_end = np.floor((corners + np.array([wide, high]) + margin) / GRAIN) + 1
    top = np.clip(high_end, 0, most).astype(int)
    (a, b), (c, d) = low.T, top.T
    return (sums[c, d] - sums[a, d] - sums[c, b] + sums[a, b]).astype(float)


def _sums(points: Array, width: float, height: float) -> Array:
    """Of points on the grid: how many have both coordinates below (i, j) GRAIN, for all i, j."""
    counts = np.zeros((int(width / GRAIN) + 3, int(height / GRAIN) + 3), dtype=int)
    cells = np.round(points / GRAIN).astype(int) + 1
    np.add.at(counts, (cells[:, 0], cells[:, 1]), 1)
    return counts.cumsum(axis=0).cumsum(axis=1)


def _seen(group: Sequence[Array], width: float, height: float) -> Array:
    """Points of all the lines at most about GRAIN apart, one for each cell of the grid, inside the axes."""
    parts = [_dense(line) for line in group if len(line)]
    points = np.concatenate(parts) if parts else np.empty((0, 2))
    inside = ((points >= 0) & (points <= np.array([width, height]))).all(axis=1)
    return np.unique(np.round(points[inside] / GRAIN), axis=0) * GRAIN


def _dense(line: Array) -> Array:
    steps = np.maximum(1, np.ceil(np.abs(np.diff(line, axis=0)).max(axis=1, initial=0) / GRAIN)).astype(int)
    place = np.concatenate([[0], np.cumsum(steps)])
    fine = np.arange(int(place[-1]) + 1)
    return np.column_stack([np.interp(fine, place, line[:, 0]), np.interp(fine, place, line[:, 1])])


def _around(points: Array, wide: float, high: float) -> Array:
    """Lower left corners of boxes right of, left of, above and below each point."""
    gap = 4.0
    shifts = np.array([
        (gap, -high / 2), (-gap - wide, -high / 2), (-wide / 2, gap - 2), (-wide / 2, 2 - gap - high),
        (-wide, gap - 2), (-wide, 2 - gap - high), (0, gap - 2), (0, 2 - gap - high),
    ])  # fmt: skip
    return (points[:, None, :] + shifts[None, :, :]).reshape(-1, 2)
