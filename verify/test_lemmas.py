"""`pytest verify`: one test for each statement in `lemmas`, and two for each step of a printed proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

import pytest

from verify.audit import job_for, keep, methods_for
from verify.collect import Item, collect
from verify.examine import Job
from verify.plugin import Recorder, settings
from verify.pool import Pool
from verify.statement import Statement

Part = tuple[Item, str, Statement]
Record = Callable[[str, object], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        parts = [(item, name, statement) for item in collect([]).items for name, statement in item.parts]
        metafunc.parametrize("part", parts, ids=[name for _, name, _ in parts])


def job_of(part: Part, config: pytest.Config) -> Job:
    item, name, statement = part
    wanted = settings(config)
    return job_for(name, statement, methods_for(statement, item.is_line, wanted.methods), wanted)


@pytest.fixture(scope="session")
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    """Two processes at work on all that was selected; under xdist, which splits the tests itself, one for each."""
    alone = not hasattr(request.config, "workerinput")
    with Pool(2 if alone else 1, partial(keep, settings(request.config))) as found:
        if alone:
            selected = [item for item in request.session.items if isinstance(item, pytest.Function)]
            parts = [item.callspec.params["part"] for item in selected if "part" in item.fixturenames]
            found.add(job_of(cast("Part", part), request.config) for part in parts)
        yield found


def test_statement(part: Part, pool: Pool, record_property: Record, request: pytest.FixtureRequest) -> None:
    """The verdict is the one that the statement's module expects."""
    _, name, statement = part
    wanted = settings(request.config)
    job = job_of(part, request.config)
    pool.add([job])
    outcome = pool.outcome(job.key)
    recorder = request.config.pluginmanager.get_plugin("proofgauge-recorder")
    if isinstance(recorder, Recorder):
        recorder.outcomes[job.key] = outcome
    judgement = outcome.judgement
    properties = {"verdict": judgement.verdict, "expected": statement.expected, "digest": statement.digest}
    for key, value in ({"gauge": name} | properties).items():
        record_property(key, value)
    again = f"reproduce: proofgauge audit {name.partition('[')[0]} --seed {wanted.seed} --budget {wanted.budget}"
    if statement.expected is None:
        pytest.fail(f"{name} declares no expected verdict; it is {judgement.verdict}\n{again}", pytrace=False)
    if judgement.verdict != statement.expected:
        why = f" ({judgement.reason})" if judgement.reason else ""
        pytest.fail(f"{name} is {judgement.verdict}, not {statement.expected}{why}\n{again}", pytrace=False)
