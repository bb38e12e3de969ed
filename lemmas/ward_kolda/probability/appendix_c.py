"""Appendix C, the probable part: what is printed about ||Phi_1||, ||Phi_2|| and sigma_r(V'Phi_1), and what is true.

"False" is a word about probabilities here: a statement is refuted by sizes at which the exact law gives the event less
than the printed probability, not by an improbable draw. Print bounds sigma_1(Phi_1), of an n x d matrix with entries
N(0, 1/d): for n much larger than d that norm is near sqrt(n/d). Only V'Phi_1, r x d, is needed. sigma_1(Phi_2) is
printed with sqrt(m) for sqrt(n), and is at most 3 with that probability where d <= n, a hidden hypothesis.
C1 = sqrt(e), without the exponential term (Proposition A.1 and its `sharp`); "epsilon" in print is tau.
"""

from lemmas.ward_kolda import proposition_a_1 as a1
from lemmas.ward_kolda import proposition_a_2 as a2
from lemmas.ward_kolda.assumption_2 import tau
from lemmas.ward_kolda.proposition_4_3 import V
from lemmas.ward_kolda.setting import d, m, n, r
from verify import Pr, Statement, all_of, exp, gaussian, spec, sqrt, sv, use

Phi1, Phi2 = gaussian("Phi1", n, d, variance=1 / d), gaussian("Phi2", n, d, variance=1 / n)
B = V.T @ Phi1
e_r, e_d = exp(-r / 2), exp(-d / 2)
e_ball = (sqrt(exp(1)) * tau) ** (d - r + 1)
tall, wide = r <= d, d <= n
rho = tau * (1 - sqrt(r - 1) / sqrt(d))


def line(title, given, claim, place, expected, uses=(), corrects=None, **fields):
    cite = f"Appendix C, {place}"
    return Statement(title, given, claim, cite=cite, expected=expected, uses=uses, corrects=corrects, **fields)


small_ball = line(
    "sigma_r(V'Phi1)", [tall], Pr(rho <= sv(B, r)) >= 1 - e_ball, "1st display", "assumed",
    [use(a1.scaled, {a1.tau: tau, a1.H: B, a1.d: d, a1.r: r})],
)  # fmt: skip

phi1 = "2nd display, Phi_1"
norm_1 = line("sigma_1(Phi1)", [tall], Pr(spec(Phi1) <= 1 + 2 * sqrt(r) / sqrt(d)) >= 1 - e_r, phi1, "refuted")
norm_1__corrected = line(
    "sigma_1(V'Phi1)", [], Pr(spec(B) <= 1 + 2 * sqrt(r) / sqrt(d)) >= 1 - e_r, phi1, "assumed",
    [use(a2.norm_wide, {a2.t: sqrt(r), a2.W: B, a2.d: d, a2.r: r})], norm_1,
)  # fmt: skip
three_1 = line("sigma_1(Phi1) <= 3", [tall], Pr(spec(Phi1) <= 3) >= 1 - e_r, phi1, "refuted")
three_1__corrected = line(
    "sigma_1(V'Phi1) <= 3", [tall], Pr(spec(B) <= 3) >= 1 - e_r, phi1, "assumed",
    [use(a2.norm_wide, {a2.t: sqrt(r), a2.W: B, a2.d: d, a2.r: r})], three_1,
)  # fmt: skip

phi2 = "2nd display, Phi_2"
norm_2 = line("sigma_1(Phi2), with m", [], Pr(spec(Phi2) <= 1 + 2 * sqrt(d) / sqrt(m)) >= 1 - e_d, phi2, "refuted")
norm_2__corrected = line(
    "sigma_1(Phi2), with n", [], Pr(spec(Phi2) <= 1 + 2 * sqrt(d) / sqrt(n)) >= 1 - e_d, phi2, "assumed",
    [use(a2.norm_tall, {a2.t: sqrt(d), a2.S: Phi2, a2.d: n, a2.r: d})], norm_2,
)  # fmt: skip
three_2 = line("sigma_1(Phi2) <= 3", [], Pr(spec(Phi2) <= 3) >= 1 - e_d, phi2, "refuted")
three_2__corrected = line(
    "sigma_1(Phi2) <= 3 for d <= n", [wide], Pr(spec(Phi2) <= 3) >= 1 - e_d, phi2, "assumed",
    [use(a2.norm_tall, {a2.t: sqrt(d), a2.S: Phi2, a2.d: n, a2.r: d})], three_2,
)  # fmt: skip

together = all_of(spec(Phi1) <= 3, spec(Phi2) <= 3)
norms = line("Both norms", [tall, r <= n], Pr(together) >= 1 - e_r - e_d, "2nd display", "refuted")
norms__tall = line("Both norms, d <= n", [tall, wide], Pr(together) >= 1 - e_r - e_d, "2nd display", "refuted")
norms__corrected = line(
    "Both norms, as the proof needs them", [tall, wide], Pr(all_of(spec(B) <= 3, spec(Phi2) <= 3)) >= 1 - e_r - e_d,
    "2nd display", "assumed",
    [use(a2.norm_wide, {a2.t: sqrt(r), a2.W: B, a2.d: d, a2.r: r}),
     use(a2.norm_tall, {a2.t: sqrt(d), a2.S: Phi2, a2.d: n, a2.r: d})], norms,
    doc="No independence is needed: the union bound.",
)  # fmt: skip
