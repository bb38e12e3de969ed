"""Theorem 5.1 with its probability as printed, D <= C nu / 9 without a lower end: the second inequality of (6) fails.

Not in the paper. For D < 0 of large magnitude 2 f0 exceeds (1 + nu)^2 ||A||_F^2 (`negative`), which (6) says again at
t = 1; 2 f0 <= (1 + 9 |D| / C)^2 ||A||_F^2 where ||V'Phi_1||, ||Phi_2|| <= 3, so that a small step size has a horizon of
1 at least. `likely`: for r <= d <= n, any m and every A, this has probability near 1; beyond delta, whatever C1 and C2
are, where `negative_family.tiny` holds. The family of the refutation has m = n = d = r, as in `every_constant`. It is
the missing 0 <= D alone that is at fault: `theorems.theorem_5_1@corrected`.
"""

from lemmas.ward_kolda.assumption_2 import C, D, beta, horizon, nu, tau
from lemmas.ward_kolda.corollary_4_4.start import step_size
from lemmas.ward_kolda.corollary_5_2.logarithm import before_floor
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability import events, every_constant, near_start, negative, negative_family, norms
from lemmas.ward_kolda.probability import theorems_draws as draws
from lemmas.ward_kolda.probability.draw import B, e_d, e_r, of_draw, room, wide
from lemmas.ward_kolda.probability.full_rank import W
from lemmas.ward_kolda.proposition_4_3.draw import AP, P1, P2, X0, Y0, E, basis, d_printed, norm_2
from lemmas.ward_kolda.proposition_4_3.draw import f0 as start
from lemmas.ward_kolda.proposition_4_3.item_2 import residual
from lemmas.ward_kolda.setting import A, eta, n, standing
from lemmas.ward_kolda.theorem_5_1 import t
from verify import Pr, Statement, all_of, eye, fro, real, spec, use
from verify.argument import fact, have
from verify.substitution import substitute, unfold
from verify.tree import as_expr

k = -9 * D / C
F = fro(A) ** 2
product = fro(AP @ P2.T)
most = (1 + k) ** 2 * F
upper = events.through_q("The first loss for D < 0", 2 * start <= most, [norm_2, D < 0, 0 < spec(A)], [
    have(product <= fro(AP) * spec(P2.T), fact("fro_product_right", A=AP, B=P2.T)),
    have(fro(AP) <= 3 * fro(A), fact("fro_product_right", A=A, B=P1), spec(P1) <= 3),
    have(fro(AP) * spec(P2.T) <= 3 * fro(AP), spec(P2) <= 3),
    have(product <= 9 * fro(A), product <= fro(AP) * spec(P2.T), fro(AP) <= 3 * fro(A),
         fro(AP) * spec(P2.T) <= 3 * fro(AP)),
    have(0 < 1 / C),
    have(0 < -D / C, D < 0, 0 < 1 / C),
    have(fro(-D / C * (AP @ P2.T)) == -D / C * product, fact("fro_scaled", A=AP @ P2.T, c=-D / C), 0 < -D / C),
    have(-D / C * product <= -D / C * (9 * fro(A)), product <= 9 * fro(A), 0 < -D / C),
    have(fro(E) == fro(-D / C * (AP @ P2.T)), by=()),
    have(fro(E) <= k * fro(A), fro(E) == fro(-D / C * (AP @ P2.T)), -D / C * product <= -D / C * (9 * fro(A)),
         fro(-D / C * (AP @ P2.T)) == -D / C * product),
    have(fro(E - A) <= (1 + k) * fro(A), fact("fro_triangle", A=E, A2=-A), fro(E) <= k * fro(A)),
    have(fro(E - A) ** 2 <= ((1 + k) * fro(A)) ** 2, fro(E - A) <= (1 + k) * fro(A),
         use(squared, {u: fro(E - A), v: (1 + k) * fro(A)})),
    have(X0 @ Y0.T - A == E - A, 0 < spec(A)),
    have(residual, X0 @ Y0.T - A == E - A),
    have(2 * start <= most, residual, fro(E - A) ** 2 <= ((1 + k) * fro(A)) ** 2),
])  # fmt: skip
long = 4 * eta**2 * most <= beta
begun = 8 * eta**2 * start <= beta
fails = negative.large & begun
begins = Statement(
    "The horizon is not 0",
    [*upper.given, long],
    begun,
    argument=[
        have(2 * start <= most, use(upper), *upper.given),
        have(eta**2 * (2 * start) <= eta**2 * most, 2 * start <= most),
        have(begun, eta**2 * (2 * start) <= eta**2 * most, long),
    ],
    expected="proved",
)
bound = negative.statement.claim.args[0] - e_r - e_d
likely = Statement(
    "The second inequality of (6) probably fails for D < 0 of large magnitude",
    [*standing, draws.nonzero, wide, room, basis, 0 <= nu, D < 0, negative.far, long],
    Pr(of_draw(fails)) >= bound,
    cite="Theorem 5.1, (6), 2nd ≤",
    uses=[*negative.statement.uses, use(norms.wide_norm, {W: B}), norms.phi2__room, begins],
    expected="assumed",
)

