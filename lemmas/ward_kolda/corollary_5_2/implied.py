"""Proofs that (8) implies the step size of Theorem 5.1: where its logarithm is at least 1/16, or 1/1296 with rho <= 1,
and where T >= 1.

They go through C eta sigma_1(A), which is at most 9/2, 9/2 and 3, and nu <= 1/2.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, f0, horizon, loss_below, nu, rho
from lemmas.ward_kolda.corollary_5_2.argument import bounded
from lemmas.ward_kolda.corollary_5_2.logarithm import before_floor, count, long_enough, rounded_down, small_steps
from lemmas.ward_kolda.good_event import beta_square, sizes_of_x0
from lemmas.ward_kolda.good_event.room import beta_of_rho, four, half, size, size_by_loss, step_bound
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import A, eta, standing
from verify import spec, use
from verify.argument import fact, have
from verify.tree import number

far, less_far = "1/16" <= count, "1/1296" <= count
by_loss = size**2 <= 8 * C**2 * eta**2 * f0
bounds = [
    *bounded,
    *long_enough,
    have(by_loss, use(size_by_loss), loss_below, nu <= half),
    have(C**2 * beta <= 9, use(beta_square), *sizes_of_x0),
    have(size * nu <= size * half, use(scaled, {u: nu, v: half, x: size}), nu <= half),
]


def where(far, c, lines, beta_bound):
    """The logarithm is at least 1 / (64 c^2) in `far`, so that C eta sigma_1(A) <= 4 c C beta."""
    least, most = far.args[0], 4 * c * C * beta
    steps = 32 * least * eta**2 * f0 <= beta**2
    scaled_steps = C**2 * (32 * least * eta**2 * f0) <= C**2 * beta**2
    return [
        *bounds,
        have(eta**2 * f0 * least <= eta**2 * f0 * count, use(scaled, {u: least, v: count, x: eta**2 * f0}), far),
        have(steps, small_steps, eta**2 * f0 * least <= eta**2 * f0 * count),
        have(scaled_steps, steps, use(scaled, {u: 32 * least * eta**2 * f0, v: beta**2, x: C**2})),
        have(size**2 <= most**2, by_loss, scaled_steps),
        have(size <= most, fact("square_order", x=size, y=most), size**2 <= most**2, 0 < beta),
        *lines,
        have(step_bound, size * nu <= size * half, size <= most, beta_bound),
    ]


nine, one = 4 * (C * beta) <= 9, 4 * (C * beta) <= 1
where_far = where(far, number("1/2"), [have(nine, C**2 * beta <= 9, four, 0 < beta)], nine)
for_small_rho = [
    have(C**2 * beta <= 1, use(beta_of_rho), *standing, rho <= 1),
    have(one, C**2 * beta <= 1, four, 0 < beta),
]
where_less_far = where(less_far, number("9/2"), for_small_rho, one)
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
