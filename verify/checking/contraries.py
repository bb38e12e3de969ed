"""Certificates of kind "contrary": a claim about a probability fails at a point, as what excludes its event is likely.

The claim is L <= Pr(E); it fails where 1 - L is less than the probability of an event that excludes E. The certificate
has a second problem, M <= Pr(F), with a certificate or a citation (without one, F is certain and M is 1), and `given`,
relations about what is not random. Variables of the two problems that have one name have one declaration. The kernel
shows that, under all hypotheses and `given`, no values of the random matrices give both E and F; then Pr(E) <= 1 - M.
What is left is an ordinary problem about what is not random, "under all hypotheses and `given`, L <= 1 - M", with a
counterexample: a point, or with universal constants a family. Against Pr(E) <= U, F gives E, and Pr(E) >= M.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from .deductions import Cited, Trusts, citations, established, kernel, mentions, plain
from .outcomes import Malformed, Result
from .problem import a_list, an_object, load
from .universal import freed

Json = Any
ONE: Json = ["num", "1"]
ABSURD: Json = ["lt", ["num", "0"], ["num", "0"]]
NAMED = ("variables", "definitions", "recursions", "constants")


def check_contrary(source: dict[str, Json], certificate: dict[str, Json]) -> Result:
    """Whether the point refutes the claim. Raises Malformed."""
    an_object(certificate, "the certificate", {"format", "problem", "kind", "given", "exclusion", "point"}, {"bound"})
    trusts = Trusts()
    cited: Cited = {}
    other: dict[str, Json] | None = None
    if "bound" in certificate:
        bound = an_object(certificate["bound"], "the bound", {"problem"}, {"certificate", "citation"})
        other = cast("dict[str, Json]", bound["problem"])
        load(other)
        refused = established(other, bound, cited, trusts)
        if refused:
            return Result(False, f"the bound: {refused}")
    pair = Pair(source, other, a_list(certificate["given"], "given"))
    refused = kernel(pair.exclusion(), certificate["exclusion"], trusts)
    if refused:
        return Result(False, f"the two events: {refused}")
    answer = _point(pair.numbers(), certificate["point"])
    if not answer.accepted:
        return Result(False, f"the point: {answer.reason}")
    said = [*dict.fromkeys(cited.values()), *dict.fromkeys((*trusts, *answer.trusts))]
    detail = {k: v for k, v in answer.detail.items() if k in ("lhs", "rhs", "relation", "bits")}
    given = "with what is cited, " if cited else ""
    reason = f"{given}the claim is false at the point: what excludes its event is too likely"
    return Result(True, reason, said, {**citations(cited), **detail})


def _point(problem: dict[str, Json], certificate: Json) -> Result:
    """The answer on the counterexample."""
    from .check import check

    if type(certificate) is not dict:
        raise Malformed("the point is not a certificate")
    found = cast("dict[str, Json]", certificate)
    wanted = "family" if "exists" in problem else "counterexample"
    if found.get("kind") != wanted:
        raise Malformed(f"the point is not a {wanted}")
    return check(problem, found)


def pointed(source: Json, certificate: dict[str, Json]) -> tuple[Json, dict[str, Json]]:
    """The problem that the values of a certificate are about, and the certificate that has them. Raises Malformed."""
    if certificate.get("kind") != "contrary":
        return source, certificate
    other = certificate["bound"]["problem"] if "bound" in certificate else None
    return Pair(source, other, a_list(certificate["given"], "given")).numbers(), certificate["point"]


class Pair:
    """The problem L <= Pr(E) or Pr(E) <= U, the second one, and what they leave to show. Raises Malformed."""

    def __init__(self, source: dict[str, Json], other: dict[str, Json] | None, given: list[Json]) -> None:
        if any(p["quantifier"] != "forall" for p in (source, other or source)) or (other and "exists" in other):
            raise Malformed("a contrary bound is for claims about all values of the variables")
        self.relation, self.limit, self.event, self.lower = _claim(source["claim"])
        self.bound: Json = ONE
        self.contrary: list[Json] = []
        if other is not None:
            relation, self.bound, event, lower = _claim(other["claim"])
            if relation != "le" or not lower:
                raise Malformed("the second claim is not a lower bound on a probability")
            self.contrary = [event]
        self.merged = _merged(source, other)
        self.given = once([*self.merged["hypotheses"], *given])
        if any(mentions(h, "pr") for h in self.given):
            raise Malformed("a contrary bound is for hypotheses without probabilities")

    def exclusion(self) -> dict[str, Json]:
        """What is to be shown of the two events, for all values of the random matrices."""
        known = [*self.given, *self.contrary]
        known, claim = ([*known, self.event], ABSURD) if self.lower else (known, self.event)
        variables = [plain(d) for d in self.merged["variables"]]
        found = self.merged | {"variables": variables, "hypotheses": known, "claim": claim}
        return freed(found) if "exists" in found else found

    def numbers(self) -> dict[str, Json]:
        """The problem about what is not random, to which the point is a counterexample."""
        sides = [self.limit, ["sub", ONE, self.bound]] if self.lower else [self.bound, self.limit]
        return _sure(self.merged, self.given, [self.relation, *sides])


def sure(source: dict[str, Json]) -> dict[str, Json]:
    """What a problem supposes of what is not random; the claim says nothing, and is about every variable.

    A point of this problem lies in the domain of `source`, and those of `source` are points of this problem: random
    matrices have rows, columns and a positive variance. Hypotheses that speak of probabilities are left out; what
    contradicts the others contradicts all. Its digest is not that of `source`.
    """
    source = freed(source) if "exists" in source else source | {"quantifier": "forall"}
    given = [h for h in source["hypotheses"] if not mentions(h, "pr")]
    names = [d["name"] for d in source["variables"] if d["kind"] not in ("gaussian", "sequence")]
    same = [["eq", ["var", name], ["var", name]] for name in names]
    return _sure(source, given, ["and", *same, ["le", ONE, ONE]] if same else ["le", ONE, ONE])


def _sure(source: dict[str, Json], given: list[Json], claim: Json) -> dict[str, Json]:
    """The problem without its random matrices, which have a law."""
    random = [d for d in source["variables"] if d["kind"] == "gaussian"]
    said = {
        "variables": [d for d in source["variables"] if d["kind"] != "gaussian"],
        "hypotheses": once([*given, *(c for d in random for c in _has_law(d))]),
        "claim": claim,
    }
    used = _reached(source, [*said["hypotheses"], said["claim"]])
    parts = {key: [e for e in source[key] if e["name"] in used] for key in ("definitions", "recursions")}
    return source | said | parts


def _reached(problem: dict[str, Json], waiting: list[Json]) -> set[str]:
    """Definitions and recursions that the expressions mention, through others or not."""
    entries = {e["name"]: [e["body"]] for e in problem["definitions"]}
    entries |= {e["name"]: [*e["start"], *e["next"]] for e in problem["recursions"]}
    found: set[str] = set()
    waiting = [*waiting]
    while waiting:
        head, *rest = waiting.pop()
        if head in ("call", "iterate") and rest[0] not in found:
            found.add(rest[0])
            waiting += entries.get(rest[0], [])
        waiting += [p for p in rest if type(p) is list]
    return found


def once(items: Sequence[Json]) -> list[Json]:
    """Each item where it first stands."""
    found: list[Json] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def _claim(claim: Json) -> tuple[str, Json, Json, bool]:
    """The relation, the number, the event, and whether the number bounds its probability from below."""
    head, *sides = claim
    places = [i for i in (0, 1) if head in ("le", "lt") and sides[i][0] == "pr"]
    if len(places) != 1 or mentions(sides[1 - places[0]], "pr"):
        raise Malformed("the claim is not a bound on one probability")
    return head, sides[1 - places[0]], sides[places[0]][1], places[0] == 1


def _has_law(d: dict[str, Json]) -> list[Json]:
    return [["le", ONE, d["rows"]], ["le", ONE, d["cols"]], ["lt", ["num", "0"], d["variance"]]]


def _merged(source: dict[str, Json], other: dict[str, Json] | None) -> dict[str, Json]:
    """One problem with the declarations and hypotheses of both; what has one name must be the same."""
    if other is None:
        return source
    known = {name: (section, entry) for section, name, entry in _named(source)}
    added: dict[str, list[Json]] = {key: [] for key in NAMED}
    for section, name, entry in _named(other):
        if name not in known:
            added[section].append(entry)
        elif known[name] != (section, entry):
            raise Malformed(f"{name} is not the same in both problems")
    parts = {key: [*source[key], *added[key]] for key in NAMED}
    return source | parts | {"hypotheses": [*source["hypotheses"], *other["hypotheses"]]}


def _named(problem: dict[str, Json]) -> Iterator[tuple[str, str, Json]]:
    """Section, name and declaration; a universal constant is a variable here."""
    for d in problem.get("exists", ()):
        yield "variables", d["name"], d
    for key in NAMED:
        for entry in problem[key]:
            yield key, entry["name"], entry
