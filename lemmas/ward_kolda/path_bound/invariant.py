"""The invariant of `path_bound`: what the steps have drawn from the budget, and that no factor has drawn too much."""

from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.path_bound.movement import T, gx, gy, lower_x, lower_y, movement_x, movement_y, sum_x, sum_y, t
from lemmas.ward_kolda.path_bound.numbers import (
    A,
    B,
    D,
    F,
    budget,
    gain,
    h,
    k,
    near_start,
    part,
    size_0,
    spends,
    spent,
    theta,
    z,
)
from lemmas.ward_kolda.setting import X0, Y0, Xs, Ys, eta, f
from verify import Statement, all_of, for_all, fro, spec, use
from verify.argument import fact, have, induction

limit = eta**2 * T * f0
small = (spec(X0) ** 2 <= 9 / (16 * eta), spec(Y0) ** 2 <= 9 / (16 * eta))
short = limit <= "9/128"


def in_x(t):
    return eta**3 * T * sum_x(t)


def in_y(t):
    return eta**3 * T * sum_y(t)


def drawn(a, b, loss):
    return spends(a, b) <= eta**2 * T * (f0 - loss)


def holds(t):
    return all_of(
        0 <= sum_x(t),
        0 <= sum_y(t),
        in_x(t) <= part * limit,
        in_y(t) <= part * limit,
        drawn(in_x(t), in_y(t), f(Xs[t], Ys[t])),
    )


def half(mine, others, gradient, total, after, i, factor, start, movement, lower, before, then):
    """Lines for a step in one factor, while the other one, `factor` at its index i, is near its `start`.

    mine, after: what the moving factor has drawn, before and after the step; others: what the other one has drawn, from
    the sum `total`; before, then: the loss.
    """
    away, size = fro(factor - start), spec(factor)
    reach = eta * (spec(start) + away) ** 2 <= "39/64" + 13 * others
    moved = away**2 <= i * eta**2 * total
    near_enough, bounded = eta * away**2 <= others, eta * size**2 <= "39/64" + 13 * others
    positive = 0 <= others
    descent = then <= before - eta * (1 - eta * size**2 / 2) * fro(gradient) ** 2
    grown = after == mine + eta**3 * T * fro(gradient) ** 2
    new = mine + eta**3 * T * fro(gradient) ** 2
    return [
        have(moved, use(movement, {T: i})),
        have(near_enough, moved, 0 <= total, i <= T),
        have(positive, 0 <= total),
        have(
            reach,
            spec(start) ** 2 <= 9 / (16 * eta),
            near_enough,
            positive,
            use(near_start, {size_0: spec(start), D: away, B: others}),
        ),
        have(
            size <= spec(start) + away,
            fact("spec_triangle", A=start, A2=factor - start),
            fact("spec_le_fro", A=factor - start),
        ),
        have(bounded, reach, size <= spec(start) + away),
        have(descent, use(lower)),
        have(
            drawn(new, others, then),
            drawn(mine, others, before),
            descent,
            bounded,
            0 <= mine,
            0 <= others,
            use(spent, {A: mine, B: others, gain: fro(gradient), h: before, k: then, z: size, F: f0}),
        ),
        have(0 <= eta**2 * T * then, by=()),
        have(spends(new, others) <= limit, drawn(new, others, then), 0 <= eta**2 * T * then),
        have(0 <= new, 0 <= mine),
        have(
            new <= part * limit,
            spends(new, others) <= limit,
            short,
            others <= part * limit,
            0 <= new,
            0 <= others,
            use(budget, {A: new, B: others, theta: limit}),
        ),
        have(grown, by=()),
        have(after <= part * limit, new <= part * limit, grown),
        have(drawn(after, others, then), drawn(new, others, then), grown),
    ]


middle, last = f(Xs[t + 1], Ys[t]), f(Xs[t + 1], Ys[t + 1])
step = [
    have(t <= T, t + 1 <= T),
    have(0 <= in_x(t), 0 <= sum_x(t)),
    *half(in_x(t), in_y(t), gx(t), sum_y(t), in_x(t + 1), t, Ys[t], Y0, movement_y, lower_x, f(Xs[t], Ys[t]), middle),
    have(sum_x(t + 1) == sum_x(t) + fro(gx(t)) ** 2, by=()),
    have(0 <= sum_x(t + 1), sum_x(t + 1) == sum_x(t) + fro(gx(t)) ** 2, 0 <= sum_x(t)),
    have(drawn(in_y(t), in_x(t + 1), middle), drawn(in_x(t + 1), in_y(t), middle)),
    *half(
        in_y(t), in_x(t + 1), gy(t), sum_x(t + 1), in_y(t + 1), t + 1, Xs[t + 1], X0, movement_x, lower_y, middle, last
    ),
    have(sum_y(t + 1) == sum_y(t) + fro(gy(t)) ** 2, by=()),
    have(0 <= sum_y(t + 1), sum_y(t + 1) == sum_y(t) + fro(gy(t)) ** 2, 0 <= sum_y(t)),
    have(drawn(in_x(t + 1), in_y(t + 1), last), drawn(in_y(t + 1), in_x(t + 1), last)),
]  # fmt: skip
base = [
    have(sum_x(0) == 0),
    have(sum_y(0) == 0),
    have(0 <= sum_x(0), sum_x(0) == 0),
    have(0 <= sum_y(0), sum_y(0) == 0),
    have(0 <= limit, by=()),
    have(in_x(0) <= part * limit, sum_x(0) == 0, 0 <= limit),
    have(in_y(0) <= part * limit, sum_y(0) == 0, 0 <= limit),
    have(f(Xs[0], Ys[0]) == f0, by=()),
    have(drawn(in_x(0), in_y(0), f(Xs[0], Ys[0])), sum_x(0) == 0, sum_y(0) == 0, f(Xs[0], Ys[0]) == f0),
]
statement = Statement(
    "How far the two factors move",
    [*small, short],
    for_all(t, 0, T, holds(t)),
    argument=[induction(t, 0, T, holds(t), base, step)],
    cite="Proposition 4.2, for longer",
    expected="proved",
)
