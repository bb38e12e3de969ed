"""A proof of Corollary 5.2 from linear convergence for all t, where its logarithm is at least 3/4."""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, item_1, nu
from lemmas.ward_kolda.counting import k
from lemmas.ward_kolda.good_event import beta_bound, in_range, positive, step_size
from lemmas.ward_kolda.setting import T, eta, standing
from lemmas.ward_kolda.theorem_5_1.for_all_t import enough, within__improved
from verify import log, use
from verify.argument import fact, have

numbers = {counting.beta: beta, counting.f0: f0}
draws = [*event, C >= 4, nu <= "1/2"]
before_floor = beta / (8 * eta**2 * f0)
bounded = [
    have(beta <= "9/16", use(beta_bound), *item_1, C >= 4),
    *in_range,
    have(0 < beta, use(positive), *standing),
]


def argument(eq_8, epsilon, claim):
    values = {**numbers, counting.L: log(2 * f0 / epsilon)}
    large = "3/4" <= log(2 * f0 / epsilon)
    signs = (0 < beta, 0 < f0)
    return [
        *bounded,
        have(0 < 8 * eta**2 * f0, 0 < f0),
        have(step_size, use(counting.free, values), *signs, eq_8, large),
        have(1 * (before_floor - 1) <= T, fact("floor_upper", x=before_floor), horizon <= T),
        have(enough, use(counting.enough, {**values, k: 1, counting.T: T}), *signs, eq_8, large,
             1 * (before_floor - 1) <= T, beta <= "9/16"),
        have(claim, use(within__improved), *draws, step_size, 0 < f0, enough),
    ]  # fmt: skip
