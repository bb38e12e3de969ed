"""Remark 4.7: Lemmas 4.5 and 4.6 "no longer hold beyond the exactly rank-r setting".

Two readings. Literal: each lemma with rank(A) = r left out; the remark is then wrong on Lemma 4.5, which uses no rank.
`best`: the column space is that of the best rank-r part of A + E, where `A` is that part and E the rest (A'E = 0,
AE' = 0, ||E|| <= sigma_r(A)); then both lemmas fail, and (5) survives for the excess loss. That "the rest of the
theorems" extends is a claim about other statements, and is audited with them.
"""

from lemmas.ward_kolda.lemma_4_5 import statement__any_rank as lemma_4_5
from lemmas.ward_kolda.lemma_4_6 import statement__any_rank as lemma_4_6
from lemmas.ward_kolda.setting import A, X, Y, eta, m, n, objective, r, standing
from verify import Statement, colspan, fails, fro, matrix, spec, sv, zeros

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
