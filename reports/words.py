"""The words and signs of the verdicts: a letter and a symbol stand beside every colour."""

from __future__ import annotations

from dataclasses import dataclass

from reports.html import Markup, el


@dataclass(frozen=True)
class Sign:
    letter: str
    symbol: str
    shape: str  # of the node in the graph
    meaning: str


# From weakest to strongest, the order in which the weakest of what a statement uses is taken.
VERDICTS: dict[str, Sign] = {
    "refuted": Sign("R", "✗", "octagon", "an exact counterexample, accepted by the independent checker"),
    "vacuous": Sign("V", "∅", "ellipse", "the hypotheses contradict each other, or the claim says nothing anywhere"),
    "inconclusive": Sign(
        "I", "?", "diamond", "nothing was settled: a timeout, an empty sample, a tool that is missing"
    ),
    "supported": Sign("S", "◐", "stadium", "a search that had admissible points found no counterexample; not a proof"),
    "certified": Sign("C", "■", "hexagon", "rigorous enclosures cover the whole domain that the statement declares"),
    "assumed": Sign("A", "◇", "parallelogram", "a cited theorem from outside, taken on trust"),
    "proved": Sign("P", "✓", "rectangle", "a proof that covers the whole declared domain, every size included"),
}
ORDER = list(VERDICTS)
SOUND = frozenset({"proved", "certified", "assumed"})
RELATIONS = {
    "<=": "≤",
    "<": "<",
    "==": "=",
    ">=": "≥",
    ">": ">",
    "loewner": "⪯",
    "subset": "⊆",
    "seteq": "=",
}
NEGATED = {
    "<=": ">",
    "<": "≥",
    "==": "≠",
    ">=": "<",
    ">": "≤",
    "loewner": "⋠",
    "subset": "⊈",
    "seteq": "≠",
}


def weaker(one: str, other: str | None) -> bool:
    """Whether `other` is weaker than `one`."""
    return other is not None and ORDER.index(other) < ORDER.index(one)


def badge(verdict: str | None, prefix: str = "") -> Markup:
    """The verdict as symbol and word."""
    if verdict is None:
        return el("span", "—", class_="none")
    sign = VERDICTS[verdict]
    symbol = el("span", sign.symbol, class_="symbol", aria_hidden="true")
    return el("span", symbol, " ", f"{prefix}{verdict}", class_=f"badge {verdict}")


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"
