"""The display of T in the introduction: T = C d / (sqrt(d) - sqrt(r-1))^2 kappa^2 log(1 / epsilon)."""

from lemmas.ward_kolda.complexity import K, kappa, part
from lemmas.ward_kolda.complexity.relative import (
    at_most,
    c,
    formula,
    half,
    intro,
    inverse,
    iterations,
    likely,
    near,
    of_rho,
    over_tau,
    positive_formula,
    positive_log,
    tau,
    x,
    y,
)
from lemmas.ward_kolda.setting import d, r
from verify import log, use
from verify.argument import have


def at(title, given, expected, **fields):
    claim = iterations(of_rho) <= K * formula * kappa**2 * log(1 / c)
    return part(title, [r <= d, *given], claim, intro, expected, exists=[K], **fields)


explicit = part(
    "The display of T for epsilon at most 1/2, with 192 / tau^2",
    [r <= d, *half],
    iterations(of_rho) <= 192 * (formula / tau**2) * kappa**2 * log(1 / c),
    intro,
    "proved",
    argument=[*over_tau, *at_most(formula / tau**2, of_rho)],
)
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
statement = at("T = C d / (sqrt(d) - sqrt(r-1))^2 kappa^2 log(1 / epsilon)", [*near, c < 1, likely], "refuted")
statement__accurate = at(
    "The same for epsilon at most 1/2", [*half, likely], "proved",
    uses=[absolute, some_iterations], corrects=statement,
)  # fmt: skip
