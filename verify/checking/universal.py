"""Problems with universal constants: "there are constants K such that for all variables: hypotheses => claim".

Three problems without such constants stand for what there is to show. `instance`: the constants have values, which a
proof shows to do. `refutation`: every variable is an expression in the constants; proved for all their values, it
says that the hypotheses hold there and that the claim is defined and false, so that no values do. `freed`: the
constants are variables like the others, for admissible points and for contradictions between the hypotheses.
"""

from __future__ import annotations

from typing import Any

from .outcomes import Malformed
from .problem import Problem, Reader, Scope, an_object, load, number
from .terms import INTEGER, Declaration, Node, Sort, size

Json = Any
SIGNS = {"ge": (0, 1), "gt": (1,), "le": (-1, 0), "lt": (-1,)}
SECTIONS = ("definitions", "recursions")


def _rest(source: dict[str, Json]) -> dict[str, Json]:
    return {k: v for k, v in source.items() if k != "exists"} | {"quantifier": "forall"}


def freed(source: dict[str, Json]) -> dict[str, Json]:
    """The problem with its universal constants among the variables."""
    return _rest(source) | {"variables": [*source["exists"], *source["variables"]]}


def instance(source: dict[str, Json], values: object) -> dict[str, Json]:
    """The problem with a rational value for each universal constant. Raises Malformed for one outside its domain."""
    found = load(source)
    given = an_object(values, "values", {d.name for d in found.exists})
    for d in found.exists:
        value = number(given[d.name])
        for relation, bound in d.bounds.items():
            if (value > bound) - (value < bound) not in SIGNS[relation]:
                raise Malformed(f"{d.name} = {value} violates its bound {relation} {bound}")
    named = [{"name": d.name, "value": ["num", given[d.name]]} for d in found.exists]
    return _rest(source) | {"constants": [*source["constants"], *named]}


def refutation(source: dict[str, Json], values: object) -> dict[str, Json]:
    """The problem about the universal constants alone that a family of points has to prove. Raises Malformed."""
    found = load(source)
    given = an_object(values, "values", {d.name for d in found.variables})
    _no_capture(source, {d.name for d in found.exists})
    family = _Family(_constants_only(source), found, given)
    parts = [p for d, raw in zip(found.variables, source["variables"], strict=True) for p in family.domain(d, raw)]
    parts += [family.put(h) for h in source["hypotheses"]]
    parts.append(family.put(denial(source["claim"], found.claim)))
    sections = {key: [family.local(entry) for entry in source[key]] for key in SECTIONS}
    return _rest(source) | sections | {"variables": source["exists"], "hypotheses": [], "claim": ["and", *parts]}


def read_values(source: dict[str, Json], values: object) -> dict[str, Node]:
    """The values of a witness or the expressions of a family, to be printed. Raises Malformed."""
    reader = _constants_only(source)
    given = an_object(values, "values", set(), {d["name"] for key in ("exists", "variables") for d in source[key]})
    return {name: reader.expression(_written(value), reader.globals, 0) for name, value in given.items()}


def _written(value: Json) -> Json:
    return ["num", value] if type(value) is str else value


def _constants_only(source: dict[str, Json]) -> Reader:
    """Reads expressions in the universal constants."""
    empty: dict[str, Json] = {key: [] for key in ("constants", "hypotheses", *SECTIONS)}
    claim = ["le", ["num", "0"], ["num", "0"]]
    reader = Reader(_rest(source) | empty | {"variables": source["exists"], "claim": claim})
    reader.problem()
    return reader


def _no_capture(source: dict[str, Json], names: set[str]) -> None:
    """The expressions of a family may not come under a parameter that has the name of a constant."""
    for key in SECTIONS:
        for entry in source[key]:
            taken = names & {d["name"] for d in entry.get("params", entry.get("state", []))}
            if taken:
                raise Malformed(f"{entry['name']}: {sorted(taken)[0]} is the name of a universal constant too")


