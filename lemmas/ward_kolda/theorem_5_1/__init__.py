"""Theorem 5.1: linear convergence up to T = floor(beta / (8 eta^2 f0)), for every draw in the good event.

Differences from print: the two inequalities of (6) apart; readings of the event as in `assumption_2`; nu != 0 is hidden
in the bound on the step size. Named constants: k = 4 in C >= k; c = 1/4 in exp(-c beta t).
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, item_1, nu, printed_event
from lemmas.ward_kolda.corollary_4_4 import step_size
from lemmas.ward_kolda.setting import A, Xs, Ys, eta
from verify import Statement, exp, fro, integer, real

t = integer("t", ge=1)
c, k = real("c", ge=0), real("k", ge=1)
extra = (C >= k, step_size, t <= horizon)
given = [*event, *extra]
decay = exp(-c * beta * t)
loss = fro(A - Xs[t] @ Ys[t].T) ** 2
rate = loss <= 2 * decay * f0


def part(title, claim, cite, expected, given=given, value="1/4", **fields):
    constants = {c: value, k: 4}
    return Statement(title, given, claim, constants, cite=f"Theorem 5.1, {cite}", expected=expected, **fields)


eq_6_first = part("Linear convergence", rate, "(6), 1st ≤", "proved")
eq_6_second = part(
    "The bound in terms of A", 2 * decay * f0 <= decay * (1 + nu) ** 2 * fro(A) ** 2, "(6), 2nd ≤", "proved"
)
eq_6_first__item_1 = part("Linear convergence, item 1 alone", rate, "(6), 1st ≤", "proved", [*item_1, *extra])
eq_6_first__printed_event = part(
    "Linear convergence, the printed event", rate, "(6), 1st ≤", "vacuous", [*printed_event, *extra]
)
eq_6_first__improved = part("Linear convergence, twice as fast", rate, "(6), 1st ≤", "proved", value="1/2")
