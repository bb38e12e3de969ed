"""`proofgauge solve`: gradient descent on a matrix of the user's."""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verify.experiments.options import natural, real, whole
from verify.terminal import Countdown

if TYPE_CHECKING:
    from verify.solver import Run, Start, Target
    from verify.solver.corollary import Plan

Json = Any
DESCRIPTION = """\
Factor a matrix by gradient descent with a fixed step size: minimize f(X, Y) = ||X Y' - A||_F^2 / 2 over X (m x d)
and Y (n x d), from one of the paper's four initializations. Prints a short table and writes all records to a file.

A comes from FILE (.npy, .npz, .csv, .mtx, .mat; a .npz or .mat with U, S and V is read as A = U S V'; a .csv may hold
fractions p/q, and is then read exactly, 0.1 as 1/10), or is drawn:
--random M N R is U diag(1 .. 1/K) V' with random orthonormal U (M x R), V (N x R) and K = --condition.
"""
EPILOG = """\
initializations (section 6 of the paper; Phi has independent N(0, 1) entries)
  proposed           X0 = A Phi / (sqrt(eta d) C sigma_1),  Y0 = sqrt(eta / n) D sigma_1 Phi,  D = C nu / 9
  colspan            X0 = A Phi / (10 sqrt(d)),             Y0 = Phi / (10 sqrt(n))
  random             X0 = Phi / (10 sqrt(m)),               Y0 = Phi / (10 sqrt(n))
  random_asymmetric  X0 = Phi / (10 sqrt(eta m)),           Y0 = sqrt(eta / n) Phi / 10

step size: --eta, or else that of Corollary 5.2 for --epsilon: beta / sqrt(32 f0 log(2 f0 / epsilon)), where
beta = rho^2 sigma_r^2 / (C sigma_1)^2 and rho = 1 - sqrt((r - 1) / d). The sigma_1 of the proposed start and of beta is
--sigma1 where given, so C makes up for it: --C 8 with half of sigma_1(A) is --C 4 with sigma_1(A).
steps: --steps, or else the horizon of Theorem 5.1, T = floor(beta / (8 eta^2 f0)), with --epsilon; 1000 with --eta.

exit codes: 0 done, 1 diverged (or no digit of an enclosure left, or exact numbers grown too long), 2 could not run,
130 Ctrl-C. What was done is written with 1 and 130 too.

examples
  proofgauge solve A.mtx --rank 5 --eta 0.5            A is only approximately of rank 5
  proofgauge solve --random 100 100 5 --d 10           the paper's setting and theoretical step size
  proofgauge solve A.csv --d 6 --eta 1/4 --steps 50 --arithmetic balls --out run.json
                                                       rigorous enclosures of the whole trajectory
"""
ROWS = 12


