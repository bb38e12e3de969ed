"""What a claim needs to be defined: proved first, where the signs of what occurs do not settle it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from verify import polynomial as poly
from verify.algebra import canonical, from_monomial, scalar, slack
from verify.methods.symbolic import scalars, tactics
from verify.methods.symbolic.lines import divisors
from verify.methods.symbolic.prover import ONE, ZERO, Prover, eq, le, lt
from verify.render.text import to_text
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, make, walk


def settle(p: Prover, claim: Expr) -> list[str]:
    """Lines that show the claim's divisions, roots, logarithms and inverses to be defined; returns what stays open."""
    missing: dict[str, None] = {}
    flat = unfold(claim)
    for e in walk(flat):
        if e.op not in ("div", "sqrt", "log", "inv") or free_symbols(e) - free_symbols(flat):
            continue
        arg = e.args[-1]
        if e.op == "div":
            missing |= {f"{to_text(b)} != 0": None for b in divisors(e) if not _nonzero(p, b)}
        elif e.op == "inv":
            if not _nonsingular(p, arg):
                missing[f"{to_text(arg)} is nonsingular"] = None
        elif tactics.prove(p, (le if e.op == "sqrt" else lt)(ZERO, arg)) is None:
            missing[f"{to_text(arg)} {'>=' if e.op == 'sqrt' else '>'} 0"] = None
    return list(missing)


def _nonzero(p: Prover, expr: Expr) -> bool:
    if tactics.prove(p, lt(ZERO, expr)) is not None:
        return True
    found = tactics.prove(p, lt(expr, ZERO))
    for whole in () if found else _multiples(p, expr):
        if tactics.prove(p, lt(ZERO, whole)) or tactics.prove(p, lt(whole, ZERO)):
            quotient = make("div", (ONE, whole))  # a product by which something is divided has no factor 0
            found = scalars.by_identity(p, eq(quotient, quotient))
            break
    if found is None:
        return False
    p.lines.definite[canonical(expr)] = found
    return True


def _multiples(p: Prover, expr: Expr) -> Iterator[Expr]:
    """Products with the factor in what is known."""
    ((monomial, _),) = scalar(expr).items() if len(scalar(expr)) == 1 else (((), 0),)
    atoms = {identity for identity, _ in monomial}
    seen: set[poly.Monomial] = set()
    for line in p.of("le", "lt", "eq"):
        if line.claim.args[0].is_matrix:
            continue
        for m in slack(line.claim):
            if atoms and m not in seen and atoms < {identity for identity, exponent in m if exponent > 0}:
                seen.add(m)
                yield from_monomial(m, Fraction(1))


def _nonsingular(p: Prover, matrix: Expr) -> bool:
    """Bounded below by a positive multiple of the identity, or of full rank, or of a determinant that is not 0."""
    tactics.define(p, make("eq", (make("inv", (matrix,)),) * 2))
    if canonical(matrix) in p.lines.definite:
        return True
    n = matrix.shape[0]
    p.fact("sv_positive", A=matrix, k=n)
    found = tactics.prove(p, eq(make("rank", (matrix,)), n)) or tactics.prove(p, lt(ZERO, make("det", (matrix,))))
    if found is None:
        return False
    p.lines.definite[canonical(matrix)] = found
    return True
