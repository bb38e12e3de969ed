"""Non-negative quantities for certificates: traces of squares, semidefinite lines conjugated, premises, facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from verify import algebra
from verify import polynomial as poly
from verify.algebra import canonical, matrix, scalar, slack
from verify.dimensions import same_size
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Prover
from verify.substitution import unfold
from verify.tree import Expr, make, number, walk

Factors = list[dict[str, Any]]


@dataclass
class Candidate:
    """A quantity known to be >= 0 (> 0 when strict), as its normal form and the factors that prove it."""

    vector: poly.Polynomial
    factors: Factors
    strict: bool = False
    cost: float = 1.0
    equation: tuple[Line, Expr] | None = None


@dataclass
class Pool:
    """Matrices and semidefinite lines from which candidates are made."""

    matrices: list[Expr] = field(default_factory=list[Expr])
    orders: list[Line] = field(default_factory=list[Line])


def norms_in(exprs: Sequence[Expr]) -> list[Expr]:
    """Canonical norm atoms below the expressions, after unfolding."""
    found: dict[Expr, None] = {}
    for e in exprs:
        for part in walk(unfold(e)):
            if part.op in ("fro", "spec", "nuc", "sv"):
                for monomial in scalar(part):
                    for identity, _ in monomial:
                        found.setdefault(algebra.node(identity))
            elif part.op in ("eig", "rank"):
                found.setdefault(canonical(part))
    return list(found)


def matrices_in(exprs: Sequence[Expr], limit: int = 24) -> list[Expr]:
    """Small matrix sub-expressions and quotients of them by their first letter, in canonical form."""
    found: dict[Expr, None] = {}
    arguments: list[Expr] = []
    for e in exprs:
        for part in walk(unfold(e)):
            if part.op in ("fro", "spec", "nuc", "sv", "tr", "loewner"):
                arguments += [a for a in part.args if a.is_matrix]
    for a in arguments:
        found.setdefault(canonical(a))
    for a in list(found):
        for quotient in quotients(a):
            found.setdefault(quotient)
    for e in exprs:
        for part in walk(unfold(e)):
            if part.is_matrix and 0 < len(matrix(part)) <= 6 and max(map(len, matrix(part))) <= 4:
                found.setdefault(canonical(part))
    ranked = [a for a in found if a.op not in ("zeros",)]
    return ranked[:limit]


def quotients(expr: Expr) -> Iterator[Expr]:
    """W with L @ W the part of expr that begins with the letter L, and W @ L the part that ends with it."""
    form = matrix(expr)
    for letter in dict.fromkeys(word[0] for word in form if len(word) > 1):
        rest = {word[1:]: c for word, c in form.items() if word[:1] == (letter,)}
        yield algebra.from_matrix(rest, _cols(letter), expr.shape[1])
    for letter in dict.fromkeys(word[-1] for word in form if len(word) > 1):
        rest = {word[:-1]: c for word, c in form.items() if word[-1:] == (letter,)}
        yield algebra.from_matrix(rest, expr.shape[0], _rows(letter))


def _rows(letter: algebra.Letter) -> Expr:
    return algebra.node(letter[0]).shape[1 if letter[1] else 0]


def _cols(letter: algebra.Letter) -> Expr:
    return algebra.node(letter[0]).shape[0 if letter[1] else 1]


def pool_for(p: Prover, exprs: Sequence[Expr], pairs: bool = False) -> Pool:
    """Matrices and orders suggested by the expressions and by what is known."""
    bases = matrices_in(exprs)
    both = list(dict.fromkeys(x for a in bases for x in (a, canonical(a.T))))
    if pairs:
        both += list(_pairs(both[:16], _weights(p, exprs[0])))
    orders = [*p.of("loewner"), *bounded_grams(p)]
    for atom in norms_in(exprs):
        orders += _spectral_orders(p, atom)
    for a in both:
        for part in walk(a):
            line = None
            if part.op in ("sqrtm", "absm"):
                name = "psd_root" if part.op == "sqrtm" else "modulus_psd"
                line = p.fact(name, **{"P" if part.op == "sqrtm" else "A": part.args[0]})
            elif part.op == "hadamard":
                line = p.fact("psd_hadamard", P=part.args[0], Q=part.args[1])
            orders += [line] if line else []
    return Pool(both, list(dict.fromkeys(orders)))


def bounded_grams(p: Prover) -> list[Line]:
    """E'E <= c I and EE' <= c I for each known bound spec(E)^2 <= c, and with c^2 for spec(E) <= c."""
    found: list[Line] = []
    for line in p.of("le", "lt"):
        squared = line.lhs.op == "pow" and line.lhs.args[1] is number(2)
        norm = line.lhs.args[0] if squared else line.lhs
        if norm.op != "spec":
            continue
        bound = line.rhs if squared else line.rhs**2
        slack: list[Factors] = [[{"premise": line}]]
        if not squared:  # c^2 - s^2 is (c - s) c + (c - s) s
            signs = [p.nonnegative(line.rhs), p.nonnegative(norm)]
            slack = [[{"premise": line}, {"premise": sign}] for sign in signs if sign is not None]
            if len(slack) < 2:
                continue
        for e in (norm.args[0], norm.args[0].T):
            gram = p.fact("gram_le_spec", A=e)
            if gram is not None:
                identity = make("eye", (e.shape[1],))
                claim = make("loewner", (make("matmul", (e.T, e)), make("scale", (bound, identity))))
                one: dict[str, Any] = {"coefficient": Fraction(1), "conjugate": identity}
                terms: list[dict[str, Any]] = [{**one, "factors": [], "psd": gram}]
                terms += [{**one, "factors": factors, "psd": None} for factors in slack]
                found.append(p.lines.add(claim, "matrix", [], terms=terms, equations=[]))
    return found


def _weights(p: Prover, claim: Expr) -> list[Expr]:
    """Up to two positive scalar variables of the claim: weights for Young's inequality."""
    found = [e for e in walk(claim) if e.op == "var" and e.sort.kind == "real" and p.positive(e) is not None]
    return found[:2]


