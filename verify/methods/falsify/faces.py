"""Descent that keeps to the hypotheses: their linearizations bound every step, so it slides along the faces they form.

At an extremal point many hypotheses are tight at once, and a penalty has a kink along each. Here every step solves a
small least-distance problem (Lawson & Hanson, Solving Least Squares Problems, ch. 23) with the hypotheses as
constraints, in coordinates in which most of them are nearly linear, and is then corrected back onto them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np
from scipy.optimize import nnls  # type: ignore[import-untyped]

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array
from verify.methods.falsify.coordinates import Coordinates, Parameters
from verify.methods.falsify.domain import FAR

Measure = Callable[[Array, bool], tuple[Array, Array]]
"""Parameters (B, p) to (objective (B,), lower being better, if wanted; slacks of the hypotheses (B, q)), as by
`Domain.measure`; NaN where undefined."""

DIFFERENCE = 1e-6
SOFT = 1e-4  # how little a broken hypothesis costs in the small problem, so that it always has a solution
PENALTY = 20.0
ENOUGH = -5.0  # a claim that fails by this much fails well enough
TRIALS: Array = np.array([3.0, 1.0, 0.3, 0.05])
REACH = 4.0  # the longest step, in coordinates
CORRECTIONS = 2
NULL = 0.03  # how much shorter steps get after one that was not better
MEMORY = 3
BELOW = 1e-3
JUMP = 1e4
SHARE = 0.9
UNDEFINED = 2 * FAR  # counts as this far outside


class Faces:
    """Steps within one domain. `measure` gives what is minimized and what must stay nonnegative."""

    def __init__(self, domain: Parameters, measure: Measure, enough: float = ENOUGH) -> None:
        self.coordinates, self.plain, self.enough = Coordinates(domain), measure, enough
        props = [*domain.checked, *domain.defining]
        defining = len(props) - len(domain.defining)
        # what must stay positive gives up only a part of its slack in one step
        self.share = np.array([SHARE if p.op == "lt" or k >= defining else 1.0 for k, p in enumerate(props)] or [1.0])

        self.least = np.array([1e-14 if p.op == "lt" else 0.0 for p in props] or [0.0])

    def gaps(self, slacks: Array, room: float) -> Array:
        """The slack that a step may use up, negative where it must gain."""
        gap = slacks - room
        return where(gap > 0, gap * self.share, gap)

    def measure(self, theta: Array, wanted: bool = True) -> tuple[Array, Array]:
        value, slacks = self.plain(theta, wanted)
        value = where(np.isnan(value), np.inf, np.maximum(value, self.enough))
        return value, where(np.isnan(slacks), -UNDEFINED, slacks)

    def differences(self, theta: Array, value: Array, slacks: Array, wanted: bool = True) -> tuple[Array, Array]:
        """Gradients (B, n) of the objective and Jacobians (B, q, n) of the slacks in the coordinates."""
        starts, count = len(theta), self.coordinates.count
        shifts = np.tile(DIFFERENCE * np.eye(count), (starts, 1))
        values, found = self.measure(self.coordinates.move(np.repeat(theta, count, 0), shifts), wanted)
        gradient = _finite((values.reshape(starts, count) - value[:, None]) / DIFFERENCE)
        jacobian = _finite((found.reshape(starts, count, -1) - slacks[:, None, :]) / DIFFERENCE)
        # a tight hypothesis between zeros jumps when one of them moves: that coordinate stays
        smooth = (np.abs(jacobian) < JUMP).all(2)
        return gradient * smooth, np.swapaxes(jacobian * smooth[:, :, None], 1, 2)

    def descend(self, theta: Array, iterations: int, room: float = 0.0) -> Array:
        """Rows (B, p) moved to lower values of the objective with slacks of at least `room`."""
        theta = self.coordinates.tidy(theta)
        if not len(theta) or not self.coordinates.count:
            return theta
        value, slacks = self.measure(theta)
        merit = _merit(value, slacks - room)
        reach = np.full(len(theta), 0.5)
        gradient, jacobian = self.differences(theta, value, slacks)
        cuts = Cuts(jacobian)
        for _ in range(iterations):
            live = np.flatnonzero((reach > 1e-8) & np.isfinite(value))
            if not len(live):
                break
            unit = gradient[live] / np.maximum(np.sqrt((gradient[live] ** 2).sum(1)), 1e-300)[:, None]
            lengths = np.minimum(reach[live][:, None] * TRIALS, REACH)
            downs = (unit[:, None, :] * lengths[:, :, None]).reshape(-1, unit.shape[1])
            owner = np.repeat(np.arange(len(live)), len(TRIALS))
            known, slopes = cuts.with_those(live, self.gaps(slacks[live], room), jacobian[live], room)
            trials, values, found, moves = self._stepped(theta[live][owner], downs, slopes[owner], known[owner], room)
            merits = _merit(values, found - room).reshape(len(live), -1)
            picked = np.arange(len(live)) * len(TRIALS) + merits.argmin(1)
            better = merits.min(1) < merit[live]
            reach[live] = where(better, np.clip(lengths.reshape(-1)[picked], 0, REACH), reach[live] * NULL)
            # where no step was better, the slopes at the best one tell which hypotheses stood in the way
            down, slope = self.differences(trials[picked], values[picked], found[picked])
            rows, chosen = live[better], picked[better]
            cuts.shift(rows, moves[chosen], slacks[rows], jacobian[rows])
            cuts.add(live[~better], moves[picked[~better]], found[picked[~better]], slope[~better])
            theta[rows], value[rows], slacks[rows] = trials[chosen], values[chosen], found[chosen]
            gradient[rows], jacobian[rows] = down[better], slope[better]
            merit[rows] = merits.reshape(-1)[chosen]
        return theta

    def _stepped(
        self, theta: Array, downs: Array, jacobian: Array, slacks: Array, room: float
    ) -> tuple[Array, Array, Array, Array]:
        """Each row after its step, and after corrections where that broke a hypothesis; its measure; its way there."""
        moves = _bounded(np.array([along(*row) for row in zip(downs, jacobian, slacks, strict=True)]))
        theta = self.coordinates.move(theta, moves)
        value, found = self.measure(theta)
        count = found.shape[1]
        for _ in range(CORRECTIONS):
            rows = np.flatnonzero((found < room - 1e-12).any(1))
            if not len(rows):
                break
            back = [step(0 * downs[k], jacobian[k][:count], self.gaps(found[k], room)) for k in rows]
            more = _bounded(np.array(back))
            corrected = self.coordinates.move(theta[rows], more)
            values, after = self.measure(corrected)
            better = _short(after - room) < _short(found[rows] - room)
            chosen = rows[better]
            theta[chosen], value[chosen], found[chosen] = corrected[better], values[better], after[better]
            moves[chosen] += more[better]
        return theta, value, found, moves

    def restore(
        self, theta: Array, room: float, rounds: int = 6, tight: Array | None = None, fixed: Array | None = None
    ) -> Array:
        """Rows (B, p) moved by Newton steps until every slack is at least `room`; where `tight` (B, q), just that.
        Coordinates that are `fixed` (n,) stay."""
        theta = self.coordinates.tidy(theta)
        count = self.coordinates.count
        if not len(theta) or not count:
            return theta
        value, slacks = self.measure(theta, False)
        exact = np.zeros(slacks.shape, dtype=bool) if tight is None else tight
        free = np.ones(count) if fixed is None else 1.0 - fixed
        for _ in range(rounds):
            live = np.flatnonzero(_short(slacks - room, exact) > 1e-13)
            if not len(live):
                break
            _, jacobian = self.differences(theta[live], value[live], slacks[live], False)
            moves: list[Array] = []
            for k, rows in zip(live, jacobian * free, strict=True):
                gap, both = self.gaps(slacks[k], room), exact[k]
                moves.append(step(np.zeros(count), np.concatenate([rows, -rows[both]]), np.r_[gap, -gap[both]]))
            move = _bounded(np.array(moves))
            for factor in (1.0, 0.3, 0.1):
                trial = self.coordinates.move(theta[live], factor * move)
                _, found = self.measure(trial, False)
                better = _short(found - room, exact[live]) < _short(slacks[live] - room, exact[live])
                rows = live[better]
                theta[rows], slacks[rows] = trial[better], found[better]
                live, move = live[~better], move[~better]
                if not len(live):
                    break
        return theta


class Cuts:
    """What slacks were near each row, linearized: at a kink the slopes at one point show one of its sides only.

    The cutting planes of a bundle method (Kiwiel, Methods of Descent for Nondifferentiable Optimization, 1985), in
    coordinates around the row as it moves.
    """

    def __init__(self, jacobian: Array) -> None:
        rows, count, n = jacobian.shape
        self.heights: Array = np.full((rows, MEMORY, count), np.inf)
        self.slopes: Array = np.zeros((rows, MEMORY, count, n))

    def with_those(self, rows: Array, gaps: Array, jacobian: Array, room: float) -> tuple[Array, Array]:
        """Gaps and slopes with the cuts of these rows. A cut below the slack itself is none: what it was bends up."""
        heights = self.heights[rows] - room
        heights = where(heights >= gaps[:, None] - BELOW, np.maximum(heights, np.minimum(gaps, 0)[:, None]), np.inf)
        flat = self.slopes[rows].reshape(len(rows), -1, jacobian.shape[2])
        return np.concatenate([gaps, heights.reshape(len(rows), -1)], 1), np.concatenate([jacobian, flat], 1)

    def add(self, rows: Array, moves: Array, slacks: Array, slopes: Array) -> None:
        """The slopes at the end of moves (B, n) from these rows, where the slacks are (B, q)."""
        self.heights[rows, 1:], self.slopes[rows, 1:] = self.heights[rows, :-1], self.slopes[rows, :-1]
        self.heights[rows, 0] = slacks - np.einsum("bqn,bn->bq", slopes, moves)
        self.slopes[rows, 0] = slopes

    def shift(self, rows: Array, moves: Array, slacks: Array, slopes: Array) -> None:
        """These rows move on; what held where they were is a cut."""
        self.add(rows, 0 * moves, slacks, slopes)
        self.heights[rows] += np.einsum("bmqn,bn->bmq", self.slopes[rows], moves)


def along(down: Array, jacobian: Array, slacks: Array) -> Array:
    """A step of about the length of `down` (n,), as far down as the linearized hypotheses leave room."""
    wanted = np.sqrt((down**2).sum())
    move = step(down, jacobian, slacks)
    for _ in range(2):
        length = np.sqrt((move**2).sum())
        if length >= 0.3 * wanted or length == 0:
            break
        # the faces take up nearly all of the gradient: what is left of it counts
        down = down * min(wanted / length, 1e4)
        move = step(down, jacobian, slacks)
    return move


def step(down: Array, jacobian: Array, slacks: Array) -> Array:
    """The d nearest to -down (n,) with slacks (q,) + jacobian (q, n) d >= 0, as far as these can be met."""
    slopes = np.sqrt((jacobian**2).sum(1))
    near = (slacks < 2 * REACH * slopes) & (slopes > 1e-9)
    rows = jacobian[near]
    if not len(rows):
        return -down
    # x = d + down is the shortest with rows x >= height; a soft column for each row keeps that solvable
    height = rows @ down - slacks[near]
    system = np.concatenate([rows.T, SOFT * np.eye(len(rows)), height[None]])
    target = np.zeros(len(system))
    target[-1] = 1.0
    try:
        weights = cast(Array, nnls(system, target))[0]
    except RuntimeError:  # it did not settle
        return -down
    residual: Array = system @ weights - target
    return -residual[: len(down)] / residual[-1] - down if residual[-1] != 0 else -down


def _short(slacks: Array, exact: Array | None = None) -> Array:
    """By how much slacks (B, q) fall short of 0 in total; where `exact`, how far they are from it."""
    short = np.maximum(-slacks, 0.0)
    return (short if exact is None else where(exact, np.abs(slacks), short)).sum(1)


def _merit(value: Array, slacks: Array) -> Array:
    return value + PENALTY * _short(slacks)


def _bounded(moves: Array) -> Array:
    longest = np.abs(moves).max(1, keepdims=True, initial=0.0)
    return moves * np.minimum(1.0, REACH / np.maximum(longest, 1e-300))


def _finite(a: Array) -> Array:
    return np.clip(where(np.isfinite(a), a, 0.0), -1e6, 1e6)
