"""Up to T = 1 / (32 eta^2 f0): no factor is larger than 1 / sqrt(eta), and the two together move little. No floor."""

from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.lemma_4_1 import eq_3, eq_4
from lemmas.ward_kolda.lemma_4_1 import t as index
from lemmas.ward_kolda.path_bound import moved_x, moved_y, short
from lemmas.ward_kolda.path_bound.invariant import limit, small
from lemmas.ward_kolda.path_bound.movement import T, gx, gy, movement_x, movement_y, sum_x, sum_y, t
from lemmas.ward_kolda.path_bound.numbers import D, size_0, z
from lemmas.ward_kolda.setting import X0, Y0, Xs, Ys, eta, f
from verify import Statement, for_all, fro, spec, sqrt, use
from verify.argument import fact, have, induction

shorter = limit <= "1/32"
given = [*small, shorter]

within = Statement(
    "A size that stays within 1 / sqrt(eta)",
    [size_0**2 <= 9 / (16 * eta), eta * D**2 <= "1/16", z <= size_0 + D],
    z <= 1 / sqrt(eta),
    argument=[
        have(eta * size_0**2 <= "9/16", size_0**2 <= 9 / (16 * eta)),
        have((size_0 + D) ** 2 <= size_0**2 * "4/3" + 4 * D**2, by=()),
        have(z**2 <= (size_0 + D) ** 2, z <= size_0 + D),
        have(eta * z**2 <= 1, z**2 <= (size_0 + D) ** 2, (size_0 + D) ** 2 <= size_0**2 * "4/3" + 4 * D**2,
             eta * size_0**2 <= "9/16", eta * D**2 <= "1/16"),
        have(z**2 <= (1 / sqrt(eta)) ** 2, eta * z**2 <= 1),
        have(z <= 1 / sqrt(eta), fact("square_order", x=z, y=1 / sqrt(eta)), z**2 <= (1 / sqrt(eta)) ** 2),
    ],
    expected="proved",
)  # fmt: skip


def bounded(letter, factor, start, lemma):
    away = fro(factor - start)
    reach = spec(factor) <= spec(start) + away
    return Statement(
        f"{letter} stays within 1 / sqrt(eta)",
        given,
        spec(factor) <= 1 / sqrt(eta),
        argument=[
            have(short, shorter),
            have(away**2 <= 2 * T * eta * f0, use(lemma), *small, short),
            have(eta * away**2 <= "1/16", away**2 <= 2 * T * eta * f0, shorter),
            have(reach, fact("spec_triangle", A=start, A2=factor - start), fact("spec_le_fro", A=factor - start)),
            have(spec(factor) <= 1 / sqrt(eta), use(within, {size_0: spec(start), D: away, z: spec(factor)}),
                 spec(start) ** 2 <= 9 / (16 * eta), eta * away**2 <= "1/16", reach),
        ],
        cite="Proposition 4.2, item 1, without the floor",
        expected="proved",
    )  # fmt: skip


bounded_x = bounded("X", Xs[T], X0, moved_x)
bounded_y = bounded("Y", Ys[T], Y0, moved_y)


def spent(t):
    return sum_x(t) + sum_y(t) <= 2 / eta * (f0 - f(Xs[t], Ys[t]))


def sized(factor, lemma, i):
    """Lines for ||factor||^2 <= 1 / eta at the index i <= T."""
    early = eta**2 * i * f0 <= "1/32"
    return [
        have(early, shorter, i <= T),
        have(spec(factor) <= 1 / sqrt(eta), use(lemma, {T: i}), *small, early),
        have(spec(factor) ** 2 <= 1 / eta, spec(factor) <= 1 / sqrt(eta)),
    ]


middle = f(Xs[t + 1], Ys[t])
step_x = fro(gx(t)) ** 2 <= 2 / eta * (f(Xs[t], Ys[t]) - middle)
step_y = fro(gy(t)) ** 2 <= 2 / eta * (middle - f(Xs[t + 1], Ys[t + 1]))
grown = (sum_x(t + 1) == sum_x(t) + fro(gx(t)) ** 2, sum_y(t + 1) == sum_y(t) + fro(gy(t)) ** 2)
paths = (fro(Xs[T] - X0) ** 2 <= T * eta**2 * sum_x(T), fro(Ys[T] - Y0) ** 2 <= T * eta**2 * sum_y(T))
together = T * eta**2 * (sum_x(T) + sum_y(T)) <= T * eta**2 * (2 / eta * (f0 - f(Xs[T], Ys[T])))
joint = Statement(
    "The two factors together",
    given,
    fro(Xs[T] - X0) ** 2 + fro(Ys[T] - Y0) ** 2 <= 2 * T * eta * (f0 - f(Xs[T], Ys[T])),
    argument=[
        induction(
            t, 0, T, spent(t),
            [have(sum_x(0) == 0), have(sum_y(0) == 0), have(f(Xs[0], Ys[0]) == f0, by=()),
             have(spent(0), sum_x(0) == 0, sum_y(0) == 0, f(Xs[0], Ys[0]) == f0)],
            [
                have(t <= T, t + 1 <= T),
                *sized(Ys[t], bounded_y, t),
                *sized(Xs[t + 1], bounded_x, t + 1),
                have(step_x, use(eq_3, {index: t}), spec(Ys[t]) ** 2 <= 1 / eta),
                have(step_y, use(eq_4, {index: t}), spec(Xs[t + 1]) ** 2 <= 1 / eta),
                have(grown[0], by=()),
                have(grown[1], by=()),
                have(spent(t + 1), spent(t), step_x, step_y, *grown),
            ],
        ),
        have(spent(T), for_all(t, 0, T, spent(t))),
        have(paths[0], use(movement_x)),
        have(paths[1], use(movement_y)),
        have(together, spent(T)),
        have(fro(Xs[T] - X0) ** 2 + fro(Ys[T] - Y0) ** 2 <= 2 * T * eta * (f0 - f(Xs[T], Ys[T])), *paths, together),
    ],
    cite="Proposition 4.2, items 2 and 3, sharper",
    expected="proved",
)  # fmt: skip
