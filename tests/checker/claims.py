"""Problems and certificates for the tests of the checker, written as the nested lists of the format."""

from __future__ import annotations

from typing import Any

from verify.checking.problem import digest


def num(value: object) -> list[Any]:
    return ["num", str(value)]


def var(name: str) -> list[Any]:
    return ["var", name]


def size(name: str) -> dict[str, Any]:
    return {"name": name, "kind": "size"}


def real(name: str, **bounds: str) -> dict[str, Any]:
    return {"name": name, "kind": "real", **bounds}


def integer(name: str, **bounds: str) -> dict[str, Any]:
    return {"name": name, "kind": "integer", **bounds}


def matrix(name: str, rows: Any, cols: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "matrix", "rows": rows, "cols": cols, **more}


def problem(variables: list[Any], claim: Any, hypotheses: Any = (), **more: Any) -> dict[str, Any]:
    return {
        "format": "proofgauge problem 1",
        "variables": variables,
        "definitions": [],
        "recursions": [],
        "constants": [],
        "quantifier": "forall",
        "hypotheses": list(hypotheses),
        "claim": claim,
        **more,
    }


def certificate(
    of: dict[str, Any], values: dict[str, Any], kind: str = "counterexample", **more: Any
) -> dict[str, Any]:
    return {"format": "proofgauge certificate 1", "problem": digest(of), "kind": kind, "values": values, **more}


TRUE = ["le", num(0), num(0)]
