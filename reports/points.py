"""Exact points (counterexamples, extremal instances) in a form that can be checked on paper."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from reports.formulas import DIGITS, decimal, enclosure, equation, exact, formula, minus
from reports.html import Child, Markup, details, el, flat, link, listing
from reports.words import NEGATED, RELATIONS


def point(data: dict[str, Any]) -> Markup:
    """Sizes, values, both sides of the claim, what is violated, and the command that re-checks it."""
    parts: list[Child] = []
    if data["sizes"]:
        sizes = [equation(symbol, str(size)) for symbol, size in data["sizes"].items()]
        parts.append(el("p", "Sizes: ", _joined(sizes), class_="sizes"))
    if data.get("t") is not None:
        parts.append(el("p", f"At iteration t = {data['t']}."))
    values = [el("li", equation(symbol, content)) for symbol, content in data["values"].items()]
    values += [el("li", formula(item)) for item in data.get("family", ())]
    parts.append(el("ul", *values, class_="values") if values else None)
    parts.append(_sides(data))
    if data.get("note"):
        parts.append(el("p", data["note"]))
    long_ones = [symbol for symbol, content in data["values"].items() if _longest(content) > DIGITS]
    if long_ones:
        parts.append(el("p", f"Cut in the middle above: {', '.join(long_ones)}; the certificate has every digit."))
    parts.append(check(data.get("problem"), data.get("certificate")))
    return el("div", parts, class_="point")


def _joined(items: list[Markup]) -> Markup:
    return flat(*(flat(", " if index else None, item) for index, item in enumerate(items)))


def _longest(content: Any) -> int:
    if isinstance(content, str):
        return max(map(len, content.lstrip("-").split("/")))
    inner = content["terms"] if isinstance(content, dict) else [entry for row in content for entry in row]
    return max(map(_longest, inner), default=0)


def _sides(data: dict[str, Any]) -> Markup:
    """Left-hand side, right-hand side and the relation between them as it is at the point."""
    violated = data.get("violated")
    shown = flat(el("p", "What fails:"), formula(violated, block=True)) if violated else None
    relation = data.get("relation")
    if relation == "undefined":
        return flat(el("p", "At this point the claim is not defined."), shown)
    lhs, rhs = data.get("lhs"), data.get("rhs")
    if not lhs or not rhs:
        return flat(el("p", "The claim is false at this point.") if relation in RELATIONS else None, shown)
    rows: list[Child] = [
        el("dt", "left-hand side"),
        el("dd", enclosure(lhs)),
        el("dt", "right-hand side"),
        el("dd", enclosure(rhs)),
    ]
    known = [end for end in map(exact, (*lhs, *rhs)) if end is not None]
    broken = None
    if len(known) == 4:  # an infinite end says nothing
        rows += [
            el("dt", "slack (rhs − lhs)"),
            el("dd", enclosure([str(known[2] - known[1]), str(known[3] - known[0])])),
        ]
        if relation and _separated(relation, known):
            broken = el("p", f"So lhs {NEGATED[relation]} rhs, where the claim says lhs {RELATIONS[relation]} rhs.")
    return flat(shown, el("dl", rows, class_="sides"), broken)


def _separated(relation: str, ends: list[Fraction]) -> bool:
    """Whether the enclosures show that the relation fails; anything less is not said."""
    lhs_low, lhs_high, rhs_low, rhs_high = ends
    above, below = lhs_low > rhs_high, lhs_high < rhs_low
    return {
        "<=": above,
        "<": lhs_low >= rhs_high,
        "==": above or below,
        ">=": below,
        ">": lhs_high <= rhs_low,
    }.get(relation, False)


def check(problem: str | None, certificate: str | None) -> Markup | None:
    """The command by which anyone can re-check the certificate."""
    if not problem or not certificate:
        return None
    command = el("p", el("code", f"proofgauge check {problem} {certificate}"), class_="command")
    return details("Check it yourself", el("p", "Run this in the folder of this report:"), command)


def short(end: str | None) -> Markup:
    """One end of a bracket: exact when it is short, and a decimal beside it."""
    number = exact(end)
    if end is None:
        return el("span", "none", class_="none")
    if number is None:
        return flat({"inf": "∞", "-inf": "−∞"}.get(end) or closed(end))
    approximate = decimal(number)
    if Fraction(approximate) == number:
        return flat(minus(approximate))
    shown = f"{end} ≈ {approximate}" if len(end) <= 24 else f"≈ {approximate}"
    return el("span", minus(shown), class_="number")


def closed(form: str) -> Markup:
    """A closed form as it is read: `(1 + √5)/2`."""
    return flat(minus(re.sub(r"sqrt\((\w+)\)", r"√\1", form).replace("*", "·")))


def constants(entries: list[dict[str, Any]]) -> Markup:
    """The bracket of every named constant, with its extremal instance."""
    out: list[Child] = []
    for constant in entries:
        ends = {"lower": short(constant["lower"]), "upper": short(constant["upper"])}
        refuted = constant["refuted_end"]
        by = constant.get("proved_by")
        proved = flat("proved, by ", link(by)) if by else flat("proved")
        status = {end: "refuted just here, by an exact witness" if end == refuted else proved for end in ends}
        rows: list[Child] = [el("dt", "printed"), el("dd", short(constant["printed"]))]
        for end, shown in ends.items():
            if constant[end] is not None:
                rows += [el("dt", f"{end} end"), el("dd", shown, flat(" (", status[end], ")") if refuted else None)]
        if constant["closed_form"]:
            rows += [el("dt", "closed form"), el("dd", closed(constant["closed_form"]))]
        sharp = el("span", el("span", "⊜", class_="symbol", aria_hidden="true"), " sharp", class_="tight")
        note = [el("p", constant[key]) for key in ("family", "note") if constant.get(key)]
        witness = constant["witness"]
        shown = details("The extremal instance", point(witness)) if witness else None
        head = el("p", el("b", "Constant ", el("code", constant["name"])), " ", sharp if constant["sharp"] else None)
        out.append(el("div", head, el("dl", rows, class_="sides"), note, shown, class_="constant"))
    return flat(*out)


# Notes that only repeat the answer they stand beside.
SAID = frozenset({"the claim is proved without it", "without it the claim fails at the point shown"})


def superfluous(drops: list[dict[str, Any]], hypotheses: list[dict[str, Any]]) -> Markup:
    """What happens to the claim when one hypothesis is dropped."""
    items: list[Child] = []
    for drop in drops:
        index = drop["hypothesis"]
        which = flat(el("b", f"h{index + 1}"), " ", formula(hypotheses[index]) if index < len(hypotheses) else None)
        note = f" {drop['note']}" if drop.get("note") and drop["note"] not in SAID else None
        if drop["needed"]:
            shown = (
                details("Without it this is a counterexample", point(drop["counterexample"]))
                if drop["counterexample"]
                else None
            )
            items.append(flat(which, ": needed.", note, shown))
        elif drop["needed"] is False:
            items.append(flat(which, ": not needed: proved without it.", note))
        else:
            told = (drop.get("note") or "neither a counterexample nor a proof without it was found").rstrip(".")
            items.append(flat(which, ": open: ", told.removeprefix("open: "), "."))
    return listing(items)
