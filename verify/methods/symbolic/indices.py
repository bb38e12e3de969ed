"""Iterates, sums and indices: recursions unfolded one step, induction, telescoping."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from operator import is_

from verify import polynomial as poly
from verify.algebra import canonical, scalar
from verify.errors import StatementError
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Prover, eq, hole_symbol, le
from verify.statement import Use
from verify.substitution import free_symbols, substitute, unfold
from verify.tree import Expr, Recursion, Symbol, make, number, rebuild, symbol, variable, walk

Prove = Callable[[Prover, Expr], Line | None]
Settle = Callable[[Expr], Line | None]
ZERO, ONE = number(0), number(1)
WORDS = 3_000


def replaced(expr: Expr, old: Expr, new: Expr) -> Expr:
    """Every occurrence of a node replaced; for iterates, of every node with the same index."""
    if expr is old or (expr.op == "iterate" == old.op and canonical(expr) is canonical(old)):
        return new
    return rebuild(expr, (replaced(a, old, new) for a in expr.args))


def rewritten(p: Prover, claim: Expr, equation: Line, prove: Prove) -> Line | None:
    """Prove the claim with the equation's left side replaced by its right side, then put it back."""
    flat = unfold(claim)
    hole = p.fresh("H")
    try:
        template = replaced(flat, equation.lhs, variable(hole_symbol(hole, equation.lhs)))
    except StatementError:  # what stands for a symmetric matrix is not symmetric by its form
        return None
    if template is flat:
        return None
    goal = substitute(template, {hole_symbol(hole, equation.lhs): equation.rhs})
    found = prove(p, goal)
    if found is None:
        return None
    back = p.replace(found, p.flipped(equation), template, hole)
    return p.lines.add(claim, "same", [back])


def iterates_in(claim: Expr) -> list[Expr]:
    """Iterates, latest index and last component first; indices that do not compare keep their order."""
    nodes = [e for e in walk(unfold(claim)) if e.op == "iterate"]
    nodes = [e for e in dict.fromkeys(nodes) if not _bound_inside(claim, e)]

    def rank(e: Expr) -> tuple[object, int]:
        index = scalar(e.args[0])
        return index.get((), 0), e.data[1]

    return sorted(nodes, key=rank, reverse=True)


def _bound_inside(claim: Expr, e: Expr) -> bool:
    return bool(free_symbols(e) - free_symbols(claim))


def step_equation(p: Prover, node: Expr) -> Line | None:
    """X_{i+1} in terms of the state at i; later components keep the new values of earlier ones."""
    source: Recursion = node.data[0]
    component: int = node.data[1]
    index = canonical(make("sub", (node.args[0], ONE)))
    if canonical(node.args[0]) is ZERO:
        claim, name = eq(node, source.start[component]), source.state[component].name
        return p.lines.add(claim, "recursion", [], recursion=source.name, component=name, index=None)
    if p.establish(le(ZERO, index)) is None:
        return None
    line = _raw_step(p, source, component, index, node)
    for other in range(len(source.state)):
        part = source.next[other]
        if other == component or part.op == "var" or not any(e is part for e in walk(source.next[component])):
            continue
        name = p.fresh("H")
        hole = variable(hole_symbol(name, part))
        state = _state(source, index)
        template = eq(node, substitute(replaced(source.next[component], part, hole), state))
        new = make("iterate", node.args, (source, other))
        line = p.replace(line, p.flipped(_raw_step(p, source, other, index, new)), template, name)
    return line


def _state(source: Recursion, index: Expr) -> dict[Symbol, Expr]:
    return {s: make("iterate", (index,), (source, k)) for k, s in enumerate(source.state)}


def _raw_step(p: Prover, source: Recursion, component: int, index: Expr, node: Expr) -> Line:
    claim = eq(node, substitute(source.next[component], _state(source, index)))
    premise = p.establish(le(ZERO, index))
    name = source.state[component].name
    return p.lines.add(claim, "recursion", [premise], recursion=source.name, component=name, index=index)


def by_unfolding(p: Prover, claim: Expr, prove: Prove) -> Line | None:
    """Replace the latest iterate by what its step says, and go on."""
    for node in iterates_in(claim):
        if canonical(node.args[0]) is ZERO and p.anchored:
            continue
        equation = step_equation(p, node)
        if equation is not None:
            after = replaced(unfold(claim), node, equation.rhs)
            return None if _words(unfold(after), {}) > WORDS else rewritten(p, claim, equation, prove)
    return None


def _words(expr: Expr, known: dict[Expr, int]) -> int:
    """A bound on the number of words of the normal form: what it costs to write an unfolded iterate out."""
    if expr not in known:
        parts = [_words(a, known) for a in expr.args] or [1]
        if expr.op in ("add", "sub", "le", "lt", "eq", "and", "loewner"):
            size = sum(parts)
        elif expr.op == "pow":
            exponent = expr.args[1]
            size = parts[0] ** (int(exponent.data[0]) if exponent.op == "num" and exponent.data[0] > 0 else 1)
        else:
            size = math.prod(parts)
        known[expr] = min(size, 10 * WORDS)
    return known[expr]


