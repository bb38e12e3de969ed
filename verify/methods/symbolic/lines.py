"""A proof under construction: lines with rules and premises, nested blocks, and their JSON."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import count
from typing import Any

from verify.algebra import canonical, node, scalar
from verify.methods.symbolic.sharing import Lemmas
from verify.problem import to_json
from verify.statement import Statement
from verify.substitution import unfold, unfold_call
from verify.tree import Definition, Expr, make, number, rebuild, walk

CERTIFICATE = "proofgauge certificate 1"


@dataclass(eq=False)
class Line:
    """One line: `claim` by `rule` from `premises` (None where the checker settles a premise itself).

    `supports` are the lines that show its divisions, roots and logarithms to be defined.
    """

    claim: Expr
    rule: str
    premises: tuple[Line | None, ...] = ()
    data: dict[str, Any] = field(default_factory=dict[str, Any])
    supports: tuple[Line, ...] = ()
    id: str = ""

    @property
    def lhs(self) -> Expr:
        return self.claim.args[0]

    @property
    def rhs(self) -> Expr:
        return self.claim.args[1]


@dataclass(eq=False)
class Block:
    """Lines under assumptions, invisible outside; `single`: one assumption, named without a list."""

    assumptions: list[Line]
    lines: list[Line]
    single: bool = False

    def end_with(self, line: Line | None) -> None:
        """Makes the line the block's last one, restated where it stands elsewhere."""
        if line is not None and (not self.lines or self.lines[-1] is not line):
            self.lines.append(Line(line.claim, "same", (line,)))


@cache
def clause_key(claim: Expr) -> Expr:
    """Equal for claims that the checker takes for the same."""
    if claim.op in ("le", "lt", "eq") and claim.args[0].is_scalar:
        slack = canonical(make("sub", (claim.args[1], claim.args[0])))
        return make(claim.op, (number(0), slack))
    return make(claim.op, tuple(_key(a) for a in claim.args), claim.data)


def _key(arg: Expr) -> Expr:
    if arg.is_matrix or arg.is_scalar:
        return canonical(arg)
    if arg.op == "forall":
        return canonical(arg)
    return make(arg.op, tuple(_key(a) for a in arg.args), arg.data)


@cache
def definedness(claim: Expr) -> tuple[Expr, ...]:
    """Signs that make the claim's divisions, roots and logarithms defined."""
    zero = number(0)
    found: dict[Expr, None] = {}
    for e in walk(claim):
        if e.op in ("div", "log"):
            found.setdefault(make("lt", (zero, e.args[-1])))
        elif e.op == "sqrt":
            found.setdefault(make("le", (zero, e.args[0])))
        elif e.op in ("sv", "eig"):
            for low, high in ((number(1), e.args[1]), *((e.args[1], size) for size in e.args[0].shape)):
                found.setdefault(make("le", (low, high)))
    return tuple(found)


def divisors(expr: Expr) -> list[Expr]:
    """What the expression itself divides by: a matrix, or the factors of a number."""
    if expr.op not in ("div", "inv"):
        return []
    form = {} if expr.op == "inv" else scalar(expr.args[1])
    return [node(i) for m in form for i, _ in m] if len(form) == 1 else [expr.args[-1]]


class ProofLines:
    """The lines in scope; a claim already in scope is not added twice."""

    def __init__(self) -> None:
        self._scopes: list[list[Line]] = [[]]
        self._depths = [0]
        self._serials = count(1)
        self._known: list[dict[Expr, Line]] = [{}]
        self.definite: dict[Expr, Line] = {}  # what is not 0, or nonsingular, by which line

    def find(self, claim: Expr) -> Line | None:
        key = clause_key(claim)
        return next((known[key] for known in reversed(self._known) if key in known), None)

    def add(self, claim: Expr, rule: str, premises: Sequence[Line | None] = (), **data: Any) -> Line:
        found = self.find(claim)
        if found is not None:
            return found
        line = Line(claim, rule, tuple(premises), data, self._supports(claim))
        self._note(line)
        self._scopes[-1].append(line)
        return line

    def restated(self, claim: Expr, line: Line) -> Line:
        """The line as this claim, which has the same normal form."""
        if line.claim is claim:
            return line
        new = Line(claim, "same", (line,), {}, self._supports(claim))
        self._scopes[-1].append(new)
        return new

    def _supports(self, claim: Expr) -> tuple[Line, ...]:
        signs = [self.find(sign) for sign in definedness(claim)]
        if self.definite:
            flat = unfold(claim)
            signs += [self.definite.get(canonical(b)) for e in walk(flat) for b in divisors(e)]
        return tuple(sign for sign in signs if sign is not None)

    def _note(self, line: Line) -> None:
        self._known[-1].setdefault(clause_key(line.claim), line)

    @contextmanager
    def block(self, *assumptions: Expr) -> Generator[Block, None, None]:
        """A nested scope with the given assumptions; leave it to get its lines."""
        assumed = [Line(a, "assume") for a in assumptions]
        self._scopes.append([])
        self._depths.append(next(self._serials))
        self._known.append({})
        for line in assumed:
            self._note(line)
        found = Block(assumed, self._scopes[-1])
        try:
            yield found
        finally:
            self._scopes.pop()
            self._depths.pop()
            self._known.pop()

    @property
    def depth(self) -> int:
        """A number that identifies the innermost open block."""
        return self._depths[-1]

    def top(self) -> list[Line]:
        return self._scopes[0]


