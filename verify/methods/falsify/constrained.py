"""Statements with many hypotheses, and those along iterates: restored samples, faces, and long horizons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verify.arithmetic.arrays import indices
from verify.arithmetic.batch import Array
from verify.budget import Budget
from verify.methods.falsify import draws
from verify.methods.falsify.domain import FAR, Domain
from verify.methods.falsify.faces import Faces
from verify.methods.falsify.frames import Frame, allowed, corners, weight
from verify.methods.falsify.residuals import shrunk
from verify.statement import Statement
from verify.substitution import free_symbols, unfold
from verify.tree import Symbol, walk

if TYPE_CHECKING:
    from verify.methods.falsify.attack import Attack, Place

DISTANT = (10, 20, 50, 100, -10)
HORIZONS = (20, 100, 7, 300, 2, 50, 1000)
LENGTHS = (1, 2, 3, 5, 20, 4, 8, 13, 60)
INSIDE = 1e-9  # how far inside the hypotheses points are put first
ROOMS = (1e-6, 1e-3)  # and where they must be rounded


def restored(domain: Domain, faces: Faces, count: int, rng: np.random.Generator, rounds: int = 8) -> Array:
    """About `count` rows (B, p) that satisfy the hypotheses: samples, samples with a small residual, samples on random
    faces, and degenerate points whose zeros are kept; all moved by Newton steps."""
    theta = draws.sample(domain, 2 * count, rng)
    theta[::2] = shrunk(domain, theta[::2], rng)
    if not faces.coordinates.count:
        return theta[:count]
    plain = _hopeful(faces, theta, (2 * count + 2) // 3)
    relating = [p.op in ("le", "lt") and len(free_symbols(p)) > 1 for p in domain.checked]
    relating += [False] * (faces.measure(plain[:1], False)[1].shape[1] - len(relating))
    share = rng.choice([0.0, 0.0, 0.3, 0.6], (len(plain), 1))
    tight = (rng.random((len(plain), len(relating))) < share) & np.array(relating)
    plain = faces.restore(plain, INSIDE, rounds // 2, tight)
    plain = faces.restore(plain, INSIDE, rounds - rounds // 2)
    simple = _hopeful(faces, draws.library(domain, 12 * count, rng), count - len(plain), True)
    # entries stay, so that zeros do
    fixed = np.zeros(faces.coordinates.count, dtype=bool)
    for block in faces.coordinates.others:
        fixed[block.place] = True
    return np.concatenate([plain, faces.restore(simple, 0.0, rounds, fixed=fixed)])


def _hopeful(faces: Faces, theta: Array, count: int, tight: bool = False) -> Array:
    """`count` of the rows: a hypothesis that is undefined or compares different signs shows no way to meet it.
    tight: those with many hypotheses exactly tight first, which random points never are."""
    _, slacks = faces.measure(theta, False)
    hopeless = (slacks <= -FAR).sum(1)
    order = np.lexsort(((slacks == 0).sum(1) * (-1 if tight else 0), hopeless))
    return theta[order[:count]]


def along_faces(attack: Attack, place: Place, rows: Array, iterations: int) -> bool:
    """Descent from rows (B, p) inside the hypotheses; True when an exact counterexample was found."""
    ends = place.faces.descend(rows, iterations, INSIDE)
    if attack.try_rows(place, *place.look(ends)):
        return True
    _, found = place.look(ends)
    order = found.relative.argsort(kind="stable")[:4]
    for room in ROOMS:
        if not (found.relative[order] < 0).any():
            return False
        # inside by more, where the rounded point is admissible too
        moved = place.faces.restore(ends[order], room)
        if attack.try_rows(place, *place.look(place.faces.descend(moved, 4, room))):
            return True
    return False


def starts(place: Place, count: int, keep: int, rng: np.random.Generator) -> Array:
    """The `keep` best of `count` restored rows and some others, admissible ones first."""
    theta, found = place.look(restored(place.domain, place.faces, count, rng))
    patience = place.attack.patience
    if not found.admissible.any() and patience["restored"] > 0:
        patience["restored"] -= 1
        theta, found = place.look(restored(place.domain, place.faces, 5 * count, rng))
    if not found.admissible.any():
        return theta[found.penalty.argsort(kind="stable")[:keep]]
    good = np.array(indices(found.admissible), dtype=int)
    order = good[found.relative[good].argsort(kind="stable")]
    picked = [*order[: keep // 2], *order[keep // 2 :: max(1, len(order) // keep)]]
    return theta[picked[:keep]]


# ---- horizons


def movable(statement: Statement) -> list[Symbol]:
    """Integer variables that a recursion is followed to, without being the size of anything."""
    matrices = [e for e in (v.of or v for v in statement.variables) if e.kind == "matrix"]
    shapes = {s for e in matrices for side in e.sort.shape for s in free_symbols(side)}
    nodes = list(walk(*(unfold(p) for p in statement.props)))
    if not any(e.op == "iterate" for e in nodes):
        return []
    read = {s for e in nodes if e.op == "iterate" for s in free_symbols(e.args[0])}
    read |= {s for e in nodes if e.op in ("sum", "forall") for s in free_symbols(e.args[2])}
    return [s for s in statement.variables if s.kind == "integer" and s in read and s not in shapes]


def horizons(attack: Attack) -> list[tuple[Frame, Symbol]]:
    """Choices of sizes with a long recursion, and the variable that says how long: small sizes, several lengths."""
    found: list[tuple[Frame, Symbol]] = []
    budget = attack.budget
    for sym in movable(attack.statement)[:1]:
        chosen = _sized(attack.statement, sym)
        for length in HORIZONS[: min(len(HORIZONS), budget.frames // 2)]:
            for frame in chosen[: 1 + (budget.frames * 5) // length]:
                if allowed(attack.statement, {**frame, sym: length}):
                    found.append(({**frame, sym: length}, sym))
    return found


def far(attack: Attack) -> list[Frame]:
    """The smallest choice with one integer far out: cheap where nothing is iterated."""
    base = _sized(attack.statement, None)[:1]
    iterated = movable(attack.statement)
    return [
        {**frame, sym: value}
        for frame in base
        for sym in frame
        if sym.kind == "integer" and sym not in iterated
        for value in DISTANT
        if allowed(attack.statement, {**frame, sym: value})
    ]


def small(statement: Statement, budget: Budget) -> list[Frame]:
    """Choices of small sizes, and of short recursions, at which constants turn."""
    index = movable(statement)[:1]
    if not index:
        return _sized(statement, None)
    (sym,) = index
    chosen = _sized(statement, sym)
    counts = [max(2, budget.frames + 1), max(1, budget.frames // 2), budget.frames // 4, budget.frames // 4]
    pairs = [(f, k) for f, count in zip(chosen, counts, strict=False) for k in LENGTHS[:count]]
    return [{**f, sym: k} for f, k in pairs if _allows(sym, k)]


def places(statement: Statement, budget: Budget, seed: int) -> list[Place]:
    """Those small places, where hypotheses are many; none where they are few."""
    from verify.methods.falsify.attack import Attack

    attack = Attack(statement, budget, seed)
    attack.patience = dict.fromkeys(attack.patience, 0)
    found: list[Place] = []
    for frame in small(statement, budget):
        place = attack.place(frame)
        if place is not None and not place.domain.constrained:
            return []
        found += [place] if place is not None and place.domain.count else []
    return found


def _sized(statement: Statement, sym: Symbol | None) -> list[Frame]:
    """Small choices of sizes, the simplest first, apart from the variable."""
    base = [f for f in corners(statement, 64) if all(v <= 2 for v in f.values())]
    sized = sorted({tuple(v for s, v in f.items() if s is not sym): f for f in base}.values(), key=weight)
    even = [f for f in sized if len({v for s, v in f.items() if s.kind == "size"}) == 1]
    # a count that is zero says nothing, often: with 1 there first
    counted = [f for f in even if all(v == 1 for s, v in f.items() if s.kind == "integer" and s is not sym)]
    chosen = [*counted[:1], even[0], even[-1], sized[len(sized) // 2]] if even else [*sized[:1], *sized[-1:]]
    return [f for k, f in enumerate(chosen) if f not in chosen[:k]]


def _allows(sym: Symbol, value: int) -> bool:
    return all(end is None or value >= end for end in (sym.ge, sym.gt)) and all(
        end is None or value <= end for end in (sym.le, sym.lt)
    )


def along_horizon(attack: Attack, frame: Frame, sym: Symbol) -> bool:
    """Points for a long recursion, then the index at which they are worst, then descent there."""
    place = attack.place(frame)
    if place is None:
        return False
    if not place.faces.coordinates.count:  # nothing to choose but the length
        return attack.scout(place)
    rng = np.random.default_rng([attack.seed, 8, *(v + 1000 for v in frame.values())])
    budget = attack.budget
    rows = starts(place, 4 * budget.starts, budget.starts, rng)
    if along_faces(attack, place, rows, budget.iterations // 3):
        return True
    rows, worst = place.look(place.faces.descend(rows, 0, INSIDE))
    best = np.where(worst.admissible, worst.relative, np.inf)
    index = frame[sym]
    for earlier in _earlier(frame[sym]):
        other = attack.place({**frame, sym: earlier})
        if other is None:
            continue
        _, found = other.look(rows)
        if attack.try_rows(other, rows, found):
            return True
        least = np.where(found.admissible, found.relative, np.inf)
        if least.min() < best.min():
            best, index = least, earlier
    other = attack.place({**frame, sym: index})
    if other is None or index == frame[sym] or not np.isfinite(best.min()):
        return False
    return along_faces(attack, other, rows[best.argsort(kind="stable")[:2]], budget.iterations // 3)


def _earlier(length: int) -> list[int]:
    found = [1]
    while found[-1] * 2 < length:
        found.append(found[-1] * 2)
    return found
