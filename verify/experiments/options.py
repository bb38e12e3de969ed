"""The options of `proofgauge figures`, apart from the work so that other commands start without it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

EPILOG = """\
what is written to DIR
  NAME.json   parameters, seed, all data, tables and the caption, which is computed from the data
  NAME.svg    the drawing, where there is one
  NAME.csv    the table (the second one is NAME-2.csv)
  index.html  all of it on one page that can be mailed

exit codes: 0 done, 2 could not run (unknown name, unwritable folder, nothing to draw with), 3 a bug in proofgauge,
130 Ctrl-C (the experiments that were finished are kept)

examples
  proofgauge figures                          everything, to reports/out/figures
  proofgauge figures figure2 horizon          two experiments only
  proofgauge figures --list                   what there is
  proofgauge figures figure1 --seed 7 --json  the data on standard output as well

The same seed gives the same files, whatever --jobs is.
"""


def add_parser(commands: Any, positive: Callable[[str], int]) -> None:
    """Adds the command to the subparsers of the command line."""
    what = "run the paper's experiments: Figures 1 to 4, and tables that belong beside them"
    raw = argparse.RawDescriptionHelpFormatter
    sub = commands.add_parser("figures", help=what, description=what, epilog=EPILOG, formatter_class=raw)
    sub.add_argument("names", nargs="*", metavar="NAME", help="an experiment; all when left out")
    sub.add_argument("--list", action="store_true", help="names and titles only")
    sub.add_argument("--json", action="store_true", help="the data as JSON on standard output and nothing else")
    sub.add_argument(
        "--seed", type=natural, default=0, metavar="N", help="seed of the matrix and the starts (default 0)"
    )
    sub.add_argument("--jobs", type=positive, default=2, metavar="N", help="processes (default 2)")
    sub.add_argument("--out", type=Path, default=Path("reports/out/figures"), metavar="DIR",
                     help="where files go (default reports/out/figures)")  # fmt: skip


def natural(text: str) -> int:
    """A seed."""
    number = whole(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative; a seed is an integer from 0 on")
    return number


def whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an integer") from None


def real(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
