"""Certificates as text: entries are read where they stand, whatever comes after them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from verify.evidence import Evidence, Packed, packed, unpacked

CERTIFICATE: dict[str, Any] = {"kind": "proof", "values": {"x": '1, "y":'}, "lines": [{"id": "L1"}], "shared": [1, [2]]}


def test_entries_are_those_of_the_object() -> None:
    text = packed(CERTIFICATE)
    assert {key: text[key] for key in CERTIFICATE} == CERTIFICATE == unpacked(text) == dict(text)
    assert "format" not in text
    with pytest.raises(KeyError):
        _ = text["format"]


def test_an_entry_is_read_without_what_follows_it() -> None:
    text = packed(CERTIFICATE).text
    cut = Packed(text[: text.index('"shared"')] + '"shared":[')
    assert cut["lines"] == CERTIFICATE["lines"]
    with pytest.raises(ValueError, match="Expecting"):
        _ = cut["values"]


def test_other_ways_to_write_the_same_object_do_too() -> None:
    assert Packed(json.dumps(CERTIFICATE, indent=2))["values"] == CERTIFICATE["values"]


def test_evidence_survives_the_trip_through_its_file() -> None:
    part = {"role": "empty", "problem": {}, "certificate": CERTIFICATE}
    evidence = Evidence("proof", "method", "0" * 64, certificate=CERTIFICATE, detail={"attached": [part]})
    again = Evidence.from_json(json.loads(json.dumps(evidence.to_json())))
    assert unpacked(again.certificate or {}) == CERTIFICATE
    assert unpacked(again.detail["attached"][0]["certificate"]) == CERTIFICATE
    with pytest.raises(ValueError, match="JSON"):
        Evidence("proof", "method", "0" * 64, certificate={"x": float("nan")}).to_json()
