"""Multiprecision by mpmath: attacks and polishes, never certifies.

Two numbers closer than the tolerance, relative to the larger of 1 and their size, count as equal.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.arithmetic import domain
from verify.arithmetic._mpmath import mp, working
from verify.arithmetic.fold import Arithmetic, Fold, NoValue, Rule, Table, Truth
from verify.arithmetic.points import Point
from verify.arithmetic.spans import span_rules
from verify.errors import Unsupported
from verify.statement import Statement
from verify.tree import Expr

# exp of more than this is not attempted.
EXPONENT_LIMIT = 10**9

Number = Any
Matrix = Any


def tolerance() -> Number:
    """Two thirds of the digits."""
    return mp.mpf(10) ** (-(2 * mp.dps // 3))


def close(a: Number, b: Number) -> bool:
    return abs(a - b) <= tolerance() * max(1, abs(a), abs(b))


def real(value: int | Fraction) -> Number:
    return mp.mpf(value.numerator) / value.denominator


def matrix(rows: list[list[Fraction]]) -> Matrix:
    return mp.matrix([[real(x) for x in row] for row in rows])


# ---- scalars


def divide(a: Number, b: Number) -> Number:
    if b == 0:
        raise NoValue("division by zero")
    return mp.mpf(a) / b


def power(base: Number, exponent: Number) -> Number:
    if isinstance(exponent, int):
        if exponent < 0 and base == 0:
            raise NoValue(f"zero to the negative power {exponent}")
        return base**exponent if exponent >= 0 else 1 / mp.mpf(base) ** -exponent
    if base < 0 or (base == 0 and exponent <= 0):
        raise NoValue(f"the base is not positive and the exponent {mp.nstr(exponent)} is real")
    return mp.mpf(base) ** exponent


def square_root(a: Number) -> Number:
    if a < -tolerance():
        raise NoValue("square root of a negative number")
    return mp.sqrt(max(mp.zero, a))


def exponential(a: Number) -> Number:
    if abs(a) > EXPONENT_LIMIT:
        raise Unsupported(f"exp of a number beyond {EXPONENT_LIMIT}")
    return mp.exp(a)


def logarithm(a: Number) -> Number:
    if a <= 0:
        raise NoValue("logarithm of a number that is not positive")
    return mp.log(a)


# ---- matrices


def sized(rows: int, cols: int, entry: Callable[[int, int], Number]) -> Matrix:
    if rows < 1 or cols < 1:
        raise NoValue(f"a matrix of {rows} rows and {cols} columns")
    found = mp.matrix(rows, cols)
    for i in range(rows):
        for j in range(cols):
            found[i, j] = mp.mpf(entry(i, j))
    return found


def identity(n: int) -> Matrix:
    return sized(n, n, lambda i, j: int(i == j))


def entry(a: Matrix, i: int, j: int) -> Number:
    if not (1 <= i <= a.rows and 1 <= j <= a.cols):
        raise NoValue(f"entry ({i}, {j}) of a {a.rows} x {a.cols} matrix")
    return a[i - 1, j - 1]


def norm(a: Matrix) -> Number:
    return mp.sqrt(mp.fsum(x * x for x in a))


def singular_values(a: Matrix) -> list[Number]:
    """Largest first."""
    tall = a if a.rows >= a.cols else a.T
    return sorted((abs(x) for x in mp.svd_r(tall, compute_uv=False)), reverse=True)


def symmetric_part(a: Matrix) -> Matrix:
    if norm(a - a.T) > tolerance() * max(1, norm(a)):
        raise NoValue("a matrix that must be symmetric is not")
    return (a + a.T) / 2


def spectrum(a: Matrix) -> tuple[list[Number], Matrix]:
    """Eigenvalues, smallest first, and eigenvectors in columns."""
    values, vectors = mp.eigsy(symmetric_part(a))
    return list(values), vectors


def from_spectrum(values: list[Number], vectors: Matrix) -> Matrix:
    return vectors * mp.diag(values) * vectors.T


def psd_root(a: Matrix) -> Matrix:
    values, vectors = spectrum(a)
    if values[0] < -tolerance() * max(1, norm(a)):
        raise NoValue("root of a matrix that is not positive semidefinite")
    return from_spectrum([mp.sqrt(max(mp.zero, x)) for x in values], vectors)


def modulus(a: Matrix) -> Matrix:
    """From the singular value decomposition, which keeps small singular values that A'A would lose."""
    if a.rows < a.cols:
        a = beside(a.T, sized(a.cols, a.cols - a.rows, lambda i, j: 0)).T
    _, values, right = mp.svd_r(a)
    return from_spectrum([abs(x) for x in values], right.T)


def determinant(a: Matrix) -> Number:
    """By elimination: mpmath's own fails on some singular matrices, where it finds no pivot."""
    rows: list[list[Number]] = [[a[i, j] for j in range(a.cols)] for i in range(a.rows)]
    product = mp.one
    while rows:
        pivot = max(range(len(rows)), key=lambda i: abs(rows[i][0]))
        if rows[pivot][0] == 0:
            return mp.zero
        first = rows.pop(pivot)
        product *= first[0] * (-1) ** pivot
        rows = [[x - row[0] / first[0] * y for x, y in zip(row[1:], first[1:], strict=True)] for row in rows]
    return product


