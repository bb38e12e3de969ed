"""What the page needs to know about results.json: order, parents, findings, counts, the digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.words import SOUND, weaker

Entry = dict[str, Any]
FORMAT = "proofgauge results 1"


class ReportError(Exception):
    """The report could not be made; the message says why and names the file or folder."""


@dataclass
class Proof:
    """The steps of one printed proof; `owner` is the statement that it proves, when there is just one."""

    key: str
    title: str
    owner: str | None
    steps: list[Entry]


class Results:
    """The results of one audit, with the questions that the page asks of them."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Raises ReportError when `data` is not the results of an audit."""
        if data.get("format") != FORMAT:
            raise ReportError(f"not the results of an audit: format is {data.get('format')!r}, expected {FORMAT!r}")
        missing = [key for key in ("versions", "seed", "budget", "times", "statements") if key not in data]
        if missing:
            raise ReportError(f"results lack {', '.join(missing)}")
        self.data = data
        self.entries: list[Entry] = data["statements"]
        self.by_id: dict[str, Entry] = {entry["id"]: entry for entry in self.entries}
        if len(self.by_id) != len(self.entries):
            twice = [key for key, count in Counter(entry["id"] for entry in self.entries).items() if count > 1]
            raise ReportError(f"results name {twice[0]} twice")

    @cached_property
    def statements(self) -> list[Entry]:
        """Statements in their own right: corrected steps are not among them."""
        return [entry for entry in self.entries if entry["kind"] == "statement" and not self._mends(entry)]

    @cached_property
    def steps(self) -> list[Entry]:
        return [entry for entry in self.entries if entry["kind"] == "step"]

    @cached_property
    def mended(self) -> list[Entry]:
        """Corrected steps, shown beside the step that each replaces."""
        return [entry for entry in self.entries if self._mends(entry)]

    def _mends(self, entry: Entry) -> bool:
        return entry["kind"] == "statement" and entry.get("of") in self.by_id

    @cached_property
    def proofs(self) -> list[Proof]:
        """Printed proofs in the order of the results."""
        found: dict[str, Proof] = {}
        for step in self.steps:
            stem, at, reading = step["id"].partition("@")
            key = re.sub(r"\.s\d+$", "", stem) + at + reading
            owner = step.get("of") or next(filter(self.by_id.__contains__, (key, key.removesuffix(".proof"))), None)
            if owner not in self.by_id or self.by_id[owner]["kind"] == "step":
                owner = None
            cite = step["cite"]
            title = cite["label"] if isinstance(cite, dict) else f"Proof: {key}"
            found.setdefault(owner or key, Proof(owner or key, title, owner, [])).steps.append(step)
        return list(found.values())

    @cached_property
    def steps_of(self) -> dict[str, list[Entry]]:
        """The steps of the printed proof, by the id of the statement."""
        return {proof.owner: proof.steps for proof in self.proofs if proof.owner}

    @cached_property
    def sections(self) -> list[Entry | Proof]:
        """What has a section of its own, in order: statements, and proofs that belong to no single one."""
        alone = {proof.steps[0]["id"]: proof for proof in self.proofs if proof.owner is None}
        own = {entry["id"] for entry in self.statements}
        return [alone.get(entry["id"]) or entry for entry in self.entries if entry["id"] in own | alone.keys()]

    def uses(self, entry: Entry) -> list[str]:
        """Ids of what the entry applies, without repetition."""
        names = [use if isinstance(use, str) else use["id"] for use in entry["uses"]]
        return list(dict.fromkeys(names))

    @cached_property
    def errata(self) -> list[Entry]:
        """Printed lines that are false: literal readings, without `@`, that print means."""
        return [entry for entry in self._false if self._printed(entry)]

    @cached_property
    def refuted(self) -> list[Entry]:
        """Claims of a file of one's own that are false: there is no paper to correct."""
        return [entry for entry in self._false if not self._printed(entry)]

    @cached_property
    def _false(self) -> list[Entry]:
        return [entry for entry in self.entries if entry["verdict"] == "refuted" and not is_reading(entry)]

    def _printed(self, entry: Entry) -> bool:
        """Whether a paper stands behind it: it is corrected, or has a place in a paper and not only a title."""
        paper = self.data.get("papers", {}).get(entry["paper"], {})
        known = any(paper.get(key) for key in ("authors", "year"))
        return bool(known or entry["errata"] or entry["cite"] != entry.get("title"))

    @cached_property
    def refuted_readings(self) -> list[Entry]:
        return [entry for entry in self.entries if entry["verdict"] == "refuted" and is_reading(entry)]

    @cached_property
    def gaps(self) -> list[Entry]:
        """Steps that hold but do not follow from the lines that they cite."""
        return [step for step in self.steps if step["holds"] in SOUND | {"supported"} and step["follows"] == "refuted"]

    @cached_property
    def vacuous(self) -> list[Entry]:
        return [entry for entry in self.entries if entry["verdict"] == "vacuous" or entry["vacuous_where"]]

    @cached_property
    def surprises(self) -> list[Entry]:
        """Entries with another verdict than was expected; of steps, either of the two."""
        return [entry for entry in self.entries if unexpected(entry)]

    @cached_property
    def hanging(self) -> list[Entry]:
        """Entries that are better than something they rest on."""
        return [entry for entry in self.entries if weaker(entry["verdict"], entry["weakest_used"])]

    @cached_property
    def tight(self) -> list[Entry]:
        return [entry for entry in self.entries if is_tight(entry)]

    def seconds(self, entry: Entry) -> float | None:
        return self.data["times"]["statements"].get(entry["id"])

    def papers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The papers in the order of the statements, with what is known of each."""
        known = self.data.get("papers", {})
        for name in dict.fromkeys(entry["paper"] for entry in self.entries):
            yield name, known.get(name, {"title": name})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the results without `times`: equal for equal work, however long it took."""
        rest = {key: item for key, item in self.data.items() if key != "times"}
        return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def unexpected(entry: Entry) -> list[tuple[str, str, str]]:
    """(which verdict, expected, found) where they differ; which is "" for the verdict of a statement."""
    first = "holds" if entry["kind"] == "step" else ""
    pairs = [(first, entry["expected"], entry["verdict"]), ("follows", entry.get("follows_expected"), entry["follows"])]
    return [(which, expected, found) for which, expected, found in pairs if expected and expected != found]