def add_parser(commands: Any) -> None:
    sub = commands.add_parser(
        "solve", help="factor a matrix of your own by gradient descent", description=DESCRIPTION, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    sub.add_argument("file", nargs="?", metavar="FILE", help="the matrix A")
    sub.add_argument("--random", nargs=3, type=whole, metavar=("M", "N", "R"), help="a random matrix instead of FILE")
    sub.add_argument("--condition", type=real, metavar="K", help="sigma_1 / sigma_r of --random (default 10/9)")
    sub.add_argument("--name", metavar="NAME", help="which array of a .npz or .mat file")
    sub.add_argument("--rank", type=whole, metavar="R", help="the rank r (default: the numerical rank)")
    sub.add_argument("--d", type=whole, metavar="D", help="columns of the factors (default 2 r)")
    size = sub.add_mutually_exclusive_group()
    size.add_argument("--eta", metavar="ETA", help="step size: a number, or p/q exactly")
    size.add_argument(
        "--epsilon", type=real, metavar="E",
        help="goal for ||A - X Y'||_F^2 that the theoretical step size is for (default 1e-6 ||A||_F^2)",
    )  # fmt: skip
    sub.add_argument("--steps", type=whole, metavar="T", help="iterations")
    sub.add_argument("--stop", type=real, metavar="F", help="end at the first record with f <= F")
    sub.add_argument("--init", default="proposed", choices=("proposed", "colspan", "random", "random_asymmetric"))
    sub.add_argument("--seed", type=natural, default=0, metavar="N", help="seed of A and of the start (default 0)")
    sub.add_argument("--C", type=real, metavar="C", help="C of the proposed start and of beta (default 4)")
    sub.add_argument("--nu", type=real, metavar="NU", help="nu >= 0 of the proposed start (default 1e-10)")
    sub.add_argument("--sigma1", type=real, metavar="S", help="estimate of sigma_1(A) for the proposed start and beta")
    sub.add_argument("--method", default="alternating", choices=("alternating", "simultaneous"))
    sub.add_argument("--arithmetic", default="float64", choices=("float64", "multiprecision", "balls", "exact"))
    sub.add_argument("--precision", type=whole, metavar="BITS",
                     help="bits, 24 to 131072 (default: 128; balls: as many as it takes)")  # fmt: skip
    sub.add_argument("--every", type=whole, metavar="K", help="record every K steps (default: about 2000 records)")
    sub.add_argument("--max-steps", type=whole, metavar="N", help="raise the limit on steps")
    sub.add_argument(
        "--out", type=Path, default=Path("reports/out/solve.csv"), metavar="FILE",
        help="where records go: .csv, .json, or .npz with the factors too (default reports/out/solve.csv)",
    )  # fmt: skip
    sub.add_argument("--json", action="store_true", help="JSON on standard output and nothing else")


def run(options: argparse.Namespace) -> int:
    from verify.solver.errors import as_options

    with as_options():
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from verify.solver import Interrupted, RankWarning, SolverError, solve

    writer = WRITERS.get(options.out.suffix)
    if writer is None:
        raise SolverError(f"--out {options.out}: the name must end in {', '.join(WRITERS)}")
    _writable(options.out)
    _admit(options)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RankWarning)
        target = _target(options)
    for warning in caught:
        print(f"proofgauge solve: warning: {warning.message}", file=sys.stderr)
    start, eta, steps, goal = _setting(options, target)
    if not options.json:
        print("\n".join(_about(options, target, start, eta, steps, goal)))
    interrupted = False
    try:
        found = solve(
            target, start, eta, steps, options.method, options.arithmetic, options.precision, options.every,
            None, None, options.stop, options.max_steps, None if options.json else Countdown("step"),
        )  # fmt: skip
    except Interrupted as stopped:
        found, interrupted = stopped.runs[0], True
    content = _content(options, target, start, found, goal)
    writer(options.out, content, found)
    if options.json:
        print(json.dumps(content, indent=1))
    else:
        said = _outcome(options, target, start, steps, found, goal)
        print("\n".join([*_table(target, found), *said, str(options.out)]))
    if interrupted:
        return 130
    return int(found.stopped in ("diverged", "swamped", "outgrown"))


def _admit(options: argparse.Namespace) -> None:
    """Raises SolverError for options that contradict each other, or that nothing would depend on."""
    from verify.solver import SolverError

    if (options.file is None) == (options.random is None):
        raise SolverError("give either a FILE with the matrix or --random M N R")
    for name in ("condition",) if options.random is None else ("name",):
        if getattr(options, name) is not None:
            kinds = ("--random", "a file") if options.random is None else ("a file", "--random")
            raise SolverError(f"--{name} is about {kinds[0]}, not about {kinds[1]}; leave it out")
    if options.init == "proposed":
        return
    for name in ("nu", "sigma1"):
        if getattr(options, name) is not None:
            raise SolverError(f"--{name} is about --init proposed; --init {options.init} does not depend on it")
    if options.C is not None and options.eta is not None:
        raise SolverError(
            "--C is about --init proposed and the theoretical step size; "
            f"nothing depends on it with --init {options.init} and --eta"
        )


