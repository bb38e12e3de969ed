"""The canonical form against numbers: it has the value of the formula, and known identities come out equal."""

import random
from fractions import Fraction

import pytest
from exact_terms import Evaluator, Undefined, Unsettled, eye, inverse, matmul, transpose
from formulae import E, eq, iterate, names, op, total

from verify.checking.kernel.formulas import Rejected
from verify.checking.kernel.normal import Normal
from verify.checking.kernel.obligations import Collector
from verify.checking.kernel.polynomials import Work
from verify.checking.kernel.reader import Reader
from verify.checking.kernel.typing import Typing
from verify.checking.kernel.world import World

m, n, p, k, T, x, y, z = names("m n p k T x y z")
A, B, C, S, P, U, W = names("A B C S P U W")
xs, Xs = E(["var", "s"]), E(["var", "M"])
VARIABLES = [
    *({"name": v, "kind": "size"} for v in "mn"),
    *({"name": v, "kind": "integer"} for v in "kT"),
    *({"name": v, "kind": "real"} for v in "xyz"),
    *({"name": v, "kind": "matrix", "rows": m.json, "cols": n.json} for v in "AB"),
    {"name": "C", "kind": "matrix", "rows": n.json, "cols": n.json},
    {"name": "S", "kind": "matrix", "rows": n.json, "cols": n.json, "structure": "symmetric"},
    {"name": "P", "kind": "matrix", "rows": n.json, "cols": n.json, "structure": "psd"},
    {"name": "U", "kind": "matrix", "rows": n.json, "cols": n.json, "structure": "orthonormal"},
    {"name": "W", "kind": "matrix", "rows": ["add", n.json, m.json], "cols": m.json, "structure": "orthonormal"},
    {"name": "s", "kind": "sequence", "of": {"kind": "real"}},
    {"name": "M", "kind": "sequence", "of": {"kind": "matrix", "rows": n.json, "cols": n.json}},
]
RECURSION = {
    "name": "R",
    "state": [{"name": "X", "kind": "matrix", "rows": n.json, "cols": n.json}],
    "start": [C.json],
    "next": [["scale", x.json, ["matmul", ["var", "X"], ["var", "C"]]]],
}


def fresh():
    source = {"variables": VARIABLES, "definitions": [], "recursions": [RECURSION], "constants": []}
    world = World()
    typing = Typing(world)
    normal = Normal(typing, Work(50_000_000))
    source |= {"hypotheses": [], "claim": ["le", ["num", "0"], ["num", "0"]]}
    reader = Reader(source, world, typing, normal.work)
    reader.problem()
    return reader, normal


def fraction(rng):
    return Fraction(rng.randint(-3, 3), rng.choice([1, 1, 2, 3]))


def some_matrix(rng, rows, cols):
    return [[fraction(rng) for _ in range(cols)] for _ in range(rows)]


def orthogonal(rng, rows, cols):
    """Orthonormal columns with rational entries: a product of two reflections, its first columns."""
    found = eye(rows)
    for _ in range(2):
        v = [rng.randint(-2, 2) for _ in range(rows)]
        norm = sum(c * c for c in v)
        if norm:
            reflection = [[Fraction(int(i == j)) - Fraction(2 * v[i] * v[j], norm) for j in range(rows)]
                          for i in range(rows)]  # fmt: skip
            found = matmul(found, reflection)
    return [row[:cols] for row in found]


