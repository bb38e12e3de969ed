"""Each rule of the kernel, right and wrong: what a forger would try."""

import copy
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from claims import integer, matrix, problem, real, size
from formulae import E, algebra, call, eq, every, iterate, js, line, names, op, total, weighted
from proofs import PROOFS

from verify.checking.facts import FACTS
from verify.checking.kernel import check_proof
from verify.checking.kernel.polynomials import Work
from verify.checking.kernel.rules_lemmas import read_law
from verify.checking.problem import digest

m, n, p, k, t, T, x, y, z, c = names("m n p k t T x y z c")
A, B, C, S, P, Q, U = names("A B C S P Q U")
zero, one = E(["num", "0"]), E(["num", "1"])
M = [size("m"), size("n"), matrix("A", m.json, n.json), matrix("B", m.json, n.json)]
SQUARE = [size("n"), matrix("C", n.json, n.json), matrix("S", n.json, n.json, structure="symmetric"),
          matrix("P", n.json, n.json, structure="psd")]  # fmt: skip
REALS = [real("x"), real("y"), real("z")]
XS = {"name": "s", "kind": "sequence", "of": {"kind": "real"}}
xs = E(["var", "s"])


def run(variables, claim, lines, given=(), lemmas=(), kind="proof", **more):
    found = problem(variables, js(claim), js(list(given)), **more)
    head = {"format": "proofgauge certificate 1", "problem": digest(found), "kind": kind}
    return check_proof(found, js({**head, "lines": lines, "lemmas": list(lemmas)}))


def accepts(*args, **more):
    result = run(*args, **more)
    assert result.accepted, result.reason


def rejects(reason, *args, **more):
    result = run(*args, **more)
    assert not result.accepted
    assert "kernel failed" not in result.reason, result.reason
    assert reason in result.reason, result.reason


def hypothesis(index, claim, identity=None):
    return line(identity or f"h{index}", claim, "hypothesis", index=index)


# ---- definedness


def test_zero_times_a_reciprocal_needs_a_denominator():
    claim = eq(zero * (1 / x), zero)
    rejects("nonzero", REALS, claim, [algebra("a", claim)])
    accepts([real("x", gt="0")], claim, [algebra("a", claim)])
    accepts([real("x", lt="-1")], claim, [algebra("a", claim)])
    accepts(REALS, claim, [algebra("a", claim)], [op("not", eq(x, 0))])
    rejects("nonzero", [real("x", ge="0")], claim, [algebra("a", claim)])
    # a line that is defined and equal by its canonical form is not enough for the claim
    rejects("nonzero", REALS, claim, [algebra("a", eq(zero, zero))])


def test_cancelling_needs_a_denominator():
    claim = eq(x * (1 / x), one)
    rejects("nonzero", REALS, claim, [algebra("a", claim)])
    accepts([real("x", gt="0")], claim, [algebra("a", claim)])
    rejects("nonzero", REALS, eq(x**-1 * x, one), [algebra("a", eq(x**-1 * x, one))])
    accepts(REALS, eq(x**0, one), [algebra("a", eq(x**0, one))])


def test_multipliers_must_be_defined():
    lines = [hypothesis(0, eq(x * y, x * z)), algebra("a", eq(y, z), equations=[("h0", 1 / x)])]
    rejects("nonzero", REALS, eq(y, z), lines, [eq(x * y, x * z)])
    accepts([real("x", gt="0"), *REALS[1:]], eq(y, z), lines, [eq(x * y, x * z)])


def test_definedness_may_come_from_a_hypothesis_but_not_from_under_a_condition():
    given = 1 / x <= y
    claim = 0 * (1 / x) <= zero
    accepts(REALS, claim, [algebra("a", claim)], [given])
    rejects("nonzero", REALS, claim, [algebra("a", claim)], [op("implies", zero < y, given)])
    rejects("nonzero", REALS, claim, [algebra("a", claim)], [op("or", zero < y, given)])
    accepts(REALS, claim, [algebra("a", claim)], [op("or", given, zero < y)])
    rejects("nonzero", REALS, claim, [algebra("a", claim)], [every("i", 1, 0, given)])
    guarded = op("implies", zero < x, claim)
    accepts(REALS, guarded, [line("i", guarded, "implies_intro", assume="p", lines=[algebra("a", claim)])])
    guarded = op("implies", zero <= x, claim)
    intro = line("i", guarded, "implies_intro", assume="p", lines=[algebra("a", claim)])
    rejects("nonzero", REALS, guarded, [intro])


