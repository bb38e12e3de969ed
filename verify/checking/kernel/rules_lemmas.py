"""Instances: of the closed list of facts, and of lemmas proved before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from ..facts import FACTS
from ..problem import an_object
from .formulas import ONE, ZERO, Rejected, Term, closed, make, replaced, var
from .normal import Normal
from .polynomials import Work
from .reader import Reader, constraints
from .step import Rule, Step, at_most
from .typing import Typing, shown
from .world import Declared, Recursion, World


@dataclass
class Law:
    """A universal statement that is known to hold: its own world, variables, hypotheses and claim."""

    world: World
    variables: list[Declared]
    hypotheses: list[Term]
    claim: Term


_facts: dict[str, Law] = {}


def fact(step: Step) -> None:
    name = step.take("fact")
    if type(name) is not str or name not in FACTS:
        raise Rejected("no such fact")
    if name not in _facts:
        _facts[name] = read_law(FACTS[name], Work(100_000))
    step.kernel.trusted.add(name)
    instance(step, _facts[name], _values(step))


def read_law(source: dict[str, Any], work: Work) -> Law:
    world = World()
    typing = Typing(world)
    Normal(typing, work)
    whole: dict[str, Any] = {"definitions": [], "recursions": [], "constants": [], **source}
    reader = Reader(whole, world, typing, work)
    hypotheses, claim = reader.problem()
    return Law(world, reader.variables, hypotheses, claim)


def apply(step: Step) -> None:
    lemmas = step.kernel.lemmas
    found = lemmas[step.index("lemma", len(lemmas))]
    if found is None:
        raise Rejected("the lemma was not shown to hold")
    instance(step, found, _values(step))


def _values(step: Step) -> dict[str, Any]:
    found = step.take("substitution")
    return an_object(found, "the substitution", set(cast("dict[str, Any]", found)) if type(found) is dict else set())


class Instance:
    """A substitution for the variables of a law, checked: sorts, shapes, symmetry, definedness."""

    def __init__(self, step: Step, law: Law, given: dict[str, Any]) -> None:
        self.step, self.law = step, law
        self.values: dict[str, Term] = {}
        self.sequences: dict[str, Term] = {}
        self.recursions: dict[str, str] = {}
        self.domain: list[Term] = []
        names = [v.name for v in law.variables]
        if set(given) != set(names):
            raise Rejected(f"the substitution must name exactly {', '.join(names)}")
        self._sizes_first = sorted(law.variables, key=lambda v: v.kind not in ("size", "integer"))
        for declared in self._sizes_first:
            self._bind(declared, given[declared.name])
        for declared in law.variables:
            self._constrain(declared)
        for source in law.world.recursions.values():
            self.recursions[source.name] = self._recursion(source)

    def __call__(self, term: Term) -> Term:
        return replaced(term, self.values, self.sequences, self.recursions)

    def _bind(self, declared: Declared, source: Any) -> None:
        step = self.step
        if declared.of is not None:
            self.sequences[declared.name] = self._sequence(declared, declared.of, source)
            return
        value = step.formula(source)
        rows, cols = (self(t) if t is not None else None for t in (declared.rows, declared.cols))
        step.typing.fits(declared, value, rows, cols)
        if declared.kind == "size" and not step.signs.known(at_most(ONE, value)):
            raise Rejected(f"{declared.name} must be a size, but {value} is not seen to be at least 1")
        self.values[declared.name] = value

    def _sequence(self, declared: Declared, of: Declared, source: Any) -> Term:
        """A sequence of the target by name, or {"index": t, "body": expression in t}; a body over its index."""
        step = self.step
        rows, cols = (self(t) if t is not None else None for t in (of.rows, of.cols))
        inner = step.block()
        if type(source) is list:
            parts = cast("list[Any]", source)
            name = parts[1] if len(parts) == 2 and parts[0] == "var" else None
            found = step.scope.names.get(name) if type(name) is str else None
            if not isinstance(found, str):
                raise Rejected(f"{declared.name} is a sequence")
            t = step.fix(inner, f"index_of_{declared.name}", lambda n: Declared(n, "integer"))
            body = make("at", found, t)
        else:
            entry = an_object(source, f"the value of {declared.name}", {"index", "body"})
            t = step.fix(inner, entry["index"], lambda n: Declared(n, "integer"))
            body = step.kernel.reader.formula(entry["body"], inner.names)
        inner.signs.assume(at_most(ZERO, t))
        inner.defined(body)
        step.typing.fits(of, body, rows, cols)
        if of.value_kind == "matrix":
            shape = [step.normal.canonical(s) for s in step.typing.shape(body)]
            if any(t.names & s.names for s in shape):
                raise Rejected("the shape of a sequence's terms depends on the index")
        for condition in self._constraints(of, body):
            if not inner.signs.known(condition) and not self._declared_alike(of, body):
                raise Rejected(f"the terms of {declared.name} are not seen to satisfy its declaration")
        return closed(body, t)

    def _declared_alike(self, of: Declared, body: Term) -> bool:
        found = self.step.kernel.reader.world.element(body)
        return found is not None and self._implied(found, of)

    def _constraints(self, declared: Declared, value: Term) -> list[Term]:
        rank = self(declared.rank) if declared.rank is not None else None
        cols = self(declared.cols) if declared.cols is not None else None
        own = Declared(declared.name, declared.kind, None, cols, declared.structure, rank, declared.bounds)
        return constraints(own, value, rank)

    def _implied(self, found: Declared, wanted: Declared) -> bool:
        """Whether a value with the one declaration always satisfies the other, sorts and shapes being right."""
        same_rank = wanted.rank is None or (found.rank is not None and self.step.same(found.rank, self(wanted.rank)))
        structure = wanted.structure in ("", "symmetric", found.structure)
        return same_rank and structure and all(found.bounds.get(k) == b for k, b in wanted.bounds.items())

    def _constrain(self, declared: Declared) -> None:
        if declared.of is None:
            self.domain += self._constraints(declared, self.values[declared.name])

    # ---- recursions

    def _recursion(self, source: Recursion) -> str:
        """The target's recursion that the law's becomes: same start and same step, both always defined."""
        world = self.step.kernel.reader.world
        order = sorted(world.recursions.values(), key=lambda r: r.name != source.name)
        for target in order:
            try:
                if target.name in world.total and self._coincide(source, target):
                    return target.name
            except Rejected:  # other shapes or sorts: another target may fit
                continue
        raise Rejected(f"no recursion of the problem is the lemma's {source.name} under the substitution")

    def _coincide(self, source: Recursion, target: Recursion) -> bool:
        step, world = self.step, self.step.kernel.reader.world
        if len(source.state) != len(target.state):
            return False
        for mine, theirs in zip(source.state, target.state, strict=True):
            a, b = self.law.world.declared[mine], world.declared[theirs]
            rows, cols = (self(t) if t is not None else None for t in (a.rows, a.cols))
            if a.kind != b.kind or not (step.typing.same(rows, b.rows) and step.typing.same(cols, b.cols)):
                return False
        state = {a: var(b) for a, b in zip(source.state, target.state, strict=True)}
        pairs = [(self(s), t) for s, t in zip(source.start, target.start, strict=True)]
        for s, t in zip(source.next, target.next, strict=True):
            pairs.append((replaced(s, self.values | state, self.sequences, self.recursions), t))
        for s, t in pairs:
            if not step.same(s, t):
                return False
        for s, _ in pairs:
            step.scope.defined(s)
        return True


def instance(step: Step, law: Law, given: dict[str, Any]) -> None:
    """The claim of the law under the substitution; its domain and its hypotheses are to be cited, or plain."""
    found = Instance(step, law, given)
    hypotheses = [found(h) for h in law.hypotheses]
    step.typing.props(*hypotheses) if hypotheses else None
    _settle(step, [_sorted(step, d) for d in found.domain], hypotheses)
    step.conclude(found(law.claim), granted=True)


def _sorted(step: Step, claim: Term) -> Term:
    step.typing.props(claim)
    return claim


def _settle(step: Step, domain: list[Term], hypotheses: list[Term]) -> None:
    """The cited lines are the conditions of the domain, then the hypotheses. A condition that is plain may be left out
    or be null; a hypothesis is always cited."""
    at = 0
    for wanted in domain:
        step.scope.defined(wanted)
        spare = len(step.premises) - at - len(hypotheses)
        line = step.premises[at] if spare > 0 else None
        if line is not None and step.same(line, wanted):
            at += 1
        elif step.signs.known(wanted):
            at += spare > 0 and line is None
        else:
            raise Rejected(f"no line is cited for the condition {shown(wanted)}")
    cited = step.premises[at:]
    if len(cited) != len(hypotheses):
        raise Rejected(f"{len(cited)} lines are cited for {len(hypotheses)} hypotheses")
    for line, wanted in zip(cited, hypotheses, strict=True):
        step.scope.defined(wanted)
        if line is None or not step.same(line, wanted):
            raise Rejected(f"no line is cited for the hypothesis {shown(wanted)}")


RULES: dict[str, Rule] = {"fact": fact, "apply": apply}
