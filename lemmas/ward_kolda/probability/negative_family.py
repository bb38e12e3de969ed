"""The upper bound of item 2 of Proposition 4.3, for D < 0, whatever C1 and C2 are.

`likely__every_size`: for 28 <= r <= d <= n, any m and any A of rank r, it fails with a probability beyond delta. The
family of the refutation is that of `every_constant`, m = n = d = r, with tau = 1 / (8 C1 + 8), nu = 0 and D < 0 large
in magnitude. All of it rests on Proposition A.1 as `negative` does. The true statement is `proposition_4_3.item_2`.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu, tau
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability import every_constant, negative
from lemmas.ward_kolda.probability.draw import of_draw, wide
from lemmas.ward_kolda.probability.every_constant import C1, N
from lemmas.ward_kolda.proposition_4_3 import above_holds
from lemmas.ward_kolda.proposition_4_3.draw import d_printed
from lemmas.ward_kolda.setting import d, n, r, standing
from verify import Pr, Statement, exp, real, sqrt, use
from verify.argument import fact, have
from verify.substitution import substitute
from verify.tree import as_expr

one, half = as_expr(1), as_expr("1/2")
root_e, inverse = sqrt(exp(1)), exp(-half)
known = Statement(
    "sqrt(e) is at most 2",
    [],
    root_e <= 2,
    argument=[
        have(half <= inverse, fact("exp_tangent", x=-half)),
        have(exp(-half + half) == inverse * exp(half), fact("exp_sum", x=-half, y=half)),
        have(exp(-half + half) == 1, fact("exp_zero", x=-half + half)),
        have(0 < exp(half)),
        have(exp(half) <= 2, half <= inverse, exp(-half + half) == inverse * exp(half), exp(-half + half) == 1,
             0 < exp(half)),
        have(exp(half + half) == exp(half) * exp(half), fact("exp_sum", x=half, y=half)),
        have(exp(half) ** 2 <= 2**2, use(squared, {u: exp(half), v: 2}), 0 < exp(half), exp(half) <= 2),
        have(exp(1) == exp(half) ** 2, exp(half + half) == exp(half) * exp(half)),
        have(root_e**2 <= 2**2, exp(1) == exp(half) ** 2, exp(half) ** 2 <= 2**2),
        have(root_e <= 2, fact("square_order", x=root_e, y=2), root_e**2 <= 2**2),
    ],
    expected="proved",
)  # fmt: skip
tiny = (tau <= "1/8", *every_constant.large)
base = negative.root_e


def power(gap):
    """Lines for base ** (gap + 1) <= 1/4."""
    return [
        have(0 <= gap, *(g for g in (r <= d, wide))),
        have(base ** (gap + 1) <= base**1, fact("power_decreasing", x=base, k=1, l=gap + 1), 0 <= base, base <= 1,
             0 <= gap),
        have(base ** (gap + 1) <= "1/4", base ** (gap + 1) <= base**1, base <= "1/4"),
    ]  # fmt: skip


terms = Statement(
    "The two terms with sqrt(e)",
    [r <= d, wide, tau <= "1/8"],
    (base ** (d - r + 1) <= "1/4") & (base ** (n - d + 1) <= "1/4"),
    argument=[
        have(root_e <= 2, use(known)),
        have(base <= 2 * tau, root_e <= 2),
        have(base <= "1/4", base <= 2 * tau, tau <= "1/8"),
        have(base <= 1, base <= "1/4"),
        have(0 <= base, by=()),
        *power(d - r),
        *power(n - d),
    ],
    expected="proved",
)
likely__every_size = Statement(
    "The loss is probably large for D < 0 of large magnitude, for all constants",
    [*negative.statement.given, *tiny],
    Pr(of_draw(negative.large)) >= every_constant.delta + "7/40",
    cite="Proposition 4.3, item 2, 2nd ≤",
    uses=[*negative.statement.uses, terms, every_constant.small],
    expected="assumed",
)

# ---- the family
s = real("s", ge=1)
scale = 8 * s
t = 1 / scale
root, least = sqrt(n - 1) / sqrt(n), 1 / (2 * n)
rho = t * (1 - root)
size = 2 * scale * n
far = Statement(
    "rho for d = r = n",
    [C1 <= s],
    (1 / size <= rho) & (3 <= 4 * size**2 * (rho * rho)) & (t <= "1/8") & (C1 * t <= "1/8"),
    argument=[
        have(0 <= (sqrt(n) - sqrt(n - 1)) ** 2 / n, by=()),
        have(root <= 1 - least, 0 <= (sqrt(n) - sqrt(n - 1)) ** 2 / n),
        have(least <= 1 - root, root <= 1 - least),
        have(0 < 1 / size, by=()),
        have(1 / size <= rho, least <= 1 - root),
        have((1 / size) ** 2 <= rho**2, use(squared, {u: 1 / size, v: rho}), 0 < 1 / size, 1 / size <= rho),
        have(size**2 * (1 / size) ** 2 <= size**2 * rho**2, (1 / size) ** 2 <= rho**2),
        have(1 <= size**2 * rho**2, size**2 * (1 / size) ** 2 <= size**2 * rho**2),
        have(3 <= 4 * size**2 * (rho * rho), 1 <= size**2 * rho**2),
        have(0 < t, by=()),
        have(t <= "1/8", by=()),
        have(C1 * t <= s * t, C1 <= s, 0 < t),
        have(C1 * t <= "1/8", C1 * t <= s * t),
    ],
    expected="proved",
)
next_c = {s.data[0]: C1 + 1}
tau_n = substitute(t, next_c)
at_n = next_c | {n.data[0]: N}
rho_n, size_n = (substitute(e, at_n) for e in (rho, size))
instance = Statement(
    "The same at N and C1",
    [],
    substitute(far.claim, at_n) & every_constant.size.claim,
    argument=[
        have(every_constant.full.claim, use(every_constant.full)),
        have(every_constant.size.claim, use(every_constant.size)),
        have(1 <= N, 0 < 1 / N),
        have(substitute(far.claim, at_n), use(far, {s: C1 + 1, n: N}), 1 <= N),
    ],
    expected="proved",
)
values = every_constant.values | {C: 1, nu: 0, D: -4 * size_n**2, tau: tau_n}
statement = Statement(
    "The loss from above as printed, for all constants",
    [*standing, d_printed],
    Pr(of_draw(above_holds)) >= 1 - every_constant.delta,
    exists=[every_constant.C1, every_constant.C2],
    cite="Proposition 4.3, item 2, 2nd ≤",
    uses=[use(likely__every_size, values), every_constant.full, instance],
    expected="refuted",
)
