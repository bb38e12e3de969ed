"""Statements about alternating gradient descent up to a horizon, true and false, with exact or tight constants."""

from __future__ import annotations

from verify import (
    colspan,
    exp,
    floor,
    fro,
    integer,
    log,
    matrix,
    rank,
    real,
    recursion,
    sizes,
    spec,
    sqrt,
    summation,
    sv,
)
from verify.statement import Statement
from verify.tree import Expr, number

m, n, d, r = sizes("m n d r")
A, X0, Y0 = matrix("A", m, n), matrix("X0", m, d), matrix("Y0", n, d)
X, Y = matrix("X", m, d), matrix("Y", n, d)
eta = real("eta", gt=0)
t, T, s = integer("t", ge=1), integer("T", ge=0), integer("s", ge=0)
gx = (X @ Y.T - A) @ Y
next_x = X - eta * gx
Xs, Ys = recursion("agd", [X, Y], [X0, Y0], [next_x, Y - eta * (next_x @ Y.T - A).T @ next_x])
f0 = fro(X0 @ Y0.T - A) ** 2 / 2
small = (spec(X0) ** 2 <= number("9/16") / eta, spec(Y0) ** 2 <= number("9/16") / eta)

# the same in numbers
a, x0, y0 = real("a"), real("x0"), real("y0")
x, y = real("x"), real("y")
xs, ys = recursion(
    "numbers", [x, y], [x0, y0], [x - eta * (x * y - a) * y, y - eta * ((x - eta * (x * y - a) * y) * y - a) * (
        x - eta * (x * y - a) * y)],
)  # fmt: skip
e0 = (x0 * y0 - a) ** 2 / 2
narrow = (x0**2 <= number("9/16") / eta, y0**2 <= number("9/16") / eta)

C, nu, tau, epsilon = real("C", ge=1), real("nu", lt=1), real("tau", gt=0), real("epsilon", gt=0)
rho = tau * (1 - sqrt(r - 1) / sqrt(d))
beta = rho**2 * sv(A, r) ** 2 / (C**2 * spec(A) ** 2)
start = (
    rank(A) == r,
    r <= d,
    colspan(X0) <= colspan(A),
    1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A)) <= sv(X0, r),
    spec(X0) <= 3 / (C * sqrt(eta)),
    spec(Y0) <= sqrt(eta) * C * nu * spec(A) / 3,
    (1 - nu) ** 2 / 2 * fro(A) ** 2 <= f0,
    f0 <= (1 + nu) ** 2 / 2 * fro(A) ** 2,
    C >= 4,
    eta <= number("9/4") / (C * nu * spec(A)),
)


def until(index: Expr, factor: int, loss: Expr = f0) -> Expr:
    return index <= floor(1 / (factor * eta**2 * loss))


horizon = floor(beta / (8 * eta**2 * f0))
gradients = (Xs[s] @ Ys[s].T - A) @ Ys[s]

FALSE: dict[str, tuple[list[Expr], Expr]] = {
    "bounded_too_long": ([*small, until(T, 17)], spec(Xs[T]) <= 1 / sqrt(eta)),
    "bounded_too_long_in_numbers": ([*narrow, until(T, 17, e0)], xs[T] ** 2 <= 1 / eta),
    "moved_too_little": ([*small, until(T, 32)], fro(Xs[T] - X0) ** 2 <= number("11/10") * T * eta * f0),
    "moved_without_time": ([*small, until(T, 32)], spec(Xs[T] - X0) <= sqrt(2 * eta * f0)),
    "moved_without_time_in_numbers": ([*narrow, until(T, 32, e0)], (xs[T] - x0) ** 2 <= 2 * eta * e0),
    "moved_far_in_ten_steps": ([*narrow, until(T, 32, e0)], (xs[T] - x0) ** 2 <= 8 * eta * e0),
    "moved_far_in_sixty_steps": ([*narrow, until(T, 32, e0)], (xs[T] - x0) ** 2 <= 50 * eta * e0),
    "matrices_moved_far": ([*small, until(T, 32)], fro(Xs[T] - X0) ** 2 <= 32 * eta * f0),
    "sum_without_time": (
        [*small, until(2, 32)],
        fro(summation(gradients, s, 0, 1)) <= sqrt(summation(fro(gradients) ** 2, s, 0, 1)),
    ),
    "one_step_past_the_horizon": (
        [*start, t <= horizon], spec(Xs[t + 1] - X0) <= number("1/2") * sqrt(beta / eta),
    ),
    "lower_bound_too_high": ([*start, t <= horizon], sv(Xs[t], r) >= number("9/10") * sqrt(beta / eta)),
    "from_the_other_start": ([*start, t <= horizon], spec(Ys[t]) <= spec(X0) + number("1/2") * sqrt(beta / eta)),
    "rate_too_fast": (
        [*start, t <= horizon], fro(A - Xs[t] @ Ys[t].T) ** 2 <= exp(-3 * beta * t) * 2 * f0,
    ),
    "horizon_zero": (
        [*start, epsilon < 2 * f0, eta <= beta / sqrt(32 * f0 * log(2 * f0 / epsilon)), T == horizon],
        fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon,
    ),
}  # fmt: skip

TRUE: dict[str, tuple[list[Expr], Expr]] = {
    "bounded": ([*small, until(T, 32)], spec(Xs[T]) <= 1 / sqrt(eta)),
    "bounded_in_numbers": ([*narrow, until(T, 32, e0)], xs[T] ** 2 <= 1 / eta),
    "moved": ([*small, until(T, 32)], spec(Xs[T] - X0) <= sqrt(2 * T * eta * f0)),
    "sum_with_time": (
        [*small, until(2, 32)],
        fro(summation(gradients, s, 0, 1)) <= sqrt(2 * summation(fro(gradients) ** 2, s, 0, 1)),
    ),
    "lower_bound": ([*start, t <= horizon], sv(Xs[t], r) >= number("1/2") * sqrt(beta / eta)),
    "rate": ([*start, t <= horizon], fro(A - Xs[t] @ Ys[t].T) ** 2 <= exp(-beta * t / 2) * 2 * f0),
    "horizon_reached": (
        [*start, epsilon <= f0, eta <= beta / sqrt(32 * f0 * log(2 * f0 / epsilon)), T == horizon],
        fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon,
    ),
}


def with_constant(c: Expr) -> dict[str, tuple[list[Expr], Expr]]:
    """Two true statements with a constant to measure: 32 in the horizon, 2 in the movement."""
    return {
        "bounded": ([*small, T <= floor(1 / (c * eta**2 * f0))], spec(Xs[T]) <= 1 / sqrt(eta)),
        "moved": ([*small, until(T, 32)], spec(Xs[T]) <= spec(X0) + sqrt(c * T * eta * f0)),
    }


def statement(title: str, entry: tuple[list[Expr], Expr]) -> Statement:
    return Statement(title, *entry)