def inverse(a: Matrix) -> Matrix:
    values = singular_values(a)
    if values[-1] <= values[0] * mp.mpf(10) ** (2 - mp.dps):
        raise NoValue("inverse of a singular matrix")
    return mp.inverse(a)


def numbered(values: list[Number], k: int, what: str) -> Number:
    if not 1 <= k <= len(values):
        raise NoValue(f"{what} number {k} of {len(values)}")
    return values[k - 1]


def rank(a: Matrix) -> int:
    values = singular_values(a)
    return sum(1 for x in values if x > tolerance() * values[0])


def matrix_power(a: Matrix, k: int) -> Matrix:
    if k < 0:
        raise NoValue(f"the negative matrix power {k}")
    return a**k if k else identity(a.rows)


def beside(a: Matrix, b: Matrix) -> Matrix:
    return sized(a.rows, a.cols + b.cols, lambda i, j: a[i, j] if j < a.cols else b[i, j - a.cols])


# ---- relations


def is_matrix(a: Any) -> bool:
    return isinstance(a, mp.matrix)


def equal(a: Any, b: Any) -> bool:
    if is_matrix(a):
        return bool(norm(a - b) <= tolerance() * max(1, norm(a), norm(b)))
    return close(a, b)


def loewner(a: Matrix, b: Matrix) -> bool:
    return bool(spectrum(b - a)[0][0] >= -tolerance() * max(1, norm(a), norm(b)))


TABLE: Table = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "neg": lambda a: -a,
    "mul": lambda a, b: a * b,
    "div": divide,
    "pow": power,
    "sqrt": square_root,
    "exp": exponential,
    "log": logarithm,
    "floor": lambda a: int(mp.floor(a)),
    "abs": abs,
    "min": lambda a, b: min(a, b),
    "max": lambda a, b: max(a, b),
    "tr": lambda a: mp.fsum(a[i, i] for i in range(a.rows)),
    "det": determinant,
    "fro": norm,
    "spec": lambda a: singular_values(a)[0],
    "nuc": lambda a: mp.fsum(singular_values(a)),
    "sv": lambda a, k: numbered(singular_values(a), k, "singular value"),
    "eig": lambda a, k: numbered(spectrum(a)[0][::-1], k, "eigenvalue"),
    "rank": rank,
    "entry": entry,
    "scale": lambda s, a: a * s,
    "matmul": lambda a, b: a * b,
    "transpose": lambda a: a.T,
    "inv": inverse,
    "hadamard": lambda a, b: sized(a.rows, a.cols, lambda i, j: a[i, j] * b[i, j]),
    "sqrtm": psd_root,
    "absm": modulus,
    "expm": lambda a: mp.expm(a),
    "matpow": matrix_power,
    "eye": identity,
    "zeros": lambda m, n: sized(m, n, lambda i, j: 0),
    "le": lambda a, b: bool(a <= b) or close(a, b),
    "lt": lambda a, b: bool(a < b) and not close(a, b),
    "eq": equal,
    "loewner": loewner,
}

RULES: dict[str, Rule] = {**TABLE, **span_rules(rank, beside)}
MULTIPRECISION = Arithmetic("multiprecision", RULES, real, matrix)


def evaluate(expr: Expr, point: Point, digits: int = 50) -> Any:
    """An mpf, int or mpmath matrix; True or False for a proposition. Raises Undefined and Unsupported."""
    with working(digits):
        return Fold(MULTIPRECISION, point)(expr)


def truth(prop: Expr, point: Point, digits: int = 50) -> Truth:
    """What the digits suggest; ties within the tolerance count as equal. Raises Undefined and Unsupported."""
    with working(digits):
        return Fold(MULTIPRECISION, point)(prop)


def slack(prop: Expr, point: Point, digits: int = 50) -> Number:
    """rhs - lhs of one relation; its smallest eigenvalue for `loewner`, minus its norm for matrix ==."""
    with working(digits):
        fold = Fold(MULTIPRECISION, point)
        if prop.op not in ("le", "lt", "eq", "loewner"):
            raise Unsupported(f"slack of {prop}: only <=, < and == have one")
        left, right = (fold(a) for a in prop.args)
        gap = right - left
        if prop.op == "loewner":
            return spectrum(gap)[0][0]
        return -norm(gap) if is_matrix(gap) else mp.mpf(gap)


def admissible(statement: Statement, point: Point, digits: int = 50) -> Truth:
    """Whether the point seems to lie in the domains and to satisfy the hypotheses."""
    with working(digits):
        return domain.admissible(statement, point, Fold(MULTIPRECISION, point))


__all__ = ["MULTIPRECISION", "admissible", "evaluate", "slack", "truth"]
