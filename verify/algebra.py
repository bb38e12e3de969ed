"""The normal form: matrix expressions of any size as polynomials in the free algebra with transposition.

Words in letters (variables, iterates, inverses, roots ...) and their transposes carry coefficients that are
polynomials in commuting scalar atoms; under a trace, words are also cyclic and transpose-invariant. Two
expressions with one normal form are equal for all sizes, wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import isqrt

from verify import polynomial as poly
from verify.polynomial import Polynomial
from verify.substitution import free_symbols, substitute, unfold_call
from verify.tree import Expr, Symbol, make, number, symbol, value_of, variable, walk

Letter = tuple[int, bool]
Word = tuple[Letter, ...]
Matrix = dict[Word, Polynomial]


class Meter:
    """Counts the words that products and traces write; a search that listens may stop it by raising."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[int], None]] = []

    def spend(self, words: int) -> None:
        if self.listeners:
            self.listeners[-1](words)


meter = Meter()
_nodes: dict[int, Expr] = {}
_identities: dict[Expr, int] = {}  # numbered as they come, not by address: searches order by them
_cancelling: set[int] = set()
"""Letters that may cancel with a neighbour: a word without them is as short as it gets."""


def node(identity: int) -> Expr:
    """The canonical expression behind an atom or a letter."""
    return _nodes[identity]


def _atom(expr: Expr) -> int:
    found = _identities.get(expr)
    if found is None:
        found = _identities[expr] = len(_identities)
        _nodes[found] = expr
        if expr.op == "inv" or _is_orthonormal(expr):
            _cancelling.add(found)
    return found


def _is_orthonormal(expr: Expr) -> bool:
    if expr.op not in ("var", "at"):
        return False
    sym: Symbol = expr.data[0].of or expr.data[0]
    return sym.structure == "orthonormal"


@cache
def sort_key(expr: Expr) -> str:
    """A deterministic order of expressions, the same in every process."""
    from verify.problem import canonical, to_json

    return canonical(to_json(expr))


# ---- scalars


@cache
def scalar(expr: Expr) -> Polynomial:
    """The normal form of a scalar expression."""
    op, args = expr.op, expr.args
    if op == "num":
        return poly.constant(value_of(expr))
    if op in ("add", "sub"):
        return poly.add(scalar(args[0]), scalar(args[1]), 1 if op == "add" else -1)
    if op == "neg":
        return poly.add({}, scalar(args[0]), -1)
    if op == "mul":
        return reduced(poly.multiply(scalar(args[0]), scalar(args[1])))
    if op == "div":
        return reduced(poly.multiply(scalar(args[0]), reciprocal(scalar(args[1]))))
    if op == "pow" and args[1].op == "num" and value_of(args[1]).denominator == 1 and abs(value_of(args[1])) <= 16:
        return _power(scalar(args[0]), int(value_of(args[1])))
    if op == "pow" and args[1].sort.kind == "integer":
        return _symbolic_power(scalar(args[0]), scalar(args[1]), expr)
    if op == "sqrt":
        return _root(expr)
    if op == "call":
        return scalar(unfold_call(expr))
    if op == "tr":
        return trace(matrix(args[0]), args[0].shape[0])
    if op == "sum":
        return _summation(expr)
    if op in ("fro", "spec", "nuc", "sv"):
        return _norm(expr)
    if op == "entry":
        return _entry(expr)
    if op == "abs":
        inner = scalar(args[0])
        return poly.atom(_atom(make("abs", (from_scalar(_sign_normal(inner)),))))
    if op in ("at", "iterate", "var"):
        return poly.atom(_atom(canonical_leaf(expr)))
    return poly.atom(_atom(make(op, tuple(canonical(a) for a in args), expr.data)))


@cache
def slack(claim: Expr) -> Polynomial:
    """rhs - lhs of a relation of numbers."""
    return poly.add(scalar(claim.args[1]), scalar(claim.args[0]), -1)


