"""The printed argument for Corollary 5.2, inference by inference: how it follows from Theorem 5.1.

"Solving for eta so that the RHS of (6) is at most epsilon" leaves out that T is rounded down; without the floor it is
right. "Implies" fails for epsilon near 2 f0. Difference from print: 0 < f0, and nu > 0 in the last line.
"""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, loss_below, nu
from lemmas.ward_kolda.corollary_5_2 import claim, epsilon, printed
from lemmas.ward_kolda.corollary_5_2.argument import before_floor, bounded, numbers
from lemmas.ward_kolda.corollary_5_2.implied import argument as implied
from lemmas.ward_kolda.setting import A, T, Xs, Ys, eta
from verify import Proof, Statement, Step, exp, fro, implies, log, real, spec, sqrt, use
from verify.argument import fact, have, suppose

known = (*event, f0 > 0, C >= 4, nu <= "1/2", printed)
at_end = (*known, T == horizon)
rounded, exact = (2 * exp(-beta * time / 4) * f0 for time in (T, before_floor))
six = fro(A - Xs[T] @ Ys[T].T) ** 2 <= rounded
small_step = eta <= 9 / (4 * C * nu * spec(A))
count = log(2 * f0 / epsilon)
divisor = sqrt(32 * f0 * count)
gap = 2 * f0 / epsilon
values = {**numbers, counting.L: count}

inner, top = real("inner"), real("top")
under_root = Statement(
    "What stands under a root", [eta <= top / sqrt(inner)], 0 <= inner, argument=[have(0 <= inner)], expected="proved"
)
defined = Statement(
    "(8) takes a root",
    [printed, f0 > 0],
    0 <= divisor,
    argument=[
        have(0 <= 32 * f0 * count, use(under_root, {inner: 32 * f0 * count, top: beta}), printed),
        have(0 <= divisor, fact("root_nonnegative", x=32 * f0 * count), 0 <= 32 * f0 * count),
    ],
    expected="proved",
)
positive = Statement(
    "(8) divides by a root",
    [printed, f0 > 0, 0 <= divisor],
    0 < count,
    argument=[
        have(0 < divisor, fact("positive_of_nonzero", x=divisor), printed, 0 <= divisor),
        have(0 < divisor**2, 0 < divisor),
        have(0 < 32 * f0 * count, 0 < divisor**2),
        have(0 < count, fact("cancel_positive_strict", x=32 * f0, y=count), f0 > 0, 0 < 32 * f0 * count),
    ],
    expected="proved",
)

without_floor = [
    *bounded,
    have(0 <= divisor, use(defined), printed, f0 > 0),
    have(0 < count, use(positive), printed, f0 > 0, 0 <= divisor),
    have(0 < 8 * eta**2 * f0, f0 > 0),
    have(4 * count / beta <= before_floor, use(counting.squares, values), printed, 0 < beta, f0 > 0, 0 < count),
    have(count <= beta * before_floor / 4, 4 * count / beta <= before_floor, 0 < beta),
    have(exp(-beta * before_floor / 4) <= exp(-count), count <= beta * before_floor / 4,
         fact("exp_increasing", x=-beta * before_floor / 4, y=-count)),
    have(0 < gap, f0 > 0),
    have(exp(count) == gap, fact("exp_log", x=gap), 0 < gap),
    have(exp(count + -count) == exp(count) * exp(-count), fact("exp_sum", x=count, y=-count)),
    have(exp(count + -count) == 1, fact("exp_zero", x=count + -count)),
    have(gap * exp(-count) == 1, exp(count) == gap, exp(count + -count) == exp(count) * exp(-count),
         exp(count + -count) == 1),
    have(2 * f0 * exp(-count) == epsilon, gap * exp(-count) == 1),
    have(2 * f0 * exp(-beta * before_floor / 4) <= 2 * f0 * exp(-count), f0 > 0,
         exp(-beta * before_floor / 4) <= exp(-count)),
    have(exact <= epsilon, 2 * f0 * exp(-beta * before_floor / 4) <= 2 * f0 * exp(-count),
         2 * f0 * exp(-count) == epsilon),
]  # fmt: skip
far = "1/16" <= count
not_near = implies(far, small_step)
from_far = [suppose(far, implied(printed, epsilon, small_step), small_step)]


def line(text, claim, cites, given=at_end, **fields):
    return Step(text, claim, given, tuple(cites), **fields)


proof = Proof(
    (
        line("'solving for eta'", rounded <= epsilon, [f0 > 0, printed, T == horizon], holds_expected="refuted",
             follows_expected="refuted", corrected=exact <= epsilon, arguments={"corrected": without_floor},
             doc="Here the right-hand side is that of the first inequality in (6)."),
        line("'follows from Theorem 5.1'", claim, [six, rounded <= epsilon], holds_expected="refuted",
             follows_expected="proved"),
        line("'implies that'", small_step, [f0 > 0, nu > 0, C >= 4, nu <= "1/2", printed, loss_below], (*known, nu > 0),
             holds_expected="refuted", follows_expected="refuted", corrected=not_near,
             arguments={"corrected": from_far}),
    ),
    cite="after Corollary 5.2, 'This corollary follows'",
)  # fmt: skip
