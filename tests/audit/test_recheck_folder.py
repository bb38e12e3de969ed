"""`check OUT`: falsified results are rejected, and what no certificate carries is counted."""

from __future__ import annotations

import json
import shutil

import pytest

from verify.cli import main

SOURCE = """
from verify import Pr, Statement, exp, fro, gaussian, matrix, nuc, integer, real, sizes, spec, summation
m, n, k = sizes("m n k");  i = integer("i")
c, K = real("c"), real("K", gt=0)
X, H, t = matrix("X", m, n), gaussian("H", 2, 1), real("t", ge=0)
triangle = Statement("Frobenius below nuclear", [], fro(X) <= nuc(X))
wrong = Statement("Nuclear below Frobenius", [], nuc(X) <= fro(X))
sure = Statement("Norm of a vector", [], Pr(spec(H) <= 4) >= "9/10")
total = Statement("Sum of ones", [], summation(i, i, 1, k) <= k**2)
free = Statement("A free bound", [t <= 1], t <= 2, uses=[sure, triangle])
small = Statement("A constant", [t <= 1, 2 * t <= 1, k >= 5], t * k <= c * k, {c: 2})
big = Statement("No bound for all", [], t <= K, exists=[K])
cited = Statement("A cited bound", [t <= 1], Pr(fro(H) <= 40 + t) >= 1 - exp(-t), source="[Ver10]")
"""


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audited")
    (folder / "my.py").write_text(SOURCE)
    main(["audit", str(folder / "my.py"), "--jobs", "1", "--out", str(folder / "out")])
    return folder / "out"


@pytest.fixture
def out(audited, tmp_path):
    shutil.copytree(audited, tmp_path / "out")
    return tmp_path / "out"


def entries(out):
    return {e["id"].partition(".")[2]: e for e in json.loads((out / "results.json").read_text())["statements"]}


def rejected(out, capsys, change=lambda found: None):
    """The failures after a change of the entries, by what they say."""
    content = json.loads((out / "results.json").read_text())
    found = entries(out)
    change(found)
    content["statements"] = list(found.values())
    (out / "results.json").write_text(json.dumps(content))
    capsys.readouterr()
    code = main(["check", str(out), "--json"])
    failures = json.loads(capsys.readouterr().out)["failures"]
    assert code == int(bool(failures))
    return "\n".join(failures)


def test_an_honest_audit_is_accepted(out, capsys):
    assert {k: e["verdict"] for k, e in entries(out).items()}.items() >= {
        "triangle": "proved", "wrong": "refuted", "sure": "certified",
    }.items()  # fmt: skip
    assert rejected(out, capsys) == ""
    assert main(["check", str(out)]) == 0
    assert "8 statements, 0 failures" in capsys.readouterr().out


@pytest.mark.parametrize("verdict", ["proved", "certified", "supported", "vacuous", "assumed", "inconclusive"])
def test_every_verdict_is_judged_again(out, capsys, verdict):
    said = rejected(out, capsys, lambda found: found["wrong"].update(verdict=verdict))
    assert f"no accepted certificate carries the verdict {verdict}: from what is here it is refuted" in said


@pytest.mark.parametrize("kind", ["covering", "proof", "counterexample"])
def test_a_missing_certificate_is_a_failure(out, capsys, kind):
    for path in (out / "certificates").glob(f"*-{kind}-*"):
        path.unlink()
    said = rejected(out, capsys)
    assert "is missing" in said
    assert "no accepted certificate carries" in said


def test_a_certificate_of_another_kind_or_problem_carries_nothing(out, capsys):
    def borrow(found):
        other = found["triangle"]["certificate"]
        for piece in found["sure"]["evidence"]:
            piece["certificate"] = other

    assert "no accepted certificate carries the verdict certified" in rejected(out, capsys, borrow)


def test_an_entry_about_another_statement(out, capsys):
    kept = ("problem", "certificate", "evidence", "verdict", "digest", "counterexample", "reason", "trusts")
    said = rejected(out, capsys, lambda f: f["wrong"].update({k: f["triangle"][k] for k in kept}))
    assert "its text is not that of its problem: 'nuc(X) <= fro(X)'" in said


@pytest.mark.parametrize("name", ["triangle", "total"])
def test_the_formula_on_screen_is_that_of_the_problem(out, capsys, name):
    assert "its text" in rejected(out, capsys, lambda found: found[name].update(text="fro(X) <= 1"))


