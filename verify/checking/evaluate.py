"""The value of any expression at a point, for tests and for comparison with other evaluators."""

from __future__ import annotations

from fractions import Fraction

from .outcomes import Malformed
from .points import read_point
from .problem import Reader
from .scalars import bracket
from .session import Session

__all__ = ["decide", "enclose"]


def enclose(problem: object, values: object, expression: object, bits: int = 128) -> tuple[Fraction, Fraction]:
    """Ends of an enclosure of a number at a point; equal ends for one that is known exactly.

    `problem` is a problem object, `values` the values of a certificate, `expression` a nested list over its names.
    Raises Malformed, Undefined or Undecided. The point need not be admissible.
    """
    reader = Reader(problem)
    loaded = reader.problem()
    node = reader.expression(expression, reader.globals, 0)
    if not node.sort.scalar:
        raise Malformed("only numbers are enclosed")
    session = Session(loaded, read_point(loaded, values), bits)
    return session.climb(lambda ev: bracket(ev.scalar(node, ev.root), ev.bits))


def decide(problem: object, values: object, proposition: object, bits: int = 128) -> bool:
    """Whether a proposition is true at a point; raises Malformed, Undefined or Undecided."""
    reader = Reader(problem)
    loaded = reader.problem()
    node = reader.expression(proposition, reader.globals, 0)
    if node.sort.kind != "prop":
        raise Malformed("only propositions are decided")
    return Session(loaded, read_point(loaded, values), bits).truth(node)
