"""The pytest plugin: options, words for verdicts, and results.json with the report when lemmas were tested.

It is loaded into every pytest run where the package is installed, so it imports nothing of the harness until a
test of `verify/test_lemmas.py` has run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

OUT = "reports/out"
UNMEASURED = "best constants and superfluous hypotheses: --gauge-measure, or proofgauge audit"


def _seed(text: str) -> int:
    from verify.experiments.options import natural  # loaded only where the option is given

    return natural(text)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proofgauge", "audit of the statements in `lemmas` (pytest verify)")
    group.addoption("--gauge-seed", type=_seed, default=0, metavar="N", help="seed of the search (default 0)")
    group.addoption("--gauge-budget", choices=("quick", "full", "deep"), default="quick", help="default quick")
    measured = "measure constants and superfluous hypotheses too, as `proofgauge audit` does"
    group.addoption("--gauge-measure", action="store_true", help=measured)
    group.addoption("--gauge-out", default=OUT, metavar="DIR", help=f"where results go (default {OUT})")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(config), "proofgauge-recorder")


def settings(config: pytest.Config, **changes: Any) -> Any:
    """The audit's settings from pytest's options."""
    from verify.audit import ALL, DECIDING, Settings

    options = config.option
    methods = ALL if options.gauge_measure else DECIDING
    return Settings(options.gauge_seed, options.gauge_budget, 2, Path(options.gauge_out), methods, **changes)


class Recorder:
    """Notes which statements were tested, here or in the processes of xdist, and writes the results once.

    outcomes: what the tests of this process found, by cache key; those of xdist's processes are read from disk.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.tested: list[str] = []
        self.said: list[str] = []
        self.outcomes: dict[str, Any] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = dict(report.user_properties).get("gauge")
        if report.when == "call" and isinstance(name, str):
            self.tested.append(name)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, Any] | None:
        """The verdict instead of PASSED, for those who watch with -v."""
        properties: list[tuple[str, object]] = getattr(report, "user_properties", [])  # a CollectReport has none
        verdict = dict(properties).get("verdict")
        if report.when != "call" or not report.passed or not isinstance(verdict, str):
            return None
        return "passed", ".", (verdict.upper(), {"green": True})

    def pytest_sessionfinish(self) -> None:
        if not self.tested or hasattr(self.config, "workerinput"):
            return
        from reports.model import ReportError
        from verify.errors import ProofgaugeError

        try:
            self.said += _write(self.config, {name.partition("[")[0] for name in self.tested}, self.outcomes)
        except (ProofgaugeError, ReportError) as error:
            self.said.append(f"no results were written: {error}")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.said:
            terminalreporter.section("proofgauge")
            for line in self.said:
                terminalreporter.line(line)


def _write(config: pytest.Config, tested: set[str], known: dict[str, Any]) -> list[str]:
    """Judges what the tests left on disk; returns lines for the terminal."""
    import time

    from reports.build import build
    from verify.audit import audit
    from verify.collect import collect
    from verify.results import results, save
    from verify.terminal import summary_text

    wanted = settings(config, reuse_only=True)
    found = collect([])
    found.items = [item for item in found.items if item.id in tested]
    started = time.perf_counter()
    outcomes = audit(found, wanted, known=known)
    content, files = results(found, outcomes, wanted, {"total": round(time.perf_counter() - started, 3)})
    path = save(content, files, wanted.out)
    lines = [summary_text(content["statements"]), str(path), str(build(content, wanted.out))]
    return lines if config.option.gauge_measure else [*lines, UNMEASURED]
