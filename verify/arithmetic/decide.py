"""The strongest answer that the arithmetics can give: exact where they can, balls of growing precision elsewhere."""

from __future__ import annotations

from verify.arithmetic import balls, domain, exact
from verify.arithmetic.fold import Truth
from verify.arithmetic.points import Point
from verify.errors import Unsupported
from verify.statement import Statement
from verify.tree import Expr

PRECISIONS = (64, 256, 1024, 4096)


def truth(prop: Expr, point: Point, precisions: tuple[int, ...] = PRECISIONS) -> Truth:
    """True or False when certain. Raises Undefined where the value provably does not exist.

    Balls go first, being fast; exact arithmetic settles what they leave open, and where it has no rule the balls
    grow. Raises Unsupported only beyond limits of the balls.
    """
    found = balls.truth(prop, point, precisions[0])
    if found is not None:
        return found
    try:
        return exact.truth(prop, point)
    except Unsupported:
        return next((t for bits in precisions[1:] if (t := balls.truth(prop, point, bits)) is not None), None)


def admissible(statement: Statement, point: Point, precisions: tuple[int, ...] = PRECISIONS) -> Truth:
    """Whether the point lies in the domains and every hypothesis is defined and true there."""
    return domain.admissible(statement, point, lambda prop: truth(prop, point, precisions))


__all__ = ["PRECISIONS", "admissible", "truth"]
