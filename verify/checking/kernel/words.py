"""Matrix polynomials: words in letters and transposed letters, with scalar polynomials as coefficients."""

from __future__ import annotations

from fractions import Fraction

from .formulas import Rejected, Term
from .polynomials import MAX_TERMS, Poly, constant, monomial_key, plus
from .polynomials import scaled as scaled_poly

Letter = tuple[Term, bool]
Word = tuple[Letter, ...]
Form = dict[Word, Poly]

EMPTY: Word = ()


def identity() -> Form:
    return {EMPTY: constant(1)}


def letter(term: Term, flag: bool = False) -> Form:
    return {((term, flag),): constant(1)}


def add_to(total: Form, word: Word, coefficient: Poly, factor: Fraction | int = 1) -> None:
    """Adds factor * coefficient * word to the form, in place."""
    value = plus(total.get(word, {}), coefficient, factor)
    if value:
        total[word] = value
    else:
        total.pop(word, None)
    if len(total) > MAX_TERMS:
        raise Rejected("a matrix polynomial has too many terms")


def sum_of(a: Form, b: Form, factor: Fraction | int = 1) -> Form:
    total = dict(a)
    for word, coefficient in b.items():
        add_to(total, word, coefficient, factor)
    return total


def scaled(a: Form, factor: Fraction) -> Form:
    return {word: scaled_poly(c, factor) for word, c in a.items()}


def word_key(word: Word) -> tuple[object, ...]:
    """An order of words by structure: by length, then letter by letter."""
    return len(word), [(term.key, flag) for term, flag in word]


def first_coefficient(a: Form) -> Fraction:
    """The coefficient of the first monomial of the first word; the form is not 0."""
    first = a[min(a, key=word_key)]
    return first[min(first, key=monomial_key)]


def form_key(a: Form) -> list[object]:
    words = sorted(a, key=word_key)
    return [(word_key(w), sorted((monomial_key(m), c) for m, c in a[w].items())) for w in words]


def cancels(left: Letter, right: Letter, orthonormal: bool) -> bool:
    """Whether the product of the two letters is the identity; `orthonormal` speaks of the letter when they are one."""
    (a, a_flag), (b, b_flag) = left, right
    if a is b:
        return a_flag and not b_flag and orthonormal
    inverse = (a.head == "inv" and a.args[0] is b) or (b.head == "inv" and b.args[0] is a)
    return inverse and a_flag == b_flag
