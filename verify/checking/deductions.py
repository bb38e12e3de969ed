"""Certificates of kind "deduction": a bound on Pr(E) from bounds on Pr(E_1), ..., Pr(E_k) and an implication.

The claim is L <= Pr(E); E may speak of iterates from a random start. A part is a problem whose claim is L_i <= Pr(E_i),
at values for its variables: expressions in the non-random variables of the problem, and for a random matrix s M,
M = L'GR, with L, R absent or of orthonormal columns, which has the law asked for (laws/events.py). Three kinds of
problems about ordinary matrices are left to the kernel: at the values each part's variables lie in their domain, its
hypotheses hold, and s^2 times the variance is that asked for; the hypotheses with E_1, ..., E_k, whatever values the
random matrices take, give E; and L <= L_1 + ... + L_k - (k-1). Then

    Pr(E) >= Pr(E_1 and ... and E_k) >= 1 - sum (1 - Pr(E_i)) >= L,

dependent or not (the union bound). A part has a certificate of its own, or a citation: then the claim is deduced from
an external theorem, and the answer says so (`detail["cited"]`). Without parts, E holds whatever is drawn.

A claim Pr(E) <= U is 1 - U <= Pr(E'), E' being that E is defined and false (universal.denial): Pr(E) + Pr(E') <= 1. A
part is no such claim: that Pr(F) <= U does not say how likely it is that F is defined.

With `reflected`, names of random matrices: let E' be E with -M for each such M. The parts' events give E or E', and
2 L <= L_1 + ... + L_k - (k-1). The law of the random matrices is that of their negatives, so that Pr(E') = Pr(E), and
Pr(E_1 and ... and E_k) <= Pr(E) + Pr(E') = 2 Pr(E).
"""

from __future__ import annotations

from typing import Any, cast

from .coverings import check_covering
from .laws.events import Forms
from .outcomes import Malformed, Result
from .problem import Problem, Reader, a_list, an_object, digest, load
from .terms import Declaration, Sort, size
from .universal import denial

Json = Any
FORMAT = "proofgauge certificate 1"
MAX_PARTS, MAX_NESTING = 32, 8


Cited = dict[str, str]
"""Digests of the problems that are taken from elsewhere, with their citations."""


class Trusts(list[str]):
    """What the proofs of one certificate trust, and the work that is left for all of them together."""

    def __init__(self, outer: Trusts | None = None) -> None:
        from .kernel import WORK
        from .kernel.polynomials import Work

        super().__init__()
        self.work = Work(WORK) if outer is None else outer.work


def check_deduction(
    source: dict[str, Json],
    problem: Problem,
    certificate: dict[str, Json],
    depth: int = 0,
    outer: Trusts | None = None,
) -> Result:
    """Whether the parts give the claim. Raises Malformed."""
    if depth > MAX_NESTING:
        raise Malformed("deductions are nested too deeply")
    keys = {"format", "problem", "kind", "parts", "implication", "bound"}
    an_object(certificate, "the certificate", keys, {"reflected"})
    left, event = bound_of(source, problem)
    if problem.exists or problem.quantifier != "forall" or any(mentions(h, "pr") for h in source["hypotheses"]):
        raise Malformed("a deduction is for a bound on one probability under hypotheses without any")
    parts = a_list(certificate["parts"], "parts")
    if len(parts) > MAX_PARTS:
        raise Malformed("a deduction has too many parts")
    if "reflected" in certificate:
        event = either(source, problem, event, a_list(certificate["reflected"], "reflected"))
        left = ["mul", ["num", "2"], left]
    cited: Cited = {}
    trusts = Trusts(outer)
    lefts: list[Json] = []
    events: list[Json] = []
    for i, entry in enumerate(parts):
        part = Part(source, problem, entry)
        refused = established(part.own, part.entry, cited, trusts, depth) or kernel(part.applies(), part.proof, trusts)
        if refused:
            return Result(False, f"part {i + 1}: {refused}")
        lefts.append(part.left)
        events.append(part.event)
    refused = kernel(implication(source, events, event), certificate["implication"], trusts)
    if refused:
        return Result(False, f"the implication: {refused}")
    refused = kernel(sums_to(source, left, lefts), certificate["bound"], trusts)
    if refused:
        return Result(False, f"the sum of the bounds: {refused}")
    reason = "the parts give the claim by the union bound"
    said = [*dict.fromkeys(cited.values()), *dict.fromkeys(trusts)]
    return Result(True, reason, said, {**citations(cited), "parts": len(parts)})


def citations(cited: Cited) -> dict[str, Json]:
    """What an answer says of them, in one order."""
    return {"cited": list(cited.values()), "cited_problems": list(cited)}


# ---- the problems about ordinary matrices


def fixed(source: dict[str, Json]) -> dict[str, Json]:
    """The problem without what is random: matrices, and recursions from a random start."""
    recursions = load(source).recursions
    variables = [d for d in source["variables"] if d["kind"] != "gaussian"]
    return source | {
        "variables": variables,
        "recursions": [r for r in source["recursions"] if not recursions[r["name"]].random],
    }


