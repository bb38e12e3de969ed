"""Proposition 4.3 with its probability: items 1 and 2 hold with probability at least 1 - delta.

`statement` is print, all five inequalities with one probability and D <= C nu / 9: refuted whatever C1 and C2 are, as
for 0 < nu < 1 the printed bounds of item 2 exclude each other (`good_event.item_2`) and the event has probability 0.
`@corrected`: |D| <= C nu / 9; sqrt(r) + sqrt(d) <= 2 sqrt(n), which d <= n gives (`@wide`), and no bound on m; the
lower bound of item 2 with (1 - nu)^2 / 2; delta with C1 = sqrt(e) and without the exponential term. It is deduced, by
the union bound, from Propositions A.1 and A.2 and from the implications of `events`, which are proved for every draw.
`@improved`: the same proof with the deviations chosen best, for d <= 4 n. V is an orthonormal basis of the row space
of A. Item by item, with the hypotheses that each needs: the first two of item 1 are true as printed.

Item 2 in three strengths, m, n >> d > r included: `item_2_never`, for all sizes, every A and every D the two printed
bounds hold together with probability 0; `loss_printed_fails`, for all |D| <= C nu / 9, the usual D = C nu / 9
included, the printed lower bound alone fails with probability 1 - exp(-r/2) - exp(-d/2); `item_2_printed` and
`loss_printed`, the printed claims, are refuted whatever C1 and C2 are, by families (`every_constant`) that have
m = n = d = r. `negative`: the upper bound of item 2, for D < 0; `loss_above@D_nonnegative`: true as printed else.
`sigma_1_y`: D <= C nu / 9 of either sign; for C1 = sqrt(e) and C2 free, and `@quantifiers` for all C1 and C2. Both have
nu < 0, where the bound is negative: what print lacks is 0 <= D, which `@D_nonnegative` adds (with the condition on the
sizes); the line is then true as it is printed. `@largest`: D = C nu / 9 > 0, for which the item says that
||Phi_2|| <= 3, and d of any size, which section 1's m, n >> d leaves out.
"""

