"""What the event of appendix C, corrected, implies for every draw: items 1 and 2 of Proposition 4.3.

The proof uses Phi_1 only through V'Phi_1, the columns of V an orthonormal basis of the row space of A: the event is
||V'Phi_1|| <= 3, ||Phi_2|| <= 3, sigma_r(V'Phi_1) >= rho, with |D| <= C nu / 9. Proposition 4.3 for V V'Phi_1 in the
place of Phi_1 (where ||Phi_1|| <= 3) gives the items, as A V V' = A. Each item has the part of the event that it needs.
"""

from lemmas.ward_kolda import proposition_4_3 as printed
from lemmas.ward_kolda.proposition_4_3 import item_1, item_2
from lemmas.ward_kolda.proposition_4_3.draw import P1, B, F, V, ball, basis, d_mended, norm_1, norm_2
from lemmas.ward_kolda.setting import A, standing
from verify import Statement, colspan, spec, use
from verify.argument import fact, have, obtain
from verify.substitution import substitute

norm_b = spec(B) <= 3
Q = V @ B
same = A @ Q == A @ P1
settle = [
    have(colspan(A.T) <= colspan(V), basis),
    obtain(F, colspan(A.T) <= colspan(V), [
        have(F.T @ V.T == A),
        have(F.T @ V.T @ Q == A @ Q, F.T @ V.T == A),
        have(F.T @ V.T @ P1 == A @ P1, F.T @ V.T == A),
        have(same, F.T @ V.T @ Q == A @ Q, F.T @ V.T @ P1 == A @ P1),
    ], same),
    have(spec(V) ** 2 <= 1, fact("spec_le_of_gram", A=V, c=1)),
    have(spec(V) <= 1, fact("square_order", x=spec(V), y=1), spec(V) ** 2 <= 1),
    have(spec(Q) <= spec(V) * spec(B), fact("spec_product", A=V, B=B)),
    have(spec(V) * spec(B) <= spec(B), spec(V) <= 1),
    have(spec(Q) <= 3, spec(Q) <= spec(V) * spec(B), spec(V) * spec(B) <= spec(B), norm_b),
]  # fmt: skip


def item(title, claim, given, argument):
    """For every draw in the part of the event that `given` says."""
    given = [*standing, *given]
    return Statement(title, given, claim, argument=argument, cite="Proposition 4.3", expected="proved")


def through_q(title, claim, given, argument):
    """The same for V V'Phi_1 in the place of Phi_1."""
    lemma = Statement(title, [*standing, norm_1, *given], claim, argument=argument)
    phi = {P1.data[0]: Q}
    at = substitute(claim, phi)
    last = [have(at, use(lemma, {P1: Q}), *(substitute(g, phi) for g in lemma.given)), have(claim, at, same)]
    return item(title, claim, [basis, norm_b, *given], [*settle, *last])


deviation = (norm_2, d_mended)
sigma_r_x = item("sigma_r of X0, for every draw", printed.sigma_r_holds, [basis, ball], item_1.sigma_r_x)
sigma_1_x = through_q("sigma_1 of X0, for every draw", printed.sigma_1_x_holds, [], item_1.sigma_1_x)
sigma_1_y = item("sigma_1 of Y0, for every draw", printed.sigma_1_y_holds, deviation, item_1.sigma_1_y)
loss_below = through_q("The loss from below, for every draw", item_2.lower_bound, deviation, item_2.loss_below)
loss_above = through_q("The loss from above, for every draw", printed.above_holds, deviation, item_2.loss_above)
items = (sigma_r_x, sigma_1_x, sigma_1_y, loss_below, loss_above)
