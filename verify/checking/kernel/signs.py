"""Signs that follow at once from declarations and known lines; they discharge obligations, ranges and domains only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from . import polynomials as poly
from . import words
from .formulas import Term, make, opened
from .normal import Normal
from .polynomials import Monomial, Poly
from .words import Form, Word

DEPTH = 3
QUESTIONS = 3_000  # how many values one question may lead to
OPENED = 1_000_000
ANY = frozenset({-1, 0, 1})
NOT_NEGATIVE = frozenset({0, 1})
POSITIVE = frozenset({1})


class Facts:
    """What is known in a scope, its parents' knowledge included: normal forms of lines, hypotheses and obligations."""

    def __init__(self, parent: Facts | None = None) -> None:
        self.parent = parent
        self.claims: set[Term] = set()
        self.bounds: list[tuple[Poly, bool]] = []  # value >= 0, or > 0 where the flag is set
        self.nonzero: list[Poly] = []
        self.psd: list[Form] = []
        self.granted: set[tuple[str, Term]] = set()  # (kind, canonical term) of obligations that are met

    def chain(self) -> Iterator[Facts]:
        found: Facts | None = self
        while found is not None:
            yield found
            found = found.parent


class Signs:
    """Sign analysis by normal forms, in a scope. Answers are one-sided: False means "not seen"."""

    def __init__(self, normal: Normal, facts: Facts) -> None:
        self.normal, self.facts = normal, facts
        self.asked: set[Term] = set()
        self.opened = 0  # sums opened here: their variables occur in nothing that is known
        self.left = QUESTIONS

    def within(self) -> Signs:
        """The same knowledge, to which more may be added for a while."""
        found = Signs(self.normal, Facts(self.facts))
        found.opened, found.left = self.opened, self.left
        return found

    # ---- what is assumed, and what is known

    def assume(self, claim: Term) -> None:
        """A claim that is defined and true in this scope."""
        facts, normal, canonical = self.facts, self.normal, self.normal.canonical(claim)
        if any(canonical in known.claims for known in facts.chain()):
            return
        facts.claims.add(canonical)
        if claim.head == "not":
            (inner,) = claim.args
            if inner.head in ("le", "lt"):
                self.assume(make("lt" if inner.head == "le" else "le", inner.args[1], inner.args[0]))
            elif inner.head == "eq" and not normal.typing.is_matrix(inner.args[0]):
                facts.nonzero.append(normal.slack(inner))
            elif inner.head == "not":
                self.assume(inner.args[0])
        elif claim.head == "and":
            for part in claim.args:
                self.assume(part)
        elif claim.head in ("le", "lt"):
            facts.bounds.append((normal.slack(claim), claim.head == "lt"))
        elif claim.head == "eq" and not normal.typing.is_matrix(claim.args[0]):
            value = normal.slack(claim)
            facts.bounds += [(value, False), (poly.scaled(value, Fraction(-1)), False)]
        elif claim.head == "loewner":
            facts.psd.append(normal.gap(claim))

    def known(self, claim: Term) -> bool:
        """The claim stands in the scope, up to normal form, or is plain."""
        normal, canonical = self.normal, self.normal.canonical(claim)
        if any(canonical in facts.claims for facts in self.facts.chain()):
            return True
        if claim.head in ("le", "lt"):
            return self.at_least_zero(normal.slack(claim), claim.head == "lt")
        if claim.head == "eq":
            return not (normal.gap(claim) if normal.typing.is_matrix(claim.args[0]) else normal.slack(claim))
        if claim.head == "not" and claim.args[0].head == "eq" and not normal.typing.is_matrix(claim.args[0].args[0]):
            return self.not_zero(normal.slack(claim.args[0]))
        return claim.head == "loewner" and self.semidefinite(normal.gap(claim))

    def plainly_empty(self) -> bool:
        """Whether something that is known in the scope is false as it stands: 0 < 0, or 0 not being 0."""
        for facts in self.facts.chain():
            if any(not value for value in facts.nonzero):
                return True
            for value, strict in facts.bounds:
                number = poly.as_constant(value)
                if number is not None and (number < 0 or (strict and number == 0)):
                    return True
        return False

    # ---- numbers

    def at_least_zero(self, value: Poly, strict: bool = False) -> bool:
        """value >= 0 (> 0 if strict): by signs, or after taking off positive multiples of what is known."""
        self.left = QUESTIONS
        return any(self._at_least_zero(value, strict, depth) for depth in range(1, DEPTH + 1))

    def _at_least_zero(self, value: Poly, strict: bool, depth: int) -> bool:
        self.normal.work.spend(5)
        self.left -= 1
        if self.left < 0:
            return False
        signs = self._signs(value, depth)
        if -1 not in signs and not (strict and 0 in signs):
            return True
        return depth > 0 and self._by_bounds(value, strict, depth)

    def not_zero(self, value: Poly) -> bool:
        minus = poly.scaled(value, Fraction(-1))
        if self.at_least_zero(value, strict=True) or self.at_least_zero(minus, strict=True):
            return True
        for known in (k for facts in self.facts.chain() for k in facts.nonzero):
            monomial = next(iter(known), None)
            if monomial in value and poly.scaled(known, value[monomial] / known[monomial]) == value:
                return True
        return len(value) == 1 and all(0 not in self._atom_signs(a, DEPTH) for m in value for a, _ in m)

    def _by_bounds(self, value: Poly, strict: bool, depth: int) -> bool:
        for known, known_strict in self._bounds_about(value):
            for factor in dict.fromkeys(value[m] / c for m, c in known.items() if m and value.get(m, 0) / c > 0):
                rest = poly.plus(value, known, -factor)
                if self._at_least_zero(rest, strict and not known_strict, depth - 1):
                    return True
        return False

    def _bounds_about(self, value: Poly) -> Iterator[tuple[Poly, bool]]:
        """Known bounds that share a monomial with the value, and the declared ones of its atoms."""
        for facts in self.facts.chain():
            for known, strict in facts.bounds:
                if any(m and m in value for m in known):
                    yield known, strict
        for a in dict.fromkeys(a for m in value for a, _ in m):
            found = self.normal.world.element(a)
            if found is None:
                continue
            for relation, bound in found.bounds.items():
                above = poly.plus(poly.atom(a), poly.constant(bound), -1)
                yield poly.scaled(above, Fraction(1 if relation in ("ge", "gt") else -1)), relation in ("gt", "lt")

    def _signs(self, value: Poly, depth: int) -> frozenset[int]:
        """The signs that the value may have, its atoms being measured from their lower bounds."""
        found: frozenset[int] | None = None
        for monomial, coefficient in self._measured(value).items():
            signs = self._monomial_signs(monomial, depth)
            if coefficient < 0:
                signs = frozenset(-s for s in signs)
            if found is None:
                found = signs
            elif -1 in found | signs:
                return ANY
            else:
                found = POSITIVE if POSITIVE in (found, signs) else NOT_NEGATIVE
        return frozenset({0}) if found is None else found

    def _measured(self, value: Poly) -> Poly:
        inverted = {a for m in value for a, e in m if e < 0}
        for a in dict.fromkeys(a for m in value for a, _ in m if a not in inverted):
            low, strict = self._lower(a)
            if low:
                rest = make("excess", a, "strict" if strict else "")
                value = self._substituted(value, a, {((rest, 1),): Fraction(1), poly.UNIT: low})
        return value

    def _substituted(self, value: Poly, a: Term, by: Poly) -> Poly:
        total: Poly = {}
        for monomial, coefficient in value.items():
            exponent = dict(monomial).get(a, 0)
            if exponent > 8:
                return value
            part: Poly = {poly.ordered((b, e) for b, e in monomial if b is not a): coefficient}
            for _ in range(exponent):
                part = poly.product(part, by, self.normal.work)
            total = poly.plus(total, part)
        return total

    def _lower(self, a: Term) -> tuple[Fraction | None, bool]:
        """A declared lower bound and whether it is strict."""
        found = self.normal.world.element(a)
        if found is None:
            return None, False
        bounds = [(Fraction(1), False)] if found.kind == "size" else []
        bounds += [(b, k == "gt") for k, b in found.bounds.items() if k in ("ge", "gt")]
        return max(bounds, default=(None, False))

    def _monomial_signs(self, monomial: Monomial, depth: int) -> frozenset[int]:
        possible = {1}
        for a, exponent in monomial:
            signs = set(self._atom_signs(a, depth))
            if exponent < 0:  # the whole is defined, so the atom is not 0
                signs -= {0}
            if exponent % 2 == 0:
                signs = {abs(s) for s in signs}
            possible = {s * t for s in possible for t in signs}
        return frozenset(possible) or ANY

    def _atom_signs(self, a: Term, depth: int) -> frozenset[int]:
        if a.head == "excess":
            return POSITIVE if a.args[1] else NOT_NEGATIVE
        signs = self._own_signs(a, depth)
        if len(signs) > 1 and depth > 0 and a not in self.asked:
            self.asked.add(a)
            up, down = poly.atom(a), {((a, 1),): Fraction(-1)}
            if -1 in signs and self._by_bounds(up, False, depth):
                signs -= {-1}
            if 1 in signs and self._by_bounds(down, False, depth):
                signs -= {1}
            unequal = any(a_known in (up, down) for facts in self.facts.chain() for a_known in facts.nonzero)
            if 0 in signs and (unequal or self._by_bounds(up, True, depth) or self._by_bounds(down, True, depth)):
                signs -= {0}
            self.asked.discard(a)
        return signs or ANY

    def _own_signs(self, a: Term, depth: int) -> frozenset[int]:
        """The signs that the form of the atom leaves."""
        low, strict = self._lower(a)
        if low is not None and low >= 0:
            return POSITIVE if strict or low > 0 else NOT_NEGATIVE
        if a.head in ("fro", "spec", "nuc", "sv", "rank"):
            norm = a.head in ("fro", "spec", "nuc")
            return POSITIVE if norm and depth > 0 and self._ranked(a.args[0], depth) else NOT_NEGATIVE
        if a.head == "exp":
            return POSITIVE
        if depth <= 0:
            return NOT_NEGATIVE if a.head in ("sqrt", "abs") else ANY
        if a.head in ("sqrt", "abs"):
            return self._root_signs(a, depth)
        if a.head == "add":
            return self._signs(self.normal.scalar(a), depth - 1)
        if a.head in ("pow", "rpow", "floor"):
            signs = self._signs(self.normal.scalar(a.args[0]), depth - 1)
            if -1 not in signs:
                return NOT_NEGATIVE if 0 in signs or a.head == "floor" else POSITIVE
        if a.head in ("min", "max"):
            parts = [self._at_least_zero(self.normal.scalar(b), False, depth - 1) for b in a.args]
            return NOT_NEGATIVE if (all if a.head == "min" else any)(parts) else ANY
        if a.head == "tr" and self.semidefinite(self.normal.matrix(a.args[0]), 0):
            return NOT_NEGATIVE
        if a.head == "sum":
            return self._sum_signs(a, depth)
        return ANY

    def _ranked(self, matrix: Term, depth: int) -> bool:
        """A matrix whose rank is seen to be at least 1; its norms are positive."""
        value = poly.plus(self.normal.scalar(make("rank", matrix)), poly.constant(1), -1)
        return self._by_bounds(value, False, depth)

    def _root_signs(self, a: Term, depth: int) -> frozenset[int]:
        """A root or a modulus is positive where its argument is, or, for the modulus, is not 0."""
        value = self.normal.scalar(a.args[0])
        if self._at_least_zero(value, True, depth - 1):
            return POSITIVE
        negative = a.head == "abs" and self._at_least_zero(poly.scaled(value, Fraction(-1)), True, depth - 1)
        return POSITIVE if negative else NOT_NEGATIVE

    def _sum_signs(self, a: Term, depth: int) -> frozenset[int]:
        low, high, body = a.args
        v = make("level", OPENED + self.opened)
        inner = self.within()
        inner.opened += 1
        inner.assume(make("le", low, v))
        inner.assume(make("le", v, high))
        seen = inner._at_least_zero(self.normal.scalar(opened(body, v)), False, depth - 1)
        self.left = inner.left
        return NOT_NEGATIVE if seen else ANY

    # ---- matrices

    def semidefinite(self, form: Form, depth: int = 1) -> bool:
        """psd: a sum of M'M, M'SM with a psd letter S, with coefficients >= 0, and of what is known to be psd."""
        if depth == 1:
            self.left = QUESTIONS
        if all(self._square_word(w) and self._at_least_zero(c, False, 1) for w, c in form.items()):
            return True
        return depth > 0 and any(
            self.semidefinite(words.sum_of(form, known, -1), depth - 1)
            for facts in self.facts.chain()
            for known in facts.psd
            if not known.keys().isdisjoint(form)
        )

    def _square_word(self, word: Word) -> bool:
        if self.normal.reversed_word(word) != word:
            return False
        middle = word[len(word) // 2][0] if len(word) % 2 else None
        return middle is None or middle.head in ("sqrtm", "absm") or self.normal.world.structure(middle) == "psd"

    def nonsingular(self, matrix: Term) -> bool:
        """Positive definite by its form or by a known line; or with a known determinant or rank."""
        normal, form = self.normal, self.normal.matrix(matrix)
        rows = normal.typing.shape(matrix)[0]
        if self._definite(form) or self.not_zero(normal.scalar(make("det", matrix))):
            return True
        if self.known(make("eq", make("rank", matrix), rows)):
            return True
        known = (k for facts in self.facts.chain() for k in facts.psd if not k.keys().isdisjoint(form))
        return any(self._definite(words.sum_of(form, k, -1)) for k in known)

    def _definite(self, form: Form) -> bool:
        rest = {w: c for w, c in form.items() if w}
        return self.at_least_zero(form.get(words.EMPTY, {}), strict=True) and self.semidefinite(rest, 0)
