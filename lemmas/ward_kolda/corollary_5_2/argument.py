"""Proofs of Corollary 5.2: at T, where T >= 1; and from T on, where its logarithm is at least 3/4."""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import beta, event, f0, horizon, item_1, nu
from lemmas.ward_kolda.corollary_5_2.logarithm import (
    before_floor,
    count,
    epsilon,
    long,
    printed,
    values,
    within,
)
from lemmas.ward_kolda.counting import k
from lemmas.ward_kolda.good_event import beta_bound, of_beta, sizes_of_x0
from lemmas.ward_kolda.good_event.room import four, step_bound, step_size
from lemmas.ward_kolda.setting import T, eta
from lemmas.ward_kolda.theorem_5_1 import eq_6_first__improved_nu_zero, fast, first, t
from lemmas.ward_kolda.theorem_5_1.for_all_t import enough, within__improved
from verify import exp, use
from verify.argument import fact, have
from verify.substitution import substitute

numbers = {counting.beta: beta, counting.f0: f0}
draws = [*event, four, nu <= "1/2"]
bounded = [have(beta <= "9/16", use(beta_bound), *sizes_of_x0, four), *of_beta]
signs, large, low = (0 < beta, 0 < f0), "3/4" <= count, 1 * (before_floor - 1) <= T


def onwards(claim):
    return [
        *bounded,
        have(0 < 8 * eta**2 * f0, 0 < f0),
        have(step_size, use(counting.free, values), *signs, printed, large),
        have(low, fact("floor_upper", x=before_floor), horizon <= T),
        have(enough, use(counting.enough, {**values, k: 1, counting.T: T}), *signs, printed, large, low,
             beta <= "9/16"),
        have(claim, use(within__improved), *draws, step_size, 0 < f0, enough),
    ]  # fmt: skip


six = substitute(first(fast), {t.data[0]: T})
doubled = before_floor <= 2 * T


def at_horizon(claim, small_step):
    """From lines for the step size of Theorem 5.1 without a quotient, where T >= 1."""
    return [
        *small_step,
        have(T <= horizon, T == horizon),
        have(six, use(eq_6_first__improved_nu_zero, {t: T}), *item_1, four, step_bound, T <= horizon, 1 <= T),
        have(before_floor - 1 <= horizon, fact("floor_upper", x=before_floor), 0 < 8 * eta**2 * f0),
        have(doubled, before_floor - 1 <= horizon, T == horizon, 1 <= T),
        have(4 * count / beta <= 2 * T, long, doubled),
        have(count <= fast * beta * T, 4 * count / beta <= 2 * T, 0 < beta),
        have(0 < 2 * f0, f0 > 0),
        *within(fast * beta * T),
        have(claim, six, 2 * f0 * exp(-(fast * beta * T)) <= epsilon),
    ]
