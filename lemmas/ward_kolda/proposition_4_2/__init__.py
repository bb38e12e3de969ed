"""Proposition 4.2: bounds on the singular values of the iterates up to T*.

Differences from print: f(X0, Y0) > 0 is a hidden hypothesis, as T* divides by it; `frozen` covers f(X0, Y0) = 0, where
nothing moves. Each relation of the printed chains is a statement. Named constants: a = 32 in T*, c = 2 under the root.
Items 2 and 3 need no column space and no rank: r stands for any index (`@improved`: the joint movement of both factors).
"""

from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.setting import X0, Y0, T, Xs, Ys, eta, f, r, standing
from verify import Statement, floor, fro, real, spec, sqrt, sv

a, c = real("a", gt=0), real("c", ge=0)
small = (spec(X0) ** 2 <= 9 / (16 * eta), spec(Y0) ** 2 <= 9 / (16 * eta))
given = [*standing, *small, T <= floor(1 / (a * eta**2 * f0))]
moved = sqrt(c * T * eta * f0)


def part(title, claim, cite, constants, **fields):
    return Statement(title, given, claim, constants, cite=f"Proposition 4.2, {cite}", expected="proved", **fields)


item_1_x = part("X stays bounded", spec(Xs[T]) <= 1 / sqrt(eta), "item 1, X", {a: 32})
item_1_y = part("Y stays bounded", spec(Ys[T]) <= 1 / sqrt(eta), "item 1, Y", {a: 32})
item_2_lower = part("Lower end, X", sv(X0, r) - moved <= sv(Xs[T], r), "item 2, 1st ≤", {a: 32, c: 2})
item_2_order = part("Order, X", sv(Xs[T], r) <= spec(Xs[T]), "item 2, 2nd ≤", {a: 32})
item_2_upper = part("Upper end, X", spec(Xs[T]) <= spec(X0) + moved, "item 2, 3rd ≤", {a: 32, c: 2})
item_3_lower = part("Lower end, Y", sv(Y0, r) - moved <= sv(Ys[T], r), "item 3, 1st ≤", {a: 32, c: 2})
item_3_order = part("Order, Y", sv(Ys[T], r) <= spec(Ys[T]), "item 3, 2nd ≤", {a: 32})
item_3_upper = part("Upper end, Y", spec(Ys[T]) <= spec(Y0) + moved, "item 3, 3rd ≤", {a: 32, c: 2})

moved_improved = part(
    "The two factors together move by at most sqrt(2 T eta f0)",
    fro(Xs[T] - X0) ** 2 + fro(Ys[T] - Y0) ** 2 <= c * T * eta * (f0 - f(Xs[T], Ys[T])),
    "items 2 and 3, sharper",
    {a: 32, c: 2},
)
frozen = Statement(
    "Nothing moves from zero loss",
    [*standing, f0 == 0],
    (Xs[T] == X0) & (Ys[T] == Y0),
    cite="Proposition 4.2, where T* is undefined",
    expected="proved",
)
