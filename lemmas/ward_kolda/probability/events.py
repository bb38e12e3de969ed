"""What the event of appendix C, corrected, implies for every draw: items 1 and 2 of Proposition 4.3.

The proof uses Phi_1 only through V'Phi_1, the columns of V an orthonormal basis of the row space of A: the event is
||V'Phi_1|| <= 3, ||Phi_2|| <= 3, sigma_r(V'Phi_1) >= rho, with |D| <= C nu / 9. Proposition 4.3 for V V'Phi_1 in the
place of Phi_1 (`proposition_4_3`, where ||Phi_1|| <= 3) gives the items, as A V V' = A.
"""

from lemmas.ward_kolda import proposition_4_3 as printed
from lemmas.ward_kolda.assumption_2 import rho
from lemmas.ward_kolda.proposition_4_3 import P1, P2, V, d_mended
from lemmas.ward_kolda.setting import A, m, r, standing
from verify import Statement, colspan, matrix, spec, sv, use
from verify.argument import fact, have, obtain
from verify.substitution import substitute

B = V.T @ P1
Q = V @ B
basis = colspan(V) == colspan(A.T)
bounds = (spec(B) <= 3, spec(P2) <= 3, rho <= sv(B, r))
given = [*standing, d_mended, basis, *bounds]
F = matrix("F", r, m)
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
    have(spec(Q) <= 3, spec(Q) <= spec(V) * spec(B), spec(V) * spec(B) <= spec(B), spec(B) <= 3),
    have(rho <= sv(V.T @ Q, r), rho <= sv(B, r)),
]  # fmt: skip


def mended(statement):
    """A part of Proposition 4.3 that does not need D, under |D| <= C nu / 9."""
    title = f"{statement.title}, under |D| <= C nu / 9"
    return Statement(title, printed.mended, statement.claim, argument=statement.argument, cite=statement.cite)


def item(title, lemma):
    """The claim of the lemma, from the lemma at Phi_1 = V V'Phi_1."""
    phi = {P1.data[0]: Q}
    at, claim = substitute(lemma.claim, phi), lemma.claim
    last = [have(at, use(lemma, {P1: Q}), *(substitute(g, phi) for g in lemma.given))]
    if at is not claim:
        last.append(have(claim, at, same))
    return Statement(title, given, claim, argument=[*settle, *last], cite="Proposition 4.3", expected="proved")


sigma_r_x = item("sigma_r of X0, for every draw", mended(printed.sigma_r_x))
sigma_1_x = item("sigma_1 of X0, for every draw", mended(printed.sigma_1_x))
sigma_1_y = item("sigma_1 of Y0, for every draw", printed.sigma_1_y__corrected)
loss_below = item("The loss from below, for every draw", printed.loss_below__corrected)
loss_above = item("The loss from above, for every draw", printed.loss_above__corrected)
items = (sigma_r_x, sigma_1_x, sigma_1_y, loss_below, loss_above)
