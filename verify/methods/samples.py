"""Admissible points in float64, to see where they lie: which conditions some of them meet, and what share does."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from verify.arithmetic.batch import Array
from verify.arithmetic.float64 import Float64
from verify.budget import budget
from verify.errors import ProofgaugeError
from verify.methods.falsify import draws
from verify.methods.falsify.attack import Attack
from verify.methods.falsify.frames import frames
from verify.statement import Statement
from verify.substitution import free_symbols
from verify.tree import Expr, Symbol, make, number, variable

FRAMES = 5
POINTS = 128  # in each choice of sizes


@dataclass
class Sample:
    """Batches of points with a mask of those that are admissible."""

    batches: list[tuple[Float64, Array]] = field(default_factory=list[tuple[Float64, Array]])

    def meets(self, condition: Expr) -> bool:
        """Whether an admissible point meets a comparison of numbers."""
        return any(bool((self._true(batch, condition) & mask).any()) for batch, mask in self.batches)

    def share(self, condition: Expr) -> tuple[float, int] | None:
        """(the share of the admissible points that meet the condition, how many these are); None of none."""
        masks = [(self._true(batch, condition), mask) for batch, mask in self.batches]
        total = sum(int(mask.sum()) for _, mask in masks)
        return (round(sum(int((true & mask).sum()) for true, mask in masks) / total, 4), total) if total else None

    @staticmethod
    def _true(batch: Float64, condition: Expr) -> Array:
        with np.errstate(all="ignore"):
            left, right = (np.asarray(batch.value(side), dtype=float) for side in condition.args)
            return left <= right if condition.op == "le" else left < right


@cache
def sampled(
    given: tuple[Expr, ...], constants: tuple[tuple[Symbol, Expr], ...], seed: int, also: Expr | None = None
) -> Sample:
    """Points that satisfy the hypotheses, at several small choices of sizes. `also`: a number that they have."""
    props = [*given, *([make("le", (also, also))] if also is not None else [])]
    used = {s for g in props for s in free_symbols(g)}
    named = {variable(s): v for s, v in constants if s in used}
    free = Statement("", props, make("le", (number(0), number(0))), named)
    work = budget("quick").scaled(0.25)
    found = Sample()
    with np.errstate(all="ignore"):
        attack = Attack(free, work, seed)
        for frame in frames(free, FRAMES)[:FRAMES]:
            place = attack.place(frame)
            if place is None or place.domain.count == 0:
                continue
            rng = np.random.default_rng([seed, 13, *(v + 1000 for v in frame.values())])
            simple, drawn = draws.library(place.domain, POINTS // 2, rng), draws.sample(place.domain, POINTS, rng)
            rows = np.concatenate([simple, drawn])
            try:
                theta = place.retraction(rows, rng.random(len(rows)) < 0.4)
                assessed = place.domain.assess(theta)
                batch: Any = place.domain.build(theta)
            except ProofgaugeError:
                continue
            found.batches.append((batch, np.broadcast_to(assessed.admissible, (len(theta),))))
    return found
