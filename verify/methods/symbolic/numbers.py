"""Polynomial relations between numbers from few premises: products of premises, monomials of known sign, squares.

Denominators are cleared first: a premise times a monomial that is known to be positive is a premise. The slack, so
cleared, is then sought among products of at most `degree` premises times monomials that bring them onto its monomials.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from verify import algebra
from verify import polynomial as poly
from verify.algebra import canonical, from_monomial, scalar, slack
from verify.methods.symbolic import gram
from verify.methods.symbolic.candidates import Candidate, Factors, product
from verify.methods.symbolic.combination import nonnegative_combination
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import ONE, Prover, eq
from verify.tree import Expr, make, number, walk

Monomial = poly.Monomial
NONE, PAIRS, GRAM = 0, 1, 2
LEVELS = ((1, 1, NONE), (1, 2, PAIRS), (2, 1, NONE), (2, 2, PAIRS), (1, 2, GRAM), (3, 2, PAIRS), (2, 2, GRAM))
"""Premises in a product, rounds of new monomials, squares: none, simple ones of two monomials, or any."""
RATIOS = [s * r for r in map(Fraction, ("1", "2", "3", "1/2", "1/3", "4", "1/4", "3/2", "2/3")) for s in (1, -1)]
COLUMNS = 2500
WANTED = 400
MAX_DEGREE = 8
BASIS = 10
ROUNDS = 12


@dataclass
class Cleared:
    """A polynomial times the positive monomial that clears its denominators, and the factors of that monomial."""

    vector: poly.Polynomial
    factors: Factors
    inverse: Factors


def search(p: Prover, claim: Expr, levels: Sequence[tuple[int, int, int]] = LEVELS) -> Line | None:
    """An `algebra` line for a relation between numbers, or None."""
    goal = _cleared(p, slack(claim))
    if goal is None or claim.op not in ("le", "lt", "eq"):
        return None
    premises, equations = _premises(p), _equations(p)
    for degree, rounds, squares in levels:
        if claim.op == "eq" and degree > 1:
            return None
        products = [] if claim.op == "eq" else list(_products(premises, degree))
        columns, wanted = _columns(p, goal.vector, products, equations, rounds)
        if squares:
            columns += _squares(p, goal.vector, columns, wanted, squares)
        found = _combined(p, claim, goal, columns)
        if found is not None:
            return found
    return None


def _combined(p: Prover, claim: Expr, goal: Cleared, columns: list[Candidate]) -> Line | None:
    p.spend(len(columns) // 2)
    if claim.op != "eq":
        columns = [*columns, Candidate({(): Fraction(1)}, [], True, 1.0)]
    free = [c.equation is not None for c in columns]
    costs = [0.001 if claim.op == "lt" and c.strict else c.cost for c in columns]
    found = nonnegative_combination(goal.vector, [c.vector for c in columns], free, costs)
    if found is None:
        return None
    chosen = [(columns[i], w) for i, w in found.weights.items()]
    if claim.op == "lt" and not any(c.strict and c.equation is None for c, _ in chosen):
        return None
    terms = [(w, [*c.factors, *goal.inverse]) for c, w in chosen if c.equation is None]
    inverse = _product_of(goal.inverse)
    used = [(c.equation[0], number(w) * c.equation[1] * inverse) for c, w in chosen if c.equation is not None]
    return p.algebra(claim, terms, used)


def _product_of(inverse: Factors) -> Expr:
    """The monomial behind the factors of a reciprocal."""
    result: Expr = ONE
    for factor in inverse:
        line: Line = factor["premise"]
        result = result * line.rhs
    return result


# ---- denominators


def _cleared(p: Prover, vector: poly.Polynomial) -> Cleared | None:
    low: dict[int, int] = {}
    for monomial in vector:
        for identity, exponent in monomial:
            if exponent < 0:
                low[identity] = min(low.get(identity, 0), exponent)
    factors: Factors = []
    inverse: Factors = []
    up: Monomial = tuple(sorted((i, -e) for i, e in low.items()))
    for identity, exponent in up:
        atom = algebra.node(identity)
        line = p.atom_sign(atom, True) or (p.positive(atom) if atom.op == "add" else None)
        reciprocal = line and p.fact("reciprocal_positive", x=atom)
        if line is None or reciprocal is None:
            return None
        factors += [{"premise": line}] * exponent
        inverse += [{"premise": reciprocal}] * exponent
    return Cleared(algebra.reduced(_opened(vector, up)), factors, inverse)


def _opened(vector: poly.Polynomial, up: Monomial) -> poly.Polynomial:
    """vector * up; where a sum stood in a denominator and its exponent is positive now, it is multiplied out."""
    total: poly.Polynomial = {}
    for monomial, coefficient in vector.items():
        value: poly.Polynomial = {(): coefficient}
        for identity, exponent in poly.times(monomial, up):
            atom = algebra.node(identity)
            if atom.op == "add" and exponent > 0:
                value = poly.multiply(value, poly.power(scalar(atom), exponent))
            else:
                value = poly.multiply(value, {((identity, exponent),): Fraction(1)})
        total = poly.add(total, value)
    return total


def _premises(p: Prover) -> list[Candidate]:
    found: list[Candidate] = []
    for line in p.of("le", "lt"):
        form = _cleared(p, slack(line.claim)) if line.lhs.is_scalar else None
        if form is not None and set(form.vector) - {()} and not _is_sign(form.vector):
            strict = line.claim.op == "lt"
            found.append(Candidate(form.vector, [{"premise": line}, *form.factors], strict, 1.0))
    return found


def _equations(p: Prover) -> list[Candidate]:
    found: list[Candidate] = []
    for line in p.of("eq"):
        if line.lhs.is_scalar:
            form = _cleared(p, poly.add(scalar(line.lhs), scalar(line.rhs), -1))
            if form is not None and form.vector:
                multiplier: Expr = ONE
                for factor in form.factors:
                    multiplier = multiplier * factor["premise"].rhs
                found.append(Candidate(form.vector, [], equation=(line, multiplier)))
    return found


def _is_sign(vector: poly.Polynomial) -> bool:
    """The sign of one atom, which stands among the factors of monomials already."""
    ((monomial, coefficient), *more) = vector.items()
    return not more and coefficient > 0 and len(monomial) == 1 and monomial[0][1] == 1


# ---- columns


def _products(premises: Sequence[Candidate], degree: int) -> Iterator[Candidate]:
    """Products of at most `degree` premises, repetitions allowed."""
    level: list[tuple[int, Candidate]] = list(enumerate(premises))
    yield from premises
    for _ in range(degree - 1):
        following: list[tuple[int, Candidate]] = []
        for k, c in level:
            for j in range(k, len(premises)):
                if len(following) < COLUMNS and len(c.vector) * len(premises[j].vector) < 200:
                    following.append((j, product(c, premises[j])))
        yield from (c for _, c in following)
        level = following


def _columns(
    p: Prover, goal: poly.Polynomial, products: Sequence[Candidate], equations: Sequence[Candidate], rounds: int
) -> tuple[list[Candidate], dict[Monomial, None]]:
    """Products and equations times monomials, as far as they meet the goal's monomials and what these lead to."""
    wanted: dict[Monomial, None] = dict.fromkeys(goal)
    found: dict[tuple[int, Monomial], Candidate] = {}
    everything = [*equations, *products]
    for _ in range(rounds):
        new: dict[Monomial, None] = {}
        for k, c in enumerate(everything):
            for m in _multipliers(p, c, wanted):
                if (k, m) in found or len(found) > COLUMNS:
                    continue
                column = _times(p, c, m)
                found[k, m] = column
                new |= dict.fromkeys(column.vector)
        if len(wanted) + len(new) > WANTED:
            break
        wanted |= new
    columns = list(found.values())
    for m in wanted:
        factors = p.factors(m, False) if m else None
        if factors:
            strict = p.factors(m, True)
            columns.append(Candidate({m: Fraction(1)}, strict or factors, strict is not None, 1.2))
    return columns, wanted


