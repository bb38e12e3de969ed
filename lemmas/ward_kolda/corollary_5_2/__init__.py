"""Corollary 5.2: a step size (8) for which the loss is at most epsilon at T = floor(beta / (8 eta^2 f0)).

False where T = 0, and only there: `@corrected` has T >= 1, and `only_if` shows that nothing weaker does. T >= 1 is a
condition on eta and epsilon; epsilon <= 2 f0 exp(-beta / 4) is enough for it (`@far`). `remains_small` is the sentence
after the corollary, on every number of iterations from T on: false where T = 0 in the same way, for C >= 8 too, but
true for C >= 4 where the logarithm is at least 3/4; for a smaller one and T >= 1 it is open.
Differences from print: 0 < f0 and epsilon < 2 f0 are hidden hypotheses, as (8) divides by the root. Readings of the
event as in `assumption_2`; the printed event leaves nu = 0 alone. Named constants: k = 4 in C >= k; a = 32 in (8).
`step_size` is the corollary's "implies" for nu > 0.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, nu, printed_event, rho
from lemmas.ward_kolda.corollary_5_2.argument import at_horizon, bounded, onwards
from lemmas.ward_kolda.corollary_5_2.implied import (
    as_printed,
    at_least_one,
    far,
    less_far,
    where_far,
    where_less_far,
)
from lemmas.ward_kolda.corollary_5_2.logarithm import (
    before_floor,
    count,
    epsilon,
    eq_8,
    long,
    long_enough,
    printed,
)
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.setting import A, T, Xs, Ys, eta
from verify import Statement, fro, real, spec
from verify.argument import cases, fact, have

a, k = real("a", gt=0), real("k", ge=1)
constants = {a: 32, k: 4}
extra = (f0 > 0, C >= k, nu <= "1/2", eq_8(a))
known = (f0 > 0, four, nu <= "1/2", printed)
claim = fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon
values = [have(four, C >= k), have(printed, eq_8(a))]


def part(title, claim, cite, expected, given, constants=constants, **fields):
    return Statement(title, given, claim, constants, cite=f"Corollary 5.2, {cite}", expected=expected, **fields)


at_t = "at iteration T"
statement = part("The loss at T", claim, at_t, "refuted", [*event, *extra, T == horizon])
statement__printed_event = part(
    "The loss at T, the printed event", claim, at_t, "refuted", [*printed_event, *known, T == horizon], None,
    doc="True where T is not 0: `@corrected`, as the printed event is in the other one.",
)  # fmt: skip
statement__corrected = part(
    "The loss at T, where T is not 0",
    claim,
    at_t,
    "proved",
    [*event, *extra, T == horizon, 1 <= T],
    corrects=statement,
    argument=[*values, have(1 <= horizon, 1 <= T, T == horizon), *at_horizon(claim, at_least_one)],
)
only_if = part(
    "If the loss at T is at most epsilon, then T is not 0",
    1 <= T,
    at_t,
    "proved",
    [epsilon < 2 * f0, claim],
    None,
    argument=[
        cases(T <= 0, [
            have(T == 0, T <= 0),
            have(fro(A - Xs[T] @ Ys[T].T) ** 2 == 2 * f0, T == 0),
            have(0 < epsilon - epsilon, fro(A - Xs[T] @ Ys[T].T) ** 2 == 2 * f0, claim, epsilon < 2 * f0),
            have(1 <= T, 0 < epsilon - epsilon),
        ], [have(1 <= T, 0 < T)], 1 <= T),
    ],
    doc="At T = 0 the loss is 2 f0, and epsilon < 2 f0 is what (8) needs to be defined.",
)  # fmt: skip
near = [have(1 <= before_floor, long, beta / 4 <= count, 0 < beta)]
statement__far = part(
    "The loss at T, for epsilon at most 2 f0 exp(-beta / 4)",
    claim,
    at_t,
    "proved",
    [*event, *extra, T == horizon, beta / 4 <= count],
    argument=[
        *values,
        *bounded,
        *long_enough,
        *near,
        have(1 <= horizon, fact("floor_greatest", k=1, x=before_floor), 1 <= before_floor),
        have(1 <= T, 1 <= horizon, T == horizon),
        *at_horizon(claim, at_least_one),
    ],
)
after, small_step = "after the corollary", eta <= 9 / (4 * C * nu * spec(A))
remains = f"{after}, 'the loss value remains small'"
remains_small = part(
    "The loss from T on, for C at least 8",
    claim,
    remains,
    "refuted",
    [*event, *known, C >= 8, horizon <= T],
    None,
    doc="For T = 0, as in the corollary itself: no lower bound on C mends that.",
)
remains_small__corrected = part(
    "The loss from T on, for epsilon a little below 2 f0",
    claim,
    remains,
    "proved",
    [*event, *extra, "3/4" <= count, horizon <= T],
    corrects=remains_small,
    argument=[*values, *onwards(claim)],
)
implies_step = "(8) implies the step size of Theorem 5.1"
step_size = part(implies_step, small_step, after, "refuted", [*event, *extra, nu > 0])
step_size__corrected = part(
    f"{implies_step}, for epsilon not too close to 2 f0",
    small_step,
    after,
    "proved",
    [*event, *extra, nu > 0, far],
    corrects=step_size,
    argument=[*values, *where_far, as_printed(small_step)],
)
step_size__rho_at_most_one = part(
    f"{implies_step}, for epsilon closer to 2 f0 where rho is at most 1",
    small_step,
    after,
    "proved",
    [*event, *known, nu > 0, rho <= 1, less_far],
    None,
    corrects=step_size,
    argument=[*where_less_far, as_printed(small_step)],
)
step_size__one_iteration = part(
    f"{implies_step}, where T is not 0",
    small_step,
    after,
    "proved",
    [*event, *extra, nu > 0, 1 <= horizon],
    corrects=step_size,
    argument=[*values, *at_least_one, as_printed(small_step)],
)
