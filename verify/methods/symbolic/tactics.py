"""The order in which proofs are tried: by the form of the claim, from cheap to costly."""

from __future__ import annotations

from verify.algebra import canonical, from_monomial, is_symmetric, scalar, slack
from verify.algebra import matrix as algebra_matrix
from verify.methods.symbolic import evaluation, indices, orders, quotients, scalars, spaces
from verify.methods.symbolic.lines import Block, Line, clause_key
from verify.methods.symbolic.prover import Prover, le, lt
from verify.statement import Statement
from verify.substitution import free_symbols, substitute
from verify.tree import Expr, make, number, symbol, variable, walk

MAX_DEPTH = 14
LARGE = 60  # monomials of a slack beyond which only the cheapest certificates are tried


def prover(statement: Statement, limit: int) -> Prover:
    """A search in which side conditions are found by short ways of proof alone."""
    return Prover(statement, limit, side_condition)


def prove(p: Prover, claim: Expr) -> Line | None:
    """A line for the claim, or None."""
    found = p.lines.find(claim)
    if found is not None:
        return found if found.claim is claim else p.lines.add(claim, "same", [found])
    key = (-1 - p.version, clause_key(claim))
    if key in p.failed or p.nesting >= MAX_DEPTH:
        return None
    p.nesting += 1
    try:
        found = _prove(p, claim)
    finally:
        p.nesting -= 1
    if found is None:
        p.failed.add(key)
    return found


def _prove(p: Prover, claim: Expr) -> Line | None:
    op = claim.op
    define(p, claim)
    if op == "and":
        found = by_instances(p, claim)
        if found is not None:
            return found
        pieces = [prove(p, part) for part in claim.args]
        return None if any(piece is None for piece in pieces) else p.lines.add(claim, "and_intro", pieces)
    if op == "or":
        # what is known already first: the search for another part may spend all that there is
        for k, part in sorted(enumerate(claim.args), key=lambda each: p.lines.find(each[1]) is None):
            found = prove(p, part)
            if found is not None:
                return p.lines.add(claim, "or_intro", [found], index=k)
        return None
    if op == "forall":
        return by_instances(p, claim) or _for_all(p, claim)
    if op == "implies":
        return _implication(p, claim)
    found = by_instances(p, claim)
    if found is not None:
        return found
    if op in ("subset", "seteq"):
        return _spaces(p, claim)
    if op == "loewner":
        return orders.by_order_certificate(p, claim, 0) or orders.by_order_certificate(p, claim, 1) or _unfold(p, claim)
    if op == "eq" and claim.args[0].is_matrix:
        return orders.matrix_identity(p, claim) or _matrix_sums(p, claim) or _unfold(p, claim)
    if op in ("le", "lt", "eq"):
        return _scalar(p, claim)
    return None


def _scalar(p: Prover, claim: Expr) -> Line | None:
    found = scalars.by_identity(p, claim) or scalars.by_premises(p, claim)
    if found is not None:
        return found
    if evaluation.is_closed(claim):
        found = evaluation.evaluated(p, claim, evaluation.BITS)
        if found is not None:
            return found
    if any(e.op == "sum" for e in walk(claim)):
        found = _sums(p, claim)
        if found is not None:
            return found
    integers = all(a.sort.kind == "integer" for a in claim.args)
    if claim.op == "eq":
        norms = integers or any(e.op in ("fro", "spec", "nuc", "abs") for e in walk(claim))
        found = spaces.by_rank(p, claim, prove if norms else scalars.by_premises)
        if found is not None:
            return found
    if claim.op == "le" and integers and (_strict(p) or any(e.op == "floor" for e in walk(claim))):
        found = _integer_gap(p, claim)
        if found is not None:
            return found
    found = scalars.by_certificate(p, claim, 0)
    if found is None and indices.iterates_in(claim):
        found = _unfold(p, claim)
    if found is not None or len(slack(claim)) > LARGE:
        return found
    return (
        _absolute(p, claim)
        or scalars.by_certificate(p, claim, 1)
        or quotients.by_quotients(p, claim)
        or orders.by_spectrum(p, claim, prove)
        or _vanishing(p, claim)
        or _obtain(p, claim)
        or scalars.by_certificate(p, claim, 2)
        or _by_squares(p, claim)
        or _extremes(p, claim)
        or _induction(p, claim)
    )


