"""Layered layout of a directed graph: layers by longest path, crossings reduced by barycentres, rows spread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, GAP, RISE, MARGIN = 198, 60, 18, 52, 8


@dataclass
class Placed:
    """A place: layers count from the top, x is the centre."""

    layer: int
    x: float = 0.0


def layers(uses: dict[str, list[str]]) -> dict[str, int]:
    """Longest path down to a node that uses nothing; an edge that would close a cycle is ignored."""
    depth: dict[str, int] = {}
    path: set[str] = set()

    def visit(key: str) -> int:
        if key not in depth:
            path.add(key)
            depth[key] = max((visit(used) + 1 for used in uses[key] if used not in path), default=0)
            path.discard(key)
        return depth[key]

    for key in uses:
        visit(key)
    return depth


def arrange(uses: dict[str, list[str]]) -> tuple[dict[str, Placed], list[list[str]]]:
    """Positions, with what is used above its users; and the edges, each as a chain of keys from used to user.

    Edges over several layers pass through placeholders (keys with a NUL), so that they have a place in each row.
    """
    depth = layers(uses)
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key, layer in depth.items():
        rows[layer].append(key)
    chains: list[list[str]] = []
    for user, names in uses.items():
        for used in names:
            if depth[used] >= depth[user]:
                chains.append([used, user])  # closes a cycle
                continue
            between = [f"{used}\0{user}\0{layer}" for layer in range(depth[used] + 1, depth[user])]
            for offset, key in enumerate(between):
                rows[depth[used] + 1 + offset].append(key)
            chains.append([used, *between, user])
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    for chain in chains:
        for above, below in pairwise(chain):
            up.setdefault(below, []).append(above)
            down.setdefault(above, []).append(below)
    _untangle(rows, up, down)
    return _place(rows, up, down), chains


def _untangle(rows: list[list[str]], up: dict[str, list[str]], down: dict[str, list[str]]) -> None:
    for sweep in range(8):
        order = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        near = up if sweep % 2 == 0 else down
        for index in order:
            fixed = {key: place for place, key in enumerate(rows[index + (-1 if sweep % 2 == 0 else 1)])}
            own = {key: place for place, key in enumerate(rows[index])}
            rows[index].sort(key=_barycentre(near, fixed, own))


def _barycentre(near: dict[str, list[str]], fixed: dict[str, int], own: dict[str, int]) -> Callable[[str], float]:
    def key(name: str) -> float:
        places = [fixed[other] for other in near.get(name, []) if other in fixed]
        return sum(places) / len(places) if places else own[name]

    return key


def _place(rows: list[list[str]], up: dict[str, list[str]], down: dict[str, list[str]]) -> dict[str, Placed]:
    size = {key: (GAP if "\0" in key else WIDTH) for row in rows for key in row}
    placed = {key: Placed(layer) for layer, row in enumerate(rows) for key in row}
    for row in rows:
        _spread(row, [0.0] * len(row), size, placed)
    for _ in range(12):
        for row in [*rows, *reversed(rows)]:
            wanted: list[float] = []
            for key in row:
                near = [placed[other].x for other in (*up.get(key, []), *down.get(key, []))]
                wanted.append(sum(near) / len(near) if near else placed[key].x)
            _spread(row, wanted, size, placed)
    _pull_together(rows, up, size, placed)
    left = min((placed[key].x - size[key] / 2 for key in placed), default=0.0)
    for item in placed.values():
        item.x += MARGIN - left
    return placed


def _pull_together(
    rows: list[list[str]], up: dict[str, list[str]], size: dict[str, int], placed: dict[str, Placed]
) -> None:
    """Moves every connected part to the left until it meets another one, or the margin."""
    left = min((placed[key].x - size[key] / 2 for key in placed), default=0.0)
    before = {key: row[index - 1] if index else None for row in rows for index, key in enumerate(row)}
    parts = _parts([key for row in rows for key in row], up)
    for part in sorted(parts, key=lambda keys: min(placed[key].x for key in keys)):
        room = float("inf")
        for key in part:
            other = before[key]
            if other not in part:
                limit = left if other is None else placed[other].x + size[other] / 2 + GAP
                room = min(room, placed[key].x - size[key] / 2 - limit)
        for key in part:
            placed[key].x -= max(0.0, room)


def _parts(keys: list[str], up: dict[str, list[str]]) -> list[set[str]]:
    """The connected parts of the graph."""
    part_of = {key: {key} for key in keys}
    for below, names in up.items():
        for above in names:
            if part_of[above] is not part_of[below]:
                joined = part_of[above] | part_of[below]
                part_of.update(dict.fromkeys(joined, joined))
    return list({id(part): part for part in part_of.values()}.values())


def _spread(row: list[str], wanted: list[float], size: dict[str, int], placed: dict[str, Placed]) -> None:
    """Puts a row as near as possible to the wanted places without overlap: groups of neighbours that touch move as
    one to the mean of their wishes (isotonic regression by pooling)."""
    offsets, total = [], 0.0
    for index, key in enumerate(row):
        if index:
            total += (size[row[index - 1]] + size[key]) / 2 + GAP
        offsets.append(total)
    groups: list[tuple[float, int]] = []
    for wish, offset in zip(wanted, offsets, strict=True):
        mean, count = wish - offset, 1
        while groups and groups[-1][0] >= mean:
            other, more = groups.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        groups.append((mean, count))
    start = [mean for mean, count in groups for _ in range(count)]
    for key, mean, offset in zip(row, start, offsets, strict=True):
        placed[key].x = mean + offset
