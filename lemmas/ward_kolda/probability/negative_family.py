"""The upper bound of item 2 of Proposition 4.3, for D < 0, whatever C1 and C2 are.

m = n = d = r = N and A = I as in `every_constant`, tau = 1 / (8 C1 + 8), and D < 0 of large magnitude, nu = 0. It rests
on Proposition A.1 as `negative` does.
"""

from lemmas.ward_kolda.assumption_2 import D, nu, tau
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability import every_constant, negative
from lemmas.ward_kolda.probability.draw import of_draw
from lemmas.ward_kolda.probability.every_constant import C1, C2, N
from lemmas.ward_kolda.proposition_4_3 import above_holds
from lemmas.ward_kolda.proposition_4_3.draw import d_printed
from lemmas.ward_kolda.setting import n, standing
from verify import Pr, Statement, exp, real, sqrt, use
from verify.argument import fact, have
from verify.substitution import substitute
from verify.tree import as_expr

s = real("s", ge=1)
scale = 8 * s
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
t = 1 / scale
small = Statement(
    "The two terms in tau",
    [C1 <= s],
    (root_e * t <= "1/4") & (C1 * t <= "1/8"),
    argument=[
        have(root_e <= 2, use(known)),
        have(t <= "1/8", by=()),
        have(0 < t, by=()),
        have(root_e * t <= 2 * t, root_e <= 2, 0 < t),
        have(root_e * t <= "1/4", root_e * t <= 2 * t, t <= "1/8"),
        have(C1 * t <= s * t, C1 <= s, 0 < t),
        have(C1 * t <= "1/8", C1 * t <= s * t),
    ],
    expected="proved",
)
root, least = sqrt(n - 1) / sqrt(n), 1 / (2 * n)
rho = t * (1 - root)
size = 2 * scale * n
far = Statement(
    "rho for d = r = n",
    [],
    3 <= 4 * size**2 * (rho * rho),
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
    ],
    expected="proved",
)
next_c = {s.data[0]: C1 + 1}
tau_n = substitute(t, next_c)
rho_n, size_n = (substitute(e, next_c | {n.data[0]: N}) for e in (rho, size))
instance = Statement(
    "Both at N and C1",
    [],
    substitute(small.claim, next_c) & (3 <= 4 * size_n**2 * (rho_n * rho_n)),
    argument=[
        have(every_constant.full.claim, use(every_constant.full)),
        have(1 <= N, 0 < 1 / N),
        have(substitute(small.claim, next_c), use(small, {s: C1 + 1})),
        have(3 <= 4 * size_n**2 * (rho_n * rho_n), use(far, {s: C1 + 1, n: N}), 1 <= N),
    ],
    expected="proved",
)
values = every_constant.values | {nu: 0, D: -4 * size_n**2, tau: tau_n}
at = {symbol.data[0]: as_expr(value) for symbol, value in values.items()}
enough, delta = (substitute(e, at) for e in (negative.statement.claim.args[0], every_constant.delta))
a, b, c, e = real("a"), real("b"), real("c"), real("e")
terms = Statement(
    "Six small terms",
    [a <= "1/4", b <= "1/8", c <= "1/15", e <= "1/15"],
    1 - (1 - a - a) < 1 - (b + c + e + e),
    expected="proved",
)
small_n, tails = substitute(small.claim, next_c).args, every_constant.small.claim.args
total = Statement(
    "The two bounds contradict each other",
    [],
    1 - enough < 1 - delta,
    argument=[
        have(instance.claim, use(instance)),
        have(every_constant.small.claim, use(every_constant.small)),
        have(1 - enough < 1 - delta, use(terms, {a: root_e * tau_n, b: C1 * tau_n, c: exp(-C2 * N), e: exp(-N / 2)}),
             *small_n, *tails),
    ],
    expected="proved",
)  # fmt: skip
statement = Statement(
    "The loss from above as printed, for all constants",
    [*standing, d_printed],
    Pr(of_draw(above_holds)) >= 1 - every_constant.delta,
    exists=[every_constant.C1, every_constant.C2],
    cite="Proposition 4.3, item 2, 2nd ≤",
    uses=[use(negative.statement, values), every_constant.full, every_constant.small, instance, total],
    expected="refuted",
)