from lemmas.ward_kolda import proposition_4_3 as draws
from lemmas.ward_kolda.assumption_2 import C, D, nu
from lemmas.ward_kolda.good_event import item_2 as bounds
from lemmas.ward_kolda.probability import events, every_constant, negative_family, norms
from lemmas.ward_kolda.probability.draw import (
    delta,
    delta_printed,
    e_ball,
    e_d,
    e_r,
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
from verify import Pr, Statement, absolute, all_of, spec, sqrt, use
from verify.argument import cases, fact, have

delta_improved = e_ball + norms.e_b + norms.e_2
parts = [small_ball, norm_of_b(sqrt(d)), norms.phi2__room]


def likely(title, items, cite, given, parts, delta=delta, **fields):
    """The items hold together with probability 1 - delta."""
    given = [*standing, *given]
    claim = Pr(all_of(*(of_draw(i.claim) for i in items))) >= 1 - delta
    cite, uses = f"Proposition 4.3{cite}", [*parts, *items]
    return Statement(title, given, claim, cite=cite, uses=uses, expected="assumed", **fields)


needed = [d_mended, basis]
printed_pair = all_of(bounds.low <= draws_f0, draws_f0 <= bounds.high)
printed_items = all_of(draws.sigma_r_holds, draws.sigma_1_x_holds, draws.sigma_1_y_holds, printed_pair)


def printed(title, event, cite, contrary, given=(d_printed,)):
    """As in print: for some C1 and C2, of which none does."""
    return Statement(
        title, [*standing, *given], Pr(of_draw(event)) >= 1 - every_constant.delta,
        exists=[every_constant.C1, every_constant.C2], cite=f"Proposition 4.3{cite}",
        uses=[contrary, *every_constant.lemmas], expected="refuted",
    )  # fmt: skip


exclude = use(bounds.bounds_exclude_each_other, every_constant.values)
statement = printed("The start is good with probability 1 - delta", printed_items, "", exclude)
statement__corrected = likely(
    "The start is good with probability 1 - delta, corrected", events.items, "", [*needed, room], parts,
    corrects=statement,
)  # fmt: skip
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
sigma_1_y = Statement(
    "sigma_1 of Y0, D of either sign", [*standing, d_printed],
    Pr(of_draw(draws.sigma_1_y_holds)) >= 1 - delta_printed, cite=f"Proposition 4.3{at_y}", expected="refuted",
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
sigma_1_y__quantifiers = printed(
    "sigma_1 of Y0, for all constants", draws.sigma_1_y_holds, at_y,
    use(no_norm, every_constant.values | {nu: -1, D: -1}),
)  # fmt: skip
sigma_1_y__largest = Statement(
    "sigma_1 of Y0 for D = C nu / 9, d of any size", [tall, r <= n], Pr(norm_2) >= 1 - delta_printed,
    cite=f"Proposition 4.3{at_y}", expected="refuted",
)  # fmt: skip
sigma_1_y__corrected = likely(
    "sigma_1 of Y0, corrected", events.items[2:3], at_y, [d_mended, room], [norms.phi2__room], corrects=sigma_1_y
)
d_nonnegative = [0 <= D, d_printed]


def for_nonnegative_d(item):
    """The item as printed for every draw, where 0 <= D."""
    size = have(absolute(D) <= D, fact("abs_bound", x=D, y=D), 0 <= D)
    lines = [size, have(d_mended, absolute(D) <= D, d_printed), have(item.claim, use(item), *item.given)]
    given = [*(g for g in item.given if g is not d_mended), *d_nonnegative]
    return Statement(f"{item.title}, 0 <= D", given, item.claim, argument=lines, expected="proved")


small_y, low_loss = (for_nonnegative_d(events.items[k]) for k in (2, 4))
sigma_1_y__D_nonnegative = likely(
    "sigma_1 of Y0 as printed, 0 <= D", [small_y], at_y, [*d_nonnegative, room], [norms.phi2__room], delta_printed,
    corrects=sigma_1_y__quantifiers,
)  # fmt: skip

# ---- item 2
above = events.items[4]
low_fails = Statement(
    "The printed lower bound fails where the upper one holds",
    [*above.given, 0 < nu],
    draws_f0 < bounds.low,
    argument=[
        have(above.claim, use(above), *above.given),
        have(bounds.high < bounds.low, use(bounds.bounds_exclude_each_other), *standing, 0 < nu),
        have(draws_f0 < bounds.low, bounds.high < bounds.low, above.claim),
    ],
    expected="proved",
)
either_fails = (draws_f0 < bounds.low) | (bounds.high < draws_f0)
one_fails = Statement(
    "One of the printed bounds fails",
    [*standing, 0 < nu, 0 < spec(A)],
    either_fails,
    argument=[
        have(bounds.high < bounds.low, use(bounds.bounds_exclude_each_other), *standing, 0 < nu),
        cases(
            draws_f0 < bounds.low,
            [],
            [
                have(bounds.high < draws_f0),
            ],
            either_fails,
        ),
    ],
    expected="proved",
)
item_2_never = Statement(
    "Item 2 as printed holds with probability 0, for every D",
    [*standing, 0 < nu, 0 < spec(A)],
    Pr(of_draw(either_fails)) >= 1,
    cite="Proposition 4.3, item 2, both inequalities",
    uses=[one_fails],
    expected="certified",
)
item_2_printed = printed("Item 2 as printed", printed_pair, ", item 2, both inequalities", exclude, [d_printed, 0 < nu])
in_both = [norm_of_b(sqrt(d)), norms.phi2__room]
loss_printed_fails = Statement(
    "The printed lower bound of the loss fails with probability near 1",
    [*standing, 0 < nu, *needed, room],
    Pr(of_draw(draws_f0 < bounds.low)) >= 1 - e_r - e_d,
    cite=f"Proposition 4.3{at_low}",
    uses=[*in_both, low_fails],
    expected="assumed",
)
loss_printed = printed(
    "The loss from below as printed", bounds.low <= draws_f0, at_low,
    use(loss_printed_fails, every_constant.values), [d_printed, 0 < nu],
)  # fmt: skip
item_2 = likely("Item 2, corrected", events.items[3:], ", item 2", [*needed, room], in_both, corrects=item_2_printed)
loss_below__corrected = likely(
    "The loss from below, corrected", events.items[3:4], at_low, [*needed, room], in_both, corrects=loss_printed
)
loss_above__D_nonnegative = likely(
    "The loss from above as printed, 0 <= D", [low_loss], ", item 2, 2nd ≤", [basis, *d_nonnegative, room], in_both,
    delta_printed, corrects=negative_family.statement,
)  # fmt: skip
