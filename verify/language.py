"""The vocabulary in which statements are written: declarations and functions of matrices.

Everything here builds `Expr` nodes; nothing is evaluated. Numbers are ints, Fractions or strings 'p/q'.
"""

from __future__ import annotations

from collections.abc import Sequence as Seq
from fractions import Fraction

from verify.errors import StatementError
from verify.inputs import declared, listed, named
from verify.substitution import free_symbols
from verify.tree import (
    Definition,
    Expr,
    as_expr,
    make,
    number,
    symbol,
    value_of,
    variable,
)
from verify.tree import definition as _definition
from verify.typing_rules import square

# ---- declarations


def sizes(names: str) -> list[Expr]:
    """Symbolic sizes: integers >= 1, for example `m, n = sizes("m n")`."""
    return [variable(symbol(name, "size")) for name in named(names)]


def size(name: str) -> Expr:
    """One symbolic size, an integer >= 1."""
    (one,) = sizes(name)
    return one


def _bound(value: object) -> Fraction | None:
    return None if value is None else value_of(number(value))


def _scalar(kind: str, name: str, ge: object, gt: object, le: object, lt: object) -> Expr:
    (checked,) = named(name)
    low, strict_low, high, strict_high = map(_bound, (ge, gt, le, lt))
    lows, highs = [x for x in (low, strict_low) if x is not None], [x for x in (high, strict_high) if x is not None]
    open_ends = (strict_low in lows[-1:] and strict_low is not None) or strict_high is not None
    if lows and highs and (max(lows) > min(highs) or (max(lows) == min(highs) and open_ends)):
        raise StatementError(f"the domain of {name} is empty: lower end {max(lows)}, upper end {min(highs)}")
    return variable(symbol(checked, kind, None, None, "", None, low, strict_low, high, strict_high))


def real(name: str, *, ge: object = None, gt: object = None, le: object = None, lt: object = None) -> Expr:
    """A real variable with an optional domain, for example `eta = real("eta", gt=0)`."""
    return _scalar("real", name, ge, gt, le, lt)


def integer(name: str, *, ge: object = None, gt: object = None, le: object = None, lt: object = None) -> Expr:
    """An integer variable with an optional domain, for example `T = integer("T", ge=0)`."""
    return _scalar("integer", name, ge, gt, le, lt)


def matrix(
    name: str,
    rows: object,
    cols: object = None,
    *,
    symmetric: bool = False,
    psd: bool = False,
    orthonormal: bool = False,
    rank: object = None,
) -> Expr:
    """A real matrix variable, rows x cols (square when cols is left out).

    symmetric, psd (symmetric positive semidefinite), orthonormal (U'U = I, so rows >= cols) and `rank` (exactly
    that rank) restrict its domain. Raises StatementError when two structures are asked for at once.
    """
    (checked,) = named(name)
    structures = [s for s, on in (("symmetric", symmetric), ("psd", psd), ("orthonormal", orthonormal)) if on]
    if len(structures) > 1:
        raise StatementError(f"{name}: choose one of {' and '.join(structures)} (psd implies symmetric)")
    r = as_expr(rows)
    c = r if cols is None else as_expr(cols)
    if any(e.sort.kind != "integer" for e in (r, c)):
        raise StatementError(f"{name}: the shape {r} x {c} is not made of integers")
    if any(e.op == "num" and value_of(e) < 1 for e in (r, c)):
        raise StatementError(f"{name}: the shape {r} x {c} is empty; sizes are at least 1")
    sym = symbol(checked, "matrix", r, c, structures[0] if structures else "", None if rank is None else as_expr(rank))
    result = variable(sym)
    if structures and structures[0] != "orthonormal":
        square(f"a {structures[0]} matrix", result)
    return result


def vector(name: str, rows: object) -> Expr:
    """A column vector: a rows x 1 matrix."""
    return matrix(name, rows, 1)


def symmetric(name: str, n: object) -> Expr:
    """A symmetric n x n matrix variable."""
    return matrix(name, n, n, symmetric=True)


def semidefinite(name: str, n: object) -> Expr:
    """A symmetric positive semidefinite n x n matrix variable."""
    return matrix(name, n, n, psd=True)


def orthonormal(name: str, rows: object, cols: object) -> Expr:
    """A rows x cols matrix variable with orthonormal columns."""
    return matrix(name, rows, cols, orthonormal=True)


def gaussian(name: str, rows: object, cols: object, *, variance: object = 1) -> Expr:
    """A random rows x cols matrix, independent of the others: independent entries N(0, 1); with `variance=v`, N(0, v).

    It occurs in events only: `Pr(spec(G) <= 3)`. Raises StatementError for a variance that is a number <= 0, or random.
    """
    (checked,) = named(name)
    r, c, v = as_expr(rows), as_expr(cols), as_expr(variance)
    if any(e.sort.kind != "integer" for e in (r, c)):
        raise StatementError(f"{name}: the shape {r} x {c} is not made of integers")
    if any(e.op == "num" and value_of(e) < 1 for e in (r, c)):
        raise StatementError(f"{name}: the shape {r} x {c} is empty; sizes are at least 1")
    if not v.is_scalar or (v.op == "num" and value_of(v) <= 0):
        raise StatementError(f"{name}: the variance {v} is not a positive number")
    if any(s.kind == "gaussian" for s in free_symbols(v)):
        raise StatementError(f"{name}: the variance {v} is itself random")
    return variable(symbol(checked, "gaussian", r, c, "", None, None, None, None, None, None, v))


