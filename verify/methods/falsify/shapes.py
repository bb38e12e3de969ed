"""Questions about hypotheses that the normal form answers: is this that equation, what bounds this variable."""

from __future__ import annotations

from fractions import Fraction

from verify import algebra
from verify import polynomial as poly
from verify.errors import StatementError
from verify.methods.falsify.floors import unfloored
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, Symbol, make, number, rebuild, walk

IRRATIONAL = ("spec", "nuc", "sv", "eig", "sqrt", "exp", "log", "sqrtm", "absm", "expm", "fro", "rank", "det")


def flattened(props: tuple[Expr, ...]) -> list[Expr]:
    """Conjunctions split, definitions unfolded, iterates at 0 replaced by their start, floors beside integers gone."""
    found: list[Expr] = []
    for prop in props:
        plain = started(unfold(prop))
        found += flattened(plain.args) if plain.op == "and" else unfloored(plain)
    return found


def started(expr: Expr) -> Expr:
    if expr.op == "iterate" and expr.args[0] is number(0):
        source, component = expr.data
        return started(unfold(source.start[component]))
    return rebuild(expr, map(started, expr.args))


def says(prop: Expr, lhs: Expr, rhs: Expr) -> bool:
    """Whether an equation is lhs == rhs, up to the order of its sides and the normal form."""
    if prop.op != "eq" or prop.args[0].is_matrix != lhs.is_matrix:
        return False
    try:
        found, wanted = make("sub", prop.args), make("sub", (lhs, rhs))
        return algebra.is_zero(found - wanted) or algebra.is_zero(found + wanted)
    except StatementError:
        return False


def constant_in(prop: Expr, target: Expr) -> Expr | None:
    """c when a scalar equation is target == c up to a rational factor, c free of the target's variables."""
    if prop.op != "eq" or prop.args[0].is_matrix:
        return None
    wanted = algebra.scalar(target)
    difference = algebra.scalar(make("sub", prop.args))
    if len(wanted) != 1:
        return None
    ((monomial, coefficient),) = wanted.items()
    if monomial not in difference:
        return None
    factor = difference[monomial] / coefficient
    rest = algebra.from_scalar(poly.add({}, poly.add(difference, wanted, -factor), -1 / factor))
    return None if free_symbols(rest) & free_symbols(target) - sizes_of(target) else rest


def sizes_of(expr: Expr) -> frozenset[object]:
    return frozenset(s for s in free_symbols(expr) if s.kind in ("size", "integer"))


def matrix_bound(prop: Expr, v: Expr) -> tuple[Fraction, Expr] | None:
    """(a, E) when a semidefinite-order relation says that a V + E is psd, E free of V."""
    if prop.op != "loewner":
        return None
    found = algebra.matrix(make("sub", (prop.args[1], prop.args[0])))
    (word,) = algebra.matrix(v)
    factor = found.get(word, {}).get(())
    if factor is None or len(found[word]) != 1:
        return None
    rest = algebra.from_matrix({w: c for w, c in found.items() if w != word}, *prop.args[0].shape)
    return None if v.data[0] in free_symbols(rest) else (factor, rest)


def scalar_bound(prop: Expr, x: Expr) -> tuple[Fraction, Expr] | None:
    """(a, E) when an inequality says that a x + E >= 0 (or > 0), E free of x and rational."""
    if prop.op not in ("le", "lt"):
        return None
    found = algebra.scalar(make("sub", (prop.args[1], prop.args[0])))
    ((monomial, _),) = algebra.scalar(x).items()
    if monomial not in found:
        return None
    factor = found[monomial]
    rest = algebra.from_scalar({m: c for m, c in found.items() if m != monomial})
    return None if x.data[0] in free_symbols(rest) or not is_rational(rest) else (factor, rest)


def multiple_of_identity(expr: Expr) -> Expr | None:
    """c when the matrix is c I by its form, c rational in its variables."""
    found = algebra.matrix(expr)
    if not found:
        return number(0)
    if set(found) != {()}:
        return None
    value = algebra.from_scalar(found[()])
    return value if is_rational(value) else None


def is_rational(expr: Expr) -> bool:
    return not any(e.op in IRRATIONAL for e in walk(expr))


def plainly_psd(expr: Expr) -> bool:
    """A sum of psd variables, squares M'M and positive multiples of the identity, by its form."""
    for word, coefficient in algebra.matrix(expr).items():
        if len(coefficient) != 1 or () not in coefficient or coefficient[()] < 0:
            return False
        half = len(word) // 2
        if algebra.transposed_word(word) != word:
            return False
        if len(word) % 2:
            middle = algebra.node(word[half][0])
            if not (middle.op == "var" and middle.data[0].structure == "psd"):
                return False
    return True


def same_sizes(a: Expr, b: Expr) -> bool:
    from verify.dimensions import same_size

    return same_size(a, b)


