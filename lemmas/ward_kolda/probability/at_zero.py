"""Theorem 3.1 at T = 0: half of all starts are worse than X = 0, Y = 0, so that the theorem fails with probability 1/2.

For epsilon = ||A||_F^2 the printed number of iterations is 0 for every constant K (`theorem_3_1`), and the loss at
T = 0 is ||A - X0 Y0'||_F^2 = ||(D/C) A Phi_1 Phi_2' - A||_F^2 (Remark 2.1), where no step size occurs. The law of Phi_2
is that of -Phi_2, and the mean of the losses of both is ||A||_F^2 + (D/C)^2 ||A Phi_1 Phi_2'||_F^2: one of them exceeds
||A||_F^2 where A Phi_1 Phi_2' and D are not 0.

"There is an explicit step size": the loss is written without one, and `at_start` proves that it is this for every eta.
So the claim is refuted for each eta, also for one that depends on epsilon, on A and on the draw.
Differences from print: D > 0, of which print's D <= C nu / 9 is an upper bound only, and d <= n in `likely`; for D = 0
the loss is ||A||_F^2 for every draw. C >= 4 and nu <= 1/2 as in Corollary 5.2, and C = 4, nu = 1/2, D = 1/10 in the
refutation, so that nothing but epsilon is at fault: `theorems.theorem_3_1@corrected` is true for epsilon <=
||A||_F^2 / 2. `statement` has C1 = sqrt(e) and C2 free, and sizes up to 8; `@quantifiers` has the printed number of
iterations and is false whatever K (print's C), C1 and C2 are; its family has m = n = d = r (`every_constant`), and
`likely@every_size` says the same of every A with 28 <= r <= d <= n. Both rest on a cited theorem about rank, which
`full_rank` certifies for the sizes that `statement` needs.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu, rho
from lemmas.ward_kolda.corollary_5_2.logarithm import epsilon
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.probability import every_constant, full_rank, product
from lemmas.ward_kolda.probability.draw import B as drawn_b
from lemmas.ward_kolda.probability.draw import Phi2, delta_printed, of_draw, wide
from lemmas.ward_kolda.probability.theorems_draws import at_draw
from lemmas.ward_kolda.proposition_4_3.draw import P2, X0, Y0, E, basis, d_printed
from lemmas.ward_kolda.setting import A, T, Xs, Ys, d, n, r, standing
from verify import Pr, Statement, fro, log, real, spec, sv, use
from verify.argument import cases, have
from verify.substitution import substitute

first = fro(E - A) ** 2
far = fro(A) ** 2 < first
turned = substitute(far, {P2.data[0]: -P2})
given = [*standing, wide, 0 < spec(A), 0 < D, basis]
mean = first + fro(-E - A) ** 2
either = Statement(
    "One of two opposite starts is worse than 0",
    [*given, *product.positive],
    far | turned,
    argument=[
        have(0 < fro(product.G) ** 2, use(product.not_zero), *standing, wide, 0 < spec(A), basis, *product.positive),
        have(0 < 1 / C),
        have(0 < (D / C) ** 2, 0 < D, 0 < 1 / C),
        have(0 < (D / C) ** 2 * fro(product.G) ** 2, 0 < (D / C) ** 2, 0 < fro(product.G) ** 2),
        have(mean == 2 * fro(A) ** 2 + 2 * ((D / C) ** 2 * fro(product.G) ** 2), by=()),
        have(2 * fro(A) ** 2 < mean, 0 < (D / C) ** 2 * fro(product.G) ** 2,
             mean == 2 * fro(A) ** 2 + 2 * ((D / C) ** 2 * fro(product.G) ** 2)),
        have(substitute(first, {P2.data[0]: -P2}) == fro(-E - A) ** 2, by=()),
        cases(far, [have(far | turned, far)], [have(turned), have(far | turned, turned)], far | turned),
    ],
    expected="proved",
)  # fmt: skip


def half(title, extra, on_b, on_phi2, **fields):
    """Pr(||A||_F^2 < ||A - X0 Y0'||_F^2) >= 1/2, with what is known of the rank of V'Phi_1 and Phi_2."""
    return Statement(title, [*given, *extra], Pr(of_draw(far)) >= "1/2", uses=[on_b, on_phi2, either], **fields)


rank_b = use(full_rank.statement, {full_rank.G: drawn_b.T, full_rank.d: d, full_rank.r: r, full_rank.s: 1 / d})
rank_2 = use(full_rank.statement, {full_rank.G: Phi2, full_rank.d: n, full_rank.r: d, full_rank.s: 1 / n})
likely = half("Half of all starts are worse than 0", [], rank_b, rank_2, expected="assumed")
likely__on_a_grid = half(
    "Half of all starts are worse than 0, up to n = 8", [n <= 8],
    use(full_rank.wide__on_a_grid, {full_rank.W: drawn_b}), use(full_rank.tall__on_a_grid, {full_rank.S: Phi2}),
    expected="certified",
)  # fmt: skip
likely__every_size = Statement(
    "Half of all starts are worse than 0, which is more than delta, for all constants",
    [*given, *every_constant.large],
    Pr(of_draw(far)) >= every_constant.delta + "7/40",
    uses=[rank_b, rank_2, either, every_constant.small],
    expected="assumed",
)
modest = (four, nu <= "1/2")
statement = Statement(
    "The start is good enough for epsilon = ||A||_F^2",
    [*standing, d_printed, *modest],
    Pr(of_draw(first <= fro(A) ** 2)) >= 1 - delta_printed,
    cite="Theorem 3.1, at epsilon = ||A||_F^2 and T = 0, 'with probability 1 - δ'",
    uses=[likely__on_a_grid],
    expected="refuted",
)

# ---- with its quantifiers, for every C1 and C2
K = real("K", gt=0)
count = K * (spec(A) ** 2 / sv(A, r) ** 2) / rho**2 * log(fro(A) ** 2 / epsilon)
residual = at_draw(fro(A - Xs[T] @ Ys[T].T) ** 2)
at_start = Statement(
    "The loss at T = 0, for every step size",
    [0 < spec(A), T == 0],
    residual == first,
    argument=[
        have(X0 @ Y0.T - A == E - A, 0 < spec(A)),
        have(residual == fro(X0 @ Y0.T - A) ** 2, T == 0, 0 < spec(A)),
        have(residual == first, residual == fro(X0 @ Y0.T - A) ** 2, X0 @ Y0.T - A == E - A),
    ],
    cite="Remark 2.1",
    expected="proved",
)
not_small = Statement(
    "More than epsilon", [far, epsilon == fro(A) ** 2], epsilon < first,
    argument=[have(epsilon < first, far, epsilon == fro(A) ** 2)], expected="proved",
)  # fmt: skip
values = every_constant.values | {epsilon: every_constant.N}
statement__quantifiers = Statement(
    "There is a step size: the loss is small at T = 0, where the printed number of iterations is 0",
    [*standing, d_printed, *modest, count <= 0],
    Pr(of_draw(first <= epsilon)) >= 1 - every_constant.delta,
    exists=[K, every_constant.C1, every_constant.C2],
    cite="Theorem 3.1, with its quantifiers, 'with probability 1 - δ'",
    uses=[use(likely__every_size, values), not_small, *every_constant.lemmas],
    expected="refuted",
)
