"""Reading the point of a certificate, and checking that it lies in the domains of the variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from .domain import outside
from .evaluator import MAX_SIZE, Evaluator, Value
from .linear import Matrix
from .outcomes import Malformed
from .problem import Problem, a_list, an_object, number
from .scalars import Scalar, sign
from .session import Session
from .terms import Declaration, Key, Node

MAX_TERMS = 10_000


def read_point(problem: Problem, source: object) -> dict[Key, Value]:
    """A value for every variable that is not random, and for no other name."""
    fixed = [d for d in problem.variables if d.kind != "gaussian"]
    given = an_object(source, "values", {d.name for d in fixed})
    return {d.key: _value(d, given[d.name]) for d in fixed}


def _value(d: Declaration, source: object) -> Value:
    if d.kind == "sequence" and d.of is not None:
        terms = a_list(an_object(source, d.name, {"terms"})["terms"], d.name)
        if not 0 < len(terms) <= MAX_TERMS:
            raise Malformed(f"{d.name} must have between 1 and {MAX_TERMS} terms")
        of = d.of
        return tuple(cast("Scalar | Matrix", _value(of, term)) for term in terms)
    if d.kind == "matrix":
        rows = [a_list(row, f"a row of {d.name}") for row in a_list(source, d.name)]
        if not rows or len(rows) > MAX_SIZE or not 0 < len(rows[0]) <= MAX_SIZE or len({len(r) for r in rows}) != 1:
            raise Malformed(f"{d.name} must be a matrix of at most {MAX_SIZE} rows and columns")
        return tuple(tuple(number(x) for x in row) for row in rows)
    value = number(source)
    if d.kind != "real" and value.denominator != 1:
        raise Malformed(f"{d.name} must be an integer")
    return value


def no_law(ev: Evaluator, d: Declaration) -> bool:
    """Whether a random matrix would have no rows or columns, or a variance that is not positive."""
    if d.rows is None or d.cols is None or d.variance is None:
        return True
    empty = any(ev.integer(shape, ev.root) < 1 for shape in (d.rows, d.cols))
    return empty or sign(ev.scalar(d.variance, ev.root)) <= 0


def outside_domain(session: Session) -> str | None:
    """Why the session's point is not in the domain of the variables; None if it is. Integers are checked first."""
    integer: Callable[[Node], int] = lambda node: session.integer(node, ())  # noqa: E731
    order = sorted(session.problem.variables, key=lambda d: d.kind not in ("size", "integer"))
    for d in order:
        if d.kind == "gaussian":
            if session.climb(lambda ev, d=d: no_law(ev, d)):
                return f"{d.name} is a random matrix without rows or columns, or without a positive variance"
            continue
        value: Any = session.point[d.key]
        reason = session.climb(lambda ev, d=d, value=value: outside(d, value, integer, ev.bits))
        if reason:
            return reason
    return None
