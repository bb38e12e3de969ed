"""The audit: every statement through the methods, evidence re-checked and kept on disk, then judged. The only loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from verify.argument import mapped, uses_in
from verify.cache import Cache, key
from verify.collect import Collection, used_statements
from verify.examine import Job
from verify.methods import METHODS
from verify.outcome import Outcome
from verify.pool import Pool
from verify.problem import canonical
from verify.statement import Statement, Use
from verify.tree import variable

ALL = tuple(METHODS)
DECIDING = tuple(m for m in ALL if m not in ("constants", "superfluous"))
"""Those that a verdict can come from; the others measure."""
ON_STEPS = ("symbolic", "falsify")
"""Steps have no constants or hypotheses of their own to measure."""


@dataclass(frozen=True)
class Settings:
    """What an audit is asked for. reuse_only: judge what is on disk already, without running any method."""

    seed: int = 0
    budget: str = "quick"
    jobs: int = 2
    out: Path = Path("reports/out")
    methods: tuple[str, ...] = ALL
    reuse_only: bool = False


Progress = Callable[[Outcome, int, int], None]
"""Called after each statement with its outcome, how many are finished and how many there are."""


def audit(
    found: Collection, settings: Settings, progress: Progress | None = None, known: Mapping[str, Outcome] | None = None
) -> dict[str, Outcome]:
    """Outcomes by cache key of every part of every item, and of every statement that these use; known ones as they are.

    Raises HarnessBug, OutputError, and KeyboardInterrupt after the workers were stopped; evidence of finished
    statements is on disk by then.
    """
    known = known or {}
    outcomes: dict[str, Outcome] = {}
    jobs: dict[str, Job] = {}
    for name, statement, methods in _parts(found, settings.methods):
        k = key(statement, methods, settings.budget, settings.seed)
        if k in known:
            outcomes[k] = known[k]
        elif k not in jobs:
            jobs[k] = job_for(name, statement, methods, settings)
    wanted = [job for job in jobs.values() if job.cached or not settings.reuse_only]
    if wanted:
        with Pool(min(settings.jobs, len(wanted)), partial(keep, settings)) as pool:
            pool.add(sorted(wanted, key=_length, reverse=True))  # long ones first, so that no worker idles at the end
            for count, (job, outcome) in enumerate(pool.finished(len(wanted)), 1):
                outcomes[job.key] = outcome
                if progress is not None:
                    progress(outcome, count, len(wanted))
    for k, job in jobs.items():
        if k not in outcomes:
            outcomes[k] = Outcome(job.name, job.statement, notes=["not finished"], failed=True)
    return outcomes


def _length(job: Job) -> tuple[bool, int, int]:
    """A guess at how long the job takes."""
    return job.cached is None, len(job.methods), len(canonical(job.statement.problem))


def outcome_of(
    outcomes: dict[str, Outcome], statement: Statement, methods: Sequence[str], settings: Settings
) -> Outcome:
    """What became of the statement in an audit with these settings."""
    return outcomes[key(statement, methods, settings.budget, settings.seed)]


def methods_for(statement: Statement, step: bool, methods: Sequence[str] = ALL) -> tuple[str, ...]:
    """Those of the methods that have something to say about such a statement."""
    if statement.random:  # the one method that knows of probabilities, whatever was asked for
        return ("wishart",)
    if statement.exists:  # likewise of universal constants
        return ("universal",)
    skip = {"universal", "wishart"}
    if step:
        skip |= set(ALL) - set(ON_STEPS)
    if not statement.constants or statement.quantifier == "fails":
        skip.add("constants")
    if not statement.given or statement.quantifier == "fails":
        skip.add("superfluous")
    return tuple(m for m in methods if m not in skip)


def _parts(found: Collection, methods: Sequence[str]) -> list[tuple[str, Statement, tuple[str, ...]]]:
    """Every problem to settle: items, steps twice, and what they use."""
    parts = [
        (name, statement, methods_for(statement, item.is_line, methods))
        for item in found.items
        for name, statement in item.parts
    ]
    known = {statement.digest for _, statement, _ in parts}
    applied = used_statements(statement for _, statement, _ in parts)
    others = [s for s in applied if s.digest not in known]
    return parts + [(found.name(s), s, methods_for(s, False, methods)) for s in others]


@cache
def blind(statement: Statement) -> Statement:
    """The statement without its expectation and its prose: all that a method gets to see."""
    argued = uses_in(statement.argument)
    return Statement(
        statement.title,
        statement.given,
        statement.claim,
        {variable(s): v for s, v in statement.constants},
        uses=[Use(blind(u.statement), u.values, u.over) for u in statement.uses if u not in argued],
        quantifier=statement.quantifier,
        argument=mapped(statement.argument, lambda e: e, blind),
        exists=[variable(s) for s in statement.exists],
        source=statement.source,
    )


def job_for(name: str, statement: Statement, methods: tuple[str, ...], settings: Settings) -> Job:
    """What a worker is to do, with the evidence of an earlier run if there is any."""
    k = key(statement, methods, settings.budget, settings.seed)
    modules = {method: METHODS[method] for method in methods}
    return Job(k, name, blind(statement), modules, settings.budget, settings.seed, _cache(settings).get(k))


def keep(settings: Settings, job: Job, outcome: Outcome) -> None:
    """Writes new evidence to disk, unless something failed: that is tried again next time. Raises OutputError."""
    if not outcome.failed and not outcome.reused:
        evidence, answers = [c.evidence for c in outcome.checked], [c.accepted for c in outcome.checked]
        _cache(settings).put(job.key, evidence, answers, outcome.notes)


def _cache(settings: Settings) -> Cache:
    return Cache(settings.out / ".cache")
