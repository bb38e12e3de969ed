"""Counting iterations with floors: what the step sizes (8) and (9) give. Numbers only; not in the paper.

P is the horizon before its floor, and L the logarithm in the step size.
"""

from lemmas.ward_kolda.numbers import scaled, squared, u, v, x
from verify import Statement, floor, integer, log, real, sqrt, summation, use
from verify.argument import fact, have, induction

eta, beta, f0, L = real("eta", gt=0), real("beta", gt=0), real("f0", gt=0), real("L", gt=0)
T, k, j, stage = integer("T", ge=0), integer("k", ge=0), integer("j", ge=0), integer("l", ge=0)
q = real("q", ge=1)
P = beta / (8 * eta**2 * f0)
step_size = eta <= beta / sqrt(32 * f0 * L)
long = 4 * L / beta <= P
small_steps = 32 * eta**2 * f0 * L <= beta**2

squares = Statement(
    "The step size, squared",
    [step_size],
    small_steps & long,
    argument=[
        have(eta * sqrt(32 * f0 * L) <= beta, step_size),
        have((eta * sqrt(32 * f0 * L)) ** 2 <= beta**2, eta * sqrt(32 * f0 * L) <= beta,
             use(squared, {u: eta * sqrt(32 * f0 * L), v: beta})),
        have(small_steps, (eta * sqrt(32 * f0 * L)) ** 2 <= beta**2),
        have(long, small_steps),
    ],
    expected="proved",
)  # fmt: skip
free = Statement(
    "A step size without the logarithm",
    [step_size, L >= "3/4"],
    24 * eta**2 * f0 <= beta**2,
    argument=[
        have(small_steps & long, use(squares), step_size),
        have(eta**2 * f0 * "3/4" <= eta**2 * f0 * L, use(scaled, {u: "3/4", v: L, x: eta**2 * f0}), L >= "3/4"),
        have(24 * eta**2 * f0 <= beta**2, small_steps, eta**2 * f0 * "3/4" <= eta**2 * f0 * L),
    ],
    expected="proved",
)
enough = Statement(
    "Enough iterations, after k stages",
    [step_size, k * (P - 1) <= T, beta <= "9/16", L >= "3/4"],
    k * L <= 8 * beta * T / 9,
    argument=[
        have(small_steps & long, use(squares), step_size),
        have(k * (4 * L / beta) <= k * P, use(scaled, {u: 4 * L / beta, v: P, x: k}), long),
        have(k * (4 * L) <= beta * (T + k), k * (4 * L / beta) <= k * P, k * (P - 1) <= T),
        have(k * beta <= k * (3 * L / 4), use(scaled, {u: beta, v: 3 * L / 4, x: k}), beta <= "9/16", L >= "3/4"),
        have(k * L <= 8 * beta * T / 9, k * (4 * L) <= beta * (T + k), k * beta <= k * (3 * L / 4)),
    ],
    expected="proved",
)
a = real("a", gt=0)
any_step = eta <= beta / sqrt(a * f0 * L)
any_small, any_long = a * eta**2 * f0 * L <= beta**2, a * L / (8 * beta) <= P
squares_for_any = Statement(
    "The step size with any factor, squared",
    [any_step],
    any_small & any_long,
    argument=[
        have(eta * sqrt(a * f0 * L) <= beta, any_step),
        have((eta * sqrt(a * f0 * L)) ** 2 <= beta**2, eta * sqrt(a * f0 * L) <= beta,
             use(squared, {u: eta * sqrt(a * f0 * L), v: beta})),
        have(any_small, (eta * sqrt(a * f0 * L)) ** 2 <= beta**2),
        have(any_long, any_small),
    ],
    expected="proved",
)  # fmt: skip
free_for_any = Statement(
    "A step size without the logarithm, with any factor",
    [any_step, 24 <= a * L],
    24 * eta**2 * f0 <= beta**2,
    argument=[
        have(any_small & any_long, use(squares_for_any), any_step),
        have(eta**2 * f0 * 24 <= eta**2 * f0 * (a * L), use(scaled, {u: 24, v: a * L, x: eta**2 * f0}), 24 <= a * L),
        have(24 * eta**2 * f0 <= beta**2, any_small, eta**2 * f0 * 24 <= eta**2 * f0 * (a * L)),
    ],
    expected="proved",
)
room = "9/2" <= (a - 9) * L
enough_for_any = Statement(
    "Enough iterations, after k stages, with any factor",
    [any_step, k * (P - 1) <= T, beta <= "9/16", room],
    k * L <= 8 * beta * T / 9,
    argument=[
        have(any_small & any_long, use(squares_for_any), any_step),
        have(k * (a * L / (8 * beta)) <= k * P, use(scaled, {u: a * L / (8 * beta), v: P, x: k}), any_long),
        have(k * (a * L) <= 8 * beta * (T + k), k * (a * L / (8 * beta)) <= k * P, k * (P - 1) <= T),
        have(k * (8 * beta) <= k * ((a - 9) * L), use(scaled, {u: 8 * beta, v: (a - 9) * L, x: k}), beta <= "9/16",
             room),
        have(k * L <= 8 * beta * T / 9, k * (a * L) <= 8 * beta * (T + k), k * (8 * beta) <= k * ((a - 9) * L)),
    ],
    expected="proved",
)  # fmt: skip
root = sqrt(2)
sixteen = Statement(
    "The logarithm of 16",
    [L >= 16],
    log(L) >= "9/4",
    argument=[
        have("7/5" <= root, by=()),
        have(root**8 == 16, by=()),
        have(1 - 1 / root <= log(root), fact("log_lower", x=root), "7/5" <= root),
        have("9/32" <= log(root), 1 - 1 / root <= log(root), "7/5" <= root),
        have(log(root**8) == 8 * log(root), fact("log_power", x=root, k=8), "7/5" <= root),
        have("9/4" <= log(root**8), log(root**8) == 8 * log(root), "9/32" <= log(root)),
        have(log(root**8) <= log(L), fact("log_increasing", x=root**8, y=L), root**8 == 16, L >= 16),
        have(log(L) >= "9/4", "9/4" <= log(root**8), log(root**8) <= log(L)),
    ],
    expected="proved",
)
total = summation(floor(q**stage * P), stage, 0, j - 1)
next_total = summation(floor(q**stage * P), stage, 0, j)
stages = Statement(
    "All stages together",
    [],
    k * (P - 1) <= summation(floor(q**stage * P), stage, 0, k - 1),
    argument=[
        induction(
            j, 0, k, j * (P - 1) <= total,
            base=[have(0 * (P - 1) <= summation(floor(q**stage * P), stage, 0, 0 - 1), by=())],
            step=[
                have(1 <= q**j, fact("power_growing", x=q, k=0, l=j)),
                have(P <= q**j * P, use(scaled, {u: 1, v: q**j, x: P}), 1 <= q**j),
                have(P - 1 <= floor(q**j * P), fact("floor_upper", x=q**j * P), P <= q**j * P),
                have(next_total == total + floor(q**j * P), by=()),
                have((j + 1) * (P - 1) <= summation(floor(q**stage * P), stage, 0, (j + 1) - 1),
                     j * (P - 1) <= total, P - 1 <= floor(q**j * P), next_total == total + floor(q**j * P)),
            ],
        ),
    ],
    expected="proved",
)  # fmt: skip
