"""Proofs that (8) implies the step size of Theorem 5.1: where its logarithm is at least 1/16, and where T >= 1.

Both go through C eta sigma_1(A), which is at most 9/2 and 3, and nu <= 1/2.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, f0, horizon, loss_below, nu
from lemmas.ward_kolda.corollary_5_2.argument import bounded
from lemmas.ward_kolda.corollary_5_2.logarithm import before_floor, count, long_enough, rounded_down, small_steps
from lemmas.ward_kolda.good_event import beta_square, sizes_of_x0
from lemmas.ward_kolda.good_event.room import four, half, size, size_by_loss, step_bound
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import A, eta
from verify import spec, use
from verify.argument import fact, have

far = "1/16" <= count
by_loss = size**2 <= 8 * C**2 * eta**2 * f0
bounds = [
    *bounded,
    *long_enough,
    have(by_loss, use(size_by_loss), loss_below, nu <= half),
    have(C**2 * beta <= 9, use(beta_square), *sizes_of_x0),
    have(size * nu <= size * half, use(scaled, {u: nu, v: half, x: size}), nu <= half),
]
least, steps = eta**2 * f0 * "1/16" <= eta**2 * f0 * count, 2 * eta**2 * f0 <= beta**2
where_far = [
    *bounds,
    have(least, use(scaled, {u: "1/16", v: count, x: eta**2 * f0}), far),
    have(steps, small_steps, least),
    have(C**2 * (2 * eta**2 * f0) <= C**2 * beta**2, steps, use(scaled, {u: 2 * eta**2 * f0, v: beta**2, x: C**2})),
    have(size**2 <= (2 * C * beta) ** 2, by_loss, C**2 * (2 * eta**2 * f0) <= C**2 * beta**2),
    have(size <= 2 * C * beta, fact("square_order", x=size, y=2 * C * beta), size**2 <= (2 * C * beta) ** 2, 0 < beta),
    have(4 * (C * beta) <= 9, C**2 * beta <= 9, four, 0 < beta),
    have(step_bound, size * nu <= size * half, size <= 2 * C * beta, 4 * (C * beta) <= 9),
]
at_least_one = [
    *bounds,
    *rounded_down,
    have(1 <= before_floor, 1 <= horizon, horizon <= before_floor),
    have(8 * eta**2 * f0 <= beta, 1 <= before_floor, 0 < 8 * eta**2 * f0),
    have(C**2 * (8 * eta**2 * f0) <= C**2 * beta, 8 * eta**2 * f0 <= beta,
         use(scaled, {u: 8 * eta**2 * f0, v: beta, x: C**2})),
    have(size**2 <= 9, by_loss, C**2 * (8 * eta**2 * f0) <= C**2 * beta, C**2 * beta <= 9),
    have(size <= 3, fact("square_order", x=size, y=3), size**2 <= 9),
    have(step_bound, size * nu <= size * half, size <= 3),
]  # fmt: skip


def as_printed(claim):
    """The quotient, from the product, for nu > 0."""
    return have(claim, step_bound, nu > 0, 0 < spec(A))
