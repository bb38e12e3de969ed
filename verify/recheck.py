"""Evidence, new or cached, goes through the independent checker before anybody believes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from verify.evidence import Evidence, unpacked
from verify.problem import canonical, digest
from verify.verdict import Checked

Json = Any
NEEDS_CERTIFICATE = (
    "proof", "counterexample", "admissible", "undefined", "contradiction", "witness", "family", "covering", "deduction",
    "contrary",
)  # fmt: skip


def recheck(evidence: Evidence, problem: dict[str, Json]) -> Checked:
    """The checker's answer on evidence about `problem`, and on the certificates attached to it.

    Raises ValueError where the text of a certificate is not JSON.
    """
    if evidence.digest != digest(problem):
        return Checked(evidence, False, "it is about another statement")
    if evidence.kind in NEEDS_CERTIFICATE:
        return _replay(evidence, problem)
    attached = tuple(_attached(evidence, part, problem) for part in evidence.detail.get("attached", ()))
    return Checked(evidence, None, attached=attached)


def _replay(evidence: Evidence, problem: dict[str, Json]) -> Checked:
    from verify.checking.check import check

    if evidence.certificate is None:
        return Checked(evidence, False, "it comes without a certificate")
    certificate = unpacked(evidence.certificate)
    if certificate.get("kind") != evidence.kind:
        return Checked(evidence, False, f"its certificate is one of {certificate.get('kind')!r}")
    result = check(problem, certificate)
    return Checked(evidence, result.accepted, result.reason, tuple(result.trusts), dict(result.detail))


def _attached(evidence: Evidence, part: dict[str, Json], problem: dict[str, Json]) -> Checked:
    """One certificate of a variant of the problem; what is not a variant of it proves nothing here."""
    other = cast("dict[str, Json]", part["problem"])
    certificate = cast("Mapping[str, Json]", part["certificate"])
    inner = Evidence(certificate["kind"], evidence.method, digest(other), certificate=certificate)
    reason = variant_of(evidence, other, problem)
    return Checked(inner, False, reason) if reason else _replay(inner, other)


def variant_of(evidence: Evidence, other: dict[str, Json], problem: dict[str, Json]) -> str:
    """Why `other` is not the variant of the problem that evidence of this kind is about; empty where it is."""
    if evidence.kind == "constant" and "exists" in problem:
        return _not_an_instance(other, problem)
    changed = {key for key in {*other, *problem} if canonical(other.get(key)) != canonical(problem.get(key))}
    if evidence.kind == "constant":
        return "" if changed <= {"constants"} else f"it changes the {', '.join(sorted(changed))} of the statement"
    if evidence.kind in ("vacuity", "search"):
        more = other["hypotheses"][: len(problem["hypotheses"])] == problem["hypotheses"]
        return "" if more and changed == {"hypotheses"} else "it changes more than it adds a hypothesis"
    hypotheses = list(problem["hypotheses"])
    del hypotheses[evidence.detail["hypothesis"]]
    if other["hypotheses"] != hypotheses or other["claim"] != problem["claim"]:
        return "it does not drop just that hypothesis"
    keys = ("variables", "constants", "definitions", "recursions")
    known = {canonical(v) for key in keys for v in problem[key]}
    kept = all(canonical(v) in known for key in keys for v in other[key])
    return "" if kept else "it changes the declarations of the statement"


def _not_an_instance(other: dict[str, Json], problem: dict[str, Json]) -> str:
    """Universal constants are measured on the problem with values for them."""
    from verify.checking.outcomes import Malformed
    from verify.checking.universal import instance

    names = [d["name"] for d in problem["exists"]]
    try:
        values = {c["name"]: c["value"][1] for c in other["constants"] if c["name"] in names}
        same = canonical(instance(problem, values)) == canonical(other)
    except (Malformed, KeyError, IndexError, TypeError) as error:
        return f"it is not the statement with a value for {', '.join(names)}: {error}"
    return "" if same else f"it changes more than the value of {', '.join(names)}"


def normal(evidence: Evidence) -> Evidence:
    """The evidence as it reads after a trip through its file: fresh and cached evidence are the same data.

    Raises ValueError or TypeError where it is not JSON (a NaN, a numpy number).
    """
    return Evidence.from_json(json.loads(json.dumps(evidence.to_json(), allow_nan=False, sort_keys=True)))
