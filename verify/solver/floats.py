"""Runs in float64: many small problems advanced together from record to record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from verify.solver.kernels import Advance
from verify.solver.quantities import Measures
from verify.solver.run import Interrupted, Progress, Run, Stopped
from verify.solver.target import Array

BUFFER = 2**21


@dataclass
class Flight:
    """What a stack of runs is made of: advance, measures, s, the numbers of columns, and how to lift final factors."""

    advance: Advance
    measures: Measures
    s: Array
    eta: Array
    d: int
    simultaneous: bool
    finish: Callable[[int, Array, Array], Callable[[], tuple[Array, Array]]]


class Recorder:
    """Keeps iterates until a few megabytes are together, then measures them in one go."""

    def __init__(self, flight: Flight, names: tuple[str, ...]):
        self.flight, self.names = flight, names
        self.pending: list[tuple[Array, Array]] = []
        self.done: list[dict[str, Array]] = []

    def add(self, x: Array, y: Array) -> None:
        d = self.flight.d
        self.pending.append((x[:, :, :d].copy(), y[:, :, :d].copy()))
        if len(self.pending) * (x.size + y.size) > BUFFER:
            self.flush()

    def flush(self) -> None:
        if self.pending:
            xs, ys = (np.concatenate(stack) for stack in zip(*self.pending, strict=True))
            found = self.flight.measures(self.names, xs, ys)
            count = len(self.pending)
            self.done.append({k: v.reshape(count, -1, *v.shape[1:]) for k, v in found.items()})
            self.pending = []

    def values(self) -> dict[str, Array]:
        """name -> (records, runs, ...)."""
        self.flush()
        return {name: np.concatenate([part[name] for part in self.done]) for name in self.names}


def fly(
    flight: Flight,
    x: Array,
    y: Array,
    times: list[int],
    names: tuple[str, ...],
    stop: float | None,
    progress: Progress | None,
    describe: Callable[[int], Run],
) -> list[Run]:
    """Runs the stack x (B, p, w), y (B, q, w) over the record times; `describe(b)` makes an empty Run of run b."""
    recorder, count = Recorder(flight, names), len(x)
    alive = np.ones(count, dtype=bool)
    runs = [describe(b) for b in range(count)]
    records: list[list[int]] = [[] for _ in range(count)]
    last = [(x[b], y[b]) for b in range(count)]
    stopped: list[Stopped] = ["steps"] * count
    extra: dict[int, tuple[Array, Array]] = {}
    now = 0
    try:
        for time in times:
            live = np.flatnonzero(alive)
            if not len(live):
                break
            new_x, new_y = x.copy(), y.copy()
            if time > now:
                new_x[live], new_y[live] = flight.advance(
                    x[live], y[live], flight.s, flight.eta[live], time - now, flight.simultaneous
                )
            finite = flight.measures.finite(new_x[:, :, : flight.d], new_y[:, :, : flight.d])
            for b in live[~finite[live]]:
                bad, before = _first_bad(flight, x[b : b + 1], y[b : b + 1], int(b), time - now)
                runs[b].diverged_at, stopped[b], alive[b] = now + bad, "diverged", False
                if bad > 1:
                    extra[int(b)] = last[b] = before
                new_x[b], new_y[b] = last[b]
            x, y = new_x, new_y
            recorder.add(x, y)
            for b in np.flatnonzero(alive):
                records[b].append(time)
                last[b] = (x[b], y[b])
            if stop is not None:
                low = flight.measures(("loss",), x[:, :, : flight.d], y[:, :, : flight.d])["loss"] <= stop
                for b in np.flatnonzero(alive & low):
                    stopped[b], alive[b] = "loss", False
            now = time
            if progress:
                progress(now, times[-1])
    except KeyboardInterrupt:
        for b in np.flatnonzero(alive):
            stopped[b] = "interrupted"
        raise Interrupted(_collect(flight, runs, recorder, records, last, stopped, extra)) from None
    return _collect(flight, runs, recorder, records, last, stopped, extra)


def _collect(
    flight: Flight,
    runs: list[Run],
    recorder: Recorder,
    records: list[list[int]],
    last: list[tuple[Array, Array]],
    stopped: list[Stopped],
    extra: dict[int, tuple[Array, Array]],
) -> list[Run]:
    values = recorder.values()
    for b, run in enumerate(runs):
        length = len(records[b])
        found = {name: table[:length, b] for name, table in values.items()}
        if b in extra and run.diverged_at is not None:
            x, y = (a[None, :, : flight.d] for a in extra[b])
            final = flight.measures(recorder.names, x, y)
            found = {name: np.concatenate([found[name], final[name]]) for name in recorder.names}
            records[b].append(run.diverged_at - 1)
        run.t, run.values, run.stopped = np.array(records[b], dtype=np.int64), found, stopped[b]
        run.lift = flight.finish(b, *(a[:, : flight.d] for a in last[b]))
    return runs


def _first_bad(flight: Flight, x: Array, y: Array, b: int, steps: int) -> tuple[int, tuple[Array, Array]]:
    """By bisection the first of `steps` steps that is not finite, and the state before it."""
    good = 0
    eta, d = flight.eta[b : b + 1], flight.d
    while steps - good > 1:
        middle = (steps - good) // 2
        a, c = flight.advance(x, y, flight.s, eta, middle, flight.simultaneous)
        if flight.measures.finite(a[:, :, :d], c[:, :, :d])[0]:
            good, x, y = good + middle, a, c
        else:
            steps = good + middle
    return steps, (x[0], y[0])
