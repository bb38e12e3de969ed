"""What sections 4 and 5 and Theorem 3.1 say of the iterates, for every draw in the event of appendix C, corrected.

`at_start`: a statement about the iterates from X0 and Y0 for every start in the event of Proposition 4.3, in one piece
(for all t up to the horizon). `for_every_draw`: the same for the start of Assumption 2, which is what a probability is
asked of. 0 < sigma_1(A), which follows from rank(A) = r, is among the hypotheses, as X0 divides by it.
"""

from lemmas.ward_kolda import assumption_2 as start
from lemmas.ward_kolda import corollary_5_2, corollary_5_3, theorem_3_1
from lemmas.ward_kolda.assumption_2 import beta, event, f0, horizon, item_1, loss_below, nu
from lemmas.ward_kolda.corollary_4_4 import from_y, sigma_1_x__nu_zero, sigma_r_x__nu_zero, unit_y, upper
from lemmas.ward_kolda.corollary_5_2.logarithm import count, eq_8, gap
from lemmas.ward_kolda.corollary_5_3.argument import three_quarters
from lemmas.ward_kolda.good_event import of_beta
from lemmas.ward_kolda.good_event.room import four, step_bound
from lemmas.ward_kolda.probability import events
from lemmas.ward_kolda.proposition_4_3.draw import X0, Y0, ball, basis, d_mended, norm_2
from lemmas.ward_kolda.setting import A, T, Ys, eta, m, r, standing
from lemmas.ward_kolda.theorem_3_1.parts import g, h, rooted
from lemmas.ward_kolda.theorem_5_1 import eq_6_first__nu_zero, eq_6_second__nu_zero, t
from verify import Statement, all_of, colspan, for_all, fro, implies, integer, log, spec, sqrt, use
from verify.argument import each, fact, have, suppose
from verify.substitution import substitute

nonzero = 0 < spec(A)
given = (*standing, nonzero, basis, ball, events.norm_b, norm_2, d_mended)


def at_draw(prop):
    """A relation about X0 and Y0, about the start of Assumption 2."""
    return substitute(prop, {start.X0.data[0]: X0, start.Y0.data[0]: Y0})


divisor, under_root = 8 * eta**2 * f0, beta / eta
defined = Statement(
    "The horizon is defined",
    [*standing, loss_below],
    (0 < f0) & (0 < divisor) & (0 <= under_root) & (r <= m),
    argument=[
        *of_beta,
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(0 < (1 - nu) ** 2 / 2 * fro(A) ** 2, 0 < fro(A)),
        have(0 < f0, loss_below, 0 < (1 - nu) ** 2 / 2 * fro(A) ** 2),
        have(0 < divisor, 0 < f0),
        have(0 <= under_root, 0 < beta),
    ],
    expected="proved",
)


def at_start(title, claim, extra, lines):
    """For every start in the event; the lines give the claim or its parts."""
    lines = [have(defined.claim, use(defined), *standing, loss_below), *lines]
    return Statement(title, [*event, four, *extra], claim, argument=lines, expected="proved")


def for_every_draw(lemma, *companions):
    """The statement about every start, for the start of Assumption 2. The companions say that its terms are defined."""
    extra = dict.fromkeys(at_draw(g) for s in (*companions, lemma) for g in s.given if not any(g is e for e in event))
    lines = [have(item.claim, use(item), *item.given) for item in events.items]
    lines += [have(colspan(X0) <= colspan(A), by=())]
    draw, claim = {start.X0: X0, start.Y0: Y0}, at_draw(lemma.claim)
    for s in dict.fromkeys((*companions, lemma)):
        lines += [have(at_draw(s.claim), use(s, draw), *map(at_draw, s.given))]
    title = f"{lemma.title}, for every draw"
    return Statement(title, [*given, *extra], claim, argument=lines, expected="proved")


# ---- Corollary 4.4
largest_y = 3 / (4 * sqrt(eta))
high_y = upper(Ys, largest_y, "1/2")
sigma_1_y = Statement(
    "sigma_1 of Y, as printed for C = 4, nu = 0 allowed",
    [*item_1, four, step_bound, t <= horizon],
    high_y,
    argument=from_y(largest_y, "1/2", *unit_y),
    expected="proved",
)


