"""More that `linear_convergence` gives: where the iterates are, and the loss from any iteration to any later one."""

from lemmas.ward_kolda.assumption_2 import f0, span
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.linear_convergence import conclusion, end_x, end_y, near, path, small_b
from lemmas.ward_kolda.linear_convergence.hypotheses import given, rate, small, t, weight_x, weight_y
from lemmas.ward_kolda.linear_convergence.reach import near_x, near_y
from lemmas.ward_kolda.linear_convergence.step import b_small, inside, steep_x, step_x, step_y, x_small, y_small
from lemmas.ward_kolda.numbers import D, F, b, e, moved, scaled, squared, u, v, w, x
from lemmas.ward_kolda.setting import X0, Y0, T, X, Xs, Y, Ys, f, standing
from lemmas.ward_kolda.setting import t as index
from verify import exp, for_all, fro, integer, spec, sqrt, use
from verify.argument import fact, have, induction
from verify.substitution import substitute

S, i = integer("S", ge=0), integer("i", ge=0)


def at(relation, time):
    """The relation for the index t at another index."""
    return substitute(relation, {t.data[0]: time})


def distance_bound(kind, Z0, Zs, share, end, line, weight, part):
    """How far from its start a factor may ever be: a share of sqrt(b / eta)."""
    return conclusion(
        f"{kind} stays near its start for ever",
        fro(Zs[T] - Z0) <= share * small,
        have(line, use(path), *given),
        have(end, line),
        use(moved, {w: part, e: share, u: weight, D: fro(Zs[T] - Z0), F: sqrt(f0)}),
        have(fro(Zs[T] - Z0) <= share * small),
    )


def norm_bound(kind, Z0, Zs, distance):
    """The spectral norm after any number of steps: at most the first one and that distance."""
    end = distance.claim.args[1]
    return conclusion(
        f"The norm of {kind} for ever",
        spec(Zs[T]) <= spec(Z0) + end,
        have(distance.claim, use(distance), *given),
        have(spec(Zs[T] - Z0) <= end, fact("spec_le_fro", A=Zs[T] - Z0), distance.claim),
        have(spec(Zs[T]) <= spec(Z0) + end, fact("spec_triangle", A=Z0, A2=Zs[T] - Z0), spec(Zs[T] - Z0) <= end),
    )


distance_x = distance_bound("X", X0, Xs, "1/3", end_x, near(T)[0], weight_x, "7/18")
distance_y = distance_bound("Y", Y0, Ys, "7/8", end_y, near(T)[1], weight_y, "1/18")
path_x, path_y = norm_bound("X", X0, Xs, distance_x), norm_bound("Y", Y0, Ys, distance_y)

h, k, after = (sqrt(f(Xs[p], Ys[q])) for p, q in ((T, T), (T + 1, T), (T + 1, T + 1)))
next_x, next_y = near(T + 1)[0], near(T)[1]
end_next = substitute(end_x, {T.data[0]: T + 1})
left = sqrt(f(Xs[T + 1], Ys[T + 1])) <= rate * k
descent = conclusion(
    "Every step takes the root of the loss down",
    after <= rate * h,
    *small_b,
    have(0 <= rate, b_small),
    have(next_x, use(path, {T: T + 1}), *given),
    have(end_next, next_x),
    have(next_y, use(path), *given),
    have(end_y, next_y),
    have(at(y_small, T), use(near_y, {Y: Ys[T]}), *given, end_y),
    have(k <= h, use(step_x, {t: T}), *standing, b_small, at(y_small, T)),
    have(at(x_small & steep_x, T), use(near_x, {X: Xs[T + 1]}), *given, end_next),
    have(at(inside, T), use(lemma_4_5, {index: T + 1}), *standing, span),
    have(left, use(step_y, {t: T}), *standing, b_small, at(x_small, T), at(steep_x, T), at(inside, T)),
    have(rate * k <= rate * h, k <= h, 0 <= rate, use(scaled, {u: k, v: h, x: rate})),
    have(after <= rate * h, left, rate * k <= rate * h),
)


def root(time):
    return sqrt(f(Xs[time], Ys[time]))


def reached(steps):
    return root(T + steps) <= rate**steps * root(T)


later = conclusion(
    "The root of the loss from any iteration to any later one",
    reached(S),
    *small_b,
    have(0 <= rate, b_small),
    induction(i, 0, S, reached(i), base=[have(reached(0))], step=[
        have(root(T + i + 1) <= rate * root(T + i), use(descent, {T: T + i}), *given),
        have(rate * root(T + i) <= rate * (rate**i * root(T)), reached(i), 0 <= rate,
             use(scaled, {u: root(T + i), v: rate**i * root(T), x: rate})),
        have(reached(i + 1), root(T + i + 1) <= rate * root(T + i),
             rate * root(T + i) <= rate * (rate**i * root(T))),
    ]),
    have(reached(S), for_all(i, 0, S, reached(i))),
)  # fmt: skip
start, end, factor = f(Xs[T], Ys[T]), f(Xs[T + S], Ys[T + S]), exp(-8 * b * S / 9)
loss_later = conclusion(
    "The loss from any iteration to any later one",
    end <= factor * start,
    *small_b,
    have(4 * b / 9 <= 1, b_small),
    have(reached(S), use(later), *given),
    have(root(T + S) ** 2 <= (rate**S * root(T)) ** 2, reached(S),
         use(squared, {u: root(T + S), v: rate**S * root(T)})),
    have((rate**S) ** 2 == rate ** (S * 2), fact("power_power", x=rate, k=S, l=2)),
    have(end <= rate ** (2 * S) * start, root(T + S) ** 2 <= (rate**S * root(T)) ** 2,
         (rate**S) ** 2 == rate ** (S * 2)),
    have(rate ** (2 * S) <= exp(-(2 * S * (4 * b / 9))), fact("power_le_exp", x=4 * b / 9, k=2 * S), 4 * b / 9 <= 1),
    have(exp(-(2 * S * (4 * b / 9))) == factor, by=()),
    have(start * rate ** (2 * S) <= start * exp(-(2 * S * (4 * b / 9))), rate ** (2 * S) <= exp(-(2 * S * (4 * b / 9))),
         use(scaled, {u: rate ** (2 * S), v: exp(-(2 * S * (4 * b / 9))), x: start})),
    have(end <= factor * start, end <= rate ** (2 * S) * start,
         start * rate ** (2 * S) <= start * exp(-(2 * S * (4 * b / 9))), exp(-(2 * S * (4 * b / 9))) == factor),
)  # fmt: skip
