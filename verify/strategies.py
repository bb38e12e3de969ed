"""Hypothesis strategies: admissible points of a statement, for property tests of one's own.

from hypothesis import given
from verify.strategies import points

@given(points(statement))
def test_norm(point):          # {"m": 2, "X": array of shape (2, 3), ...}
    assert my_norm(point["X"]) >= 0
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from verify.arithmetic.arrays import indices
from verify.errors import ProofgaugeError
from verify.methods.falsify import draws, recipe
from verify.methods.falsify.domain import Domain, EmptyDomain
from verify.methods.falsify.frames import frames
from verify.methods.falsify.retraction import Retraction
from verify.statement import Statement

Point = dict[str, Any]
TRIES = 64


class NoPoints(ProofgaugeError):
    """No choice of sizes within the limit satisfies the hypotheses."""


def points(statement: Statement, largest: int = 4) -> st.SearchStrategy[Point]:
    """Points in the domain of `statement` that satisfy its hypotheses up to rounding, by construction.

    Sizes and integers are int, reals float, matrices arrays of shape (rows, cols), sequences lists of those. Hypothesis
    shrinks towards small sizes and degenerate points. Raises NoPoints when no sizes up to `largest` are admissible.
    """
    built = recipe.build(statement.variables, statement.given)
    domains: list[Domain] = []
    for frame in frames(statement, 60, largest):
        try:
            domains.append(Domain(statement, built, frame))
        except EmptyDomain:
            continue
    if not domains:
        raise NoPoints(f"{statement.title!r}: no sizes up to {largest} satisfy the hypotheses")
    retractions: dict[int, Retraction] = {}

    @st.composite
    def draw_point(draw: st.DrawFn) -> Point:
        k = draw(st.integers(0, len(domains) - 1))
        domain = domains[k]
        rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
        at_random = draw(st.booleans())
        with np.errstate(all="ignore"):
            if k not in retractions:
                retractions[k] = Retraction(domain, draws.sample(domain, 24, np.random.default_rng(0)))
            theta = draws.sample(domain, TRIES, rng) if at_random else draws.library(domain, TRIES, rng)
            theta = retractions[k].repair(retractions[k](theta))
            good = indices(domain.assess(theta).admissible)
        assume(len(good) > 0)
        row = good[draw(st.integers(0, len(good) - 1))]
        return _point(domain, theta[row : row + 1])

    return draw_point()


def _point(domain: Domain, theta: Any) -> Point:
    values = domain.build(theta).root.values
    found: Point = {}
    for sym in domain.statement.variables:
        if sym.kind in ("size", "integer"):
            found[sym.name] = domain.frame[sym]
        elif sym.kind == "sequence":
            found[sym.name] = [_plain(x[0]) for x in values[sym]]
        else:
            found[sym.name] = _plain(values[sym][0])
    return found


def _plain(value: Any) -> Any:
    return np.array(value) if np.ndim(value) else float(value)
