"""Matrix inequalities with known truth, from the literature and made up to be hard for a search."""

from __future__ import annotations

from verify import (
    absm,
    absolute,
    all_of,
    any_of,
    case,
    colspan,
    define,
    det,
    eig,
    exp,
    expm,
    eye,
    floor,
    for_all,
    fro,
    hadamard,
    implies,
    inner,
    integer,
    inv,
    log,
    matrix,
    maximum,
    minimum,
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
    sqrtm,
    summation,
    sv,
    symmetric,
    tr,
    vector,
    zeros,
)
from verify.statement import Statement
from verify.tree import Expr, number

m, n, d, p, r = sizes("m n d p r")
A, B, C = (matrix(name, n) for name in "ABC")
G, H = matrix("G", m, n), matrix("H", m, n)
K = matrix("K", n, p)
P, Q, R = (semidefinite(name, n) for name in "PQR")
S, S2, S3 = (symmetric(name, n) for name in ("S", "S2", "S3"))
X, Y, D = matrix("X", m, d), matrix("Y", n, d), matrix("D", m, n)
U = orthonormal("U", n, p)
u, v = vector("u", n), vector("v", n)
x, y, z = real("x"), real("y"), real("z")
eta = real("eta", gt=0)
T, t, k = integer("T", ge=0), integer("t"), integer("k", ge=1)
f = define("f", [X, Y], fro(X @ Y.T - D) ** 2 / 2)
fx = define("fx", [X, Y], (X @ Y.T - D) @ Y)
fy = define("fy", [X, Y], (X @ Y.T - D).T @ X)
X1 = X - eta * fx(X, Y)
Y1 = Y - eta * fy(X1, Y)
small_step = spec(Y) ** 2 <= 1 / eta
Xs, Ys = recursion(
    "agd", [X, Y], [matrix("X0", m, d), matrix("Y0", n, d)],
    [X - eta * fx(X, Y), Y - eta * fy(X - eta * fx(X, Y), Y)],
)  # fmt: skip
Z = sequence(real("z", ge=0))


def q(text: str) -> Expr:
    return number(text)


def commutator(a: Expr, b: Expr) -> Expr:
    return a @ b - b @ a


def near(value: Expr, centre: str, width: str) -> Expr:
    return absolute(value - q(centre)) <= q(width)


