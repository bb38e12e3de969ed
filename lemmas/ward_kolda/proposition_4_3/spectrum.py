"""The singular values of I - (D/C) Phi_1 Phi_2', for the last two displays of appendix C, and what they give.

`norm_is_not_enough`: those displays bound the norm of that matrix from below and go on with its least singular value.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu
from lemmas.ward_kolda.numbers import squared
from lemmas.ward_kolda.numbers import u as low
from lemmas.ward_kolda.numbers import v as high
from lemmas.ward_kolda.proposition_4_3.draw import P1, P2, d_mended
from lemmas.ward_kolda.setting import A, n
from lemmas.ward_kolda.singular_values import signed
from lemmas.ward_kolda.singular_values import variables as sv_
from verify import Statement, absolute, eye, fro, spec, sv, use
from verify.argument import fact, have

K = P1 @ P2.T
M, unit = eye(n) - (D / C) * K, eye(n)
s1, s2 = spec(P1), spec(P2)
size = absolute(D) / C * s1 * s2
off = spec((D / C) * K) <= size
small = size <= nu
norm_bounds = (1 - nu <= spec(M), spec(M) <= 1 + nu)
least = (1 - nu) ** 2 * fro(A) ** 2 <= sv(M, n) ** 2 * fro(A) ** 2

norm_is_not_enough = Statement(
    "A norm near 1 does not keep the least singular value from 0",
    [0 <= nu, *norm_bounds],
    (1 - nu) ** 2 <= sv(M, n) ** 2,
    cite="Appendix C, (12), 'Hence'",
    doc="True for the matrix of appendix C, by |D| / C ||Phi_1|| ||Phi_2|| <= nu: `proof.s24@corrected`.",
    expected="refuted",
)

perturbed = [
    have(0 < 1 / C),
    have(spec((D / C) * K) <= absolute(D / C) * spec(K), use(signed, sv_(x=D / C, M=K))),
    have(absolute(D / C) <= absolute(D) / C, fact("abs_bound", x=D / C, y=absolute(D) / C),
         fact("abs_upper", x=D), fact("abs_lower", x=D), 0 < 1 / C),
    have(spec(K) <= s1 * s2, fact("spec_product", A=P1, B=P2.T)),
    have(0 <= spec(K)),
    have(absolute(D / C) * spec(K) <= absolute(D) / C * spec(K), absolute(D / C) <= absolute(D) / C, 0 <= spec(K)),
    have(0 <= absolute(D) / C),
    have(absolute(D) / C * spec(K) <= size, spec(K) <= s1 * s2, 0 <= absolute(D) / C),
    have(off, spec((D / C) * K) <= absolute(D / C) * spec(K), absolute(D / C) * spec(K) <= absolute(D) / C * spec(K),
         absolute(D) / C * spec(K) <= size),
]  # fmt: skip
both_small = [
    have(s1 * s2 <= 3 * s2, s1 <= 3),
    have(3 * s2 <= 9, s2 <= 3),
    have(s1 * s2 <= 9, s1 * s2 <= 3 * s2, 3 * s2 <= 9),
    have(0 < 1 / C),
    have(0 <= absolute(D) / C),
    have(size <= absolute(D) / C * 9, s1 * s2 <= 9, 0 <= absolute(D) / C),
    have(absolute(D) / C * 9 <= nu, d_mended, 0 < 1 / C),
    have(small, size <= absolute(D) / C * 9, absolute(D) / C * 9 <= nu),
]
# of the identity
spec_unit = [
    have(unit.T @ unit <= 1 * eye(n), by=()),
    have(spec(unit) ** 2 <= 1, fact("spec_le_of_gram", A=unit, c=1), unit.T @ unit <= 1 * eye(n)),
    have(spec(unit) <= 1, fact("square_order", x=spec(unit), y=1), spec(unit) ** 2 <= 1),
]
last_unit = [
    have(1 * eye(n) <= unit.T @ unit, by=()),
    have(1 <= sv(unit, n) ** 2, fact("sv_last_of_gram", A=unit, c=1), 1 * eye(n) <= unit.T @ unit),
    have(0 <= sv(unit, n), fact("sv_nonnegative", A=unit, k=n)),
    have(1 <= sv(unit, n), fact("square_order", x=1, y=sv(unit, n)), 1 <= sv(unit, n) ** 2, 0 <= sv(unit, n)),
]
above = [
    *perturbed,
    *spec_unit,
    have(spec(M) <= spec(unit) + spec((D / C) * K), fact("spec_triangle", A=unit, A2=-(D / C) * K)),
    have(spec(M) <= 1 + size, spec(M) <= spec(unit) + spec((D / C) * K), spec(unit) <= 1, off),
]
last_below = [
    *perturbed,
    *last_unit,
    have(sv(M + (D / C) * K, n) <= sv(M, n) + spec((D / C) * K), fact("sv_weyl", A=M, A2=(D / C) * K, k=n)),
    have(sv(M + (D / C) * K, n) == sv(unit, n), by=()),
    have(1 - size <= sv(M, n), sv(M + (D / C) * K, n) <= sv(M, n) + spec((D / C) * K),
         sv(M + (D / C) * K, n) == sv(unit, n), 1 <= sv(unit, n), off),
]  # fmt: skip
below = [
    *last_below,
    have(sv(M, n) <= spec(M), fact("sv_le_spec", A=M, k=n)),
    have(1 - size <= spec(M), 1 - size <= sv(M, n), sv(M, n) <= spec(M)),
]
least_below = [
    *both_small,
    *last_below,
    have(1 - nu <= sv(M, n), 1 - size <= sv(M, n), small),
    have(0 <= 1 - nu),
    have((1 - nu) ** 2 <= sv(M, n) ** 2, use(squared, {low: 1 - nu, high: sv(M, n)}), 1 - nu <= sv(M, n), 0 <= 1 - nu),
    have(least, (1 - nu) ** 2 <= sv(M, n) ** 2),
]
loss_above = fro(A @ M) ** 2 <= (1 + nu) ** 2 * fro(A) ** 2
from_norm = [
    have(fro(A @ M) <= fro(A) * spec(M), fact("fro_product_right", A=A, B=M)),
    have(fro(A) * spec(M) <= fro(A) * (1 + nu), spec(M) <= 1 + nu),
    have(fro(A @ M) <= (1 + nu) * fro(A), fro(A @ M) <= fro(A) * spec(M), fro(A) * spec(M) <= fro(A) * (1 + nu)),
    have(loss_above, fro(A @ M) <= (1 + nu) * fro(A)),
]
on_a = sv(M, n) ** 2 * fro(A) ** 2 <= fro(A @ M) ** 2
least_of_product = [
    have(sv(M.T, n) ** 2 * eye(n) <= M @ M.T, fact("sv_last", A=M.T)),
    have(sv(M.T, n) == sv(M, n), by=()),
    have(sv(M, n) ** 2 * eye(n) <= M @ M.T, sv(M.T, n) ** 2 * eye(n) <= M @ M.T, sv(M.T, n) == sv(M, n)),
    have(on_a, sv(M, n) ** 2 * eye(n) <= M @ M.T),
]
