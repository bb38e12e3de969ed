"""The printed proof of Theorem 5.1, sign by sign.

i + 1 stands where the text has t + 1: 0 <= i, i + 1 <= T, which the text does not say. Read for t = T, (7) speaks of
X_{T+1}, of which Corollary 4.4 says nothing, and is false, for T = 0 already (`eq_7__at_horizon`). "By (3)"
should be "by (4)", and (4) needs ||X_{i+1}||^2 <= 1 / eta, which C >= 9/2 gives, or C >= 4 with rho <= 1
(`descent__rho_at_most_one`); without either that line is false, the chain that it is in holds. The first inequality of
the last display also needs f(X_{i+1}, Y_i) <= f(X_i, Y_i), the clause after (4): it does not follow from what that
sentence cites, and it does from the lemma that the paragraph names (`s11@lemma_4_1`).
Footnote 3 has `1/(2m)` with m for the constant mu and for the dimension, and "PL-equality"; here mu = beta / (4 eta).
"""

from lemmas.ward_kolda.assumption_2 import beta, f0, horizon, rho, span
from lemmas.ward_kolda.corollary_4_4.start import step_size
from lemmas.ward_kolda.good_event import of_beta
from lemmas.ward_kolda.good_event.room import four
from lemmas.ward_kolda.lemma_4_1 import eq_3, eq_4
from lemmas.ward_kolda.lemma_4_1 import t as index
from lemmas.ward_kolda.lemma_4_1.proof import printed
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.setting import A, Xs, eta, f, standing
from lemmas.ward_kolda.setting import t as time
from lemmas.ward_kolda.theorem_5_1 import display, first, second, slow, t
from lemmas.ward_kolda.theorem_5_1 import reasons as why
from lemmas.ward_kolda.theorem_5_1.along import Xn, Yt, inside
from lemmas.ward_kolda.theorem_5_1.reasons import (
    at_i,
    at_t,
    before,
    chain,
    decayed,
    descent_for_small_rho,
    eq_7,
    event,
    falls,
    gap,
    gradient,
    i,
    loss,
    lower,
    mu,
    p,
    sigma_i,
    sigma_t,
)
from verify import Proof, Statement, Step, colspan, for_all, spec, use
from verify.argument import have
from verify.substitution import substitute

three = substitute(printed(eq_3)[1], {index.data[0]: i})
four_y = spec(Xn) ** 2 <= 1 / eta
descent, linear = gap <= -eta / 2 * gradient, -eta / 2 * gradient <= -beta / 4 * f(Xn, Yt)
whole = gap <= -beta / 4 * f(Xn, Yt)
stays = colspan(Xs[t]) <= colspan(A)
steps = (loss(t) <= p * before, p * before <= p**t * f0, p**t * f0 <= decayed)
rate, in_a = first(slow), second(slow)


def line(text, claim, cites=(), given=at_i, holds="proved", follows="proved", **fields):
    return Step(text, claim, given, tuple(cites), holds, follows, **fields)


def both(holds=(), follows=None, corrected=()):
    """Arguments for the statements of a line; what it follows by is what it holds by when left out."""
    return {"holds": holds, "follows": holds if follows is None else follows, "corrected": corrected}


two_readings = (
    "It does not follow from the line before and Proposition 4.3, which is all that the sentence cites. It does with "
    "Lemma 4.1, which the paragraph names: by its clause after (4), for ||Y_i||^2 <= 2 / eta."
)
proof = Proof(
    (
        line("'Corollary 4.4 implies'", sigma_t, [*standing, lower], at_t,
             arguments=both(why.sigma_4_4, why.sigma_square)),
        line("'Lemmas 4.5 and 4.6 imply'", stays, [*standing, span], at_t, uses=(use(lemma_4_5, {time: t}),)),
        line("(7), first =", chain[0]),
        line("(7), 1st ≥", chain[1], [*standing, inside, sigma_i], arguments=both(why.pl_holds, why.pl_follows)),
        line("(7), 2nd ≥", chain[2], [sigma_i], arguments=both(why.second_holds, why.second)),
        line("(7), second =", chain[3], standing, arguments=both([*of_beta, have(chain[3], by=())])),
        line("'That is', footnote 3", f(Xn, Yt) <= 1 / (2 * mu) * gradient, [*standing, *chain],
             arguments=both(why.footnote_holds, why.footnote)),
        line("'by (3)', 1st ≤", descent, [three], holds="refuted", follows="refuted",
             cites_corrected=(*standing, four_y), uses=(use(eq_4, {index: i}),)),
        line("'by (3)', 2nd ≤", linear, [eq_7], arguments=both(why.linear_holds, why.linear_follows)),
        line("'by (3)' as a whole", whole, [descent, linear], arguments=both(why.whole_holds, ())),
        line("'Consequently', 1st ≤", falls, [*event, whole], follows="refuted",
             cites_corrected=(whole, spec(Yt) ** 2 <= 2 / eta, beta <= 4), reading="lemma_4_1", doc=two_readings,
             arguments=both(why.falls_holds, (), why.falls_corrected)),
        line("'Consequently', 2nd ≤", steps[1], [*standing, for_all(i, 0, t - 1, falls)], at_t,
             arguments=both(display.powers_holds, display.powers)),
        line("'Consequently', 3rd ≤", steps[2], [*event, four], at_t, arguments=both(display.exponential)),
        line("(6), 1st ≤", rate, steps, at_t, arguments=both(display.rate_holds, display.chained)),
        line("(6), 2nd ≤, 'using Proposition 4.3'", in_a, event, at_t, arguments=both(display.in_a)),
    ),
    cite="Proof of Theorem 5.1",
)  # fmt: skip
descent__rho_at_most_one = Statement(
    "A step in Y takes the loss down where rho is at most 1",
    [*at_i, rho <= 1],
    descent,
    cite="Proof of Theorem 5.1, 'by (3)', 1st ≤",
    doc="(4) applies; print has (3).",
    argument=descent_for_small_rho,
    expected="proved",
)
at_horizon = (*event, four, step_size, i <= horizon)
sigma_r_next__at_horizon = Statement(
    "sigma_r of X_{i+1} for every i up to T",
    at_horizon,
    sigma_i,
    cite="Proof of Theorem 5.1, (7), at t = T",
    doc="What (7) uses of Corollary 4.4 where t goes up to T: one step more than that has. True for i + 1 <= T: "
    "`along.size_r`.",
    expected="refuted",
)
eq_7__at_horizon = Statement(
    "(7) for every i up to T",
    at_horizon,
    eq_7,
    cite="Proof of Theorem 5.1, (7), at t = T",
    doc="True for i + 1 <= T, as its lines in the proof are read: `proof.s03` to `s06`.",
    expected="refuted",
)
