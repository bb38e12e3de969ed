"""`proofgauge check OUT`: every certificate that an audit wrote, and every entry of results.json judged again.

The verdicts, what they rest on, the formulas and the exact points on screen must be those that the accepted
certificates and the problem files give. results.json is not signed: only a new audit of the source shows that entries
were left out, or that an id stands for another statement.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from verify.checker import Unreadable, read
from verify.checking.check import check
from verify.checking.outcomes import Malformed, Result
from verify.errors import ProofgaugeError
from verify.evidence import Evidence
from verify.pointview import point, refutation
from verify.problem import digest, from_problem
from verify.recheck import NEEDS_CERTIFICATE, variant_of
from verify.render.entry import entry as rendered
from verify.statement import Statement
from verify.universalview import part_shown, witness_of
from verify.verdict import ORDER, Checked, HarnessBug, Judgement, judge, weakest

Json = Any
BOUND = re.compile(r"\b_\d+\b")
NAME = r"[^\W\d]\w*"
EXTERNAL = "an external theorem: "
LEANS = {
    "arb": "verdicts rest on Arb's enclosures, not replayed here",
    "cited": "verdicts cite an external theorem, taken as given",
    "outside": "rest on statements without an entry here, so that what is weakest among these is not checked",
}
POINTS = ("counterexample", "admissible", "undefined", "contrary", "family", "witness")
"""Certificates of which something is shown."""


@dataclass
class Answer:
    """What the checker says of a certificate file; `why` is empty when it accepts. `shown`: the certificate, if it has
    a point."""

    why: str
    problem: str = ""
    kind: str = ""
    result: Result | None = None
    shown: dict[str, Json] | None = None


@dataclass
class Folder:
    """The output folder of an audit; `leaning` counts verdicts that no certificate carries, or not alone.

    refuted: digests of the problems that some entry calls refuted. entries: by id.
    """

    out: Path
    answers: dict[str, Answer]
    refuted: set[str]
    entries: dict[str, dict[str, Json]]
    leaning: Counter[str] = field(default_factory=Counter[str])


def check_folder(out: Path, as_json: bool) -> int:
    """Prints a line for each failure and a count; 0 all accepted, 1 something is not, 2 nothing could be read."""
    try:
        entries = json.loads((out / "results.json").read_text(encoding="utf-8"))["statements"]
        names = [(str(entry["id"]), str(entry["digest"])) for entry in entries]
    except (OSError, ValueError, LookupError, TypeError) as error:
        why = error.strerror if isinstance(error, OSError) else f"not the results of an audit ({error!r})"
        print(f"proofgauge check: {out / 'results.json'}: {why}", file=sys.stderr)
        return 2
    paths = sorted((out / "certificates").glob("*"))
    answers = {path.relative_to(out).as_posix(): _answer(out, path) for path in paths}
    refuted = {str(entry["digest"]) for entry in entries if entry.get("verdict") == "refuted"}
    folder = Folder(out, answers, refuted, {str(entry["id"]): entry for entry in entries})
    failures = [f"{name}: {answer.why}" for name, answer in folder.answers.items() if answer.why]
    failures += [] if names else ["results.json: it has no statements"]
    for (name, _), entry in zip(names, entries, strict=True):
        try:
            failures += [f"{name}: {why}" for why in _faults(folder, entry)]
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            failures.append(f"{name}: the entry is malformed: {error!r}")
    _show(folder, len(names), failures, as_json)
    return int(bool(failures))


def _show(folder: Folder, entries: int, failures: list[str], as_json: bool) -> None:
    accepted, certificates = sum(not a.why for a in folder.answers.values()), len(folder.answers)
    if as_json:
        counts = {"accepted": accepted, "certificates": certificates, "statements": entries, **folder.leaning}
        print(json.dumps({**counts, "failures": failures}, sort_keys=True))
        return
    for failure in failures:
        print(f"rejected: {failure}")
    for lean, count in sorted(folder.leaning.items()):
        print(f"{count} of {entries} {LEANS[lean]}")
    print(f"{accepted} of {certificates} certificates accepted, {entries} statements, {len(failures)} failures")


def _answer(out: Path, path: Path) -> Answer:
    try:
        certificate: object = read(str(path))
        found = cast("dict[str, Json]", certificate) if isinstance(certificate, dict) else {}
        name = str(found.get("problem", ""))
        if not name.isalnum():
            return Answer("it names no problem")
        result = check(read(str(out / "problems" / f"{name}.json")), found)
    except (Unreadable, Malformed) as error:
        return Answer(str(error))
    kind = str(found.get("kind"))
    return Answer("" if result.accepted else result.reason, name, kind, result, found if kind in POINTS else None)


def _faults(folder: Folder, entry: dict[str, Json]) -> Iterator[str]:
    """What is wrong with an entry of results.json."""
    missing = sorted({name for name in _named(entry) if not (folder.out / name).is_file()})
    yield from (f"{name} is missing" for name in missing)
    own = str(entry["digest"])
    if entry["problem"] != f"problems/{own}.json":
        yield "its problem is that of another statement"
        return
    statement = _statement(folder, own)
    if isinstance(statement, str):
        yield statement
        return
    yield from _texts(entry, statement)
    yield from _verdict(folder, entry, "verdict", own, statement)
    if entry["kind"] == "step" and entry["holds"] != entry["verdict"]:
        yield f"holds is {entry['holds']}, the verdict {entry['verdict']}"
    if entry["follows"] is not None:
        yield from _follows(folder, entry, own)
    yield from _attached(folder, entry, statement)
    yield from _weakest(folder, entry)


def _named(content: Json) -> Iterator[str]:
    """Names of problem and certificate files anywhere in an entry."""
    if isinstance(content, dict):
        for key, value in cast("dict[str, Json]", content).items():
            if key in ("problem", "certificate") and isinstance(value, str):
                yield value
            yield from _named(value)
    elif isinstance(content, list):
        for value in cast("list[Json]", content):
            yield from _named(value)


def _statement(folder: Folder, name: str) -> Statement | str:
    """The statement in the problem file of this digest, or why there is none."""
    if not name.isalnum():
        return f"{name!r} is not a digest"
    try:
        problem = read(str(folder.out / "problems" / f"{name}.json"))
        if digest(problem) != name:
            return f"problems/{name}.json holds another problem"
        return from_problem(problem)
    except (Unreadable, Malformed, ProofgaugeError) as error:
        return str(error)


def _texts(entry: dict[str, Json], statement: Statement) -> Iterator[str]:
    """Formulas that are not those of the problem, which holds no bound names and no notation for definitions: where
    there are some, LaTeX and MathML are not compared, and the text up to bound names."""
    parts = rendered(statement)
    plain = not statement.definitions and not any(BOUND.search(text) for text in _text(parts))
    for part, expected in parts.items():
        given = entry[part]
        if plain:
            same = given == expected
        elif part in ("latex", "mathml"):
            continue
        else:
            shown, wanted = _text(given), _text(expected)
            same = len(shown) == len(wanted) and all(map(_same, shown, wanted))
        if not same:
            yield f"its {part} is not that of its problem: {given!r:.200}"


def _text(content: Json) -> list[str]:
    """The texts among formulas, in their order."""
    if isinstance(content, str):
        return [content]
    pieces = cast("dict[str, Json]", content).items() if isinstance(content, dict) else (("text", p) for p in content)
    return [t for key, piece in pieces if key not in ("latex", "mathml") for t in _text(piece)]


def _same(shown: str, wanted: str) -> bool:
    """Whether a text is the wanted one but for the names in the places of bound ones."""
    pieces = re.split(f"({BOUND.pattern})", wanted)
    pattern = "".join(NAME if BOUND.fullmatch(piece) else re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, shown) is not None


def _follows(folder: Folder, entry: dict[str, Json], own: str) -> Iterator[str]:
    """The second verdict of a step is about the one other problem that its evidence speaks of."""
    others = sorted({str(e["digest"]) for e in entry["evidence"]} - {own})
    if len(others) > 1:
        yield "its evidence is about more than two problems"
    for name in others[:1] or [own]:
        statement = _statement(folder, name)
        if isinstance(statement, str):
            yield statement
        else:
            yield from _verdict(folder, entry, "follows", name, statement)


def _verdict(folder: Folder, entry: dict[str, Json], part: str, name: str, statement: Statement) -> Iterator[str]:
    """Compares a verdict with that of the evidence, as the accepted certificates leave it."""
    pieces = [e for e in entry["evidence"] if e["digest"] == name]
    checked = [_checked(folder, e) for e in pieces]
    names = Names([(c.evidence, e["certificate"]) for c, e in zip(checked, pieces, strict=True)])
    reason = str(entry["reason"] or "")
    citation = reason.removeprefix(EXTERNAL) if part == "verdict" and reason.startswith(EXTERNAL) else ""
    try:
        found = judge(checked, statement.quantifier, citation=citation, refuted=folder.refuted)
    except HarnessBug as bug:
        yield str(bug)
        return
    if found.verdict != entry[part]:
        yield f"no accepted certificate carries the {part} {entry[part]}: from what is here it is {found.verdict}"
        return
    shown = "counterexample" if part == "verdict" else "follows_counterexample"
    yield from _differs(shown, entry[shown], refutation(found, statement, statement.problem, names))
    if part == "verdict":
        yield from _differs("witness", entry["witness"], witness_of(found))
        if found.verdict in ("proved", "certified") and name in folder.refuted:
            yield f"another entry about the same problem is refuted, this one {found.verdict}"
        if list(found.trusts) != entry["trusts"]:
            yield f"it trusts {list(found.trusts)}, not {entry['trusts']}"
        for lean in _leaning(found):
            folder.leaning[lean] += 1


@dataclass
class Names:
    """The names of certificate files that an entry gives its evidence, and of problem files."""

    pairs: list[tuple[Evidence, str | None]]

    def problem(self, problem: dict[str, Json]) -> str:
        return f"problems/{digest(problem)}.json"

    def certificate(self, evidence: Evidence) -> str | None:
        return next((name for known, name in self.pairs if known is evidence), None)


def _differs(name: str, given: Json, wanted: Json) -> Iterator[str]:
    """The parts of what is shown that are not those of the certificate."""
    wanted = json.loads(json.dumps(wanted))
    if isinstance(given, dict) and isinstance(wanted, dict):
        old, new = cast("dict[str, Json]", given), cast("dict[str, Json]", wanted)
        for key in sorted({*old, *new}):
            yield from _differs(f"{name}, {key}", old.get(key), new.get(key))
    elif given != wanted:
        yield f"its {name} is {given!r:.100}, and {wanted!r:.100} by its certificate"


def _attached(folder: Folder, entry: dict[str, Json], statement: Statement) -> Iterator[str]:
    """Points and proofs about variants of the statement: other constants, fewer or more hypotheses."""
    for constant in entry["constants"]:
        if constant["witness"]:
            shape = Evidence("constant", "", statement.digest)
            yield from _point(folder, f"witness against {constant['name']}", constant["witness"], shape, statement)
    for drop in entry["superfluous"]:
        if drop["counterexample"]:
            index = drop["hypothesis"]
            shape = Evidence("superfluous", "", statement.digest, detail={"hypothesis": index})
            yield from _point(folder, f"counterexample without h{index + 1}", drop["counterexample"], shape, statement)
    vacuous = cast("dict[str, Json]", entry["vacuous_where"] or {})
    for part in cast("list[dict[str, Json]]", vacuous.get("proved", [])):
        shape = Evidence("vacuity", "", statement.digest)
        yield from _variant(folder, "vacuous part", part, shape, statement, "contradiction")
        problem = _problem(folder, part)
        if problem is not None:
            yield from _differs("vacuous part", part["text"], part_shown(statement, problem))


def _point(folder: Folder, name: str, given: dict[str, Json], shape: Evidence, statement: Statement) -> Iterator[str]:
    yield from _variant(folder, name, given, shape, statement, "counterexample")
    problem, answer = _problem(folder, given), folder.answers.get(str(given["certificate"]))
    if problem is not None and answer is not None and answer.result is not None and answer.shown is not None:
        evidence = Evidence("counterexample", "", answer.problem, certificate=answer.shown)
        checked = Checked(evidence, not answer.why, detail=dict(answer.result.detail))
        yield from _differs(name, given, point(checked, problem, Names([(evidence, given["certificate"])])))


def _variant(
    folder: Folder, name: str, given: dict[str, Json], shape: Evidence, statement: Statement, kind: str
) -> Iterator[str]:
    """Why the certificate that is named for a part of the entry does not show it."""
    answer = folder.answers.get(str(given["certificate"]), Answer("there is no such certificate"))
    if answer.why or answer.kind != kind or given["problem"] != f"problems/{answer.problem}.json":
        yield f"its {name}: {answer.why or 'the certificate is about something else'}"
    problem = _problem(folder, given)
    why = variant_of(shape, problem, statement.problem) if problem is not None else "there is no such problem"
    if why:
        yield f"its {name}: {why}"


def _problem(folder: Folder, given: dict[str, Json]) -> dict[str, Json] | None:
    try:
        problem = read(str(folder.out / str(given["problem"])))
    except Unreadable:
        return None
    return cast("dict[str, Json]", problem) if isinstance(problem, dict) else None


def _weakest(folder: Folder, entry: dict[str, Json]) -> Iterator[str]:
    """The weakest verdict among the entries that it uses, directly or through others; where some have no entry, these
    may be weaker still."""
    names, known, outside = [str(use["id"]) for use in entry["uses"]], dict[str, str](), False
    while names:
        name = names.pop()
        found = folder.entries.get(name)
        outside |= found is None
        if found is not None and name not in known:
            known[name] = str(found["verdict"])
            names += [str(use["id"]) for use in found["uses"]]
    least, given = weakest(v for v in known.values() if v in ORDER), entry["weakest_used"]
    if outside:
        folder.leaning["outside"] += 1
        given = given if least is None else weakest(v for v in (given, least) if v in ORDER)
        wrong = given != entry["weakest_used"]
    else:
        wrong = given != least
    if wrong:
        yield f"the weakest of what it uses is {entry['weakest_used']}, and {least} by the entries that it names"


def _leaning(found: Judgement) -> Iterator[str]:
    if found.verdict == "assumed" or (found.decisive is not None and found.decisive.detail.get("cited")):
        yield "cited"
    if found.decisive is not None and found.decisive.evidence.kind == "enclosure":
        yield "arb"


def _checked(folder: Folder, piece: dict[str, Json]) -> Checked:
    """Evidence with the answer on its certificate file, which must be of its kind and about its problem."""
    answer = folder.answers.get(str(piece["certificate"]), Answer("there is no such certificate"))
    evidence = Evidence.from_json({**piece, "certificate": answer.shown})
    if evidence.kind not in NEEDS_CERTIFICATE:
        return Checked(evidence)
    result = answer.result
    if result is None or answer.why or (answer.problem, answer.kind) != (evidence.digest, evidence.kind):
        return Checked(evidence, False, answer.why or "its certificate is about something else")
    return Checked(evidence, True, result.reason, tuple(result.trusts), dict(result.detail))
