"""Why the lines of the proof of Theorem 5.1 hold and follow, up to the one-step decrease."""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, item_1, rho
from lemmas.ward_kolda.corollary_4_4 import sigma_1_x__item_1, sigma_r_x__item_1
from lemmas.ward_kolda.corollary_4_4 import t as time_4_4
from lemmas.ward_kolda.corollary_4_4.start import small_beta, step_size, without_quotient
from lemmas.ward_kolda.good_event import positive, root_of_beta, signs
from lemmas.ward_kolda.good_event.room import four, sixteenth
from lemmas.ward_kolda.lemma_4_1 import eq_4, monotone_x
from lemmas.ward_kolda.lemma_4_1 import t as index
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.lemma_4_6 import statement as lemma_4_6
from lemmas.ward_kolda.numbers import scaled, squared, u, v, x
from lemmas.ward_kolda.setting import A, X, Xs, Y, Ys, eta, f, grad_y, m, r, standing
from lemmas.ward_kolda.setting import t as time
from lemmas.ward_kolda.short_run import i
from lemmas.ward_kolda.theorem_5_1 import along, t
from lemmas.ward_kolda.theorem_5_1.along import Xn, Yn, Yt, for_step, in_x, in_y, inside, q, r_next, root
from verify import exp, fro, rank, spec, sqrt, sv, use
from verify.argument import fact, have

known = (*event, four, step_size)
at_t, at_i = (*known, t <= horizon), (*known, i + 1 <= horizon)
lower = sigma_r_x__item_1.claim
sigma_t, sigma_i = sv(Xs[t], r) ** 2 >= beta / (4 * eta), sv(Xn, r) ** 2 >= beta / (4 * eta)
gradient = fro(grad_y(Xn, Yt)) ** 2
residual, turned = fro(A - Xn @ Yt.T) ** 2, A.T - Yt @ Xn.T
E = [gradient, fro(turned @ Xn) ** 2, sv(Xn, r) ** 2 * fro(turned) ** 2, beta / (4 * eta) * residual]
last = beta / (2 * eta) * f(Xn, Yt)
chain = (E[0] == E[1], E[1] >= E[2], E[2] >= E[3], E[3] == last)
eq_7 = gradient >= last
mu = beta / (4 * eta)
gap = f(Xn, Yn) - f(Xn, Yt)
p = 1 - beta / 4


def loss(t):
    return f(Xs[t], Ys[t])


falls = loss(i + 1) <= p * loss(i)
before = loss(t - 1)
decayed = exp(-beta * t / 4) * f0


# ---- sigma_r and (7)
in_range = [have(r <= m, fact("rank_le_rows", A=A), rank(A) == r)]
beta_positive = [have(signs, use(positive), *standing), have(0 < beta, signs)]
low = sqrt(beta / eta) / 2
sigma_square = [
    *beta_positive,
    have(0 <= low, 0 < beta),
    have(low <= sv(Xs[t], r), lower),
    have(low**2 <= sv(Xs[t], r) ** 2, use(squared, {u: low, v: sv(Xs[t], r)}), 0 <= low, low <= sv(Xs[t], r)),
    have(sigma_t, low**2 <= sv(Xs[t], r) ** 2),
]
sigma_4_4 = [have(lower, use(sigma_r_x__item_1), *item_1, four, step_size, t <= horizon), *sigma_square]
next_r = [
    *beta_positive,
    without_quotient,
    have(r_next, use(along.size_r, {i: i + 1}), *for_step),
    have(0 <= root / 2, 0 < beta),
    have((root / 2) ** 2 <= sv(Xn, r) ** 2, use(squared, {u: root / 2, v: sv(Xn, r)}), 0 <= root / 2, r_next),
    have(sigma_i, (root / 2) ** 2 <= sv(Xn, r) ** 2),
]
pl_follows = [
    *in_range,
    *beta_positive,
    have(0 < beta / (4 * eta), 0 < beta),
    have(0 < sv(Xn, r) ** 2, 0 < beta / (4 * eta), sigma_i),
    have(0 <= sv(Xn, r), fact("sv_nonnegative", A=Xn, k=r), r <= m, r <= X.shape[1]),
    have(0 < sv(Xn, r), fact("square_order_strict", x=0, y=sv(Xn, r)), 0 <= sv(Xn, r), 0 < sv(Xn, r) ** 2),
    have(gradient >= 2 * sv(Xn, r) ** 2 * f(Xn, Yt), use(lemma_4_6, {X: Xn, Y: Yt}), *standing, inside, 0 < sv(Xn, r)),
    have(chain[0], by=()),
    have(2 * f(Xn, Yt) == fro(turned) ** 2, by=()),
    have(chain[1], chain[0], 2 * f(Xn, Yt) == fro(turned) ** 2, gradient >= 2 * sv(Xn, r) ** 2 * f(Xn, Yt)),
]
in_span = have(inside, use(lemma_4_5, {time: i + 1}), *item_1)
pl_holds = [*next_r, in_span, *pl_follows]
second = [
    have(fro(turned) ** 2 == residual, by=()),
    have(mu * fro(turned) ** 2 <= E[2], sigma_i),
    have(chain[2], mu * fro(turned) ** 2 <= E[2], fro(turned) ** 2 == residual),
]
second_holds = [*next_r, *second]
whole_7 = [*pl_holds, *second, have(chain[3], by=()), have(eq_7, *chain)]
footnote = [*beta_positive, have(eq_7, *chain), have(f(Xn, Yt) <= 1 / (2 * mu) * gradient, eq_7, 0 < beta)]
footnote_holds = [*whole_7, *footnote]

