"""Local searches on a batch objective: L-BFGS for many starts at once, and evolution (CMA-ES) for kinks.

An objective takes parameters (B, p) to values (B,), lower being better, +inf where there is none.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array

Objective = Callable[[Array], Array]
MEMORY = 8
STEPS: Array = 0.5 ** np.arange(0, 22, 2)
BIG = 1e6
ZOOM = np.array([-1.0, -0.6, -0.3, -0.1, 0.1, 0.3, 0.6, 1.0])


def _finite(values: Array) -> Array:
    return where(np.isfinite(values), values, BIG)


def gradients(objective: Objective, theta: Array, central: bool = False) -> Array:
    """Finite differences at every row of theta (K, p)."""
    starts, count = int(theta.shape[0]), int(theta.shape[1])
    step = (1e-6 if central else 1e-7) * np.maximum(np.abs(theta), 1e-2)
    shifts = step[:, :, None] * np.eye(count)
    ahead = _finite(objective((theta[:, None, :] + shifts).reshape(-1, count))).reshape(starts, count)
    if central:
        behind = _finite(objective((theta[:, None, :] - shifts).reshape(-1, count))).reshape(starts, count)
        return (ahead - behind) / (2 * step)
    return (ahead - _finite(objective(theta))[:, None]) / step


def lbfgs(objective: Objective, theta: Array, iterations: int, central: bool = False) -> tuple[Array, Array]:
    """Batched L-BFGS: every row of theta (K, p) descends on its own. Returns the final rows and their values."""
    theta = theta.copy()
    starts, count = int(theta.shape[0]), int(theta.shape[1])
    if count == 0 or starts == 0:
        return theta, _finite(objective(theta))
    values = _finite(objective(theta))
    grad = gradients(objective, theta, central)
    moves: list[tuple[Array, Array, Array]] = []
    stalled = np.zeros(starts, dtype=int)
    for _ in range(iterations):
        direction = _two_loops(grad, moves)
        slope = (direction * grad).sum(1)
        uphill = ~(slope < 0)
        direction[uphill] = -grad[uphill]
        norm = np.sqrt((direction**2).sum(1))
        reach = np.sqrt((theta**2).sum(1)) + 0.1
        direction *= np.minimum(1.0, 2 * reach / np.maximum(norm, 1e-300))[:, None]
        if not moves:
            direction *= np.minimum(1.0, 0.3 * reach / np.maximum(norm, 1e-300))[:, None]
        trials: Array = theta[:, None, :] + STEPS[None, :, None] * direction[:, None, :]
        outcome = _finite(objective(trials.reshape(-1, count))).reshape(starts, len(STEPS))
        best = outcome.argmin(1)
        rows = np.arange(starts)
        better: Array = outcome[rows, best] < values
        new: Array = where(better[:, None], trials[rows, best], theta)
        stalled = where(better, 0, stalled + 1)
        values = where(better, outcome[rows, best], values)
        if (stalled >= 2).all():
            break
        new_grad = gradients(objective, new, central)
        s: Array = new - theta
        y: Array = new_grad - grad
        curvature: Array = (s * y).sum(1)
        rho = where(
            curvature > 1e-14 * np.sqrt((s * s).sum(1) * (y * y).sum(1)),
            1 / where(curvature == 0, 1, curvature),
            0.0,
        )
        moves = [*moves, (s, y, rho)][-MEMORY:]
        if (stalled >= 1).any():
            reset = stalled >= 1
            moves = [(a, b, where(reset, 0.0, c)) for a, b, c in moves]
        theta, grad = new, new_grad
    return theta, values


def zoom(objective: Objective, theta: Array, rounds: int = 14) -> tuple[Array, Array]:
    """Each row moved along its own gradient to the bottom of a kink (an absolute value, a maximum) there."""
    count = int(theta.shape[1])
    if count == 0 or len(theta) == 0:
        return theta, _finite(objective(theta))
    grad = gradients(objective, theta, central=True)
    norm = np.sqrt((grad**2).sum(1, keepdims=True))
    direction = grad / np.maximum(norm, 1e-300) * (np.sqrt((theta**2).sum(1, keepdims=True)) + 1e-3)
    centre, width = np.zeros(len(theta)), np.full(len(theta), 0.5)
    values = _finite(objective(theta))
    exponents = 10.0 ** -np.arange(0, 10)
    grid = np.concatenate([-exponents, exponents])
    rows = np.arange(len(theta))
    for turn in range(rounds):
        t = centre[:, None] + width[:, None] * (grid if turn == 0 else ZOOM)[None, :]
        trial = theta[:, None, :] + t[:, :, None] * direction[:, None, :]
        found = _finite(objective(trial.reshape(-1, count))).reshape(len(theta), -1)
        k = found.argmin(1)
        better: Array = found[rows, k] < values
        moved = t[rows, k]
        width = where(better, np.abs(moved - centre) if turn == 0 else width * 0.4, width * 0.3)
        values = where(better, found[rows, k], values)
        centre = where(better, moved, centre)
    return theta + centre[:, None] * direction, values


def _two_loops(grad: Array, moves: list[tuple[Array, Array, Array]]) -> Array:
    q = grad.copy()
    weights: list[Array] = []
    for s, y, rho in reversed(moves):
        a = rho * (s * q).sum(1)
        q -= a[:, None] * y
        weights.append(a)
    if moves:
        s, y, rho = moves[-1]
        size = (y * y).sum(1)
        q *= where((rho > 0) & (size > 0), 1 / np.maximum(rho * size, 1e-300), 1.0)[:, None]
    for (s, y, rho), a in zip(moves, reversed(weights), strict=True):
        b = rho * (y * q).sum(1)
        q += (a - b)[:, None] * s
    return -q


def evolve(
    objective: Objective, start: Array, spread: float, generations: int, rng: np.random.Generator, population: int = 0
) -> tuple[Array, float]:
    """CMA-ES from one start (p,): reaches corners where gradients jump. Returns the best row and its value."""
    count = len(start)
    if count == 0:
        return start, float(_finite(objective(start[None]))[0])
    size = population or 6 + int(3 * np.log(count + 1)) + (count > 8) * 4
    mu = size // 2
    weights = np.log(mu + 0.5) - np.log(np.arange(1, mu + 1))
    weights /= weights.sum()
    mass = 1 / (weights**2).sum()
    cc, cs = (4 + mass / count) / (count + 4 + 2 * mass / count), (mass + 2) / (count + mass + 5)
    c1 = 2 / ((count + 1.3) ** 2 + mass)
    cmu = min(1 - c1, 2 * (mass - 2 + 1 / mass) / ((count + 2) ** 2 + mass))
    damp = 1 + 2 * max(0.0, np.sqrt((mass - 1) / (count + 1)) - 1) + cs
    expected = np.sqrt(count) * (1 - 1 / (4 * count) + 1 / (21 * count**2))
    mean, scale = start.copy(), np.maximum(np.abs(start), 0.1 * np.abs(start).max(initial=0) + 1e-3)
    sigma, cov = spread, np.eye(count)
    path_s, path_c = np.zeros(count), np.zeros(count)
    best, best_value = start, float(_finite(objective(start[None]))[0])
    axes, lengths = np.eye(count), np.ones(count)
    for generation in range(generations):
        if generation % max(1, count // 6) == 0:
            lengths, axes = np.linalg.eigh((cov + cov.T) / 2)
            lengths = np.sqrt(np.maximum(lengths, 1e-20))
        z = rng.normal(size=(size, count))
        steps = (z * lengths) @ axes.T
        trial = mean + sigma * scale * steps
        values = _finite(objective(trial))
        order = values.argsort(kind="stable")
        if values[order[0]] < best_value:
            best, best_value = trial[order[0]], float(values[order[0]])
        step = weights @ steps[order[:mu]]
        mean = mean + sigma * scale * step
        path_s = (1 - cs) * path_s + np.sqrt(cs * (2 - cs) * mass) * (axes @ ((axes.T @ step) / lengths))
        norm = np.sqrt((path_s**2).sum())
        calm = norm / np.sqrt(1 - (1 - cs) ** (2 * generation + 2)) < (1.4 + 2 / (count + 1)) * expected
        path_c = (1 - cc) * path_c + calm * np.sqrt(cc * (2 - cc) * mass) * step
        chosen = steps[order[:mu]]
        cov = (1 - c1 - cmu) * cov + c1 * np.outer(path_c, path_c) + cmu * (chosen.T * weights) @ chosen
        sigma *= float(np.exp(min(1.0, (cs / damp) * (norm / expected - 1))))
        if sigma < 1e-12 or not np.isfinite(sigma):
            break
    return best, best_value