def _power(base: Polynomial, exponent: int) -> Polynomial:
    if exponent >= 0:
        return reduced(poly.power(base, exponent))
    return reduced(poly.power(reciprocal(base), -exponent))


def _symbolic_power(base: Polynomial, exponent: Polynomial, expr: Expr) -> Polynomial:
    """base ** (e + c) as base ** e * base ** c for a whole number c > 0; as the checker does it."""
    if base == poly.constant(1):
        return base
    offset = exponent.get((), Fraction(0))
    if not exponent or set(exponent) == {()}:
        value = int(offset) if offset.denominator == 1 else None
        if value is not None and len(base) < 2:
            return _power(base, value) if value < 0 or base else poly.constant(0 if value else 1)
    elif base and 0 < offset <= 16 and offset.denominator == 1:
        rest = from_scalar(poly.add(exponent, poly.constant(offset), -1))
        split = poly.atom(_atom(make("pow", (canonical(expr.args[0]), rest))))
        return reduced(poly.multiply(split, _power(base, int(offset))))
    return poly.atom(_atom(make("pow", (canonical(expr.args[0]), from_scalar(exponent)))))


def _root(expr: Expr) -> Polynomial:
    """Roots of squares of rationals are carried out."""
    inner = scalar(expr.args[0])
    if set(inner) <= {()}:
        value = inner.get((), Fraction(0))
        if value >= 0:
            p, q = isqrt(value.numerator), isqrt(value.denominator)
            if p * p == value.numerator and q * q == value.denominator:
                return poly.constant(Fraction(p, q))
    return poly.atom(_atom(make("sqrt", (canonical(expr.args[0]),))))


def reciprocal(base: Polynomial) -> Polynomial:
    """1/base: exact on monomials, otherwise one atom with exponent -1."""
    if len(base) == 1:
        ((monomial, coefficient),) = base.items()
        found = {tuple((i, -e) for i, e in monomial if _nodes[i].op != "add"): 1 / coefficient}
        for identity, exponent in monomial:
            if _nodes[identity].op == "add":  # the inverse of a polynomial: its own inverse is the polynomial again
                found = reduced(poly.multiply(found, _power(scalar(_nodes[identity]), -exponent)))
        return found
    if not base:
        return poly.atom(_atom(make("div", (number(1), number(0)))))
    leading = base[min(base, key=_monomial_key)]
    scaled = {m: c / leading for m, c in base.items()}
    return {((_atom(from_scalar(scaled)), -1),): 1 / leading}