def is_reading(entry: Entry) -> bool:
    """Whether it is not what print says and means, but another reading of it."""
    return "@" in entry["id"] or not entry.get("meant", True)


def is_tight(entry: Entry) -> bool:
    """Equality is attained, or a printed constant is the best one and sharp."""
    slack = entry["slack"]
    printed = any(
        c["sharp"] and c["printed"] is not None and c["printed"] in (c["lower"], c["upper"]) for c in entry["constants"]
    )
    return printed or bool(slack and slack["attained"])


def place(entry: Entry) -> str:
    """Where in the paper: `Lemma 4.1, (3), line 4`."""
    cite = entry["cite"]
    if isinstance(cite, str):
        return cite
    return ", ".join(cite[key] for key in ("label", "display", "place") if cite.get(key))


def line(entry: Entry) -> str:
    """The place of a step within its proof."""
    cite = entry["cite"]
    return (cite.get("place") if isinstance(cite, dict) else None) or place(entry)


def label(entry: Entry) -> str:
    """A short name of the entry, for headings and the graph."""
    name = entry.get("title")
    if name and entry["kind"] == "statement" and not entry.get("of"):
        return name
    reading = entry["id"].partition("@")[2].replace("_", " ")
    name = place(entry) or entry["id"]
    return f"{name} ({reading})" if reading and reading not in name else name


def owed(entry: Entry) -> list[str]:
    """What is still missing before the entry is settled."""
    if entry.get("owed"):
        return list(entry["owed"])
    out: list[str] = []
    reason = f" ({entry['reason']})" if entry.get("reason") else ""
    if entry["verdict"] == "supported":
        out.append(f"Supported only: a proof or a rigorous enclosure of the whole domain{reason}.")
    if entry["verdict"] == "inconclusive":
        out.append(f"Inconclusive{reason}: any proof, enclosure or counterexample.")
    if entry["follows"] in ("inconclusive", "supported") and entry["follows"] != entry["verdict"]:
        out.append(f"Whether the step follows from the lines it cites: {entry['follows']} so far.")
    if weaker(entry["verdict"], entry["weakest_used"]):
        out.append(f"It rests on something that is only {entry['weakest_used']}.")
    for constant in entry["constants"]:
        if not constant["sharp"] and (constant["lower"] or constant["upper"]):
            out.append(f"The best value of {constant['name']} between the two ends of its bracket.")
    if any(drop["needed"] is None for drop in entry["superfluous"]):
        out.append("Whether every hypothesis is needed.")
    return out
