"""The printed proof of Corollary 4.4, sign by sign.

Three lines fall. The bound on sigma_1(Y_0)^2 goes through 9 eta C^2 sigma_1^2, which the step size does not bound; the
event's own bound, eta C^2 nu^2 sigma_1^2 / 9, does it, and so does 9 eta D^2 sigma_1^2, which may be meant. T <= T*
needs beta <= 1/4: C >= 6 gives it; so does rho <= 1, without which Proposition A.1 says nothing
(`in_time__rho_at_most_one`). "Similarly" for Y_t needs sigma_1(Y_0) <= 3 / (C sqrt(eta)). Difference from print: lines
before t is introduced have no t.
"""

from lemmas.ward_kolda.assumption_2 import C, rho, sigma_1_x0, sigma_1_y0, sigma_r_x0
from lemmas.ward_kolda.assumption_2 import start as spans
from lemmas.ward_kolda.corollary_4_4 import from_r, from_x, from_y, large
from lemmas.ward_kolda.corollary_4_4 import reasons as why
from lemmas.ward_kolda.corollary_4_4.reasons import (
    apply,
    before_t,
    below,
    hypotheses,
    in_time,
    lower,
    mended_y,
    moved,
    path,
    printed_y,
    shown,
    upper_x,
    upper_y,
)
from lemmas.ward_kolda.corollary_4_4.start import step_size, t, without_quotient
from lemmas.ward_kolda.good_event.room import four, small_x, x_small, y_small
from lemmas.ward_kolda.setting import X0, Y0, Ys, eta, r, standing
from verify import Proof, Statement, Step, implies, spec, sv, use
from verify.argument import have


def line(text, claim, cites=(), given=before_t, holds="proved", follows="proved", **fields):
    return Step(text, claim, given, tuple(cites), holds, follows, **fields)


def same(argument):
    return {"holds": argument, "follows": argument}


on_y = (spec(Y0) ** 2 <= printed_y, printed_y <= 9 / (16 * eta))
enough = sv(X0, r) - moved >= path
proof = Proof(
    (
        line("'the following event', 1st ≤", shown[0], [*spans, sigma_r_x0], arguments=same(why.from_root)),
        line("'the following event', 2nd ≤", shown[1], standing, arguments=same(why.ordered)),
        line("'the following event', 3rd ≤", shown[2], [four, sigma_1_x0],
             arguments=same([have(x_small, use(small_x), four, sigma_1_x0)])),
        line("'Moreover', 1st ≤", on_y[0], [*standing, sigma_1_y0], corrected=mended_y[0], arguments={
            "holds": why.from_y0, "follows": why.from_y0, "corrected": why.from_y0[:2],
        }),
        line("'Moreover', 2nd ≤", on_y[1], [step_size], holds="refuted", follows="refuted", corrected=mended_y[1],
             arguments={"corrected": why.from_step}),
        line("'Moreover' as a whole", y_small, on_y, cites_corrected=mended_y, arguments={"holds": why.y_holds}),
        line("'note that', ≤", in_time, shown, holds="refuted", follows="refuted", corrected=implies(C >= 6, in_time),
             arguments={"corrected": why.for_six}),
        line("'resulting in the bound', 1st ≥", below, apply, hypotheses, arguments={
            "holds": [*why.long_lower, *why.whole, have(below, why.at_least, why.sooner)],
            "follows": [*why.apply_lower, *why.whole, have(below, why.at_least, why.sooner)],
        }),
        line("'resulting in the bound', 2nd ≥", enough, [*spans, shown[0], t <= why.horizon], hypotheses, arguments={
            "holds": [large, *why.ends, have(enough, *why.both)], "follows": why.from_sigma_r,
        }),
        line("'resulting in the bound' as a whole", lower, [below, enough], hypotheses,
             arguments={"holds": [without_quotient, *from_r()]}),
        line("'Similarly', X", upper_x, [sigma_1_x0, *apply], hypotheses, arguments={
            "holds": [without_quotient, *from_x()], "follows": [*why.apply_upper, *why.whole, *why.ends, *why.steps_x],
        }),
        line("'Similarly', Y", upper_y, [sigma_1_y0, *apply], hypotheses, "refuted", "refuted",
             corrected=spec(Ys[t]) <= spec(Y0) + path, arguments={"corrected": [without_quotient, *from_y(spec(Y0))]}),
    ),
    cite="Proof of Corollary 4.4",
)  # fmt: skip
in_time__rho_at_most_one = Statement(
    "T is at most T* where rho is at most 1",
    [*before_t, rho <= 1],
    in_time,
    cite="Proof of Corollary 4.4, 'note that', ≤",
    argument=why.for_small_rho,
    expected="proved",
)
