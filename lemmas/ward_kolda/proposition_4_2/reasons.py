"""Why the lines of the printed proof of Proposition 4.2 hold and follow, where that takes several steps."""

from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.lemma_4_1 import sum_x, sum_y
from lemmas.ward_kolda.path_bound import joint, movement
from lemmas.ward_kolda.path_bound.numbers import D, size_0, z
from lemmas.ward_kolda.setting import X0, Y0, T, Xs, Ys, eta, t
from verify import all_of, for_all, fro, spec, sqrt, use
from verify.argument import cases, each, fact, have, induction


def bounded(t):
    return all_of(spec(Xs[t]) ** 2 <= 1 / eta, spec(Ys[t]) ** 2 <= 1 / eta)


def through(lemma, until, small, bound, claim):
    """A line from a statement of `path_bound`: T is at most `bound` / (eta^2 f0)."""
    return [
        have(0 < f0, until),
        have(32 * eta**2 * f0 * T <= 1, until, 0 < f0),
        have(bound, 32 * eta**2 * f0 * T <= 1, 0 < f0),
        have(claim, use(lemma), *small, bound),
    ]


def eq_10(suppose, claim):
    x_small, y_small = spec(Xs[t]) ** 2 <= 2 / eta, spec(Ys[t]) ** 2 <= 1 / eta
    return [
        each(t, 0, T - 1, [have(bounded(t), suppose), have(x_small, bounded(t))], x_small),
        each(t, 0, T - 1, [have(bounded(t), suppose), have(y_small, bounded(t))], y_small),
        have(claim, use(sum_x, {T: T - 1}), for_all(t, 0, T - 1, x_small), for_all(t, 0, T - 1, y_small)),
    ]


def nonnegative(squares):
    body = squares.args[3]
    index = squares.args[0]
    return [
        each(index, 0, T - 1, [have(0 <= body, by=())], 0 <= body),
        have(0 <= squares, for_all(index, 0, T - 1, 0 <= body)),
    ]


def sum_of_steps(total, claim):
    """(11), 1st ≤."""
    moved = Xs[T] - X0 == -1 * (eta * total)
    values = {movement.p: X0.shape[0], movement.U: total, movement.M: Xs[T] - X0}
    return [have(moved, use(movement.telescoped_x)), have(claim, use(movement.stretched_spec, values), moved)]


def root_of_steps(total, squares, claim):
    """(11), 3rd ≤, with the root of T."""
    moved = Xs[T] - X0 == -1 * (eta * total)
    values = {movement.p: X0.shape[0], movement.U: total, movement.M: Xs[T] - X0}
    path, left, right = fro(Xs[T] - X0) ** 2, eta * fro(total), sqrt(T) * (eta * sqrt(squares))
    return [
        *nonnegative(squares),
        have(moved, use(movement.telescoped_x)),
        have(path == eta**2 * fro(total) ** 2, use(movement.stretched_fro, values), moved),
        have(path <= T * eta**2 * squares, use(movement.movement_x)),
        have(left**2 <= right**2, path == eta**2 * fro(total) ** 2, path <= T * eta**2 * squares, 0 <= squares),
        have(claim, fact("square_order", x=left, y=right), left**2 <= right**2, 0 <= squares),
    ]


def start(small):
    """||X_0|| <= 3 / (4 sqrt(eta))."""
    bound = 3 / (4 * sqrt(eta))
    return [
        have(spec(X0) ** 2 <= bound**2, small),
        have(spec(X0) <= bound, fact("square_order", x=spec(X0), y=bound), spec(X0) ** 2 <= bound**2),
    ]


def longer(far, moved):
    """sqrt(2 eta f0) <= sqrt(2 T eta f0) for T >= 1."""
    once = 2 * eta * f0
    return [
        have(once <= T * once, T >= 1),
        have(far <= moved, fact("root_increasing", x=once, y=T * once), once <= T * once),
    ]


def short(end, through_, moved):
    """after (11), 3rd ≤."""
    bound = 1 / (4 * sqrt(eta))
    return [
        have(0 < f0, end),
        have(32 * eta**2 * f0 * T <= 1, end, 0 < f0),
        have(0 <= 2 * T * eta * f0, 0 < f0),
        have(2 * T * eta * f0 <= 1 / (16 * eta), 32 * eta**2 * f0 * T <= 1),
        have(moved**2 <= bound**2, 2 * T * eta * f0 <= 1 / (16 * eta)),
        have(moved <= bound, fact("square_order", x=moved, y=bound), moved**2 <= bound**2),
        have(through_ <= 1 / sqrt(eta), moved <= bound),
    ]


def extended(before, there, claim):
    """for_all(t, 0, T, claim) from for_all(t, 0, T - 1, before) and `there`, the claim at T."""
    earlier = [have(before, for_all(t, 0, T - 1, before)), have(claim, before)]
    last = [have(T <= t, T - 1 < t), have(t == T, T <= t, t <= T), have(claim, there, t == T)]
    return each(t, 0, T, [cases(t <= T - 1, earlier, last, claim)], claim)