def used_by(final: Line) -> set[int]:
    """Identities of the lines that the final one rests on; a block keeps what its last line rests on."""
    seen: set[int] = set()
    stack = [final]
    while stack:
        line = stack.pop()
        if id(line) in seen:
            continue
        seen.add(id(line))
        stack.extend(p for p in line.premises if p is not None)
        stack.extend(line.supports)
        stack.extend(_inner(line.data))
    return seen


def _inner(value: Any) -> Iterator[Line]:
    if isinstance(value, Line):
        yield value
    elif isinstance(value, Block):
        if value.lines:
            yield value.lines[-1]
    elif isinstance(value, dict):
        for part in value.values():  # type: ignore[reportUnknownVariableType]
            yield from _inner(part)
    elif isinstance(value, (list, tuple)):
        for part in value:  # type: ignore[reportUnknownVariableType]
            yield from _inner(part)


@cache
def _known(expr: Expr, definitions: frozenset[Definition]) -> Expr:
    if expr.op == "call" and expr.data[0] not in definitions:
        return _known(unfold_call(expr), definitions)
    return rebuild(expr, (_known(a, definitions) for a in expr.args))


class Writer:
    """Numbers the lines that are needed and turns them into the certificate's JSON."""

    def __init__(self, final: Line, needed: set[int], definitions: Sequence[Definition]) -> None:
        self._needed = needed | {id(final)}
        self._count = 0
        self._definitions = frozenset(definitions)

    def _json(self, expr: Expr) -> Any:
        """Definitions that the problem does not have, which only a lemma speaks of, are unfolded."""
        return to_json(_known(expr, self._definitions))

    def lines(self, lines: Sequence[Line]) -> list[Any]:
        return [self._line(line) for line in lines if id(line) in self._needed]

    def _name(self, line: Line) -> str:
        self._count += 1
        line.id = f"L{self._count}"
        return line.id

    def _line(self, line: Line) -> dict[str, Any]:
        data = {key: self._data(value) for key, value in line.data.items() if key != "block"}
        if "block" in line.data:
            data |= self._data(line.data["block"])
        premises = [None if p is None else p.id for p in line.premises]
        self._name(line)
        return {"id": line.id, "claim": self._json(line.claim), "rule": line.rule, "from": premises, **data}

    def _data(self, value: Any) -> Any:
        if isinstance(value, Line):
            return value.id
        if isinstance(value, Expr):
            return self._json(value)
        if isinstance(value, Fraction):
            return str(value)
        if isinstance(value, Block):
            names: list[str] = [self._name(a) for a in value.assumptions]
            return {"assume": names[0] if value.single else names, "lines": self.lines(value.lines)}
        if isinstance(value, dict):
            return {k: self._data(v) for k, v in value.items()}  # type: ignore[reportUnknownVariableType]
        if isinstance(value, (list, tuple)):
            return [self._data(v) for v in value]  # type: ignore[reportUnknownVariableType]
        return value


def certificate(
    statement: Statement, kind: str, proof: ProofLines, final: Line, lemmas: Lemmas | None = None
) -> dict[str, Any]:
    """The certificate whose last line is `final`, with the lines that it rests on."""
    lines = Writer(final, used_by(final), statement.definitions).lines(proof.top())
    head = {"format": CERTIFICATE, "problem": statement.digest, "kind": kind}
    cited = lemmas or Lemmas()
    return {**head, "shared": cited.shared, "lemmas": cited.cited, "lines": lines}
