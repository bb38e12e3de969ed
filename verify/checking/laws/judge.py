"""From events to probabilities: joint laws, independence, and bounds for events that share a random matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Protocol

from .. import scalars
from ..intervals import Interval, hull
from ..terms import Key
from ..values import Meter
from . import gammas, wishart

ONE = Fraction(1)


class Laws(Protocol):
    """Distribution functions over intervals; Undecided beyond their reach."""

    def between(self, d: int, r: int, a: Interval | None, b: Interval | None) -> Interval: ...
    def chi_square(self, k: int, x: Interval) -> Interval: ...
    def normal(self, x: Interval) -> Interval: ...


class OwnLaws:
    """The checker's."""

    def between(self, d: int, r: int, a: Interval | None, b: Interval | None) -> Interval:
        return wishart.between(d, r, a, b)

    def chi_square(self, k: int, x: Interval) -> Interval:
        return gammas.chi_square(k, x)

    def normal(self, x: Interval) -> Interval:
        return gammas.normal(x)


@dataclass(frozen=True)
class Form:
    """L'GR or its transpose: the random matrix and the matrices with orthonormal columns beside it."""

    matrix: Key
    left: Key | None = None
    right: Key | None = None


@dataclass(frozen=True)
class Statistic:
    """`kind` is largest, smallest, norm or entry, of a standard Gaussian rows x cols matrix, rows >= cols.

    `place`: of an entry. `square`: its square is meant.
    """

    kind: str
    form: Form
    rows: int
    cols: int
    place: tuple[int, int] = (0, 0)
    square: bool = False


@dataclass(frozen=True)
class Atom:
    """statistic <= bound if `upper`, else statistic >= bound; the statistic is no square."""

    statistic: Statistic
    upper: bool
    bound: Interval


Event = tuple[bool, "list[Part]"]  # conjunction, or else disjunction, of parts
Part = Atom | Event | bool


class Judge:
    """Probabilities of events that were read, by the laws."""

    def __init__(self, laws: Laws, bits: int, meter: Meter, loose: dict[str, None]) -> None:
        """`loose`: why enclosures are wide at any precision is added to it."""
        self.laws, self.bits, self.meter, self.loose = laws, bits, meter, loose

    def probability(self, part: Part) -> Interval:
        if isinstance(part, bool):
            return Interval(int(part), int(part), 0, self.bits)
        if isinstance(part, Atom):
            return self.atom(part)
        conjunction, parts = part
        if not conjunction:  # by the complement: independence and bounds are those of a conjunction
            return self.complement(self.probability((True, [negated(p) for p in parts])))
        return self.conjunction(flattened(parts))

    def complement(self, p: Interval) -> Interval:
        return clipped(ONE - p)

    def conjunction(self, parts: list[Part]) -> Interval:
        result = Interval(1, 1, 0, self.bits)
        for group in independent(parts):
            result = result * self.group(group)
        return clipped(result)

    def group(self, parts: list[Part]) -> Interval:
        """Parts that share random matrices: each form's singular values by their joint law, then Frechet's bounds."""
        atoms = [p for p in parts if isinstance(p, Atom)]
        if len(atoms) == len(parts) > 1 and len({a.statistic for a in atoms}) == 1 and not all(map(_joins, atoms)):
            return self.line(atoms)
        found: list[Interval] = []
        joint: dict[Form, list[Atom]] = {}
        for part in parts:
            if isinstance(part, Atom) and _joins(part):
                joint.setdefault(part.statistic.form, []).append(part)
            else:
                found.append(self.probability(part))
        found += [self.within(atoms) for atoms in joint.values()]
        if len(found) == 1:
            return found[0]
        total = reduce(lambda a, b: a + b, found) - Fraction(len(found) - 1)
        least = clipped(total)
        most = reduce(lambda a, b: b if b.high < a.high else a, found)
        if least.high < most.low:
            shared = ", ".join(sorted({key[1] for part in parts for key in matrices_in(part)}))
            self.loose.setdefault(f"events that share {shared} depend on each other: only bounds on the probability of "
                                  "all of them are known, at any precision")  # fmt: skip
        return clipped(hull(least.ends()[0], most.ends()[1]).with_bits(self.bits))

    def within(self, atoms: list[Atom]) -> Interval:
        """All singular values of one form between the largest lower and the smallest upper bound."""
        return self.singular(atoms[0].statistic, *self.span(atoms))

    def line(self, atoms: list[Atom]) -> Interval:
        """One statistic between the largest lower and the smallest upper bound."""
        statistic = atoms[0].statistic
        low, high = self.span(atoms)
        most = Interval(1, 1, 0, self.bits) if high is None else self.below(statistic, high)
        return clipped(most if low is None else most - self.below(statistic, low))

    def span(self, atoms: list[Atom]) -> tuple[Interval | None, Interval | None]:
        """The largest lower and the smallest upper bound."""
        low: Interval | None = None
        high: Interval | None = None
        for atom in atoms:
            x = atom.bound
            if atom.upper:
                high = x if high is None else scalars.enclose(scalars.smaller(high, x, self.bits), self.bits)
            else:
                low = x if low is None else scalars.enclose(scalars.larger(low, x, self.bits), self.bits)
        return low, high

    def singular(self, statistic: Statistic, low: Interval | None, high: Interval | None) -> Interval:
        d, r = statistic.rows, statistic.cols
        if high is not None and high.hi <= 0:
            return Interval(0, 0, 0, self.bits)
        if low is not None and low.hi <= 0:
            low = None
        if low is None and high is None:
            return Interval(1, 1, 0, self.bits)
        if r == 1:
            most = Interval(1, 1, 0, self.bits) if high is None else self.norm(d, high)
            least = Interval(0, 0, 0, self.bits) if low is None else self.norm(d, low)
            return clipped(most - least)
        self.meter.charge(r**3 + 500, self.bits)
        return clipped(self.laws.between(d, r, low, high))

    def norm(self, k: int, x: Interval) -> Interval:
        """Pr(chi <= x), k degrees of freedom."""
        if x.hi <= 0:
            return Interval(0, 0, 0, self.bits)
        if x.lo < 0:
            return hull(Interval(0, 0, 0, self.bits), self.norm(k, x.ends()[1].with_bits(self.bits)))
        return self.monotone(lambda at: self.laws.chi_square(k, at.power(2)), x)

    def monotone(self, law: Callable[[Interval], Interval], x: Interval) -> Interval:
        """Between the values at the two ends."""
        values = [law(at.with_bits(self.bits)) for at in ((x,) if x.lo == x.hi else x.ends())]
        return clipped(hull(values[0], values[-1]))

    def atom(self, atom: Atom) -> Interval:
        if _joins(atom):
            return self.within([atom])
        below = self.below(atom.statistic, atom.bound)
        return below if atom.upper else self.complement(below)

    def below(self, statistic: Statistic, bound: Interval) -> Interval:
        """The distribution function of a statistic."""
        if statistic.kind == "entry":
            return self.monotone(self.laws.normal, bound)
        if statistic.kind == "norm":
            return self.norm(statistic.rows * statistic.cols, bound)
        if statistic.kind == "largest":
            return self.singular(statistic, None, bound)
        return self.complement(self.singular(statistic, bound, None))


