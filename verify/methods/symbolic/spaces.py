"""Column spaces and ranks: factors, inclusions, and what ranks say about them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from verify import algebra
from verify.algebra import canonical, matrix
from verify.methods.symbolic.lines import Line, clause_key
from verify.methods.symbolic.orders import matrix_identity
from verify.methods.symbolic.prover import Prover, eq, hole_symbol, le
from verify.tree import Expr, make, number, symbol, variable, walk

Prove = Callable[[Prover, Expr], Line | None]


def subset(a: Expr, b: Expr) -> Expr:
    return make("subset", (a, b))


def colspan(a: Expr) -> Expr:
    return make("colspan", (a,))


def forward(p: Prover) -> None:
    """Consequences for ranks and column spaces of what is known."""
    for line in p.of("seteq"):
        a, b = line.claim.args
        for pair in ((a, b), (b, a)):
            p.learn(p.lines.add(subset(*pair), "subspace", [line]))
    spectral = [a for line in p.known for a in walk(line.claim) if a.op in ("sv", "rank")]
    for atom in dict.fromkeys(spectral):
        _learn(p, p.fact("rank_le_rows", A=atom.args[0]), p.fact("rank_le_cols", A=atom.args[0]))
    inclusions = [line for line in p.of("subset") if all(s.op == "colspan" for s in line.claim.args)]
    for line in inclusions:
        a, c = (s.args[0] for s in line.claim.args)
        _learn(p, p.fact("colspan_rank", A=a, C=c))
    for line in p.of("lt"):
        if line.rhs.op == "sv" and canonical(line.lhs).op == "num" and canonical(line.lhs).data[0] >= 0:
            _learn(p, p.fact("sv_positive", A=line.rhs.args[0], k=line.rhs.args[1]))
    for line in inclusions:
        a, c = (s.args[0] for s in line.claim.args)
        _learn(p, p.fact("colspan_of_rank", A=a, C=c))
        _learn(p, *(_orthogonal(p, line, a, c, e) for e in p.of("eq") if e.lhs.is_matrix))


def _orthogonal(p: Prover, inclusion: Line, inner: Expr, outer: Expr, equation: Line) -> Line | None:
    """P'W == 0 from colspan(P) <= colspan(Q) and Q'W == 0."""
    form = matrix(equation.lhs)
    if matrix(equation.rhs) or len(form) != 1 or not _is_letter(matrix(outer)):
        return None
    ((word, _),) = form.items()
    if word[:1] != next(iter(matrix(outer.T))):
        return None
    rest = algebra.from_word(word[1:], outer.shape[0])
    claim = eq(inner.T @ rest, make("zeros", (inner.shape[1], rest.shape[1])))
    name, hole = p.fresh("Z"), p.fresh("H")
    factor = variable(symbol(name, "matrix", outer.shape[1], inner.shape[1]))
    with p.scope(eq(inner, outer @ factor)) as block:
        block.single = True
        (assumed,) = block.assumptions
        template = eq(inner.T @ rest, variable(hole_symbol(hole, inner)).T @ rest)
        start = p.lines.add(eq(inner.T @ rest, inner.T @ rest), "matrix", [], terms=[], equations=[])
        moved = p.replace(start, assumed, template, hole)
        one, last = make("eye", (inner.shape[1],)), make("eye", (rest.shape[1],))
        scaled = make("scale", (equation_scale(form), factor.T))
        uses = [{"premise": moved, "left": one, "right": last}, {"premise": equation, "left": scaled, "right": last}]
        p.lines.add(claim, "matrix", [], terms=[], equations=uses)
    return p.lines.add(claim, "obtain_factor", [inclusion], name=name, block=block)


def equation_scale(form: algebra.Matrix) -> Expr:
    """One over the coefficient of a single word."""
    return algebra.from_scalar(algebra.reciprocal(next(iter(form.values()))))


def _learn(p: Prover, *lines: Line | None) -> None:
    for line in lines:
        if line is not None:
            p.learn(line)


def by_subspaces(p: Prover, claim: Expr, prove: Prove) -> Line | None:
    """Inclusions and equalities of subspaces."""
    a, b = claim.args
    if claim.op == "seteq":
        if clause_key(subset(a, b)) is clause_key(subset(a, a)):
            one = p.lines.add(subset(a, b), "subspace", [])
            return p.lines.add(claim, "subspace", [one, p.lines.add(subset(b, a), "subspace", [])])
        first = prove(p, subset(a, b))
        second = prove(p, subset(b, a)) if first else None
        return p.lines.add(claim, "subspace", [first, second]) if first and second else None
    if clause_key(claim) is clause_key(subset(b, b)):
        return p.lines.add(claim, "subspace", [])
    return _structural(p, a, b, prove) or _span(p, claim) or _transitive(p, a, b)


def _structural(p: Prover, a: Expr, b: Expr, prove: Prove) -> Line | None:
    claim = subset(a, b)
    if a.op in ("join", "union"):
        first = prove(p, subset(a.args[0], b))
        second = prove(p, subset(a.args[1], b)) if first else None
        return p.lines.add(claim, "subspace", [first, second]) if first and second else None
    if b.op == "join":
        found = _join_span(p, a, b)
        if found is not None:
            return found
    if b.op in ("union", "join"):
        for part in b.args:
            found = prove(p, subset(a, part))
            if found is not None:
                return p.lines.add(claim, "subspace", [found])
    return None


def _leaves(space: Expr) -> list[Expr]:
    return [x for part in space.args for x in _leaves(part)] if space.op == "join" else [space]


def _join_span(p: Prover, a: Expr, b: Expr) -> Line | None:
    """colspan(P) inside a sum of column spaces: each word of P begins with one of the generators."""
    if a.op != "colspan":
        return None
    leaves = [leaf.args[0] for leaf in _leaves(b)]
    rest = matrix(a.args[0])
    factors: list[Expr] = []
    for leaf in leaves:
        taken, factor = _left_factor(rest, matrix(leaf))
        rest = {w: c for w, c in rest.items() if w not in taken}
        factors.append(algebra.from_matrix(factor, leaf.shape[1], a.args[0].shape[1]))
    return None if rest else p.lines.add(subset(a, b), "span", [], factors=factors)


def _left_factor(form: algebra.Matrix, generator: algebra.Matrix) -> tuple[set[algebra.Word], algebra.Matrix]:
    """The words of `form` that begin with the generator's single word, and the cofactor."""
    if len(generator) != 1:
        return set(), {}
    ((head, coefficient),) = generator.items()
    inverse = algebra.scalar(make("div", (number(1), algebra.from_scalar(coefficient))))
    taken = {w for w in form if w[: len(head)] == head}
    return taken, algebra.scaled({w[len(head) :]: form[w] for w in taken}, inverse)


