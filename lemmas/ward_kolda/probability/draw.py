"""Phi_1 and Phi_2 of Assumption 2 as random matrices, delta of (A2d) term by term, and which propositions apply.

C1 = sqrt(e), without the exponential term, is what Proposition A.1 `sharp` gives for all sizes; "epsilon" of appendix C
is tau. `exponential` is the term exp(-C2 d), which the printed delta has besides.
"""

from lemmas.ward_kolda import proposition_a_2 as a2
from lemmas.ward_kolda.assumption_2 import tau
from lemmas.ward_kolda.proposition_4_3.draw import P1, P2, V
from lemmas.ward_kolda.proposition_a_1 import scaled as a1
from lemmas.ward_kolda.setting import d, n, r
from verify import exp, gaussian, real, spec, sqrt, sv, use
from verify.substitution import substitute

Phi1, Phi2 = gaussian("Phi1", n, d, variance=1 / d), gaussian("Phi2", n, d, variance=1 / n)
B = V.T @ Phi1
C2 = real("C2", gt=0)
rho = tau * (1 - sqrt(r - 1) / sqrt(d))
tall = r <= d
wide = d <= n
room = sqrt(r) + sqrt(d) <= 2 * sqrt(n)

e_ball, exponential = (sqrt(exp(1)) * tau) ** (d - r + 1), exp(-C2 * d)
e_r, e_d = exp(-r / 2), exp(-d / 2)
delta = e_ball + e_r + e_d
delta_printed = e_ball + exponential + e_r + e_d

ball, norm_b, norm_2 = rho <= sv(B, r), spec(B) <= 3, spec(Phi2) <= 3


def of_draw(prop):
    """A relation about one draw, about the random matrices."""
    return substitute(prop, {P1.data[0]: Phi1, P2.data[0]: Phi2})


small_ball = use(a1.statement, {a1.tau: tau, a1.H: B, a1.d: d, a1.r: r})


def norm_of_b(t):
    """Proposition A.2 for V'Phi_1, r x d."""
    return use(a2.norm_wide, {a2.t: t, a2.W: B, a2.d: d, a2.r: r})


def norm_of_phi2(t):
    """Proposition A.2 for Phi_2, n x d."""
    return use(a2.norm_tall, {a2.t: t, a2.S: Phi2, a2.d: n, a2.r: d})
