"""The expression tree: typed, interned, never evaluating, reordering or cancelling.

Every formula of the project is an `Expr`; LaTeX, MathML, the evaluators, proofs and the
checker's problem file are derived from it by tables over `Expr.op`. Two structurally equal
expressions are the same object, so identity is equality and `==` is free to build an equation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from verify.errors import ShapeError, StatementError

SCALARS = ("integer", "real")
COMPARISONS = ("le", "lt", "eq", "loewner", "subset", "seteq")


@dataclass(frozen=True, eq=False)
class Symbol:
    """A declared name. Build with `symbol`, which interns: one declaration, one object.

    kind: "size" (integer >= 1), "integer", "real", "matrix", "sequence" (of `of`, indexed 0, 1, ...) or "gaussian": a
    random matrix with independent N(0, variance) entries, independent of the others.
    structure: "" or "symmetric", "psd", "orthonormal" (U'U = I); rank: exact rank, or None.
    """

    name: str
    kind: str
    rows: Expr | None = None
    cols: Expr | None = None
    structure: str = ""
    rank: Expr | None = None
    ge: Fraction | None = None
    gt: Fraction | None = None
    le: Fraction | None = None
    lt: Fraction | None = None
    of: Symbol | None = None
    variance: Expr | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        fields = (self.rows, self.cols, self.structure, self.rank, self.ge, self.gt, self.le, self.lt, self.of)
        return symbol, (self.name, self.kind, *fields, self.variance)

    @property
    def sort(self) -> Sort:
        if self.kind in ("matrix", "gaussian"):
            return Sort("matrix", self.rows, self.cols)
        return Sort("integer" if self.kind == "size" else self.kind)


@dataclass(frozen=True, eq=False)
class Definition:
    """A named abbreviation: printed by name, unfolded on demand. The body may use free variables too."""

    name: str
    params: tuple[Symbol, ...]
    body: Expr
    latex: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return definition, (self.name, self.params, self.body, self.latex)

    def __call__(self, *args: object) -> Expr:
        return make("call", tuple(as_expr(a) for a in args), (self,))


@dataclass(frozen=True, eq=False)
class Recursion:
    """A sequence of states: `start` at index 0, and `next` (all from the old state) at t + 1."""

    name: str
    state: tuple[Symbol, ...]
    start: tuple[Expr, ...]
    next: tuple[Expr, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        return recursion_of, (self.name, self.state, self.start, self.next)


@dataclass(frozen=True, eq=False)
class Sort:
    kind: str
    rows: Expr | None = None
    cols: Expr | None = None

    @property
    def shape(self) -> tuple[Expr, Expr]:
        if self.rows is None or self.cols is None:
            raise StatementError(f"a {self.kind} has no shape")
        return self.rows, self.cols


INTEGER, REAL, SUBSPACE, PROP = Sort("integer"), Sort("real"), Sort("subspace"), Sort("prop")


class Expr:
    """A node: `op`, `args`, `data` (symbols, numbers, definitions) and its `sort`."""

    __slots__ = ("args", "data", "op", "sort")
    op: str
    args: tuple[Expr, ...]
    data: tuple[Any, ...]
    sort: Sort

    def __reduce__(self) -> tuple[Any, ...]:
        return make, (self.op, self.args, self.data)

    __hash__ = object.__hash__  # interned, so by identity; as it is, since memos ask millions of times

    def __bool__(self) -> bool:
        raise StatementError(
            f"{self} has no truth value while a statement is built; write a <= b and b <= c as two "
            "relations (or all_of(...)), and compare expressions with `is`"
        )

    def __repr__(self) -> str:
        from verify.render.text import to_text

        return to_text(self)

    @property
    def is_matrix(self) -> bool:
        return self.sort.kind == "matrix"

    @property
    def is_scalar(self) -> bool:
        return self.sort.kind in SCALARS

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """(rows, columns) as integer expressions. Raises StatementError for a non-matrix."""
        if not self.is_matrix:
            raise StatementError(f"{self} is a {self.sort.kind}, not a matrix: it has no shape")
        return self.sort.shape

    @property
    def T(self) -> Expr:
        """Transpose."""
        return make("transpose", (self,))

    def __add__(self, other: object) -> Expr:
        other = as_expr(other)
        return make("join" if self.sort.kind == "subspace" else "add", (self, other))

    def __radd__(self, other: object) -> Expr:
        return as_expr(other) + self

    def __sub__(self, other: object) -> Expr:
        return make("sub", (self, as_expr(other)))

    def __rsub__(self, other: object) -> Expr:
        return make("sub", (as_expr(other), self))

    def __neg__(self) -> Expr:
        return make("neg", (self,))

    def __abs__(self) -> Expr:
        return make("abs", (self,))

    def __mul__(self, other: object) -> Expr:
        other = as_expr(other)
        if self.is_matrix and other.is_matrix:
            raise ShapeError(f"({self}) * ({other}): between matrices write `@` for the product or hadamard(., .)")
        if self.is_matrix:
            return make("scale", (other, self))
        return make("scale" if other.is_matrix else "mul", (self, other))

    def __rmul__(self, other: object) -> Expr:
        return as_expr(other) * self

    def __truediv__(self, other: object) -> Expr:
        other = as_expr(other)
        if self.is_matrix:
            return make("scale", (make("div", (number(1), other)), self))
        return make("div", (self, other))

    def __rtruediv__(self, other: object) -> Expr:
        return as_expr(other) / self

    def __pow__(self, other: object) -> Expr:
        other = as_expr(other)
        if not self.is_matrix:
            return make("pow", (self, other))
        if other is number(-1):
            return make("inv", (self,))
        return make("matpow", (self, other))

    def __rpow__(self, other: object) -> Expr:
        return as_expr(other) ** self

    def __matmul__(self, other: object) -> Expr:
        return make("matmul", (self, as_expr(other)))

    def __le__(self, other: object) -> Expr:
        return compare("le", self, as_expr(other))

    def __ge__(self, other: object) -> Expr:
        return compare("le", as_expr(other), self)

    def __lt__(self, other: object) -> Expr:
        return compare("lt", self, as_expr(other))

    def __gt__(self, other: object) -> Expr:
        return compare("lt", as_expr(other), self)

    def __eq__(self, other: object) -> Expr:  # type: ignore[override]
        if other is None or isinstance(other, (Symbol, Sort)):
            return NotImplemented
        return compare("eq", self, as_expr(other))

    def __ne__(self, other: object) -> Expr:  # type: ignore[override]
        if other is None or isinstance(other, (Symbol, Sort)):
            return NotImplemented
        return make("not", (compare("eq", self, as_expr(other)),))

    def __or__(self, other: object) -> Expr:
        return make("union" if self.sort.kind == "subspace" else "or", (self, as_expr(other)))

    def __and__(self, other: object) -> Expr:
        return make("and", (self, as_expr(other)))

    def __invert__(self) -> Expr:
        return make("not", (self,))


def compare(op: str, lhs: Expr, rhs: Expr) -> Expr:
    """The relation that a comparison sign means between the two sides' sorts."""
    matrices, subspaces = lhs.is_matrix and rhs.is_matrix, {lhs.sort.kind, rhs.sort.kind} == {"subspace"}
    if op == "lt" and (matrices or subspaces):
        raise StatementError(f"{lhs} < {rhs}: there is no strict order of {lhs.sort.kind} values here; use <=")
    names = {"le": "loewner", "eq": "eq"} if matrices else {"le": "subset", "eq": "seteq"} if subspaces else {}
    return make(names.get(op, op), (lhs, rhs))


_table: dict[tuple[Any, ...], Any] = {}


def _intern(cls: type, *fields: Any) -> Any:
    """The one object of `cls` with these fields; parts are interned already, so their identity is their value."""
    key = (cls, *(_key(f) for f in fields))
    found = _table.get(key)
    if found is None:
        found = _table[key] = cls(*fields)
    return found


def _key(field: Any) -> Any:
    if isinstance(field, tuple):
        return tuple(_key(f) for f in cast("tuple[Any, ...]", field))
    if isinstance(field, (Expr, Symbol, Definition, Recursion)):
        return id(field)
    return type(field), field


def symbol(name: str, kind: str, *fields: Any) -> Symbol:
    """The one symbol with this declaration; fields as in `Symbol`, those left out being absent."""
    defaults = (None, None, "", None, None, None, None, None, None, None)
    return _intern(Symbol, name, kind, *fields, *defaults[len(fields) :])


def definition(name: str, params: tuple[Symbol, ...], body: Expr, latex: str | None = None) -> Definition:
    return _intern(Definition, name, params, body, latex)


def recursion_of(
    name: str, state: tuple[Symbol, ...], start: tuple[Expr, ...], next: tuple[Expr, ...]
) -> Recursion:
    return _intern(Recursion, name, state, start, next)


def make(op: str, args: tuple[Expr, ...] = (), data: tuple[Any, ...] = ()) -> Expr:
    """The one node with this operator, arguments and data. Raises StatementError or ShapeError when ill-typed."""
    key = (op, tuple(map(id, args)), tuple(_key(d) for d in data))
    found = _table.get(key)
    if found is not None:
        return found
    from verify.typing_rules import sort_of

    node = Expr.__new__(Expr)
    node.op, node.args, node.data = op, args, data
    node.sort = sort_of(op, args, data)
    _table[key] = node
    return node


def number(value: object) -> Expr:
    """An exact rational from an int, a Fraction or 'p/q'. A float is an error: it is not the number you wrote."""
    if isinstance(value, list):
        raise StatementError(f"{value!r} is a list of symbols; take one of them, or declare one size with size('n')")
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, str)):
        raise StatementError(
            f"{value!r} ({type(value).__name__}) is not an exact number; write an int, a Fraction or a string 'p/q'"
        )
    if isinstance(value, str) and not re.fullmatch(r"-?\d+(/0*[1-9]\d*)?", value):
        raise StatementError(f"{value!r} is not of the form 'p/q'")
    return make("num", (), (Fraction(value),))


def as_expr(value: object) -> Expr:
    return value if isinstance(value, Expr) else number(value)


def variable(sym: Symbol) -> Expr:
    if sym.kind == "sequence":
        raise StatementError(f"{sym.name} is a sequence: use {sym.name}[t]")
    return make("var", (), (sym,))


def is_number(expr: Expr) -> bool:
    return expr.op == "num"


def value_of(expr: Expr) -> Fraction:
    return cast(Fraction, expr.data[0])


def walk(*roots: Expr) -> Iterator[Expr]:
    """Every distinct node below the roots, each once, parents first. Does not enter definitions or recursions."""
    seen: set[int] = set()
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(reversed(node.args))


def rebuild(node: Expr, args: Iterable[Expr]) -> Expr:
    new = tuple(args)
    return node if all(a is b for a, b in zip(new, node.args, strict=True)) else make(node.op, new, node.data)
