"""Certificates as a forger would write them: none is accepted, none takes long, none breaks the checker."""

import copy
import json
import time

import pytest
from claims import certificate, integer, matrix, num, problem, real, var

from verify import cli
from verify.checking import kernel
from verify.checking.check import check
from verify.checking.deductions import Trusts
from verify.checking.problem import digest

x, y, t = var("x"), var("y"), var("t")
ZERO, ONE = num(0), num(1)
SECONDS = 5.0  # of the processor
NONNEGATIVE = problem([real("x", ge="0")], ["le", ZERO, ["mul", num(3), x]])
FALSE = problem([real("x", ge="0")], ["le", x, ZERO])


def proof(of, lines, **more):
    return {"format": "proofgauge certificate 1", "problem": digest(of), "kind": "proof", "lines": lines, **more}


def line(identity, claim, rule="algebra", **data):
    own = {"terms": [], "equations": []} if rule == "algebra" else {}
    return {"id": identity, "claim": claim, "rule": rule, "from": [], **own, **data}


def given(identity="given"):
    return line(identity, ["le", ZERO, x], "domain", variable="x", what="ge")


def tripled(identity="end", premise="given", claim=NONNEGATIVE["claim"]):
    terms = [{"coefficient": "3", "factors": [{"premise": premise}]}]
    return line(identity, claim, terms=terms)


GOOD = [given(), tripled()]
LEMMA = {"problem": NONNEGATIVE, "certificate": proof(NONNEGATIVE, GOOD)}
WRONG = {"problem": FALSE, "certificate": proof(FALSE, [given(), tripled(claim=FALSE["claim"])])}


def apply(lemma=0, identity="end"):
    return line(identity, NONNEGATIVE["claim"], "apply", lemma=lemma, substitution={"x": x})


def rejected(of, made, word=""):
    start = time.process_time()
    result = check(of, made)
    assert time.process_time() - start < SECONDS
    assert not result.accepted
    assert "failed" not in result.reason, result.reason
    assert word in result.reason, result.reason
    return result.reason


def test_the_honest_ones_are_accepted():
    assert check(NONNEGATIVE, proof(NONNEGATIVE, GOOD)).accepted
    for more in ({"shared": [LEMMA], "lemmas": [0]}, {"lemmas": [LEMMA]}):
        assert check(NONNEGATIVE, proof(NONNEGATIVE, [apply()], **more)).accepted


# ---- what nothing uses is replayed all the same

FALSE_LINES = [
    line("idle", ["le", x, ZERO]),
    line("idle", ["le", ONE, x], "plain"),
    line("idle", ["le", ONE, ZERO], "evaluation"),
    line("idle", ["le", ZERO, ["div", ONE, x]], "plain"),
    line("idle", ["le", x, ZERO], "domain", variable="x", what="ge"),
]


