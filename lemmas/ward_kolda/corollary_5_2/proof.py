"""The printed argument for Corollary 5.2, inference by inference: how it follows from Theorem 5.1.

"Solving for eta so that the RHS of (6) is at most epsilon" leaves out that T is rounded down; without the floor it is
right for the first right-hand side of (6). For the last one (`solving__last`) it is wrong without the floor too, as
2 f0 <= (1 + nu)^2 ||A||_F^2; the logarithm of (1 + nu)^2 ||A||_F^2 / epsilon in (8) mends that.
"Implies" fails for epsilon near 2 f0. Difference from print: 0 < f0, and nu > 0 in the last line.
"""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import beta, event, f0, horizon, loss_below, nu
from lemmas.ward_kolda.corollary_5_2 import claim, epsilon, printed, small_step
from lemmas.ward_kolda.corollary_5_2.argument import bounded, numbers
from lemmas.ward_kolda.corollary_5_2.implied import as_printed, far, where_far
from lemmas.ward_kolda.corollary_5_2.logarithm import above_one, before_floor, count, long, long_enough, whole, within
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.setting import A, T, Xs, Ys, eta
from verify import Proof, Statement, Step, exp, fro, implies, log, sqrt, use
from verify.argument import have, suppose

known = (*event, f0 > 0, four, nu <= "1/2", printed)
at_end = (*known, T == horizon)
rounded, exact = (2 * exp(-beta * time / 4) * f0 for time in (T, before_floor))
six = fro(A - Xs[T] @ Ys[T].T) ** 2 <= rounded
rate = beta * before_floor / 4
without_floor = [
    *bounded,
    *long_enough,
    have(count <= rate, long, 0 < beta),
    have(0 < 2 * f0, f0 > 0),
    *within(rate),
    have(exact <= epsilon, 2 * f0 * exp(-rate) <= epsilon),
]
not_near = implies(far, small_step)
from_far = [suppose(far, [*where_far, as_printed(small_step)], small_step)]


def line(text, claim, cites, given=at_end, **fields):
    return Step(text, claim, given, tuple(cites), **fields)


proof = Proof(
    (
        line("'solving for eta'", rounded <= epsilon, [f0 > 0, printed, T == horizon], holds_expected="refuted",
             follows_expected="refuted", corrected=exact <= epsilon, arguments={"corrected": without_floor},
             doc="Here the right-hand side is that of the first inequality in (6)."),
        line("'follows from Theorem 5.1'", claim, [six, rounded <= epsilon], holds_expected="refuted",
             follows_expected="proved", doc="The corollary itself; `corollary_5_2@corrected` is the true one."),
        line("'implies that'", small_step, [f0 > 0, nu > 0, four, nu <= "1/2", printed, loss_below], (*known, nu > 0),
             holds_expected="refuted", follows_expected="refuted", corrected=not_near,
             arguments={"corrected": from_far}),
    ),
    cite="after Corollary 5.2, 'This corollary follows'",
)  # fmt: skip

solving = "after Corollary 5.2, 'solving for eta', the last right-hand side"
value = (1 + nu) ** 2 * fro(A) ** 2
last, longer = exp(-rate) * value, log(value / epsilon)
solving__last = Statement(
    "(8) without a floor makes the last right-hand side of (6) at most epsilon",
    known,
    last <= epsilon,
    cite=solving,
    expected="refuted",
)
wide = eta <= beta / sqrt(32 * f0 * longer)
enough = 4 * longer / beta <= before_floor
solving__last_corrected = Statement(
    "(8) with the logarithm of (1 + nu)^2 ||A||_F^2 / epsilon does",
    [*event, f0 > 0, four, nu <= "1/2", epsilon < value, wide],
    last <= epsilon,
    cite=solving,
    corrects=solving__last,
    argument=[
        *bounded,
        have(0 < value, 0 < epsilon, epsilon < value),
        have(0 < 8 * eta**2 * f0, f0 > 0),
        have(0 < longer, use(above_one, {whole: value}), 0 < value, epsilon < value),
        have((32 * eta**2 * f0 * longer <= beta**2) & enough, use(counting.squares, {**numbers, counting.L: longer}),
             wide, 0 < beta, f0 > 0, 0 < longer),
        have(longer <= rate, enough, 0 < beta),
        *within(rate, value),
        have(last <= epsilon, value * exp(-rate) <= epsilon),
    ],
    expected="proved",
)  # fmt: skip
