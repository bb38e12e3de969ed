"""The state of a proof search: lines in scope, what is known, facts, signs. Tactics build on it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import count
from typing import Any

from verify import polynomial as poly
from verify.algebra import canonical, is_symmetric, node, scalar, slack
from verify.methods.symbolic import signs
from verify.methods.symbolic.library import fact_symbols, instantiate
from verify.methods.symbolic.lines import Block, Line, ProofLines, clause_key
from verify.statement import Statement
from verify.substitution import substitute
from verify.tree import Expr, Symbol, make, number, symbol, variable

ZERO, ONE = number(0), number(1)
WORDS = 20


def le(a: Expr, b: Expr) -> Expr:
    return make("le", (a, b))


def lt(a: Expr, b: Expr) -> Expr:
    return make("lt", (a, b))


def eq(a: Expr, b: Expr) -> Expr:
    return make("eq", (a, b))


Settle = Callable[[Expr], "Line | None"]
SideCondition = Callable[["Prover", Expr], "Line | None"]


class Exhausted(Exception):
    """The work budget of a proof search is used up."""


class Prover:
    """Lines in scope and the knowledge drawn from them; `side_condition` is a short way to find a line for a claim."""

    def __init__(self, statement: Statement, limit: int, side_condition: SideCondition) -> None:
        self.limit = limit
        self.side_condition = side_condition
        self.statement = statement
        self.lines = ProofLines()
        self.known: list[Line] = []
        self.grounds: list[Line] = []
        self.version = 0
        self.depth = 0
        self._fresh = 0
        self._versions = count(1)
        self._names = {s.name for s in statement.variables}
        self.failed: set[tuple[int, Expr]] = set()
        self.nesting = 0
        self.factored: set[Expr] = set()
        self.rewriting: list[Line] = []
        self.solved: set[Line] = set()
        self.anchored = False
        self.hints: list[Expr] = []
        self.effort = 0
        self._words = 0
        self._unfit: set[tuple[object, ...]] = set()
        self._factors: dict[tuple[object, ...], list[dict[str, Any]] | None] = {}
        self._signs: dict[tuple[int, bool, int, int], Line | None] = {}

    def spend(self, work: int) -> None:
        """Count candidates looked at. Raises Exhausted beyond the limit."""
        self.effort += work
        if self.effort > self.limit:
            raise Exhausted

    def spend_words(self, words: int) -> None:
        """Count words of normal forms; a candidate stands for about twenty."""
        self._words += words
        if self._words >= WORDS:
            self.spend(self._words // WORDS)
            self._words %= WORDS

    # ---- what is known

    def learn(self, line: Line) -> Line:
        """Note a line as usable by every tactic in this scope; conjunctions are taken apart."""
        if line.claim.op == "and":
            for k, part in enumerate(line.claim.args):
                self.learn(self.lines.add(part, "and_elim", [line], index=k))
        elif line not in self.known:
            self.known.append(line)
            self.version = next(self._versions)
        return line

    def of(self, *ops: str) -> list[Line]:
        return [line for line in self.known if line.claim.op in ops]

    @contextmanager
    def scope(self, *assumptions: Expr) -> Generator[Block, None, None]:
        """A block whose assumptions are known inside."""
        with self.knowing(self.known), self.lines.block(*assumptions) as block:
            for line in block.assumptions:
                self.learn(line)
            yield block

    @contextmanager
    def knowing(self, lines: Sequence[Line]) -> Generator[None, None, None]:
        """Nothing is known but the lines; afterwards all that was known before."""
        before = self.known, self.version, self.grounds
        self.known = list(lines)
        if lines is not before[0]:
            self.version = next(self._versions)
        try:
            yield
        finally:
            self.known, self.version, self.grounds = before

    def fresh(self, stem: str) -> str:
        while True:
            self._fresh += 1
            name = f"{stem}_{self._fresh}"
            if name not in self._names:
                return name

    def start(self) -> None:
        """Hypotheses and declared domains as lines."""
        for k, given in enumerate(self.statement.given):
            self.learn(self.lines.add(given, "hypothesis", index=k))
            for claim in signs.index_ranges(given):
                if self.lines.find(claim) is None:
                    self.grounds.append(self.learn(self.lines.add(claim, "plain")))
        for sym in self.statement.variables:
            for line in self.domain(sym):
                self.grounds.append(self.learn(line))
        for given in self.statement.given:
            for line in signs.of_hypothesis(self, given):
                self.grounds.append(self.learn(line))

    def domain(self, sym: Symbol) -> list[Line]:
        """What the declaration of a variable says."""
        found: list[Line] = []

        def note(what: str, claim: Expr) -> None:
            found.append(self.lines.add(claim, "domain", variable=sym.name, what=what))

        if sym.kind == "sequence":
            return []
        v = variable(sym)
        if sym.kind == "size":
            note("size", le(ONE, v))
        for what, bound in (("ge", sym.ge), ("gt", sym.gt)):
            if bound is not None:
                note(what, make("le" if what == "ge" else "lt", (number(bound), v)))
        for what, bound in (("le", sym.le), ("lt", sym.lt)):
            if bound is not None:
                note(what, make(what, (v, number(bound))))
        if sym.structure == "psd":
            note("psd", make("loewner", (make("zeros", v.shape), v)))
        if sym.structure == "orthonormal":
            note("orthonormal", eq(make("matmul", (v.T, v)), make("eye", (v.shape[1],))))
        if sym.rank is not None:
            note("rank", eq(make("rank", (v,)), sym.rank))
        return found

    # ---- facts

    def fact(self, name: str, **values: Expr) -> Line | None:
        """An instance of a standard fact, if its shapes fit and its hypotheses can be established."""
        key = (name, tuple(values.items()), self.version, self.lines.depth)
        if key in self._unfit:
            return None
        line = self.settled_fact(name, values, self.establish)
        if line is None:
            self._unfit.add(key)
        return line

    def settled_fact(self, name: str, values: Mapping[str, Expr], settle: Settle) -> Line | None:
        """An instance of a standard fact whose hypotheses `settle` finds."""
        instance = instantiate(name, values)
        if instance is None:
            return None
        full, hypotheses, claim = instance
        found = self.lines.find(claim)
        if found is not None:
            return found
        premises: list[Line | None] = []
        for label, sym in fact_symbols(name).items():
            if sym.structure in ("psd", "symmetric") and not is_symmetric(full[label]):
                return None
            if sym.structure == "psd":
                premises.append(settle(make("loewner", (make("zeros", full[label].shape), full[label]))))
                if premises[-1] is None:
                    return None
        for hypothesis in hypotheses:
            line = settle(hypothesis)
            if line is None:
                return None
            premises.append(line)
        return self.lines.add(claim, "fact", premises, fact=name, substitution=full)

    def establish(self, claim: Expr) -> Line | None:
        """A line for a side condition: already there, or by a short argument."""
        found = self.lines.find(claim)
        if found is not None:
            return found
        key = (self.version, clause_key(claim))
        if key in self.failed or self.depth > 3:
            return None
        self.depth += 1
        try:
            found = self.side_condition(self, claim)
        finally:
            self.depth -= 1
        if found is None:
            self.failed.add(key)
        return found

    # ---- signs

    def positive(self, expr: Expr) -> Line | None:
        """A line 0 < expr."""
        return self._signed(expr, True)

    def nonnegative(self, expr: Expr) -> Line | None:
        """A line 0 <= expr."""
        return self._signed(expr, False)

    def _signed(self, expr: Expr, strict: bool) -> Line | None:
        claim = (lt if strict else le)(ZERO, expr)
        found = self.lines.find(claim)
        if found is not None:
            return found
        return self._signed_form(expr, claim, strict) or signs.of_structure(self, expr, claim, strict)

    def _signed_form(self, expr: Expr, claim: Expr, strict: bool) -> Line | None:
        """By the signs of the monomials of the normal form."""
        form = scalar(expr)
        if not form and not strict:
            return self.algebra(claim, [])
        if len(form) == 1:
            ((monomial, coefficient),) = form.items()
            if coefficient > 0:
                factors = self.factors(monomial, strict)
                if factors is not None:
                    return self.algebra(claim, [(coefficient, factors)])
            return None
        parts = [self.factors(m, False) if c > 0 else None for m, c in form.items()]
        if any(p is None for p in parts) or not parts:
            return None
        if strict:
            index = next((k for k, m in enumerate(form) if self.factors(m, True) is not None), None)
            if index is None:
                return None
            parts[index] = self.factors(list(form)[index], True)
        return self.algebra(claim, [(c, p or []) for c, p in zip(form.values(), parts, strict=True)])

    def factors(self, monomial: poly.Monomial, strict: bool) -> list[dict[str, Any]] | None:
        """Certificate factors whose product is the monomial, if it is known to be (strictly) positive."""
        key = (monomial, strict, self.version, self.lines.depth)
        if key not in self._factors:
            self._factors[key] = self._find_factors(monomial, strict)
        return self._factors[key]

    def _find_factors(self, monomial: poly.Monomial, strict: bool) -> list[dict[str, Any]] | None:
        found: list[dict[str, Any]] = []
        for identity, exponent in monomial:
            atom = node(identity)
            if exponent > 0 and exponent % 2 == 0 and not strict:
                found += [{"square": atom}] * (exponent // 2)
                continue
            line = self.atom_sign(atom, strict or exponent < 0)
            if line is None:
                return None
            if exponent < 0:
                line = self.fact("reciprocal_positive", x=atom)
                if line is None:
                    return None
            found += [{"premise": line}] * abs(exponent)
        return found

    def atom_sign(self, atom: Expr, strict: bool) -> Line | None:
        """A line 0 <= atom, or 0 < atom, for an atom of the normal form."""
        key = (id(atom), strict, self.version, self.lines.depth)
        if key not in self._signs:
            self._signs[key] = self._find_sign(atom, strict)
        return self._signs[key]

    def _find_sign(self, atom: Expr, strict: bool) -> Line | None:
        found = self.lines.find(lt(ZERO, atom))
        if found is None and not strict:
            found = self.lines.find(le(ZERO, atom))
        if found is not None:
            return found
        form = scalar(atom)
        for line in self.of("le", "lt"):  # a bound from a constant, such as 1 <= m
            known = slack(line.claim)
            if any(m and m not in known for m in form) or len(known) > len(form) + 1:
                continue
            rest = poly.add(known, form, -1)
            gap = -rest.get((), Fraction(0))
            if set(rest) <= {()} and (gap > 0 or (gap == 0 and (not strict or line.claim.op == "lt"))):
                terms: list[tuple[Fraction, list[dict[str, Any]]]] = [(Fraction(1), [{"premise": line}])]
                return self.algebra((lt if strict else le)(ZERO, atom), [*terms, *([(gap, [])] if gap else [])])
        return self._atom_fact(atom, strict)

    def _atom_fact(self, atom: Expr, strict: bool) -> Line | None:
        op, args = atom.op, atom.args
        if op == "sqrt":
            inner = (self.positive if strict else self.nonnegative)(args[0])
            return inner and self.fact("root_positive" if strict else "root_nonnegative", x=args[0])
        if op == "exp":
            return self.fact("exp_positive", x=args[0])
        if strict:
            if op == "spec":
                return self.fact("rank_positive", A=args[0])
            if op == "sv":
                return self.fact("sv_of_rank", A=args[0], k=args[1])
            if op == "add":
                return self._sum_sign(atom, True)
            return None
        if op in ("fro", "spec", "nuc", "rank"):
            return self.fact(f"{op}_nonnegative", A=args[0])
        if op == "sv":
            return self.fact("sv_nonnegative", A=args[0], k=args[1])
        if op == "abs":
            return self.fact("abs_nonnegative", x=args[0])
        if op == "tr":
            return self.trace_sign(args[0])
        return self._sum_sign(atom, False) if op == "add" else None

    def _sum_sign(self, atom: Expr, strict: bool) -> Line | None:
        """Sums stand as atoms only in denominators; their sign comes from their terms."""
        return self._signed(atom, strict) if len(scalar(atom)) > 1 else None

    def trace_sign(self, inner: Expr) -> Line | None:
        """0 <= tr(W'W), or of a product of semidefinite factors."""
        letters = _letters(inner)
        half = len(letters) // 2
        if letters and len(letters) % 2 == 0:
            right = letters[half:]
            product = right[0]
            for letter in right[1:]:
                product = make("matmul", (product, letter))
            if canonical(make("matmul", (product.T, product))) is canonical(inner):
                return self.algebra(le(ZERO, make("tr", (inner,))), [(Fraction(1), [{"trace": product, "psd": None}])])
        if len(letters) == 1:
            return self.fact("psd_trace", P=letters[0])
        return self.fact("psd_trace_product", P=letters[0], Q=letters[1]) if len(letters) == 2 else None

    # ---- certificates

    def algebra(
        self,
        claim: Expr,
        terms: Sequence[tuple[Fraction, list[dict[str, Any]]]],
        equations: Sequence[tuple[Line, Expr]] = (),
    ) -> Line:
        data = [{"coefficient": c, "factors": f} for c, f in terms if c]
        multipliers = [{"premise": e, "multiplier": m} for e, m in equations]
        return self.lines.add(claim, "algebra", [], terms=data, equations=multipliers)

    def flipped(self, line: Line) -> Line:
        """The equation read from right to left."""
        claim = eq(line.rhs, line.lhs)
        if line.lhs.is_matrix:
            minus = make("scale", (number(-1), make("eye", (line.lhs.shape[0],))))
            right = make("eye", (line.lhs.shape[1],))
            return self.lines.add(claim, "matrix", [], terms=[], equations=[_equation(line, minus, right)])
        return self.algebra(claim, [], [(line, number(-1))])

    def replace(self, line: Line, equation: Line, template: Expr, hole: str) -> Line:
        """`line` is template[hole := lhs]; the result is template[hole := rhs]."""
        sym = hole_symbol(hole, equation.lhs)
        claim = substitute(template, {sym: equation.rhs})
        return self.lines.add(claim, "leibniz", [line, equation], hole=hole, template=template)

    def instance(self, line: Line, at: Expr) -> Line | None:
        """A universally quantified line at one index."""
        bound, low, high, body = line.claim.args
        below, above = self.establish(le(low, at)), self.establish(le(at, high))
        if below is None or above is None:
            return None
        claim = substitute(body, {bound.data[0]: at})
        return self.learn(self.lines.add(claim, "forall_elim", [line, below, above], at=at))


def _equation(line: Line, left: Expr, right: Expr) -> dict[str, Any]:
    return {"premise": line, "left": left, "right": right}


def hole_symbol(name: str, like: Expr) -> Symbol:
    """A symbol of the same sort as an expression."""
    return symbol(name, "matrix", *like.shape) if like.is_matrix else symbol(name, like.sort.kind)


def _letters(product: Expr) -> list[Expr]:
    if product.op == "matmul":
        return _letters(product.args[0]) + _letters(product.args[1])
    return [product]