def _span(p: Prover, claim: Expr) -> Line | None:
    """colspan(P) inside colspan(Q) because P == Q Z, after matrix equations in scope are used on P's first letters."""
    a, b = claim.args
    if a.op != "colspan" or b.op != "colspan":
        return None
    target, generator = a.args[0], b.args[0]
    form = matrix(target)
    if len(matrix(generator)) == 1:
        changed = True
        rounds = 0
        while changed and rounds < 4:
            changed, rounds = False, rounds + 1
            taken, factor = _left_factor(form, matrix(generator))
            if taken == set(form):
                z = algebra.from_matrix(factor, generator.shape[1], target.shape[1])
                wanted = eq(target, make("matmul", (generator, z)))
                equation = matrix_identity(p, wanted) or _chain(p, target, generator, z)
                return equation and p.lines.add(claim, "span", [equation], factor=z)
            for word in [w for w in form if w not in taken]:
                for line in p.of("eq"):
                    if line.lhs.is_matrix and _is_letter(matrix(line.lhs)) and word[:1] == next(iter(matrix(line.lhs))):
                        tail = algebra.multiply(matrix(line.rhs), {word[1:]: form[word]})
                        form = algebra.add({w: c for w, c in form.items() if w != word}, tail)
                        changed = True
                        break
    return None


def _chain(p: Prover, target: Expr, generator: Expr, z: Expr) -> Line | None:
    """target == generator z through equations used more than once, one rewriting after another."""
    goal = algebra.add(matrix(target), matrix(make("matmul", (generator, z))), -1)
    current, form = target, matrix(target)
    for _ in range(4):
        step = None
        for line in p.of("eq"):
            if line.lhs.is_matrix and _is_letter(matrix(line.lhs)):
                letter = next(iter(matrix(line.lhs)))[0]
                words = [w for w in form if w[:1] == (letter,)]
                if words:
                    new = algebra.add(form, {w: form[w] for w in words}, -1)
                    for w in words:
                        new = algebra.add(new, algebra.multiply(matrix(line.rhs), {w[1:]: form[w]}))
                    step = new
                    break
        if step is None or not goal:
            return None
        following = algebra.from_matrix(step, *target.shape)
        line_ = matrix_identity(p, eq(current, following))
        if line_ is None:
            return None
        if current is not target:
            p.learn(line_)
        current, form = following, step
        p.learn(line_)
        done = matrix_identity(p, eq(target, make("matmul", (generator, z))))
        if done is not None:
            return done
    return None


