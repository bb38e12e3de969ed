"""Proofs for all sizes: certificates in the free algebra, standard facts, induction; replayed by the checker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from verify.algebra import meter
from verify.argument import mapped, uses_in
from verify.budget import Budget
from verify.cache import applied
from verify.checking.kernel import check_proof
from verify.errors import Unsupported
from verify.evidence import Evidence, unpacked
from verify.methods.symbolic import absurd, indices, spaces, tactics
from verify.methods.symbolic.arguments import Carrier, LineNotFound, Record
from verify.methods.symbolic.definedness import settle
from verify.methods.symbolic.leaner import leaner
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.lines import certificate as written_lines
from verify.methods.symbolic.prover import ZERO, Exhausted, Prover, le
from verify.methods.symbolic.sharing import Lemmas
from verify.statement import Statement
from verify.substitution import free_symbols, substitute
from verify.tree import Expr, Symbol, variable

EFFORT = {"quick": 16_000, "full": 60_000, "deep": 600_000}  # candidates looked at in one search
CONTRADICTION = 3_000
UNDEFINED = "not shown to be defined"  # in the checker's reason


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """A proof of the statement, if one is found; deterministic, so that the seed plays no part."""
    effort = EFFORT.get(budget.name, EFFORT["quick"])
    scope = {"sizes": "all", "region": "the whole domain"}
    contradiction = contradiction_of(statement)
    if contradiction is not None:
        work = {"lines": len(contradiction["lines"])}
        return [Evidence("contradiction", "symbolic", statement.digest, scope, seed, work, contradiction, {})]
    try:
        certificate = certificate_of(statement, effort)
    except LineNotFound as gap:
        raise Unsupported(str(gap)) from gap
    if certificate is None:
        return []
    if UNDEFINED in check_proof(statement.problem, certificate).reason:
        certificate = _defined_first(statement, effort)
    work = {"lines": len(certificate["lines"]), "lemmas": len(certificate["shared"])}
    return [Evidence("proof", "symbolic", statement.digest, scope, seed, work, certificate, {})]


def _defined_first(statement: Statement, effort: int) -> dict[str, Any]:
    """A proof that begins with what its claim needs to be defined. Raises Unsupported, which says what is open."""
    p = tactics.prover(closed(statement), effort)
    missing: list[str] = []
    why = "the search ended before it could tell"
    try:
        found = _search(p, effort, missing)
    except (Exhausted, LineNotFound):
        found = None
    if found is not None:
        certificate = written(statement, "proof", *found)
        result = check_proof(statement.problem, certificate)
        if result.accepted:
            return certificate
        why = result.reason
    why = " and ".join(missing) or why
    raise Unsupported(f"a proof was found, but a term of the claim may be undefined: not shown that {why}")


def closed(statement: Statement) -> Statement:
    """The statement with the values of its constants written in."""
    if not statement.constants:
        return statement
    values = dict(statement.constants)
    given = [substitute(g, values) for g in statement.given]
    argument = mapped(statement.argument, lambda e: substitute(e, values))
    claim = substitute(statement.claim, values)
    uses = [u for u in statement.uses if u not in uses_in(statement.argument)]
    return Statement(statement.title, given, claim, uses=uses, argument=argument)


_certificates: dict[str, dict[str, Any] | LineNotFound | None] = {}
_proving: list[str] = []


def certificate_of(statement: Statement, effort: int = EFFORT["quick"]) -> dict[str, Any] | None:
    """The certificate of a proof of the universal claim, or None. Raises LineNotFound for an argument with a gap."""
    name = _name(statement, effort)
    if name in _proving:  # statements that use each other in a circle prove nothing
        return None
    if name not in _certificates:
        _proving.append(name)
        try:
            _certificates[name] = _found(statement, effort)
        except LineNotFound as gap:
            _certificates[name] = gap
        finally:
            _proving.pop()
    known = _certificates[name]
    if isinstance(known, LineNotFound):
        raise known
    return known


def recall(statement: Statement, certificate: Mapping[str, Any], budget: Budget) -> None:
    """Takes a proof that was found elsewhere for the one that a search would find, if the checker accepts it."""
    lemma = closed(statement)
    name = _name(lemma, EFFORT.get(budget.name, EFFORT["quick"]))
    if name not in _certificates:
        proof = unpacked(certificate) | {"problem": lemma.digest}
        if check_proof(lemma.problem, proof).accepted:
            _certificates[name] = proof


def _name(statement: Statement, effort: int) -> str:
    return f"{applied(statement)} {effort}"


def _found(statement: Statement, effort: int) -> dict[str, Any] | None:
    p = tactics.prover(closed(statement), effort)
    meter.listeners.append(p.spend_words)
    try:
        found = _search(p, effort)
    except Exhausted:
        return None
    finally:
        meter.listeners.pop()
    if found is None:
        return None
    p, final, lemmas = found
    return written(statement, "proof", p, final, lemmas)


def contradiction_of(statement: Statement) -> dict[str, Any] | None:
    """A certificate that the hypotheses contradict each other, by short arguments only."""
    lines = _contradiction(statement.given, statement.constants)
    return None if lines is None else {**lines, "problem": statement.digest}


@cache
def _contradiction(given: tuple[Expr, ...], constants: tuple[tuple[Symbol, Expr], ...]) -> dict[str, Any] | None:
    bare = bare_of(given, constants)
    p = tactics.prover(bare, CONTRADICTION)
    try:
        p.start()
        spaces.forward(p)
        final = absurd.plain(p)
    except Exhausted:
        return None
    proof = None if final is None else written(bare, "contradiction", p, final)
    return proof if proof is not None and check_proof(bare.problem, proof).accepted else None


def bare_of(given: tuple[Expr, ...], constants: tuple[tuple[Symbol, Expr], ...]) -> Statement:
    """The hypotheses alone, closed: what is found of them does for every claim."""
    used = {s for g in given for s in free_symbols(g)}
    return closed(Statement("", given, le(ZERO, ZERO), {variable(s): v for s, v in constants if s in used}))


def written(statement: Statement, kind: str, p: Prover, final: Line, lemmas: Lemmas | None = None) -> dict[str, Any]:
    """The certificate of the search's last line, with the lines that it rests on."""
    return written_lines(statement, kind, p.lines, final, lemmas)


