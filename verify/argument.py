"""Proofs of several steps as data: the author states the lines, the harness proves each, the checker replays all.

    argument=[
        have(a <= b, hypothesis, use(lemma, {X: Xs[t]}), fact("root_product", x=a, y=b)),
        induction(t, 0, T, all_of(p(t), q(t)), base=[...], step=[...]),
        each(t, 0, T - 1, [...], r(t)),
        cases(a <= b, [...], [...], claim),
        have(claim),
    ]

* `have(claim, *by)`: the claim follows from exactly what is cited: relations (hypotheses, earlier lines, conjuncts of
  either), lines themselves, applications `use(statement, values)` and standard facts `fact(name, ...)`. What the
  variables' declarations and the ranges of enclosing blocks say is always there. Without citations: from everything
  in scope; with `have(claim, by=())` from nothing but the declarations. Few citations make a search deep.
* `induction(t, low, high, invariant, base, step)` gives `for_all(t, low, high, invariant)`. Inside `base`:
  low <= high, to prove invariant(low). Inside `step`: t is any index with low <= t, t + 1 <= high and
  invariant(t), to prove invariant(t + 1). The last line need not repeat the goal: a goal that is in scope, or whose
  parts are, or that follows from all lines, ends a block.
* `each(t, low, high, lines, claim)` gives `for_all(t, low, high, claim)`.
* `cases(p | q, first, second, claim)`: p | q is in scope. `cases(a <= b, first, second, claim)`: a <= b, then b < a.
* `suppose(p, lines, claim)` gives `implies(p, claim)`.
* `obtain(Z, colspan(P) <= colspan(Q), lines, claim)`: inside, P == Q @ Z; Z is a matrix variable of that shape.
  `root(L, A <= B, lines, claim)`: inside, B - A == L.T @ L.
* `use(...)` and `fact(...)` may be lines of their own.
* An instance of a `for_all` line is a line: have(p(s), for_all(t, 0, T, p(t))).
* A lemma about numbers alone, as a `Statement` of its own that is used, keeps a hard inequality small.

The names that blocks fix are theirs: outside, they are free again. Nothing here is believed: every line is searched for
and the finished proof is replayed by the checker. `explain(statement)` says which lines were found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from verify.errors import StatementError
from verify.statement import Statement, Use
from verify.substitution import free_symbols, substitute
from verify.tree import Expr, Symbol, as_expr, make


@dataclass(frozen=True, eq=False)
class Fact:
    """An instance of a standard fact (verify/checking/facts.py); sizes are filled in from the matrices."""

    name: str
    values: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, eq=False)
class Block:
    """Lines under assumptions, with `fixed` a name of its own, that end with `goal`."""

    fixed: Expr | None
    assumptions: tuple[Expr, ...]
    lines: tuple[Entry, ...]
    goal: Expr


@dataclass(frozen=True, eq=False)
class Line:
    """`claim` by `kind`; `by` is None where everything in scope may be used; `about`: the kind's own expressions."""

    kind: str
    claim: Expr
    by: tuple[Citation, ...] | None = None
    blocks: tuple[Block, ...] = ()
    about: tuple[Expr, ...] = ()


Citation = Expr | Line | Use | Fact
Entry = Line | Use | Fact


def _prop(what: str, found: object) -> Expr:
    if not isinstance(found, Expr) or found.sort.kind != "prop":
        raise StatementError(f"{what} {found!r} is not a relation such as a <= b")
    return found