def _target(options: argparse.Namespace) -> Target:
    from verify.solver import SolverError, Target, load_target
    from verify.solver.target import admit_factor

    if options.file is not None:
        return load_target(options.file, options.rank, options.name)
    import numpy as np

    m, n, r = options.random
    condition = 10 / 9 if options.condition is None else options.condition
    if min(m, n, r) < 1 or r > min(m, n):
        raise SolverError(f"--random {m} {n} {r}: sizes are at least 1 and the rank is at most the smaller one")
    if not 1 <= condition < math.inf:
        raise SolverError(f"--condition {condition}: sigma_1 / sigma_r is at least 1, and finite")
    if r == 1 and options.condition not in (None, 1):
        raise SolverError(f"--condition {condition}: a matrix of rank 1 has sigma_1 = sigma_r; leave it out")
    for factor, rows in (("U", m), ("V", n)):
        admit_factor(f"--random {m} {n} {r}: {factor}", rows, r)
    rng = np.random.default_rng([options.seed, 1])
    u, v = (np.linalg.qr(rng.standard_normal((size, r)))[0] for size in (m, n))
    target = Target.from_factors(u, np.linspace(1, 1 / condition, r), v, options.rank)
    if len(target.sigma) < r:
        raise SolverError(f"--condition {condition:g}: sigma_r is lost in rounding beside sigma_1; give at most 1e13")
    return target


def _setting(options: argparse.Namespace, target: Target) -> tuple[Start, Any, int, Plan | None]:
    """The start, the step size, the number of steps, and what the step size is for unless it was given."""
    from verify.solver import initial_loss, initialize
    from verify.solver.corollary import plan
    from verify.solver.solve import as_fraction

    d = 2 * target.rank if options.d is None else options.d
    C, nu = _constants(options)

    def start(eta: float) -> Start:
        return initialize(options.init, target, d, eta, options.seed, C, nu, sigma1=options.sigma1)

    if options.eta is not None:
        eta: Any = as_fraction("--eta", options.eta)
        return start(float(eta)), eta, 1000 if options.steps is None else options.steps, None
    first = start(1.0)
    f0 = initial_loss(target, first)  # Remark 2.1: f0 does not depend on eta for the proposed start
    epsilon = 1e-6 * target.norm2 if options.epsilon is None else options.epsilon
    goal = plan(target, first, options.method, epsilon, f0, C, nu, options.sigma1)
    return start(goal.eta), goal.eta, goal.T if options.steps is None else options.steps, goal


def _constants(options: argparse.Namespace) -> tuple[float, float]:
    """C and nu."""
    return 4 if options.C is None else options.C, 1e-10 if options.nu is None else options.nu


# ---- what is said


def _about(
    options: argparse.Namespace, target: Target, start: Start, eta: Any, steps: int, goal: Plan | None
) -> list[str]:
    said, rest = [f"A: {target!r}"], f"{steps:,} steps, {options.init} initialization, d = {start.d}"
    if goal is None:
        return [*said, f"eta = {float(eta):.6g}, {rest}"]
    source = "from (8)" if goal.unmet else "by Corollary 5.2"
    said.append(
        f"eta = {goal.eta:.6g} {source} for epsilon = {goal.epsilon:.3g}; beta = {goal.beta:.6g}, T = {goal.T:,}"
    )
    if goal.unmet:
        said.append(f"Corollary 5.2 does not promise this epsilon: it asks for {'; for '.join(goal.unmet)}")
    return [*said, rest]


def _table(target: Target, run: Run) -> list[str]:
    """About a dozen records: first, last, and evenly spaced ones between; of enclosures, the digits that they have."""
    from verify.solver.shown import row

    last, r = len(run.t) - 1, target.rank - 1
    if last < 0:
        return []
    rows = sorted({round(i * last / (ROWS - 1)) for i in range(ROWS)})
    heads = ("||A-XY'||^2/||A||^2", "sigma_1(X)", "sigma_r(X)", "||grad||_F")
    lines = ["", f"{'t':>12}  {heads[0]}  " + "  ".join(f"{head:>11}" for head in heads[1:])]
    for i in rows:
        loss, *others = row(run, i, r, target.norm2)
        lines.append(f"{run.t[i]:>12,}  {loss:>19}  " + "  ".join(f"{cell:>11}" for cell in others))
    return [*lines, ""]


