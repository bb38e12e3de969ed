"""Theorem 5.1: linear convergence up to T = floor(beta / (8 eta^2 f0)), for every draw in the good event.

True as printed, for C >= 4, although the printed proof uses (4) where X may be too large for it (C < 9/2); and with
exp(-beta t / 2), because a step in Y contracts the residual, not only the loss, by 1 - beta / 4.
Differences from print: the two inequalities of (6) apart; readings of the event as in `assumption_2`; nu != 0 is hidden
in the bound on the step size. Named constants: k = 4 in C >= k; c = 1/4 in exp(-c beta t).
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, item_1, loss_above, nu, printed_event
from lemmas.ward_kolda.corollary_4_4.start import four, i, step_size
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import A, Xs, Ys, f
from lemmas.ward_kolda.theorem_5_1 import along
from verify import Statement, exp, for_all, fro, integer, real, use
from verify.argument import fact, have, induction

t = integer("t", ge=1)
c, k = real("c", ge=0), real("k", ge=1)
extra = (C >= k, step_size, t <= horizon)
given = [*event, *extra]
decay = exp(-c * beta * t)
loss = fro(A - Xs[t] @ Ys[t].T) ** 2
rate = loss <= 2 * decay * f0

q = along.q


def powers(t):
    """Lines for f_i <= (1 - beta / 4)^(2 i) f0 for i <= t."""

    def less(i):
        return f(Xs[i], Ys[i]) <= q**i * f0

    one = f(Xs[i + 1], Ys[i + 1]) <= q * f(Xs[i], Ys[i])
    step = [
        have(i + 1 <= horizon, i + 1 <= t, t <= horizon),
        have(one, use(along.step), *item_1, four, step_size, i + 1 <= horizon),
        have(0 <= q, by=()),
        have(q * f(Xs[i], Ys[i]) <= q * (q**i * f0), less(i), 0 <= q,
             use(scaled, {u: f(Xs[i], Ys[i]), v: q**i * f0, x: q})),
        have(q ** (i + 1) == q * q**i, by=()),
        have(less(i + 1), one, q * f(Xs[i], Ys[i]) <= q * (q**i * f0), q ** (i + 1) == q * q**i),
    ]  # fmt: skip
    return [
        induction(i, 0, t, less(i), [have(less(0), by=())], step),
        have(less(t), for_all(i, 0, t, less(i))),
    ]


def exponential(bound):
    """Lines for the rate exp(-bound), from the powers; bound is at most beta t / 2."""
    power, base = (1 - beta / 4) ** (2 * t), exp(-(2 * t * (beta / 4)))
    return [
        *along.small_beta,
        have(beta / 4 <= 1, beta <= "9/16"),
        have(q**t == power, fact("power_power", x=1 - beta / 4, k=2, l=t)),
        have(power <= base, fact("power_le_exp", x=beta / 4, k=2 * t), beta / 4 <= 1),
        have(0 <= beta * t, by=()),
        have(-(2 * t * (beta / 4)) <= -bound, 0 <= beta * t),
        have(base <= exp(-bound), fact("exp_increasing", x=-(2 * t * (beta / 4)), y=-bound),
             -(2 * t * (beta / 4)) <= -bound),
        have(q**t <= exp(-bound), q**t == power, power <= base, base <= exp(-bound)),
        have(f0 * q**t <= f0 * exp(-bound), q**t <= exp(-bound), use(scaled, {u: q**t, v: exp(-bound), x: f0})),
    ]  # fmt: skip


linear = [
    have(four, C >= k),
    *powers(t),
    *exponential(c * beta * t),
    have(loss == 2 * f(Xs[t], Ys[t]), by=()),
    have(rate, f(Xs[t], Ys[t]) <= q**t * f0, f0 * q**t <= f0 * decay, loss == 2 * f(Xs[t], Ys[t])),
]
from_event = [
    have(0 <= decay, by=()),
    have(decay * (2 * f0) <= decay * ((1 + nu) ** 2 * fro(A) ** 2), loss_above, 0 <= decay),
]


def part(title, claim, cite, expected, given=given, value="1/4", **fields):
    constants = {c: value, k: 4}
    return Statement(title, given, claim, constants, cite=f"Theorem 5.1, {cite}", expected=expected, **fields)


eq_6_first = part("Linear convergence", rate, "(6), 1st ≤", "proved", argument=linear)
eq_6_second = part(
    "The bound in terms of A",
    2 * decay * f0 <= decay * (1 + nu) ** 2 * fro(A) ** 2,
    "(6), 2nd ≤",
    "proved",
    argument=from_event,
)
eq_6_first__item_1 = part(
    "Linear convergence, item 1 alone", rate, "(6), 1st ≤", "proved", [*item_1, *extra], argument=linear
)
eq_6_first__printed_event = part(
    "Linear convergence, the printed event", rate, "(6), 1st ≤", "vacuous", [*printed_event, *extra]
)
eq_6_first__improved = part(
    "Linear convergence, twice as fast", rate, "(6), 1st ≤", "proved", value="1/2", argument=linear
)
