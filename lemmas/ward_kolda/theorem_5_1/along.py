"""What holds at every time i up to T, the start included: sizes of the factors, and one step of the loss. C >= 4.

The step size is that of the theorem without a quotient, 4 C nu sigma_1 eta <= 9.
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import beta, f0, horizon, item_1, sigma_r_x0
from lemmas.ward_kolda.assumption_2 import start as spans
from lemmas.ward_kolda.corollary_4_4.start import i, limit, settled, small_beta
from lemmas.ward_kolda.good_event import positive, sigma_r, signs
from lemmas.ward_kolda.good_event.room import four, step_bound, x_small, y_small
from lemmas.ward_kolda.lemma_4_1 import monotone_x
from lemmas.ward_kolda.lemma_4_1 import t as index
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.path_bound.numbers import B, D, near, size_0
from lemmas.ward_kolda.setting import X0, Y0, A, X, Xs, Y, Ys, eta, f, grad_y, r, standing
from lemmas.ward_kolda.setting import t as time
from lemmas.ward_kolda.theorem_5_1.step import s
from lemmas.ward_kolda.theorem_5_1.step import statement as contracts
from verify import Statement, colspan, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.tree import number

given = [*item_1, four, step_bound, i <= horizon]
root = sqrt(beta / eta)
moved = sqrt(2 * i * eta * f0)
room = number("9/64")
x_bounded, y_bounded = eta * spec(Xs[i]) ** 2 <= "41/32", eta * spec(Ys[i]) ** 2 <= "41/32"
r_bounded = root / 2 <= sv(Xs[i], r)


def size(letter, factor, first, small, lemma, claim):
    end, reach = spec(factor) <= spec(first) + moved, eta * (spec(first) + moved) ** 2 <= 1 + 2 * room
    return Statement(
        f"The size of {letter} up to T",
        given,
        claim,
        argument=[
            *settled(i),
            have(end, use(lemma, {path_bound.T: i}), *standing, x_small, y_small, limit(i)),
            have(eta * moved**2 <= room, limit(i)),
            have(reach, use(near, {size_0: spec(first), D: moved, B: room}), small, eta * moved**2 <= room),
            have(claim, end, reach),
        ],
        cite="Corollary 4.4, with t = 0",
        expected="proved",
    )


size_x = size("X", Xs[i], X0, x_small, path_bound.upper_x, x_bounded)
size_y = size("Y", Ys[i], Y0, y_small, path_bound.upper_y, y_bounded)
size_r = Statement(
    "The smallest singular value of X up to T",
    given,
    r_bounded,
    argument=[
        *settled(i),
        have(sv(X0, r) - moved <= sv(Xs[i], r), use(path_bound.lower_x, {path_bound.T: i}), *standing, x_small,
             y_small, limit(i)),
        have(root <= sv(X0, r), use(sigma_r), *spans, sigma_r_x0),
        have(moved**2 <= (root / 2) ** 2, 8 * eta**2 * f0 * i <= beta),
        have(moved <= root / 2, moved**2 <= (root / 2) ** 2, fact("square_order", x=moved, y=root / 2)),
        have(r_bounded, sv(X0, r) - moved <= sv(Xs[i], r), root <= sv(X0, r), moved <= root / 2),
    ],
    cite="Corollary 4.4, with t = 0",
    expected="proved",
)  # fmt: skip

Xn, Yt, Yn = Xs[i + 1], Ys[i], Ys[i + 1]
q = (1 - beta / 4) ** 2
x_next, r_next = eta * spec(Xn) ** 2 <= "41/32", root / 2 <= sv(Xn, r)
inside = colspan(Xn) <= colspan(A)
in_y, in_x = f(Xn, Yn) <= q * f(Xn, Yt), f(Xn, Yt) <= f(Xs[i], Yt)
room_x = eta * (spec(Xn) ** 2 + (root / 2) ** 2) <= 2
after = f(Xn, Yt - eta * grad_y(Xn, Yt))
for_step = [*item_1, four, step_bound, i + 1 <= horizon]
contracted = after <= (1 - eta * (root / 2) ** 2) ** 2 * f(Xn, Yt)
half_beta = have(eta * (root / 2) ** 2 == beta / 4, by=())


def half(title, claim, *argument):
    return Statement(title, for_step, claim, argument=argument, cite="Theorem 5.1, one step", expected="proved")


step_x = half(
    "A step in X up to T",
    in_x,
    have(i <= horizon, i + 1 <= horizon),
    have(y_bounded, use(size_y), *item_1, four, step_bound, i <= horizon),
    have(spec(Yt) ** 2 <= 2 / eta, y_bounded),
    have(in_x, use(monotone_x, {index: i}), *standing, spec(Yt) ** 2 <= 2 / eta),
)
step_y = half(
    "A step in Y up to T",
    in_y,
    have(x_next, use(size_x, {i: i + 1}), *for_step),
    have(r_next, use(size_r, {i: i + 1}), *for_step),
    have(inside, use(lemma_4_5, {time: i + 1}), *spans),
    small_beta,
    have(signs, use(positive), *standing),
    have(0 < root / 2, 0 < beta),
    half_beta,
    have(room_x, x_next, half_beta, beta <= "9/16"),
    have(contracted, use(contracts, {X: Xn, Y: Yt, s: root / 2}), *standing, inside, r_next, 0 < root / 2, room_x),
    have(f(Xn, Yn) == after, by=()),
    have(in_y, f(Xn, Yn) == after, contracted, half_beta),
)
step = half(
    "One step up to T",
    f(Xn, Yn) <= q * f(Xs[i], Yt),
    have(in_x, use(step_x), *for_step),
    have(in_y, use(step_y), *for_step),
    have(0 <= q, by=()),
    have(q * f(Xn, Yt) <= q * f(Xs[i], Yt), use(scaled, {u: f(Xn, Yt), v: f(Xs[i], Yt), x: q}), 0 <= q, in_x),
    have(f(Xn, Yn) <= q * f(Xs[i], Yt), in_y, q * f(Xn, Yt) <= q * f(Xs[i], Yt)),
)
