"""Where a statement says nothing: parts of its domain on which the hypotheses contradict each other.

Two kinds of parts are tried: one side of 0 for a real variable of either sign (with 0 itself, where that is possible
too), and horizons floor(e) below the least index that they bound. A part where sampled points are admissible is not
tried. If both sides of 0 are empty, the whole statement is vacuous. For a horizon it is also measured on which share
of the sampled points that satisfy the other hypotheses it is too short.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from verify.budget import Budget
from verify.checking.check import check
from verify.evidence import Evidence
from verify.methods import symbolic
from verify.methods.samples import Sample, sampled
from verify.methods.symbolic.absurd import empty, short_horizon, split
from verify.methods.symbolic.prover import Exhausted
from verify.methods.symbolic.tactics import prover
from verify.statement import Statement
from verify.substitution import free_symbols, substitute
from verify.tree import Expr, Symbol, make, number, variable

METHOD = "vacuity"
EFFORT = 12_000
PARTS = 8  # parts that are tried
RELATIONS = ("le", "lt", "loewner")
ZERO = number(0)
Json = Any


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """One piece of evidence of kind `vacuity`, or of kind `contradiction`; nothing where no part is empty."""
    if sum(g.op in RELATIONS for g in statement.given) < 2:
        return []
    signs = [s for s in statement.variables if _either_sign(s) and _bounded_by_others(statement, s)]
    horizons = [h for h in map(_horizon, statement.given) if h is not None]
    if not signs and not horizons:
        return []
    seen = sampled(statement.given, statement.constants, seed) if signs else None
    attached: list[Json] = []
    both: list[Symbol] = []
    for sym in signs[: PARTS // 2]:
        found = [_part(statement, *options, seen) for options in _sides(sym)]
        attached += [part for part in found if part is not None]
        if all(part is not None for part in found):
            both.append(sym)
    for sym in both:
        whole = _everywhere(statement, sym)
        if whole is not None:
            return [_evidence(statement, "contradiction", seed, whole, {})]
    told: Json = None
    for bound, low in horizons[:1]:
        condition = make("lt", (bound.args[1].args[0], number(low)))
        part = _part(statement, condition, None, None, bound)
        attached += [part] if part is not None else []
        told = _share(statement, bound, low, seed)
    if not attached and told is None:
        return []
    return [_evidence(statement, "vacuity", seed, None, {"attached": attached, "sampled": told})]


def _evidence(
    statement: Statement, kind: str, seed: int, proof: dict[str, Json] | None, detail: dict[str, Json]
) -> Evidence:
    scope = {"sizes": "all"}
    return Evidence(kind, METHOD, statement.digest, scope, seed, {"effort": EFFORT}, proof, detail)


# ---- signs


def _either_sign(sym: Symbol) -> bool:
    lows, highs = [b for b in (sym.ge, sym.gt) if b is not None], [b for b in (sym.le, sym.lt) if b is not None]
    return sym.kind == "real" and all(b < 0 for b in lows) and all(b > 0 for b in highs)


def _bounded_by_others(statement: Statement, sym: Symbol) -> bool:
    """Whether at least two inequalities speak of the variable, and none of them only of its sign."""
    inequalities = [g for g in statement.given if g.op in RELATIONS and sym in free_symbols(g)]
    plain = [g for g in inequalities if not free_symbols(g) - {sym} and any(a is ZERO for a in g.args)]
    return len(inequalities) >= 2 and not plain


def _sides(sym: Symbol) -> tuple[tuple[Expr, Expr], tuple[Expr, Expr]]:
    """For each side of 0 the part without 0, and the part with it."""
    v = variable(sym)
    return (v < ZERO, v <= ZERO), (make("lt", (ZERO, v)), make("le", (ZERO, v)))


def _part(
    statement: Statement, narrow: Expr, wide: Expr | None, seen: Sample | None, bound: Expr | None = None
) -> Json:
    """The condition under which the hypotheses are seen to contradict each other: the wide one where that is so too."""
    found: Json = None
    for condition in (narrow, wide):
        if condition is None or (seen is not None and seen.meets(condition)):
            break
        variant = statement.with_given([*statement.given, condition])
        proof = _contradiction(variant, condition, bound)
        if proof is None:
            break
        found = {"role": "empty", "problem": variant.problem, "certificate": proof}
    return found


def _contradiction(variant: Statement, condition: Expr, bound: Expr | None) -> dict[str, Json] | None:
    """A certificate that the checker accepts; the lines are the same for all claims under these hypotheses."""
    lines = _lines(variant.given, variant.constants, condition, bound)
    return None if lines is None else {**lines, "problem": variant.digest}


@cache
def _lines(
    given: tuple[Expr, ...], constants: tuple[tuple[Symbol, Expr], ...], condition: Expr, bound: Expr | None
) -> dict[str, Json] | None:
    bare = symbolic.bare_of(given, constants)
    p = prover(bare, EFFORT)
    try:
        p.start()
        if bound is None:
            found = empty(p, condition)
        else:
            found = short_horizon(p, *(substitute(e, dict(constants)) for e in (bound, condition)))
    except Exhausted:
        return None
    proof = None if found is None else symbolic.written(bare, "contradiction", p, found)
    return proof if proof is not None and check(bare.problem, proof).accepted else None


def _everywhere(statement: Statement, sym: Symbol) -> dict[str, Json] | None:
    p = prover(symbolic.closed(statement), 2 * EFFORT)
    try:
        p.start()
        found = split(p, sym)
    except Exhausted:
        return None
    proof = None if found is None else symbolic.written(statement, "contradiction", p, found)
    return proof if proof is not None and check(statement.problem, proof).accepted else None


# ---- horizons


def _horizon(given: Expr) -> tuple[Expr, Fraction] | None:
    """The hypothesis t <= floor(e) with the low end of t by its declaration."""
    if given.op != "le" or given.args[0].op != "var" or given.args[1].op != "floor":
        return None
    sym: Symbol = given.args[0].data[0]
    lows = [b for b in (sym.ge, sym.gt) if b is not None] + ([Fraction(1)] if sym.kind == "size" else [])
    # a horizon is rarely negative: nothing is to be found where the index may be 0
    return (given, max(lows)) if lows and max(lows) > 0 else None


def _share(statement: Statement, bound: Expr, low: Fraction, seed: int) -> Json:
    """How often the horizon is too short among the points that satisfy what does not speak of the index."""
    index, expr = bound.args[0].data[0], bound.args[1].args[0]
    others = tuple(g for g in statement.given if index not in free_symbols(g))
    short = make("lt", (make("floor", (expr,)), number(low)))
    seen = sampled(others, statement.constants, seed, expr)
    met = seen.share(short)
    return None if met is None else {"text": str(short), "share": met[0], "points": met[1]}
