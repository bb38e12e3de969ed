"""Refutations of a claim about a probability by what is known of the opposite, or by what is so for every draw.

A used statement M <= Pr(F) whose event excludes that of the claim, or no such statement where the event fails for every
draw; used statements without probabilities are lemmas for that, and what they ask of numbers holds at the point. The
point is searched for with the values that `use` says; with universal constants these values are the family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from verify.budget import Budget
from verify.checking.check import FORMAT, check
from verify.checking.contraries import Pair, once
from verify.checking.outcomes import Malformed
from verify.checking.problem import load
from verify.checking.universal import refutation
from verify.errors import Unsupported
from verify.methods import falsify
from verify.probability.deduce import established, parts_of, proof_of
from verify.probability.search import names_in, search
from verify.probability.sizes import integers_in, numbers_in
from verify.problem import digest, from_problem, to_json
from verify.statement import Statement, Use

Json = Any
LISTED = 100
PATIENCE = 4000  # points from lists without an admissible one: the falsifier meets hypotheses, lists only try


def contrary(statement: Statement, effort: int, budget: Budget) -> dict[str, Json]:
    """The certificate. Raises Unsupported with what is missing."""
    reasons: list[str] = []
    for used in parts_of(statement) or [None]:
        try:
            return _contrary(statement, used, effort, budget)
        except Unsupported as error:
            reasons.append(str(error))
    raise Unsupported("; ".join(reasons))


def _contrary(statement: Statement, used: Use | None, effort: int, budget: Budget) -> dict[str, Json]:
    source, free = statement.problem, set(statement.exists)
    plain = [u.statement for u in statement.uses if not u.statement.random]
    # about the universal constants alone: for the family
    of_family = [s for s in plain if free and free.issuperset(s.variables)]
    lemmas = [s for s in plain if s not in of_family]
    other = None if used is None else used.statement.problem
    what = "the event" if used is None else f"{used.statement.title!r}"
    try:
        given = _asked(Pair(source, other, []), lemmas)
        pair = Pair(source, other, given)
        left = pair.numbers()
    except Malformed as error:
        raise Unsupported(f"{what} says nothing against the claim: {error}") from error
    shown = proof_of(pair.exclusion(), lemmas, effort)
    if shown is None:
        raise Unsupported(f"{what} is not shown to settle the event of the claim at the values")
    bound = {} if used is None else {"bound": {"problem": other, **established(used.statement, effort)}}
    said = [used] if used else [u for u in statement.uses if not u.statement.random]
    values = {s.name: to_json(v) for u in said for s, v in u.values}
    point = _family(left, values, of_family, effort) if statement.exists else _point(left, values, budget)
    found = {"format": FORMAT, "problem": statement.digest, "kind": "contrary", "given": given}
    found |= {**bound, "exclusion": shown, "point": point}
    answer = check(source, found)
    if not answer.accepted:
        raise Unsupported(f"the checker rejects it: {answer.reason}")
    return found


def _asked(pair: Pair, lemmas: Sequence[Statement]) -> list[Json]:
    """What the lemmas ask of what is not random, beyond the hypotheses."""
    random = {d["name"] for d in pair.merged["variables"] if d["kind"] == "gaussian"}
    moved = {name for name, r in load(pair.merged).recursions.items() if r.random}
    asked = [to_json(g) for lemma in lemmas for g in lemma.given]
    return [g for g in once(asked) if g not in pair.given and not names_in(g) & (random | moved)]


def _point(problem: dict[str, Json], values: dict[str, Json], budget: Budget) -> dict[str, Json]:
    """A counterexample to the problem about what is not random: from lists of simple numbers, or by the falsifier."""
    fixed = {name: Fraction(value[1]) for name, value in values.items() if value[0] == "num"}
    try:
        found = search(load(problem), LISTED, fixed, PATIENCE).counterexample or _attacked(problem, fixed, budget)
    except Malformed as error:
        raise Unsupported(f"no point is looked for: {error}") from error
    if found is None:
        raise Unsupported("no point was found at which the bounds contradict each other")
    return {"format": FORMAT, "problem": digest(problem), "kind": "counterexample", "precision": 192, "values": found}


def _attacked(problem: dict[str, Json], fixed: Mapping[str, Fraction], budget: Budget) -> dict[str, Json] | None:
    equations = [["eq", ["var", name], ["num", str(x)]] for name, x in fixed.items()]
    bare = from_problem(problem | {"hypotheses": [*problem["hypotheses"], *equations]})
    pieces = falsify.run(bare, budget, 0)
    found = next((e.certificate["values"] for e in pieces if e.kind == "counterexample" and e.certificate), None)
    if found is None:
        return None
    # what nothing is said of may be any number
    others = [d for d in load(problem).variables if d.name not in found]
    if any(d.kind not in ("size", "integer", "real") for d in others):
        return None
    free = {d.name: (numbers_in(d) if d.kind == "real" else integers_in(d)) for d in others}
    return {**found, **{name: str(numbers[0]) for name, numbers in free.items()}} if all(free.values()) else None


def _family(
    problem: dict[str, Json], values: dict[str, Json], lemmas: Sequence[Statement], effort: int
) -> dict[str, Json]:
    known = {d["name"] for d in problem["variables"]}
    values = {name: value for name, value in values.items() if name in known}
    try:
        derived = refutation(problem, values)
    except Malformed as error:
        raise Unsupported(f"the values for the universal constants do not do: {error}") from error
    shown = proof_of(derived, lemmas, effort)
    if shown is None:
        raise Unsupported("the values are not shown to refute the claim for all universal constants")
    return {**shown, "problem": digest(problem), "kind": "family", "values": values}
