"""Rules for column spaces: a factorization proves an inclusion; sums and unions are compared part by part."""

from __future__ import annotations

from ..problem import a_list
from .formulas import Rejected, Term, make
from .step import Rule, Step


def span(step: Step) -> None:
    """P == Q Z, or P == Q1 Z1 + Q2 Z2 + ... for a join of column spaces."""
    step.count(0, 1)
    if step.claim.head != "subset" or step.claim.args[0].head != "colspan":
        raise Rejected("the claim must be that a column space is inside another")
    leaves = _leaves(step.claim.args[1])
    given = [step.take("factor")] if "factor" in step.data else a_list(step.take("factors"), "factors")
    if len(given) != len(leaves):
        raise Rejected(f"{len(leaves)} column spaces need as many factors")
    products = [make("matmul", q, step.formula(z)) for q, z in zip(leaves, given, strict=True)]
    whole = products[0] if len(products) == 1 else make("add", *products)
    wanted = make("eq", step.claim.args[0].args[0], whole)
    step.typing.props(wanted)
    step.scope.defined(wanted)
    if step.premises:
        if not step.same(step.premise(0, "eq"), wanted):
            raise Rejected("the cited line is not that factorization")
    elif step.normal.gap(wanted):
        raise Rejected("the factors do not give the matrix")


def _leaves(space: Term) -> list[Term]:
    if space.head == "colspan":
        return [space.args[0]]
    if space.head != "join":
        raise Rejected("a union is not a column space")
    return [leaf for part in space.args for leaf in _leaves(part)]


def subspace(step: Step) -> None:
    """Inclusions that follow from their form alone, or from one or two others."""
    step.count(0, 1, 2)
    claim = step.claim
    if claim.head not in ("subset", "seteq"):
        raise Rejected("the claim must be about subspaces")
    lines = [step.premise(i, "subset", "seteq") for i in range(len(step.premises))]
    if not any(_same_list(step, lines, wanted) for wanted in _ways(step, claim, lines)):
        raise Rejected("the cited lines do not give the inclusion by its form")


def _same_list(step: Step, lines: list[Term], wanted: list[Term]) -> bool:
    return len(lines) == len(wanted) and all(map(step.same, lines, wanted))


def _ways(step: Step, claim: Term, lines: list[Term]) -> list[list[Term]]:
    """Lists of premises each of which proves the claim."""
    left, right = claim.args
    ways: list[list[Term]] = [[]] if step.same(left, right) else []
    if claim.head == "seteq":
        return [*ways, [make("subset", left, right), make("subset", right, left)], [make("seteq", right, left)]]
    if step.sort(left).kind == step.sort(right).kind == "subspace":
        ways += [[make("seteq", left, right)], [make("seteq", right, left)]]
    if right.head in ("union", "join"):
        ways += [[make("subset", left, part)] for part in right.args]
        if any(step.same(left, part) for part in right.args):
            ways.append([])
    # a sum of subspaces lies in a subspace as soon as its parts do; in a union of subspaces it need not
    if left.head == "union" or (left.head == "join" and right.head != "union"):
        ways.append([make("subset", part, right) for part in left.args])
    if len(lines) == 2:
        middle = lines[0].args[1]
        ways.append([make("subset", left, middle), make("subset", middle, right)])
    return ways


RULES: dict[str, Rule] = {"span": span, "subspace": subspace}