def point(rng):
    rows, cols = rng.randint(1, 3), rng.randint(1, 3)
    c, s, g = (some_matrix(rng, cols, cols) for _ in range(3))
    symmetric = [[s[i][j] + s[j][i] for j in range(cols)] for i in range(cols)]
    factor = fraction(rng)
    sequence = [fraction(rng) for _ in range(40)]
    matrices = [some_matrix(rng, cols, cols) for _ in range(40)]
    steps = [c]
    for _ in range(8):
        steps.append([[factor * v for v in row] for row in matmul(steps[-1], c)])

    def step(i):
        if i > 12:
            raise Unsettled("too far")
        return steps[i]

    return {
        "m": Fraction(rows), "n": Fraction(cols), "k": Fraction(rng.randint(-2, 3)), "T": Fraction(rng.randint(-1, 4)),
        "x": factor, "y": fraction(rng), "z": fraction(rng),
        "A": some_matrix(rng, rows, cols), "B": some_matrix(rng, rows, cols), "C": c, "S": symmetric,
        "P": matmul(transpose(g), g), "U": orthogonal(rng, cols, cols), "W": orthogonal(rng, cols + rows, rows),
        "s": lambda i: sequence[i % 40], "M": lambda i: matrices[i % 40], ("R", 0): step,
    }  # fmt: skip


class Generator:
    """Random well-sorted formulas; `t` names the index variables in scope."""

    def __init__(self, rng):
        self.rng, self.count = rng, 0

    def index(self, bound):
        base = self.rng.choice([k, T, E(["num", "1"]), *(E(["var", b]) for b in bound * 2)])
        return base + self.rng.randint(-1, 2) if self.rng.random() < 0.6 else base

    def scalar(self, depth, bound=()):
        pick, rng = self.rng.random(), self.rng
        if depth <= 0 or pick < 0.12:
            number = E(["num", str(fraction(rng))])
            return rng.choice([x, y, z, number, xs.at(self.index(bound)), self.index(bound), op("tr", C), n])
        a, b = (lambda: self.scalar(depth - 1, bound)), (lambda: self.scalar(depth - 1, bound))
        if pick < 0.45:
            return op(rng.choice(["add", "sub", "mul", "mul"]), a(), b())
        if pick < 0.55:
            return op("div", a(), b())
        if pick < 0.62:
            return op("pow", a(), rng.choice([E(["num", str(rng.randint(-2, 3))]), self.index(bound)]))
        if pick < 0.68:
            return op(rng.choice(["abs", "floor", "neg"]), a())
        if pick < 0.72:
            return op(rng.choice(["min", "max"]), a(), b())
        if pick < 0.76:
            return E(["case", op(rng.choice(["le", "lt", "eq"]), a(), b()).json, a().json, b().json])
        if pick < 0.86:
            square = self.matrix(depth - 1, "nn", bound)
            return op("entry", square, 1, self.index(bound)) if rng.random() < 0.2 else op("tr", square)
        if pick < 0.9:
            return op("fro", self.matrix(depth - 1, rng.choice(["nn", "mn"]), bound)) ** rng.choice([1, 2, 2, 3])
        if pick < 0.93:
            return op(rng.choice(["spec", "nuc"]), self.matrix(depth - 1, rng.choice(["nn", "mn"]), bound))
        return self.sum(lambda inner: self.scalar(depth - 1, inner), bound)

    def sum(self, body, bound):
        self.count += 1
        name = f"i{self.count}"
        return total(name, self.index(bound), self.index(bound), body((*bound, name)))

    def matrix(self, depth, shape, bound=()):
        rng, pick = self.rng, self.rng.random()
        if shape == "mn":
            if depth <= 0 or pick < 0.3:
                return rng.choice([A, B])
            if pick < 0.6:
                a, b = self.matrix(depth - 1, "mn", bound), self.matrix(depth - 1, "mn", bound)
                return op(rng.choice(["add", "sub"]), a, b)
            if pick < 0.8:
                return self.matrix(depth - 1, "mn", bound) @ self.matrix(depth - 1, "nn", bound)
            return op("scale", self.scalar(depth - 1, bound), self.matrix(depth - 1, "mn", bound))
        if depth <= 0 or pick < 0.25:
            leaves = [C, S, P, U, U.T, op("eye", n), op("zeros", n, n), Xs.at(self.index(bound)), A.T @ B,
                      iterate("R", "X", self.index(bound)), A.T @ W.T @ W @ A]  # fmt: skip
            return rng.choice(leaves)
        a = self.matrix(depth - 1, "nn", bound)
        if pick < 0.45:
            return a @ self.matrix(depth - 1, "nn", bound)
        if pick < 0.6:
            return op(rng.choice(["add", "sub", "hadamard"]), a, self.matrix(depth - 1, "nn", bound))
        if pick < 0.7:
            return op("scale", self.scalar(depth - 1, bound), a)
        if pick < 0.78:
            return a.T
        if pick < 0.84:
            return op("inv", a)
        if pick < 0.88:
            return op("matpow", a, rng.choice([E(["num", "2"]), E(["num", "0"]), k]))
        if pick < 0.9:
            return E(["case", op("le", self.scalar(depth - 1, bound), 0).json, a.json, C.json])
        return self.sum(lambda inner: self.matrix(depth - 1, "nn", inner), bound)