def implication(source: dict[str, Json], events: list[Json], event: Json) -> dict[str, Json]:
    """The hypotheses and the events of the parts give the event, for all values of the random matrices."""
    variables = [plain(d) for d in source["variables"]]
    return source | {"variables": variables, "hypotheses": [*source["hypotheses"], *events], "claim": event}


def sums_to(source: dict[str, Json], left: Json, lefts: list[Json]) -> dict[str, Json]:
    """L <= L_1 + ... + L_k - (k-1)."""
    total: Json = ["num", "0"]
    for i, other in enumerate(lefts):
        total = ["add", total, other] if i else other
    claim = ["le", left, ["sub", total, ["num", str(len(lefts) - 1)]]]
    return fixed(source) | {"claim": claim}


def either(source: dict[str, Json], problem: Problem, event: Json, names: list[Json]) -> Json:
    """The event, or the event with the negatives of these random matrices. Raises Malformed."""
    random = {d["name"] for d in source["variables"] if d["kind"] == "gaussian"}
    if not names or any(type(name) is not str or name not in random for name in names):
        raise Malformed("what is reflected is not a random matrix of the problem")
    if any(r.random for r in problem.recursions.values()):
        raise Malformed("iterates from a random start are not reflected")

    def put(expression: Json) -> Json:
        head, *rest = expression
        if head == "var":
            return ["neg", expression] if rest[0] in names else expression
        return [head, *(put(p) if type(p) is list else p for p in rest)]

    return ["or", event, put(event)]


def plain(declaration: dict[str, Json]) -> dict[str, Json]:
    if declaration["kind"] != "gaussian":
        return declaration
    return {"name": declaration["name"], "kind": "matrix", "rows": declaration["rows"], "cols": declaration["cols"]}


def kernel(problem: dict[str, Json], certificate: Json, trusts: Trusts) -> str:
    """Why the kernel does not accept the proof; empty if it does."""
    from .kernel import check_proof

    load(problem)
    if type(certificate) is not dict or cast("dict[str, Json]", certificate).get("kind") != "proof":
        return "a proof is needed"
    result = check_proof(problem, certificate, trusts.work)
    trusts += result.trusts
    return "" if result.accepted and result.detail.get("shows") == "holds" else result.reason or "not a proof"


def bound_of(source: dict[str, Json], problem: Problem) -> tuple[Json, Json]:
    """L and E of the claim L <= Pr(E); of Pr(E) <= U, 1 - U and that E is defined and false. Raises Malformed."""
    head, *sides = source["claim"]
    if head == "le" and sides[0][0] == "pr" and not mentions(sides[1], "pr"):
        return ["sub", ["num", "1"], sides[1]], denial(sides[0][1], problem.claim.args[0].args[0])
    return _bound(source, "the problem")


def _bound(source: dict[str, Json], what: str) -> tuple[Json, Json]:
    """L and E of the claim L <= Pr(E)."""
    claim = source["claim"]
    if claim[0] != "le" or claim[2][0] != "pr" or mentions(claim[1], "pr"):
        raise Malformed(f"{what}: the claim is not a lower bound on one probability")
    return claim[1], claim[2][1]


def mentions(expression: Json, head: str) -> bool:
    if type(expression) is not list:
        return False
    parts = cast("list[Json]", expression)
    return bool(parts) and (parts[0] == head or any(mentions(p, head) for p in parts[1:]))


# ---- parts


