"""Where delta is less than 1/2, for all values of the constants C1 and C2 of (A2d). Not in the paper.

Print calls C1 and C2 universal. Whatever they are, delta <= 13/40 where 28 <= r, 14 <= C2 d and C1 tau <= 1/8, for
every m, n and d >= r (`small`): statements `@every_size` say of all such sizes, m, n >> d > r included, and of every
A, that what is printed fails with a probability beyond delta. The refutation of a claim on all sizes needs a family of
points in which A is an expression in C1 and C2, and multiples of the identity are the only ones of full rank: so
`values` has m = n = d = r = N, A the identity matrix and tau = 1 / (8 C1), which section 1 (m, n >> d) leaves out.
"""

from lemmas.ward_kolda.assumption_2 import C, D, nu, tau
from lemmas.ward_kolda.probability.draw import e_d, e_r, tall
from lemmas.ward_kolda.proposition_4_3.draw import V
from lemmas.ward_kolda.setting import A, d, eta, m, n, r
from verify import Statement, exp, eye, floor, fro, log, rank, real, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.substitution import substitute
from verify.tree import as_expr

C1, C2 = real("C1", gt=0), real("C2", gt=0)
delta = (C1 * tau) ** (d - r + 1) + exp(-C2 * d) + e_r + e_d
large = (28 <= r, 14 <= C2 * d, C1 * tau <= "1/8")
N = floor(14 / C2) + 28
values = {
    m: N, n: N, d: N, r: N, A: eye(N), V: eye(N), C: 4, nu: "1/2", D: "1/10", tau: 1 / (8 * C1), eta: 1,
}  # fmt: skip
unit, last = eye(n), sv(eye(n), n)
spectrum = Statement(
    "The identity matrix has full rank",
    [],
    (0 < last) & (0 < spec(unit)) & (rank(unit) == n) & (1 <= last) & (1 <= spec(unit)),
    argument=[
        have(1 * eye(n) <= unit.T @ unit, by=()),
        have(1 <= last**2, fact("sv_last_of_gram", A=unit, c=1), 1 * eye(n) <= unit.T @ unit),
        have(0 <= last, fact("sv_nonnegative", A=unit, k=n)),
        have(1 <= last, fact("square_order", x=1, y=last), 1 <= last**2, 0 <= last),
        have(0 < last, 1 <= last),
        have(last <= spec(unit), fact("sv_le_spec", A=unit, k=n)),
        have(0 < spec(unit), 0 < last, last <= spec(unit)),
        have(1 <= spec(unit), 1 <= last, last <= spec(unit)),
        have(n <= rank(unit), fact("sv_positive", A=unit, k=n), 0 < last),
        have(rank(unit) <= n, fact("rank_le_rows", A=unit)),
        have(rank(unit) == n, fact("antisymmetry", x=rank(unit), y=n), n <= rank(unit), rank(unit) <= n),
    ],
    expected="proved",
)
x = real("x", ge=14)
tail = Statement(
    "exp(-x) is at most 1/15",
    [],
    exp(-x) <= "1/15",
    argument=[
        have(x + 1 <= exp(x), fact("exp_tangent", x=x)),
        have(exp(-x + x) == exp(-x) * exp(x), fact("exp_sum", x=-x, y=x)),
        have(exp(-x + x) == 1, fact("exp_zero", x=-x + x)),
        have(0 < exp(-x)),
        have(15 * exp(-x) <= exp(x) * exp(-x), x + 1 <= exp(x), 0 < exp(-x)),
        have(exp(-x) <= "1/15", 15 * exp(-x) <= exp(x) * exp(-x), exp(-x + x) == exp(-x) * exp(x),
             exp(-x + x) == 1),
    ],
    expected="proved",
)  # fmt: skip
small = Statement(
    "delta where r and C2 d are large and C1 tau is small",
    [tall, *large],
    (delta <= "13/40") & (e_r <= "1/15") & (e_d <= "1/15"),
    argument=[
        have(exp(-C2 * d) <= "1/15", use(tail, {x: C2 * d}), 14 <= C2 * d),
        have(14 <= r / 2, 28 <= r),
        have(e_r <= "1/15", use(tail, {x: r / 2}), 14 <= r / 2),
        have(14 <= d / 2, 28 <= r, tall),
        have(e_d <= "1/15", use(tail, {x: d / 2}), 14 <= d / 2),
        have(0 <= C1 * tau, by=()),
        have(C1 * tau <= 1, C1 * tau <= "1/8"),
        have((C1 * tau) ** (d - r + 1) <= (C1 * tau) ** 1, fact("power_decreasing", x=C1 * tau, k=1, l=d - r + 1),
             0 <= C1 * tau, C1 * tau <= 1, tall),
        have(delta <= "13/40", (C1 * tau) ** (d - r + 1) <= (C1 * tau) ** 1, C1 * tau <= "1/8",
             exp(-C2 * d) <= "1/15", e_r <= "1/15", e_d <= "1/15"),
    ],
    expected="proved",
)  # fmt: skip
size = Statement(
    "N is large",
    [],
    (28 <= N) & (14 <= C2 * N),
    argument=[
        have(0 <= floor(14 / C2), fact("floor_greatest", k=0, x=14 / C2)),
        have(28 <= N, 0 <= floor(14 / C2)),
        have(14 / C2 < floor(14 / C2) + 1, fact("floor_upper", x=14 / C2)),
        have(14 / C2 <= N, 14 / C2 < floor(14 / C2) + 1),
        have(14 <= C2 * N, 14 / C2 <= N),
    ],
    expected="proved",
)
at = {symbol.data[0]: as_expr(value) for symbol, value in values.items()}
delta_n = substitute(delta, at)
instance = Statement(
    "delta at N",
    [],
    (delta_n <= "13/40") & size.claim,
    argument=[
        have(size.claim, use(size)),
        have(substitute(small.claim, at), use(small, values), *size.claim.args),
    ],
    expected="proved",
)
of_n = substitute(spectrum.claim, {n.data[0]: N})
full = Statement(
    "The identity matrix of size N has full rank",
    [],
    of_n & (0 < 1 / N),
    argument=[
        have(0 <= floor(14 / C2), fact("floor_greatest", k=0, x=14 / C2)),
        have(of_n, use(spectrum, {n: N})),
        have(0 < N, 0 <= floor(14 / C2)),
        have(0 < 1 / N, 0 < N, fact("reciprocal_positive", x=N)),
    ],
    expected="proved",
)
ratio = 1 - sqrt(n - 1) / sqrt(n)
of_size = Statement(
    "What rho is made of, and the logarithm of 1",
    [],
    (0 < ratio) & (log(fro(unit) ** 2 / n) == 0),
    argument=[
        have(sqrt(n - 1) ** 2 < sqrt(n) ** 2, by=()),
        have(sqrt(n - 1) < sqrt(n), fact("square_order_strict", x=sqrt(n - 1), y=sqrt(n)),
             sqrt(n - 1) ** 2 < sqrt(n) ** 2),
        have(0 < ratio, sqrt(n - 1) < sqrt(n)),
        have(fro(unit) ** 2 / n == 1, by=()),
        have(log(fro(unit) ** 2 / n) == 0, fact("log_one", x=fro(unit) ** 2 / n), fro(unit) ** 2 / n == 1),
    ],
    expected="proved",
)  # fmt: skip
at_n = substitute(of_size.claim, {n.data[0]: N})
defined = Statement(
    "rho is not 0, and the logarithm is",
    [],
    at_n & (0 < 1 / (8 * C1) * at_n.args[0].args[1]),
    argument=[
        have(0 <= floor(14 / C2), fact("floor_greatest", k=0, x=14 / C2)),
        have(at_n, use(of_size, {n: N})),
        have(0 < 1 / (8 * C1) * at_n.args[0].args[1], at_n.args[0]),
    ],
    expected="proved",
)
lemmas = (full, instance, defined)
