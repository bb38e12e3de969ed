"""Proposition 4.3, the part that is not about probability: items 1 and 2 for every draw in the event of its proof.

That event (appendix C): ||Phi_1|| <= 3, ||Phi_2|| <= 3 and sigma_r(V' Phi_1) >= rho, where the columns of V are an
orthonormal basis of the row space of A, as in the singular value decomposition. How probable it is belongs elsewhere.
Hidden hypothesis: D >= -C nu / 9 besides D <= C nu / 9 (so that 0 <= nu), else Y0 and the loss are not bounded;
`@corrected` has |D| <= C nu / 9. The lower bound of item 2 is printed with (1 - nu)^2 in the denominator.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu, rho
from lemmas.ward_kolda.good_event import positive, signs
from lemmas.ward_kolda.numbers import squared
from lemmas.ward_kolda.numbers import u as low
from lemmas.ward_kolda.numbers import v as high
from lemmas.ward_kolda.setting import A, d, eta, f, m, n, r, standing
from lemmas.ward_kolda.singular_values import multiple_above, multiple_below, product_below, signed
from lemmas.ward_kolda.singular_values import variables as sv_
from verify import Statement, absolute, colspan, eye, fro, matrix, orthonormal, rank, spec, sqrt, sv, use
from verify.argument import fact, have, obtain

P1, P2, V = matrix("Phi1", n, d), matrix("Phi2", n, d), orthonormal("V", n, r)
X0 = (1 / (sqrt(eta) * C * spec(A))) * (A @ P1)
Y0 = (sqrt(eta) * D * spec(A)) * P2
f0 = f(X0, Y0)
draw = (*standing, colspan(V) == colspan(A.T), spec(P1) <= 3, spec(P2) <= 3, rho <= sv(V.T @ P1, r))
d_printed, d_mended = D <= C / 9 * nu, absolute(D) <= C / 9 * nu
printed, mended = [*draw, d_printed], [*draw, d_mended]


def part(title, claim, cite, expected, given=printed, **fields):
    return Statement(title, given, claim, cite=f"Proposition 4.3, {cite}", expected=expected, **fields)


def pair(title, claim, cite, argument, corrected=None):
    """The inequality as printed, and under |D| <= C nu / 9."""
    first = part(title, claim, cite, "refuted")
    claim = claim if corrected is None else corrected
    return first, part(f"{title}, corrected", claim, cite, "proved", mended, corrects=first, argument=argument)


# ---- item 1

AP, B, F = A @ P1, V.T @ P1, matrix("F", r, m)
scale, lead = sqrt(eta) * C * spec(A), sqrt(eta) * spec(A)
signs_of_a = have(signs, use(positive), *standing)
inverse = have(0 < 1 / scale, 0 < scale, fact("reciprocal_positive", x=scale))
factor = [signs_of_a, have(0 < scale, 0 < spec(A)), inverse]
in_range = (r <= m, r <= n, r <= d)
bounded_below = rho**2 * eye(r) <= B @ B.T
spread = rho * sv(F.T, r) <= sv(F.T @ B, r)

row_space = [
    *factor,
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(r <= n, fact("rank_le_cols", A=A), rank(A) == r),
    have(colspan(A.T) <= colspan(V), colspan(V) == colspan(A.T)),
    have(sv(B, r) ** 2 * eye(r) <= B @ B.T, fact("sv_last", A=B.T), r <= d),
    have(rho**2 <= sv(B, r) ** 2, 0 < rho, rho <= sv(B, r)),
    have(bounded_below, sv(B, r) ** 2 * eye(r) <= B @ B.T, rho**2 <= sv(B, r) ** 2),
    have(spec(V.T) ** 2 <= 1, fact("spec_le_of_gram", A=V, c=1)),
    have(spec(V.T) <= 1, fact("square_order", x=spec(V.T), y=1)),
]
sigma_r_x = part(
    "sigma_r of X0",
    1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A)) <= sv(X0, r),
    "item 1, σ_r(X_0)",
    "proved",
    argument=[
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
    ],
)  # fmt: skip
sigma_1_x = part(
    "sigma_1 of X0",
    spec(X0) <= 3 / (C * sqrt(eta)),
    "item 1, σ_1(X_0)",
    "proved",
    argument=[
        *factor,
        have(spec(AP) <= 3 * spec(A), spec(P1) <= 3, fact("spec_product", A=A, B=P1)),
        have(spec(X0) <= 1 / scale * spec(AP), use(multiple_above, sv_(s=1 / scale, M=AP)), 0 < 1 / scale),
        have(1 / scale * spec(AP) <= 3 / (C * sqrt(eta)), spec(AP) <= 3 * spec(A), 0 < 1 / scale),
    ],
)
sigma_1_y, sigma_1_y__corrected = pair(
    "sigma_1 of Y0",
    spec(Y0) <= sqrt(eta) * C * nu * spec(A) / 3,
    "item 1, σ_1(Y_0)",
    [
        signs_of_a,
        have(0 < lead, 0 < spec(A)),
        have(spec(D * (lead * P2)) <= absolute(D) * spec(lead * P2), use(signed, sv_(x=D, M=lead * P2))),
        have(spec(lead * P2) <= lead * spec(P2), 0 < lead, use(multiple_above, sv_(s=lead, M=P2))),
        have(lead * spec(P2) <= 3 * lead, spec(P2) <= 3, 0 < lead),
        have(spec(lead * P2) <= 3 * lead, spec(lead * P2) <= lead * spec(P2), lead * spec(P2) <= 3 * lead),
        have(absolute(D) * spec(lead * P2) <= C / 9 * nu * spec(lead * P2), d_mended),
        have(0 <= C / 9 * nu, d_mended),
        have(C / 9 * nu * spec(lead * P2) <= C / 9 * nu * (3 * lead), 0 <= C / 9 * nu, spec(lead * P2) <= 3 * lead),
    ],
)

# ---- item 2: X0 Y0' - A = E - A, where ||E||_F <= nu ||A||_F

E = (D / C) * (AP @ P2.T)
residual = fro(X0 @ Y0.T - A) ** 2 == fro(E - A) ** 2
small = fro(E) <= nu * fro(A)
product = fro(AP @ P2.T)
perturbation = [
    signs_of_a,
    have(product <= fro(AP) * spec(P2.T), fact("fro_product_right", A=AP, B=P2.T)),
    have(fro(AP) <= 3 * fro(A), fact("fro_product_right", A=A, B=P1), spec(P1) <= 3),
    have(fro(AP) * spec(P2.T) <= 3 * fro(AP), spec(P2) <= 3),
    have(product <= 9 * fro(A), product <= fro(AP) * spec(P2.T), fro(AP) <= 3 * fro(A),
         fro(AP) * spec(P2.T) <= 3 * fro(AP)),
    have(product**2 <= 81 * fro(A) ** 2, product <= 9 * fro(A)),
    have(absolute(D) * 9 <= C * nu, d_mended),
    have(0 <= C * nu, absolute(D) * 9 <= C * nu),
    have(0 < C),
    have(0 <= nu, fact("cancel_positive", x=C, y=nu), 0 < C, 0 <= C * nu),
    have(absolute(D) ** 2 * 81 <= C**2 * nu**2, absolute(D) * 9 <= C * nu),
    have(81 * (D / C) ** 2 <= nu**2, absolute(D) ** 2 * 81 <= C**2 * nu**2),
    have((D / C) ** 2 * product**2 <= (D / C) ** 2 * (81 * fro(A) ** 2), product**2 <= 81 * fro(A) ** 2),
    have((D / C) ** 2 * (81 * fro(A) ** 2) <= nu**2 * fro(A) ** 2, 81 * (D / C) ** 2 <= nu**2),
    have(fro(E) ** 2 <= (nu * fro(A)) ** 2, (D / C) ** 2 * product**2 <= (D / C) ** 2 * (81 * fro(A) ** 2),
         (D / C) ** 2 * (81 * fro(A) ** 2) <= nu**2 * fro(A) ** 2),
    have(0 <= nu * fro(A), 0 <= nu),
    have(small, fact("square_order", x=fro(E), y=nu * fro(A)), 0 <= nu * fro(A), fro(E) ** 2 <= (nu * fro(A)) ** 2),
    have(X0 @ Y0.T - A == E - A, 0 < spec(A)),
    have(residual, X0 @ Y0.T - A == E - A),
]  # fmt: skip
above, below = (1 + nu) * fro(A), (1 - nu) * fro(A)
lower_bound = (1 - nu) ** 2 / 2 * fro(A) ** 2 <= f0
loss_below, loss_below__corrected = pair(
    "The loss from below",
    1 / (2 * (1 - nu) ** 2) * fro(A) ** 2 <= f0,
    "item 2, 1st ≤",
    [
        *perturbation,
        have(below <= fro(E - A), fact("fro_triangle", A=E, A2=A - E), small),
        have(0 <= below),
        use(squared, {low: below, high: fro(E - A)}),
        have(below**2 <= fro(E - A) ** 2),
        have(lower_bound, below**2 <= fro(E - A) ** 2, residual),
    ],
    lower_bound,
)
loss_above, loss_above__corrected = pair(
    "The loss from above",
    f0 <= (1 + nu) ** 2 / 2 * fro(A) ** 2,
    "item 2, 2nd ≤",
    [
        *perturbation,
        have(fro(E - A) <= above, fact("fro_triangle", A=E, A2=-A), small),
        have(fro(E - A) ** 2 <= above**2, fro(E - A) <= above),
        have(f0 <= (1 + nu) ** 2 / 2 * fro(A) ** 2, fro(E - A) ** 2 <= above**2, residual),
    ],
)
loss_below__two_sided = part(
    "The loss from below, |D| bounded",
    1 / (2 * (1 - nu) ** 2) * fro(A) ** 2 <= f0,
    "item 2, 1st ≤, with |D| bounded",
    "refuted",
    mended,
)
