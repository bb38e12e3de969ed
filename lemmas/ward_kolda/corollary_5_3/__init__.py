"""Corollary 5.3: the loss after every stage k, for every draw in the good event.

Differences from print: k >= 0 (`for any k in N`); epsilon > 0, and f0 > 0,
as (9) divides by its root. Readings of the event as in `assumption_2`.
Named constants: c = 8 in C >= c; a = 32 in (9); e = 1/16, the upper end of epsilon.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, nu, printed_event
from lemmas.ward_kolda.corollary_5_3.argument import argument, from_printed
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, eta
from verify import Statement, floor, fro, integer, log, real, sqrt, summation
from verify.argument import have

epsilon = real("epsilon", gt=0)
a, c, e = real("a", gt=0), real("c", ge=1), real("e", gt=0)
constants = {a: 32, c: 8, e: "1/16"}
k, stage = integer("k", ge=0), integer("l", ge=0)
eq_9 = eta <= beta / sqrt(a * f0 * log(1 / epsilon))
lengths = summation(floor((1 / (4 * epsilon)) ** stage * (beta / (8 * eta**2 * f0))), stage, 0, k - 1)
extra = (f0 > 0, C >= c, nu <= "1/2", epsilon < e, eq_9, T >= lengths)
printed = eta <= beta / sqrt(32 * f0 * log(1 / epsilon))
claim = fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon**k * fro(A - X0 @ Y0.T) ** 2


def part(title, given, expected, first=()):
    values = [have(C >= 4, C >= c), have(16 * epsilon <= 1, epsilon < e), have(printed, eq_9)]
    steps = [*values, *first, *argument(printed, lengths, epsilon, k, claim)]
    return Statement(title, given, claim, constants, cite="Corollary 5.3", expected=expected, argument=steps)


statement = part("The loss after k stages", [*event, *extra], "proved")
statement__printed_event = part(
    "The loss after k stages, the printed event", [*printed_event, *extra], "proved", from_printed
)
