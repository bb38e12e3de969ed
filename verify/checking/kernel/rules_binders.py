"""Rules for "for all t from lo to hi", induction, and sums."""

from __future__ import annotations

from ..problem import an_object
from .formulas import Rejected, Term, make, num, opened
from .step import SETTLED, Rule, Step, at_most, one_less, one_more
from .world import Declared


def _integer(name: str) -> Declared:
    return Declared(name, "integer")


def _forall(step: Step) -> tuple[Term, Term, Term]:
    """Limits and body of the claim; the limits are defined in the scope of the line."""
    if step.claim.head != "forall":
        raise Rejected("the claim must be a forall")
    low, high, body = step.claim.args
    step.scope.defined(low)
    step.scope.defined(high)
    for key, limit in (("lo", low), ("hi", high)):
        if key in step.data and not step.same(step.formula(step.take(key)), limit):
            raise Rejected(f"{key!r} is not the limit of the claim")
    return low, high, body


def forall_intro(step: Step) -> str:
    step.count(0)
    low, high, body = _forall(step)
    inner = step.block()
    t = step.fix(inner, step.take("fix"), _integer)
    below, above = step.assumptions(2)
    step.assume(inner, below, at_most(low, t))
    step.assume(inner, above, at_most(t, high))
    step.prove(inner, step.take("lines"), opened(body, t))
    return SETTLED


def forall_elim(step: Step) -> None:
    step.count(1, 3)
    line = step.premise(0, "forall")
    low, high, body = line.args
    at = step.formula(step.take("at"))
    step.typing.integers(at)
    step.need(at_most(low, at), 1)
    step.need(at_most(at, high), 2)
    step.conclude(opened(body, at), granted=True)


def induction(step: Step) -> str:
    step.count(0)
    low, high, body = _forall(step)
    base = an_object(step.take("base"), "the base", {"assume", "lines"})
    after = an_object(step.take("step"), "the step", {"assume", "lines"})
    name = step.take("fix")

    start = step.block()
    (nonempty,) = _identities(base["assume"], 1)
    step.assume(start, nonempty, at_most(low, high))
    step.prove(start, base["lines"], opened(body, low))

    inner = step.block()
    k = step.fix(inner, name, _integer)
    below, above, known = _identities(after["assume"], 3)
    step.assume(inner, below, at_most(low, k))
    step.assume(inner, above, at_most(one_more(k), high))
    step.assume(inner, known, opened(body, k))
    step.prove(inner, after["lines"], opened(body, one_more(k)))
    return SETTLED


def _identities(source: object, number: int) -> list[object]:
    if type(source) is not list or len(source) != number:  # pyright: ignore[reportUnknownArgumentType]
        raise Rejected(f"'assume' must name {number} lines")
    return list(source)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def sum_le(step: Step) -> None:
    """Termwise: from a <= b, a loewner b or a == b for all indices, the same of the sums."""
    step.count(1)
    low, high, body = step.premise(0, "forall").args
    if body.head not in ("le", "loewner", "eq"):
        raise Rejected("the line must be a forall of a relation <= or ==")
    step.conclude(make(body.head, *(make("sum", low, high, side) for side in body.args)))


def _sum_on_the_left(step: Step) -> Term:
    found = step.claim.args[0] if step.claim.head == "eq" else None
    if not isinstance(found, Term) or found.head != "sum":
        raise Rejected("the claim must be an equation with a sum on the left")
    step.scope.defined(found)
    return found


def sum_split(step: Step) -> None:
    """The first or the last term of a sum that is not empty."""
    step.count(0, 1)
    found = _sum_on_the_left(step)
    low, high, body = found.args
    step.need(at_most(low, high), 0)
    end = step.take("end")
    if end not in ("first", "last"):
        raise Rejected("'end' must be first or last")
    at = low if end == "first" else high
    limits = (one_more(low), high) if end == "first" else (low, one_less(high))
    term = opened(body, at)
    # a term at an index in the range is defined because the sum is
    step.grant(term)
    rest = make("sum", *limits, body)
    step.conclude(make("eq", found, make("add", term, rest)), granted=True)


def sum_empty(step: Step) -> None:
    step.count(0, 1)
    found = _sum_on_the_left(step)
    low, high, _ = found.args
    step.need(make("lt", high, low), 0)
    sort = step.sort(found)
    zero = make("zeros", *step.typing.shape(found)) if sort.kind == "matrix" else num(0)
    step.conclude(make("eq", found, zero))


RULES: dict[str, Rule] = {
    "forall_intro": forall_intro,
    "forall_elim": forall_elim,
    "induction": induction,
    "sum_le": sum_le,
    "sum_split": sum_split,
    "sum_empty": sum_empty,
}
