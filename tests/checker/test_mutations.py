"""Random points, random claims and damaged files: what is accepted must be false by a naive evaluation, too.

The naive side uses numpy-free mpmath on lists: a singular value decomposition at 60 digits, no code of the checker.
"""

import copy
import json
import random
from fractions import Fraction

import mpmath
import pytest
from claims import certificate, matrix, num, problem, real, size, var

from verify.checking.check import check

n, X, Y, c = var("n"), var("X"), var("Y"), var("c")
PRODUCT = ["matmul", X, ["transpose", Y]]


def mp(a):
    return mpmath.matrix([[mpmath.mpf(Fraction(x).numerator) / Fraction(x).denominator for x in row] for row in a])


def svd(m):
    return sorted((abs(s) for s in mpmath.svd_r(m, compute_uv=False)), reverse=True)


def det(m):
    """Along the first row."""
    k = m.rows
    minors = ([[m[i, j] for j in range(k) if j != c] for i in range(1, k)] for c in range(k))
    return m[0, 0] if k == 1 else sum((-1) ** c * m[0, c] * det(mpmath.matrix(a)) for c, a in enumerate(minors))


def fro(m):
    return mpmath.sqrt(sum(x**2 for x in m))


QUANTITIES = {
    "fro X": (["fro", X], lambda x, y: fro(x)),
    "spec Y": (["spec", Y], lambda x, y: svd(y)[0]),
    "nuc X": (["nuc", X], lambda x, y: sum(svd(x))),
    "last sv Y": (["sv", Y, n], lambda x, y: svd(y)[-1]),
    "spec of the product": (["spec", PRODUCT], lambda x, y: svd(x * y.T)[0]),
    "fro of the product": (["fro", PRODUCT], lambda x, y: fro(x * y.T)),
    "trace": (["abs", ["tr", PRODUCT]], lambda x, y: abs(sum((x * y.T)[i, i] for i in range(x.rows)))),
    "det": (["abs", ["det", X]], lambda x, y: abs(det(x))),
    "trace of the modulus": (["tr", ["absm", Y]], lambda x, y: sum(svd(y))),
    "largest eigenvalue": (
        ["eig", ["add", X, ["transpose", X]], num(1)],
        lambda x, y: max(mpmath.eigsy(x + x.T, eigvals_only=True)),
    ),
    "product of norms": (["mul", ["spec", X], ["fro", Y]], lambda x, y: svd(x)[0] * fro(y)),
    "exp": (["exp", ["neg", ["fro", X]]], lambda x, y: mpmath.exp(-fro(x))),
}
NAMES = list(QUANTITIES)
DECLARED = [size("n"), matrix("X", n, n), matrix("Y", n, n), real("c", gt="0")]
THEOREMS = [
    ("largest eigenvalue", "nuc X", 2),
    ("fro of the product", "product of norms", 1),
    ("fro X", "nuc X", 1),
    ("spec of the product", "product of norms", 1),
    ("last sv Y", "spec Y", 1),
    ("spec of the product", "fro of the product", 1),
]


def entry(rng):
    return str(Fraction(rng.randint(-4, 4), rng.choice([1, 1, 2, 3, 5])))


def point(rng):
    k = rng.choice([1, 2, 2, 3])
    return {
        "n": str(k),
        "X": [[entry(rng) for _ in range(k)] for _ in range(k)],
        "Y": [[entry(rng) for _ in range(k)] for _ in range(k)],
        "c": str(Fraction(rng.randint(1, 12), rng.choice([1, 2, 4]))),
    }


def claim(left, right, factor):
    return ["le", QUANTITIES[left][0], ["mul", factor, QUANTITIES[right][0]]]


def naive_slack(left, right, values, factor):
    """rhs - lhs at 60 digits."""
    x, y = mp(values["X"]), mp(values["Y"])
    return mpmath.mpf(factor.numerator) / factor.denominator * QUANTITIES[right][1](x, y) - QUANTITIES[left][1](x, y)


@pytest.fixture(autouse=True)
def precise():
    with mpmath.workdps(60):
        yield


@pytest.mark.parametrize("seed", range(8))
def test_acceptance_agrees_with_a_naive_evaluation(seed):
    rng = random.Random(seed)
    accepted = 0
    for _ in range(150):
        left, right, bounded = rng.choice(NAMES), rng.choice(NAMES), rng.choice(NAMES)
        values = point(rng)
        hypothesis = ["le", QUANTITIES[bounded][0], num(6)]
        p = problem(DECLARED, claim(left, right, c), [hypothesis])
        result = check(p, certificate(p, values))
        factor = Fraction(values["c"])
        slack = naive_slack(left, right, values, factor)
        room = 6 - QUANTITIES[bounded][1](mp(values["X"]), mp(values["Y"]))
        if result.accepted:
            accepted += 1
            assert slack < 1e-40
            assert room > -1e-40
            low, high = (Fraction(result.detail[side][i]) for side, i in (("lhs", 0), ("rhs", 1)))
            assert high < low
        elif slack < -1e-30 and room > 1e-30:
            pytest.fail(f"a counterexample was not accepted: {result.reason}")
    assert accepted > 20


