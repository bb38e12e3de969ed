"""The sizes of X0 and Y0 in the good event: what Proposition 4.2 asks for, and the room that they leave to move.

Not in the paper. `step_bound` is the step size of Corollary 4.4 without a quotient, so that nu = 0 is allowed. Y0 is
small for one of two reasons: the loss bounded from below, with nu <= 1/2, or that step size; the second leaves enough
room where rho <= 1, as it is where Proposition A.1 says anything (C1 tau < 1, and C1 >= 1).
"""

from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, loss_below, nu, rho, sigma_1_x0, sigma_1_y0
from lemmas.ward_kolda.good_event import (
    beta_bound,
    beta_small,
    beta_square,
    of_a,
    of_beta,
    root_of_beta,
    sizes_of_x0,
    small,
)
from lemmas.ward_kolda.numbers import scaled, squared, u, v, x
from lemmas.ward_kolda.setting import X0, Y0, A, eta, m, n, r, standing
from verify import Statement, fro, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.tree import number

half, most = number("1/2"), number("13/10")
four = C >= 4
N = C * nu * spec(A)
size = C * eta * spec(A)
step_bound = 4 * C * nu * spec(A) * eta <= 9
step_size = 24 * eta**2 * f0 <= beta**2
x_small, y_small = spec(X0) ** 2 <= 9 / (16 * eta), spec(Y0) ** 2 <= 9 / (16 * eta)
room_x, room_y = spec(X0) + small / 3 <= 1 / sqrt(eta), spec(Y0) + 7 * small / 8 <= 1 / sqrt(eta)


def known(title, given, claim, *argument):
    return Statement(title, given, claim, argument=argument, cite="Proof of Corollary 4.4", expected="proved")


# ---- X0
small_x = known(
    "X0 is small",
    [four, sigma_1_x0],
    x_small,
    have(C * sqrt(eta) * spec(X0) <= 3, sigma_1_x0),
    have(4 * sqrt(eta) * spec(X0) <= 3, C * sqrt(eta) * spec(X0) <= 3, four),
    have((4 * sqrt(eta) * spec(X0)) ** 2 <= 9, 4 * sqrt(eta) * spec(X0) <= 3),
    have(x_small, (4 * sqrt(eta) * spec(X0)) ** 2 <= 9),
)
start_x = known(
    "X0 leaves room to move",
    [*sizes_of_x0, four],
    room_x,
    have(C * sqrt(beta) <= 3, use(beta_small), *sizes_of_x0),
    have(sqrt(beta) == sqrt(eta) * small, use(root_of_beta), *standing),
    have(small <= 3 / (C * sqrt(eta)), C * sqrt(beta) <= 3, sqrt(beta) == sqrt(eta) * small),
    have(4 / C <= 1, four),
    have(4 / (C * sqrt(eta)) <= 1 / sqrt(eta), 4 / C <= 1),
    have(spec(X0) + small / 3 <= 4 / (C * sqrt(eta)), small <= 3 / (C * sqrt(eta)), sigma_1_x0),
)

# ---- Y0, by the step size of Corollary 4.4
below_n = sqrt(eta) * spec(Y0) <= eta * N / 3
nu_nonnegative = known(
    "nu is not negative",
    [*standing, sigma_1_y0],
    0 <= nu,
    *of_a,
    have(0 < sqrt(eta) * C * spec(A) / 3, 0 < spec(A)),
    have(0 <= sqrt(eta) * C * spec(A) / 3 * nu, sigma_1_y0),
    have(0 <= nu, fact("cancel_positive", x=sqrt(eta) * C * spec(A) / 3, y=nu), 0 < sqrt(eta) * C * spec(A) / 3,
         0 <= sqrt(eta) * C * spec(A) / 3 * nu),
)  # fmt: skip
three_quarters = known(
    "Y0 in units of 1 / sqrt(eta)",
    [step_bound, sigma_1_y0],
    4 * sqrt(eta) * spec(Y0) <= 3,
    have(below_n, sigma_1_y0),
    have(4 * sqrt(eta) * spec(Y0) <= 3, below_n, step_bound),
)
small_y = known(
    "Y0 is small",
    [step_bound, sigma_1_y0],
    y_small,
    have(4 * sqrt(eta) * spec(Y0) <= 3, use(three_quarters), step_bound, sigma_1_y0),
    have((4 * sqrt(eta) * spec(Y0)) ** 2 <= 9, 4 * sqrt(eta) * spec(Y0) <= 3),
    have(y_small, (4 * sqrt(eta) * spec(Y0)) ** 2 <= 9),
)

