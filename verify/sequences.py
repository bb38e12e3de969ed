"""Sequences that statements speak of: arbitrary ones, and the states of recursions."""

from __future__ import annotations

from collections.abc import Sequence as Seq
from dataclasses import dataclass
from typing import Any, cast

from verify.errors import StatementError
from verify.inputs import Indexed, declared, listed, named
from verify.tree import Expr, Recursion, Symbol, as_expr, make, recursion_of, symbol
from verify.typing_rules import fit


@dataclass(frozen=True)
class Sequence(Indexed):
    """A sequence of reals or matrices; `x[t]` is its element at the integer t >= 0."""

    symbol: Symbol

    def __getitem__(self, index: object) -> Expr:
        return make("at", (as_expr(index),), (self.symbol,))


def sequence(element: Expr) -> Sequence:
    """An arbitrary sequence whose elements have the name and domain of `element`: `x = sequence(real("x", ge=0))`."""
    of = declared(element)
    if of.kind not in ("real", "matrix"):
        raise StatementError(f"sequence needs a declared real or matrix, not {element}")
    return Sequence(symbol(of.name, "sequence", None, None, "", None, None, None, None, None, of))


@dataclass(frozen=True)
class Iterates(Indexed):
    """One component of a recursion's states; `X[t]` is its value after t steps, t >= 0."""

    source: Recursion
    component: int

    def __getitem__(self, index: object) -> Expr:
        return make("iterate", (as_expr(index),), (self.source, self.component))


def recursion(name: str, state: Seq[Expr], start: Seq[Expr], next: Seq[Expr]) -> list[Iterates]:
    """State sequences with `start` at index 0 and, at t + 1, `next` evaluated at the old state; one per component.

    `(xs,) = recursion("half", [x], [1], [x / 2])`, then `xs[t]`. Raises StatementError or ShapeError when the three do
    not match.
    """
    (checked,) = named(name)
    example = f'{checked} = recursion("{checked}", [x], [1], [x / 2]): an expression in the states for each state'
    states, firsts, thens = (
        listed(f"recursion {checked}: {what}", value, example)
        for what, value in (("state", state), ("start", start), ("next", next))
    )
    symbols = tuple(map(declared, states))
    for one in symbols:
        if one.kind == "size" or one.structure or one.rank or (one.ge, one.gt, one.le, one.lt) != _FREE:
            raise StatementError(
                f"recursion {checked}: the state {one.name} is declared with a domain, which iterates need not keep "
                "to; declare it without one, and claim what holds of them"
            )
    if not len(symbols) == len(firsts) == len(thens):
        raise StatementError(
            f"recursion {checked}: {len(symbols)} states, {len(firsts)} starts, {len(thens)} nexts; give one start and "
            "one next for each state"
        )
    starts, nexts = tuple(map(as_expr, firsts)), tuple(map(as_expr, thens))
    for sym, first, then in zip(symbols, starts, nexts, strict=True):
        fit(f"start of {name}", sym, first)
        fit(f"next of {name}", sym, then)
    source = recursion_of(name, symbols, starts, nexts)
    return _Components(Iterates(source, k) for k in range(len(symbols)))


_FREE = (None, None, None, None)


class _Components(list[Iterates]):
    """The list of them, which says so when it is taken for one of them."""

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, Expr):
            raise StatementError(f"recursion returns a list, one sequence for each state: (x,) = ..., then x[{index}]")
        return cast(Any, super().__getitem__(index))
