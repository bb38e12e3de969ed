"""The restart of appendix D: the iterates from T_1 on are those of a start at (X_T1, Y_T1), and what is known there.

`again` is alternating gradient descent from that start; `shifted` says that it goes on where the first stage ended.
`loss` is "Corollary 5.2 again" from the restarted data alone: ColSpan(X_T1) in ColSpan(A), norms of at most
3 / (4 sqrt(eta)), sigma_r^2(X_T1) >= beta_2 / eta, the loss at most f_02, (13), and T_2. Corollary 5.2 itself is about
a start of Assumption 2, which X_T1 is not: `short_run` takes its place.
"""

from lemmas.ward_kolda import counting, short_run
from lemmas.ward_kolda.assumption_2 import beta, f0, span
from lemmas.ward_kolda.corollary_5_3 import epsilon
from lemmas.ward_kolda.corollary_5_3.argument import inverse
from lemmas.ward_kolda.corollary_5_3.stages import largest, length, small
from lemmas.ward_kolda.good_event import of_beta
from lemmas.ward_kolda.good_event.room import x_small, y_small
from lemmas.ward_kolda.numbers import b, scaled, u, v, x
from lemmas.ward_kolda.setting import X0, Y0, A, X, Xs, Y, Ys, d, eta, f, grad_x, grad_y, m, r, standing
from verify import Statement, colspan, exp, floor, integer, log, rank, real, recursion, spec, sqrt, sv, use
from verify.argument import fact, have, induction

T1, T2, j = integer("T1", ge=0), integer("T2", ge=0), integer("j", ge=0)
next_x = X - eta * grad_x(X, Y)
Us, Vs = recursion("again", [X, Y], [Xs[T1], Ys[T1]], [next_x, Y - eta * grad_y(next_x, Y)])


def meets(j):
    return (Us[j] == Xs[T1 + j]) & (Vs[j] == Ys[T1 + j])


def forward(X, Y, next_x):
    """One step of alternating gradient descent."""
    return X - eta * grad_x(X, Y), Y - eta * grad_y(next_x, Y)


here, there = (Us[j], Vs[j], Us[j + 1]), (Xs[T1 + j], Ys[T1 + j], Xs[T1 + j + 1])
in_u, in_v = forward(*here)
in_x, in_y = forward(*there)
shifted = Statement(
    "The iterates of the restart are those from T_1 on",
    [],
    meets(T2),
    argument=[induction(j, 0, T2, meets(j), base=[have(meets(0))], step=[
        have(Us[j + 1] == in_u),
        have(Xs[T1 + j + 1] == in_x),
        have(Us[j + 1] == in_x, Us[j + 1] == in_u, meets(j)),
        have(Us[j + 1] == Xs[T1 + j + 1], Us[j + 1] == in_x, Xs[T1 + j + 1] == in_x),
        have(Vs[j + 1] == in_v),
        have(Ys[T1 + j + 1] == in_y),
        have(Vs[j + 1] == in_y, Vs[j + 1] == in_v, meets(j), Us[j + 1] == Xs[T1 + j + 1]),
        have(Vs[j + 1] == Ys[T1 + j + 1], Vs[j + 1] == in_y, Ys[T1 + j + 1] == in_y),
    ])],
    cite="Appendix D, 'at time T_1, we can restart the analysis'",
    expected="proved",
)  # fmt: skip

