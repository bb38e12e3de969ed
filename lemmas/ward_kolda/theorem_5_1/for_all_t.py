"""Theorem 5.1 improved: for every draw in the good event, linear convergence for ever.

Differences from Theorem 5.1: the step size eta <= beta / sqrt(24 f0) knows nothing of epsilon and has no logarithm;
there is no horizon; sigma_r(X_t) >= (2/3) sqrt(beta / eta) where the paper has 1/2; exp(-8 beta t / 9) where it has
exp(-beta t / 4). nu <= 1/2 as in Corollary 5.2; `@rho_at_most_one` has the step size of Theorem 5.1 in its place.
`within` counts the iterations to a loss of epsilon.
"""

from lemmas.ward_kolda import linear_convergence as core
from lemmas.ward_kolda.assumption_2 import beta, event, f0, item_1, nu, rho, sigma_1_y0, sigma_r_x0, start
from lemmas.ward_kolda.good_event import of_beta, sigma_r, sizes_of_x0, small
from lemmas.ward_kolda.good_event.room import (
    four,
    room_x,
    room_y,
    start_x,
    start_y,
    start_y__rho_at_most_one,
    step_bound,
    step_size,
)
from lemmas.ward_kolda.setting import X0, A, T, Xs, Ys, eta, r, standing
from verify import Statement, exp, fro, log, real, spec, sqrt, sv, use
from verify.argument import fact, have

epsilon = real("epsilon", gt=0)
gap = 2 * f0 / epsilon
count = log(gap)
given = [*event, four, nu <= "1/2", step_size]
moving = [small <= sv(X0, r), room_x, room_y]
known = [*start, *moving, step_size, 0 < beta]
from_x0 = [
    *of_beta,
    have(moving[0], use(sigma_r), *start, sigma_r_x0),
    have(room_x, use(start_x), *sizes_of_x0, four),
]
ready = [*from_x0, have(room_y, use(start_y), *given)]
for_small_rho = [*item_1, four, step_bound, rho <= 1, step_size]
ready_for_small_rho = [
    *from_x0,
    have(room_y, use(start_y__rho_at_most_one), *standing, sigma_1_y0, four, step_bound, rho <= 1),
]


def improved(title, claim, statement, given=given, ready=ready, cite="Theorem 5.1, for all t"):
    """A conclusion of `linear_convergence`, for b = beta."""
    said = have(claim, use(statement, {core.b: beta}), *known)
    return Statement(title, given, claim, argument=[*ready, said], cite=cite, expected="proved")


def small_rho(title, claim, statement):
    return improved(f"{title}, rho at most 1", claim, statement, for_small_rho, ready_for_small_rho)


at_least = 2 * small / 3 <= sv(Xs[T], r)
x_at_most, y_at_most = (spec(Zs[T]) <= 1 / sqrt(eta) for Zs in (Xs, Ys))
sigma_r_x__improved = improved("sigma_r of X for ever", at_least, core.sigma_r_x)
sigma_1_x__improved = improved("sigma_1 of X for ever", x_at_most, core.sigma_1_x)
sigma_1_y__improved = improved("sigma_1 of Y for ever", y_at_most, core.sigma_1_y)
sigma_r_x__rho_at_most_one = small_rho("sigma_r of X for ever", at_least, core.sigma_r_x)
sigma_1_x__rho_at_most_one = small_rho("sigma_1 of X for ever", x_at_most, core.sigma_1_x)
sigma_1_y__rho_at_most_one = small_rho("sigma_1 of Y for ever", y_at_most, core.sigma_1_y)
half_loss = fro(Xs[T] @ Ys[T].T - A) ** 2 / 2 <= exp(-8 * beta * T / 9) * f0
loss = fro(A - Xs[T] @ Ys[T].T) ** 2 <= 2 * exp(-8 * beta * T / 9) * f0


def rate(title, given, ready):
    exponential = have(half_loss, use(core.loss_exponential, {core.b: beta}), *known)
    lines, cite = [*ready, exponential, have(loss, half_loss)], "Theorem 5.1, (6), for all t"
    return Statement(title, given, loss, argument=lines, cite=cite, expected="proved")


loss__improved = rate("Linear convergence for ever", given, ready)
loss__rho_at_most_one = rate("Linear convergence for ever, rho at most 1", for_small_rho, ready_for_small_rho)
enough = count <= 8 * beta * T / 9
within__improved = Statement(
    "The loss is at most epsilon from some iteration on",
    [*given, f0 > 0, enough],
    fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon,
    argument=[
        have(loss, use(loss__improved), *given),
        have(exp(-8 * beta * T / 9) <= exp(-count), enough,
             fact("exp_increasing", x=-8 * beta * T / 9, y=-count)),
        have(0 < gap, f0 > 0),
        have(exp(count) == gap, fact("exp_log", x=gap), 0 < gap),
        have(exp(count + -count) == exp(count) * exp(-count),
             fact("exp_sum", x=count, y=-count)),
        have(exp(count + -count) == 1, fact("exp_zero", x=count + -count)),
    ],
    cite="Corollary 5.2, for all t",
    expected="proved",
)  # fmt: skip
