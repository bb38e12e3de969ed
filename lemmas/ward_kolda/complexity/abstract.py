"""The iteration complexity in the abstract and in section 3.1: T = C kappa^2 log(1 / epsilon).

There is no 1/rho^2: "mild overparameterization suffices for the constant to be absolute" is true (`@accurate` for
d >= 2 r, `@over` for d >= (1 + alpha) r); without overparameterization, for d = r, no constant does (`@square`), which
the abstract does not say.
"""

from lemmas.ward_kolda.complexity import K, kappa, part
from lemmas.ward_kolda.complexity.relative import (
    at_most,
    c,
    half,
    inverse,
    iterations,
    likely,
    near,
    of_rho,
    over_tau,
    positive_log,
    tau,
)
from lemmas.ward_kolda.complexity.rho import alpha, g, inverse_square, lower, over__at_least, over_r, over_value
from lemmas.ward_kolda.complexity.rho import tau as any_tau
from lemmas.ward_kolda.setting import d, r
from verify import log, sqrt, use
from verify.argument import fact, have
from verify.tree import as_expr, number

in_abstract = "Abstract; section 3.1"


def at(title, given, expected, **fields):
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
statement__over = part(
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
statement = at("T = C kappa^2 log(1 / epsilon) for d at least 2 r", [*mild, *near, c < 1], "refuted")
statement__accurate = at(
    "The same for epsilon at most 1/2", [*mild, *half], "proved", uses=[twice_as_many, positive_log], corrects=statement
)
statement__square = part(
    "The same for epsilon at most 1/2 without overparameterization, d = r",
    half,
    iterations(inverse_square(tau=tau)) <= K * kappa**2 * log(1 / c),
    in_abstract,
    "refuted",
    exists=[K],
    uses=[use(lower, {any_tau: tau})],
)