# ---- the printed claim
claim = draws.at_draw(draws.theorem_5_1.claim)
floored = draws.at_draw(before_floor)


def at_first():
    """(6) at t = 1; proved where it is used, as an attack on iterates up to a horizon takes long."""
    return Statement(
        "(6) at t = 1",
        [draws.nonzero, claim, *fails.args],
        start <= (1 + nu) ** 2 / 2 * F,
        argument=[
            have(0 <= (1 + nu) ** 2 / 2 * F, by=()),
            have(0 < start, negative.large, 0 <= (1 + nu) ** 2 / 2 * F),
            have(0 < 8 * eta**2 * start, 0 < start),
            have(1 <= floored, begun, 0 < 8 * eta**2 * start),
            have(1 <= draws.at_draw(horizon), fact("floor_greatest", k=1, x=floored), 1 <= floored),
            have(substitute(claim.args[3], {t.data[0]: as_expr(1)}), claim, 1 <= draws.at_draw(horizon)),
            have(start <= (1 + nu) ** 2 / 2 * F),
        ],
        expected="proved",
    )


C1, N = every_constant.C1, every_constant.N
g, y, w = real("g", ge=1), real("y", gt=0), real("w")
step = 1 / (368 * g**3 * n)
of_d = 1 + -9 * (-20 * g**2) / as_expr(4)
in_size = Statement(
    "A step size with a horizon that is not 0",
    [y == n, 3 <= 4 * g**2 * (w * w)],
    (4 * step**2 * (of_d**2 * y) <= 1 / (4 * g) ** 2)
    & (0 < step) & (step <= 1) & (-20 * g**2 * (w * w) <= -(as_expr(4) * (3 + as_expr("1/2"))))
    & (-20 * g**2 < 0) & (-20 * g**2 <= as_expr(4) / 9 * as_expr("1/2")),
    argument=[
        have(1 <= g**2, by=()),
        have(of_d <= 46 * g**2, 1 <= g**2),
        have(0 <= of_d, by=()),
        have(of_d**2 <= (46 * g**2) ** 2, use(squared, {u: of_d, v: 46 * g**2}), of_d <= 46 * g**2, 0 <= of_d),
        have(0 < step, by=()),
        have(0 <= 4 * step**2 * n, by=()),
        have(4 * step**2 * n * of_d**2 <= 4 * step**2 * n * (46 * g**2) ** 2, of_d**2 <= (46 * g**2) ** 2,
             0 <= 4 * step**2 * n),
        have(4 * step**2 * n * (46 * g**2) ** 2 == 1 / (4 * g) ** 2 * (1 / n), by=()),
        have(1 / n <= 1, by=()),
        have(0 < 1 / (4 * g) ** 2, by=()),
        have(1 / (4 * g) ** 2 * (1 / n) <= 1 / (4 * g) ** 2, 1 / n <= 1, 0 < 1 / (4 * g) ** 2),
        have(4 * step**2 * (of_d**2 * y) <= 1 / (4 * g) ** 2, y == n,
             4 * step**2 * n * of_d**2 <= 4 * step**2 * n * (46 * g**2) ** 2,
             4 * step**2 * n * (46 * g**2) ** 2 == 1 / (4 * g) ** 2 * (1 / n),
             1 / (4 * g) ** 2 * (1 / n) <= 1 / (4 * g) ** 2),
        have(1 <= g**3, fact("power_growing", x=g, k=0, l=3)),
        have(1 <= 368 * g**3 * n, 1 <= g**3),
        have(step <= 1, fact("reciprocal_decreasing", x=1, y=368 * g**3 * n), 1 <= 368 * g**3 * n),
        have(-20 * g**2 * (w * w) <= -(as_expr(4) * (3 + as_expr("1/2"))), 3 <= 4 * g**2 * (w * w)),
        have(-20 * g**2 < 0, 1 <= g**2),
        have(-20 * g**2 <= as_expr(4) / 9 * as_expr("1/2"), 1 <= g**2),
    ],
    expected="proved",
)  # fmt: skip

