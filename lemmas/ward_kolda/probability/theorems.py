"""Corollary 4.4, Theorem 5.1, Corollaries 5.2 and 5.3 and Theorem 3.1 with probability at least 1 - delta.

Each is deduced from Propositions A.1 and A.2, by the union bound, and from what `theorems_draws` proves for every
draw; hypotheses and delta are those of `proposition_4_3@corrected`: |D| <= C nu / 9, sqrt(r) + sqrt(d) <= 2 sqrt(n),
and delta with C1 = sqrt(e) and without the exponential term, which is less than (A2d) with C1 = sqrt(e); with another
admissible pair (C1, C2) the printed delta may be smaller.

The horizon, f0 and (8), (9) depend on the draw, so they stand in the event; with one probability the event is about
all t up to the horizon, all k up to K, all numbers of iterations up to S (any K, S). A step size and an epsilon are
fixed before the draw: print takes eta from (8) after it, so this is weaker in words, although the event about Phi_1
and Phi_2 behind it knows neither and serves all of them at once; `theorem_3_1` has a step size that knows nothing of
the draw. (8) and (9) are written without their roots; step sizes as in `good_event.room`, nu = 0 allowed. Corrected
as for every draw: sigma_1(Y) in Corollary 4.4; T not 0 in Corollary 5.2; Theorem 3.1 for epsilon at most ||A||_F^2 /
2, C >= 4, nu <= 1/2, and with (45/16) C^2 for print's number, which is a number once C is chosen. What they correct is
refuted as a probability in the modules `corollary_4_4`, `theorem_5_1`, `corollary_5_2` and `at_zero`; the O(.) count
of Corollary 5.2 has no form with probability. Corollary 5.3 for C >= 4, epsilon <= 1/4.
"""

from lemmas.ward_kolda.assumption_2 import C, nu
from lemmas.ward_kolda.probability import at_zero, corollary_4_4, corollary_5_2, every_constant, norms, theorem_5_1
from lemmas.ward_kolda.probability import theorems_draws as draws
from lemmas.ward_kolda.probability.draw import delta, norm_of_b, of_draw, room, small_ball
from lemmas.ward_kolda.proposition_4_3.draw import basis, d_mended, d_printed
from lemmas.ward_kolda.setting import d, standing
from verify import Pr, Statement, sqrt

parts = [small_ball, norm_of_b(sqrt(d)), norms.phi2__room]


def likely(lemma, cite, *companions, **fields):
    """What holds for every draw in the event holds with probability 1 - delta."""
    every, *beside = (draws.for_every_draw(s, *companions) for s in (lemma, *companions))
    extra = [g for g in every.given if not any(g is e for e in draws.given)]
    given = [*standing, draws.nonzero, d_mended, basis, room, *extra]
    claim = Pr(of_draw(every.claim)) >= 1 - delta
    title = f"{lemma.title} with probability 1 - delta"
    return Statement(title, given, claim, cite=cite, uses=[*parts, every, *beside], expected="assumed", **fields)


corollary_4_4__corrected = likely(draws.corollary_4_4, "Corollary 4.4", draws.defined, corrects=corollary_4_4.statement)
theorem_5_1__corrected = likely(draws.theorem_5_1, "Theorem 5.1, (6)", draws.defined, corrects=theorem_5_1.statement)
corollary_5_2__corrected = likely(
    draws.loss_at_t, "Corollary 5.2, at iteration T", draws.with_logarithm, corrects=corollary_5_2.statement
)
as_printed = [*standing, draws.nonzero, d_printed, C >= 8, nu <= "1/2", draws.epsilon < "1/16"]
corollary_5_3 = Statement(
    "Corollary 5.3 with probability 1 - delta, as printed",
    as_printed,
    Pr(of_draw(draws.at_draw(draws.every_stage.claim))) >= 1 - every_constant.delta,
    exists=[every_constant.C1, every_constant.C2],
    cite="Corollary 5.3",
    doc="Without a lower end for D and with sizes in any order: neither proved nor refuted. (9) forces a step size "
    "that is smaller the larger |D| is, so that D < 0 is no counterexample by itself, as it is to Theorem 5.1; "
    "`@corrected` is what is known.",
    expected="inconclusive",
)
corollary_5_3__corrected = likely(draws.every_stage, "Corollary 5.3", draws.defined, corrects=corollary_5_3)
theorem_3_1__corrected = likely(
    draws.from_n_on, "Theorem 3.1, 'with probability 1 - δ'", draws.defined, corrects=at_zero.statement__quantifiers
)
