"""The value of an expression at a point, at one precision: exact where it can be, enclosed otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import cast

from . import linear, logic, scalars, spectra
from .domain import outside
from .linear import Matrix
from .outcomes import Undecided, Undefined
from .problem import Problem
from .scalars import Scalar
from .structure import Structure
from .terms import Declaration, Key, Node, Poly, size

MAX_SIZE = 64
MAX_INDEX = 100_000
MAX_WORK = 20_000_000_000
EXACT_BITS = 4_096


@dataclass(frozen=True)
class Space:
    """A union of subspaces, each the column span of a matrix; a subspace is a union of one."""

    members: tuple[Matrix, ...]


Value = Scalar | Matrix | Space | tuple[Scalar | Matrix, ...]  # the last: the terms of a sequence


Memo = dict[tuple[Node, str], Value | list[Scalar]]


@dataclass
class Meter:
    """Bit operations done so far, roughly; past the limit everything is undecided."""

    used: int = 0

    def charge(self, operations: int, bits: int) -> None:
        self.used += operations * (bits + 256)
        if self.used > MAX_WORK:
            raise Undecided("the work limit is exhausted", final=True)


@dataclass
class Frame:
    """Local names and the values computed under them. The outermost frame has no parent."""

    names: Mapping[Key, Value]
    parent: Frame | None = None
    memo: Memo = field(default_factory=Memo)

    def home(self, node: Node) -> Frame:
        """The outermost frame under which the value of the node is the same."""
        frame = self
        while frame.parent is not None and node.free.isdisjoint(frame.names):
            frame = frame.parent
        return frame

    def lookup(self, key: Key) -> Value:
        frame: Frame | None = self
        while frame is not None:
            if key in frame.names:
                return frame.names[key]
            frame = frame.parent
        raise Undecided(f"{key[1]} has no value", final=True)


class Evaluator:
    """Evaluates the expressions of one problem at one point with `bits` bits."""

    def __init__(
        self, problem: Problem, point: Mapping[Key, Value], structure: Structure, meter: Meter, bits: int
    ) -> None:
        self.problem, self.structure, self.meter, self.bits = problem, structure, meter, bits
        self.root = Frame(point)
        self.states: dict[str, list[tuple[Value, ...]]] = {}
        self.children: dict[tuple[int, Key, int], Frame] = {}

    # values

    def value(self, node: Node, frame: Frame) -> Value:
        home = frame.home(node)
        key = (node, "value")
        if key not in home.memo:
            home.memo[key] = self.settled(self._compute(node, frame))
        return cast(Value, home.memo[key])

    def scalar(self, node: Node, frame: Frame) -> Scalar:
        return cast(Scalar, self.value(node, frame))

    def matrix(self, node: Node, frame: Frame) -> Matrix:
        return cast(Matrix, self.value(node, frame))

    def integer(self, node: Node, env: Frame) -> int:
        value = self.scalar(node, env)
        if not isinstance(value, Fraction):
            raise Undecided("an integer expression is known only by an enclosure")
        if value.denominator != 1:
            raise Undecided("an integer expression has a value that is not an integer", final=True)
        return int(value)

    def bind(self, env: Frame, key: Key, value: int) -> Frame:
        self.meter.charge(1, 0)
        return Frame({key: Fraction(value)}, env)

    def settled(self, value: Value) -> Value:
        limit = max(EXACT_BITS, 2 * self.bits)
        if isinstance(value, tuple):
            rows = cast(Matrix, value)
            return tuple(tuple(scalars.settle(x, self.bits, limit) for x in row) for row in rows)
        return value if isinstance(value, Space) else scalars.settle(value, self.bits, limit)

    def _compute(self, node: Node, frame: Frame) -> Value:
        match node.head:
            case "num":
                return cast(Fraction, node.data)
            case "var":
                if node.data in self.problem.constants:
                    return self.value(self.problem.constants[node.data], self.root)
                return frame.lookup(node.data)
            case "case":
                return self.value(node.args[1 if self.truth(node.args[0], frame) else 2], frame)
            case "sum":
                return self._sum(node, frame)
            case "at":
                terms = cast("tuple[Value, ...]", frame.lookup(node.data))
                index = self._index(node.args[0], frame)
                if index >= len(terms):
                    raise Undecided("a sequence is used beyond its given terms", final=True)
                return terms[index]
            case "iterate":
                name, component = node.data
                return self._state(name, self._index(node.args[0], frame))[component]
            case "call":
                return self._call(node, frame)
            case _:
                return self._operator(node, frame)

    def _operator(self, node: Node, frame: Frame) -> Value:
        if node.head in SCALAR:
            args = [self.scalar(a, frame) for a in node.args] if node.args[0].sort.scalar else []
            if args:
                self.meter.charge(self.bits if node.head in ("exp", "log", "pow") else 1, self.bits)
                return SCALAR[node.head](self, node, args)
        return OPERATORS[node.head](self, node, frame)

    def _index(self, node: Node, frame: Frame) -> int:
        index = self.integer(node, frame)
        if index < 0:
            raise Undefined("a negative index")
        if index > MAX_INDEX:
            raise Undecided(f"an index above {MAX_INDEX}", final=True)
        return index

    def _sum(self, node: Node, frame: Frame) -> Value:
        body = node.args[2]
        total: Value | None = None
        for inner in logic.instances(self, node, frame):
            term = self.value(body, inner)
            if total is None:
                total = term
            elif body.sort.kind == "matrix":
                total = self.settled(linear.add(cast(Matrix, total), cast(Matrix, term)))
            else:
                total = self.settled(cast(Scalar, total) + cast(Scalar, term))
        if total is not None:
            return total
        if body.sort.rows is not None and body.sort.cols is not None:
            return linear.zeros(self.dimension(body.sort.rows, frame), self.dimension(body.sort.cols, frame))
        return scalars.ZERO

    def _call(self, node: Node, frame: Frame) -> Value:
        target = self.problem.definitions[node.data]
        values = [self.value(a, frame) for a in node.args]
        inner = Frame({d.key: v for d, v in zip(target.params, values, strict=True)}, self.root)
        self.meter.charge(1, 0)
        for d, v in zip(target.params, values, strict=True):
            self._require(d, v, inner)
        return self.value(target.body, inner)

    def _require(self, d: Declaration, value: Value, frame: Frame) -> None:
        reason = outside(d, value, lambda e: self.integer(e, frame), self.bits)
        if reason:
            raise Undecided(f"a value outside its declared domain: {reason}", final=True)

    def _state(self, name: str, index: int) -> tuple[Value, ...]:
        """The state after `index` steps; the recursion runs forward once and remembers."""
        source = self.problem.recursions[name]
        states = self.states.setdefault(name, [])
        while len(states) <= index:
            frame = Frame(
                {d.key: v for d, v in zip(source.state, states[-1], strict=True)} if states else {}, self.root
            )
            state = tuple(self.value(e, frame) for e in (source.next if states else source.start))
            inner = Frame({d.key: v for d, v in zip(source.state, state, strict=True)}, self.root)
            for d, v in zip(source.state, state, strict=True):
                self._require(d, v, inner)
            states.append(state)
        return states[index]

    # what the operators need

    def dimension(self, shape: Poly, frame: Frame) -> int:
        """The value of a shape polynomial."""
        n = 0
        for monomial, coefficient in shape:
            n += coefficient * prod(self.integer(node, frame) ** k for node, k in monomial)
        if not 1 <= n <= MAX_SIZE:
            raise Undecided(f"a matrix size outside 1..{MAX_SIZE}", final=True)
        return n

    def symmetric(self, node: Node, frame: Frame) -> Matrix:
        """The value of a matrix that must be symmetric at the point."""
        a = self.matrix(node, frame)
        if not self.structure.symmetric(node) and not linear.is_symmetric(a):
            raise Undefined("a matrix that must be symmetric is not")
        return a

    def spectrum(self, node: Node, frame: Frame, what: str) -> list[Scalar]:
        """The eigenvalues (what = "eig") or singular values (what = "sv"), computed once per matrix."""
        home = frame.home(node)
        key = (node, what)
        if key not in home.memo:
            a = self.symmetric(node, frame) if what == "eig" else self.matrix(node, frame)
            self.meter.charge(60 * min(linear.shape(a)) ** 3, self.bits)
            found = spectra.eigenvalues(a, self.bits) if what == "eig" else spectra.singular_values(a, self.bits)
            home.memo[key] = found
        return cast("list[Scalar]", home.memo[key])

    # propositions

    def truth(self, node: Node, frame: Frame) -> bool:
        return logic.truth(self, node, frame)

    def relation(self, node: Node, env: Frame) -> bool:
        if node.head in ("le", "lt"):
            a, b = self.scalar(node.args[0], env), self.scalar(node.args[1], env)
            s = scalars.sign(b - a)
            return s > 0 or (s == 0 and node.head == "le")
        if node.head == "eq" and node.args[0].sort.kind == "matrix":
            return linear.equal(self.matrix(node.args[0], env), self.matrix(node.args[1], env))
        if node.head == "eq":
            return scalars.sign(self.scalar(node.args[0], env) - self.scalar(node.args[1], env)) == 0
        if node.head == "loewner":
            a, b = self.symmetric(node.args[0], env), self.symmetric(node.args[1], env)
            self.meter.charge(60 * len(a) ** 3, self.bits)
            return spectra.is_psd(linear.subtract(b, a), self.bits)
        left, right = (cast(Space, self.value(a, env)) for a in node.args)
        self.meter.charge(sum(len(m) * len(m[0]) ** 2 for m in left.members + right.members), 4096)
        if node.head == "seteq" and not _inside(right, left):
            return False
        return _inside(left, right)


def _inside(left: Space, right: Space) -> bool:
    """Every member on the left lies in one member on the right (a subspace lies in a union only so)."""
    return all(any(_beside(s, t) == linear.rank(t) for t in right.members) for s in left.members)


def _beside(s: Matrix, t: Matrix) -> int:
    return linear.rank(tuple(x + y for x, y in zip(t, s, strict=True)))


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
    ev.meter.charge(len(a) * len(b) * len(b[0]), ev.bits)
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
        ev.meter.charge(factor * len(a) * len(a[0]) * min(linear.shape(a)), ev.bits)
        return rule(a, ev.bits)

    return run


def _determinant(ev: Evaluator, node: Node, frame: Frame) -> Scalar:
    a = ev.matrix(node.args[0], frame)
    ev.meter.charge(len(a) ** (3 if linear.is_rational(a) else 4), ev.bits)
    return linear.determinant(a)


def _matpow(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a, k = ev.matrix(node.args[0], frame), ev.integer(node.args[1], frame)
    if k < 0:
        raise Undefined("a negative power of a matrix")
    if k > MAX_INDEX:
        raise Undecided("a matrix power with a large exponent", final=True)
    result = linear.identity(len(a))
    for digit in bin(k)[2:]:
        ev.meter.charge(2 * len(a) ** 3, ev.bits)
        result = cast(Matrix, ev.settled(linear.multiply(result, result)))
        result = linear.multiply(result, a) if digit == "1" else result
    return result


def _sqrtm(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a = ev.symmetric(node.args[0], frame)
    ev.meter.charge(100 * len(a) ** 3, ev.bits)
    if not ev.structure.semidefinite(node.args[0]) and not spectra.is_psd(a, ev.bits):
        raise Undefined("the square root of a matrix that is not psd")
    return spectra.root_of_psd(a, ev.bits)


def _absm(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a = ev.matrix(node.args[0], frame)
    ev.meter.charge(100 * len(a[0]) ** 3 + len(a) * len(a[0]) ** 2, ev.bits)
    return spectra.root_of_psd(linear.gram_of_columns(a), ev.bits)


def _expm(ev: Evaluator, node: Node, frame: Frame) -> Matrix:
    a = ev.matrix(node.args[0], frame)
    ev.meter.charge(len(a) ** 3 * (ev.bits // 8 + 32), ev.bits)
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
