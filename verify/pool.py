"""Worker processes for many jobs: what others apply goes first, and its proof goes to those that apply it.

A process stays with a family of statements (a module or package of `lemmas`) where it can: it knows their lemmas.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from verify.examine import Job, Message
from verify.outcome import Outcome
from verify.statement import Statement
from verify.worker import Worker


class Pool:
    """Examines jobs in `count` processes, in the order in which they were added as far as what they apply allows.

    keep: called with each finished job before its process takes another one, in a thread of the pool.
    """

    def __init__(self, count: int, keep: Callable[[Job, Outcome], None]) -> None:
        self._keep = keep
        self._changed = threading.Condition()
        self._todo: dict[str, Job] = {}
        self._applied: dict[str, set[str]] = {}  # digests of what each job applies
        self._running: set[str] = set()
        self._families: dict[int, str] = {}  # by worker
        self._finished: list[tuple[Job, Outcome]] = []
        self._outcomes: dict[str, Outcome] = {}
        self._keys: dict[str, str] = {}  # by the digest of the statement
        self._error: BaseException | None = None
        self._closed = False
        self._workers = [Worker() for _ in range(max(1, count))]
        for number, worker in enumerate(self._workers):
            threading.Thread(target=self._work, args=(number, worker), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add(self, jobs: Iterable[Job]) -> None:
        """More to do; a job that is known already is not done twice."""
        jobs = list(jobs)  # made before the workers must wait for them
        with self._changed:
            for job in jobs:
                if job.key not in self._outcomes and job.key not in self._running:
                    self._todo.setdefault(job.key, job)
                    self._keys.setdefault(job.statement.digest, job.key)
                    self._applied[job.key] = {use.statement.digest for use in job.statement.uses}
            self._changed.notify_all()

    def outcome(self, key: str) -> Outcome:
        """Waits for the outcome of an added job. Raises what went wrong in a thread of the pool."""
        with self._changed:
            self._changed.wait_for(lambda: key in self._outcomes or self._error is not None)
            if self._error is not None:
                raise self._error
            return self._outcomes[key]

    def finished(self, count: int) -> Iterator[tuple[Job, Outcome]]:
        """That many jobs with their outcomes, as they finish."""
        for k in range(count):
            with self._changed:
                self._changed.wait_for(lambda k=k: len(self._finished) > k or self._error is not None)
                if self._error is not None:
                    raise self._error
                found = self._finished[k]
            yield found

    def close(self) -> None:
        """Ends all processes at once."""
        with self._changed:
            self._closed = True
            self._todo.clear()
            self._changed.notify_all()
        for worker in self._workers:
            worker.close()

    # ---- in a thread for each worker

    def _work(self, number: int, worker: Worker) -> None:
        try:
            worker.start()
            while (job := self._next(number)) is not None:
                outcome = _examined(worker, job)
                if not self._closed:
                    self._keep(job, outcome)
                with self._changed:
                    outcome.refuted = self._refuted(job)
                    self._running.discard(job.key)
                    self._outcomes[job.key] = outcome
                    self._finished.append((job, outcome))
                    self._changed.notify_all()
        except BaseException as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()
        if self._closed:  # perhaps before the process was there
            worker.close()

    def _next(self, number: int) -> Job | None:
        with self._changed:
            while not self._closed:
                job = self._ready(number)
                if job is not None:
                    self._families[number] = _family(job)
                    del self._todo[job.key]
                    self._running.add(job.key)
                    return replace(job, lemmas=self._proofs(job))
                self._changed.wait()
        return None

    def _ready(self, number: int) -> Job | None:
        """Of the worker's own family if possible, else of one that no other worker is at."""
        others = {family for k, family in self._families.items() if k != number}
        free: list[Job] = []
        for job in self._todo.values():
            needs = (self._keys.get(digest, "") for digest in self._applied[job.key])
            if not any(key != job.key and (key in self._todo or key in self._running) for key in needs):
                if _family(job) == self._families.get(number):
                    return job
                free.append(job)
        if free:
            return next((job for job in free if _family(job) not in others), free[0])
        circle = not self._running  # statements that apply each other wait for nothing
        return next(iter(self._todo.values()), None) if circle else None

    def _refuted(self, job: Job) -> frozenset[str]:
        """Of the cited theorems that the job rests on those that are false."""
        found: set[str] = set()
        for statement in {use.statement for use in job.statement.uses}:
            outcome = self._outcomes.get(self._keys.get(statement.digest, ""))
            if outcome is not None:
                found |= outcome.refuted
                if statement.source and outcome.judgement.verdict == "refuted":
                    found.add(statement.digest)
        return frozenset(found)

    def _proofs(self, job: Job) -> tuple[tuple[Statement, Mapping[str, Any]], ...]:
        """What the job applies, with the proofs that were accepted so far."""
        found: dict[Statement, Mapping[str, Any]] = {}
        for statement in {use.statement for use in job.statement.uses}:
            outcome = self._outcomes.get(self._keys.get(statement.digest, ""))
            for checked in outcome.checked if outcome else ():
                known = checked.accepted and checked.evidence.kind in ("proof", "deduction")
                if known and checked.evidence.certificate is not None:
                    found[statement] = checked.evidence.certificate
        return tuple(found.items())


def _family(job: Job) -> str:
    return ".".join(job.name.split(".")[:2])


def _examined(worker: Worker, job: Job) -> Outcome:
    outcome = Outcome(job.name, job.statement)
    started = time.perf_counter()

    def heard(message: Message) -> None:
        what, content = message
        if what == "found":
            outcome.checked.append(content)
        elif what in ("note", "failed"):
            outcome.notes.append(content)
        outcome.failed |= what == "failed"
        outcome.reused |= what == "reused"

    worker.run(job, heard)
    outcome.seconds = time.perf_counter() - started
    return outcome


__all__ = ["Pool"]