def _induction(p: Prover, claim: Expr) -> Line | None:
    """Last, as it spends much; not where an argument says itself what is carried along."""
    return None if p.statement.argument else indices.by_induction(p, claim, _step)


def _step(p: Prover, claim: Expr) -> Line | None:
    """The ends of an induction on numbers, by short arguments only."""
    found = scalars.by_identity(p, claim) or scalars.by_premises(p, claim) or scalars.by_certificate(p, claim, 0)
    return found or indices.by_unfolding(p, claim, _step)


def _unfold(p: Prover, claim: Expr) -> Line | None:
    return indices.by_unfolding(p, claim, prove)


def _obtain(p: Prover, claim: Expr) -> Line | None:
    """Factor the column spaces that are known, and use the factors as rewriting rules."""
    for line in p.of("eq"):
        if line.lhs.is_matrix and line.lhs.op == "var" and (line.rule == "assume" or line in p.solved):
            if line in p.rewriting:
                continue
            p.rewriting.append(line)
            found = indices.rewritten(p, claim, line, prove)
            p.rewriting.pop()
            return found
    return spaces.obtain(p, claim, prove)


def _absolute(p: Prover, claim: Expr) -> Line | None:
    if claim.op != "le" or claim.args[0].op != "abs":
        return None
    x, y = claim.args[0].args[0], claim.args[1]
    first = prove(p, le(x, y))
    second = prove(p, le(make("neg", (x,)), y)) if first else None
    return p.fact("abs_bound", x=x, y=y) if second else None


def _strict(p: Prover) -> bool:
    """Whether a strict relation between integers is known."""
    return any(all(a.sort.kind == "integer" for a in line.claim.args) for line in p.of("lt"))


def _integer_gap(p: Prover, claim: Expr) -> Line | None:
    """a <= b between integers from a < b + 1."""
    a, b = claim.args
    strict = make("lt", (a, make("add", (b, number(1)))))
    found = scalars.by_certificate(p, strict, 1)
    if found is None:
        return None
    one = number(1)
    gap = p.lines.add(le(make("add", (a, one)), make("add", (b, one))), "integer_gap", [found])
    return p.lines.add(claim, "same", [gap])


def _by_squares(p: Prover, claim: Expr) -> Line | None:
    """a <= b from a^2 <= b^2 and 0 <= b, where a side is a norm, a root or a product of such."""
    a, b = claim.args
    if claim.op not in ("le", "lt") or not any(e.op in ("fro", "sqrt", "nuc", "spec", "abs") for e in walk(claim)):
        return None
    if a.op == "pow" or b.op == "pow" or p.nonnegative(b) is None:
        return None
    squared = make(claim.op, tuple(make("pow", (side, number(2))) for side in (a, b)))
    if prove(p, squared) is None:
        return None
    return p.fact("square_order" if claim.op == "le" else "square_order_strict", x=a, y=b)


def _extremes(p: Prover, claim: Expr) -> Line | None:
    """Cases for the first min or max that occurs."""
    for e in walk(claim):
        if e.op in ("min", "max") and free_symbols(e) <= free_symbols(claim):
            either = p.fact(f"{e.op}_value", x=e.args[0], y=e.args[1])
            if either is None or either in p.known:
                continue
            p.learn(either)
            blocks: list[Block] = []
            for option in either.claim.args:
                with p.scope(option) as block:
                    block.single = True
                    found = scalars.by_premises(p, claim) or scalars.by_certificate(p, claim, 0)
                    if found is None:
                        return None
                    block.end_with(found)
                blocks.append(block)
            return p.lines.add(claim, "cases", [either], blocks=blocks)
    return None


