"""Local coordinates around parameters in which orders of magnitude are near: powers become linear, ends recede.

A real with an end moves by the logarithm of its distance from it, a matrix by its entries, relative to their size, and
by the logarithm of a common factor. A hypothesis between products of powers is linear in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array
from verify.methods.falsify import charts
from verify.methods.falsify.domain import Block
from verify.tree import Expr

LEAVE = 1e-6  # a real at a closed end starts from this distance when it moves away


class Parameters(Protocol):
    """What has parameters in blocks and hypotheses on them: a domain, or a domain and more."""

    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def count(self) -> int: ...
    @property
    def checked(self) -> Sequence[Expr]: ...
    @property
    def defining(self) -> Sequence[Expr]: ...


class Coordinates:
    """u (B, count) moves parameters theta (B, p); u = 0 leaves them. The first p entries belong to the parameters."""

    def __init__(self, domain: Parameters) -> None:
        self.domain = domain
        self.numbers = [b for b in domain.blocks if isinstance(b.chart, charts.Number)]
        self.others = [b for b in domain.blocks if not isinstance(b.chart, charts.Number) and b.chart.count]
        self.scaled = [b for b in self.others if isinstance(b.chart, (charts.Free, charts.Symmetric))]
        self.count = domain.count + len(self.scaled)

    def move(self, theta: Array, u: Array) -> Array:
        """theta (B, p) moved by u (B, count)."""
        moved = theta.copy()
        for block in self.others:
            part = theta[:, block.place]
            rms = np.sqrt((part * part).mean(1, keepdims=True))
            size = np.maximum(np.abs(part), np.maximum(0.3 * rms, where(rms == 0, 1e-3, 0.0)))
            moved[:, block.place] = part + size * u[:, block.place]
        for k, block in enumerate(self.scaled):
            moved[:, block.place] *= np.exp(u[:, self.domain.count + k])[:, None]
        for block in self.numbers:
            by = u[:, block.place]
            moved[:, block.place] = where(by == 0, theta[:, block.place], _moved(block, theta[:, block.place], by))
        return moved

    def tidy(self, theta: Array) -> Array:
        """The same points with reals inside their ends, as the charts reflect or clip them."""
        theta = theta.copy()
        for block in self.numbers:
            theta[:, block.place] = block.chart.build(theta[:, block.place])[:, None]
        return theta


def _moved(block: Block, x: Array, u: Array) -> Array:
    chart = block.chart
    if not isinstance(chart, charts.Number):
        return x
    low, high = (None if e is None else float(e) for e in (chart.low, chart.high))
    if low is None and high is None:
        return x + np.maximum(np.abs(x), 1e-3) * u
    ends = [abs(e) for e in (low, high) if e is not None]
    strict = block.symbol.gt is not None or block.symbol.lt is not None
    # an open end is approached, but not beyond what doubles can tell from it
    least = 1e-12 * max(ends) if strict else 0.0
    start = 0.0 if strict else LEAVE
    if low is not None and high is not None:
        from_low = x - low <= high - x
        near = where(from_low, _stretched(x - low, u, start, least), _stretched(high - x, -u, start, least))
        return np.clip(where(from_low, low + near, high - near), low, high)
    if low is not None:
        return low + _stretched(x - low, u, start, least)
    return high - _stretched(high - x, -u, start, least)


def _stretched(distance: Array, u: Array, start: float, least: float) -> Array:
    """The distance times exp(u); from `start` where it leaves a closed end, and 0 instead of next to nothing there."""
    return np.maximum((distance + start) * np.exp(u) - start, least)
