"""Values, the frames that hold them under local names, and the meter of the work done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .linear import Matrix
from .outcomes import Undecided
from .scalars import Scalar
from .terms import Key, Node

MAX_WORK = 4_000_000_000
MAX_SIZE = 64


@dataclass(frozen=True)
class Space:
    """A union of subspaces, each the column span of a matrix; a subspace is a union of one."""

    members: tuple[Matrix, ...]


Value = Scalar | Matrix | Space | tuple[Scalar | Matrix, ...]  # the last: the terms of a sequence
Memo = dict[tuple[Node, str], Value | list[Scalar]]


@dataclass
class Meter:
    """Bit operations done so far, roughly; past the limit everything is undecided."""

    used: int = 0

    def charge(self, operations: int, bits: int) -> None:
        self.used += operations * (bits + 256)
        if self.used > MAX_WORK:
            raise Undecided("the work limit is exhausted", final=True)


@dataclass
class Frame:
    """Local names and the values computed under them. The outermost frame has no parent."""

    names: Mapping[Key, Value]
    parent: Frame | None = None
    memo: Memo = field(default_factory=Memo)

    def home(self, node: Node) -> Frame:
        """The outermost frame under which the value of the node is the same."""
        frame = self
        while frame.parent is not None and node.free.isdisjoint(frame.names):
            frame = frame.parent
        return frame

    def lookup(self, key: Key) -> Value:
        frame: Frame | None = self
        while frame is not None:
            if key in frame.names:
                return frame.names[key]
            frame = frame.parent
        raise Undecided(f"{key[1]} has no value", final=True)


def entry_bits(*matrices: Matrix) -> int:
    """The largest size of a rational entry, in bits; 0 if there is none."""
    sizes = (
        x.numerator.bit_length() + x.denominator.bit_length()
        for a in matrices
        for row in a
        for x in row
        if isinstance(x, Fraction)
    )
    return max(sizes, default=0)