def in_the_run(title, *parts):
    """What the statements about one t say together for all t from 1 to the horizon."""
    said = all_of(*(p.claim for p in parts))
    lines = [have(p.claim, use(p), *(g for g in p.given)) for p in parts]
    return at_start(title, for_all(t, 1, horizon, said), [step_bound], [each(t, 1, horizon, lines, said)])


corollary_4_4 = in_the_run("Corollary 4.4", sigma_r_x__nu_zero, sigma_1_x__nu_zero, sigma_1_y)
theorem_5_1 = in_the_run("Theorem 5.1", eq_6_first__nu_zero, eq_6_second__nu_zero)

# ---- Corollary 5.2: epsilon < 2 f0, (8) without a root, T = horizon, not 0
at_horizon = {T.data[0]: horizon}
loss_at_horizon = substitute(corollary_5_2.claim, at_horizon)
square = 32 * f0 * count
enough = all_of(0 < count, eta**2 * square <= beta**2, 1 <= horizon)
with_logarithm = Statement(
    "The horizon and the logarithm of (8) are defined",
    [*standing, loss_below],
    defined.claim & (0 < gap),
    argument=[have(defined.claim, use(defined), *standing, loss_below), have(0 < gap, 0 < f0)],
    expected="proved",
)
loss_at_t = at_start("Corollary 5.2, where T is not 0", implies(enough, loss_at_horizon), [nu <= "1/2"], [
    have(0 < gap, 0 < f0),
    *of_beta,
    suppose(enough, [
        have(0 < square, 0 < f0, 0 < count),
        have(eq_8(32), use(rooted, {g: square, h: beta}), eta**2 * square <= beta**2, 0 < square, 0 < beta),
        have(horizon == horizon, by=()),
        have(loss_at_horizon, use(corollary_5_2.statement__corrected, {T: horizon}),
             *event, 0 < f0, four, nu <= "1/2", eq_8(32), horizon == horizon, 1 <= horizon),
    ], loss_at_horizon),
])  # fmt: skip

# ---- Theorem 3.1: the a priori step size; every number of iterations from N on, up to any S
N, S = integer("N", ge=0), integer("S", ge=0)
long = N >= "45/16" * theorem_3_1.scale * theorem_3_1.relative
a_priori = (nu <= "1/2", theorem_3_1.a_priori, theorem_3_1.accurate, long)
many = T >= "45/16" * theorem_3_1.scale * theorem_3_1.relative
from_n_on = at_start("Theorem 3.1", for_all(T, N, S, theorem_3_1.loss), a_priori, [
    each(T, N, S, [
        have(many, N <= T, long),
        have(theorem_3_1.loss, use(theorem_3_1.statement__a_priori),
             *theorem_3_1.before_draw, theorem_3_1.accurate, many),
    ], theorem_3_1.loss),
])  # fmt: skip

# ---- Corollary 5.3: (9) without a root; every k up to K and every number of iterations up to S
K, k, epsilon = integer("K", ge=0), corollary_5_3.k, corollary_5_3.epsilon
ratio = log(1 / epsilon)
under = 32 * f0 * ratio
by_9, stages = eta**2 * under <= beta**2, corollary_5_3.lengths <= T
after_k = for_all(k, 0, K, implies(stages, corollary_5_3.claim))
every_stage = at_start(
    "Corollary 5.3", implies(by_9, for_all(T, 0, S, after_k)), [nu <= "1/2", epsilon <= "1/4"], [
        *three_quarters(epsilon),
        *of_beta,
        suppose(by_9, [
            have(0 < under, 0 < f0, ratio >= "3/4"),
            have(corollary_5_3.printed, use(rooted, {g: under, h: beta}), by_9, 0 < under, 0 < beta),
            each(T, 0, S, [
                each(k, 0, K, [
                    suppose(stages, [
                        have(corollary_5_3.claim, use(corollary_5_3.statement__wider),
                             *event, 0 < f0, nu <= "1/2", four, epsilon <= "1/4", corollary_5_3.printed, stages),
                    ], corollary_5_3.claim),
                ], implies(stages, corollary_5_3.claim)),
            ], after_k),
        ], for_all(T, 0, S, after_k)),
    ],
)  # fmt: skip