def test_roots_logarithms_and_powers():
    for claim, good, bad in [
        (eq(op("sqrt", x) ** 2, x), real("x", ge="0"), real("x")),
        (eq(op("log", x) * 0, zero), real("x", gt="0"), real("x", ge="0")),
        (eq(x ** (y - 1) * 0, zero), real("x", gt="0"), real("x", ge="0")),
        (eq(x**k * 0, zero), real("x", gt="0"), real("x")),
        (eq(op("sqrt", x) / op("sqrt", x), one), real("x", gt="0"), real("x", ge="0")),
        (eq(1 / (x + 1), 1 / (one + x)), real("x", ge="0"), real("x", ge="-1")),
        (eq(1 / (x**2 + 1), 1 / (one + x**2)), real("x"), None),
        (eq(1 / (x * y), 1 / (y * x)), real("x", gt="0"), None),
    ]:
        others = [real("y", gt="0"), integer("k")]
        accepts([good, *others], claim, [algebra("a", claim)])
        if bad:
            rejects("not shown to be defined", [bad, *others], claim, [algebra("a", claim)])


def test_a_real_exponent_is_not_an_integer_exponent():
    """x^k with a real k is undefined at x = 0, k = 0; the lemma's hypothesis cannot be met there."""
    lemma = problem([real("x", ge="0"), real("y")], js(zero < x), js([eq(x**y, one), zero < x]))
    head = {"format": "proofgauge certificate 1", "problem": digest(lemma), "kind": "proof"}
    entry = {"problem": lemma, "certificate": {**head, "lines": js([hypothesis(1, zero < x)])}}
    lines = [
        algebra("e", eq(zero**0, one)),
        line("a", zero < zero, "apply", None, "e", "e", lemma=0, substitution={"x": zero, "y": zero}),
    ]
    rejects("not shown to be defined", REALS, zero < zero, lines, lemmas=[entry])


def test_constants_are_real_exponents():
    claim = eq(x ** E(["var", "K"]), x**2)
    constants = [{"name": "K", "value": ["num", "2"]}]
    rejects("power", REALS, claim, [algebra("a", claim)], constants=constants)
    accepts([real("x", gt="0")], claim, [algebra("a", claim)], constants=constants)


def test_granted_powers_are_not_confused():
    """x^2 with a real exponent is defined for x > 0 only; (-x)^2 has the same canonical form."""
    K = E(["var", "K"])
    constants = [{"name": "K", "value": ["num", "2"]}]
    claim = eq((-x) ** K, x**K)
    rejects("power", REALS, claim, [algebra("a", claim)], [zero < x, eq(x**K, x**2)], constants=constants)


def test_empty_sums_and_what_leaves_them():
    first, second = total("i", 1, T, one), total("i", 1, k, one)
    product = total("a", 1, T, 1 / second) * total("b", 1, k, 1 / first)
    variables = [integer("T"), integer("k")]
    rejects("nonzero", variables, eq(product, product), [algebra("a", eq(product, product))])
    # as a hypothesis it is defined and true where both sums are empty, but cannot be quoted
    false = zero < one - 2 * product
    rejects("strictly defined", variables, zero < zero - one, [hypothesis(0, zero < zero - one)], [false])
    split = total("a", 1, T, 1 / (second * E(["var", "a"]))) * total("b", 1, k, 1 / (first * E(["var", "b"])))
    rejects("nonzero", variables, eq(split, split), [algebra("a", eq(split, split))])


def test_indices():
    sv = op("sv", A, k)
    claim = zero <= sv
    substitution = {"m": m, "n": n, "k": k, "A": A}
    lines = [
        hypothesis(0, one <= k),
        hypothesis(1, k <= m),
        hypothesis(2, k <= n),
        line("a", claim, "fact", "h0", "h1", "h2", fact="sv_nonnegative", substitution=substitution),
    ]
    given = [one <= k, k <= m, k <= n]
    accepts([*M, integer("k")], claim, lines, given)
    for i in range(3):
        weaker = [*given[:i], zero <= zero, *given[i + 1 :]]
        changed = copy.deepcopy(lines)
        changed[i]["claim"] = js(zero <= zero)
        rejects("", [*M, integer("k")], claim, changed, weaker)
    rejects("integer", [*M, real("k")], claim, lines, given)
    rejects("nonnegative", [XS, integer("k")], eq(xs.at(k), xs.at(k)), [algebra("a", eq(xs.at(k), xs.at(k)))])
    accepts([XS, integer("k", ge="0")], eq(xs.at(k), xs.at(k)), [algebra("a", eq(xs.at(k), xs.at(k)))])
    entry = eq(op("entry", A, k, 1), op("entry", A.T, 1, k))
    rejects("nonnegative", [*M, integer("k", ge="1")], entry, [algebra("a", entry)])
    accepts([*M, integer("k", ge="1")], entry, [algebra("a", entry)], [k <= m])


def test_inverses():
    claim = eq(op("inv", C) @ C, op("eye", n))
    body = [line("a", claim, "matrix", terms=[], equations=[])]
    rejects("nonsingular", SQUARE, claim, body)
    accepts(SQUARE, claim, body, [op("not", eq(op("det", C), 0))])
    accepts(SQUARE, claim, body, [eq(op("rank", C), n)])
    rejects("nonsingular", SQUARE, claim, body, [eq(op("rank", C), n - 1)])
    shifted = C.T @ C + op("scale", x, op("eye", n))
    identity = eq(op("inv", shifted), op("inv", shifted))
    lines = [line("a", identity, "matrix", terms=[], equations=[])]
    accepts([*SQUARE, real("x", gt="0")], identity, lines)
    rejects("nonsingular", [*SQUARE, real("x", ge="0")], identity, lines)


