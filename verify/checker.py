"""Command line of the independent checker: `python -I verify/checker.py PROBLEM CERTIFICATE [--json]`.

Exit codes: 0 accepted, 1 rejected or malformed, 2 unreadable or wrong usage. Standard library only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, cast

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verify.checking.check import UNIVERSAL, check
from verify.checking.contraries import pointed
from verify.checking.outcomes import Malformed, Result
from verify.checking.points import read_point
from verify.checking.printing import family_text, point_text, problem_text
from verify.checking.problem import digest, load
from verify.checking.universal import freed, read_values

MAX_FILE = 16_000_000
USAGE = "usage: checker.py PROBLEM CERTIFICATE [--json]"


class Unreadable(Exception):
    """A file that is missing or is not JSON."""


def read(path: str) -> Any:
    """The JSON in a file. Raises Unreadable, or Malformed for duplicate keys, floats, NaN, and what is too large."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    if len(data) > MAX_FILE:
        raise Malformed(f"{path}: the file is larger than {MAX_FILE} bytes")
    try:
        return json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_int,
        )
    except RecursionError as error:
        raise Malformed(f"{path}: nested too deeply") from error
    except ValueError as error:
        raise Unreadable(f"{path}: not JSON ({error})") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("an object has a key twice")
    return found


def _no_float(text: str) -> Any:
    raise Malformed(f"a number that is not an integer: {text[:40]}")


def _int(text: str) -> int:
    if len(text) > 20:
        raise Malformed("an integer that is too long")
    return int(text)


def _printed(problem: Any, certificate: Any) -> str:
    """The problem and the point in readable form, as far as they can be read."""
    try:
        loaded = load(problem)
        text = problem_text(loaded)
        found = cast("dict[str, Any]", certificate) if type(certificate) is dict else {}
        problem, found = pointed(problem, found)
        if "values" in found and found.get("kind") in UNIVERSAL:
            text += "\nwith\n" + family_text(read_values(problem, found["values"]))
        elif "values" in found:
            loaded = load(freed(problem) if loaded.exists else problem)
            text += "\nat the point\n" + point_text(loaded, read_point(loaded, found["values"]))
        return text
    except Exception as error:
        return f"(not readable: {error})"


def main(argv: list[str] | None = None) -> int:
    """Checks one certificate, prints the problem, the point and the answer; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in arguments
    paths = [a for a in arguments if a != "--json"]
    if len(paths) != 2 or any(p.startswith("-") for p in paths):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        problem, certificate = read(paths[0]), read(paths[1])
        result = check(problem, certificate)
        printed = _printed(problem, certificate)
    except Unreadable as error:
        return _answer(as_json, 2, Result(False, f"unreadable: {error}"), "")
    except Malformed as error:
        return _answer(as_json, 1, Result(False, f"malformed: {error}"), "")
    name = _digest(problem)
    return _answer(as_json, 0 if result.accepted else 1, result, printed, name)


def _digest(problem: Any) -> str:
    try:
        return digest(problem)
    except Malformed:
        return ""


def _answer(as_json: bool, code: int, result: Result, printed: str, name: str = "") -> int:
    if as_json:
        answer = {
            "accepted": result.accepted,
            "reason": result.reason,
            "trusts": result.trusts,
            "detail": result.detail,
        }
        print(json.dumps({**answer, "problem": name, "text": printed}, sort_keys=True))
        return code
    if printed:
        print(printed)
    print(("accepted: " if result.accepted else "rejected: ") + result.reason)
    for key, value in result.detail.items():
        print(f"  {key}: {value}")
    for trust in result.trusts:
        print(f"  trusts: {trust}")
    return code


if __name__ == "__main__":
    sys.exit(main())
