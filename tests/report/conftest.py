"""One built report for all tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sample

from reports.build import build


@pytest.fixture
def results() -> dict[str, Any]:
    return sample.results()


@pytest.fixture(scope="session")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(sample.results(), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def page(page_path: Path) -> str:
    return page_path.read_text(encoding="utf-8")
