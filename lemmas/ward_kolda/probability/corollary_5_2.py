"""Corollary 5.2 where T = 0, and its step size, as claims about a probability: both fail for every C1 and C2.

For D = 0, which print's D <= C nu / 9 allows, 2 f0 = ||A||_F^2 whatever is drawn. Where epsilon is a little less, (8)
allows a step size with beta < 8 eta^2 f0, so that T = 0 and the loss at T is 2 f0 > epsilon; it is larger than
9 / (4 C nu sigma_1(A)) too. Both events fail for every draw, and delta is less than 1 somewhere (`every_constant`,
`near_start`).

Differences from print: (8) depends on the draw, so it stands in the event, without its root; eta and epsilon are fixed
before the draw. 0 < sigma_1(A), which follows from rank(A) = r, is among the hypotheses, as X0 divides by it.
"""

from lemmas.ward_kolda.assumption_2 import C, D, beta, f0, horizon, nu
from lemmas.ward_kolda.corollary_5_2 import small_step
from lemmas.ward_kolda.corollary_5_2.logarithm import before_floor, count, epsilon
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.probability import every_constant, near_start
from lemmas.ward_kolda.probability import theorems_draws as draws
from lemmas.ward_kolda.probability.draw import of_draw
from lemmas.ward_kolda.proposition_4_3.draw import X0, Y0, E, d_printed
from lemmas.ward_kolda.setting import A, eta, n, standing
from verify import Pr, Statement, all_of, fro, implies, log, spec, use
from verify.argument import fact, have
from verify.substitution import substitute

F = fro(A) ** 2
relative = log(F / epsilon)
eq_8 = draws.at_draw(all_of(0 < f0, 0 < count, eta**2 * draws.square <= beta**2))
start = draws.at_draw(f0)
first_loss = Statement(
    "The first loss for D = 0",
    [draws.nonzero, D == 0],
    2 * start == F,
    argument=[
        have(X0 @ Y0.T - A == E - A, draws.nonzero),
        have(2 * start == fro(E - A) ** 2, X0 @ Y0.T - A == E - A),
        have(2 * start == F, 2 * start == fro(E - A) ** 2, D == 0),
    ],
    expected="proved",
)
near = [draws.nonzero, D == 0, 0 < relative, eta**2 * (16 * F * relative) <= beta**2, epsilon < F]
square = draws.at_draw(draws.square)
holds_8 = Statement(
    "(8) for D = 0",
    near,
    eq_8,
    argument=[
        have(2 * start == F, use(first_loss), draws.nonzero, D == 0),
        have(0 < F, epsilon < F),
        have(0 < start, 0 < F, 2 * start == F),
        have(draws.at_draw(count) == relative, 2 * start == F),
        have(0 < draws.at_draw(count), draws.at_draw(count) == relative, 0 < relative),
        have(square == 16 * F * relative, draws.at_draw(count) == relative, 2 * start == F),
        have(eta**2 * square <= beta**2, square == 16 * F * relative, eta**2 * (16 * F * relative) <= beta**2),
    ],
    expected="proved",
)
begun = draws.at_draw(before_floor)
at_end, loss = draws.at_draw(horizon), draws.at_draw(draws.loss_at_horizon)
left = loss.args[0]
early = [draws.nonzero, D == 0, epsilon < F, beta < 4 * eta**2 * F, 0 < beta]
not_good = Statement(
    "The loss at T = 0, for D = 0",
    early,
    epsilon < left,
    argument=[
        have(2 * start == F, use(first_loss), draws.nonzero, D == 0),
        have(0 < F, epsilon < F),
        have(0 < start, 0 < F, 2 * start == F),
        have(beta < 8 * eta**2 * start, beta < 4 * eta**2 * F, 2 * start == F),
        have(0 < 8 * eta**2 * start, 0 < start),
        have(begun < 1, beta < 8 * eta**2 * start, 0 < 8 * eta**2 * start),
        have(0 <= begun, 0 < beta, 0 < 8 * eta**2 * start),
        have(at_end <= begun, fact("floor_lower", x=begun)),
        have(0 <= at_end, fact("floor_greatest", k=0, x=begun), 0 <= begun),
        have(at_end < 1, at_end <= begun, begun < 1),
        have(at_end <= 0, at_end < 1),
        have(at_end == 0, fact("antisymmetry", x=at_end, y=0), 0 <= at_end, at_end <= 0),
        have(left == 2 * start, at_end == 0, draws.nonzero),
        have(epsilon < left, left == 2 * start, 2 * start == F, epsilon < F),
    ],
    expected="proved",
)

N = every_constant.N
at_n = {n.data[0]: N}
instance = Statement(
    "The same at N",
    [],
    substitute(near_start.family.claim, at_n),
    argument=[
        have(every_constant.full.claim, use(every_constant.full)),
        have(1 <= N, 0 < 1 / N),
        have(substitute(near_start.family.claim, at_n), use(near_start.family, {n: N})),
    ],
    expected="proved",
)
values = every_constant.values | {
    C: 4, nu: "1/2", D: 0, eta: near_start.step, epsilon: substitute(near_start.short, at_n),
}  # fmt: skip


def refuted(title, cite, conclusion, *lemmas, extra=()):
    """That (8) gives the conclusion, with probability 1 - delta for some C1 and C2."""
    claim = Pr(of_draw(implies(eq_8, conclusion))) >= 1 - every_constant.delta
    given = [*standing, draws.nonzero, d_printed, four, nu <= "1/2", *extra]
    uses = [use(holds_8, values), *lemmas, *every_constant.lemmas, instance]
    exists = [every_constant.C1, every_constant.C2]
    return Statement(title, given, claim, exists=exists, cite=f"Corollary 5.2, {cite}", uses=uses, expected="refuted")


statement = refuted("The loss at T", "at iteration T", loss, not_good)
too_long = Statement("The step size is larger", [9 / (4 * C * nu * spec(A)) < eta], 9 / (4 * C * nu * spec(A)) < eta,
                     expected="proved")  # fmt: skip
step_size = refuted("(8) implies the step size", "after the corollary", small_step, too_long, extra=[0 < nu])