def _is_letter(form: algebra.Matrix) -> bool:
    return len(form) == 1 and len(next(iter(form))) == 1


def _transitive(p: Prover, a: Expr, b: Expr) -> Line | None:
    """A chain of known inclusions from a to b; the first link may be a product's inclusion in its first factor."""
    reached: dict[Expr, Line | None] = {clause_key(subset(a, a)).args[0]: None}
    goal = clause_key(subset(b, b)).args[0]
    frontier: list[tuple[Expr, Line | None]] = [(a, None)]
    while frontier:
        space, so_far = frontier.pop(0)
        for line in p.of("subset"):
            s, t = line.claim.args
            key = clause_key(subset(t, t)).args[0]
            if clause_key(subset(s, s)).args[0] is not clause_key(subset(space, space)).args[0] or key in reached:
                link = _member_link(p, space, s, t) if key not in reached else None
                if link is None:
                    continue
                so_far_here = link if so_far is None else p.lines.add(subset(a, s), "subspace", [so_far, link])
                joined = p.lines.add(subset(a, t), "subspace", [so_far_here, line])
            else:
                joined = line if so_far is None else p.lines.add(subset(a, t), "subspace", [so_far, line])
            reached[key] = joined
            if key is goal:
                return joined
            frontier.append((t, joined))
    return None


def _member_link(p: Prover, space: Expr, s: Expr, t: Expr) -> Line | None:
    """space inside s because its matrix is s's matrix times something."""
    if space.op == "colspan" and s.op == "colspan" and t.op != "union":
        return _span(p, subset(space, s))
    return None


def obtain(p: Prover, claim: Expr, prove: Prove) -> Line | None:
    """Name a factor for a known inclusion colspan(P) <= colspan(Q), and prove the claim with P == Q Z at hand."""
    spectral = {x for e in walk(claim) if e.op in ("sv", "spec", "nuc", "eig") for x in walk(e)}
    lines = [line for line in p.of("subset") if all(s.op == "colspan" for s in line.claim.args)]
    for line in sorted(lines, key=lambda line: line.claim.args[0].args[0] in spectral):
        a, b = (s.args[0] for s in line.claim.args)
        letter = _solvable(matrix(a))
        if letter is None or a in p.factored or b in p.factored:
            continue
        name = p.fresh("Z")
        factor = variable(symbol(name, "matrix", b.shape[1], a.shape[1]))
        p.factored.add(a)
        with p.scope(eq(a, make("matmul", (b, factor)))) as block:
            block.single = True
            _solve(p, block.assumptions[0], letter)
            found = prove(p, claim)
            block.end_with(found)
        p.factored.discard(a)
        if found is not None:
            return p.lines.add(claim, "obtain_factor", [line], name=name, block=block)
    return None


def _solvable(form: algebra.Matrix) -> Expr | None:
    """A variable that is a word of its own, with a constant coefficient, and occurs in no other word."""
    for word, coefficient in form.items():
        elsewhere = {i for w in form if w != word for i, _ in w}
        if len(word) == 1 and set(coefficient) == {()} and not word[0][1] and word[0][0] not in elsewhere:
            return algebra.node(word[0][0])
    return None


def _solve(p: Prover, line: Line, letter: Expr) -> None:
    """The equation solved for the letter, where the left side is more than the letter."""
    form = matrix(line.lhs)
    if _is_letter(form):
        return
    (word,) = matrix(letter)
    inverse = 1 / form[word][()]
    rest = algebra.add(form, {word: form[word]}, -1)
    others = algebra.from_matrix(algebra.add(matrix(line.rhs), rest, -1), *letter.shape)
    claim = eq(letter, make("scale", (number(inverse), others)))
    p.learn(_solved(p, claim, line, inverse))


def _solved(p: Prover, claim: Expr, line: Line, factor: Fraction) -> Line:
    left = make("scale", (number(factor), make("eye", (claim.args[0].shape[0],))))
    right = make("eye", (claim.args[0].shape[1],))
    uses = [{"premise": line, "left": left, "right": right}]
    found = p.lines.add(claim, "matrix", [], terms=[], equations=uses)
    p.solved.add(found)
    return found


def by_rank(p: Prover, claim: Expr, prove: Prove) -> Line | None:
    """Equality of integers (ranks) from two inequalities."""
    a, b = claim.args
    first = prove(p, le(a, b))
    second = prove(p, le(b, a)) if first else None
    return p.fact("antisymmetry", x=a, y=b) if first and second else None