def from_start(p: Prover, claim: Expr, prove: Prove) -> Line | None:
    """Prove the claim with a recursion's start written as its iterate 0, so that sums over iterates meet it."""
    flat = unfold(claim)
    for source in {e.data[0]: None for e in walk(flat) if e.op == "iterate"}:
        for k, start in enumerate(source.start):
            if start.op == "var" and any(e is start for e in walk(flat)):
                equation = step_equation(p, make("iterate", (ZERO,), (source, k)))
                if equation is not None:
                    p.anchored = True
                    found = rewritten(p, claim, p.flipped(equation), prove)
                    p.anchored = False
                    return found
    return None


# ---- applications of other statements


def applied(
    p: Prover, application: Use, lemma: int, statement_vars: tuple[Symbol, ...], settle: Settle | None = None
) -> Line | None:
    """A line for one application of an already proved statement, or for all indices of a range.

    `settle` finds the lines of its hypotheses: short arguments only, unless told otherwise.
    """
    values = dict(application.values)
    if application.over is None:
        return _apply(p, application, lemma, values, statement_vars, settle)
    bound, low, high = application.over
    name = p.fresh("s")
    fixed = variable(symbol(name, "integer"))
    inner = {s: substitute(e, {bound.data[0]: fixed}) for s, e in values.items()}
    with p.scope(le(low, fixed), le(fixed, high)) as block:
        line = _apply(p, application, lemma, inner, statement_vars, settle)
        block.end_with(line)
    if line is None:
        return None
    claim = make("forall", (fixed, low, high, line.claim))
    return p.learn(p.lines.add(claim, "forall_intro", [], fix=name, lo=low, hi=high, block=block))


def _apply(
    p: Prover,
    application: Use,
    lemma: int,
    values: dict[Symbol, Expr],
    statement_vars: tuple[Symbol, ...],
    settle: Settle | None,
) -> Line | None:
    settle = settle or p.establish
    premises: list[Line | None] = []
    values = sizes_of(values) | values
    full = {s: values.get(s, variable(s)) for s in statement_vars if s.kind != "sequence"}
    for sym in statement_vars:
        for condition in domain_conditions(sym):
            line = settle(_instance(p, condition, full))
            if line is None:
                return None
            premises.append(line)
    for given in application.statement.given:
        line = settle(_instance(p, given, full))
        if line is None:
            return None
        premises.append(line)
    claim = _instance(p, application.statement.claim, full)
    names = {s.name: e for s, e in full.items()}
    return p.learn(p.lines.add(claim, "apply", premises, lemma=lemma, substitution=names))


def _body(source: Recursion) -> tuple[object, ...]:
    return (*source.state, *source.start, *source.next)