# ---- the descent
linear_follows = [have(-eta / 2 * gradient <= -beta / 4 * f(Xn, Yt), eq_7)]
linear_holds = [*whole_7, *linear_follows]
contracted = [
    without_quotient,
    small_beta,
    *beta_positive,
    have(0 <= p, beta <= "9/16"),
    have(q <= p, 0 <= p, 0 < beta),
]
in_p = f(Xn, Yn) <= p * f(Xn, Yt)
whole_holds = [
    *contracted,
    have(in_y, use(along.step_y), *for_step),
    have(f(Xn, Yt) * q <= f(Xn, Yt) * p, use(scaled, {u: q, v: p, x: f(Xn, Yt)}), q <= p),
    have(in_p, in_y, f(Xn, Yt) * q <= f(Xn, Yt) * p),
    have(gap <= -beta / 4 * f(Xn, Yt), in_p),
]
one = loss(i + 1) <= q * loss(i)
falls_holds = [
    *contracted,
    have(one, use(along.step), *for_step),
    have(loss(i) * q <= loss(i) * p, use(scaled, {u: q, v: p, x: loss(i)}), q <= p),
    have(falls, one, loss(i) * q <= loss(i) * p),
]
falls_corrected = [
    have(in_x, use(monotone_x, {index: i}), spec(Yt) ** 2 <= 2 / eta),
    have(in_p, gap <= -beta / 4 * f(Xn, Yt)),
    have(0 <= p, beta <= 4),
    have(p * f(Xn, Yt) <= p * loss(i), use(scaled, {u: f(Xn, Yt), v: loss(i), x: p}), 0 <= p, in_x),
    have(falls, in_p, p * f(Xn, Yt) <= p * loss(i)),
]

# ---- "by (3)", which is (4), where rho is at most 1
whole_x = spec(Xn) <= 3 / (C * sqrt(eta)) + root / 2
four_x = spec(Xn) ** 2 <= 1 / eta
descent_for_small_rho = [
    *beta_positive,
    have(beta <= "1/16", use(sixteenth), *standing, rho <= 1, four),
    have(4 * sqrt(beta) <= 1, beta <= "1/16", 0 < beta),
    have(sqrt(beta) == sqrt(eta) * root, use(root_of_beta), *standing),
    have(whole_x, use(sigma_1_x__item_1, {time_4_4: i + 1}), *item_1, four, step_size, i + 1 <= horizon),
    have(3 / (C * sqrt(eta)) <= 3 / (4 * sqrt(eta)), four),
    have(root <= 1 / (4 * sqrt(eta)), 4 * sqrt(beta) <= 1, sqrt(beta) == sqrt(eta) * root),
    have(spec(Xn) <= 1 / sqrt(eta), whole_x, 3 / (C * sqrt(eta)) <= 3 / (4 * sqrt(eta)), root <= 1 / (4 * sqrt(eta))),
    have(four_x, spec(Xn) <= 1 / sqrt(eta)),
    have(gradient <= 2 / eta * (f(Xn, Yt) - f(Xn, Yn)), use(eq_4, {index: i}), four_x),
    have(gap <= -eta / 2 * gradient, gradient <= 2 / eta * (f(Xn, Yt) - f(Xn, Yn))),
]
