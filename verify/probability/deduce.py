"""Deductions: a bound on a probability from those of the statements that it uses, by the union bound.

A used statement about a probability is a part: the values of `use` say which number or which random matrix stands for
each of its variables. A used statement without one is a lemma for the implication between the events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from verify.argument import have
from verify.cache import applied
from verify.checking.check import FORMAT, check
from verify.checking.deductions import Part, bound_of, either, implication, sums_to
from verify.checking.outcomes import Malformed, Undecided
from verify.checking.problem import load
from verify.errors import ProofgaugeError, Unsupported
from verify.evidence import unpacked
from verify.methods import symbolic
from verify.methods.symbolic.arguments import LineNotFound
from verify.probability.covering import cover
from verify.problem import canonical, digest, from_problem, to_json
from verify.statement import Statement, Use, use
from verify.substitution import free_symbols
from verify.tree import Expr, make, number, rebuild, recursion_of, variable, walk

Json = Any
REPLAY = 600_000
ABSURD = number(0) < number(0)


def parts_of(statement: Statement) -> list[Use]:
    """The bounds on probabilities that the statement uses."""
    return [u for u in statement.uses if u.statement.random]


_deductions: dict[str, dict[str, Json]] = {}


def deduction(statement: Statement, effort: int) -> dict[str, Json]:
    """The certificate. Raises Unsupported with what is missing."""
    name = f"{applied(statement)} {effort}"
    if name not in _deductions:
        _deductions[name] = _deduction(statement, effort)
    return _deductions[name]


def recall(statement: Statement, certificate: Mapping[str, Json], effort: int) -> None:
    """Takes a deduction that was found elsewhere for the one that a search would find, if the checker accepts it."""
    found = unpacked(certificate)
    if check(statement.problem, found).accepted:
        _deductions.setdefault(f"{applied(statement)} {effort}", found)


def _deduction(statement: Statement, effort: int) -> dict[str, Json]:
    source, problem = statement.problem, load(statement.problem)
    entries: list[dict[str, Json]] = []
    lefts: list[Json] = []
    events: list[Json] = []
    lemmas = [u.statement for u in statement.uses if not u.statement.random]
    for used in parts_of(statement):
        title = used.statement.title
        entry = {"problem": used.statement.problem, "values": _values(used), **established(used.statement, effort)}
        try:
            part = Part(source, problem, {**entry, "proof": None})
        except (Malformed, Undecided) as error:
            raise Unsupported(f"{title!r} cannot be applied: {error}") from error
        proof = proof_of(part.applies(), lemmas, effort)
        if proof is None:
            raise Unsupported(f"{title!r}: not shown to apply to {statement.title!r}")
        entries.append({**entry, "proof": proof})
        lefts.append(part.left)
        events.append(part.event)
    try:
        left, event = bound_of(source, problem)
    except Malformed as error:
        raise Unsupported("a deduction gives a bound L <= Pr(E) or Pr(E) <= U on one probability") from error
    reflected = _reflected(source, event, lemmas)
    if reflected:
        event, left = either(source, problem, event, reflected), ["mul", ["num", "2"], left]
    given = proof_of(implication(source, events, event), lemmas, effort)
    if given is None:
        raise Unsupported("the events of the parts are not shown to give the event of the claim")
    total = proof_of(sums_to(source, left, lefts), lemmas, effort)
    if total is None:
        raise Unsupported("the bound is not shown to be at most what the parts give")
    found = {"format": FORMAT, "problem": statement.digest, "kind": "deduction"}
    found |= {"parts": entries, "implication": given, "bound": total}
    found |= {"reflected": reflected} if reflected else {}
    answer = check(source, found)
    if not answer.accepted:
        raise Unsupported(f"the checker rejects the deduction: {answer.reason}")
    return found


def _values(used: Use) -> dict[str, Json]:
    """An expression for every variable; one that is not named stands for itself."""
    named = dict(used.values)
    return {s.name: to_json(named.get(s, variable(s))) for s in used.statement.variables}


def _reflected(source: dict[str, Json], event: Json, lemmas: Sequence[Statement]) -> list[Json]:
    """The random matrix of whose negative the claim of a lemma speaks too, if there is one."""
    said = {canonical(to_json(lemma.claim)) for lemma in lemmas if lemma.claim.op == "or"}
    for d in source["variables"] if said else ():
        with suppress(Malformed):
            if d["kind"] == "gaussian" and canonical(either(source, load(source), event, [d["name"]])) in said:
                return [d["name"]]
    return []


def established(statement: Statement, effort: int) -> dict[str, Json]:
    """What a bound on a probability rests on: a deduction, a covering, or its source. Raises Unsupported."""
    if any(not u.statement.random for u in statement.uses) or parts_of(statement):
        return {"certificate": deduction(statement, effort)}
    covering = cover(statement.problem)
    if covering is not None and covering.cost <= REPLAY:
        return {"certificate": covering.certificate}
    if statement.source:
        return {"citation": f"{statement.source}: {statement.title}"}
    raise Unsupported(f"{statement.title!r} has no source, no parts, and no covering that can be replayed")


def proof_of(problem: dict[str, Json], lemmas: Sequence[Statement], effort: int) -> dict[str, Json] | None:
    """A proof of a problem about ordinary matrices, each conjunct of the claim by itself."""
    bare = _restored(from_problem(problem), lemmas)
    goals = _conjuncts(bare.claim)
    fitting = [s for s in lemmas if any(s.claim is g for g in goals)]
    first = dict.fromkeys(g for s in fitting for g in s.given if not any(g is h for h in bare.given))
    lines = [have(g, *_near(g, bare)) for g in first]
    known = {*bare.given, *(c for g in bare.given for c in _conjuncts(g))}
    # lemmas about something else say that terms of the claim are defined
    beside = [s for s in lemmas if not any(s is f for f in fitting) and {*known, *first}.issuperset(s.given)]
    lines += [have(c, use(s), *s.given) for s in beside for c in _conjuncts(s.claim)]
    last = [] if len(goals) == 1 else [have(bare.claim, *goals)]
    arguments = [[*lines, *(have(goal, *_cited(goal, fitting)) for goal in goals), *last], []]
    if bare.claim is ABSURD and beside:
        # what the lemmas say against the last hypothesis
        event, against = bare.given[-1], [c for s in beside for c in _conjuncts(s.claim)]
        if event.op == "implies":
            lines += [have(event.args[0], *against), have(event.args[1], event.args[0], event)]
            event = event.args[1]
        arguments.insert(0, [*lines, have(ABSURD, *against, event)])
    for argument in arguments:
        uses = [] if argument else [use(s) for s in fitting]
        try:
            target = Statement("", bare.given, bare.claim, dict(_named(bare)), uses=uses, argument=argument)
            found = symbolic.certificate_of(target, effort)
        except (ProofgaugeError, RecursionError, LineNotFound):
            continue
        if found is not None:
            # the same declarations in another order: the lines are the same
            return {**found, "problem": digest(problem)}
    return None


def _named(statement: Statement) -> list[tuple[Expr, Expr]]:
    return [(variable(s), v) for s, v in statement.constants]


def _conjuncts(claim: Expr) -> list[Expr]:
    return [c for a in claim.args for c in _conjuncts(a)] if claim.op == "and" else [claim]


def _cited(goal: Expr, lemmas: Sequence[Statement]) -> list[Any]:
    """The lemma that says so with the hypotheses that it needs; nothing (everything in scope) where there is none."""
    return next(([use(s), *s.given] for s in lemmas if s.claim is goal), list[Any]())


def _near(goal: Expr, bare: Statement) -> list[Expr]:
    """The hypotheses that bound what the goal bounds, and those about sizes alone."""
    wanted = {e for e in walk(goal) if e.op in ("spec", "sv", "fro")}
    shared = [h for h in bare.given if h.op in ("le", "lt") and wanted & set(walk(h))]
    sizes = [h for h in bare.given if all(s.kind in ("size", "integer") for s in free_symbols(h))]
    return [*shared, *sizes]


def _restored(statement: Statement, lemmas: Sequence[Statement]) -> Statement:
    """With the definitions and relations of the lemmas themselves, which know how they are printed and how their bound
    names are declared, so that claims are the same."""
    known = {d.name: d for lemma in lemmas for d in lemma.definitions}
    said = {canonical(to_json(p)): p for s in lemmas for p in (*s.given, *_conjuncts(s.claim))}

    def go(node: Expr) -> Expr:
        if node.sort.kind == "prop" and node.op != "and":
            found = said.get(canonical(to_json(node)))
            if found is not None:
                return found
        if node.op == "call" and node.data[0].name in known:
            return make("call", tuple(map(go, node.args)), (known[node.data[0].name],))
        if node.op == "iterate":
            r, component = node.data
            again = recursion_of(r.name, r.state, tuple(map(go, r.start)), tuple(map(go, r.next)))
            return make("iterate", tuple(map(go, node.args)), (again, component))
        return rebuild(node, map(go, node.args))

    given = [go(g) for g in statement.given]
    return Statement("", given, go(statement.claim), dict(_named(statement)))
