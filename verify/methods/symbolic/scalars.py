"""Scalar relations by certificates: the slack as a non-negative combination of known non-negative quantities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from verify import algebra
from verify import polynomial as poly
from verify.algebra import scalar, slack
from verify.methods.symbolic import gram
from verify.methods.symbolic.candidates import (
    Candidate,
    Pool,
    bounded_grams,
    equation_candidates,
    fact_lines,
    matrices_in,
    matrix_equation_candidates,
    pool_for,
    premise_candidates,
    product,
    trace_candidates,
)
from verify.methods.symbolic.combination import Combination, nonnegative_combination
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Prover
from verify.tree import Expr, make, number

LIMIT = 4000
SHORT = 8


def by_identity(p: Prover, claim: Expr) -> Line | None:
    """Both sides have one normal form, or differ by a constant of the right sign."""
    gap = slack(claim)
    if not gap and claim.op != "lt":
        return p.algebra(claim, [])
    if set(gap) == {()} and gap[()] > 0 and claim.op != "eq":
        return p.algebra(claim, [(gap[()], [])])
    return None


def by_premises(p: Prover, claim: Expr) -> Line | None:
    """A combination of known relations, without matrices: fit for side conditions."""
    found = by_identity(p, claim)
    if found is not None:
        return found
    lines = p.of("le", "lt", "eq")
    if any(a.op == "rank" for a in claim.args):  # ranks are bounded by ranks and sizes, not by what is real
        lines = [line for line in lines if line.lhs.is_scalar and _whole(slack(line.claim))]
    return combine(p, claim, list(premise_candidates(lines)), [*equation_candidates(lines)])


def _whole(vector: poly.Polynomial) -> bool:
    """Whether it speaks of integers only."""
    return all(algebra.node(i).sort.kind == "integer" for monomial in vector for i, _ in monomial)


def by_certificate(p: Prover, claim: Expr, level: int) -> Line | None:
    """Level 0: premises and traces of squares. Level 1: facts. Level 2: all of it, products and scalar squares."""
    found = by_identity(p, claim)
    if found is not None:
        return found
    known = p.of("le", "lt", "loewner")
    context = [claim, *(line.claim for line in known)]
    facts = fact_lines(p, [claim, *(c for c in context[1:6] if c.op != "loewner")], rounds=level) if level else []
    lines = list(dict.fromkeys([*p.of("le", "lt"), *(f for f in facts if f.claim.op != "eq")]))
    premises = list(premise_candidates(lines))
    equations = [*equation_candidates([*p.of("eq"), *(f for f in facts if f.claim.op == "eq")])]
    equations += matrix_equation_candidates(p, slack(claim))
    if level == 1:
        return combine(p, claim, premises, equations)
    suggested = [claim, *p.hints, *context[1:], *(f.claim for f in facts[:20])]
    traces = list(trace_candidates(pool_for(p, suggested, pairs=level > 1)))
    base = [*premises, *traces]
    if level > 1:
        base += [product(a, b) for a in premise_candidates(p.of("le", "lt")) for b in traces[:40]]
        base += [product(a, b) for i, a in enumerate(premises[:30]) for b in premises[i:30]]
        goal = slack(claim)
        base += squares(claim, premises)
        if len(goal) <= SHORT:
            base += [product(a, b) for a in premises[:SHORT] for b in differences(goal)]
        if len(goal) <= 12 and not has_sum(goal):
            base += gram.squares(goal, [*premises[:12], *traces[:40]], matrices_in([claim], 8))
    return combine(p, claim, base, equations)


def squares(claim: Expr, premises: Sequence[Candidate]) -> list[Candidate]:
    """Squares of atoms and of differences and sums of two atoms (or of monomials) that occur."""
    atoms: dict[int, None] = {}
    for form in (slack(claim), *(c.vector for c in premises[:12])):
        for monomial in form:
            for identity, _ in monomial:
                if algebra.node(identity).op != "sum":
                    atoms.setdefault(identity)
    bases = [algebra.node(i) for i in list(atoms)[:8]]
    bases += [make("mul", (a, b)) for i, a in enumerate(bases[:5]) for b in bases[i + 1 : 5]]
    exprs = [make("num", (), (Fraction(1),)), *bases]
    pairs = [make(op, (a, b)) for i, a in enumerate(exprs) for b in exprs[i + 1 :] for op in ("sub", "add")]
    return [
        Candidate(algebra.reduced(poly.power(scalar(q), 2)), [{"square": q}], False, 1.5) for q in (*bases, *pairs)
    ]


def differences(goal: poly.Polynomial) -> list[Candidate]:
    """Squares of the differences of two atoms of the goal, as convexity has them."""
    atoms = [algebra.node(i) for i in dict.fromkeys(i for monomial in goal for i, _ in monomial)][:4]
    pairs = [make("sub", (a, b)) for i, a in enumerate(atoms) for b in atoms[i + 1 :]]
    return [Candidate(algebra.reduced(poly.power(scalar(q), 2)), [{"square": q}], False, 1.5) for q in pairs]


HEAVY = ("tr", "sum", "entry")


def heavy(monomial: poly.Monomial) -> poly.Monomial:
    """The part of a monomial whose sign is not known from its form: traces, sums, entries."""
    return tuple((i, e) for i, e in monomial if algebra.node(i).op in HEAVY)


class Aim:
    """Terms to meet, and the short monomials that move other terms onto them, found once for each term."""

    def __init__(self, p: Prover, target: Collection[poly.Monomial]) -> None:
        self.p = p
        self.by_heavy: dict[poly.Monomial, list[poly.Monomial]] = {}
        for monomial in target:
            self.by_heavy.setdefault(heavy(monomial), []).append(monomial)
        self._ratios: dict[tuple[poly.Monomial, bool], list[poly.Monomial]] = {}

    def multipliers(self, vector: poly.Polynomial, either_sign: bool) -> list[poly.Monomial]:
        """Monomials that move terms of the vector onto terms of the target, those that meet most of them first."""
        counts: dict[poly.Monomial, int] = {}
        short = either_sign and len(vector) <= 3  # a multiplier of an equation needs no sign, so any ratio will do
        for mine in vector:
            for ratio in self.ratios(mine, short):
                counts[ratio] = counts.get(ratio, 0) + 1
        found: list[poly.Monomial] = [()]
        for ratio in sorted(counts, key=lambda m: (-counts[m], len(m))):
            if len(found) > 6:
                break
            if defined(self.p, ratio) if either_sign else self.p.factors(ratio, False) is not None:
                found.append(ratio)
        return found

    def ratios(self, mine: poly.Monomial, everywhere: bool) -> list[poly.Monomial]:
        """What moves the monomial onto terms of the target, or onto those with the same heavy part."""
        known = self._ratios.get((mine, everywhere))
        if known is None:
            inverse = tuple((i, -e) for i, e in mine)
            groups = self.by_heavy.values() if everywhere else (self.by_heavy.get(heavy(mine), ()),)
            ratios = (poly.times(wanted, inverse) for group in groups for wanted in group)
            known = self._ratios[mine, everywhere] = [r for r in ratios if r and _is_short(r)]
        return known


def _is_short(ratio: poly.Monomial) -> bool:
    """Of degree 4 at most; a sum is an atom in denominators only."""
    degree = 0
    for _, e in ratio:
        degree += abs(e)
    return degree <= 4 and not any(e > 0 and algebra.node(i).op == "add" for i, e in ratio)


def defined(p: Prover, monomial: poly.Monomial) -> bool:
    """Whether the atoms that the monomial divides by are known to be positive."""
    return all(e > 0 or p.atom_sign(algebra.node(i), True) is not None for i, e in monomial)


def has_sum(vector: poly.Polynomial) -> bool:
    return any(algebra.node(i).op == "sum" for m in vector for i, _ in m)


def expanded(p: Prover, goal: poly.Polynomial, base: Sequence[Candidate]) -> list[Candidate]:
    """The candidates times signed monomials that make them meet the goal."""
    wanted = set(goal)
    for c in base:
        if len(wanted) < 40 and any(m in goal for m in c.vector):
            wanted |= set(c.vector)
    links = [c for c in base if c.equation is not None or has_sum(c.vector)]
    for _ in range(2):
        aim = Aim(p, wanted)
        for c in links[:40]:
            for m in aim.multipliers(c.vector, c.equation is not None)[:3]:
                if len(wanted) < 250 and (m or any(x in wanted for x in c.vector)):
                    wanted |= {poly.times(x, m) for x in c.vector}
    found: list[Candidate] = []
    aim = Aim(p, wanted)
    for c in base:
        for m in aim.multipliers(c.vector, c.equation is not None):
            if not m:
                found.append(c)
            elif c.equation is not None:
                line, multiplier = c.equation
                vector = algebra.reduced(poly.shifted(c.vector, m))
                found.append(Candidate(vector, [], equation=(line, algebra.from_monomial(m, Fraction(1)) * multiplier)))
            else:
                factors = p.factors(m, False) or []
                vector = algebra.reduced(poly.shifted(c.vector, m))
                found.append(Candidate(vector, [*c.factors, *factors], False, c.cost + 0.1))
        if len(found) > LIMIT:
            break
    for m in wanted:
        factors = p.factors(m, False)
        if factors:
            strict = p.factors(m, True)
            found.append(Candidate({m: Fraction(1)}, strict or factors, strict is not None, 1.2))
    return found


def absurdity(p: Prover, level: int) -> Line | None:
    """0 < 0 from relations that contradict each other: a vanishing combination with a strict part."""
    facts = fact_lines(p, [line.claim for line in p.of("le", "lt", "eq")][:8], rounds=1) if level else []
    lines = list(dict.fromkeys([*p.of("le", "lt", "eq"), *facts]))
    orders = [*p.of("loewner"), *bounded_grams(p)]
    base = [*premise_candidates(lines), *trace_candidates(Pool([], orders)), Candidate({(): Fraction(1)}, [], True)]
    candidates = [*equation_candidates(lines), *base]
    wanted = {m: Fraction(1) for c in base for m in c.vector}
    candidates = expanded(p, wanted, candidates) if len(wanted) < 30 else candidates
    p.spend(len(candidates))
    mark = "strict"
    vectors: list[dict[Any, Fraction]] = [{**c.vector, **({mark: Fraction(1)} if c.strict else {})} for c in candidates]
    found = nonnegative_combination({mark: Fraction(1)}, vectors, [c.equation is not None for c in candidates])
    return None if found is None else certificate_line(p, make("lt", (number(0), number(0))), candidates, found)


def combine(p: Prover, claim: Expr, base: Sequence[Candidate], equations: Sequence[Candidate]) -> Line | None:
    """The claim's slack as a combination, as an `algebra` line."""
    goal = slack(claim)
    if claim.op == "eq":
        base = []
    candidates = expanded(p, goal, [*equations, *base])
    if claim.op == "lt":
        candidates = [*candidates, Candidate({(): Fraction(1)}, [], True)]
    elif claim.op == "le":
        candidates = [*candidates, Candidate({(): Fraction(1)}, [], True, 2.0)]
    else:
        candidates = [c for c in candidates if c.equation is not None]
    p.spend(len(candidates))
    costs = [0.001 if claim.op == "lt" and c.strict else c.cost for c in candidates]
    found = nonnegative_combination(
        goal, [c.vector for c in candidates], [c.equation is not None for c in candidates], costs
    )
    if found is None:
        return None
    return certificate_line(p, claim, candidates, found)


def certificate_line(p: Prover, claim: Expr, candidates: Sequence[Candidate], found: Combination) -> Line | None:
    """The `algebra` line of a combination; None where a strict claim has no strict part."""
    chosen = [(candidates[i], w) for i, w in found.weights.items()]
    if claim.op == "lt" and not any(c.strict and c.equation is None for c, _ in chosen):
        return None
    terms = [(w, c.factors) for c, w in chosen if c.equation is None]
    used = [(c.equation[0], number(w) * c.equation[1]) for c, w in chosen if c.equation is not None]
    return p.algebra(claim, terms, used)
