"""`judge`: from re-checked evidence to a verdict. A pure function, and the only place where a verdict is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from verify.errors import ProofgaugeError
from verify.evidence import Evidence

ORDER = ("refuted", "vacuous", "inconclusive", "supported", "certified", "assumed", "proved")
"""From weakest to strongest, for the weakest of what a statement uses."""


class HarnessBug(ProofgaugeError):
    """Accepted evidence contradicts itself: the harness is wrong, and no verdict of this run may be trusted."""


@dataclass(frozen=True)
class Checked:
    """Evidence with the checker's answer; `accepted` is None where there is nothing to replay.

    attached: the answers on detail["attached"], in its order.
    """

    evidence: Evidence
    accepted: bool | None = None
    reason: str = ""
    trusts: tuple[str, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict[str, Any])
    attached: tuple[Checked, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """A verdict, why it is not a stronger one, and the evidence that carries it (`decisive`) or shows that the
    hypotheses can be met (`admissible`)."""

    verdict: str
    reason: str = ""
    scope: dict[str, Any] = field(default_factory=dict[str, Any])
    trusts: tuple[str, ...] = ()
    decisive: Checked | None = None
    admissible: Checked | None = None


def judge(
    checked: Sequence[Checked],
    quantifier: str = "forall",
    notes: Sequence[str] = (),
    citation: str = "",
    refuted: Collection[str] = (),
) -> Judgement:
    """The verdict on a statement. `notes`: what kept a method from finishing. `citation`: of an external theorem.
    `refuted`: digests of cited statements that are known to be false, on which nothing may rest.

    Raises HarnessBug when accepted evidence contradicts itself.
    """
    checked = [withdrawn(c, refuted) for c in checked]
    accepted = [c for c in checked if c.accepted is True]

    def first(kind: str) -> Checked | None:
        return next((c for c in accepted if c.evidence.kind == kind), None)

    # of a statement with universal constants, a witness is the proof, and a family the counterexample
    proof = first("proof") or first("witness")
    counterexample = first("counterexample") or first("family") or first("contrary")
    empty, undefined = first("contradiction"), first("undefined")
    point = first("admissible") or counterexample or undefined
    covering, deduction = first("covering"), first("deduction")
    if proof and counterexample:
        raise HarnessBug("the checker accepted both a proof and a counterexample of one statement")
    if (covering or deduction) and counterexample:
        raise HarnessBug("the checker accepted a bound on a probability, and a point at which it fails")
    if empty and point:
        raise HarnessBug("the checker accepted both an admissible point and a proof that there is none")
    if empty:
        return _verdict("vacuous", empty, None, "its hypotheses contradict each other")
    true, false = (proof, counterexample) if quantifier == "forall" else (counterexample, proof)
    if undefined and not counterexample:
        also = ", although a proof was accepted" if proof else ""
        return _verdict("inconclusive", undefined, point, f"the claim is undefined at an admissible point{also}")
    if true:
        return _verdict("proved", true, point, "" if point else "no admissible point was found")
    if false:
        cited = false.detail.get("cited") if false.evidence.kind == "contrary" else None
        why = f"with external theorems: {'; '.join(dict.fromkeys(cited))}" if cited else ""
        return _verdict("refuted", false, point, why if point else "no admissible point was found")
    if covering and quantifier == "forall":
        return _verdict("certified", covering, point, "" if point else "no admissible point was found")
    if deduction and quantifier == "forall":
        cited = deduction.detail.get("cited")
        why = f"deduced from external theorems: {'; '.join(dict.fromkeys(cited))}" if cited else ""
        return _verdict("assumed" if cited else "certified", deduction, point, why)
    if citation:
        scope = next((c.evidence.scope for c in checked if c.evidence.scope.get("grid")), dict[str, Any]())
        return Judgement("assumed", f"an external theorem: {citation}", scope, (citation,), admissible=point)
    if quantifier == "forall":
        return _searched(checked, point, notes)
    return Judgement("inconclusive", _reason("no counterexample was found", checked, notes), admissible=point)


def withdrawn(checked: Checked, refuted: Collection[str]) -> Checked:
    """Evidence that cites what is false shows nothing."""
    cites = zip(*(checked.detail.get(k, ()) for k in ("cited_problems", "cited")), strict=True)
    said = [text for name, text in cites if name in refuted]
    if not checked.accepted or not said:
        return checked
    return replace(checked, accepted=False, reason=f"it rests on what this audit refutes: {'; '.join(said)}")


def _verdict(verdict: str, decisive: Checked, point: Checked | None, reason: str) -> Judgement:
    return Judgement(verdict, reason, decisive.evidence.scope, decisive.trusts, decisive, point)


def _searched(checked: Sequence[Checked], point: Checked | None, notes: Sequence[str]) -> Judgement:
    """Neither proved nor refuted: certified, supported or inconclusive."""
    whole = next((c for c in checked if c.evidence.kind == "enclosure" and c.accepted is not False), None)
    if whole and point and whole.evidence.detail.get("whole_domain") is True:
        trusts = (*whole.trusts, *whole.evidence.detail.get("rests_on", [whole.evidence.method]))
        return Judgement("certified", "", whole.evidence.scope, trusts, whole, point)
    searches = [c for c in checked if c.evidence.kind == "search"]
    against = next((c.evidence.detail["against"] for c in searches if c.evidence.detail.get("against")), None)
    if against:
        return Judgement("inconclusive", _reason(str(against), checked, notes), admissible=point)
    hits = [c for c in searches if _count(c.evidence.work.get("admissible"))]
    if hits and point:
        best = hits[0]
        why = _reason("no proof was found, and no counterexample", checked, notes)
        return Judgement("supported", why, best.evidence.scope, (), best, point)
    if not searches:
        why = "nothing was found"
    elif not hits:
        why = "the search met no admissible point"
    else:
        why = "no point of the search could be checked exactly"
    return Judgement("inconclusive", _reason(why, checked, notes), admissible=point)


def _count(value: object) -> bool:
    return isinstance(value, int) and value > 0


def _reason(why: str, checked: Sequence[Checked], notes: Sequence[str]) -> str:
    rejected = [
        f"the checker rejected the {c.evidence.kind} of {c.evidence.method}: {c.reason}"
        for c in checked
        if c.accepted is False
    ]
    gaps = [str(c.evidence.detail["gap"]) for c in checked if c.evidence.detail.get("gap")]
    return "; ".join([why, *rejected, *gaps, *notes])


def weakest(verdicts: Iterable[str]) -> str | None:
    """The weakest of the verdicts; None of none."""
    return min(verdicts, key=ORDER.index, default=None)
