"""Moving parameters into the hypotheses that no chart covers: scaling onto the boundary, then trial scalings."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from verify.arithmetic.arrays import indices, where
from verify.arithmetic.batch import Array
from verify.arithmetic.float64 import Float64
from verify.methods.falsify import charts
from verify.methods.falsify.domain import Block, Domain
from verify.tree import Expr

FACTORS = 2.0 ** np.array([-1, 1, -2, 2, -0.5, 0.5, -4, 4, -7, 7, -12, 12])


class Scaling(NamedTuple):
    """Multiplying a block by s multiplies lhs / rhs of a hypothesis by s ** degree."""

    prop: Expr
    block: Block
    degree: float


class Retraction:
    """What can be done at one domain. `scalings`: hypotheses lhs <= rhs met by scaling one block."""

    def __init__(self, domain: Domain, probe: Array) -> None:
        self.domain = domain
        self.scalings: list[Scaling] = []
        self.rest: list[Expr] = []
        plain = domain.build(probe)
        doubled: dict[int, Float64] = {}
        for prop in domain.checked:
            found = self._scaling(prop, probe, plain, doubled)
            if found is None:
                self.rest.append(prop)
            else:
                self.scalings.append(found)

    def _scaling(self, prop: Expr, probe: Array, plain: Float64, doubled: dict[int, Float64]) -> Scaling | None:
        if prop.op not in ("le", "lt") or len(probe) == 0:
            return None
        lhs, rhs = self.domain.sides_in(plain, prop, len(probe))
        if not ((lhs > 0) & (rhs > 0)).any():
            return None
        used = {s.block.place.start for s in self.scalings}
        blocks = sorted(self.domain.blocks, key=lambda b: (b.place.start in used, isinstance(b.chart, charts.Number)))
        for block in blocks:
            if not isinstance(block.chart, (charts.Free, charts.Symmetric, charts.Number)) or not block.chart.count:
                continue
            if block.place.start not in doubled:
                scaled = probe.copy()
                scaled[:, block.place] *= 2.0
                doubled[block.place.start] = self.domain.build(scaled)
            left, right = self.domain.sides_in(doubled[block.place.start], prop, len(probe))
            with np.errstate(all="ignore"):
                degree = np.log2((left / lhs) / (right / rhs))
            degree = degree[np.isfinite(degree)]
            if len(degree) >= 3 and np.ptp(degree) < 1e-6 and abs(degree[0]) > 0.1:
                return Scaling(prop, block, float(degree[0]))
        return None

    def __call__(self, theta: Array, boundary: Array | None = None) -> Array:
        """Violated scalable hypotheses met with equality; with a mask `boundary`, also those rows that have room."""
        if not self.scalings:
            return theta
        theta = theta.copy()
        for _ in range(2 if len(self.scalings) > 1 else 1):
            for scaling in self.scalings:
                lhs, rhs = self.domain.sides(scaling.prop, theta)
                with np.errstate(all="ignore"):
                    factor = (rhs / lhs) ** (1 / scaling.degree)
                    move = (lhs > rhs) if boundary is None else (lhs > rhs) | boundary
                move &= np.isfinite(factor) & (factor > 0)
                strict = 1e-9 if scaling.prop.op == "lt" else 4e-16
                factor = factor * (1 - np.sign(scaling.degree) * strict)
                theta[:, scaling.block.place] *= where(move, factor, 1.0)[:, None]
        return theta

    def repair(self, theta: Array, rounds: int = 2) -> Array:
        """Rows that fail some hypothesis, with blocks rescaled by trial so that they fail less or not at all."""
        if not self.rest or not self.domain.count:
            return theta
        theta = theta.copy()
        for _ in range(rounds):
            state = self.domain.assess(theta)
            rows = indices(~state.admissible)[:256]
            if not len(rows):
                break
            places = [b.place for b in self.domain.blocks] + [slice(0, self.domain.count)]
            best, value = theta[rows].copy(), state.penalty[rows].copy()
            for place in places:
                trial = np.repeat(theta[rows][:, None, :], len(FACTORS), 1)
                trial[:, :, place] *= FACTORS[None, :, None]
                found = self.domain.assess(trial.reshape(-1, self.domain.count))
                penalty = where(found.admissible, 0.0, found.penalty).reshape(len(rows), len(FACTORS))
                pick = penalty.argmin(1)
                least = penalty[np.arange(len(rows)), pick]
                better = least < value
                best[better] = trial[indices(better), pick[better]]
                value = where(better, least, value)
            theta[rows] = best
        return theta
