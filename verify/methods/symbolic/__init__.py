"""Proofs for all sizes: certificates in the free algebra, standard facts, induction; replayed by the checker."""

from __future__ import annotations

from functools import cache
from typing import Any

from verify.budget import Budget
from verify.evidence import Evidence
from verify.methods.symbolic import indices, scalars, spaces, tactics
from verify.methods.symbolic.lines import Line, Writer, used_by
from verify.methods.symbolic.prover import Exhausted, Prover
from verify.statement import Statement
from verify.substitution import substitute

CERTIFICATE = "proofgauge certificate 1"
EFFORT = {"quick": 16_000, "full": 60_000, "deep": 600_000}  # candidates looked at in one search
CONTRADICTION = 3_000


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """A proof of the statement, if one is found; deterministic, so that the seed plays no part."""
    effort = EFFORT.get(budget.name, EFFORT["quick"])
    scope = {"sizes": "all", "region": "the whole domain"}
    contradiction = contradiction_of(statement)
    if contradiction is not None:
        work = {"lines": len(contradiction["lines"])}
        return [Evidence("contradiction", "symbolic", statement.digest, scope, seed, work, contradiction, {})]
    certificate = certificate_of(statement, effort)
    if certificate is None:
        return []
    work = {"lines": len(certificate["lines"]), "lemmas": len(certificate["lemmas"])}
    return [Evidence("proof", "symbolic", statement.digest, scope, seed, work, certificate, {})]


def closed(statement: Statement) -> Statement:
    """The statement with the values of its constants written in."""
    values = dict(statement.constants)
    given = [substitute(g, values) for g in statement.given]
    return Statement(statement.title, given, substitute(statement.claim, values), uses=statement.uses)


@cache
def certificate_of(statement: Statement, effort: int = EFFORT["quick"]) -> dict[str, Any] | None:
    """The certificate of a proof of the universal claim, or None."""
    try:
        found = _search(closed(statement), effort)
    except Exhausted:
        return None
    if found is None:
        return None
    p, final, lemmas = found
    return _certificate(statement, "proof", p, final, lemmas)


def contradiction_of(statement: Statement) -> dict[str, Any] | None:
    """A certificate that the hypotheses contradict each other, by short arguments only."""
    p = Prover(closed(statement), CONTRADICTION)
    try:
        p.start()
        spaces.forward(p)
        final = scalars.absurdity(p, 0) or scalars.absurdity(p, 1)
    except Exhausted:
        return None
    return None if final is None else _certificate(statement, "contradiction", p, final, [])


def _certificate(
    statement: Statement, kind: str, p: Prover, final: Line, lemmas: list[dict[str, Any]]
) -> dict[str, Any]:
    lines = Writer(final, used_by(final)).lines(p.lines.top())
    return {"format": CERTIFICATE, "problem": statement.digest, "kind": kind, "lemmas": lemmas, "lines": lines}


def _search(statement: Statement, effort: int) -> tuple[Prover, Line, list[dict[str, Any]]] | None:
    p = Prover(statement, effort)
    p.start()
    lemmas: list[dict[str, Any]] = []
    spaces.forward(p)
    for use in statement.uses:
        proven = lemma_of(use.statement, effort)
        if proven is not None:
            lemma, certificate = proven
            lemmas.append({"problem": lemma.problem, "certificate": certificate})
            indices.applied(p, type(use)(lemma, use.values, use.over), len(lemmas) - 1, lemma.variables)
    final = tactics.prove(p, statement.claim)
    return None if final is None else (p, final, lemmas)


@cache
def lemma_of(statement: Statement, effort: int) -> tuple[Statement, dict[str, Any]] | None:
    """A used statement and its proof, constants written in and hypotheses left out that the proof does not use."""
    lemma = closed(statement)
    certificate = certificate_of(lemma, effort)
    if certificate is None:
        return None
    quoted = {line["index"] for line in certificate["lines"] if line["rule"] == "hypothesis"}
    leaner = lemma.with_given([g for i, g in enumerate(lemma.given) if i in quoted])
    better = certificate_of(leaner, effort)
    return (lemma, certificate) if better is None else (leaner, better)


__all__ = ["certificate_of", "run"]
