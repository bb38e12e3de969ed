"""Evidence on disk, by everything that it depends on. One file a statement, written by atomic rename."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, cast

from verify.argument import to_data
from verify.errors import ProofgaugeError
from verify.evidence import Evidence, EvidenceError
from verify.problem import to_json
from verify.statement import Statement

LIBRARIES = ("numpy", "scipy", "mpmath", "python-flint")
FRONT = (
    "cli.py", "collect.py", "plugin.py", "proofview.py", "recheck_folder.py", "results.py", "sources.py", "terminal.py",
    "test_lemmas.py", "universalview.py",
)  # fmt: skip


class OutputError(ProofgaugeError):
    """A folder or file for results cannot be written."""


@cache
def versions() -> dict[str, str]:
    """What the results were made with."""
    from verify import __version__

    found = {"proofgauge": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


@cache
def source_hash() -> str:
    """SHA-256 of the harness's source, the front ends and the printing left out."""
    home = Path(__file__).parent
    total = hashlib.sha256()
    for path in sorted(home.rglob("*.py")):
        name = path.relative_to(home).as_posix()
        if name not in FRONT and not name.startswith("render/"):
            total.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def key(statement: Statement, methods: Sequence[str], budget: str, seed: int) -> str:
    """SHA-256 of all that evidence for the statement depends on."""
    parts = [applied(statement), list(methods), budget, seed, source_hash(), versions()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


_applied: dict[Statement, str] = {}


def applied(statement: Statement) -> str:
    """SHA-256 of the statement's digest, its argument and, for each application, what is applied and to what."""
    if statement not in _applied:
        _applied[statement] = statement.digest  # what a circle finds, which the proof search refuses
        uses: list[Any] = []
        for use in statement.uses:
            values = [[symbol.name, to_json(value)] for symbol, value in use.values]
            over = None if use.over is None else [to_json(end) for end in use.over]
            uses.append([applied(use.statement), values, over])
        content = json.dumps([statement.digest, uses, to_data(statement.argument)])
        _applied[statement] = hashlib.sha256(content.encode()).hexdigest()
    return _applied[statement]


def write(path: Path, text: str) -> None:
    """Writes the file by atomic rename, folders included. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.stem[:16]}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


class Cache:
    """Evidence by key below a folder. What cannot be read counts as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> tuple[list[Evidence], list[bool | None], list[str]] | None:
        """The evidence, what the checker said of each piece when it was new, and why methods gave up."""
        try:
            found = cast("dict[str, Any]", json.loads(self._path(key).read_text(encoding="utf-8")))
            evidence = [Evidence.from_json(entry) for entry in found["evidence"]]
            answers = [answer if isinstance(answer, bool) else None for answer in found["accepted"]]
            notes = list(map(str, found["notes"]))
        except (OSError, ValueError, KeyError, TypeError, EvidenceError):
            return None
        return (evidence, answers, notes) if len(evidence) == len(answers) else None

    def put(
        self, key: str, evidence: Sequence[Evidence], accepted: Sequence[bool | None], notes: Sequence[str]
    ) -> None:
        entry = {"evidence": [e.to_json() for e in evidence], "accepted": list(accepted), "notes": list(notes)}
        write(self._path(key), json.dumps(entry, sort_keys=True))
