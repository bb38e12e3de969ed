"""The theorem that the proof of Theorem 5.1 could have had: bounds and linear convergence for all t.

Not in the paper. Differences from Theorem 5.1: the step size eta <= b / sqrt(24 f0) depends on no epsilon and no
logarithm; there is no horizon; sigma_r loses a third where the paper loses half; the loss goes down at least like
(1 - 4 b / 9)^(2 t) <= exp(-8 b t / 9), where the paper has exp(-b t / 4). Here b stands for beta.

Idea: a step takes the root of the loss down by at least a multiple of the step's length, so that the whole path is no
longer than a multiple of the root of the first loss, however many steps there are.
"""

from lemmas.ward_kolda.assumption_2 import f0, span
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.linear_convergence.hypotheses import b, given, rate, small, t, weight_x, weight_y
from lemmas.ward_kolda.linear_convergence.reach import near_x, near_y
from lemmas.ward_kolda.linear_convergence.step import (
    b_small,
    farther_x,
    farther_y,
    gx,
    gy,
    h,
    inside,
    k,
    steep_x,
    step_x,
    step_y,
    x_small,
    y_small,
)
from lemmas.ward_kolda.numbers import scaled, squared, u, v, x
from lemmas.ward_kolda.setting import X0, Y0, A, T, X, Xs, Y, Ys, eta, f, r, standing
from lemmas.ward_kolda.setting import t as index
from verify import Statement, all_of, exp, fro, rank, spec, sqrt, sv, use
from verify.argument import fact, have, induction


def near(t):
    """What the induction carries: no path is longer than a multiple of what the root of the loss has lost."""
    root = sqrt(f(Xs[t], Ys[t]))
    return [
        weight_x * fro(Xs[t] - X0) <= eta * (sqrt(f0) - root),
        weight_y * fro(Ys[t] - Y0) <= eta * (sqrt(f0) - root),
        root <= rate**t * sqrt(f0),
    ]


used_x, used_y = weight_x * fro(Xs[t] - X0) <= eta * sqrt(f0), weight_y * fro(Ys[t] - Y0) <= eta * sqrt(f0)
between = weight_x * fro(Xs[t + 1] - X0) <= eta * (sqrt(f0) - rate * sqrt(k))
used_next = weight_x * fro(Xs[t + 1] - X0) <= eta * sqrt(f0)
move_x, shorter = step_x.claim.args
left, move_y = step_y.claim.args
far_x = fro(Xs[t + 1] - X0) <= fro(Xs[t] - X0) + eta * gx
far_y = fro(Ys[t + 1] - Y0) <= fro(Ys[t] - Y0) + eta * gy

small_b = [
    have(r <= X.shape[0], fact("rank_le_rows", A=A), rank(A) == r),
    have(sv(X0, r) <= spec(X0), fact("sv_le_spec", A=X0, k=r), r <= X.shape[0], r <= X.shape[1]),
    have(4 * small / 3 <= 1 / sqrt(eta), sv(X0, r) <= spec(X0), given[3], given[4]),
    have(
        (4 * small / 3) ** 2 <= (1 / sqrt(eta)) ** 2,
        use(squared, {u: 4 * small / 3, v: 1 / sqrt(eta)}),
        4 * small / 3 <= 1 / sqrt(eta),
    ),
    have(b_small, (4 * small / 3) ** 2 <= (1 / sqrt(eta)) ** 2),
]
path = Statement(
    "The whole path is short",
    given,
    all_of(*near(T)),
    argument=[
        *small_b,
        have(0 <= rate, b_small),
        induction(
            t, 0, T, all_of(*near(t)),
            base=[have(near(0)[0], by=()), have(near(0)[1], by=()), have(near(0)[2], by=())],
            step=[
                have(used_x, near(t)[0]),
                have(used_y, near(t)[1]),
                have(y_small, use(near_y, {Y: Ys[t]}), *given, used_y),
                have(move_x & shorter, use(step_x, {t: t}), *standing, b_small, y_small),
                have(far_x, use(farther_x, {t: t})),
                have(between, near(t)[0], far_x, move_x),
                have(used_next, between, 0 <= rate),
                have(x_small & steep_x, use(near_x, {X: Xs[t + 1]}), *given, used_next),
                have(inside, use(lemma_4_5, {index: t + 1}), *standing, span),
                have(left & move_y, use(step_y, {t: t}), *standing, b_small, x_small, steep_x, inside),
                have(near(t + 1)[0], between, left),
                have(far_y, use(farther_y, {t: t})),
                have(near(t + 1)[1], near(t)[1], far_y, move_y, shorter),
                have(rate * sqrt(k) <= rate * sqrt(h), shorter, 0 <= rate,
                     use(scaled, {u: sqrt(k), v: sqrt(h), x: rate})),
                have(rate * sqrt(h) <= rate * (rate**t * sqrt(f0)), near(t)[2], 0 <= rate,
                     use(scaled, {u: sqrt(h), v: rate**t * sqrt(f0), x: rate})),
                have(near(t + 1)[2], left, rate * sqrt(k) <= rate * sqrt(h),
                     rate * sqrt(h) <= rate * (rate**t * sqrt(f0))),
            ],
        ),
    ],
    expected="proved",
)  # fmt: skip

