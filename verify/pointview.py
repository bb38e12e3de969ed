"""Exact points as results.json shows them, read off accepted certificates: counterexamples, extremal instances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from verify import universalview as view
from verify.evidence import Evidence
from verify.statement import Statement
from verify.verdict import Checked, Judgement

Json = Any
RELATIONS = {"le": "<=", "lt": "<", "eq": "==", "loewner": "loewner", "subset": "subset", "seteq": "seteq"}


class Names(Protocol):
    """Names of problem and certificate files."""

    def problem(self, problem: dict[str, Json]) -> str: ...

    def certificate(self, evidence: Evidence) -> str | None: ...


def named(names: Names, checked: Checked | None) -> str | None:
    """The file of an accepted certificate."""
    return names.certificate(checked.evidence) if checked is not None and checked.accepted else None


def refutation(judgement: Judgement, statement: Statement, problem: dict[str, Json], names: Names) -> Json:
    """The exact point against the claim; it refutes the statement, or proves one that says "fails"."""
    checked = judgement.decisive
    if checked is None:
        return None
    kind, certificate = checked.evidence.kind, checked.evidence.certificate
    if kind in ("counterexample", "contrary") and not statement.exists:
        return point(checked, problem, names, statement)
    if kind in ("family", "contrary") and certificate is not None:
        shown = {"family": view.family_shown(statement, view.point_of(certificate)["values"]), "relation": None}
        files = {"problem": names.problem(problem), "certificate": named(names, checked)}
        return {"sizes": {}, "values": {}, **shown, "note": view.everywhere(statement, certificate), **files}
    if judgement.verdict == "refuted" and judgement.admissible is not None:  # by a proof of what it denies
        note = "The claim was proved, here and at every other admissible point."
        return {**point(judgement.admissible, problem, names, statement), "relation": None, "note": note}
    if judgement.verdict == "refuted":
        return {"sizes": {}, "values": {}, "note": "The claim that it denies was proved."}
    return None


def point(
    checked: Checked, problem: dict[str, Json], names: Names, statement: Statement | None = None
) -> dict[str, Json]:
    """The point of an accepted certificate; with the statement, also whether only a part of its claim fails there."""
    certificate = cast("Mapping[str, Json]", checked.evidence.certificate)
    declared = (*problem.get("exists", ()), *problem["variables"])
    kinds = {d["name"]: d["kind"] for d in declared if d["kind"] != "gaussian"}
    values = cast("dict[str, Json]", view.point_of(certificate)["values"])
    detail = checked.detail
    shown: dict[str, Json] = {
        "sizes": {name: values[name] for name, kind in kinds.items() if kind == "size"},
        "values": {name: values[name] for name, kind in kinds.items() if kind != "size"},
        "lhs": detail.get("lhs"),
        "rhs": detail.get("rhs"),
        "relation": RELATIONS.get(str(detail.get("relation"))),
        "problem": names.problem(problem),
        "certificate": named(names, checked),
    }
    if checked.evidence.kind == "undefined":
        shown["relation"] = "undefined"
    notes = [_at(detail["at"])] if detail.get("at") else []
    if detail.get("least_eigenvalue"):
        low, high = detail["least_eigenvalue"]
        notes.append(f"The least eigenvalue of rhs - lhs lies in [{low}, {high}].")
    if detail.get("gaps"):
        notes.append(f"An event is undefined there, and so does not happen: {'; '.join(detail['gaps'])}.")
    if checked.evidence.kind == "contrary":
        notes.append(view.contrary_said(problem, certificate))
    elif statement is not None and statement.claim.op not in RELATIONS:
        notes.append("The relation is the part of the claim that fails.")
    if notes:
        shown["note"] = " ".join(notes)
    return shown


def _at(indices: dict[str, Json]) -> str:
    return "At " + ", ".join(f"{name} = {value}" for name, value in sorted(indices.items())) + "."
