"""Proposition 4.3 with its probability: items 1 and 2 hold with probability at least 1 - delta.

`statement` is the corrected one: |D| <= C nu / 9; sqrt(r) + sqrt(d) <= 2 sqrt(n), which d <= n gives (`@wide`), and
no bound on m; the lower bound of item 2 with (1 - nu)^2 / 2; delta with C1 = sqrt(e) and without the exponential
term. It is deduced, by the union bound, from Propositions A.1 and A.2 and from the implications of `events`, which
are proved for every draw. `@improved`: the same proof with the deviations chosen best, for d <= 4 n. V is an
orthonormal basis of the row space of A. Item by item, with the hypotheses that each needs: the first two of item 1
are true as printed. `loss_printed`: the printed lower bound of item 2 for D = 0, where the loss is ||A||_F^2 / 2
whatever is drawn; it fails surely, not improbably. `item_2_printed`: for 0 < nu < 1 the printed bounds of item 2
exclude each other (`good_event.item_2`), so that for every D item 2 has probability 0. `sigma_1_y`: D <= C nu / 9 of
either sign; `@largest`: D = C nu / 9 > 0, for which the item says that ||Phi_2|| <= 3, and d of any size, which
section 1's m, n >> d leaves out. `@quantifiers` and `item_2_printed` are false whatever C1 and C2 are; the other
refuted ones have C1 = sqrt(e) and C2 free. `negative`: the upper bound of item 2, for D < 0.
"""

from lemmas.ward_kolda import proposition_4_3 as draws
from lemmas.ward_kolda.assumption_2 import C, D, nu
from lemmas.ward_kolda.good_event import item_2 as bounds
from lemmas.ward_kolda.probability import events, every_constant, norms
from lemmas.ward_kolda.probability.corollary_5_2 import first_loss
from lemmas.ward_kolda.probability.draw import (
    delta,
    delta_printed,
    e_ball,
    norm_2,
    norm_of_b,
    norm_of_phi2,
    of_draw,
    room,
    small_ball,
    tall,
    wide,
)
from lemmas.ward_kolda.proposition_4_3.draw import Y0, basis, d_mended, d_printed
from lemmas.ward_kolda.proposition_4_3.draw import f0 as draws_f0
from lemmas.ward_kolda.setting import A, d, eta, n, r, standing
from verify import Pr, Statement, all_of, fro, real, spec, sqrt, use
from verify.argument import fact, have

delta_improved = e_ball + norms.e_b + norms.e_2
parts = [small_ball, norm_of_b(sqrt(d)), norms.phi2__room]


def likely(title, items, cite, given, parts, delta=delta, **fields):
    """The items hold together with probability 1 - delta."""
    given = [*standing, *given]
    claim = Pr(all_of(*(of_draw(i.claim) for i in items))) >= 1 - delta
    cite, expected = f"Proposition 4.3{cite}", fields.pop("expected", "assumed")
    return Statement(title, given, claim, cite=cite, uses=[*parts, *items], expected=expected, **fields)


needed = [d_mended, basis]
statement = likely("The start is good with probability 1 - delta", events.items, "", [*needed, room], parts)
statement__wide = likely("The start is good, d <= n", events.items, "", [*needed, wide], parts)
statement__improved = likely(
    "The start is good, with the best deviations", events.items, "", [*needed, d <= 4 * n],
    [small_ball, norm_of_b(norms.best_b), norm_of_phi2(norms.best_2)], delta_improved,
)  # fmt: skip

