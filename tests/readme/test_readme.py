"""The README tells the truth: its examples run, its table is the vocabulary, its lines are what CI runs."""

from __future__ import annotations

import inspect
import os
import re
import shlex
import tomllib
from pathlib import Path

import pytest

import verify
from verify.cli import main

HOME = Path(verify.__file__).parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"<!-- (file|run|line): ([^ ]+) -->\n```\w+\n(.*?)```", re.DOTALL)


def blocks(kind: str) -> list[tuple[str, str]]:
    return [(name, text) for found, name, text in FENCE.findall(README) if found == kind]


@pytest.mark.parametrize(("code", "text"), blocks("run"))
def test_examples(code, text, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, source in blocks("file"):
        Path(name).write_text(source)
    command, *expected = text.strip().split("\n")
    assert command.startswith("$ proofgauge ")
    assert main(shlex.split(command)[2:]) == int(code)
    said = capsys.readouterr().out
    for line in expected:
        assert line in said


def test_every_file_is_used():
    commands = " ".join(text for _, text in blocks("run"))
    assert len(blocks("file")) >= 3
    assert all(name in commands for name, _ in blocks("file"))


def row(name: str) -> str:
    """The table's row of a name, made from its signature and the first line of its docstring."""
    thing = getattr(verify, name)
    parameters = inspect.signature(thing).parameters.values()
    names = ", ".join(("*" if p.kind == p.VAR_POSITIONAL else "") + p.name for p in parameters)
    meaning = (inspect.getdoc(thing) or "").split("\n")[0].replace("|", "\\|")
    return f"| `{name}({names})` | {meaning} |"


def test_the_table_is_the_vocabulary():
    known = set(verify.__all__)
    assert set(re.findall(r"^\| `(\w+)\(", README, re.MULTILINE)) == known
    missing = [row(name) for name in sorted(known) if row(name) not in README]
    assert missing == []


def test_verdicts_and_commands_are_all_explained():
    from verify.cli import COMMANDS
    from verify.verdict import ORDER

    for verdict in ORDER:
        assert f"| {verdict} |" in README
    for command in COMMANDS:
        assert f"`proofgauge {command}" in README


def test_the_lines_that_ci_runs():
    script = (HOME / ".ci" / "run").read_text()
    assert [name for name, _ in blocks("line")] == ["audit", "tests"]
    for name, text in blocks("line"):
        assert f"readme_line {name}" in script
        assert text.startswith("python3 -m venv .venv && ")
        assert text.count("\n") == 1
    assert os.access(HOME / ".ci" / "run", os.X_OK)


def test_the_papers_of_the_project_agree():
    version = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["version"]
    assert version == verify.__version__
    assert f"version: {version}" in (HOME / "CITATION.cff").read_text()
    assert f"## {version}" in (HOME / "CHANGELOG.md").read_text()
    assert "Apache License" in (HOME / "LICENSE").read_text()
