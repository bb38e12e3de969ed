"""Item 2 of Proposition 4.3 as printed contradicts itself for 0 < nu < 1: its lower bound exceeds its upper bound.

Print has (1 - nu)^2 in the denominator of the lower bound. For nu = 0 the bounds agree.
"""

from lemmas.ward_kolda.assumption_2 import nu
from lemmas.ward_kolda.good_event import of_a
from lemmas.ward_kolda.setting import A, standing
from verify import Statement, fro, real, spec, use
from verify.argument import fact, have

low, high = 1 / (2 * (1 - nu) ** 2) * fro(A) ** 2, (1 + nu) ** 2 / 2 * fro(A) ** 2
both = ((1 - nu) * (1 + nu)) ** 2
u, v, w = real("u"), real("v"), real("w", gt=0)
reciprocal = Statement(
    "A square against the reciprocal of a square",
    [(w * v) ** 2 < 1],
    v**2 < 1 / w**2,
    argument=[have(v**2 < 1 / w**2, (w * v) ** 2 < 1)],
    expected="proved",
)
scaled = Statement(
    "A multiple of a strict inequality", [u < v], w * u < w * v, argument=[have(w * u < w * v)], expected="proved"
)
bounds_exclude_each_other = Statement(
    "The printed lower bound of the first loss is above the printed upper bound",
    [*standing, 0 < nu],
    high < low,
    cite="Proposition 4.3, item 2, both inequalities",
    argument=[
        *of_a,
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(0 < 1 - nu, by=()),
        have(0 < nu**2 * (2 - nu**2), 0 < nu),
        have(both < 1, 0 < nu**2 * (2 - nu**2)),
        have((1 + nu) ** 2 < 1 / (1 - nu) ** 2, use(reciprocal, {w: 1 - nu, v: 1 + nu}), both < 1, 0 < 1 - nu),
        have(0 < fro(A) ** 2 / 2, 0 < fro(A)),
        have(fro(A) ** 2 / 2 * (1 + nu) ** 2 < fro(A) ** 2 / 2 * (1 / (1 - nu) ** 2),
             (1 + nu) ** 2 < 1 / (1 - nu) ** 2, 0 < fro(A) ** 2 / 2,
             use(scaled, {u: (1 + nu) ** 2, v: 1 / (1 - nu) ** 2, w: fro(A) ** 2 / 2})),
        have(high < low, fro(A) ** 2 / 2 * (1 + nu) ** 2 < fro(A) ** 2 / 2 * (1 / (1 - nu) ** 2)),
    ],
    expected="proved",
)  # fmt: skip
