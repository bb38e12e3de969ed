"""A proof that (8) implies the step size of Theorem 5.1, where its logarithm is at least 1/16."""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, item_1, nu
from lemmas.ward_kolda.corollary_5_2.argument import bounded, numbers
from lemmas.ward_kolda.good_event import beta_small, half, in_range, loss_at_least, positive, signs, size
from lemmas.ward_kolda.numbers import scaled, squared, u, v, x
from lemmas.ward_kolda.setting import A, eta, standing
from verify import fro, log, spec, sqrt, use
from verify.argument import fact, have


def argument(eq_8, epsilon, claim):
    count = log(2 * f0 / epsilon)
    large = "1/16" <= count
    values = {**numbers, counting.L: count}
    loss = fro(A) ** 2 / 8 <= f0
    squares = 32 * eta**2 * f0 * count <= beta**2
    least = eta**2 * f0 * "1/16" <= eta**2 * f0 * count
    return [
        *bounded,
        *in_range,
        have(signs, use(positive), *standing),
        have(loss, use(loss_at_least), *event, nu <= half),
        have(0 < 8 * eta**2 * f0, 0 < f0),
        have(squares, use(counting.squares, values), eq_8, 0 < beta, 0 < f0, large),
        have(least, use(scaled, {u: "1/16", v: count, x: eta**2 * f0}), large),
        have(spec(A) ** 2 <= fro(A) ** 2, use(squared, {u: spec(A), v: fro(A)}), fact("spec_le_fro", A=A)),
        have((eta * spec(A)) ** 2 <= 4 * beta**2, loss, spec(A) ** 2 <= fro(A) ** 2, squares, least),
        have(eta * spec(A) <= 2 * beta, fact("square_order", x=eta * spec(A), y=2 * beta), 0 < beta,
             (eta * spec(A)) ** 2 <= 4 * beta**2),
        have(C * sqrt(beta) <= 3, use(beta_small), *item_1),
        have(C**2 * beta <= 9, use(squared, {u: C * sqrt(beta), v: 3}), C * sqrt(beta) <= 3),
        have(4 * (C * beta) <= 9, C**2 * beta <= 9, C >= 4, 0 < beta),
        have(size <= 2 * (C * beta), eta * spec(A) <= 2 * beta),
        have(size * nu <= size * half, use(scaled, {u: nu, v: half, x: size}), nu <= half),
        have(size * nu <= "9/4", size * nu <= size * half, size <= 2 * (C * beta), 4 * (C * beta) <= 9),
        have(claim, size * nu <= "9/4", nu > 0, 0 < spec(A)),
    ]  # fmt: skip
