"""The section of one statement, and of each step of its printed proof."""

from __future__ import annotations

import re
from typing import Any

from reports.formulas import formula, prose
from reports.html import Child, Markup, anchor, details, el, flat, link, listing, table
from reports.model import Entry, Proof, Results, is_tight, label, line, owed, place, unexpected
from reports.plots import slack_plot
from reports.points import check, constants, point, superfluous
from reports.vacuous import says_nothing
from reports.words import badge, plural, weaker

OPEN_LINES = 8  # proofs up to this length are shown unfolded


def claim(entry: Entry) -> dict[str, Any]:
    return {key: entry.get(key) for key in ("text", "latex", "mathml")}


def tight_mark() -> Markup:
    return el("span", el("span", "⊜", class_="symbol", aria_hidden="true"), " tight", class_="tight")


def badges(entry: Entry) -> Markup:
    """The verdict of a statement, the two verdicts of a step."""
    if entry["kind"] == "statement":
        return badge(entry["verdict"])
    return flat(badge(entry["holds"], "holds: "), " ", badge(entry["follows"], "follows: "))


def section(entry: Entry, results: Results) -> Markup:
    """The whole section of a statement, its steps included."""
    key = anchor(entry["id"])
    where = f"{place(entry)} · " if place(entry) != label(entry) else None
    meta = el("p", where, el("code", entry["id"]), " · ", entry["paper"], class_="meta")
    tight = tight_mark() if is_tight(entry) else None
    steps = results.steps_of.get(entry["id"], [])
    return el(
        "article",
        el("header", el("h3", label(entry), " ", badges(entry), " ", tight, id=f"{key}-h"), meta),
        _body(entry, results, 4),
        el("section", el("h4", "Steps of the printed proof"), _steps(steps, results, 5)) if steps else None,
        _files(entry),
        _back(),
        id=key,
        aria_labelledby=f"{key}-h",
        class_=entry["verdict"],
    )


def proof_section(proof: Proof, results: Results) -> Markup:
    """The section of a printed proof that belongs to no single statement of these results."""
    key = anchor(proof.key)
    meta = el("p", el("code", proof.key), " · ", proof.steps[0]["paper"], class_="meta")
    title = el("header", el("h3", proof.title, id=f"{key}-h"), meta)
    return el("article", title, _steps(proof.steps, results, 4), _back(), id=key, aria_labelledby=f"{key}-h")


def _back() -> Markup:
    return el("p", el("a", "Back to the table", href="#table"), class_="back")


def _block(level: int, title: str, *content: Child) -> Markup:
    """A titled part, or nothing when there is nothing in it."""
    inner = flat(*content)
    return el("section", el(f"h{level}", title), inner) if inner else Markup("")


def _body(entry: Entry, results: Results, level: int) -> Markup:
    refuted = point(entry["counterexample"]) if entry["counterexample"] else None
    gap = entry.get("follows_counterexample")
    unfollowed = [el("p", "Here the cited lines are true and the step is false."), point(gap)] if gap else None
    return flat(
        formula(claim(entry), block=True),
        _setting(entry),
        _doc(entry),
        _verdict(entry, results),
        _block(level, "Counterexample" if entry["verdict"] == "refuted" else "The point that shows it", refuted),
        _block(level, "It does not follow", unfollowed),
        _blocks(entry, results, level),
    )


def _blocks(entry: Entry, results: Results, level: int, mended: bool = False) -> Markup:
    """What comes after verdict and counterexample; `mended`: the correction is shown already."""
    corrected = None if mended else results.by_id.get(entry["errata"] or "")
    right: list[Child] = []
    if corrected:
        head = el("p", link(corrected["id"], label(corrected)), " ", badge(corrected["verdict"]))
        right = [head, formula(claim(corrected), block=True)]
    return flat(
        _block(level, "Corrected", right),
        _block(level, "Constants", _constants(entry)),
        _block(level, "Is every hypothesis needed?", superfluous(entry["superfluous"], entry["hypotheses"])),
        _block(level, "Slack", _slack(entry)),
        _block(level, "Proof", _proof(entry, results)),
        _block(level, "Still owed", listing(owed(entry))),
    )


def _setting(entry: Entry) -> Markup:
    """What the letters mean and what is supposed."""
    rows: list[Child] = []
    for title, key in (("For all", "variables"), ("Where", "definitions")):
        if entry.get(key):
            rows += [
                el("dt", title),
                el("dd", listing([formula(item) for item in entry[key]], class_=f"formulas {key}")),
            ]
    if entry["hypotheses"]:
        items = [flat(el("b", f"h{index}"), " ", formula(item)) for index, item in enumerate(entry["hypotheses"], 1)]
        rows += [el("dt", "Supposing"), el("dd", listing(items, class_="formulas"))]
    return el("dl", rows, class_="setting") if rows else Markup("")


