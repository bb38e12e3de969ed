"""The page: self-contained, well-formed, safe against hostile text, complete."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sample

from reports.build import build, render
from reports.entry import scope_text
from reports.html import VOID, anchor, el
from reports.model import ReportError, Results


class Reader(HTMLParser):
    """Collects elements and attributes; complains about tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{name}> is never closed" for name in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


@pytest.fixture(scope="module")
def reader(page: str) -> Reader:
    return Reader(page)


def test_well_formed(reader: Reader, page: str) -> None:
    assert reader.faults == []
    assert page.startswith("<!DOCTYPE html>")
    assert {"main", "header", "footer", "nav"} <= {name for name, _ in reader.elements}


def test_policy_is_strict_and_fits_the_style(reader: Reader, page: str) -> None:
    (policy,) = [a["content"] or "" for n, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert {name for name in rules if name.endswith("-src")} == {"default-src", "style-src", "img-src", "font-src"}
    assert rules["img-src"] == rules["font-src"] == "data:"
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert rules["style-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_runs_and_nothing_is_fetched(reader: Reader, page: str) -> None:
    names = {name for name, _ in reader.elements}
    assert names.isdisjoint({"script", "iframe", "object", "embed", "link", "img", "base", "form"})
    for name, attributes in reader.elements:
        assert "style" not in attributes, name
        assert not [key for key in attributes if key.startswith("on")], name
        for key in ("href", "src", "xlink:href", "action"):
            assert (attributes.get(key) or "#").startswith("#"), (name, attributes)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert all(url.startswith(("data:", "#")) for url in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style


def test_the_font_is_inside(page: str) -> None:
    (font,) = re.findall(r"url\(data:font/woff2;base64,([^)]*)\)", page)
    assert base64.b64decode(font, validate=True)[:4] == b"wOF2"


def test_every_link_leads_somewhere(reader: Reader) -> None:
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in reader.elements:
        for key in ("href", "aria-labelledby"):
            for name in (attributes.get(key) or "").split():
                assert name.removeprefix("#") in ids
    for reference in re.findall(r"url\(#([\w-]+)\)", " ".join(str(a) for _, a in reader.elements)):
        assert reference in ids


def test_readable_by_ear(reader: Reader) -> None:
    levels = [int(name[1]) for name, _ in reader.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = [name for name, _ in reader.elements]
    assert names.count("table") == names.count("caption")
    assert all(a.get("scope") in ("row", "col") for n, a in reader.elements if n == "th")
    assert all(a.get("alttext") for n, a in reader.elements if n == "math")
    assert all(a.get("aria-hidden") or a.get("aria-labelledby") for n, a in reader.elements if n == "svg")
    html = next(a for n, a in reader.elements if n == "html")
    assert html["lang"] == "en"


def test_hostile_text_stays_text(reader: Reader, page: str) -> None:
    assert sample.HOSTILE in "".join(reader.text)
    assert "<script" not in page
    assert "alert(1)</script>" not in page
    assert page.count("</style>") == 1


def section(page: str, identifier: str) -> str:
    start = page.index(f'id="{anchor(identifier)}"')
    end = page.find("<article", start)
    return page[start : end if end > 0 else None]


def test_findings_come_first(page: str) -> None:
    order = [page.index(f'id="{name}"') for name in ("counts", "findings", "graph", "table", "statements")]
    assert order == sorted(order)
    found = page[order[1] : order[2]]
    for title in ("Errata (2)", "Gaps (1)", "Vacuous parts (2)", "Readings that fail (1)", "Surprises (2)"):
        assert f"<h3>{title}</h3>" in found
    assert found.index("As printed") < found.index("Counterexample") < found.index("Corrected")
    assert "So lhs &gt; rhs, where the claim says lhs ≤ rhs." in found


def test_a_statement_says_everything(page: str) -> None:
    shown = section(page, "ward_kolda.lemma_4_1.eq_3")
    for text in (
        "<mi>ℝ</mi>", "<b>h2</b>", "The paper leaves η &gt; 0 to Assumption 1.", "z3 4.13", "Horn and Johnson",
        "linear arithmetic", "1.00025 (refuted just here, by an exact witness)", "The extremal instance", "⊜", "sharp",
        "needed.", "not needed: proved without it", "Slack falls to zero", "<svg", "equality is attained",
        'href="#s-ward_kolda.gradient_x"', "Still owed", "X := X_t", "Weakest of what it uses",
    ):  # fmt: skip
        assert text in shown, text


def test_the_commands_are_there(page: str) -> None:
    assert "proofgauge check problems/eq3.json certificates/eq3.json" in page
    assert "proofgauge check problems/p.json certificates/c.json" in page
    assert page.count("Run this in the folder of this report:") == page.count("<code>proofgauge check ")
    assert "proofgauge audit ward_kolda.lemma_4_1.eq_3 --seed 0" in page


def test_steps_are_in_order_with_two_verdicts(page: str) -> None:
    keys = [f'id="{anchor(f"ward_kolda.lemma_4_1.proof.s{k:02d}")}"' for k in range(1, 5)]
    places = [page.index(key) for key in keys]
    assert places == sorted(places)
    gap = page[places[1] : places[2]]
    assert "holds: proved" in gap
    assert "follows: refuted" in gap
    assert "4 steps: 1 false, 1 gap." in page


def test_proofs_stand_with_their_statement_or_alone(results: dict[str, Any]) -> None:
    view = Results(results)
    assert [(proof.key, proof.owner, len(proof.steps)) for proof in view.proofs] == [
        ("ward_kolda.lemma_4_1.proof", None, 4),
        ("ward_kolda.lemma_4_6", "ward_kolda.lemma_4_6", 2),
    ]
    assert [entry["id"] for entry in view.mended] == ["ward_kolda.lemma_4_1.proof.s03@corrected"]
    assert not {entry["id"] for entry in view.statements} & {entry["id"] for entry in view.mended}


def test_a_corrected_step_stands_below_the_step(page: str) -> None:
    shown = section(page, "ward_kolda.lemma_4_1.proof.s03@corrected")
    step = page.index(f'id="{anchor("ward_kolda.lemma_4_1.proof.s03")}"')
    after = page.index(f'id="{anchor("ward_kolda.lemma_4_1.proof.s04")}"')
    assert step < page.index(shown) < after
    assert "With η² in place of η." in shown


def test_long_numbers_are_cut_and_said_to_be(page: str) -> None:
    assert "123456789012…567890 (60 digits)" in page
    assert "Cut in the middle above: Y_t" in page


def test_the_footer_names_the_run(page: str, results: dict[str, Any]) -> None:
    assert Results(results).digest in page
    for text in ("python-flint 0.9.0", "41.3 s", "quick", "proofgauge results 1"):
        assert text in page


def test_the_same_results_make_the_same_page(results: dict[str, Any], page: str) -> None:
    assert render(results) == page
    digest = Results(results).digest
    results["times"]["total"] = 1e6
    assert Results(results).digest == digest
    results["seed"] = 7
    assert Results(results).digest != digest


def test_nothing_found_is_said(results: dict[str, Any]) -> None:
    results["statements"] = results["statements"][:1]
    assert "Nothing: every printed line stands" in render(results)
    results["statements"], results["papers"] = [], {}
    del results["title"]
    assert Reader(render(results)).faults == []


def test_without_edges_there_is_no_drawing(results: dict[str, Any]) -> None:
    results["statements"] = results["statements"][:1]
    shown = render(results)
    assert "nothing to draw" in shown
    assert "Dependency graph" not in shown
    assert Reader(shown).faults == []


def test_a_false_claim_without_a_paper_is_no_erratum(results: dict[str, Any]) -> None:
    false = sample.entry("mine.claim", "refuted", paper="mine", title="A guess", cite="A guess")
    results["statements"] = [false | {"counterexample": sample.SMALL}]
    shown = render(results)
    found = shown[shown.index('id="findings"') : shown.index('id="graph"')]
    assert "<h3>Refuted (1)</h3>" in found
    assert "Errata" not in found
    assert "As printed" not in found
    assert "Corrected" not in found
    assert "0 errata, 1 refuted, 0 gaps" in shown
    results["statements"][0]["cite"] = "(3)"
    shown = render(results)
    assert "<h3>Errata (1)</h3>" in shown
    assert "No correction is given yet." in shown


def test_a_reading_that_is_not_meant_is_no_erratum(results: dict[str, Any]) -> None:
    false = next(e for e in Results(results).errata if e["kind"] == "step")
    false["meant"] = False
    shown = render(results)
    errata, readings = (shown.index(f"<h3>{title}</h3>") for title in ("Errata (1)", "Readings that fail (2)"))
    assert readings < shown.index(f"<code>{false['id']}</code>", errata)
    assert "0 false, 1 gap, 1 false as read here, which is not what is meant." in shown


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        ({"sizes": {}}, ""),
        ({"sizes": [{}], "note": "1 choices of sizes"}, ""),
        ({"sizes": [], "note": "0 choices of sizes"}, ""),
        ({"sizes": [{"n": 2}], "note": "1 choices of sizes"}, "1 choice of sizes: n = 2"),
        ({"sizes": [{"T": 0, "m": 1}, {"T": 1, "m": 1}]}, "2 choices of sizes: T = 0, m = 1; T = 1, m = 1"),
        ({"sizes": [{"m": k, "n": 5 - k} for k in range(1, 5)]}, "4 choices of sizes up to m = 4, n = 4"),
        ({"sizes": ["m", "n"], "note": "all"}, "sizes: m, n; all"),
    ],
)
def test_scopes_in_words(scope: dict[str, Any], text: str) -> None:
    assert scope_text(scope) == text


def row_of(shown: str, identifier: str) -> str:
    table = shown[shown.index('id="table"') :]
    start = table.index(f'href="#{anchor(identifier)}"')
    return table[start : table.index("</tr>", start)]


def test_the_table_says_the_slack(results: dict[str, Any]) -> None:
    first = results["statements"][0]
    search = {"kind": "search", "method": "falsify", "scope": {}, "digest": sample.digest(1), "seed": 0}
    first["slack"] = {"summary": "s", "attained": False}
    for least, text in ((0.125, "≥ 0.12 seen, relative"), (-1e-16, "0, up to rounding"), (None, "<td>—</td>")):
        first["evidence"] = [search | {"detail": {"least_relative_slack": least}}]
        assert text in row_of(render(results), first["id"])
    assert "see below" not in render(results)
    first["slack"]["only_at"] = "at T0 = 0"
    assert "0, only at T₀ = 0" in row_of(render(results), first["id"])


def test_the_table_says_the_closed_form(results: dict[str, Any]) -> None:
    first = results["statements"][0]
    bracket = {"name": "k", "printed": "sqrt(2)", "lower": "81790/50549", "upper": "2", "refuted_end": "lower"}
    first["constants"] = [bracket | {"sharp": False, "closed_form": "(1 + sqrt(5))/2", "witness": None}]
    row = row_of(render(results), first["id"])
    assert ", = (1 + √5)/2?" in row
    assert "k = √2" in row
    first["constants"][0] |= {"lower": "1", "upper": "3355443279/3355443275"}
    assert 'k in [1, <span class="number">1.0000000012</span>], = ' in row_of(render(results), first["id"])
    first["constants"][0] |= {"lower": "81790/50549", "upper": None, "closed_form": None}
    assert "k ≥ " in row_of(render(results), first["id"])


def test_notes_do_not_repeat(results: dict[str, Any]) -> None:
    first = results["statements"][0]
    first["hypotheses"] = [sample.H_X]
    for needed, note in ((False, "the claim is proved without it"), (None, "open: nothing was found")):
        first["superfluous"] = [{"hypothesis": 0, "needed": needed, "counterexample": None, "note": note}]
        shown = section(render(results), first["id"])
        assert shown.count("proved without it") == (needed is False)
        assert shown.count("open: ") == (needed is None)


def test_bad_mathml_falls_back_to_text(results: dict[str, Any]) -> None:
    first = results["statements"][0]
    for bad in ("<math><mi>x</math>", "<div>x</div>", '<math><mi onclick="x">a</mi></math>', "<!DOCTYPE a><math/>"):
        first["mathml"], first["text"] = bad, "f(X) <= 1"
        shown = section(render(results), first["id"])
        assert "<code>f(X) &lt;= 1</code>" in shown


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("format", "something else", "not the results of an audit"),
        ("statements", None, "results lack statements"),
        ("statements", "twice", "twice"),
    ],
)
def test_other_data_is_refused(results: dict[str, Any], tmp_path: Path, key: str, value: Any, message: str) -> None:
    if value is None:
        del results[key]
    else:
        results[key] = results["statements"][:1] * 2 if value == "twice" else value
    with pytest.raises(ReportError, match=message):
        build(results, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_folder_is_named(results: dict[str, Any], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(ReportError, match=re.escape(str(blocked / "out"))):
        build(results, blocked / "out")


def test_writing_is_atomic(results: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = build(results, tmp_path)
    before = target.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    results["seed"] = 1
    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(ReportError, match="No space left"):
        build(results, tmp_path)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_neither_sympy_nor_the_harness_is_imported() -> None:
    code = "import sys, reports.build; sys.exit(bool({'sympy', 'verify', 'numpy'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_elements_are_escaped() -> None:
    assert el("p", "<&", title='"<') == '<p title="&quot;&lt;">&lt;&amp;</p>'
    assert el("br") == "<br>"
    assert anchor("a@b c") != anchor("a-40-b c")


def test_many_tight_bounds_are_folded():
    from reports.page import FEW, _tight

    entries = [
        {"id": f"a.b{k}", "title": f"bound {k}", "cite": "", "of": None, "kind": "statement"} for k in range(FEW + 1)
    ]
    assert _tight([]) is None
    assert "<details" not in str(_tight(entries[:FEW]))
    folded = str(_tight(entries))
    assert "<details" in folded
    assert f"{FEW + 1} bounds" in folded
    assert folded.count("bound ") == FEW + 1