def test_hypotheses_and_trust_are_those_of_the_proof(out, capsys):
    def change(found):
        found["triangle"].update(trusts=[])
        found["cited"].update(hypotheses=[])

    said = rejected(out, capsys, change)
    assert "its hypotheses is not that of its problem" in said
    assert "it trusts ['fro_le_nuc" in said


def point_of(found, name):
    return next(p for p in (found[name]["counterexample"], *(c["witness"] for c in found[name]["constants"])) if p)


@pytest.mark.parametrize("name", ["wrong", "small"])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("values", {"X": [["7"]], "t": "7"}), ("lhs", ["5", "5"]), ("rhs", ["5", "6"]), ("relation", "=="),
        ("sizes", {}), ("note", "At k = 9."), ("certificate", "certificates/none.json"), ("problem", "problems/0.json"),
    ],
)  # fmt: skip
def test_a_point_on_screen_is_that_of_its_certificate(out, capsys, name, key, value):
    said = rejected(out, capsys, lambda found: point_of(found, name).update({key: value}))
    what = "counterexample" if name == "wrong" else "witness against c"
    assert f"{name}: its {what}" in said


def test_a_witness_and_a_family_on_screen_are_those_of_their_certificates(out, capsys):
    def change(found):
        assert found["big"]["counterexample"]["family"][0]["text"] == "t = K + 1"
        found["big"]["counterexample"]["family"][0]["text"] = "t = K + 2"
        found["free"]["witness"] = {"K": "1"}

    said = rejected(out, capsys, change)
    assert "big: its counterexample, family" in said
    assert "free: its witness is {'K': '1'}, and None by its certificate" in said


def test_a_point_that_was_not_found_or_is_kept_back(out, capsys):
    def change(found):
        found["triangle"]["counterexample"] = found["wrong"]["counterexample"]
        found["wrong"]["counterexample"] = None

    said = rejected(out, capsys, change)
    assert "triangle: its counterexample" in said
    assert "wrong: its counterexample is None" in said


def test_the_point_without_a_hypothesis_is_one_without_just_that(out, capsys):
    def change(found):
        drops = found["small"]["superfluous"]
        assert [bool(d["counterexample"]) for d in drops] == [False, False, False]
        drops[0]["counterexample"] = point_of(found, "small")

    assert "its counterexample without h1: it does not drop just that hypothesis" in rejected(out, capsys, change)


@pytest.mark.parametrize("verdict", ["refuted", "proved", None])
def test_the_weakest_used_is_that_of_the_entries(out, capsys, verdict):
    assert entries(out)["free"]["weakest_used"] == "certified"
    said = rejected(out, capsys, lambda found: found["free"].update(weakest_used=verdict))
    assert f"free: the weakest of what it uses is {verdict}, and certified by the entries that it names" in said


def test_the_weakest_used_may_be_a_statement_without_an_entry(out, capsys):
    def change(found):
        found["free"]["uses"].append({"id": "elsewhere.lemma", "substitution": {}})
        found["free"]["weakest_used"] = "supported"

    assert rejected(out, capsys, change) == ""
    main(["check", str(out)])
    assert "1 of 8 rest on statements without an entry here" in capsys.readouterr().out
    assert "the weakest" in rejected(out, capsys, lambda found: found["free"].update(weakest_used="proved"))


def test_an_audit_without_statements_is_no_pass(out, capsys):
    shutil.rmtree(out / "certificates")
    assert rejected(out, capsys, dict.clear) == "results.json: it has no statements"


def test_what_no_certificate_carries_is_counted(out, capsys):
    def enclose(found):
        point = next(e for e in found["wrong"]["evidence"] if e["kind"] == "counterexample")
        assert point["accepted"]
        evidence = [e for e in found["sure"]["evidence"] if e["kind"] == "admissible"]
        shape = {**evidence[0], "kind": "enclosure", "method": "wishart", "certificate": None, "accepted": None}
        detail = {"whole_domain": True, "rests_on": ["Arb"]}
        found["sure"].update(evidence=[*evidence, {**shape, "detail": detail}], trusts=["Arb"])

    assert rejected(out, capsys, enclose) == ""
    main(["check", str(out)])
    assert "1 of 8 verdicts rest on Arb's enclosures, not replayed here" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["{}", "[]", "not json", '{"statements": [1]}', '{"statements": {"a": 1}}'])
def test_what_is_no_audit_cannot_be_read(out, capsys, text):
    (out / "results.json").write_text(text)
    assert main(["check", str(out)]) == 2
    assert "not the results of an audit" in capsys.readouterr().err


def test_a_malformed_entry_is_a_failure(out, capsys):
    assert "the entry is malformed" in rejected(out, capsys, lambda found: found["sure"].pop("evidence"))
