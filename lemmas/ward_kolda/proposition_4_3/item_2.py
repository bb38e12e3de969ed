"""Why item 2 of Proposition 4.3 holds in the same event: X0 Y0' - A = E - A with ||E||_F <= nu ||A||_F."""

from lemmas.ward_kolda.assumption_2 import C, D, nu
from lemmas.ward_kolda.numbers import squared
from lemmas.ward_kolda.numbers import u as low
from lemmas.ward_kolda.numbers import v as high
from lemmas.ward_kolda.proposition_4_3.draw import AP, P1, P2, X0, Y0, E, d_mended, f0
from lemmas.ward_kolda.proposition_4_3.item_1 import positive_a
from lemmas.ward_kolda.setting import A
from verify import absolute, fro, spec, use
from verify.argument import fact, have

residual = fro(X0 @ Y0.T - A) ** 2 == fro(E - A) ** 2
small = fro(E) <= nu * fro(A)
product = fro(AP @ P2.T)
perturbation = [
    *positive_a,
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
loss_below = [
    *perturbation,
    have(below <= fro(E - A), fact("fro_triangle", A=E, A2=A - E), small),
    have(0 <= below),
    use(squared, {low: below, high: fro(E - A)}),
    have(below**2 <= fro(E - A) ** 2),
    have(lower_bound, below**2 <= fro(E - A) ** 2, residual),
]
loss_above = [
    *perturbation,
    have(fro(E - A) <= above, fact("fro_triangle", A=E, A2=-A), small),
    have(fro(E - A) ** 2 <= above**2, fro(E - A) <= above),
    have(f0 <= (1 + nu) ** 2 / 2 * fro(A) ** 2, fro(E - A) ** 2 <= above**2, residual),
]