def _pairs(bases: Sequence[Expr], weights: Sequence[Expr] = ()) -> Iterator[Expr]:
    for i, a in enumerate(bases):
        for b in bases[i + 1 :]:
            if all(same_size(x, y) for x, y in zip(a.shape, b.shape, strict=True)):
                yield canonical(make("sub", (a, b)))
                yield canonical(make("add", (a, b)))
                for w in weights:
                    yield from (canonical(x) for x in (w * a - b, w * a + b, w * b - a, w * b + a))


def _spectral_orders(p: Prover, atom: Expr) -> list[Line]:
    """Semidefinite lines that a spectral quantity provides."""
    argument = atom.args[0]
    found: list[Line | None] = []
    if atom.op == "spec":
        found += [p.fact("gram_le_spec", A=argument), p.fact("gram_le_spec", A=canonical(argument.T))]
        if same_size(*argument.shape) and algebra.is_symmetric(argument):
            found += [p.fact("symmetric_le_spec", S=argument), p.fact("symmetric_ge_spec", S=argument)]
    elif atom.op == "sv":
        for a in (argument, canonical(argument.T)):
            found.append(p.fact("sv_restricted", A=a, k=atom.args[1]))
            if same_size(a.shape[1], atom.args[1]):
                found.append(p.fact("sv_last", A=a))
    elif atom.op == "eig":
        found += [p.fact("eig_largest", S=argument), p.fact("eig_smallest", S=argument)]
    return [line for line in found if line is not None]


WIDE = 400  # words of a trace: products of unfolded iterates have tens of thousands, and serve nothing


def trace_candidates(pool: Pool) -> Iterator[Candidate]:
    """tr(M'M) and tr(M'HM)."""
    for m in pool.matrices:
        if len(matrix(m)) ** 2 <= WIDE:
            yield Candidate(scalar(make("tr", (make("matmul", (m.T, m)),))), [{"trace": m, "psd": None}])
    for line in pool.orders:
        h = make("sub", (line.rhs, line.lhs))
        identity = make("eye", (h.shape[0],))
        for m in (identity, *pool.matrices):
            if same_size(m.shape[0], h.shape[0]) and len(matrix(m)) ** 2 * len(matrix(h)) <= WIDE:
                inner = make("matmul", (make("matmul", (m.T, h)), m))
                yield Candidate(scalar(make("tr", (inner,))), [{"trace": m, "psd": line}])


def premise_candidates(lines: Sequence[Line]) -> Iterator[Candidate]:
    for line in lines:
        if line.claim.op in ("le", "lt"):
            yield Candidate(slack(line.claim), [{"premise": line}], line.claim.op == "lt", 0.9)


def equation_candidates(lines: Sequence[Line]) -> Iterator[Candidate]:
    for line in lines:
        if line.claim.op == "eq" and line.lhs.is_scalar:
            vector = poly.add(scalar(line.lhs), scalar(line.rhs), -1)
            yield Candidate(vector, [], equation=(line, make("num", (), (Fraction(1),))))


