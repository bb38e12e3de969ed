"""How far the iterates can be from their start, when the path is short. Part of the proof of `linear_convergence`."""

from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.linear_convergence.hypotheses import given, small, weight_x, weight_y
from lemmas.ward_kolda.numbers import D, F, b, e, moved, u, w
from lemmas.ward_kolda.setting import X0, Y0, A, X, Y, eta, r
from verify import Statement, fro, rank, spec, sqrt, sv, use
from verify.argument import fact, have

reach_x = weight_x * fro(X - X0) <= eta * sqrt(f0)
reach_y = weight_y * fro(Y - Y0) <= eta * sqrt(f0)
near_x = Statement(
    "Where X may be",
    [*given, reach_x],
    (spec(X) <= 1 / sqrt(eta)) & (2 * small / 3 <= sv(X, r)),
    argument=[
        have(r <= X.shape[0], fact("rank_le_rows", A=A), rank(A) == r),
        have(24 * eta**2 * sqrt(f0) ** 2 <= b**2, 24 * eta**2 * f0 <= b**2),
        use(moved, {w: "7/18", e: "1/3", u: weight_x, D: fro(X - X0), F: sqrt(f0)}),
        have(fro(X - X0) <= small / 3),
        have(spec(X - X0) <= small / 3, fact("spec_le_fro", A=X - X0), fro(X - X0) <= small / 3),
        have(spec(X) <= spec(X0) + spec(X - X0), fact("spec_triangle", A=X0, A2=X - X0)),
        have(
            sv(X0, r) <= sv(X, r) + spec(X0 - X), fact("sv_weyl", A=X, A2=X0 - X, k=r), r <= X.shape[0], r <= X.shape[1]
        ),
        have(spec(X0 - X) == spec(X - X0), by=()),
        have(spec(X) <= 1 / sqrt(eta), spec(X) <= spec(X0) + spec(X - X0), spec(X - X0) <= small / 3, given[4]),
        have(
            2 * small / 3 <= sv(X, r),
            sv(X0, r) <= sv(X, r) + spec(X0 - X),
            spec(X0 - X) == spec(X - X0),
            spec(X - X0) <= small / 3,
            given[3],
        ),
    ],
    expected="proved",
)
near_y = Statement(
    "Where Y may be",
    [*given, reach_y],
    spec(Y) <= 1 / sqrt(eta),
    argument=[
        have(24 * eta**2 * sqrt(f0) ** 2 <= b**2, 24 * eta**2 * f0 <= b**2),
        use(moved, {w: "1/18", e: "7/8", u: weight_y, D: fro(Y - Y0), F: sqrt(f0)}),
        have(fro(Y - Y0) <= 7 * small / 8),
        have(spec(Y - Y0) <= 7 * small / 8, fact("spec_le_fro", A=Y - Y0), fro(Y - Y0) <= 7 * small / 8),
        have(spec(Y) <= spec(Y0) + spec(Y - Y0), fact("spec_triangle", A=Y0, A2=Y - Y0)),
        have(spec(Y) <= 1 / sqrt(eta), spec(Y) <= spec(Y0) + spec(Y - Y0), spec(Y - Y0) <= 7 * small / 8, given[5]),
    ],
    expected="proved",
)
