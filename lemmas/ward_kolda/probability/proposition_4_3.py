"""Proposition 4.3 with its probability: items 1 and 2 hold with probability at least 1 - delta.

`statement` is the corrected one: |D| <= C nu / 9; sqrt(r) + sqrt(d) <= 2 sqrt(n), which d <= n gives (`@wide`), and
no bound on m; the lower bound of item 2 with (1 - nu)^2 / 2; delta with C1 = sqrt(e) and without the exponential
term. It is deduced, by the union bound, from Propositions A.1 and A.2 and from the implications of `events`, which
are proved for every draw. `@improved`: the same proof with the deviations chosen best, for d <= 4 n. V is an
orthonormal basis of the row space of A. Item by item, with the hypotheses that each needs: the first two of item 1
are true as printed. `loss_printed`: the printed lower bound of item 2 for D = 0, where the loss is ||A||_F^2 / 2
whatever is drawn; it fails surely, not improbably; for 0 < nu < 1 and any D the printed bounds of item 2 exclude each
other (`good_event.item_2`), so that item 2 as a whole has probability 0. `sigma_1_y`: D <= C nu / 9 of either sign;
`@largest`: D = C nu / 9 > 0, for which the item says that ||Phi_2|| <= 3, and d of any size, which section 1's m, n
>> d leaves out. The refuted ones have C1 = sqrt(e); at sizes large and tau small each falls for every pair (C1, C2),
but that is not stated here. `negative`: the upper bound of item 2, for D < 0.
"""

from lemmas.ward_kolda import proposition_4_3 as draws
from lemmas.ward_kolda.assumption_2 import nu
from lemmas.ward_kolda.good_event import item_2 as bounds
from lemmas.ward_kolda.probability import events, every_constant, norms
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
from lemmas.ward_kolda.proposition_4_3.draw import basis, d_mended, d_printed
from lemmas.ward_kolda.proposition_4_3.draw import f0 as draws_f0
from lemmas.ward_kolda.setting import A, d, n, r, standing
from verify import Pr, Statement, all_of, fro, sqrt, use

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
