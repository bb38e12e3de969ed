"""Appendix C: the start of Assumption 2 for one draw of Phi_1 and Phi_2, and the event that its proof considers.

V: an orthonormal basis of the row space of A, as in the singular value decomposition.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu, rho
from lemmas.ward_kolda.setting import A, d, eta, f, m, n, r, standing
from verify import absolute, colspan, matrix, orthonormal, spec, sqrt, sv
from verify.argument import fact, have

P1, P2, V = matrix("Phi1", n, d), matrix("Phi2", n, d), orthonormal("V", n, r)
X0 = (1 / (sqrt(eta) * C * spec(A))) * (A @ P1)
Y0 = (sqrt(eta) * D * spec(A)) * P2
f0 = f(X0, Y0)

basis = colspan(V) == colspan(A.T)
norm_1, norm_2, ball = spec(P1) <= 3, spec(P2) <= 3, rho <= sv(V.T @ P1, r)
draw = (*standing, basis, norm_1, norm_2, ball)
d_printed, d_mended, d_sign = D <= C / 9 * nu, absolute(D) <= C / 9 * nu, 0 <= D
printed, mended, signed = [*draw, d_printed], [*draw, d_mended], [*draw, d_sign, d_printed]
of_sign = [
    have(absolute(D) <= D, fact("abs_bound", x=D, y=D), d_sign),
    have(absolute(D) == D, fact("antisymmetry", x=absolute(D), y=D), fact("abs_upper", x=D), absolute(D) <= D),
]
to_mended = [*of_sign, have(d_mended, absolute(D) == D, d_printed)]

AP, B, F = A @ P1, V.T @ P1, matrix("F", r, m)
scale, lead = sqrt(eta) * C * spec(A), sqrt(eta) * spec(A)
E = (D / C) * (AP @ P2.T)
