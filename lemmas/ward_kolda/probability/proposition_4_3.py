"""Proposition 4.3 with its probability: items 1 and 2 hold with probability at least 1 - delta.

`statement` is the corrected one: |D| <= C nu / 9, d <= n, the lower bound of item 2 with (1 - nu)^2 / 2; delta with
C1 = sqrt(e) and without the exponential term. It is deduced, by the union bound, from Propositions A.1 and A.2 and from
the implications of `events`, which are proved for every draw. V is an orthonormal basis of the row space of A.
`loss_printed`: the printed lower bound of item 2 for D = 0, where the loss is ||A||_F^2 / 2 whatever is drawn; it fails
surely, not improbably. `norm_y_printed`: ||Y_0|| for D <= C nu / 9 of either sign, divided by sqrt(eta) sigma_1(A).
"""

from lemmas.ward_kolda import proposition_a_1 as a1
from lemmas.ward_kolda import proposition_a_2 as a2
from lemmas.ward_kolda.assumption_2 import C, D, nu, tau
from lemmas.ward_kolda.probability import events
from lemmas.ward_kolda.probability.appendix_c import B, Phi1, Phi2, e_ball, e_d, e_r
from lemmas.ward_kolda.proposition_4_3 import P1, P2, d_mended, d_printed
from lemmas.ward_kolda.setting import A, d, n, r, standing
from verify import Pr, Statement, absolute, all_of, fro, spec, sqrt, use
from verify.substitution import substitute

draw = {P1.data[0]: Phi1, P2.data[0]: Phi2}
delta = e_ball + e_r + e_d
wide = d <= n
parts = [
    use(a2.norm_wide, {a2.t: sqrt(r), a2.W: B, a2.d: d, a2.r: r}),
    use(a2.norm_tall, {a2.t: sqrt(d), a2.S: Phi2, a2.d: n, a2.r: d}),
    use(a1.scaled, {a1.tau: tau, a1.H: B, a1.d: d, a1.r: r}),
]


def likely(title, items, cite, **fields):
    """The items hold together with probability 1 - delta."""
    given = [*standing, d_mended, events.basis, wide]
    claims = [substitute(item.claim, draw) for item in items]
    claim = Pr(all_of(*claims)) >= 1 - delta
    return Statement(title, given, claim, cite=cite, uses=[*parts, *items], expected="assumed", **fields)


loss_printed = Statement(
    "The loss from below as printed, D = 0",
    [r <= d, 0 <= nu, 0 < nu],
    Pr(1 / (2 * (1 - nu) ** 2) * fro(A) ** 2 <= fro(-A) ** 2 / 2) >= 1 - delta,
    cite="Proposition 4.3, item 2, 1st ≤",
    expected="refuted",
)
norm_y_printed = Statement(
    "sigma_1 of Y0 for D of either sign",
    [r <= d, d_printed],
    Pr(absolute(D) * spec(Phi2) <= C * nu / 3) >= 1 - delta,
    cite="Proposition 4.3, item 1, σ_1(Y_0)",
    expected="refuted",
)
item_1 = likely("Item 1 with its probability", events.items[:3], "Proposition 4.3, item 1")
item_2 = likely("Item 2 with its probability", events.items[3:], "Proposition 4.3, item 2", corrects=loss_printed)
statement = likely("The start is good with probability 1 - delta", events.items, "Proposition 4.3")
