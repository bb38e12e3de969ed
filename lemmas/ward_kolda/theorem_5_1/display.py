"""Why the lines of the last display in the proof of Theorem 5.1, and (6), hold and follow."""

from lemmas.ward_kolda.assumption_2 import beta, f0, horizon
from lemmas.ward_kolda.corollary_4_4.start import small_beta, without_quotient
from lemmas.ward_kolda.good_event import of_beta
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import A, Xs, Ys, f
from lemmas.ward_kolda.theorem_5_1 import from_event, linear, t
from lemmas.ward_kolda.theorem_5_1.reasons import before, contracted, decayed, falls, falls_holds, i, loss, p
from verify import exp, for_all, fro, use
from verify.argument import cases, each, fact, have, induction

all_fall = for_all(i, 0, t - 1, falls)


def less(i):
    return loss(i) <= p**i * f0


end = p * before <= p**t * f0
through = [
    induction(i, 0, t - 1, less(i), [have(less(0), by=())], [
        have(falls, for_all(i, 0, t - 1, falls)),
        have(p * loss(i) <= p * (p**i * f0), use(scaled, {u: loss(i), v: p**i * f0, x: p}), 0 <= p, less(i)),
        have(p ** (i + 1) == p * p**i, by=()),
        have(less(i + 1), falls, p * loss(i) <= p * (p**i * f0), p ** (i + 1) == p * p**i),
    ]),
    have(less(t - 1), for_all(i, 0, t - 1, less(i))),
    have(p * before <= p * (p ** (t - 1) * f0), use(scaled, {u: before, v: p ** (t - 1) * f0, x: p}), 0 <= p,
         less(t - 1)),
    have(0 <= t - 1, by=()),
    have(p**t == p * p ** (t - 1), fact("power_sum", x=p, k=t - 1, l=1), 0 <= t - 1),
    have(end, p * before <= p * (p ** (t - 1) * f0), p**t == p * p ** (t - 1)),
]  # fmt: skip
negative = [
    have(loss(t) <= p * before, all_fall),
    have(p * before <= 0, p < 0),
    have(loss(1) <= p * loss(0), all_fall),
    have(loss(0) == f0, by=()),
    have(0 <= (0 - p) * (0 - f0), loss(1) <= p * loss(0), loss(0) == f0),
    have(0 <= 0 - f0, fact("cancel_positive", x=0 - p, y=0 - f0), p < 0, 0 <= (0 - p) * (0 - f0)),
    have(f0 <= 0, 0 <= 0 - f0),
    have(0 <= f0, by=()),
    have(f0 == 0, fact("antisymmetry", x=f0, y=0), f0 <= 0, 0 <= f0),
    have(p**t * f0 == 0, f0 == 0),
    have(end, p * before <= 0, p**t * f0 == 0),
]
powers = [*of_beta, cases(0 <= p, through, negative, end)]
one_by_one = each(i, 0, t - 1, [have(i + 1 <= horizon, i <= t - 1, t <= horizon), *falls_holds], falls)
powers_holds = [*contracted, one_by_one, *through]

rate_of = exp(-(t * (beta / 4)))
exponential = [
    small_beta,
    have(beta / 4 <= 1, beta <= "9/16"),
    have(p**t <= rate_of, fact("power_le_exp", x=beta / 4, k=t), beta / 4 <= 1),
    have(f0 * p**t <= f0 * rate_of, use(scaled, {u: p**t, v: rate_of, x: f0}), p**t <= rate_of),
    have(decayed == f0 * rate_of, by=()),
    have(p**t * f0 <= decayed, f0 * p**t <= f0 * rate_of, decayed == f0 * rate_of),
]
squares = fro(A - Xs[t] @ Ys[t].T) ** 2
chained = [
    have(loss(t) <= decayed, loss(t) <= p * before, p * before <= p**t * f0, p**t * f0 <= decayed),
    have(squares == 2 * f(Xs[t], Ys[t]), by=()),
    have(squares <= 2 * decayed, squares == 2 * f(Xs[t], Ys[t]), loss(t) <= decayed),
]
rate_holds, in_a = [without_quotient, *linear()], from_event()
