"""One statement through the methods, in order; what they find is re-checked at once. Runs inside a worker process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from verify.budget import Budget, budget
from verify.errors import Unsupported
from verify.evidence import Evidence
from verify.recheck import normal, recheck
from verify.statement import Statement
from verify.verdict import Checked

Message = tuple[str, Any]


@dataclass(frozen=True)
class Job:
    """What a worker needs to know about one statement.

    methods: name to module, in order. cached: evidence from an earlier run, what the checker said of each piece then,
    and why methods gave up. lemmas: statements that it applies, with accepted proofs.
    """

    key: str
    name: str
    statement: Statement
    methods: dict[str, str]
    budget: str
    seed: int
    cached: tuple[list[Evidence], list[bool | None], list[str]] | None = None
    lemmas: tuple[tuple[Statement, Mapping[str, Any]], ...] = ()


def examine(job: Job) -> Iterator[Message]:
    """("working", method), ("found", Checked), ("note", why a method gave up), ("failed", what went wrong) in order.

    Cached evidence counts only if the checker answers as it did when the evidence was new; an enclosure, which it does
    not replay, is made anew.
    """
    if job.cached is not None:
        evidence, answers, notes = job.cached
        try:
            checked = [recheck(piece, job.statement.problem) for piece in evidence]
        except ValueError:  # a damaged file
            checked = []
        if any(piece.kind == "enclosure" for piece in evidence):
            checked = []
        if len(checked) == len(evidence) and [c.accepted for c in checked] == answers:
            yield ("reused", None)
            yield from (("found", c) for c in checked)
            yield from (("note", note) for note in notes)
            return
    yield from _fresh(job)


PREEMPTS = {
    "superfluous": {"counterexample", "undefined", "contradiction"},
    "constants": {"undefined", "contradiction"},
    "symbolic": {"counterexample", "undefined", "contradiction"},
    "falsify": {"counterexample", "undefined"},
}
"""What makes it pointless to ask: hypotheses of what is false, constants of what is not defined or says nothing."""


APPLY = {"symbolic", "universal", "wishart"}
"""Methods that apply other statements, of which a job brings the proofs."""


def _fresh(job: Job) -> Iterator[Message]:
    for method in APPLY.intersection(job.methods) if job.lemmas else ():
        for statement, certificate in job.lemmas:
            import_module(job.methods[method]).recall(statement, certificate, budget(job.budget))
    accepted: set[str] = set()
    looked: list[Message] = []
    for method, work in _stages(job):
        if accepted & PREEMPTS.get(method, set()):
            continue
        if method == "falsify" and accepted & {"proof", "contradiction"}:
            if looked and job.budget == "quick":
                yield from looked
                continue
            work = work.scaled(0.1)
        yield ("working", method)
        messages = list(_messages(method, job, work))
        found = {content.evidence.kind for what, content in messages if what == "found" and content.accepted}
        accepted |= found
        if method == "falsify" and not work.frames and not found & PREEMPTS["falsify"]:
            looked = messages
        else:
            yield from messages


def _stages(job: Job) -> Iterator[tuple[str, Budget]]:
    """The methods in order; a look for an easy counterexample spares the search for a proof."""
    for method in job.methods:
        if method == "symbolic" and "falsify" in job.methods:
            yield "falsify", budget(job.budget).look()
        yield method, budget(job.budget)


def _messages(method: str, job: Job, work: Budget) -> Iterator[Message]:
    try:
        yield from (("found", checked) for checked in _run(method, job, work))
    except Unsupported as error:
        yield ("note", f"{method} gave up: {error}")
    except Exception as error:
        yield ("failed", f"{method} failed: {type(error).__name__}: {error}")


def _run(method: str, job: Job, work: Budget) -> list[Checked]:
    evidence: list[Evidence] = import_module(job.methods[method]).run(job.statement, work, job.seed)
    return [recheck(normal(piece), job.statement.problem) for piece in evidence]
