"""Rules on rational values: int, fmpq and fmpq_mat. A rule returns NotImplemented where the result is irrational.

Balls and exact numbers both stand on this table, and leave it where they must.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from verify.arithmetic._flint import Rational, fmpq, fmpq_mat, fmpz, height
from verify.arithmetic.fold import NoValue, Rule, Table
from verify.arithmetic.spans import span_rules
from verify.errors import Unsupported

# Larger exact powers are not formed.
POWER_LIMIT = 1_000_000


def is_rational(value: object) -> bool:
    return isinstance(value, (int, fmpq, fmpq_mat))


def narrow(value: fmpz) -> int:
    return int(value)


# ---- scalars


def divide(a: Rational, b: Rational) -> fmpq:
    if b == 0:
        raise NoValue("division by zero")
    return fmpq(a) / b


def power(base: Rational, exponent: Rational) -> Any:
    """0**0 is 1; an int exponent stands for an integer-sorted one, an fmpq for a real one."""
    if isinstance(exponent, fmpq):
        return real_power(base, exponent)
    if exponent < 0 and base == 0:
        raise NoValue(f"zero to the negative power {exponent}")
    if power_height(base, exponent) > POWER_LIMIT:
        return NotImplemented
    return base**exponent if isinstance(base, int) and exponent >= 0 else fmpq(base) ** exponent


def power_height(base: Rational, exponent: int) -> int:
    """About the bits of the exact power."""
    return 1 if base in (-1, 0, 1) else height(base) * abs(exponent)


def real_power(base: Rational, exponent: fmpq) -> Any:
    if base < 0 or (base == 0 and exponent <= 0):
        raise NoValue(f"the base is not positive and the exponent {exponent} is real")
    if exponent.q != 1:
        return NotImplemented
    return power(fmpq(base), narrow(exponent.p))


def square_root(a: Rational) -> Any:
    if a < 0:
        raise NoValue("square root of a negative number")
    exact = fmpq(a)
    top, bottom = exact.p.isqrt(), exact.q.isqrt()
    return fmpq(top, bottom) if top * top == exact.p and bottom * bottom == exact.q else NotImplemented


def logarithm(a: Rational) -> Any:
    if a <= 0:
        raise NoValue("logarithm of a number that is not positive")
    return fmpq(0) if a == 1 else NotImplemented


def floor(a: Rational) -> int:
    return a if isinstance(a, int) else narrow(a.floor())


# ---- matrices


def is_square(a: fmpq_mat) -> bool:
    return a.nrows() == a.ncols()


def require_symmetric(a: fmpq_mat) -> fmpq_mat:
    if a != a.transpose():
        raise NoValue("a matrix that must be symmetric is not")
    return a


def identity(n: int) -> fmpq_mat:
    return fmpq_mat([[int(i == j) for j in range(n)] for i in range(positive(n))])


def zero_matrix(m: int, n: int) -> fmpq_mat:
    return fmpq_mat(positive(m), positive(n))


def positive(size: int) -> int:
    if size < 1:
        raise NoValue(f"a matrix with {size} rows or columns")
    return size


def trace(a: fmpq_mat) -> fmpq:
    return sum((a[i, i] for i in range(a.nrows())), fmpq(0))


def frobenius(a: fmpq_mat) -> Any:
    return square_root(sum((x * x for x in a.entries()), fmpq(0)))


def entry(a: Any, i: int, j: int) -> Any:
    if not (1 <= i <= a.nrows() and 1 <= j <= a.ncols()):
        raise NoValue(f"entry ({i}, {j}) of a {a.nrows()} x {a.ncols()} matrix")
    return a[i - 1, j - 1]


def inverse(a: fmpq_mat) -> fmpq_mat:
    try:
        return a.inv()
    except ZeroDivisionError:
        raise NoValue("inverse of a singular matrix") from None


def hadamard(a: fmpq_mat, b: fmpq_mat) -> fmpq_mat:
    return fmpq_mat(a.nrows(), a.ncols(), [x * y for x, y in zip(a.entries(), b.entries(), strict=True)])


def matrix_power(a: fmpq_mat, k: int) -> fmpq_mat:
    if k < 0:
        raise NoValue(f"the negative matrix power {k}")
    return a**k if height(a) * k <= POWER_LIMIT else NotImplemented


def index_in(k: int, count: int, what: str) -> int:
    if not 1 <= k <= count:
        raise NoValue(f"{what} number {k} of {count}")
    return k


def is_semidefinite(a: fmpq_mat) -> bool:
    """The roots of the characteristic polynomial are real, so they are >= 0 iff its coefficients alternate."""
    coefficients = require_symmetric(a).charpoly().coeffs()
    return all(c * (-1) ** (len(coefficients) - 1 - k) >= 0 for k, c in enumerate(coefficients))


def loewner(a: fmpq_mat, b: fmpq_mat) -> bool:
    return is_semidefinite(require_symmetric(b) - require_symmetric(a))


def expm(a: fmpq_mat) -> Any:
    return identity(a.nrows()) if a == fmpq_mat(a.nrows(), a.ncols()) else NotImplemented


def beside(a: fmpq_mat, b: fmpq_mat) -> fmpq_mat:
    return fmpq_mat([x + y for x, y in zip(a.table(), b.table(), strict=True)])


RATIONAL: Table = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "neg": lambda a: -a,
    "mul": lambda a, b: a * b,
    "div": divide,
    "pow": power,
    "sqrt": square_root,
    "exp": lambda a: fmpq(1) if a == 0 else NotImplemented,
    "log": logarithm,
    "floor": floor,
    "abs": abs,
    "min": lambda a, b: a if a <= b else b,
    "max": lambda a, b: a if a >= b else b,
    "tr": trace,
    "det": lambda a: a.det(),
    "fro": frobenius,
    "rank": lambda a: a.rank(),
    "entry": entry,
    "scale": lambda s, a: a * s,
    "matmul": lambda a, b: a * b,
    "transpose": lambda a: a.transpose(),
    "inv": inverse,
    "hadamard": hadamard,
    "expm": expm,
    "matpow": matrix_power,
    "eye": identity,
    "zeros": zero_matrix,
    "le": lambda a, b: bool(a <= b),
    "lt": lambda a, b: bool(a < b),
    "eq": lambda a, b: bool(a == b),
    "loewner": loewner,
}


def over_rationals(
    wide: Mapping[str, Rule], widen: Callable[[Any], Any], fits: Callable[[Any], bool]
) -> dict[str, Rule]:
    """The table that stays rational where it can and where the result `fits`, and goes on in `wide` otherwise."""

    def layered(op: str) -> Rule:
        narrow_rule: Rule | None = RATIONAL.get(op)
        wide_rule = wide.get(op)

        def rule(*args: Any) -> Any:
            if narrow_rule is not None and all(map(is_rational, args)):
                found = narrow_rule(*args)
                if found is not NotImplemented:
                    return found if isinstance(found, (bool, int)) or fits(found) else widen(found)
            if wide_rule is None:
                raise Unsupported(f"no rule for {op} of irrational numbers")
            return wide_rule(*args)

        return rule

    table: dict[str, Rule] = {op: layered(op) for op in (*RATIONAL, *(op for op in wide if op not in RATIONAL))}
    return table | span_rules(table["rank"], wide["beside"])