def _instance(p: Prover, expr: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    """The expression with these values; iterates under the name that the target's own equal recursion has."""
    known, whole = p.statement.recursions, substitute(expr, values)
    if all(node.data[0] in known for node in walk(whole) if node.op == "iterate"):
        return whole

    def go(node: Expr) -> Expr:
        if node.op != "iterate" or node.data[0] in known:
            return rebuild(node, map(go, node.args))
        source: Recursion = node.data[0]
        same = [k for k in known if len(k.state) == len(source.state) and all(map(is_, _body(k), _body(source)))]
        return make("iterate", tuple(map(go, node.args)), (same[0] if same else source, node.data[1]))

    return go(whole)


def sizes_of(values: Mapping[Symbol, Expr]) -> dict[Symbol, Expr]:
    """The sizes that the shapes of given matrices settle."""
    found: dict[Symbol, Expr] = {}
    for sym, expr in values.items():
        if sym.kind == "matrix":
            for slot, actual in zip(sym.sort.shape, expr.shape, strict=True):
                if slot.op == "var":
                    found.setdefault(slot.data[0], actual)
    return found


def domain_conditions(sym: Symbol) -> Iterator[Expr]:
    """The declared domain of a variable (sizes apart) as relations, in the order that the checker expects."""
    if sym.kind in ("sequence", "size"):
        return
    v = variable(sym)
    for name, bound in (("ge", sym.ge), ("gt", sym.gt)):
        if bound is not None:
            yield make("le" if name == "ge" else "lt", (number(bound), v))
    for name, bound in (("le", sym.le), ("lt", sym.lt)):
        if bound is not None:
            yield make(name, (v, number(bound)))
    if sym.structure == "psd":
        yield make("loewner", (make("zeros", v.shape), v))
    if sym.rank is not None:
        yield eq(make("rank", (v,)), sym.rank)
    if sym.structure == "orthonormal":
        yield eq(make("matmul", (v.T, v)), make("eye", (v.shape[1],)))


def size_conditions(sym: Symbol) -> Iterator[Expr]:
    """1 <= n for a size."""
    if sym.kind == "size":
        yield le(ONE, variable(sym))


# ---- sums


def sum_lines(p: Prover, claim: Expr) -> list[Line]:
    """Summed universally quantified relations, and splits that align the limits of equal summands."""
    found: list[Line] = []
    for line in p.of("forall"):
        bound, low, high, body = line.claim.args
        if body.op in ("le", "lt") and body.args[0].is_scalar:
            if body.op == "lt":
                continue
            sides = [make("sum", (bound, low, high, side)) for side in body.args]
            found.append(p.lines.add(le(*sides), "sum_le", [line]))
    atoms = _sum_atoms([claim, *(line.claim for line in found)])
    for group in atoms.values():
        found += [*_aligned(p, group), *_empty(p, group)]
    return found


def _sum_atoms(claims: list[Expr]) -> dict[Expr, list[Expr]]:
    """Canonical sums by summand."""
    from verify.algebra import node

    groups: dict[Expr, dict[Expr, None]] = {}
    for claim in claims:
        for side in claim.args:
            if side.is_scalar:
                for monomial in scalar(side):
                    for identity, _ in monomial:
                        atom = node(identity)
                        if atom.op == "sum":
                            groups.setdefault(atom.args[3], {}).setdefault(atom)
    return {body: list(atoms) for body, atoms in groups.items()}


def matrix_sum_lines(p: Prover, claim: Expr) -> list[Line]:
    """Splits that align the limits of sums of one matrix summand, in an equation of matrices; and empty sums."""
    groups: dict[Expr, dict[Expr, None]] = {}
    for e in walk(*(canonical(side) for side in claim.args)):
        if e.op == "sum" and e.is_matrix and not _bound_inside(claim, e):
            groups.setdefault(e.args[3], {}).setdefault(e)
    return [line for group in groups.values() for line in (*_aligned(p, list(group)), *_empty(p, list(group)))]


def _empty(p: Prover, group: list[Expr]) -> Iterator[Line]:
    """Sums over no index at all are 0."""
    for total in group:
        _, low, high, _ = total.args
        if set(scalar(high - low)) <= {()}:
            premise = p.establish(make("lt", (high, low)))
            if premise is not None:
                zero = make("zeros", total.shape) if total.is_matrix else ZERO
                yield p.lines.add(eq(total, zero), "sum_empty", [premise])


def _aligned(p: Prover, group: list[Expr]) -> list[Line]:
    """Split first or last terms off the wider sums until the limits agree with a narrower one's."""
    found: list[Line] = []
    for wide in group:
        for narrow in group:
            if wide is narrow:
                continue
            for end, position in (("first", 1), ("last", 2)):
                gap = poly.add(scalar(narrow.args[position]), scalar(wide.args[position]), -1)
                step = 1 if end == "first" else -1
                if gap == poly.constant(step):
                    line = split(p, wide, end)
                    found += [line] if line else []
    return found


def split(p: Prover, total: Expr, end: str) -> Line | None:
    """sum = first term + rest, or rest + last term, for a non-empty range."""
    bound, low, high, body = total.args
    premise = p.establish(le(low, high))
    if premise is None:
        return None
    if end == "first":
        rest = make("sum", (bound, make("add", (low, ONE)), high, body))
        claim = eq(total, make("add", (substitute(body, {bound.data[0]: low}), rest)))
    else:
        rest = make("sum", (bound, low, make("sub", (high, ONE)), body))
        claim = eq(total, make("add", (rest, substitute(body, {bound.data[0]: high}))))
    return p.lines.add(claim, "sum_split", [premise], end=end)


# ---- induction


def by_induction(p: Prover, claim: Expr, prove: Prove) -> Line | None:
    """Induction on an integer variable that indexes iterates, from its lower bound up to itself."""
    for sym in p.statement.variables:
        if sym.kind != "integer" or sym.ge is None or sym not in free_symbols(claim):
            continue
        if not any(sym in free_symbols(e.args[0]) for e in iterates_in(claim)):
            continue
        if any(line.rule == "assume" for line in p.known):
            return None
        low, t = number(sym.ge), variable(sym)
        name = p.fresh("k")
        fixed = variable(symbol(name, "integer"))
        body = substitute(claim, {sym: fixed})
        found = _inducted(p, body, fixed, name, low, t, prove)
        if found is not None:
            return p.instance(found, t)
    return None


def _inducted(p: Prover, body: Expr, fixed: Expr, name: str, low: Expr, high: Expr, prove: Prove) -> Line | None:
    sym: Symbol = fixed.data[0]
    with p.scope(le(low, high)) as base:
        first = prove(p, substitute(body, {sym: low}))
        base.end_with(first)
    if first is None:
        return None
    following = make("add", (fixed, ONE))
    with p.scope(le(low, fixed), le(following, high), body) as step:
        second = prove(p, substitute(body, {sym: following}))
        step.end_with(second)
    if second is None:
        return None
    claim = make("forall", (fixed, low, high, body))
    return p.lines.add(claim, "induction", [], fix=name, base=base, step=step)