@pytest.mark.parametrize("idle", FALSE_LINES, ids=lambda idle: idle["rule"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_wrong_line_that_nothing_uses(idle, place):
    lines = [*GOOD[:place], idle, *GOOD[place:]]
    rejected(NONNEGATIVE, proof(NONNEGATIVE, lines), "line idle")
    inner = {"problem": NONNEGATIVE, "certificate": proof(NONNEGATIVE, lines)}
    for more in ({"shared": [inner], "lemmas": [0]}, {"lemmas": [inner]}):
        rejected(NONNEGATIVE, proof(NONNEGATIVE, [apply()], **more), "line idle")


def test_a_wrong_line_in_a_block_that_nothing_uses():
    def blocks(*idle):
        inner = [{"assume": f"case{i}", "lines": [*idle, tripled(f"end{i}")]} for i in range(2)]
        return [given(), line("both", NONNEGATIVE["claim"], "split", left=x, right=ONE, blocks=inner)]

    assert check(NONNEGATIVE, proof(NONNEGATIVE, blocks())).accepted
    rejected(NONNEGATIVE, proof(NONNEGATIVE, blocks(line("idle", ["le", x, ZERO]))), "line idle")


@pytest.mark.parametrize("key", ["shared", "lemmas"])
@pytest.mark.parametrize("cited", [True, False])
def test_a_wrong_lemma_that_nothing_uses(key, cited):
    """Also after the right one was checked and is remembered."""
    assert check(NONNEGATIVE, proof(NONNEGATIVE, [apply()], shared=[LEMMA], lemmas=[0])).accepted
    lines = [apply()] if cited else GOOD
    numbers = {"lemmas": [0]} if key == "shared" and cited else {}
    for idle in (WRONG, {**WRONG, "problem": NONNEGATIVE}, {**LEMMA, "problem": FALSE}):
        rejected(NONNEGATIVE, proof(NONNEGATIVE, lines, **numbers, **{key: [LEMMA, idle]}), "lemma 1")


def test_a_number_changed_in_a_lemma():
    """It passes where the line still says the same, up to a positive factor, and follows."""
    edited = copy.deepcopy(LEMMA)
    for factor, accepted in ((2, True), (-2, False)):
        edited["certificate"]["lines"] = [line("end", ["le", ZERO, ["mul", num(factor), x]], "plain")]
        result = check(NONNEGATIVE, proof(NONNEGATIVE, [apply()], shared=[edited], lemmas=[0]))
        assert result.accepted == accepted, result.reason
    weaker = copy.deepcopy(LEMMA)
    weaker["problem"]["claim"] = ["le", ONE, ["mul", num(3), x]]
    rejected(NONNEGATIVE, proof(NONNEGATIVE, [apply()], shared=[weaker], lemmas=[0]), "digests differ")
    weaker["certificate"]["problem"] = digest(weaker["problem"])
    rejected(NONNEGATIVE, proof(NONNEGATIVE, [apply()], shared=[weaker], lemmas=[0]), "lemma 0")


# ---- references


@pytest.mark.parametrize("number", [True, False, -1, 1, 10**30, "0", 0.0, None, [0], {}])
def test_numbers_of_lemmas(number):
    certified = {"shared": [LEMMA], "lemmas": [number]}
    rejected(NONNEGATIVE, proof(NONNEGATIVE, [apply()], **certified))
    if type(number) is not int or number:
        rejected(NONNEGATIVE, proof(NONNEGATIVE, [apply(number)], shared=[LEMMA], lemmas=[0]))


def test_lemmas_that_cite_themselves_or_each_other():
    """FALSE follows from FALSE; nobody may assume it."""
    claim = FALSE["claim"]
    one = {"problem": FALSE, "certificate": proof(FALSE, [{**apply(), "claim": claim}], lemmas=[0])}
    two = {"problem": FALSE, "certificate": proof(FALSE, [{**apply(), "claim": claim}], lemmas=[1])}
    last = [{**apply(), "claim": claim}]
    for shared in ([one], [two, one], [one, two]):
        rejected(FALSE, proof(FALSE, last, shared=shared, lemmas=[0]), "shared lemma 0")
    rejected(FALSE, proof(FALSE, last, lemmas=[0]))
    within = {"problem": FALSE, "certificate": proof(FALSE, last)}
    within["certificate"]["lemmas"] = [within]
    rejected(FALSE, proof(FALSE, last, lemmas=[within]))


@pytest.mark.parametrize("premise", ["end", "later", "Given", "given ", "gіven", "ｇiven", "", None, 0, ["given"], {}])
def test_lines_that_cite_themselves_later_ones_or_lookalikes(premise):
    later = line("later", ["le", ZERO, x], "domain", variable="x", what="ge")
    rejected(NONNEGATIVE, proof(NONNEGATIVE, [given(), tripled(premise=premise), later]))
    rejected(
        NONNEGATIVE, proof(NONNEGATIVE, [given(), line("end", NONNEGATIVE["claim"], "same", **{"from": [premise]})])
    )


def test_a_line_out_of_its_block():
    inner = [{"assume": f"case{i}", "lines": [tripled(f"end{i}")]} for i in range(2)]
    both = line("both", NONNEGATIVE["claim"], "split", left=x, right=ZERO, blocks=inner)
    out = line("out", ["le", x, ZERO], "same", **{"from": ["case0"]})
    rejected(NONNEGATIVE, proof(NONNEGATIVE, [given(), both, out, tripled()]), "line out")


# ---- numbers, names, values

NUMBERS = ["1_0", "+3", " 3", "3 ", "３", "٣", "3.0", "3e0", "0x3", "03", "-0", "6/2", "3/1", "3/-1", "1/0", "inf",
           "nan", "", "3\n", "3\x00", "9" * 5_000, 3, 3.0, True, None, ["3"], float("nan"), float("inf")]  # fmt: skip


@pytest.mark.parametrize("written", NUMBERS, ids=lambda n: repr(n)[:12])
def test_ways_to_write_a_number(written):
    lines = [given(), tripled()]
    lines[1]["terms"][0]["coefficient"] = written
    rejected(NONNEGATIVE, proof(NONNEGATIVE, lines))
    of = {**NONNEGATIVE, "claim": ["le", ZERO, ["mul", ["num", written], x]]}
    rejected(of, {**proof(NONNEGATIVE, GOOD), "problem": "0" * 64})
    rejected(FALSE, certificate(FALSE, {"x": written}) if written != 3 or type(written) is not int else {})


@pytest.mark.parametrize("name", ["х", "x\u200b", "X", "𝑥", "x\u0301", "", " ", "x\n", "\ud800", None, 1, True, ["x"]])
def test_names_that_look_alike_are_other_names(name):
    rejected(
        NONNEGATIVE, proof(NONNEGATIVE, [line("g", ["le", ZERO, ["var", name]], "domain", variable=name, what="ge")])
    )
    rejected(FALSE, certificate(FALSE, {name: "1"} if not isinstance(name, list) else {"x": "1", "y": "1"}))


@pytest.mark.parametrize(
    "values", [{"x": "-1"}, {"x": "1", "y": "1"}, {}, {"x": ["1"]}, {"x": [["1"]]}, {"x": {"terms": ["1"]}}]
)
def test_values_outside_the_domain(values):
    rejected(FALSE, certificate(FALSE, values))


def test_shapes_and_terms_that_are_not_asked_for():
    of = problem([matrix("A", num(2), num(2), structure="symmetric")], ["le", ["tr", var("A")], ZERO])
    assert check(of, certificate(of, {"A": [["1", "0"], ["0", "1"]]})).accepted
    for rows in (
        [["1"]],
        [["1", "0"], ["0"]],
        [["1", "0"], ["1", "1"]],
        [[]],
        [],
        [["1", "0"], "11"],
        "11",
        [["1", True], [0, "1"]],
    ):
        rejected(of, certificate(of, {"A": rows}))


# ---- the problem that a certificate belongs to


def test_a_proof_of_another_problem():
    for made in (proof(NONNEGATIVE, GOOD), proof(FALSE, GOOD), {**proof(NONNEGATIVE, GOOD), "problem": digest(FALSE)}):
        rejected(FALSE, made)
    for kind in ("contradiction", "witness", "family", "covering", "deduction", "admissible", "undefined"):
        rejected(NONNEGATIVE, {**proof(NONNEGATIVE, GOOD), "kind": kind})


def test_python_objects_that_are_not_json():
    loop = []
    loop.append(loop)
    for thing in (loop, {1: 2}, {"x": {1, 2}}, (1,), b"x", object(), float("nan"), {"a": float("inf")}):
        rejected(thing, {**proof(FALSE, GOOD), "problem": "0" * 64})
        rejected(FALSE, thing)
        rejected(NONNEGATIVE, {**proof(NONNEGATIVE, GOOD), "lines": thing})
        rejected(NONNEGATIVE, proof(NONNEGATIVE, GOOD, lemmas=thing))
        rejected(NONNEGATIVE, proof(NONNEGATIVE, GOOD, shared=thing))


# ---- long work


def definitions(body):
    found = [{"name": "f0", "params": [real("t")], "body": ["add", t, ONE]}]
    for k in range(1, 31):
        calls = body(lambda argument, k=k: ["call", f"f{k - 1}", argument], k)
        found.append({"name": f"f{k}", "params": [real("t")], "body": calls})
    return found


def balanced(parts):
    while len(parts) > 1:
        parts = [["add", *parts[i : i + 2]] if i + 1 < len(parts) else parts[i] for i in range(0, len(parts), 2)]
    return parts[0]


def long_number(i, digits=1_500):
    return str(7**2_000 + i)[:digits] + "1"


def many(number):
    return [real(f"x{i}") for i in range(number)], [var(f"x{i}") for i in range(number)]


def stalls():
    twice = definitions(lambda f, k: ["max", f(["mul", t, num(k + 1)]), f(["add", t, num(k)])])
    same = definitions(lambda f, k: ["max", f(t), ["neg", f(t)]])
    claim = ["le", ZERO, ["call", "f30", x]]
    for name, found in (("distinct", twice), ("equal", same)):
        for rule, data in (("plain", {}), ("algebra", {}), ("same", {}), ("hypothesis", {"index": 0})):
            of = problem([real("x")], claim, [["lt", ZERO, ["call", "f30", x]]], definitions=found)
            yield f"calls that double, {name}, {rule}", of, proof(of, [line("end", claim, rule, **data)])

    declared, xs = many(400)
    long_sum = balanced([["mul", ["num", long_number(i)], v] for i, v in enumerate(xs)])
    of = problem(declared, ["le", ZERO, ["mul", long_sum, long_sum]])
    yield "long coefficients", of, proof(of, [line("end", of["claim"])])

    of = problem([real("x")], ["le", ZERO, balanced([["num", f"1/{long_number(i, 1_600)}"] for i in range(2_000)])])
    yield "long denominators", of, proof(of, [line("end", of["claim"])])

    declared, xs = many(16)
    for exponent in (16, 17, 10**9):
        of = problem(declared, ["le", ZERO, ["pow", balanced(xs), num(exponent)]])
        yield f"a sum to the power {exponent}", of, proof(of, [line("end", of["claim"])])
    for base in (num(3), ["add", x, ONE], x):
        for exponent in (num(10**9), num(-(10**9)), ["pow", num(10), ["pow", num(10), num(10)]]):
            power = ["pow", base, exponent]
            of = problem([real("x", gt="0")], ["lt", power, ZERO])
            yield "a power", of, proof(of, [line("end", of["claim"], "plain")])
            of = problem([real("x", gt="0")], ["le", ZERO, power])
            yield "a power at a point", of, certificate(of, {"x": "1/3"})

    near = ["add", num(1_000), num("1/1" + "0" * 2_000)]
    closed = [
        ["lt", ["exp", ["sqrt", num(1_000)]], ["exp", ["sqrt", ["add", near, num(f"1/{i}")]]]] for i in range(2, 400)
    ]
    lines = [
        line(f"e{i}", ["lt", ["exp", ["sqrt", num(1_000)]], ["exp", ["sqrt", near]]], "evaluation") for i in range(200)
    ]
    of = problem([real("x")], ["lt", x, ZERO])
    yield "evaluations", of, proof(of, [*lines, *(line(f"f{i}", c, "evaluation") for i, c in enumerate(closed))])

    deep = line("z", ["le", ZERO, ONE], "plain")
    for i in range(60):
        short = line(f"y{i}", ["le", ZERO, ONE], "plain")
        blocks = [{"assume": f"a{i}", "lines": [deep]}, {"assume": f"b{i}", "lines": [short]}]
        deep = line(f"s{i}", ["le", ZERO, ONE], "split", left=x, right=ZERO, blocks=blocks)
    yield "nested blocks", NONNEGATIVE, {**proof(NONNEGATIVE, []), "lines": [deep]}

    inner = proof(FALSE, GOOD)
    for _ in range(100):
        inner = {**inner, "lemmas": [{"problem": FALSE, "certificate": inner}]}
    yield "nested lemmas", FALSE, inner


@pytest.mark.parametrize(("of", "made"), [pytest.param(of, made, id=name) for name, of, made in stalls()])
def test_long_work_is_refused_soon(of, made):
    rejected(of, made)


def test_the_proofs_of_a_deduction_share_their_work(monkeypatch):
    monkeypatch.setattr(kernel, "WORK", 200)
    trusts = Trusts()
    nested = Trusts(trusts)
    accepted = [
        kernel.check_proof(NONNEGATIVE, proof(NONNEGATIVE, GOOD), t.work).accepted for t in (trusts, nested) * 20
    ]
    assert accepted[0]
    assert not accepted[-1]
    assert trusts.work.left < 0


POINTS = {
    "sums in sums": ["sum", "i", ONE, num(10**5), ["sum", "j", ONE, num(10**5), ["mul", var("i"), var("j")]]],
    "a slow recursion": ["iterate", "slow", "v", num(10**5)],
    "matrices of one entry": ["tr", ["iterate", "small", "W", num(10**5)]],
    "calls that double": ["call", "f30", x],
}


@pytest.mark.parametrize("name", POINTS)
def test_long_evaluations_at_a_point_are_given_up_soon(name):
    v, w = var("v"), var("W")
    step = ["div", balanced([["mul", v, num(i)] for i in range(1, 100)]), num(4_950)]
    square = w
    for _ in range(60):
        square = ["scale", num("1/2"), ["matmul", square, ["add", w, ["eye", ONE]]]]
    recursions = [
        {"name": "slow", "state": [real("v")], "start": [ONE], "next": [step]},
        {"name": "small", "state": [matrix("W", ONE, ONE)], "start": [["eye", ONE]], "next": [square]},
    ]
    found = definitions(lambda f, k: ["max", f(["mul", t, num(k + 1)]), f(["add", t, num(k)])])
    of = problem([real("x")], ["lt", POINTS[name], ZERO], recursions=recursions, definitions=found)
    rejected(of, certificate(of, {"x": "1/3"}))
    rejected(of, certificate(of, {"x": "1/3"}, precision=32_768))


# ---- the command


def run(tmp_path, of, made):
    files = [tmp_path / "problem.json", tmp_path / "certificate.json"]
    for path, content in zip(files, (of, made), strict=True):
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    start = time.process_time()
    code = cli.main(["check", *map(str, files)])
    assert time.process_time() - start < SECONDS
    return code


def test_the_command_accepts_the_honest_and_refuses_the_forged(tmp_path, capsys):
    assert run(tmp_path, NONNEGATIVE, proof(NONNEGATIVE, GOOD)) == 0
    assert run(tmp_path, FALSE, certificate(FALSE, {"x": "1"})) == 0
    text = json.dumps(proof(NONNEGATIVE, GOOD))
    point = json.dumps(certificate(FALSE, {"x": "1"}))
    for forged in (
        text.replace('"lines"', '"kind": "proof", "lines"'),
        text.replace('"3"', "3"),
        text.replace('"3"', "NaN"),
        text.replace('"3"', "1e999"),
        text.replace('"3"', "[" * 100_000 + "]" * 100_000),
        text.replace('"terms": [', '"terms": [], "terms": ['),
        text[:-1],
    ):
        assert run(tmp_path, NONNEGATIVE, forged) in (1, 2), forged[:200]
    for forged in (
        point.replace('"1"}', '"-1", "x": "1"}'),
        point.replace('"1"}', "1}"),
        point.replace('"x"', '"\\u0445"'),
    ):
        assert forged != point
        assert run(tmp_path, FALSE, forged) == 1
    assert run(tmp_path, {**FALSE, "variables": [integer("x", ge="0")]}, point) == 1
    capsys.readouterr()