def everywhere(t, low, high, last, given, claim, *sizes):
    """for_all(t, low, high, claim) from item 1 at every index t <= last; sizes: factors and the lemmas on them."""
    early, number = eta**2 * t * f0 <= "1/32", 32 * eta**2 * f0 * t <= 1
    lines = []
    for factor, lemma in sizes:
        small = spec(factor) <= 1 / sqrt(eta)
        lines += [have(small, use(lemma, {T: t}), *given, early), have(spec(factor) ** 2 <= 1 / eta, small)]
    until = [] if high is last else [have(t <= last, T <= last, t <= high)]
    return each(t, low, high, [*until, have(number, t <= last, 0 < f0), have(early, number), *lines], claim)


def similar(suppose, all_x, end, claim):
    """The sizes of Y by 'the same argument': the sum of squares, the movement, the size at T."""
    x_next, y_small = spec(Xs[t + 1]) ** 2 <= 1 / eta, spec(Ys[t]) ** 2 <= 2 / eta
    total, path = movement.sum_y(T), fro(Ys[T] - Y0) ** 2
    reach = spec(Ys[T]) <= spec(Y0) + fro(Ys[T] - Y0)
    here = spec(Ys[T]) <= 1 / sqrt(eta)
    now = spec(Ys[t]) <= 1 / sqrt(eta)
    return [
        each(t, 0, T - 1, [have(0 <= t + 1, 0 <= t), have(t + 1 <= T, t <= T - 1), have(x_next, all_x)], x_next),
        each(t, 0, T - 1, [have(bounded(t), suppose), have(y_small, bounded(t))], y_small),
        have(total <= 2 / eta * f0, use(sum_y, {T: T - 1}), T >= 1, for_all(t, 0, T - 1, x_next),
             for_all(t, 0, T - 1, y_small)),
        have(path <= T * eta**2 * total, use(movement.movement_y)),
        have(0 < f0, end),
        have(32 * eta**2 * f0 * T <= 1, end, 0 < f0),
        have(path <= T * eta**2 * (2 / eta * f0), path <= T * eta**2 * total, total <= 2 / eta * f0),
        have(eta * path <= "1/16", path <= T * eta**2 * (2 / eta * f0), 32 * eta**2 * f0 * T <= 1),
        have(reach, fact("spec_triangle", A=Y0, A2=Ys[T] - Y0), fact("spec_le_fro", A=Ys[T] - Y0)),
        have(here, use(joint.within, {size_0: spec(Y0), D: fro(Ys[T] - Y0), z: spec(Ys[T])}),
             spec(Y0) ** 2 <= 9 / (16 * eta), eta * path <= "1/16", reach),
        each(t, 0, T - 1, [
            have(bounded(t), suppose),
            have(spec(Ys[t]) ** 2 <= (1 / sqrt(eta)) ** 2, bounded(t)),
            have(now, fact("square_order", x=spec(Ys[t]), y=1 / sqrt(eta)), spec(Ys[t]) ** 2 <= (1 / sqrt(eta)) ** 2),
        ], now),
        extended(now, here, now),
    ]  # fmt: skip


def with_start(small, last, j, claims):
    """Item 1 from the end of the induction, which leaves out t = 0, and from the first line, which has it."""
    rest = for_all(j, 1, last, bounded(j))
    lines = []
    for claim, (Zs, at_0) in zip(claims, zip((Xs, Ys), small, strict=True), strict=True):
        square, root = spec(Zs[T]) ** 2 <= (1 / sqrt(eta)) ** 2, fact("square_order", x=spec(Zs[T]), y=1 / sqrt(eta))
        first = [
            have(T == 0, T <= 0),
            have(spec(Zs[0]) ** 2 <= 1 / eta, at_0),
            have(spec(Zs[T]) ** 2 <= 1 / eta, T == 0),
        ]
        later = [have(1 <= T, 0 < T), have(bounded(T), rest, 1 <= T, T <= last)]
        lines += [
            cases(T <= 0, [*first, have(square)], [*later, have(square, bounded(T))], square),
            have(claim, root, square),
        ]
    return lines


def iterated(step, small, last, i, j):
    """Strong induction: the bounds up to t, for every t."""

    def up_to(t):
        return for_all(i, 0, t, bounded(i))

    at_0 = [
        line
        for factor, bound in zip((Xs, Ys), small, strict=True)
        for line in (
            have(spec(factor[0]) ** 2 <= 1 / eta, bound),
            have(spec(factor[i]) ** 2 <= 1 / eta, i == 0, spec(factor[0]) ** 2 <= 1 / eta),
        )
    ]
    base = [each(i, 0, 0, [have(i == 0, 0 <= i, i <= 0), *at_0], bounded(i))]
    return [
        induction(t, 0, last, up_to(t), base, [have(up_to(t + 1), up_to(t), step)]),
        each(j, 1, last, [have(up_to(j), for_all(t, 0, last, up_to(t))), have(bounded(j), up_to(j))], bounded(j)),
    ]
