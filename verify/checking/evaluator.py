"""The value of an expression at a point, at one precision: exact where it can be, enclosed otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import cast

from . import linear, logic, scalars, spectra
from .domain import outside
from .laws.events import probability
from .laws.judge import Laws, OwnLaws
from .linear import Matrix
from .operators import OPERATORS, SCALAR
from .outcomes import Undecided, Undefined
from .problem import Problem
from .scalars import Scalar
from .structure import Structure
from .terms import Declaration, Key, Node, Poly
from .values import MAX_SIZE, Frame, Meter, Space, Value, entry_bits

MAX_INDEX = 100_000
EXACT_BITS = 4_096


class Evaluator:
    """Evaluates the expressions of one problem at one point with `bits` bits."""

    def __init__(
        self, problem: Problem, point: Mapping[Key, Value], structure: Structure, meter: Meter, bits: int
    ) -> None:
        self.problem, self.structure, self.meter, self.bits = problem, structure, meter, bits
        self.root = Frame(point)
        self.laws: Laws = OwnLaws()
        self.gaps: dict[str, None] = {}  # why relations of events are undefined
        self.loose: dict[str, None] = {}  # why enclosures of probabilities are wide at any precision
        self.states: dict[str, list[tuple[Value, ...]]] = {}
        self.instances: dict[tuple[tuple[Key, int], ...], Frame] = {}

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
        self.meter.charge(100, 0)
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
                name, component, _ = cast("tuple[str, int, str]", node.data)
                return self._state(name, self._index(node.args[0], frame))[component]
            case "call":
                return self._call(node, frame)
            case "pr":
                return probability(self, node, frame)
            case _:
                return self._operator(node, frame)

    def _operator(self, node: Node, frame: Frame) -> Value:
        self.meter.charge(40, self.bits)
        if node.head in SCALAR:
            args = [self.scalar(a, frame) for a in node.args] if node.args[0].sort.scalar else []
            if args:
                if node.head in ("exp", "log", "pow", "sqrt"):
                    self.meter.charge(100 if node.head == "sqrt" else self.bits, self.bits)
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
        self.meter.charge(150, 0)
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

    def charge(self, operations: int, *operands: Matrix) -> None:
        """Operations on the entries; those of an elimination grow by about a row's worth of bits."""
        exact = max(map(len, operands), default=0) * entry_bits(*operands)
        self.meter.charge(operations, max(self.bits, exact))

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
            n = min(linear.shape(a))
            self.meter.charge(60 * n**3, self.bits)
            self.charge(n * len(a) * len(a[0]) // 2, a)
            found = spectra.eigenvalues(a, self.bits) if what == "eig" else spectra.singular_values(a, self.bits)
            home.memo[key] = found
        return cast("list[Scalar]", home.memo[key])

    # propositions

    def truth(self, node: Node, frame: Frame) -> bool:
        return logic.truth(self, node, frame)

    def relation(self, node: Node, env: Frame) -> bool:
        if node.head in ("le", "lt", "eq") and node.args[0] is node.args[1]:
            self.value(node.args[0], env)
            return node.head != "lt"
        if node.head in ("le", "lt"):
            a, b = self.scalar(node.args[0], env), self.scalar(node.args[1], env)
            return scalars.nonnegative(b - a) if node.head == "le" else not scalars.nonnegative(a - b)
        if node.head == "eq" and node.args[0].sort.kind == "matrix":
            return linear.equal(self.matrix(node.args[0], env), self.matrix(node.args[1], env))
        if node.head == "eq":
            return scalars.sign(self.scalar(node.args[0], env) - self.scalar(node.args[1], env)) == 0
        if node.head == "loewner":
            a, b = self.symmetric(node.args[0], env), self.symmetric(node.args[1], env)
            self.charge(60 * len(a) ** 3, a, b)
            return spectra.is_psd(linear.subtract(b, a), self.bits)
        left, right = (cast(Space, self.value(a, env)) for a in node.args)
        for a in left.members:
            for b in right.members:
                self.charge(len(a) * (len(a[0]) + len(b[0])) ** 2, a, b)
        if node.head == "seteq" and not _inside(right, left):
            return False
        return _inside(left, right)


def _inside(left: Space, right: Space) -> bool:
    """Every member on the left lies in one member on the right (a subspace lies in a union only so)."""
    return all(any(_beside(s, t) == linear.rank(t) for t in right.members) for s in left.members)


def _beside(s: Matrix, t: Matrix) -> int:
    return linear.rank(tuple(x + y for x, y in zip(t, s, strict=True)))