def _search(p: Prover, effort: int, missing: list[str] | None = None) -> tuple[Prover, Line, Lemmas] | None:
    """With `missing`, what the claim needs to be defined is proved first, and what stays open is added to it."""
    statement = p.statement
    p.start()
    if missing is not None:
        missing += settle(p, statement.claim)
    if statement.argument:
        carrier = Carrier(p, lambda used: lemma_of(used, effort))
        final = p.lines.restated(statement.claim, carrier.carry(statement.argument, statement.claim))
        return p, final, carrier.lemmas
    lemmas = Lemmas()
    spaces.forward(p)
    for use in statement.uses:
        proven = lemma_of(use.statement, effort)
        if proven is not None:
            lemma, certificate = proven
            number = lemmas.add(lemma, certificate)
            indices.applied(p, type(use)(lemma, use.values, use.over), number, lemma.variables)
    final = tactics.prove(p, statement.claim)
    return None if final is None else (p, final, lemmas)


@cache
def lemma_of(statement: Statement, effort: int) -> tuple[Statement, dict[str, Any]] | None:
    """A used statement and its proof, constants written in and hypotheses left out that the proof does not use."""
    lemma = closed(statement)
    try:
        found = certificate_of(lemma, effort)
    except LineNotFound:
        return None
    if found is None or lemma.quantifier != "forall":
        return None
    return leaner(lemma, found)


def explained(statement: Statement, effort: int | None, heard: Callable[[Record], None]) -> list[Record]:
    """One record for each line of the statement's argument, also after a line that is not found."""
    limit = effort or EFFORT["quick"]
    records: list[Record] = []

    def note(record: Record) -> None:
        records.append(record)
        heard(record)

    target = closed(statement)
    p = tactics.prover(target, limit)
    p.start()
    carrier = Carrier(p, lambda used: lemma_of(used, limit), note)
    with suppress(LineNotFound):  # the records say so: nothing can be said after an application that fails
        last = carrier.carry(target.argument, target.claim)
        if all(record.found for record in records):
            final = p.lines.restated(target.claim, last)
            result = check_proof(target.problem, written(target, "proof", p, final, carrier.lemmas))
            if not result.accepted:
                missing = settle(p, target.claim) if UNDEFINED in result.reason else []
                why = f"not shown that {' and '.join(missing)}" if missing else result.reason
                note(Record("checked", str(statement.claim), False, why, 0.0))
    return records


__all__ = ["EFFORT", "LineNotFound", "certificate_of", "explained", "recall", "run"]
