"""The canonical form of each operator; one entry a head. Heads without an entry are opaque."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, isqrt, lcm
from typing import TYPE_CHECKING

from . import polynomials as poly
from . import words
from .formulas import ZERO, Term, closed, level, make, opened
from .polynomials import Poly
from .sums import opened_sum, sum_of_matrices, sum_of_numbers
from .words import Form

if TYPE_CHECKING:
    from .normal import Normal

EXPANDED_POWER = 16


def _order(n: Normal, term: Term) -> Term:
    value = n.slack(term)
    if value:
        value = poly.scaled(value, 1 / abs(value[poly.leading(value)]))
    return make(term.head, ZERO, n.scalar_term(value))


def _equation(n: Normal, term: Term) -> Term:
    if n.typing.is_matrix(term.args[0]):
        rows, cols = map(n.canonical, n.typing.shape(term.args[0]))
        form = n.gap(term)
        form = words.scaled(form, 1 / words.first_coefficient(form)) if form else form
        return make("eq", make("zeros", rows, cols), n.matrix_term(form, rows, cols))
    value = n.slack(term)
    if value:
        value = poly.scaled(value, 1 / value[poly.leading(value)])
    return make("eq", ZERO, n.scalar_term(value))


def _semidefinite(n: Normal, term: Term) -> Term:
    rows = n.canonical(n.typing.shape(term.args[0])[0])
    form = n.gap(term)
    form = words.scaled(form, 1 / abs(words.first_coefficient(form))) if form else form
    return make("loewner", make("zeros", rows, rows), n.matrix_term(form, rows, rows))


def _negation(n: Normal, term: Term) -> Term:
    (inner,) = term.args
    if inner.head in ("le", "lt"):
        return n.canonical(make("lt" if inner.head == "le" else "le", inner.args[1], inner.args[0]))
    return n.canonical(inner.args[0]) if inner.head == "not" else n.clauses(term)


def _for_all(n: Normal, term: Term) -> Term:
    low, high, body = term.args
    v = level(term)
    return make("forall", n.canonical(low), n.canonical(high), closed(n.canonical(opened(body, v)), v))


PROPS: dict[str, Callable[[Normal, Term], Term]] = {
    "le": _order,
    "lt": _order,
    "eq": _equation,
    "loewner": _semidefinite,
    "not": _negation,
    "forall": _for_all,
}


def _plus(n: Normal, term: Term) -> Poly:
    total: Poly = {}
    for part in term.args:
        total = poly.plus(total, n.scalar(part))
        n.work.spend(len(total))
    return total


def _times(n: Normal, term: Term) -> Poly:
    total = poly.constant(1)
    for part in term.args:
        total = n.product(total, n.scalar(part))
    return total


def _divided(n: Normal, term: Term) -> Poly:
    return n.product(n.scalar(term.args[0]), n.reciprocal(n.scalar(term.args[1])))


def _raised(n: Normal, term: Term) -> Poly:
    """Literal exponents are carried out; of an integer exponent e + c with a number c > 0 the factor base^c splits off.

    That is right where the base vanishes too (but is not the zero polynomial, which is left alone): an identity between
    polynomials in the atoms also holds with the atoms moved by an infinitesimal so that the base does not vanish, and
    every power that is defined at the point, 0^0 = 1 included, is the standard part of the moved one.
    """
    base, exponent = n.scalar(term.args[0]), n.scalar(term.args[1])
    value = poly.as_constant(exponent)
    if value is not None and value.denominator == 1 and (len(base) < 2 or abs(value) <= EXPANDED_POWER):
        if value < 0 or base:
            return n.power(base, int(value))
        return poly.constant(0 if value else 1)
    if poly.as_constant(base) == 1:
        return base
    canonical = n.canonical(term.args[0])
    if n.typing.sort(term.args[1]).kind != "integer":
        return poly.atom(make(term.head, canonical, n.scalar_term(exponent)))
    offset = exponent.get(poly.UNIT, Fraction(0))
    if value is not None or not base or not 0 < offset <= EXPANDED_POWER or offset.denominator != 1:
        return poly.atom(make("pow", canonical, n.scalar_term(exponent)))
    rest = poly.plus(exponent, poly.constant(offset), -1)
    split = poly.atom(make("pow", canonical, n.scalar_term(rest)))
    return n.product(split, n.power(base, int(offset)))


def _root(n: Normal, term: Term) -> Poly:
    value = poly.as_constant(n.scalar(term.args[0]))
    if value is not None and value >= 0:
        p, q = isqrt(value.numerator), isqrt(value.denominator)
        if p * p == value.numerator and q * q == value.denominator:
            return poly.constant(Fraction(p, q))
    return n.opaque(term)


def _modulus(n: Normal, term: Term) -> Poly:
    inner = n.scalar(term.args[0])
    value = poly.as_constant(inner)
    if value is not None:
        return poly.constant(abs(value))
    numerators = gcd(*(c.numerator for c in inner.values()))
    content = Fraction(numerators, lcm(*(c.denominator for c in inner.values())))
    sign = 1 if inner[poly.leading(inner)] > 0 else -1
    atom = make("abs", n.scalar_term(poly.scaled(inner, sign / content)))
    return poly.scaled(poly.atom(atom), content)


def _trace(n: Normal, term: Term) -> Poly:
    return n.trace(n.matrix(term.args[0]), n.typing.shape(term.args[0])[0])


def _norm(n: Normal, term: Term) -> Poly:
    """Norms are absolutely homogeneous and blind to transposition: the first coefficient becomes 1 (rationals only)."""
    form, (rows, cols) = n.matrix(term.args[0]), n.typing.shape(term.args[0])
    if not form:
        return {}
    rest = tuple(map(n.canonical, term.args[1:]))
    found: list[tuple[Term, Fraction]] = []
    for value, shape in ((form, (rows, cols)), (n.transposed(form), (cols, rows))):
        factor = words.first_coefficient(value)
        inner = n.matrix_term(words.scaled(value, 1 / factor), *map(n.canonical, shape))
        found.append((make(term.head, inner, *rest), abs(factor)))
    atom, factor = min(found, key=lambda f: f[0].key)
    return poly.scaled(poly.atom(atom), factor)


def _entry(n: Normal, term: Term) -> Poly:
    """Linear in the matrix; an entry of a transposed word is one of the word."""
    (rows, cols), (i, j) = map(n.canonical, n.typing.shape(term.args[0])), map(n.canonical, term.args[1:])
    total: Poly = {}
    for word, coefficient in n.matrix(term.args[0]).items():
        one = make("entry", n.word_term(word, rows), i, j)
        other = make("entry", n.word_term(n.reversed_word(word), cols), j, i)
        atom = min(one, other, key=lambda t: t.key)
        total = poly.plus(total, n.product(coefficient, poly.atom(atom)))
    return total


SCALARS: dict[str, Callable[[Normal, Term], Poly]] = {
    "num": lambda n, t: poly.constant(t.args[0]),
    "var": lambda n, t: poly.atom(t),
    "level": lambda n, t: poly.atom(t),
    "bound": lambda n, t: poly.atom(t),
    "add": _plus,
    "sub": lambda n, t: poly.plus(n.scalar(t.args[0]), n.scalar(t.args[1]), -1),
    "neg": lambda n, t: poly.scaled(n.scalar(t.args[0]), Fraction(-1)),
    "mul": _times,
    "div": _divided,
    "pow": _raised,
    "rpow": _raised,
    "sqrt": _root,
    "abs": _modulus,
    "given": lambda n, t: n.scalar(t.args[1]),
    "tr": _trace,
    **dict.fromkeys(("fro", "spec", "nuc", "sv"), _norm),
    "entry": _entry,
    "sum": lambda n, t: sum_of_numbers(n, *opened_sum(n, t)),
}


def _plus_matrix(n: Normal, term: Term) -> Form:
    total: Form = {}
    for part in term.args:
        total = words.sum_of(total, n.matrix(part))
        n.work.spend(len(total))
    return total


def _times_matrix(n: Normal, term: Term) -> Form:
    total = n.matrix(term.args[0])
    for part in term.args[1:]:
        total = n.matrix_product(total, n.matrix(part))
    return total


def _matrix_power(n: Normal, term: Term) -> Form:
    value = poly.as_constant(n.scalar(term.args[1]))
    if value is None or not 0 <= value <= EXPANDED_POWER or value.denominator != 1:
        return n.opaque_matrix(term)
    total, base = words.identity(), n.matrix(term.args[0])
    for _ in range(int(value)):
        total = n.matrix_product(total, base)
    return total


def _inverse(n: Normal, term: Term) -> Form:
    """inv(A') is the transpose of inv(A) for a letter A."""
    form = n.matrix(term.args[0])
    if len(form) == 1:
        ((word, coefficient),) = form.items()
        if len(word) == 1 and word[0][1] and poly.as_constant(coefficient) == 1:
            return n.transposed(words.letter(make("inv", word[0][0])))
    return n.opaque_matrix(term)


MATRICES: dict[str, Callable[[Normal, Term], Form]] = {
    "add": _plus_matrix,
    "sub": lambda n, t: words.sum_of(n.matrix(t.args[0]), n.matrix(t.args[1]), -1),
    "neg": lambda n, t: words.scaled(n.matrix(t.args[0]), Fraction(-1)),
    "scale": lambda n, t: n.scaled_form(n.matrix(t.args[1]), n.scalar(t.args[0])),
    "matmul": _times_matrix,
    "transpose": lambda n, t: n.transposed(n.matrix(t.args[0])),
    "zeros": lambda n, t: {},
    "eye": lambda n, t: words.identity(),
    "matpow": _matrix_power,
    "inv": _inverse,
    "given": lambda n, t: n.matrix(t.args[1]),
    "sum": lambda n, t: sum_of_matrices(n, *opened_sum(n, t)),
}
