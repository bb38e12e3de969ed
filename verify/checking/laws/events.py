"""The probability of an event on Gaussian matrices, enclosed at a point, from the laws of their singular values.

An event is built from comparisons of a number with one of these statistics of M = s L'GR, where G is a random matrix
with independent N(0, v) entries, s a number and L, R are absent or have orthonormal columns: the largest and the
smallest singular value, the Frobenius norm, an entry; or their squares. M has the law of a Gaussian matrix with
variance s^2 v of its own shape: complete L to an orthogonal Q = [L, *]; Q'G has the law of G (its entries are jointly
normal, with the covariance of orthonormal combinations), and L'G is a part of its rows; R alike.

Different random matrices are independent, so probabilities of events without a common one multiply; so do those of
events on different entries of one M, if nothing else is said of G. Known are the probabilities that one statistic lies
in [a, b], which is max(0, F(b) - F(a)) by its distribution function F, and that all singular values of one M do. Of
other events A, B with a random matrix in common, max(0, P(A) + P(B) - 1) <= P(A and B) <= min(P(A), P(B)). Laws are
continuous, so it does not matter whether a comparison is strict.

The probability is that of "defined and true", where connectives are read from left to right as at a point: `or` is
true at the first part that is, if those before it are defined and false; `and` is false likewise. A relation that
provably has no value at the point (an index out of range, a division by zero) is neither true nor false, whatever is
drawn; whatever cannot be seen to be defined, or not to be, is Undecided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from .. import scalars
from ..intervals import Interval
from ..outcomes import Undecided, Undefined
from ..printing import expression
from ..scalars import Scalar
from ..terms import INTEGER, Declaration, Key, Node, Poly
from ..values import Frame
from .judge import Atom, Form, Judge, Part, Statistic

if TYPE_CHECKING:
    from ..evaluator import Evaluator
    from ..problem import Problem

ONE, ZERO = Fraction(1), Fraction(0)
MINUS = Node("num", (), -ONE, INTEGER, frozenset())
MAX_DIMENSION = 1_000_000
STATISTICS = ("spec", "sv", "fro", "entry")


def is_random(node: Node, problem: Problem, declared: dict[Key, Declaration], memo: dict[Node, bool]) -> bool:
    """Whether an expression mentions a random matrix, or iterates from a random start."""
    if node not in memo:
        own = node.head == "var" and node.data in declared and declared[node.data].kind == "gaussian"
        if node.head == "iterate":
            own = problem.recursions[cast("tuple[str, int, str]", node.data)[0]].random
        memo[node] = own or any(is_random(a, problem, declared, memo) for a in node.args)
    return memo[node]


def probability(ev: Evaluator, node: Node, frame: Frame) -> Interval:
    """The probability of the event of a `pr` node, within [0, 1]."""
    return Judge(ev.laws, ev.bits, ev.meter, ev.loose).probability(Reading(ev, frame).part(node.args[0], True))


class Forms:
    """Recognizes the matrices whose law is known."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.declared: dict[Key, Declaration] = {d.key: d for d in problem.variables}
        self.memo: dict[Node, bool] = {}

    def random(self, node: Node) -> bool:
        return is_random(node, self.problem, self.declared, self.memo)

    def form(self, node: Node) -> tuple[Form, bool, list[Node]]:
        """The form of a matrix, whether it is transposed, and the factors before it."""
        head, args = node.head, node.args
        if head == "var" and self.random(node):
            return Form(cast(Key, node.data)), False, []
        if head == "transpose":
            form, flipped, factors = self.form(args[0])
            return form, not flipped, factors
        if head == "neg":
            form, flipped, factors = self.form(args[0])
            return form, flipped, [MINUS, *factors]
        if head == "scale" and not self.random(args[0]):
            form, flipped, factors = self.form(args[1])
            return form, flipped, [args[0], *factors]
        if head == "matmul":
            on_left = self.random(args[1])
            beside, inner = args if on_left else args[::-1]
            key = self.orthonormal(beside, transposed=on_left)
            form, flipped, factors = self.form(inner)
            # L'(L0'GR0) multiplies L0 on the right by L: one factor a side is enough here
            left = on_left != flipped
            if key is not None and (form.left if left else form.right) is None:
                added = Form(form.matrix, key, form.right) if left else Form(form.matrix, form.left, key)
                return added, flipped, factors
        known = "known are those of s G, s L'G and s G R, for numbers s and orthonormal columns L, R"
        raise Undecided(f"the law of {expression(node)} in an event is not known; {known}", final=True)

    def orthonormal(self, node: Node, transposed: bool) -> Key | None:
        """The variable with orthonormal columns that stands there, transposed on the left of a random matrix."""
        if transposed:
            if node.head != "transpose":
                return None
            node = node.args[0]
        if node.head != "var" or node.data not in self.declared:
            return None
        return cast(Key, node.data) if self.declared[node.data].structure == "orthonormal" else None


