"""Why item 1 of Proposition 4.3 holds for every draw in the event of appendix C, |D| <= C nu / 9."""

from lemmas.ward_kolda.assumption_2 import C, D, nu, rho
from lemmas.ward_kolda.good_event import positive, signs
from lemmas.ward_kolda.proposition_4_3.draw import AP, P1, P2, X0, B, F, V, d_mended, lead, scale
from lemmas.ward_kolda.setting import A, d, eta, m, n, r, standing
from lemmas.ward_kolda.singular_values import multiple_above, multiple_below, product_below, signed
from lemmas.ward_kolda.singular_values import variables as sv_
from verify import absolute, colspan, eye, rank, spec, sqrt, sv, use
from verify.argument import fact, have, obtain

signs_of_a = have(signs, use(positive), *standing)
inverse = have(0 < 1 / scale, 0 < scale, fact("reciprocal_positive", x=scale))
positive_a = [
    have(1 <= rank(A), rank(A) == r),
    have(0 < spec(A), fact("rank_positive", A=A), 1 <= rank(A)),
]
factor = [*positive_a, have(0 < scale, 0 < spec(A)), inverse]
in_range = (r <= m, r <= n, r <= d)
bounded_below = rho**2 * eye(r) <= B @ B.T
spread = rho * sv(F.T, r) <= sv(F.T @ B, r)

in_range_of_a = [
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(r <= n, fact("rank_le_cols", A=A), rank(A) == r),
]
row_space = [
    signs_of_a,
    *factor,
    *in_range_of_a,
    have(colspan(A.T) <= colspan(V), colspan(V) == colspan(A.T)),
    have(sv(B, r) ** 2 * eye(r) <= B @ B.T, fact("sv_last", A=B.T), r <= d),
    have(rho**2 <= sv(B, r) ** 2, 0 < rho, rho <= sv(B, r)),
    have(bounded_below, sv(B, r) ** 2 * eye(r) <= B @ B.T, rho**2 <= sv(B, r) ** 2),
    have(spec(V.T) ** 2 <= 1, fact("spec_le_of_gram", A=V, c=1)),
    have(spec(V.T) <= 1, fact("square_order", x=spec(V.T), y=1)),
]
sigma_r_x = [
    *row_space,
    obtain(F, colspan(A.T) <= colspan(V), [
        have(F.T @ V.T == A),
        have(AP == F.T @ B, F.T @ V.T == A),
        have(sv(F.T @ V.T, r) <= sv(F.T, r) * spec(V.T), fact("sv_product_right", A=F.T, B=V.T, k=r), *in_range),
        have(sv(F.T @ V.T, r) == sv(A, r), F.T @ V.T == A, *in_range),
        have(0 <= sv(F.T, r)),
        have(sv(A, r) <= sv(F.T, r), sv(F.T @ V.T, r) <= sv(F.T, r) * spec(V.T), sv(F.T @ V.T, r) == sv(A, r),
             spec(V.T) <= 1, 0 <= sv(F.T, r)),
        have(B @ B.T <= B @ B.T, by=()),
        have(spread, use(product_below, sv_(m=m, p=r, q=d, k=r, c=rho, M=F.T, B=B, S=B @ B.T)), 0 < rho,
             r <= m, r <= d, bounded_below, B @ B.T <= B @ B.T),
        have(rho * sv(A, r) <= sv(F.T @ B, r), sv(A, r) <= sv(F.T, r), 0 < rho, spread),
        have(sv(F.T @ B, r) == sv(AP, r), AP == F.T @ B, *in_range),
        have(rho * sv(A, r) <= sv(AP, r), sv(F.T @ B, r) == sv(AP, r), rho * sv(A, r) <= sv(F.T @ B, r)),
    ], rho * sv(A, r) <= sv(AP, r)),
    have(1 / scale * sv(AP, r) <= sv(X0, r), use(multiple_below, sv_(m=m, p=d, k=r, s=1 / scale, M=AP)),
         0 < 1 / scale, r <= m, r <= d),
    have(1 / scale * (rho * sv(A, r)) <= 1 / scale * sv(AP, r), 0 < 1 / scale, rho * sv(A, r) <= sv(AP, r)),
]  # fmt: skip
sigma_1_x = [
    *factor,
    have(spec(AP) <= 3 * spec(A), spec(P1) <= 3, fact("spec_product", A=A, B=P1)),
    have(spec(X0) <= 1 / scale * spec(AP), use(multiple_above, sv_(s=1 / scale, M=AP)), 0 < 1 / scale),
    have(1 / scale * spec(AP) <= 3 / (C * sqrt(eta)), spec(AP) <= 3 * spec(A), 0 < 1 / scale),
]
lead_y = [
    *positive_a,
    have(0 < lead, 0 < spec(A)),
    have(spec(D * (lead * P2)) <= absolute(D) * spec(lead * P2), use(signed, sv_(x=D, M=lead * P2))),
    have(spec(lead * P2) <= lead * spec(P2), 0 < lead, use(multiple_above, sv_(s=lead, M=P2))),
    have(lead * spec(P2) <= 3 * lead, spec(P2) <= 3, 0 < lead),
    have(spec(lead * P2) <= 3 * lead, spec(lead * P2) <= lead * spec(P2), lead * spec(P2) <= 3 * lead),
]
absolute_y = [
    *lead_y,
    have(0 <= absolute(D)),
    have(absolute(D) * spec(lead * P2) <= absolute(D) * (3 * lead), spec(lead * P2) <= 3 * lead, 0 <= absolute(D)),
]
sigma_1_y = [
    *lead_y,
    have(absolute(D) * spec(lead * P2) <= C / 9 * nu * spec(lead * P2), d_mended),
    have(0 <= C / 9 * nu, d_mended),
    have(C / 9 * nu * spec(lead * P2) <= C / 9 * nu * (3 * lead), 0 <= C / 9 * nu, spec(lead * P2) <= 3 * lead),
]