def same_shape(a: Symbol, b: Symbol) -> bool:
    return all(same_sizes(x, y) for x, y in zip(a.sort.shape, b.sort.shape, strict=True))


def ranks(prop: Expr, target: Expr, variables: list[Symbol]) -> list[Expr]:
    """[r] when the proposition says rank == r or rank <= r, r an expression in sizes and integers."""
    if prop.op not in ("eq", "le"):
        return []
    sides = [prop.args] if prop.op == "le" else [prop.args, prop.args[::-1]]
    return [r for v, r in sides if v is target and r.sort.kind == "integer" and not free_symbols(r) & set(variables)]


def is_power_zero(prop: Expr, v: Expr, n: Expr) -> bool:
    if prop.op != "eq" or not prop.args[0].is_matrix:
        return False
    return any(a.op == "matpow" and a.args[0] is v and algebra.is_zero(b) for a, b in (prop.args, prop.args[::-1])) or (
        says(prop, v @ v, make("zeros", (n, n)))
    )


def rational_root(c: Expr) -> Expr | None:
    from math import isqrt

    if c.op != "num" or c.data[0] < 0:
        return None
    p, q = isqrt(c.data[0].numerator), isqrt(c.data[0].denominator)
    return number(Fraction(p, q)) if Fraction(p * p, q * q) == c.data[0] else None


def bounds_of(
    props: list[Expr], v: Expr, structure: str
) -> tuple[list[tuple[Expr, list[Expr]]], list[tuple[Expr, list[Expr]]]]:
    """Matrices below and above a symmetric variable, each with the hypotheses that say so (none for psd itself)."""
    n = v.shape[0]
    zero = make("zeros", (n, n))
    identity = make("eye", (n,))
    lower: list[tuple[Expr, list[Expr]]] = []
    upper: list[tuple[Expr, list[Expr]]] = []
    for prop in props:
        found = matrix_bound(prop, v)
        if found is not None:
            factor, rest = found
            (lower if factor > 0 else upper).append(((-1 / factor) * rest, [prop]))
        if prop.op in ("le", "lt"):
            for side, (low, high) in enumerate(((prop.args[0], prop.args[1]), (prop.args[1], prop.args[0]))):
                # side 0: v's function is below `high`; side 1: it is above `high`
                if v.data[0] in free_symbols(high) or not is_rational(high):
                    continue
                if side == 0 and (low is make("eig", (v, number(1))) or (low is make("spec", (v,)))):
                    upper.append((make("scale", (high, identity)), [prop]))
                    if low.op == "spec" and structure != "psd":
                        lower.append((make("scale", (-high, identity)), [prop]))
                if side == 1 and low.op == "eig" and low.args[0] is v and same_sizes(low.args[1], n):
                    lower.append((make("scale", (high, identity)), [prop] if prop.op == "le" else []))
    if structure == "psd":
        lower.append((zero, []))
    return lower, upper


def leaves(space: Expr) -> list[Expr]:
    """Matrices whose columns together span the space (the first member of a union)."""
    if space.op == "union":
        return leaves(space.args[0])
    if space.op == "join":
        return [m for s in space.args for m in leaves(s)]
    return [space.args[0]]


def solvable(prop: Expr, sym: Symbol) -> bool:
    """Whether an equation may be solved for this variable: it must not sit inside an irrational function."""
    if sym.kind == "matrix" and sym.structure in ("psd", "orthonormal"):
        return False
    if sym.kind == "matrix" and sym.rank is not None:
        return False
    inside = [
        e for e in walk(*prop.args) if e.op in (*IRRATIONAL, "iterate", "sum", "case", "floor", "abs", "min", "max")
    ]
    if any(sym in free_symbols(e) for e in inside):
        return False
    return _degree(prop.args[0], sym) <= 1 and _degree(prop.args[1], sym) <= 1


def _degree(expr: Expr, sym: Symbol) -> int:
    """The degree in the variable, 2 for anything but sums of products (and quotients, for numbers)."""
    if sym not in free_symbols(expr):
        return 0
    op, args = expr.op, expr.args
    if op == "var":
        return 1
    if op in ("add", "sub"):
        return max(_degree(a, sym) for a in args)
    if op in ("neg", "transpose", "tr", "entry"):
        return _degree(args[0], sym)
    if op in ("mul", "scale", "matmul", "hadamard"):
        return min(2, sum(_degree(a, sym) for a in args))
    if op == "div" and sym.kind == "real":
        return max(_degree(a, sym) for a in args)
    return 2


def extreme(op: str, ends: list[Expr]) -> Expr | None:
    """The largest lower or smallest upper end, folded where all are numbers."""
    if not ends:
        return None
    numbers = [e.data[0] for e in ends if e.op == "num"]
    rest = [e for e in ends if e.op != "num"]
    folded = [number(max(numbers) if op == "max" else min(numbers))] if numbers else []
    result, *others = folded + rest
    for e in others:
        result = make(op, (result, e))
    return result
