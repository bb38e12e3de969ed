"""Exact arithmetic: rationals where the value is rational, algebraic numbers with decided signs elsewhere.

Every enclosure comes from the ball rules, every decision (order, equality, definedness, rank) is exact. exp, log
and expm have no rule here except at 0 and 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from verify.arithmetic import domain
from verify.arithmetic import separation as sep
from verify.arithmetic._flint import fmpq, fmpq_mat, height, to_fmpq, to_matrix
from verify.arithmetic.algebraic import Algebraic, Matrix, Number, bound_of, enclosure, floor_of, shape_of, sign
from verify.arithmetic.balls import WIDE as WIDE_BALLS
from verify.arithmetic.fold import Arithmetic, Fold, NoValue, Rule, Table
from verify.arithmetic.points import Point
from verify.arithmetic.rational import POWER_LIMIT, index_in, is_semidefinite, over_rationals, positive, power_height
from verify.arithmetic.rational import beside as rational_beside
from verify.arithmetic.roots import root_of_semidefinite
from verify.arithmetic.separation import Adjoined, Bound
from verify.arithmetic.spectra import root_of_psd
from verify.arithmetic.spectral_numbers import eigenvalue_of, modulus_of, nuclear_of, root_of, singular_value_of
from verify.errors import Unsupported
from verify.statement import Statement
from verify.tree import Expr

Shape = tuple[int, int] | None
BALL: Mapping[str, Rule] = WIDE_BALLS
# Rationals grow without end along iterations.
LARGEST = 1_000_000


def unary(op: str, bound: Callable[[Bound], Bound], a: Any, shape: Shape = None) -> Algebraic:
    """The value of `op` by its ball rule, with the bound made from the argument's bound."""
    return image(BALL[op], bound, a, shape)


def image(rule: Callable[[Any], Any], bound: Callable[[Bound], Bound], a: Any, shape: Shape = None) -> Algebraic:
    known = bound_of(a)
    return Algebraic(lambda bits: rule(enclosure(a, bits)), None if known is None else bound(known), shape)


def binary(op: str, bound: Callable[[Bound, Bound], Bound], a: Any, b: Any, shape: Shape = None) -> Algebraic:
    first, second, rule = bound_of(a), bound_of(b), BALL[op]
    known = None if first is None or second is None else bound(first, second)
    return Algebraic(lambda bits: rule(enclosure(a, bits), enclosure(b, bits)), known, shape)


# ---- scalars


def add(a: Any, b: Any) -> Algebraic:
    return binary("add", sep.added, a, b, shape=shape_of(a))


def subtract(a: Any, b: Any) -> Algebraic:
    return binary("sub", sep.added, a, b, shape=shape_of(a))


def negate(a: Algebraic) -> Algebraic:
    return unary("neg", lambda b: b, a, shape=a.shape)


def multiply(a: Number, b: Number) -> Any:
    if is_zero(a) or is_zero(b):
        return fmpq(0)
    if a is b and isinstance(a, Algebraic):
        return integer_power(a, 2)
    return binary("mul", sep.multiplied, a, b)


def is_zero(a: Number) -> bool:
    return not isinstance(a, Algebraic) and a == 0


def divide(a: Number, b: Number) -> Any:
    if sign(b) == 0:
        raise NoValue("division by zero")
    if isinstance(b, Algebraic):
        return binary("div", lambda x, y: sep.multiplied(x, sep.inverted(y, b)), a, b)
    return multiply(a, fmpq(1) / b)


def power(base: Number, exponent: Number) -> Any:
    if isinstance(exponent, Algebraic):
        raise Unsupported("exact arithmetic has no irrational exponents")
    if isinstance(exponent, fmpq) and exponent.q != 1:
        return rational_power(base, exponent)
    k = int(exponent if isinstance(exponent, int) else exponent.p)
    s = sign(base)
    if s == 0:
        return zero_power(k, isinstance(exponent, fmpq))
    if isinstance(exponent, fmpq) and s < 0:
        raise NoValue(f"the base is negative and the exponent {exponent} is real")
    return integer_power(base, k)


def zero_power(k: int, real_exponent: bool) -> fmpq:
    if k < 0 or (k == 0 and real_exponent):
        raise NoValue(f"zero to the power {k}")
    return fmpq(k == 0)