def _doc(entry: Entry) -> Markup:
    paragraphs = [el("p", part.strip()) for part in entry["doc"].split("\n\n") if part.strip()]
    return el("div", paragraphs, class_="doc") if paragraphs else Markup("")


CHOICES = 3  # so many choices of sizes are spelled out


def scope_text(scope: dict[str, Any]) -> str:
    """The scope in one line: `sizes: m = 1..3, n = 2; region: ...`."""

    def words(item: Any) -> str:
        if isinstance(item, dict):
            return ", ".join(f"{key} = {words(inner)}" for key, inner in item.items())
        if isinstance(item, list):
            return ", ".join(map(words, item))
        if item is None or isinstance(item, bool):
            return {True: "yes", False: "no", None: "none"}[item]
        return str(item)

    parts: list[str] = []
    for key, item in scope.items():
        if key == "sizes" and isinstance(item, list) and all(map(_counted, item)):
            parts.append(_choices([choice for choice in item if choice]))
        elif key == "note":
            counted = "sizes" in scope and re.fullmatch(r"\d+ choices of sizes", str(item))
            parts.append("" if counted else words(item))
        elif item not in ({}, []):
            parts.append(f"{key}: {words(item)}")
    return "; ".join(filter(None, parts))


def _counted(choice: Any) -> bool:
    return isinstance(choice, dict) and all(isinstance(size, int) for size in choice.values())


def _choices(choices: list[dict[str, Any]]) -> str:
    """How many choices of sizes there were: the few spelled out, of many the largest of each size."""
    if not choices:
        return ""

    def words(sizes: dict[str, Any]) -> str:
        return ", ".join(f"{name} = {size}" for name, size in sizes.items())

    count = plural(len(choices), "choice of sizes", "choices of sizes")
    if len(choices) <= CHOICES:
        return f"{count}: {'; '.join(map(words, choices))}"
    names = dict.fromkeys(name for choice in choices for name in choice)
    return f"{count} up to {words({name: max(choice.get(name, 0) for choice in choices) for name in names})}"


def _verdict(entry: Entry, results: Results) -> Markup:
    """The verdict, what it covers and what it rests on."""
    reason = f" {entry['reason']}" if entry.get("reason") else None
    if entry["kind"] == "statement":
        rows: list[Child] = [el("p", el("b", "Verdict: "), badge(entry["verdict"]), reason)]
    else:  # the two verdicts of a step stand in its heading
        rows = [el("p", el("b", "Why: "), reason)] if reason else []
    for which, expected, _ in unexpected(entry):
        rows.append(
            el("p", el("b", "Surprise: "), f"{which} " if which else None, f"expected {expected}.", class_="warn")
        )
    lines: list[Child] = []
    if entry["scope"]:
        lines.append(flat(el("b", "Scope: "), scope_text(entry["scope"]), "."))
    where = entry["vacuous_where"]
    if where:
        lines.append(flat(el("b", "Says nothing: "), says_nothing(where), "."))
    if entry.get("witness"):
        values = ", ".join(f"{name} = {value}" for name, value in entry["witness"].items())
        lines.append(flat(el("b", "Proved with: "), prose(values), "."))
    if entry.get("cites"):
        cited = [reference(name, results) for name in entry["cites"]]
        lines.append(flat(el("b", "Cites: "), _commas(cited), "."))
    if entry["uses"]:
        lines.append(flat(el("b", "Uses: "), _commas([_use(use, results) for use in entry["uses"]]), "."))
    weakest = entry["weakest_used"]
    if weakest:
        warning = " It is weaker than the verdict above." if weaker(entry["verdict"], weakest) else None
        lines.append(flat(el("b", "Weakest of what it uses: "), badge(weakest), ".", warning))
    if entry["trusts"]:
        lines.append(flat(el("b", "Trusts: "), "; ".join(entry["trusts"]), "."))
    return el("div", rows, listing(lines), class_="verdict")


def _commas(items: list[Markup]) -> Markup:
    return flat(*(flat(", " if index else None, item) for index, item in enumerate(items)))


def reference(name: str | int, results: Results) -> Markup:
    """A link when the name is an id of these results."""
    text = str(name)
    return link(text) if text in results.by_id else flat(text)


def _use(use: str | dict[str, Any], results: Results) -> Markup:
    if isinstance(use, str):
        return reference(use, results)
    with_ = ", ".join(f"{key} := {item}" for key, item in use.get("substitution", {}).items())
    return flat(reference(use["id"], results), f" with {with_}" if with_ else None)


def _constants(entry: Entry) -> Markup:
    if not entry["constants"]:
        return Markup("")
    named = listing([formula(item) for item in entry.get("named", [])], class_="formulas")
    return (
        flat(el("p", "Where the constants stand:"), named, constants(entry["constants"]))
        if named
        else constants(entry["constants"])
    )