def _outcome(
    options: argparse.Namespace, target: Target, start: Start, steps: int, run: Run, goal: Plan | None
) -> list[str]:
    from verify.solver.advice import diverged, overflown
    from verify.solver.arithmetics import HEIGHT

    lines: list[str] = []
    if run.diverged_at == 0:
        lines.append(overflown(start, options.sigma1))
    elif run.diverged_at is not None:
        lines.append(diverged(target, start, run, steps, _constants(options)[0], options.sigma1))
    if run.swamped_at is not None:
        lines.append(f"from step {run.swamped_at:,} on, the enclosures hold fewer than 20 bits; raise --precision")
    if run.stopped == "outgrown":
        lines.append(
            f"stopped after step {run.t[-1]:,} of {steps:,}: exact numbers grow about sixfold in a step, and the next "
            f"would have more than {HEIGHT:,} bits; --arithmetic balls encloses the same trajectory rigorously"
        )
    if run.stopped == "loss":
        lines.append(f"reached the wanted loss at step {run.t[-1]:,}")
    if options.stop is not None and run.stopped == "steps":
        lines.append(f"f <= {options.stop:g} was not reached in {run.t[-1]:,} steps; take more with --steps")
    if goal is not None and run.stopped == "steps" and (missed := goal.missed(int(run.t[-1]), 2 * float(run.loss[-1]))):
        lines.append(missed)
    if run.stopped == "interrupted":
        lines.append(f"interrupted; the records up to step {run.t[-1]:,} are kept" if len(run.t) else "interrupted")
    if run.radius and len(run.t):
        lines.append(f"loss at the end: {run.native['loss'][-1] if run.arithmetic == 'balls' else run.loss[-1]}")
    return lines


def _content(
    options: argparse.Namespace, target: Target, start: Start, run: Run, goal: Plan | None
) -> dict[str, Json]:
    m, n = target.shape
    C, nu = _constants(options)
    return {
        "target": {"rows": m, "columns": n, "rank": target.rank, "sigma_1": target.sigma_1, "sigma_r": target.sigma_r,
                   "norm2": target.norm2, "source": options.file or f"random {m} {n} {options.random[2]}"},
        "d": start.d, "init": options.init, "seed": options.seed, "C": C, "nu": nu,
        "sigma1": options.sigma1, "eta": run.eta,
        "method": run.method, "arithmetic": run.arithmetic, "precision": run.precision, "form": run.form,
        "stopped": run.stopped, "diverged_at": run.diverged_at, "swamped_at": run.swamped_at,
        "corollary_5_2": None if goal is None else asdict(goal),
        "t": run.t.tolist(),
        "records": {name: _finite(table.tolist()) for name, table in run.values.items()},
        "radius": {name: _finite(table.tolist()) for name, table in run.radius.items()},
    }  # fmt: skip


def _finite(value: Json) -> Json:
    """JSON has no infinity: null instead."""
    if isinstance(value, list):
        return [_finite(x) for x in value]  # type: ignore[reportUnknownVariableType]
    return value if math.isfinite(value) else None


# ---- files


def _writable(path: Path) -> None:
    from verify.cli import writable
    from verify.solver import SolverError

    if path.is_dir():
        raise SolverError(f"--out {path} is a folder; give a file name")
    writable(path.parent)


def _csv(path: Path, content: dict[str, Json], run: Run) -> None:
    """One row for each record, a column for each number; vectors as name_1, name_2 ..."""
    columns: dict[str, list[float]] = {"t": run.t.tolist()}
    for kind, tables in (("", run.values), ("_radius", run.radius)):
        for name, table in tables.items():
            if table.ndim == 1:
                columns[name + kind] = table.tolist()
            else:
                columns |= {f"{name}_{k + 1}{kind}": table[:, k].tolist() for k in range(table.shape[1])}
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(zip(*columns.values(), strict=True))


def _json(path: Path, content: dict[str, Json], run: Run) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _npz(path: Path, content: dict[str, Json], run: Run) -> None:
    import numpy as np

    tables: dict[str, Any] = {"t": run.t, "X": run.X, "Y": run.Y, **run.values}
    np.savez_compressed(path, **tables)


WRITERS: dict[str, Callable[[Path, dict[str, Json], Run], None]] = {".csv": _csv, ".json": _json, ".npz": _npz}
