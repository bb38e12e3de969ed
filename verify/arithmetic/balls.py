"""Rigorous enclosures: every value is a ball of Arb, or an exact rational as long as that is cheap.

A ball holds the true value wherever the expression is defined; comparisons have three answers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.arithmetic import domain
from verify.arithmetic._flint import (
    Rational,
    arb,
    arb_mat,
    ball,
    ball_matrix,
    exact_middle,
    fmpq,
    fmpq_mat,
    height,
    precision,
    to_fmpq,
    to_matrix,
    working,
)
from verify.arithmetic.fold import Arithmetic, Fold, NoValue, Table, Truth, Undecided
from verify.arithmetic.points import Point
from verify.arithmetic.rational import beside as rational_beside
from verify.arithmetic.rational import entry, index_in, over_rationals, positive
from verify.arithmetic.roots import modulus, psd_root
from verify.arithmetic.spectra import around, eigenvalues, singular_values, split
from verify.errors import Unsupported
from verify.statement import Statement
from verify.tree import Expr

Real = Rational | arb
Matrix = fmpq_mat | arb_mat


def sign(value: Real) -> str:
    """ "+", "-" or "?": undecided, zero and NaN are all "?"."""
    if isinstance(value, arb) and not value.is_finite():
        return "?"
    return "+" if value > 0 else "-" if value < 0 else "?"


def widen(value: Any) -> Any:
    return ball_matrix(value) if isinstance(value, (fmpq_mat, arb_mat)) else ball(value)


def fits(value: fmpq | fmpq_mat) -> bool:
    """Rationals are kept exact up to twice the working precision."""
    return height(value) <= 2 * precision()


# ---- scalars


def divide(a: Real, b: Real) -> arb:
    denominator = ball(b)
    if denominator.is_zero():
        raise NoValue("division by zero")
    if sign(denominator) == "?":
        raise Undecided("a denominator is not known to be different from zero")
    return ball(a) / denominator


def power(base: Real, exponent: Real) -> arb:
    if isinstance(exponent, int):
        return integer_power(ball(base), exponent)
    a, k = ball(base), ball(exponent)
    if a.is_zero() and k > 0:
        return arb(0)
    if a < 0 or (a.is_zero() and k <= 0):
        raise NoValue("the base is not positive and the exponent is real")
    if a > 0:
        return a ** (exponent if isinstance(exponent, fmpq) else k)
    if isinstance(exponent, fmpq) and exponent > 0 and a >= 0:
        return a.root(int(exponent.q)) ** int(exponent.p)
    raise Undecided("the base of a real power is not known to be positive")


def integer_power(a: arb, k: int) -> arb:
    if k >= 0:
        return a**k
    return divide(1, a**-k)


def square_root(a: Real) -> arb:
    value = ball(a)
    if value < 0:
        raise NoValue("square root of a negative number")
    if not value >= 0:
        raise Undecided("the sign under a square root is not decided")
    return value.sqrt()


def logarithm(a: Real) -> arb:
    value = ball(a)
    if value <= 0:
        raise NoValue("logarithm of a number that is not positive")
    if sign(value) != "+":
        raise Undecided("the sign under a logarithm is not decided")
    return value.log()


def floor(a: Real) -> int:
    value = ball(a)
    found = value.floor().unique_fmpz() if exact_middle(value) is not None else None
    if found is None or not (value >= found and value < found + 1):
        raise Undecided("a floor is not decided")
    return int(found)


# ---- matrices


def frobenius(a: Matrix) -> arb:
    entries = ball_matrix(a).entries()
    return sum((x * x for x in entries), arb(0)).nonnegative_part().sqrt()


def trace(a: Matrix) -> arb:
    return ball_matrix(a).trace()


def inverse(a: Matrix) -> arb_mat:
    try:
        return ball_matrix(a).inv()
    except ZeroDivisionError:
        if isinstance(a, fmpq_mat) or ball_matrix(a).det().is_zero():
            raise NoValue("inverse of a singular matrix") from None
        raise Undecided("a matrix is not known to be nonsingular") from None


def hadamard(a: Matrix, b: Matrix) -> arb_mat:
    x, y = ball_matrix(a), ball_matrix(b)
    return arb_mat(x.nrows(), x.ncols(), [p * q for p, q in zip(x.entries(), y.entries(), strict=True)])


def scale(factor: Real, a: Matrix) -> arb_mat:
    return ball_matrix(a) * ball(factor)


def matrix_power(a: Matrix, k: int) -> arb_mat:
    if k < 0:
        raise NoValue(f"the negative matrix power {k}")
    return ball_matrix(a) ** k


def nuclear(a: Matrix) -> arb:
    """The sum of singular values: by the triangle inequality it moves by at most sqrt(k) times the radius."""
    middle, radius = split(a)
    values = singular_values(middle)
    return around(sum(values, arb(0)), (radius * arb(len(values)).sqrt()).upper()).nonnegative_part()


def singular_value(a: Matrix, k: int) -> arb:
    index_in(k, min(a.nrows(), a.ncols()), "singular value")
    return singular_values(a)[k - 1]


def eigenvalue(a: Matrix, k: int) -> arb:
    index_in(k, a.nrows(), "eigenvalue")
    return eigenvalues(a)[k - 1]


def rank(a: Matrix) -> int:
    """The number of non-zero singular values, when every one of them is told from zero, or the matrix is exact."""
    values = singular_values(a)
    certain = sum(1 for s in values if s > 0)
    if certain == len(values) or all(s > 0 or s.is_zero() for s in values):
        return certain
    raise Undecided("a rank is not decided")


def beside(a: Matrix, b: Matrix) -> Matrix:
    if isinstance(a, fmpq_mat) and isinstance(b, fmpq_mat):
        return rational_beside(a, b)
    x, y = ball_matrix(a).table(), ball_matrix(b).table()
    return arb_mat([p + q for p, q in zip(x, y, strict=True)])


def hull(a: Any, b: Any) -> Any:
    """A ball around both values."""
    if not isinstance(a, (fmpq_mat, arb_mat)):
        return ball(a).union(ball(b))
    x, y = ball_matrix(a), ball_matrix(b)
    return arb_mat(x.nrows(), x.ncols(), [p.union(q) for p, q in zip(x.entries(), y.entries(), strict=True)])


# ---- relations


def at_most(a: Real, b: Real) -> Truth:
    slack = ball(b) - ball(a)
    if not slack.is_finite():
        return None
    return True if slack >= 0 else False if slack < 0 else None


def less(a: Real, b: Real) -> Truth:
    slack = ball(b) - ball(a)
    if not slack.is_finite():
        return None
    return True if slack > 0 else False if slack <= 0 else None


def equal(a: Any, b: Any) -> Truth:
    """Proved equal only where both are exact and the same."""
    gap = widen(a) - widen(b)
    gaps: list[arb] = gap.entries() if isinstance(gap, arb_mat) else [gap]
    if any(sign(g) != "?" for g in gaps):
        return False
    return True if all(g.is_zero() for g in gaps) else None


def loewner(a: Matrix, b: Matrix) -> Truth:
    smallest = eigenvalues(ball_matrix(b) - ball_matrix(a))[-1]
    return True if smallest >= 0 else False if smallest < 0 else None


WIDE: Table = {
    "add": lambda a, b: widen(a) + widen(b),
    "sub": lambda a, b: widen(a) - widen(b),
    "neg": lambda a: -a,
    "mul": lambda a, b: ball(a) * ball(b),
    "div": divide,
    "pow": power,
    "sqrt": square_root,
    "exp": lambda a: ball(a).exp(),
    "log": logarithm,
    "floor": floor,
    "abs": lambda a: abs(ball(a)),
    "min": lambda a, b: ball(a).min(ball(b)),
    "max": lambda a, b: ball(a).max(ball(b)),
    "tr": trace,
    "det": lambda a: ball_matrix(a).det(),
    "fro": frobenius,
    "spec": lambda a: singular_values(a)[0],
    "nuc": nuclear,
    "sv": singular_value,
    "eig": eigenvalue,
    "rank": rank,
    "entry": entry,
    "scale": scale,
    "matmul": lambda a, b: ball_matrix(a) * ball_matrix(b),
    "transpose": lambda a: a.transpose(),
    "inv": inverse,
    "hadamard": hadamard,
    "sqrtm": psd_root,
    "absm": modulus,
    "expm": lambda a: ball_matrix(a).exp(),
    "matpow": matrix_power,
    "le": at_most,
    "lt": less,
    "eq": equal,
    "loewner": loewner,
    "beside": beside,
}


def real(value: int | Fraction) -> Any:
    found = to_fmpq(value)
    return found if fits(found) else ball(found)


def matrix(rows: list[list[Fraction]]) -> Matrix:
    positive(len(rows))
    found = to_matrix(rows)
    return found if fits(found) else ball_matrix(found)


BALLS = Arithmetic("ball", over_rationals(WIDE, widen, fits), real, matrix, hull)


def evaluate(expr: Expr, point: Point, bits: int = 128) -> Any:
    """The enclosure (arb or arb_mat; a proposition gives True, False or None; a subspace its spanning matrices).

    Raises Undefined where the value provably does not exist, Undecided (a kind of "?") where the precision does
    not settle a sign on which it hangs, Unsupported beyond a stated limit.
    """
    with working(bits):
        found = Fold(BALLS, point)(expr)
        return widen(found) if expr.is_scalar or expr.is_matrix else found


def truth(prop: Expr, point: Point, bits: int = 128) -> Truth:
    """True or False when certain, None when the balls do not tell. Raises Undefined and Unsupported."""
    with working(bits):
        try:
            return Fold(BALLS, point)(prop)
        except Undecided:
            return None


def slack(prop: Expr, point: Point, bits: int = 128) -> arb:
    """rhs - lhs of one relation; the smallest eigenvalue of it for `loewner`, minus its Frobenius norm for matrix ==.

    Raises as `evaluate`, and Unsupported for another proposition.
    """
    with working(bits):
        fold = Fold(BALLS, point)
        if prop.op not in ("le", "lt", "eq", "loewner"):
            raise Unsupported(f"slack of {prop}: only <=, < and == have one")
        left, right = (fold(a) for a in prop.args)
        gap = BALLS.rules["sub"](right, left)
        if prop.op == "loewner":
            return eigenvalues(gap)[-1]
        return -frobenius(gap) if prop.args[0].is_matrix else ball(gap)


def admissible(statement: Statement, point: Point, bits: int = 128) -> Truth:
    """Whether the point lies in the domains and the hypotheses hold; None when the balls do not tell."""
    with working(bits):
        fold = Fold(BALLS, point)
        return domain.admissible(statement, point, fold)


__all__ = ["BALLS", "admissible", "evaluate", "sign", "slack", "truth"]
