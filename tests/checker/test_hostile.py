"""Input made to break, stall or deceive the checker; and its command line."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from claims import TRUE, certificate, integer, matrix, num, problem, real, size, var

from verify import checker
from verify.checking import values
from verify.checking.check import check
from verify.checking.problem import digest

ROOT = Path(__file__).resolve().parents[2]
x = var("x")
SQUARE = problem([real("x")], ["lt", num(0), ["mul", x, x]])
GOOD = certificate(SQUARE, {"x": "0"})


def nested(depth, head="neg"):
    expression = x
    for _ in range(depth):
        expression = [head, expression]
    return expression


def rejected(p, c, within=60.0):
    start = time.monotonic()
    result = check(p, c)
    assert time.monotonic() - start < within
    assert not result.accepted
    assert "\n" not in result.reason
    return result.reason


def test_the_sound_case_is_accepted():
    assert check(SQUARE, GOOD).accepted


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
def test_deep_nesting(depth):
    p = {**SQUARE, "claim": ["lt", num(0), nested(depth)]}
    rejected(p, {**GOOD, "problem": "0" * 64})
    try:
        c = certificate(p, {"x": "0"})
    except Exception:
        return
    rejected(p, c)


@pytest.mark.parametrize("other", ["0" * 64, "", None, 5, digest(SQUARE).upper(), digest(TRUE)])
def test_wrong_digest(other):
    assert "digest" in rejected(SQUARE, {**GOOD, "problem": other}) or other is None


def test_one_changed_letter_changes_the_digest():
    rejected({**SQUARE, "claim": ["lt", num(1), ["mul", x, x]]}, GOOD)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "proofgauge certificate 2"},
        {"kind": "trust me"},
        {"kind": ["counterexample"]},
        {"extra": 1},
        {"precision": True},
        {"precision": 10**9},
        {"precision": 0},
        {"precision": "128"},
        {"precision": 1.5},
        {"values": []},
        {"values": None},
        {"lines": []},
    ],
)
def test_certificates_off_the_format(change):
    rejected(SQUARE, {**GOOD, **change})


@pytest.mark.parametrize(
    "p", [None, 5, [], "x", {}, {**SQUARE, "more": 1}, {k: v for k, v in SQUARE.items() if k != "claim"}]
)
def test_problems_off_the_format(p):
    rejected(p, {**GOOD, "problem": digest(p)})


def test_proofs_go_to_the_kernel_and_are_not_accepted_empty():
    for kind in ("proof", "contradiction"):
        rejected(SQUARE, {"format": GOOD["format"], "problem": digest(SQUARE), "kind": kind, "lines": []})


def definition(name, body):
    return {"name": name, "params": [real("t")], "body": body}


@pytest.mark.parametrize(
    "definitions",
    [
        [definition("f", ["call", "f", var("t")])],
        [definition("f", ["call", "g", var("t")]), definition("g", ["call", "f", var("t")])],
        [definition("f", var("t")), definition("f", num(1))],
        [definition("f", var("nowhere"))],
    ],
)
def test_cycles_and_doubles_among_definitions(definitions):
    p = {**SQUARE, "definitions": definitions}
    rejected(p, certificate(p, {"x": "0"}))


def test_a_recursion_must_not_use_its_own_iterates():
    state = [real("y")]
    for start, following in ((x, ["iterate", "r", "y", num(1)]), (["iterate", "r", "y", num(0)], var("y"))):
        p = {**SQUARE, "recursions": [{"name": "r", "state": state, "start": [start], "next": [following]}]}
        assert "cycle" in rejected(p, certificate(p, {"x": "0"}))


def test_a_recursion_must_keep_its_shapes():
    state = [matrix("W", num(2), num(1))]
    bad = {"name": "r", "state": state, "start": [["zeros", num(2), num(1)]], "next": [["transpose", var("W")]]}
    p = {**SQUARE, "recursions": [bad]}
    rejected(p, certificate(p, {"x": "0"}))


def test_local_names_do_not_leak():
    inner = ["sum", "_0", num(1), num(2), var("_0")]
    p = problem([real("x")], ["lt", ["add", inner, var("_0")], num(0)])
    rejected(p, certificate(p, {"x": "0"}))
    q = problem([real("x")], ["lt", var("t"), num(0)], definitions=[definition("f", var("t"))])
    rejected(q, certificate(q, {"x": "0"}))


def test_a_shape_may_not_hide_behind_a_name_with_two_meanings():
    """n is a size of the problem and a parameter: f(3) is 3 x 3, never n x n."""
    f = {"name": "f", "params": [size("n")], "body": ["eye", var("n")]}
    p = problem([size("n")], ["eq", ["call", "f", num(3)], ["eye", var("n")]], definitions=[f])
    assert "shape" in rejected(p, certificate(p, {"n": "3"}))


STALLS = {
    "tower of powers": ["lt", ["pow", num(10), ["pow", num(10), ["pow", num(10), num(10)]]], num(0)],
    "huge power": ["lt", ["pow", ["add", x, num(3)], num(10**18)], num(0)],
    "tower of exps": ["lt", ["exp", ["exp", ["exp", ["exp", num(20)]]]], num(0)],
    "long sum": ["lt", ["sum", "_0", num(1), num(10**12), var("_0")], num(0)],
    "nested sums": [
        "lt",
        ["sum", "_0", num(1), num(10**5), ["sum", "_1", num(1), num(10**5), ["mul", var("_0"), var("_1")]]],
        num(0),
    ],
    "large matrix": ["lt", ["tr", ["eye", num(10**6)]], num(0)],
    "far iterate": ["lt", ["iterate", "r", "y", num(10**9)], num(0)],
    "exploding iterate": ["lt", ["iterate", "r", "y", num(90)], num(0)],
    "large matrix power": ["lt", ["tr", ["matpow", ["eye", num(2)], num(10**12)]], num(0)],
    "doubling calls": ["lt", ["call", "f30", x], num(0)],
}


@pytest.mark.parametrize("name", STALLS)
def test_stalls(name, monkeypatch):
    monkeypatch.setattr(values, "MAX_WORK", values.MAX_WORK // 20)
    definitions = [definition("f0", ["add", var("t"), num(1)])]
    for k in range(1, 31):
        before = f"f{k - 1}"
        body = ["add", ["call", before, ["mul", var("t"), num(k + 1)]], ["call", before, ["add", var("t"), num(k)]]]
        definitions.append(definition(f"f{k}", body))
    squaring = {"name": "r", "state": [real("y")], "start": [num(3)], "next": [["mul", var("y"), var("y")]]}
    p = problem([real("x")], STALLS[name], definitions=definitions, recursions=[squaring])
    rejected(p, certificate(p, {"x": "0"}), within=120)


def test_a_far_index_within_the_limits_is_no_stall():
    counter = {"name": "r", "state": [integer("k")], "start": [num(0)], "next": [["add", var("k"), num(1)]]}
    p = problem([integer("t")], ["lt", ["iterate", "r", "k", var("t")], num(0)], recursions=[counter])
    assert check(p, certificate(p, {"t": "20000"})).accepted
    rejected(p, certificate(p, {"t": "-1"}))


# the command line


def write(folder, name, text):
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text))
    return str(path)


@pytest.fixture
def files(tmp_path):
    return write(tmp_path, "problem.json", SQUARE), write(tmp_path, "certificate.json", GOOD)


def test_isolated_from_any_folder_and_without_asserts(files, tmp_path):
    for flags in (["-I"], ["-I", "-O"]):
        command = [sys.executable, *flags, str(ROOT / "verify" / "checker.py"), *files]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, run.stderr
        assert "for all x real" in run.stdout
        assert "x = 0" in run.stdout
        assert "claim 0 < x·x" in run.stdout
        assert run.stdout.index("claim") < run.stdout.index("accepted")


def test_only_the_standard_library_is_imported():
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import verify.checker; "
        "print([m for m in sys.modules if m.split('.')[0] not in {*sys.stdlib_module_names, 'verify'}])"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() in ("[]", "['__main__']"), run.stdout + run.stderr


def test_no_asserts_and_no_code_from_outside_the_checker():
    for path in [ROOT / "verify" / "checker.py", *(ROOT / "verify" / "checking").glob("*.py")]:
        for line in path.read_text().splitlines():
            words = line.split()
            assert words[:1] != ["assert"], path
            if words[:1] == ["from"]:
                inside = words[1].startswith(".") or words[1].startswith("verify.checking")
                assert inside or words[1].split(".")[0] in sys.stdlib_module_names, (path, line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 2),
        ("{", 2),
        ("nonsense", 2),
        ("[" * 200_000, 1),
        ('{"a": 1, "a": 2}', 1),
        ('{"a": 1.5}', 1),
        ('{"a": NaN}', 1),
        ('{"a": Infinity}', 1),
        ('{"a": 1e999999}', 1),
        ('{"a": ' + "9" * 100_000 + "}", 1),
        ('"' + "9" * 10_000_000 + '"', 1),
        ("null", 1),
        ("[]", 1),
        ('{"format": "proofgauge certificate 1"}', 1),
    ],
)
def test_exit_codes_for_bad_files(files, tmp_path, capsys, text, code):
    bad = write(tmp_path, "bad.json", text)
    assert checker.main([files[0], bad]) == code
    assert checker.main([bad, files[1]]) == code
    capsys.readouterr()


def test_exit_codes(files, tmp_path, capsys):
    assert checker.main(list(files)) == 0
    assert checker.main([files[0], str(tmp_path / "missing.json")]) == 2
    assert checker.main([files[0], write(tmp_path, "c.json", {**GOOD, "values": {"x": "1"}})]) == 1
    assert checker.main([files[0]]) == 2
    assert checker.main([]) == 2
    capsys.readouterr()
    (tmp_path / "latin.json").write_bytes(b'"\xff"')
    assert checker.main([files[0], str(tmp_path / "latin.json")]) == 2
    assert checker.main([files[0], str(tmp_path)]) == 2


def test_json_output_is_one_object(files, capsys):
    assert checker.main([*files, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["accepted"] is True
    assert answer["problem"] == digest(SQUARE)
    assert answer["detail"]["lhs"] == ["0", "0"]
    assert checker.main([files[0], files[0], "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["accepted"] is False
