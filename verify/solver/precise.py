"""Runs in the other arithmetics: the iteration as it is printed, on matrices of any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import isfinite
from typing import Any

import numpy as np

from verify.errors import Unsupported
from verify.solver.arithmetics import Balls, Exact, Matrix, Multiprecision, Number, Operations
from verify.solver.errors import SolverError, spelled
from verify.solver.plan import admit, interval, moments
from verify.solver.quantities import QUANTITIES, SMALL, known
from verify.solver.reduction import check, reduce
from verify.solver.run import Form, Interrupted, Progress, Run, Stopped
from verify.solver.starts import Start
from verify.solver.target import Array, Rows, Target, whole

RECORDS = 200
HOUR = 3600.0
FIRST_BITS, MOST_BITS = 128, 2**14
MAX_PRECISION = 2**17
MEMORY, ENTRY = 2**30, 300
"""Bytes for the largest matrix, and for one entry of it as a fraction and as a number, its digits not counted."""
OTHERS = tuple(name for name in QUANTITIES if name != "angle")


@dataclass(frozen=True)
class Problem:
    """The matrix and the start in exact fractions, and how final float64 factors are lifted."""

    a: Rows
    x: Rows
    y: Rows
    form: Form
    lift: Callable[[Array, Array], tuple[Array, Array]]
    columns: tuple[int, int]


@dataclass
class Records:
    t: list[int] = field(default_factory=list[int])
    native: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])


class Swamped(Exception):
    """The radius of the loss has outgrown its value at iteration `t`."""


def solve_precisely(
    target: Target,
    start: Start,
    eta: Fraction,
    steps: int,
    method: str,
    arithmetic: str,
    precision: int | None,
    every: int | None,
    quantities: Sequence[str] | None,
    form: Form | None,
    stop: float | None,
    max_steps: int | None,
    progress: Progress | None,
) -> Run:
    """As `solve`, in multiprecision, balls or exact rationals."""
    steps = whole("steps", steps, 0)
    names = known(OTHERS if quantities is None else tuple(quantities), OTHERS, arithmetic)
    ops = _operations(arithmetic, precision)
    form = form or ("dense" if target.given_as == "array" else "reduced")
    if form == "dense":
        _admit_entries(*target.shape, start.d, ops.precision)
    problem = posed(target, start, form)
    _admit_entries(len(problem.x), len(problem.y), start.d, ops.precision)
    times = moments(steps, interval(steps, every, sum(problem.columns) + len(names), RECORDS))
    products = 4.0 * len(problem.x) * len(problem.y) * start.d
    admit(steps, int(HOUR / (products * ops.seconds)), steps * products * ops.seconds, max_steps)
    while True:
        attempt = Attempt(problem, ops, eta, method == "simultaneous", names, stop, progress)
        attempt.raise_when_swamped = arithmetic == "balls" and precision is None and ops.precision < MOST_BITS
        try:
            attempt.fly(times)
        except Swamped:
            ops = Balls(2 * ops.precision)
            continue
        except KeyboardInterrupt:
            attempt.stopped = "interrupted"
            raise Interrupted([attempt.run(method, arithmetic)]) from None
        return attempt.run(method, arithmetic)


def _operations(arithmetic: str, precision: int | None) -> Operations:
    if precision is not None and (isinstance(precision, bool) or int(precision) != precision or precision < 24):
        raise SolverError(f"precision = {precision!r}: an integer number of bits, at least 24, is needed")
    if precision is not None and precision > MAX_PRECISION:
        raise SolverError(f"precision = {precision}: at most {MAX_PRECISION:,} bits are taken; give fewer")
    if arithmetic == "exact":
        if precision is not None:
            raise SolverError(f"precision = {precision} was given, but exact rationals are never rounded; leave it out")
        return Exact()
    return (Multiprecision if arithmetic == "multiprecision" else Balls)(precision or FIRST_BITS)


def _admit_entries(rows: int, columns: int, d: int, precision: int) -> None:
    """Raises Unsupported where the largest of A, X, Y and X'X, kept in such numbers, would not fit in MEMORY."""
    entries = max(rows * columns, max(rows, columns, d) * d)
    most = MEMORY // (ENTRY + precision // 8)
    if entries > most:
        raise Unsupported(
            f"a {rows} x {columns} problem with d = {d} has matrices of {entries:,} entries, more than the {most:,} "
            f"that this arithmetic takes at {precision} bits (1 GB); take a smaller one, or "
            f"{spelled('arithmetic', 'float64')}"
        )


def posed(target: Target, start: Start, form: Form) -> Problem:
    """The problem that is run. The reduced one is taken as it stands: diag(sigma) and the small factors are exact."""
    check(target, start)
    columns = min(target.shape[0], start.d), min(target.shape[1], start.d)
    if form == "reduced":
        small = reduce(target, start)
        a = np.zeros((len(small.x), len(small.y)))
        np.fill_diagonal(a[: len(small.s), : len(small.s)], small.s)

        def lift(x: Array, y: Array) -> tuple[Array, Array]:
            return small.left.lift(x), small.right.lift(y)

        return Problem(fractions(a), fractions(small.x), fractions(small.y), form, lift, columns)
    a = target.exact or fractions(target.dense())
    x, y = start.exact_x or fractions(start.X0), start.exact_y or fractions(start.Y0)
    return Problem(a, x, y, form, _as_they_are, columns)


def _as_they_are(x: Array, y: Array) -> tuple[Array, Array]:
    return x, y


def fractions(array: Array) -> Rows:
    """The float64 entries as the rationals that they are."""
    return [[Fraction(x) for x in row] for row in array.tolist()]


