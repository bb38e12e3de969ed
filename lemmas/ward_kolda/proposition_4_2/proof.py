"""The printed proof of Proposition 4.2 (appendix B), sign by sign.

The third ≤ of (11) bounds the norm of a sum of T gradients by the root of the sum of their squares: a factor sqrt(T) is
missing, and the display as a whole is false. The lines after it have sqrt(2 T eta f0) and hold. Difference from print:
the induction's "suppose" is a hypothesis of the lines that stand under it, and item 1, which is left out, has a line:
print ends the induction with t = 1, ..., T_*, and t = 0 is in its first line. `reasons`: why the lines hold and follow.
"""

from lemmas.ward_kolda import path_bound
from lemmas.ward_kolda.assumption_2 import f0
from lemmas.ward_kolda.lemma_4_1.proof import printed
from lemmas.ward_kolda.path_bound import joint
from lemmas.ward_kolda.path_bound.movement import gx, s
from lemmas.ward_kolda.proposition_4_2 import (
    item_1_x,
    item_1_y,
    item_2_lower,
    item_2_upper,
    item_3_lower,
    item_3_upper,
    reasons,
    small,
)
from lemmas.ward_kolda.proposition_4_2.reasons import bounded
from lemmas.ward_kolda.setting import X0, Y0, T, Xs, Ys, d, eta, m, n, t
from lemmas.ward_kolda.setting import r as k
from verify import Proof, Step, all_of, floor, for_all, fro, implies, integer, spec, sqrt, summation, sv, use
from verify.argument import fact, have

i, j = integer("i", ge=0), integer("j", ge=0)
last = floor(1 / (32 * eta**2 * f0))
hypotheses = tuple(printed(item_1_x)[0])


total, squares = summation(gx(s), s, 0, T - 1), summation(fro(gx(s)) ** 2, s, 0, T - 1)
suppose = for_all(t, 0, T - 1, bounded(t))
inside = (*hypotheses, T >= 1, suppose)
to_10 = (T >= 1, suppose)
drift_x, drift_y = Xs[T] - X0, Ys[T] - Y0
eq_10 = squares <= 2 / eta * f0
moved = sqrt(2 * T * eta * f0)
E = [
    spec(drift_x),
    eta * spec(total),
    eta * fro(total),
    eta * sqrt(squares),
    eta * sqrt(2 / eta * f0),
    sqrt(2 * eta * f0),
]
chain = (E[0] <= E[1], E[1] <= E[2], E[2] <= E[3], E[3] <= E[4], E[4] == E[5])
eq_11, from_11 = E[0] <= E[5], E[0] <= moved
root = sqrt(T) * E[3]
mended = (E[0] <= E[1], E[1] <= E[2], E[2] <= root, root <= sqrt(T) * E[4], sqrt(T) * E[4] == moved)
end = T <= last
size_x = spec(Xs[T]) <= spec(X0) + spec(drift_x)
through = 3 / (4 * sqrt(eta)) + moved
all_x = for_all(t, 0, T, spec(Xs[t]) ** 2 <= 1 / eta)
all_y = for_all(t, 0, T, spec(Ys[t]) <= 1 / sqrt(eta))
step = for_all(j, 1, last, implies(for_all(i, 0, j - 1, bounded(i)), for_all(i, 0, j, bounded(i))))


in_short = through <= 1 / sqrt(eta)
above = spec(X0) + spec(drift_x) <= through
at_end = spec(Xs[T]) <= 1 / sqrt(eta)
item_1 = [(Xs[t], joint.bounded_x), (Ys[t], joint.bounded_y)]
on_y = spec(Ys[t]) <= 1 / sqrt(eta)
every = for_all(j, 1, last, bounded(j))
both = (at_end, spec(Ys[T]) <= 1 / sqrt(eta))
positive = have(0 < f0, end)
in_range_x, in_range_y = ((k <= p, k <= d) for p in (m, n))


def line(text, claim, cites=(), given=inside, holds="proved", follows="proved", **fields):
    return Step(text, claim, given, tuple(cites), holds, follows, **fields)


def same(argument):
    """One argument for both statements of a line."""
    return {"holds": argument, "follows": argument}


def moves(lemma, claim):
    return reasons.through(lemma, end, small, path_bound.short, claim)


def bounds(text, statement, cites):
    """One of the stated bounds, from what is cited for it."""
    given, claim = printed(statement)
    return line(text, claim, cites, given, uses=(use(statement),))


