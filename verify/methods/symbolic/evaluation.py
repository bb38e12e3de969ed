"""Closed numbers in a search: relations between them by evaluation, rational bounds for those that occur, and inverses
of sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from flint import arb  # type: ignore[import-untyped]

from verify import algebra
from verify import polynomial as poly
from verify.algebra import from_scalar, scalar, slack
from verify.arithmetic import balls
from verify.arithmetic.points import Point
from verify.checking.kernel.rules_numbers import HEADS
from verify.errors import ProofgaugeError
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Prover
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, make, number, walk

NOWHERE = Point({})
DIGITS = 1000  # bounds are this close, relatively
BITS = (128, 2048)


def is_closed(expr: Expr) -> bool:
    return not free_symbols(expr)


def evaluated(p: Prover, claim: Expr, digits: tuple[int, ...] = BITS[:1]) -> Line | None:
    """A line for a relation between closed numbers that balls see to be true, at one of the precisions in bits; the
    checker evaluates it again."""
    if claim.op not in ("le", "lt", "eq") or not claim.args[0].is_scalar or not is_closed(claim):
        return None
    claim = unfold(claim)
    if any(e.op not in HEADS and e.op != "num" for side in claim.args for e in walk(side)):
        return None
    try:
        seen = (balls.truth(claim, NOWHERE, bits) for bits in digits)
        if next((truth for truth in seen if truth is not None), None) is not True:
            return None
    except ProofgaugeError:
        return None
    for e in claim.args:
        settle(p, e)
    return p.lines.add(claim, "evaluation")


def settle(p: Prover, expr: Expr) -> None:
    """Lines that show the divisions, roots and logarithms of closed numbers in the expression to be defined."""
    for arg in expr.args:
        if arg.is_scalar:
            settle(p, arg)
    if expr.op in ("div", "log", "sqrt") and is_closed(expr.args[-1]) and expr.args[-1].op != "num":
        relation = "le" if expr.op == "sqrt" else "lt"
        claim = make(relation, (number(0), expr.args[-1]))
        if p.lines.find(claim) is None:
            evaluated(p, claim)


def learn_numbers(p: Prover, exprs: Iterable[Expr]) -> None:
    """Bounds for the closed irrational numbers in the normal forms of what occurs; their value where it is rational."""
    atoms: dict[Expr, None] = {}
    for e in exprs:
        for part in walk(unfold(e)):
            if part.is_scalar and part.op != "num" and is_closed(part):
                settle(p, part)
                atoms |= dict.fromkeys(algebra.node(i) for monomial in scalar(part) for i, _ in monomial)
    for atom in atoms:
        for claim in _bounds(atom):
            line = evaluated(p, claim)
            if line is not None:
                p.learn(line)


def with_values(p: Prover, claim: Expr, prove: Callable[[Expr], Line | None]) -> Line | None:
    """The claim with their values for closed numbers that are known to be rational (log(1), floors), and back."""
    form = slack(claim)
    equations: list[tuple[Line, Expr]] = []
    for line in p.of("eq"):
        ((monomial, _),) = scalar(line.lhs).items() if len(scalar(line.lhs)) == 1 else (((), 0),)
        if not is_closed(line.claim) or line.rhs.op != "num" or len(monomial) != 1 or monomial[0][1] != 1:
            continue
        identity = monomial[0][0]
        factor = {tuple(f for f in m if f[0] != identity): c for m, c in form.items() if (identity, 1) in m}
        if factor:
            value: Fraction = line.rhs.data[0]
            rest = {m: c for m, c in form.items() if (identity, 1) not in m}
            form = poly.add(rest, factor, value)
            equations.append((line, from_scalar(factor)))
    if not equations:
        return None
    shorter = prove(make(claim.op, (number(0), from_scalar(form))))
    return None if shorter is None else p.algebra(claim, [(Fraction(1), [{"premise": shorter}])], equations)


def learn_reciprocals(p: Prover, exprs: Iterable[Expr]) -> None:
    """x * (1/x) == 1 for the sums x in denominators that are seen to be positive; the normal form does not know it."""
    for e in exprs:
        for part in walk(unfold(e)):
            if part.is_scalar and part.op == "div":
                for atom in {algebra.node(i): None for monomial in scalar(part) for i, _ in monomial}:
                    line = p.fact("reciprocal_product", x=atom) if atom.op == "add" and p.positive(atom) else None
                    if line is not None:
                        p.learn(line)


def _bounds(atom: Expr) -> list[Expr]:
    try:
        value = balls.evaluate(atom, NOWHERE)
        near = _near(value)
        if near is None:
            return []
        exact = make("eq", (atom, number(near)))
        if balls.truth(exact, NOWHERE) is True or (near.denominator == 1 and value.contains(arb(int(near)))):
            return [exact]
    except ProofgaugeError:
        return []
    gap = max(abs(near), Fraction(1, DIGITS)) / DIGITS
    low, high = _simplest(near - 2 * gap, near - gap), _simplest(near + gap, near + 2 * gap)
    return [make("lt", (number(low), atom)), make("lt", (atom, number(high)))]


def _near(value: arb) -> Fraction | None:
    """A rational near the middle of a ball; None for a ball that says nothing."""
    if not value.is_finite() or float(value.rad()) > 1e-9 * max(1.0, abs(float(value.mid()))):
        return None
    mantissa, exponent = value.mid().man_exp()
    middle = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    whole = Fraction(round(middle))
    return whole if abs(middle - whole) < Fraction(1, 10**12) else middle.limit_denominator(10**12)


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """A rational with a small denominator in the interval."""
    middle, half = (low + high) / 2, (high - low) / 2
    denominator = 1
    while True:
        found = middle.limit_denominator(denominator)
        if abs(found - middle) <= half:
            return found
        denominator *= 2


__all__ = ["evaluated", "is_closed", "learn_numbers", "learn_reciprocals", "settle", "with_values"]
