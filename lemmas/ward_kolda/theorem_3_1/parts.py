"""What the proofs of Theorem 3.1 take from elsewhere: numbers, and the first loss against the norm of A."""

from lemmas.ward_kolda.assumption_2 import f0, loss_above, nu, sigma_1_y0
from lemmas.ward_kolda.good_event.room import nu_nonnegative
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.setting import A, eta, standing
from verify import Statement, fro, log, real, sqrt, use
from verify.argument import fact, have
from verify.tree import as_expr, number

p, q, L = real("p", gt=0), real("q", gt=0), real("L")
x, y = real("x", gt=0), real("y", gt=0)
inverse = Statement(
    "beta times the number of iterations",
    [],
    8 * (p**2 * x**2 / (q**2 * y**2)) / 9 * ("9/8" * (q**2 * (y**2 / x**2) / p**2) * L) == L,
    expected="proved",
)
power = number("51/50")
two = as_expr(2)
of_two = Statement(
    "The logarithm of 2",
    [],
    log(two) >= "2/3",
    argument=[
        have(power**35 <= 2, by=()),
        have(log(power**35) == 35 * log(power), fact("log_power", x=power, k=35)),
        have(1 - 1 / power <= log(power), fact("log_lower", x=power)),
        have(log(power**35) <= log(two), fact("log_increasing", x=power**35, y=two), power**35 <= 2),
        have(log(two) >= "2/3", log(power**35) <= log(two), log(power**35) == 35 * log(power),
             1 - 1 / power <= log(power)),
    ],
    expected="proved",
)  # fmt: skip
g, h = real("g", gt=0), real("h", gt=0)
rooted = Statement(
    "A square root, from squares",
    [eta**2 * g <= h**2],
    eta <= h / sqrt(g),
    argument=[
        have(0 < sqrt(g), fact("root_positive", x=g)),
        have((eta * sqrt(g)) ** 2 <= h**2, eta**2 * g <= h**2),
        have(eta * sqrt(g) <= h, fact("square_order", x=eta * sqrt(g), y=h), (eta * sqrt(g)) ** 2 <= h**2),
        have(eta <= h / sqrt(g), eta * sqrt(g) <= h, 0 < sqrt(g)),
    ],
    expected="proved",
)
at_most = 8 * f0 <= 9 * fro(A) ** 2
loss_at_most = Statement(
    "The first loss is bounded by the norm of A",
    [*standing, sigma_1_y0, loss_above, nu <= "1/2"],
    at_most,
    argument=[
        have(0 <= nu, use(nu_nonnegative), *standing, sigma_1_y0),
        have((1 + nu) ** 2 <= "9/4", use(squared, {u: 1 + nu, v: "3/2"}), 0 <= nu, nu <= "1/2"),
        have(at_most, loss_above, (1 + nu) ** 2 <= "9/4"),
    ],
    expected="proved",
)
