"""Quotients by sums: the normal form knows x * (1/x) == 1 of monomials; of a sum whose sign is seen it is a fact."""

from __future__ import annotations

from verify.algebra import scalar
from verify.methods.symbolic import scalars
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import ZERO, Prover, lt
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, make, walk

SUMS = 4  # denominators that are looked at


def by_quotients(p: Prover, claim: Expr) -> Line | None:
    """A combination with the signs of the reciprocals, and with the equations that let them cancel."""
    lines = [line for x in denominators(p, claim) for line in _of_reciprocal(p, x) if line not in p.known]
    if not lines:
        return None
    with p.knowing([*p.known, *lines]):
        return scalars.by_certificate(p, claim, 0) or scalars.by_certificate(p, claim, 2)


def denominators(p: Prover, claim: Expr) -> list[Expr]:
    """The sums by which the claim or a known relation divides."""
    bound = free_symbols(claim) | {s for line in p.known for s in free_symbols(line.claim)}
    relations = [claim, *(line.claim for line in p.of("le", "lt", "eq"))]
    divisors = [e.args[1] for e in walk(*map(unfold, relations)) if e.op == "div" and free_symbols(e) <= bound]
    return [x for x in dict.fromkeys(divisors) if len(scalar(x)) > 1][:SUMS]


def _of_reciprocal(p: Prover, x: Expr) -> list[Line]:
    for e in (x, make("neg", (x,))):
        if p.establish(lt(ZERO, e)) is not None:
            found = (p.fact(name, x=e) for name in ("reciprocal_positive", "reciprocal_product"))
            return [line for line in found if line is not None]
    return []