TRUE: dict[str, tuple[list[Expr], Expr]] = {
    "boettcher_wenzel": ([], fro(commutator(A, B)) ** 2 <= 2 * fro(A) ** 2 * fro(B) ** 2),
    "nuclear_frobenius_rank": ([rank(G) == r], nuc(G) <= sqrt(r) * fro(G)),
    "araki_yamagami": ([], fro(absm(A) - absm(B)) <= sqrt(2) * fro(A - B)),
    "root_monotone": ([P <= Q], sqrtm(P) <= sqrtm(Q)),
    "golden_thompson": ([], tr(expm(S + S2)) <= tr(expm(S) @ expm(S2))),
    "powers_stoermer": ([], fro(sqrtm(P) - sqrtm(Q)) ** 2 <= nuc(P - Q)),
    "kantorovich": (
        [eye(n) <= S, 4 * eye(n) >= S],
        tr(u.T @ S @ u) * tr(u.T @ inv(S) @ u) <= q("25/16") * tr(u.T @ u) ** 2,
    ),
    "trace_abab": ([], tr(S @ S2 @ S @ S2) <= tr(S @ S @ S2 @ S2)),
    "hadamard_rank": ([], rank(hadamard(G, H)) <= rank(G) * rank(H)),
    "schur_product": ([], psd(hadamard(P, Q))),
    "oppenheim": ([], det(P) * det(Q) <= det(hadamard(P, Q))),
    "sylvester_rank": ([], rank(G) + rank(K) <= n + rank(G @ K)),
    "agd_step": ([small_step], fro(fx(X, Y)) ** 2 <= (2 / eta) * (f(X, Y) - f(X1, Y))),
    "agd_decrease": ([spec(Y) ** 2 <= 2 / eta], f(X1, Y) <= f(X, Y)),
    "agd_sum": (
        [for_all(t, 0, T, spec(Ys[t]) ** 2 <= 1 / eta), for_all(t, 0, T, spec(Xs[t + 1]) ** 2 <= 1 / eta)],
        summation(fro(fx(Xs[t], Ys[t])) ** 2, t, 0, T) <= (2 / eta) * f(Xs[0], Ys[0]),
    ),
    "recht_re_two": ([], spec(P @ Q + Q @ P) <= spec((P + Q) @ (P + Q))),
    "am_gm": ([], 2 * nuc(A.T @ B) <= nuc(A.T @ A + B.T @ B)),
    "projection_contracts": ([], fro(U @ U.T @ A) <= fro(A)),
    "commuting_squares": ([P @ Q == Q @ P, P <= Q], P @ P <= Q @ Q),
    "minkowski_determinant": ([n == 2], sqrt(det(P)) + sqrt(det(Q)) <= sqrt(det(P + Q))),
    "exponential_tangent": ([], 1 + x <= exp(x)),
    "floor_sum": ([], floor(x) + floor(y) <= floor(x + y)),
    "bernoulli": ([x >= -1], 1 + T * x <= (1 + x) ** T),
    "unit_trace_purity": ([tr(P) == 1], tr(P @ P) <= 1),
    "unit_frobenius": ([fro(A) == 1], spec(A) <= 1),
    "isometry_keeps_norm": ([eye(n) == A.T @ A], fro(A @ B) == fro(B)),
    "geometric_sum": (
        [x >= 0, x <= q("1/2")],
        summation(x**t, t, 0, T) <= 2,
    ),
    "subspace_of_product": ([], colspan(G @ K) <= colspan(G)),
    "hoelder": ([x > 1, 1 / x + 1 / y == 1, z >= 0], z <= z**x / x + 1 / y),
    "cauchy_sequences": ([], summation(Z[t], t, 0, T) ** 2 <= (T + 1) * summation(Z[t] ** 2, t, 0, T)),
    "sv_interlacing": ([k <= m, k <= n, k <= p], sv(G @ K, k) <= spec(G) * sv(K, k)),
    "modulus_of_case": ([], case(x <= 0, -x, x) == absolute(x)),
    "von_neumann_trace": ([], inner(A, B) <= spec(A) * nuc(B)),
    "relative_entropy_scalar": ([x > 0, y > 0], x - y <= x * log(x / y)),
    "orthogonal_product_norm": ([zeros(n, n) == A @ B.T], fro(A + B) ** 2 <= 2 * fro(A) ** 2 + 2 * fro(B) ** 2),
    "motzkin": ([], 3 * x**2 * y**2 * z**2 <= x**4 * y**2 + x**2 * y**4 + z**6),
}

