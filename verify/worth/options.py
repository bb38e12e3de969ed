"""The options of `proofgauge worth`, apart from the work so that other commands start without it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verify.experiments.options import natural, whole

DESCRIPTION = """\
What "with probability at least 1 - delta" is worth, in rigorous arithmetic (Arb; nothing is simulated unless asked).

Without --kappa and --eps, a table: for each rank r and each number of columns d of the factors, the largest 1 - delta
that (A2d) can give, where it is vacuous, what the same proof could have given, and the true probability of its event.

With --kappa and --eps, a plan for one matrix: the step size, the number of iterations T after which
||A - X_T Y_T'||_F^2 <= eps ||A||_F^2, and the probability guaranteed, for the printed theorems and the improved ones.
"""
EPILOG = """\
reading the numbers
  Lower bounds are rounded down and upper bounds up; the lines under the table say which. "none": at most 0.
  tau         of (A2b): rho = tau (1 - sqrt((r-1)/d)) bounds sigma_r(V'Phi_1), and iterations grow like 1/rho^2
  (A2d)       delta = (C1 tau)^(d-r+1) + exp(-C2 d) + exp(-r/2) + exp(-d/2); C1 = sqrt(e) without the C2 term is proved
  eta ||A||   the step size times the Frobenius norm of A, rounded down; C and D are those of Assumption 2
  s, C        sigma_1(V'Phi_1) <= s in the good event; the row "for all t, best s and C" chooses s and the C that fits
              it, the others have s = 3 and C = 4 or 8

exit codes: 0 done, 2 wrong input (d < r, r > min(m, n), a probability that no tau gives, d > 10 000 or r > 64 in the
table ...), 130 Ctrl-C (the rows that were done are printed and written)

examples
  proofgauge worth                                          the table for r = 1 .. 20 and d = r, r+1, 2r, 4r
  proofgauge worth --r 5 --d 5 6 8 10 20 --tau 1/2 --picture worth.svg --csv worth.csv
  proofgauge worth --grid 40 20                             every d <= 40, r <= 20, d >= r: some seconds
  proofgauge worth --m 1000 --n 800 --r 5 --d 10 --kappa 10 --eps 1e-6
  proofgauge worth --m 1000 --n 800 --r 5 --d 10 --kappa 10 --eps 1e-6 --probability 0.9 --simulate 200
"""


def add_parser(commands: Any, positive: Callable[[str], int]) -> None:
    """Adds the command to the subparsers of the command line."""
    sub = commands.add_parser(
        "worth", help="what the theorems guarantee: probabilities, step sizes, iterations", description=DESCRIPTION,
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    sizes = sub.add_argument_group("sizes")
    sizes.add_argument("--r", "--rank", nargs="+", type=whole, metavar="R", help="rank of A (several for the table)")
    sizes.add_argument("--d", "--width", nargs="+", type=whole, metavar="D", help="columns of X and Y, d >= r")
    sizes.add_argument("--m", "--rows", type=whole, metavar="M", help="rows of A (the plan; no bound depends on it)")
    sizes.add_argument(
        "--n", "--cols", type=whole, metavar="N", help="columns of A (table: default 100, or the largest r)"
    )
    rows = sub.add_argument_group("the table")
    rows.add_argument("--tau", metavar="TAU", help="tau of the columns that depend on it, such as 1/4 (the default)")
    rows.add_argument("--grid", nargs=2, type=positive, metavar=("D", "R"),
                      help="all d <= D and r <= R with d >= r; D <= 10000, R <= 64")  # fmt: skip
    rows.add_argument("--csv", type=Path, metavar="FILE", help="the table with both ends of every number")
    rows.add_argument("--picture", type=Path, metavar="FILE", help="draw it, as .svg or .png (needs matplotlib)")
    asked = sub.add_argument_group("the plan")
    asked.add_argument("--kappa", metavar="K", help="condition number sigma_1(A) / sigma_r(A) >= 1")
    asked.add_argument("--eps", metavar="E", help="goal, relative: ||A - X Y'||_F^2 <= eps ||A||_F^2, 0 < eps < 1")
    asked.add_argument("--probability", metavar="P", help="probability asked for (default 0.99)")
    asked.add_argument("--nu", metavar="NU", help="nu of Assumption 2, D = C nu / (3 s) (default 0: Y0 = 0)")
    asked.add_argument("--simulate", type=positive, metavar="N", help="also run AGD from N random starts, in float64")
    asked.add_argument("--seed", type=natural, metavar="N", help="seed of the starts (default 0)")
    sub.add_argument("--json", nargs="?", const="-", metavar="FILE",
                     help="JSON to FILE, or on standard output and nothing else")  # fmt: skip