def test_symmetry_is_by_form():
    claim = op("loewner", C, S)
    rejects("symmetric", SQUARE, claim, [line("a", claim, "matrix", terms=[], equations=[])])
    claim = op("loewner", op("zeros", n, n), C.T @ C)
    whole = {"coefficient": "1", "factors": [], "conjugate": C, "psd": None}
    accepts(SQUARE, claim, [line("a", claim, "matrix", terms=[whole], equations=[])])
    rejects("not positive", SQUARE, op("loewner", C.T @ C, op("zeros", n, n)),
            [line("a", op("loewner", C.T @ C, op("zeros", n, n)), "matrix",
                  terms=[{**whole, "coefficient": "-1"}], equations=[])])  # fmt: skip


# ---- signs of sums inside guards


def test_the_index_of_an_inner_sum_is_not_that_of_an_outer_guard():
    i, j = names("i j")
    inner = total("j", -3, 3, j)  # 0, and not positive, whatever the outer index is
    term = total("i", 5, T, op("sqrt", op("exp", i) * inner))
    claim = eq(term, term)
    rejects("nonnegative", [integer("T")], claim, [algebra("a", claim)])


# ---- algebra


def test_coefficients_and_strictness():
    given = [x <= y, y < z]
    lines = [hypothesis(0, x <= y), hypothesis(1, y < z)]
    accepts(REALS, x < z, [*lines, algebra("a", x < z, weighted("h0"), weighted("h1"))], given)
    rejects("strictly", REALS, x < y, [*lines, algebra("a", x < y, weighted("h0"))], given)
    rejects("combination", REALS, x < z, [*lines, algebra("a", x < z, weighted("h1"))], given)
    for bad in ("-1", "0", "1/0", "1.0", "2/4", " 1", "1e3", "", "nan"):
        rejects("", REALS, x < z, [*lines, algebra("a", x < z, weighted("h0"), weighted("h1", coefficient=bad))], given)
    rejects("strictly", REALS, x * x < x * x + y * y, [algebra("a", x * x < x * x + y * y, weighted(y))])
    accepts(REALS, x < x + 1, [algebra("a", x < x + 1, weighted())])
    # a product of a strict and a weak line is weak
    rejects("strictly", REALS, zero < (y - x) * (z - y),
            [*lines, algebra("a", zero < (y - x) * (z - y), weighted("h0", "h1"))], given)  # fmt: skip
    rejects("equation has no terms", REALS, eq(x, y), [*lines, algebra("a", eq(x, y), weighted("h0"))], given)


def test_shapes_of_multipliers():
    given = [eq(A, B)]
    claim = eq(op("tr", A.T @ A), op("tr", A.T @ B))
    accepts(M, claim, [hypothesis(0, given[0]), {**algebra("a", claim), "equations":
            [{"premise": "h0", "multiplier": js(A.T)}]}], given)  # fmt: skip
    for wrong in (A, op("eye", n), one):
        body = {**algebra("a", claim), "equations": [{"premise": "h0", "multiplier": js(wrong)}]}
        rejects("", M, claim, [hypothesis(0, given[0]), body], given)
    conjugate = {"trace": A, "psd": "h0"}
    trace = zero <= op("tr", A.T @ S @ A)
    loewner = op("loewner", op("zeros", n, n), S)
    rejects("inner sizes", [*M, *SQUARE[1:]], trace, [hypothesis(0, loewner), algebra("a", trace, weighted(conjugate))],
            [loewner])  # fmt: skip


def test_sizes_are_not_interchangeable():
    rejects("square", M, eq(op("tr", A), zero), [algebra("a", eq(op("tr", A), zero))])
    substitution = {"m": n, "n": m, "A": A}
    rejects("shape", M, zero <= op("fro", A),
            [line("a", zero <= op("fro", A), "fact", fact="fro_nonnegative", substitution=substitution)])  # fmt: skip
    substitution = {"m": m, "n": n, "A": A, "A2": B.T}
    claim = op("tr", A.T @ B) <= op("fro", A) * op("fro", B)
    rejects("shape", M, claim, [line("a", claim, "fact", fact="cauchy_schwarz", substitution=substitution)])
    claim = zero <= op("fro", op("zeros", n - m, n))
    substitution = {"m": n - m, "n": n, "A": op("zeros", n - m, n)}
    rejects("must be a size", M, claim,
            [line("a", claim, "fact", fact="fro_nonnegative", substitution=substitution)])  # fmt: skip


# ---- facts


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_fact_can_be_read(name):
    assert read_law(FACTS[name], Work(100_000)).claim.depth > 1


