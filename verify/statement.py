"""Statements: what a paper says, as data. Nothing here evaluates or proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from verify.chance import check_chance
from verify.errors import StatementError
from verify.inputs import declared, listed, mapped
from verify.substitution import declaration_symbols, free_symbols
from verify.tree import Definition, Expr, Recursion, Symbol, as_expr, walk

VERDICTS = ("proved", "certified", "supported", "refuted", "vacuous", "inconclusive", "assumed")


@dataclass(frozen=True, eq=False)
class Use:
    """An application of a statement: values for its variables, possibly for every index in a range."""

    statement: Statement
    values: tuple[tuple[Symbol, Expr], ...] = ()
    over: tuple[Expr, Expr, Expr] | None = None


def use(
    statement: Statement, values: Mapping[Expr, object] | None = None, over: tuple[Expr, object, object] | None = None
) -> Use:
    """Apply `statement` with some of its variables replaced, once or for every index: over=(t, 0, T)."""
    if statement.exists:
        name = statement.exists[0].name
        raise StatementError(f"{statement.title!r} holds for some {name} only; use what it says at one value of {name}")
    pairs = tuple((declared(v), as_expr(e)) for v, e in (values or {}).items())
    return Use(statement, pairs, None if over is None else (over[0], as_expr(over[1]), as_expr(over[2])))


@dataclass(frozen=True, eq=False, init=False)
class Statement:
    """For all values of the variables in their domains: if all of `given` hold, `claim` holds.

    exists: universal constants, real variables: "there are values of them such that for all values of the others ...".
    constants: named constants and their printed values, {c: 2}; the harness brackets the best one.
    cite: where in the paper. doc: how the formal statement differs from the printed one, and why.
    uses: statements (see `use`) that the proof may apply. argument: a proof of several steps (verify/argument.py),
    whose applications are added to the uses; no part of the problem. expected: the verdict a paper's module expects;
    never shown to a method. corrects: the printed statement that this one replaces.
    source: the work and place of an external theorem that is taken on trust, "[RV09] Theorem 1.1".
    meant: whether print means it so; a reading that is not meant is no erratum where it is false.
    """

    title: str
    given: tuple[Expr, ...]
    claim: Expr
    constants: tuple[tuple[Symbol, Expr], ...]
    doc: str
    cite: str
    uses: tuple[Use, ...]
    expected: str | None
    corrects: Statement | None
    quantifier: str
    argument: tuple[Any, ...]
    exists: tuple[Symbol, ...]
    source: str
    meant: bool

    def __init__(
        self,
        title: str,
        given: Sequence[Expr] = (),
        claim: Expr | None = None,
        constants: Mapping[Expr, object] | None = None,
        *,
        doc: str = "",
        cite: str = "",
        uses: Sequence[Use | Statement] = (),
        expected: str | None = None,
        corrects: Statement | None = None,
        quantifier: str = "forall",
        argument: Sequence[Any] = (),
        exists: Sequence[Expr] = (),
        source: str = "",
        meant: bool = True,
    ) -> None:
        if not isinstance(title, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise StatementError(f'the title is {title!r}; write Statement("a name", given=[...], claim=...)')
        given = listed(f"{title!r}: given", given, "given=[x >= 0, x <= 1]")
        uses = listed(f"{title!r}: uses", uses, "uses=[lemma]")
        universal = map(declared, listed(f"{title!r}: exists", exists, "exists=[K]"))
        if claim is None:
            raise StatementError(f"{title!r} has no claim; write claim=<a relation>")
        for what, prop in [("claim", claim), *(("hypothesis", g) for g in given)]:
            if getattr(prop, "op", None) is None or prop.sort.kind != "prop":
                raise StatementError(f"{title!r}: the {what} {prop!r} is not a relation such as a <= b")
        if expected is not None and expected not in VERDICTS:
            raise StatementError(f"{title!r}: expected={expected!r} is not one of {', '.join(VERDICTS)}")
        printed = mapped(f"{title!r}: constants", constants or {}, "constants={c: 2}")
        pairs = tuple((declared(c), as_expr(v)) for c, v in printed.items())
        for sym, value in pairs:
            if free_symbols(value):
                raise StatementError(f"{title!r}: the value {value} of the constant {sym.name} is not closed")
        values: dict[str, Any] = {
            "title": title,
            "given": given,
            "claim": claim,
            "constants": pairs,
            "doc": doc,
            "cite": cite,
            "uses": tuple(u if isinstance(u, Use) else use(u) for u in uses),
            "expected": expected,
            "corrects": corrects,
            "quantifier": quantifier,
            "argument": tuple(argument),
            "exists": tuple(universal),
            "source": source,
            "meant": meant,
        }
        if argument:
            from verify.argument import check_lines, uses_in

            check_lines(title, argument)

            values["uses"] = tuple(dict.fromkeys((*values["uses"], *uses_in(argument))))
        for name, value in values.items():
            object.__setattr__(self, name, value)
        self._check_names()
        check_chance(self.title, self.props, self.definitions, self.recursions)
        if argument:
            self._check_argument()

    def _check_argument(self) -> None:
        from verify.argument import check_scope
        from verify.methods.symbolic.indices import domain_conditions, size_conditions

        if self.exists:
            raise StatementError(f"{self.title!r}: an argument is for one value of {self.exists[0].name}; use a lemma")
        domains = [c for s in self.variables for c in (*domain_conditions(s), *size_conditions(s))]
        variables = (*self.variables, *(s for s, _ in self.constants))
        check_scope(self.title, [*self.given, *domains], self.argument, variables)

    def _check_names(self) -> None:
        used = free_symbols(self.claim).union(*map(free_symbols, self.given), [])
        for sym, _ in self.constants:
            if sym not in used:
                raise StatementError(f"{self.title!r}: the constant {sym.name} does not occur in the statement")
        for sym in self.exists:
            if sym.kind != "real":
                raise StatementError(f"{self.title!r}: the universal constant {sym.name} is not a real number")
            if sym not in used or any(sym is c for c, _ in self.constants):
                why = "has a value already" if sym in used else "does not occur in the statement"
                raise StatementError(f"{self.title!r}: the universal constant {sym.name} {why}")
        named: dict[str, object] = {}
        symbols = (*self.exists, *self.variables, *(s for s, _ in self.constants))
        for thing in (*symbols, *self.definitions, *self.recursions):
            other = named.setdefault(thing.name, thing)
            if other is not thing:
                raise StatementError(
                    f"{self.title!r}: the name {thing.name} is declared twice with different types or domains; "
                    "give each its own name"
                )

    @cached_property
    def random(self) -> bool:
        """Whether it speaks of probabilities."""
        return any(s.kind == "gaussian" for s in self.variables) or any(e.op == "pr" for e in walk(*self.props))

    @property
    def props(self) -> tuple[Expr, ...]:
        return (*self.given, self.claim)

    @cached_property
    def variables(self) -> tuple[Symbol, ...]:
        """Free variables, sizes first, then as they are first needed; constants of both kinds are not among them."""
        constants = {*self.exists, *(s for s, _ in self.constants)}
        found: dict[Symbol, None] = {}

        def note(sym: Symbol) -> None:
            for inner in sorted(declaration_symbols(sym), key=lambda s: s.name):
                note(inner)
            if sym not in constants:
                found.setdefault(sym)

        for prop in self.props:
            for sym in sorted(free_symbols(prop), key=lambda s: s.name):
                note(sym)
        return tuple(sorted(found, key=lambda s: (s.kind == "gaussian") - (s.kind == "size")))

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Definitions used, each after those that its body uses."""
        return tuple(_collect(self.props)[0])

    @cached_property
    def recursions(self) -> tuple[Recursion, ...]:
        return tuple(_collect(self.props)[1])

    @cached_property
    def problem(self) -> dict[str, Any]:
        """The checker's problem object."""
        from verify.problem import to_problem

        return to_problem(self)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical problem: title, docstring and `expected` left out."""
        from verify.problem import digest

        return digest(self.problem)

    def replaced(self, **changes: Any) -> Statement:
        """A copy with other fields."""
        names = ("title", "given", "claim", "doc", "cite", "uses", "expected", "corrects", "quantifier", "argument")
        values = {name: getattr(self, name) for name in (*names, "source", "meant")} | changes
        constants = values.pop("constants", self.constants)
        exists = values.pop("exists", self.exists)
        from verify.tree import variable

        named = {variable(s): v for s, v in constants}
        return Statement(constants=named, exists=[variable(s) for s in exists], **values)

    def at(self, values: Mapping[str, object]) -> Statement:
        """The statement about all variables that is left when each universal constant has a rational value."""
        if set(values) != {s.name for s in self.exists}:
            wanted = ", ".join(s.name for s in self.exists) or "nothing"
            raise StatementError(f"{self.title!r} needs values for {wanted}, not for {', '.join(values) or 'nothing'}")
        pairs = tuple((s, as_expr(values[s.name])) for s in self.exists)
        return self.replaced(constants=(*self.constants, *pairs), exists=(), quantifier="forall")

    @property
    def freed(self) -> Statement:
        """The statement with its universal constants among the variables."""
        return self.replaced(exists=(), quantifier="forall")

    def with_constants(self, values: Mapping[str, object]) -> Statement:
        """The same statement with other values for some of its named constants."""
        unknown = set(values) - {s.name for s, _ in self.constants}
        if unknown:
            raise StatementError(f"{self.title!r} has no constant {', '.join(sorted(unknown))}")
        pairs = tuple((s, as_expr(values.get(s.name, v))) for s, v in self.constants)
        return self.replaced(constants=pairs)

    def with_given(self, given: Sequence[Expr]) -> Statement:
        """The same claim under other hypotheses, with the argument only if it cites none that is gone."""
        used = free_symbols(self.claim).union(*map(free_symbols, given), [])
        changes: dict[str, Any] = {"given": tuple(given)}
        changes["constants"] = tuple((s, v) for s, v in self.constants if s in used)
        try:
            return self.replaced(**changes)
        except StatementError:
            if not self.argument:
                raise
            return self.replaced(**changes, argument=())


def fails(statement: Statement, title: str | None = None, **fields: Any) -> Statement:
    """The statement that `statement` does NOT hold: proved by a counterexample to it, refuted by a proof of it."""
    if statement.quantifier != "forall":
        raise StatementError(f"{statement.title!r} is already a negation")
    changes = {"expected": None, "doc": "", "cite": "", "corrects": None, "source": ""} | fields
    return statement.replaced(title=title or f"{statement.title} does not hold", quantifier="fails", **changes)


def _collect(roots: Sequence[Expr]) -> tuple[list[Definition], list[Recursion]]:
    definitions: dict[Definition, None] = {}
    recursions: dict[Recursion, None] = {}

    def visit(exprs: Sequence[Expr]) -> None:
        for node in walk(*exprs):
            for datum in node.data:
                if isinstance(datum, Definition) and datum not in definitions:
                    visit((datum.body,))
                    definitions.setdefault(datum)
                elif isinstance(datum, Recursion) and datum not in recursions:
                    visit((*datum.start, *datum.next))
                    recursions.setdefault(datum)

    visit(roots)
    return list(definitions), list(recursions)


@dataclass(frozen=True, eq=False)
class Step:
    """One relation sign of a displayed chain, or one "hence": a line of a printed proof.

    `claim` under the lemma's hypotheses `given` is the statement `holds`; `claim` from exactly `cites`
    (relations, as printed) is the statement `follows`. `text` is the place in the chain. `corrected`: the
    line as it should read, where the printed one falls; `cites_corrected`: the cited lines as they should read,
    where one of them falls; `corrected_expected` is its verdict, and `reading` ends its id: another word than
    "corrected" for the printed line under a hypothesis that print leaves out. `doc` speaks of the printed line; `meant`
    as in `Statement`. `arguments`: proofs of several steps
    (verify/argument.py), by what they prove: "holds", "follows", "corrected". Raises StatementError for another key.
    """

    text: str
    claim: Expr
    given: tuple[Expr, ...] = ()
    cites: tuple[Expr, ...] = ()
    holds_expected: str | None = None
    follows_expected: str | None = None
    uses: tuple[Use, ...] = ()
    doc: str = ""
    corrected: Expr | None = None
    cites_corrected: tuple[Expr, ...] = ()
    arguments: Mapping[str, Sequence[Any]] = field(default_factory=dict[str, Sequence[Any]])
    corrected_expected: str = "proved"
    reading: str = "corrected"
    meant: bool = True

    def __post_init__(self) -> None:
        unknown = sorted(set(self.arguments) - {"holds", "follows", "corrected"})
        if unknown:
            known = "holds, follows, corrected"
            raise StatementError(f"{self.text!r}: a step has arguments for {known}, not {unknown[0]!r}")

    @cached_property
    def holds(self) -> Statement:
        fields: dict[str, Any] = {"expected": self.holds_expected, "doc": self.doc, "meant": self.meant}
        return self._part(self.text, self.given, self.claim, "holds", **fields)

    @cached_property
    def follows(self) -> Statement:
        title = f"{self.text} (from the lines it cites)"
        return self._part(title, self.cites, self.claim, "follows", expected=self.follows_expected, doc=self.doc)

    @cached_property
    def correction(self) -> Statement | None:
        """The corrected line under the lemma's hypotheses, or the line from the corrections of what it cites."""
        if self.corrected is None and not self.cites_corrected:
            return None
        given, claim = self.cites_corrected or self.given, self.claim if self.corrected is None else self.corrected
        title = f"{self.text}, {self.reading.replace('_', ' ')}"
        return self._part(title, given, claim, "corrected", expected=self.corrected_expected, corrects=self.holds)

    def _part(self, title: str, given: Sequence[Expr], claim: Expr, part: str, **fields: Any) -> Statement:
        argument = self.arguments.get(part, ())
        return Statement(title, given, claim, uses=self.uses, argument=argument, **fields)


@dataclass(frozen=True, eq=False)
class Proof:
    """A printed proof: its steps in order. `name` completes the ids: `<item>.<name>.s01`."""

    steps: tuple[Step, ...]
    cite: str = ""
    name: str = field(default="proof")


__all__ = ["Proof", "Statement", "Step", "Use", "fails", "use"]
