"""The iteration complexity for a relative accuracy, as the introduction and the abstract print it: what both need.

C = 4, nu <= 1/2, rho as in (A2b), and T is that of Corollary 5.2 with equality in (8). tau is free in (0, 1):
Proposition A.1 forces C1 >= 1 (`least_constant`), so that tau = 1 leaves delta >= 1. Where a constant is to be
absolute, tau >= 1/2.
The logarithm of 1 / epsilon vanishes as epsilon -> 1, where T > 0: the readings have epsilon <= 1/2.
"""

from lemmas.ward_kolda.complexity import F, f0, kappa, part
from lemmas.ward_kolda.complexity.rho import g, h, inverse_square, v
from lemmas.ward_kolda.complexity.rho import tau as any_tau
from lemmas.ward_kolda.setting import d, r
from verify import floor, log, real, sqrt, use
from verify.argument import fact, have

c, x, y, tau = real("c", gt=0), real("x", gt=0), real("y", gt=0), real("tau", gt=0, lt=1)
intro = "Section 1, iteration complexity"
count = log(2 * f0 / (c * F))


def iterations(inverse):
    """T with equality in (8) for the relative accuracy c, C = 4, and 1/rho^2 as given."""
    return floor(64 * inverse * kappa**2 * count)


b, u = sqrt(d), sqrt(r - 1)
formula = d / (b - u) ** 2
of_rho = inverse_square(d, tau)
positive_quotient = part("A positive quotient", [], 0 < g / h**2, "", "proved")
share = part("A positive share", [], 0 < x / tau**2, "", "proved")
roots = [
    have(0 < b, fact("root_positive", x=d)),
    have(0 <= u, fact("root_nonnegative", x=r - 1)),
    have(u**2 < b**2, r <= d),
    have(u < b, fact("square_order_strict", x=u, y=b), u**2 < b**2, 0 < b),
    have(0 < b - u, u < b),
]
quotients = part(
    "Equal quotients",
    [g * v == h],
    1 / (any_tau * g) ** 2 == v**2 / h**2 / any_tau**2,
    "",
    "proved",
    argument=[
        have(h**2 == (g * v) ** 2, g * v == h),
        have(h**2 / (any_tau**2 * g**2 * h**2) == (g * v) ** 2 / (any_tau**2 * g**2 * h**2), h**2 == (g * v) ** 2),
    ],
)
same = part(
    "1/rho^2 is the factor printed in the introduction over tau^2",
    [r <= d],
    of_rho == formula / tau**2,
    intro,
    "proved",
    argument=[
        *roots,
        have((1 - u / b) * b == b - u, 0 < b),
        have(0 < b * (1 - u / b), (1 - u / b) * b == b - u, 0 < b - u),
        have(0 < 1 - u / b, fact("cancel_positive_strict", x=b, y=1 - u / b), 0 < b, 0 < b * (1 - u / b)),
        have(of_rho == formula / tau**2, use(quotients, {any_tau: tau, g: 1 - u / b, v: b, h: b - u}), 0 < 1 - u / b,
             0 < b, 0 < b - u, (1 - u / b) * b == b - u),
    ],
)  # fmt: skip
near = [f0 <= "9/8" * F, F <= 8 * f0, c * F < 2 * f0]
half = [*near, c <= "1/2"]
bounded = part(
    "T for a relative accuracy of at most 1/2",
    half,
    iterations(x) <= 192 * x * kappa**2 * log(1 / c),
    "",
    "proved",
    argument=[
        have(2 <= 1 / c, c <= "1/2"),
        have(2 * f0 / (c * F) <= "9/4" * (1 / c), f0 <= "9/8" * F),
        have("9/4" * (1 / c) <= (1 / c) ** 3, 2 <= 1 / c),
        have(2 * f0 / (c * F) <= (1 / c) ** 3, 2 * f0 / (c * F) <= "9/4" * (1 / c), "9/4" * (1 / c) <= (1 / c) ** 3),
        have(count <= log((1 / c) ** 3), fact("log_increasing", x=2 * f0 / (c * F), y=(1 / c) ** 3),
             2 * f0 / (c * F) <= (1 / c) ** 3),
        have(count <= 3 * log(1 / c), count <= log((1 / c) ** 3), fact("log_power", x=1 / c, k=3)),
        have(64 * x * kappa**2 * count <= 192 * x * kappa**2 * log(1 / c), count <= 3 * log(1 / c)),
        have(iterations(x) <= 192 * x * kappa**2 * log(1 / c), fact("floor_lower", x=64 * x * kappa**2 * count),
             64 * x * kappa**2 * count <= 192 * x * kappa**2 * log(1 / c)),
    ],
)  # fmt: skip
positive_log = part(
    "The logarithm is positive",
    [c <= "1/2"],
    0 < log(1 / c),
    "",
    "proved",
    argument=[
        have(2 <= 1 / c, c <= "1/2"),
        have(0 < 1 - 1 / (1 / c), 2 <= 1 / c),
        have(0 < log(1 / c), fact("log_lower", x=1 / c), 0 < 1 - 1 / (1 / c)),
    ],
)
raised = part(
    "A larger factor",
    [x <= y, c <= "1/2"],
    192 * x * kappa**2 * log(1 / c) <= 192 * y * kappa**2 * log(1 / c),
    "",
    "proved",
    argument=[
        have(0 < log(1 / c), use(positive_log), c <= "1/2"),
        have(192 * kappa**2 * log(1 / c) * x <= 192 * kappa**2 * log(1 / c) * y, x <= y, 0 < log(1 / c)),
    ],
)


def at_most(larger, smaller):
    """Lines for T <= 192 larger kappa^2 log(1 / c), from smaller <= larger and their signs; T is that of `smaller`."""
    last, first = (192 * z * kappa**2 * log(1 / c) for z in (larger, smaller))
    return [
        have(iterations(smaller) <= first, use(bounded, {x: smaller}), 0 < smaller, *half),
        have(first <= last, use(raised, {x: smaller, y: larger}), 0 < smaller, 0 < larger, smaller <= larger,
             c <= "1/2"),
        have(iterations(smaller) <= last, iterations(smaller) <= first, first <= last),
    ]  # fmt: skip


likely = "1/2" <= tau
positive_formula = [*roots, have(0 < formula, use(positive_quotient, {g: d, h: b - u}), 0 < b - u)]
over_tau = [
    *positive_formula,
    have(of_rho == formula / tau**2, use(same), r <= d),
    have(0 < formula / tau**2, use(share, {x: formula}), 0 < formula),
    have(0 < of_rho, of_rho == formula / tau**2, 0 < formula / tau**2),
    have(of_rho <= formula / tau**2, of_rho == formula / tau**2),
]
inverse = part("1/tau^2", [likely], 1 / tau**2 <= 4, "", "proved")
