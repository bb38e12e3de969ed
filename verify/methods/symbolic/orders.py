"""Semidefinite relations and matrix equations by certificates in the free algebra."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from verify import algebra
from verify import polynomial as poly
from verify.algebra import matrix
from verify.dimensions import same_size
from verify.methods.symbolic.candidates import Factors, fact_lines, pool_for
from verify.methods.symbolic.combination import nonnegative_combination
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Prover, hole_symbol
from verify.tree import Expr, make, number, variable


@dataclass
class Term:
    """coefficient * (product of factors) * M' H M; H is the identity when `psd` is None."""

    form: algebra.Matrix
    factors: Factors
    conjugate: Expr
    psd: Line | None
    cost: float = 1.0


def flat(form: algebra.Matrix) -> Mapping[Hashable, Fraction]:
    return {(word, monomial): c for word, p in form.items() for monomial, c in p.items()}


def matrix_identity(p: Prover, claim: Expr) -> Line | None:
    """Equal normal forms, or equal after matrix equations in scope are used once on words."""
    gap = algebra.add(matrix(claim.args[0]), matrix(claim.args[1]), -1)
    if not gap:
        return p.lines.add(claim, "matrix", [], terms=[], equations=[])
    forms: list[algebra.Matrix] = []
    uses: list[dict[str, Any]] = []
    equations = [line for line in p.of("eq") if line.lhs.is_matrix]
    lines = list(dict.fromkeys(x for e in equations for x in (e, transposed(p, e))))
    wanted, seen = gap, set[tuple[Line, Expr, Expr]]()
    for _ in range(2):  # a second time for the words that the first equations bring
        reached: algebra.Matrix = {}
        for line in lines:
            difference = algebra.add(matrix(line.lhs), matrix(line.rhs), -1)
            for left, right in _contexts(wanted, difference, line, claim):
                product = algebra.multiply(algebra.multiply(matrix(left), difference), matrix(right))
                if product and (line, left, right) not in seen and len(forms) < 200:
                    seen.add((line, left, right))
                    forms.append(product)
                    uses.append({"premise": line, "left": left, "right": right})
                    reached |= product
        wanted = reached
    found = nonnegative_combination(flat(gap), [flat(f) for f in forms], [True] * len(forms))
    if found is None:
        return None
    weighted = [
        {**uses[i], "left": make("scale", (make("num", (), (w,)), uses[i]["left"]))} for i, w in found.weights.items()
    ]
    return p.lines.add(claim, "matrix", [], terms=[], equations=weighted)


def transposed(p: Prover, line: Line) -> Line:
    """Q' == P' from P == Q."""
    hole = p.fresh("H")
    template = make("eq", (line.lhs.T, variable(hole_symbol(hole, line.lhs)).T))
    same = p.lines.add(make("eq", (line.lhs.T, line.lhs.T)), "matrix", [], terms=[], equations=[])
    return p.replace(same, line, template, hole)


def _contexts(
    gap: algebra.Matrix, difference: algebra.Matrix, line: Line, claim: Expr
) -> list[tuple[Expr, Expr]]:
    """Words left and right of a word of the equation inside a word of the goal."""
    found: dict[tuple[Expr, Expr], None] = {}
    rows, cols = line.lhs.shape
    for word, coefficient in gap.items():
        for inner in difference:
            for k in range(len(word) - len(inner) + 1):
                if inner and word[k : k + len(inner)] == inner:
                    left, right = algebra.from_word(word[:k], rows), algebra.from_word(word[k + len(inner) :], cols)
                    ends = ((left.shape[0], claim.args[0].shape[0]), (left.shape[1], rows))
                    ends += ((right.shape[0], cols), (right.shape[1], claim.args[0].shape[1]))
                    if all(same_size(a, b) for a, b in ends):
                        found.setdefault((make("scale", (algebra.from_scalar(coefficient), left)), right))
    return list(found)[:40]