class Part:
    """A problem L_i <= Pr(E_i) at values for its variables. Raises Malformed for what is not of that kind."""

    def __init__(self, source: dict[str, Json], problem: Problem, entry: Json) -> None:
        found = an_object(entry, "a part", {"problem", "values", "proof"}, {"certificate", "citation"})
        self.source, self.outer, self.entry, self.proof = source, problem, found, found["proof"]
        self.own = cast("dict[str, Json]", found["problem"])
        self.problem = load(self.own)
        if self.problem.exists or self.problem.quantifier != "forall" or not self.problem.random:
            raise Malformed("a part is a claim about a probability for all values of its variables")
        if self.own["definitions"] or self.own["recursions"]:
            raise Malformed("a part has no definitions and no recursions")
        left, event = _bound(self.own, "a part")
        if any(mentions(h, "pr") for h in self.own["hypotheses"]):
            raise Malformed("a part has no probabilities in its hypotheses")
        self.reader = _reader(source)
        values = an_object(found["values"], "values", {d.name for d in self.problem.variables})
        self.values: dict[str, Json] = {}
        for constant in self.own["constants"]:
            # a constant is a real number, also one whose value is an integer
            self.values[constant["name"]] = ["div", self.put(constant["value"]), ["num", "1"]]
        self.conditions: list[Json] = []
        random: set[object] = set()
        order = {"size": 0, "integer": 0, "gaussian": 2}
        for d in sorted(self.problem.variables, key=lambda d: order.get(d.kind, 1)):
            raw = next(r for r in self.own["variables"] if r["name"] == d.name)
            if d.kind == "gaussian":
                random.add(self._matrix(raw, values[d.name]))
            else:
                self._number(d, values[d.name])
        if len(random) != sum(d.kind == "gaussian" for d in self.problem.variables):
            raise Malformed("two random matrices of a part depend on each other at the values")
        self.conditions += [self.put(h) for h in self.own["hypotheses"]]
        self.left, self.event = self.put(left), self.put(event)
        self.conditions.append(["eq", self.left, self.left])  # defined

    def put(self, expression: Json) -> Json:
        """The expression at the values. Bound names cannot be captured: a name in scope is never bound again."""
        head, *rest = expression
        if head == "var":
            return self.values.get(rest[0], expression)
        return expression if head == "num" else [head, *(self.put(p) if type(p) is list else p for p in rest)]

    def _number(self, d: Declaration, value: Json) -> None:
        if d.kind not in ("size", "integer", "real"):
            raise Malformed(f"{d.name}: a part has numbers and random matrices only")
        sort = self.reader.expression(value, self.reader.globals, 0).sort
        if not sort.scalar or (d.kind != "real" and sort.kind != "integer"):
            raise Malformed(f"the value of {d.name} is of the wrong sort")
        if mentions(value, "pr"):
            raise Malformed(f"the value of {d.name} contains a probability")
        # a real variable stays real where its value happens to be an integer: powers tell the difference
        value = ["div", value, ["num", "1"]] if d.kind == "real" and sort.kind == "integer" else value
        self.values[d.name] = value
        self.conditions.append(["eq", value, value])
        if d.kind == "size":
            self.conditions.append(["le", ["num", "1"], value])
        for relation, bound in d.bounds.items():
            sides = [["num", str(bound)], value]
            self.conditions.append(
                ["le" if relation[1] == "e" else "lt", *(sides if relation[0] == "g" else sides[::-1])]
            )

    def _matrix(self, raw: dict[str, Json], value: Json) -> object:
        """Checks form and shape, asks for the variance; the random matrix of the problem that stands behind it."""
        self.reader.in_event = True
        node = self.reader.expression(value, self.reader.globals, 0)
        rows, cols = (self.put(raw[key]) for key in ("rows", "cols"))
        shape = Sort("matrix", *(size(self.reader.expression(e, self.reader.globals, 0)) for e in (rows, cols)))
        self.reader.in_event = False
        if node.sort != shape:
            raise Malformed(f"the value of {raw['name']} is not a matrix of its shape")
        form, _, _ = Forms(self.outer).form(node)
        behind = next(d for d in self.source["variables"] if d["name"] == form.matrix[1])
        wanted, found = self.put(raw["variance"]), behind["variance"]
        for factor in factors(value):
            found = ["mul", ["mul", factor, factor], found]
        self.conditions += [["lt", ["num", "0"], wanted], ["eq", found, wanted]]
        self.values[raw["name"]] = value
        return form.matrix

    def applies(self) -> dict[str, Json]:
        """That the values lie in the domain of the part, and that its hypotheses hold."""
        return fixed(self.source) | {"claim": ["and", *self.conditions]}


def established(own: dict[str, Json], entry: dict[str, Json], cited: Cited, trusts: Trusts, depth: int = 0) -> str:
    """Why a bound on a probability is not established by its certificate or its citation; empty if it is."""
    if ("citation" in entry) == ("certificate" in entry):
        return "a certificate or a citation is needed"
    if "citation" in entry:
        text = entry["citation"]
        if type(text) is not str or not text.strip() or len(text) > 400 or not text.isprintable():
            return "a citation must be a line of text"
        cited[digest(own)] = text
        return ""
    inner = entry["certificate"]
    if type(inner) is not dict or cast("dict[str, Json]", inner).get("problem") != digest(own):
        return "its certificate belongs to another problem"
    found = cast("dict[str, Json]", inner)
    if found.get("format") != FORMAT or found.get("kind") not in ("covering", "deduction"):
        return "its certificate is neither a covering nor a deduction"
    problem = load(own)
    if found["kind"] == "covering":
        result = check_covering(problem, found)
    else:
        result = check_deduction(own, problem, found, depth + 1, trusts)
        inside: Cited = dict(zip(*(result.detail.get(k, ()) for k in ("cited_problems", "cited")), strict=True))
        cited |= inside
        trusts += [t for t in result.trusts if t not in inside.values()]
    return "" if result.accepted else result.reason


def factors(value: Json) -> list[Json]:
    """The numbers before a random matrix, whose form was checked."""
    head, *rest = value
    if head == "scale":
        return [rest[0], *factors(rest[1])]
    if head in ("transpose", "neg"):
        return factors(rest[0])
    return [f for p in rest for f in factors(p)] if head == "matmul" else []


def _reader(source: dict[str, Json]) -> Reader:
    reader = Reader(source)
    reader.problem()
    return reader
