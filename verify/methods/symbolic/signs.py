"""Signs that an expression shows as it is written, before its normal form takes norms apart; and of denominators."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from verify.algebra import scalar
from verify.methods.symbolic.lines import Line
from verify.substitution import unfold
from verify.tree import Expr, make, number, value_of

if TYPE_CHECKING:
    from verify.methods.symbolic.prover import Prover

Terms = list[tuple[Fraction, list[dict[str, Any]]]]
ZERO = number(0)


def of_structure(p: Prover, expr: Expr, claim: Expr, strict: bool) -> Line | None:
    """A line 0 <= expr or 0 < expr: squares, norms, roots, and sums, products and quotients of what has that sign."""
    flat = unfold(expr)
    if flat.op not in ("add", "mul", "div", "pow", "scale"):
        return None
    terms = _terms(p, flat, strict)
    return None if terms is None else p.algebra(claim, terms)


def _terms(p: Prover, e: Expr, strict: bool) -> Terms | None:
    """Terms of a certificate whose sum is e; strict: one of them is positive."""
    if e.op == "num":
        value = value_of(e)
        return [(value, [])] if value > 0 else [] if value == 0 and not strict else None
    if e.op == "add":
        return _sum(p, e.args, strict)
    if e.op in ("mul", "div"):
        first = _terms(p, e.args[0], strict)
        second = first if first is None else _terms(p, e.args[1], strict) if e.op == "mul" else _inverse(p, e.args[1])
        if first is None or second is None:
            return None
        return [(c * d, [*f, *g]) for c, f in first for d, g in second]
    if e.op == "pow" and e.args[1].op == "num":
        k = value_of(e.args[1])
        if k > 0 and k.denominator == 1 and k % 2 == 0 and not strict:
            return [(Fraction(1), [{"square": e.args[0]}] * int(k / 2))]
        if k > 0 and k.denominator == 1 and k <= 8:
            base = _terms(p, e.args[0], strict)
            return base if base is None or k == 1 else _power(base, int(k))
        return None
    line = _plain(p, e, strict)
    return None if line is None else [(Fraction(1), [{"premise": line}])]


def _sum(p: Prover, parts: tuple[Expr, ...], strict: bool) -> Terms | None:
    weak = [_terms(p, part, False) for part in parts]
    if any(t is None for t in weak):
        return None
    if strict:
        for k, part in enumerate(parts):
            found = _terms(p, part, True)
            if found is not None:
                weak[k] = found
                break
        else:
            return None
    return [t for terms in weak for t in terms or []]


def _power(base: Terms, k: int) -> Terms:
    found = base
    for _ in range(k - 1):
        found = [(c * d, [*f, *g]) for c, f in found for d, g in base]
    return found


def _inverse(p: Prover, e: Expr) -> Terms | None:
    if e.op == "num":
        return [(1 / value_of(e), [])] if value_of(e) > 0 else None
    if p.positive(e) is None:
        return None
    line = p.fact("reciprocal_positive", x=e)
    return line and [(Fraction(1), [{"premise": line}])]


def _plain(p: Prover, e: Expr, strict: bool) -> Line | None:
    claim = make("lt" if strict else "le", (ZERO, e))
    found = p.lines.find(claim) or (None if strict else p.lines.find(make("lt", (ZERO, e))))
    if found is not None:
        return found
    if e.op in ("sub", "neg", "add", "mul", "div", "pow"):
        return None
    return p.positive(e) if strict else p.nonnegative(e)


# ---- what a hypothesis says by being defined


def of_hypothesis(p: Prover, given: Expr) -> list[Line]:
    """0 <= a under a root, 0 < a under a logarithm; 0 < D, and 0 < each of its factors, for denominators D that are
    nonnegative as they are written: the hypothesis is defined, so D is not 0."""
    found: list[Line] = []
    for e in dict.fromkeys(evaluated(given)):
        if e.op == "div":
            found += _denominator(p, e.args[1])
        elif e.op in ("sqrt", "log") and (p.nonnegative if e.op == "sqrt" else p.positive)(e.args[0]) is None:
            found.append(p.lines.add(make("le" if e.op == "sqrt" else "lt", (ZERO, e.args[0])), "plain"))
    return found


def _denominator(p: Prover, d: Expr) -> list[Line]:
    if d.op == "sqrt" and p.positive(d.args[0]) is None:
        inner = p.learn(p.lines.add(make("lt", (ZERO, d.args[0])), "plain"))
        return [line for line in (inner, p.positive(d)) if line is not None]
    if d.op == "num" or p.positive(d) is not None or p.nonnegative(d) is None:
        return []
    p.lines.add(make("not", (make("eq", (d, ZERO)),)), "plain")
    line = p.fact("positive_of_nonzero", x=d)
    return [line, *_factors(p, d)] if line else []


def index_ranges(given: Expr) -> Iterator[Expr]:
    """1 <= k <= min(shape) for the singular values and eigenvalues whose hypothesis is defined only so."""
    if given.op in ("and", "not", "le", "lt", "eq"):
        for arg in given.args:
            yield from index_ranges(arg)
    elif given.is_scalar and given.op not in ("case", "sum"):
        for arg in given.args:
            yield from index_ranges(arg)
        if given.op in ("sv", "eig"):
            k, sizes = given.args[1], given.args[0].shape
            for claim in (make("le", (number(1), k)), *(make("le", (k, size)) for size in sizes)):
                gap = scalar(claim.args[1] - claim.args[0])
                if set(gap) - {()}:
                    yield claim


def _factors(p: Prover, d: Expr) -> list[Line]:
    """Factors of a positive product: positive where the other one is."""
    found: list[Line] = []
    if d.op == "mul":
        for one, other in (d.args, d.args[::-1]):
            if p.positive(one) is not None and p.positive(other) is None:
                line = p.fact("cancel_positive_strict", x=one, y=other)
                found += [line, *_factors(p, other)] if line else []
    return found


def evaluated(e: Expr) -> Iterator[Expr]:
    """Numbers through which evaluation always passes: not under binders, implications, alternatives and cases."""
    if e.op in ("le", "lt", "eq", "and") or (e.is_scalar and e.op not in ("sum", "case", "call")):
        for arg in e.args:
            yield from evaluated(arg)
        if e.is_scalar:
            yield e


__all__ = ["evaluated", "index_ranges", "of_hypothesis", "of_structure"]