def _slack(entry: Entry) -> Markup:
    slack = entry["slack"]
    if not slack:
        return Markup("")
    attained = el("p", tight_mark(), ": equality is attained.") if slack["attained"] else None
    plot = slack_plot(slack, anchor(entry["id"]))
    return flat(attained, plot if plot else el("p", prose(slack["summary"])))


def _proof(entry: Entry, results: Results) -> Markup:
    """Lines with rule, premises and the fact each rests on."""
    proof = entry["proof"]
    if not proof:
        return Markup("")
    rows: list[list[Child]] = []
    for index, row in enumerate(proof, 1):
        fact = row.get("fact")
        rests: list[Child] = [row["rule"]]
        if fact:
            rests += [": ", el("b", fact["name"]), f" ({fact['reference']})" if fact.get("reference") else None]
            rests += [el("br"), fact["statement"]] if fact.get("statement") else []
        if row.get("note"):
            rests += [el("br"), row["note"]]
        premises = _commas([reference(name, results) for name in row["premises"]])
        rows.append([row.get("label", index), formula(row), flat(*rests), premises or "—"])
    shown = table(plural(len(proof), "line"), ["line", "what holds", "by", "from"], rows, class_="proof")
    return details("The proof, line by line", shown, open_=len(proof) <= OPEN_LINES)


def _steps(steps: list[Entry], results: Results, level: int) -> Markup:
    """The printed proof in order, each step with its two verdicts."""
    kinds = (results.errata, results.gaps, results.refuted_readings)
    false, gaps, misread = (sum(step in found for step in steps) for found in kinds)
    counted = f"{plural(len(steps), 'step')}: {false} false, {plural(gaps, 'gap')}"
    counted += f", {misread} false as read here, which is not what is meant." if misread else "."
    return flat(
        el("p", counted), listing((_step(step, results, level) for step in steps), ordered=True, class_="steps")
    )


def _step(step: Entry, results: Results, level: int) -> Markup:
    mended = [entry for entry in results.mended if entry["of"] == step["id"]]
    return el(
        "article",
        _line_head(step, line(step)),
        formula(claim(step), block=True),
        _findings_of_step(step),
        [_mended(entry, results, level) for entry in mended],
        _more(step, results, level, bool(mended)),
        id=anchor(step["id"]),
        aria_labelledby=f"{anchor(step['id'])}-h",
        class_=f"step {step['verdict']}",
    )


def _line_head(entry: Entry, title: str) -> Markup:
    return el("p", el("b", title), " ", badges(entry), id=f"{anchor(entry['id'])}-h", class_="step-head")


def _mended(entry: Entry, results: Results, level: int) -> Markup:
    """The corrected line, under the step that it replaces."""
    return el(
        "article",
        _line_head(entry, "Corrected"),
        formula(claim(entry), block=True),
        _more(entry, results, level, False),
        id=anchor(entry["id"]),
        aria_labelledby=f"{anchor(entry['id'])}-h",
        class_="mended",
    )


def _more(entry: Entry, results: Results, level: int, mended: bool) -> Markup:
    return details(
        flat("More on ", el("code", entry["id"])),
        _setting(entry),
        _doc(entry),
        _verdict(entry, results),
        _blocks(entry, results, level, mended),
        _files(entry),
    )


def _findings_of_step(step: Entry) -> Markup:
    gap = step.get("follows_counterexample")
    return flat(
        details("Counterexample", point(step["counterexample"])) if step["counterexample"] else None,
        details("Why it does not follow: the cited lines are true here and the step is false", point(gap))
        if gap
        else None,
    )


def _files(entry: Entry) -> Markup:
    """Evidence, files, and the two commands: reproduce, check."""
    rows: list[list[Child]] = []
    for item in entry["evidence"]:
        accepted = {True: "✓ accepted", False: "✗ rejected", None: "—"}[item.get("accepted")]
        seed = "—" if item["seed"] is None else str(item["seed"])
        rows.append(
            [
                item["kind"],
                item["method"],
                scope_text(item["scope"]) or "—",
                accepted,
                seed,
                el("code", item["digest"][:12]),
            ]
        )
    head: list[Child] = ["kind", "method", "scope", "checker", "seed", "digest"]
    shown = table("Evidence", head, rows) if rows else None
    files = [f"{key}: {entry[key]}" for key in ("problem", "certificate") if entry.get(key)]
    return details(
        "Evidence, files, commands",
        shown,
        el("p", "Reproduce: ", el("code", entry["reproduce"]), class_="command"),
        check(entry.get("problem"), entry.get("certificate")),
        el("p", "; ".join(files)) if files else None,
        el("p", "Digest of the statement: ", el("code", entry["digest"]), class_="digest"),
    )
