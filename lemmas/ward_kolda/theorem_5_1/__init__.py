"""Theorem 5.1: linear convergence up to T = floor(beta / (8 eta^2 f0)), for every draw in the good event.

True as printed, for C >= 4, although the printed proof uses (4) where X may be too large for it (C < 9/2 and rho > 1);
and with exp(-beta t / 2), because a step in Y contracts the residual, not only the loss, by 1 - beta / 4.
Differences from print: the two inequalities of (6) apart; readings of the event as in `assumption_2`; nu != 0 is hidden
in the bound on the step size, and `@nu_zero` has 4 C nu sigma_1 eta <= 9, which allows nu = 0. Named constants: k = 4
in C >= k; c = 1/4 in exp(-c beta t).
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, item_1, loss_above, nu, printed_event
from lemmas.ward_kolda.corollary_4_4.start import small_beta, step_size, without_quotient
from lemmas.ward_kolda.good_event.room import four, step_bound
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import A, Xs, Ys, f
from lemmas.ward_kolda.short_run import i
from lemmas.ward_kolda.theorem_5_1 import along
from verify import Statement, exp, fro, integer, real, use
from verify.argument import fact, have
from verify.tree import number

t = integer("t", ge=1)
c, k = real("c", ge=0), real("k", ge=1)
slow, fast = number("1/4"), number("1/2")
printed_step, any_step = (step_size, t <= horizon), (step_bound, t <= horizon)
loss = fro(A - Xs[t] @ Ys[t].T) ** 2
q = along.q


def decay(c):
    return exp(-c * beta * t)


def first(c):
    return loss <= 2 * decay(c) * f0


def second(c):
    return 2 * decay(c) * f0 <= decay(c) * (1 + nu) ** 2 * fro(A) ** 2


def exponential(bound):
    """Lines for the rate exp(-bound), from the powers of `along`; bound is at most beta t / 2."""
    power, base = (1 - beta / 4) ** (2 * t), exp(-(2 * t * (beta / 4)))
    return [
        small_beta,
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


def linear(c=slow):
    """Lines for the first inequality of (6), from item 1, C >= 4 and the step size."""
    return [
        have(f(Xs[t], Ys[t]) <= q**t * f0, use(along.powers, {i: t}), *item_1, four, step_bound, t <= horizon),
        *exponential(c * beta * t),
        have(loss == 2 * f(Xs[t], Ys[t]), by=()),
        have(first(c), f(Xs[t], Ys[t]) <= q**t * f0, f0 * q**t <= f0 * decay(c), loss == 2 * f(Xs[t], Ys[t])),
    ]


def from_event(c=slow):
    """Lines for the second one, from item 2."""
    return [
        have(0 <= decay(c), by=()),
        have(decay(c) * (2 * f0) <= decay(c) * ((1 + nu) ** 2 * fro(A) ** 2), loss_above, 0 <= decay(c)),
    ]


def part(title, claim, cite, argument, value="1/4", **fields):
    """With the named constants, in the event."""
    lines, constants = [have(four, C >= k), without_quotient, *argument], {c: value, k: 4}
    return Statement(
        title, [*event, C >= k, *printed_step], claim, constants,
        cite=f"Theorem 5.1, {cite}", expected="proved", argument=lines, **fields,
    )  # fmt: skip


def reading(title, claim, cite, expected, given, step=printed_step, argument=()):
    """With the values written in, under another event."""
    lines = [without_quotient, *argument] if step is printed_step and argument else argument
    given = [*given, four, *step]
    return Statement(title, given, claim, cite=f"Theorem 5.1, {cite}", expected=expected, argument=lines)


at_1, at_2 = "(6), 1st ≤", "(6), 2nd ≤"
eq_6_first = part("Linear convergence", first(c), at_1, linear(c))
eq_6_second = part("The bound in terms of A", second(c), at_2, from_event(c))
eq_6_first__improved = part("Linear convergence, twice as fast", first(c), at_1, linear(c), "1/2")

quarter, half = first(slow), first(fast)
eq_6_first__item_1 = reading("Linear convergence, item 1 alone", quarter, at_1, "proved", item_1, argument=linear())
eq_6_first__printed_event = reading("Linear convergence, the printed event", quarter, at_1, "vacuous", printed_event)
eq_6_second__printed_event = reading(
    "The bound in terms of A, the printed event", second(slow), at_2, "vacuous", printed_event
)
eq_6_first__nu_zero = reading("Linear convergence, nu = 0 allowed", quarter, at_1, "proved", item_1, any_step, linear())
eq_6_second__nu_zero = reading(
    "The bound in terms of A, nu = 0 allowed", second(slow), at_2, "proved", event, any_step, from_event()
)
eq_6_first__printed_event_nu_zero = reading(
    "Linear convergence, the printed event, nu = 0 allowed", quarter, at_1, "proved", printed_event, any_step, linear()
)
eq_6_second__printed_event_nu_zero = reading(
    "The bound in terms of A, the printed event, nu = 0 allowed",
    second(slow), at_2, "proved", printed_event, any_step, from_event(),
)  # fmt: skip
eq_6_first__improved_nu_zero = reading(
    "Linear convergence, twice as fast, nu = 0 allowed", half, at_1, "proved", item_1, any_step, linear(fast)
)
