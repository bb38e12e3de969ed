"""Theorem 3.1 at T = 0: half of all starts are worse than X = 0, Y = 0, so that the theorem fails with probability 1/2.

For epsilon = ||A||_F^2 the printed number of iterations is 0 for every constant K (`theorem_3_1`), and the loss at
T = 0 is 2 f0 = ||A - X0 Y0'||_F^2 for every step size. The law of Phi_2 is that of -Phi_2, which turns Y0 into -Y0,
and the mean of the two losses is ||A||_F^2 + ||X0 Y0'||_F^2: one of them exceeds ||A||_F^2 where A Phi_1 Phi_2' and D
are not 0.

Differences from print: D > 0, of which print's D <= C nu / 9 is an upper bound only, and d <= n in `likely`; for D = 0
the loss is ||A||_F^2 for every draw. "There is an explicit step size" is read for every eta, as the loss at T = 0 does
not depend on it. `statement` has C1 = sqrt(e) and C2 free, at T = 0; `@quantifiers` has the printed number of
iterations and is false whatever K (print's C), C1 and C2 are. It rests on a cited theorem about rank, which
`full_rank` certifies for the sizes that `statement` needs.
"""

from lemmas.ward_kolda.assumption_2 import C, D, rho
from lemmas.ward_kolda.corollary_5_2.logarithm import epsilon
from lemmas.ward_kolda.probability import every_constant, full_rank, product
from lemmas.ward_kolda.probability.draw import B as drawn_b
from lemmas.ward_kolda.probability.draw import Phi2, delta_printed, of_draw, wide
from lemmas.ward_kolda.probability.theorems_draws import at_draw
from lemmas.ward_kolda.proposition_4_3.draw import P2, X0, Y0, E, basis, d_printed, f0
from lemmas.ward_kolda.setting import A, T, Xs, Ys, d, n, r, standing
from verify import Pr, Statement, fro, log, real, spec, sv, use
from verify.argument import cases, have
from verify.substitution import substitute

far = fro(A) ** 2 < 2 * f0
turned = substitute(far, {P2.data[0]: -P2})
given = [*standing, wide, 0 < spec(A), 0 < D, basis]
mean = fro(E - A) ** 2 + fro(-E - A) ** 2
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
        have(X0 @ Y0.T - A == E - A, 0 < spec(A)),
        have(2 * f0 == fro(E - A) ** 2, X0 @ Y0.T - A == E - A),
        have(substitute(2 * f0, {P2.data[0]: -P2}) == fro(-E - A) ** 2, 0 < spec(A)),
        cases(far, [], [have(turned)], far | turned),
    ],
    expected="proved",
)  # fmt: skip


def half(title, extra, on_b, on_phi2, **fields):
    """Pr(||A||_F^2 < 2 f0) >= 1/2, with what is known of the rank of V'Phi_1 and Phi_2."""
    return Statement(title, [*given, *extra], Pr(of_draw(far)) >= "1/2", uses=[on_b, on_phi2, either], **fields)


rank_b = use(full_rank.statement, {full_rank.G: drawn_b.T, full_rank.d: d, full_rank.r: r, full_rank.s: 1 / d})
rank_2 = use(full_rank.statement, {full_rank.G: Phi2, full_rank.d: n, full_rank.r: d, full_rank.s: 1 / n})
likely = half("Half of all starts are worse than 0", [], rank_b, rank_2, expected="assumed")
likely__on_a_grid = half(
    "Half of all starts are worse than 0, up to n = 8", [n <= 8],
    use(full_rank.wide__on_a_grid, {full_rank.W: drawn_b}), use(full_rank.tall__on_a_grid, {full_rank.S: Phi2}),
    expected="certified",
)  # fmt: skip
statement = Statement(
    "The start is good enough for epsilon = ||A||_F^2",
    [*standing, d_printed],
    Pr(of_draw(2 * f0 <= fro(A) ** 2)) >= 1 - delta_printed,
    cite="Theorem 3.1, at epsilon = ||A||_F^2 and T = 0, 'with probability 1 - δ'",
    uses=[likely__on_a_grid],
    expected="refuted",
)

# ---- with its quantifiers, for every C1 and C2
K = real("K", gt=0)
count = K * (spec(A) ** 2 / sv(A, r) ** 2) / rho**2 * log(fro(A) ** 2 / epsilon)
loss = of_draw(at_draw(fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon))
at_start = Statement(
    "At T = 0 the loss is 2 f0",
    [0 < spec(A), T == 0, epsilon == fro(A) ** 2, far],
    at_draw(epsilon < fro(A - Xs[T] @ Ys[T].T) ** 2),
    argument=[
        have(at_draw(fro(A - Xs[T] @ Ys[T].T) ** 2) == 2 * f0, T == 0, 0 < spec(A)),
        have(at_draw(epsilon < fro(A - Xs[T] @ Ys[T].T) ** 2), far, epsilon == fro(A) ** 2,
             at_draw(fro(A - Xs[T] @ Ys[T].T) ** 2) == 2 * f0),
    ],
    expected="proved",
)  # fmt: skip
values = every_constant.values | {epsilon: every_constant.N, T: 0}
statement__quantifiers = Statement(
    "The loss is small from the printed number of iterations on",
    [*standing, d_printed, count <= T],
    Pr(loss) >= 1 - every_constant.delta,
    exists=[K, every_constant.C1, every_constant.C2],
    cite="Theorem 3.1, with its quantifiers, 'with probability 1 - δ'",
    uses=[use(likely, values), at_start, *every_constant.lemmas],
    expected="refuted",
)