def _lines(what: str, lines: Sequence[object]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for line in lines:
        if not isinstance(line, (Line, Use, Fact)):
            raise StatementError(f"{what}: {line!r} is not a line; write have({line!r}, ...)")
        found.append(line)
    return tuple(found)


def _index(t: object) -> Symbol:
    if not isinstance(t, Expr) or t.op != "var" or t.sort.kind != "integer":
        raise StatementError(f"{t!r} is not an integer variable")
    return t.data[0]


def have(claim: Expr, *cited: Citation, by: Sequence[Citation] | None = None) -> Line:
    """The claim from what is cited; from everything in scope when nothing is."""
    citations = (*cited, *(by or ()))
    for c in citations:
        if not isinstance(c, (Line, Use, Fact)):
            _prop(f"have({claim!r}): the citation", c)
    return Line("have", _prop("have: the claim", claim), citations if citations or by is not None else None)


def fact(name: str, **values: object) -> Fact:
    """A standard fact by name; its variables as keywords. Raises StatementError for an unknown name or variable."""
    from verify.checking.facts import FACTS

    if name not in FACTS:
        raise StatementError(f"{name!r} is not a standard fact; verify/checking/facts.py lists them")
    declared = {d["name"]: d["kind"] for d in FACTS[name]["variables"]}
    missing = [v for v, kind in declared.items() if kind != "size" and v not in values]
    unknown = [v for v in values if v not in declared]
    if missing or unknown:
        raise StatementError(f"the fact {name} is about {', '.join(declared)}, not {', '.join(values) or 'nothing'}")
    return Fact(name, tuple((v, as_expr(e)) for v, e in values.items()))


def induction(
    t: Expr, low: object, high: object, invariant: Expr, base: Sequence[Entry] = (), step: Sequence[Entry] = ()
) -> Line:
    """for_all(t, low, high, invariant) from the case t = low and the step from t to t + 1."""
    sym, first, last = _index(t), as_expr(low), as_expr(high)
    after = t + 1
    start = Block(None, (first <= last,), _lines("base", base), substitute(_prop("invariant", invariant), {sym: first}))
    known = (first <= t, after <= last, invariant)
    rest = Block(t, known, _lines("step", step), substitute(invariant, {sym: after}))
    return Line("induction", make("forall", (t, first, last, invariant)), None, (start, rest), (first, last))


def each(t: Expr, low: object, high: object, lines: Sequence[Entry], claim: Expr) -> Line:
    """for_all(t, low, high, claim) from a proof for any such t."""
    _index(t)
    first, last = as_expr(low), as_expr(high)
    block = Block(t, (first <= t, t <= last), _lines("each", lines), _prop("each: the claim", claim))
    return Line("each", make("forall", (t, first, last, claim)), None, (block,), (first, last))


def cases(either: Expr, *parts: Any) -> Line:
    """The claim in every case: cases(either, lines, lines, ..., claim), one list of lines for each case."""
    *lists, claim = parts
    _prop("cases: the claim", claim)
    if _prop("cases: the alternative", either).op == "or":
        options, by = either.args, (either,)
    elif either.op in ("le", "lt") and either.args[0].is_scalar:
        a, b = either.args
        options, by = ((a <= b, b < a) if either.op == "le" else (b <= a, a < b)), ()
        lists = lists if either.op == "le" else lists[::-1]
    else:
        raise StatementError(f"cases: {either} is neither any_of(...) nor a comparison of numbers")
    if len(lists) != len(options):
        raise StatementError(f"cases: {either} has {len(options)} cases, not {len(lists)}")
    blocks = tuple(Block(None, (o,), _lines("cases", x), claim) for o, x in zip(options, lists, strict=True))
    return Line("cases" if by else "split", claim, by, blocks, options)


def suppose(condition: Expr, lines: Sequence[Entry], claim: Expr) -> Line:
    """implies(condition, claim)."""
    block = Block(None, (_prop("suppose", condition),), _lines("suppose", lines), _prop("suppose: the claim", claim))
    return Line("suppose", make("implies", (condition, claim)), None, (block,))


def obtain(factor: Expr, inclusion: Expr, lines: Sequence[Entry], claim: Expr) -> Line:
    """The claim, which is free of the factor, from P == Q @ factor, where colspan(P) <= colspan(Q) is in scope."""
    sides = inclusion.args if _prop("obtain", inclusion).op == "subset" else ()
    if [s.op for s in sides] != ["colspan", "colspan"]:
        raise StatementError(f"obtain: {inclusion} is not an inclusion between two column spaces")
    p, q = (s.args[0] for s in sides)
    return _named("obtain", factor, inclusion, make("eq", (p, make("matmul", (q, factor)))), lines, claim)


def root(factor: Expr, order: Expr, lines: Sequence[Entry], claim: Expr) -> Line:
    """The claim, which is free of the factor, from B - A == factor.T @ factor, where A <= B is in scope."""
    if _prop("root", order).op != "loewner":
        raise StatementError(f"root: {order} is not a relation A <= B between symmetric matrices")
    gap = order.args[1] - order.args[0]
    return _named("root", factor, order, make("eq", (gap, make("matmul", (factor.T, factor)))), lines, claim)


def _named(kind: str, factor: Expr, cited: Expr, said: Expr, lines: Sequence[Entry], claim: Expr) -> Line:
    if factor.op != "var" or not factor.is_matrix:
        raise StatementError(f"{kind}: {factor} is not a matrix variable")
    if factor.data[0] in free_symbols(_prop(f"{kind}: the claim", claim)):
        raise StatementError(f"{kind}: the claim {claim} speaks of {factor}, which is known only inside")
    return Line(kind, claim, (cited,), (Block(factor, (said,), _lines(kind, lines), claim),), (factor,))


# ---- going through an argument


def entries(lines: Sequence[Entry]) -> Iterator[Entry | Citation]:
    """Every line and citation, blocks included."""
    for line in lines:
        yield line
        if isinstance(line, Line):
            yield from line.by or ()
            for block in line.blocks:
                yield from entries(block.lines)


def uses_in(lines: Sequence[Entry]) -> list[Use]:
    """The applications of statements, each object once."""
    return list(dict.fromkeys(e for e in entries(lines) if isinstance(e, Use)))


def mapped(
    lines: Sequence[Entry],
    change: Callable[[Expr], Expr],
    restated: Callable[[Statement], Statement] = lambda statement: statement,
) -> tuple[Any, ...]:
    """The lines with `change` applied to every expression and `restated` to every statement that is used; lines that
    are cited as objects become their claims."""

    def cite(c: Citation) -> Citation:
        if isinstance(c, Line):
            return change(c.claim)
        if isinstance(c, Fact):
            return replace(c, values=tuple((v, change(e)) for v, e in c.values))
        if isinstance(c, Use):
            over = c.over and (c.over[0], change(c.over[1]), change(c.over[2]))
            values = tuple((s, change(e)) for s, e in c.values)
            return Use(restated(c.statement), values, over)
        return change(c)

    def go(line: Entry) -> Any:
        if not isinstance(line, Line):
            return cite(line)
        blocks = tuple(
            Block(b.fixed, tuple(map(change, b.assumptions)), tuple(map(go, b.lines)), change(b.goal))
            for b in line.blocks
        )
        by = None if line.by is None else tuple(map(cite, line.by))
        return Line(line.kind, change(line.claim), by, blocks, tuple(map(change, line.about)))

    return tuple(map(go, lines))


def to_data(lines: Sequence[Entry]) -> list[Any]:
    """The argument as nested lists, for keys."""
    from verify.problem import to_json

    def one(line: Entry | Citation) -> Any:
        if isinstance(line, Expr):
            return to_json(line)
        if isinstance(line, Fact):
            return ["fact", line.name, [[v, to_json(e)] for v, e in line.values]]
        if isinstance(line, Use):
            over = line.over and [to_json(e) for e in line.over]
            return ["use", line.statement.digest, [[s.name, to_json(e)] for s, e in line.values], over]
        blocks: list[Any] = []
        for b in line.blocks:
            fixed = None if b.fixed is None else to_json(b.fixed)
            blocks.append([fixed, [to_json(a) for a in b.assumptions], [one(x) for x in b.lines]])
        by = None if line.by is None else [one(c) for c in line.by]
        return [line.kind, to_json(line.claim), by, blocks]

    return [one(line) for line in lines]


def fresh_in(block: Block, mapping: dict[Symbol, Expr], name: str) -> dict[Symbol, Expr]:
    """The mapping inside a block: its fixed name stands for a new variable of that name."""
    from verify.tree import symbol, variable

    if block.fixed is None:
        return mapping
    sym: Symbol = block.fixed.data[0]
    outer = {s: e for s, e in mapping.items() if s is not sym}
    shape = [substitute(e, outer) for e in block.fixed.shape] if block.fixed.is_matrix else []
    return outer | {sym: variable(symbol(name, sym.kind, *shape))}


# ---- what may be cited where


def check_lines(title: str, lines: Sequence[object]) -> None:
    """Raises StatementError for what is not a line."""
    _lines(f"{title!r}: the argument", lines)


def check_scope(title: str, known: Sequence[Expr], lines: Sequence[Entry], variables: Sequence[Symbol]) -> None:
    """Raises StatementError for a citation that is not in scope, or a free variable that nothing declares."""
    scope: set[Expr] = set()
    for relation in known:
        _admit(scope, relation)
    _Scopes(title).walk(lines, scope, {}, frozenset(variables))


def _admit(scope: set[Expr], relation: Expr) -> None:
    from verify.methods.symbolic.lines import clause_key

    scope.add(clause_key(relation))
    if relation.op == "and":
        for part in relation.args:
            _admit(scope, part)


class _Scopes:
    def __init__(self, title: str) -> None:
        self.title = title
        self.count = 0

    def walk(
        self, lines: Sequence[Entry], scope: set[Expr], names: dict[Symbol, Expr], declared: frozenset[Symbol]
    ) -> None:
        from verify.methods.symbolic.lines import clause_key

        for line in lines:
            if not isinstance(line, Line):
                continue
            claim = substitute(line.claim, names)
            strange = sorted(s.name for s in free_symbols(claim) - declared)
            if strange:
                raise StatementError(
                    f"{self.title!r}: the line {line.claim} speaks of {', '.join(strange)}, which neither the "
                    "statement nor a block around the line declares"
                )
            for cited in line.by or ():
                relation = cited.claim if isinstance(cited, Line) else cited
                if isinstance(relation, Expr) and clause_key(substitute(relation, names)) not in scope:
                    raise StatementError(
                        f"{self.title!r}: the line {line.claim} cites {relation}, which is neither a hypothesis nor an "
                        "earlier line in scope"
                    )
            for block in line.blocks:
                self.count += 1
                inner_names = fresh_in(block, names, f"fixed_{self.count}")
                inner = set(scope)
                for assumption in block.assumptions:
                    _admit(inner, substitute(assumption, inner_names))
                fixed = () if block.fixed is None else (inner_names[block.fixed.data[0]].data[0],)
                self.walk(block.lines, inner, inner_names, declared.union(fixed))
            _admit(scope, claim)


def explain(statement: Statement, effort: int | None = None) -> bool:
    """Prints each line of the statement's argument: its place, ok or FAILED, the seconds, and why it failed.

    A line that is not found is taken for granted here, so that the lines after it are tried too. True if all are found.
    """
    from verify.methods.symbolic import explained
    from verify.methods.symbolic.arguments import Record

    def show(record: Record) -> None:
        why = f"\n      {record.why}" if record.why else ""
        state = "ok    " if record.found else "FAILED"
        print(f"{state} {record.seconds:7.2f}s  {record.place:<12} {record.text}{why}", flush=True)

    return all(record.found for record in explained(statement, effort, show))


__all__ = ["cases", "each", "explain", "fact", "have", "induction", "obtain", "root", "suppose"]
