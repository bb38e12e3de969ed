"""Appendix C, the lines with a probability: the law of V'Phi_1, the first two displays, and the end."""

from lemmas.ward_kolda.probability import norms
from lemmas.ward_kolda.probability import proposition_4_3 as likely
from lemmas.ward_kolda.probability.draw import B as B_
from lemmas.ward_kolda.probability.draw import (
    Phi1,
    Phi2,
    ball,
    delta_printed,
    e_ball,
    e_d,
    e_r,
    exponential,
    norm_2,
    norm_b,
    norm_of_b,
    norm_of_phi2,
    small_ball,
    tall,
    wide,
)
from lemmas.ward_kolda.proposition_4_3.draw import P1, V
from lemmas.ward_kolda.proposition_4_3.lines import line, probable
from lemmas.ward_kolda.setting import A, d, m, n, r
from verify import Pr, all_of, eye, matrix, orthonormal, spec, sqrt
from verify.argument import fact, have

U, S = orthonormal("U", m, r), matrix("Sigma", r, r)
svd = A == U @ S @ V.T
law = (
    line("'so that'", A @ P1 == U @ S @ (V.T @ P1), [svd], [svd]),
    line("'Note that', the covariance of a column", V.T @ ((1 / d) * eye(n)) @ V == (1 / d) * eye(r), given=()),
)

by_a2 = "2nd display, σ_1(Φ_1)", "2nd display, σ_1(Φ_2)"
at_1, at_2 = 1 + 2 * sqrt(r) / sqrt(d), 1 + 2 * sqrt(d) / sqrt(m)
at_2_ = 1 + 2 * sqrt(d) / sqrt(n)


def at_most_3(small, large, claim):
    ratio = sqrt(small) / sqrt(large) <= 1
    order = sqrt(small) <= sqrt(large)
    by_root = fact("root_increasing", x=small, y=large)
    return [have(order, by_root, small <= large), have(ratio, order), have(claim, ratio)]


three, three_2 = at_most_3(r, d, at_1 <= 3), at_most_3(d, m, at_2 <= 3)
ordered = (tall, d <= m, wide)
norms_hold = all_of(spec(Phi1) <= 3, norm_2)
probabilities = (
    probable("1st display", Pr(ball) >= 1 - e_ball - exponential, (tall,), uses=[small_ball]),
    probable(f"{by_a2[0]}, 1st ≤", Pr(spec(Phi1) <= at_1) >= 1 - e_r, ordered, Pr(spec(B_) <= at_1) >= 1 - e_r,
             [norm_of_b(sqrt(r))], cites_corrected=(tall,)),
    line(f"{by_a2[0]}, 2nd ≤", at_1 <= 3, [tall], [tall], arguments={"holds": three, "follows": three}),
    probable(f"{by_a2[1]}, 1st ≤", Pr(spec(Phi2) <= at_2) >= 1 - e_d, ordered, Pr(spec(Phi2) <= at_2_) >= 1 - e_d,
             [norm_of_phi2(sqrt(d))], cites_corrected=(tall,)),
    line(f"{by_a2[1]}, 2nd ≤", at_2 <= 3, [tall], ordered, follows="refuted", corrected=at_2_ <= 3,
         cites_corrected=(wide,), arguments={"holds": three_2, "corrected": at_most_3(d, n, at_2_ <= 3)},
         doc="It takes d <= m, and d <= n with n for m, which section 1 says ('m, n much larger than d')."),
    probable("2nd display, 'with probability at least'", Pr(norms_hold) >= 1 - e_r - e_d, ordered,
             Pr(all_of(norm_b, norm_2)) >= 1 - e_r - e_d, [norm_of_b(sqrt(r)), norm_of_phi2(sqrt(d))],
             cites_corrected=(tall, wide)),
)  # fmt: skip

all_events = all_of(ball, spec(Phi1) <= 3, norm_2)
end = (
    line("'the stated probability': (A2d) is the sum", delta_printed == e_ball + exponential + (e_r + e_d), given=()),
    probable("'the stated probability'", Pr(all_events) >= 1 - delta_printed, (tall, wide),
             Pr(all_of(ball, norm_b, norm_2)) >= 1 - delta_printed, likely.parts,
             cites_corrected=(tall, norms.room)),
)  # fmt: skip
