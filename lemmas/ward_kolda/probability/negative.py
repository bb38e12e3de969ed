"""D <= C nu / 9 without a lower end: the upper bound of item 2 of Proposition 4.3 fails with probability near 1.

Not in the paper. For D < 0 of large magnitude X0 Y0' - A = (D/C) A Phi_1 Phi_2' - A is large, as ||A Phi_1 Phi_2'||_F
is at least sigma_r(V'Phi_1) sigma_d(Phi_2) ||A||_F; Proposition A.1 bounds both factors from below, d <= n.
`loss_above`: the printed bound with its probability, C1 = sqrt(e) and C2 free, is refuted at small sizes (`likely`,
where coverings of the exact law stand for Proposition A.1); `negative_family` refutes it whatever C1 and C2 are. The
line is true as printed for 0 <= D: `proposition_4_3.loss_above@D_nonnegative`.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu, rho, tau
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability import full_rank, product
from lemmas.ward_kolda.probability.draw import B as drawn_b
from lemmas.ward_kolda.probability.draw import Phi2, delta_printed, of_draw, small_ball, wide
from lemmas.ward_kolda.proposition_4_3 import above_holds
from lemmas.ward_kolda.proposition_4_3.draw import P2, X0, Y0, B, E, ball, basis, d_printed, f0
from lemmas.ward_kolda.proposition_4_3.item_1 import bounded_below, row_space
from lemmas.ward_kolda.proposition_4_3.item_2 import residual
from lemmas.ward_kolda.proposition_a_1 import scaled as a1
from lemmas.ward_kolda.setting import A, d, n, r, standing
from verify import Pr, Statement, exp, eye, fro, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.tree import number

y = tau * (1 - sqrt(d - 1) / sqrt(n))
least = y <= sv(P2, d)
far = D * (rho * y) <= -(C * (3 + nu))
large = (1 + nu) ** 2 / 2 * fro(A) ** 2 < f0
G, H = product.G, rho * y * fro(A)
weight = -D / C
size = (2 + nu) * fro(A) <= fro(E - A)
lemma = Statement(
    "The loss is large for D < 0 of large magnitude",
    [*standing, wide, basis, 0 <= nu, ball, least, far],
    large,
    argument=[
        *row_space,
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(sqrt(d - 1) ** 2 < sqrt(n) ** 2, wide),
        have(sqrt(d - 1) < sqrt(n), fact("square_order_strict", x=sqrt(d - 1), y=sqrt(n)),
             sqrt(d - 1) ** 2 < sqrt(n) ** 2),
        have(0 < 1 - sqrt(d - 1) / sqrt(n), sqrt(d - 1) < sqrt(n)),
        have(0 < y, 0 < 1 - sqrt(d - 1) / sqrt(n)),
        have(sv(P2, d) ** 2 * eye(d) <= P2.T @ P2, fact("sv_last", A=P2), wide),
        have(y**2 <= sv(P2, d) ** 2, use(squared, {u: y, v: sv(P2, d)}), 0 < y, least),
        have(y**2 * eye(d) <= P2.T @ P2, sv(P2, d) ** 2 * eye(d) <= P2.T @ P2, y**2 <= sv(P2, d) ** 2),
        have(H**2 <= fro(G) ** 2, use(product.statement, {product.a: rho, product.b: y}), *standing, basis, 0 < rho,
             0 < y, bounded_below, y**2 * eye(d) <= P2.T @ P2),
        have(H <= fro(G), fact("square_order", x=H, y=fro(G)), H**2 <= fro(G) ** 2),
        have(0 < rho * y, 0 < rho, 0 < y),
        have(0 < C * (3 + nu), 0 <= nu),
        have(0 <= rho * y * -D, far, 0 < C * (3 + nu)),
        have(0 <= -D, fact("cancel_positive", x=rho * y, y=-D), 0 < rho * y, 0 <= rho * y * -D),
        have(0 < 1 / C),
        have(0 <= weight, 0 <= -D, 0 < 1 / C),
        have(weight * H <= weight * fro(G), H <= fro(G), 0 <= weight),
        have(3 + nu <= weight * (rho * y), far, 0 < 1 / C),
        have((3 + nu) * fro(A) <= weight * H, 3 + nu <= weight * (rho * y), 0 < fro(A)),
        have(fro(weight * G) == weight * fro(G), fact("fro_scaled", A=G, c=weight), 0 <= weight),
        have(fro(weight * G) <= fro(E - A) + fro(A), fact("fro_triangle", A=A - E, A2=-A)),
        have(size, fro(weight * G) <= fro(E - A) + fro(A), fro(weight * G) == weight * fro(G),
             weight * H <= weight * fro(G), (3 + nu) * fro(A) <= weight * H),
        have(0 <= (2 + nu) * fro(A), 0 <= nu),
        have(((2 + nu) * fro(A)) ** 2 <= fro(E - A) ** 2, use(squared, {u: (2 + nu) * fro(A), v: fro(E - A)}), size,
             0 <= (2 + nu) * fro(A)),
        have(0 < fro(A) ** 2, 0 < fro(A)),
        have(((1 + nu) * fro(A)) ** 2 < ((2 + nu) * fro(A)) ** 2, 0 < fro(A) ** 2, 0 <= nu),
        have(X0 @ Y0.T - A == E - A, 0 < spec(A)),
        have(residual, X0 @ Y0.T - A == E - A),
        have(large, residual, ((1 + nu) * fro(A)) ** 2 < ((2 + nu) * fro(A)) ** 2,
             ((2 + nu) * fro(A)) ** 2 <= fro(E - A) ** 2),
    ],
    cite="Proposition 4.3, item 2, 2nd ≤",
    expected="proved",
)  # fmt: skip
root_e = sqrt(exp(1)) * tau
statement = Statement(
    "The loss is probably large for D < 0 of large magnitude",
    [*standing, wide, basis, 0 <= nu, far],
    Pr(of_draw(large)) >= 1 - root_e ** (d - r + 1) - root_e ** (n - d + 1),
    cite="Proposition 4.3, item 2, 2nd ≤",
    doc="So the upper bound of item 2 fails for every D below -C (3 + nu) / (rho y), with D <= C nu / 9.",
    uses=[small_ball, use(a1.statement, {a1.tau: tau, a1.H: Phi2.T, a1.d: n, a1.r: d}), lemma],
    expected="assumed",
)

# ---- at small sizes, where the exact law is certified: the printed bound is refuted
twentieth = number("1/20")
edge_b, edge_2 = (twentieth * (1 - sqrt(k - 1) / sqrt(j)) for k, j in ((r, d), (d, n)))
least_b = full_rank.known("V'Phi_1 is seldom nearly singular", [r <= d, d <= 8], edge_b <= sv(full_rank.W, r), "9/10")
least_2 = full_rank.known("Phi_2 is seldom nearly singular", [d <= n, n <= 8], edge_2 <= sv(full_rank.S, d), "9/10")
small_tau = Statement(
    "The loss is large for D < 0 of large magnitude, tau at most 1/20",
    [*standing, wide, basis, 0 <= nu, edge_b <= sv(B, r), edge_2 <= sv(P2, d), far, tau <= twentieth],
    large,
    argument=[
        have(ball, edge_b <= sv(B, r), tau <= twentieth),
        have(sqrt(d - 1) ** 2 < sqrt(n) ** 2, wide),
        have(sqrt(d - 1) < sqrt(n), fact("square_order_strict", x=sqrt(d - 1), y=sqrt(n)),
             sqrt(d - 1) ** 2 < sqrt(n) ** 2),
        have(0 < 1 - sqrt(d - 1) / sqrt(n), sqrt(d - 1) < sqrt(n)),
        have(least, edge_2 <= sv(P2, d), tau <= twentieth, 0 < 1 - sqrt(d - 1) / sqrt(n)),
        have(large, use(lemma), *lemma.given),
    ],
    expected="proved",
)  # fmt: skip
likely = Statement(
    "The loss is probably large for D < 0 of large magnitude, up to n = 8",
    [*standing, wide, basis, 0 <= nu, far, tau <= twentieth, n <= 8],
    Pr(of_draw(large)) >= "4/5",
    cite="Proposition 4.3, item 2, 2nd ≤",
    uses=[use(least_b, {full_rank.W: drawn_b}), use(least_2, {full_rank.S: Phi2}), small_tau],
    expected="certified",
)
loss_above = Statement(
    "The loss from above as printed",
    [*standing, d_printed],
    Pr(of_draw(above_holds)) >= 1 - delta_printed,
    cite="Proposition 4.3, item 2, 2nd ≤",
    uses=[likely],
    expected="refuted",
)
