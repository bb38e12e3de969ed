"""The canonical form. Two formulas with one canonical form are equal wherever both are strictly defined.

Scalars become polynomials in commuting atoms, matrices polynomials over words in letters and transposed letters. What
no rule below opens (roots, floors, minima, cases, determinants ...) is an atom or a letter on canonical arguments. An
atom that does not depend on the index of a sum leaves the sum, also one with a negative exponent: this is why strict
definedness (see obligations.py) asks for such an atom to be defined even where the sum is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, isqrt, lcm

from . import polynomials as poly
from . import words
from .formulas import ONE, ZERO, Rejected, Term, closed, exchanged, level, make, num, opened, subterms
from .polynomials import Monomial, Poly, Work
from .typing import Typing
from .words import Form, Letter, Word

EXPANDED_POWER = 16
SQUARES = ("fro", "sqrt", "abs")


class Normal:
    """Canonical forms over one world, remembered. Forms returned are shared: do not change them."""

    def __init__(self, typing: Typing, work: Work) -> None:
        self.typing, self.world, self.work = typing, typing.world, work
        self.scalars: dict[Term, Poly] = {}
        self.matrices: dict[Term, Form] = {}
        self.canonicals: dict[Term, Term] = {}
        typing.normal = self

    # ---- scalars

    def scalar(self, term: Term) -> Poly:
        found = self.scalars.get(term)
        if found is None:
            self.work.spend()
            found = self.scalars[term] = SCALARS.get(term.head, Normal.opaque)(self, term)
        return found

    def opaque(self, term: Term) -> Poly:
        return poly.atom(make(term.head, *(self.canonical(a) if isinstance(a, Term) else a for a in term.args)))

    def product(self, a: Poly, b: Poly) -> Poly:
        return self.reduced(poly.product(a, b, self.work))

    def reduced(self, value: Poly) -> Poly:
        """Squares of Frobenius norms, roots and moduli replaced by what they are squares of."""
        while True:
            found = next(
                ((m, a, e) for m in value for a, e in m if e >= 2 and a.head in SQUARES), None
            )
            if found is None:
                return value
            monomial, atom, exponent = found
            rest = {poly.ordered((a, e) for a, e in monomial if a is not atom): value[monomial]}
            term = poly.product(rest, self.power(self.square_of(atom), exponent // 2), self.work)
            if exponent % 2:
                term = poly.product(term, poly.atom(atom), self.work)
            value = poly.plus({m: c for m, c in value.items() if m != monomial}, term)

    def square_of(self, atom: Term) -> Poly:
        inner = atom.args[0]
        if atom.head == "fro":
            return self.scalar(make("tr", make("matmul", make("transpose", inner), inner)))
        argument = self.scalar(inner)
        return argument if atom.head == "sqrt" else self.product(argument, argument)

    def power(self, base: Poly, exponent: int) -> Poly:
        if exponent < 0:
            return self.power(self.reciprocal(base), -exponent)
        if exponent == 0:
            return poly.constant(1)
        if len(base) == 1:
            ((monomial, coefficient),) = base.items()
            return self.reduced(poly.monomial_power(monomial, coefficient, exponent))
        if exponent > EXPANDED_POWER:
            raise Rejected("a power of a sum with a large exponent")
        result = base
        for _ in range(exponent - 1):
            result = self.product(result, base)
        return result

    def reciprocal(self, base: Poly) -> Poly:
        """1/base: exact on monomials; any other polynomial, made monic, becomes an atom with exponent -1."""
        if not base:
            raise Rejected("a division by 0")
        if len(base) == 1:
            ((monomial, coefficient),) = base.items()
            result = {poly.ordered((a, -e) for a, e in monomial if a.head != "add"): 1 / coefficient}
            for atom, exponent in monomial:
                if atom.head == "add":  # the inverse of a polynomial: its own inverse is the polynomial again
                    result = self.product(result, self.power(self.scalar(atom), -exponent))
            return result
        lead = base[poly.leading(base)]
        return {((self.scalar_term(poly.scaled(base, 1 / lead)), -1),): 1 / lead}

    def scalar_term(self, value: Poly) -> Term:
        """The term of a polynomial: one for each polynomial."""
        terms = [self._monomial_term(m, value[m]) for m in sorted(value, key=poly.monomial_key)]
        return make("add", *terms) if len(terms) > 1 else terms[0] if terms else ZERO

    def _monomial_term(self, monomial: Monomial, coefficient: Fraction) -> Term:
        factors = sorted(monomial, key=lambda f: f[0].key)
        parts = [a if e == 1 else make("pow", a, num(e)) for a, e in factors]
        if coefficient != 1 or not parts:
            parts.insert(0, num(coefficient))
        return make("mul", *parts) if len(parts) > 1 else parts[0]

    # ---- matrices

    def matrix(self, term: Term) -> Form:
        found = self.matrices.get(term)
        if found is None:
            self.work.spend()
            found = self.matrices[term] = MATRICES.get(term.head, Normal.opaque_matrix)(self, term)
        return found

    def opaque_matrix(self, term: Term) -> Form:
        return words.letter(make(term.head, *(self.canonical(a) if isinstance(a, Term) else a for a in term.args)))

    def scaled_form(self, a: Form, factor: Poly) -> Form:
        products = {w: self.product(c, factor) for w, c in a.items()}
        return {w: c for w, c in products.items() if c}

    def matrix_product(self, a: Form, b: Form) -> Form:
        total: Form = {}
        for v, c in a.items():
            for w, d in b.items():
                self.work.spend(len(v) + len(w))
                total = words.sum_of(total, {self.simplified(v + w): self.product(c, d)})
        return {w: c for w, c in total.items() if c}

    def transposed(self, a: Form) -> Form:
        total: Form = {}
        for word, coefficient in a.items():
            total = words.sum_of(total, {self.reversed_word(word): coefficient})
        return total

    def reversed_word(self, word: Word) -> Word:
        return tuple((a, not flag and not self.symmetric_letter(a)) for a, flag in reversed(word))

    def symmetric_letter(self, a: Term) -> bool:
        if a.head in ("var", "at"):
            return self.world.structure(a) in ("symmetric", "psd")
        if a.head in ("sqrtm", "absm"):
            return True
        if a.head in ("inv", "expm", "matpow"):
            return self.is_symmetric(a.args[0])
        if a.head == "hadamard":
            return all(map(self.is_symmetric, a.args))
        if a.head == "sum":
            return self.is_symmetric(opened(a.args[2], level(a)))
        return a.head == "case" and all(map(self.is_symmetric, a.args[1:]))

    def is_symmetric(self, term: Term) -> bool:
        """Symmetric by its form, for all sizes and values."""
        form = self.matrix(term)
        return form == self.transposed(form)

    def cancels(self, left: Letter, right: Letter) -> bool:
        return words.cancels(left, right, self.world.structure(left[0]) == "orthonormal")

    def simplified(self, word: Word) -> Word:
        done: list[Letter] = []
        for item in word:
            if done and self.cancels(done[-1], item):
                done.pop()
            else:
                done.append(item)
        return tuple(done)

    def trace(self, a: Form, size: Term) -> Poly:
        """The trace of a form; `size` is the trace of the identity."""
        total: Poly = {}
        for word, coefficient in a.items():
            total = poly.plus(total, self.product(coefficient, self._trace_of_word(word, size)))
        return total

    def _trace_of_word(self, word: Word, size: Term) -> Poly:
        while len(word) > 1 and self.cancels(word[-1], word[0]):
            rows, cols = self.typing.shape(word[0][0])
            size = rows if word[0][1] else cols
            word = self.simplified(word[1:-1])
        if not word:
            return self.scalar(size)
        self.work.spend(len(word) ** 2)
        turned = [word[k:] + word[:k] for k in range(len(word))]
        best = min((w for t in turned for w in (t, self.reversed_word(t))), key=words.word_key)
        return poly.atom(make("tr", self.word_term(best, ONE)))

    def word_term(self, word: Word, rows: Term) -> Term:
        if not word:
            return make("eye", rows)
        letters = [make("transpose", a) if flag else a for a, flag in word]
        return make("matmul", *letters) if len(letters) > 1 else letters[0]

    def matrix_term(self, value: Form, rows: Term, cols: Term) -> Term:
        """The term of a form of that (canonical) shape."""
        if not value:
            return make("zeros", rows, cols)
        terms: list[Term] = []
        for word in sorted(value, key=words.word_key):
            factor, base = self.scalar_term(value[word]), self.word_term(word, rows)
            terms.append(base if factor is ONE else make("scale", factor, base))
        return make("add", *terms) if len(terms) > 1 else terms[0]

    def canonical(self, term: Term) -> Term:
        """The term of the canonical form; for propositions and subspaces too."""
        found = self.canonicals.get(term)
        if found is None:
            found = self.canonicals[term] = self._canonical(term)
        return found

    def _canonical(self, term: Term) -> Term:
        if term.loose:  # under a binder that is not opened: left as it is
            return term
        sort = self.typing.sort(term)
        if sort.scalar:
            return self.scalar_term(self.scalar(term))
        if sort.kind == "matrix":
            return self.matrix_term(self.matrix(term), *map(self.canonical, self.typing.shape(term)))
        if sort.kind == "prop":
            return PROPS.get(term.head, Normal.clauses)(self, term)
        return self.clauses(term)

    # ---- propositions

    def clauses(self, term: Term) -> Term:
        return make(term.head, *map(self.canonical, term.args))

    def slack(self, term: Term) -> Poly:
        """rhs - lhs of a relation between scalars."""
        return poly.plus(self.scalar(term.args[1]), self.scalar(term.args[0]), -1)

    def gap(self, term: Term) -> Form:
        """rhs - lhs of a relation between matrices."""
        return words.sum_of(self.matrix(term.args[1]), self.matrix(term.args[0]), -1)


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


# ---- sums: linear, free of what does not depend on the index, the index shifted to a standard place


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
