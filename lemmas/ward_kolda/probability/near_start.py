"""A step size and an epsilon for which (8) holds and T = 0, for the identity matrix, C = 4 and tau = 1 / (8 C1).

Not in the paper. eta = 2 + 1 / C1, and epsilon a little less than ||A||_F^2 = n, by a number smaller than beta.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, rho, tau
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability import every_constant
from lemmas.ward_kolda.setting import A, d, m, n, r
from verify import Statement, all_of, eye, fro, log, real, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.substitution import substitute, unfold
from verify.tree import as_expr

w, h, b, q = real("w", gt=1), real("h", gt=0), real("b", gt=0), real("q")
z = real("z", gt=0)
of_unit = fro(eye(n)) ** 2
ratio = of_unit / (n / w)
by_log = Statement(
    "(8) for epsilon = n / w",
    [h**2 * (16 * n * (w - 1)) <= b**2],
    all_of(0 < log(ratio), h**2 * (16 * of_unit * log(ratio)) <= b**2, n / w < of_unit),
    argument=[
        have(of_unit == n, by=()),
        have(ratio == w, by=()),
        have(log(ratio) <= w - 1, fact("log_tangent", x=ratio), ratio == w),
        have(1 - 1 / ratio <= log(ratio), fact("log_lower", x=ratio), ratio == w),
        have(0 < 1 - 1 / w, by=()),
        have(0 < log(ratio), 1 - 1 / ratio <= log(ratio), ratio == w, 0 < 1 - 1 / w),
        have(h**2 * (16 * n * log(ratio)) <= h**2 * (16 * n * (w - 1)), log(ratio) <= w - 1),
        have(h**2 * (16 * of_unit * log(ratio)) <= b**2, of_unit == n, h**2 * (16 * n * (w - 1)) <= b**2,
             h**2 * (16 * n * log(ratio)) <= h**2 * (16 * n * (w - 1))),
        have(0 < n * (1 - 1 / w), 0 < 1 - 1 / w),
        have(n / w < of_unit, 0 < n * (1 - 1 / w)),
    ],
    expected="proved",
)  # fmt: skip
undone = Statement(
    "A product with a reciprocal",
    [16 * n * h**2 * q == 1],
    h**2 * (16 * n * (1 + b**2 * q - 1)) <= b**2,
    expected="proved",
)
positive = Statement("A positive product", [0 < q], 0 < h * q, expected="proved")
squares = as_expr(4) ** 2 * z**2
with_ones = Statement(
    "beta for sigma_1 = sigma_r = 1",
    [h == 1, z == 1],
    q**2 * h**2 / squares == q**2 / 16,
    argument=[
        have(q**2 * h**2 / squares == q**2 / squares, h == 1),
        have(q**2 / squares == q**2 / 16, z == 1),
        have(q**2 * h**2 / squares == q**2 / 16, q**2 * h**2 / squares == q**2 / squares,
             q**2 / squares == q**2 / 16),
    ],
    expected="proved",
)  # fmt: skip
C1 = every_constant.C1
step, least = 2 + 1 / C1, 1 / (64 * C1 * n) ** 2
under = 16 * n * step**2
more = 1 + least**2 * (1 / under)
short = n / more
by_least = Statement(
    "(8) for eta = 2 + 1 / C1, with less than beta",
    [],
    substitute(by_log.claim, {w.data[0]: more, h.data[0]: step, b.data[0]: least}) & (0 < short),
    argument=[
        have(0 < under, by=()),
        have(under * (1 / under) == 1, fact("reciprocal_product", x=under), 0 < under),
        have(0 < 1 / under, fact("reciprocal_positive", x=under), 0 < under),
        have(0 < least**2, by=()),
        have(0 < least**2 * (1 / under), use(positive, {h: least**2, q: 1 / under}), 0 < 1 / under, 0 < least**2),
        have(1 < more, 0 < least**2 * (1 / under)),
        have(step**2 * (16 * n * (more - 1)) <= least**2, use(undone, {h: step, b: least, q: 1 / under}),
             under * (1 / under) == 1, 0 < 1 / under),
        have(substitute(by_log.claim, {w.data[0]: more, h.data[0]: step, b.data[0]: least}),
             use(by_log, {w: more, h: step, b: least}), 1 < more, step**2 * (16 * n * (more - 1)) <= least**2),
        have(0 < short, 1 < more),
    ],
    expected="proved",
)  # fmt: skip
identity = {m: n, d: n, r: n, A: eye(n), C: 4, tau: 1 / (8 * C1)}
of_n = {s.data[0]: as_expr(value) for s, value in identity.items()}
rho_n, beta_n = (substitute(unfold(e), of_n) for e in (rho, beta))
last, norm, root = sv(eye(n), n), spec(eye(n)), sqrt(n - 1) / sqrt(n)
bounds = Statement(
    "beta for the identity matrix",
    [],
    (least <= beta_n) & (beta_n <= 1 / C1**2) & (0 < beta_n),
    argument=[
        have(every_constant.spectrum.claim, use(every_constant.spectrum)),
        have(eye(n).T @ eye(n) <= 1 * eye(n), by=()),
        have(norm**2 <= 1, fact("spec_le_of_gram", A=eye(n), c=1), eye(n).T @ eye(n) <= 1 * eye(n)),
        have(norm <= 1, fact("square_order", x=norm, y=1), norm**2 <= 1),
        have(norm == 1, fact("antisymmetry", x=norm, y=1), norm <= 1, 1 <= norm),
        have(last <= norm, fact("sv_le_spec", A=eye(n), k=n)),
        have(last == 1, fact("antisymmetry", x=last, y=1), last <= norm, norm <= 1, 1 <= last),
        have(beta_n == rho_n**2 / 16, use(with_ones, {q: rho_n, h: last, z: norm}), 0 < norm, norm == 1, last == 1,
             0 < last),
        have(0 <= (sqrt(n) - sqrt(n - 1)) ** 2 / n, by=()),
        have(root <= 1 - 1 / (2 * n), 0 <= (sqrt(n) - sqrt(n - 1)) ** 2 / n),
        have(0 <= root, by=()),
        have(1 / (16 * C1 * n) <= rho_n, root <= 1 - 1 / (2 * n)),
        have(rho_n <= 1 / (8 * C1), 0 <= root),
        have(0 < 1 / (16 * C1 * n), by=()),
        have((1 / (16 * C1 * n)) ** 2 <= rho_n**2, use(squared, {u: 1 / (16 * C1 * n), v: rho_n}),
             0 < 1 / (16 * C1 * n), 1 / (16 * C1 * n) <= rho_n),
        have(0 <= rho_n, 0 < 1 / (16 * C1 * n), 1 / (16 * C1 * n) <= rho_n),
        have(rho_n**2 <= (1 / (8 * C1)) ** 2, use(squared, {u: rho_n, v: 1 / (8 * C1)}), 0 <= rho_n,
             rho_n <= 1 / (8 * C1)),
        have(least <= beta_n, beta_n == rho_n**2 / 16, (1 / (16 * C1 * n)) ** 2 <= rho_n**2),
        have(beta_n <= 1 / C1**2, beta_n == rho_n**2 / 16, rho_n**2 <= (1 / (8 * C1)) ** 2),
        have(0 < least, by=()),
        have(0 < beta_n, 0 < least, least <= beta_n),
    ],
    expected="proved",
)  # fmt: skip
of_short = log(of_unit / short)
slow = step**2 * (16 * of_unit * of_short)
family = Statement(
    "(8), T = 0 and a step size above 9/8, for the identity matrix",
    [],
    all_of(0 < of_short, slow <= beta_n**2, short < of_unit, beta_n < 4 * step**2 * of_unit, 0 < beta_n, 0 < short,
           9 / (8 * norm) < step),
    argument=[
        have(by_least.claim, use(by_least)),
        have(bounds.claim, use(bounds)),
        have(0 < least, by=()),
        have(least**2 <= beta_n**2, use(squared, {u: least, v: beta_n}), 0 < least, least <= beta_n),
        have(slow <= beta_n**2, slow <= least**2, least**2 <= beta_n**2),
        have(of_unit == n, by=()),
        have(1 / C1**2 < 4 * step**2 * n, by=()),
        have(beta_n < 4 * step**2 * of_unit, beta_n <= 1 / C1**2, 1 / C1**2 < 4 * step**2 * n, of_unit == n),
        have(every_constant.spectrum.claim, use(every_constant.spectrum)),
        have(1 / norm <= 1, 1 <= norm),
        have(9 / (8 * norm) < step, 1 / norm <= 1),
    ],
    expected="proved",
)  # fmt: skip
