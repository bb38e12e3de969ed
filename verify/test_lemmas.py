"""`pytest verify`: one test for each statement in `lemmas`, and two for each step of a printed proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from verify.audit import examine_in, job_for, keep, methods_for
from verify.collect import Item, collect
from verify.plugin import settings
from verify.statement import Statement
from verify.worker import Worker

Part = tuple[Item, str, Statement]
Record = Callable[[str, object], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        parts = [(item, name, statement) for item in collect([]).items for name, statement in item.parts]
        metafunc.parametrize("part", parts, ids=[name for _, name, _ in parts])


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    process = Worker()
    yield process
    process.close()


def test_statement(part: Part, worker: Worker, record_property: Record, request: pytest.FixtureRequest) -> None:
    """The verdict is the one that the statement's module expects."""
    item, name, statement = part
    wanted = settings(request.config)
    job = job_for(name, statement, methods_for(statement, item.is_line), wanted)
    outcome = examine_in(worker, job)
    keep(job, outcome, wanted)
    judgement = outcome.judgement
    properties = {"verdict": judgement.verdict, "expected": statement.expected, "digest": statement.digest}
    for key, value in ({"gauge": name} | properties).items():
        record_property(key, value)
    again = f"reproduce: proofgauge audit {item.id} --seed {wanted.seed} --budget {wanted.budget}"
    if statement.expected is None:
        pytest.fail(f"{name} declares no expected verdict; it is {judgement.verdict}\n{again}", pytrace=False)
    if judgement.verdict != statement.expected:
        why = f" ({judgement.reason})" if judgement.reason else ""
        pytest.fail(f"{name} is {judgement.verdict}, not {statement.expected}{why}\n{again}", pytrace=False)