class Reading(Forms):
    """Reads events at one point: what does not depend on chance is evaluated."""

    def __init__(self, ev: Evaluator, frame: Frame) -> None:
        super().__init__(ev.problem)
        self.ev, self.frame, self.gap = ev, frame, False

    def part(self, node: Node, positive: bool) -> Part:
        """The event that it is defined and true, or that it is defined and false; `gap`: perhaps it is neither."""
        head, args = node.head, node.args
        if not self.random(node):
            return self.unless_undefined(lambda: self.ev.truth(node, self.frame) == positive)
        if head == "not":
            return self.part(args[0], not positive)
        if head in ("and", "or", "implies"):
            signed = [(a, (head == "implies" and i == 0) != positive) for i, a in enumerate(args)]
            if (head == "and") == positive:
                return joined(True, [self.part(a, sign) for a, sign in signed])
            return joined(False, self.first(signed))
        if head in ("le", "lt"):
            return self.unless_undefined(lambda: self.atom(node, positive))
        raise Undecided(f"the probability of an event with {head} is not known", final=True)

    def first(self, signed: list[tuple[Node, bool]]) -> list[Part]:
        """Events whose union it is that one of the parts is as its sign says, and those before it the opposite. Parts
        without a gap need no guard: where such a one is not the opposite, its own event is in the union."""
        found: list[Part] = []
        guards: list[Part] = []
        before = self.gap
        for node, sign in signed:
            if any(g is False for g in guards):
                break
            self.gap = False
            taken = self.part(node, sign)
            found.append(joined(True, [*guards, taken]))
            if self.gap:
                guards.append(self.part(node, not sign))
                before = True
        self.gap = before
        return found

    def unless_undefined(self, event: Callable[[], Part]) -> Part:
        """Undefined is proved for every value of what is random: then neither the event nor its complement."""
        try:
            return event()
        except Undefined as error:
            self.gap = True
            self.ev.gaps.setdefault(str(error))
            return False

    def atom(self, node: Node, positive: bool) -> Part:
        statistic, alpha, beta = comparison(self, node, Numbers(self))
        sign = scalars.sign(alpha)
        if sign == 0:
            raise Undecided("a statistic with the factor 0", final=True)
        bound = scalars.enclose(scalars.divide(-beta, alpha), self.ev.bits)
        upper = (sign > 0) == positive
        return rooted(statistic, upper, bound)

    def size(self, shape: Poly | None) -> int:
        total = 0
        for monomial, coefficient in shape or ():
            value = coefficient
            for node, k in monomial:
                value *= self.ev.integer(node, self.frame) ** k
            total += value
        if not 1 <= total <= MAX_DIMENSION:
            raise Undecided(f"a random matrix with {total} rows or columns", final=True)
        return total

    def statistic(self, node: Node) -> tuple[Statistic, Scalar]:
        """The statistic of a node, for the standard normal law, and the factor before it."""
        form, flipped, factors = self.form(node.args[0])
        shape = self.size(node.args[0].sort.rows), self.size(node.args[0].sort.cols)
        variance = self.declared[form.matrix].variance
        if variance is None:
            raise Undecided("a random matrix without a variance", final=True)
        spread = scalars.root(self.ev.scalar(variance, self.frame), 2, self.ev.bits)
        if scalars.sign(spread) <= 0:
            raise Undecided("a variance is not positive", final=True)
        for factor in factors:
            spread = spread * scalars.absolute(self.ev.scalar(factor, self.frame))
        place, kind = (0, 0), "norm"
        if node.head == "entry":
            if factors:  # the sign of a factor matters here
                raise Undecided("an entry of a multiple of a random matrix", final=True)
            i, j = (self.ev.integer(a, self.frame) for a in node.args[1:])
            if not (1 <= i <= shape[0] and 1 <= j <= shape[1]):
                raise Undefined("an entry outside the matrix")
            place, kind = (j, i) if flipped else (i, j), "entry"
        elif node.head == "sv":
            kind = self.which(node, min(shape))
        elif node.head == "spec" or min(shape) == 1:  # a vector has one norm
            kind = "largest"
        return Statistic(kind, form, max(shape), min(shape), place), spread

    def which(self, node: Node, last: int) -> str:
        index = self.ev.integer(node.args[1], self.frame)
        if not 1 <= index <= last:
            raise Undefined(f"a matrix with {last} singular values has no singular value {index}")
        if index not in (1, last):
            what = f"the law of the singular value {index} of {last} is not known"
            raise Undecided(f"{what}, only of the largest and of the smallest", final=True)
        return "largest" if index == 1 else "smallest"


