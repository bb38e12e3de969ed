"""Sums in canonical form: linear, free of what does not depend on the index, the index shifted to a standard place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from . import polynomials as poly
from . import words
from .formulas import ONE, Term, closed, exchanged, level, make, num, opened, subterms
from .polynomials import Monomial, Poly
from .words import Form, Word

if TYPE_CHECKING:
    from .normal import Normal


def opened_sum(n: Normal, term: Term) -> tuple[Poly, Poly, Term, Term]:
    """Limits, index variable and opened body."""
    low, high, body = term.args
    v = level(term)
    return n.scalar(low), n.scalar(high), v, opened(body, v)


def sum_of_numbers(n: Normal, low: Poly, high: Poly, v: Term, body: Term, depth: int = 0) -> Poly:
    total: Poly = {}
    for monomial, coefficient in n.scalar(body).items():
        outer, inner = split(monomial, v)
        term = n.scalar_term({inner: Fraction(1)})
        k = offset(n, [a for a, _ in inner], v, low)
        if k and depth < 3:
            found = sum_of_numbers(n, *moved(n, low, high, v, term, k), depth + 1)
        else:
            found = poly.atom(make("sum", n.scalar_term(low), n.scalar_term(high), closed(term, v)))
        total = poly.plus(total, n.product({outer: coefficient}, found))
    return total


def sum_of_matrices(n: Normal, low: Poly, high: Poly, v: Term, body: Term, depth: int = 0) -> Form:
    total: Form = {}
    for word, coefficients in n.matrix(body).items():
        for monomial, coefficient in coefficients.items():
            outer, inner = split(monomial, v)
            prefix, core, suffix = split_word(word, v)
            factor = n.scalar_term({inner: Fraction(1)})
            k = offset(n, [a for a, _ in (*inner, *core)], v, low)
            if not core:
                found = n.scaled_form(words.identity(), sum_of_numbers(n, low, high, v, factor))
            else:
                one = n.word_term(core, ONE)
                one = one if factor is ONE else make("scale", factor, one)
                if k and depth < 3:
                    found = sum_of_matrices(n, *moved(n, low, high, v, one, k), depth + 1)
                else:
                    found = _sum_letter(n, n.scalar_term(low), n.scalar_term(high), v, one)
            found = n.matrix_product(n.matrix_product({prefix: poly.constant(1)}, found), {suffix: poly.constant(1)})
            total = words.sum_of(total, n.scaled_form(found, {outer: coefficient}))
    return total


def _sum_letter(n: Normal, low: Term, high: Term, v: Term, body: Term) -> Form:
    rows, cols = map(n.canonical, n.typing.shape(body))
    flipped = n.matrix_term(n.transposed(n.matrix(body)), cols, rows)
    straight = n.matrix_term(n.matrix(body), rows, cols)
    best = min(straight, flipped, key=lambda t: t.key)
    return words.letter(make("sum", low, high, closed(best, v)), best is not straight)


def split(monomial: Monomial, v: Term) -> tuple[Monomial, Monomial]:
    """The factors without the index, and those with it."""
    inner = poly.ordered((a, e) for a, e in monomial if v.levels <= a.levels)
    return poly.ordered((a, e) for a, e in monomial if not v.levels <= a.levels), inner


def split_word(word: Word, v: Term) -> tuple[Word, Word, Word]:
    places = [i for i, (a, _) in enumerate(word) if v.levels <= a.levels]
    if not places:
        return word, (), ()
    return word[: places[0]], word[places[0] : places[-1] + 1], word[places[-1] + 1 :]


def moved(n: Normal, low: Poly, high: Poly, v: Term, body: Term, k: int) -> tuple[Poly, Poly, Term, Term]:
    """The sum with index t - k in place of t, and both limits k higher."""
    shifted = exchanged(body, v, make("add", v, num(-k)))
    return poly.plus(low, poly.constant(k)), poly.plus(high, poly.constant(k)), v, shifted


def offset(n: Normal, atoms: list[Term], v: Term, low: Poly) -> int:
    """How far to shift: so that the least t + k among the indices of sequences is t; without any, to a lower limit
    whose constant part is 0."""
    found: list[Fraction] = []
    for part in (p for a in atoms for p in subterms(a)):
        index = part.args[-1] if part.head in ("at", "iterate") else None
        if index is not None and not index.loose:
            value = n.scalar(index)
            others = any(v.levels <= a.levels for m in value for a, _ in m if m != ((v, 1),))
            if value.get(((v, 1),)) == 1 and not others:
                found.append(value.get(poly.UNIT, Fraction(0)))
    k = min(found) if found else -low.get(poly.UNIT, Fraction(0))
    return int(k) if k.denominator == 1 and abs(k) < 1_000_000 else 0
