"""Corollary 5.2 where T = 0, and its step size, as claims about a probability: both fail for every C1 and C2.

2 f0 lies within a factor (1 +- q)^2 of ||A||_F^2, q = 9 D / C, where ||V'Phi_1||, ||Phi_2|| <= 3. For D > 0 so small
that 320 eta^2 ||A||_F^2 q <= beta^2, and epsilon = (1 - 2 q) ||A||_F^2, (8) holds for all these draws, with a step size
for which beta < 8 eta^2 f0: so T = 0 and the loss at T is 2 f0 > epsilon. The step size may exceed 9 / (4 C nu
sigma_1(A)) too. `likely` says so for all sizes, m, n >> d > r included, and every A, with probability 1 - exp(-r/2) -
exp(-d/2); the two printed claims are refuted by families with m = n = d = r (`every_constant`, `near_start`).

What this does not say: D is tiny, beside D = C nu / 9 that section 6 takes. There 2 f0 varies with the draw by more
than the window of width about beta in which epsilon must lie below it, epsilon is fixed before the draw, and (8) with
T = 0 is improbable; the corollary is not refuted for such D. `theorems.corollary_5_2@corrected` leaves out T = 0.

Differences from print: (8) depends on the draw, so it stands in the event, without its root; eta and epsilon are fixed
before the draw. 0 < sigma_1(A), which follows from rank(A) = r, is among the hypotheses, as X0 divides by it. What is
true of the step size: `corollary_5_2.step_size`, for every draw.
"""

from lemmas.ward_kolda.assumption_2 import C, D, beta, f0, horizon, nu
from lemmas.ward_kolda.corollary_5_2 import small_step
from lemmas.ward_kolda.corollary_5_2.logarithm import before_floor, count, epsilon, gap
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.numbers import u, v
from lemmas.ward_kolda.probability import events, every_constant, near_start, norms
from lemmas.ward_kolda.probability import theorems_draws as draws
from lemmas.ward_kolda.probability.draw import B, e_d, e_r, of_draw, room
from lemmas.ward_kolda.probability.full_rank import W
from lemmas.ward_kolda.proposition_4_3.draw import basis, d_printed, norm_2
from lemmas.ward_kolda.setting import A, eta, n, standing
from verify import Pr, Statement, absolute, all_of, fro, implies, real, spec, use
from verify.argument import fact, have
from verify.substitution import substitute, unfold
from verify.tree import as_expr