def joined(conjunction: bool, parts: list[Part]) -> Part:
    """The conjunction or the disjunction, without parts that are known."""
    if any(p is (not conjunction) for p in parts):
        return not conjunction
    rest = [p for p in parts if p is not conjunction]
    return rest[0] if len(rest) == 1 else (conjunction, rest) if rest else conjunction


# ---- comparisons: alpha * statistic + beta <= 0, in numbers or (for all large t) in polynomials


X = TypeVar("X")


class Ring(Protocol[X]):
    """Where alpha and beta live."""

    def value(self, node: Node) -> X: ...
    def lift(self, x: Scalar) -> X: ...
    def add(self, x: X, y: X) -> X: ...
    def mul(self, x: X, y: X) -> X: ...
    def div(self, x: X, y: X) -> X: ...


class Numbers:
    """The ring in which alpha and beta are computed: here numbers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def value(self, node: Node) -> Scalar:
        return self.reading.ev.scalar(node, self.reading.frame)

    def lift(self, x: Scalar) -> Scalar:
        return x

    def add(self, x: Scalar, y: Scalar) -> Scalar:
        return x + y

    def mul(self, x: Scalar, y: Scalar) -> Scalar:
        return x * y

    def div(self, x: Scalar, y: Scalar) -> Scalar:
        return scalars.divide(x, y)


Side = tuple[Statistic | None, X, X]


def affine(reading: Reading, node: Node, ring: Ring[X]) -> Side[X]:
    """(statistic, alpha, beta) with node = alpha * statistic + beta; one statistic at most."""
    if not reading.random(node):
        return None, ring.lift(ZERO), ring.value(node)
    head, args = node.head, node.args
    if head in STATISTICS:
        statistic, factor = reading.statistic(node)
        return statistic, ring.lift(factor), ring.lift(ZERO)
    if head == "pow" and args[1].head == "num" and args[1].data == 2 and args[0].head in ("spec", "sv", "fro"):
        statistic, factor = reading.statistic(args[0])
        return replace(statistic, square=True), ring.lift(factor * factor), ring.lift(ZERO)
    if head == "add":
        left, right = (affine(reading, a, ring) for a in args)
        return difference(left, _times(right, ring.lift(-ONE), ring), ring)
    if head == "sub":
        left, right = (affine(reading, a, ring) for a in args)
        return difference(left, right, ring)
    if head == "neg":
        return _times(affine(reading, args[0], ring), ring.lift(-ONE), ring)
    if head == "mul" and not (reading.random(args[0]) and reading.random(args[1])):
        inner, factor = (args[1], args[0]) if reading.random(args[1]) else args
        return _times(affine(reading, inner, ring), ring.value(factor), ring)
    if head == "div" and not reading.random(args[1]):
        statistic, alpha, beta = affine(reading, args[0], ring)
        divisor = ring.value(args[1])
        return statistic, ring.div(alpha, divisor), ring.div(beta, divisor)
    raise Undecided(f"an event on {head} of a random matrix is not known", final=True)


def _times(side: Side[X], factor: X, ring: Ring[X]) -> Side[X]:
    statistic, alpha, beta = side
    return statistic, ring.mul(alpha, factor), ring.mul(beta, factor)


def difference(left: Side[X], right: Side[X], ring: Ring[X]) -> Side[X]:
    """The first minus the second."""
    (first, a, b), (second, c, d) = left, right
    if first is not None and second is not None and first != second:
        raise Undecided("a comparison of two statistics", final=True)
    minus = ring.lift(-ONE)
    return first or second, ring.add(a, ring.mul(c, minus)), ring.add(b, ring.mul(d, minus))


def comparison(reading: Reading, node: Node, ring: Ring[X]) -> tuple[Statistic, X, X]:
    """The statistic, alpha and beta of alpha * statistic + beta <= 0 (or < 0)."""
    left, right = (affine(reading, side, ring) for side in node.args)
    statistic, alpha, beta = difference(left, right, ring)
    if statistic is None:
        raise Undecided("a comparison without a statistic", final=True)
    return statistic, alpha, beta


def rooted(statistic: Statistic, upper: bool, bound: Interval) -> Part:
    """The atom; of a square, one on the statistic itself. statistic^2 <= bound < 0 is impossible."""
    if not statistic.square:
        return Atom(statistic, upper, bound)
    plain = replace(statistic, square=False)
    if bound.hi < 0:
        return not upper
    return Atom(plain, upper, bound.root(2))  # the part of a straddling bound below 0 acts as 0 does
