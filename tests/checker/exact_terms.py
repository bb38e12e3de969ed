"""A naive evaluator of the kernel's terms on small matrices of fractions; norms and roots in floating point."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from verify.checking.kernel.formulas import num, opened


class Undefined(Exception):
    """The formula has no value here."""


class Unsettled(Exception):
    """Floating point does not tell, or the numbers grow too large."""


def eye(n):
    return [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]


def matmul(a, b):
    return [[sum((x * y for x, y in zip(row, col, strict=True)), Fraction(0)) for col in transpose(b)] for row in a]


def transpose(a):
    return [list(col) for col in zip(*a, strict=True)]


def inverse(a):
    n = len(a)
    rows = [list(row) + unit for row, unit in zip(a, eye(n), strict=True)]
    for i in range(n):
        pivot = next((j for j in range(i, n) if rows[j][i] != 0), None)
        if pivot is None:
            raise Undefined("singular")
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for j in range(n):
            if j != i:
                rows[j] = [x - rows[j][i] * y for x, y in zip(rows[j], rows[i], strict=True)]
    return [row[n:] for row in rows]


def determinant(a):
    if len(a) == 1:
        return a[0][0]
    minors = ([row[:j] + row[j + 1 :] for row in a[1:]] for j in range(len(a)))
    return sum(((-1) ** j * a[0][j] * determinant(m) for j, m in enumerate(minors)), Fraction(0))


def entrywise(f, *matrices):
    return [[f(*xs) for xs in zip(*rows, strict=True)] for rows in zip(*matrices, strict=True)]


def singular(a):
    return np.linalg.svd(np.array([[float(x) for x in row] for row in a]), compute_uv=False)


class Evaluator:
    """`values`: numbers, matrices, and functions of an index for sequences and ("recursion", component)."""

    def __init__(self, values, typing):
        self.values, self.typing = values, typing

    def integer(self, term):
        value = self(term)
        if value != int(value):
            raise Undefined("an integer is needed")
        return int(value)

    def __call__(self, term):
        head, args = term.head, term.args
        if head == "num":
            return args[0]
        if head == "var":
            return self.values[args[0]]
        if head in ("at", "iterate"):
            index = self.integer(args[-1])
            if index < 0:
                raise Undefined("a negative index")
            return self.values[args[0] if head == "at" else args[:2]](index)
        if head == "sum":
            low, high = (self.integer(a) for a in args[:2])
            values = [self(opened(args[2], num(t))) for t in range(low, high + 1)]
            if not values and self.typing.is_matrix(term):
                return zeros(*map(self, self.typing.shape(term)))
            return add(*values)
        if head == "forall":
            low, high = (self.integer(a) for a in args[:2])
            return all(self(opened(args[2], num(t))) for t in range(low, high + 1))
        if head in ("and", "or"):
            return (all if head == "and" else any)(map(self, args))
        if head == "implies":
            return not self(args[0]) or self(args[1])
        if head == "case":
            return self(args[1] if self(args[0]) else args[2])
        return OPERATORS[head](*map(self, args))


def fold(values):
    total = values[0]
    for value in values[1:]:
        total = entrywise(lambda x, y: x + y, total, value)
    return total


def add(*args):
    return fold(args) if args and isinstance(args[0], list) else sum(args, Fraction(0))


def sub(a, b):
    return add(a, scale(-1, b)) if isinstance(a, list) else a - b


def scale(s, m):
    return entrywise(lambda x: s * x, m)


def zeros(m, n):
    return [[Fraction(0)] * int(n) for _ in range(int(m))]


def clear(value):
    """A floating-point number that is not too close to 0 to tell its sign."""
    if isinstance(value, float) and abs(value) < 1e-6:
        raise Unsettled("not decided in floating point")
    return value


def floor(a):
    clear(a - round(a))
    return Fraction(math.floor(a))


def div(a, b):
    if clear(b) == 0:
        raise Undefined("division by zero")
    return a / b


def power(a, k):
    if k < 0 and clear(a) == 0:
        raise Undefined("a power")
    if k != int(k):
        raise Unsettled("a power")
    if abs(k) > 64:
        raise Unsettled("too large")
    return Fraction(a) ** int(k) if not isinstance(a, float) else a ** int(k)


def root(a):
    if a < 0 and clear(a) < 0:
        raise Undefined("a root")
    return math.sqrt(a)


def product(*args):
    return math.prod(args, start=Fraction(1))


def chain(*args):
    total = args[0]
    for a in args[1:]:
        total = matmul(total, a)
    return total


def entry(a, i, j):
    if not (1 <= i <= len(a) and 1 <= j <= len(a[0])):
        raise Undefined("an entry")
    return a[int(i) - 1][int(j) - 1]


def sv(a, k):
    if not 1 <= k <= min(len(a), len(a[0])):
        raise Undefined("an index")
    return float(singular(a)[int(k) - 1])


def matpow(a, k):
    if k < 0:
        raise Undefined("a power")
    if k > 8:
        raise Unsettled("too large")
    return chain(eye(len(a)), *[a] * int(k))


def norm(f):
    return lambda a: f(singular(a))


def loewner(a, b):
    least = min(np.linalg.eigvalsh(np.array([[float(x) for x in row] for row in sub(b, a)])))
    return clear(float(least)) > 0


OPERATORS = {
    "add": add,
    "sub": sub,
    "neg": lambda a: scale(-1, a) if isinstance(a, list) else -a,
    "mul": product,
    "div": div,
    "pow": power,
    "sqrt": root,
    "abs": abs,
    "min": min,
    "max": max,
    "floor": floor,
    "tr": lambda a: sum((a[i][i] for i in range(len(a))), Fraction(0)),
    "det": determinant,
    "fro": norm(lambda s: float(math.sqrt(sum(s**2)))),
    "spec": norm(lambda s: float(max(s))),
    "nuc": norm(lambda s: float(sum(s))),
    "sv": sv,
    "entry": entry,
    "scale": scale,
    "matmul": chain,
    "transpose": transpose,
    "inv": inverse,
    "hadamard": lambda a, b: entrywise(lambda x, y: x * y, a, b),
    "matpow": matpow,
    "eye": lambda n: eye(int(n)),
    "zeros": zeros,
    "le": lambda a, b: clear(a - b) <= 0,
    "lt": lambda a, b: clear(a - b) < 0,
    "eq": lambda a, b: clear(a - b) == 0,
    "loewner": loewner,
    "not": lambda a: not a,
}
