"""Proposition 4.2: bounds on the singular values of the iterates up to T*.

Differences from print: f(X0, Y0) > 0 is a hidden hypothesis, as T* divides by it; `frozen` covers f(X0, Y0) = 0, where
nothing moves. Each relation of the printed chains is a statement. Named constants: a = 32 in T*, c = 2 under the root.
Stronger than print: A is any matrix, and in items 2 and 3 r is any index of a singular value of the factor, as Remark
4.7 says; r = rank(A) <= d has r <= m, r <= n. `moved_improved`: the two factors jointly.
`@improved`: items 2 and 3 with 36/25 for 2 under the root, for 128/9 in place of 32, so for more than twice the time.
The proofs are in `path_bound`.
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.path_bound import joint
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, d, eta, f, r, t
from verify import Statement, all_of, floor, for_all, fro, real, spec, sqrt, sv, use, zeros
from verify.argument import fact, have, induction

a, c = real("a", gt=0), real("c", ge=0)
small = (spec(X0) ** 2 <= 9 / (16 * eta), spec(Y0) ** 2 <= 9 / (16 * eta))
until = T <= floor(1 / (a * eta**2 * f0))
given = [*small, until]
moved = sqrt(c * T * eta * f0)


def through(lemma, bound, claim, also=()):
    """From a statement without the floor: T is at most `bound` / (eta^2 f0)."""
    return [
        have(0 < f0, until),
        have(a * eta**2 * f0 * T <= 1, until, 0 < f0),
        have(bound, a * eta**2 * f0 * T <= 1, 0 < f0),
        have(claim, use(lemma), *also, *small, bound),
    ]


def part(title, claim, cite, constants, argument, also=()):
    cite, known = f"Proposition 4.2, {cite}", [*also, *given]
    return Statement(title, known, claim, constants, cite=cite, argument=argument, expected="proved")


def item_1(letter, factor, lemma):
    claim = spec(factor) <= 1 / sqrt(eta)
    argument = through(lemma, joint.shorter, claim)
    return part(f"{letter} stays bounded", claim, f"item 1, {letter}", {a: 32}, argument)


def chain(letter, item, factor, start, upper, lower, constants=(32, 2)):
    """The three relations of item 2 or 3."""
    ends, ordered = dict(zip((a, c), constants, strict=True)), sv(factor, r) <= spec(factor)
    in_range = (r <= start.shape[0], r <= d)
    order = [have(ordered, fact("sv_le_spec", A=factor, k=r), *in_range)]

    far, farther = path_bound.part * T * eta * f0, c * T * eta * f0

    def end(claim, lemma, also=()):
        return claim, [
            *through(lemma, path_bound.short, lemma.claim, also),
            have(far <= farther, 0 < f0),
            have(sqrt(far) <= moved, fact("root_increasing", x=far, y=farther), far <= farther, 0 < f0),
            have(claim, lemma.claim, sqrt(far) <= moved),
        ]

    low, low_argument = end(sv(start, r) - moved <= sv(factor, r), lower, in_range)
    high, high_argument = end(spec(factor) <= spec(start) + moved, upper)
    return (
        part(f"Lower end, {letter}", low, f"{item}, 1st ≤", ends, low_argument, in_range),
        part(f"Order, {letter}", ordered, f"{item}, 2nd ≤", {a: 32}, order, in_range),
        part(f"Upper end, {letter}", high, f"{item}, 3rd ≤", ends, high_argument),
    )


item_1_x, item_1_y = item_1("X", Xs[T], joint.bounded_x), item_1("Y", Ys[T], joint.bounded_y)
closer_x = path_bound.closer_upper_x, path_bound.closer_lower_x
closer_y = path_bound.closer_upper_y, path_bound.closer_lower_y
item_2_lower, item_2_order, item_2_upper = chain("X", "item 2", Xs[T], X0, *closer_x)
item_3_lower, item_3_order, item_3_upper = chain("Y", "item 3", Ys[T], Y0, *closer_y)
longer = "128/9", "36/25"
item_2_lower__improved, _, item_2_upper__improved = chain("X", "item 2", Xs[T], X0, *closer_x, longer)
item_3_lower__improved, _, item_3_upper__improved = chain("Y", "item 3", Ys[T], Y0, *closer_y, longer)
together = fro(Xs[T] - X0) ** 2 + fro(Ys[T] - Y0) ** 2 <= c * T * eta * (f0 - f(Xs[T], Ys[T]))
moved_improved = part(
    "The two factors together move by at most sqrt(2 T eta f0)",
    together,
    "items 2 and 3, sharper",
    {a: 32, c: 2},
    through(joint.joint, joint.shorter, together),
)

first = X0 @ Y0.T - A
still = all_of(Xs[t] == X0, Ys[t] == Y0)
frozen = Statement(
    "Nothing moves from zero loss",
    [f0 == 0],
    (Xs[T] == X0) & (Ys[T] == Y0),
    cite="Proposition 4.2, where T* is undefined",
    argument=[
        have(fro(first) <= 0, f0 == 0),
        have(first == zeros(*A.shape), fact("fro_definite", A=first), fro(first) <= 0),
        induction(t, 0, T, still, [have(Xs[0] == X0, by=()), have(Ys[0] == Y0, by=())], [
            have(Xs[t + 1] == X0, first == zeros(*A.shape), Xs[t] == X0, Ys[t] == Y0),
            have(Ys[t + 1] == Y0, first == zeros(*A.shape), Xs[t + 1] == X0, Ys[t] == Y0),
        ]),
        have(all_of(Xs[T] == X0, Ys[T] == Y0), for_all(t, 0, T, still)),
    ],
    expected="proved",
)  # fmt: skip