def matrix_equation_candidates(p: Prover, goal: poly.Polynomial) -> Iterator[Candidate]:
    """tr(M (lhs - rhs)) for each matrix equation, with M the rest of a traced word of the goal."""
    words = [w for m in goal for i, _ in m if algebra.node(i).op == "tr" for w in matrix(algebra.node(i).args[0])]
    turned = [r[k:] + r[:k] for w in words for r in (w, algebra.transposed_word(w)) for k in range(len(r))]
    for line in p.of("eq"):
        if not line.lhs.is_matrix:
            continue
        difference = algebra.add(matrix(line.lhs), matrix(line.rhs), -1)
        rests = {w[len(inner) :] for w in turned for inner in difference if inner and w[: len(inner)] == inner}
        for rest in list(rests)[:24]:
            multiplier = algebra.from_word(rest, line.lhs.shape[1])
            vector = scalar(make("tr", (make("matmul", (multiplier, line.lhs - line.rhs)),)))
            yield Candidate(vector, [], equation=(line, multiplier))


def product(a: Candidate, b: Candidate) -> Candidate:
    vector = algebra.reduced(poly.multiply(a.vector, b.vector))
    return Candidate(vector, [*a.factors, *b.factors], a.strict and b.strict, a.cost + b.cost)


def fact_lines(p: Prover, exprs: Sequence[Expr], rounds: int = 2) -> list[Line]:
    """Instances of the standard facts on the norms, traces and functions that occur."""
    found: dict[Line, None] = {}
    seen: dict[Expr, None] = {}  # in order: expressions hash by address
    frontier = list(exprs)
    for _ in range(rounds):
        new: list[Line] = []
        for atom in (a for a in _atoms(frontier) if a not in seen):
            seen[atom] = None
            new += [line for line in instances(p, atom) if line not in found]
        if not found:
            new += differences(p, list(seen))
        for line in new:
            found.setdefault(line)
        frontier = [line.claim for line in new]
        if not frontier or len(found) > 120:
            break
    return list(found)


def differences(p: Prover, atoms: Sequence[Expr]) -> list[Line]:
    """Triangle and Weyl inequalities between two norms of one kind: E = F + (E - F)."""
    found: list[Line | None] = []
    for one in atoms:
        for other in atoms:
            if one is other or one.op != other.op or one.op not in ("fro", "spec", "nuc", "sv", "eig"):
                continue
            e, f = one.args[0], other.args[0]
            if not all(same_size(x, y) for x, y in zip(e.shape, f.shape, strict=True)):
                continue
            gap = canonical(e - f)
            if one.op in ("fro", "spec", "nuc"):
                found.append(p.fact(f"{one.op}_triangle", A=f, A2=gap))
            elif one.args[1] is other.args[1]:
                names = ("sv_weyl",) if one.op == "sv" else ("eig_weyl", "eig_weyl_lower")
                slots = ("A", "A2") if one.op == "sv" else ("S", "R")
                found += [p.fact(name, **{slots[0]: f, slots[1]: gap, "k": one.args[1]}) for name in names]
    return [line for line in found if line is not None]


def _atoms(exprs: Sequence[Expr]) -> Iterator[Expr]:
    for e in exprs:
        sides = e.args if e.op in ("le", "lt", "eq") else ()
        for side in sides:
            if side.is_scalar:
                for monomial in scalar(side):
                    yield from (algebra.node(i) for i, _ in monomial)


def _splits(expr: Expr) -> Iterator[tuple[Expr, Expr]]:
    """Ways to write a canonical product as a product of two."""
    form = matrix(expr)
    if len(form) != 1:
        return
    ((word, _),) = form.items()
    for k in range(1, len(word)):
        rows, middle = _rows(word[0]), _cols(word[k - 1])
        yield algebra.from_word(word[:k], rows), algebra.from_word(word[k:], middle)


def _sums(expr: Expr) -> Iterator[tuple[Expr, Expr]]:
    """Ways to write a canonical sum as a term and the rest."""
    form = matrix(expr)
    if not 2 <= len(form) <= 5:
        return
    for word, c in form.items():
        rest = {w: x for w, x in form.items() if w != word}
        yield algebra.from_matrix({word: c}, *expr.shape), algebra.from_matrix(rest, *expr.shape)


def _content(a: Expr) -> tuple[Expr | None, Expr]:
    """The monomial that all coefficients of a matrix share, and the matrix without it."""
    monomials = [m for coefficient in matrix(a).values() for m in coefficient]
    shared = dict(monomials[0]) if monomials else {}
    for m in monomials[1:]:
        powers = dict(m)
        shared = {i: min(e, powers[i]) if e > 0 else max(e, powers[i]) for i, e in shared.items()
                  if i in powers and e * powers[i] > 0}  # fmt: skip
    if not shared:
        return None, a
    common: poly.Monomial = tuple(sorted(shared.items()))
    inverse = {tuple((i, -e) for i, e in common): Fraction(1)}
    rest = {w: poly.multiply(c, inverse) for w, c in matrix(a).items()}
    return algebra.from_monomial(common, Fraction(1)), algebra.from_matrix(rest, *a.shape)


