"""The printed proof of Corollary 5.3, appendix D, line by line.

Steps about numbers alone are stated for the numbers of `stages`; T_(l+1) is read as in the corollary, where it is
rounded down, and not by (14). Print has a misprint in the index of the first sum of the last display, one in the
exponents of the second. Its last bound, 1/2, needs beta <= 1/16: right where rho <= 1, without which Proposition A.1
says nothing (`display`); else C >= 8 gives 3/4, which is what the restart needs. That it needs Y bounded too is not
said. Lines on the iterates hold by linear convergence for all t (`onwards`), not by the printed restart.
"""

from itertools import pairwise

from lemmas.ward_kolda.assumption_2 import C, beta, f0, horizon, nu
from lemmas.ward_kolda.corollary_5_3 import display, epsilon, k, onwards, stage
from lemmas.ward_kolda.corollary_5_3 import restart as restarting
from lemmas.ward_kolda.corollary_5_3 import stages as st
from lemmas.ward_kolda.corollary_5_3 import statement as corollary_5_3
from lemmas.ward_kolda.corollary_5_3.onwards import T1, at_t1, at_t2, eq_9, given
from lemmas.ward_kolda.corollary_5_3.stages import b1, f1, h, largest, length, lengths, numbers, q, root, s, small, x0
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, eta, f, r, standing
from verify import Proof, Step, all_of, floor, for_all, fro, implies, integer, log, spec, sqrt, sv, use
from verify.argument import fact, have, suppose
from verify.substitution import substitute

t = integer("t", ge=0)
defined = numbers[:2]


def line(text, claim, cites=(), given=numbers, holds="proved", follows="proved", by=(), mended=(), **fields):
    uses = tuple(use(lemma) for lemma in by)
    return Step(text, claim, given, tuple(cites), holds, follows, uses, cites_corrected=tuple(mended), **fields)


def at(time, *lemmas):
    """The argument of a line that statements on any number of iterations prove."""
    moment = {T.data[0]: time}
    return {"holds": [have(substitute(x.claim, moment), use(x, {T: time}), *given) for x in lemmas]}


# ---- the first stage and the restart

loss_1 = f(Xs[T1], Ys[T1]) <= epsilon * f0
corollary_5_2 = implies(
    all_of(C >= 4, nu <= "1/2", eta <= beta / sqrt(32 * f0 * log(2 * f0 / (2 * epsilon * f0))), T1 == horizon),
    fro(A - Xs[T1] @ Ys[T1].T) ** 2 <= 2 * epsilon * f0,
)
premise, conclusion = corollary_5_2.args
first_stage = {
    "holds": [use(onwards.loss)],
    "follows": [
        have(C >= 4, C >= 8),
        have(premise.args[2], eq_9),
        have(premise),
        have(conclusion, corollary_5_2, premise),
        have(loss_1, conclusion),
    ],
}
first_stage_cites = [corollary_5_2, f0 > 0, C >= 8, nu <= "1/2", eq_9, T1 == horizon]
sigma_r = sv(Xs[T1], r) ** 2 >= beta / (4 * eta)
corollary_4_4 = (*standing, 0 < beta, sv(Xs[T1], r) >= sqrt(beta / eta) / 2)
half = sqrt(beta / eta) / 2
from_4_4 = [have(0 <= half), have(half**2 <= sv(Xs[T1], r) ** 2, use(squared, {u: half, v: sv(Xs[T1], r)}))]
unit, three_eighths = sqrt(beta / eta), 3 / (8 * root)
start_y = onwards.start_y.claim
x_at_t1, y_at_t1 = spec(Xs[T1]) <= 3 / (C * root) + unit / 2, spec(Ys[T1]) <= spec(Y0) + unit / 2
drift = [
    have(unit**2 <= three_eighths**2, beta <= "9/64"),
    have(0 <= three_eighths),
    have(unit <= three_eighths, fact("square_order", x=unit, y=three_eighths), unit**2 <= three_eighths**2,
         0 <= three_eighths),
]  # fmt: skip


def below(Z):
    """The bound on the norm of Z that Proposition 4.2 asks of its start."""
    return spec(Z) <= 3 / (4 * root)