class Attempt:
    """One run at one precision."""

    def __init__(
        self,
        problem: Problem,
        ops: Operations,
        eta: Fraction,
        simultaneous: bool,
        names: tuple[str, ...],
        stop: float | None,
        progress: Progress | None,
    ):
        self.problem, self.ops, self.simultaneous, self.names = problem, ops, simultaneous, names
        self.stop, self.progress, self.step_size = stop, progress, eta
        self.raise_when_swamped = False
        self.records = Records(native={name: [] for name in names})
        self.stopped: Stopped = "steps"
        self.diverged_at: int | None = None
        self.swamped_at: int | None = None
        with ops.scope():
            self.a, self.x, self.y = (ops.matrix(rows) for rows in (problem.a, problem.x, problem.y))
            self.eta = ops.number(eta)

    def fly(self, times: list[int]) -> None:
        last, now = times[-1], 0
        with self.ops.scope():
            for time in times:
                while now < time:
                    if self.ops.outgrown(self.y):
                        self.stopped = "outgrown"
                        self.keep(now)
                        return
                    before = self.x, self.y
                    self.x, self.y = self.step(self.x, self.y)
                    now += 1
                    if not self.finite(now):
                        self.x, self.y = before
                        self.keep(now - 1)
                        return
                if not self.record(time):
                    return
                if self.progress:
                    self.progress(time, last)

    def keep(self, time: int) -> None:
        """Records the last iterate of a run that ends early."""
        if self.records.t[-1] != time:
            self.record(time)

    def step(self, x: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
        """(A1a), (A1b), or both gradients at the old point."""
        transposed, a, eta = self.ops.transposed, self.a, self.eta
        new = x - ((x * transposed(y) - a) * y) * eta
        used = x if self.simultaneous else new
        return new, y - (transposed(used * transposed(y) - a) * used) * eta

    def finite(self, now: int) -> bool:
        """Whether the iterate is finite; where it is large, whether loss and gradients are, as float64 numbers."""
        ends = [self.ops.ends(v) for m in (self.x, self.y) for v in self.ops.entries(m)]
        if all(abs(middle) < SMALL and radius < SMALL for middle, radius in ends):
            return True
        values = self.measure(("loss", "gradient_x", "gradient_y")).values()
        if not all(self.ops.known(v) for v in values):
            self.swamp(now)
            self.stopped = "swamped"
            return False
        if all(isfinite(self.ops.ends(v)[0]) for v in values):
            return True
        self.diverged_at, self.stopped = now, "diverged"
        return False

    def measure(self, names: tuple[str, ...]) -> dict[str, Any]:
        ops, x, y = self.ops, self.x, self.y
        residual = x * ops.transposed(y) - self.a
        table: dict[str, Callable[[], Any]] = {
            "loss": lambda: self.square(residual) / 2,
            "sigma_x": lambda: ops.singular_values(x),
            "sigma_y": lambda: ops.singular_values(y),
            "gradient_x": lambda: ops.root(self.square(residual * y)),
            "gradient_y": lambda: ops.root(self.square(ops.transposed(residual) * x)),
            "imbalance": lambda: ops.root(self.square(ops.transposed(x) * x - ops.transposed(y) * y)),
        }
        return {name: table[name]() for name in names}

    def square(self, a: Matrix) -> Number:
        """||a||_F^2."""
        entries = self.ops.entries(a)
        return sum((x * x for x in entries[1:]), entries[0] * entries[0])

    def record(self, time: int) -> bool:
        """False when the run is over."""
        loss = self.measure(("loss",))["loss"]
        if not self.ops.known(loss):
            self.swamp(time)
        found = self.measure(self.names)
        self.records.t.append(time)
        for name, value in found.items():
            self.records.native[name].append(value)
        if self.stop is not None and self.ops.ends(loss)[0] <= self.stop:
            self.stopped = "loss"
            return False
        return True

    def swamp(self, time: int) -> None:
        if self.raise_when_swamped:
            raise Swamped
        if self.swamped_at is None:
            self.swamped_at = time

    def run(self, method: str, arithmetic: str) -> Run:
        tables = {name: self.table(name) for name in self.names}
        x, y = (self.floats(m, len(rows)) for m, rows in ((self.x, self.problem.x), (self.y, self.problem.y)))
        return Run(
            np.array(self.records.t, dtype=np.int64),
            {name: middle for name, (middle, _) in tables.items()},
            float(self.step_size),
            method,
            arithmetic,
            self.problem.form,
            lambda: self.problem.lift(x, y),
            self.stopped,
            self.diverged_at,
            self.swamped_at,
            self.ops.precision,
            {} if arithmetic == "multiprecision" else {name: radius for name, (_, radius) in tables.items()},
            self.records.native,
        )

    def table(self, name: str) -> tuple[Array, Array]:
        """Middles and radii of a quantity as arrays."""
        columns = {"sigma_x": self.problem.columns[0], "sigma_y": self.problem.columns[1]}.get(name)
        rows = self.records.native[name]
        if columns is None:
            ends = np.array([self.ops.ends(v) for v in rows]).reshape(-1, 2)
        else:
            found = [[self.ops.ends(v) for v in row] for row in rows]
            ends = np.array([row + [(0.0, 0.0)] * (columns - len(row)) for row in found]).reshape(-1, columns, 2)
        return ends[..., 0], ends[..., 1]

    def floats(self, a: Matrix, rows: int) -> Array:
        return np.array([self.ops.ends(v)[0] for v in self.ops.entries(a)]).reshape(rows, -1)
