"""C1 >= 1: no smaller C1 does for Proposition A.1, whatever C2 is. Not in the paper.

For r = 1 and tau = 1 the event is that a chi-square variable of d degrees of freedom is at most d, its mean, which is
above its median: the probability is at least 1/2 for every d, and C1^d + exp(-C2 d) tends to 0 for C1 < 1. So
C1 tau < 1, without which (A2d) is 1 or more, gives rho <= tau < 1: the readings `@rho_at_most_one` of other modules.

How large C1 has to be for a given C2, by hand: for r = 1 and tau < 1 the d-th root of the probability tends to
tau exp((1 - tau^2) / 2), and that of the right side to max(C1 tau, exp(-C2)); at C1 tau = exp(-C2) the first is at most
the second where C1 sqrt(1 - 2 log C1) <= exp(-C2), for C1 from 1 to sqrt(e): C1 >= 1.288 for C2 = 1/10, and C1 >=
1.523 for C2 = 1/2. `exponential@smaller_constant` refutes a pair below that, at one size.
"""

from lemmas.ward_kolda.probability.every_constant import tail
from lemmas.ward_kolda.probability.every_constant import x as exponent
from lemmas.ward_kolda.proposition_a_1 import C2, G, d, r, small, tall, tau
from verify import Pr, Statement, exp, floor, integer, matrix, real, sqrt, sv, use
from verify.argument import fact, have
from verify.substitution import substitute

C1 = real("C1", gt=0, lt=1)
one = matrix("G", d, r)
median = Statement(
    "The median of the chi-square law is at most its mean",
    [r <= 1],
    Pr(sv(G, r) <= sqrt(d)) >= "1/2",
    source="J. Chen and H. Rubin, Statistics & Probability Letters 4 (1986), 281-283",
    expected="assumed",
)
at_most = sv(one, r) <= tau * (sqrt(d) - sqrt(r - 1))
same_event = Statement(
    "The event for r = 1 and tau = 1",
    [tall, r <= 1, tau == 1, sv(one, r) <= sqrt(d)],
    at_most,
    argument=[
        have(r - 1 == 0, r <= 1),
        have(sqrt(r - 1) == 0, r - 1 == 0),
        have(tau * (sqrt(d) - sqrt(r - 1)) == sqrt(d), sqrt(r - 1) == 0, tau == 1),
        have(at_most, sv(one, r) <= sqrt(d), tau * (sqrt(d) - sqrt(r - 1)) == sqrt(d)),
    ],
    expected="proved",
)
h, k = real("h", gt=0), real("k")
i = integer("i")
multiplied = Statement(
    "A quotient from above", [14 / h <= k], 14 <= k * h, argument=[have(14 <= k * h, 14 / h <= k)], expected="proved"
)
M = floor(14 / h) + floor(14 / C2) + 1
vanish = Statement(
    "Two small terms",
    [],
    (exp(-(M * h)) <= "1/15") & (exp(-C2 * M) <= "1/15") & (1 <= M),
    argument=[
        have(0 <= floor(14 / h), fact("floor_greatest", k=0, x=14 / h)),
        have(0 <= floor(14 / C2), fact("floor_greatest", k=0, x=14 / C2)),
        have(1 <= M, 0 <= floor(14 / h), 0 <= floor(14 / C2)),
        have(14 / h < floor(14 / h) + 1, fact("floor_upper", x=14 / h)),
        have(14 / C2 < floor(14 / C2) + 1, fact("floor_upper", x=14 / C2)),
        have(14 / h <= M, 14 / h < floor(14 / h) + 1, 0 <= floor(14 / C2)),
        have(14 / C2 <= M, 14 / C2 < floor(14 / C2) + 1, 0 <= floor(14 / h)),
        have(14 <= M * h, use(multiplied, {k: M}), 14 / h <= M),
        have(14 <= M * C2, use(multiplied, {k: M, h: C2}), 14 / C2 <= M),
        have(14 <= C2 * M, 14 <= M * C2),
        have(exp(-C2 * M) <= "1/15", use(tail, {exponent: C2 * M}), 14 <= C2 * M),
        have(exp(-(M * h)) <= "1/15", use(tail, {exponent: M * h}), 14 <= M * h),
    ],
    expected="proved",
)
gap = 1 - C1
N = substitute(M, {h.data[0]: gap})
at_n = substitute(vanish.claim, {h.data[0]: gap})
power = Statement("A power", [h < 1, 0 <= i], (1 - h) ** i <= exp(-(i * h)), argument=[
    have((1 - h) ** i <= exp(-(i * h)), fact("power_le_exp", x=h, k=i), h < 1, 0 <= i),
], expected="proved")  # fmt: skip
at_c1 = Statement(
    "The two terms at N",
    [],
    at_n & ((1 - gap) ** N <= exp(-(N * gap))) & (0 < gap),
    argument=[
        have(0 < gap, by=()),
        have(at_n, use(vanish, {h: gap}), 0 < gap),
        have((1 - gap) ** N <= exp(-(N * gap)), use(power, {h: gap, i: N}), *at_n.args),
    ],
    expected="proved",
)
statement = Statement(
    "There is C1 < 1",
    [tall],
    small <= (C1 * tau) ** (d - r + 1) + exp(-C2 * d),
    exists=[C1, C2],
    cite="Proposition A.1",
    doc="So C1 >= 1 in every admissible pair.",
    uses=[use(median, {d: N, r: 1, tau: 1}), same_event, at_c1],
    expected="refuted",
)
