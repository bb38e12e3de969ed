"""Claims that fail only beyond ordinary magnitudes: one integer, one number or one matrix far out at a time.

What is met here is tried as a counterexample and not recorded: how tight a claim is says little where terms of very
different size are added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from verify.arithmetic.batch import Array
from verify.methods.falsify import charts, draws
from verify.methods.falsify.frames import Frame, allowed, weight
from verify.statement import Statement
from verify.substitution import declaration_symbols, free_symbols, unfold
from verify.tree import Expr, Symbol, walk

if TYPE_CHECKING:
    from verify.methods.falsify.attack import Attack, Place

INTEGERS = (10**4, 10**7, 10**12)
MAGNITUDES = (1e6, 1e12, 1e30, 1e60, 1e-6, 1e-12, 1e-30, 1e-60)
ORDINARY = 13  # whole numbers up to this are met anyway
TOLD = 4  # numbers of the statement that are tried, with their neighbours
BASES = 6  # points from which one block is moved
ROWS = 24  # points at one choice of sizes with an integer far out
TAME = ("le", "lt", "eq", "not", "and", "or", "implies",
        "add", "sub", "neg", "mul", "div", "min", "max", "abs", "floor", "sqrt", "log")  # fmt: skip
FOLLOWED = ("iterate", "at", "sum", "forall")


def counterexample(attack: Attack, choices: list[Frame]) -> bool:
    """Whether one was found, at the smallest sizes with something far out."""
    base = min(choices, key=lambda f: (any(v == 0 for v in f.values()), weight(f)))
    for frame in _frames(attack, base):
        place = attack.place(frame)
        if place is not None and _try(attack, place, _points(attack, place, ROWS)):
            return True
    if any(e.op in FOLLOWED for p in attack.statement.props for e in walk(unfold(p))):
        return False
    place = attack.place(base)
    return place is not None and place.domain.count > 0 and _try(attack, place, _moved(attack, place))


def _points(attack: Attack, place: Place, count: int) -> Array:
    rng = np.random.default_rng([attack.seed, 17])
    return np.concatenate([draws.library(place.domain, count // 2, rng), draws.sample(place.domain, count // 2, rng)])


def _try(attack: Attack, place: Place, theta: Array) -> bool:
    attack.findings.points += len(theta)
    theta = place.retraction(theta)
    return attack.try_library(place, theta, place.domain.assess(theta))


# ---- integers


def _frames(attack: Attack, base: Frame) -> Iterator[Frame]:
    """The choice with one of the integers, or all of them, at each of the values."""
    free = tame(attack.statement, [p.symbol for p in attack.recipe.pieces])
    syms = [s for s in base if s in free]
    values = [int(x + k) for x in _told(attack) if x.denominator == 1 for k in (1, 0, -1)] + list(INTEGERS)
    for group in [[s] for s in syms] + ([syms] if len(syms) > 1 else []):
        for value in values:
            for signed in (value, -value):
                frame = {**base, **dict.fromkeys(group, signed)}
                if allowed(attack.statement, frame):
                    yield frame


def tame(statement: Statement, built: Sequence[Symbol] = ()) -> set[Symbol]:
    """Integers that are only added, multiplied and compared: nothing is as long, or as often repeated, as they say.
    built: what points are made of, such as the factors of a matrix of rank k."""
    shapes = {s for v in (*statement.variables, *built) for s in declaration_symbols(v)}
    wild: set[Symbol] = set()
    for prop in statement.props:
        _mark(unfold(prop), True, wild)
    return {s for s in statement.variables if s.kind in ("integer", "size")} - shapes - wild


def _mark(expr: Expr, plain: bool, wild: set[Symbol]) -> None:
    """Adds the symbols that occur where the value is not plainly computed with."""
    if expr.op in FOLLOWED or (expr.op == "var" and not plain):
        wild |= free_symbols(expr)
    for k, arg in enumerate(expr.args):
        power = expr.op == "pow" and k == 0 and expr.args[1].op == "num"
        _mark(arg, plain and (expr.op in TAME or power), wild)


def _told(attack: Attack) -> list[Fraction]:
    """Numbers in the statement that are no ordinary ones, the claim's first."""
    props = attack.statement.props[::-1]
    found: list[Fraction] = [abs(e.data[0]) for p in props for e in walk(unfold(p)) if e.op == "num"]
    return [x for x in dict.fromkeys(found) if x > ORDINARY or x.denominator > ORDINARY][:TOLD]


# ---- numbers and matrices


def _moved(attack: Attack, place: Place) -> Array:
    """A few points with one number at each of the values, or one matrix as large or as small as they say."""
    base = _points(attack, place, BASES)
    told = [x + k for x in _told(attack) for k in (0, 1, -1)] + [1 / x for x in _told(attack) if x]
    values = np.array([float(x) for x in told] + list(MAGNITUDES))
    rows: list[Array] = []
    for block in place.domain.blocks:
        moved: Array
        if isinstance(block.chart, charts.Number):
            moved = np.repeat(base[None], 2 * len(values), 0)
            moved[:, :, block.place] = np.concatenate([values, -values])[:, None, None]
        elif isinstance(block.chart, (charts.Free, charts.Symmetric)):
            moved = np.repeat(base[None], len(MAGNITUDES), 0)
            moved[:, :, block.place] *= np.array(MAGNITUDES)[:, None, None]
        else:
            continue
        rows.append(moved.reshape(-1, base.shape[1]))
    return np.concatenate(rows) if rows else base
