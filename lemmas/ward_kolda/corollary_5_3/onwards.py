"""What is true of the iterates in appendix D, for the step size (9): bounds for ever, and the loss of every stage.

The proof is that of linear convergence for all t, without a restart. T is any number of iterations, T1 that of the
first stage, T2 that of the second.
"""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, horizon, nu, sigma_1_x0, sigma_1_y0
from lemmas.ward_kolda.corollary_5_2.argument import bounded, draws, numbers
from lemmas.ward_kolda.corollary_5_3 import epsilon, provided
from lemmas.ward_kolda.corollary_5_3.argument import inverse as inverse_of
from lemmas.ward_kolda.corollary_5_3.stages import largest, length, q, root, small
from lemmas.ward_kolda.good_event import beta_small, of_beta, root_of_beta, sizes_of_x0
from lemmas.ward_kolda.good_event import small as unit
from lemmas.ward_kolda.good_event.room import size, size_by_beta, step_size
from lemmas.ward_kolda.linear_convergence import onwards as core
from lemmas.ward_kolda.numbers import b, scaled, squared, u, v, x
from lemmas.ward_kolda.setting import X0, Y0, A, T, Xs, Ys, eta, f, r, standing
from lemmas.ward_kolda.theorem_5_1.for_all_t import known, ready, sigma_r_x__improved
from verify import Statement, exp, floor, fro, integer, log, spec, sqrt, sv, use
from verify.argument import fact, have

T1, T2 = integer("T1", ge=0), integer("T2", ge=0)
eq_9 = eta <= largest(beta, f0)
given = (*event, f0 > 0, C >= 8, nu <= "1/2", small, eq_9)
at_t1 = (*given, T1 == horizon)
at_t2 = (*at_t1, T2 == floor(length(beta / 4, epsilon * f0)))
count = log(1 / epsilon)


def proved(title, claim, *argument, given=given):
    return Statement(title, given, claim, argument=argument, cite="Appendix D", expected="proved")


