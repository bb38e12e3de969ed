"""The printed bound on sigma_1(Y_t) of Corollary 4.4 fails with probability near 1, not for improbable draws only.

Y moves by less than half of sqrt(beta / eta) up to the horizon, and Y0 = sqrt(eta) D sigma_1(A) Phi_2 is larger than
3 / (C sqrt(eta)) by more than what the bound allows and that, where D is large enough (`far`); Proposition A.1 bounds
Phi_2 from below, d <= n. For example m = n = 400, d = 20, r = 10, singular values 1, tau = 1/20, nu = 9/10, C = 10^6,
D = C nu / 9 and eta^2 a little below beta / (8 f0) for the largest f0 of item 2: the horizon is not 0, and the bound
fails with probability at least 0.99. `corollary_4_4` refutes the printed statement, at small sizes.
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import D, horizon, item_1, tau
from lemmas.ward_kolda.corollary_4_4 import common, drifts, limit, moved, root, way
from lemmas.ward_kolda.good_event.room import four, step_bound, x_small, y_small
from lemmas.ward_kolda.probability import theorems_draws as draws
from lemmas.ward_kolda.probability.draw import Phi2, delta, of_draw, room, wide
from lemmas.ward_kolda.probability.negative import least, root_e, y
from lemmas.ward_kolda.probability.proposition_4_3 import parts
from lemmas.ward_kolda.proposition_4_3.draw import P2, basis, d_mended
from lemmas.ward_kolda.proposition_4_3.draw import Y0 as drawn
from lemmas.ward_kolda.proposition_a_1 import scaled as a1
from lemmas.ward_kolda.setting import Y0, A, Ys, d, eta, n, standing
from lemmas.ward_kolda.theorem_5_1 import t
from verify import Pr, Statement, for_all, real, spec, sqrt, sv, use
from verify.argument import each, fact, have

far_start = common + root < spec(Y0)
larger = common + root / 2 < spec(Ys[t])
away = spec(Ys[t] - Y0) <= moved
one = Statement(
    "sigma_1 of Y is larger than printed, at t",
    [*item_1, four, step_bound, t <= horizon, far_start],
    larger,
    argument=[
        *drifts,
        have(away, use(path_bound.closer_path_y, {path_bound.T: t}), x_small, y_small, limit(t)),
        have(spec(Y0) <= spec(Ys[t]) + spec(Ys[t] - Y0), fact("spec_triangle", A=Ys[t], A2=Y0 - Ys[t])),
        have(larger, spec(Y0) <= spec(Ys[t]) + spec(Ys[t] - Y0), away, moved <= way, 0 <= root, far_start),
    ],
    expected="proved",
)
core = draws.at_start("sigma_1 of Y is larger than printed", for_all(t, 1, horizon, larger), [step_bound, far_start], [
    each(t, 1, horizon, [have(larger, use(one), *one.given)], larger),
])  # fmt: skip
every = draws.for_every_draw(core, draws.defined)
horizon_defined = draws.for_every_draw(draws.defined)
size = sqrt(eta) * D * spec(A)
x = real("x")
larger_than = common + root < size * x
where_large = Statement(
    "sigma_1 of Y is larger than printed where Phi2 is not small",
    [*draws.given, 0 < D, x <= spec(P2), four, step_bound, larger_than],
    every.claim,
    argument=[
        have(0 < size, 0 < D, 0 < spec(A)),
        have(size * x <= size * spec(P2), x <= spec(P2), 0 < size),
        have(spec(drawn) == size * spec(P2), fact("spec_scaled", A=P2, c=size), 0 < size),
        have(draws.at_draw(far_start), larger_than, size * x <= size * spec(P2), spec(drawn) == size * spec(P2)),
        have(horizon_defined.claim, use(horizon_defined), *horizon_defined.given),
        have(every.claim, use(every), *every.given),
    ],
    expected="proved",
)
far = common + root < size * y
lemma = Statement(
    "sigma_1 of Y is larger than printed where Phi2 has no small singular value",
    [*draws.given, wide, 0 < D, least, four, step_bound, far],
    every.claim,
    argument=[
        have(sv(P2, d) <= spec(P2), fact("sv_le_spec", A=P2, k=d), wide),
        have(y <= spec(P2), sv(P2, d) <= spec(P2), least),
        have(horizon_defined.claim, use(horizon_defined), *horizon_defined.given),
        have(every.claim, use(where_large, {x: y}), *draws.given, 0 < D, y <= spec(P2), four, step_bound, far),
    ],
    expected="proved",
)
statement = Statement(
    "sigma_1 of Y is probably larger than printed",
    [*standing, draws.nonzero, d_mended, basis, room, four, step_bound, wide, 0 < D, far],
    Pr(of_draw(every.claim)) >= 1 - delta - root_e ** (n - d + 1),
    cite="Corollary 4.4, σ_1(Y)",
    doc="So where the horizon is not 0 the printed bound holds with probability at most delta + (C1 tau)^(n-d+1).",
    uses=[*parts, use(a1.statement, {a1.tau: tau, a1.H: Phi2.T, a1.d: n, a1.r: d}), lemma, horizon_defined],
    expected="assumed",
)