def test_facts_need_their_premises():
    substitution = {"x": x, "y": y}
    claim = x <= y
    lines = [
        hypothesis(0, zero <= y),
        hypothesis(1, x**2 <= y**2),
        line("a", claim, "fact", "h0", "h1", fact="square_order", substitution=substitution),
    ]
    given = [zero <= y, x**2 <= y**2]
    accepts(REALS, claim, lines, given)
    for cited in (["h0"], ["h1"], ["h1", "h0"], ["h0", None], [None, "h1"], ["h0", "h1", "h1"], []):
        rejects("", REALS, claim, [*lines[:2], {**lines[2], "from": cited}], given)
    for wrong in ({"x": x}, {"x": x, "y": y, "z": z}, {"x": x, "y": 1 / z}, {"x": x, "y": op("exp", y)}):
        rejects("", REALS, claim, [*lines[:2], {**lines[2], "substitution": js(wrong)}], given)
    rejects("no such fact", REALS, claim, [*lines[:2], {**lines[2], "fact": "square_ordered"}], given)


def test_psd_variables_of_facts():
    substitution = {"n": n, "P": P, "Q": C.T @ C}
    claim = zero <= op("tr", P @ C.T @ C)
    good = line("a", claim, "fact", fact="psd_trace_product", substitution=substitution)
    accepts(SQUARE, claim, [good])
    accepts(SQUARE, claim, [{**good, "from": [None, None]}])
    bad = {**good, "substitution": js({**substitution, "P": S}), "claim": js(zero <= op("tr", S @ C.T @ C))}
    rejects("no line is cited", SQUARE, zero <= op("tr", S @ C.T @ C), [bad])
    given = [op("loewner", op("zeros", n, n), S)]
    accepts(SQUARE, zero <= op("tr", S @ C.T @ C), [hypothesis(0, given[0]), {**bad, "from": ["h0"]}], given)
    other = {**good, "substitution": js({**substitution, "P": C}), "claim": js(zero <= op("tr", C @ C.T @ C))}
    rejects("symmetric", SQUARE, zero <= op("tr", C @ C.T @ C), [other])


# ---- scopes, names, ids


def test_a_block_keeps_its_lines_to_itself():
    claim = every("i", 1, T, one <= E(["var", "i"]))
    i = E(["var", "i"])
    inner = [algebra("in", one <= i, weighted("lo"))]
    intro = line("f", claim, "forall_intro", fix="i", lo=one, hi=T, assume=["lo", "hi"], lines=inner)
    accepts([integer("T")], claim, [intro])
    rejects("no line", [integer("T")], one <= T, [intro, algebra("x", one <= T, weighted("hi"))])
    rejects("no line", [integer("T")], one <= T, [intro, line("x", one <= T, "same", "in")])
    rejects("not in scope", [integer("T")], one <= T, [intro, algebra("x", one <= i)])
    rejects("twice", [integer("T")], claim, [intro, intro])
    rejects("twice", [integer("T")], claim, [{**intro, "assume": ["lo", "lo"]}])
    rejects("twice", [integer("T")], claim, [{**intro, "assume": ["lo", "f"]}])
    rejects("in use", [integer("T")], claim, [{**intro, "fix": "T"}])
    rejects("limit", [integer("T")], claim, [{**intro, "lo": js(zero)}])
    rejects("unknown", [integer("T")], claim, [{**intro, "note": "trust me"}])
    rejects("block", [integer("T")], claim, [{**intro, "lines": []}])
    shadow = every("T", 1, 2, one <= E(["var", "T"]))
    rejects("in use", [integer("T")], one <= one, [algebra("a", one <= one), line("s", shadow, "same", "a")])


def test_no_capture():
    """From "for all i there is nothing about j" one may not get a statement about the bound j."""
    i, j = names("i j")
    given = every("i", 0, 5, every("j", 0, 5, xs.at(j) <= xs.at(i)))
    first = every("j", 0, 5, xs.at(j) <= xs.at(3))
    lines = [hypothesis(0, given), line("e", first, "forall_elim", "h0", None, None, at=E(["num", "3"]))]
    accepts([XS], first, lines, [given])
    captured = every("j", 0, 5, xs.at(j) + 1 <= xs.at(j))
    rejects("not in scope", [XS], captured, [hypothesis(0, given), line("e", captured, "forall_elim", "h0", at=j)],
            [given])  # fmt: skip
    equation = eq(x, T + 0 * x)
    template = total("i", 1, 3, E(["var", "H"]))
    claim = zero <= total("i", 1, 3, i)
    lines = [
        hypothesis(0, eq(x, y)),
        hypothesis(1, zero <= total("i", 1, 3, x)),
        line("l", claim, "leibniz", "h1", "h0", hole="H", template=zero <= template),
    ]
    rejects("the rule gives", [*REALS, integer("T")], claim, lines, [eq(x, y), zero <= total("i", 1, 3, x)])
    assert equation