def integer_power(base: Number, k: int) -> Any:
    if not isinstance(base, Algebraic):
        if power_height(base, k) > POWER_LIMIT:
            raise Unsupported(f"the exact power {k} has more than {POWER_LIMIT} bits")
        return fmpq(base) ** k
    if k < 0:
        return divide(fmpq(1), integer_power(base, -k))
    if k == 0:
        return fmpq(1)
    if base.power is not None and k % base.power[1] == 0:
        return integer_power(base.power[0], k // base.power[1])
    return image(lambda x: x**k, lambda b: b.with_(b.u * k, k), base)


def rational_power(base: Number, exponent: fmpq) -> Any:
    s = sign(base)
    if s < 0 or (s == 0 and exponent <= 0):
        raise NoValue(f"the base is not positive and the exponent {exponent} is real")
    if s == 0:
        return fmpq(0)
    k = int(exponent.q)
    raised = integer_power(base, int(exponent.p))
    found = rational_root(raised, k)
    return root(raised, k, lambda x: x.root(k)) if found is None else found


def root(a: Number, k: int, rule: Callable[[Any], Any]) -> Algebraic:
    found = image(rule, lambda b: sep.root(b, k, root_key(a)), a)
    found.power = (a, k)
    return found


def rational_root(a: Number, k: int) -> fmpq | None:
    if isinstance(a, Algebraic):
        return None
    top, bottom = (integer_root(int(x), k) for x in (fmpq(a).p, fmpq(a).q))
    return None if top is None or bottom is None else fmpq(top, bottom)


def integer_root(n: int, k: int) -> int | None:
    low, high = 0, 1 << (n.bit_length() // k + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**k <= n else (low, middle - 1)
    return low if low**k == n else None


def root_key(a: Number) -> Any:
    """Roots of one number generate one field."""
    return a if isinstance(a, Algebraic) else ("root", int(fmpq(a).p), int(fmpq(a).q))


def square_root(a: Number) -> Any:
    s = sign(a)
    if s < 0:
        raise NoValue("square root of a negative number")
    if s == 0:
        return fmpq(0)
    return root(a, 2, root_of_psd)


def floor(a: Algebraic) -> int:
    return floor_of(a)


def absolute(a: Algebraic) -> Any:
    return a if sign(a) >= 0 else negate(a)


def smaller(a: Number, b: Number) -> Number:
    return a if compare(a, b) <= 0 else b


def larger(a: Number, b: Number) -> Number:
    return a if compare(a, b) >= 0 else b


def compare(a: Number, b: Number) -> int:
    """The sign of a - b."""
    return 0 if a is b else sign(subtract(a, b) if isinstance(a, Algebraic) or isinstance(b, Algebraic) else a - b)


# ---- matrices


def scale(factor: Number, a: Matrix) -> Any:
    return binary("scale", sep.multiplied, factor, a, shape=shape_of(a))


def matmul(a: Matrix, b: Matrix) -> Algebraic:
    return binary("matmul", sep.multiplied, a, b, shape=(a.nrows(), b.ncols()))


def hadamard(a: Matrix, b: Matrix) -> Algebraic:
    return binary("hadamard", sep.multiplied, a, b, shape=shape_of(a))


def transpose(a: Matrix) -> Algebraic:
    return unary("transpose", lambda b: b, a, shape=(a.ncols(), a.nrows()))


def trace(a: Matrix) -> Algebraic:
    return unary("tr", lambda b: b.with_(b.u + sep.log2_up(a.nrows())), a)


def determinant(a: Matrix) -> Algebraic:
    n = a.nrows()
    return unary("det", lambda b: b.with_(b.u * n, n), a)


def entry(a: Algebraic, i: int, j: int) -> Algebraic:
    if not (1 <= i <= a.nrows() and 1 <= j <= a.ncols()):
        raise NoValue(f"entry ({i}, {j}) of a {a.nrows()} x {a.ncols()} matrix")
    return image(lambda x: x[i - 1, j - 1], lambda b: b, a)


def inverse(a: Algebraic) -> Algebraic:
    if sign(determinant(a)) == 0:
        raise NoValue("inverse of a singular matrix")
    return unary("inv", lambda b: sep.matrix_inverse(b, a.nrows(), a), a, shape=a.shape)


def matrix_power(a: Matrix, k: int) -> Any:
    if isinstance(a, fmpq_mat):
        raise Unsupported(f"the exact matrix power {k} has more than {POWER_LIMIT} bits")
    if k < 0:
        raise NoValue(f"the negative matrix power {k}")
    if k == 0:
        return EXACT.rules["eye"](a.nrows())
    return image(lambda x: x**k, lambda b: b.with_(b.u * k, k), a, shape=a.shape)


def frobenius(a: Matrix) -> Any:
    if isinstance(a, fmpq_mat):
        return square_root(sum((x * x for x in a.entries()), fmpq(0)))
    return square_root(trace(matmul(transpose(a), a)))


def eigenvalue(a: Matrix, k: int) -> Any:
    index_in(k, a.nrows(), "eigenvalue")
    if isinstance(a, fmpq_mat):
        return eigenvalue_of(a, k)

    def bound(b: Bound) -> Bound:
        return b.with_(b.u, 1, Adjoined(("eig", a), k, a.nrows()))

    return image(lambda x: BALL["eig"](x, k), bound, a)


def gram(a: Algebraic) -> Algebraic:
    flipped = transpose(a)
    return matmul(a, flipped) if a.nrows() < a.ncols() else matmul(flipped, a)


def singular_value(a: Matrix, k: int) -> Any:
    count = min(a.nrows(), a.ncols())
    index_in(k, count, "singular value")
    if isinstance(a, fmpq_mat):
        return singular_value_of(a, k)

    def bound(b: Bound) -> Bound:
        """The root of an eigenvalue of U'U, so of degree 2 * count."""
        return b.with_(b.u, 1, Adjoined(("sv", a), k, 2 * count))

    return image(lambda x: BALL["sv"](x, k), bound, a)


def nuclear(a: Matrix) -> Any:
    """The sums of the singular values with all signs are permuted by the field's automorphisms: 2**count of them."""
    if isinstance(a, fmpq_mat):
        return nuclear_of(a)
    count = min(a.nrows(), a.ncols())

    def bound(b: Bound) -> Bound:
        return b.with_(b.u + sep.log2_up(count), 1, Adjoined(("nuc", a), 0, 2**count))

    return unary("nuc", bound, a)


def rank(a: Algebraic) -> int:
    """The singular values are sorted: the first zero one ends the count."""
    count = min(a.nrows(), a.ncols())
    return next((k for k in range(count, 0, -1) if sign(singular_value(a, k)) > 0), 0)


def psd_root(a: Matrix) -> Any:
    if isinstance(a, fmpq_mat):
        if not is_semidefinite(a):
            raise NoValue("root of a matrix that is not positive semidefinite")
        return root_of(a)
    if sign(eigenvalue(a, a.nrows())) < 0:
        raise NoValue("root of a matrix that is not positive semidefinite")
    return Algebraic(lambda bits: root_of_semidefinite(a.enclose(bits)), None, a.shape)


def modulus(a: Matrix) -> Any:
    if isinstance(a, fmpq_mat):
        return modulus_of(a)
    return Algebraic(lambda bits: BALL["absm"](a.enclose(bits)), None, (a.ncols(), a.ncols()))


def beside(a: Matrix, b: Matrix) -> Any:
    if isinstance(a, fmpq_mat) and isinstance(b, fmpq_mat):
        return rational_beside(a, b)
    return binary("beside", sep.added, a, b, shape=(a.nrows(), a.ncols() + b.ncols()))


# ---- relations


def equal(a: Any, b: Any) -> bool:
    if shape_of(a) is None:
        return compare(a, b) == 0
    if a is b:
        return True
    gap = subtract(a, b)
    return all(sign(entry(gap, i, j)) == 0 for i in range(1, gap.nrows() + 1) for j in range(1, gap.ncols() + 1))


def loewner(a: Matrix, b: Matrix) -> bool:
    return sign(eigenvalue(subtract(b, a), a.nrows())) >= 0


WIDE: Table = {
    "add": add,
    "sub": subtract,
    "neg": negate,
    "mul": multiply,
    "div": divide,
    "pow": power,
    "sqrt": square_root,
    "floor": floor,
    "abs": absolute,
    "min": smaller,
    "max": larger,
    "tr": trace,
    "det": determinant,
    "fro": frobenius,
    "spec": lambda a: singular_value(a, 1),
    "nuc": nuclear,
    "sv": singular_value,
    "eig": eigenvalue,
    "rank": rank,
    "entry": entry,
    "scale": scale,
    "matmul": matmul,
    "transpose": transpose,
    "inv": inverse,
    "hadamard": hadamard,
    "sqrtm": psd_root,
    "absm": modulus,
    "matpow": matrix_power,
    "le": lambda a, b: compare(a, b) <= 0,
    "lt": lambda a, b: compare(a, b) < 0,
    "eq": equal,
    "loewner": loewner,
    "beside": beside,
}


def real(value: int | Fraction) -> fmpq:
    return to_fmpq(value)


def matrix(rows: list[list[Fraction]]) -> fmpq_mat:
    positive(len(rows))
    return to_matrix(rows)


def fits(value: fmpq | fmpq_mat) -> bool:
    return height(value) <= LARGEST


def too_large(value: fmpq | fmpq_mat) -> Any:
    raise Unsupported(f"an exact value has {height(value)} bits; more than {LARGEST} are not attempted")


EXACT = Arithmetic("exact", over_rationals(WIDE, too_large, fits), real, matrix)


def evaluate(expr: Expr, point: Point) -> Any:
    """int, fmpq, fmpq_mat, or Algebraic where irrational; True or False for a proposition.

    Raises Undefined, and Unsupported where exact arithmetic has no rule or a tie needs too many bits.
    """
    return Fold(EXACT, point)(expr)


def truth(prop: Expr, point: Point) -> bool:
    """True or False, exactly. Raises as `evaluate`."""
    return Fold(EXACT, point)(prop) is True


def slack(prop: Expr, point: Point) -> Any:
    """rhs - lhs of one relation, as for balls."""
    fold = Fold(EXACT, point)
    if prop.op not in ("le", "lt", "eq", "loewner"):
        raise Unsupported(f"slack of {prop}: only <=, < and == have one")
    left, right = (fold(a) for a in prop.args)
    gap = EXACT.rules["sub"](right, left)
    if prop.op == "loewner":
        return EXACT.rules["eig"](gap, gap.nrows())
    return EXACT.rules["neg"](EXACT.rules["fro"](gap)) if prop.args[0].is_matrix else gap


def admissible(statement: Statement, point: Point) -> bool:
    """Whether the point lies in the domains and the hypotheses are defined and true. Raises Unsupported."""
    return domain.admissible(statement, point, Fold(EXACT, point)) is True


__all__ = ["EXACT", "admissible", "evaluate", "sign", "slack", "truth"]
