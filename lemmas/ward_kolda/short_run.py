"""Linear convergence as long as 8 eta^2 f0 t <= b, from any start with sigma_r(X0) >= sqrt(b / eta) that is small.

What Theorem 5.1 uses of its start, with b for beta: sigma_1^2 of X0 and Y0 at most 9 / (16 eta), as in Proposition
4.2, and b <= 9/16. Not in the paper, which restarts in appendix D with what a start of Assumption 2 has.
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import f0, span
from lemmas.ward_kolda.good_event.room import x_small, y_small
from lemmas.ward_kolda.lemma_4_1 import monotone_x
from lemmas.ward_kolda.lemma_4_1 import t as index
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.numbers import b, scaled, u, v, x
from lemmas.ward_kolda.path_bound.numbers import B, D, near, size_0
from lemmas.ward_kolda.setting import X0, Y0, A, X, Xs, Y, Ys, d, eta, f, grad_y, m, r, standing
from lemmas.ward_kolda.setting import t as time
from lemmas.ward_kolda.theorem_5_1.step import s
from lemmas.ward_kolda.theorem_5_1.step import statement as contracts
from verify import Statement, colspan, exp, for_all, integer, rank, spec, sqrt, sv, use
from verify.argument import fact, have, induction
from verify.tree import number

i, j = integer("i", ge=0), integer("j", ge=0)
root = sqrt(b / eta)
moved, room = sqrt(2 * i * eta * f0), number("9/64")
limit = eta**2 * i * f0 <= "9/128"
start = [*standing, span, x_small, y_small, root <= sv(X0, r), b <= "9/16"]


def in_time(i):
    return 8 * eta**2 * f0 * i <= b


given, for_step = [*start, in_time(i)], [*start, in_time(i + 1)]
at_start = [x_small, y_small]
x_bounded, y_bounded = eta * spec(Xs[i]) ** 2 <= "41/32", eta * spec(Ys[i]) ** 2 <= "41/32"
r_bounded = root / 2 <= sv(Xs[i], r)


def known(title, given, claim, *argument):
    return Statement(title, given, claim, argument=argument, cite="Theorem 5.1, from any start", expected="proved")


# ---- sizes
def size(letter, factor, first, small, lemma, claim):
    end, reach = spec(factor) <= spec(first) + moved, eta * (spec(first) + moved) ** 2 <= 1 + 2 * room
    return known(
        f"The size of {letter}",
        given,
        claim,
        have(limit, in_time(i), b <= "9/16"),
        have(end, use(lemma, {path_bound.T: i}), *at_start, limit),
        have(eta * moved**2 <= room, limit),
        have(reach, use(near, {size_0: spec(first), D: moved, B: room}), small, eta * moved**2 <= room),
        have(claim, end, reach),
    )


size_x = size("X", Xs[i], X0, x_small, path_bound.upper_x, x_bounded)
size_y = size("Y", Ys[i], Y0, y_small, path_bound.upper_y, y_bounded)
size_r = known(
    "The smallest singular value of X",
    given,
    r_bounded,
    have(limit, in_time(i), b <= "9/16"),
    have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
    have(
        sv(X0, r) - moved <= sv(Xs[i], r), use(path_bound.lower_x, {path_bound.T: i}), r <= m, r <= d, *at_start, limit
    ),
    have(moved**2 <= (root / 2) ** 2, in_time(i)),
    have(moved <= root / 2, moved**2 <= (root / 2) ** 2, fact("square_order", x=moved, y=root / 2)),
    have(r_bounded, sv(X0, r) - moved <= sv(Xs[i], r), root <= sv(X0, r), moved <= root / 2),
)

# ---- one step
Xn, Yt, Yn = Xs[i + 1], Ys[i], Ys[i + 1]
q = (1 - b / 4) ** 2
x_next, r_next = eta * spec(Xn) ** 2 <= "41/32", root / 2 <= sv(Xn, r)
inside = colspan(Xn) <= colspan(A)
in_y, in_x = f(Xn, Yn) <= q * f(Xn, Yt), f(Xn, Yt) <= f(Xs[i], Yt)
room_x = eta * (spec(Xn) ** 2 + (root / 2) ** 2) <= 2
after = f(Xn, Yt - eta * grad_y(Xn, Yt))
contracted = after <= (1 - eta * (root / 2) ** 2) ** 2 * f(Xn, Yt)
quarter = have(eta * (root / 2) ** 2 == b / 4, by=())
sooner = [
    have(0 <= eta**2 * f0, by=()),
    have(8 * eta**2 * f0 * i <= 8 * eta**2 * f0 * (i + 1), 0 <= eta**2 * f0),
    have(in_time(i), 8 * eta**2 * f0 * i <= 8 * eta**2 * f0 * (i + 1), in_time(i + 1)),
]
step_x = known(
    "A step in X",
    for_step,
    in_x,
    *sooner,
    have(y_bounded, use(size_y), *given),
    have(spec(Yt) ** 2 <= 2 / eta, y_bounded),
    have(in_x, use(monotone_x, {index: i}), spec(Yt) ** 2 <= 2 / eta),
)
step_y = known(
    "A step in Y",
    for_step,
    in_y,
    have(x_next, use(size_x, {i: i + 1}), *for_step),
    have(r_next, use(size_r, {i: i + 1}), *for_step),
    have(inside, use(lemma_4_5, {time: i + 1}), *standing, span),
    have(0 < root / 2),
    quarter,
    have(room_x, x_next, quarter, b <= "9/16"),
    have(contracted, use(contracts, {X: Xn, Y: Yt, s: root / 2}), *standing, inside, r_next, 0 < root / 2, room_x),
    have(f(Xn, Yn) == after, by=()),
    have(in_y, f(Xn, Yn) == after, contracted, quarter),
)
step = known(
    "One step",
    for_step,
    f(Xn, Yn) <= q * f(Xs[i], Yt),
    have(in_x, use(step_x), *for_step),
    have(in_y, use(step_y), *for_step),
    have(0 <= q, by=()),
    have(q * f(Xn, Yt) <= q * f(Xs[i], Yt), use(scaled, {u: f(Xn, Yt), v: f(Xs[i], Yt), x: q}), 0 <= q, in_x),
    have(f(Xn, Yn) <= q * f(Xs[i], Yt), in_y, q * f(Xn, Yt) <= q * f(Xs[i], Yt)),
)


# ---- all steps
def less(j):
    return f(Xs[j], Ys[j]) <= q**j * f0


one = f(Xs[j + 1], Ys[j + 1]) <= q * f(Xs[j], Ys[j])
powers = known(
    "Linear convergence",
    given,
    less(i),
    have(0 <= q, by=()),
    have(0 <= eta**2 * f0, by=()),
    induction(j, 0, i, less(j), [have(less(0), by=())], [
        have(8 * eta**2 * f0 * (j + 1) <= 8 * eta**2 * f0 * i, j + 1 <= i, 0 <= eta**2 * f0),
        have(in_time(j + 1), 8 * eta**2 * f0 * (j + 1) <= 8 * eta**2 * f0 * i, in_time(i)),
        have(one, use(step, {i: j}), *start, in_time(j + 1)),
        have(q * f(Xs[j], Ys[j]) <= q * (q**j * f0), less(j), 0 <= q,
             use(scaled, {u: f(Xs[j], Ys[j]), v: q**j * f0, x: q})),
        have(q ** (j + 1) == q * q**j, by=()),
        have(less(j + 1), one, q * f(Xs[j], Ys[j]) <= q * (q**j * f0), q ** (j + 1) == q * q**j),
    ]),
    have(less(i), for_all(j, 0, i, less(j))),
)  # fmt: skip
power, base, rate = (1 - b / 4) ** (2 * i), exp(-(2 * i * (b / 4))), exp(-(b * i / 2))
exponential = known(
    "Linear convergence, like an exponential",
    given,
    f(Xs[i], Ys[i]) <= rate * f0,
    have(less(i), use(powers), *given),
    have(b / 4 <= 1, b <= "9/16"),
    have(q**i == power, fact("power_power", x=1 - b / 4, k=2, l=i)),
    have(power <= base, fact("power_le_exp", x=b / 4, k=2 * i), b / 4 <= 1),
    have(base == rate, by=()),
    have(q**i <= rate, q**i == power, power <= base, base == rate),
    have(f0 * q**i <= f0 * rate, q**i <= rate, use(scaled, {u: q**i, v: rate, x: f0})),
    have(f(Xs[i], Ys[i]) <= rate * f0, less(i), f0 * q**i <= f0 * rate),
)
