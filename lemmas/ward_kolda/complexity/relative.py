"""The iteration complexity for a relative accuracy, as the introduction and the abstract print it.

C = 4, nu <= 1/2, rho as in (A2b), and T is that of Corollary 5.2 with equality in (8). tau is free in (0, 1):
Proposition A.1 forces C1 >= 1, so that tau = 1 leaves delta >= 1. Where a constant is to be absolute, tau >= 1/2.
The logarithm of 1 / epsilon vanishes as epsilon -> 1, where T > 0: the readings have epsilon <= 1/2.
The abstract has no 1/rho^2: "mild overparameterization suffices for the constant to be absolute" is true
(`abstract@accurate` for d >= 2 r, `abstract@over` for d >= (1 + alpha) r); without overparameterization, for d = r, no
constant does (`abstract@square`), which the abstract does not say.
"""

from lemmas.ward_kolda.complexity import F, K, f0, kappa, part
from lemmas.ward_kolda.complexity.rho import alpha, g, h, inverse_square, lower, over__at_least, over_r, over_value, v
from lemmas.ward_kolda.complexity.rho import tau as any_tau
from lemmas.ward_kolda.setting import d, r
from verify import floor, log, real, sqrt, use
from verify.argument import fact, have
from verify.tree import as_expr, number

c, x, y, tau = real("c", gt=0), real("x", gt=0), real("y", gt=0), real("tau", gt=0, lt=1)
intro, in_abstract = "Section 1, iteration complexity", "Abstract; section 3.1"
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


# ---- the introduction
def introduction_at(title, given, expected, **fields):
    claim = iterations(of_rho) <= K * formula * kappa**2 * log(1 / c)
    return part(title, [r <= d, *given], claim, intro, expected, exists=[K], **fields)


likely = "1/2" <= tau
positive_formula = [*roots, have(0 < formula, use(positive_quotient, {g: d, h: b - u}), 0 < b - u)]
over_tau = [
    *positive_formula,
    have(of_rho == formula / tau**2, use(same), r <= d),
    have(0 < formula / tau**2, use(share, {x: formula}), 0 < formula),
    have(0 < of_rho, of_rho == formula / tau**2, 0 < formula / tau**2),
    have(of_rho <= formula / tau**2, of_rho == formula / tau**2),
]
explicit = part(
    "The display of T for epsilon at most 1/2, with 192 / tau^2",
    [r <= d, *half],
    iterations(of_rho) <= 192 * (formula / tau**2) * kappa**2 * log(1 / c),
    intro,
    "proved",
    argument=[*over_tau, *at_most(formula / tau**2, of_rho)],
)
inverse = part("1/tau^2", [likely], 1 / tau**2 <= 4, "", "proved")
absolute = part(
    "The display of T for epsilon at most 1/2 and tau at least 1/2, with 768",
    [r <= d, *half, likely],
    iterations(of_rho) <= 192 * (4 * formula) * kappa**2 * log(1 / c),
    intro,
    "proved",
    argument=[
        *over_tau,
        have(1 / tau**2 <= 4, use(inverse), likely),
        have(formula * (1 / tau**2) <= formula * 4, 1 / tau**2 <= 4, 0 < formula),
        have(of_rho <= 4 * formula, of_rho == formula / tau**2, formula * (1 / tau**2) <= formula * 4),
        have(0 < 4 * formula, 0 < formula),
        *at_most(4 * formula, of_rho),
    ],
)
product = part("A positive product", [], 0 < x * kappa**2 * y, "", "proved")
some_iterations = part(
    "The printed number of iterations is positive",
    [r <= d, c <= "1/2"],
    0 < formula * kappa**2 * log(1 / c),
    "",
    "proved",
    argument=[
        *positive_formula,
        have(0 < log(1 / c), use(positive_log), c <= "1/2"),
        use(product, {x: formula, y: log(1 / c)}),
    ],
)
introduction = introduction_at(
    "T = C d / (sqrt(d) - sqrt(r-1))^2 kappa^2 log(1 / epsilon)", [*near, c < 1, likely], "refuted"
)
introduction__accurate = introduction_at(
    "The same for epsilon at most 1/2", [*half, likely], "proved",
    uses=[absolute, some_iterations], corrects=introduction,
)  # fmt: skip


