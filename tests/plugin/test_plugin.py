"""`pytest verify`, run as a user runs it, and other people's pytest runs with the plugin installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import verify

HOME = Path(verify.__file__).parent.parent


def pytest_in(folder, *arguments, **environment):
    plugin = [] if _installed() else ["-p", "verify.plugin"]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *plugin, *arguments]
    variables = os.environ | {"PYTHONPATH": str(HOME)} | environment
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=variables)


def _installed() -> bool:
    from importlib.metadata import entry_points

    return any(point.value == "verify.plugin" for point in entry_points(group="pytest11"))


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_some_lemmas(tmp_path, processes):
    """The errata are refuted as expected: search alone finds them."""
    junit = tmp_path / "junit.xml"
    run = pytest_in(
        tmp_path, "--pyargs", "verify", "-k", "remark_2_1 and value and not corrected", f"--junitxml={junit}",
        "--gauge-out", str(tmp_path / "out"), "-v", *processes,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert "REFUTED" in run.stdout
    (case,) = ET.parse(junit).iter("testcase")
    assert case.attrib["name"] == "test_statement[ward_kolda.remark_2_1@value]"
    properties = {p.attrib["name"]: p.attrib["value"] for p in case.iter("property")}
    assert (properties["verdict"], properties["expected"]) == ("refuted", "refuted")
    assert len(properties["digest"]) == 64
    content = json.loads((tmp_path / "out" / "results.json").read_text())
    assert [(e["id"], e["verdict"]) for e in content["statements"]] == [("ward_kolda.remark_2_1@value", "refuted")]
    assert (tmp_path / "out" / "report.html").is_file()


def test_ids_of_steps_and_selection():
    run = pytest_in(HOME, "verify", "--collect-only", "-q", "-k", "lemma_4_1 and s06")
    assert run.stdout.split("\n")[:2] == [
        "verify/test_lemmas.py::test_statement[ward_kolda.lemma_4_1.proof.s06[holds]]",
        "verify/test_lemmas.py::test_statement[ward_kolda.lemma_4_1.proof.s06[follows]]",
    ]


def test_a_surprise_fails_and_says_how_to_see_it_again(tmp_path):
    """The package of lemmas is replaced by one with a wrong expectation."""
    paper = tmp_path / "lemmas" / "paper"
    paper.mkdir(parents=True)
    (tmp_path / "lemmas" / "__init__.py").write_text("")
    (paper / "__init__.py").write_text('"""A paper."""\n')
    (paper / "lemma_1.py").write_text(
        "from verify import Statement, real\n"
        "x = real('x')\n"
        "statement = Statement('wrong', [], x <= 1, expected='proved')\n"
        "silent = Statement('silent', [], x <= 2)\n"
    )
    target = str(HOME / "verify" / "test_lemmas.py")
    out = tmp_path / "out"
    run = pytest_in(
        tmp_path, target, "--import-mode=importlib", "--rootdir", str(tmp_path), "-c", os.devnull,
        "--gauge-out", str(out), "--gauge-seed", "7",
        PYTHONPATH=os.pathsep.join([str(tmp_path), str(HOME)]),
    )  # fmt: skip
    assert run.returncode == 1, run.stdout + run.stderr
    assert "paper.lemma_1 is refuted, not proved" in run.stdout
    assert "reproduce: proofgauge audit paper.lemma_1 --seed 7 --budget quick" in run.stdout
    assert "paper.lemma_1.silent declares no expected verdict; it is refuted" in run.stdout
    content = json.loads((out / "results.json").read_text())
    assert content["papers"] == {"paper": {"title": "A paper."}}
    assert [e["verdict"] for e in content["statements"]] == ["refuted", "refuted"]


def test_other_peoples_runs_load_nothing_of_ours(tmp_path):
    (tmp_path / "test_theirs.py").write_text(
        "import sys\n"
        "def test_theirs():\n"
        "    ours = {name for name in sys.modules if name.split('.')[0] in ('verify', 'lemmas', 'reports')}\n"
        "    assert ours <= {'verify', 'verify.plugin'}, ours\n"
        "    assert 'numpy' not in sys.modules\n"
    )
    run = pytest_in(tmp_path, "-q")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "proofgauge" not in run.stdout
    assert set(os.listdir(tmp_path)) <= {"test_theirs.py", "__pycache__"}
