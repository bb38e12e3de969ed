"""Evidence: what a method found out about one problem. Plain data, JSON-able, and only a proposal until re-checked.

Conventions for `work` and `detail`, by kind:

* search: work["points"] looked at, work["admissible"] of them admissible; detail["slack"], where known, is the
  `slack` object of results.json; detail["against"], where set, says why the search supports nothing.
* enclosure: detail["whole_domain"] says whether the rigorous enclosure covers all that the statement declares.
* covering: a certificate of its kind, which settles the claim on its whole domain; a search may have one attached, for
  the problem with bounds on its sizes.
* deduction: a bound on a probability from others by the union bound; some of these may be cited external theorems.
* contrary: a point at which a claim about a probability fails, as the bound for an event that excludes its own shows;
  that bound may rest on cited external theorems.
* constant: detail is the `constants` object of results.json without `witness`.
* witness: values of the universal constants with a proof for them; family: expressions in these constants, one for
  each variable, with a proof that the claim is false there whatever the constants are.
* superfluous: detail["hypothesis"] (position from 0), detail["needed"] (True, False or None) and "note".
* vacuity: parts of the domain on which the statement says nothing; detail["sampled"] as in results.json, or None.

What a constant, a superfluous hypothesis or an empty part of a domain rests on are certificates of *other* problems
(the statement with another constant, with a hypothesis dropped, with one more). They are listed in detail["attached"]
as {"role": "witness" | "proof" | "counterexample" | "empty" | "grid", "problem": {...}, "certificate": {...}},
re-checked
like any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from verify.errors import ProofgaugeError

Json = Any
KINDS = (
    "proof",
    "counterexample",
    "admissible",
    "undefined",
    "contradiction",
    "witness",
    "family",
    "search",
    "enclosure",
    "covering",
    "deduction",
    "contrary",
    "constant",
    "superfluous",
    "vacuity",
)
FIELDS = ("kind", "method", "digest", "scope", "seed", "work", "certificate", "detail")


class EvidenceError(ProofgaugeError):
    """Something is not evidence."""


class Packed(Mapping[str, Json]):
    """A certificate as its text, which is read anew at each use: what many hand on, and few look into."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def content(self) -> dict[str, Json]:
        return json.loads(self.text)

    def __getitem__(self, key: str) -> Json:
        """Reads on no further than to the entry: the lemmas of a proof are long, and come after its lines."""
        at, decode = 1, json.JSONDecoder().raw_decode
        try:
            while self.text[at] == '"':
                name, at = decode(self.text, at)
                value, at = decode(self.text, at + 1)
                if name == key:
                    return value
                at += 1
        except (ValueError, IndexError):
            pass
        return self.content[key]  # not there, or not as `packed` writes it

    def __iter__(self) -> Iterator[str]:
        return iter(self.content)

    def __len__(self) -> int:
        return len(self.content)


def packed(certificate: Mapping[str, Json]) -> Packed:
    """Raises ValueError or TypeError where it is not JSON (a NaN, a numpy number)."""
    if isinstance(certificate, Packed):
        return certificate
    return Packed(json.dumps(certificate, separators=(",", ":"), ensure_ascii=False, allow_nan=False, sort_keys=True))


def unpacked(certificate: Mapping[str, Json]) -> dict[str, Json]:
    """The certificate as an object."""
    return certificate.content if isinstance(certificate, Packed) else cast("dict[str, Json]", certificate)


@dataclass(frozen=True)
class Evidence:
    """One finding of `method` about the problem with this digest.

    scope: what was covered (sizes, region, t, grid, note). seed: None where nothing was random. work: counts, never
    clock readings. certificate: what the independent checker replays, or None.
    Raises EvidenceError for an unknown kind.
    """

    kind: str
    method: str
    digest: str
    scope: dict[str, Json] = field(default_factory=dict[str, Any])
    seed: int | None = None
    work: dict[str, Json] = field(default_factory=dict[str, Any])
    certificate: Mapping[str, Json] | None = None
    detail: dict[str, Json] = field(default_factory=dict[str, Any])

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise EvidenceError(f"{self.kind!r} is not a kind of evidence; the kinds are {', '.join(KINDS)}")

    def to_json(self) -> dict[str, Json]:
        """Plain data, certificates as text. Raises ValueError or TypeError where one is not JSON."""
        found = {name: getattr(self, name) for name in FIELDS}
        if self.certificate is not None:
            found["certificate"] = packed(self.certificate).text
        if "attached" in self.detail:
            parts = [{**part, "certificate": packed(part["certificate"]).text} for part in self.detail["attached"]]
            found["detail"] = {**self.detail, "attached": parts}
        return found

    @classmethod
    def from_json(cls, source: Json) -> Evidence:
        """The inverse of `to_json`; certificates stay text. Raises EvidenceError when malformed."""
        try:
            found = {name: source[name] for name in FIELDS}
            if isinstance(found["certificate"], str):
                found["certificate"] = Packed(found["certificate"])
            if "attached" in found["detail"]:
                parts = [{**part, "certificate": Packed(part["certificate"])} for part in found["detail"]["attached"]]
                found["detail"] = {**found["detail"], "attached": parts}
            return cls(**found)
        except (KeyError, TypeError) as error:
            raise EvidenceError(f"malformed evidence: {error!r}") from error