def test_leibniz():
    given = [x <= z, eq(x, y)]
    lines = [hypothesis(0, given[0]), hypothesis(1, given[1])]
    good = line("l", y <= z, "leibniz", "h0", "h1", hole="H", template=E(["var", "H"]) <= z)
    accepts(REALS, y <= z, [*lines, good], given)
    rejects("first line", REALS, y <= z, [*lines, {**good, "template": js(z <= E(["var", "H"]))}], given)
    rejects("in use", REALS, y <= z, [*lines, {**good, "hole": "x"}], given)
    undefined = op("and", E(["var", "H"]) <= z, 0 * (1 / z) <= zero)
    rejects("", REALS, y <= z, [*lines, {**good, "template": js(undefined)}], given)
    partial = 0 * (1 / E(["var", "H"])) <= z  # defined only where x is not 0; the line says 0 <= z
    rejects("nonzero", REALS, zero <= z, [hypothesis(0, zero <= z), hypothesis(1, eq(x, y)),
            {**good, "claim": js(zero <= z), "template": js(partial)}], [zero <= z, eq(x, y)])  # fmt: skip


# ---- induction, sums


def test_induction_needs_base_step_and_range():
    proof = next(p for p in PROOFS if p.name == "geometric")
    good = proof.certificate()

    def damaged(change):
        found = copy.deepcopy(good)
        change(found["lines"][2])
        return check_proof(proof.problem, found)

    assert not damaged(lambda it: it.pop("base")).accepted
    assert not damaged(lambda it: it["base"].update(lines=[])).accepted
    assert not damaged(lambda it: it["step"].update(lines=it["base"]["lines"])).accepted
    assert not damaged(lambda it: it["step"].update(assume=["k0", "k2"])).accepted
    assert not damaged(lambda it: it["step"]["lines"].pop(0)).accepted
    assert not damaged(lambda it: it.update(fix="T")).accepted


def test_sums():
    body = total("i", 0, T, xs.at(E(["var", "i"])))
    rest = total("i", 1, T, xs.at(E(["var", "i"])))
    claim = eq(body, xs.at(0) + rest)
    given = [zero <= T]
    lines = [hypothesis(0, given[0]), line("s", claim, "sum_split", "h0", end="first")]
    accepts([XS, integer("T")], claim, lines, given)
    rejects("", [XS, integer("T")], claim, [{**lines[1], "from": []}])
    rejects("", [XS, integer("T")], claim, [hypothesis(0, zero - one <= T), lines[1]], [zero - one <= T])
    rejects("the rule gives", [XS, integer("T")], claim, [lines[0], {**lines[1], "end": "last"}], given)
    rejects("end", [XS, integer("T")], claim, [lines[0], {**lines[1], "end": "middle"}], given)
    empty = eq(body, zero)
    accepts([XS, integer("T")], empty, [hypothesis(0, zero > T), line("s", empty, "sum_empty", "h0")], [zero > T])
    rejects("", [XS, integer("T")], empty, [hypothesis(0, zero >= T), line("s", empty, "sum_empty", "h0")], [zero >= T])


def test_sum_le_for_matrices():
    Ms = {"name": "M", "kind": "sequence", "of": {"kind": "matrix", "rows": n.json, "cols": n.json}}
    i, Mi = E(["var", "i"]), E(["var", "M"]).at(E(["var", "i"]))
    termwise = every("i", 0, T, op("loewner", op("zeros", n, n), Mi.T @ Mi))
    claim = op("loewner", op("zeros", n, n), total("i", 0, T, Mi.T @ Mi))
    whole = {"coefficient": "1", "factors": [], "conjugate": Mi, "psd": None}
    inner = [line("a", termwise.json[4] and E(termwise.json[4]), "matrix", terms=[whole], equations=[])]
    intro = line("f", termwise, "forall_intro", fix="i", lo=zero, hi=T, assume=["l", "h"], lines=inner)
    accepts([size("n"), Ms, integer("T")], claim, [intro, line("s", claim, "sum_le", "f")])
    strict = every("i", 0, T, zero < one)
    rejects("forall of a relation", [integer("T")], zero < total("i", 0, T, one),
            [hypothesis(0, strict), line("s", zero < total("i", 0, T, one), "sum_le", "h0")], [strict])  # fmt: skip
    assert i


# ---- cases and subspaces


def test_cases_must_be_complete():
    given = [op("or", x <= 0, eq(x, 1), y < x)]
    goal = op("or", x <= 0, eq(x, 1), y < x)
    part = [x <= 0, eq(x, 1), y < x]
    blocks = [
        {"assume": f"c{i}", "lines": [line(f"d{i}", goal, "or_intro", f"c{i}", index=i)]} for i in range(len(part))
    ]
    lines = [hypothesis(0, given[0]), line("c", goal, "cases", "h0", blocks=blocks)]
    accepts(REALS, goal, lines, given)
    rejects("as many blocks", REALS, goal, [lines[0], {**lines[1], "blocks": js(blocks[:2])}], given)
    rejects("", REALS, goal, [lines[0], {**lines[1], "blocks": js(blocks[::-1])}], given)


