"""The sort of every formula; wrong sorts and shapes are rejected here. Sizes are compared by their normal forms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .formulas import Rejected, Term, level, opened
from .world import Declared, World

if TYPE_CHECKING:
    from .normal import Normal


class Sort(NamedTuple):
    """kind: integer, real, matrix, subspace (of R^rows), union (of subspaces), prop."""

    kind: str
    rows: Term | None = None
    cols: Term | None = None

    @property
    def scalar(self) -> bool:
        return self.kind in ("integer", "real")


INTEGER, REAL, PROP = Sort("integer"), Sort("real"), Sort("prop")


def shown(term: Term) -> str:
    text = repr(term)
    return text if len(text) <= 90 else text[:87] + "..."


class Typing:
    """Sorts of the terms of one world; `normal` compares sizes and recognizes symmetric forms."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.normal: Normal
        self.memo: dict[Term, Sort] = {}

    def sort(self, term: Term) -> Sort:
        found = self.memo.get(term)
        if found is None:
            if term.loose:
                raise Rejected("a bound variable escapes its binder")
            self.normal.work.spend()
            rule = RULES.get(term.head)
            if rule is None:
                raise Rejected(f"unknown head {term.head!r}")
            found = self.memo[term] = rule(self, term)
        return found

    def shape(self, term: Term) -> tuple[Term, Term]:
        sort = self.sort(term)
        if sort.rows is None or sort.cols is None:
            raise Rejected(f"a matrix is needed, not {shown(term)}")
        return sort.rows, sort.cols

    def is_matrix(self, term: Term) -> bool:
        return self.sort(term).kind == "matrix"

    def same(self, a: Term | None, b: Term | None) -> bool:
        """Equal sizes, by normal form."""
        if a is None or b is None:
            return a is b
        return a is b or self.normal.scalar(a) == self.normal.scalar(b)

    def scalars(self, *terms: Term) -> Sort:
        for t in terms:
            if not self.sort(t).scalar:
                raise Rejected(f"a number is needed, not {shown(t)}")
        return INTEGER if all(self.sort(t).kind == "integer" for t in terms) else REAL

    def integers(self, *terms: Term) -> None:
        if self.scalars(*terms) != INTEGER:
            raise Rejected(f"an integer is needed, not {shown(terms[0])}")

    def square(self, term: Term) -> Term:
        rows, cols = self.shape(term)
        if not self.same(rows, cols):
            raise Rejected(f"not square: {shown(term)}")
        return rows

    def symmetric(self, term: Term) -> Term:
        rows = self.square(term)
        if not self.normal.is_symmetric(term):
            raise Rejected(f"not symmetric by its form: {shown(term)}")
        return rows

    def equal_shapes(self, *terms: Term) -> Sort:
        first = self.sort(terms[0])
        for t in terms:
            rows, cols = self.shape(t)
            if not (self.same(rows, first.rows) and self.same(cols, first.cols)):
                raise Rejected(f"different shapes: {shown(terms[0])} and {shown(t)}")
        return first

    def additive(self, *terms: Term) -> Sort:
        if any(self.sort(t).kind == "matrix" for t in terms):
            return self.equal_shapes(*terms)
        return self.scalars(*terms)

    def spaces(self, kinds: tuple[str, ...], *terms: Term) -> Sort:
        first = self.sort(terms[0])
        for t in terms:
            found = self.sort(t)
            if found.kind not in kinds or not self.same(found.rows, first.rows):
                raise Rejected(f"a subspace of the same space is needed, not {shown(t)}")
        return first

    def props(self, *terms: Term) -> Sort:
        for t in terms:
            if self.sort(t) != PROP:
                raise Rejected(f"a proposition is needed, not {shown(t)}")
        return PROP

    def fits(self, declared: Declared, term: Term, rows: Term | None, cols: Term | None) -> None:
        """Raises unless the term has the sort of the declaration, whose shape, after substitution, is given."""
        found = self.sort(term)
        if declared.value_kind == "matrix":
            if found.kind != "matrix" or not (self.same(found.rows, rows) and self.same(found.cols, cols)):
                raise Rejected(f"{declared.name}: a matrix of another shape, {shown(term)}")
            if declared.structure in ("symmetric", "psd") and not self.normal.is_symmetric(term):
                raise Rejected(f"{declared.name}: not symmetric by its form, {shown(term)}")
        elif not found.scalar or (declared.value_kind == "integer" and found.kind != "integer"):
            raise Rejected(f"{declared.name}: the wrong sort of value, {shown(term)}")


def _var(t: Typing, term: Term) -> Sort:
    found = t.world.declared.get(term.args[0])
    if found is None or (term.head == "at") != (found.of is not None):
        raise Rejected(f"{term.args[0]} is not declared, or a sequence without an index")
    return _declared(t, found.of or found)


def _declared(t: Typing, found: Declared) -> Sort:
    if found.kind == "matrix":
        return Sort("matrix", found.rows, found.cols)
    return REAL if found.kind == "real" else INTEGER


def _at(t: Typing, term: Term) -> Sort:
    t.integers(term.args[1])
    return _var(t, term)


def _iterate(t: Typing, term: Term) -> Sort:
    name, component, index = term.args
    t.integers(index)
    return _declared(t, t.world.declared[t.world.recursions[name].state[component]])


def _pow(t: Typing, term: Term) -> Sort:
    base, exponent = term.args
    kind = t.scalars(base)
    t.integers(exponent) if term.head == "pow" else t.scalars(exponent)
    natural = term.head == "pow" and exponent.head == "num" and exponent.args[0] >= 0
    return INTEGER if natural and kind == INTEGER else REAL


