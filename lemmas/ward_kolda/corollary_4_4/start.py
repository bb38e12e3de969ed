"""What the printed proof of Corollary 4.4 says of the start in passing, and how long T is.

With C >= 4, beta <= 9/16 and eta^2 f0 T <= 9/128: too long for Proposition 4.2, not for `path_bound`. The printed step
size divides by nu; `step_bound` is what is needed of it, and allows nu = 0.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, f0, horizon, nu, sigma_1_x0, sigma_1_y0
from lemmas.ward_kolda.good_event import beta_bound, of_a, sizes_of_x0
from lemmas.ward_kolda.good_event.room import (
    N,
    four,
    known,
    nu_nonnegative,
    small_x,
    small_y,
    step_bound,
    x_small,
    y_small,
)
from lemmas.ward_kolda.setting import A, eta, standing
from verify import integer, spec, use
from verify.argument import fact, have

t, i = integer("t", ge=1), integer("i", ge=0)
step_size = eta <= 9 / (4 * C * nu * spec(A))

nu_positive = known(  # the step size divides by it
    "nu is positive", [*standing, step_size, 0 <= nu], 0 < nu, *of_a,
    have(0 < nu, fact("positive_of_nonzero", x=nu), 0 <= nu, step_size, 0 < spec(A)),
)  # fmt: skip
multiplied = known(
    "The step size without a quotient",
    [*standing, step_size, sigma_1_y0],
    step_bound,
    have(0 <= nu, use(nu_nonnegative), *standing, sigma_1_y0),
    have(0 < nu, use(nu_positive), *standing, step_size, 0 <= nu),
    *of_a,
    have(0 < N, 0 < nu, 0 < spec(A)),
    have(step_bound, step_size, 0 < N),
)
without_quotient = have(step_bound, use(multiplied), *standing, step_size, sigma_1_y0)
in_time = known(
    "The time there is",
    [i <= horizon],
    8 * eta**2 * f0 * i <= beta,
    have(0 < f0, i <= horizon),
    have(i <= beta / (8 * eta**2 * f0), i <= horizon, fact("floor_lower", x=beta / (8 * eta**2 * f0))),
    have(8 * eta**2 * f0 * i <= beta, i <= beta / (8 * eta**2 * f0), 0 < f0),
)
small_beta = have(beta <= "9/16", use(beta_bound), *sizes_of_x0, four)


def limit(t):
    """How long `path_bound` may go."""
    return eta**2 * t * f0 <= "9/128"


def settled(t):
    """Lines for the hypotheses of `path_bound` at t <= T, from item 1, C >= 4 and the step size."""
    return [
        have(x_small, use(small_x), four, sigma_1_x0),
        have(y_small, use(small_y), step_bound, sigma_1_y0),
        small_beta,
        have(8 * eta**2 * f0 * t <= beta, use(in_time, {i: t}), t <= horizon),
        have(limit(t), 8 * eta**2 * f0 * t <= beta, beta <= "9/16"),
    ]