enough = have(C >= 4, C >= 8)
long = [
    have(1 - 1 / (1 / epsilon) <= count, fact("log_lower", x=1 / epsilon)),
    have(count >= "3/4", 1 - 1 / (1 / epsilon) <= count, small),
]
free = proved(
    "The step size (9) serves linear convergence for all t",
    step_size,
    enough,
    *bounded,
    *long,
    have(step_size, use(counting.free, {**numbers, counting.L: count}), 0 < beta, 0 < f0, eq_9, count >= "3/4"),
)
prepared = [enough, have(step_size, use(free), *given), *ready]
along = {b: beta}
in_units = [
    have(C * sqrt(beta) <= 3, use(beta_small), *sizes_of_x0),
    have(8 * sqrt(beta) <= 3, C * sqrt(beta) <= 3, C >= 8),
    have(sqrt(beta) == root * unit, use(root_of_beta), *standing),
    have(8 * root * unit <= 3, 8 * sqrt(beta) <= 3, sqrt(beta) == root * unit),
    have(unit <= 3 / (8 * root), 8 * root * unit <= 3),
]
start_x = [
    have(3 / (C * root) <= 3 / (8 * root), C >= 8),
    have(spec(X0) <= 3 / (8 * root), 3 / (C * root) <= 3 / (8 * root), sigma_1_x0),
]
bound_x = proved(
    "X stays below half of 1 / sqrt(eta) for ever",
    spec(Xs[T]) <= 1 / (2 * root),
    *prepared,
    *in_units,
    *start_x,
    have(spec(Xs[T]) <= spec(X0) + unit / 3, use(core.path_x, along), *known),
    have(spec(Xs[T]) <= 1 / (2 * root), spec(Xs[T]) <= spec(X0) + unit / 3, unit <= 3 / (8 * root),
         spec(X0) <= 3 / (8 * root)),
)  # fmt: skip
sigma_r = proved(
    "sigma_r stays large for ever",
    sv(Xs[T], r) ** 2 >= beta / (4 * eta),
    *prepared,
    have(2 * unit / 3 <= sv(Xs[T], r), use(sigma_r_x__improved), *draws, step_size),
    have(0 <= unit),
    have(unit / 2 <= sv(Xs[T], r), 2 * unit / 3 <= sv(Xs[T], r), 0 <= unit),
    have((unit / 2) ** 2 <= sv(Xs[T], r) ** 2, unit / 2 <= sv(Xs[T], r), 0 <= unit),
    have(sv(Xs[T], r) ** 2 >= beta / (4 * eta), (unit / 2) ** 2 <= sv(Xs[T], r) ** 2),
)
loss = proved(
    "The loss after the first stage",
    f(Xs[T1], Ys[T1]) <= epsilon * f0,
    have(T1 >= horizon, T1 == horizon),
    have(fro(A - Xs[T1] @ Ys[T1].T) ** 2 <= epsilon * fro(A - X0 @ Y0.T) ** 2, use(provided, {T: T1}), *given,
         T1 >= horizon),
    given=at_t1,
)  # fmt: skip
decay = exp(-8 * beta * T2 / 9)
after, before = f(Xs[T1 + T2], Ys[T1 + T2]), f(Xs[T1], Ys[T1])
P, P2 = length(beta, f0), length(beta / 4, epsilon * f0)
second = proved(
    "The loss after the second stage",
    after <= epsilon * before,
    *prepared,
    *bounded,
    *long,
    have(after <= decay * before, use(core.loss_later, {**along, T: T1, core.S: T2}), *known),
    have(1 <= q, small),
    have(0 <= P, 0 < f0, 0 < beta),
    have(P <= P2, use(scaled, {u: 1, v: q, x: P}), 1 <= q, 0 <= P),
    have(1 * (P - 1) <= T2, fact("floor_upper", x=P2), P <= P2, T2 == floor(P2)),
    have(1 * count <= 8 * beta * T2 / 9, use(counting.enough, {**numbers, counting.L: count, counting.k: 1,
         counting.T: T2}), 0 < beta, 0 < f0, eq_9, count >= "3/4", 1 * (P - 1) <= T2, beta <= "9/16"),
    have(decay <= exp(-count), fact("exp_increasing", x=-8 * beta * T2 / 9, y=-count),
         1 * count <= 8 * beta * T2 / 9),
    *inverse_of(epsilon),
    have(decay <= epsilon, decay <= exp(-count), exp(-count) == epsilon),
    have(before * decay <= before * epsilon, use(scaled, {u: decay, v: epsilon, x: before}), decay <= epsilon),
    have(after <= epsilon * before, after <= decay * before, before * decay <= before * epsilon),
    given=at_t2,
)  # fmt: skip
start_y = proved(
    "Y0 is small",
    root * spec(Y0) <= "1/6",
    *of_beta,
    have(size**2 <= 3 * beta, use(size_by_beta), *event, nu <= "1/2", step_size),
    have(C * sqrt(beta) <= 3, use(beta_small), *sizes_of_x0),
    have(8 * sqrt(beta) <= 3, C * sqrt(beta) <= 3, C >= 8),
    have(beta <= "9/64", 8 * sqrt(beta) <= 3, 0 < beta),
    have(size**2 <= 1, size**2 <= 3 * beta, beta <= "9/64"),
    have(size <= 1, fact("square_order", x=size, y=1), size**2 <= 1),
    have(size * nu <= size / 2, use(scaled, {u: nu, v: "1/2", x: size}), nu <= "1/2"),
    have(root * spec(Y0) <= size * nu / 3, sigma_1_y0),
    have(root * spec(Y0) <= "1/6", root * spec(Y0) <= size * nu / 3, size * nu <= size / 2, size <= 1),
    given=(*event, C >= 8, nu <= "1/2", step_size),
)
bound_y = proved(
    "Y stays below three quarters of 1 / sqrt(eta) for ever",
    spec(Ys[T]) <= 3 / (4 * root),
    *prepared,
    *in_units,
    have(start_y.claim, use(start_y), *event, C >= 8, nu <= "1/2", step_size),
    have(spec(Ys[T]) <= spec(Y0) + 7 * unit / 8, use(core.path_y, along), *known),
    have(root * spec(Ys[T]) <= "3/4", spec(Ys[T]) <= spec(Y0) + 7 * unit / 8, root * spec(Y0) <= "1/6",
         8 * root * unit <= 3),
    have(spec(Ys[T]) <= 3 / (4 * root), root * spec(Ys[T]) <= "3/4"),
)  # fmt: skip


def within(title, bound, Zs):
    """The bound on the square that Proposition 4.2 asks of its start."""
    end = bound.claim.args[1]
    return proved(
        title,
        spec(Zs[T]) ** 2 <= 9 / (16 * eta),
        have(spec(Zs[T]) <= end, use(bound), *given),
        have(spec(Zs[T]) ** 2 <= end**2, use(squared, {u: spec(Zs[T]), v: end}), spec(Zs[T]) <= end),
        have(spec(Zs[T]) ** 2 <= 9 / (16 * eta), spec(Zs[T]) ** 2 <= end**2),
    )


square_x = within("Proposition 4.2 applies at any time: X", bound_x, Xs)
square_y = within("Proposition 4.2 applies at any time: Y", bound_y, Ys)