def alike(a, b):
    if isinstance(a, list):
        return all(alike(v, w) for r, s in zip(a, b, strict=True) for v, w in zip(r, s, strict=True))
    if isinstance(a, float) or isinstance(b, float):
        return abs(float(a) - float(b)) <= 1e-6 * (1 + abs(float(a)) + abs(float(b)))
    return a == b


@pytest.mark.parametrize("seed", range(8))
def test_the_canonical_form_has_the_value_of_the_formula(seed):
    rng = random.Random(seed)
    reader, normal = fresh()
    compared = 0
    for _ in range(250):
        generator = Generator(rng)
        source = generator.scalar(4) if rng.random() < 0.6 else generator.matrix(4, rng.choice(["nn", "mn"]))
        try:
            term = reader.formula(source.json, reader.names)
            canonical = normal.canonical(term)
        except Rejected:
            continue
        again = normal.canonical(canonical)
        for _ in range(4):
            evaluate = Evaluator(point(rng), normal.typing)
            try:
                value = evaluate(term)
            except (Undefined, Unsettled, OverflowError):
                continue
            try:
                found, stable = evaluate(canonical), evaluate(again)
            except (Undefined, Unsettled, OverflowError):
                continue  # not strictly defined here
            compared += 1
            assert alike(value, found), (source.json, canonical)
            assert alike(value, stable), (source.json, again)
    assert compared > 150


def same(a, b):
    reader, normal = fresh()
    return len({normal.canonical(reader.formula(e.json, reader.names)) for e in (a, b)}) == 1