FALSE: dict[str, tuple[list[Expr], Expr]] = {
    "boettcher_wenzel_low": ([], fro(commutator(A, B)) ** 2 <= q("199/100") * fro(A) ** 2 * fro(B) ** 2),
    "boettcher_wenzel_by_1e_6": ([], fro(commutator(A, B)) ** 2 <= q("1999998/1000000") * fro(A) ** 2 * fro(B) ** 2),
    "araki_yamagami_low": ([], fro(absm(A) - absm(B)) <= q("7/5") * fro(A - B)),
    "three_psd_trace": ([], tr(P @ Q @ R) >= 0),
    "square_monotone": ([P <= Q], P @ P <= Q @ Q),
    "golden_thompson_three": ([], tr(expm(S + S2 + S3)) <= tr(expm(S) @ expm(S2) @ expm(S3))),
    "modulus_triangle": ([], absm(A + B) <= absm(A) + absm(B)),
    "agd_step_by_1e_6": ([small_step], fro(fx(X, Y)) ** 2 <= (q("1999999/1000000") / eta) * (f(X, Y) - f(X1, Y))),
    "agd_wrong_point": ([small_step], fro(fx(X, Y)) ** 2 <= (2 / eta) * (f(X, Y) - f(X1, Y1))),
    "agd_threshold": ([spec(Y) ** 2 <= q("2000001/1000000") / eta], f(X1, Y) <= f(X, Y)),
    "agd_sum_low": (
        [for_all(t, 0, T, spec(Ys[t]) ** 2 <= 1 / eta)],
        summation(fro(fx(Xs[t], Ys[t])) ** 2, t, 0, T) <= (q("19/10") / eta) * f(Xs[0], Ys[0]),
    ),
    "kantorovich_low": (
        [eye(n) <= S, 4 * eye(n) >= S],
        tr(u.T @ S @ u) * tr(u.T @ inv(S) @ u) <= q("15624/10000") * tr(u.T @ u) ** 2,
    ),
    "rank_at_most_two": ([], rank(A) <= 2),
    "three_singular_values": ([], fro(A) ** 2 <= q("29/10") * spec(A) ** 2),
    "four_singular_values": ([], nuc(A) <= q("199/100") * fro(A)),
    "copositive_order_three": ([n == 3], tr(u.T @ u) ** 2 - 3 * tr(hadamard(u, u).T @ hadamard(u, u)) >= 0),
    "motzkin_low": (
        [],
        q("2999/1000") * x**2 * y**2 * z**2 + q("2/1000") * x**2 * y**2 * z**2 <= x**4 * y**2 + x**2 * y**4 + z**6,
    ),
    "needle_in_square": (
        [x >= 0, x <= 1, y >= 0, y <= 1],
        q("1/1000000000") <= (x - q("1/3")) ** 2 + (y - q("2/7")) ** 2,
    ),
    "needle_flat": (
        [x >= 0, x <= 1, y >= 0, y <= 1],
        q("1/10000") <= minimum(maximum(absolute(x - q("3217/10000")), absolute(y - q("5173/10000"))), q("1/100")),
    ),
    "needle_in_spectrum": (
        [tr(P) == 1],
        q("1/100000000") <= fro(P @ P - q("1/3") * P) ** 2 + (eig(P, 1) - q("1/3")) ** 2,
    ),
    "needle_determinant": ([fro(A) == 1], any_of(n != 2, q("1/100000000") <= absolute(det(A) - q("7/31")))),
    "commuting_implies_symmetric_product": ([A @ B == B @ A], A @ B == (A @ B).T),
    "inverse_monotone_wrong": ([eye(n) <= P, P <= Q], inv(P) <= inv(Q)),
    "unit_trace_purity_low": ([tr(P) == 1], tr(P @ P) <= q("999999/1000000")),
    "projection_product": ([A @ A == A, B @ B == B], rank(A @ B) == rank(B @ A)),
    "idempotent_contracts": ([A @ A == A], spec(A) <= 1),
    "nilpotent_trace": ([zeros(n, n) == A @ A], tr(A.T @ A) <= spec(A) ** 2),
    "orthogonal_product": ([zeros(n, n) == A @ B], zeros(n, n) == B @ A),
    "floor_sum_wrong": ([], floor(x + y) <= floor(x) + floor(y)),
    "floor_needle": ([x >= 0, x <= 1], floor(1000 * x) * floor(1000 * x) <= 998000),
    "exponential_quadratic": ([], 1 + x + x**2 / 2 <= exp(x)),
    "bernoulli_wrong": ([], 1 + T * x <= (1 + x) ** T),
    "sequence_sum": ([], summation(Z[t], t, 0, T) ** 2 <= T * summation(Z[t] ** 2, t, 0, T) + Z[0] ** 2),
    "subspace_wrong": ([], colspan(G) <= colspan(G @ K)),
    "union_of_spaces": ([], colspan(G + H) <= colspan(G) | colspan(H)),
    "strict_at_zero": ([], fro(A) > 0),
    "strict_at_equality": ([], tr(A.T @ B) < fro(A) * fro(B)),
    "normal_needed": ([], spec(A @ A) == spec(A) ** 2),
    "spectral_of_hadamard": ([], spec(hadamard(A, B)) <= q("999999/1000000") * spec(A) * spec(B)),
    "all_of_two": ([], all_of(tr(P) >= 0, tr(P) <= n)),
    "implication": ([], implies(det(A) == 0, zeros(n, n) == A @ A)),
    "symmetrized_product": ([], psd(P @ Q + Q @ P)),
    "frobenius_of_sum": ([inner(A, B) == 0], fro(A + B) <= q("99/100") * (fro(A) + fro(B)) * q("71/100")),
    "hidden_condition": ([rank(A) == 2, n == 3], fro(A) <= q("14142/10000") * spec(A)),
}


def statement(title: str, entry: tuple[list[Expr], Expr]) -> Statement:
    return Statement(title, *entry)