# ---- item by item
sigma_r_x = likely("sigma_r of X0", events.items[:1], ", item 1, σ_r(X_0)", [basis], [small_ball], delta_printed)
sigma_1_x = likely(
    "sigma_1 of X0", events.items[1:2], ", item 1, σ_1(X_0)", [basis], [norm_of_b(sqrt(d))], delta_printed
)
at_y, at_low = ", item 1, σ_1(Y_0)", ", item 2, 1st ≤"
printed_y = Pr(of_draw(draws.sigma_1_y_holds)) >= 1 - delta_printed
sigma_1_y = Statement(
    "sigma_1 of Y0, D of either sign", [*standing, d_printed], printed_y, cite=f"Proposition 4.3{at_y}",
    expected="refuted",
)  # fmt: skip
no_norm = Statement(
    "No norm is below a negative number", [nu < 0, 0 < spec(A)], sqrt(eta) * C * nu * spec(A) / 3 < spec(Y0),
    argument=[
        have(0 < sqrt(eta) * C * spec(A) / 3, 0 < spec(A)),
        have(0 < sqrt(eta) * C * spec(A) / 3 * -nu, 0 < sqrt(eta) * C * spec(A) / 3, nu < 0),
        have(0 <= spec(Y0)),
        have(sqrt(eta) * C * nu * spec(A) / 3 < spec(Y0), 0 < sqrt(eta) * C * spec(A) / 3 * -nu, 0 <= spec(Y0)),
    ],
    expected="proved",
)  # fmt: skip
sigma_1_y__quantifiers = Statement(
    "sigma_1 of Y0, for all constants", [*standing, d_printed],
    Pr(of_draw(draws.sigma_1_y_holds)) >= 1 - every_constant.delta,
    exists=[every_constant.C1, every_constant.C2], cite=f"Proposition 4.3{at_y}",
    uses=[use(no_norm, every_constant.values | {nu: -1, D: -1}), *every_constant.lemmas], expected="refuted",
)  # fmt: skip
sigma_1_y__largest = Statement(
    "sigma_1 of Y0 for D = C nu / 9, d of any size", [tall, r <= n], Pr(norm_2) >= 1 - delta_printed,
    cite=f"Proposition 4.3{at_y}", expected="refuted",
)  # fmt: skip
sigma_1_y__corrected = likely(
    "sigma_1 of Y0, corrected", events.items[2:3], at_y, [d_mended, room], [norms.phi2__room], corrects=sigma_1_y
)
loss_printed = Statement(
    "The loss from below as printed, D = 0",
    [*standing, tall, 0 < nu],
    Pr(1 / (2 * (1 - nu) ** 2) * fro(A) ** 2 <= fro(-A) ** 2 / 2) >= 1 - delta_printed,
    cite=f"Proposition 4.3{at_low}",
    expected="refuted",
)
g, h, w = real("g"), real("h", gt=0), real("w", gt=0)
above_half = Statement(
    "More than a half",
    [2 * g == h, w < 1],
    g < 1 / (2 * w**2) * h,
    argument=[
        have(w**2 < 1, w < 1),
        have(1 < 1 / w**2, w**2 < 1),
        have(g < 1 / (2 * w**2) * h, 1 < 1 / w**2, 2 * g == h),
    ],
    expected="proved",
)
too_high = Statement(
    "The printed lower bound exceeds the first loss, D = 0",
    [0 < spec(A), D == 0, 0 < nu],
    draws_f0 < bounds.low,
    argument=[
        have(2 * draws_f0 == fro(A) ** 2, use(first_loss), 0 < spec(A), D == 0),
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(0 < fro(A) ** 2, 0 < fro(A)),
        have(0 < 1 - nu, by=()),
        have(1 - nu < 1, 0 < nu),
        have(draws_f0 < bounds.low, use(above_half, {g: draws_f0, h: fro(A) ** 2, w: 1 - nu}),
             2 * draws_f0 == fro(A) ** 2, 0 < fro(A) ** 2, 0 < 1 - nu, 1 - nu < 1),
    ],
    expected="proved",
)  # fmt: skip
loss_printed__quantifiers = Statement(
    "The loss from below as printed, for all constants",
    [*standing, d_printed, 0 < nu],
    Pr(of_draw(bounds.low <= draws_f0)) >= 1 - every_constant.delta,
    exists=[every_constant.C1, every_constant.C2],
    cite=f"Proposition 4.3{at_low}",
    uses=[use(too_high, every_constant.values | {D: 0}), *every_constant.lemmas],
    expected="refuted",
)
printed_pair = all_of(bounds.low <= draws_f0, draws_f0 <= bounds.high)
item_2_printed = Statement(
    "Item 2 as printed, for every D",
    [*standing, d_printed, 0 < nu],
    Pr(of_draw(printed_pair)) >= 1 - every_constant.delta,
    exists=[every_constant.C1, every_constant.C2],
    cite="Proposition 4.3, item 2, both inequalities",
    uses=[use(bounds.bounds_exclude_each_other, every_constant.values), *every_constant.lemmas],
    expected="refuted",
)
item_2 = likely(
    "Item 2, corrected", events.items[3:], ", item 2", [*needed, room], [norm_of_b(sqrt(d)), norms.phi2__room],
    corrects=loss_printed,
)  # fmt: skip
