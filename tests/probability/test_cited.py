"""What rests on a cited theorem stands no better than the theorem: one that the audit refutes carries nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from verify import Pr, Statement, gaussian, spec
from verify.cli import main
from verify.evidence import Evidence
from verify.examine import Job, examine
from verify.methods import METHODS

HEAD = """
from verify import Pr, Statement, entry, fro, gaussian, spec
G = gaussian("G", 2, 2)
"""
FREE = """
from verify import sizes
d, r = sizes("d r")
G = gaussian("G", d, r)
F = Statement("F", [], Pr(fro(G) <= 1) >= "9/10", source="a theorem that is none")
"""
FALSE = 'F = Statement("F", [], Pr(spec(G) <= 1) >= "9/10", source="a theorem that is none")\n'
VERDICTS = ("refuted", "inconclusive", "inconclusive")
CONTRARY = 'B = Statement("B", [], Pr(1 < spec(G)) >= "1/4", uses=[F])\n'
TWIN = 'A = Statement("B", [], Pr(1 < spec(G)) >= "1/4")\n'
LOW = 'C = Statement("C", [], Pr(fro(G @ G.T) <= 1) >= "9/10", uses=[F])\n'
LOWER = 'D = Statement("D", [], Pr(fro(G @ G.T) <= 2) >= "9/10", uses=[C])\n'
"""Of a law that nothing here knows: 0.68 and less at the smallest sizes."""


def audited(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], int, str]:
    """Entries by name, and the exit code and output of `check` on the folder."""
    file, out = tmp_path / "mine.py", tmp_path / "out"
    file.write_text(HEAD + text)
    main(["audit", str(file), "--out", str(out), "--jobs", "1"])
    entries = json.loads((out / "results.json").read_text())["statements"]
    capsys.readouterr()
    code = main(["check", str(out)])
    return {e["id"].partition(".")[2]: e for e in entries}, code, capsys.readouterr().out


def test_a_refuted_citation_refutes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found, code, _ = audited(tmp_path, FALSE + CONTRARY + TWIN, capsys)
    assert {name: e["verdict"] for name, e in found.items()} == {"F": "refuted", "A": "certified", "B": "inconclusive"}
    assert "rests on what this audit refutes: a theorem that is none" in found["B"]["reason"]
    assert code == 0


def test_a_citation_that_stands_refutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = 'F = Statement("F", [], Pr(fro(G @ G.T) <= 100) >= "9/10", source="Anderson 2003, Theorem 7.3.1")\n'
    falsehood = 'B = Statement("B", [], Pr(100 < fro(G @ G.T)) >= "1/4", uses=[F])\n'
    found, code, said = audited(tmp_path, kept + falsehood, capsys)
    assert (found["F"]["verdict"], found["B"]["verdict"]) == ("assumed", "refuted")
    assert found["B"]["reason"] == "with external theorems: Anderson 2003, Theorem 7.3.1: F"
    assert code == 0
    assert "2 of 2 verdicts cite an external theorem, taken as given" in said


def test_what_uses_the_use_of_a_refuted_citation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found, code, _ = audited(tmp_path, FREE + LOW + LOWER, capsys)
    assert {name: e["verdict"] for name, e in found.items()} == dict(zip("FCD", VERDICTS, strict=True))
    assert "rests on what this audit refutes" in found["C"]["reason"]
    assert "rests on what this audit refutes" in found["D"]["reason"]
    assert code == 0


def test_a_folder_that_says_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One problem, true by one entry and false by another."""
    found, code, _ = audited(tmp_path, TWIN, capsys)
    assert found["A"]["verdict"] == "certified"
    assert code == 0
    path = tmp_path / "out" / "results.json"
    results = json.loads(path.read_text())
    twin = {**results["statements"][0], "id": "mine.twin", "verdict": "refuted"}
    path.write_text(json.dumps({**results, "statements": [*results["statements"], twin]}))
    assert main(["check", str(tmp_path / "out")]) == 1
    assert "another entry about the same problem is refuted, this one certified" in capsys.readouterr().out


def test_a_cached_enclosure_is_made_anew() -> None:
    """Nothing replays it, so that a file on disk must not carry a verdict."""
    g = gaussian("G", 2, 2)
    false = Statement("false", [], Pr(spec(g) <= 1) >= "1/2")
    detail = {"whole_domain": True, "rests_on": ["Arb"]}
    found = Evidence("enclosure", "wishart", false.digest, {"grid": "one point"}, None, {}, None, detail)
    job = Job("", "false", false, {"wishart": METHODS["wishart"]}, "quick", 0, ([found], [None], []))
    messages = list(examine(job))
    assert ("reused", None) not in messages
    assert next(c.evidence.kind for what, c in messages if what == "found" and c.accepted) == "counterexample"
