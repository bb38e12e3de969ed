"""results.json: what an audit found, in the form of reports/results.schema.json, with problem and certificate files."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from verify import universalview as view
from verify.audit import Settings, methods_for, outcome_of
from verify.cache import OutputError, versions, write
from verify.collect import Collection, Item, used_statements
from verify.evidence import Evidence, packed
from verify.outcome import Outcome
from verify.pointview import named, point, refutation
from verify.problem import digest as digest_of
from verify.proofview import proof_lines
from verify.readings import values_in
from verify.render.entry import entry as rendered
from verify.render.text import to_text
from verify.statement import Statement
from verify.verdict import Checked, HarnessBug, Judgement, weakest, withdrawn

Json = Any
FORMAT = "proofgauge results 1"
SETTLED = {"proved": True, "certified": True, "refuted": False}
FILE = re.compile(r"[0-9a-f]{64}(-[a-z]+-\d+)?\.json")


@dataclass
class Files:
    """Problem and certificate files, by their names below the output folder."""

    texts: dict[str, str] = field(default_factory=dict[str, str])

    def problem(self, problem: dict[str, Json]) -> str:
        return self._add(f"problems/{digest_of(problem)}.json", problem)

    def certificate(self, evidence: Evidence) -> str | None:
        """One file for each certificate, numbered by kind; equal ones share a file."""
        if evidence.certificate is None:
            return None
        stem = f"certificates/{evidence.digest}-{evidence.kind}"
        text = packed(evidence.certificate).text + "\n"
        number = 1
        while self.texts.get(f"{stem}-{number}.json", text) != text:
            number += 1
        self.texts[f"{stem}-{number}.json"] = text
        return f"{stem}-{number}.json"

    def _add(self, name: str, content: Json) -> str:
        if name not in self.texts:
            self.texts[name] = _compact(content)
        return name

    def write(self, out: Path, prune: bool) -> None:
        """Writes them; with `prune`, files of earlier audits go. Raises OutputError."""
        for name, text in self.texts.items():
            write(out / name, text)
        for folder in ("problems", "certificates"):
            for path in sorted((out / folder).glob("*.json")) if prune else ():
                if FILE.fullmatch(path.name) and f"{folder}/{path.name}" not in self.texts:
                    try:
                        path.unlink()
                    except OSError as error:
                        raise OutputError(f"cannot remove {path}: {error.strerror or error}") from error


def _dump(content: Json) -> str:
    """The order of keys is that of the page: entries as collected, variables as declared."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _compact(content: Json) -> str:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n"


def results(
    found: Collection, outcomes: dict[str, Outcome], settings: Settings, times: dict[str, Json]
) -> tuple[dict[str, Json], Files]:
    """The results object, and the files that it names. Raises HarnessBug."""
    files = Files()
    writer = _Writer(found, outcomes, settings, files)
    seconds = {item.id: round(sum(o.seconds for o in writer.outcomes_of(item)), 3) for item in found.items}
    content: dict[str, Json] = {
        "format": FORMAT,
        "papers": {name: found.papers[name] for name in dict.fromkeys(item.paper for item in found.items)},
        "versions": versions(),
        "seed": settings.seed,
        "budget": settings.budget,
        "times": {**times, "statements": seconds},
        "statements": [writer.entry(item) for item in found.items],
    }
    return content, files


def save(content: dict[str, Json], files: Files, out: Path) -> Path:
    """Writes everything below `out`; results.json last, so that it never names a file that is not there."""
    files.write(out, prune=True)
    path = out / "results.json"
    write(path, _dump(content))
    return path


