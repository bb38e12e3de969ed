"""||V'Phi_1|| <= 3 and ||Phi_2|| <= 3 with the deviations chosen best, and in which orders of the sizes print fails.

Appendix C takes t = sqrt(r) and t = sqrt(d) in Proposition A.2, and needs d <= n for 1 + 2 sqrt(d)/sqrt(n) <= 3. The
t with which its bounds are 3 exactly, 2 sqrt(d) - sqrt(r) and 2 sqrt(n) - sqrt(d), are larger, and the second one
exists as long as d <= 4 n. `phi2__room`: exp(-r/2) is enough for Phi_2 where sqrt(r) + sqrt(d) <= 2 sqrt(n), which is
weaker than r <= d <= n. Phi_1 itself, n x d with variance 1/d, has a norm near 1 + sqrt(n/d).
"""

from lemmas.ward_kolda import proposition_a_2 as a2
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability.draw import (
    Phi1,
    e_d,
    e_r,
    norm_2,
    norm_b,
    norm_of_b,
    norm_of_phi2,
    room,
    tall,
    wide,
)
from lemmas.ward_kolda.probability.full_rank import W
from lemmas.ward_kolda.setting import d, m, n, r
from verify import Pr, Statement, all_of, exp, spec, sqrt, use
from verify.argument import fact, have

best_b, best_2 = 2 * sqrt(d) - sqrt(r), 2 * sqrt(n) - sqrt(d)
e_b, e_2 = exp(-(best_b**2) / 2), exp(-(best_2**2) / 2)
norm_1 = spec(Phi1) <= 3


def norm(title, given, claim, expected, *uses, **fields):
    return Statement(title, given, claim, cite="Appendix C, 2nd display", expected=expected, uses=uses, **fields)


v_phi1 = norm("sigma_1(V'Phi1) <= 3, best deviation", [tall], Pr(norm_b) >= 1 - e_b, "assumed", norm_of_b(best_b))
wide_norm = norm(
    "sigma_1 of an r x d matrix <= 3 with exp(-d/2)", [tall], Pr(spec(W) <= 3) >= 1 - e_d, "assumed",
    use(a2.norm_wide, {a2.t: sqrt(d), a2.W: W, a2.d: d, a2.r: r}),
)  # fmt: skip
phi2 = norm("sigma_1(Phi2) <= 3, best deviation", [d <= 4 * n], Pr(norm_2) >= 1 - e_2, "assumed", norm_of_phi2(best_2))
room_is_enough = Statement(
    "exp(-r/2) is more than the best deviation leaves",
    [room],
    1 - e_r <= 1 - e_2 - 0,
    argument=[
        have(sqrt(r) <= best_2, room),
        have(sqrt(r) ** 2 <= best_2**2, use(squared, {u: sqrt(r), v: best_2}), sqrt(r) <= best_2),
        have(-(best_2**2) / 2 <= -r / 2, sqrt(r) ** 2 <= best_2**2),
        have(e_2 <= e_r, fact("exp_increasing", x=-(best_2**2) / 2, y=-r / 2), -(best_2**2) / 2 <= -r / 2),
        have(1 - e_r <= 1 - e_2 - 0, e_2 <= e_r),
    ],
    expected="proved",
)
phi2__room = norm(
    "sigma_1(Phi2) <= 3 with exp(-r/2)", [room], Pr(norm_2) >= 1 - e_r, "assumed", norm_of_phi2(best_2), room_is_enough
)

# ---- ||Phi_1|| <= 3 and ||Phi_2|| <= 3 with the printed probability, in the orders of the sizes
both = Pr(all_of(norm_1, norm_2)) >= 1 - e_r - e_d
norm_of_phi1 = use(a2.norm_wide, {a2.t: sqrt(d), a2.W: Phi1, a2.d: d, a2.r: n})
either_1, either_2 = Pr(norm_1) >= 1 - e_r - e_d, Pr(norm_2) >= 1 - e_r - e_d
order_small_d = norm("m, n at least d", [tall, d <= m, wide], both, "refuted")
order_much_smaller_d = norm("m, n at least 8 d", [tall, 8 * d <= m, 8 * d <= n], both, "refuted")
order_m_below_d = norm(
    "m below d, d at most n: Phi2", [tall, r <= m, m < d, wide], either_2, "assumed", norm_of_phi2(sqrt(d))
)
order_n_below_d = norm("n below d: Phi2", [tall, r <= n, n < d], either_2, "refuted")
order_n_below_d__phi1 = norm("n below d: Phi1", [tall, r <= n, n < d], either_1, "assumed", norm_of_phi1)
order_square = norm("m = n = d = r", [m == n, n == d, d == r], both, "assumed", norm_of_phi1, norm_of_phi2(sqrt(d)))
