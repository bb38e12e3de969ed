"""How far the iterates move: items 2 and 3 of Proposition 4.2 for longer, up to T = 9 / (128 eta^2 f0).

Not in the paper, which has T <= 1 / (32 eta^2 f0). Beyond that the factors may exceed 1 / sqrt(eta), so that (3) and
(4) lose their constant; the bounds on the movement stay the same. No floor, and f0 = 0 is allowed. A is any matrix and
r any index of a singular value.

Idea, for eta = 1: let a, b be T times the sums of squared gradients in X and in Y so far. A step in X lowers f by at
least (1 - ||Y_t||^2 / 2) times its square, with ||Y_t|| <= 3/4 + sqrt(b), and 1 - (3/4 + q)^2 / 2 is at least
89/128 - 13/2 q^2 for every q. So 89/128 (a + b) - 13/2 a b <= T (f0 - f_t) at every time, and this keeps a and b
below 36/25 T f0. The paper has 2 for 36/25: `closer` are the sharper bounds.
"""

from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.path_bound import invariant
from lemmas.ward_kolda.path_bound.invariant import holds, in_x, in_y, limit, short, small
from lemmas.ward_kolda.path_bound.movement import T, movement_x, movement_y, sum_x, sum_y, t
from lemmas.ward_kolda.path_bound.numbers import part
from lemmas.ward_kolda.setting import X0, Y0, Xs, Ys, d, eta, r
from verify import Statement, for_all, fro, spec, sqrt, sv, use
from verify.argument import fact, have

given = [*small, short]
all_along = have(for_all(t, 0, T, holds(t)), use(invariant.statement), *given)


def bound(title, claim, *argument, given=given):
    cite = "Proposition 4.2, items 2 and 3, for longer"
    return Statement(title, given, claim, argument=argument, cite=cite, expected="proved")


def moved(title, factor, start, drawn, total, movement):
    first, far = fro(factor - start) ** 2 <= T * eta**2 * total, part * T * eta * f0
    closer = bound(
        f"{title}, closer",
        fro(factor - start) ** 2 <= far,
        all_along,
        have(holds(T), all_along),
        have(first, use(movement)),
        have(eta * (eta**2 * T * total) <= eta * far, drawn <= part * limit),
        have(0 <= far - eta**2 * T * total, eta * (eta**2 * T * total) <= eta * far,
             fact("cancel_positive", x=eta, y=far - eta**2 * T * total)),
        have(fro(factor - start) ** 2 <= far, first, 0 <= far - eta**2 * T * total),
    )  # fmt: skip
    claim = fro(factor - start) ** 2 <= 2 * T * eta * f0
    return closer, bound(
        title, claim, have(closer.claim, use(closer), *given), have(far <= 2 * T * eta * f0, by=()), have(claim)
    )


closer_x, moved_x = moved("How far X moves in T steps", Xs[T], X0, in_x(T), sum_x(T), movement_x)
closer_y, moved_y = moved("How far Y moves in T steps", Ys[T], Y0, in_y(T), sum_y(T), movement_y)


def ends(letter, factor, start, lemma, c=2):
    """The path in the spectral norm, the upper end and the lower end of items 2 and 3, with c under the root."""
    away, far = fro(factor - start), sqrt(c * T * eta * f0)
    path = bound(
        f"How far {letter} moves, in the spectral norm",
        spec(factor - start) <= far,
        have(away**2 <= c * T * eta * f0, use(lemma), *given),
        have(away**2 <= far**2, away**2 <= c * T * eta * f0),
        have(away <= far, away**2 <= far**2, fact("square_order", x=away, y=far)),
        have(spec(factor - start) <= far, away <= far, fact("spec_le_fro", A=factor - start)),
    )
    upper = bound(
        f"Upper end, {letter}",
        spec(factor) <= spec(start) + far,
        have(path.claim, use(path), *given),
        have(spec(factor) <= spec(start) + far, path.claim, fact("spec_triangle", A=start, A2=factor - start)),
    )
    rows = start.shape[0]
    lower = bound(
        f"Lower end, {letter}",
        sv(start, r) - far <= sv(factor, r),
        have(path.claim, use(path), *given),
        have(sv(start, r) - far <= sv(factor, r), path.claim, r <= rows, r <= d,
             fact("sv_weyl", A=factor, A2=start - factor, k=r)),
        given=[r <= rows, r <= d, *given],
    )  # fmt: skip
    return path, upper, lower


path_x, upper_x, lower_x = ends("X", Xs[T], X0, moved_x)
path_y, upper_y, lower_y = ends("Y", Ys[T], Y0, moved_y)
closer_path_x, closer_upper_x, closer_lower_x = ends("X", Xs[T], X0, closer_x, part)
closer_path_y, closer_upper_y, closer_lower_y = ends("Y", Ys[T], Y0, closer_y, part)
