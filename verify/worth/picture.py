"""The table as a picture: a panel for each rank, the probability of failing against d."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from verify.experiments.drawing import Sheet
from verify.worth.numbers import WorthError
from verify.worth.tables import Row, Table

CURVES: tuple[tuple[str, str, str, Callable[[Row], Fraction]], ...] = (
    ("(A2d), any tau", "#D55E00", "--", lambda row: row.ceiling.low),
    ("(A2d)", "#A8457F", "-", lambda row: row.printed.low),
    ("same proof", "#0072B2", "-", lambda row: row.proof.low),
    ("exact law", "#007A5E", "-", lambda row: row.event.low),
)
"""Name, colour, style, and the probability of success; the last three are at the table's tau."""
LEAST = 1e-12
COLUMNS, PANELS = 3, 30


def sheet(table: Table) -> Sheet:
    """1 minus the guaranteed probabilities, from 1e-12 up; above 1 a promise is empty.

    Raises WorthError for more ranks than fit on a page, ExperimentError when matplotlib is not installed.
    """
    ranks = list(dict.fromkeys(row.r for row in table.rows))
    if len(ranks) > PANELS:
        raise WorthError(f"a picture of {len(ranks)} ranks: at most {PANELS} fit; choose some with --r")
    page = Sheet(math.ceil(len(ranks) / COLUMNS), min(COLUMNS, len(ranks)))
    for index, r in enumerate(ranks):
        rows = sorted((row for row in table.rows if row.r == r), key=lambda row: row.d)
        title = f"r = {r}, tau = {table.tau}, n = {table.n}"
        panel = page.panel(index, title, "d, columns of the factors", "probability of failing")
        panel.scales((rows[0].d * 0.95, max(rows[-1].d, rows[0].d + 1) * 1.05), (LEAST, 30))
        panel.level(1.0, "from here on a promise is empty", above=True)
        for name, colour, style, success in CURVES:
            curve = [float(row.d) for row in rows], [float(1 - success(row)) for row in rows]
            panel.lines("", [curve], name, colour, linestyle=style, marker="o", markersize=2.5)
        panel.label()
    return page
