"""A scope: the names that formulas may use, the lines that rules may cite, and what is known of signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import polynomials as poly
from .formulas import Rejected, Term, make
from .obligations import Collector, Obligation
from .signs import Signs
from .typing import shown


@dataclass
class Scope:
    """`names`: what a name in the text stands for (a term; a str is the internal name of a sequence)."""

    names: dict[str, Term | str]
    lines: dict[str, Term]
    signs: Signs
    collector: Collector

    def block(self) -> Scope:
        """An inner scope: it sees everything here, and leaves nothing behind."""
        return Scope(dict(self.names), dict(self.lines), self.signs.within(), self.collector)

    def grant(self, found: Obligation) -> None:
        """An obligation without guards that is known to be met."""
        facts, normal, key = self.signs.facts, self.collector.normal, self._key(found)
        if any(key in known.granted for known in facts.chain()):
            return
        facts.granted.add(key)
        if found.kind == "nonzero":
            for factor in _factors(found.term):  # a product is not 0, so none of its factors is
                value = normal.scalar(factor)
                facts.nonzero.append(value)
                if len(value) == 1:
                    facts.nonzero += [poly.atom(a) for monomial in value for a, _ in monomial]
                if factor.head == "sqrt":
                    facts.bounds.append((normal.scalar(factor.args[0]), True))
        elif found.kind in ("nonnegative", "positive"):
            facts.bounds.append((normal.scalar(found.term), found.kind == "positive"))
        elif found.kind == "psd":
            facts.psd.append(normal.matrix(found.term))
        elif found.kind == "true":
            self.signs.assume(found.term)

    def defined(self, term: Term, sources: Iterable[Term] = ()) -> None:
        """Raises unless the formula is strictly defined here; `sources` are formulas known to be so."""
        inner = self.block() if sources else self
        guarded: set[object] = set()
        for source in sources:
            for found in self.collector.of(source):
                if found.guards:
                    guarded.add(self._guarded(found))
                else:
                    inner.grant(found)
        for found in self.collector.of(term):
            if not (guarded and self._guarded(found) in guarded) and not inner.met(found):
                raise Rejected(f"not shown to be defined: {found.kind} {shown(found.term)} in {shown(term)}")

    def met(self, found: Obligation) -> bool:
        signs, key = self.signs, self._key(found)
        if any(key in facts.granted for facts in signs.facts.chain()):
            return True
        if found.guards:
            signs = signs.within()
            for guard in found.guards:
                signs.assume(guard.claim)
        return _met(signs, found.kind, found.term)

    def _guarded(self, found: Obligation) -> object:
        """Obligations that are equal are the same condition, on all values that the same guards admit."""
        canonical = self.collector.normal.canonical
        return self._key(found), tuple((canonical(g.claim), g.over) for g in found.guards)

    def _key(self, found: Obligation) -> tuple[str, Term]:
        """Obligations of one key are met together: powers only with the same base, exponent and meaning."""
        canonical = self.collector.normal.canonical
        if found.kind == "power":
            return found.kind, make(found.term.head, *map(canonical, found.term.args))
        return found.kind, canonical(found.term)

    def admit(self, claim: Term) -> None:
        """A claim that is strictly defined and true here: what it needs to be defined is known too."""
        for found in self.collector.of(claim):
            if not found.guards:
                self.grant(found)
        self.signs.assume(claim)
        for part in claim.args if claim.head == "and" else ():  # all are true, so none is only under a guard
            self.admit(part)

    def admit_hypothesis(self, claim: Term) -> bool:
        """A hypothesis is defined and true at admissible points; False where it is not seen to be strictly defined."""
        inner = self.block()
        for found in self.collector.of(claim):
            if found.extra:
                if not inner.met(found):
                    return False
            elif not found.guards:
                inner.grant(found)
        self.admit(claim)
        return True


def _met(signs: Signs, kind: str, term: Term) -> bool:
    normal = signs.normal
    if kind in ("nonnegative", "positive"):
        return signs.at_least_zero(normal.scalar(term), kind == "positive")
    if kind == "nonzero":
        return _not_zero(signs, term)
    if kind == "psd":
        return signs.semidefinite(normal.matrix(term))
    if kind == "nonsingular":
        return signs.nonsingular(term)
    if kind == "true":
        return signs.known(term)
    if kind == "power":
        return _power(signs, term)
    return False


def _factors(term: Term) -> Iterator[Term]:
    """The term and what its value is a product, a power or a root of: none is 0 where the value is not."""
    yield term
    if term.head in ("mul", "neg", "sqrt", "given"):
        parts = term.args[1:] if term.head == "given" else term.args
    else:
        parts = term.args[:1] if term.head in ("div", "pow") and _positive_exponent(term) else ()
    for part in parts:
        yield from _factors(part)


def _positive_exponent(term: Term) -> bool:
    return term.head == "div" or (term.args[1].head == "num" and term.args[1].args[0] > 0)


def _not_zero(signs: Signs, term: Term) -> bool:
    """By its normal form, or because none of its factors is 0; the term is defined."""
    if signs.not_zero(signs.normal.scalar(term)):
        return True
    if term.head in ("mul", "neg", "sqrt"):
        return all(_not_zero(signs, part) for part in term.args)
    return term.head in ("div", "pow") and _positive_exponent(term) and _not_zero(signs, term.args[0])


def _power(signs: Signs, term: Term) -> bool:
    base, exponent = (signs.normal.scalar(a) for a in term.args)
    if term.head == "pow":
        return signs.at_least_zero(exponent) or signs.not_zero(base)
    if signs.at_least_zero(base, strict=True):
        return True
    return signs.at_least_zero(base) and signs.at_least_zero(exponent, strict=True)
