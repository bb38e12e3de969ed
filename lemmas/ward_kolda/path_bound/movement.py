"""T steps lead no farther than the root of T times the sum of their squares: (11) as it should read.

Not in the paper. `lower_x`, `lower_y`: (3) and (4) for a factor of any size.
"""

from lemmas.ward_kolda.setting import X0, Y0, Xs, Ys, d, eta, f, grad_x, grad_y
from verify import Statement, all_of, eye, for_all, fro, inner, integer, matrix, real, size, spec, summation, use, zeros
from verify.argument import fact, have, induction

s, t, T = integer("s", ge=0), integer("t", ge=0), integer("T", ge=0)
tau, a = real("tau", ge=0), real("a", ge=0)
p = size("p")
U, G = matrix("U", p, d), matrix("G", p, d)
u, g = fro(U), eta * fro(G)


def gx(t):
    return grad_x(Xs[t], Ys[t])


def gy(t):
    return grad_y(Xs[t + 1], Ys[t])


def sum_x(t):
    """The sum of the squared gradients in X before time t."""
    return summation(fro(gx(s)) ** 2, s, 0, t - 1)


def sum_y(t):
    return summation(fro(gy(s)) ** 2, s, 0, t - 1)


lengthen = Statement(
    "One more step",
    [fro(U) ** 2 <= tau * a],
    fro(U - eta * G) ** 2 <= (tau + 1) * (a + eta**2 * fro(G) ** 2),
    argument=[
        have((2 * u * g) ** 2 <= (a + tau * g**2) ** 2, u**2 <= tau * a),
        have(2 * u * g <= a + tau * g**2, fact("square_order", x=2 * u * g, y=a + tau * g**2)),
        have(-2 * eta * inner(U, G) <= 2 * u * g, fact("cauchy_schwarz", A=U, A2=-1 * G)),
        have(fro(U - eta * G) ** 2 == u**2 - 2 * eta * inner(U, G) + g**2, by=()),
        have(fro(U - eta * G) ** 2 <= (tau + 1) * (a + g**2), u**2 <= tau * a, 2 * u * g <= a + tau * g**2,
             -2 * eta * inner(U, G) <= 2 * u * g, fro(U - eta * G) ** 2 == u**2 - 2 * eta * inner(U, G) + g**2),
    ],
    cite="not in the paper",
    expected="proved",
)  # fmt: skip


def movement(title, iterates, start, gradient, total):
    """T steps lead no farther than the root of T times the sum of their squares."""

    def moved(t):
        return fro(iterates[t] - start) ** 2 <= t * (eta**2 * total(t))

    away, down = iterates[t] - start, gradient(t)
    grown = total(t + 1) == total(t) + fro(down) ** 2
    longer = fro(away - eta * down) ** 2 <= (t + 1) * (eta**2 * total(t) + eta**2 * fro(down) ** 2)
    base = [have(total(0) == 0), have(0 <= total(0), total(0) == 0), have(moved(0), by=())]
    step = [
        have(grown, by=()),
        have(0 <= total(t + 1), grown, 0 <= total(t)),
        have(0 <= eta**2 * total(t), 0 <= total(t)),
        have(
            longer,
            moved(t),
            0 <= eta**2 * total(t),
            use(lengthen, {p: start.shape[0], U: away, G: down, tau: t, a: eta**2 * total(t)}),
        ),
        have(iterates[t + 1] - start == away - eta * down, by=()),
        have(
            fro(iterates[t + 1] - start) ** 2 == fro(away - eta * down) ** 2,
            iterates[t + 1] - start == away - eta * down,
        ),
        have(moved(t + 1), grown, longer, fro(iterates[t + 1] - start) ** 2 == fro(away - eta * down) ** 2),
    ]
    along = all_of(0 <= total(t), moved(t))
    return Statement(
        title,
        [],
        fro(iterates[T] - start) ** 2 <= T * eta**2 * total(T),
        argument=[
            induction(t, 0, T, along, base, step),
            have(all_of(0 <= total(T), moved(T)), for_all(t, 0, T, along)),
        ],
        cite="Proposition 4.2, (11) as it should read",
        expected="proved",
    )  # fmt: skip


movement_x = movement("How far X moves", Xs, X0, gx, sum_x)
movement_y = movement("How far Y moves", Ys, Y0, gy, sum_y)
M = matrix("M", p, d)
multiple = M == -1 * (eta * U)
stretched_spec = Statement(
    "The spectral norm of a multiple",
    [multiple],
    spec(M) <= eta * spec(U),
    argument=[
        have(M.T @ M <= (eta**2 * spec(U) ** 2) * eye(d), multiple, fact("gram_le_spec", A=U)),
        have(spec(M) ** 2 <= (eta * spec(U)) ** 2, fact("spec_le_of_gram", A=M, c=eta**2 * spec(U) ** 2),
             M.T @ M <= (eta**2 * spec(U) ** 2) * eye(d)),
        have(spec(M) <= eta * spec(U), fact("square_order", x=spec(M), y=eta * spec(U)),
             spec(M) ** 2 <= (eta * spec(U)) ** 2),
    ],
    cite="not in the paper",
    expected="proved",
)  # fmt: skip
stretched_fro = Statement(
    "The Frobenius norm of a multiple",
    [multiple],
    fro(M) ** 2 == eta**2 * fro(U) ** 2,
    cite="not in the paper",
    expected="proved",
)


def telescoped(title, iterates, start, gradient):
    """The whole way is the sum of the steps."""

    def whole(t):
        return iterates[t] - start == -1 * (eta * summation(gradient(s), s, 0, t - 1))

    grown = summation(gradient(s), s, 0, t) == summation(gradient(s), s, 0, t - 1) + gradient(t)
    step = [
        have(grown, by=()),
        have(iterates[t + 1] - start == iterates[t] - start - eta * gradient(t), by=()),
        have(whole(t + 1), whole(t), grown, iterates[t + 1] - start == iterates[t] - start - eta * gradient(t)),
    ]
    base = [have(summation(gradient(s), s, 0, -1) == zeros(*start.shape)), have(whole(0))]
    argument = [induction(t, 0, T, whole(t), base, step), have(whole(T), for_all(t, 0, T, whole(t)))]
    return Statement(title, [], whole(T), argument=argument, cite="not in the paper", expected="proved")


telescoped_x = telescoped("X moves by the sum of its steps", Xs, X0, gx)

lower_x = Statement(
    "What a step in X gains",
    [],
    f(Xs[t + 1], Ys[t]) <= f(Xs[t], Ys[t]) - eta * (1 - eta * spec(Ys[t]) ** 2 / 2) * fro(gx(t)) ** 2,
    cite="(3) for a factor of any size",
    expected="proved",
)
lower_y = Statement(
    "What a step in Y gains",
    [],
    f(Xs[t + 1], Ys[t + 1]) <= f(Xs[t + 1], Ys[t]) - eta * (1 - eta * spec(Xs[t + 1]) ** 2 / 2) * fro(gy(t)) ** 2,
    cite="(4) for a factor of any size",
    expected="proved",
)