def _num(t: Typing, term: Term) -> Sort:
    value: Fraction = term.args[0]
    return INTEGER if value.denominator == 1 else REAL


def _binder(t: Typing, term: Term) -> Sort:
    low, high, body = term.args
    t.integers(low, high)
    v = level(term)
    found = t.sort(opened(body, v))
    if term.head == "forall":
        return t.props(opened(body, v))
    if not found.scalar and found.kind != "matrix":
        raise Rejected("a sum of neither numbers nor matrices")
    if found.kind == "matrix" and found.rows is not None and found.cols is not None:
        rows, cols = t.normal.canonical(found.rows), t.normal.canonical(found.cols)
        if v.levels & (rows.levels | cols.levels):
            raise Rejected("the shape of a summand depends on the index")
        return Sort("matrix", rows, cols)
    return found


def _matmul(t: Typing, term: Term) -> Sort:
    for a, b in zip(term.args, term.args[1:], strict=False):
        if not t.same(t.shape(a)[1], t.shape(b)[0]):
            raise Rejected(f"the inner sizes of a product differ: {shown(a)} and {shown(b)}")
    return Sort("matrix", t.shape(term.args[0])[0], t.shape(term.args[-1])[1])


def _scale(t: Typing, term: Term) -> Sort:
    t.scalars(term.args[0])
    return Sort("matrix", *t.shape(term.args[1]))


def _matpow(t: Typing, term: Term) -> Sort:
    t.integers(term.args[1])
    return _same_square(t, term)


def _same_square(t: Typing, term: Term) -> Sort:
    rows = t.symmetric(term.args[0]) if term.head == "sqrtm" else t.square(term.args[0])
    return Sort("matrix", rows, rows)


def _transpose(t: Typing, term: Term) -> Sort:
    rows, cols = t.shape(term.args[0])
    return Sort("matrix", cols, rows)


def _absm(t: Typing, term: Term) -> Sort:
    cols = t.shape(term.args[0])[1]
    return Sort("matrix", cols, cols)


def _indexed(t: Typing, term: Term) -> Sort:
    if term.head == "eig":
        t.symmetric(term.args[0])
    t.shape(term.args[0])
    t.integers(*term.args[1:])
    return REAL


def _of_matrix(t: Typing, term: Term) -> Sort:
    if term.head in ("tr", "det"):
        t.square(term.args[0])
    t.shape(term.args[0])
    return INTEGER if term.head == "rank" else REAL


def _sized(t: Typing, term: Term) -> Sort:
    t.integers(*term.args)
    return Sort("matrix", term.args[0], term.args[-1])


def _case(t: Typing, term: Term) -> Sort:
    t.props(term.args[0])
    return t.additive(*term.args[1:])


def _given(t: Typing, term: Term) -> Sort:
    t.props(term.args[0])
    return t.sort(term.args[1])


def _relation(t: Typing, term: Term) -> Sort:
    if term.head == "eq":
        t.additive(*term.args)
    else:
        t.scalars(*term.args)
    return PROP


def _loewner(t: Typing, term: Term) -> Sort:
    for side in term.args:
        t.symmetric(side)
    t.equal_shapes(*term.args)
    return PROP


def _subset(t: Typing, term: Term) -> Sort:
    t.spaces(("subspace", "union") if term.head == "subset" else ("subspace",), *term.args)
    return PROP


def _real(t: Typing, term: Term) -> Sort:
    t.scalars(*term.args)
    return REAL


def _floor(t: Typing, term: Term) -> Sort:
    t.scalars(*term.args)
    return INTEGER


Rule = Callable[[Typing, Term], Sort]
RULES: dict[str, Rule] = {
    "num": _num,
    "var": _var,
    "level": lambda t, term: INTEGER,
    "at": _at,
    "iterate": _iterate,
    **dict.fromkeys(("add", "sub", "neg"), lambda t, term: t.additive(*term.args)),
    **dict.fromkeys(("mul", "min", "max", "abs"), lambda t, term: t.scalars(*term.args)),
    **dict.fromkeys(("div", "sqrt", "exp", "log"), _real),
    "floor": _floor,
    **dict.fromkeys(("pow", "rpow"), _pow),
    "case": _case,
    "given": _given,
    **dict.fromkeys(("tr", "det", "fro", "spec", "nuc", "rank"), _of_matrix),
    **dict.fromkeys(("sv", "eig", "entry"), _indexed),
    **dict.fromkeys(("sum", "forall"), _binder),
    "scale": _scale,
    "matmul": _matmul,
    "transpose": _transpose,
    **dict.fromkeys(("inv", "expm", "sqrtm"), _same_square),
    "matpow": _matpow,
    "hadamard": lambda t, term: t.equal_shapes(*term.args),
    "absm": _absm,
    **dict.fromkeys(("eye", "zeros"), _sized),
    "colspan": lambda t, term: Sort("subspace", t.shape(term.args[0])[0]),
    "join": lambda t, term: t.spaces(("subspace",), *term.args),
    "union": lambda t, term: Sort("union", t.spaces(("subspace", "union"), *term.args).rows),
    **dict.fromkeys(("le", "lt", "eq"), _relation),
    "loewner": _loewner,
    **dict.fromkeys(("subset", "seteq"), _subset),
    **dict.fromkeys(("and", "or", "not", "implies"), lambda t, term: t.props(*term.args)),
}
