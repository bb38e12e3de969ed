"""A proof of Corollary 5.3 from linear convergence for all t: no restart is needed."""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import C, beta, f0, loss_below, loss_below_printed, nu, sigma_1_y0
from lemmas.ward_kolda.corollary_5_2.argument import before_floor, bounded, draws, numbers
from lemmas.ward_kolda.good_event import in_range, positive, signs, step_size
from lemmas.ward_kolda.numbers import scaled, u, v
from lemmas.ward_kolda.numbers import x as w
from lemmas.ward_kolda.setting import A, T, eta, standing
from lemmas.ward_kolda.theorem_5_1.for_all_t import loss, loss__improved
from verify import exp, fro, log, spec, sqrt, use
from verify.argument import fact, have
from verify.tree import number


def argument(eq_9, lengths, epsilon, k, claim):
    small = 16 * epsilon <= 1
    count = log(1 / epsilon)
    values = {**numbers, counting.L: count, counting.k: k}
    both = (0 < beta, 0 < f0)
    low = k * (before_floor - 1)
    enough = k * count <= 8 * beta * T / 9
    tail = exp(-8 * beta * T / 9) <= exp(k * -count)
    return [
        *bounded,
        have(0 < 8 * eta**2 * f0, 0 < f0),
        have(1 - 1 / (1 / epsilon) <= count, fact("log_lower", x=1 / epsilon)),
        have(count >= "3/4", 1 - 1 / (1 / epsilon) <= count, small),
        have(step_size, use(counting.free, values), *both, eq_9, count >= "3/4"),
        have(1 <= 1 / (4 * epsilon), small),
        have(low <= lengths, use(counting.stages, {**values, counting.q: 1 / (4 * epsilon)}), *both,
             1 <= 1 / (4 * epsilon)),
        have(low <= T, low <= lengths, T >= lengths),
        have(enough, use(counting.enough, {**values, counting.T: T}), *both, eq_9, count >= "3/4", low <= T,
             beta <= "9/16"),
        have(loss, use(loss__improved), *draws, step_size),
        have(tail, fact("exp_increasing", x=-8 * beta * T / 9, y=k * -count), enough),
        have(exp(-count) ** k == exp(k * -count), fact("power_exp", x=-count, k=k)),
        have(exp(count) == 1 / epsilon, fact("exp_log", x=1 / epsilon)),
        have(exp(count + -count) == exp(count) * exp(-count), fact("exp_sum", x=count, y=-count)),
        have(exp(count + -count) == 1, fact("exp_zero", x=count + -count)),
        have(1 / epsilon * exp(-count) == 1, exp(count) == 1 / epsilon, exp(count + -count) == 1,
             exp(count + -count) == exp(count) * exp(-count)),
        have(exp(-count) == epsilon, 1 / epsilon * exp(-count) == 1),
        have(exp(-count) <= epsilon, exp(-count) == epsilon),
        have(exp(-count) ** k <= epsilon**k, fact("power_increasing", x=exp(-count), y=epsilon, k=k),
             exp(-count) <= epsilon),
        have(exp(k * -count) <= epsilon**k, exp(-count) ** k <= epsilon**k, exp(-count) ** k == exp(k * -count)),
        have(2 * f0 * exp(k * -count) <= 2 * f0 * epsilon**k, exp(k * -count) <= epsilon**k,
             use(scaled, {u: exp(k * -count), v: epsilon**k, w: 2 * f0})),
        have(2 * f0 * exp(-8 * beta * T / 9) <= 2 * f0 * exp(k * -count), tail),
        have(claim, loss, 2 * f0 * exp(k * -count) <= 2 * f0 * epsilon**k,
             2 * f0 * exp(-8 * beta * T / 9) <= 2 * f0 * exp(k * -count)),
    ]  # fmt: skip


x, y = sqrt(eta) * C * spec(A) / 3, (1 - nu) ** 2
from_printed = [
    *in_range,
    have(signs, use(positive), *standing),
    have(0 < x, 0 < spec(A)),
    have(0 <= x * nu, sigma_1_y0),
    have(0 <= nu, fact("cancel_positive", x=x, y=nu), 0 < x, 0 <= x * nu),
    have(0 < y, nu <= "1/2"),
    have(y <= 1, 0 <= nu, nu <= "1/2"),
    have(1 / number(1) <= 1 / y, fact("reciprocal_decreasing", x=y, y=1), 0 < y, y <= 1),
    have(y <= 1 / y, y <= 1, 1 / number(1) <= 1 / y),
    have(fro(A) ** 2 / 2 * y <= fro(A) ** 2 / 2 * (1 / y), y <= 1 / y,
         use(scaled, {u: y, v: 1 / y, w: fro(A) ** 2 / 2})),
    have(loss_below, loss_below_printed, fro(A) ** 2 / 2 * y <= fro(A) ** 2 / 2 * (1 / y)),
]
"""The lower bound that appendix C derives, from the printed one."""