half = E(["num", "1/2"])
EQUAL = [
    ((A @ C).T, C.T @ A.T),
    (op("tr", A.T @ B), op("tr", B.T @ A)),
    (op("tr", A.T @ B @ C), op("tr", C.T @ B.T @ A)),
    (op("fro", A) ** 2, op("tr", A.T @ A)),
    (op("fro", A - B) ** 2, op("fro", A) ** 2 - 2 * op("tr", A.T @ B) + op("fro", B) ** 2),
    (op("fro", A - B), op("fro", B - A)),
    (op("spec", op("scale", -2, A)), 2 * op("spec", A.T)),
    (op("sv", op("scale", half, A.T), 1), half * op("sv", A, 1)),
    (S.T, S),
    (U.T @ U, op("eye", n)),
    (W.T @ W, op("eye", m)),
    (op("tr", W @ W.T), m),
    (op("tr", op("eye", n)), n),
    (op("inv", C) @ C, op("eye", n)),
    (C.T @ op("inv", C.T), op("eye", n)),
    (op("inv", S).T, op("inv", S)),
    (op("sqrt", x) ** 2, x),
    (op("abs", x - y) ** 2, (y - x) ** 2),
    (op("abs", 2 * x), 2 * op("abs", -x)),
    (op("sqrt", E(["num", "9/4"])), E(["num", "3/2"])),
    (x / (x * y), 1 / y),
    (1 / (2 * x + 2 * y), half / (y + x)),
    (1 / (1 / (x + y)), x + y),
    (x ** (k + 2), x**k * x**2),
    ((x - y) ** (k + 1), (x - y) ** k * x - y * (x - y) ** k),
    (op("entry", A.T + B.T, 1, 2), op("entry", A, 2, 1) + op("entry", B, 2, 1)),
    (total("t", 0, T, xs.at(E(["var", "t"]) + 1)), total("u", 1, T + 1, xs.at(E(["var", "u"])))),
    (total("t", 0, T, x * E(["var", "t"])), x * total("t", 0, T, E(["var", "t"]))),
    (total("t", 1, T, E(["var", "t"])), total("t", 0, T - 1, E(["var", "t"]) + 1)),
    (total("t", 0, T, total("u", 0, k, xs.at(E(["var", "u"])) * E(["var", "t"]))),
     total("t", 0, T, E(["var", "t"])) * total("v", 0, k, xs.at(E(["var", "v"])))),
    (total("t", 0, T, op("scale", x, A.T @ A @ Xs.at(E(["var", "t"])))),
     op("scale", x, A.T @ A @ total("t", 0, T, Xs.at(E(["var", "t"]))))),
    (total("t", 0, T, Xs.at(E(["var", "t"])).T), total("t", 0, T, Xs.at(E(["var", "t"]))).T),
    (op("matpow", C, 2), C @ C),
]  # fmt: skip
DIFFERENT = [
    (A.T @ B, B.T @ A),
    (U @ U.T @ C, C @ U @ U.T),
    (W @ W.T, op("eye", n + m)),
    (op("tr", A.T @ B), op("tr", A.T @ A)),
    (op("fro", op("scale", x, A)), x * op("fro", A)),
    (op("sqrt", x**2), x),
    (op("abs", x), x),
    (0 * x + op("fro", op("eye", n)), op("fro", op("eye", m))),
    (x**k * x**T, x ** (k + T)),
    (op("floor", x + y), op("floor", x) + op("floor", y)),
    (op("min", x, y), x),
    (op("inv", C + S), op("inv", C) + op("inv", S)),
    (total("t", 0, T, E(["num", "1"])), T + 1),
    (total("t", 0, T, x), T * x),
    (total("t", 0, T, xs.at(E(["var", "t"]))), total("t", 1, T, xs.at(E(["var", "t"])))),
    (op("det", op("scale", 2, C)), 2 * op("det", C)),
    (op("spec", C @ C), op("spec", C) ** 2),
    (op("rank", A), op("rank", B)),
    (E(["num", "0"]) ** (k + 1), E(["num", "0"])),
    (op("tr", C @ S @ P), op("tr", S @ C @ P)),
    (op("entry", A, 1, 2), op("entry", A, 2, 1)),
]


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_equal_by_the_canonical_form(a, b):
    assert same(a, b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_not_confused(a, b):
    assert not same(a, b)


def test_a_factor_leaves_a_sum_only_where_it_is_defined():
    """Two empty sums, each divided by the other's number of terms: the product is 0, the canonical form is 1."""
    reader, normal = fresh()
    one = E(["num", "1"])
    first, second = total("i", 1, T, one), total("i", 1, k, one)
    product = total("a", 1, T, 1 / second) * total("b", 1, k, 1 / first)
    term = reader.formula(product.json, reader.names)
    assert Evaluator({"T": Fraction(0), "k": Fraction(0)}, normal.typing)(term) == 0
    found = Collector(normal, reader.world).of(term)
    assert {(o.kind, len(o.guards)) for o in found} == {("nonzero", 0)}
    assert all(o.extra for o in found)


def test_factors_of_a_denominator_are_asked_for_one_by_one():
    reader, normal = fresh()
    i = E(["var", "i"])
    term = reader.formula(total("i", 1, T, 1 / (x * i)).json, reader.names)
    found = {(o.kind, repr(o.term), len(o.guards)) for o in Collector(normal, reader.world).of(term)}
    assert ("nonzero", "x", 0) in found
    assert eq(x, y).json[0] == "eq"


def test_the_point_is_orthonormal():
    values = point(random.Random(5))
    assert matmul(transpose(values["W"]), values["W"]) == eye(len(values["W"][0]))
    assert inverse([[Fraction(2)]]) == [[Fraction(1, 2)]]