F = fro(A) ** 2
eq_8 = draws.at_draw(all_of(0 < f0, 0 < count, eta**2 * draws.square <= beta**2))
start, log_ratio = draws.at_draw(f0), draws.at_draw(count)
square, begun = draws.at_draw(draws.square), draws.at_draw(before_floor)
at_end, loss = draws.at_draw(horizon), draws.at_draw(draws.loss_at_horizon)
left, over = loss.args[0], draws.at_draw(gap)
q = 9 * D / C
at_q = {nu.data[0]: q}
low, high = (1 - q) ** 2 * F, (1 + q) ** 2 * F
in_norms = [*standing, draws.nonzero, basis, events.norm_b, norm_2]
short = beta < 8 * eta**2 * start
tiny = [0 < D, q <= "1/4", 320 * eta**2 * F * q <= beta**2, epsilon == (1 - 2 * q) * F]
early = [4 * beta < 9 * eta**2 * F, 0 < beta]
s, x, y = real("s", gt=0, le="1/4"), real("x", gt=0), real("y", ge=0)
products = Statement(
    "A product of what is smaller",
    [0 <= y, x <= u, y <= v],
    x * y <= u * v,
    argument=[
        have(x * y <= u * y, x <= u, 0 <= y),
        have(0 < u, x <= u),
        have(u * y <= u * v, y <= v, 0 < u),
        have(x * y <= u * v, x * y <= u * y, u * y <= u * v),
    ],
    expected="proved",
)
ratio = Statement(
    "How far (8) lets the ratio be from 1",
    [x <= (1 + s) ** 2 * F, epsilon == (1 - 2 * s) * F],
    x / epsilon - 1 <= 10 * s,
    argument=[
        have(0 < 1 - 2 * s, by=()),
        have((1 + s) ** 2 <= (1 + 10 * s) * (1 - 2 * s), by=()),
        have((1 + s) ** 2 * F <= (1 + 10 * s) * (1 - 2 * s) * F, (1 + s) ** 2 <= (1 + 10 * s) * (1 - 2 * s)),
        have(x <= (1 + 10 * s) * epsilon, x <= (1 + s) ** 2 * F, epsilon == (1 - 2 * s) * F,
             (1 + s) ** 2 * F <= (1 + 10 * s) * (1 - 2 * s) * F),
        have(x / epsilon <= 1 + 10 * s, x <= (1 + 10 * s) * epsilon),
        have(x / epsilon - 1 <= 10 * s, x / epsilon <= 1 + 10 * s),
    ],
    expected="proved",
)  # fmt: skip
holds_8 = Statement(
    "(8) and T = 0, for every draw",
    [*in_norms, *tiny, *early],
    eq_8 & (epsilon < 2 * start) & short,
    argument=[
        have(0 < q, 0 < D),
        have(absolute(D) <= D, fact("abs_bound", x=D, y=D), 0 < D),
        have(absolute(D) <= C / 9 * q, absolute(D) <= D),
        *(have(substitute(i.claim, at_q), use(i, {nu: q}), *(substitute(g, at_q) for g in i.given), q <= "1/4")
          for i in (events.loss_below, events.loss_above)),
        have(low <= 2 * start, substitute(events.loss_below.claim, at_q)),
        have(2 * start <= high, substitute(events.loss_above.claim, at_q)),
        have(0 < fro(A), fact("spec_le_fro", A=A), draws.nonzero),
        have(0 < F, 0 < fro(A)),
        have(0 < q**2 * F, 0 < F, 0 < q),
        have(epsilon < low, epsilon == (1 - 2 * q) * F, 0 < q**2 * F),
        have(epsilon < 2 * start, epsilon < low, low <= 2 * start),
        have(0 < start, epsilon < 2 * start),
        have(1 < over, epsilon < 2 * start),
        have(0 < over, 1 < over),
        have(0 < 1 - 1 / over, 1 < over),
        have(0 < log_ratio, fact("log_lower", x=over), 0 < over, 0 < 1 - 1 / over),
        have(log_ratio <= over - 1, fact("log_tangent", x=over), 0 < over),
        have(over - 1 <= 10 * q, use(ratio, {x: 2 * start, s: q}), 0 < start, 0 < q, q <= "1/4",
             2 * start <= high, epsilon == (1 - 2 * q) * F),
        have(log_ratio <= 10 * q, log_ratio <= over - 1, over - 1 <= 10 * q),
        have((1 + q) ** 2 <= 2, 0 < q, q <= "1/4"),
        have(high <= 2 * F, (1 + q) ** 2 <= 2, 0 < F),
        have(start <= F, 2 * start <= high, high <= 2 * F),
        have(start * log_ratio <= F * (10 * q), use(products, {x: start, u: F, y: log_ratio, v: 10 * q}), start <= F,
             log_ratio <= 10 * q, 0 < start, 0 < log_ratio),
        have(eta**2 * (32 * (start * log_ratio)) <= eta**2 * (32 * (F * (10 * q))), start * log_ratio <= F * (10 * q)),
        have(eta**2 * square <= beta**2, eta**2 * (32 * (start * log_ratio)) <= eta**2 * (32 * (F * (10 * q))),
             320 * eta**2 * F * q <= beta**2),
        have("9/16" <= (1 - q) ** 2, 0 < q, q <= "1/4"),
        have("9/16" * F <= low, "9/16" <= (1 - q) ** 2, 0 < F),
        have("9/16" * F <= 2 * start, "9/16" * F <= low, low <= 2 * start),
        have(eta**2 * ("9/16" * F) <= eta**2 * (2 * start), "9/16" * F <= 2 * start),
        have(short, 4 * beta < 9 * eta**2 * F, eta**2 * ("9/16" * F) <= eta**2 * (2 * start)),
    ],
    expected="proved",
)  # fmt: skip
not_good = Statement(
    "The loss at T = 0",
    [draws.nonzero, 0 < beta, epsilon < 2 * start, short],
    epsilon < left,
    argument=[
        have(0 < 2 * start, epsilon < 2 * start),
        have(0 < start, 0 < 2 * start),
        have(0 < 8 * eta**2 * start, 0 < start),
        have(begun < 1, short, 0 < 8 * eta**2 * start),
        have(0 <= begun, 0 < beta, 0 < 8 * eta**2 * start),
        have(at_end <= begun, fact("floor_lower", x=begun)),
        have(0 <= at_end, fact("floor_greatest", k=0, x=begun), 0 <= begun),
        have(at_end < 1, at_end <= begun, begun < 1),
        have(at_end <= 0, at_end < 1),
        have(at_end == 0, fact("antisymmetry", x=at_end, y=0), 0 <= at_end, at_end <= 0),
        have(left == 2 * start, at_end == 0, draws.nonzero),
        have(epsilon < left, left == 2 * start, epsilon < 2 * start),
    ],
    expected="proved",
)
parts = [0 < start, 0 < log_ratio, eta**2 * square <= beta**2]
known = Statement("(8), in one piece", parts, eq_8, argument=[have(eq_8, *parts)], expected="proved")
likely = Statement(
    "(8), T = 0 and a loss above epsilon are likely",
    [*standing, draws.nonzero, basis, room, *tiny, *early],
    Pr(of_draw(holds_8.claim)) >= 1 - e_r - e_d,
    cite="Corollary 5.2, at iteration T",
    uses=[use(norms.wide_norm, {W: B}), norms.phi2__room, holds_8],
    expected="assumed",
)

