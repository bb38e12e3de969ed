"""A proved statement without the hypotheses that its proof does not quote."""

from __future__ import annotations

from typing import Any

from verify.checking.kernel import check_proof
from verify.statement import Statement


def quoted(certificate: dict[str, Any]) -> list[int]:
    """The hypotheses that a proof quotes, by position."""
    return sorted({line["index"] for line in certificate["lines"] if line["rule"] == "hypothesis"})


def leaner(statement: Statement, certificate: dict[str, Any]) -> tuple[Statement, dict[str, Any]]:
    """The statement and its certificate; with fewer hypotheses where the checker accepts the proof from them."""
    kept = quoted(certificate)
    if len(kept) == len(statement.given):
        return statement, certificate
    fewer = statement.replaced(given=tuple(statement.given[k] for k in kept), uses=(), argument=())
    proof = requoted(certificate, kept, fewer)
    return (statement, certificate) if proof is None else (fewer, proof)


def requoted(certificate: dict[str, Any], kept: list[int], fewer: Statement) -> dict[str, Any] | None:
    """The same lines as a proof of the statement with only those hypotheses, if the checker accepts them."""
    lines = [
        line | ({"index": kept.index(line["index"])} if line["rule"] == "hypothesis" else {})
        for line in certificate["lines"]
    ]
    proof = certificate | {"problem": fewer.digest, "lines": lines}
    return proof if check_proof(fewer.problem, proof).accepted else None
