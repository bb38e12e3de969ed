"""Lemmas that a certificate writes once and cites by number, and the memory of what was replayed before."""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from ..outcomes import Malformed
from ..problem import a_list, an_object, digest
from .formulas import Rejected
from .polynomials import Work
from .replay import replay
from .rules_lemmas import Law

MAX_REMEMBERED = 10_000


@dataclass(frozen=True)
class Settled:
    """What a replay gave: what is shown, the law of what holds, the facts that it trusts, the work that it took."""

    shows: str
    law: Law | None
    trusted: frozenset[str]
    work: int


_remembered: dict[str, Settled] = {}


def settle(problem: Any, certificate: Any, work: Work) -> Settled:
    """What the outermost certificate shows, with its shared lemmas. Raises Rejected or Malformed."""
    if type(certificate) is not dict:
        raise Malformed("the certificate must be an object")
    own = dict(cast("dict[Any, Any]", certificate))
    laws: list[Law | None] = []
    names: list[str] = []
    trusted: set[str] = set()
    for i, source in enumerate(a_list(own.pop("shared", []), "shared")):
        try:
            entry = an_object(source, "it", {"problem", "certificate"})
            name, found = _settled(entry["problem"], entry["certificate"], work, laws, names, 1)
        except (Rejected, Malformed) as reason:
            raise Rejected(f"shared lemma {i}: {reason}") from reason
        laws.append(found.law)
        names.append(name)
        trusted |= found.trusted
    _, found = _settled(problem, own, work, laws, names, 0)
    return Settled(found.shows, found.law, found.trusted | trusted, found.work)


def _settled(
    problem: Any, certificate: Any, work: Work, laws: Sequence[Law | None], names: Sequence[str], depth: int
) -> tuple[str, Settled]:
    """From memory if there: remembering changes no answer, as its work is paid again."""
    name = _name(problem, certificate, names)
    if name in _remembered:
        work.spend(_remembered[name].work)
        return name, _remembered[name]
    before, trusted = work.left, set[str]()
    kernel, shows = replay(problem, certificate, work, trusted, depth, laws)
    if len(_remembered) >= MAX_REMEMBERED:
        _remembered.clear()
    law = kernel.law if shows == "holds" else None
    _remembered[name] = Settled(shows, law, frozenset(trusted), before - work.left)
    return name, _remembered[name]


def _name(problem: Any, certificate: Any, names: Sequence[str]) -> str:
    """A digest of the problem, its proof, and the names of the shared lemmas that the proof cites."""
    if type(certificate) is not dict:
        raise Malformed("the certificate must be an object")
    found = cast("dict[Any, object]", certificate)
    cited = a_list(found.get("lemmas", []), "lemmas")
    known = [type(k) is int and 0 <= k < len(names) for k in cited]
    rest = [0 if shared else k for k, shared in zip(cited, known, strict=True)]
    return _digest([problem, {**found, "lemmas": rest}, [names[k] for k, ok in zip(cited, known, strict=True) if ok]])


def _digest(content: list[Any]) -> str:
    """Different for different content; in a format that is written sooner than JSON, as nobody reads it."""
    try:
        return sha256(marshal.dumps(content, 2)).hexdigest()
    except ValueError:  # nested too deeply, or no JSON
        return digest(content)
