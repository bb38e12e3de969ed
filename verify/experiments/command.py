"""`proofgauge figures`: runs the experiments in processes of their own and writes data, drawings and a page."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from verify.cache import write
from verify.experiments.experiment import Cell, Experiment, ExperimentError, Table, cell_label
from verify.experiments.registry import EXPERIMENTS, chosen

FORMAT = "proofgauge figures 1"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def run(options: argparse.Namespace) -> int:
    """The command. Raises ExperimentError for an unknown name, OutputError where files cannot be written."""
    experiments = chosen(options.names)
    if options.list:
        listed = [{"name": e.name, "title": e.title, "paper": e.paper, "ours": e.ours} for e in experiments]
        text = "\n".join(f"{e.name:<10} {e.title}" for e in experiments)
        print(json.dumps(listed, indent=1, ensure_ascii=False) if options.json else text)
        return 0
    from verify.cli import writable
    from verify.experiments.drawing import Sheet
    from verify.experiments.page import Result, render
    from verify.experiments.setting import NU, RANK, SIZE, C

    writable(options.out)
    Sheet(1, 1)  # before the work: is there anything to draw with?
    setting = {"size": SIZE, "rank": RANK, "C": C, "nu": NU}
    results: dict[str, Result] = {}
    contents: dict[str, Any] = {}
    try:
        for experiment, cells in computed(experiments, options.seed, options.jobs):
            result = Result(experiment, cells, experiment.draw(cells) if experiment.draw else None)
            results[experiment.name], contents[experiment.name] = result, content(result, options.seed, setting)
            save(result, contents[experiment.name], options.out)
    except KeyboardInterrupt:
        kept = f"; {', '.join(results)} in {options.out}" if results else "; no experiment was finished"
        print(f"\nstopped{kept}", file=sys.stderr)
        return 130
    page = options.out / "index.html"
    in_order = [results[experiment.name] for experiment in experiments]
    write(page, render(in_order, options.seed, setting))
    if options.json:
        print(json.dumps([contents[experiment.name] for experiment in experiments], indent=1, ensure_ascii=False))
        return 0
    for result in in_order:
        print(f"{result.experiment.title}\n  {result.caption()}")
    print(page)
    return 0


def content(result: Any, seed: int, setting: dict[str, Any]) -> dict[str, Any]:
    """What NAME.json holds."""
    e: Experiment = result.experiment
    tables: list[Table] = result.tables()
    return {
        "format": FORMAT, "name": e.name, "title": e.title, "paper": e.paper, "ours": e.ours, "seed": seed,
        "setting": setting, "caption": result.caption(),
        "tables": [{"caption": t.caption, "head": t.head, "rows": t.rows} for t in tables], "cells": result.cells,
    }  # fmt: skip


def save(result: Any, found: dict[str, Any], out: Path) -> None:
    name = result.experiment.name
    write(out / f"{name}.json", json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
    if result.drawing is not None:
        write(out / f"{name}.svg", result.drawing)
    for index, table in enumerate(result.tables()):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([table.head, *table.rows])
        write(out / f"{name}{f'-{index + 1}' if index else ''}.csv", text.getvalue())


# ---- the work


def computed(experiments: list[Experiment], seed: int, jobs: int) -> Iterator[tuple[Experiment, list[Cell]]]:
    """Each experiment with its cells as soon as all are there; a line on standard error for each cell."""
    tasks = [(experiment.name, index) for experiment in experiments for index in range(len(experiment.cells))]
    started, found = time.perf_counter(), dict[tuple[str, int], Cell]()
    width = len(str(len(tasks)))
    for name, index, cell in _work(tasks, seed, min(jobs, len(tasks))):
        found[name, index] = cell
        elapsed = time.perf_counter() - started
        left = elapsed / len(found) * (len(tasks) - len(found))
        more = f"  about {left:.0f} s left" if left >= 2 else ""
        experiment = EXPERIMENTS[name]
        label = cell_label(experiment.cells[index])
        print(f"[{len(found):>{width}}/{len(tasks)}] {name}: {label}{more}", file=sys.stderr, flush=True)
        keys = [(name, k) for k in range(len(experiment.cells))]
        if all(key in found for key in keys):
            yield experiment, [found[key] for key in keys]


def _work(tasks: list[tuple[str, int]], seed: int, jobs: int) -> Iterator[tuple[str, int, Cell]]:
    if jobs == 1:
        for name, index in tasks:
            yield name, index, cell_of(name, index, seed)
        return
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    others = set(active_children())
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # the processes inherit it: one thread each
    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _deaf_to_interrupts) as pool:
            waiting = {pool.submit(cell_of, name, index, seed): (name, index) for name, index in tasks}
            try:
                for done in as_completed(waiting):
                    yield *waiting[done], done.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for process in set(active_children()) - others:  # or the end would wait for what they are at
                    process.terminate()
                raise
    except BrokenProcessPool as error:
        raise ExperimentError("a process died, perhaps for want of memory; try --jobs 1") from error
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _deaf_to_interrupts() -> None:
    """Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cell_of(name: str, index: int, seed: int) -> Cell:
    """One computed cell: what a process does."""
    experiment = EXPERIMENTS[name]
    return experiment.compute(experiment.cells[index], seed)
