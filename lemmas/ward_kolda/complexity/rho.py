"""Point 1 after Theorem 3.1: 1/rho^2 is O(r^2) for d = r; for d = (1 + alpha) r it is
(1 + alpha) / (sqrt(1 + alpha) - 1)^2.

rho is that of (A2b), and tau > 0 is free there. `square` reads the O(.) for tau >= 1/2; with tau free it falls
(`square@tau_free`), as 1/tau^2 is hidden. (tau < 1 in the theorems, as Proposition A.1 forces C1 >= 1:
`proposition_a_1.least_constant`.) `over` is
printed as an equation: tau is left out, and r stands where (A2b) has r - 1. `lower`, `at_most`, `at_least` and `ratio`
serve other proofs.
"""

from lemmas.ward_kolda.setting import d, r
from verify import Statement, real, sqrt, use
from verify.argument import fact, have

tau, alpha, K = real("tau", gt=0), real("alpha", gt=0), real("K", gt=0)
g, h, v = real("g", gt=0), real("h", gt=0), real("v")
s, u = sqrt(r), sqrt(r - 1)
gap = 1 - u / s  # rho / tau where d = r


def inverse_square(d=r, tau=tau):
    """1/rho^2 with rho as in (A2b)."""
    return 1 / (tau * (1 - sqrt(r - 1) / sqrt(d))) ** 2


roots = [
    have(u <= s, fact("root_increasing", x=r - 1, y=r)),
    have(0 < s, fact("root_positive", x=r)),
    have(0 <= u, fact("root_nonnegative", x=r - 1)),
    have((s + u) * (s - u) == 1),
    have(0 < s + u, 0 < s, 0 <= u),
    have(0 < (s + u) * (s - u), (s + u) * (s - u) == 1),
    have(0 < s - u, fact("cancel_positive_strict", x=s + u, y=s - u), 0 < s + u, 0 < (s + u) * (s - u)),
]
at_most = Statement(
    "The inverse square of a number", [1 <= (v * g) ** 2], 1 / (tau * g) ** 2 <= v**2 / tau**2, expected="proved"
)
ratio = Statement(
    "The inverse square of a number that is at least a ratio",
    [h <= v * g, 0 < v],
    1 / (tau * g) ** 2 <= v**2 / h**2 / tau**2,
    argument=[
        have(h**2 <= (v * g) ** 2, h <= v * g),
        have(1 / (tau * g) ** 2 <= v**2 / h**2 / tau**2, h**2 <= (v * g) ** 2),
    ],
    expected="proved",
)
at_least = Statement(
    "The inverse square of a number, from below",
    [(v * g) ** 2 <= 1],
    v**2 / tau**2 <= 1 / (tau * g) ** 2,
    expected="proved",
)
square__improved = Statement(
    "1/rho^2 for d = r",
    [],
    inverse_square() <= 4 * r**2 / tau**2,
    cite="Theorem 3.1, point 1, d = r",
    argument=[
        *roots,
        have(1 <= 2 * s * (s - u), (s + u) * (s - u) == 1, 0 < s - u, u <= s),
        have(r * gap == s * (s - u), 0 < s),
        have(1 <= 2 * r * gap, 1 <= 2 * s * (s - u)),
        have(0 < gap, 1 <= 2 * r * gap),
        have(1 <= (2 * r * gap) ** 2, 1 <= 2 * r * gap),
        have(inverse_square() <= (2 * r) ** 2 / tau**2, use(at_most, {g: gap, v: 2 * r}), 1 <= (2 * r * gap) ** 2,
             0 < gap),
        have(inverse_square() <= 4 * r**2 / tau**2, inverse_square() <= (2 * r) ** 2 / tau**2),
    ],
    expected="proved",
)  # fmt: skip
lower = Statement(
    "1/rho^2 for d = r, from below",
    [],
    r**2 / tau**2 <= inverse_square(),
    argument=[
        *roots,
        have(s * (s - u) <= 1, (s + u) * (s - u) == 1, 0 < s - u, 0 <= u),
        have(r * gap == s * (s - u), 0 < s),
        have(r * gap <= 1, s * (s - u) <= 1),
        have(0 < r * gap, r * gap == s * (s - u), 0 < s, 0 < s - u),
        have(0 < gap, 0 < r * gap),
        have((r * gap) ** 2 <= 1, r * gap <= 1, 0 < r * gap),
        have(r**2 / tau**2 <= inverse_square(), use(at_least, {g: gap, v: r}), (r * gap) ** 2 <= 1, 0 < gap),
    ],
    expected="proved",
)
inverse = Statement(
    "1/tau^2 for tau at least 1/2", ["1/2" <= tau], 4 * r**2 / tau**2 <= 16 * r**2, expected="proved",
    argument=[
        have(r**2 <= r**2 * (2 * tau) ** 2, "1/2" <= tau),
        have(4 * r**2 / tau**2 <= 16 * r**2, r**2 <= r**2 * (2 * tau) ** 2),
    ],
)  # fmt: skip
square = Statement(
    "1/rho^2 = O(r^2) for d = r, tau at least 1/2",
    ["1/2" <= tau],
    inverse_square() <= K * r**2,
    exists=[K],
    uses=[square__improved, inverse],
    cite="Theorem 3.1, point 1, d = r",
    expected="proved",
)
square__tau_free = Statement(
    "1/rho^2 = O(r^2) for d = r, for every tau",
    [],
    inverse_square() <= K * r**2,
    exists=[K],
    cite="Theorem 3.1, point 1, d = r",
    expected="refuted",
)

