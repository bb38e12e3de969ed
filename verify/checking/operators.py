"""What each operator computes from the values of its arguments; one entry a head."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from . import linear, scalars, spectra
from .linear import Matrix
from .outcomes import Undecided, Undefined
from .scalars import Scalar
from .terms import Node, size
from .values import Frame, Space, Value, entry_bits

if TYPE_CHECKING:
    from .evaluator import Evaluator

MAX_POWER = 100_000
# An exact inner product of more bits than this is enclosed instead.
EXACT_DOT_BITS = 1 << 17


def _pow(ev: Evaluator, node: Node, args: list[Scalar]) -> Scalar:
    base, exponent = args
    if node.args[1].sort.kind == "integer":
        if not isinstance(exponent, Fraction):
            raise Undecided("an integer exponent is known only by an enclosure")
        return scalars.integer_power(base, int(exponent), ev.bits)
    return scalars.real_power(base, exponent, ev.bits)


SCALAR: dict[str, Callable[[Evaluator, Node, list[Scalar]], Scalar]] = {
    "add": lambda ev, node, a: a[0] + a[1],
    "sub": lambda ev, node, a: a[0] - a[1],
    "neg": lambda ev, node, a: -a[0],
    "mul": lambda ev, node, a: scalars.square(a[0]) if node.args[0] is node.args[1] else a[0] * a[1],
    "div": lambda ev, node, a: scalars.divide(a[0], a[1]),
    "pow": _pow,
    "sqrt": lambda ev, node, a: scalars.root(a[0], 2, ev.bits),
    "exp": lambda ev, node, a: scalars.exponential(a[0], ev.bits),
    "log": lambda ev, node, a: scalars.logarithm(a[0], ev.bits),
    "floor": lambda ev, node, a: scalars.floor(a[0]),
    "abs": lambda ev, node, a: scalars.absolute(a[0]),
    "min": lambda ev, node, a: scalars.smaller(a[0], a[1], ev.bits),
    "max": lambda ev, node, a: scalars.larger(a[0], a[1], ev.bits),
}


def _matmul(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a, b = (ev.matrix(x, frame) for x in node.args)
    exact = len(b) * entry_bits(a, b)
    ev.meter.charge(len(a) * len(b) * len(b[0]), max(ev.bits, min(exact, EXACT_DOT_BITS)))
    if exact > EXACT_DOT_BITS:
        a, b = linear.as_intervals(a, ev.bits), linear.as_intervals(b, ev.bits)
    return linear.multiply(a, b)


def _scale(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    return linear.scale(ev.scalar(node.args[0], frame), ev.matrix(node.args[1], frame))


def _entrywise(rule: Callable[..., Matrix]) -> Callable[[Evaluator, Node, Frame], Matrix]:
    def run(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
        args = [ev.matrix(x, frame) for x in node.args]
        ev.meter.charge(len(args[0]) * len(args[0][0]), ev.bits)
        return rule(*args)

    return run


def _cubic(rule: Callable[[Matrix, int], Matrix | Scalar], factor: int) -> Callable[[Evaluator, Node, Frame], Value]:
    def run(ev: Evaluator, node: Node, frame: Frame) -> Value:
        a = ev.matrix(node.args[0], frame)
        ev.charge(factor * len(a) * len(a[0]) * min(linear.shape(a)), a)
        return rule(a, ev.bits)

    return run


def _determinant(ev: Evaluator, node: Node, frame: Frame) -> Scalar:
    a = ev.matrix(node.args[0], frame)
    ev.charge(len(a) ** (3 if linear.is_rational(a) else 4), a)
    return linear.determinant(a)


def _matpow(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a, k = ev.matrix(node.args[0], frame), ev.integer(node.args[1], frame)
    if k < 0:
        raise Undefined("a negative power of a matrix")
    if k > MAX_POWER:
        raise Undecided("a matrix power with a large exponent", final=True)
    result = linear.identity(len(a))
    for digit in bin(k)[2:]:
        ev.charge(2 * len(a) ** 3, result)
        result = cast(Matrix, ev.settled(linear.multiply(result, result)))
        result = linear.multiply(result, a) if digit == "1" else result
    return result


def _sqrtm(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a = ev.symmetric(node.args[0], frame)
    ev.charge(100 * len(a) ** 3, a)
    if not ev.structure.semidefinite(node.args[0]) and not spectra.is_psd(a, ev.bits):
        raise Undefined("the square root of a matrix that is not psd")
    return spectra.root_of_psd(a, ev.bits)


def _absm(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a = ev.matrix(node.args[0], frame)
    ev.charge(100 * len(a[0]) ** 3 + len(a) * len(a[0]) ** 2, a)
    return spectra.root_of_psd(linear.gram_of_columns(a), ev.bits)


def _expm(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a = ev.matrix(node.args[0], frame)
    ev.charge(len(a) ** 3 * (ev.bits // 8 + 32), a)
    return spectra.exponential(a, ev.bits)


def _nth(what: str) -> Callable[[Evaluator, Node, Frame], Scalar]:
    def run(ev: Evaluator, node: Node, frame: Frame) -> Scalar:
        values, k = ev.spectrum(node.args[0], frame, what), ev.integer(node.args[1], frame)
        if not 1 <= k <= len(values):
            raise Undefined(f"{what} with an index outside 1..{len(values)}")
        return values[k - 1]

    return run


def _entry(ev: Evaluator, node: Node, frame: Frame) -> Scalar:
    a = ev.matrix(node.args[0], frame)
    i, j = (ev.integer(k, frame) for k in node.args[1:])
    if not (1 <= i <= len(a) and 1 <= j <= len(a[0])):
        raise Undefined("an entry outside the matrix")
    return a[i - 1][j - 1]


def _join(ev: Evaluator, node: Node, frame: Frame) -> Space:
    (s,), (t,) = (cast(Space, ev.value(a, frame)).members for a in node.args)
    return Space((tuple(x + y for x, y in zip(s, t, strict=True)),))


def _union(ev: Evaluator, node: Node, frame: Frame) -> Space:
    s, t = (cast(Space, ev.value(a, frame)).members for a in node.args)
    return Space(s + t)


OPERATORS: dict[str, Callable[[Evaluator, Node, Frame], Value]] = {
    "add": _entrywise(linear.add),
    "sub": _entrywise(linear.subtract),
    "neg": _entrywise(linear.negate),
    "hadamard": _entrywise(linear.hadamard),
    "transpose": _entrywise(linear.transpose),
    "scale": _scale,
    "matmul": _matmul,
    "matpow": _matpow,
    "inv": _cubic(lambda a, bits: linear.inverse(a), 4),
    "rank": _cubic(lambda a, bits: Fraction(linear.rank(a)), 4),
    "tr": lambda ev, node, frame: linear.trace(ev.matrix(node.args[0], frame)),
    "fro": _cubic(lambda a, bits: scalars.nonnegative_root(linear.sum_of_squares(a), bits), 1),
    "det": _determinant,
    "spec": lambda ev, node, frame: ev.spectrum(node.args[0], frame, "sv")[0],
    "nuc": lambda ev, node, frame: linear.total(ev.spectrum(node.args[0], frame, "sv")),
    "sv": _nth("sv"),
    "eig": _nth("eig"),
    "entry": _entry,
    "sqrtm": _sqrtm,
    "absm": _absm,
    "expm": _expm,
    "eye": lambda ev, node, frame: linear.identity(ev.dimension(size(node.args[0]), frame)),
    "zeros": lambda ev, node, frame: linear.zeros(*(ev.dimension(size(a), frame) for a in node.args)),
    "colspan": lambda ev, node, frame: Space((ev.matrix(node.args[0], frame),)),
    "join": _join,
    "union": _union,
}
