"""Admissible points by construction: each hypothesis below is met without luck, in floats and exactly."""

from __future__ import annotations

import numpy as np
import pytest
from inequalities import S2, A, B, G, H, K, P, Q, R, S, T, U, X, Xs, Y, Ys, Z, d, eta, m, n, p, r, t, u, v, x, y, z

from verify.checking.check import check
from verify.language import colspan, eig, eye, for_all, fro, hadamard, nuc, psd, rank, spec, sqrtm, sv, tr, zeros
from verify.methods.falsify import draws, recipe
from verify.methods.falsify.certificate import Court
from verify.methods.falsify.domain import Domain, EmptyDomain
from verify.methods.falsify.frames import frames
from verify.methods.falsify.retraction import Retraction
from verify.methods.falsify.rounding import exact_points
from verify.statement import Statement
from verify.tree import Expr

HYPOTHESES: dict[str, list[Expr]] = {
    "scaled": [spec(Y) ** 2 <= 1 / eta, fro(X) <= 1],
    "sphere": [fro(G) == 1],
    "sphere of radius sqrt 2": [fro(G) ** 2 == 2, m >= 2],
    "unit vectors": [u.T @ u == eye(1), tr(v.T @ v) == 1],
    "rank": [rank(G) == r],
    "low rank": [rank(P) <= 2],
    "inside a column space": [colspan(X) <= colspan(G @ K @ K.T @ G.T)],
    "same column space": [colspan(A) == colspan(B)],
    "order": [P <= Q, Q <= R],
    "order of symmetric matrices": [S <= S2],
    "spectral interval": [eye(n) <= S, 4 * eye(n) >= S],
    "contraction": [psd(P), eye(n) >= P],
    "positive definite": [eig(P, n) >= 1],
    "density": [tr(P) == 1],
    "psd of spectral norm 1": [spec(P) == 1],
    "spectral norm 1": [spec(G) == 1],
    "nuclear norm 1": [nuc(G) == 1],
    "psd of Frobenius norm 1": [fro(P) == 1],
    "trace zero": [tr(A) == 0],
    "orthogonal": [eye(n) == A.T @ A],
    "orthonormal rows": [eye(m) == G @ G.T],
    "projection": [P @ P == P],
    "idempotent": [A @ A == A],
    "involution": [eye(n) == A @ A],
    "nilpotent": [zeros(n, n) == A @ A],
    "normal": [A @ A.T == A.T @ A],
    "skew": [A.T == -A],
    "commuting": [A @ B == B @ A],
    "commuting psd": [P @ Q == Q @ P, Q @ R == R @ Q],
    "product zero": [zeros(n, n) == A @ B],
    "product with a transpose zero": [A @ B.T == zeros(n, n)],
    "orthogonal parts": [G.T @ H == zeros(n, n), G @ H.T == zeros(m, m), rank(G) == r, spec(H) <= sv(G, r)],
    "orthogonal columns": [G.T @ H == zeros(n, n)],
    "psd product zero": [zeros(n, n) == P @ Q],
    "correlation": [hadamard(P, eye(n)) == eye(n)],
    "root": [sqrtm(P) == Q],
    "linear equations": [A @ u == v, tr(A @ B) == 1],
    "conjugate exponents": [x > 1, 1 / x + 1 / y == 1],
    "ordered numbers": [x >= 0, x <= y, y <= z],
    "convex weights": [x >= 0, y >= 0, x + y == 1],
    "singular value": [sv(A, n) > 0, d >= r],
    "along iterates": [for_all(t, 0, T, spec(Ys[t]) ** 2 <= 1 / eta), spec(Xs[0]) <= 2],
    "sequence": [for_all(t, 0, T, Z[t] <= 2)],
    "orthonormal variable": [fro(U.T @ u) <= 1, n >= p],
}


@pytest.mark.parametrize("name", HYPOTHESES)
def test_points_are_admissible(name: str) -> None:
    given = HYPOTHESES[name]
    stated = Statement(name, given, given[0])
    built = recipe.build(stated.variables, stated.given)
    shares: list[float] = []
    exact = 0
    court = Court(50)
    with np.errstate(all="ignore"):
        for frame in frames(stated, 5, 3):
            try:
                domain = Domain(stated, built, frame)
            except EmptyDomain:
                continue
            rng = np.random.default_rng(0)
            retraction = Retraction(domain, draws.sample(domain, 24, rng))
            theta = retraction.repair(retraction(draws.sample(domain, 64, rng)))
            good = domain.assess(theta).admissible
            shares.append(float(good.mean()))
            for row in np.concatenate([draws.library(domain, 64, rng), theta[good][:3]]):
                found = exact_points(domain, retraction(row[None])[0], retraction, court, "admissible", tries=2)
                if found is not None:
                    exact += 1
                    break
    assert shares
    assert max(shares) >= 0.4
    assert exact >= 0.6 * len(shares)


def test_an_exact_point_has_exactly_the_structure() -> None:
    stated = Statement("frame", [zeros(p, p) == U.T @ K], fro(U) >= 0)
    built = recipe.build(stated.variables, stated.given)
    domain = Domain(stated, built, dict(zip(stated.variables, (3, 2), strict=False)))
    rng = np.random.default_rng(3)
    theta = draws.sample(domain, 4, rng)
    found = exact_points(domain, theta[0], Retraction(domain, theta), Court(10), "admissible")
    assert found is not None
    certificate = {"format": "proofgauge certificate 1", "problem": stated.digest, "kind": "admissible"}
    assert check(stated.problem, {**certificate, "values": found[1], "precision": 128}).accepted
