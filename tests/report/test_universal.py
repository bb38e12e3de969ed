"""What the page says of universal constants and of parts of a domain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import reports
from reports.points import point
from reports.vacuous import says_nothing, share
from verify.cli import main

SCHEMA: dict[str, Any] = json.loads(Path(reports.__file__).with_name("results.schema.json").read_text(encoding="utf-8"))
SOURCE = """
from verify import Statement, exp, log, real, sqrt
K, x, y = real("K", gt=0), real("x", ge=0, le=1), real("y", gt=0)
bounded = Statement("bounded", [], 3 * x <= K, exists=[K])
square = Statement("square", [], y**2 <= K * y, exists=[K])
trusted = Statement("trusted", [], sqrt(1 + x) * exp(x) * log(2 + x) <= 9, source="[RV09] Theorem 1.1")
false = Statement("false", [], x < 1, source="[RV09] Theorem 1.2")
"""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("universal")
    (folder / "mine.py").write_text(SOURCE, encoding="utf-8")
    main(["audit", str(folder / "mine.py"), "--out", str(folder / "out"), "--jobs", "1"])
    return folder / "out", json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))


def test_results_follow_the_schema(audited: tuple[Path, dict[str, Any]]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(audited[1])


def test_witness_and_family_are_told(audited: tuple[Path, dict[str, Any]]) -> None:
    folder, results = audited
    bounded, square, *_ = results["statements"]
    assert (bounded["verdict"], bounded["witness"]) == ("proved", {"K": "3"})
    assert bounded["text"] == "there is K > 0 such that for all x: 3*x <= K"
    assert [c["name"] for c in bounded["constants"]] == ["K"]
    assert bounded["proof"]
    assert (square["verdict"], square["witness"]) == ("refuted", None)
    assert [f["text"] for f in square["counterexample"]["family"]] == ["y = K + 1"]
    assert square["proof"][-1]["rule"] == "and intro"
    for entry in (bounded, square):
        assert main(["check", str(folder / entry["problem"]), str(folder / entry["certificate"])]) == 0
    assert main(["check", str(folder)]) == 0
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Proved with: " in page
    assert "Whatever K is" in page
    assert "y = K + 1" in page


def test_a_source_is_trusted_where_nothing_else_is_known(audited: tuple[Path, dict[str, Any]]) -> None:
    trusted, false = audited[1]["statements"][2:]
    assert trusted["verdict"] == "assumed"
    assert trusted["trusts"] == ["[RV09] Theorem 1.1"]
    assert trusted["reason"] == "an external theorem: [RV09] Theorem 1.1"
    assert false["verdict"] == "refuted"


def test_a_family_is_shown_as_formulas() -> None:
    item = {"text": "x = K + 1", "latex": "x = K + 1"}
    shown = point({"sizes": {}, "values": {}, "family": [item], "relation": None, "note": "Whatever K is."})
    assert "x = K + 1" in str(shown)
    assert "Whatever K is." in str(shown)


def test_parts_of_a_domain_in_words() -> None:
    assert says_nothing(None) == "on its whole domain"
    where = {
        "proved": [{"text": "nu < 0", "problem": None, "certificate": None}],
        "sampled": {"text": "floor(beta) < 1", "share": 0.997, "points": 1200},
    }
    assert says_nothing(where) == "where nu < 0 (proved); where floor(beta) < 1: above 99 % of 1200 sampled points"
    assert says_nothing({**where, "sampled": None}) == "where nu < 0 (proved)"
    assert [share(x) for x in (0.0, 0.001, 0.25, 1.0)] == ["0 %", "below 1 %", "25 %", "100 %"]


def test_attack_and_gauge_ask_the_method_that_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.py").write_text(SOURCE, encoding="utf-8")
    main(["attack", str(tmp_path / "mine.py"), "--out", str(tmp_path / "out"), "--jobs", "1"])
    assert "y = K + 1" in capsys.readouterr().out
    main(["gauge", str(tmp_path / "mine.py"), "--out", str(tmp_path / "out"), "--jobs", "1"])
    assert "best K = 3" in capsys.readouterr().out
