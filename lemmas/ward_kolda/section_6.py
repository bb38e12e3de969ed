"""Section 6: the four initializations, the defaults, and what is said of a misestimated sigma_1.

Phi has independent entries N(0, 1), so that Phi / sqrt(d) and Phi / sqrt(n) are Phi_1 and Phi_2 of Assumption 2.
`misestimate`: an estimate s in place of sigma_1 is the same as C' = C s / sigma_1 and D' = D s / sigma_1, where
D' <= C' nu / 9 says the same as D <= C nu / 9. What is lost is C' >= 4 (C' >= 1 in Assumption 2), unless s >= sigma_1.
Not audited, as these are observations: that no method converges with eta = 1, and that alternating makes no difference.
Print compares four initializations in the display and speaks of three with Figure 3.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu
from lemmas.ward_kolda.setting import A, d, eta, f, m, n, standing
from verify import Statement, colspan, fails, implies, matrix, real, spec, sqrt

P, Q, R = matrix("Phi1", n, d), matrix("Phi2", n, d), matrix("Phi3", m, d)
sigma, s = real("sigma", gt=0), real("s", gt=0)


def start(step, C, D, sigma, left, right):
    """(A2a) with the draws `left` and `right`."""
    return (1 / (sqrt(step) * C * sigma)) * (A @ left), (sqrt(step) * D * sigma) * right


def part(title, given, claim, cite, expected, **fields):
    return Statement(title, given, claim, cite=f"section 6, {cite}", expected=expected, **fields)


proposed_x = (1 / (sqrt(eta) * sqrt(d) * C * sigma)) * (A @ P)
proposed_y = (sqrt(eta) * D * sigma / sqrt(n)) * Q
assumed_x, assumed_y = start(eta, C, D, sigma, (1 / sqrt(d)) * P, (1 / sqrt(n)) * Q)
proposed = part(
    "The proposed initialization is that of Assumption 2",
    [],
    (proposed_x == assumed_x) & (proposed_y == assumed_y),
    "'Proposed'",
    "proved",
)
column_span = part(
    "The second initialization starts in the column span of A",
    [],
    colspan((1 / (10 * sqrt(d))) * (A @ P)) <= colspan(A),
    "'ColSpan(A)'",
    "proved",
)
random_span = fails(
    part(
        "The random initialization starts in the column span of A",
        list(standing),
        colspan((1 / (10 * sqrt(m))) * R) <= colspan(A),
        "'Random'",
        None,
    ),
    "The random initialization need not start in the column span of A",
    cite="section 6, 'not in the column span of A'",
    expected="proved",
)
random_x, random_y = (1 / (10 * sqrt(m))) * R, (1 / (10 * sqrt(n))) * Q
same_loss = part(
    "The asymmetric scaling leaves the initial loss as it is",
    [],
    f((1 / sqrt(eta)) * random_x, sqrt(eta) * random_y) == f(random_x, random_y),
    "'Random-Asym'",
    "proved",
)
default = part(
    "D = C nu / 9 is one of the D that Assumption 2 allows",
    [D == C * nu / 9],
    D <= C / 9 * nu,
    "'we use the defaults'",
    "proved",
)

estimated = start(eta, C, D, s, P, Q)
compensated = start(eta, C * s / spec(A), D * s / spec(A), spec(A), P, Q)
with_c_alone = start(eta, C * spec(A) / s, C * spec(A) / s * nu / 9, s, P, Q)
intended = start(eta, C, C * nu / 9, spec(A), P, Q)
misestimate = part(
    "An estimate of sigma_1 is another value of C, and of D",
    list(standing),
    (estimated[0] == compensated[0]) & (estimated[1] == compensated[1]),
    "'a misestimate of sigma_1'",
    "proved",
)
misestimate_undone = part(
    "With D = C nu / 9 another value of C undoes the misestimate",
    list(standing),
    (with_c_alone[0] == intended[0]) & (with_c_alone[1] == intended[1]),
    "'can be compensated with a different value for C'",
    "proved",
)
bound_on_d = part(
    "The bound on D is the same for the compensated values",
    list(standing),
    implies(D <= C / 9 * nu, D * s / spec(A) <= C * s / spec(A) / 9 * nu)
    & implies(D * s / spec(A) <= C * s / spec(A) / 9 * nu, D <= C / 9 * nu),
    "'a misestimate of sigma_1', on D",
    "proved",
)
bound_on_c = part(
    "The compensated C is at least 4",
    [*standing, C >= 4],
    C * s / spec(A) >= 4,
    "'a misestimate of sigma_1', on C",
    "refuted",
)
bound_on_c__corrected = part(
    "The compensated C is at least 4 for an upper bound on sigma_1",
    [*standing, C >= 4, spec(A) <= s],
    C * s / spec(A) >= 4,
    "'a misestimate of sigma_1', on C",
    "proved",
    corrects=bound_on_c,
)
