"""The schema of results.json: valid, strict, and shown in full by the sample."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import reports

SCHEMA: dict[str, Any] = json.loads(Path(reports.__file__).with_name("results.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def problems(results: dict[str, Any]) -> list[str]:
    return [f"{list(error.path)}: {error.message[:160]}" for error in VALIDATOR.iter_errors(results)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_sample_is_valid(results: dict[str, Any]) -> None:
    assert problems(results) == []


def properties(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("additionalProperties") is False:
            yield from node["properties"]
        for inner in node.values():
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


def keys(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node
        for inner in node.values():
            yield from keys(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from keys(inner)


def test_the_sample_fills_every_field(results: dict[str, Any]) -> None:
    assert set(properties(SCHEMA)) - set(keys(results)) == set()


def test_the_sample_has_every_verdict(results: dict[str, Any]) -> None:
    found = {entry["verdict"] for entry in results["statements"]}
    assert found == set(SCHEMA["$defs"]["verdict"]["enum"])


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def apply(results: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        node: Any = results
        for part in way:
            node = node[part]
        node[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "proofgauge results 2"),
        ("color", "red"),
        ("budget", "huge"),
        ("statements/0/verdict", "true"),
        ("statements/0/colour", "red"),
        ("statements/0/holds", "proved"),
        ("statements/2/holds", None),
        ("statements/0/digest", "abc"),
        ("statements/0/scope", "all"),
        ("statements/1/constants/0/lower", 2),
        ("statements/1/constants/0/lower", "2/0"),
        ("statements/1/constants/0/refuted_end", "left"),
        ("statements/4/counterexample", None),
        ("statements/4/counterexample/values/eta", "0.5"),
        ("statements/4/counterexample/lhs", ["1"]),
        ("statements/1/superfluous/0/hypothesis", -1),
        ("statements/1/slack/points", [[1, 2, 3]]),
        ("times/clock", 1),
    ],
)
def test_the_schema_is_strict(results: dict[str, Any], path: str, value: Any) -> None:
    change(path, value)(results)
    assert problems(results) != []


@pytest.mark.parametrize("key", ["verdict", "proof", "slack", "errata", "reproduce", "superfluous"])
def test_no_field_may_be_left_out(results: dict[str, Any], key: str) -> None:
    del results["statements"][0][key]
    assert problems(results) != []