def test_a_sum_of_subspaces_does_not_lie_in_a_union():
    a, b = op("colspan", A), op("colspan", B)
    variables = [*M, matrix("C", m.json, n.json)]
    union, join = op("union", a, b), op("join", a, b)
    parts = [
        line("r1", op("subset", a, a), "subspace"),
        line("r2", op("subset", b, b), "subspace"),
        line("u1", op("subset", a, union), "subspace", "r1"),
        line("u2", op("subset", b, union), "subspace", "r2"),
    ]
    bad = op("subset", join, union)
    rejects("by its form", variables, bad, [*parts, line("x", bad, "subspace", "u1", "u2")])
    good = op("subset", union, union)
    accepts(variables, good, [*parts, line("x", good, "subspace", "u1", "u2")])
    more = op("subset", join, join)
    accepts(variables, more, [
        line("r1", op("subset", a, a), "subspace"),
        line("r2", op("subset", b, b), "subspace"),
        line("u1", op("subset", a, join), "subspace", "r1"),
        line("u2", op("subset", b, join), "subspace", "r2"),
        line("x", more, "subspace", "u1", "u2"),
    ])  # fmt: skip
    combined = op("subset", op("colspan", A + op("scale", 2, B)), join)
    accepts(variables, combined,
            [line("s", combined, "span", factors=[op("eye", n), op("scale", 2, op("eye", n))])])  # fmt: skip
    rejects("as many factors", variables, combined, [line("s", combined, "span", factor=op("eye", n))])
    rejects("do not give", variables, combined, [line("s", combined, "span", factors=[op("eye", n)] * 2)])


def test_obtained_matrices_do_not_escape():
    Z = E(["var", "Z"])
    given = [op("subset", op("colspan", A), op("colspan", B))]
    inner = [line("i", eq(A, B @ Z), "same", "z")]
    escaping = line("o", eq(A, B @ Z), "obtain_factor", "h0", name="Z", assume="z", lines=inner)
    rejects("not in scope", M, one <= one, [hypothesis(0, given[0]), escaping, algebra("x", one <= one)], given)
    claim = op("subset", op("colspan", A), op("colspan", B))
    rejects("in use", M, claim, [hypothesis(0, given[0]), {**escaping, "name": "A", "claim": js(claim)}], given)
    root = op("subset", op("colspan", S), op("colspan", S))
    rejects("cited line", SQUARE, root, [line("o", root, "obtain_root", None, name="L", assume="z", lines=[])])


# ---- recursions, definitions, lemmas

GD = {"name": "g", "state": [real("w")], "start": [["num", "1"]], "next": [["div", ["var", "w"], ["num", "2"]]]}


def test_recursions():
    claim = eq(iterate("g", "w", 1), E(["num", "1/2"]))
    lines = [
        line("a", eq(iterate("g", "w", 0), one), "recursion", recursion="g", component="w", index=None),
        line("b", eq(iterate("g", "w", zero + 1), iterate("g", "w", 0) / 2), "recursion", None,
             recursion="g", component="w", index=zero),
        algebra("c", claim, equations=[("b", 1), ("a", "1/2")]),
    ]  # fmt: skip
    accepts([], claim, lines, recursions=[GD])
    back = line("b", eq(iterate("g", "w", zero), iterate("g", "w", -1) / 2), "recursion", None,
                recursion="g", component="w", index=E(["num", "-1"]))  # fmt: skip
    rejects("", [], claim, [back], recursions=[GD])
    rejects("", [], claim, [{**lines[1], "index": ["num", "1/2"]}], recursions=[GD])
    partial = {**GD, "next": [["div", ["num", "1"], ["sub", ["var", "w"], ["num", "1"]]]]}
    value = eq(0 * iterate("g", "w", 1), zero)
    rejects("iterate", [], value, [algebra("a", value)], recursions=[partial])
    accepts([], value, [algebra("a", value)], recursions=[GD])
    own = {**GD, "next": [["iterate", "g", "w", ["num", "3"]]]}
    rejects("", [], value, [algebra("a", value)], recursions=[own])


def test_definitions_bind_their_parameters_at_once():
    definitions = [{"name": "f", "params": [real("x"), real("y")], "body": js(x - 2 * y)}]
    claim = eq(call("f", y, x), y - 2 * x)
    accepts(REALS, claim, [algebra("a", claim)], definitions=definitions)
    wrong = eq(call("f", y, x), x - 2 * x)
    rejects("combination", REALS, wrong, [algebra("a", wrong)], definitions=definitions)
    narrow = [{"name": "f", "params": [real("x", gt="0")], "body": js(0 * x)}]
    undefined = eq(call("f", y), zero)
    rejects("true", REALS, undefined, [algebra("a", undefined)], definitions=narrow)
    accepts(REALS, undefined, [algebra("a", undefined)], [zero < y], definitions=narrow)


def lemma_of(proof):
    return copy.deepcopy({"problem": proof.problem, "certificate": proof.certificate()})


