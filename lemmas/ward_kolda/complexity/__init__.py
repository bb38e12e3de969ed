"""The iteration complexities after Corollary 5.2, in the introduction and in the abstract, as statements about numbers.

kappa = sigma_1(A) / sigma_r(A), F = ||A||_F^2, L = log(2 f0 / epsilon). With equality in (8) the horizon
floor(beta / (8 eta^2 f0)) is T = floor(4 C^2 kappa^2 / rho^2 L) (`horizon`). O(.) and "C > 0 is a numerical constant"
are read as: there is K such that for all values of the other variables; the good event leaves
(1 - nu)^2 / 2 F <= f0 <= (1 + nu)^2 / 2 F of the start, and 0 <= nu <= 1/2.

As printed they fall in two ways: the logarithm of F / epsilon (of 1 / epsilon for a relative accuracy: `relative`)
vanishes or is negative for the least accuracies, where T > 0; the C of Assumption 2 is a variable, and T grows like
C^2. The readings mend one after the other.
"""

from lemmas.ward_kolda.setting import eta
from verify import Statement, floor, log, real, sqrt, use
from verify.argument import fact, have

C, kappa, rho = real("C", ge=4), real("kappa", ge=1), real("rho", gt=0)
F, f0, epsilon, K = real("F", gt=0), real("f0", gt=0), real("epsilon", gt=0), real("K", gt=0)
nu = real("nu", ge=0, le="1/2")
L = log(2 * f0 / epsilon)
event = [(1 - nu) ** 2 / 2 * F <= f0, f0 <= (1 + nu) ** 2 / 2 * F]
given = [*event, epsilon < 2 * f0]
beta = rho**2 / (C**2 * kappa**2)
scale = kappa**2 / rho**2
T = floor(4 * C**2 * scale * L)


def part(title, given, claim, cite, expected, **fields):
    return Statement(title, given, claim, cite=cite, expected=expected, **fields)


horizon = part(
    "The horizon with equality in (8)",
    [epsilon < 2 * f0, 0 < L, eta == beta / sqrt(32 * f0 * L)],
    beta / (8 * eta**2 * f0) == 4 * C**2 * scale * L,
    "Corollary 5.2, iteration complexity, T",
    "proved",
    argument=[
        have(0 < sqrt(32 * f0 * L), fact("root_positive", x=32 * f0 * L), 0 < L),
        have(32 * eta**2 * f0 * L == beta**2, eta == beta / sqrt(32 * f0 * L), 0 < sqrt(32 * f0 * L), 0 < L),
        have(beta / (8 * eta**2 * f0) == 4 * C**2 * scale * L, 32 * eta**2 * f0 * L == beta**2, 0 < L),
    ],
)

# ---- Corollary 5.2

after_5_2 = "Corollary 5.2, iteration complexity"
corollary_5_2 = part(
    "T = O(kappa^2 / rho^2 log(F / epsilon))",
    given,
    T <= K * scale * log(F / epsilon),
    after_5_2,
    "refuted",
    exists=[K],
)
corollary_5_2__C_fixed = part(
    "The same for C = 4", [*given, C <= 4], T <= K * scale * log(F / epsilon), after_5_2, "refuted", exists=[K]
)
corollary_5_2__least_accuracy = part(
    "The same for C = 4 where epsilon = F: the logarithm is 0",
    [*given, C <= 4, epsilon == F],
    T <= K * scale * log(F / epsilon),
    after_5_2,
    "refuted",
    exists=[K],
)
corollary_5_2__log_of_loss = part(
    "T = O(kappa^2 / rho^2 log(2 f0 / epsilon))", given, T <= K * scale * L, after_5_2, "refuted", exists=[K]
)
positive_log = part(
    "The logarithm of (8) is positive",
    [epsilon < 2 * f0],
    0 < L,
    "",
    "proved",
    argument=[
        have(1 < 2 * f0 / epsilon, epsilon < 2 * f0),
        have(0 < 1 - 1 / (2 * f0 / epsilon), 1 < 2 * f0 / epsilon),
        have(0 < L, fact("log_lower", x=2 * f0 / epsilon), 0 < 1 - 1 / (2 * f0 / epsilon)),
    ],
)
corollary_5_2__corrected = part(
    "T is at most 4 C^2 kappa^2 / rho^2 log(2 f0 / epsilon)",
    given,
    T <= 4 * C**2 * scale * L,
    after_5_2,
    "proved",
    corrects=corollary_5_2,
)
fixed = part(
    "T is at most 64 kappa^2 / rho^2 log(2 f0 / epsilon) for C = 4",
    [C <= 4, epsilon < 2 * f0],
    T <= 64 * scale * L,
    "",
    "proved",
    argument=[
        have(0 < L, use(positive_log), epsilon < 2 * f0),
        have(C**2 <= 16, C <= 4),
        have(4 * C**2 * scale * L <= 64 * scale * L, C**2 <= 16, 0 < L),
        have(T <= 64 * scale * L, fact("floor_lower", x=4 * C**2 * scale * L), 4 * C**2 * scale * L <= 64 * scale * L),
    ],
)
corollary_5_2__C_fixed_log_of_loss = part(
    "T = O(kappa^2 / rho^2 log(2 f0 / epsilon)) for C = 4",
    [*given, C <= 4],
    T <= K * scale * L,
    after_5_2,
    "proved",
    exists=[K],
    uses=[fixed, positive_log],
)
logs = part(
    "The two logarithms, for epsilon at most F / 2",
    [*event, epsilon <= F / 2],
    L <= 3 * log(F / epsilon),
    "",
    "proved",
    argument=[
        have(2 <= F / epsilon, epsilon <= F / 2),
        have((1 + nu) ** 2 <= "9/4"),
        have(2 * f0 <= "9/4" * F, *event, (1 + nu) ** 2 <= "9/4"),
        have(2 * f0 / epsilon <= "9/4" * (F / epsilon), 2 * f0 <= "9/4" * F),
        have("9/4" * (F / epsilon) <= (F / epsilon) ** 3, 2 <= F / epsilon),
        have(2 * f0 / epsilon <= (F / epsilon) ** 3, 2 * f0 / epsilon <= "9/4" * (F / epsilon),
             "9/4" * (F / epsilon) <= (F / epsilon) ** 3),
        have(L <= log((F / epsilon) ** 3), fact("log_increasing", x=2 * f0 / epsilon, y=(F / epsilon) ** 3),
             2 * f0 / epsilon <= (F / epsilon) ** 3),
        have(L <= 3 * log(F / epsilon), L <= log((F / epsilon) ** 3), fact("log_power", x=F / epsilon, k=3)),
    ],
)  # fmt: skip
corollary_5_2__C_fixed_accurate = part(
    "T = O(kappa^2 / rho^2 log(F / epsilon)) for C = 4 and epsilon at most F / 2",
    [*event, C <= 4, epsilon <= F / 2, epsilon < 2 * f0],
    T <= K * scale * log(F / epsilon),
    after_5_2,
    "proved",
    exists=[K],
    uses=[fixed, logs, positive_log],
    corrects=corollary_5_2,
)
