"""How one line of an argument is found from what it cites: cheap ways first, each within a share of the budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verify.methods.symbolic import indices, relations, scalars, spaces, tactics
from verify.methods.symbolic.candidates import equation_candidates, fact_lines, premise_candidates
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Exhausted, Prover
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, make, walk

Way = Callable[[], "Line | None"]
SPATIAL = ("rank", "sv", "subset", "seteq")


def found_by_any(p: Prover, claim: Expr, as_numbers: Callable[[int], Line | None]) -> Line | None:
    """By facts, as a relation between numbers, by the tactics, by equations; from a contradiction, anything."""
    if any(e.op in SPATIAL for e in walk(claim, *(line.claim for line in p.known))):
        spaces.forward(p)
    ways: Sequence[Way] = (
        lambda: p.lines.find(claim),
        lambda: tactics.by_instances(p, claim),
        lambda: as_numbers(relations.QUICK),
        lambda: by_facts(p, claim),
        lambda: by_rewriting(p, claim, by_facts),
        lambda: as_numbers(relations.MIDDLE),
        lambda: tactics.prove(p, claim),
        lambda: by_rewriting(p, claim, tactics.prove),
        lambda: as_numbers(p.limit),
        lambda: from_contradiction(p, claim),
    )
    for way in ways:
        p.effort = 0
        try:
            found = way()
        except Exhausted:
            continue
        if found is not None:
            return found
    return None


def by_facts(p: Prover, claim: Expr) -> Line | None:
    """A combination of what is known and of instances of the facts on the quantities that occur."""
    if claim.op not in ("le", "lt", "eq") or not claim.args[0].is_scalar:
        return None
    tactics.define(p, claim)
    found = scalars.by_premises(p, claim)
    if found is not None:
        return found
    facts = fact_lines(p, [claim, *(line.claim for line in p.of("le", "lt", "eq")[-6:])], rounds=2)
    lines = list(dict.fromkeys([*p.of("le", "lt", "eq"), *facts]))
    premises = list(premise_candidates(lines))
    return scalars.combine(p, claim, premises, list(equation_candidates(lines)))


def by_rewriting(p: Prover, claim: Expr, prove: Callable[[Prover, Expr], Line | None]) -> Line | None:
    """The claim with one side of a known equation put for the other, where it occurs."""
    flat = unfold(claim)
    for line in p.of("eq"):
        for equation in (line, p.flipped(line)):
            left = unfold(equation.lhs)
            if left.op in ("num", "zeros", "eye") or not free_symbols(left) or all(e is not left for e in walk(flat)):
                continue
            whole = p.lines.restated(make("eq", (left, equation.rhs)), equation)
            found = indices.rewritten(p, claim, whole, prove)
            if found is not None:
                return found
    return None


def from_contradiction(p: Prover, claim: Expr) -> Line | None:
    absurd = scalars.absurdity(p, 0)
    return absurd and p.lines.add(claim, "exfalso", [absurd])