def denial(claim: Json, node: Node) -> Json:
    """What is true where the claim is defined and false, undefined where the claim is undefined, and else false."""
    head, *args = claim
    if head == "le":
        return ["lt", args[1], args[0]]
    if head == "lt":
        return ["le", args[1], args[0]]
    if head == "eq" and node.args[0].sort.scalar:
        return ["or", ["lt", *args], ["lt", args[1], args[0]]]
    if head in ("and", "or"):
        return ["or" if head == "and" else "and", *map(denial, args, node.args)]
    if head == "implies":
        return ["and", args[0], denial(args[1], node.args[1])]
    return args[0] if head == "not" else ["not", claim]


class _Family:
    """One expression in the universal constants for each variable; sorts and shapes are checked."""

    def __init__(self, reader: Reader, problem: Problem, given: dict[str, Json]) -> None:
        self.reader = reader
        self.scope: Scope = reader.globals
        self.values = {d.name: self._value(d, given[d.name]) for d in problem.variables}

    def _value(self, d: Declaration, source: Json) -> Json:
        sort = self.reader.expression(source, self.scope, 0).sort
        wanted = {"real": "a number", "matrix": "a matrix"}.get(d.kind, "an integer")
        fits = {"real": sort.scalar, "matrix": sort.kind == "matrix"}.get(d.kind, sort == INTEGER)
        if d.kind == "sequence":
            raise Malformed(f"{d.name}: a family has no values for sequences")
        if not fits:
            raise Malformed(f"the value of {d.name} is not {wanted}")
        # a real variable stays real where its value happens to be an integer: powers tell the difference
        return ["div", source, ["num", "1"]] if d.kind == "real" and sort == INTEGER else source

    def put(self, source: Json, hidden: frozenset[str] = frozenset()) -> Json:
        """The expression with the values for the variables; `hidden` are names of parameters around it."""
        head, *rest = source
        if head == "var":
            return source if rest[0] in hidden else self.values.get(rest[0], source)
        if head == "num":
            return source
        return [head, *(self.put(part, hidden) if type(part) is list else part for part in rest)]

    def local(self, entry: dict[str, Json]) -> dict[str, Json]:
        """A definition or a recursion with the values for the variables."""
        key = "params" if "params" in entry else "state"
        hidden: set[str] = set()
        params: list[Json] = []
        for raw in entry[key]:
            shape = {k: self.put(raw[k], frozenset(hidden)) for k in ("rows", "cols", "rank") if k in raw}
            params.append(raw | shape)
            hidden.add(raw["name"])
        inner = frozenset(hidden)
        found = entry | {key: params}
        if key == "params":
            return found | {"body": self.put(entry["body"], inner)}
        start = [self.put(e) for e in entry["start"]]
        return found | {"start": start, "next": [self.put(e, inner) for e in entry["next"]]}

    def domain(self, d: Declaration, raw: dict[str, Json]) -> list[Json]:
        """That the value is defined, and lies in the domain of the variable."""
        value = self.values[d.name]
        found = [] if value[0] == "num" else [["eq", value, value]]
        if d.kind == "matrix":
            return found + self._matrix(d, raw, value)
        if d.kind == "size":
            found.append(["le", ["num", "1"], value])
        for relation, bound in d.bounds.items():
            sides = [["num", str(bound)], value]
            found.append(["le" if relation[1] == "e" else "lt", *(sides if relation[0] == "g" else sides[::-1])])
        return found

    def _matrix(self, d: Declaration, raw: dict[str, Json], value: Json) -> list[Json]:
        node = self.reader.expression(value, self.scope, 0)
        rows, cols = (self.put(raw[key]) for key in ("rows", "cols"))
        shape = Sort("matrix", *(size(self.reader.expression(e, self.scope, 0)) for e in (rows, cols)))
        if node.sort != shape:
            raise Malformed(f"the value of {d.name} is not a matrix of its shape")
        transposed = ["transpose", value]
        found = {
            "": [],
            "symmetric": [["eq", transposed, value]],
            "psd": [["eq", transposed, value], ["loewner", ["zeros", rows, cols], value]],
            "orthonormal": [["eq", ["matmul", transposed, value], ["eye", cols]]],
        }[d.structure]
        return found + ([["eq", ["rank", value], self.put(raw["rank"])]] if "rank" in raw else [])
