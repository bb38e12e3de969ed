"""Corollary 5.2: a step size (8) for which the loss is at most epsilon at T = floor(beta / (8 eta^2 f0)).

Differences from print: 0 < f0 and epsilon < 2 f0 are hidden hypotheses, as (8) divides by the root. Readings of the
event as in `assumption_2`; the printed event leaves nu = 0 alone. Named constants: k = 4 in C >= k; a = 32 in (8).
`step_size` is the corollary's "implies" for nu > 0.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, nu, printed_event
from lemmas.ward_kolda.corollary_5_2.argument import argument
from lemmas.ward_kolda.corollary_5_2.implied import argument as implied
from lemmas.ward_kolda.setting import A, T, Xs, Ys, eta
from verify import Statement, fro, log, real, spec, sqrt
from verify.argument import have

epsilon = real("epsilon", gt=0)
a, k = real("a", gt=0), real("k", ge=1)
constants = {a: 32, k: 4}
eq_8 = eta <= beta / sqrt(a * f0 * log(2 * f0 / epsilon))
extra = (f0 > 0, C >= k, nu <= "1/2", eq_8)
claim = fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon


def part(title, claim, cite, expected, given, **fields):
    return Statement(title, given, claim, constants, cite=f"Corollary 5.2, {cite}", expected=expected, **fields)


statement = part("The loss at T", claim, "at iteration T", "refuted", [*event, *extra, T == horizon])
statement__printed_event = part(
    "The loss at T, the printed event", claim, "at iteration T", "refuted", [*printed_event, *extra, T == horizon]
)
printed = eta <= beta / sqrt(32 * f0 * log(2 * f0 / epsilon))
values = [have(C >= 4, C >= k), have(printed, eq_8)]
late = [*event, *extra, "3/4" <= log(2 * f0 / epsilon), horizon <= T]
statement__corrected = part(
    "The loss from T on, for epsilon a little below 2 f0",
    claim,
    "at iteration T",
    "proved",
    late,
    corrects=statement,
    argument=[*values, *argument(printed, epsilon, claim)],
)
step_size = part(
    "(8) implies the step size of Theorem 5.1",
    eta <= 9 / (4 * C * nu * spec(A)),
    "after the corollary",
    "refuted",
    [*event, *extra, nu > 0],
)
step_size__corrected = part(
    "(8) implies the step size of Theorem 5.1, for epsilon not too close to 2 f0",
    eta <= 9 / (4 * C * nu * spec(A)),
    "after the corollary",
    "proved",
    [*event, *extra, nu > 0, "1/16" <= log(2 * f0 / epsilon)],
    corrects=step_size,
    argument=[*values, *implied(printed, epsilon, eta <= 9 / (4 * C * nu * spec(A)))],
)
