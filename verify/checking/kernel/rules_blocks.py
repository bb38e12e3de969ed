"""Rules with blocks: cases, implication, and names for the matrices that an inclusion or a psd matrix provides."""

from __future__ import annotations

from collections.abc import Callable

from ..problem import a_list, an_object
from .formulas import Rejected, Term, make
from .step import SETTLED, Rule, Step
from .world import Declared


def cases(step: Step) -> str:
    """One block for each part of an `or`; as they cover every point, the claim need only be defined in each."""
    step.count(1)
    _branches(step, list(step.premise(0, "or").args))
    return SETTLED


def split(step: Step) -> str:
    """a <= b or b < a."""
    step.count(0)
    left, right = step.formula(step.take("left")), step.formula(step.take("right"))
    step.typing.scalars(left, right)
    _branches(step, [make("le", left, right), make("lt", right, left)])
    return SETTLED


def _branches(step: Step, parts: list[Term]) -> None:
    blocks = a_list(step.take("blocks"), "blocks")
    if len(blocks) != len(parts):
        raise Rejected(f"{len(parts)} cases need as many blocks, not {len(blocks)}")
    for part, source in zip(parts, blocks, strict=True):
        entry = an_object(source, "a block", {"assume", "lines"})
        inner = step.block()
        step.assume(inner, entry["assume"], part)
        step.prove(inner, entry["lines"], step.claim)


def implies_intro(step: Step) -> str:
    step.count(0)
    if step.claim.head != "implies":
        raise Rejected("the claim must be an implication")
    condition, conclusion = step.claim.args
    step.scope.defined(condition)
    inner = step.block()
    step.assume(inner, step.take("assume"), condition)
    step.prove(inner, step.take("lines"), conclusion)
    return SETTLED


def obtain_factor(step: Step) -> str:
    """From colspan P inside colspan Q: a matrix Z with P == Q Z."""
    step.count(1)
    left, right = step.premise(0, "subset").args
    if left.head != "colspan" or right.head != "colspan":
        raise Rejected("the line must be an inclusion between two column spaces")
    p, q = left.args[0], right.args[0]
    rows, cols = step.typing.shape(q)[1], step.typing.shape(p)[1]
    return _obtain(step, rows, cols, lambda z: make("eq", p, make("matmul", q, z)))


def obtain_root(step: Step) -> str:
    """From A loewner B: a square matrix L with B - A == L'L."""
    step.count(1)
    lower, upper = step.premise(0, "loewner").args
    rows, _ = step.typing.shape(upper)
    gap = make("sub", upper, lower) if step.normal.matrix(lower) else upper
    return _obtain(step, rows, rows, lambda z: make("eq", gap, make("matmul", make("transpose", z), z)))


def _obtain(step: Step, rows: Term, cols: Term, said: Callable[[Term], Term]) -> str:
    """The claim was read in the outer scope, so it cannot mention the new name."""
    inner = step.block()
    z = step.fix(inner, step.take("name"), lambda name: Declared(name, "matrix", rows, cols))
    step.assume(inner, step.take("assume"), said(z))
    step.prove(inner, step.take("lines"), step.claim)
    return SETTLED


RULES: dict[str, Rule] = {
    "cases": cases,
    "split": split,
    "implies_intro": implies_intro,
    "obtain_factor": obtain_factor,
    "obtain_root": obtain_root,
}
