"""From the nested lists of problems and certificates to terms; definitions and constants are unfolded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ..problem import a_list, a_name, number
from .formulas import ONE, Rejected, Term, closed, make, num, replaced, var
from .polynomials import Work
from .typing import Typing
from .world import Declared, Recursion, World

Names = Mapping[str, "Term | str"]
MAX_NESTING = 200
BOUNDS = {"ge": "le", "gt": "lt", "le": "le", "lt": "lt"}
ARITY = {
    **dict.fromkeys(("add", "sub", "mul", "div", "pow", "min", "max", "sv", "eig", "scale", "matmul"), 2),
    **dict.fromkeys(("hadamard", "matpow", "zeros", "join", "union", "le", "lt", "eq", "loewner"), 2),
    **dict.fromkeys(("subset", "seteq", "implies"), 2),
    **dict.fromkeys(("neg", "sqrt", "exp", "log", "floor", "abs", "tr", "det", "fro", "spec", "nuc", "rank"), 1),
    **dict.fromkeys(("transpose", "inv", "sqrtm", "absm", "expm", "eye", "colspan", "not"), 1),
    **dict.fromkeys(("case", "entry"), 3),
    **dict.fromkeys(("and", "or"), -1),
}


def constraints(declared: Declared, value: Term, rank: Term | None = None) -> list[Term]:
    """What the declaration says of a value beyond its sort and symmetry, in the order of the format."""
    found: list[Term] = []
    for relation in ("ge", "gt", "le", "lt"):
        if relation in declared.bounds:
            bound = num(declared.bounds[relation])
            pair = (bound, value) if relation in ("ge", "gt") else (value, bound)
            found.append(make(BOUNDS[relation], *pair))
    if declared.structure == "psd":
        zero = make("scale", num(0), value)
        found.append(make("loewner", zero, value))
    if declared.rank is not None:
        found.append(make("eq", make("rank", value), declared.rank if rank is None else rank))
    if declared.structure == "orthonormal":
        gram = make("matmul", make("transpose", value), value)
        found.append(make("eq", gram, make("eye", declared.cols)))
    return found


class Reader:
    """Reads one problem object, already validated by `problem.load`, and the formulas of proofs about it."""

    def __init__(self, source: dict[str, Any], world: World, typing: Typing, work: Work) -> None:
        self.source, self.world, self.typing, self.work = source, world, typing, work
        self.names: dict[str, Term | str] = {}
        self.variables: list[Declared] = []
        self.definitions: dict[str, tuple[list[Declared], Term]] = {}
        self.reading: set[str] = set()
        self.serial = 0

    def problem(self) -> tuple[list[Term], Term]:
        """Declares everything; the hypotheses and the claim."""
        source = self.source
        ordered = sorted(source["variables"], key=lambda d: d["kind"] not in ("size", "integer"))
        for entry in ordered:
            self.declare(entry, entry["name"], self.names)
        self.variables = [self.world.declared[d["name"]] for d in source["variables"]]
        constants: dict[str, Term | str] = {}
        for entry in source["constants"]:
            # a constant is a real number, also one whose value is an integer
            constants[entry["name"]] = make("div", self.formula(entry["value"], constants), ONE)
        self.names |= constants
        for entry in source["definitions"]:
            self.definition(entry["name"])
        for entry in source["recursions"]:
            self.recursion(entry["name"])
        hypotheses = [self.proposition(h, self.names) for h in source["hypotheses"]]
        return hypotheses, self.proposition(source["claim"], self.names)

    def fresh(self, name: str) -> str:
        """An internal name: names in problems and certificates have no spaces."""
        self.serial += 1
        return f"{name}  {self.serial}"

    def declare(self, source: Any, label: str, scope: dict[str, Term | str], internal: str = "") -> Declared:
        """Adds the name to the scope; `internal` is its name among all declarations, the label itself by default."""
        name = internal or label
        if name in self.world.declared:
            raise Rejected(f"the name {label} is declared twice")
        found = self._declared(source, name, scope)
        self.world.declared[name] = found
        scope[label] = name if found.of is not None else var(name)
        return found

    def _declared(self, source: Any, name: str, scope: Names) -> Declared:
        kind = source["kind"]
        if kind == "sequence":
            return Declared(name, kind, of=self._declared(source["of"], name, scope))
        parts = {k: self.formula(source[k], scope) for k in ("rows", "cols", "rank") if k in source}
        self.typing.integers(*parts.values()) if parts else None
        bounds = {k: Fraction(number(source[k])) for k in ("ge", "gt", "le", "lt") if k in source}
        rows, cols, rank = (parts.get(k) for k in ("rows", "cols", "rank"))
        return Declared(name, kind, rows, cols, source.get("structure", ""), rank, bounds)

    def introduce(self, name: object, declared: Callable[[str], Declared], names: dict[str, Term | str]) -> Term:
        """A name fixed by a block; it must not be in use."""
        label = a_name(name, "a name fixed by a block")
        if label in names:
            raise Rejected(f"the name {label} is already in use")
        internal = self.fresh(label)
        self.world.declared[internal] = declared(internal)
        term = names[label] = var(internal)
        return term

    def definition(self, name: str) -> tuple[list[Declared], Term]:
        if name not in self.definitions:
            source = self._entry("definitions", name)
            scope = dict(self.names)
            params = [self.declare(p, p["name"], scope, f"call {name} {p['name']}") for p in source["params"]]
            if any(p.of is not None for p in params):
                raise Rejected(f"the definition {name} has a sequence as a parameter")
            self.definitions[name] = params, self.formula(source["body"], scope)
            self.reading.discard(f"definitions {name}")
        return self.definitions[name]

    def recursion(self, name: str) -> Recursion:
        if name not in self.world.recursions:
            source = self._entry("recursions", name)
            scope = dict(self.names)
            state = [self.declare(s, s["name"], scope, f"state {name} {s['name']}") for s in source["state"]]
            if any(s.of is not None or s.structure or s.bounds or s.rank or s.kind == "size" for s in state):
                raise Rejected(f"the state of the recursion {name} has declared properties")
            start = tuple(self.formula(e, self.names) for e in source["start"])
            after = tuple(self.formula(e, scope) for e in source["next"])
            for declared, first, then in zip(state, start, after, strict=True):
                self.typing.fits(declared, first, declared.rows, declared.cols)
                self.typing.fits(declared, then, declared.rows, declared.cols)
            labels = tuple(s["name"] for s in source["state"])
            self.world.recursions[name] = Recursion(name, labels, tuple(s.name for s in state), start, after)
            self.reading.discard(f"recursions {name}")
        return self.world.recursions[name]

    def _entry(self, section: str, name: str) -> Any:
        found = next((e for e in self.source[section] if e["name"] == name), None)
        if found is None or f"{section} {name}" in self.reading or len(self.reading) > 40:
            raise Rejected(f"{name} is not defined, refers to itself, or is nested too deeply")
        self.reading.add(f"{section} {name}")
        return found

    def proposition(self, source: object, names: Names) -> Term:
        found = self.formula(source, names)
        self.typing.props(found)
        return found

    def formula(self, source: object, names: Names) -> Term:
        """A well-sorted term. Raises Rejected or Malformed."""
        found = self._read(source, names, 0)
        self.work.spend(found.weight)
        self.typing.sort(found)
        return found

    def _read(self, source: object, names: Names, depth: int) -> Term:
        parts = a_list(source, "an expression")
        self.work.spend()
        if depth > MAX_NESTING:
            raise Rejected("an expression is nested too deeply")
        if not parts or type(parts[0]) is not str:
            raise Rejected("an expression must begin with its head")
        head, rest = parts[0], parts[1:]
        special = SPECIAL.get(head)
        if special is not None:
            arity, read = special
            if arity not in (-1, len(rest)):
                raise Rejected(f"{head} takes {arity} arguments, not {len(rest)}")
            return read(self, rest, names, depth)
        arity = ARITY.get(head)
        if arity is None:
            raise Rejected(f"unknown head {head[:40]!r}")
        if arity not in (-1, len(rest)) or not rest:
            raise Rejected(f"{head} takes {arity} arguments, not {len(rest)}")
        args = [self._read(r, names, depth + 1) for r in rest]
        if head == "pow" and self.typing.sort(args[1]).kind != "integer":
            head = "rpow"
        return make(head, *args)

    def _name(self, source: object, names: Names) -> Term | str:
        name = a_name(source, "a variable")
        if name not in names:
            raise Rejected(f"{name} is not in scope")
        return names[name]

    def _number(self, rest: list[Any], names: Names, depth: int) -> Term:
        return num(number(rest[0]))

    def _variable(self, rest: list[Any], names: Names, depth: int) -> Term:
        found = self._name(rest[0], names)
        if isinstance(found, str):
            raise Rejected(f"the sequence {rest[0]} needs an index")
        return found

    def _element(self, rest: list[Any], names: Names, depth: int) -> Term:
        found = self._name(rest[0], names)
        if not isinstance(found, str):
            raise Rejected(f"{rest[0]} is not a sequence")
        return make("at", found, self._read(rest[1], names, depth + 1))

    def _iterate(self, rest: list[Any], names: Names, depth: int) -> Term:
        source = self.recursion(a_name(rest[0], "an iterate"))
        if rest[1] not in source.labels:
            raise Rejected(f"{source.name} has no such component")
        return make("iterate", source.name, source.labels.index(rest[1]), self._read(rest[2], names, depth + 1))

    def _binder(self, head: str, rest: list[Any], names: Names, depth: int) -> Term:
        low, high = (self._read(r, names, depth + 1) for r in rest[1:3])
        inner = dict(names)
        leaf = self.introduce(rest[0], lambda name: Declared(name, "integer"), inner)
        return make(head, low, high, closed(self._read(rest[3], inner, depth + 1), leaf))

    def _call(self, rest: list[Any], names: Names, depth: int) -> Term:
        if not rest:
            raise Rejected("a call needs the name of a definition")
        params, body = self.definition(a_name(rest[0], "a call"))
        if len(params) != len(rest) - 1:
            raise Rejected(f"{rest[0]} takes {len(params)} arguments, not {len(rest) - 1}")
        values: dict[str, Term] = {}
        given: list[Term] = []
        for param, source in zip(params, rest[1:], strict=True):
            arg = self._read(source, names, depth + 1)
            rows, cols, rank = (replaced(t, values) if t else None for t in (param.rows, param.cols, param.rank))
            self.typing.fits(param, arg, rows, cols)
            if param.kind == "size":
                given.append(make("le", ONE, arg))
            given += [replaced(c, values) for c in constraints(param, arg, rank)]
            values[param.name] = arg
        found = replaced(body, values)
        self.work.spend(found.depth)
        for condition in given:
            found = make("given", condition, found)
        return found


Special = Callable[[Reader, list[Any], Names, int], Term]
# pyright: reportPrivateUsage=false
SPECIAL: dict[str, tuple[int, Special]] = {
    "num": (1, Reader._number),
    "var": (1, Reader._variable),
    "at": (2, Reader._element),
    "iterate": (3, Reader._iterate),
    "call": (-1, Reader._call),
    "sum": (4, lambda r, rest, names, depth: r._binder("sum", rest, names, depth)),
    "forall": (4, lambda r, rest, names, depth: r._binder("forall", rest, names, depth)),
}
