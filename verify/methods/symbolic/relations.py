"""Statements about numbers alone: what facts say of their roots, floors and powers, then polynomials."""

from __future__ import annotations

from typing import Any

from verify.methods.symbolic import indices, numbers, tactics
from verify.methods.symbolic.candidates import fact_lines
from verify.methods.symbolic.leaner import leaner
from verify.methods.symbolic.lines import Line, certificate
from verify.methods.symbolic.prover import Exhausted, Prover
from verify.statement import Statement
from verify.substitution import substitute
from verify.tree import Expr, make, number, walk

Proof = tuple[Statement, dict[str, Any]]
_proofs: dict[tuple[str, int], Proof | None] = {}
QUICK, MIDDLE = 400, 4_000
"""Efforts that mean: one step of linear algebra; without the costly squares and products."""


def proof_of(statement: Statement, effort: int) -> Proof | None:
    """The statement with the hypotheses that its proof needs, and the proof; remembered by the problem."""
    key = statement.digest, effort
    if key not in _proofs:
        _proofs[key] = _proof_of(statement, effort)
    return _proofs[key]


def _proof_of(statement: Statement, effort: int) -> Proof | None:
    p = tactics.prover(statement, effort)
    try:
        p.start()
        final = prove(p, statement.claim, effort)
    except Exhausted:
        return None
    if final is None:
        return None
    return leaner(statement, certificate(statement, "proof", p.lines, final))


def prove(p: Prover, claim: Expr, effort: int) -> Line | None:
    """A line for a relation between numbers."""
    found = p.lines.find(claim)
    if found is not None:
        return p.lines.add(claim, "same", [found]) if found.claim is not claim else found
    tactics.define(p, claim)
    found = numbers.search(p, claim, numbers.LEVELS[:1])
    if found is not None or effort <= QUICK:
        return found
    exprs = [claim, *(line.claim for line in p.of("le", "lt", "eq"))]
    for line in fact_lines(p, exprs, rounds=1):
        p.learn(line)
    found = numbers.search(p, claim, numbers.LEVELS[:3])
    if found is not None:
        return found
    for equation in numbers.with_split_roots(p, claim):
        _rewrite_known(p, equation)
        found = indices.rewritten(p, claim, equation, lambda q, goal: prove(q, goal, effort))
        if found is not None or any(e is equation.lhs for e in walk(claim)):
            return found
    return (
        _squared(p, claim, 2 if effort <= MIDDLE else 5)
        or _multiplied(p, claim)
        or numbers.search(p, claim, numbers.LEVELS[3 : 4 if effort <= MIDDLE else None])
    )


def _rewrite_known(p: Prover, equation: Line) -> None:
    """Known relations with a root split, in place of what they were."""
    from verify.methods.symbolic.prover import hole_symbol
    from verify.tree import variable

    for line in list(p.known):
        if not any(e is equation.lhs for e in walk(line.claim)):
            continue
        name = p.fresh("H")
        sym = hole_symbol(name, equation.lhs)
        template = indices.replaced(line.claim, equation.lhs, variable(sym))
        tactics.define(p, substitute(template, {sym: equation.rhs}))
        new = p.replace(line, equation, template, name)
        p.known.remove(line)
        p.learn(new)


def _squared(p: Prover, claim: Expr, levels: int) -> Line | None:
    """a <= b from a**2 <= b**2 and 0 <= b, where roots occur or the sides are plain."""
    if claim.op not in ("le", "lt"):
        return None
    a, b = claim.args
    if a.op == "pow" or b.op == "pow" or a.op == "num" or p.nonnegative(b) is None:
        return None
    squares = make(claim.op, tuple(make("pow", (side, number(2))) for side in (a, b)))
    found = numbers.search(p, squares, numbers.LEVELS[:levels])
    if found is None:
        return None
    return p.fact("square_order" if claim.op == "le" else "square_order_strict", x=a, y=b)


def _multiplied(p: Prover, claim: Expr) -> Line | None:
    """a <= b from 0 <= x * (b - a) for an x that is known to be positive."""
    if claim.op == "eq":
        return None
    gap = claim.args[1] - claim.args[0]
    zero = number(0)
    for x in list(dict.fromkeys(e for e in walk(claim, *(line.claim for line in p.known)) if e.op == "var"))[:6]:
        if p.positive(x) is None:
            continue
        found = numbers.search(p, make(claim.op, (zero, x * gap)), numbers.LEVELS[1:3])
        if found is not None:
            p.learn(found)
            name = "cancel_positive" if claim.op == "le" else "cancel_positive_strict"
            line = p.fact(name, x=x, y=gap)
            return line and p.lines.restated(claim, line)
    return None
