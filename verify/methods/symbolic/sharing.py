"""The lemmas of a proof, each written once: what several of them rest on is shared."""

from __future__ import annotations

from typing import Any

from verify.problem import digest
from verify.statement import Statement

Json = Any
_digests: dict[int, tuple[list[Json], str]] = {}  # by the identity of the lines, which are kept and never change


def _digest(lines: list[Json]) -> str:
    if id(lines) not in _digests:
        _digests[id(lines)] = (lines, digest(lines))
    return _digests[id(lines)][1]


class Lemmas:
    """What a proof cites: `cited` are positions in `shared`, where an entry speaks of earlier ones only."""

    def __init__(self) -> None:
        self.shared: list[dict[str, Json]] = []
        self.cited: list[int] = []
        self._known: dict[str, int] = {}

    def add(self, statement: Statement, certificate: dict[str, Json]) -> int:
        """Takes in a proved statement, with all that its proof shares; its number among the cited ones."""
        moved: list[int] = []
        for entry in certificate["shared"]:
            moved.append(self._take(entry["problem"], entry["certificate"], moved))
        own = {key: value for key, value in certificate.items() if key != "shared"}
        self.cited.append(self._take(statement.problem, own, moved))
        return len(self.cited) - 1

    def _take(self, problem: dict[str, Json], certificate: dict[str, Json], moved: list[int]) -> int:
        cited: list[int] = [moved[k] for k in certificate["lemmas"]]
        entry: dict[str, Json] = {"problem": problem, "certificate": certificate | {"lemmas": cited}}
        name = f"{certificate['problem']} {cited} {_digest(certificate['lines'])}"
        if name not in self._known:
            self._known[name] = len(self.shared)
            self.shared.append(entry)
        return self._known[name]