def reduced(value: Polynomial) -> Polynomial:
    """Squares of Frobenius norms, roots and moduli replaced by what they are squares of; 1/sqrt(x) by sqrt(x)/x."""
    while True:
        for monomial, coefficient in value.items():
            found = _reducible_part(monomial)
            if found is not None:
                identity, exponent = found
                square = _square_of(_nodes[identity]) or {}
                rest = tuple((i, e) for i, e in monomial if i != identity)
                left = poly.atom(identity) if exponent % 2 else poly.constant(1)
                value = {m: c for m, c in value.items() if m != monomial}
                whole = _power(square, exponent // 2)
                term = poly.multiply({rest: coefficient}, poly.multiply(left, whole))
                value = poly.add(value, term)
                break
        else:
            return value


def _reducible_part(monomial: poly.Monomial) -> tuple[int, int] | None:
    for identity, exponent in monomial:
        if exponent == 1:
            continue
        atom = _nodes[identity]
        if atom.op in SQUARED if exponent > 0 else atom.op == "sqrt" and len(_square_of(atom) or {}) == 1:
            return identity, exponent
    return None


SQUARED = ("fro", "sqrt", "abs")


def _square_of(atom: Expr) -> Polynomial | None:
    if atom.op == "fro":
        inner = atom.args[0]
        return scalar(make("tr", (make("matmul", (make("transpose", (inner,)), inner)),)))
    if atom.op == "sqrt":
        return scalar(atom.args[0])
    if atom.op == "abs":
        return reduced(poly.multiply(scalar(atom.args[0]), scalar(atom.args[0])))
    return None


def _sign_normal(value: Polynomial) -> Polynomial:
    if value and value[min(value, key=_monomial_key)] < 0:
        return poly.add({}, value, -1)
    return value


def _norm(expr: Expr) -> Polynomial:
    """Norms are even and absolutely homogeneous: the argument is scaled to leading coefficient 1."""
    inner = matrix(expr.args[0])
    if not inner:
        return {} if expr.op != "sv" else poly.atom(_atom(make(expr.op, (canonical(expr.args[0]), *expr.args[1:]))))
    flipped = transposed(inner)
    shape = expr.args[0].shape
    if _matrix_key(flipped) < _matrix_key(inner):
        inner, shape = flipped, (shape[1], shape[0])
    first = min(inner, key=_word_key)
    leading = inner[first][min(inner[first], key=_monomial_key)]
    scaled = {w: {m: c / leading for m, c in p.items()} for w, p in inner.items()}
    argument = from_matrix(scaled, *shape)
    return {((_atom(make(expr.op, (argument, *map(canonical, expr.args[1:])))), 1),): abs(leading)}


def _entry(expr: Expr) -> Polynomial:
    total: Polynomial = {}
    rest = tuple(map(canonical, expr.args[1:]))
    for word, coefficient in matrix(expr.args[0]).items():
        base = from_matrix({word: poly.constant(1)}, *expr.args[0].shape)
        total = poly.add(total, poly.multiply(coefficient, poly.atom(_atom(make("entry", (base, *rest))))))
    return total


def _summation(expr: Expr) -> Polynomial:
    """Linear in the summand; factors without the index pulled out; each index shifted to its smallest offset."""
    bound, low, high, body = expr.args
    total: Polynomial = {}
    for monomial, coefficient in scalar(body).items():
        outer = tuple((i, e) for i, e in monomial if bound.data[0] not in free_symbols(_nodes[i]))
        inner = tuple((i, e) for i, e in monomial if bound.data[0] in free_symbols(_nodes[i]))
        summand = from_scalar({inner: Fraction(1)})
        shift = _shift(bound, summand) if inner else poly.add({}, scalar(low), -1)
        offset = from_scalar(shift)
        first, last = (from_scalar(poly.add(scalar(x), shift)) for x in (low, high))
        atom = canonical_binder("sum", bound, first, last, substitute(summand, {bound.data[0]: bound - offset}))
        total = poly.add(total, {poly.times(outer, ((_atom(atom), 1),)): coefficient})
    return total


def _shift(bound: Expr, body: Expr) -> Polynomial:
    """The smallest constant offset of an index: the sum of g(t+1) over 0..T is the sum of g(t) over 1..T+1."""
    offsets: list[Fraction] = []
    for term in walk(body):
        if term.op in ("at", "iterate"):
            index = scalar(term.args[0])
            if index.get(((_atom(bound), 1),)) == 1:
                offsets.append(index.get((), Fraction(0)))
    return poly.constant(min(offsets, default=Fraction(0)))


def canonical_binder(op: str, bound: Expr, low: Expr, high: Expr, body: Expr) -> Expr:
    """The binder with its index named after the depth of the binders inside."""
    inner = (e.args[0].data[0].name for e in walk(canonical(body)) if e.op in ("sum", "forall"))
    depth = 1 + max((int(name[2:]) for name in inner), default=0)
    fresh = variable(symbol(f"_b{depth}", "integer"))
    return make(op, (fresh, low, high, canonical(substitute(body, {bound.data[0]: fresh}))))


def canonical_leaf(expr: Expr) -> Expr:
    if expr.op == "var":
        return expr
    return make(expr.op, tuple(canonical(a) for a in expr.args), expr.data)


# ---- matrices


@cache
def matrix(expr: Expr) -> Matrix:
    """The normal form of a matrix expression."""
    op, args = expr.op, expr.args
    if op in ("add", "sub"):
        return add(matrix(args[0]), matrix(args[1]), 1 if op == "add" else -1)
    if op == "neg":
        return add({}, matrix(args[0]), -1)
    if op == "scale":
        return scaled(matrix(args[1]), scalar(args[0]))
    if op == "matmul":
        return multiply(matrix(args[0]), matrix(args[1]))
    if op == "transpose":
        return transposed(matrix(args[0]))
    if op == "call":
        return matrix(unfold_call(expr))
    if op == "zeros":
        return {}
    if op == "eye":
        return {(): poly.constant(1)}
    if op == "matpow" and args[1].op == "num" and 0 <= value_of(args[1]) <= 16:
        result: Matrix = {(): poly.constant(1)}
        for _ in range(int(value_of(args[1]))):
            result = multiply(result, matrix(args[0]))
        return result
    if op in ("var", "at", "iterate"):
        return {((_atom(canonical_leaf(expr)), False),): poly.constant(1)}
    return {((_atom(make(op, tuple(canonical(a) for a in args), expr.data)), False),): poly.constant(1)}


def add(a: Matrix, b: Matrix, factor: Fraction | int = 1) -> Matrix:
    total = dict(a)
    for word, coefficient in b.items():
        value = poly.add(total.get(word, {}), coefficient, factor)
        if value:
            total[word] = value
        else:
            total.pop(word, None)
    return total


def scaled(a: Matrix, factor: Polynomial) -> Matrix:
    products = {w: reduced(poly.multiply(c, factor)) for w, c in a.items()}
    return {w: c for w, c in products.items() if c}


def multiply(a: Matrix, b: Matrix) -> Matrix:
    meter.spend(len(a) * len(b))
    total: Matrix = {}
    for w1, c1 in a.items():
        for w2, c2 in b.items():
            _accumulate(total, simplified(w1 + w2), reduced(poly.multiply(c1, c2)))
    return total


def transposed(a: Matrix) -> Matrix:
    total: Matrix = {}
    for word, coefficient in a.items():
        _accumulate(total, transposed_word(word), coefficient)
    return total


def _accumulate(total: Matrix, word: Word, coefficient: Polynomial) -> None:
    value = poly.add(total[word], coefficient) if word in total else coefficient
    if value:
        total[word] = value
    else:
        total.pop(word, None)


def transposed_word(word: Word) -> Word:
    return tuple((i, not flag and not symmetric_letter(_nodes[i])) for i, flag in reversed(word))


def symmetric_letter(letter: Expr) -> bool:
    if letter.op in ("var", "at"):
        sym: Symbol = letter.data[0].of or letter.data[0]
        return sym.structure in ("symmetric", "psd")
    if letter.op in ("sqrtm", "absm"):
        return True
    if letter.op in ("inv", "expm", "matpow"):
        return is_symmetric(letter.args[0])
    if letter.op == "hadamard":
        return all(is_symmetric(a) for a in letter.args)
    return False


def simplified(word: Word) -> Word:
    """Cancel U'U for orthonormal U, and a letter beside its inverse."""
    if not any(i in _cancelling for i, _ in word):
        return word
    done: list[Letter] = []
    for letter in word:
        if done and _cancels(done[-1], letter):
            done.pop()
        else:
            done.append(letter)
    return tuple(done)


def _cancels(left: Letter, right: Letter) -> bool:
    (i, left_flag), (j, right_flag) = left, right
    a, b = _nodes[i], _nodes[j]
    if i == j:
        return left_flag and not right_flag and _is_orthonormal(a)
    if (a.op == "inv" and a.args[0] is b) or (b.op == "inv" and b.args[0] is a):
        return left_flag == right_flag
    return False


def trace(a: Matrix, size: Expr) -> Polynomial:
    """The trace of a normal form; `size` is the trace of the identity."""
    meter.spend(len(a))
    total: Polynomial = {}
    for word, coefficient in a.items():
        for monomial, value in reduced(poly.multiply(coefficient, _trace_word(word, size))).items():
            total[monomial] = total.get(monomial, Fraction(0)) + value
    return {m: c for m, c in total.items() if c}


@cache
def _trace_word(word: Word, size: Expr) -> Polynomial:
    while len(word) > 1 and _cancels(word[-1], word[0]):
        size = _nodes[word[0][0]].shape[1 if not word[0][1] else 0]
        word = word[1:-1]
    if not word:
        return scalar(size)
    rotations = [word[k:] + word[:k] for k in range(len(word))]
    best = min((simplified(w) for r in rotations for w in (r, transposed_word(r))), key=_word_key)
    if len(best) < len(word):
        return _trace_word(best, size)
    rows = _nodes[best[0][0]].shape[1 if best[0][1] else 0]
    return poly.atom(_atom(make("tr", (from_word(best, rows),))))


def is_symmetric(expr: Expr) -> bool:
    """Symmetric by its form, for all sizes and values."""
    form = matrix(expr)
    return form == transposed(form)


def is_zero(expr: Expr) -> bool:
    """Zero by its normal form (scalars and matrices)."""
    return not (matrix(expr) if expr.is_matrix else scalar(expr))


# ---- back to expressions


@cache
def canonical(expr: Expr) -> Expr:
    """The expression rebuilt from its normal form; one expression for each normal form."""
    if expr.is_matrix:
        return from_matrix(matrix(expr), *expr.shape)
    if expr.is_scalar:
        return from_scalar(scalar(expr))
    if expr.op == "forall":
        return canonical_binder("forall", *expr.args)
    return make(expr.op, tuple(canonical(a) for a in expr.args), expr.data)


def _monomial_key(monomial: poly.Monomial) -> tuple[int, list[tuple[str, int]]]:
    return sum(abs(e) for _, e in monomial), sorted((sort_key(_nodes[i]), e) for i, e in monomial)


def _word_key(word: Word) -> tuple[int, list[tuple[str, bool]]]:
    return len(word), [(sort_key(_nodes[i]), flag) for i, flag in word]


def _matrix_key(a: Matrix) -> list[tuple[int, list[tuple[str, bool]]]]:
    return sorted(map(_word_key, a))


def from_monomial(monomial: poly.Monomial, coefficient: Fraction) -> Expr:
    factors = sorted(((sort_key(_nodes[i]), i, e) for i, e in monomial), key=lambda f: f[0])
    parts = [_nodes[i] if e == 1 else make("pow", (_nodes[i], number(e))) for _, i, e in factors]
    if coefficient != 1 or not parts:
        parts.insert(0, number(coefficient))
    result = parts[0]
    for part in parts[1:]:
        result = make("mul", (result, part))
    return result


def from_scalar(value: Polynomial) -> Expr:
    terms = [from_monomial(m, value[m]) for m in sorted(value, key=_monomial_key)]
    return _sum_of(terms) if terms else number(0)


def _sum_of(terms: list[Expr]) -> Expr:
    result = terms[0]
    for term in terms[1:]:
        result = make("add", (result, term))
    return result


def from_word(word: Word, rows: Expr) -> Expr:
    if not word:
        return make("eye", (rows,))
    letters = [make("transpose", (_nodes[i],)) if flag else _nodes[i] for i, flag in word]
    result = letters[0]
    for letter in letters[1:]:
        result = make("matmul", (result, letter))
    return result


def from_matrix(value: Matrix, rows: Expr, cols: Expr) -> Expr:
    if not value:
        return make("zeros", (from_scalar(scalar(rows)), from_scalar(scalar(cols))))
    terms: list[Expr] = []
    for word in sorted(value, key=_word_key):
        base = from_word(word, from_scalar(scalar(rows)))
        factor = from_scalar(value[word])
        terms.append(base if factor is number(1) else make("scale", (factor, base)))
    return _sum_of(terms)
