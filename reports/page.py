"""The page: header, findings, graph, table, sections, footer."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from reports import graph
from reports.entry import proof_section, reference, scope_text, section, tight_mark
from reports.findings import findings, summary
from reports.formulas import decimal, exact, minus, prose
from reports.html import Child, Markup, details, el, flat, link, listing, table
from reports.model import Entry, Proof, Results, is_tight, label, place
from reports.points import closed, short
from reports.words import VERDICTS, badge

ROUNDING = 1e-7  # a smaller relative slack cannot be told from zero
PLAIN = 8  # letters up to which the end of a bracket is shown as the fraction that it is
PARTS = {
    "read": "How to read",
    "counts": "Counts",
    "findings": "Findings",
    "graph": "What rests on what",
    "table": "Table",
    "statements": "Statements",
}


def title(results: Results) -> str:
    papers = "; ".join(paper["title"] for _, paper in results.papers())
    return results.data.get("title") or (f"Proof audit: {papers}" if papers else "Proof audit")


def body(results: Results) -> Markup:
    """Everything inside <body>."""
    content = [
        _part("read", _how_to_read()),
        _part("counts", _counts(results)),
        _part("findings", findings(results)),
        _part("graph", _graph(results)),
        _part("table", _table(results)),
        _part(
            "statements",
            [
                proof_section(item, results) if isinstance(item, Proof) else section(item, results)
                for item in results.sections
            ],
        ),
    ]
    return flat(
        el("a", "Skip to the findings", href="#findings", class_="skip"),
        el("header", el("h1", title(results)), _papers(results), summary(results), _contents(results)),
        el("main", content),
        _footer(results),
    )


def _part(key: str, *content: Child) -> Markup:
    return el("section", el("h2", PARTS[key], id=f"{key}-h"), *content, id=key, aria_labelledby=f"{key}-h")


def _papers(results: Results) -> Markup:
    rows: list[Child] = []
    for name, paper in results.papers():
        by = ", ".join(str(paper[key]) for key in ("authors", "year") if paper.get(key))
        note = f" {paper['note']}" if paper.get("note") else None
        rows.append(flat(el("cite", paper["title"]), f" ({by})" if by else None, " ", el("code", name), note))
    return listing(rows, class_="papers")


def _contents(results: Results) -> Markup:
    parts = listing(el("a", name, href=f"#{key}") for key, name in PARTS.items())
    entries = listing(
        link(item.key, item.title) if isinstance(item, Proof) else link(item["id"], label(item))
        for item in results.sections
    )
    return el("nav", parts, details("Every statement", entries), aria_label="Contents")


def _how_to_read() -> Markup:
    rows: list[list[Child]] = [
        [badge(verdict), sign.letter, flat(sign.meaning[0].upper(), sign.meaning[1:], ".")]
        for verdict, sign in reversed(VERDICTS.items())
    ]
    return flat(
        el(
            "p",
            "Each printed claim, and each step of its printed proof, was written down once and then attacked, "
            "proved or measured. A verdict is computed from evidence, never typed in. A proof or counterexample counts "
            "only when the independent checker has accepted it; where it cannot replay one, what is trusted is named.",
        ),
        el(
            "p",
            "A step has two verdicts. ",
            el("b", "holds"),
            ": is the line true under the hypotheses of the statement? ",
            el("b", "follows"),
            ": does it follow from exactly the lines that it cites? A line that holds and does not follow is a gap.",
        ),
        el(
            "p",
            "Slack is right-hand side minus left-hand side. ",
            tight_mark(),
            " marks a bound that is attained, or a printed constant that is the best one. Equality counts only where "
            "it says something of the bound: not at T = 0 where both sides agree whatever the rest is, nor where both "
            "vanish. The hypotheses of a statement are called h1, h2 and so on.",
        ),
        details(
            "What the verdicts mean",
            table("Verdicts, from strongest to weakest", ["verdict", "letter", "meaning"], rows),
        ),
    )


def _counts(results: Results) -> Markup:
    columns = [
        [entry["verdict"] for entry in results.statements],
        [entry["holds"] for entry in results.steps],
        [entry["follows"] for entry in results.steps],
        [entry["verdict"] for entry in results.mended],
    ]
    head: list[Child] = ["", "statements", "steps: holds", "steps: follows", "corrected steps"]
    if not results.mended:
        columns, head = columns[:-1], head[:-1]
    counts = [Counter(column) for column in columns]
    rows: list[list[Child]] = [
        [badge(verdict), *(count[verdict] or "·" for count in counts)]
        for verdict in reversed(VERDICTS)
        if any(count[verdict] for count in counts)
    ]
    rows.append([el("b", "all"), *(len(column) for column in columns)])
    shown = table("Verdicts of statements and of steps", head, rows, "counts")
    return flat(shown, _tight(results.tight))


FEW = 12  # tight entries that are told at once; more are folded away


def _tight(entries: list[Entry]) -> Markup | None:
    if not entries:
        return None
    if len(entries) <= FEW:
        return el("p", tight_mark(), ": ", *_links(entries), ".")
    return details(flat(tight_mark(), f": {len(entries)} bounds"), el("p", *_links(entries), "."))


def _links(entries: list[Entry]) -> list[Markup]:
    return [flat(", " if index else None, link(entry["id"], label(entry))) for index, entry in enumerate(entries)]


def _named(names: list[str], results: Results) -> list[Markup]:
    """Ids, with links to those that have a section."""
    return [flat(", " if index else None, reference(name, results)) for index, name in enumerate(names)]


def _graph(results: Results) -> Markup:
    """Statements as nodes, by what their own proofs use: a printed step rests on what its own section names."""
    shown = {entry["id"] for entry in results.statements}
    nodes, elsewhere = [], dict[str, list[str]]()
    for entry in results.statements:
        names = [name for name in results.uses(entry) if name != entry["id"]]
        uses = [name for name in names if name in shown]
        elsewhere[entry["id"]] = [name for name in names if name not in shown]
        nodes.append(graph.Node(entry["id"], place(entry), label(entry), entry["verdict"], entry["weakest_used"], uses))
    if not any(node.uses or elsewhere[node.key] for node in nodes):
        return el("p", "No statement here uses another one, so there is nothing to draw.")
    used_by: dict[str, list[str]] = {}
    for node in nodes:
        for name in node.uses:
            used_by.setdefault(name, []).append(node.key)
    lines: list[Child] = []
    for node in nodes:
        entry = results.by_id[node.key]
        text: list[Child] = [
            link(node.key, node.text),
            f" ({node.place}): " if node.place != node.text else ": ",
            badge(node.verdict),
        ]
        for title_, names in (("uses", node.uses), ("is used by", used_by.get(node.key, []))):
            if names:
                text += [f"; {title_} ", *_links([results.by_id[name] for name in names])]
        if elsewhere[node.key]:
            text += ["; uses, not drawn: ", *_named(elsewhere[node.key], results)]
        lines.append(flat(text, f"; weakest used: {entry['weakest_used']}" if entry["weakest_used"] else None, "."))
    return flat(
        el(
            "p",
            "An arrow runs from a statement to one that uses it. The status is computed: the node's own verdict, and "
            "in the corner the weakest verdict among all that it rests on, when that is weaker. Only what the proof of "
            "the statement itself uses is drawn; each step of a printed proof names its own.",
        ),
        el("div", graph.svg(nodes), class_="scroll drawing", tabindex=0, role="region", aria_label="Dependency graph"),
        graph.legend(),
        details("The graph as text", listing(lines)),
    )


def _table(results: Results) -> Markup:
    rows: list[list[Child]] = []
    for entry in results.statements:
        printed = [flat(c["name"], " = ", short(c["printed"])) for c in entry["constants"] if c["printed"] is not None]
        best = [_bracket(c) for c in entry["constants"]]
        rows.append(
            [
                link(entry["id"], label(entry)),
                flat(badge(entry["verdict"]), " ", tight_mark() if is_tight(entry) else None),
                place(entry),
                scope_text(entry["scope"]) or "—",
                _lines(printed),
                _lines(best),
                _slack(entry),
                _seconds(results.seconds(entry)),
            ]
        )
    head: list[Child] = ["statement", "verdict", "place", "scope", "printed constant", "best constant", "slack", "time"]
    return flat(table("Every statement", head, rows, "statements"), _step_table(results))


def _step_table(results: Results) -> Markup:
    rows: list[list[Child]] = [
        [link(step["id"]), place(step), badge(step["holds"]), badge(step["follows"]), _seconds(results.seconds(step))]
        for step in results.steps
    ]
    rows += [
        [
            link(entry["id"]),
            f"{place(entry)}, corrected",
            badge(entry["verdict"]),
            "—",
            _seconds(results.seconds(entry)),
        ]
        for entry in results.mended
    ]
    if not rows:
        return Markup("")
    return details("Every step", table("Every step", ["step", "place", "holds", "follows", "time"], rows, "statements"))


def _lines(items: list[Markup]) -> Markup:
    return flat(*(flat(el("br") if index else None, item) for index, item in enumerate(items))) or Markup("—")


def _bracket(constant: dict[str, str]) -> Markup:
    name = flat(constant["name"], " ")
    if constant["sharp"]:
        value = (
            closed(constant["closed_form"])
            if constant["closed_form"]
            else short(constant["upper"] or constant["lower"])
        )
        return flat(name, "= ", value, " (sharp)")
    lower, upper = constant["lower"], constant["upper"]
    known = flat(
        flat("in [", _end(lower, up=False), ", ", _end(upper, up=True), "]")
        if lower and upper
        else flat("≥ ", _end(lower, up=False))
        if lower
        else flat("≤ ", _end(upper, up=True))
        if upper
        else "— no bracket"
    )
    guess = flat(", = ", closed(constant["closed_form"]), "?") if constant["closed_form"] else None
    return flat(name, known, guess)


def _end(end: str, up: bool) -> Markup:
    """One end of a bracket in few digits: a long number is rounded outwards, and the section has it exactly."""
    number = exact(end)
    if number is None or len(end) <= PLAIN:
        return short(end)
    for digits in (6, 9, 12):  # enough of them to tell the end from the round number beside it
        text = decimal(number, digits, up)
        if abs(Fraction(text) - number) <= abs(number - round(number)) or digits == 12:
            break
    return el("span", minus(text), class_="number")


def _slack(entry: Entry) -> Markup:
    slack = entry["slack"]
    if not slack:
        return Markup("—")
    if slack["attained"]:
        return flat("0, attained")
    if slack.get("only_at"):
        return flat("0, only ", prose(slack["only_at"]))
    if slack.get("low") is not None:
        return flat("≥ ", short(slack["low"]), " seen")
    least = _least(entry)
    if least is None:
        return Markup("—")
    if abs(least) < ROUNDING:
        return flat("0, up to rounding")
    return flat("≥ " if least > 0 else None, minus(f"{least:.2g}"), " seen, relative")


def _least(entry: Entry) -> float | None:
    """The smallest relative slack that a search for this claim met, or that is drawn."""
    for item in entry["evidence"]:
        least = item.get("detail", {}).get("least_relative_slack") if item["kind"] == "search" else None
        if isinstance(least, (int, float)):
            return float(least)
    slack = entry["slack"]
    drawn = slack.get("points", []) if slack.get("y") == "relative slack" else []
    return min((float(y) for _, y in drawn), default=None)


def _seconds(seconds: float | None) -> str:
    return "—" if seconds is None else f"{seconds:.1f} s" if seconds >= 0.1 else f"{seconds * 1000:.0f} ms"


def _footer(results: Results) -> Markup:
    data = results.data
    times = data["times"]
    clock = ", ".join(f"{key} {times[key]}" for key in ("started", "finished", "machine") if times.get(key))
    rows: list[Child] = [
        el("dt", "versions"),
        el("dd", ", ".join(f"{name} {version}" for name, version in data["versions"].items())),
        el("dt", "seed"),
        el("dd", str(data["seed"])),
        el("dt", "budget"),
        el("dd", data["budget"]),
        el("dt", "digest of the results, times left out"),
        el("dd", el("code", results.digest)),
        el("dt", "time"),
        el("dd", f"{times['total']:.1f} s", f" ({clock})" if clock else None),
        el("dt", "format"),
        el("dd", data["format"]),
    ]
    font = "Formulas are set in a subset of Latin Modern Math (GUST Font License)."
    return el("footer", el("h2", "About this audit"), el("dl", rows, class_="sides"), el("p", font))