# ---- the family
size_n, next_c = negative_family.size_n, {C1.data[0]: C1 + 1}
tau_n = negative_family.tau_n
values = every_constant.values | {
    D: -20 * size_n**2, tau: tau_n, eta: substitute(step, {g.data[0]: size_n, n.data[0]: N}),
}  # fmt: skip
at = {symbol.data[0]: as_expr(value) for symbol, value in values.items()}
asked = [substitute(unfold(p), at) for p in (long, 0 < eta, eta <= 1, negative.far, D < 0, d_printed, step_size)]
step_n = values[eta]
F_n, rho_n, norm_n = substitute(F, at), negative_family.rho_n, spec(eye(N))
of_beta = substitute(near_start.bounds.claim, next_c | {n.data[0]: N})
in_n = substitute(in_size.claim, {g.data[0]: size_n, n.data[0]: N, y.data[0]: F_n, w.data[0]: rho_n})
limit = as_expr(9) / (as_expr(4) * as_expr(4) * as_expr("1/2") * y)
short = Statement("The step size of print", [w <= 1, y <= 1], w <= limit, argument=[
    have(1 <= 1 / y, y <= 1), have(w <= limit, w <= 1, 1 <= 1 / y),
], expected="proved")  # fmt: skip
unit = eye(N)
lost, delta_n = (substitute(e, at) for e in (bound, every_constant.delta))
terms_n, small_n = (substitute(e.claim, at) for e in (negative_family.terms, every_constant.small))
small_tails = (small_n.args[0].args[1], small_n.args[1])
places = [real(name) for name in ("a", "b", "c", "e", "z")]
lost_terms = [*(p.args[0] for p in (*terms_n.args, *small_tails)), delta_n]
total = Statement(
    "Five small terms",
    [p <= at_most for p, at_most in zip(places, ("1/4", "1/4", "1/15", "1/15", "13/40"), strict=True)],
    1 - (as_expr(1) - places[0] - places[1] - places[2] - places[3]) < 1 - places[4],
    expected="proved",
)
instance = Statement(
    "The same at N and C1",
    [],
    negative_family.instance.claim & all_of(*asked) & (1 - lost < 1 - delta_n),
    argument=[
        have(negative_family.instance.claim, use(negative_family.instance)),
        have(every_constant.full.claim, use(every_constant.full)),
        have(1 <= N, 0 < 1 / N),
        have(1 <= size_n, 1 <= N),
        have(F_n == N, by=()),
        have(0 < F_n, F_n == N, 1 <= N),
        have(in_n, use(in_size, {g: size_n, n: N, y: F_n, w: rho_n}), *negative_family.instance.claim.args, 1 <= size_n,
             0 < F_n, F_n == N, 1 <= N),
        have(of_beta, use(near_start.bounds, {C1: C1 + 1, n: N}), 1 <= N),
        have(unit.T @ unit <= 1 * unit, by=()),
        have(norm_n**2 <= 1, fact("spec_le_of_gram", A=unit, c=1), unit.T @ unit <= 1 * unit),
        have(norm_n <= 1, fact("square_order", x=norm_n, y=1), norm_n**2 <= 1),
        *(have(p) for p in asked[:-1]),
        have(terms_n, use(negative_family.terms, values), tau_n <= "1/8", *negative_family.instance.claim.args),
        have(small_n, use(every_constant.small, values), *negative_family.instance.claim.args),
        have(1 - lost < 1 - delta_n, use(total, dict(zip(places, lost_terms, strict=True))), *terms_n.args,
             *small_n.args),
        have(asked[-1], use(short, {w: step_n, y: norm_n}), norm_n <= 1, 0 < norm_n, step_n <= 1),
    ],
    expected="proved",
)  # fmt: skip
statement = Statement(
    "Theorem 5.1 with probability 1 - delta, as printed",
    [*standing, draws.nonzero, d_printed, four, step_size],
    Pr(of_draw(claim)) >= 1 - every_constant.delta,
    exists=[C1, every_constant.C2],
    cite="Theorem 5.1, (6)",
    uses=[use(likely, values), at_first(), every_constant.full, instance],
    expected="refuted",
)
