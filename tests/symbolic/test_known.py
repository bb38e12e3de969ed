"""True inequalities are proved and replayed; false neighbours never are."""

import json

import pytest

from verify import (
    Statement,
    absolute,
    any_of,
    colspan,
    eig,
    exp,
    eye,
    floor,
    for_all,
    fro,
    hadamard,
    integer,
    inv,
    matrix,
    maximum,
    nuc,
    orthonormal,
    psd,
    rank,
    real,
    recursion,
    semidefinite,
    sequence,
    sizes,
    spec,
    sqrt,
    summation,
    sv,
    symmetric,
    tr,
)
from verify.budget import budget
from verify.checking.check import check
from verify.errors import Unsupported
from verify.methods.symbolic import run

m, n, p, k = sizes("m n p k")
A, A2, B = matrix("A", m, n), matrix("A2", m, n), matrix("B", n, p)
X, Y = matrix("X", n, n), matrix("Y", n, n)
S, R = symmetric("S", n), symmetric("R", n)
P, Q = semidefinite("P", n), semidefinite("Q", n)
U = orthonormal("U", m, n)
s, u, v, w = real("s"), real("u"), real("v", gt=0), real("w")
t, T = integer("t", ge=0), integer("T", ge=0)
x = sequence(real("x"))
Z = matrix("Z", m, n)
(Zs,) = recursion("doubling", [Z], [A], [2 * Z])

TRUE = {
    "submultiplicative": Statement("", [], fro(A @ B) <= spec(A) * fro(B)),
    "cauchy_schwarz": Statement("", [], tr(A.T @ A2) ** 2 <= fro(A) ** 2 * fro(A2) ** 2),
    "young": Statement("", [], 2 * tr(A.T @ A2) <= fro(A) ** 2 + fro(A2) ** 2),
    "weighted_young": Statement("", [], 2 * tr(A.T @ A2) <= v * fro(A) ** 2 + fro(A2) ** 2 / v),
    "golden_ratio": Statement(
        "", [], fro(A) ** 2 + 2 * tr(A.T @ A2) <= "16180341/10000000" * (fro(A) ** 2 + fro(A2) ** 2)
    ),
    "duality": Statement("", [], absolute(tr(A.T @ A2)) <= spec(A) * nuc(A2)),
    "weyl": Statement("", [1 <= k, k <= m, k <= n], absolute(sv(A + A2, k) - sv(A, k)) <= spec(A2)),
    "reverse_triangle": Statement("", [], absolute(fro(A) - fro(A2)) <= fro(A - A2)),
    "schur": Statement("", [], psd(hadamard(P, Q))),
    "gram": Statement("", [], spec(A.T @ A) == spec(A) ** 2),
    "isometry": Statement("", [], fro(U @ B) == fro(B)),
    "inverse_antitone": Statement("", [P <= Q, psd(P - v * eye(n))], inv(Q) <= inv(P)),
    "trace_of_squares": Statement("", [], tr(S @ R @ S @ R) <= tr(S @ S @ R @ R)),
    "psd_traces": Statement("", [], tr(P @ Q) <= tr(P) * tr(Q)),
    "sylvester": Statement("", [], rank(A) + rank(B) - n <= rank(A @ B)),
    "largest_eigenvalue": Statement("", [], eig(S + R, 1) <= eig(S, 1) + eig(R, 1)),
    "norm_bound_as_order": Statement("", [spec(A) ** 2 <= v], psd(v * eye(n) - A.T @ A)),
    "tangent": Statement("", [], 1 + u <= exp(u)),
    "floors": Statement("", [], floor(u) + floor(w) <= floor(u + w)),
    "maximum": Statement("", [], maximum(u, w) <= absolute(u) + absolute(w)),
    "root": Statement("", [u >= 0], 2 * sqrt(u) <= u + 1),
    "summed": Statement("", [for_all(t, 0, T, x[t] <= 2)], summation(x[t], t, 0, T) <= summation(2, t, 0, T)),
    "telescoped": Statement("", [], summation(x[t + 1] - x[t], t, 0, T) == x[T + 1] - x[0]),
    "doubled": Statement("", [], Zs[t + 1] == 2 * Zs[t]),
    "span": Statement("", [], colspan(Zs[t]) <= colspan(A)),
    "one_of_two": Statement("", [u <= 0], any_of(u >= 1, u <= 1)),
    "convex_square": Statement(
        "", [0 <= s, s <= 1], (s * u + (1 - s) * w) ** 2 <= s * u**2 + (1 - s) * w**2
    ),
    "harmonic_mean": Statement("", [s > 0], 2 / (1 / s + 1 / v) <= (s + v) / 2),
}