def Pr(event: Expr) -> Expr:
    """The probability that the event is defined and holds, over all the random matrices in it, which are independent.

    A number between 0 and 1, for the claim `Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= 1 - exp(-t**2 / 2)`.
    Raises StatementError for anything but a relation.
    """
    if getattr(event, "op", None) is None or event.sort.kind != "prop":
        raise StatementError(f"Pr of {event}, which is not an event; write a relation such as Pr(spec(G) <= 3)")
    return make("pr", (event,))


def define(name: str, params: Seq[Expr], body: object, latex: str | None = None) -> Definition:
    """A named abbreviation; call it with arguments: `f = define("f", [X, Y], fro(X @ Y.T - A)**2 / 2)`."""
    (checked,) = named(name)
    symbols = listed(f"define {checked}: params", params, f'{checked} = define("{checked}", [x], x + 1)')
    return _definition(name, tuple(map(declared, symbols)), as_expr(body), latex)


# ---- matrices


def T(a: Expr) -> Expr:
    """Transpose."""
    return make("transpose", (a,))


def eye(n: object) -> Expr:
    """The n x n identity."""
    return make("eye", (as_expr(n),))


def zeros(m: object, n: object) -> Expr:
    """The m x n zero matrix."""
    return make("zeros", (as_expr(m), as_expr(n)))


def inv(a: Expr) -> Expr:
    """Inverse; undefined where the matrix is singular."""
    return make("inv", (a,))


def hadamard(a: Expr, b: Expr) -> Expr:
    """Entrywise product."""
    return make("hadamard", (a, b))


def sqrtm(a: Expr) -> Expr:
    """The positive semidefinite square root; undefined unless the symmetric argument is positive semidefinite."""
    return make("sqrtm", (a,))


def absm(a: Expr) -> Expr:
    """Modulus |A| = (A'A)^(1/2)."""
    return make("absm", (a,))


def expm(a: Expr) -> Expr:
    """Matrix exponential."""
    return make("expm", (a,))


# ---- numbers from matrices


def tr(a: Expr) -> Expr:
    """Trace."""
    return make("tr", (a,))


def inner(a: Expr, b: Expr) -> Expr:
    """Frobenius inner product tr(A'B)."""
    return tr(a.T @ b)


def det(a: Expr) -> Expr:
    """Determinant."""
    return make("det", (a,))


def fro(a: Expr) -> Expr:
    """Frobenius norm."""
    return make("fro", (a,))


def spec(a: Expr) -> Expr:
    """Spectral norm, the largest singular value."""
    return make("spec", (a,))


def nuc(a: Expr) -> Expr:
    """Nuclear norm, the sum of the singular values."""
    return make("nuc", (a,))


def sv(a: Expr, k: object) -> Expr:
    """The k-th largest singular value; defined for 1 <= k <= min(shape)."""
    return make("sv", (a, as_expr(k)))


def eig(a: Expr, k: object) -> Expr:
    """The k-th largest eigenvalue of a symmetric matrix; defined for 1 <= k <= n."""
    return make("eig", (a, as_expr(k)))


def rank(a: Expr) -> Expr:
    """Rank."""
    return make("rank", (a,))


def entry(a: Expr, i: object, j: object) -> Expr:
    """Entry in row i and column j, counted from 1."""
    return make("entry", (a, as_expr(i), as_expr(j)))


# ---- functions of numbers


def sqrt(a: object) -> Expr:
    """Square root; undefined below zero."""
    return make("sqrt", (as_expr(a),))


def exp(a: object) -> Expr:
    """Exponential."""
    return make("exp", (as_expr(a),))


def log(a: object) -> Expr:
    """Natural logarithm; undefined at and below zero."""
    return make("log", (as_expr(a),))


def floor(a: object) -> Expr:
    """Largest integer not above the argument."""
    return make("floor", (as_expr(a),))


def absolute(a: object) -> Expr:
    """Absolute value of a number."""
    return make("abs", (as_expr(a),))


def _fold(op: str, values: tuple[object, ...]) -> Expr:
    exprs = [as_expr(v) for v in values]
    result = exprs[0]
    for e in exprs[1:]:
        result = make(op, (result, e))
    return result


def minimum(*values: object) -> Expr:
    """The smallest of the numbers."""
    return _fold("min", values)


def maximum(*values: object) -> Expr:
    """The largest of the numbers."""
    return _fold("max", values)


def case(condition: Expr, then: object, otherwise: object) -> Expr:
    """`then` where the condition holds, `otherwise` elsewhere; numbers or matrices. Nest for more alternatives."""
    return make("case", (condition, as_expr(then), as_expr(otherwise)))


def summation(body: object, index: Expr, low: object, high: object) -> Expr:
    """Sum of numbers or matrices over integers low <= index <= high; the limits may be symbolic, empty sums are 0."""
    declared(index)
    return make("sum", (index, as_expr(low), as_expr(high), as_expr(body)))


# ---- relations and logic


def psd(a: Expr) -> Expr:
    """The relation: the symmetric matrix is positive semidefinite. `A <= B` between matrices is psd(B - A)."""
    return make("loewner", (zeros(*a.shape), a))


def colspan(a: Expr) -> Expr:
    """Column space; compare with <= and ==, combine with + (sum of spaces) and | (set union, right of <= only)."""
    return make("colspan", (a,))


def all_of(*props: Expr) -> Expr:
    """Conjunction."""
    return props[0] if len(props) == 1 else make("and", props)


def any_of(*props: Expr) -> Expr:
    """Disjunction."""
    return props[0] if len(props) == 1 else make("or", props)


def implies(premise: Expr, conclusion: Expr) -> Expr:
    """Material implication; the conclusion need only be defined where the premise holds."""
    return make("implies", (premise, conclusion))


def for_all(index: Expr, low: object, high: object, prop: Expr) -> Expr:
    """The proposition at every integer low <= index <= high."""
    declared(index)
    return make("forall", (index, as_expr(low), as_expr(high), prop))