def test_lemmas():
    proof = next(p for p in PROOFS if p.name == "lemma")
    good = proof.certificate()

    def damaged(change, problem=None):
        found = copy.deepcopy(good)
        change(found)
        return check_proof(problem or proof.problem, found)

    entry = good["lemmas"][0]
    assert "digests" in damaged(lambda it: it["lemmas"][0]["certificate"].update(problem="0" * 64)).reason
    fails = {**entry["problem"], "quantifier": "fails"}

    def negate(it):
        it["lemmas"][0]["problem"] = fails
        it["lemmas"][0]["certificate"]["problem"] = digest(fails)

    assert "not shown to hold" in damaged(negate).reason
    assert not damaged(lambda it: it.update(lemmas=[])).accepted
    assert not damaged(lambda it: it["lines"][1].update(lemma=1)).accepted
    assert not damaged(lambda it: it["lines"][1].update(lemma=-1)).accepted
    assert not damaged(lambda it: it["lines"][1].update(lemma=True)).accepted
    assert not damaged(lambda it: it["lines"][1]["substitution"].update(c=["num", "-2"])).accepted
    assert not damaged(lambda it: it["lines"][1]["substitution"].update(m=["var", "n"])).accepted
    assert not damaged(lambda it: it["lines"][1].update({"from": ["h", "h"]})).accepted
    assert not damaged(lambda it: it["lemmas"][0]["certificate"].update(kind="contradiction")).accepted
    # the same proof, of the negated statement, refutes it
    negated = {**proof.problem, "quantifier": "fails"}
    result = check_proof(negated, {**good, "problem": digest(negated)})
    assert result.accepted
    assert result.detail["shows"] == "fails"


def test_a_lemma_about_a_recursion_needs_the_same_recursion():
    lemma = problem([integer("t", ge="0")], js(zero <= zero * iterate("g", "w", t)), recursions=[GD])
    head = {"format": "proofgauge certificate 1", "problem": digest(lemma), "kind": "proof"}
    entry = {"problem": lemma, "certificate": {**head, "lines": [js(algebra("a", E(lemma["claim"])))]}}
    claim = zero <= zero * iterate("g", "w", 3)
    lines = [line("a", claim, "apply", None, lemma=0, substitution={"t": E(["num", "3"])})]
    accepts([], claim, lines, lemmas=[entry], recursions=[GD])
    other = {**GD, "next": [["div", ["var", "w"], ["num", "3"]]]}
    rejects("no recursion", [], claim, lines, lemmas=[entry], recursions=[other])
    rejects("no recursion", [], claim, lines, lemmas=[entry], recursions=[{**GD, "start": [["num", "2"]]}])


def test_lemmas_on_sequences():
    """A telescoping lemma for the squares of a sequence."""
    proof = next(p for p in PROOFS if p.name == "telescope")
    i = E(["var", "i"])
    given = every("t", 0, 4, xs.at(t) <= xs.at(t) ** 2 - xs.at(t + 1) ** 2)
    claim = total("t", 0, 4, xs.at(t)) <= xs.at(0) ** 2 - xs.at(5) ** 2
    substitution = {"T": E(["num", "5"]), "x": {"index": "i", "body": xs.at(i) ** 2}, "y": xs}
    lines = [hypothesis(0, given), line("a", claim, "apply", "h0", lemma=0, substitution=substitution)]
    accepts([XS], claim, lines, [given], lemmas=[lemma_of(proof)])
    wrong = {**substitution, "x": {"index": "i", "body": 1 / xs.at(i)}}
    rejects("nonzero", [XS], claim, [lines[0], {**lines[1], "substitution": js(wrong)}], [given],
            lemmas=[lemma_of(proof)])  # fmt: skip


def test_contradiction():
    given = [x <= 0, one <= x]
    false = zero < zero
    lines = [
        hypothesis(0, x <= 0),
        hypothesis(1, one <= x),
        algebra("a", false, weighted("h0"), weighted("h1"), weighted()),
    ]
    result = run(REALS, one <= one, lines, given, kind="contradiction")
    assert result.accepted
    assert result.detail["shows"] == "contradiction"
    rejects("last line", REALS, one <= one, lines[:2], given, kind="contradiction")
    nonsense = eq(zero * (1 / zero), one)
    accepts(REALS, zero <= zero - one, [*lines, line("e", zero <= zero - one, "exfalso", "a")], given)
    rejects("", REALS, nonsense, [hypothesis(0, x <= 0), line("e", nonsense, "exfalso", "h0")], given)


# ---- monsters


def nest(head, depth, leaf):
    for _ in range(depth):
        leaf = [head, leaf]
    return leaf


