"""`proofgauge worth`: the table, or the plan."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from verify.laws.wishart import check_sizes
from verify.terminal import Countdown
from verify.worth.guarantee import Guarantee, Plan
from verify.worth.numbers import (
    Enclosure,
    WorthError,
    above,
    at_least,
    at_most,
    below,
    places_above,
    places_below,
    scientific,
)
from verify.worth.plans import plan
from verify.worth.simulation import LONGEST, Simulation, simulate
from verify.worth.tables import Interrupted, Row, Table, pairs, table

TABLE_ONLY, PLAN_ONLY = ("tau", "grid", "csv", "picture"), ("m", "probability", "nu", "simulate", "seed")
LARGE = 10**12
LEGEND = """\
(A2d) any tau  the supremum of 1 - delta over tau, C1, C2, rounded up; "none": vacuous, delta >= 1 whatever they are
empty from     from this tau on delta >= 1, whatever admissible C1 and C2 are, rounded up
(A2d)          1 - delta at tau with C1 = sqrt(e), no exponential term: proved, rounded down; best: no admissible C1, C2
               give more, rounded up
same proof     its union bound with deviations chosen best: the limit for small tau, and at tau; rounded down
union          1 minus the exact probabilities that sigma_r(V'Phi_1) < rho, ||V'Phi_1|| > 3, ||Phi_2|| > 3; rounded down
true           the probability of that event, which the proof needs (item 1, and item 2 corrected, at the worst A);
               rounded down
App. C         the same with ||Phi_1|| for ||V'Phi_1||, as appendix C prints it, rounded up
Item 2 as printed has probability 0 unless nu = 0: its two bounds on f0 contradict each other."""


def run(options: argparse.Namespace) -> int:
    """The command. Raises WorthError and LawError for input without an answer, OutputError where it cannot write."""
    planned = options.kappa is not None or options.eps is not None
    unfit = [name for name in (TABLE_ONLY if planned else PLAN_ONLY) if getattr(options, name) is not None]
    if unfit:
        kind = "the table, which is without --kappa and --eps" if planned else "a plan, which needs --kappa and --eps"
        raise WorthError(f"--{unfit[0]} belongs to {kind}")
    return _plan(options) if planned else _table(options)


# ---- the table


def _table(options: argparse.Namespace) -> int:
    if options.grid is not None:
        if options.r is not None or options.d is not None:
            raise WorthError("--grid D R stands for --r and --d; give one or the other")
        widest, most = options.grid
        if widest < most:
            raise WorthError(f"--grid {widest} {most}: the first number is the largest d, at least the largest r")
        check_sizes(widest, most)  # the largest of all, before they are listed
        sizes = [(r, d) for r in range(1, most + 1) for d in range(r, widest + 1)]
    else:
        sizes = pairs(options.r, options.d)
    for path in (options.csv, options.picture):
        _writable(path)
    if options.picture is not None and options.picture.suffix not in (".svg", ".png"):
        raise WorthError(f"--picture {options.picture}: the name must end in .svg or .png")
    n = max(100, *(r for r, _ in sizes)) if options.n is None else options.n
    code, progress = 0, None if options.json == "-" else Countdown("row")
    try:
        found = table(sizes, n, "1/4" if options.tau is None else options.tau, progress)
    except Interrupted as stopped:
        found, code = stopped.found, 130
        print(f"\nstopped; {len(found.rows):,} of {stopped.wanted:,} rows are done and kept", file=sys.stderr)
    if options.csv is not None:
        options.csv.write_text(_csv(found), encoding="utf-8")
    if options.picture is not None:
        from verify.worth.picture import sheet

        page = sheet(found)
        if options.picture.suffix == ".svg":
            options.picture.write_text(page.svg(), encoding="utf-8")
        else:
            options.picture.write_bytes(page.png())
    written = [path for path in (options.csv, options.picture) if path is not None]
    _say(options.json, found.to_json(), [*_lines(found), *map(str, written)])
    return code


def _lines(found: Table) -> list[str]:
    head = ("r", "d", "(A2d) any tau", "empty from", "(A2d)", "best", "same proof", "at tau", "union", "true", "App. C")
    body = [_cells(row) for row in found.rows]
    widths = [max(len(line[k]) for line in (head, *body)) for k in range(len(head))]
    lines = ["  ".join(f"{cell:>{w}}" for cell, w in zip(line, widths, strict=True)) for line in (head, *body)]
    about = f"probabilities at tau = {found.tau} unless said otherwise, for A with n = {found.n} columns"
    more = ["where d > n, (A2d) is not what appendix C proves: see true"] if any(w.d > w.n for w in found.rows) else []
    return [about, "", *lines, "", LEGEND, *more]


def _cells(row: Row) -> tuple[str, ...]:
    return (
        str(row.r), str(row.d), at_most(row.ceiling.high),
        "any" if row.vacuous else places_above(row.widest.high, 3), at_least(row.printed.low),
        at_most(row.printed_most), at_least(row.proof_ceiling.low), at_least(row.proof.low), at_least(row.union.low),
        at_least(row.event.low), at_most(row.event_appendix_c.high),
    )  # fmt: skip


def _csv(found: Table) -> str:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    names = [name for name, value in vars(found.rows[0]).items() if isinstance(value, Enclosure)]
    out.writerow(["r", "d", "n", "tau", "vacuous", "printed_most", *(f"{n}_{end}" for n in names for end in _ENDS)])
    for row in found.rows:
        ends = [end for name in names for end in getattr(row, name).to_json()]
        out.writerow([row.r, row.d, row.n, row.tau, int(row.vacuous), above(row.printed_most), *ends])
    return text.getvalue()


_ENDS = ("low", "high")

# ---- the plan


def _plan(options: argparse.Namespace) -> int:
    missing = [f"--{name}" for name in ("m", "n", "r", "d", "kappa", "eps") if getattr(options, name) is None]
    if missing:
        raise WorthError(f"a plan needs {', '.join(missing)} too")
    for name in ("r", "d"):
        if len(getattr(options, name)) > 1:
            raise WorthError(f"--{name} {' '.join(map(str, getattr(options, name)))}: a plan is for one size")
    if options.seed is not None and options.simulate is None:
        raise WorthError("--seed belongs to --simulate")
    found = plan(
        options.m, options.n, options.r[0], options.d[0], options.kappa, options.eps,
        "0.99" if options.probability is None else options.probability, 0 if options.nu is None else options.nu,
    )  # fmt: skip
    lines = _rows(found)
    if options.simulate is None:
        _say(options.json, found.to_json(), lines)
        return 0
    if options.json != "-":  # before the runs, which may take long
        print("\n".join(lines), flush=True)
    kept = [g for g in found.guarantees if g.iterations is not None and g.iterations <= LONGEST]
    runs, code = _runs(options, found, kept), 0
    if len(runs) < len(kept):
        code = 130
        print(f"\nstopped; {len(runs)} of {len(kept)} rows were simulated", file=sys.stderr)
    content = found.to_json() | {"simulations": [s.to_json() for s in runs]}
    _say(options.json, content, [] if code and not runs else _simulated(options.simulate, options.seed or 0, runs))
    return code


def _runs(options: argparse.Namespace, found: Plan, kept: Sequence[Guarantee]) -> list[Simulation]:
    """Up to Ctrl-C."""
    runs: list[Simulation] = []
    with suppress(KeyboardInterrupt):
        for g in kept:
            name = f"{g.title} ({g.source}), iteration"
            progress = None if options.json == "-" else Countdown(name, "at most about")
            runs.append(simulate(found, g, options.simulate, options.seed or 0, progress))
    return runs


def _rows(found: Plan) -> list[str]:
    about = [
        f"A: {found.m} x {found.n} of rank {found.r}, sigma_1 / sigma_r = {float(found.kappa):.6g}; d = {found.d}; "
        f"goal ||A - X_T Y_T'||_F^2 <= {float(found.eps):.6g} ||A||_F^2",
        f"with probability at least {below(found.probability, 40)}",
        "",
        f"{'theorem':<24}  {'probability':<13}  {'at least':>11}  {'tau':>9}  {'s':>6}  {'C':>6}  {'eta ||A||_F':>11}"
        f"  {'T, all from':>15}",
    ]
    return [*about, *(_line(g) for g in found.guarantees), "", *found.notes]


def _line(g: Guarantee) -> str:
    start = f"{g.title:<24}  {g.source:<13}  "
    if g.probability is None or g.tau is None or g.s is None or g.C is None or g.step is None or g.iterations is None:
        return start + g.reason
    tau, step = scientific(below(g.tau, 5)), scientific(below(g.step, 6))
    steps = f"{g.iterations:,}" if g.iterations < LARGE else above(Fraction(g.iterations), 6)
    return (
        f"{start}{at_least(g.probability.low):>11}  {tau:>9}  {above(g.s, 4):>6}  {above(g.C, 4):>6}  {step:>11}  "
        f"{steps:>15}"
    )


def _simulated(draws: int, seed: int, runs: Sequence[Simulation]) -> list[str]:
    if not runs:
        return ["", f"not simulated: every row takes more than {LONGEST:,} iterations"]
    lines = [
        "", f"simulated in float64: {draws} starts, seed {seed}, singular values of A evenly spaced; a check, no proof",
        f"{'theorem':<24}  {'probability':<13}  {'in the event':>12}  {'95% interval':>16}  {'exact law':>16}  "
        f"{'reached':>7}  {'median T':>10}  {'largest T':>10}",
    ]  # fmt: skip
    for s in runs:
        interval = f"{places_below(s.interval.low, 4)} .. {places_above(s.interval.high, 4)}"
        event = s.guarantee.event or s.interval
        exact = f"{at_least(event.low)} .. {at_most(event.high)}"
        times = ["beyond" if t is None else f"{t:,}" for t in (s.median, s.most)]
        lines.append(
            f"{s.guarantee.title:<24}  {s.guarantee.source:<13}  {s.good:>12}  {interval:>16}  {exact:>16}  "
            f"{s.reached:>7}  {times[0]:>10}  {times[1]:>10}"
        )
        if s.missed:
            lines.append(f"{s.missed} draws in the event missed the goal, which the theorem excludes: report this")
    return lines


# ---- both


def _say(target: str | None, content: dict[str, object], lines: Sequence[str]) -> None:
    text = json.dumps(content, indent=1, ensure_ascii=False)
    if target == "-":
        print(text)
        return
    if target is not None:
        path = Path(target)
        _writable(path)
        path.write_text(text + "\n", encoding="utf-8")
    said = [*lines, *([] if target is None else [target])]
    if said:
        print("\n".join(said))


def _writable(path: Path | None) -> None:
    from verify.cli import writable

    if path is None:
        return
    if path.is_dir():
        raise WorthError(f"{path} is a folder; give a file name")
    writable(path.parent)