def _vanishing(p: Prover, claim: Expr) -> Line | None:
    """Cases for the first singular value that occurs and is not known to be positive: zero, or positive."""
    zero = number(0)
    for e in walk(claim):
        decided = p.lines.find(lt(zero, e)) or p.lines.find(le(e, zero)) if e.op == "sv" else None
        if e.op != "sv" or decided or not free_symbols(e) <= free_symbols(claim):
            continue
        p.nonnegative(e)
        blocks: list[Block] = []
        for option in (le(e, zero), lt(zero, e)):
            with p.scope(option) as block:
                block.single = True
                if option.op == "lt":
                    spaces.forward(p)
                else:
                    vanished = p.fact("antisymmetry", x=e, y=zero)
                    if vanished is not None:
                        p.learn(vanished)
                found = prove(p, claim)
                if found is None:
                    return None
                block.end_with(found)
            blocks.append(block)
        return p.lines.add(claim, "split", [], left=e, right=zero, blocks=blocks)
    return None


def _sums(p: Prover, claim: Expr) -> Line | None:
    found = indices.from_start(p, claim, prove)
    if found is not None:
        return found
    for line in indices.sum_lines(p, claim):
        p.learn(line)
    for line in p.of("forall"):
        bound, low, high, body = line.claim.args
        if body.op in ("le", "lt"):
            p.hints += [substitute(body, {bound.data[0]: end}) for end in (high, low)]
    return scalars.by_premises(p, claim) or scalars.by_certificate(p, claim, 0)


def _matrix_sums(p: Prover, claim: Expr) -> Line | None:
    lines = indices.matrix_sum_lines(p, claim)
    for line in lines:
        p.learn(line)
    return orders.matrix_identity(p, claim) if lines else None


def _spaces(p: Prover, claim: Expr) -> Line | None:
    found = spaces.by_subspaces(p, claim, prove)
    if found is not None:
        return found
    if any(e.op == "iterate" for e in walk(claim)):
        found = indices.by_induction(p, claim, prove)
        if found is not None:
            return found
        found = _unfold(p, claim)
        if found is not None:
            return found
    return spaces.obtain(p, claim, prove)


def _for_all(p: Prover, claim: Expr) -> Line | None:
    bound, low, high, body = claim.args
    name = p.fresh("j")
    fixed = variable(symbol(name, "integer"))
    goal = substitute(body, {bound.data[0]: fixed})
    with p.scope(le(low, fixed), le(fixed, high)) as block:
        found = prove(p, goal)
        block.end_with(found)
    return found and p.lines.add(claim, "forall_intro", [], fix=name, lo=low, hi=high, block=block)


def _implication(p: Prover, claim: Expr) -> Line | None:
    with p.scope(claim.args[0]) as block:
        block.single = True
        found = prove(p, claim.args[1])
        block.end_with(found)
    return found and p.lines.add(claim, "implies_intro", [], block=block)


def by_instances(p: Prover, claim: Expr) -> Line | None:
    """An instance of a known universal line, or the conclusion of a known implication."""
    wanted = clause_key(claim)
    for line in p.of("forall"):
        for at in index_guesses(p, claim, line.claim):
            body = substitute(line.claim.args[3], {line.claim.args[0].data[0]: at})
            target = body.args[1] if body.op == "implies" else body
            if any(clause_key(part) is wanted for part in parts(target)):
                found = p.instance(line, at)
                if found is not None and body.op != "implies":
                    return p.lines.find(claim)
                if found is not None and prove(p, body.args[0]) is not None:
                    p.learn(p.lines.add(target, "modus_ponens", [p.lines.find(body.args[0]), found]))
                    return p.lines.find(claim)
    for line in p.of("implies"):
        target = line.claim.args[1]
        if any(clause_key(part) is wanted for part in parts(target)) and prove(p, line.claim.args[0]) is not None:
            p.learn(p.lines.add(target, "modus_ponens", [p.lines.find(line.claim.args[0]), line]))
            return p.lines.find(claim)
    return None


