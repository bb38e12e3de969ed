"""What the audit found, first: errata, gaps, vacuous parts, surprises."""

from __future__ import annotations

from reports.entry import badges, claim, reference
from reports.formulas import formula
from reports.html import Child, Markup, el, flat, link
from reports.model import Entry, Results, is_reading, label, place, unexpected
from reports.points import point
from reports.vacuous import says_nothing
from reports.words import badge, plural


def findings(results: Results) -> Markup:
    parts = [
        _group("Errata", "Printed lines that are false.", [_erratum(entry, results) for entry in results.errata]),
        _group(
            "Refuted",
            "Claims that are false, each with an exact counterexample.",
            [_refuted(entry) for entry in results.refuted],
        ),
        _group(
            "Gaps",
            "Steps of a printed proof that hold, but do not follow from the lines that they cite.",
            [_gap(entry, results) for entry in results.gaps],
        ),
        _group(
            "Vacuous parts",
            "Claims that say nothing, everywhere or on a part of their domain.",
            [_vacuous(entry) for entry in results.vacuous],
        ),
        _group(
            "Readings that fail",
            "Other readings of a printed line, which is not to blame for them, or wider hypotheses, that are false.",
            [_erratum(entry, results) for entry in results.refuted_readings],
        ),
        _group(
            "Surprises",
            "The verdict is not the one that was expected.",
            [_surprise(entry) for entry in results.surprises],
        ),
        _group(
            "Resting on something weaker",
            "Better verdicts that depend on a weaker one.",
            [_hanging(entry, results) for entry in results.hanging],
        ),
    ]
    found = flat(*parts)
    return found or el("p", "Nothing: every printed line stands, and every verdict is the expected one.")


def _group(title: str, meaning: str, items: list[Markup]) -> Markup:
    if not items:
        return Markup("")
    return el("section", el("h3", f"{title} ({len(items)})"), el("p", meaning), *items)


def _card(entry: Entry, *content: Child) -> Markup:
    head = el("h4", link(entry["id"], label(entry)), " ", badges(entry))
    where = f"{place(entry)} · " if place(entry) != label(entry) else None
    meta = el("p", where, el("code", entry["id"]), class_="meta")
    return el("article", head, meta, *content, class_=f"finding {entry['verdict']}")


def _erratum(entry: Entry, results: Results) -> Markup:
    """The false line, its counterexample, and the corrected statement next to it."""
    printed = not is_reading(entry)
    wrong: list[Child] = [
        el("h5", "As printed" if printed else "As read here"),
        formula(claim(entry), block=True),
        _supposing(entry),
    ]
    if entry["counterexample"]:
        wrong += [el("h5", "Counterexample"), point(entry["counterexample"])]
    right = _corrected(entry, results)
    if printed and not right:
        wrong.append(el("p", "No correction is given yet."))
    doc = el("p", entry["doc"].split("\n\n")[0]) if entry["doc"] else None
    return _card(entry, doc, el("div", el("div", wrong), el("div", right) if right else None, class_="sides-by-side"))


def _refuted(entry: Entry) -> Markup:
    """A false claim that no paper prints: the counterexample alone."""
    found = [el("h5", "Counterexample"), point(entry["counterexample"])] if entry["counterexample"] else None
    return _card(entry, formula(claim(entry), block=True), _supposing(entry), found)


def _corrected(entry: Entry, results: Results) -> list[Child]:
    """The corrected statement, if there is one."""
    corrected = results.by_id.get(entry["errata"] or "")
    if corrected is None:
        return []
    return [
        el("h5", "Corrected"),
        el("p", link(corrected["id"], label(corrected)), " ", badge(corrected["verdict"])),
        formula(claim(corrected), block=True),
        _supposing(corrected),
        el("p", corrected["doc"].split("\n\n")[0]) if corrected["doc"] else None,
    ]


def _gap(entry: Entry, results: Results) -> Markup:
    gap = entry.get("follows_counterexample")
    shown = [el("p", "Here the cited lines are true and the step is false:"), point(gap)] if gap else None
    return _card(entry, formula(claim(entry), block=True), _cites(entry, results), shown, _corrected(entry, results))


def _cites(entry: Entry, results: Results) -> Markup | None:
    if not entry.get("cites"):
        return None
    return el(
        "p",
        "It cites ",
        *(flat(", " if i else None, reference(name, results)) for i, name in enumerate(entry["cites"])),
        ".",
    )


def _supposing(entry: Entry) -> Markup | None:
    """The hypotheses in one line."""
    if not entry["hypotheses"]:
        return None
    items = [flat("; " if index else None, formula(item)) for index, item in enumerate(entry["hypotheses"])]
    return el("p", "supposing ", items, class_="supposing")


def _vacuous(entry: Entry) -> Markup:
    shown = el("p", f"Says nothing: {says_nothing(entry['vacuous_where'])}.")
    return _card(entry, formula(claim(entry), block=True), shown)


def _surprise(entry: Entry) -> Markup:
    reason = f" {entry['reason']}" if entry.get("reason") else None
    said = [
        el("p", f"{which}: " if which else None, "expected ", badge(expected), ", found ", badge(found), ".", reason)
        for which, expected, found in unexpected(entry)
    ]
    return _card(entry, *said)


def _hanging(entry: Entry, results: Results) -> Markup:
    names = [name for name in results.uses(entry) if name in results.by_id]
    weak = [name for name in names if results.by_id[name]["verdict"] == entry["weakest_used"]]
    through = flat(" It uses ", *(flat(", " if i else None, link(name)) for i, name in enumerate(weak)), ".")
    return _card(
        entry, el("p", "The weakest of what it uses is ", badge(entry["weakest_used"]), ".", through if weak else None)
    )


def summary(results: Results) -> Markup:
    """One sentence for the top of the page."""
    counts = [
        plural(len(results.errata), "erratum", "errata"),
        *([f"{len(results.refuted)} refuted"] if results.refuted else []),
        plural(len(results.gaps), "gap"),
        plural(len(results.vacuous), "vacuous part"),
        plural(len(results.surprises), "surprise"),
    ]
    total = f"{plural(len(results.statements), 'statement')} and {plural(len(results.steps), 'step')} audited: "
    return el("p", total, el("b", ", ".join(counts)), ".", class_="summary")