MONSTERS = {
    "deep": nest("neg", 5_000, x.json),
    "deeper than Python": nest("neg", 100_000, x.json),
    "powers": ["pow", ["pow", ["pow", ["num", "3"], ["num", "90"]], ["num", "90"]], ["num", "90"]],
    "exponent": ["pow", ["num", "2"], ["num", "1" + "0" * 30]],
    "digits": ["num", "9" * 100_000],
    "expansion": ["pow", ["pow", ["add", ["add", x.json, y.json], ["add", z.json, ["num", "1"]]], ["num", "16"]],
                  ["num", "16"]],
    "not an expression": [[[]]],
    "a float": ["num", 0.5],
    "a boolean": ["var", True],
    "a null": [None],
    "an object": {"var": "x"},
}  # fmt: skip


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_are_rejected(name):
    found = problem(REALS, js(x <= x))
    head = {"format": "proofgauge certificate 1", "problem": digest(found), "kind": "proof"}
    lines = [{"id": "a", "claim": ["le", MONSTERS[name], MONSTERS[name]], "rule": "algebra", "from": [],
              "terms": [], "equations": []}, js(algebra("b", x <= x))]  # fmt: skip
    start = time.perf_counter()
    result = check_proof(found, {**head, "lines": lines})
    assert not result.accepted
    assert "kernel failed" not in result.reason
    assert time.perf_counter() - start < 60


def test_doubling_definitions_are_stopped():
    definitions = [{"name": "f0", "params": [real("x")], "body": js(op("exp", x))}]
    for i in range(40):
        body = ["mul", ["call", f"f{i}", x.json], ["call", f"f{i}", ["add", x.json, ["num", "1"]]]]
        definitions.append({"name": f"f{i + 1}", "params": [real("x")], "body": body})
    claim = eq(call("f40", x), call("f40", x))
    rejects("", REALS, claim, [algebra("a", claim)], definitions=definitions)


def test_malformed_certificates():
    found = problem(REALS, js(x <= x))
    head = {"format": "proofgauge certificate 1", "problem": digest(found), "kind": "proof"}
    good = js(algebra("a", x <= x))
    assert check_proof(found, {**head, "lines": [good]}).accepted
    for lines in ([], None, {}, [None], [[]], [{}], [{**good, "id": 3}], [{**good, "rule": None}], "lines",
                  [{**good, "from": "a"}], [{**good, "from": [["a"]]}], [{**good, "terms": None}],
                  [{k: v for k, v in good.items() if k != "claim"}], [{**good, 3: 4}]):  # fmt: skip
        result = check_proof(found, {**head, "lines": lines})
        assert not result.accepted
        assert "kernel failed" not in result.reason, (lines, result.reason)
    for change in ({"format": "x"}, {"kind": "counterexample"}, {"problem": None}, {"extra": 1}, {"lemmas": {}}):
        assert not check_proof(found, {**head, "lines": [good], **change}).accepted
    for value in (None, [], 3, "x", {"lines": []}):
        assert not check_proof(found, value).accepted
        assert not check_proof(value, {**head, "lines": [good]}).accepted


def test_the_standard_library_is_enough(tmp_path):
    proof = PROOFS[0]
    (tmp_path / "p.json").write_text(json.dumps(proof.problem))
    (tmp_path / "c.json").write_text(json.dumps(proof.certificate()))
    checker = Path(__file__).resolve().parents[2] / "verify" / "checker.py"
    for flags in (["-I"], ["-I", "-S", "-O"]):
        command = [sys.executable, *flags, str(checker), str(tmp_path / "p.json"), str(tmp_path / "c.json")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "accepted" in done.stdout


def test_shared_lemmas():
    """An entry may cite earlier entries only, by number; what is remembered of one is bound to all that it cites."""
    proof = next(p for p in PROOFS if p.name == "lemma")
    good = proof.certificate()
    entry = good["lemmas"][0]
    shared = {**good, "shared": [entry], "lemmas": [0]}

    def checked(**changes):
        return check_proof(proof.problem, {**copy.deepcopy(shared), **changes})

    assert checked().accepted
    for cited in ([1], [-1], [True], ["0"], [None]):
        assert not checked(lemmas=cited).accepted
    assert not checked(shared=[]).accepted
    assert not checked(shared={}).accepted
    forged = copy.deepcopy(entry)
    forged["certificate"]["lines"] = forged["certificate"]["lines"][:-1]
    assert "shared lemma 0" in checked(shared=[forged]).reason
    assert not checked(shared=[entry, forged]).accepted
    # the middle lemma is the main statement, proved from the entry before it; a later one may not be cited
    middle = {"problem": proof.problem, "certificate": {**good, "lemmas": [0]}}
    for order, accepted in (([entry, middle], True), ([middle, entry], False), ([middle], False)):
        assert (
            check_proof(
                proof.problem, {**shared, "shared": order, "lemmas": [order.index(entry)] if entry in order else [0]}
            ).accepted
            is accepted
        )
    # the same middle lemma, resting on something else under the same number, is replayed afresh
    other = copy.deepcopy(entry)
    other["problem"]["quantifier"] = "fails"
    other["certificate"]["problem"] = digest(other["problem"])
    assert not check_proof(proof.problem, {**shared, "shared": [other, middle, entry], "lemmas": [2]}).accepted
    assert not check_proof(
        proof.problem,
        {**shared, "shared": [entry, {**middle, "certificate": {**good, "lemmas": ["0"]}}], "lemmas": [0]},
    ).accepted
    inner = {**entry, "certificate": {**entry["certificate"], "shared": []}}
    assert "shared" in checked(shared=[inner]).reason