N = every_constant.N
at_n = {n.data[0]: N}
spread = substitute(near_start.spread, at_n)
values = every_constant.values | {
    C: 4, nu: "1/2", D: "4/9" * spread, eta: near_start.step, epsilon: substitute(near_start.near, at_n),
}  # fmt: skip
larger = 9 / (4 * C * nu * spec(A)) < eta
at = {symbol.data[0]: as_expr(value) for symbol, value in values.items()}
said = substitute(near_start.family.claim, at_n)
F_n, beta_n = (substitute(e, at_n) for e in (near_start.of_unit, near_start.beta_n))
asked = [substitute(unfold(p), at) for p in (*tiny, d_printed, *early, larger)]
z, b, h = real("z", gt=0, le="1/4"), real("b", gt=0), real("h", gt=0)
of_z = 9 * ("4/9" * z) / 4
in_d = Statement(
    "D for q, C = 4",
    [320 * h**2 * x * z <= b**2],
    (0 < "4/9" * z)
    & (of_z <= "1/4")
    & (320 * h**2 * x * of_z <= b**2)
    & ((1 - 2 * z) * x == (1 - 2 * of_z) * x)
    & ("4/9" * z <= as_expr(4) / 9 * as_expr("1/2")),
    expected="proved",
)
instance = Statement(
    "The same at N",
    [],
    all_of(said, *asked),
    argument=[
        have(every_constant.full.claim, use(every_constant.full)),
        have(1 <= N, 0 < 1 / N),
        have(said, use(near_start.family, {n: N})),
        have(F_n == N, by=()),
        have(0 < F_n, F_n == N, 1 <= N),
        have(all_of(*asked[:5]), use(in_d, {z: spread, h: near_start.step, x: F_n, b: beta_n}), *said.args, 0 < F_n),
        *(have(p) for p in asked[5:]),
    ],
    expected="proved",
)


def refuted(title, cite, conclusion, *lemmas, extra=()):
    """That (8) gives the conclusion, with probability 1 - delta for some C1 and C2."""
    claim = Pr(of_draw(implies(eq_8, conclusion))) >= 1 - every_constant.delta
    given = [*standing, draws.nonzero, d_printed, four, nu <= "1/2", *extra]
    uses = [use(likely, values), known, *lemmas, *every_constant.lemmas, instance]
    exists = [every_constant.C1, every_constant.C2]
    return Statement(title, given, claim, exists=exists, cite=f"Corollary 5.2, {cite}", uses=uses, expected="refuted")


statement = refuted("The loss at T", "at iteration T", loss, not_good)
too_long = Statement("The step size is larger", [larger], larger, expected="proved")
step_size = refuted("(8) implies the step size", "after the corollary", small_step, too_long, extra=[0 < nu])
