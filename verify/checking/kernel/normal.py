"""The canonical form. Two formulas with one canonical form are equal wherever both are strictly defined.

Scalars become polynomials in commuting atoms, matrices polynomials over words in letters and transposed letters. What
no rule below opens (roots, floors, minima, cases, determinants ...) is an atom or a letter on canonical arguments. An
atom that does not depend on the index of a sum leaves the sum, also one with a negative exponent: this is why strict
definedness (see obligations.py) asks for such an atom to be defined even where the sum is empty.
"""

from __future__ import annotations

from fractions import Fraction

from . import polynomials as poly
from . import words
from .formulas import ONE, ZERO, Rejected, Term, level, make, num, opened
from .operators import EXPANDED_POWER, MATRICES, PROPS, SCALARS
from .polynomials import Monomial, Poly, Work
from .typing import Typing
from .words import Form, Letter, Word

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
            found = SCALARS[term.head](self, term) if term.head in SCALARS else self.opaque(term)
            self.scalars[term] = found
        return found

    def opaque(self, term: Term) -> Poly:
        return poly.atom(make(term.head, *(self.canonical(a) if isinstance(a, Term) else a for a in term.args)))

    def product(self, a: Poly, b: Poly) -> Poly:
        return self.reduced(poly.product(a, b, self.work))

    def reduced(self, value: Poly) -> Poly:
        """Squares of Frobenius norms, roots and moduli replaced by what they are squares of; 1/sqrt(x) by sqrt(x)/x,
        where x is a monomial, so that it cancels as before."""
        while True:
            found = next(((m, a, e) for m in value for a, e in m if self._reducible(a, e)), None)
            if found is None:
                return value
            self.work.spend(len(value))
            monomial, atom, exponent = found
            rest = {poly.ordered((a, e) for a, e in monomial if a is not atom): value[monomial]}
            term = poly.product(rest, self.power(self.square_of(atom), exponent // 2), self.work)
            if exponent % 2:
                term = poly.product(term, poly.atom(atom), self.work)
            value = poly.plus({m: c for m, c in value.items() if m != monomial}, term)

    def _reducible(self, atom: Term, exponent: int) -> bool:
        if exponent >= 2:
            return atom.head in SQUARES
        return exponent < 0 and atom.head == "sqrt" and len(self.square_of(atom)) == 1

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
            found = MATRICES[term.head](self, term) if term.head in MATRICES else self.opaque_matrix(term)
            self.matrices[term] = found
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
                words.add_to(total, self.simplified(v + w), self.product(c, d))
        return total

    def transposed(self, a: Form) -> Form:
        total: Form = {}
        for word, coefficient in a.items():
            self.work.spend(len(word))
            words.add_to(total, self.reversed_word(word), coefficient)
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
            return PROPS[term.head](self, term) if term.head in PROPS else self.clauses(term)
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
