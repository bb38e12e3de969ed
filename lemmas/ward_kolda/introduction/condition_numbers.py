"""The introduction on condition numbers: of A and of the start.

`~` and `comparable` are read as bounds in both directions with factors that depend on rho alone. The lower one is about
the draw: it needs the event of Proposition 4.3's proof, and what the proposition states is not enough (`@event`).
"""

from lemmas.ward_kolda.assumption_2 import C, event, rho, sigma_1_x0, sigma_r_x0
from lemmas.ward_kolda.good_event import positive, signs
from lemmas.ward_kolda.introduction import kappa, line
from lemmas.ward_kolda.proposition_4_3 import sigma_r_x
from lemmas.ward_kolda.proposition_4_3.draw import AP, P1, B, F, draw
from lemmas.ward_kolda.proposition_4_3.draw import X0 as drawn
from lemmas.ward_kolda.proposition_4_3.draw import V as V_draw
from lemmas.ward_kolda.proposition_4_3.draw import scale as size
from lemmas.ward_kolda.proposition_4_3.item_1 import bounded_below, row_space
from lemmas.ward_kolda.setting import X0, A, d, eta, m, n, r, standing
from lemmas.ward_kolda.singular_values import multiple_above, multiple_below, product_below, variables
from verify import colspan, rank, spec, sqrt, sv, use
from verify.argument import fact, have, obtain

kappa_0 = spec(X0) / sv(X0, r)
scale = 1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A))
factor = 3 / rho * kappa
of_draw = have(signs, use(positive), *standing)
# ---- the start, from the draw

FT, bounds = F.T, (r <= m, r <= n, r <= d)
big = rho * spec(A) <= spec(AP)
wide = 3 * sv(A, r) * spec(drawn) - sv(drawn, r) * (rho * spec(A))
from_draw = [
    *row_space,
    obtain(F, colspan(A.T) <= colspan(V_draw), [
        have(FT @ V_draw.T == A),
        have(AP == FT @ B, FT @ V_draw.T == A),
        have(spec(FT @ V_draw.T) <= spec(FT) * spec(V_draw.T), fact("spec_product", A=FT, B=V_draw.T)),
        have(spec(FT @ V_draw.T) == spec(A), FT @ V_draw.T == A),
        have(spec(A) <= spec(FT), spec(FT @ V_draw.T) <= spec(FT) * spec(V_draw.T), spec(FT @ V_draw.T) == spec(A),
             spec(V_draw.T) <= 1),
        have(B @ B.T <= B @ B.T, by=()),
        have(rho * sv(FT, 1) <= sv(FT @ B, 1), 0 < rho, bounded_below, B @ B.T <= B @ B.T,
             use(product_below, variables(m=m, p=r, q=d, k=1, c=rho, M=FT, B=B, S=B @ B.T))),
        have(sv(FT, 1) == spec(FT), fact("sv_first", A=FT)),
        have(sv(FT @ B, 1) == spec(FT @ B), fact("sv_first", A=FT @ B)),
        have(spec(FT @ B) == spec(AP), AP == FT @ B),
        have(rho * spec(A) <= rho * spec(FT), 0 < rho, spec(A) <= spec(FT)),
        have(big, rho * spec(A) <= rho * spec(FT), rho * sv(FT, 1) <= sv(FT @ B, 1), sv(FT, 1) == spec(FT),
             sv(FT @ B, 1) == spec(FT @ B), spec(FT @ B) == spec(AP)),
    ], big),
    have(sv(AP, r) <= sv(A, r) * spec(P1), fact("sv_product_right", A=A, B=P1, k=r), *bounds),
    have(sv(A, r) * spec(P1) <= 3 * sv(A, r), spec(P1) <= 3, 0 < sv(A, r)),
    have(size * sv(drawn, r) <= sv(size * drawn, r), use(multiple_below, variables(m=m, p=d, k=r, s=size, M=drawn)),
         0 < size, *bounds),
    have(size * drawn == AP, 0 < size),
    have(sv(size * drawn, r) == sv(AP, r), size * drawn == AP, *bounds),
    have(spec(size * drawn) <= size * spec(drawn), use(multiple_above, variables(s=size, M=drawn)), 0 < size),
    have(spec(size * drawn) == spec(AP), size * drawn == AP),
    have(rho * spec(A) <= size * spec(drawn), big, spec(size * drawn) <= size * spec(drawn),
         spec(size * drawn) == spec(AP)),
    have(size * sv(drawn, r) <= 3 * sv(A, r), size * sv(drawn, r) <= sv(size * drawn, r),
         sv(size * drawn, r) == sv(AP, r), sv(AP, r) <= sv(A, r) * spec(P1), sv(A, r) * spec(P1) <= 3 * sv(A, r)),
    have(0 < rho * spec(A)),
    have(size * sv(drawn, r) * (rho * spec(A)) <= 3 * sv(A, r) * (size * spec(drawn)),
         size * sv(drawn, r) <= 3 * sv(A, r), rho * spec(A) <= size * spec(drawn), 0 < size, 0 < rho * spec(A),
         0 < sv(A, r)),
    have(0 <= size * wide, size * sv(drawn, r) * (rho * spec(A)) <= 3 * sv(A, r) * (size * spec(drawn))),
    have(0 <= wide, fact("cancel_positive", x=size, y=wide), 0 < size, 0 <= size * wide),
    have(scale <= sv(drawn, r), use(sigma_r_x), *draw),
    have(0 < scale, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
    have(0 < sv(drawn, r), scale <= sv(drawn, r), 0 < scale),
    have(rho / 3 * kappa <= spec(drawn) / sv(drawn, r), 0 < sv(drawn, r), 0 < sv(A, r), 0 <= wide),
]  # fmt: skip
comparable_upper = line(
    "The condition number of X0 from above",
    list(event),
    kappa_0 <= 3 / rho * kappa,
    "'comparable with high probability'",
    "proved",
    argument=[
        of_draw,
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(0 < scale, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(0 < sv(X0, r), 0 < scale, sigma_r_x0),
        have(factor * scale == 3 / (C * sqrt(eta)), 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(0 < factor, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have(factor * scale <= factor * sv(X0, r), 0 < factor, sigma_r_x0),
        have(
            spec(X0) <= factor * sv(X0, r),
            factor * scale <= factor * sv(X0, r),
            factor * scale == 3 / (C * sqrt(eta)),
            sigma_1_x0,
        ),
        have(kappa_0 <= factor, spec(X0) <= factor * sv(X0, r), 0 < sv(X0, r)),
    ],
)
comparable_lower = line(
    "The condition number of X0 from below",
    list(draw),
    rho / 3 * kappa <= spec(drawn) / sv(drawn, r),
    "'comparable with high probability'",
    "proved",
    argument=from_draw,
)
comparable_lower__event = line(
    "The condition number of X0 from below, by what Proposition 4.3 states",
    list(event),
    rho / 3 * kappa <= kappa_0,
    "'comparable with high probability', from Proposition 4.3",
    "refuted",
    doc="True of a draw in the event of appendix C: `comparable_lower`.",
)