def _joins(atom: Atom) -> bool:
    """Whether it bounds all singular values of its form at once."""
    kind = atom.statistic.kind
    if kind not in ("largest", "smallest"):
        return False
    return atom.statistic.cols == 1 or (kind == "largest") == atom.upper


def negated(part: Part) -> Part:
    if isinstance(part, bool):
        return not part
    if isinstance(part, Atom):
        return Atom(part.statistic, not part.upper, part.bound)
    conjunction, parts = part
    return not conjunction, [negated(p) for p in parts]


def flattened(parts: Iterable[Part]) -> list[Part]:
    """The parts of nested conjunctions."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, tuple) and part[0]:
            found += flattened(part[1])
        else:
            found.append(part)
    return found


def matrices_in(part: Part) -> set[Key]:
    return {a.statistic.form.matrix for a in atoms_in(part)}


def atoms_in(part: Part) -> list[Atom]:
    if isinstance(part, tuple):
        return [a for p in part[1] for a in atoms_in(p)]
    return [part] if isinstance(part, Atom) else []


Source = tuple[Key, tuple[int, int] | None]


def independent(parts: list[Part]) -> list[list[Part]]:
    """The parts in groups without a common random matrix, or a common entry of one where entries are all that is said
    of it, and all of one form."""
    forms: dict[Key, set[Form | None]] = {}
    for atom in (a for p in parts for a in atoms_in(p)):
        form = atom.statistic.form
        forms.setdefault(form.matrix, set()).add(form if atom.statistic.kind == "entry" else None)

    def sources(part: Part) -> set[Source]:
        found = [(a.statistic.form.matrix, a.statistic.place) for a in atoms_in(part)]
        return {(key, place if len(forms[key]) == 1 and None not in forms[key] else None) for key, place in found}

    groups: list[tuple[set[Source], list[Part]]] = []
    for part in parts:
        keys, members = sources(part), [part]
        rest: list[tuple[set[Source], list[Part]]] = []
        for other, inner in groups:
            if other & keys:
                keys, members = keys | other, inner + members
            else:
                rest.append((other, inner))
        groups = [*rest, (keys, members)]
    return [members for _, members in groups]


def clipped(p: Interval) -> Interval:
    """The part of an enclosure of a probability that lies in [0, 1]."""
    low, high = p.low, p.high
    if low >= 0 and high <= 1:
        return p
    zero, one = Interval(0, 0, 0, p.bits), Interval(1, 1, 0, p.bits)
    bottom = zero if low < 0 else one if low > 1 else p.ends()[0]
    top = one if high > 1 else zero if high < 0 else p.ends()[1]
    return hull(bottom, top).with_bits(p.bits)