# ---- from any start: c is beta_2 and g is f_02
c, g = b, real("g", gt=0)
count = log(1 / epsilon)
steps, P, root = eta <= largest(c, g), length(c, g), sqrt(c / eta)
low = c / eta <= sv(X0, r) ** 2
values = {counting.beta: c, counting.f0: g, counting.L: count}
data = [*standing, span, x_small, y_small, low, f0 <= g, c <= "9/64", steps, small]
start, rate = [*standing, span, x_small, y_small, root <= sv(X0, r), c <= "9/16"], exp(-(c * T2 / 2))
any_start = Statement(
    "Corollary 5.2 from any start",
    [*data, T2 == floor(P)],
    f(Xs[T2], Ys[T2]) <= epsilon * f0,
    argument=[
        have(c <= "9/16", c <= "9/64"),
        have(r <= m, fact("rank_le_rows", A=A), rank(A) == r),
        have(0 <= sv(X0, r), fact("sv_nonnegative", A=X0, k=r), r <= m, r <= d),
        have(root**2 <= sv(X0, r) ** 2, low),
        have(root <= sv(X0, r), fact("square_order", x=root, y=sv(X0, r)), root**2 <= sv(X0, r) ** 2,
             0 <= sv(X0, r)),
        have(1 - 1 / (1 / epsilon) <= count, fact("log_lower", x=1 / epsilon)),
        have(count >= "3/4", 1 - 1 / (1 / epsilon) <= count, small),
        have((32 * eta**2 * g * count <= c**2) & (4 * count / c <= P), use(counting.squares, values), steps,
             count >= "3/4"),
        have(T2 <= P, fact("floor_lower", x=P), T2 == floor(P)),
        have(P - 1 <= T2, fact("floor_upper", x=P), T2 == floor(P)),
        have(8 * eta**2 * g * T2 <= c, T2 <= P),
        have(8 * eta**2 * T2 * f0 <= 8 * eta**2 * T2 * g, f0 <= g, use(scaled, {u: f0, v: g, x: 8 * eta**2 * T2})),
        have(short_run.in_time(T2), 8 * eta**2 * g * T2 <= c, 8 * eta**2 * T2 * f0 <= 8 * eta**2 * T2 * g),
        have(f(Xs[T2], Ys[T2]) <= rate * f0, use(short_run.exponential, {short_run.i: T2}), *start,
             short_run.in_time(T2)),
        have(4 * count / c <= T2 + 1, 4 * count / c <= P, P - 1 <= T2),
        have(4 * count <= c * T2 + c, 4 * count / c <= T2 + 1),
        have(count <= c * T2 / 2, 4 * count <= c * T2 + c, c <= "9/64", count >= "3/4"),
        have(rate <= exp(-count), fact("exp_increasing", x=-(c * T2 / 2), y=-count), count <= c * T2 / 2),
        *inverse(epsilon),
        have(rate <= epsilon, rate <= exp(-count), exp(-count) == epsilon),
        have(f0 * rate <= f0 * epsilon, rate <= epsilon, use(scaled, {u: rate, v: epsilon, x: f0})),
        have(f(Xs[T2], Ys[T2]) <= epsilon * f0, f(Xs[T2], Ys[T2]) <= rate * f0, f0 * rate <= f0 * epsilon),
    ],
    cite="Appendix D, 'Corollary 5.2 again guarantees'",
    expected="proved",
)  # fmt: skip

# ---- at T_1
inside = colspan(Xs[T1]) <= colspan(A)
x_bounded, y_bounded = (spec(Z[T1]) ** 2 <= 9 / (16 * eta) for Z in (Xs, Ys))
beta_2, loss_1 = sv(Xs[T1], r) ** 2 >= beta / 4 / eta, f(Xs[T1], Ys[T1]) <= epsilon * f0
eq_13, length_2 = eta <= largest(beta / 4, epsilon * f0), T2 == floor(length(beta / 4, epsilon * f0))
restarted = [*standing, inside, x_bounded, y_bounded, beta_2, loss_1, beta / 4 <= "9/64", eq_13, small]
again, of_again = (f(*pair) <= epsilon * f(Xs[T1], Ys[T1]) for pair in ((Xs[T1 + T2], Ys[T1 + T2]), (Us[T2], Vs[T2])))
cited = (*restarted, f0 > 0, length_2, meets(T2))
follows = [
    *of_beta,
    have(0 < epsilon * f0, f0 > 0),
    have(0 < beta / 4, 0 < beta),
    have(of_again, use(any_start, {X0: Xs[T1], Y0: Ys[T1], c: beta / 4, g: epsilon * f0}), *restarted, length_2,
         0 < epsilon * f0, 0 < beta / 4),
    have(again, of_again, meets(T2)),
]  # fmt: skip
loss = Statement(
    "'Corollary 5.2 again guarantees', from the restarted data",
    cited,
    again,
    argument=follows,
    cite="Appendix D, after (13)",
    expected="proved",
)
