"""How tight a claim was found to be: its least slack, whether equality is attained, and the slack along a parameter."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

import numpy as np

from verify.arithmetic.arrays import Array, indices
from verify.methods.falsify import charts
from verify.methods.falsify.certificate import Court, Values
from verify.methods.falsify.domain import Block, Domain
from verify.methods.falsify.retraction import Retraction
from verify.methods.falsify.rounding import exact_points
from verify.methods.falsify.trivial import elsewhere, empty_horizon, vanishes
from verify.statement import Statement
from verify.tree import make, variable

ZERO = 1e-11
STEPS = 41


def describe(domain: Domain, theta: Array, least: float) -> dict[str, Any]:
    """The `slack` object of results.json for the point of least relative slack that a search met.

    Equality that says nothing of the bound (see `trivial`) does not count as attained.
    """
    attained = equality(domain, theta) if abs(least) <= ZERO else None
    only_at = None if attained is None else _trivial(domain, attained)
    if only_at is not None:
        domain, rows = elsewhere(domain, empty_horizon(domain))
        points = ((row, equality(domain, row)) for row in rows)
        other = next(((row, v) for row, v in points if v is not None and _trivial(domain, v) is None), None)
        if other is None:
            return {"summary": f"Equality was met only {only_at[1]}.", "attained": False, "only_at": only_at[0]}
        theta, attained = other
    where = ", ".join(f"{s.name} = {v}" for s, v in domain.frame.items())
    at = f" at {where}" if where else ""
    if attained is not None:
        summary = f"Equality is attained{at}: {_told(domain.statement, attained)}."
    elif least <= ZERO:
        summary = f"The slack comes down to zero within rounding{at}."
    else:
        summary = f"The smallest slack met is {least:.2g} of the size of the terms{at}."
    found: dict[str, Any] = {"summary": summary, "attained": attained is not None}
    curve = along(domain, theta)
    if curve is not None:
        block, log, points = curve
        found |= {"points": points, "x": block.symbol.name, "y": "relative slack", "drawn": "line"}
        found["x_scale"] = "log" if log else "linear"
    return found


def equality(domain: Domain, theta: Array) -> Values | None:
    """An exact point near by where both sides are equal, as the checker sees it: the claim with < fails there."""
    if domain.statement.claim.op != "le" or domain.statement.quantifier != "forall":
        return None
    strict = Domain(_strict(domain.statement), domain.recipe, domain.frame)
    found = exact_points(strict, theta, Retraction(strict, theta[None]), Court(3), tries=3)
    return None if found is None else found[1]


def _strict(statement: Statement) -> Statement:
    constants = {variable(sym): value for sym, value in statement.constants}
    return Statement(statement.title, statement.given, make("lt", statement.claim.args), constants)


def _trivial(domain: Domain, values: Values) -> tuple[str, str] | None:
    """Where equality says nothing of the bound: in short, and in words. None where it says something."""
    horizon = ", ".join(f"{s.name} = {v}" for s, v in empty_horizon(domain).items())
    if horizon:
        return f"at {horizon}", f"at {horizon}, where both sides agree whatever the rest is"
    if vanishes(_strict(domain.statement), values):
        told = _told(domain.statement, values)
        return "where both sides are 0", f"where both sides are 0{f': {told}' if told else ''}"
    return None


def _told(statement: Statement, values: Values) -> str:
    return ", ".join(f"{name} = {_shown(value)}" for name, value in values.items() if name not in _sizes(statement))


def _sizes(statement: Statement) -> set[str]:
    return {s.name for s in statement.variables if s.kind in ("size", "integer")}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(_shown(v) for v in cast("list[Any]", value["terms"])) + ")"
    if isinstance(value, list):
        rows = cast("list[list[str]]", value)
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"
    return str(value)


def along(domain: Domain, theta: Array) -> tuple[Block, bool, list[list[float]]] | None:
    """Relative slack at admissible values of a real variable, everything else as at the point of least slack."""
    reals = {s for s in domain.statement.variables if s.kind == "real"}
    for block in domain.blocks:
        if block.symbol not in reals or not isinstance(block.chart, charts.Number):
            continue
        low, high = block.chart.low, block.chart.high
        log = (low == 0 and high is None) and bool(theta[block.place][0] > 0)
        xs = _values(float(theta[block.place][0]), low, high, log)
        rows = np.repeat(theta[None], len(xs), 0)
        rows[:, block.place] = xs[:, None]
        found = domain.assess(rows)
        good = indices(found.admissible & np.isfinite(found.relative))
        if len(good) >= 3:
            return block, log, [[float(xs[k]), float(max(found.relative[k], 0.0))] for k in good]
    return None


def _values(centre: float, low: Fraction | None, high: Fraction | None, log: bool) -> Array:
    if log:
        return centre * 10.0 ** np.linspace(-2, 2, STEPS)
    if low is not None and high is not None:
        return np.linspace(float(low), float(high), STEPS)
    width = max(abs(centre), 1.0)
    start = centre - width if low is None else max(float(low), centre - width)
    end = centre + width if high is None else min(float(high), centre + width)
    return np.linspace(start, end, STEPS)
