"""The hypotheses of `linear_convergence`, and the multiples in which its proof counts lengths."""

from lemmas.ward_kolda.assumption_2 import f0, span
from lemmas.ward_kolda.numbers import b
from lemmas.ward_kolda.setting import X0, Y0, eta, r, standing
from verify import integer, spec, sqrt, sv

t = integer("t", ge=0)
small = sqrt(b / eta)
given = [
    *standing,
    span,
    small <= sv(X0, r),
    spec(X0) + small / 3 <= 1 / sqrt(eta),
    spec(Y0) + 7 * small / 8 <= 1 / sqrt(eta),
    24 * eta**2 * f0 <= b**2,
]
rate = 1 - 4 * b / 9
steep = sqrt(8 * b / (9 * eta))
weight_x, weight_y = sqrt(7 * b / 9) * sqrt(eta / 2), eta / 4 * steep
