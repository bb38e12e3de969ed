"""A proof of Corollary 5.3 from linear convergence for all t: no restart is needed, and k times the first stage do."""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import beta, f0, horizon, loss_below, loss_below_printed, nu, sigma_1_y0
from lemmas.ward_kolda.corollary_5_2.argument import bounded, draws, numbers
from lemmas.ward_kolda.corollary_5_2.logarithm import before_floor
from lemmas.ward_kolda.good_event import of_a
from lemmas.ward_kolda.good_event.room import nu_nonnegative, step_size
from lemmas.ward_kolda.numbers import scaled, u, v
from lemmas.ward_kolda.numbers import x as w
from lemmas.ward_kolda.setting import A, T, eta, standing
from lemmas.ward_kolda.theorem_5_1.for_all_t import loss, loss__improved
from verify import exp, fro, log, use
from verify.argument import fact, have
from verify.tree import number

signs = (0 < beta, 0 < f0)
signs_lines = [*bounded, have(0 < 8 * eta**2 * f0, 0 < f0)]


def three_quarters(epsilon):
    """Lines for log(1 / epsilon) >= 3/4, from epsilon <= 1/4."""
    count = log(1 / epsilon)
    return [
        have(1 - 1 / (1 / epsilon) <= count, fact("log_lower", x=1 / epsilon)),
        have(count >= "3/4", 1 - 1 / (1 / epsilon) <= count, epsilon <= "1/4"),
    ]


def printed_stages(lengths, epsilon, k):
    """Lines for k (P - 1) <= T with the printed lengths of the stages, from epsilon <= 1/4."""
    low, q = k * (before_floor - 1), 1 / (4 * epsilon)
    return [
        *signs_lines,
        have(1 <= q, epsilon <= "1/4"),
        have(low <= lengths, use(counting.stages, {**numbers, counting.k: k, counting.q: q}), *signs, 1 <= q),
        have(low <= T, low <= lengths, T >= lengths),
    ]


def equal_stages(k):
    """Lines for k (P - 1) <= T with k times the length of the first stage."""
    low = k * (before_floor - 1)
    return [
        *signs_lines,
        have(before_floor - 1 <= horizon, fact("floor_upper", x=before_floor), 0 < 8 * eta**2 * f0),
        have(low <= k * horizon, use(scaled, {u: before_floor - 1, v: horizon, w: k}), before_floor - 1 <= horizon),
        have(low <= T, low <= k * horizon, T >= k * horizon),
    ]


def reached(eq_9, epsilon, k):
    """Lines for the step size of `for_all_t` and enough iterations, from log(1 / epsilon) >= 3/4 and k (P - 1) <= T."""
    count, low = log(1 / epsilon), k * (before_floor - 1)
    values = {**numbers, counting.L: count, counting.k: k}
    return [
        have(step_size, use(counting.free, values), *signs, eq_9, count >= "3/4"),
        have(k * count <= 8 * beta * T / 9, use(counting.enough, {**values, counting.T: T}), *signs, eq_9,
             count >= "3/4", low <= T, beta <= "9/16"),
    ]  # fmt: skip


def reached_for_any(eq_9, a, epsilon, k):
    """The same with the factor a for 32, from 16 epsilon <= 1."""
    count, low = log(1 / epsilon), k * (before_floor - 1)
    values = {**numbers, counting.L: count, counting.k: k, counting.a: a}
    return [
        have(16 <= 1 / epsilon, epsilon <= "1/16"),
        have(count >= "9/4", use(counting.sixteen, {counting.L: 1 / epsilon}), 16 <= 1 / epsilon),
        have(24 <= a * count, count >= "9/4"),
        have("9/2" <= (a - 9) * count, count >= "9/4"),
        have(step_size, use(counting.free_for_any, values), *signs, eq_9, 24 <= a * count, 0 < count),
        have(k * count <= 8 * beta * T / 9, use(counting.enough_for_any, {**values, counting.T: T}), *signs, eq_9,
             "9/2" <= (a - 9) * count, low <= T, beta <= "9/16"),
    ]  # fmt: skip


def argument(reach, epsilon, k, claim):
    """The claim, from C >= 4 and lines of `reached`."""
    count = log(1 / epsilon)
    enough = k * count <= 8 * beta * T / 9
    tail = exp(-8 * beta * T / 9) <= exp(k * -count)
    return [
        *reach,
        have(loss, use(loss__improved), *draws, step_size),
        have(tail, fact("exp_increasing", x=-8 * beta * T / 9, y=k * -count), enough),
        have(exp(-count) ** k == exp(k * -count), fact("power_exp", x=-count, k=k)),
        *inverse(epsilon),
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


def inverse(epsilon):
    """exp(-log(1 / epsilon)) is epsilon."""
    count = log(1 / epsilon)
    return [
        have(exp(count) == 1 / epsilon, fact("exp_log", x=1 / epsilon)),
        have(exp(count + -count) == exp(count) * exp(-count), fact("exp_sum", x=count, y=-count)),
        have(exp(count + -count) == 1, fact("exp_zero", x=count + -count)),
        have(1 / epsilon * exp(-count) == 1, exp(count) == 1 / epsilon, exp(count + -count) == 1,
             exp(count + -count) == exp(count) * exp(-count)),
        have(exp(-count) == epsilon, 1 / epsilon * exp(-count) == 1),
    ]  # fmt: skip


y = (1 - nu) ** 2
from_printed = [
    *of_a,
    have(0 <= nu, use(nu_nonnegative), *standing, sigma_1_y0),
    have(0 < y, nu <= "1/2"),
    have(y <= 1, 0 <= nu, nu <= "1/2"),
    have(1 / number(1) <= 1 / y, fact("reciprocal_decreasing", x=y, y=1), 0 < y, y <= 1),
    have(y <= 1 / y, y <= 1, 1 / number(1) <= 1 / y),
    have(fro(A) ** 2 / 2 * y <= fro(A) ** 2 / 2 * (1 / y), y <= 1 / y,
         use(scaled, {u: y, v: 1 / y, w: fro(A) ** 2 / 2})),
    have(loss_below, loss_below_printed, fro(A) ** 2 / 2 * y <= fro(A) ** 2 / 2 * (1 / y)),
]  # fmt: skip
"""The lower bound that appendix C derives, from the printed one."""