def square(Z):
    """Its square, as Proposition 4.2 has it."""
    end = 3 / (4 * root)
    known = have(spec(Z) ** 2 <= end**2, use(squared, {u: spec(Z), v: end}), below(Z))
    return [known, have(spec(Z) ** 2 <= 9 / (16 * eta), spec(Z) ** 2 <= end**2)]


x_from_4_4 = [
    *drift,
    have(3 / (C * root) <= three_eighths, C >= 8),
    have(below(Xs[T1]), x_at_t1, 3 / (C * root) <= three_eighths, unit <= three_eighths),
    *square(Xs[T1]),
]
y_from_4_4 = [
    *drift,
    have(root * spec(Ys[T1]) <= "3/4", y_at_t1, start_y, unit <= three_eighths),
    have(below(Ys[T1]), root * spec(Ys[T1]) <= "3/4"),
    *square(Ys[T1]),
]

restart = (
    line(
        "'By Corollary 5.2': (9) is (8) for 2 epsilon f0",
        largest(b1, f1) == b1 / sqrt(32 * f1 * log(2 * f1 / (2 * epsilon * f1))),
        defined,
    ),
    line("'guarantees', the loss", loss_1, first_stage_cites, at_t1, arguments=first_stage),
    line(
        "'guarantees', sigma_r",
        sigma_r,
        [corollary_5_2, loss_1],
        at_t1,
        follows="refuted",
        mended=corollary_4_4,
        arguments=at(T1, onwards.sigma_r) | {"corrected": from_4_4},
        doc="Corollary 5.2 says nothing of sigma_r; Corollary 4.4 does. The norm sign around the number is a misprint.",
    ),
    line("'restart', X", restarting.x_bounded, [loss_1, sigma_r], at_t1, follows="refuted",
         mended=(*standing, 0 < beta, beta <= "9/64", C >= 8, x_at_t1),
         arguments=at(T1, onwards.square_x) | {"corrected": x_from_4_4},
         doc="Neither the loss nor sigma_r bounds the norm; Corollary 4.4 does, with C >= 8 and beta <= 9/64."),
    line("'restart', Y", restarting.y_bounded, [loss_1, sigma_r], at_t1, follows="refuted",
         mended=(*standing, 0 < beta, beta <= "9/64", start_y, y_at_t1),
         arguments=at(T1, onwards.square_y) | {"corrected": y_from_4_4},
         doc="Corollary 4.4 bounds Y_T1 by its own start (`sigma_1_y@from_start`), which (9) makes small."),
    line("'modified parameters', f_02", loss_1, [loss_1], at_t1, arguments={"holds": [use(onwards.loss)]}),
    line("'modified parameters', beta_2", restarting.beta_2, [sigma_r], at_t1, arguments=at(T1, onwards.sigma_r)),
    line("(13), =", st.eq_13, defined, by=[st.step_size]),
    line(
        "'(13) is satisfied'",
        eta <= largest(st.b2, st.f2),
        [eta <= largest(b1, f1), epsilon <= "1/16", st.eq_13],
        by=[st.step_size, st.satisfied],
    ),
)  # fmt: skip

# ---- the later stages

rounded = floor(length(st.b2, st.f2)) == floor(q * st.P)
total = lengths(beta, f0)
loss_k = f(Xs[T], Ys[T]) <= epsilon**k * f0
by_corollary = fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon**k * fro(A - X0 @ Y0.T) ** 2
from_corollary = [have(by_corollary, use(corollary_5_3), *given, T >= total), have(loss_k, by_corollary)]
stage_losses = (
    f(Xs[T], Ys[T]) == h[k],
    h[0] == f0,
    for_all(stage, 0, k - 1, h[stage + 1] <= epsilon * h[stage]),
)

