"""Many runs recorded densely at first and ever more sparsely later, so that short and long ones are seen alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np

from verify.solver import Run, Start, Target, solve_batch

Array = np.ndarray[Any, Any]
RECORDS, RATIO = 400, 16
"""A tier has at most RECORDS + 1 records; the next one is RATIO times as long."""


@dataclass(frozen=True)
class Trial:
    """One run: recorded iterations t (k,), quantities by name with one row per record, and where it diverged."""

    t: Array
    values: dict[str, Array]
    diverged_at: int | None

    def relative_error(self, target: Target) -> Array:
        """||A - X_t Y_t'||_F^2 / ||A||_F^2 at the recorded iterations."""
        return 2 * self.values["loss"] / target.norm2


def trials(
    target: Target,
    starts: Sequence[Start],
    eta: float,
    steps: int,
    method: Literal["alternating", "simultaneous"] = "alternating",
    quantities: Sequence[str] = ("loss",),
    stop: float | None = None,
    records: int = RECORDS,
    progress: Callable[[int, int], None] | None = None,
) -> list[Trial]:
    """Runs of `steps` iterations; all of the first `records` are recorded, later some `records` between t and 16 t.

    stop: a run ends at the first record whose relative error is at most this. progress: called as
    progress(iteration, steps); it begins anew with each tier.
    """
    level = None if stop is None else stop * target.norm2 / 2
    lengths = [steps]
    while lengths[-1] > records:
        lengths.append(math.ceil(lengths[-1] / RATIO))

    def heard(iteration: int, _: int) -> None:
        if progress is not None:
            progress(iteration, steps)

    parts: list[list[Trial]] = []
    done = -1
    for length in reversed(lengths):
        every = math.ceil(length / records)
        runs = solve_batch(target, starts, eta, length, method, every, tuple(quantities), stop=level, progress=heard)
        parts.append([_after(run, done, quantities) for run in runs])
        done = length
    return [_joined([part[b] for part in parts]) for b in range(len(starts))]


def _after(run: Run, done: int, quantities: Sequence[str]) -> Trial:
    new = run.t > done
    return Trial(run.t[new].astype(float), {name: run.values[name][new] for name in quantities}, run.diverged_at)


def _joined(tiers: Sequence[Trial]) -> Trial:
    names = tiers[0].values
    return Trial(
        np.concatenate([tier.t for tier in tiers]),
        {name: np.concatenate([tier.values[name] for tier in tiers]) for name in names},
        tiers[-1].diverged_at,
    )


def picked(t: Array, end: float, points: int, log: bool) -> list[int]:
    """Indices of about `points` of the records up to time `end`, evenly spread or evenly in log t; the first is one."""
    grid = np.geomspace(1, max(end, 1.0), points) if log else np.linspace(0, end, points)
    places = cast("list[int]", np.searchsorted(t, grid).tolist())
    return sorted({0, *(min(k, len(t) - 1) for k in places)})


def first_at_most(t: Array, values: Array, level: float) -> float | None:
    """The first iteration whose value is at most `level` > 0; between records the logarithm is interpolated."""
    below = cast(Array, values <= level)
    if not below.any():
        return None
    k = int(below.argmax())
    end, after = float(t[k]), float(values[k])
    start, before = (float(t[k - 1]), float(values[k - 1])) if k else (end, after)
    if after <= 0 or end - start <= 1:
        return end
    share = math.log(before / level) / math.log(before / after)
    return float(math.ceil(start + share * (end - start)))
