"""Rules that quote the problem, compare normal forms, and rewrite."""

from __future__ import annotations

from .formulas import ONE, ZERO, Rejected, Term, make, replaced, var
from .polynomials import as_constant
from .reader import constraints
from .step import SETTLED, Rule, Step, at_most, one_more
from .typing import Sort
from .world import Declared


def hypothesis(step: Step) -> None:
    step.count(0)
    k = step.index("index", len(step.kernel.hypotheses))
    if not step.kernel.usable[k]:
        raise Rejected("the hypothesis is not seen to be strictly defined")
    step.conclude(step.kernel.hypotheses[k], granted=True)


def domain(step: Step) -> None:
    """What a declaration says; for an element of a sequence, from 0 <= index."""
    name, what = step.take("variable"), step.take("what")
    found = step.scope.names.get(name) if type(name) is str else None
    internal = found if isinstance(found, str) else found.args[0] if found is not None and found.head == "var" else None
    declared = step.kernel.reader.world.declared.get(internal or "")
    if declared is None or declared not in step.kernel.reader.variables:
        raise Rejected("no variable of the problem has that name")
    value = var(declared.name)
    if declared.of is not None:
        index = step.formula(step.take("index"))
        step.typing.integers(index)
        step.count(0, 1)
        step.need(at_most(ZERO, index), 0)
        value, declared = make("at", declared.name, index), declared.of
    else:
        step.count(0)
    said = _said(declared, value)
    if type(what) is not str or what not in said:
        raise Rejected("the declaration does not say that")
    step.conclude(said[what])


def _said(declared: Declared, value: Term) -> dict[str, Term]:
    keys = [k for k in ("ge", "gt", "le", "lt") if k in declared.bounds]
    keys += ["psd"] if declared.structure == "psd" else []
    keys += ["rank"] if declared.rank is not None else []
    keys += ["orthonormal"] if declared.structure == "orthonormal" else []
    found = dict(zip(keys, constraints(declared, value), strict=True))
    return found | ({"size": at_most(ONE, value)} if declared.kind == "size" else {})


def same(step: Step) -> None:
    step.count(1)
    step.conclude(step.premise(0), granted=True)


def leibniz(step: Step) -> None:
    """Equals for equals: both instances of the template must be defined."""
    step.count(2)
    line, equation = step.premise(0), step.premise(1, "eq")
    p, q = equation.args
    sort = step.sort(p)
    if sort.scalar:
        sort = Sort("integer") if step.sort(p) == step.sort(q) == Sort("integer") else Sort("real")
    inner = step.block()
    hole = step.fix(inner, step.take("hole"), lambda name: Declared(name, sort.kind, sort.rows, sort.cols))
    template = step.kernel.reader.proposition(step.take("template"), inner.names)
    before, after = (replaced(template, {hole.args[0]: side}) for side in (p, q))
    step.typing.props(before, after)
    if not step.same(line, before):
        raise Rejected("the first line is not the template with the left side of the equation")
    step.scope.defined(before)
    step.conclude(after)


def recursion(step: Step) -> None:
    """The start of a recursion, or one step of it."""
    name, component, at = step.take("recursion"), step.take("component"), step.take("index")
    world = step.kernel.reader.world
    if type(name) is not str or name not in world.recursions:
        raise Rejected("no such recursion")
    source = world.recursions[name]
    if component not in source.labels:
        raise Rejected("the recursion has no such component")
    k = source.labels.index(component)
    if at is None:
        step.count(0)
        step.conclude(make("eq", make("iterate", name, k, ZERO), source.start[k]))
        return
    step.count(0, 1)
    index = step.formula(at)
    step.typing.integers(index)
    step.need(at_most(ZERO, index), 0)
    old = {s: make("iterate", name, i, index) for i, s in enumerate(source.state)}
    step.conclude(make("eq", make("iterate", name, k, one_more(index)), replaced(source.next[k], old)))


def exfalso(step: Step) -> str:
    """From a line that is false by its normal form, anything: the scope is empty, so nothing need be defined."""
    step.count(1)
    line = step.premise(0, "le", "lt", "eq")
    if step.typing.is_matrix(line.args[0]):
        raise Rejected("the line must be a relation between numbers")
    value = as_constant(step.normal.slack(line))
    if value is None or not {"le": value < 0, "lt": value <= 0, "eq": value != 0}[line.head]:
        raise Rejected("the line is not plainly false")
    return SETTLED


def integer_gap(step: Step) -> None:
    step.count(1)
    line = step.premise(0, "lt")
    step.typing.integers(*line.args)
    step.conclude(at_most(one_more(line.args[0]), line.args[1]))


def and_intro(step: Step) -> None:
    parts = [step.premise(i) for i in range(len(step.premises))]
    if not parts:
        raise Rejected("the rule needs lines")
    step.conclude(make("and", *parts), granted=True)


def and_elim(step: Step) -> None:
    step.count(1)
    line = step.premise(0, "and")
    step.conclude(line.args[step.index("index", len(line.args))], granted=True)


def or_intro(step: Step) -> None:
    step.count(1)
    if step.claim.head != "or":
        raise Rejected("the claim must be an or")
    k = step.index("index", len(step.claim.args))
    if not step.same(step.premise(0), step.claim.args[k]):
        raise Rejected("the line is not that part of the or")


def modus_ponens(step: Step) -> None:
    step.count(2)
    implication = step.premise(1, "implies")
    if not step.same(step.premise(0), implication.args[0]):
        raise Rejected("the first line is not the condition of the second")
    step.conclude(implication.args[1], granted=True)


def plain(step: Step) -> None:
    """What the signs of the scope settle: among it, that indices in a hypothesis are in range, as it is defined; and
    anything, where that is false as it stands."""
    step.count(0)
    if not (step.signs.known(step.claim) or step.signs.plainly_empty()):
        raise Rejected("not plain in this scope")


RULES: dict[str, Rule] = {
    "hypothesis": hypothesis,
    "plain": plain,
    "domain": domain,
    "same": same,
    "leibniz": leibniz,
    "recursion": recursion,
    "exfalso": exfalso,
    "integer_gap": integer_gap,
    "and_intro": and_intro,
    "and_elim": and_elim,
    "or_intro": or_intro,
    "modus_ponens": modus_ponens,
}