def _multipliers(p: Prover, c: Candidate, wanted: dict[Monomial, None]) -> list[Monomial]:
    """Monomials of known sign (of any sign for an equation) that move a term of the column onto a wanted one."""
    counts: dict[Monomial, int] = {}
    for mine in c.vector:
        inverse = tuple((i, -e) for i, e in mine)
        for target in wanted:
            ratio = poly.times(target, inverse)
            if all(e > 0 for _, e in ratio) and sum(e for _, e in ratio) <= MAX_DEGREE:
                counts[ratio] = counts.get(ratio, 0) + 1
    ranked = sorted(counts, key=lambda m: (-counts[m], len(m)))
    if c.equation is not None:
        return ranked[:12]
    return [m for m in ranked[:24] if not m or p.factors(m, False) is not None][:12]


def _times(p: Prover, c: Candidate, m: Monomial) -> Candidate:
    if not m:
        return c
    vector = algebra.reduced(poly.multiply(c.vector, {m: Fraction(1)}))
    if c.equation is not None:
        line, multiplier = c.equation
        return Candidate(vector, [], equation=(line, from_monomial(m, Fraction(1)) * multiplier))
    strict = p.factors(m, True) if c.strict else None
    factors = strict or p.factors(m, False) or []
    return Candidate(vector, [*c.factors, *factors], strict is not None, c.cost + 0.1)


# ---- squares


def _squares(
    p: Prover, goal: poly.Polynomial, columns: Sequence[Candidate], wanted: dict[Monomial, None], kind: int
) -> list[Candidate]:
    """Squares of combinations of monomials whose squares are wanted, times nothing or one atom of known sign."""
    atoms = sorted({i for m in goal for i, _ in m}, key=lambda i: algebra.sort_key(algebra.node(i)))
    weights: list[Monomial] = [(), *(((i, 1),) for i in atoms if p.atom_sign(algebra.node(i), False) is not None)]
    found: list[Candidate] = []
    for weight in weights[:6]:
        basis = _basis(goal, wanted, weight)
        factors = (p.factors(weight, False) or []) if weight else []
        exprs = [from_monomial(m, Fraction(1)) for m in basis]
        moments = {
            (i, j): algebra.reduced({poly.times(poly.times(a, b), weight): Fraction(1)})
            for i, a in enumerate(basis)
            for j, b in enumerate(basis)
            if i <= j
        }
        if kind == PAIRS:
            found += _pairs(exprs, moments, factors, wanted)
        elif len(basis) > 1:
            found += gram.generated(goal, columns, exprs, moments, factors, ROUNDS)
    return found


