"""Subspaces, in any arithmetic that has ranks: a value is a tuple of matrices, the members of a finite union."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from verify.arithmetic.fold import Rule, Table, Undecided

Space = tuple[Any, ...]


def span_rules(rank: Callable[[Any], int], beside: Callable[[Any, Any], Any]) -> dict[str, Rule]:
    """The rules of colspan, join, union, subset and seteq from `rank` and horizontal concatenation."""

    def inside_one(member: Any, space: Any) -> bool | None:
        try:
            return rank(beside(space, member)) == rank(space)
        except Undecided:
            return None

    def inside(left: Space, right: Space) -> bool | None:
        """A subspace lies in a finite union of subspaces iff it lies in one of them."""
        return conjunction(disjunction(inside_one(a, b) for b in right) for a in left)

    def join(left: Space, right: Space) -> Space:
        return tuple(beside(a, b) for a in left for b in right)

    def same(left: Space, right: Space) -> bool | None:
        return conjunction(x for x in (inside(left, right), inside(right, left)))

    table: Table = {
        "colspan": lambda a: (a,),
        "join": join,
        "union": lambda s, t: s + t,
        "subset": inside,
        "seteq": same,
    }
    return dict(table)


def conjunction(parts: Iterable[bool | None]) -> bool | None:
    found = list(parts)
    return False if False in found else None if None in found else True


def disjunction(parts: Iterable[bool | None]) -> bool | None:
    found = list(parts)
    return True if True in found else None if None in found else False