def parts(claim: Expr) -> list[Expr]:
    """The claim and, for a conjunction, what it is made of."""
    return [claim, *(q for part in claim.args for q in parts(part))] if claim.op == "and" else [claim]


def index_guesses(p: Prover, claim: Expr, universal: Expr) -> list[Expr]:
    """Index expressions at which a universal line might yield the claim."""
    bound: Expr = universal.args[0]
    here = [e.args[0] for e in walk(claim) if e.op in ("iterate", "at")]
    here = [i for i in here if free_symbols(i) <= free_symbols(claim)]
    offsets = {0}
    for e in walk(universal.args[3]):
        if e.op in ("iterate", "at"):
            gap = scalar(make("sub", (e.args[0], bound)))
            if set(gap) <= {()}:
                offsets.add(int(gap.get((), 0)))
    guesses = [canonical(make("sub", (i, number(k)))) for i in dict.fromkeys(here) for k in sorted(offsets)]
    integers = [variable(s) for s in sorted(free_symbols(claim), key=lambda s: s.name) if s.kind == "integer"]
    steps = [canonical(make("add", (v, number(k)))) for v in integers for k in (0, 1)]
    return list(dict.fromkeys([*guesses, *steps, universal.args[2], universal.args[1]]))


def side_condition(p: Prover, claim: Expr) -> Line | None:
    """Short arguments only: signs, known relations, instances, structure of subspaces."""
    if claim.op in ("le", "lt"):
        if canonical(claim.args[0]) is number(0):
            found = (p.positive if claim.op == "lt" else p.nonnegative)(claim.args[1])
            if found is not None:
                return found
        return by_instances(p, claim) or scalars.by_premises(p, claim)
    if claim.op == "eq":
        if claim.args[0].is_matrix:
            return orders.matrix_identity(p, claim)
        return scalars.by_premises(p, claim)
    if claim.op == "subset":
        return spaces.by_subspaces(p, claim, side_condition) or by_instances(p, claim)
    if claim.op == "loewner":
        return orders.by_order_certificate(p, claim, -1) if p.depth <= 1 else None
    return by_instances(p, claim) if claim.op != "forall" else None


def define(p: Prover, claim: Expr) -> None:
    """Lines that settle where divisions, roots and indices in the claim are defined."""
    for e in walk(claim):
        if free_symbols(e) - free_symbols(claim):
            continue
        if e.op == "div":
            p.positive(e.args[1])
        elif e.op in ("sqrt", "log"):
            (p.nonnegative if e.op == "sqrt" else p.positive)(e.args[0])
        elif e.op in ("sv", "eig"):
            for low, high in ((number(1), e.args[1]), *((e.args[1], size) for size in e.args[0].shape)):
                p.establish(le(low, high))
        elif e.op == "inv" and canonical(e.args[0]) not in p.lines.definite:
            _bound_below(p, e.args[0])


def _bound_below(p: Prover, matrix: Expr) -> None:
    """A line c I <= S with c > 0, from a known one of that form, so that the inverse of S is defined."""
    if not is_symmetric(matrix):
        return
    for line in p.of("loewner"):
        forms = (algebra_matrix(side) for side in (line.rhs, line.lhs))
        scales = {make("num", (), (abs(c),)) if not m else from_monomial(m, abs(c))
                  for form in forms for word, value in form.items() if not word for m, c in value.items()}  # fmt: skip
        for c in scales:
            if p.positive(c) is not None:
                claim = make("loewner", (make("scale", (c, make("eye", (matrix.shape[0],)))), matrix))
                found = orders.by_order_certificate(p, claim, 0)
                if found is not None:
                    p.lines.definite[canonical(matrix)] = found
                    return