class _Writer:
    def __init__(
        self, found: Collection, outcomes: dict[str, Outcome], settings: Settings, files: Files
    ) -> None:
        self.found, self.outcomes, self.settings, self.files = found, outcomes, settings, files
        self.judgements: dict[str, Judgement] = {}
        self.settled: dict[str, str] = {}  # by the digest of the problem, who settled it
        self.audited = {s.digest: (s, i) for i in reversed(found.items) for _, s in reversed(i.parts)}

    def outcomes_of(self, item: Item) -> list[Outcome]:
        return [self.outcome(statement, item) for _, statement in item.parts]

    def outcome(self, statement: Statement, item: Item | None) -> Outcome:
        methods = methods_for(statement, item is not None and item.is_line, self.settings.methods)
        return outcome_of(self.outcomes, statement, methods, self.settings)

    def judge(self, statement: Statement, item: Item | None) -> Judgement:
        outcome = self.outcome(statement, item)
        if outcome.name not in self.judgements:
            self.judgements[outcome.name] = outcome.judgement
            self._consistent(outcome)
        return self.judgements[outcome.name]

    def _consistent(self, outcome: Outcome) -> None:
        """One problem may be settled in several ways, but not both ways. Raises HarnessBug."""
        verdict = self.judgements[outcome.name].verdict
        if verdict in SETTLED:
            other = self.settled.setdefault(outcome.statement.digest, outcome.name)
            found = {SETTLED[self.judgements[name].verdict] for name in (other, outcome.name)}
            if len(found) > 1:
                said = f"{other} is {self.judgements[other].verdict}, {outcome.name} {verdict}"
                raise HarnessBug(f"one problem (digest {outcome.statement.digest}): {said}")

    def entry(self, item: Item) -> dict[str, Json]:
        """One entry of results.json."""
        outcomes = self.outcomes_of(item)
        judgements = [self.judge(statement, item) for _, statement in item.parts]
        holds, follows = judgements[0], judgements[1] if len(judgements) > 1 else None
        of_kind = {k: [c for c in outcomes[0].checked if c.evidence.kind == k] for k in ("constant", "superfluous")}
        entry: dict[str, Json] = {
            "id": item.id,
            "kind": item.kind,
            "paper": item.paper,
            "title": item.statement.title,
            "cite": item.cite,
            "of": item.of,
            **rendered(item.statement),
            "doc": item.statement.doc,
            "verdict": holds.verdict,
            "expected": item.statement.expected,
            "holds": holds.verdict if item.kind == "step" else None,
            "follows": follows.verdict if follows else None,
            "reason": holds.reason or None,
            "scope": holds.scope,
            "vacuous_where": self._vacuous_where(outcomes[0]),
            "uses": self._uses(item),
            "weakest_used": self._weakest(item),
            "trusts": list(holds.trusts),
            "proof": self._proof(item.statement, holds),
            "evidence": [self._evidence(withdrawn(c, o.refuted)) for o in outcomes for c in o.checked],
            "counterexample": refutation(holds, item.statement, item.statement.problem, self.files),
            "witness": view.witness_of(holds),
            "constants": [self._constant(c, item.statement) for c in of_kind["constant"]],
            "superfluous": [self._superfluous(c) for c in of_kind["superfluous"]],
            "slack": self._slack(outcomes[0]),
            "errata": self.found.corrections.get(item.id),
            "problem": self.files.problem(item.statement.problem),
            "certificate": named(self.files, holds.decisive),
            "reproduce": self.reproduce(item),
            "digest": item.statement.digest,
        }
        if not item.statement.meant:
            entry["meant"] = False
        if item.step is not None and follows is not None and item.follows is not None:
            self.files.problem(item.follows.problem)
            entry["cites"] = self._cites(item)
            entry["follows_counterexample"] = refutation(follows, item.follows, item.follows.problem, self.files)
        return entry

    def reproduce(self, item: Item) -> str:
        source = shlex.quote(item.source)
        return f"proofgauge audit {source} --seed {self.settings.seed} --budget {self.settings.budget}"

    def _evidence(self, checked: Checked) -> dict[str, Json]:
        evidence = checked.evidence
        detail = {key: value for key, value in evidence.detail.items() if key not in ("attached", "slack")}
        if checked.accepted is False:
            detail["rejected"] = checked.reason
        return {
            "kind": evidence.kind,
            "method": evidence.method,
            "scope": evidence.scope,
            "digest": evidence.digest,
            "seed": evidence.seed,
            "work": evidence.work,
            "detail": detail,
            "certificate": named(self.files, checked),
            "accepted": checked.accepted,
        }

    # ---- what it rests on

    def _uses(self, item: Item) -> list[Json]:
        """What is applied, each application once; of a step, for either of its verdicts."""
        entries: list[Json] = []
        for use in dict.fromkeys(use for _, statement in item.parts for use in statement.uses):
            values = {symbol.name: to_text(value) for symbol, value in use.values}
            if use.over is not None:
                name, low, high = map(to_text, use.over)
                values[name] = f"{low}, ..., {high}"
            entry = {"id": self.found.name(use.statement), "substitution": values}
            entries += [] if entry in entries else [entry]
        return entries

    def _weakest(self, item: Item) -> str | None:
        """The weakest verdict among all that the statement applies, directly or through others."""
        applied = used_statements(statement for _, statement in item.parts)
        return weakest(self.judge(*self.audited.get(s.digest, (s, None))).verdict for s in applied)

    def _cites(self, item: Item) -> list[str]:
        """The cited lines: earlier steps by id, hypotheses as h1, h2 ..., anything else as it reads."""
        cited: list[str] = []
        base = item.id.rpartition(".s")[0]
        earlier = {
            i.statement.claim: i.id for i in self.found.items if i.kind == "step" and i.id.rpartition(".s")[0] == base
        }
        for claim in item.step.cites if item.step else ():
            if claim in earlier:
                cited.append(earlier[claim])
            elif any(claim is g for g in item.statement.given):
                cited.append(f"h{[id(g) for g in item.statement.given].index(id(claim)) + 1}")
            else:
                cited.append(to_text(claim))
        return cited

    def _proof(self, statement: Statement, judgement: Judgement) -> list[Json]:
        checked = judgement.decisive
        if checked is None or checked.evidence.certificate is None:
            return []
        if checked.evidence.kind not in ("family", "proof", "witness"):
            return []
        certificate = checked.evidence.certificate
        about = view.refuted_by(statement, certificate) if checked.evidence.kind == "family" else statement.freed
        return proof_lines(about, certificate)

    # ---- points

    def _slack(self, outcome: Outcome) -> Json:
        """What a search said of the slack, or how close to equality it came."""
        for checked in outcome.checked:
            detail = checked.evidence.detail
            if detail.get("slack"):
                return detail["slack"]
            least = detail.get("least_relative_slack")
            if outcome.statement.claim.op not in ("le", "lt", "loewner") or not isinstance(least, (int, float)):
                continue
            sizes = cast("dict[str, Json]", detail.get("least_at") or {})
            where = ", ".join(f"{name} = {value}" for name, value in sizes.items())
            near = "zero, up to rounding" if abs(least) < 1e-7 else f"{least:.2g}"
            summary = f"The smallest relative slack that the search met is {near}{f', at {where}' if where else ''}."
            return {"summary": summary, "attained": False} if least > -1e-7 else None
        return None

    def _vacuous_where(self, outcome: Outcome) -> Json:
        """Parts of the domain on which the statement says nothing: proved ones, and what a search saw."""
        found = view.vacuity_of(outcome.checked)
        if found is None:
            return None
        proved: list[Json] = []
        for _, answer, problem in self._parts(found):
            files = {"problem": self.files.problem(problem), "certificate": named(self.files, answer)}
            proved.append({"text": view.part_shown(outcome.statement, problem), **files})
        sampled = found.evidence.detail.get("sampled")
        return {"proved": proved, "sampled": sampled} if proved or sampled else None

    # ---- what was measured

    def _parts(self, checked: Checked) -> Iterator[tuple[str, Checked, dict[str, Json]]]:
        """(role, answer, problem) of the accepted certificates that are attached."""
        attached = cast("Sequence[dict[str, Json]]", checked.evidence.detail.get("attached", ()))
        for part, answer in zip(attached, checked.attached, strict=True):
            if answer.accepted:
                yield part["role"], answer, part["problem"]

    def _attached_point(self, checked: Checked, role: str) -> Json:
        for found, answer, problem in self._parts(checked):
            if found == role and "values" in cast("Mapping[str, Json]", answer.evidence.certificate):
                return point(answer, problem, self.files)
        return None

    def _constant(self, checked: Checked, statement: Statement) -> dict[str, Json]:
        """The bracket; an end whose certificate was not accepted is not told. The proved end may be that of another
        statement, which says the same with another value of the constant."""
        detail = checked.evidence.detail
        shown: dict[str, Fraction | None] = {}
        for role, answer, problem in self._parts(checked):
            shown[role] = _constant_value(problem, detail["name"])
            self.files.problem(problem)
            named(self.files, answer)
        refuted = detail["refuted_end"]
        ends: dict[str, str | None] = {"lower": detail["lower"], "upper": detail["upper"]}
        for end, value in ends.items():
            role = "witness" if end == refuted else "proof"
            if value is None or role not in shown or not _close(shown[role], Fraction(value)):
                ends[end] = None
        notes = [detail["note"]] if detail.get("note") else []
        if refuted is None:  # without a witness nobody knows on which side of it the best value lies
            notes += [f"proved at {value}" for value in ends.values() if value is not None]
            ends = dict.fromkeys(ends)
        better = self._better(statement, detail["name"], refuted, ends) if refuted else None
        if better is not None:
            ends[better[0]] = better[1]
        low, high = ends.values()
        both = low is not None and high is not None
        return {
            "name": detail["name"],
            "printed": detail.get("printed"),
            **ends,
            "refuted_end": refuted,
            "sharp": both and (low == high if better else bool(detail.get("sharp"))),
            "closed_form": detail.get("closed_form") if refuted else None,
            "witness": self._attached_point(checked, "witness"),
            **({"family": detail["family"]} if detail.get("family") else {}),
            **({"note": ". ".join(notes)} if notes else {}),
            **({"proved_by": better[2]} if better else {}),
        }

    def _better(
        self, statement: Statement, name: str, refuted: str, ends: dict[str, str | None]
    ) -> tuple[str, str, str] | None:
        """(end, value, id) of the best proved reading that says the same with another value of this constant alone,
        where it is better than what is known and on the proper side of what is refuted."""
        end, sign = ("upper", 1) if refuted == "lower" else ("lower", -1)
        others = {sym.name: value.data[0] for sym, value in statement.constants if value.op == "num"}
        others.pop(name, None)
        known, limit = ends[end], ends[refuted]
        found: tuple[Fraction, str] | None = None
        for item in self.found.items:
            values = values_in(statement, item.statement) if item.statement is not statement else None
            if values is None or {k: v for k, v in values.items() if k != name} != others:
                continue
            value = sign * values[name]
            worse = known is not None and value >= sign * Fraction(known)
            if worse or (limit is not None and value < sign * Fraction(limit)):
                continue
            if (found is None or value < found[0]) and self.judge(item.statement, item).verdict == "proved":
                found = value, item.id
        return None if found is None else (end, str(sign * found[0]), found[1])

    def _superfluous(self, checked: Checked) -> dict[str, Json]:
        """The answer, unless what it rests on was not accepted."""
        detail = checked.evidence.detail
        for _, answer, problem in self._parts(checked):
            self.files.problem(problem)
            named(self.files, answer)
        roles = {role for role, _, _ in self._parts(checked)}
        needed = {"counterexample": True, "proof": False}
        kept = next((needed[role] for role in ("counterexample", "proof") if role in roles), None)
        return {
            "hypothesis": detail["hypothesis"],
            "needed": kept,
            "counterexample": self._attached_point(checked, "counterexample"),
            "note": detail.get("note") if kept is detail.get("needed") else UNSETTLED,
        }


UNSETTLED = "open: the checker does not accept what was found without it (a term may be undefined then)"


def _constant_value(problem: dict[str, Json], name: str) -> Fraction | None:
    """The rational value of a constant in a problem; None for an irrational one."""
    value = next(c["value"] for c in problem["constants"] if c["name"] == name)
    return Fraction(value[1]) if value[0] == "num" else None


def _close(shown: Fraction | None, told: Fraction) -> bool:
    """Whether an end is the value that its certificate is about, or one next to it where equality is attained."""
    return shown is None or abs(shown - told) <= Fraction(1, 10**6) * max(1, abs(told))


def exit_code(found: Collection, content: dict[str, Json]) -> int:
    """With expectations 0 if all match, else 1; without: 1 if any is refuted, else 4 if any is inconclusive, else 0."""
    code = 0
    for item, entry in zip(found.items, content["statements"], strict=True):
        for (_, statement), verdict in zip(item.parts, (entry["verdict"], entry["follows"]), strict=False):
            if statement.expected is None:
                code = max(code, {"refuted": 10, "inconclusive": 4}.get(verdict, 0))
            elif statement.expected != verdict:
                code = 10
    return 1 if code == 10 else code
