"""What the kernel takes for defined has a value at every admissible point; so has what leaves a sum."""

import random

import pytest
from claims import problem
from exact_terms import Evaluator, Undefined, Unsettled
from formulae import E, every, js, op
from test_normal import RECURSION, VARIABLES, A, C, Generator, S, T, alike, k, m, n, point, x, xs, y, z

from verify.checking.kernel.formulas import Rejected
from verify.checking.kernel.polynomials import Work
from verify.checking.kernel.replay import Kernel

zero, one, t = E(["num", "0"]), E(["num", "1"]), E(["var", "t"])
HYPOTHESES = [
    zero <= x, zero < x, x < zero, op("not", op("eq", y, 0)), y <= z, zero < y - z, x * y <= zero - one, one <= x * z,
    zero <= k, one <= k, k <= m, k <= n, zero <= T, one <= T, zero < T, k < T, T <= k, op("eq", T, k + 1),
    every("t", 0, T, zero < xs.at(t)), every("t", 1, T, one <= xs.at(t) * y), xs.at(0) <= one, xs.at(k) <= one,
    op("not", op("eq", op("det", C), 0)), one <= op("tr", C), zero < op("fro", A), op("or", zero < x, one <= k),
    op("loewner", op("eye", n), S), 1 / (x + y) <= one, op("implies", zero < z, 1 / x <= y), op("sqrt", y) <= z,
    op("entry", C, k, k) <= one,
]  # fmt: skip


def admissible(kernel, evaluate):
    """True, False, or None where a hypothesis is not of a kind that the naive evaluator knows."""
    try:
        return all(evaluate(h) for h in kernel.hypotheses)
    except Undefined:
        return False
    except Unsettled:
        return None


def points(kernel, rng, number):
    found = []
    for _ in range(number * 60):
        evaluate = Evaluator(point(rng), kernel.normal.typing)
        if admissible(kernel, evaluate):
            found.append(evaluate)
        if len(found) >= number:
            break
    return found


@pytest.mark.parametrize("seed", range(5))
def test_what_is_taken_for_defined_is_defined(seed):
    rng = random.Random(seed)
    checked = 0
    for _ in range(12):
        given = rng.sample(HYPOTHESES, rng.randint(2, 5))
        found = problem(VARIABLES, js(zero <= zero), js(given), recursions=[RECURSION])
        kernel = Kernel(found, Work(5_000_000), set())
        evaluators = points(kernel, rng, 12)
        for _ in range(40 if evaluators else 0):
            generator = Generator(rng)
            source = generator.scalar(3) if rng.random() < 0.7 else generator.matrix(3, "nn")
            try:
                term = kernel.reader.formula(source.json, kernel.reader.names)
                kernel.scope.defined(term)
            except Rejected:
                continue
            canonical = kernel.normal.canonical(term)
            for evaluate in evaluators:
                try:
                    value = evaluate(term)  # Undefined fails the test
                except (Unsettled, OverflowError):
                    continue
                checked += 1
                try:
                    assert alike(value, evaluate(canonical)), (source.json, js(given))
                except (Unsettled, OverflowError):
                    continue
                except Undefined:  # only a power split off, which is right by continuity, may be undefined here
                    assert "pow" in repr(canonical), (source.json, js(given))
    assert checked > 200