@pytest.mark.parametrize("seed", range(4))
def test_theorems_are_never_refuted(seed):
    """At random points, and at degenerate ones where the inequality is sharp."""
    rng = random.Random(100 + seed)
    for _ in range(150):
        left, right, factor = rng.choice(THEOREMS)
        values = point(rng)
        if rng.random() < 0.5:
            values["Y"] = values["X"]
        if rng.random() < 0.3:
            values["X"] = [["1" if i == j else "0" for j in range(int(values["n"]))] for i in range(int(values["n"]))]
        p = problem(DECLARED, claim(left, right, num(factor)))
        result = check(p, certificate(p, values))
        assert not result.accepted
        assert result.reason == "the claim is true at the point", (left, right, values)


def leaves(tree, path=()):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list):
        for key, value in enumerate(tree):
            yield from leaves(value, (*path, key))
    yield path


JUNK = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "0",
    "-1",
    "1/0",
    "2/4",
    "1e9",
    "nan",
    [],
    {},
    ["num", "1"],
    ["var", "c"],
    ["var", "q"],
    "size",
    "add",
    "\x00",
    "é",
    10**30,
    [[]],
    {"terms": []},
]


def damage(rng, tree):
    """The tree with one place replaced, deleted, doubled or exchanged."""
    tree = copy.deepcopy(tree)
    path = rng.choice([p for p in leaves(tree) if p])
    holder = tree
    for key in path[:-1]:
        holder = holder[key]
    key = path[-1]
    action = rng.randrange(4)
    if action == 0:
        holder[key] = rng.choice(JUNK)
    elif action == 1:
        del holder[key]
    elif action == 2 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    else:
        other = rng.choice([p for p in leaves(tree) if p])
        value = tree
        for step in other:
            value = value[step]
        holder[key] = copy.deepcopy(value)
    return tree


@pytest.mark.parametrize("seed", range(4))
def test_damaged_certificates(seed):
    """A true counterexample, damaged 1000 times: what is still accepted is still a counterexample."""
    rng = random.Random(200 + seed)
    p = problem(DECLARED, claim("nuc X", "fro X", c), [["le", ["spec", Y], num(3)]])
    values = {"n": "2", "X": [["1", "0"], ["1/2", "1"]], "Y": [["1", "2"], ["0", "1"]], "c": "1"}
    good = certificate(p, values, precision=128)
    assert check(p, good).accepted
    for _ in range(1000):
        bad = damage(rng, good)
        result = check(p, bad)
        if result.accepted and bad["kind"] == "counterexample":
            assert naive_slack("nuc X", "fro X", bad["values"], Fraction(bad["values"]["c"])) < 1e-40
            assert svd(mp(bad["values"]["Y"]))[0] <= 3 + mpmath.mpf(10) ** -40
            assert bad["problem"] == good["problem"]


@pytest.mark.parametrize("seed", range(4))
def test_damaged_problems_never_pass_for_the_original_and_never_crash(seed):
    rng = random.Random(300 + seed)
    definition = {"name": "f", "params": [matrix("M", n, n)], "body": ["pow", ["fro", var("M")], num(2)]}
    recursion = {"name": "r", "state": [matrix("M", n, n)], "start": [X], "next": [["matmul", var("M"), Y]]}
    p = problem(
        DECLARED,
        ["forall", "_0", num(0), n, ["le", ["call", "f", ["iterate", "r", "M", var("_0")]], var("k")]],
        [["subset", ["colspan", X], ["colspan", Y]]],
        definitions=[definition],
        recursions=[recursion],
        constants=[{"name": "k", "value": num(4)}],
    )
    values = {"n": "2", "X": [["1", "0"], ["1/2", "1"]], "Y": [["1", "2"], ["0", "1"]], "c": "1"}
    good = certificate(p, values)
    assert check(p, good).accepted
    for _ in range(1000):
        bad = damage(rng, p)
        assert not check(bad, good).accepted or json.dumps(bad, sort_keys=True) == json.dumps(p, sort_keys=True)
        try:
            again = certificate(bad, values)
        except Exception:
            continue
        result = check(bad, again)
        assert not result.reason.startswith("the checker failed"), (result.reason, bad)
