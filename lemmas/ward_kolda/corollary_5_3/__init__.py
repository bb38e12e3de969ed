"""Corollary 5.3: the loss after every stage k, for every draw in the good event.

True as printed, and for C >= 4 and epsilon <= 1/4 too (`@wider`). The text's "provided we increase the lower bound on C
by a factor of 2" says that C >= 8 is enough, which is so (`provided`); it does not say that C >= 8 is needed, which is
not so (`provided@needed`) and is not blamed on the paper. The number of iterations, which grows like
(1/(4 epsilon))^k as printed, need not be more than k times the length of the first stage (`@improved`), for
log(1/epsilon) >= 3/4, and 11 does for the 32 in (9) (`@improved_step_size`; `@a_11` with the printed number).
Differences from print: k >= 0 (`for any k in N`); epsilon > 0, and f0 > 0,
as (9) divides by its root. Readings of the event as in `assumption_2`.
Named constants: c = 8 in C >= c; a = 32 in (9); e = 1/16, the upper end of epsilon.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, nu, printed_event
from lemmas.ward_kolda.corollary_5_3.argument import (
    argument,
    equal_stages,
    from_printed,
    printed_stages,
    reached,
    reached_for_any,
    three_quarters,
)
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, eta
from verify import Statement, fails, floor, fro, integer, log, real, sqrt, summation, use
from verify.argument import fact, have
from verify.substitution import substitute
from verify.tree import as_expr

epsilon = real("epsilon", gt=0)
a, c, e = real("a", gt=0), real("c", ge=1), real("e", gt=0)
constants = {a: 32, c: 8, e: "1/16"}
k, stage = integer("k", ge=0), integer("l", ge=0)
lengths = summation(floor((1 / (4 * epsilon)) ** stage * (beta / (8 * eta**2 * f0))), stage, 0, k - 1)
claim = fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon**k * fro(A - X0 @ Y0.T) ** 2


def eq_9(a):
    return eta <= beta / sqrt(a * f0 * log(1 / epsilon))


printed = eq_9(32)
stages = [*three_quarters(epsilon), *printed_stages(lengths, epsilon, k)]
end = argument(reached(printed, epsilon, k), epsilon, k, claim)
quarter, moderate = have(epsilon <= "1/4", epsilon < "1/16"), (f0 > 0, nu <= "1/2")


def part(title, given, expected, lines, constants=None):
    return Statement(title, given, claim, constants, cite="Corollary 5.3", expected=expected, argument=lines)


statement = part(
    "The loss after k stages",
    [*event, *moderate, C >= c, epsilon < e, eq_9(a), T >= lengths],
    "proved",
    [have(four, C >= c), have(epsilon <= "1/4", epsilon < e), have(printed, eq_9(a)), *stages, *end],
    constants,
)
statement__printed_event = part(
    "The loss after k stages, the printed event",
    [*printed_event, *moderate, C >= 8, epsilon < "1/16", printed, T >= lengths],
    "proved",
    [have(four, C >= 8), quarter, *from_printed, *stages, *end],
)
statement__wider = part(
    "The loss after k stages, for C at least 4 and epsilon at most 1/4",
    [*event, *moderate, four, epsilon <= "1/4", printed, T >= lengths],
    "proved",
    [*stages, *end],
)
statement__C_4 = part(
    "The loss after k stages, for C at least 4",
    [*event, *moderate, four, epsilon < "1/16", printed, T >= lengths],
    "proved",
    [quarter, *stages, *end],
)
statement__improved = part(
    "The loss after k times the iterations of the first stage",
    [*event, *moderate, four, "3/4" <= log(1 / epsilon), printed, T >= k * horizon],
    "proved",
    [*equal_stages(k), *end],
)
statement__improved_step_size = part(
    "The loss after k stages, for larger step sizes",
    [*event, *moderate, C >= c, epsilon <= "1/16", eq_9(a), T >= k * horizon],
    "proved",
    [
        have(four, C >= c),
        *equal_stages(k),
        have(0 < log(1 / epsilon), epsilon <= "1/16", fact("log_lower", x=1 / epsilon)),
        *argument(reached_for_any(eq_9(a), a, epsilon, k), epsilon, k, claim),
    ],
    {a: 11, c: 4},
)
statement__a_11 = part(
    "The loss after k stages, for 11 in (9)",
    [*event, *moderate, C >= 8, epsilon < "1/16", eq_9(11), T >= lengths],
    "proved",
    [
        have(four, C >= 8),
        have(epsilon <= "1/16", epsilon < "1/16"),
        have(epsilon <= "1/4", epsilon <= "1/16"),
        *printed_stages(lengths, epsilon, k),
        have(0 < log(1 / epsilon), epsilon <= "1/16", fact("log_lower", x=1 / epsilon)),
        *argument(reached_for_any(eq_9(11), as_expr(11), epsilon, k), epsilon, k, claim),
    ],
)
after = "after Corollary 5.2, 'provided we increase the lower bound on C'"
provided = Statement(
    "The loss remains small from the end of the first stage on, for C at least 8",
    [*event, *moderate, C >= 8, epsilon < "1/16", printed, T >= horizon],
    fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon * fro(A - X0 @ Y0.T) ** 2,
    cite=after,
    doc="The sentence in the terms of the corollary; in those of Corollary 5.2 it is `corollary_5_2.remains_small`.",
    argument=[
        have(four, C >= 8),
        quarter,
        *three_quarters(epsilon),
        have(T >= 1 * horizon, T >= horizon),
        have(substitute(claim, {k.data[0]: as_expr(1)}), use(statement__improved, {k: 1}), *event, *moderate,
             four, "3/4" <= log(1 / epsilon), printed, T >= 1 * horizon),
    ],
    expected="proved",
)  # fmt: skip
provided__needed = fails(
    statement__C_4,
    "C at least 4 is not enough for the loss after k stages",
    cite=after,
    meant=False,
    doc="The sentence may be heard so, but does not say it: the paper is not wrong here.",
    expected="refuted",
)