over_value = (1 + alpha) / (sqrt(1 + alpha) - 1) ** 2
over = Statement(
    "1/rho^2 for d = (1 + alpha) r, tau = 1",
    [d == (1 + alpha) * r],
    inverse_square(d, 1) == over_value,
    cite="Theorem 3.1, point 1, d = (1 + α) r",
    expected="refuted",
)
a, b = sqrt(1 + alpha), sqrt(d)
over_r = (1 + alpha) * r <= d
wider = [
    *roots[:3],
    have(0 < a, fact("root_positive", x=1 + alpha)),
    have(0 < b, fact("root_positive", x=d)),
    have(1 < a, fact("square_order_strict", x=1, y=a), 0 < a),
    have((a * s) ** 2 <= b**2, by=[over_r]),
    have(a * s <= b, fact("square_order", x=a * s, y=b), (a * s) ** 2 <= b**2, 0 < b),
    have(a * u <= b, a * s <= b, u <= s, 0 < a),
    have(b * (1 - u / b) == b - u, 0 < b),
    have(b * (a - 1) <= a * (b - u), a * u <= b),
    have(0 <= b * (a * (1 - u / b) - (a - 1)), b * (a - 1) <= a * (b - u), b * (1 - u / b) == b - u),
    have(a - 1 <= a * (1 - u / b), fact("cancel_positive", x=b, y=a * (1 - u / b) - (a - 1)), 0 < b,
         0 <= b * (a * (1 - u / b) - (a - 1))),
    have(0 < a - 1, 1 < a),
    have(0 < a * (1 - u / b), a - 1 <= a * (1 - u / b), 0 < a - 1),
    have(0 < 1 - u / b, fact("cancel_positive_strict", x=a, y=1 - u / b), 0 < a, 0 < a * (1 - u / b)),
    have(inverse_square(d) <= over_value / tau**2, use(ratio, {g: 1 - u / b, h: a - 1, v: a}), 0 < a - 1, 0 < a,
         a - 1 <= a * (1 - u / b), 0 < 1 - u / b),
]  # fmt: skip
over__at_least = Statement(
    "1/rho^2 for d at least (1 + alpha) r is at most the printed value over tau^2",
    [over_r],
    inverse_square(d) <= over_value / tau**2,
    cite="Theorem 3.1, point 1, d = (1 + α) r",
    argument=wider,
    expected="proved",
)
over__corrected = Statement(
    "1/rho^2 for d = (1 + alpha) r is at most the printed value over tau^2",
    [d == (1 + alpha) * r],
    inverse_square(d) <= over_value / tau**2,
    cite="Theorem 3.1, point 1, d = (1 + α) r",
    corrects=over,
    argument=[have(over_r, d == (1 + alpha) * r), *wider],
    expected="proved",
)
