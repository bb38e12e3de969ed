"""Parameters to try: a library of degenerate ones, and samples from several distributions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array
from verify.methods.falsify import charts
from verify.methods.falsify.domain import Block, Domain

Generator = np.random.Generator
NUMBERS = (0.0, 1.0, -1.0, 0.5, 2.0, 3.0, -2.0, 1e-3, 1e3, 1 / 3, 10.0, 0.1)
EXHAUSTIVE = 2500  # grids of integers up to this many points are taken whole


# ---- the library


def library(domain: Domain, limit: int, rng: Generator) -> Array:
    """(B, count) degenerate parameters: integer grids where they fit, else structured pieces put together at random."""
    options = [_options(b) for b in domain.blocks]
    if not options:
        return np.zeros((1, 0))
    total = np.prod([float(len(o)) for o in options])
    rows: list[Array] = []
    if total <= limit:
        rows = [np.concatenate(choice) for choice in product(*options)]
    else:
        rows += [np.concatenate([o[k % len(o)] for o in options]) for k in range(max(len(o) for o in options))]
        picks = [rng.integers(0, len(o), limit // 2) for o in options]
        rows += [np.concatenate([o[p[k]] for o, p in zip(options, picks, strict=True)]) for k in range(limit // 2)]
    found = np.array(rows[:limit])
    grid = _grid(domain, limit, rng)
    return np.concatenate([found, grid]) if len(grid) else found


def _grid(domain: Domain, limit: int, rng: Generator) -> Array:
    """All parameters in {0, 1, -1} (then {0, 1, -1, 2}) when few, else random ones."""
    if domain.count == 0:
        return np.zeros((0, 0))
    if 3**domain.count <= min(limit, EXHAUSTIVE):
        return np.array(list(product((0.0, 1.0, -1.0), repeat=domain.count)))
    weights = rng.choice([0.25, 0.5, 0.75], limit // 2)[:, None]
    zero = rng.random((limit // 2, domain.count)) < weights
    values = rng.choice([1.0, -1.0, 1.0, -1.0, 2.0, -2.0, 0.5], (limit // 2, domain.count))
    return where(zero, 0.0, values)


def _options(block: Block) -> list[Array]:
    chart = block.chart
    if chart.count == 0:
        return [np.zeros(0)]
    if isinstance(chart, charts.Number):
        return [np.array([x]) for x in _numbers(chart)]
    if isinstance(chart, charts.Free):
        return [m.ravel() for m in matrices(chart.rows, chart.cols)]
    if isinstance(chart, charts.Symmetric):
        i, j = np.triu_indices(chart.rows)
        return _distinct([((m + m.T) / 2)[i, j] for m in matrices(chart.rows, chart.rows)])
    if isinstance(chart, charts.Strict):
        i, j = np.triu_indices(chart.rows, 1)
        return _distinct([np.asarray(m + m.T)[i, j] for m in matrices(chart.rows, chart.rows)])
    if isinstance(chart, (charts.Diagonal, charts.Rotations)):
        n = chart.rows
        found = [np.ones(n), np.zeros(n), np.eye(n)[0], 1 - np.eye(n)[0], np.arange(1.0, n + 1), np.arange(n, 0.0, -1)]
        found += [
            np.linspace(0, 1, n),
            np.linspace(1, 0, n),
            (-1.0) ** np.arange(n),
            np.full(n, 0.5),
            10.0 ** -np.arange(n),
        ]
        return _distinct(found)
    # reflections: vectors e_i - e_j swap coordinates, e_i flips one, (1, 1, ...) mixes all
    rows, cols = (chart.cols, chart.rows) if isinstance(chart, charts.UnitRows) else (chart.rows, chart.cols)
    vectors = _directions(rows if not isinstance(chart, charts.Sphere) else chart.count)
    blocks = 1 if isinstance(chart, charts.Sphere) else cols
    found = [np.zeros(chart.count)]
    found += [
        np.concatenate([v if k == place else 0 * v for k in range(blocks)]) for v in vectors for place in range(blocks)
    ]
    found += [np.tile(v, blocks) for v in vectors]
    return _distinct(found)[:60]


def _numbers(chart: charts.Number) -> list[float]:
    low = None if chart.low is None else float(chart.low)
    high = None if chart.high is None else float(chart.high)
    if low is not None and high is not None:
        width = high - low
        found = [low, high, *(low + width * f for f in (0.5, 0.25, 0.75, 1 / 3, 1e-3, 1 - 1e-3))]
    elif low is not None or high is not None:
        end = low if low is not None else high or 0.0
        sign = 1 if low is not None else -1
        found = [end, *(end + sign * f for f in (1.0, 0.5, 2.0, 1e-3, 1e3, 0.1, 10.0, 3.0))]
    else:
        found = list(NUMBERS)
    return list(dict.fromkeys(found))


def _directions(n: int) -> list[Array]:
    eye = np.eye(n)
    found = [eye[i] - eye[j] for i in range(n) for j in range(i)]
    found += [eye[i] + eye[j] for i in range(n) for j in range(i)]
    found += [eye[i] for i in range(n)] + [np.ones(n), np.arange(1.0, n + 1)]
    found += [eye[i] - eye[j] / 3 for i in range(n) for j in range(n) if i != j]
    return found


@cache
def _catalogue(rows: int, cols: int) -> tuple[Array, ...]:
    k = min(rows, cols)
    full = np.eye(rows, cols)
    corner = np.zeros((rows, cols))
    corner[0, 0] = 1
    far = np.zeros((rows, cols))
    far[0, -1] = 1
    below = np.zeros((rows, cols))
    below[-1, 0] = 1
    last = np.zeros((rows, cols))
    last[-1, -1] = 1
    signs = full.copy()
    signs[k - 1, k - 1] = -1
    found = [np.zeros((rows, cols)), full, corner, far, below, last, np.ones((rows, cols)), signs, -full]
    found += [np.eye(rows, cols, 1), np.eye(rows, cols, -1), np.fliplr(full), full + far, full + np.eye(rows, cols, 1)]
    found += [np.eye(rows, cols, 1) - np.eye(rows, cols, -1), np.eye(rows, cols, 1) + np.eye(rows, cols, -1)]
    found += [np.roll(full, 1, 0), np.tril(np.ones((rows, cols))), np.triu(np.ones((rows, cols)))]
    ladder = full * np.arange(1, rows + 1)[:, None]
    found += [ladder, full * (10.0 ** -np.arange(rows))[:, None], np.outer(np.arange(1, rows + 1), np.ones(cols))]
    flat = np.ones((rows, cols))
    flat[-1] = -1
    found += [flat, full * 1e-3, full * 1e3, corner * 1e3, 2 * full, full + 1e-3 * far, np.ones((rows, cols)) - full]
    hadamard = np.array([[(-1.0) ** bin(i & j).count("1") for j in range(cols)] for i in range(rows)])
    found += [hadamard, full - 2 * np.ones((rows, cols)) / rows]
    if rows * cols <= 4:
        found += [np.array(v, float).reshape(rows, cols) for v in product((0, 1, -1), repeat=rows * cols)]
        found += [np.array(v, float).reshape(rows, cols) for v in product((0, 1, 2), repeat=rows * cols)]
    return tuple(found)


def matrices(rows: int, cols: int) -> list[Array]:
    """Structured rows x cols matrices: zero, identity, units, nilpotent, permutations, reflections, bad condition."""
    if rows == 0 or cols == 0:
        return [np.zeros((rows, cols))]
    return _distinct(list(_catalogue(rows, cols)))


def _distinct(found: list[Array]) -> list[Array]:
    return list({(a + 0.0).tobytes(): a for a in found}.values())


# ---- samples


def sample(domain: Domain, count: int, rng: Generator) -> Array:
    """(count, domain.count) parameters, every row from its own mixture of distributions."""
    if not domain.blocks:
        return np.zeros((1, 0))
    parts = [_draw(b, count, rng) for b in domain.blocks]
    _correlate(domain, parts, rng)
    theta = np.concatenate(parts, 1)
    common = rng.random(count) < 0.15
    theta[common] *= 10.0 ** rng.uniform(-2, 2, (int(common.sum()), 1))
    return theta


def _draw(block: Block, count: int, rng: Generator) -> Array:
    chart = block.chart
    if isinstance(chart, charts.Number):
        return _draw_number(chart, count, rng)[:, None]
    if isinstance(chart, charts.Free) and chart.count:
        return _draw_matrices(chart.rows, chart.cols, count, rng).reshape(count, -1)
    if isinstance(chart, charts.Symmetric):
        i, j = np.triu_indices(chart.rows)
        m = _draw_matrices(chart.rows, chart.rows, count, rng)
        outer = rng.random(count) < 0.2
        v = rng.normal(size=(int(outer.sum()), chart.rows, 1))
        m[outer] = v @ np.swapaxes(v, -1, -2)
        return (m + np.swapaxes(m, -1, -2))[:, i, j] / 2
    if isinstance(chart, charts.Diagonal):
        style = rng.integers(0, 4, count)[:, None]
        uniform = rng.random((count, chart.count))
        wide = rng.normal(size=(count, chart.count)) * 10.0 ** rng.uniform(-2, 2, (count, 1))
        ends = np.round(uniform)
        tiny = 10.0 ** -rng.uniform(0, 6, (count, chart.count))
        plain = chart.kind in ("any", "sphere")
        styles = [wide if plain else uniform, ends + (0.05 * wide if plain else 0), tiny, uniform]
        return np.select([style == k for k in range(4)], styles)
    theta = rng.normal(size=(count, chart.count))
    sparse = rng.random(count) < 0.25
    theta[sparse] *= rng.random((int(sparse.sum()), chart.count)) < 0.5
    return theta


def _draw_number(chart: charts.Number, count: int, rng: Generator) -> Array:
    low = None if chart.low is None else float(chart.low)
    high = None if chart.high is None else float(chart.high)
    style = rng.integers(0, 4, count)
    uniform = rng.random(count)
    if low is not None and high is not None:
        width = high - low
        near = width * 10.0 ** -rng.uniform(0, 8, count)
        ends = where(uniform < 0.5, low, high)
        return np.select([style == 0, style == 1, style == 2], [low + near, high - near, ends], low + width * uniform)
    if low is not None or high is not None:
        end, sign = (low, 1.0) if low is not None else (high or 0.0, -1.0)
        wide = 10.0 ** rng.uniform(-3, 3, count)
        small = 10.0 ** rng.uniform(-1, 1, count)
        on_end = where(uniform < 0.3, 0.0, small)
        return end + sign * np.select([style == 0, style == 1], [wide, on_end], np.abs(rng.normal(size=count)))
    wide = rng.normal(size=count) * 10.0 ** rng.uniform(-3, 3, count)
    whole = np.round(rng.normal(size=count) * 3)
    return np.select([style == 0, style == 1], [wide, whole], rng.normal(size=count) * 2)


def _draw_matrices(rows: int, cols: int, count: int, rng: Generator) -> Array:
    m = rng.normal(size=(count, rows, cols))
    style = rng.integers(0, 9, count)

    def put(k: int, change: Callable[[Array], Array]) -> None:
        chosen = style == k
        if chosen.any():
            m[chosen] = change(m[chosen])

    put(2, lambda x: x * (rng.random(len(x) * rows * cols) < 0.4).reshape(len(x), rows, cols))
    put(3, lambda x: (1.2 * x).round())
    put(4, lambda x: _low_rank(x, rng))
    put(5, lambda x: x * 10.0 ** rng.uniform(-3, 3, (len(x), 1, 1)))
    put(6, lambda x: x * np.minimum(1 / np.maximum(np.abs(rng.normal(size=(len(x), rows, cols))), 1e-3), 1e3))
    put(7, lambda x: _near_catalogue(x, rng))
    put(8, lambda x: x * 10.0 ** rng.uniform(-3, 0, (len(x), rows, 1)))
    return m


def _low_rank(x: Array, rng: Generator) -> Array:
    count, rows, cols = x.shape
    k = int(rng.integers(1, max(2, min(rows, cols))))
    return rng.normal(size=(count, rows, k)) @ rng.normal(size=(count, k, cols))


def _near_catalogue(x: Array, rng: Generator) -> Array:
    known = np.array(matrices(*x.shape[1:]))
    return known[rng.integers(0, len(known), len(x))] + x * 10.0 ** rng.uniform(-6, 0, (len(x), 1, 1))


def _correlate(domain: Domain, parts: list[Array], rng: Generator) -> None:
    """In a part of the samples, a block repeats an earlier one of its shape: equal, opposite, transposed, or nearly."""
    for j, block in enumerate(domain.blocks):
        same = [i for i in range(j) if domain.blocks[i].chart == block.chart]
        if isinstance(block.chart, charts.Free):
            turned = charts.Free(block.chart.cols, block.chart.rows)
            flipped = [i for i in range(j) if domain.blocks[i].chart == turned]
        else:
            flipped = []
        count = len(parts[j])
        if same:
            rows = rng.random(count) < 0.25
            k = int(rows.sum())
            noise = parts[j][rows] * 10.0 ** rng.uniform(-6, 0, (k, 1)) * (rng.random((k, 1)) < 0.7)
            factor = rng.choice([1.0, 1.0, -1.0, 2.0], (k, 1))
            parts[j][rows] = parts[rng.choice(same)][rows] * factor + noise
        if flipped:
            rows = rng.random(count) < 0.12
            k = int(rows.sum())
            chart = domain.blocks[j].chart
            if isinstance(chart, charts.Free) and chart.count:
                other = parts[rng.choice(flipped)][rows].reshape(k, chart.cols, chart.rows)
                turned_rows = np.swapaxes(other, -1, -2).reshape(k, chart.count) * rng.choice([1.0, -1.0], (k, 1))
                parts[j][rows] = turned_rows + parts[j][rows] * 10.0 ** rng.uniform(-6, 0, (k, 1)) * (
                    rng.random((k, 1)) < 0.7
                )
