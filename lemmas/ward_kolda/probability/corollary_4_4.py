"""The printed bound on sigma_1(Y_t) of Corollary 4.4 fails with a probability larger than delta.

The printed event is about all t from 1 to the horizon, which depends on the draw. `likely`: at sizes up to 8, where D
is large enough (`far`) and eta small enough that the horizon is not 0 (`long`), the contrary bound holds for all those
t, of which there is one, with probability at least 39/50; `theorems_negative` has the same for all sizes d <= n, from
Propositions A.1 and A.2. Here four coverings of the exact law stand for these.

Differences from print: `statement` has C1 = sqrt(e) and C2 free. With the constants that A.1 leaves open delta may be
larger than 39/50 at these sizes, so that the refutation says nothing of such C1, C2; for those, `theorems_negative`
with `every_constant.small` says where the printed bound fails, and no family is written down. 0 < sigma_1(A), which
follows from rank(A) = r, is among the hypotheses, as X0 divides by it.
"""

from lemmas.ward_kolda import corollary_4_4 as printed
from lemmas.ward_kolda.assumption_2 import D, beta, f0, horizon, loss_above, nu, tau
from lemmas.ward_kolda.corollary_4_4 import common, root
from lemmas.ward_kolda.corollary_4_4.start import step_size, t
from lemmas.ward_kolda.good_event.room import four, step_bound
from lemmas.ward_kolda.probability import events
from lemmas.ward_kolda.probability import theorems_draws as draws
from lemmas.ward_kolda.probability.draw import B, Phi2, delta_printed, of_draw
from lemmas.ward_kolda.probability.full_rank import S, W, known
from lemmas.ward_kolda.probability.theorems_negative import every, horizon_defined, size, where_large, x
from lemmas.ward_kolda.proposition_4_3.draw import P2, ball, basis, d_mended, d_printed, norm_2
from lemmas.ward_kolda.proposition_4_3.draw import B as one_b
from lemmas.ward_kolda.setting import A, d, eta, n, r, standing
from verify import Pr, Statement, all_of, for_all, fro, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.substitution import substitute
from verify.tree import as_expr

# ---- what is known of V'Phi_1 and Phi_2 for small sizes
half, twentieth = as_expr("1/2"), as_expr("1/20")
edge = twentieth * (1 - sqrt(r - 1) / sqrt(d))
grid = [3 <= r, r <= d, d <= n, n <= 8]


least_b = known("V'Phi_1 is seldom nearly singular", [r <= d, d <= 8], edge <= sv(W, r), "9/10")
largest_b = known("V'Phi_1 is seldom large", [3 <= r, r <= d, d <= 8], spec(W) <= 3, "99/100")
largest_2 = known("Phi_2 is seldom large", [3 <= d, d <= n, n <= 8], spec(S) <= 3, "99/100")
least_2 = known("Phi_2 is seldom small", [3 <= d, d <= n, n <= 8], half <= spec(S), "9/10")
parts = [use(least_b, {W: B}), use(largest_b, {W: B}), use(largest_2, {S: Phi2}), use(least_2, {S: Phi2})]

# ---- the horizon is not 0, and the bound fails from t = 1 on
long = 4 * eta**2 * (1 + nu) ** 2 * fro(A) ** 2 <= beta
before_floor = beta / (8 * eta**2 * f0)
begun = draws.at_start("The horizon is at least 1", 1 <= horizon, [long], [
    have(8 * eta**2 * f0 <= beta, loss_above, long),
    have(1 <= before_floor, 8 * eta**2 * f0 <= beta, 0 < draws.divisor),
    have(1 <= horizon, fact("floor_greatest", k=1, x=before_floor), 1 <= before_floor),
])  # fmt: skip
begins = draws.for_every_draw(begun, draws.defined)
fails = all_of(begins.claim, every.claim)
far = common + root < size * half
larger = Statement(
    "sigma_1 of Y is larger than printed, for tau at most 1/20",
    [*standing, draws.nonzero, basis, edge <= sv(one_b, r), events.norm_b, norm_2, half <= spec(P2), d_mended, 0 < D,
     tau <= twentieth, four, step_bound, far, long],
    fails,
    argument=[
        have(ball, edge <= sv(one_b, r), tau <= twentieth),
        have(horizon_defined.claim, use(horizon_defined), *horizon_defined.given),
        have(begins.claim, use(begins), *begins.given),
        have(every.claim, use(where_large, {x: half}), *draws.given, 0 < D, half <= spec(P2), four, step_bound, far),
        have(fails, begins.claim, every.claim),
    ],
    expected="proved",
)  # fmt: skip
likely = Statement(
    "sigma_1 of Y is probably larger than printed, up to n = 8",
    [*standing, draws.nonzero, basis, d_mended, 0 < D, tau <= twentieth, four, step_bound, far, long, *grid],
    Pr(of_draw(fails)) >= "39/50",
    cite="Corollary 4.4, σ_1(Y)",
    uses=[*parts, larger, horizon_defined],
    expected="certified",
)

# ---- the printed bound
upper = draws.at_draw(printed.high_y)
holds = for_all(t, 1, draws.at_draw(horizon), upper)
first = {t.data[0]: as_expr(1)}
at_first = Statement("The printed bound at t = 1", [holds, begins.claim], substitute(upper, first), expected="proved")
not_at_first = Statement(
    "The contrary bound at t = 1",
    [every.claim, begins.claim],
    substitute(every.claim.args[3], first),
    expected="proved",
)
statement = Statement(
    "sigma_1 of Y",
    [*standing, draws.nonzero, d_printed, four, step_size],
    Pr(of_draw(holds)) >= 1 - delta_printed,
    cite="Corollary 4.4, σ_1(Y)",
    uses=[likely, at_first, not_at_first],
    expected="refuted",
)
