"""`solve` and `solve_batch`: alternating (Assumption 1) or simultaneous (section 6) gradient descent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal, get_args

import numpy as np

from verify.solver import kernels
from verify.solver.errors import SolverError, spelled
from verify.solver.floats import Flight, fly
from verify.solver.numbers import OutOfRange, exactly
from verify.solver.plan import admit, interval, moments
from verify.solver.quantities import QUANTITIES, Measures, known
from verify.solver.reduction import Reduced, check, reduce
from verify.solver.run import Form, Progress, Run
from verify.solver.starts import Start, positive, real
from verify.solver.target import Array, Target, whole

Method = Literal["alternating", "simultaneous"]
Arithmetic = Literal["float64", "multiprecision", "balls", "exact"]
MAX_STEPS = 100_000_000
SECONDS_PER_PRODUCT = 2e-10


def solve(
    target: Target,
    start: Start,
    eta: float | Fraction | str,
    steps: int,
    method: Method = "alternating",
    arithmetic: Arithmetic = "float64",
    precision: int | None = None,
    every: int | None = None,
    quantities: Sequence[str] | None = None,
    form: Form | None = None,
    stop: float | None = None,
    max_steps: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """`steps` iterations from a start.

    method: "alternating" uses X_{t+1} in the step of Y, (A1a), (A1b); "simultaneous" uses X_t.
    arithmetic: "float64"; "multiprecision" (mpmath); "balls" (Arb: rigorous enclosures); "exact" (rationals).
        `eta` may be a Fraction or a string "p/q" for these. `precision` in bits; balls left without it choose enough.
    every: records every so many steps, and the last; left out, about 2000 records, evenly spaced.
    quantities: from QUANTITIES; all that the arithmetic has when left out.
    form: "reduced" runs the small problem of `reduction.py`, the default for float64 and for targets given by factors;
        "dense" runs the m x n problem, the default of the other arithmetics for arrays, whose singular vectors are
        known to float64 only.
    stop: ends at the first record whose loss is at most this.
    max_steps: raises the limit on steps (10^8 in float64). progress: called as progress(iteration, steps) at records.

    Raises SolverError for input that does not fit, Unsupported beyond a limit, Interrupted (a KeyboardInterrupt with
    `runs`) at Ctrl-C. Divergence raises nothing, nor do exact numbers too long to go on: see `Run.stopped`.
    """
    if stop is not None and real("stop", stop) < 0:
        raise SolverError(f"stop = {stop!r}: no loss is below 0; give a number that is at least 0")
    if arithmetic == "float64":
        step = float(as_fraction("eta", eta))
        if precision not in (None, 53):
            more = spelled("arithmetic", "multiprecision")
            raise SolverError(f"precision = {precision}: float64 has 53 bits; for more, {more}")
        return solve_batch(target, [start], step, steps, method, every, quantities, form, stop, max_steps, progress)[0]
    _choices(method, form)
    if arithmetic not in get_args(Arithmetic):
        raise SolverError(f"no arithmetic {arithmetic!r}; there are {', '.join(get_args(Arithmetic))}")
    from verify.solver.precise import solve_precisely

    exactly = as_fraction("eta", eta)
    return solve_precisely(target, start, exactly, steps, method, arithmetic, precision, every, quantities, form, stop,
                           max_steps, progress)  # fmt: skip


def solve_batch(
    target: Target,
    starts: Sequence[Start],
    eta: float | Sequence[float],
    steps: int,
    method: Method = "alternating",
    every: int | None = None,
    quantities: Sequence[str] | None = None,
    form: Form | None = None,
    stop: float | None = None,
    max_steps: int | None = None,
    progress: Progress | None = None,
) -> list[Run]:
    """As `solve` in float64 for many starts with the same d; `eta` is one step size, or one for each start."""
    if not starts:
        raise SolverError("no start was given")
    _choices(method, form)
    if len({start.d for start in starts}) > 1:
        raise SolverError(f"the starts have {sorted({start.d for start in starts})} columns; a batch needs one d")
    etas = np.array(_step_sizes(eta, len(starts)))
    steps = whole("steps", steps, 0)
    names = known(QUANTITIES if quantities is None else tuple(quantities), QUANTITIES, "float64")
    (m, n), d = target.shape, starts[0].d
    columns = min(m, d), min(n, d)
    width = len(starts) * (8 + sum(columns))
    times = moments(steps, interval(steps, every, width))
    simultaneous = method == "simultaneous"
    x, y, flight, products = (_dense if form == "dense" else _reduced)(target, starts, etas, columns, simultaneous)
    admit(steps, MAX_STEPS, steps * len(starts) * products * SECONDS_PER_PRODUCT, max_steps)

    def describe(b: int) -> Run:
        empty = np.array([], dtype=np.int64)
        return Run(empty, {}, float(etas[b]), method, "float64", form or "reduced", flight.finish(b, x[b], y[b]))

    return fly(flight, x, y, times, names, stop, progress, describe)


def _choices(method: str, form: str | None) -> None:
    if method not in get_args(Method):
        raise SolverError(f"no method {method!r}; there are {', '.join(get_args(Method))}")
    if form is not None and form not in get_args(Form):
        raise SolverError(f"no form {form!r}; there are {', '.join(get_args(Form))}")


def as_fraction(name: str, value: float | Fraction | str) -> Fraction:
    """The positive number, exactly. Raises SolverError."""
    try:
        number = exactly(name, value)
    except OutOfRange as error:
        raise SolverError(str(error)) from error
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise SolverError(f"{name} = {value!r} is not a finite number") from error
    if number <= 0:
        raise SolverError(f"{name} = {value!r}: it must be positive")
    return number


def _step_sizes(eta: float | Sequence[float], count: int) -> list[float]:
    if isinstance(eta, (Sequence, np.ndarray)) and not isinstance(eta, str):
        if len(eta) != count:
            raise SolverError(f"{len(eta)} step sizes for {count} starts")
        return [positive(f"eta[{i}]", step) for i, step in enumerate(eta)]
    return [positive("eta", eta)] * count  # type: ignore[arg-type]


Setup = tuple[Array, Array, Flight, float]


def _reduced(
    target: Target, starts: Sequence[Start], etas: Array, columns: tuple[int, int], simultaneous: bool
) -> Setup:
    small: list[Reduced] = [reduce(target, start) for start in starts]
    p, q = max(len(r.x) for r in small), max(len(r.y) for r in small)

    def finish(b: int, x: Array, y: Array) -> Callable[[], tuple[Array, Array]]:
        r = small[b]
        return lambda: (r.left.lift(x[: len(r.x)]), r.right.lift(y[: len(r.y)]))

    d = starts[0].d
    measures = Measures(target.sigma, None, target.rank, columns)
    flight = Flight(_advance, measures, target.sigma, etas, d, simultaneous, finish)
    x, y = kernels.padded([r.x for r in small], p), kernels.padded([r.y for r in small], q)
    return x, y, flight, 2.0 * (p + q) * d * d


def _advance(x: Array, y: Array, s: Array, eta: Array, steps: int, simultaneous: bool) -> tuple[Array, Array]:
    return kernels.engine()(x, y, s, eta, steps, simultaneous)  # compiled at the first step, not before


def _dense(
    target: Target, starts: Sequence[Start], etas: Array, columns: tuple[int, int], simultaneous: bool
) -> Setup:
    a, d = target.dense(), starts[0].d
    for start in starts:
        check(target, start)

    def advance(x: Array, y: Array, s: Array, eta: Array, steps: int, simultaneous: bool) -> tuple[Array, Array]:
        e = eta[:, None, None]
        with np.errstate(all="ignore"):
            for _ in range(steps):
                new = x - e * ((x @ y.transpose(0, 2, 1) - a) @ y)
                used = x if simultaneous else new
                x, y = new, y - e * ((used @ y.transpose(0, 2, 1) - a).transpose(0, 2, 1) @ used)
        return x, y

    bases = target.U[:, : target.rank], target.V[:, : target.rank]
    measures = Measures(target.sigma, a, target.rank, columns, bases)
    flight = Flight(advance, measures, target.sigma, etas, d, simultaneous, lambda b, x, y: lambda: (x, y))
    x, y = np.stack([start.X0 for start in starts]), np.stack([start.Y0 for start in starts])
    return x, y, flight, 4.0 * a.size * d
