"""The loop: what fails touches one statement, evidence is kept and re-checked, the same seed gives the same bytes."""

from __future__ import annotations

import json
import signal
import threading
from pathlib import Path

import jsonschema
import pytest

import reports
import verify.worker
from verify.audit import Settings, audit, blind
from verify.cache import Cache
from verify.collect import Collection, Item
from verify.results import results, save

pytestmark = pytest.mark.usefixtures("fake_methods")
SCHEMA = json.loads((Path(reports.__file__).parent / "results.schema.json").read_text())


def run(found: Collection, out: Path, **fields):
    settings = Settings(out=out, **fields)
    outcomes = audit(found, settings)
    content, files = results(found, outcomes, settings, {"total": 0.0})
    jsonschema.validate(content, SCHEMA)
    save(content, files, out)
    return content


def verdicts(content):
    return {entry["id"].removeprefix("fake."): entry["verdict"] for entry in content["statements"]}


def test_verdicts_of_several_statements(make, tmp_path):
    content = run(make("calm", "refute", "forge", "print noise"), tmp_path)
    assert verdicts(content) == {
        "calm": "supported", "refute": "refuted", "forge": "inconclusive", "print_noise": "supported",
    }  # fmt: skip
    refuted = content["statements"][1]
    assert refuted["counterexample"]["values"] == {"x": "2"}
    assert "rejected the counterexample" in content["statements"][2]["reason"]
    assert (tmp_path / refuted["counterexample"]["certificate"]).is_file()
    assert (tmp_path / refuted["counterexample"]["problem"]).is_file()


@pytest.mark.parametrize("fault", ["crash", "exit", "error", "nan"])
def test_a_fault_touches_one_statement(make, tmp_path, fault):
    content = run(make("calm", fault, "refute"), tmp_path, jobs=1)
    assert verdicts(content) == {"calm": "supported", fault: "inconclusive", "refute": "refuted"}
    said = {"crash": "signal 9", "exit": "the library says goodbye", "error": "a fault in the method", "nan": "falsify"}
    assert said[fault] in content["statements"][1]["reason"]


def test_a_hang_ends(make, tmp_path, monkeypatch):
    monkeypatch.setitem(verify.worker.TIMEOUTS, "quick", 6.0)  # the next worker starts within it
    content = run(make("hang", "calm"), tmp_path, jobs=1)
    assert verdicts(content) == {"hang": "inconclusive", "calm": "supported"}
    assert "no answer within 6 s" in content["statements"][0]["reason"]


def calls(tmp_path):
    """The brief looks, with which the work on each statement begins."""
    log = tmp_path / "log"
    return [line for line in log.read_text().splitlines() if line.endswith("x 0.1")] if log.exists() else []


def test_evidence_is_reused_until_something_changes(make, tmp_path):
    out = tmp_path / "out"
    found = make("counts once", "counts refute")
    first, again = run(found, out), run(found, out)
    assert {**again, "times": None} == {**first, "times": None}
    assert len(calls(tmp_path)) == 2
    run(found, out, seed=1)
    assert len(calls(tmp_path)) == 4
    run(make("counts once", "counts refute", bound="11/10"), out)
    assert len(calls(tmp_path)) == 6


def test_faults_are_tried_again(make, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        run(make("counts error"), out)
    assert len(calls(tmp_path)) == 2


@pytest.mark.parametrize("damage", ["cut", "forged", "torn", "empty"])
def test_damaged_evidence_is_not_believed(make, tmp_path, damage):
    out = tmp_path / "out"
    run(make("counts refute"), out)
    (entry,) = (out / ".cache").rglob("*.json")
    text = entry.read_text()
    value = '\\"x\\":\\"2\\"'  # the certificate is text within the text
    assert value in text
    forged, torn = text.replace(value, '\\"x\\":\\"1/3\\"'), text.replace(value, '\\"x\\":')
    entry.write_text({"cut": text[:50], "forged": forged, "torn": torn, "empty": "{}"}[damage])
    assert verdicts(run(make("counts refute"), out)) == {"counts_refute": "refuted"}
    assert len(calls(tmp_path)) == 2


def test_the_same_seed_gives_the_same_bytes(make, tmp_path):
    titles = ("calm", "refute", "forge", "error", "print")
    texts = set()
    for number, jobs in enumerate((1, 2, 3)):
        out = tmp_path / str(number)
        for _ in range(2):  # new evidence, then reused evidence
            run(make(*titles), out, jobs=jobs)
            content = json.loads((out / "results.json").read_text())
            del content["times"]
            files = {p.name: p.read_text() for f in ("problems", "certificates") for p in (out / f).iterdir()}
            texts.add(json.dumps([content, files], sort_keys=True))
    assert len(texts) == 1


def test_expectations_do_not_matter(make, tmp_path):
    """All expectations flipped: the same verdicts, evidence and cache keys."""
    seen = []
    for number, expected in enumerate(("proved", "refuted", None)):
        content = run(make("calm", "refute", "forge", expected=expected), tmp_path / str(number))
        seen.append([{k: v for k, v in entry.items() if k != "expected"} for entry in content["statements"]])
        assert {entry["expected"] for entry in content["statements"]} == {expected}
    assert seen[0] == seen[1] == seen[2]


def test_methods_do_not_see_the_expectation(make):
    (item,) = make("calm", expected="refuted", doc="false as printed").items
    hidden = blind(item.statement)
    assert (hidden.expected, hidden.doc, hidden.corrects) == (None, "", None)
    assert hidden.digest == item.statement.digest


def test_ctrl_c_keeps_what_is_finished(make, tmp_path):
    if threading.current_thread() is not threading.main_thread():
        pytest.skip("signals go to the main thread")
    out = tmp_path / "out"
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run(make("counts calm", "interrupt"), out, jobs=1)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(list((out / ".cache").rglob("*.json"))) == 1
    run(make("counts calm"), out)
    assert len(calls(tmp_path)) == 1


def test_reuse_only_runs_nothing(make, tmp_path):
    out = tmp_path / "out"
    run(make("counts calm"), out)
    content = run(make("counts calm", "counts refute"), out, reuse_only=True)
    assert verdicts(content) == {"counts_calm": "supported", "counts_refute": "inconclusive"}
    assert len(calls(tmp_path)) == 1


def test_old_files_go_and_foreign_files_stay(make, tmp_path):
    run(make("refute"), tmp_path)
    (tmp_path / "problems" / "mine.json").write_text("{}")
    run(make("calm"), tmp_path)
    assert (tmp_path / "problems" / "mine.json").exists()
    assert len(list((tmp_path / "certificates").iterdir())) == 1


def test_cache_entries_that_cannot_be_read_are_absent(tmp_path):
    assert Cache(tmp_path).get("0" * 64) is None


def test_a_used_statement_may_be_a_line_of_the_same_audit(make, tmp_path):
    found = make("calm")
    follows = found.items[0].statement
    holds = follows.with_given([]).replaced(title="calm step", uses=[follows.replaced(title="calm again")])
    found.items = [Item("fake.proof.s01", "step", "fake", holds, "line", "fake.proof", follows)]
    content = run(found, tmp_path)
    assert content["statements"][0]["weakest_used"] == "supported"


def test_an_easy_counterexample_spares_the_rest(make, tmp_path):
    """Each statement is looked at briefly first; only what survives is searched, and a refuted one is not proved."""
    run(make("counts once", "counts refute"), tmp_path / "out")
    lines = sorted((tmp_path / "log").read_text().splitlines())
    assert lines == ["counts once quick", "counts once quick x 0.1", "counts refute quick x 0.1"]