# ---- Y0, by the loss
loss_at_least = known(
    "The first loss is bounded from below",
    [loss_below, nu <= half],
    fro(A) ** 2 / 8 <= f0,
    have(half <= 1 - nu, nu <= half),
    have(half**2 <= (1 - nu) ** 2, half <= 1 - nu),
    have(fro(A) ** 2 / 8 <= f0, loss_below, half**2 <= (1 - nu) ** 2,
         use(scaled, {u: half**2, v: (1 - nu) ** 2, x: fro(A) ** 2 / 2})),
)  # fmt: skip
size_by_loss = known(
    "The step size in units of sigma_1(A), by the first loss",
    [loss_below, nu <= half],
    size**2 <= 8 * C**2 * eta**2 * f0,
    have(fro(A) ** 2 / 8 <= f0, use(loss_at_least), loss_below, nu <= half),
    have(spec(A) <= fro(A), fact("spec_le_fro", A=A)),
    have(spec(A) ** 2 <= fro(A) ** 2, use(squared, {u: spec(A), v: fro(A)}), spec(A) <= fro(A)),
    have(spec(A) ** 2 <= 8 * f0, spec(A) ** 2 <= fro(A) ** 2, fro(A) ** 2 / 8 <= f0),
    have(C**2 * eta**2 * spec(A) ** 2 <= C**2 * eta**2 * (8 * f0), spec(A) ** 2 <= 8 * f0,
         use(scaled, {u: spec(A) ** 2, v: 8 * f0, x: C**2 * eta**2})),
    have(size**2 <= 8 * C**2 * eta**2 * f0, C**2 * eta**2 * spec(A) ** 2 <= C**2 * eta**2 * (8 * f0)),
)  # fmt: skip
size_by_beta = known(
    "The step size in units of sigma_1(A), by beta",
    [*event, nu <= half, step_size],
    size**2 <= 3 * beta,
    *of_beta,
    have(size**2 <= 8 * C**2 * eta**2 * f0, use(size_by_loss), loss_below, nu <= half),
    have(C**2 * (24 * eta**2 * f0) <= C**2 * beta**2, step_size,
         use(scaled, {u: 24 * eta**2 * f0, v: beta**2, x: C**2})),
    have(C**2 * beta <= 9, use(beta_square), *sizes_of_x0),
    have(beta * (C**2 * beta) <= beta * 9, use(scaled, {u: C**2 * beta, v: 9, x: beta}), C**2 * beta <= 9, 0 < beta),
    have(size**2 <= 3 * beta, size**2 <= 8 * C**2 * eta**2 * f0, C**2 * (24 * eta**2 * f0) <= C**2 * beta**2,
         beta * (C**2 * beta) <= beta * 9),
)  # fmt: skip
small_y_by_loss = known(
    "Y0 in units of 1 / sqrt(eta), by the loss",
    [*event, four, nu <= half, step_size],
    60 * sqrt(eta) * spec(Y0) <= 13,
    *of_beta,
    have(size**2 <= 3 * beta, use(size_by_beta), *event, nu <= half, step_size),
    have(beta <= "9/16", use(beta_bound), *sizes_of_x0, four),
    have(size**2 <= most**2, size**2 <= 3 * beta, beta <= "9/16"),
    have(size <= most, fact("square_order", x=size, y=most), size**2 <= most**2),
    have(size * nu <= size * half, use(scaled, {u: nu, v: half, x: size}), nu <= half),
    have(sqrt(eta) * spec(Y0) <= size * nu / 3, sigma_1_y0),
    have(60 * sqrt(eta) * spec(Y0) <= 13, sqrt(eta) * spec(Y0) <= size * nu / 3, size * nu <= size * half,
         size <= most),
)  # fmt: skip


def leaves_room(title, given, lemma, root):
    """room_y, from a bound on sqrt(eta) ||Y0|| and one on the root of beta, with its lines."""
    claim, premises = lemma
    at_most, lines = root
    return known(
        title,
        given,
        room_y,
        have(claim.claim, use(claim), *premises),
        *lines,
        have(sqrt(beta) == sqrt(eta) * small, use(root_of_beta), *standing),
        have(sqrt(eta) * (spec(Y0) + 7 * small / 8) <= 1, claim.claim, at_most, sqrt(beta) == sqrt(eta) * small),
        have(room_y, sqrt(eta) * (spec(Y0) + 7 * small / 8) <= 1),
    )


quarter = [
    have(C * sqrt(beta) <= 3, use(beta_small), *sizes_of_x0),
    have(4 * sqrt(beta) <= 3, C * sqrt(beta) <= 3, four),
]
by_loss = [*event, four, nu <= half, step_size]
start_y = leaves_room("Y0 leaves room to move", by_loss, (small_y_by_loss, by_loss), (4 * sqrt(beta) <= 3, quarter))

# ---- rho <= 1
beta_of_rho = known(
    "beta is at most 1 / C^2 where rho is at most 1",
    [*standing, rho <= 1],
    C**2 * beta <= 1,
    *of_beta,
    have(sv(A, r) <= spec(A), fact("sv_le_spec", A=A, k=r), r <= m, r <= n),
    have(rho * (sv(A, r) / spec(A)) <= 1, rho <= 1, sv(A, r) <= spec(A), 0 < rho, 0 < sv(A, r), 0 < spec(A)),
    have(0 <= rho * (sv(A, r) / spec(A)), 0 < rho, 0 < sv(A, r), 0 < spec(A)),
    have((rho * (sv(A, r) / spec(A))) ** 2 <= 1, rho * (sv(A, r) / spec(A)) <= 1, 0 <= rho * (sv(A, r) / spec(A))),
    have(C**2 * beta <= 1, (rho * (sv(A, r) / spec(A))) ** 2 <= 1),
)
sixteenth = known(
    "beta is at most 1 / 16 where rho is at most 1",
    [*standing, rho <= 1, four],
    beta <= "1/16",
    *of_beta,
    have(C**2 * beta <= 1, use(beta_of_rho), *standing, rho <= 1),
    have(16 <= C**2, four),
    have(beta * 16 <= beta * C**2, use(scaled, {u: 16, v: C**2, x: beta}), 16 <= C**2, 0 < beta),
    have(beta <= "1/16", beta * 16 <= beta * C**2, C**2 * beta <= 1),
)
root_of_sixteenth = [
    *of_beta,
    have(beta <= "1/16", use(sixteenth), *standing, rho <= 1, four),
    have(4 * sqrt(beta) <= 1, beta <= "1/16", 0 < beta),
]
start_y__rho_at_most_one = leaves_room(
    "Y0 leaves room to move where rho is at most 1",
    [*standing, sigma_1_y0, four, step_bound, rho <= 1],
    (three_quarters, (step_bound, sigma_1_y0)),
    (4 * sqrt(beta) <= 1, root_of_sixteenth),
)
