"""Proposition 4.3, the part that is not about probability: items 1 and 2 for every draw in the event of its proof.

That event (appendix C): ||Phi_1|| <= 3, ||Phi_2|| <= 3 and sigma_r(V' Phi_1) >= rho (`draw`). `@every_draw`: without
it the items fail for some draws; how probable those are is the matter of `probability`.
Hidden hypothesis: 0 <= D besides D <= C nu / 9 (so that 0 <= nu), else Y0 and the loss are not bounded. Section 6 has
D = C nu / 9, and for 0 <= D all but the lower bound of item 2 is true as printed (`@D_nonnegative`); `@corrected` has
|D| <= C nu / 9, which is enough. That lower bound is printed with (1 - nu)^2 in the denominator, and is false for D > 0
too (`loss_below@two_sided`).
"""

from lemmas.ward_kolda.assumption_2 import C, nu, rho
from lemmas.ward_kolda.proposition_4_3 import item_1, item_2
from lemmas.ward_kolda.proposition_4_3.draw import X0, Y0, basis, d_mended, f0, mended, printed, signed, to_mended
from lemmas.ward_kolda.setting import A, eta, r, standing
from verify import Statement, fro, spec, sqrt, sv

sigma_r_holds = 1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A)) <= sv(X0, r)
sigma_1_x_holds = spec(X0) <= 3 / (C * sqrt(eta))
sigma_1_y_holds = spec(Y0) <= sqrt(eta) * C * nu * spec(A) / 3
below_printed = 1 / (2 * (1 - nu) ** 2) * fro(A) ** 2 <= f0
above_holds = f0 <= (1 + nu) ** 2 / 2 * fro(A) ** 2


def part(title, claim, cite, expected, given=printed, **fields):
    return Statement(title, given, claim, cite=f"Proposition 4.3, {cite}", expected=expected, **fields)


def pair(title, claim, cite, argument, corrected=None):
    """The inequality as printed, and under |D| <= C nu / 9."""
    first = part(title, claim, cite, "refuted")
    claim = claim if corrected is None else corrected
    return first, part(f"{title}, corrected", claim, cite, "proved", mended, corrects=first, argument=argument)


def true_as_printed(first, argument):
    """The inequality as printed, for 0 <= D."""
    return part(
        f"{first.title}, for 0 <= D", first.claim, first.cite.split(", ", 1)[1], "proved", signed,
        corrects=first, argument=[*to_mended, *argument], doc=for_negative_d,
    )  # fmt: skip


def every_draw(title, claim, cite):
    """Whatever is drawn, |D| <= C nu / 9."""
    return part(
        f"{title}, for every draw", claim, f"{cite}, for every draw", "refuted", [*standing, basis, d_mended],
        meant=False, doc="Print does not say so: its inequality is one with a probability, and true in the event.",
    )  # fmt: skip


for_negative_d = "The printed inequality is false for D < 0 only, and true as printed for 0 <= D."
at_r, at_x, at_y = "item 1, σ_r(X_0)", "item 1, σ_1(X_0)", "item 1, σ_1(Y_0)"
at_low, at_high = "item 2, 1st ≤", "item 2, 2nd ≤"
sigma_r_x = part("sigma_r of X0", sigma_r_holds, at_r, "proved", argument=item_1.sigma_r_x)
sigma_r_x__every_draw = every_draw("sigma_r of X0", sigma_r_holds, at_r)
sigma_1_x = part("sigma_1 of X0", sigma_1_x_holds, at_x, "proved", argument=item_1.sigma_1_x)
sigma_1_x__every_draw = every_draw("sigma_1 of X0", sigma_1_x_holds, at_x)
sigma_1_y, sigma_1_y__corrected = pair("sigma_1 of Y0", sigma_1_y_holds, at_y, item_1.sigma_1_y)
sigma_1_y__D_nonnegative = true_as_printed(sigma_1_y, item_1.sigma_1_y)
sigma_1_y__every_draw = every_draw("sigma_1 of Y0", sigma_1_y_holds, at_y)
loss_below, loss_below__corrected = pair(
    "The loss from below", below_printed, at_low, item_2.loss_below, item_2.lower_bound
)
loss_below__every_draw = every_draw("The loss from below, (1 - nu)^2", item_2.lower_bound, at_low)
loss_above, loss_above__corrected = pair("The loss from above", above_holds, at_high, item_2.loss_above)
loss_above__D_nonnegative = true_as_printed(loss_above, item_2.loss_above)
loss_above__every_draw = every_draw("The loss from above", above_holds, at_high)
loss_below__two_sided = part(
    "The loss from below, |D| bounded",
    below_printed,
    f"{at_low}, with |D| bounded",
    "refuted",
    mended,
    doc="True with (1 - nu)^2 as a factor: `loss_below@corrected`.",
)
