"""The rates that the theory guarantees, as a list of curves."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from verify.experiments.runs import Array
from verify.solver import horizon

POINTS = 60


@dataclass(frozen=True)
class Bound:
    """An upper bound on ||A - X_t Y_t'||_F^2 / (2 f0) for AGD from a draw in the good event.

    factor(beta, t) is the bound; until(beta, eta, f0) the last iteration that it covers: 0 for none, None for all.
    `empty` says why it may cover none.
    """

    name: str
    label: str
    factor: Callable[[float, Array], Array]
    until: Callable[[float, float, float], int | None]
    empty: str


def _printed(beta: float, t: Array) -> Array:
    return np.exp(-beta * t / 4)


def _improved(beta: float, t: Array) -> Array:
    return (1 - 4 * beta / 9) ** (2 * t)


def _improved_until(beta: float, eta: float, f0: float) -> int | None:
    return None if 24 * eta**2 * f0 <= beta**2 else 0


PRINTED = Bound("theorem_5_1", "bound (6)", _printed, horizon, "T = 0")
IMPROVED = Bound("linear_convergence", "improved bound", _improved, _improved_until, "step too long")
BOUNDS = (PRINTED, IMPROVED)
"""Theorem 5.1 as printed, and the theorem for all t of `lemmas/ward_kolda/linear_convergence`.

The latter asks in addition that ||X0|| + sqrt(beta/eta)/3 and ||Y0|| + 7 sqrt(beta/eta)/8 be at most 1/sqrt(eta), which
draws in the good event meet here, with C = 4 and D near 0.
"""


def theory_curves(beta: float, eta: float, f0: float, norm2: float, steps: int) -> list[dict[str, Any]]:
    """Every bound from 0 to where it stops or the panel ends; a curve without points where it covers no iteration.

    f0: f(X0, Y0); norm2: ||A||_F^2; the curves bound the relative error ||A - X_t Y_t'||_F^2 / ||A||_F^2.
    """
    curves: list[dict[str, Any]] = []
    for bound in BOUNDS:
        until = bound.until(beta, eta, f0)
        last = steps if until is None else min(until, steps)
        grids = np.linspace(0, last, POINTS), np.geomspace(1, max(1, last), POINTS)
        t = np.unique(np.round(np.concatenate(grids)))
        t = t[t <= last] if last else t[:0]
        error = bound.factor(beta, t) * 2 * f0 / norm2
        curves.append({
            "name": bound.name, "label": bound.label, "until": until, "empty": bound.empty,
            "t": [int(x) for x in t], "error": [float(f"{y:.8g}") for y in error],
        })  # fmt: skip
    return curves


def bound_at(curve: dict[str, Any], t: Array) -> Array:
    """The bound at iterations t, infinite where it says nothing."""
    if not curve["t"]:
        return np.full(len(t), math.inf)
    inside = np.exp(cast(Array, np.interp(t, curve["t"], np.log(curve["error"]))))
    return np.where(t <= curve["t"][-1], inside, math.inf)