def _pairs(
    exprs: list[Expr],
    moments: dict[tuple[int, int], poly.Polynomial],
    factors: Factors,
    wanted: dict[Monomial, None],
) -> list[Candidate]:
    """Squares of a + r * b for simple numbers r, where the product of a and b is wanted."""
    found: list[Candidate] = []
    for (i, j), cross in moments.items():
        if i == j or not any(m in wanted for m in cross):
            continue
        for ratio in RATIOS:
            vector = poly.add(poly.add(moments[i, i], cross, 2 * ratio), moments[j, j], ratio * ratio)
            square = exprs[i] + number(ratio) * exprs[j]
            found.append(Candidate(vector, [{"square": square}, *factors], False, 1.5))
    return found


def _basis(goal: poly.Polynomial, wanted: dict[Monomial, None], weight: Monomial) -> list[Monomial]:
    """Monomials whose squares, times the weight, are wanted, small ones first; then halves of the goal's monomials."""
    inverse = tuple((i, -e) for i, e in weight)
    roots = _roots(wanted)
    halves = (_half(poly.times(m, inverse), roots) for m in wanted)
    found = dict.fromkeys(sorted({h for h in halves if h is not None}, key=_rank)[:BASIS])
    parts: dict[Monomial, None] = {}
    for m in goal:
        rest = poly.times(m, inverse)
        if 2 <= len(rest) <= 4 and all(e > 0 for _, e in rest):
            for factors in combinations(rest, len(rest) // 2):
                part = poly.times(factors, ())
                parts.setdefault(part)
                parts.setdefault(poly.times(rest, tuple((i, -e) for i, e in part)))
    found |= dict.fromkeys(sorted(parts, key=_rank)[:BASIS])
    return list(found)


def _rank(m: Monomial) -> tuple[int, list[tuple[str, int]]]:
    return sum(e for _, e in m), sorted((algebra.sort_key(algebra.node(i)), e) for i, e in m)


def _half(m: Monomial, roots: dict[int, int]) -> Monomial | None:
    """The monomial whose square this is; `roots`: the atoms that are roots, by what they are roots of."""
    half: Monomial = ()
    for i, e in m:
        if e < 0 or (e % 2 and i not in roots):
            return None
        half = poly.times(half, ((i, e // 2),) if e > 1 else ())
        half = poly.times(half, ((roots[i], 1),) if e % 2 else ())
    return half


def _roots(monomials: Iterable[Monomial]) -> dict[int, int]:
    """The roots of atoms among the atoms of the monomials."""
    found: dict[int, int] = {}
    for identity in {i for m in monomials for i, _ in m}:
        atom = algebra.node(identity)
        form = scalar(atom.args[0]) if atom.op == "sqrt" else {}
        if len(form) == 1:
            ((monomial, coefficient),) = form.items()
            if coefficient == 1 and len(monomial) == 1 and monomial[0][1] == 1:
                found[monomial[0][0]] = identity
    return found


# ---- roots of monomials


def with_split_roots(p: Prover, claim: Expr) -> list[Line]:
    """Equations sqrt(monomial) == product of roots of atoms, for the roots that occur."""
    found: list[Line] = []
    exprs = [claim, *(line.claim for line in p.of("le", "lt", "eq"))]
    for e in dict.fromkeys(x for expr in exprs for x in walk(expr) if x.op == "sqrt"):
        form = scalar(e.args[0])
        if len(form) != 1:
            continue
        ((monomial, coefficient),) = form.items()
        split = _split_root(monomial, coefficient)
        if split is None or canonical(split) is canonical(e) or p.nonnegative(split) is None:
            continue
        line = p.fact("root_of_square", x=split)
        if line is not None and p.nonnegative(e.args[0]) is not None:
            found.append(p.lines.restated(eq(e, split), line))
    return found


def _split_root(monomial: Monomial, coefficient: Fraction) -> Expr | None:
    if coefficient <= 0:
        return None
    outside, inside = _square_part(coefficient.numerator * coefficient.denominator)
    result = number(Fraction(outside, coefficient.denominator))
    if inside != 1:
        result = result * make("sqrt", (number(inside),))
    for identity, exponent in monomial:
        atom = algebra.node(identity)
        if exponent // 2:
            result = result * make("pow", (atom, number(exponent // 2)))
        if exponent % 2:
            result = result * make("sqrt", (atom,))
    return result


def _square_part(value: int) -> tuple[int, int]:
    """(a, b) with value == a * a * b, b free of small squares."""
    outside, k = 1, 2
    while k * k <= value and k < 1000:
        while value % (k * k) == 0:
            value //= k * k
            outside *= k
        k += 1
    return outside, value


__all__ = ["search", "with_split_roots"]