repeat = (
    line(
        "after (13), 1st ≤",
        restarting.again,
        restarting.cited,
        at_t2,
        arguments={"holds": [use(onwards.second)], "follows": restarting.follows},
        doc="Corollary 5.2 is about a start of Assumption 2, which X_T1 is not. It follows from what is known at T_1.",
    ),
    line(
        "after (13), 2nd ≤",
        epsilon * f(Xs[T1], Ys[T1]) <= epsilon**2 * f0,
        [loss_1],
        at_t1,
        arguments={"holds": [have(loss_1, use(onwards.loss), *at_t1)]},
    ),
    line(
        "(14)",
        floor(length(st.b2, st.f2)) == floor(st.P) / (4 * epsilon),
        holds="refuted",
        follows="refuted",
        corrected=rounded,
        doc="Both sides are rounded down, the right one before it is divided by 4 epsilon.",
    ),
    line(
        "'Repeating this inductively', =",
        lengths(b1, f1) == floor(st.P) * st.powers(q, k),
        [st.eq_14],
        holds="refuted",
        corrected=lengths(b1, f1) <= st.P * st.powers(q, k),
        by=[st.rounded, st.without_floors],
        doc="It would follow from (14).",
    ),
    line(
        "'Repeating this inductively', ≤",
        floor(st.P) * st.powers(q, k) <= floor(st.P) * q**k,
        [small],
        by=[st.last_stage],
    ),
    line(
        "'we are guaranteed'",
        loss_k,
        stage_losses,
        (*given, T == total),
        arguments={
            "holds": [have(T >= total, T == total), *from_corollary],
            "follows": [
                *st.losses.argument,
                have(loss_k, h[k] <= epsilon**k * h[0], *stage_losses[:2]),
            ],
        },
    ),
    line(
        "'valid for any T'",
        loss_k,
        [implies(T == total, loss_k)],
        given,
        "refuted",
        "refuted",
        corrected=implies(T >= total, loss_k),
        reading="from_then_on",
        arguments={"corrected": [suppose(T >= total, from_corollary, loss_k)]},
        meant=False,
        doc="Read literally, for all T and all k, it is false at T = 0 and k = 1. That is not blamed on the paper: the "
        "corollary's own condition is meant, T >= T_1 + ... + T_k.",
    ),
)

# ---- the last display

first, second, third, fourth, fifth = display.printed(b1, f1, x0)
first_, second_, third_, fourth_, fifth_ = display.mended(b1, f1, x0)
bound_t = spec(Xs[t]) <= 1 / (2 * root)
along = (*given, t <= total)


def chain(lines):
    """The display for X_t."""
    return (spec(Xs[t]) <= lines[0], *(a <= b for a, b in pairwise(lines)))


def linked(lines):
    """From a line to the next."""
    signs = chain(lines)
    bounds = [spec(Xs[t]) <= x for x in lines]
    return [have(b, a, sign) for a, b, sign in zip(bounds, bounds[1:], signs[1:], strict=False)]


as_printed, as_mended = display.printed(b1, f1, spec(X0)), display.mended(b1, f1, spec(X0))
last = (
    line(
        "display, 1st ≤",
        s[k] <= first,
        display.stages,
        (*numbers, *display.stages),
        "refuted",
        "refuted",
        corrected=s[k] <= first_,
        arguments={"corrected": display.summed.argument},
    ),
    line("display, 2nd ≤", first <= second, [x0 <= 3 / (8 * root)], holds="refuted", follows="refuted",
         by=[display.unfloored], corrected=first_ <= second_),
    line("display, 3rd ≤", second <= third, by=[display.rooted_printed]),
    line("display, 4th ≤", third <= fourth, by=[display.added_printed]),
    line("display, 5th ≤", fourth <= fifth, holds="refuted", follows="refuted", by=[display.bounded],
         corrected=fourth_ <= fifth_),
    line(
        "the display as a whole",
        bound_t,
        chain(as_printed),
        along,
        corrected=spec(Xs[t]) <= 3 / (4 * root),
        mended=chain(as_mended),
        arguments=at(t, onwards.bound_x) | {"follows": linked(as_printed), "corrected": linked(as_mended)},
    ),
    line(
        "'we may always apply Proposition 4.2'",
        (spec(Xs[t]) ** 2 <= 9 / (16 * eta)) & (spec(Ys[t]) ** 2 <= 9 / (16 * eta)),
        [bound_t],
        given,
        follows="refuted",
        mended=(below(Xs[t]), below(Ys[t])),
        arguments=at(t, onwards.square_x, onwards.square_y) | {"corrected": [*square(Xs[t]), *square(Ys[t])]},
        doc="Nothing is said of Y_t, which needs a bound of its own (`onwards.bound_y`).",
    ),
)  # fmt: skip
proof = Proof((*restart, *repeat, *last), cite="Appendix D")
