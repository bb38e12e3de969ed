"""Which sizes and numbers a claim about probabilities is looked at for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from typing import Any

from verify.checking.evaluator import Evaluator
from verify.checking.outcomes import Undecided, Undefined
from verify.checking.problem import Problem
from verify.checking.structure import Structure
from verify.checking.terms import Declaration, Key, Node
from verify.checking.values import Meter, Value

Json = Any
SIZES = (1, 2, 3, 4, 5, 8, 12, 20, 40)
NUMBERS = tuple(map(Fraction, (0, "1/10", "1/4", "1/2", 1, "3/2", 2, 4, "1/100", -1, 8, 100)))
MOST = 8_000
LARGEST = 1_000_000


def named_in(problem: Problem) -> set[int]:
    """Integers that the problem mentions."""
    found: set[int] = set()
    waiting = [*problem.hypotheses, problem.claim]
    while waiting:
        node = waiting.pop()
        waiting += node.args
        if node.head == "num" and node.data.denominator == 1 and abs(node.data) <= LARGEST:
            found.add(int(node.data))
    return found


def integers_in(d: Declaration, named: Iterable[int] = ()) -> list[int]:
    """Values of a size or an integer variable that are tried, small ones first."""
    low = d.bounds.get("ge", d.bounds.get("gt"))
    found = [*SIZES, *named, *((0, -1) if d.kind == "integer" else ())]
    if low is not None and low > 1:
        found += [int(low) + k for k in (0, 1, 2, 5)]
    return sorted({k for k in found if inside(d, Fraction(k))}, key=abs)


def numbers_in(d: Declaration) -> list[Fraction]:
    """Values of a real variable that are tried."""
    ends = [b for b in d.bounds.values() if b is not None]
    near = [e + s for e in ends for s in (Fraction(0), Fraction(1, 8), Fraction(-1, 8))]
    if len(ends) == 2:
        near.append(sum(ends, Fraction(0)) / 2)
    return list(dict.fromkeys(x for x in (*NUMBERS, *near) if inside(d, x)))


def inside(d: Declaration, x: Fraction) -> bool:
    """Whether the value respects the declared bounds."""
    b = d.bounds
    if d.kind == "size" and x < 1:
        return False
    lows = ("ge" not in b or x >= b["ge"]) and ("gt" not in b or x > b["gt"])
    return lows and ("le" not in b or x <= b["le"]) and ("lt" not in b or x < b["lt"])


def choices(problem: Problem, share: int, fixed: Mapping[str, Fraction]) -> Iterator[dict[str, Fraction]]:
    """Integers and real numbers of a point by name, the sum of the sizes growing; `share` points at most for each.
    Sizes that contradict the hypotheses about integers are left out. `fixed`: the values of some of them."""
    integers = [d for d in problem.variables if d.kind in ("size", "integer")]
    reals = [d for d in problem.variables if d.kind == "real"]
    named = named_in(problem)
    spans = [[int(fixed[d.name])] if d.name in fixed else integers_in(d, named) for d in integers]
    sizes = sorted(product(*spans), key=lambda p: (sum(map(abs, p)), p))
    numbers = [[fixed[d.name]] if d.name in fixed else numbers_in(d) for d in reals]
    count = 0
    possible = _about_integers(problem)
    for chosen in sizes:
        if not possible(dict(zip((d.key for d in integers), map(Fraction, chosen), strict=True))):
            continue
        for values in _combinations(numbers, count, share):
            count += 1
            if count > MOST:
                return
            names = [d.name for d in (*integers, *reals)]
            yield dict(zip(names, (*map(Fraction, chosen), *values), strict=True))


def _about_integers(problem: Problem) -> Callable[[dict[Key, Value]], bool]:
    """Whether integers satisfy the hypotheses about nothing else."""
    known = {d.key for d in problem.variables if d.kind in ("size", "integer")}
    own = [h for h in problem.hypotheses if _only(h, known)]

    def possible(point: dict[Key, Value]) -> bool:
        ev = Evaluator(problem, point, Structure(problem), Meter(), 64)
        try:
            return all(ev.truth(h, ev.root) for h in own)
        except Undefined:
            return False
        except Undecided:
            return True

    return possible


def _only(node: Node, known: set[Key]) -> bool:
    """Whether the value depends on these variables alone."""
    if node.head in ("pr", "call", "at", "iterate", "sum", "forall") or (node.head == "var" and node.data not in known):
        return False
    return all(_only(a, known) for a in node.args)


def _combinations(numbers: list[list[Fraction]], seed: int, share: int) -> Iterable[tuple[Fraction, ...]]:
    """All of them; of many some, the same ones in every run."""
    if prod(map(len, numbers)) <= share:
        return product(*numbers)
    rng = Random(seed)
    return [tuple(rng.choice(values) for values in numbers) for _ in range(share)]


def partial_identity(rows: int, cols: int, rank: int) -> list[list[str]]:
    """Ones in the first `rank` places of the diagonal, zeros elsewhere."""
    return [[str(int(i == j < rank)) for j in range(cols)] for i in range(rows)]
