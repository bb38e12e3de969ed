"""Proposition A.1 as appendix C uses it: for the transpose, with entries N(0, 1/d), and for the other event."""

from lemmas.ward_kolda.proposition_a_1 import G, d, r, tall, tau
from lemmas.ward_kolda.singular_values import multiple_below, variables
from verify import Pr, Statement, exp, gaussian, matrix, sqrt, sv, use
from verify.argument import have

H = gaussian("H", r, d, variance=1 / d)
large = Statement(
    "`sharp` for the complement of its event",
    [tall],
    Pr(tau * (sqrt(d) - sqrt(r - 1)) <= sv(G, r)) >= 1 - (sqrt(exp(1)) * tau) ** (d - r + 1),
    cite="Proposition A.1",
    source="verify/laws/edges.py, by hand",
    expected="assumed",
)
root, K = sqrt(d), matrix("H", r, d)
above, goal = tau * (sqrt(d) - sqrt(r - 1)) <= sv(root * K.T, r), tau * (1 - sqrt(r - 1) / sqrt(d)) <= sv(K, r)
shrunk = 1 / root * sv(root * K.T, r) <= sv(K.T, r)
unscaled = Statement(
    "The smallest singular value of sqrt(d) H'",
    [tall, above],
    goal,
    argument=[
        have(0 < 1 / root),
        have(shrunk, use(multiple_below, variables(m=d, p=r, k=r, s=1 / root, M=root * K.T)), 0 < 1 / root, tall),
        have(1 / root * (tau * (sqrt(d) - sqrt(r - 1))) <= 1 / root * sv(root * K.T, r), above, 0 < 1 / root),
        have(goal, shrunk, 1 / root * (tau * (sqrt(d) - sqrt(r - 1))) <= 1 / root * sv(root * K.T, r)),
    ],
    expected="proved",
)
statement = Statement(
    "The smallest singular value with variance 1/d",
    [tall],
    Pr(tau * (1 - sqrt(r - 1) / sqrt(d)) <= sv(H, r)) >= 1 - (sqrt(exp(1)) * tau) ** (d - r + 1),
    cite="Proposition A.1",
    doc="`large` for sqrt(d) H'.",
    uses=[use(large, {G: root * H.T}), unscaled],
    expected="assumed",
)
