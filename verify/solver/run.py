"""The result of a run: what was recorded, and the final factors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from verify.solver.errors import SolverError
from verify.solver.target import Array

Form = Literal["reduced", "dense"]
Stopped = Literal["steps", "loss", "diverged", "swamped", "outgrown", "interrupted"]
Progress = Callable[[int, int], object]


@dataclass(eq=False)
class Run:
    """One trajectory. Every array has one row per record; `t` (records,) holds the iterations recorded.

    `values`: name -> float64 array: (records,) for loss, gradient_x, gradient_y, imbalance; (records, min(m, d)) for
    sigma_x, (records, min(n, d)) for sigma_y, (records, 2) for angle. Each is also an attribute.
    `radius`: for balls and exact, name -> rounded-up radii about `values`; `native`: for all but float64, name -> the
    values themselves (mpf, arb, fmpq), record by record.
    `diverged_at`: the first step at which the loss or a gradient stopped being finite; the arrays end before it.
    `swamped_at`: the first recorded step whose loss is known to fewer than 20 bits (balls), or None.
    `stopped`: "steps", "loss" (fell to `stop`), "diverged", "swamped" (no enclosure left), "outgrown" (exact: the
        numbers after the last record are too long for another step) or "interrupted".
    `precision`: bits used; 0 for exact.
    """

    t: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    values: dict[str, Array]
    eta: float
    method: str
    arithmetic: str
    form: Form
    lift: Callable[[], tuple[Array, Array]] = field(repr=False)
    stopped: Stopped = "steps"
    diverged_at: int | None = None
    swamped_at: int | None = None
    precision: int = 53
    radius: dict[str, Array] = field(default_factory=dict[str, Array])
    native: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])

    def quantity(self, name: str) -> Array:
        """The recorded array. Raises SolverError where it was not recorded."""
        if name not in self.values:
            have = ", ".join(self.values)
            raise SolverError(f"{name!r} was not recorded; this run has {have}: ask for it in quantities=")
        return self.values[name]

    @property
    def loss(self) -> Array:
        return self.quantity("loss")

    @property
    def sigma_x(self) -> Array:
        return self.quantity("sigma_x")

    @property
    def sigma_y(self) -> Array:
        return self.quantity("sigma_y")

    @property
    def gradient_x(self) -> Array:
        return self.quantity("gradient_x")

    @property
    def gradient_y(self) -> Array:
        return self.quantity("gradient_y")

    @property
    def angle(self) -> Array:
        return self.quantity("angle")

    @property
    def imbalance(self) -> Array:
        return self.quantity("imbalance")

    @property
    def X(self) -> Array:
        """The final X, (m, d): X at the last recorded iteration. Made when asked for."""
        return self.lift()[0]

    @property
    def Y(self) -> Array:
        """The final Y, (n, d)."""
        return self.lift()[1]

    def reached(self, loss: float) -> int | None:
        """The first recorded iteration with a loss of at most `loss`, or None."""
        hits = np.flatnonzero(self.loss <= loss)
        return int(self.t[hits[0]]) if len(hits) else None


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a run; `runs` holds what was recorded until then."""

    def __init__(self, runs: list[Run]):
        super().__init__("interrupted")
        self.runs = runs
