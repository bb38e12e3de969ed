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
SHALLOW = 3_000


def proof_of(statement: Statement, effort: int) -> Proof | None:
    """The statement with the hypotheses that its proof needs, and the proof; remembered by the problem."""
    key = statement.digest, effort
    if key not in _proofs:
        _proofs[key] = _proof_of(statement, effort)
    return _proofs[key]


def _proof_of(statement: Statement, effort: int) -> Proof | None:
    p = Prover(statement, effort)
    try:
        p.start()
        final = prove(p, statement.claim, effort > SHALLOW)
    except Exhausted:
        return None
    if final is None:
        return None
    return leaner(statement, certificate(statement, "proof", p.lines, final, []))


def prove(p: Prover, claim: Expr, deep: bool) -> Line | None:
    """A line for a relation between numbers."""
    found = p.lines.find(claim)
    if found is not None:
        return p.lines.add(claim, "same", [found]) if found.claim is not claim else found
    tactics.define(p, claim)
    found = numbers.search(p, claim, numbers.LEVELS[:1])
    if found is not None or not deep:
        return found
    exprs = [claim, *(line.claim for line in p.of("le", "lt", "eq"))]
    for line in fact_lines(p, exprs, rounds=1):
        p.learn(line)
    found = numbers.search(p, claim, numbers.LEVELS[:2])
    if found is not None:
        return found
    for equation in numbers.with_split_roots(p, claim):
        _rewrite_known(p, equation)
        found = indices.rewritten(p, claim, equation, lambda q, goal: prove(q, goal, deep))
        if found is not None or any(e is equation.lhs for e in walk(claim)):
            return found
    return numbers.search(p, claim, numbers.LEVELS[:3]) or _squared(p, claim) or numbers.search(p, claim)


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


def _squared(p: Prover, claim: Expr) -> Line | None:
    """a <= b from a**2 <= b**2 and 0 <= b, where roots occur or the sides are plain."""
    if claim.op not in ("le", "lt"):
        return None
    a, b = claim.args
    if a.op == "pow" or b.op == "pow" or a.op == "num" or p.nonnegative(b) is None:
        return None
    squares = make(claim.op, tuple(make("pow", (side, number(2))) for side in (a, b)))
    found = numbers.search(p, squares, numbers.LEVELS[:4])
    if found is None:
        return None
    return p.fact("square_order" if claim.op == "le" else "square_order_strict", x=a, y=b)
