"""What holds at every time i up to T, the start included: sizes of the factors, and one step of the loss. C >= 4.

These are `short_run` for b = beta. The step size is that of the theorem without a quotient, 4 C nu sigma_1 eta <= 9.
"""

from lemmas.ward_kolda import short_run
from lemmas.ward_kolda.assumption_2 import beta, horizon, item_1, sigma_r_x0, span
from lemmas.ward_kolda.assumption_2 import start as spans
from lemmas.ward_kolda.corollary_4_4.start import settled
from lemmas.ward_kolda.good_event import of_beta, sigma_r
from lemmas.ward_kolda.good_event.room import four, step_bound
from lemmas.ward_kolda.numbers import b
from lemmas.ward_kolda.setting import standing
from lemmas.ward_kolda.short_run import Xn, Yn, Yt, at_start, i, in_x, inside
from verify import Statement, use
from verify.argument import have
from verify.substitution import substitute

__all__ = ["Xn", "Yn", "Yt", "in_x", "inside"]


def of_beta_at(relation):
    return substitute(relation, {b.data[0]: beta})


q, root, in_y, r_next = (of_beta_at(e) for e in (short_run.q, short_run.root, short_run.in_y, short_run.r_next))
large = of_beta_at(short_run.start[-2])
hypotheses = [*standing, span, *at_start, large, beta <= "9/16"]
for_step = [*item_1, four, step_bound, i + 1 <= horizon]


def at(time, statement, lines=()):
    """The statement of `short_run` that needs 8 eta^2 f0 time <= b, for every draw in the good event and time <= T."""
    claim = of_beta_at(statement.claim)
    return Statement(
        statement.title,
        [*item_1, four, step_bound, time <= horizon],
        claim,
        argument=[
            *settled(time),
            *of_beta,
            have(large, use(sigma_r), *spans, sigma_r_x0),
            have(claim, use(statement, {b: beta}), *hypotheses, of_beta_at(short_run.in_time(time)), 0 < beta),
        ],
        cite=f"Theorem 5.1, {statement.title.lower()} up to T",
        expected="proved",
    )


size_r, powers = at(i, short_run.size_r), at(i, short_run.powers)
step_y, step = at(i + 1, short_run.step_y), at(i + 1, short_run.step)
