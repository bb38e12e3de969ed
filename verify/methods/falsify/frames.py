"""Choices of sizes and integers: which shapes the search looks at, and in which order."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np

from verify.arithmetic.float64 import Float64
from verify.arithmetic.margins import margin
from verify.errors import ProofgaugeError
from verify.methods.falsify.shapes import flattened
from verify.statement import Statement
from verify.substitution import free_symbols
from verify.tree import Expr, Symbol, make, number, walk

LARGEST = 4
TOLD, WIDEST = 4096, 40  # the largest integer, and size, that a hypothesis may ask for
INTEGERS = (0, 1, 2, 3, 5, -1, 4, -2, 8, 13)
COMBINATIONS = 40_000
Frame = dict[Symbol, int]


def frames(statement: Statement, limit: int = 60, largest: int = LARGEST, wide: bool = False) -> list[Frame]:
    """Admissible choices, smallest first; all of them when few, else a spread with the extremes kept.

    wide: integers beyond 5 as well, which make sums and iterations long.
    """
    found = _frames(statement, limit, largest, wide)
    # a hypothesis such as n == 7 or t >= 50 is out of the usual reach
    found = found or _frames(statement, limit, 2 * largest + 1, True)
    return found or _frames(statement, limit, largest, False, _told(statement))


def allowed(statement: Statement, frame: Frame) -> bool:
    """Whether the hypotheses about sizes and integers alone hold."""
    names = list(frame)
    inside = all(_inside(s, v) for s, v in frame.items())
    return inside and _admissible(names, [tuple(frame.values())], _conditions(statement, names))[0]


def _told(statement: Statement) -> tuple[int, ...]:
    """The numbers in hypotheses about sizes and integers alone, and their neighbours."""
    names = [s for s in statement.variables if s.kind in ("size", "integer")]
    numbers = {e.data[0] for p in _conditions(statement, names) for e in walk(p) if e.op == "num"}
    whole = sorted({int(x) for x in numbers if x.denominator == 1 and abs(x) <= TOLD})
    return tuple(dict.fromkeys(x + k for x in whole for k in (0, 1, -1)))


def _frames(statement: Statement, limit: int, largest: int, wide: bool, more: tuple[int, ...] = ()) -> list[Frame]:
    names = [s for s in statement.variables if s.kind in ("size", "integer")]
    conditions = _conditions(statement, names)
    options = [_values(s, largest, wide) for s in names]
    options = [[*o, *(x for x in more if x not in o and _inside(s, x) and (s.kind != "size" or 1 <= x <= WIDEST))]
               for s, o in zip(names, options, strict=True)]  # fmt: skip
    while np.prod([float(len(o)) for o in options]) > COMBINATIONS:
        longest = max(range(len(options)), key=lambda i: len(options[i]))
        options[longest] = options[longest][:-1]
    found: list[Frame] = []
    choices = list(product(*options))
    keep = _admissible(names, choices, conditions)
    for choice, good in zip(choices, keep, strict=True):
        if good:
            found.append(dict(zip(names, choice, strict=True)))
    found.sort(key=lambda f: (weight(f), list(f.values())))
    if len(found) <= limit:
        return found
    third = limit // 3
    inside = found[third : len(found) - third]
    even = [f for f in inside if _even(f)][: limit // 6]
    rng = np.random.default_rng(len(found))
    rest = [f for f in inside if f not in even]
    room = min(len(rest), limit - 2 * third - len(even))
    picks: list[int] = rng.choice(len(rest), room, replace=False).tolist()
    middle = sorted([*even, *(rest[i] for i in picks)], key=weight)
    return [*found[:third], *middle, *found[len(found) - third :]]


def corners(statement: Statement, count: int) -> list[Frame]:
    """Admissible choices with every size 1 or 2, `count` of them at the most, smallest first."""
    found = _frames(statement, 4 * count, 2, False)
    steps = [found[(k * len(found)) // count] for k in range(count)] if len(found) > count else found
    return sorted(steps, key=weight)


def _even(frame: Frame) -> bool:
    """Whether all sizes are equal: square matrices of one order show most of what can go wrong."""
    return len({v for s, v in frame.items() if s.kind == "size"}) <= 1


def spread(choices: list[Frame], count: int) -> list[Frame]:
    """`count` of them or so: the smallest, those of one even order, and some in between; smallest first."""
    small = choices[: max(2, count // 2)]
    even = [f for f in choices if _even(f)]
    orders = [even[0], even[-1], even[len(even) // 2], even[len(even) // 4]] if even else []
    steps = [choices[(k * (len(choices) - 1)) // max(1, count // 4)] for k in range(count // 4 + 1)]
    found: list[Frame] = []
    for frame in (*small, *orders, *steps):
        if frame not in found:
            found.append(frame)
    return sorted(found, key=weight)


def weight(frame: Frame) -> float:
    return sum(abs(v) * (1.0 if s.kind == "size" else 0.75) for s, v in frame.items())


def _values(sym: Symbol, largest: int, wide: bool) -> list[int]:
    if sym.kind == "size":
        return list(range(1, largest + 1))
    low = [e for e in (sym.ge, sym.gt) if e is not None]
    candidates = list(INTEGERS if wide else INTEGERS[:6])
    for end in (*low, *(e for e in (sym.le, sym.lt) if e is not None)):
        candidates += [int(end) + k for k in (-2, -1, 0, 1, 2, 3)]
    return [v for v in dict.fromkeys(candidates) if _inside(sym, v)][: 12 if wide else 7]


def _inside(sym: Symbol, value: int) -> bool:
    x = Fraction(value)
    return (
        (sym.ge is None or x >= sym.ge)
        and (sym.gt is None or x > sym.gt)
        and (sym.le is None or x <= sym.le)
        and (sym.lt is None or x < sym.lt)
    )


def _conditions(statement: Statement, names: list[Symbol]) -> list[Expr]:
    """Hypotheses about sizes and integers alone, and what the declarations of matrices ask of their shapes."""
    allowed = set(names)
    found = [p for p in flattened(statement.given) if free_symbols(p) <= allowed]
    for sym in statement.variables:
        element = sym.of or sym
        if element.kind != "matrix":
            continue
        rows, cols = element.sort.shape
        found += [make("le", (number(1), e)) for e in (rows, cols) if e.op != "num"]
        if element.structure == "orthonormal":
            found.append(make("le", (cols, rows)))
        if element.rank is not None:
            found += [make("le", (number(0), element.rank))]
            found += [make("le", (element.rank, e)) for e in (rows, cols)]
            if element.structure == "orthonormal":
                found.append(make("eq", (element.rank, cols)))
    for prop in flattened(statement.given):
        if prop.op == "eq" and not prop.args[0].is_matrix:
            for v, r in (prop.args, prop.args[::-1]):
                if v.op == "rank" and free_symbols(r) <= allowed and r.sort.kind == "integer":
                    found += [make("le", (r, e)) for e in v.args[0].shape]
        if prop.op == "eq" and prop.args[0].is_matrix:
            found += _isometry(prop)
    return found


def _isometry(prop: Expr) -> list[Expr]:
    """V'V == I asks for rows >= cols."""
    for product_, unit in (prop.args, prop.args[::-1]):
        if unit.op == "eye" and product_.op == "matmul" and product_.args[0] is product_.args[1].T:
            inner = product_.args[1].shape[0]
            return [make("le", (unit.args[0], inner))]
    return []


def _admissible(names: list[Symbol], choices: list[tuple[int, ...]], conditions: list[Expr]) -> list[bool]:
    keep = np.ones(len(choices), dtype=bool)
    if not names or not conditions:
        return keep.tolist()
    columns = np.array(choices, dtype=float).T
    batch = Float64(dict(zip(names, columns, strict=True)))
    for prop in conditions:
        try:
            found = margin(batch, prop)
        except ProofgaugeError:
            continue
        relative = np.broadcast_to(found.relative, len(choices))
        with np.errstate(invalid="ignore"):
            keep &= relative > 0 if prop.op in ("lt", "not") else relative >= -1e-12
    return keep.tolist()
