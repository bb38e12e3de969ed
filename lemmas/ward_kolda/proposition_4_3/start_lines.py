"""Appendix C, from the norm of V'Phi_1 to the third display: X0 and Y0."""

from lemmas.ward_kolda.assumption_2 import C, nu, rho
from lemmas.ward_kolda.proposition_4_3 import draw as dr
from lemmas.ward_kolda.proposition_4_3 import item_1, sigma_1_x_holds
from lemmas.ward_kolda.proposition_4_3.draw import P1, X0, Y0, D, V
from lemmas.ward_kolda.proposition_4_3.lines import for_negative_d, line
from lemmas.ward_kolda.setting import A, d, eta, m, r, standing
from verify import absolute, spec, sqrt, sv
from verify.argument import fact, have

product = spec(V) * spec(P1)
unit_norm = [
    have(spec(V) ** 2 <= 1, fact("spec_le_of_gram", A=V, c=1)),
    have(spec(V) <= 1, fact("square_order", x=spec(V), y=1), spec(V) ** 2 <= 1),
    have(0 <= spec(P1)),
    have(product <= spec(P1), spec(V) <= 1, 0 <= spec(P1)),
    have(product <= 3, product <= spec(P1), dr.norm_1),
]
sigma_r_x = rho / (sqrt(eta) * C * spec(A)) * sv(A, r) <= sv(X0, r)
same_r = have(sigma_r_x, 1 / dr.scale * (rho * sv(A, r)) <= sv(X0, r))
r_bound = [*item_1.sigma_r_x, have(1 / dr.scale * (rho * sv(A, r)) <= sv(X0, r)), same_r]
by_order = have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= m, r <= d)
in_range = [*item_1.factor, *item_1.in_range_of_a, by_order]
y_printed, y_mended = spec(Y0) <= 3 * sqrt(eta) * D * spec(A), spec(Y0) <= 3 * sqrt(eta) * absolute(D) * spec(A)
y_of_sign = [*item_1.absolute_y, have(y_mended), *dr.of_sign, have(y_printed, y_mended, absolute(D) == D)]
y_last = 3 * sqrt(eta) * D * spec(A) <= sqrt(eta) * C * nu * spec(A) / 3
start = (
    line("'If all aforementioned events hold', 1st ≤", spec(V.T @ P1) <= product, given=()),
    line("'If all aforementioned events hold', 2nd ≤", product <= 3, [dr.norm_1],
         arguments={"holds": unit_norm, "follows": unit_norm}),
    line("3rd display, 1st ≤", sigma_r_x, [*standing, dr.basis, dr.ball],
         arguments={"holds": r_bound, "follows": r_bound}),
    line("3rd display, 2nd ≤", sv(X0, r) <= spec(X0), standing, arguments={"holds": in_range, "follows": in_range}),
    line("3rd display, 3rd ≤", sigma_1_x_holds, [*standing, dr.norm_1],
         arguments={"holds": item_1.sigma_1_x, "follows": item_1.sigma_1_x}),
    line("3rd display, 4th ≤", y_printed, [*standing, dr.norm_2], holds="refuted", follows="refuted",
         cites_corrected=(*standing, dr.norm_2, dr.d_sign), arguments={"corrected": y_of_sign}, **for_negative_d),
    line("3rd display, 5th ≤", y_last, [dr.d_printed]),
)  # fmt: skip
