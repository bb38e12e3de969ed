"""The closed list of standard facts that proofs may cite, each with a textbook reference.

None speaks of a paper's functions or iterates. Each is a problem in the checker's own language
(variables, hypotheses, claim), and each is attacked by the falsifier in the tests.
References: [HJ] Horn & Johnson, Matrix Analysis, 2nd ed.; [HJT] Horn & Johnson, Topics in Matrix Analysis;
[B] Bhatia, Matrix Analysis; [R] Rudin, Principles of Mathematical Analysis, 3rd ed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = Any


class Term:
    """A nested list with operators, so that the facts below read like formulas."""

    def __init__(self, json: Json) -> None:
        self.json = json

    def __add__(self, other: Term | int) -> Term:
        return op("add", self, other)

    def __sub__(self, other: Term | int) -> Term:
        return op("sub", self, other)

    def __rsub__(self, other: int) -> Term:
        return op("sub", other, self)

    def __neg__(self) -> Term:
        return op("neg", self)

    def __mul__(self, other: Term | int) -> Term:
        return op("mul", self, other)

    def __truediv__(self, other: Term | int) -> Term:
        return op("div", self, other)

    def __rtruediv__(self, other: int) -> Term:
        return op("div", other, self)

    def __pow__(self, other: Term | int) -> Term:
        return op("pow", self, other)

    def __matmul__(self, other: Term) -> Term:
        return op("matmul", self, other)

    def __le__(self, other: Term | int) -> Term:
        return op("le", self, other)

    def __lt__(self, other: Term | int) -> Term:
        return op("lt", self, other)

    @property
    def T(self) -> Term:
        return op("transpose", self)


def term(value: Term | int) -> Json:
    return value.json if isinstance(value, Term) else ["num", str(value)]


def op(head: str, *args: Term | int) -> Term:
    return Term([head, *map(term, args)])


def eq(a: Term, b: Term | int) -> Term:
    return op("eq", a, b)


def below(a: Term, b: Term) -> Term:
    return op("loewner", a, b)


def inside(a: Term, b: Term) -> Term:
    return op("subset", op("colspan", a), op("colspan", b))


def zero(n: Term) -> Term:
    return op("zeros", n, n)


FACTS: dict[str, dict[str, Json]] = {}
VARIABLES = {
    **{name: {"kind": "size"} for name in ("m", "n", "p")},
    **{name: {"kind": "integer"} for name in ("k", "l")},
    **{name: {"kind": "real"} for name in ("a", "b", "c", "x", "y")},
}
SHAPES = {  # rows and columns of the matrix variables
    "A": "mn", "A2": "mn", "B": "np", "S": "nn", "R": "nn", "Q": "nn", "P": "nn", "C": "mp",
}  # fmt: skip
STRUCTURES = {"S": "symmetric", "R": "symmetric", "P": "psd", "Q": "psd"}


def symbols_of(json: Json) -> set[str]:
    if json[0] == "var":
        return {json[1]}
    return set[str]().union(*(symbols_of(x) for x in json[1:] if isinstance(x, list)))


def declaration(name: str) -> dict[str, Json]:
    if name in VARIABLES:
        return {"name": name, **VARIABLES[name]}
    rows, cols = SHAPES[name]
    found: dict[str, Json] = {"name": name, "kind": "matrix", "rows": ["var", rows], "cols": ["var", cols]}
    if name in STRUCTURES:
        found["structure"] = STRUCTURES[name]
    return found


def fact(name: str, reference: str, claim: Term, *hypotheses: Term) -> None:
    """Add a fact; its variables are those that occur, sizes first."""
    used = set[str]().union(*(symbols_of(t.json) for t in (claim, *hypotheses)))
    used |= {size for v in used if v in SHAPES for size in SHAPES[v]}
    order = sorted(used, key=lambda v: (v not in "mnp", v))
    FACTS[name] = {
        "reference": reference,
        "variables": [declaration(v) for v in order],
        "hypotheses": [h.json for h in hypotheses],
        "claim": claim.json,
    }


def variables(names: str) -> list[Term]:
    return [Term(["var", name]) for name in names.split()]


def function(head: str) -> Callable[..., Term]:
    def build(*args: Term | int) -> Term:
        return op(head, *args)

    return build


m, n, p, k, l = variables("m n p k l")  # noqa: E741
a, b, c, x, y = variables("a b c x y")
A, A2, B, C, S, R, P, Q = variables("A A2 B C S R P Q")
fro, spec, nuc, sv, eig, tr, rank = map(function, ("fro", "spec", "nuc", "sv", "eig", "tr", "rank"))
sqrt, exp, log, floor, absolute = map(function, ("sqrt", "exp", "log", "floor", "abs"))
least, greatest, eye, scale, inv = map(function, ("min", "max", "eye", "scale", "inv"))
sqrtm, absm, hadamard, either = map(function, ("sqrtm", "absm", "hadamard", "or"))
IN_RANGE = (op("le", 1, k), k <= m, k <= n)  # k indexes a singular value of A

# ---- norms
fact("fro_nonnegative", "[HJ] 5.6.0", op("le", 0, fro(A)))
fact("fro_definite", "[HJ] 5.6.0", eq(A, op("zeros", m, n)), fro(A) <= 0)
fact("spec_nonnegative", "[HJ] 5.6.0", op("le", 0, spec(A)))
fact("nuc_nonnegative", "[HJ] 7.4.7", op("le", 0, nuc(A)))
fact("sv_nonnegative", "[HJ] 2.6.3", op("le", 0, sv(A, k)), *IN_RANGE)
fact("fro_product", "[HJ] 5.6.P20", fro(A @ B) <= spec(A) * fro(B))
fact("fro_product_right", "[HJ] 5.6.P20", fro(A @ B) <= fro(A) * spec(B))
fact("spec_product", "[HJ] 5.6.2", spec(A @ B) <= spec(A) * spec(B))
fact("nuc_product", "[HJ] 7.4.P13", nuc(A @ B) <= spec(A) * nuc(B))
fact("nuc_product_right", "[HJ] 7.4.P13", nuc(A @ B) <= nuc(A) * spec(B))
fact("nuc_product_fro", "[HJT] 3.3.14 and Cauchy-Schwarz", nuc(A @ B) <= fro(A) * fro(B))
fact("fro_triangle", "[HJ] 5.6.0", fro(A + A2) <= fro(A) + fro(A2))
fact("spec_triangle", "[HJ] 5.6.0", spec(A + A2) <= spec(A) + spec(A2))
fact("nuc_triangle", "[HJ] 7.4.7", nuc(A + A2) <= nuc(A) + nuc(A2))
fact("fro_scaled", "[HJ] 5.6.0", eq(fro(scale(c, A)), c * fro(A)), op("le", 0, c))
fact("spec_scaled", "[HJ] 5.6.0", eq(spec(scale(c, A)), c * spec(A)), op("le", 0, c))
fact("nuc_scaled", "[HJ] 7.4.7", eq(nuc(scale(c, A)), c * nuc(A)), op("le", 0, c))
fact("spec_le_fro", "[HJ] 5.6.P23", spec(A) <= fro(A))
fact("fro_le_nuc", "[HJ] 7.4.7", fro(A) <= nuc(A))
fact("fro_le_spec_nuc", "[HJT] 3.1", fro(A) ** 2 <= spec(A) * nuc(A))
fact("fro_le_rank_spec", "[HJ] 5.6.P23", fro(A) ** 2 <= rank(A) * spec(A) ** 2)
fact("nuc_le_rank_fro", "[HJ] 7.4.7, Cauchy-Schwarz", nuc(A) ** 2 <= rank(A) * fro(A) ** 2)
fact("nuc_le_rank_spec", "[HJ] 7.4.7", nuc(A) <= rank(A) * spec(A))
fact("cauchy_schwarz", "[HJ] 5.1.4", tr(A.T @ A2) <= fro(A) * fro(A2))
fact("trace_duality", "[HJ] 7.4.P13", tr(A.T @ A2) <= spec(A) * nuc(A2))
fact("fro_hadamard", "[HJT] 5.1, entrywise", fro(hadamard(A, A2)) <= fro(A) * fro(A2))
fact("spec_hadamard", "[HJT] 5.5.1", spec(hadamard(A, A2)) <= spec(A) * spec(A2))
fact("gram_le_spec", "[HJ] 5.6.6", below(A.T @ A, scale(spec(A) ** 2, eye(n))))
fact("spec_le_of_gram", "[HJ] 5.6.6", spec(A) ** 2 <= c, below(A.T @ A, scale(c, eye(n))))
# ---- singular values
fact("sv_first", "[HJ] 5.6.6", eq(sv(A, 1), spec(A)))
fact("sv_le_spec", "[HJ] 2.6.3", sv(A, k) <= spec(A), *IN_RANGE)
fact("sv_decreasing", "[HJ] 2.6.3", sv(A, l) <= sv(A, k), op("le", 1, k), k <= l, l <= m, l <= n)
fact("sv_weyl", "[HJ] 7.3.P16", sv(A + A2, k) <= sv(A, k) + spec(A2), *IN_RANGE)
fact("sv_product", "[HJT] 3.3.16", sv(A @ B, k) <= spec(A) * sv(B, k), *IN_RANGE, k <= p)
fact("sv_product_right", "[HJT] 3.3.16", sv(A @ B, k) <= sv(A, k) * spec(B), *IN_RANGE, k <= p)
fact("sv_positive", "[HJ] 2.6.3", k <= rank(A), op("lt", 0, sv(A, k)), *IN_RANGE)
fact("sv_of_rank", "[HJ] 2.6.3", op("lt", 0, sv(A, k)), op("le", 1, k), k <= rank(A))
fact("sv_beyond_rank", "[HJ] 2.6.3", eq(sv(A, k), 0), rank(A) < k, *IN_RANGE)
fact("sv_restricted", "[HJ] 2.6.3, on the range of A'", below(scale(sv(A, k) ** 2, A.T @ A), (A.T @ A) @ (A.T @ A)),
     rank(A) <= k, *IN_RANGE)  # fmt: skip
fact("sv_last", "[HJ] 4.2.2", below(scale(sv(A, n) ** 2, eye(n)), A.T @ A), n <= m)
fact("sv_last_of_gram", "[HJ] 4.2.2", c <= sv(A, n) ** 2, below(scale(c, eye(n)), A.T @ A), n <= m)
fact("gram_between", "[HJ] 2.6.3 and 1.1.6, on the spectrum of A'A",
     below((A.T @ A) @ (A.T @ A) @ (A.T @ A) + scale(c * sv(A, k) ** 2, A.T @ A),
           scale(c + sv(A, k) ** 2, (A.T @ A) @ (A.T @ A))),
     rank(A) <= k, spec(A) ** 2 <= c, *IN_RANGE)  # fmt: skip
# ---- rank
fact("rank_nonnegative", "[HJ] 0.4.1", op("le", 0, rank(A)))
fact("rank_le_rows", "[HJ] 0.4.5", rank(A) <= m)
fact("rank_le_cols", "[HJ] 0.4.5", rank(A) <= n)
fact("rank_product_left", "[HJ] 0.4.5", rank(A @ B) <= rank(A))
fact("rank_product_right", "[HJ] 0.4.5", rank(A @ B) <= rank(B))
fact("rank_sum", "[HJ] 0.4.5", rank(A + A2) <= rank(A) + rank(A2))
fact("rank_sylvester", "[HJ] 0.4.5", rank(A) + rank(B) <= n + rank(A @ B))
fact("rank_transpose", "[HJ] 0.4.1", eq(rank(A.T), rank(A)))
fact("rank_gram", "[HJ] 0.4.6", eq(rank(A.T @ A), rank(A)))
fact("rank_hadamard", "[HJT] 5.1.7", rank(hadamard(A, A2)) <= rank(A) * rank(A2))
fact("rank_positive", "[HJ] 0.4.1", op("lt", 0, spec(A)), op("le", 1, rank(A)))
fact("colspan_rank", "[HJ] 0.4.1", rank(A) <= rank(C), inside(A, C))
fact("colspan_of_rank", "[HJ] 0.4.1", inside(C, A), inside(A, C), rank(C) <= rank(A))
# ---- eigenvalues and the semidefinite order
fact("eig_largest", "[HJ] 4.2.2", below(S, scale(eig(S, 1), eye(n))))
fact("eig_smallest", "[HJ] 4.2.2", below(scale(eig(S, n), eye(n)), S))
fact("eig_le", "[HJ] 4.2.2", eig(S, 1) <= c, below(S, scale(c, eye(n))))
fact("eig_ge", "[HJ] 4.2.2", c <= eig(S, n), below(scale(c, eye(n)), S))
fact("eig_decreasing", "[HJ] 4.2.2", eig(S, l) <= eig(S, k), op("le", 1, k), k <= l, l <= n)
fact("eig_weyl", "[HJ] 4.3.1", eig(S + R, k) <= eig(S, k) + eig(R, 1), op("le", 1, k), k <= n)
fact("eig_weyl_lower", "[HJ] 4.3.1", eig(S, k) + eig(R, n) <= eig(S + R, k), op("le", 1, k), k <= n)
fact("eig_monotone", "[HJ] 4.3.12", eig(S, k) <= eig(R, k), below(S, R), op("le", 1, k), k <= n)
fact("eig_le_spec", "[HJ] 5.6.9", eig(S, k) <= spec(S), op("le", 1, k), k <= n)
fact("symmetric_le_spec", "[HJ] 5.6.9", below(S, scale(spec(S), eye(n))))
fact("symmetric_ge_spec", "[HJ] 5.6.9", below(-S, scale(spec(S), eye(n))))
fact("psd_trace_product", "[HJ] 7.1.P23", op("le", 0, tr(P @ Q)))
fact("psd_trace_product_upper", "[HJ] 7.4.P13", tr(P @ Q) <= spec(P) * tr(Q))
fact("psd_trace", "[HJ] 7.1.2", op("le", 0, tr(P)))
fact("psd_nuc", "[HJ] 7.4.7", eq(nuc(P), tr(P)))
fact("psd_spec", "[HJ] 5.6.9", eq(spec(P), eig(P, 1)))
fact("psd_hadamard", "[HJ] 7.5.3 (Schur)", below(zero(n), hadamard(P, Q)))
fact("psd_square_le", "[HJ] 7.7.1", below(P @ P, scale(c, P)), below(P, scale(c, eye(n))))
fact("psd_root", "[HJ] 7.2.6", below(zero(n), sqrtm(P)))
fact("psd_root_square", "[HJ] 7.2.6", eq(sqrtm(P) @ sqrtm(P), P))
fact("psd_root_monotone", "[B] V.1.9", below(sqrtm(P), sqrtm(Q)), below(P, Q))
fact("psd_inverse_antitone", "[HJ] 7.7.4", below(inv(Q), inv(P)), below(P, Q), below(scale(c, eye(n)), P),
     op("lt", 0, c))  # fmt: skip
fact("modulus_psd", "[HJ] 7.3.1", below(zero(n), absm(A)))
fact("modulus_square", "[HJ] 7.3.1", eq(absm(A) @ absm(A), A.T @ A))
fact("modulus_trace", "[HJ] 7.4.7", eq(tr(absm(A)), nuc(A)))
fact("trace_le_nuc", "[HJ] 7.4.P13", tr(S) <= nuc(S))
fact("trace_rank", "[HJ] 2.4.P10", tr(S) ** 2 <= rank(S) * fro(S) ** 2)
# ---- numbers
fact("exp_tangent", "[R] 8.6", x + 1 <= exp(x))
fact("exp_positive", "[R] 8.6", op("lt", 0, exp(x)))
fact("exp_sum", "[R] 8.6", eq(exp(x + y), exp(x) * exp(y)))
fact("exp_zero", "[R] 8.6", eq(exp(x), 1), eq(x, 0))
fact("exp_increasing", "[R] 8.6", exp(x) <= exp(y), x <= y)
fact("log_tangent", "[R] 8.20", log(x) <= x - 1, op("lt", 0, x))
fact("log_product", "[R] 8.20", eq(log(x * y), log(x) + log(y)), op("lt", 0, x), op("lt", 0, y))
fact("log_lower", "[R] 8.20", 1 - 1 / x <= log(x), op("lt", 0, x))
fact("log_one", "[R] 8.20", eq(log(x), 0), eq(x, 1))
fact("log_power", "[R] 8.20", eq(log(x**k), k * log(x)), op("lt", 0, x))
fact("log_increasing", "[R] 8.20", log(x) <= log(y), op("lt", 0, x), x <= y)
fact("log_exp", "[R] 8.20", eq(log(exp(x)), x))
fact("exp_log", "[R] 8.20", eq(exp(log(x)), x), op("lt", 0, x))
fact("root_nonnegative", "[R] 1.21", op("le", 0, sqrt(x)), op("le", 0, x))
fact("root_positive", "[R] 1.21", op("lt", 0, sqrt(x)), op("lt", 0, x))
fact("root_increasing", "[R] 1.21", sqrt(x) <= sqrt(y), op("le", 0, x), x <= y)
fact("root_product", "[R] 1.21", eq(sqrt(x * y), sqrt(x) * sqrt(y)), op("le", 0, x), op("le", 0, y))
fact("root_reciprocal", "[R] 1.21", eq(sqrt(1 / x), 1 / sqrt(x)), op("lt", 0, x))
fact("root_of_square", "[R] 1.21", eq(sqrt(x**2), x), op("le", 0, x))
fact("square_order", "[R] 1.18", x <= y, op("le", 0, y), x**2 <= y**2)
fact("square_order_strict", "[R] 1.18", x < y, op("le", 0, y), x**2 < y**2)
fact("reciprocal_positive", "[R] 1.18", op("lt", 0, op("div", 1, x)), op("lt", 0, x))
fact("reciprocal_product", "[R] 1.12", eq(x * (1 / x), 1), op("lt", 0, x))
fact("reciprocal_decreasing", "[R] 1.18", 1 / y <= 1 / x, op("lt", 0, x), x <= y)
fact("positive_of_nonzero", "[R] 1.5", op("lt", 0, x), op("le", 0, x), op("not", eq(x, 0)))
fact("antisymmetry", "[R] 1.5", eq(x, y), x <= y, y <= x)
fact("cancel_positive", "[R] 1.18", op("le", 0, y), op("lt", 0, x), op("le", 0, x * y))
fact("cancel_positive_strict", "[R] 1.18", op("lt", 0, y), op("lt", 0, x), op("lt", 0, x * y))
fact("abs_upper", "[R] 1.33", x <= absolute(x))
fact("abs_lower", "[R] 1.33", -x <= absolute(x))
fact("abs_nonnegative", "[R] 1.33", op("le", 0, absolute(x)))
fact("abs_bound", "[R] 1.33", absolute(x) <= y, x <= y, -x <= y)
fact("floor_lower", "Graham, Knuth & Patashnik, Concrete Mathematics, 3.3", floor(x) <= x)
fact("floor_upper", "Graham, Knuth & Patashnik, Concrete Mathematics, 3.3", x < floor(x) + 1)
fact("floor_greatest", "Graham, Knuth & Patashnik, Concrete Mathematics, 3.3", k <= floor(x), k <= x)
fact("min_left", "[R] 1.5", least(x, y) <= x)
fact("min_right", "[R] 1.5", least(x, y) <= y)
fact("min_value", "[R] 1.5", either(eq(least(x, y), x), eq(least(x, y), y)))
fact("max_left", "[R] 1.5", x <= greatest(x, y))
fact("max_right", "[R] 1.5", y <= greatest(x, y))
fact("max_value", "[R] 1.5", either(eq(greatest(x, y), x), eq(greatest(x, y), y)))
fact("power_nonnegative", "[R] 1.18", op("le", 0, x**k), op("le", 0, x), op("le", 0, k))
fact("power_positive", "[R] 1.18", op("lt", 0, x**k), op("lt", 0, x), op("le", 0, k))
fact("power_sum", "[R] 1.12", eq(x ** (k + l), x**k * x**l), op("le", 0, k), op("le", 0, l))
fact("power_power", "[R] 1.12", eq((x**k) ** l, x ** (k * l)), op("le", 0, k), op("le", 0, l))
fact("power_product", "[R] 1.12", eq((x * y) ** k, x**k * y**k), op("le", 0, k))
fact("power_increasing", "[R] 1.18", x**k <= y**k, op("le", 0, x), x <= y, op("le", 0, k))
fact("power_decreasing", "[R] 1.18", x**l <= x**k, op("le", 0, x), x <= 1, op("le", 0, k), k <= l)
fact("power_growing", "[R] 1.18", x**k <= x**l, op("le", 1, x), op("le", 0, k), k <= l)
fact("power_exp", "[R] 8.6", eq(exp(x) ** k, exp(k * x)), op("le", 0, k))
fact("power_le_exp", "[R] 8.6 and 1.18", (1 - x) ** k <= exp(-(k * x)), x <= 1, op("le", 0, k))
fact("bernoulli", "[R] 3.20", k * x + 1 <= (x + 1) ** k, op("le", 0, x + 1), op("le", 0, k))
