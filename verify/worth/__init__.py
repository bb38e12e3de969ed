"""What the theorems are worth: `proofgauge worth`.

    from verify.worth import plan, simulate, table
    table([(5, 10), (5, 20)], n=100, tau="1/4").rows[0].ceiling    # the supremum of 1 - delta of (A2d), enclosed
    found = plan(m=1000, n=800, r=5, d=10, kappa=10, eps="1e-6")   # step sizes, iterations, probabilities
    found.best.iterations, found.best.probability.low
    simulate(found, found.best, draws=100).median                  # float64, next to it

numbers     enclosures, and decimals rounded to a side
printed     delta of (A2d), over all tau and over all constants that the exact law allows
tables      each (r, d): printed, same proof, true
event       the law of the event that the proof needs, and the best parameters for it
plans       explicit theorems; guarantee: their data
simulation  alternating gradient descent next to a plan
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verify.worth.guarantee import Guarantee, Plan
    from verify.worth.numbers import Enclosure, WorthError
    from verify.worth.plans import plan
    from verify.worth.simulation import Simulation, simulate
    from verify.worth.tables import Row, Table, pairs, table

_MODULES = {
    "guarantee": ("Guarantee", "Plan"),
    "numbers": ("Enclosure", "WorthError"),
    "plans": ("plan",),
    "simulation": ("Simulation", "simulate"),
    "tables": ("Row", "Table", "pairs", "table"),
}
__all__ = [
    "Enclosure",
    "Guarantee",
    "Plan",
    "Row",
    "Simulation",
    "Table",
    "WorthError",
    "pairs",
    "plan",
    "simulate",
    "table",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _MODULES.items():  # only when asked for: the command line starts without Arb and numpy
        if name in names:
            found = import_module(f"{__name__}.{module}")
            globals().update({each: getattr(found, each) for each in names})
            return globals()[name]
    raise AttributeError(f"verify.worth has no name {name!r}; it has {', '.join(__all__)}")
