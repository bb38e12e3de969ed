"""`proofgauge check OUT`: every certificate that an audit wrote, and every verdict of results.json that needs one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from verify.checker import Unreadable, read
from verify.checking.check import check
from verify.checking.outcomes import Malformed

Json = Any
SETTLING = ("proof", "counterexample", "witness", "family")
NEEDS = {"proved": SETTLING, "refuted": SETTLING, "vacuous": ("contradiction",)}


def check_folder(out: Path, as_json: bool) -> int:
    """Prints a line for each failure and a count; 0 all accepted, 1 something is not, 2 nothing could be read."""
    paths = sorted((out / "certificates").glob("*"))
    answers = {path.relative_to(out).as_posix(): _answer(out, path) for path in paths}
    failures = [f"{name}: {why}" for name, why in answers.items() if why]
    try:
        failures += _unsupported(read(str(out / "results.json")), answers)
    except Unreadable as error:
        print(f"proofgauge check: {error}", file=sys.stderr)
        return 2
    except Malformed:
        failures += _unsupported(json.loads((out / "results.json").read_text(encoding="utf-8")), answers)
    accepted = sum(not why for why in answers.values())
    if as_json:
        print(json.dumps({"accepted": accepted, "certificates": len(answers), "failures": failures}, sort_keys=True))
    else:
        for failure in failures:
            print(f"rejected: {failure}")
        print(f"{accepted} of {len(answers)} certificates accepted, {len(failures)} failures")
    return int(bool(failures))


def _answer(out: Path, path: Path) -> str:
    """Why the certificate is not accepted; empty when it is."""
    try:
        certificate = read(str(path))
        name = _problem(certificate)
        if not name.isalnum():
            return "it names no problem"
        result = check(read(str(out / "problems" / f"{name}.json")), certificate)
    except (Unreadable, Malformed) as error:
        return str(error)
    return "" if result.accepted else result.reason


def _problem(certificate: Json) -> str:
    return str(cast("dict[str, Json]", certificate).get("problem", "")) if type(certificate) is dict else ""


def _unsupported(results: Json, answers: dict[str, str]) -> Iterator[str]:
    """Verdicts whose certificate is not among the accepted ones."""
    for entry in results["statements"]:
        problem = str(entry["digest"])
        for verdict in {entry["verdict"]} & NEEDS.keys():
            names = [
                str(e["certificate"])
                for e in entry["evidence"]
                if e["kind"] in NEEDS[verdict] and e["digest"] == problem and e["certificate"]
            ]
            if not any(answers.get(name, "absent") == "" for name in names):
                yield f"{entry['id']}: no accepted certificate carries the verdict {verdict}"
