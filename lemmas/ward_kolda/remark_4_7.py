"""Remark 4.7: Lemmas 4.5 and 4.6 "no longer hold beyond the exactly rank-r setting".

Two readings. Literal: each lemma with rank(A) = r left out; the remark is then wrong on Lemma 4.5, which uses no rank.
`best`: the column space is that of the best rank-r part of A + E, where `A` is that part and E the rest (A'E = 0,
AE' = 0, ||E|| <= sigma_r(A)); then both lemmas fail, and (5) survives for the excess loss.

"The rest of the theorems we use do extend" is wrong on Proposition 4.3 (`on_4_3`): its bounds are about V'Phi_1, which
has rank(A) rows, not r. For A = I the bound on sigma_1(X_0) says ||Phi_1|| <= 3 (`identity`), and ||Phi_1|| is near
1 + sqrt(n/d). It is right on Lemma 4.1 and Proposition 4.2: `lemma_4_1` and `proposition_4_2` state and prove them for
A of any rank.
"""

from lemmas.ward_kolda.assumption_2 import C
from lemmas.ward_kolda.lemma_4_5 import statement__any_rank as lemma_4_5
from lemmas.ward_kolda.lemma_4_6 import statement__any_rank as lemma_4_6
from lemmas.ward_kolda.probability.draw import Phi1, delta_printed, tall
from lemmas.ward_kolda.proposition_4_3.draw import P1
from lemmas.ward_kolda.setting import A, X, Y, d, eta, m, n, objective, r, standing
from verify import Pr, Statement, colspan, eye, fails, fro, matrix, spec, sqrt, sv, zeros

on_4_5 = fails(lemma_4_5, cite="Remark 4.7, on Lemma 4.5", expected="refuted")
on_4_6 = fails(lemma_4_6, cite="Remark 4.7, on Lemma 4.6", expected="proved")

E = matrix("E", m, n)
loss, grad_x, grad_y = objective(A + E)
best = [*standing, A.T @ E == zeros(n, n), A @ E.T == zeros(m, m), spec(E) <= sv(A, r), colspan(X) <= colspan(A)]

span__best = Statement(
    "A step in X stays in the span of the best rank-r part",
    best,
    colspan(X - eta * grad_x(X, Y)) <= colspan(A),
    cite="Lemma 4.5 for the best rank-r part",
    expected="refuted",
)
domination__best = Statement(
    "Gradient domination in Y on the span of the best rank-r part",
    [*best, sv(X, r) > 0],
    fro(grad_y(X, Y)) ** 2 >= 2 * sv(X, r) ** 2 * loss(X, Y),
    cite="Lemma 4.6 for the best rank-r part",
    expected="refuted",
)
domination__best_corrected = Statement(
    "Gradient domination in Y of the excess loss",
    [*best, sv(X, r) > 0],
    fro(grad_y(X, Y)) ** 2 >= 2 * sv(X, r) ** 2 * (loss(X, Y) - fro(E) ** 2 / 2),
    cite="Lemma 4.6 for the best rank-r part",
    corrects=domination__best,
    expected="proved",
)

rest = "Remark 4.7, 'the rest of the theorems we use do extend', Proposition 4.3"
start_x = (1 / (sqrt(eta) * C)) * (eye(n) @ P1)
identity = Statement(
    "The bound on sigma_1(X_0) for A = I is a bound on Phi_1",
    [spec(start_x) <= 3 / (C * sqrt(eta))],
    spec(P1) <= 3,
    cite=rest,
    doc="sigma_1(I) = 1.",
    expected="proved",
)
on_4_3 = Statement(
    "sigma_1 of X_0 for A = I, with the probability for any r",
    [tall, 8 * d <= n],
    Pr(spec(Phi1) <= 3) >= 1 - delta_printed,
    cite=rest,
    expected="refuted",
)
