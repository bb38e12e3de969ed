"""What must hold for a formula to be defined.

*Strict* definedness asks a little more than the meaning of the formula: what does not depend on the index of a sum must
be defined even where the sum is empty, because the canonical form takes it out of the sum. An obligation that only
strictness asks for is marked `extra`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from . import polynomials as poly
from .formulas import ONE, Rejected, Term, level, make, opened
from .normal import Normal
from .world import World


class Guard(NamedTuple):
    """An assumption under which a subformula is evaluated; `over` is the variable of a sum's range, None otherwise."""

    claim: Term
    over: Term | None = None


class Obligation(NamedTuple):
    """kind: nonnegative, positive, nonzero, power (numbers); psd, nonsingular (matrices); iterate; true (a claim)."""

    kind: str
    term: Term
    guards: tuple[Guard, ...] = ()
    extra: bool = False


Found = Iterator[Obligation]


class Collector:
    """Obligations in the order of evaluation: those of an argument stand before those of the operator."""

    def __init__(self, normal: Normal, world: World) -> None:
        self.normal, self.world = normal, world
        self.typing = normal.typing

    def of(self, term: Term) -> list[Obligation]:
        """The obligations of a formula; they are the same at every point, so they are kept only as long as needed."""
        found: dict[Obligation, None] = {}
        for obligation in self._walk(term, ()):
            for strict in self._strict(obligation):
                found.setdefault(strict)
            if len(found) > 2_000:
                raise Rejected("a formula has too many obligations")
        return list(found)

    def _walk(self, term: Term, guards: tuple[Guard, ...]) -> Found:
        self.normal.work.spend()
        head, args = term.head, term.args
        if head in ("and", "or", "implies"):
            yield from self._logical(head, args, guards)
        elif head == "case":
            yield from self._walk(args[0], guards)
            yield from self._walk(args[1], (*guards, Guard(args[0])))
            yield from self._walk(args[2], (*guards, Guard(make("not", args[0]))))
        elif head in ("sum", "forall"):
            yield from self._binder(term, guards)
        else:
            for arg in args:
                if isinstance(arg, Term):
                    yield from self._walk(arg, guards)
            for kind, target in self._own(term):
                yield Obligation(kind, target, guards)

    def _logical(self, head: str, args: tuple[Term, ...], guards: tuple[Guard, ...]) -> Found:
        for arg in args:
            yield from self._walk(arg, guards)
            guards = (*guards, Guard(make("not", arg) if head == "or" else arg))

    def _binder(self, term: Term, guards: tuple[Guard, ...]) -> Found:
        low, high, body = term.args
        yield from self._walk(low, guards)
        yield from self._walk(high, guards)
        v = level(term, *(g.claim for g in guards))
        over = v if term.head == "sum" else None
        within = (Guard(make("le", low, v), over), Guard(make("le", v, high), over))
        yield from self._walk(opened(body, v), (*guards, *within))

    def _own(self, term: Term) -> Iterator[tuple[str, Term]]:
        """The obligations of the operator itself, its arguments being defined."""
        head, args = term.head, term.args
        if head == "div":
            yield "nonzero", args[1]
        elif head == "pow":
            yield from self._power(args[0], args[1])
        elif head == "rpow":
            yield "power", term
        elif head in ("sqrt", "log"):
            yield ("nonnegative" if head == "sqrt" else "positive"), args[0]
        elif head == "inv":
            yield "nonsingular", args[0]
        elif head == "sqrtm":
            yield "psd", args[0]
        elif head in ("sv", "eig", "entry"):
            rows, cols = self.typing.shape(args[0])
            for index, sizes in zip(args[1:], [(rows, cols)] if head != "entry" else [(rows,), (cols,)], strict=True):
                yield "nonnegative", make("sub", index, ONE)
                for size in sizes:
                    yield "nonnegative", make("sub", size, index)
        elif head in ("eye", "zeros"):
            for size in args:
                yield "nonnegative", make("sub", size, ONE)
        elif head in ("matpow", "at"):
            yield "nonnegative", args[1]
        elif head == "iterate":
            yield "nonnegative", args[2]
            if args[0] not in self.world.total:
                yield "iterate", term
        elif head == "given":
            yield "true", args[0]

    def _power(self, base: Term, exponent: Term) -> Iterator[tuple[str, Term]]:
        value = poly.as_constant(self.normal.scalar(exponent))
        if value is None:
            yield "power", make("pow", base, exponent)
        elif value < 0:
            yield "nonzero", base

    def _strict(self, found: Obligation) -> Found:
        """The obligation without the ranges of sums on whose indices it does not depend; and, for a denominator inside
        sums, the same for each of its factors, which may leave the sums one by one."""
        guards = self._relevant(found.term, found.guards)
        yield Obligation(found.kind, found.term, guards, len(guards) < len(found.guards))
        if found.kind == "nonzero" and any(g.over for g in guards):
            value = self.normal.scalar(found.term)
            for factor in (a for m in value for a, _ in m if len(value) == 1):
                fewer = self._relevant(factor, found.guards)
                if len(fewer) < len(guards):
                    yield Obligation(found.kind, factor, fewer, True)

    def _relevant(self, term: Term, guards: tuple[Guard, ...]) -> tuple[Guard, ...]:
        canonical = self.normal.canonical
        needed = set(canonical(term).levels)
        for guard in guards:
            if guard.over is None:
                needed |= canonical(guard.claim).levels
        while True:
            kept = [g for g in guards if g.over is None or g.over.levels <= needed]
            grown = needed.union(*(canonical(g.claim).levels for g in kept))
            if grown == needed:
                return tuple(kept)
            needed = grown
