from __future__ import annotations

import os
from pathlib import Path

import pytest

from verify import Statement, real
from verify.collect import Collection, Item
from verify.methods import METHODS


@pytest.fixture
def fake_methods(monkeypatch, tmp_path):
    """All four methods replaced: one that obeys titles, three that find nothing."""
    here = str(Path(__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")])))
    monkeypatch.setenv("FAKE_LOG", str(tmp_path / "log"))
    for name in METHODS:
        monkeypatch.setitem(METHODS, name, "fakes" if name == "falsify" else "silent")


@pytest.fixture
def make():
    """A collection of statements `x <= bound` for 0 <= x, one for each title."""

    def build(*titles: str, bound: object = 1, **fields: object) -> Collection:
        x = real("x", ge=0)
        found = Collection()
        for number, title in enumerate(titles):
            statement = Statement(title, [x >= f"1/{number + 100}"], x <= bound, **fields)
            name = f"fake.{title.replace(' ', '_')}"
            found.items.append(Item(name, "statement", "fake", statement, title, name))
            found.names[statement] = name
        found.papers["fake"] = {"title": "fake"}
        return found

    return build