# ---- the abstract
def abstract_at(title, given, expected, **fields):
    claim = iterations(of_rho) <= K * kappa**2 * log(1 / c)
    return part(title, given, claim, in_abstract, expected, exists=[K], **fields)


mild = [2 * r <= d, likely]
factor = over_value / tau**2
over_lines = [
    have(r <= d, over_r),
    *over_tau,
    have(of_rho <= factor, use(over__at_least, {any_tau: tau}), over_r),
    have(0 < factor, of_rho <= factor, 0 < of_rho),
]
abstract__over = part(
    "T = C kappa^2 log(1 / epsilon) for d at least (1 + alpha) r, with C from alpha and tau",
    [over_r, *half],
    iterations(of_rho) <= 192 * factor * kappa**2 * log(1 / c),
    in_abstract,
    "proved",
    argument=[*over_lines, *at_most(factor, of_rho)],
)
root_2 = sqrt(as_expr(2))
two_factor = (1 + number(1)) / (sqrt(1 + number(1)) - 1) ** 2
at_least_root = part("A number that is at least 0.41", [g >= "41/100"], 2 / g**2 <= 12, "", "proved", argument=[
    have("1681/10000" <= g**2, g >= "41/100"),
    have(2 / g**2 <= 12, "1681/10000" <= g**2),
])  # fmt: skip
twice = part(
    "The factor for d = 2 r",
    [],
    two_factor <= 12,
    "",
    "proved",
    argument=[
        have(root_2**2 == 2, by=()),
        have("141/100" <= root_2, fact("square_order", x=number("141/100"), y=root_2), root_2**2 == 2),
        have("41/100" <= root_2 - 1, "141/100" <= root_2),
        have(0 < root_2 - 1, "41/100" <= root_2 - 1),
        have(two_factor <= 12, use(at_least_root, {g: root_2 - 1}), "41/100" <= root_2 - 1, 0 < root_2 - 1),
    ],
)
twice_as_many = part(
    "T = C kappa^2 log(1 / epsilon) for d at least 2 r and tau at least 1/2, with 9216",
    [*mild, *half],
    iterations(of_rho) <= 192 * as_expr(48) * kappa**2 * log(1 / c),
    in_abstract,
    "proved",
    argument=[
        have(r <= d, 2 * r <= d),
        *over_tau,
        have(of_rho <= two_factor / tau**2, use(over__at_least, {any_tau: tau, alpha: 1}), 2 * r <= d),
        have(two_factor <= 12, use(twice)),
        have(1 / tau**2 <= 4, use(inverse), likely),
        have(12 * (1 / tau**2) <= 48, 1 / tau**2 <= 4),
        have(1 / tau**2 * two_factor <= 1 / tau**2 * 12, two_factor <= 12),
        have(of_rho <= 48, of_rho <= two_factor / tau**2, 12 * (1 / tau**2) <= 48,
             1 / tau**2 * two_factor <= 1 / tau**2 * 12),
        have(0 < as_expr(48), by=()),
        *at_most(as_expr(48), of_rho),
    ],
)  # fmt: skip
abstract = abstract_at("T = C kappa^2 log(1 / epsilon) for d at least 2 r", [*mild, *near, c < 1], "refuted")
abstract__accurate = abstract_at(
    "The same for epsilon at most 1/2", [*mild, *half], "proved", uses=[twice_as_many, positive_log], corrects=abstract
)
abstract__square = part(
    "The same for epsilon at most 1/2 without overparameterization, d = r",
    half,
    iterations(inverse_square(tau=tau)) <= K * kappa**2 * log(1 / c),
    in_abstract,
    "refuted",
    exists=[K],
    uses=[use(lower, {any_tau: tau})],
)
