"""Proofs that a family of points refutes every value of the universal constants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.checking.check import check
from verify.checking.outcomes import Malformed
from verify.checking.universal import refutation
from verify.methods import symbolic
from verify.methods.symbolic import indices, scalars, spaces, tactics
from verify.methods.symbolic.candidates import fact_lines
from verify.methods.symbolic.evaluation import evaluated, is_closed, learn_numbers, learn_reciprocals, with_values
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Exhausted, Prover
from verify.methods.symbolic.sharing import Lemmas
from verify.problem import from_problem
from verify.statement import Statement, Use
from verify.substitution import substitute
from verify.tree import Expr, Symbol, variable, walk

Json = Any


def refuting_proof(
    statement: Statement, family: Mapping[Symbol, Expr], values: Mapping[str, Json], effort: int
) -> dict[str, Json] | None:
    """The certificate that the hypotheses hold and the claim fails at the family, whatever the constants are; None if
    none is found that the checker accepts. What the statement uses is used at the family."""
    try:
        derived = symbolic.closed(from_problem(refutation(statement.problem, dict(values))))
    except Malformed:
        return None
    p = tactics.prover(derived, effort)
    try:
        p.start()
        spaces.forward(p)
        lemmas = _apply(p, statement, family, effort)
        learn_numbers(p, derived.claim.args)
        learn_reciprocals(p, derived.claim.args)
        final = _parts(p, derived.claim)
    except Exhausted:
        return None
    if final is None:
        return None
    proof = symbolic.written(derived, "proof", p, final, lemmas)
    own = {"kind": "family", "problem": statement.digest, "values": dict(values)}
    return {**proof, **own} if check(statement.problem, {**proof, **own}).accepted else None


def _apply(p: Prover, statement: Statement, family: Mapping[Symbol, Expr], effort: int) -> Lemmas:
    lemmas = Lemmas()
    for use in statement.uses:
        proven = symbolic.lemma_of(use.statement, effort)
        if proven is not None:
            lemma, certificate = proven
            pairs = dict(use.values)
            values = tuple((s, substitute(pairs.get(s, variable(s)), family)) for s in lemma.variables)
            indices.applied(p, Use(lemma, values), lemmas.add(lemma, certificate), lemma.variables)
    return lemmas


def _parts(p: Prover, claim: Expr) -> Line | None:
    lines: list[Line] = []
    for part in claim.args:
        line = evaluated(p, part) or p.establish(part) or _by_numbers(p, part) or tactics.prove(p, part)
        if line is None:
            return None
        lines.append(p.learn(line))
    return p.lines.add(claim, "and_intro", lines)


def _by_numbers(p: Prover, part: Expr) -> Line | None:
    """A relation between numbers, from what the standard facts say of its logarithms, floors and exponentials."""
    if part.op not in ("le", "lt") or not part.args[0].is_scalar:
        return None
    found = fact_lines(p, [part], rounds=2)
    logs = dict.fromkeys(e for line in (*found, None) for e in walk(line.claim if line else part) if e.op == "log")
    below = (p.fact("log_lower", x=e.args[0]) for e in logs if not is_closed(e))
    for line in (*found, *(line for line in below if line is not None)):
        p.learn(line)
    return scalars.by_premises(p, part) or with_values(p, part, lambda shorter: scalars.by_premises(p, shorter))