FALSE = {
    "below_golden_ratio": Statement(
        "", [], fro(A) ** 2 + 2 * tr(A.T @ A2) <= "16180339/10000000" * (fro(A) ** 2 + fro(A2) ** 2)
    ),
    "young_too_small": Statement("", [], 2 * tr(A.T @ A2) <= fro(A) ** 2 + "999999/1000000" * fro(A2) ** 2),
    "duality_reversed": Statement("", [], spec(A) * nuc(A2) <= tr(A.T @ A2)),
    "weyl_without_bound": Statement("", [2 <= m, 2 <= n], sv(A + A2, 2) <= sv(A, 2) + sv(A2, 2)),
    "squares_monotone": Statement("", [P <= Q], psd(Q @ Q - P @ P)),
    "inverse_without_order": Statement("", [psd(P - v * eye(n)), psd(Q - v * eye(n))], inv(Q) <= inv(P)),
    "division_by_zero": Statement("", [], 0 * (1 / u) == 0),
    "cancelled_zero": Statement("", [], u * (1 / u) == 1),
    "root_of_negative": Statement("", [], sqrt(u) ** 2 == u),
    "floors_too_strong": Statement("", [], floor(u + w) <= floor(u) + floor(w)),
    "telescoped_shifted": Statement("", [], summation(x[t + 1] - x[t], t, 0, T) == x[T] - x[0]),
    "summed_range_short": Statement("", [for_all(t, 1, T, x[t] <= 2)], summation(x[t], t, 0, T) <= 2 * (T + 1)),
    "span_unrelated": Statement("", [], colspan(Zs[t]) <= colspan(A2)),
    "empty_sum": Statement("", [], summation(1, t, 1, T - 1) == T - 1),
    "index_out_of_range": Statement("", [], sv(A, 2) <= spec(A)),
    "isometry_other_side": Statement("", [], fro(U.T @ A) == fro(A)),
    "convex_square_outside": Statement(
        "", [0 <= s, s <= "101/100"], (s * u + (1 - s) * w) ** 2 <= s * u**2 + (1 - s) * w**2
    ),
    "strict_at_zero": Statement("", [], fro(A) < 2 * fro(A)),
}


def accepted(statement):
    try:
        pieces = run(statement, budget("quick"), 0)
    except Unsupported:  # a term may be undefined
        return None
    for piece in pieces:
        result = check(statement.problem, json.loads(json.dumps(piece.certificate)))
        if result.accepted:
            return piece.kind
    return None


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_proved(name):
    assert accepted(TRUE[name]) == "proof"


@pytest.mark.parametrize("name", FALSE)
def test_false_or_undefined_statements_are_not(name):
    assert accepted(FALSE[name]) is None


def test_contradictory_hypotheses_are_shown():
    assert accepted(Statement("", [fro(A) <= 1, fro(A) >= 2], spec(A) >= 5)) == "contradiction"
    assert accepted(Statement("", [u < 0, u >= 0], u == 7)) == "contradiction"
    assert accepted(Statement("", [psd(P - eye(n)), tr(P) < n], u == 7)) == "contradiction"
    assert accepted(Statement("", [spec(A) <= 1, fro(A) ** 2 >= n + 1], u == 7)) == "contradiction"


def test_no_contradiction_where_there_is_none():
    assert accepted(Statement("", [u <= 0, u >= 0], u == 0)) == "proof"