def by_order_certificate(p: Prover, claim: Expr, level: int) -> Line | None:
    """B - A as a sum of M'HM times known non-negative scalars. Below level 0, M is a factor of the claim's words."""
    gap = algebra.add(matrix(claim.args[1]), matrix(claim.args[0]), -1)
    context = [claim, *(line.claim for line in p.known if line.claim.op in ("le", "lt", "loewner"))]
    pool = pool_for(p, context if level >= 0 else [claim], pairs=level > 0)
    if level < 0:
        pool.matrices = [m for m in pool.matrices if len(matrix(m)) == 1][:6]
    size = claim.args[0].shape[0]
    identity = make("eye", (size,))
    base: list[Term] = []
    p.spend(6 * len(pool.matrices) * (1 + len(pool.orders)))
    conjugates = [identity, *(m for m in pool.matrices if same_size(m.shape[1], size))]
    for m in conjugates:
        gram = algebra.multiply(algebra.transposed(matrix(m)), matrix(m))
        base.append(Term(gram, [], m, None))
        for line in pool.orders:
            if same_size(m.shape[0], line.lhs.shape[0]):
                inner = algebra.add(matrix(line.rhs), matrix(line.lhs), -1)
                form = algebra.multiply(algebra.multiply(algebra.transposed(matrix(m)), inner), matrix(m))
                base.append(Term(form, [], m, line))
    facts = fact_lines(p, [c for c in context if c.op in ("le", "lt")], 1) if level > 0 else []
    scalars: list[tuple[poly.Polynomial, Factors]] = []
    for line in [*p.of("le", "lt"), *(f for f in facts if f.claim.op != "eq")]:
        scalars.append((poly.add(algebra.scalar(line.rhs), algebra.scalar(line.lhs), -1), [{"premise": line}]))
    candidates = list(base)
    for t in base:
        for monomial in _ratios(p, gap, t.form):
            factors = p.factors(monomial, False)
            if factors:
                form = algebra.scaled(t.form, {monomial: Fraction(1)})
                candidates.append(Term(form, factors, t.conjugate, t.psd, 1.2))
        if t.psd is None:
            for vector, factors in scalars[:40]:
                candidates.append(Term(algebra.scaled(t.form, vector), factors, t.conjugate, None, 1.3))
    reach = {word: dict(coefficient) for word, coefficient in gap.items()}
    for t in base[: 4 * (1 + len(pool.orders))]:
        for word, coefficient in t.form.items():
            reach.setdefault(word, {}).update(coefficient)
    for t in list(candidates):
        if t.psd is None and t.factors and len(t.factors) == 1:
            for monomial in _ratios(p, reach, t.form)[:12]:
                factors = p.factors(monomial, False)
                if factors:
                    form = algebra.scaled(t.form, {monomial: Fraction(1)})
                    candidates.append(Term(form, [*t.factors, *factors], t.conjugate, None, 1.5))
    p.spend(len(candidates))
    found = nonnegative_combination(
        flat(gap), [flat(t.form) for t in candidates], [False] * len(candidates), [t.cost for t in candidates]
    )
    if found is None:
        return None
    terms = [
        {
            "coefficient": w,
            "factors": candidates[i].factors,
            "conjugate": candidates[i].conjugate,
            "psd": candidates[i].psd,
        }
        for i, w in found.weights.items()
    ]
    return p.lines.add(claim, "matrix", [], terms=terms, equations=[])


def _ratios(p: Prover, gap: algebra.Matrix, form: algebra.Matrix) -> list[poly.Monomial]:
    """Scalar monomials that move a term of the form onto one of the goal with the same word."""
    found: dict[poly.Monomial, None] = {}
    for word, coefficient in form.items():
        for wanted in gap.get(word, {}):
            for mine in coefficient:
                ratio = poly.times(wanted, tuple((i, -e) for i, e in mine))
                if ratio and sum(abs(e) for _, e in ratio) <= 4:
                    found.setdefault(ratio)
    return list(found)


def by_spectrum(p: Prover, claim: Expr, prove: Any) -> Line | None:
    """spec(E)^2 <= c from E'E <= c I, and eig(S, 1) <= c, c <= eig(S, n) from S against c I."""
    a, b = claim.args
    if claim.op != "le":
        return None
    if a.op == "pow" and a.args[0].op == "spec" and a.args[1] is number(2):
        e = a.args[0].args[0]
        goal = make("loewner", (make("matmul", (e.T, e)), make("scale", (b, make("eye", (e.shape[1],))))))
        return p.fact("spec_le_of_gram", A=e, c=b) if prove(p, goal) else None
    if a.op == "spec":
        squared = make("le", (make("pow", (a, number(2))), make("pow", (b, number(2)))))
        if p.nonnegative(b) is None or by_spectrum(p, squared, prove) is None:
            return None
        return p.fact("square_order", x=a, y=b)
    if a.op == "eig" and a.args[1] is number(1):
        s = a.args[0]
        goal = make("loewner", (s, make("scale", (b, make("eye", (s.shape[0],))))))
        return p.fact("eig_le", S=s, c=b) if prove(p, goal) else None
    if b.op == "eig" and same_size(b.args[1], b.args[0].shape[0]):
        s = b.args[0]
        goal = make("loewner", (make("scale", (a, make("eye", (s.shape[0],)))), s))
        return p.fact("eig_ge", S=s, c=a) if prove(p, goal) else None
    return None
