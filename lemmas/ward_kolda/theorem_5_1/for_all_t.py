"""Theorem 5.1 improved: for every draw in the good event, linear convergence for ever.

Differences from Theorem 5.1: the step size eta <= beta / sqrt(24 f0) knows nothing of epsilon and has no logarithm;
there is no horizon; sigma_r(X_t) >= (2/3) sqrt(beta / eta) where the paper has 1/2; exp(-8 beta t / 9) where it has
exp(-beta t / 4). nu <= 1/2 as in Corollary 5.2. `within` counts the iterations to a loss of epsilon.
"""

from lemmas.ward_kolda import linear_convergence as core
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, item_1, nu, start
from lemmas.ward_kolda.good_event import in_range, positive, sigma_r, small, start_x, start_y, step_size
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, eta, r, standing
from verify import Statement, exp, fro, log, real, spec, sqrt, sv, use
from verify.argument import fact, have

epsilon = real("epsilon", gt=0)
gap = 2 * f0 / epsilon
count = log(gap)
given = [*event, C >= 4, nu <= "1/2", step_size]
moving = [small <= sv(X0, r), spec(X0) + small / 3 <= 1 / sqrt(eta), spec(Y0) + 7 * small / 8 <= 1 / sqrt(eta)]
known = [*start, *moving, step_size, 0 < beta]
ready = [
    *in_range,
    have(0 < beta, use(positive), *standing),
    have(moving[0], use(sigma_r), *item_1),
    have(moving[1], use(start_x), *item_1, C >= 4),
    have(moving[2], use(start_y), *given),
]


def improved(title, claim, statement):
    """A conclusion of `linear_convergence`, for b = beta."""
    said = have(claim, use(statement, {core.b: beta}), *known)
    cite = "Theorem 5.1, for all t"
    return Statement(title, given, claim, argument=[*ready, said], cite=cite, expected="proved")


sigma_r_x__improved = improved("sigma_r of X for ever", 2 * small / 3 <= sv(Xs[T], r), core.sigma_r_x)
sigma_1_x__improved = improved("sigma_1 of X for ever", spec(Xs[T]) <= 1 / sqrt(eta), core.sigma_1_x)
sigma_1_y__improved = improved("sigma_1 of Y for ever", spec(Ys[T]) <= 1 / sqrt(eta), core.sigma_1_y)
half_loss = fro(Xs[T] @ Ys[T].T - A) ** 2 / 2 <= exp(-8 * beta * T / 9) * f0
loss = fro(A - Xs[T] @ Ys[T].T) ** 2 <= 2 * exp(-8 * beta * T / 9) * f0
loss__improved = Statement(
    "Linear convergence for ever",
    given,
    loss,
    argument=[*ready, have(half_loss, use(core.loss_exponential, {core.b: beta}), *known), have(loss, half_loss)],
    cite="Theorem 5.1, (6), for all t",
    expected="proved",
)
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
