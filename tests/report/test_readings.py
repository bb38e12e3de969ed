"""What an audit writes, and the page says, of readings, of printed steps, and of what each rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import reports
from verify import Statement, fails, real
from verify.cli import main
from verify.readings import values_in

SCHEMA: dict[str, Any] = json.loads(Path(reports.__file__).with_name("results.schema.json").read_text(encoding="utf-8"))
OTHER = """
from verify import Statement, real
x, y = real("x"), real("y", ge=0)
elsewhere = Statement("Squares", [], 2 * x - 1 <= x**2, expected="proved")
"""
SOURCE = """
from other import elsewhere, x, y
from verify import Proof, Statement, Step, real, use
from verify.argument import have
near = Statement("Below one", [y <= "1/2"], y <= 1)
wanted = Statement("Wanted", [y <= "1/3"], y <= 2, uses=[use(elsewhere, {x: y})], cite="(1)")
one = Step("1st", y <= 1, (y <= "1/2",), (y <= "1/2",), uses=(use(near),))
two = Step("2nd", y <= 1, corrected=y <= y + 1, doc="Small y are meant.", meant=False, holds_expected="refuted")
c, d = real("c"), real("d")
printed = Statement("Printed", [y <= 1], y <= c, {c: 3}, argument=[have(y <= c, y <= 1)])
better = Statement("Better", [y <= 1], y <= d, {d: "3/2"}, argument=[have(y <= d, y <= 1)])
best = Statement("Other hypotheses", [y <= "5/4"], y <= "5/4")
false = Statement("Too good", [y <= 1], y <= "1/2")
wanted_proof = Proof((one, two), cite="The proof", name="wanted.proof")
"""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("readings")
    for name, text in (("other", OTHER), ("mine", SOURCE)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    main(["audit", str(folder / "mine.py"), "--out", str(folder / "out"), "--jobs", "1"])
    results = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(results)
    return (folder / "out" / "report.html").read_text(encoding="utf-8"), {e["id"]: e for e in results["statements"]}


def test_a_line_that_is_not_meant_so_is_no_erratum(audited: tuple[str, dict[str, Any]]) -> None:
    page, entries = audited
    line, right = (next(e for key, e in entries.items() if key.endswith(end)) for end in (".s02", ".s02@corrected"))
    assert (line["verdict"], line["meant"]) == ("refuted", False)
    assert "meant" not in right
    assert "Errata" not in page
    assert "Readings that fail (1)" in page
    assert (line["doc"], right["doc"]) == ("Small y are meant.", "")


def test_a_statement_rests_on_what_its_own_proof_uses(audited: tuple[str, dict[str, Any]]) -> None:
    page, entries = audited
    assert [use["id"] for use in entries["mine.wanted"]["uses"]] == ["other.elsewhere"]
    step = next(e for key, e in entries.items() if key.endswith(".s01"))
    assert [use["id"] for use in step["uses"]] == ["mine.near"]
    graph = page[page.index("The graph as text") : page.index('id="table"')]
    line = graph[graph.index("Wanted") :].partition("</li>")[0]
    assert "; uses, not drawn: other.elsewhere" in line
    assert "Below one" not in line


def test_a_bracket_ends_where_another_reading_is_proved(audited: tuple[str, dict[str, Any]]) -> None:
    page, entries = audited
    (bracket,) = entries["mine.printed"]["constants"]
    assert (bracket["refuted_end"], bracket["lower"], bracket["upper"]) == ("lower", "1", "3/2")
    assert (bracket["proved_by"], bracket["sharp"]) == ("mine.better", False)
    assert '1.5 (proved, by <a href="#s-mine.better"' in page
    (own,) = entries["mine.better"]["constants"]
    assert "proved_by" not in own


x, y, c, d, e = real("x"), real("y"), real("c"), real("d"), real("e")
bound = Statement("", [x <= e, y <= 1], x * y <= c * x + c, {c: 3, e: 5})


@pytest.mark.parametrize(
    ("other", "values"),
    [
        (Statement("", [y <= 1, x <= 5], x * y <= 2 * x + 2), {"c": 2, "e": 5}),
        (Statement("", [y <= 1, x <= d], x * y <= 2 * x + 2, {d: 4}), {"c": 2, "e": 4}),
        (Statement("", [y <= 1], x * y <= 2 * x + 2), {"c": 2, "e": 5}),
        (bound, {"c": 3, "e": 5}),
        (Statement("", [y <= 1], x * y <= 2 * x + 1), None),
        (Statement("", [y <= 2], x * y <= 2 * x + 2), None),
        (Statement("", [y <= 1, x < 5], x * y <= 2 * x + 2), None),
        (Statement("", [y <= 1, x <= y], x * y <= 2 * x + 2), None),
        (Statement("", [], x * x <= 2 * x + 2), None),
        (Statement("", [], x * y < 2 * x + 2), None),
        (fails(bound), None),
        (Statement("", [], x * y <= d * x + d, exists=[d]), None),
    ],
)
def test_the_same_claim_with_other_constants(other: Statement, values: dict[str, int] | None) -> None:
    assert values_in(bound, other) == values
