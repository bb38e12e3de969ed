"""Local coordinates around parameters in which orders of magnitude are near: powers become linear, ends recede.

A real with an end moves by the logarithm of its distance from it, a matrix by its entries, relative to their size, and
by the logarithm of a common factor. A hypothesis between products of powers is linear in them.
"""

from __future__ import annotations

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array
from verify.methods.falsify import charts
from verify.methods.falsify.domain import Block, Domain

LEAVE = 1e-6  # a real at a closed end starts from this distance when it moves away


class Coordinates:
    """u (B, count) moves parameters theta (B, p); u = 0 leaves them. The first p entries belong to the parameters."""

    def __init__(self, domain: Domain) -> None:
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
    open_end = block.symbol.gt is not None or block.symbol.lt is not None
    if low is not None and high is not None:
        from_low = x - low <= high - x
        near = where(from_low, _stretched(x - low, u, open_end), _stretched(high - x, -u, open_end))
        return np.clip(where(from_low, low + near, high - near), low, high)
    return low + _stretched(x - low, u, open_end) if low is not None else high - _stretched(high - x, -u, open_end)


def _stretched(distance: Array, u: Array, open_end: bool) -> Array:
    """distance exp(u), or 0 instead of next to nothing, at a closed end."""
    start = 0.0 if open_end else LEAVE
    return np.maximum((distance + start) * np.exp(u) - start, 0.0)
