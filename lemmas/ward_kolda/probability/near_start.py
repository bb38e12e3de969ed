"""A step size and an epsilon for which (8) holds and T = 0, for the identity matrix, C = 4 and tau = 1 / (8 C1).

Not in the paper. eta = 2 + 1 / C1; D and ||A||_F^2 - epsilon are so small, against beta, that (8) holds for all draws
with ||V'Phi_1||, ||Phi_2|| <= 3 (`corollary_5_2.near`).
"""

from lemmas.ward_kolda.assumption_2 import C, beta, rho, tau
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.probability import every_constant
from lemmas.ward_kolda.setting import A, d, m, n, r
from verify import Statement, all_of, eye, fro, real, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.substitution import substitute, unfold
from verify.tree import as_expr

h, q, z = real("h", gt=0), real("q"), real("z", gt=0)
of_unit = fro(eye(n)) ** 2
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
p, e, w = real("p", gt=0), real("e", gt=0), real("w", gt=0)
of_fraction = Statement(
    "A small fraction",
    [w * (320 * p + 4 * e) == 1],
    (0 < e * w) & (e * w <= "1/4") & (320 * p * (e * w) <= e),
    argument=[
        have(0 < p * w, by=()),
        have(0 < e * w, by=()),
        have(e * w <= "1/4", 0 < p * w, w * (320 * p + 4 * e) == 1),
        have(320 * p * w <= 1, 0 < e * w, w * (320 * p + 4 * e) == 1),
        have(e * (320 * p * w) <= e * 1, 320 * p * w <= 1),
        have(320 * p * (e * w) <= e, e * (320 * p * w) <= e * 1),
    ],
    expected="proved",
)
part = Statement("A part of it", [q <= "1/4"], 0 < (1 - 2 * q) * h, argument=[
    have(0 < 1 - 2 * q, q <= "1/4"), have(0 < (1 - 2 * q) * h, 0 < 1 - 2 * q),
], expected="proved")  # fmt: skip
under = 320 * (step**2 * n) + 4 * least**2
spread = least**2 * (1 / under)
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
near = (1 - 2 * spread) * of_unit
small = {p.data[0]: step**2 * n, e.data[0]: least**2, w.data[0]: 1 / under}
family = Statement(
    "(8), T = 0 and a step size above 9/8, for the identity matrix",
    [],
    all_of(0 < spread, spread <= "1/4", 320 * step**2 * of_unit * spread <= beta_n**2,
           4 * beta_n < 9 * step**2 * of_unit, 0 < beta_n, 0 < near, 9 / (8 * norm) < step),
    argument=[
        have(bounds.claim, use(bounds)),
        have(0 < least, by=()),
        have(0 < least**2, 0 < least),
        have(0 < step, by=()),
        have(0 < step**2 * n, 0 < step),
        have(0 < under, 0 < step**2 * n, 0 < least**2),
        have(under * (1 / under) == 1, fact("reciprocal_product", x=under), 0 < under),
        have(0 < 1 / under, fact("reciprocal_positive", x=under), 0 < under),
        have(1 / under * under == 1, under * (1 / under) == 1),
        have(substitute(of_fraction.claim, small), use(of_fraction, {p: step**2 * n, e: least**2, w: 1 / under}),
             0 < step**2 * n, 0 < least**2, 0 < 1 / under, 1 / under * under == 1),
        have(least**2 <= beta_n**2, use(squared, {u: least, v: beta_n}), 0 < least, least <= beta_n),
        have(of_unit == n, by=()),
        have(320 * step**2 * of_unit * spread == 320 * (step**2 * n) * spread, of_unit == n),
        have(320 * step**2 * of_unit * spread <= beta_n**2, 320 * (step**2 * n) * spread <= least**2,
             320 * step**2 * of_unit * spread == 320 * (step**2 * n) * spread, least**2 <= beta_n**2),
        have(0 < of_unit, of_unit == n),
        have(0 < near, use(part, {q: spread, h: of_unit}), spread <= "1/4", 0 < of_unit),
        have(4 * (1 / C1**2) < 9 * step**2 * n, by=()),
        have(4 * beta_n < 9 * step**2 * of_unit, beta_n <= 1 / C1**2, 4 * (1 / C1**2) < 9 * step**2 * n, of_unit == n),
        have(every_constant.spectrum.claim, use(every_constant.spectrum)),
        have(1 / norm <= 1, 1 <= norm),
        have(9 / (8 * norm) < step, 1 / norm <= 1),
    ],
    expected="proved",
)  # fmt: skip
