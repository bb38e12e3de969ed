"""Contradictions: a hypothesis that fails alone or under the others.

`plain` looks for those that need short arguments only: numbers that are not themselves, what is never defined, ranks
that do not fit the shapes. `absurd` takes more: hypotheses with a side in common are chained (a <= t and t <= b give
a <= b), denominators that are sums are multiplied out, and then the negation of one line is sought from the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from verify import algebra
from verify import polynomial as poly
from verify.algebra import canonical, from_scalar, scalar, slack
from verify.methods.symbolic import numbers, scalars, signs
from verify.methods.symbolic.lines import Block, Line
from verify.methods.symbolic.prover import ZERO, Prover, le, lt
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, Symbol, make, variable, walk

FALSE = lt(ZERO, ZERO)
LEVELS = numbers.LEVELS[:3]
LONG = 40  # monomials of a line that is still looked at


def plain(p: Prover) -> Line | None:
    """0 < 0 from what is known, by short arguments only."""
    if any(_undefined(given) for given in p.statement.given):
        return p.lines.restated(FALSE, p.lines.add(FALSE, "plain"))
    _denied(p)
    found = scalars.absurdity(p, 0)
    if found is None and _ranks(p):
        found = scalars.absurdity(p, 0)
    found = found or scalars.absurdity(p, 1)
    return None if found is None else p.lines.restated(FALSE, found)


def _undefined(given: Expr) -> bool:
    """Whether evaluation passes through a division by 0, or the root or the logarithm of a number that has none."""
    for e in signs.evaluated(given):
        form = scalar(e.args[-1]) if e.op in ("div", "sqrt", "log") else {(): Fraction(1)}
        value = form.get((), Fraction(0)) if set(form) <= {()} else None
        if value is not None and {"div": value == 0, "sqrt": value < 0, "log": value <= 0}.get(e.op, False):
            return True
    return False


def _denied(p: Prover) -> None:
    """Of what is denied: b < a from not a <= b, and a < b, of which only a == b is known, from a != b."""
    for line in p.of("not"):
        denied = line.claim.args[0]
        if denied.op in ("le", "lt"):
            p.learn(p.lines.add((lt if denied.op == "le" else le)(denied.args[1], denied.args[0]), "plain"))
        elif denied.op == "eq" and denied.args[0].is_scalar and (not slack(denied) or p.lines.find(denied)):
            gap = make("sub", denied.args)
            p.lines.add(make("not", (make("eq", (gap, ZERO)),)), "same", [line])
            found = p.fact("positive_of_nonzero", x=gap)
            if found is not None:
                p.learn(found)


def _ranks(p: Prover) -> bool:
    """Bounds by the shapes for ranks of matrices whose column space holds another; whether any is new."""
    known = {e.args[0] for given in p.statement.given for e in walk(given) if e.op == "rank"}
    outer = {line.rhs.args[0]: None for line in p.of("subset") if line.rhs.op == "colspan"}
    found = [p.fact(name, A=a) for a in outer if a not in known for name in ("rank_le_rows", "rank_le_cols")]
    for line in found:
        if line is not None:
            p.learn(line)
    return any(found)


def absurd(p: Prover, about: Iterable[Symbol]) -> Line | None:
    """0 < 0 from the lines in scope, those that speak of the symbols first to fail."""
    wanted = set(about)
    _norms(p)
    given = [line for line in p.of("le", "lt") if line.lhs.is_scalar]
    related = [line for line in given if free_symbols(line.claim) & wanted and line.rule == "hypothesis"]
    for line in [*related, *(short for chain in _chains(p, related, given) for short in _cleared(p, chain))]:
        found = _against(p, line)
        if found is not None:
            return found
    return None


def _against(p: Prover, line: Line) -> Line | None:
    """0 < 0 from the negation of the line."""
    if len(slack(line.claim)) > LONG:
        return None
    strict = line.claim.op == "lt"
    denial = (le if strict else lt)(line.rhs, line.lhs)
    found = _shown(p, denial)
    if found is None:
        return None
    terms = [(Fraction(1), [{"premise": x}]) for x in (line, found)]
    return p.algebra(lt(ZERO, ZERO), terms)


def _shown(p: Prover, claim: Expr) -> Line | None:
    """The claim from those lines that speak of nothing else."""
    atoms = _atoms(claim)
    near = [x for x in p.of("le", "lt") if x.lhs.is_scalar and _atoms(x.claim) <= atoms]
    with p.knowing(near):
        found = scalars.by_premises(p, claim)
    if found is None and _polynomial(claim):
        with p.knowing([x for x in near if _polynomial(x.claim)]):
            found = numbers.search(p, claim, LEVELS)
    return found


def _polynomial(claim: Expr) -> bool:
    """Whether no sum stands in a denominator: there, what is multiplied out is not the same to the normal form."""
    form = slack(claim)
    return all(e > 0 or algebra.node(i).op != "add" for m in form for i, e in m)


def _atoms(claim: Expr) -> set[int]:
    return {i for m in slack(claim) for i, _ in m}


def _norms(p: Prover) -> None:
    """Positive Frobenius norms: of matrices whose spectral norm is known to be positive."""
    exprs = {e.args[0]: None for line in p.of("le", "lt", "eq") for e in walk(line.claim) if e.op in ("fro", "spec")}
    for a in exprs:
        positive = p.positive(make("spec", (a,)))
        below = p.fact("spec_le_fro", A=a) if positive is not None else None
        if positive is not None and below is not None:
            p.learn(positive)
            norm = p.algebra(lt(ZERO, make("fro", (a,))), [(Fraction(1), [{"premise": x}]) for x in (positive, below)])
            p.learn(p.algebra(lt(ZERO, make("fro", (a,)) ** 2), [(Fraction(1), [{"premise": norm}] * 2)]))
        elif p.nonnegative(make("spec", (a,))) is not None:
            p.learn(p.fact("spec_nonnegative", A=a) or p.known[0])


def short_horizon(p: Prover, bound: Expr, condition: Expr) -> Line | None:
    """0 < 0 from low <= t, t <= floor(e) and e < low; `bound` is the second, `condition` the last."""
    sym: Symbol = bound.args[0].data[0]
    below = p.fact("floor_lower", x=bound.args[1].args[0])
    cited = [below, p.lines.find(bound), p.lines.find(condition), *p.domain(sym)]
    with p.knowing([line for line in cited if line is not None]):
        return scalars.absurdity(p, 0)


def _chains(p: Prover, lines: list[Line], given: list[Line]) -> list[Line]:
    """a <= b from a <= t and t <= b, where one of the two is among the lines."""
    found: list[Line] = []
    for one in given:
        for other in given:
            if one is other or not (one in lines or other in lines):
                continue
            if one.rhs.op != "num" and canonical(one.rhs) is canonical(other.lhs):
                relation = "lt" if "lt" in (one.claim.op, other.claim.op) else "le"
                claim = make(relation, (one.lhs, other.rhs))
                found.append(p.algebra(claim, [(Fraction(1), [{"premise": x}]) for x in (one, other)]))
    return found


def _cleared(p: Prover, line: Line) -> list[Line]:
    """The line, or what is left of it when it is multiplied by the sums in its denominators."""
    for _ in range(3):
        form = slack(line.claim)
        sums = {i for m in form for i, e in m if e < 0 and algebra.node(i).op == "add"}
        if not sums:
            return [line]
        multiplied = _multiplied(p, line, form, min(sums, key=lambda i: algebra.sort_key(algebra.node(i))))
        if multiplied is None:
            return []
        line = multiplied
    return []


def _multiplied(p: Prover, line: Line, form: poly.Polynomial, identity: int) -> Line | None:
    """The line times the positive sum, of which it has first powers of the reciprocal only."""
    total = algebra.node(identity)
    positive = p.positive(total) or _shown(p, lt(ZERO, total))
    inverse = p.fact("reciprocal_product", x=total) if positive is not None else None
    exponents = {dict(m).get(identity, 0) for m in form}
    if positive is None or inverse is None or not exponents <= {0, -1}:
        return None
    rest = {m: c for m, c in form.items() if identity not in dict(m)}
    reciprocal = {tuple((i, e) for i, e in m if i != identity): c for m, c in form.items() if identity in dict(m)}
    value = poly.add(algebra.reduced(poly.multiply(rest, scalar(total))), reciprocal)
    claim = make(line.claim.op, (ZERO, from_scalar(value)))
    terms = [(Fraction(1), [{"premise": line}, {"premise": positive}])]
    multiplier = from_scalar(poly.add({}, reciprocal, -1))
    return p.learn(p.algebra(claim, terms, [(inverse, multiplier)]))


def empty(p: Prover, condition: Expr) -> Line | None:
    """0 < 0 from the lines in scope and the condition, which is one of them and bounds a variable."""
    syms = {s for s in free_symbols(condition) if s.kind == "real"}
    found = absurd(p, syms)
    if found is None and condition.op == "le":
        a, b = condition.args
        sides = (a, b) if a.op == "var" else (b, a)
        if sides[0].op == "var" and sides[1] is ZERO and _divided_by(p, sides[0].data[0]):
            p.learn(p.lines.add(lt(a, b), "plain"))  # a hypothesis is undefined where the variable is 0
            found = absurd(p, syms)
    return found


def _divided_by(p: Prover, sym: Symbol) -> bool:
    """Whether a hypothesis divides by a product in which the variable is a factor."""
    for given in p.statement.given:
        for e in walk(unfold(given)):
            form = scalar(e.args[1]) if e.op == "div" else {}
            if len(form) == 1 and any(algebra.node(i) is variable(sym) for m in form for i, _ in m):
                return True
    return False


def split(p: Prover, sym: Symbol) -> Line | None:
    """0 < 0 where the variable is at most 0, and where it is positive."""
    v = variable(sym)
    blocks: list[Block] = []
    for option in (le(v, ZERO), lt(ZERO, v)):
        with p.scope(option) as block:
            block.single = True
            found = empty(p, option)
            if found is None:
                return None
            block.end_with(found)
        blocks.append(block)
    return p.lines.add(lt(ZERO, ZERO), "split", [], left=v, right=ZERO, blocks=blocks)