def instances(p: Prover, atom: Expr) -> list[Line]:
    """Facts about one atom."""
    found: list[Line | None] = []
    op, args = atom.op, atom.args
    if op in ("fro", "spec", "nuc"):
        a = args[0]
        factor, rest = _content(a)
        if factor is not None:
            found.append(p.fact(f"{op}_scaled", A=rest, c=factor))
        for left, right in _splits(a):
            names = {"fro": ("fro_product", "fro_product_right"), "spec": ("spec_product",)}
            for name in names.get(op, ("nuc_product", "nuc_product_right", "nuc_product_fro")):
                found.append(p.fact(name, A=left, B=right))
        for left, right in _sums(a):
            found.append(p.fact(f"{op}_triangle", A=left, A2=right))
        if a.op == "hadamard" and op != "nuc":
            found.append(p.fact(f"{op}_hadamard", A=a.args[0], A2=a.args[1]))
        for name in ("spec_le_fro", "fro_le_nuc", "fro_le_spec_nuc", "fro_le_rank_spec", "nuc_le_rank_fro",
                     "nuc_le_rank_spec", f"{op}_nonnegative"):  # fmt: skip
            if op in name.split("_")[:1] or op in name:
                found.append(p.fact(name, A=a))
        if op in ("nuc", "spec") and same_size(*a.shape) and algebra.is_symmetric(a):
            found.append(p.fact(f"psd_{op}", P=a))
    elif op == "tr":
        for left, right in _splits(args[0]):
            for first, second in ((canonical(left.T), right), (canonical((-left).T), right)):
                found.append(p.fact("cauchy_schwarz", A=first, A2=second))
                found.append(p.fact("trace_duality", A=first, A2=second))
                found.append(p.fact("trace_duality", A=second, A2=first))
            if all(same_size(*x.shape) and algebra.is_symmetric(x) for x in (left, right)):
                found += [p.fact(name, P=x, Q=y) for x, y in ((left, right), (right, left))
                          for name in ("psd_trace_product", "psd_trace_product_upper")]  # fmt: skip
        if algebra.is_symmetric(args[0]):
            found += [p.fact(name, S=args[0]) for name in ("trace_le_nuc", "trace_rank")]
            found.append(p.fact("psd_trace", P=args[0]))
    elif op == "sv":
        a, k = args
        found += [p.fact(name, A=a, k=k) for name in ("sv_nonnegative", "sv_le_spec", "sv_beyond_rank")]
        found += [p.fact("sv_weyl", A=x, A2=y, k=k) for x, y in _sums(a)]
        for left, right in _splits(a):
            found += [p.fact(name, A=left, B=right, k=k) for name in ("sv_product", "sv_product_right")]
        found.append(p.fact("sv_first", A=a) if k.op == "num" and k.data[0] == 1 else None)
    elif op == "eig":
        s, k = args
        found.append(p.fact("eig_le_spec", S=s, k=k))
        found += [p.fact(name, S=x, R=y, k=k) for x, y in _sums(s) for name in ("eig_weyl", "eig_weyl_lower")]
    elif op == "rank":
        a = args[0]
        found += [p.fact(name, A=a) for name in ("rank_nonnegative", "rank_le_rows", "rank_le_cols", "rank_transpose")]
        for left, right in _splits(a):
            found += [p.fact(f"rank_{n}", A=left, B=right) for n in ("product_left", "product_right", "sylvester")]
        found += [p.fact("rank_sum", A=x, A2=y) for x, y in _sums(a)]
        if a.op == "hadamard":
            found.append(p.fact("rank_hadamard", A=a.args[0], A2=a.args[1]))
    else:
        found += _number_facts(p, atom)
    return [line for line in found if line is not None]


def _number_facts(p: Prover, atom: Expr) -> list[Line | None]:
    op, args = atom.op, atom.args
    if op == "exp":
        return [p.fact("exp_tangent", x=args[0]), p.fact("exp_positive", x=args[0])]
    if op == "log":
        return [p.fact("log_tangent", x=args[0])]
    if op == "floor":
        return [p.fact("floor_lower", x=args[0]), p.fact("floor_upper", x=args[0])]
    if op in ("min", "max"):
        return [p.fact(f"{op}_{side}", x=args[0], y=args[1]) for side in ("left", "right")]
    if op == "abs":
        return [p.fact(f"abs_{side}", x=args[0]) for side in ("upper", "lower", "nonnegative")]
    if op == "sqrt":
        return [p.fact("root_nonnegative", x=args[0])]
    if op == "pow":
        return [p.fact(name, x=args[0], k=args[1]) for name in ("power_nonnegative", "power_positive")
                if args[1].sort.kind == "integer"]  # fmt: skip
    return []