end_x, end_y = (weight_x * fro(Xs[T] - X0) <= eta * sqrt(f0), weight_y * fro(Ys[T] - Y0) <= eta * sqrt(f0))
bound_x = (spec(Xs[T]) <= 1 / sqrt(eta)) & (2 * small / 3 <= sv(Xs[T], r))
where_x = [
    have(near(T)[0], use(path), *given),
    have(end_x, near(T)[0]),
    have(bound_x, use(near_x, {X: Xs[T]}), *given, end_x),
]
root = sqrt(f(Xs[T], Ys[T]))


def conclusion(title, claim, *argument):
    cite = "Theorem 5.1, for all t"
    return Statement(title, given, claim, argument=argument, cite=cite, expected="proved")


sigma_1_x = conclusion("X stays bounded for ever", spec(Xs[T]) <= 1 / sqrt(eta), *where_x)
sigma_r_x = conclusion("sigma_r of X stays large for ever", 2 * small / 3 <= sv(Xs[T], r), *where_x)
sigma_1_y = conclusion(
    "Y stays bounded for ever",
    spec(Ys[T]) <= 1 / sqrt(eta),
    have(near(T)[1], use(path), *given),
    have(end_y, near(T)[1]),
    have(spec(Ys[T]) <= 1 / sqrt(eta), use(near_y, {Y: Ys[T]}), *given, end_y),
)
loss = conclusion(
    "The loss goes down for ever",
    f(Xs[T], Ys[T]) <= rate ** (2 * T) * f0,
    have(near(T)[2], use(path), *given),
    have(root**2 <= (rate**T * sqrt(f0)) ** 2, use(squared, {u: root, v: rate**T * sqrt(f0)}), near(T)[2]),
    have((rate**T) ** 2 == rate ** (T * 2), fact("power_power", x=rate, k=T, l=2)),
    have(
        f(Xs[T], Ys[T]) <= rate ** (2 * T) * f0, root**2 <= (rate**T * sqrt(f0)) ** 2, (rate**T) ** 2 == rate ** (T * 2)
    ),
)
loss_exponential = conclusion(
    "The loss goes down like an exponential for ever",
    f(Xs[T], Ys[T]) <= exp(-8 * b * T / 9) * f0,
    have(f(Xs[T], Ys[T]) <= rate ** (2 * T) * f0, use(loss), *given),
    *small_b,
    have(4 * b / 9 <= 1, b_small),
    have(rate ** (2 * T) <= exp(-(2 * T * (4 * b / 9))), fact("power_le_exp", x=4 * b / 9, k=2 * T), 4 * b / 9 <= 1),
    have(exp(-(2 * T * (4 * b / 9))) == exp(-8 * b * T / 9), by=()),
    have(f0 * rate ** (2 * T) <= f0 * exp(-(2 * T * (4 * b / 9))), rate ** (2 * T) <= exp(-(2 * T * (4 * b / 9))),
         use(scaled, {u: rate ** (2 * T), v: exp(-(2 * T * (4 * b / 9))), x: f0})),
    have(f(Xs[T], Ys[T]) <= exp(-8 * b * T / 9) * f0, f(Xs[T], Ys[T]) <= rate ** (2 * T) * f0,
         f0 * rate ** (2 * T) <= f0 * exp(-(2 * T * (4 * b / 9))), exp(-(2 * T * (4 * b / 9))) == exp(-8 * b * T / 9)),
)  # fmt: skip
