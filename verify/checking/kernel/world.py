"""What a problem declares, as the kernel sees it: variables and the names fixed by blocks, and recursions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .formulas import Term


@dataclass(frozen=True)
class Declared:
    """A name: kind is size, integer, real, matrix or sequence (of `of`); bounds by ge, gt, le, lt."""

    name: str
    kind: str
    rows: Term | None = None
    cols: Term | None = None
    structure: str = ""
    rank: Term | None = None
    bounds: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])
    of: Declared | None = None

    @property
    def value_kind(self) -> str:
        """integer, real or matrix: the kind of a value (of an element, for a sequence)."""
        if self.of is not None:
            return self.of.value_kind
        return "integer" if self.kind == "size" else self.kind


@dataclass(frozen=True)
class Recursion:
    """`state` are the internal names that stand for the old state in `next`; `labels` the names in the problem."""

    name: str
    labels: tuple[str, ...]
    state: tuple[str, ...]
    start: tuple[Term, ...]
    next: tuple[Term, ...]


@dataclass
class World:
    """All declared names; an internal name is never declared twice. `total`: recursions whose steps never fail."""

    declared: dict[str, Declared] = field(default_factory=dict[str, Declared])
    recursions: dict[str, Recursion] = field(default_factory=dict[str, Recursion])
    total: set[str] = field(default_factory=set[str])

    def element(self, term: Term) -> Declared | None:
        """The declaration that governs the values of a `var` or `at` term; None for any other."""
        if term.head == "var":
            return self.declared[term.args[0]]
        return self.declared[term.args[0]].of if term.head == "at" else None

    def structure(self, term: Term) -> str:
        found = self.element(term)
        return found.structure if found is not None else ""