sum_10 = reasons.eq_10(suppose, eq_10)
roots = sqrt(squares) <= sqrt(2 / eta * f0)
root_4 = [
    *reasons.nonnegative(squares),
    have(roots, fact("root_increasing", x=squares, y=2 / eta * f0), eq_10, 0 <= squares),
    have(chain[3], roots),
]
equal = [have(sqrt(E[4] ** 2) == E[4], fact("root_of_square", x=E[4])), have(chain[4], sqrt(E[4] ** 2) == E[4])]
to_moved = [*reasons.longer(E[5], moved), have(from_11, eq_11, E[5] <= moved)]
add = have(above, spec(X0) <= 3 / (4 * sqrt(eta)), from_11)
size = have(at_end, size_x, above, in_short)
square = have(spec(Xs[T]) ** 2 <= 1 / eta, at_end)
proof = Proof(
    (
        line("'First', 1st ≤", all_of(*small), small, hypotheses),
        line("'First', 2nd ≤", 9 / (16 * eta) <= 1 / eta, given=hypotheses),
        line("'by Lemma 4.1': (10)", eq_10, to_10, arguments=same(sum_10)),
        line("(11), 1st ≤", chain[0], arguments=same(reasons.sum_of_steps(total, chain[0]))),
        line("(11), 2nd ≤", chain[1]),
        line("(11), 3rd ≤", chain[2], holds="refuted", follows="refuted", corrected=mended[2],
             arguments={"corrected": reasons.root_of_steps(total, squares, mended[2])}),
        line("(11), 4th ≤", chain[3], [eq_10], arguments={"holds": [*sum_10, *root_4], "follows": root_4}),
        line("(11), =", chain[4], arguments=same(equal)),
        line("(11) as a whole", eq_11, chain, holds="refuted", corrected=from_11, cites_corrected=mended),
        line("after (11), 1st ≤", size_x),
        line("after (11), 2nd ≤", above, [T >= 1, small[0], eq_11], cites_corrected=(small[0], from_11), arguments={
            "holds": [*moves(path_bound.path_x, from_11), *reasons.start(small[0]), add],
            "follows": [*to_moved, *reasons.start(small[0]), add],
            "corrected": [*reasons.start(small[0]), add],
        }),
        line("after (11), 3rd ≤", in_short, [end], arguments=same(reasons.short(end, through, moved))),
        line("'It follows'", all_x, [suppose, size_x, above, in_short], arguments={
            "holds": [positive, reasons.everywhere(t, 0, T, last, small, spec(Xs[t]) ** 2 <= 1 / eta, item_1[0])],
            "follows": [size, square, reasons.extended(bounded(t), square.claim, spec(Xs[t]) ** 2 <= 1 / eta)],
        }),
        line("'repeating the same argument'", all_y, [T >= 1, small[1], end, suppose, all_x], arguments={
            "holds": [positive, reasons.everywhere(t, 0, T, last, small, on_y, item_1[1])],
            "follows": reasons.similar(suppose, all_x, end, all_y),
        }),
        line("'Iterate the induction'", every, [*small, step], hypotheses, arguments={
            "holds": [positive, reasons.everywhere(t, 1, last, last, small, bounded(t), *item_1)],
            "follows": reasons.iterated(step, small, last, i, j),
        }),
        line("item 1, with t = 0", all_of(*both), [*small, every, end], given=hypotheses, arguments={
            "holds": [have(printed(x)[1], use(x), *hypotheses) for x in (item_1_x, item_1_y)],
            "follows": reasons.with_start(small, last, j, both),
        }),
        line("'Because'", from_11, [T >= 1, eq_11], hypotheses, cites_corrected=mended, arguments={
            "holds": moves(path_bound.path_x, from_11),
            "follows": to_moved,
        }),
        line("last display, ≥", sv(Xs[T], k) >= sv(X0, k) - E[0], in_range_x, (*in_range_x, *hypotheses)),
        line("last display, ≤", size_x, (), hypotheses),
        bounds("item 2, 1st ≤", item_2_lower, [*in_range_x, from_11]),
        bounds("item 2, 3rd ≤", item_2_upper, [from_11]),
        line("'A similar argument': the movement", spec(drift_y) <= moved, hypotheses, hypotheses,
             arguments=same(moves(path_bound.path_y, spec(drift_y) <= moved))),
        bounds("'A similar argument': item 3, 1st ≤", item_3_lower, [*in_range_y, spec(drift_y) <= moved]),
        bounds("'A similar argument': item 3, 3rd ≤", item_3_upper, [spec(drift_y) <= moved]),
    ),
    cite="Proof of Proposition 4.2, appendix B",
)  # fmt: skip
