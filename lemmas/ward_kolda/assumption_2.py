"""Assumption 2: the random start, rho, beta, and what the theorems take from Proposition 4.3, for every draw.

Differences from print: C >= 1, nu < 1 and D <= C nu / 9 are printed without lower ends for nu and D; nu is kept so
here, and the statements that break at nu <= 0 show it. A draw enters the theorems only through X0 and Y0, and
`every_start` shows that X0 may be any matrix with columns in ColSpan(A) and Y0 any matrix (D != 0). So "for every draw
in the good event" is: colspan(X0) <= colspan(A), and the inequalities of the event.

Three readings of the event of Proposition 4.3. `event`: item 1, and item 2 with the lower bound that appendix C
derives, (1 - nu)^2 / 2; this is the plain id of a statement. `printed_event`: both items as printed, with
1 / (2 (1 - nu)^2). `item_1`: item 1 alone, all that the proof of Corollary 4.4 quotes.
"""

from lemmas.ward_kolda.setting import X0, Y0, A, d, eta, f, n, r, standing
from verify import Statement, colspan, define, floor, fro, matrix, real, spec, sqrt, sv
from verify.argument import cases, have

C, nu, tau = real("C", ge=1), real("nu", lt=1), real("tau", gt=0)
rho = define("rho", [], tau * (1 - sqrt(r - 1) / sqrt(d)), latex=r"\rho")()
beta = define("beta", [], rho**2 * sv(A, r) ** 2 / (C**2 * spec(A) ** 2), latex=r"\beta")()
f0 = define("f0", [], f(X0, Y0), latex="f_0")()
horizon = floor(beta / (8 * eta**2 * f0))

span = colspan(X0) <= colspan(A)
start = (*standing, span)
sigma_r_x0 = 1 / sqrt(eta) * (rho / C) * (sv(A, r) / spec(A)) <= sv(X0, r)
sigma_1_x0 = spec(X0) <= 3 / (C * sqrt(eta))
sigma_1_y0 = spec(Y0) <= sqrt(eta) * C * nu * spec(A) / 3
loss_below = (1 - nu) ** 2 / 2 * fro(A) ** 2 <= f0
loss_below_printed = 1 / (2 * (1 - nu) ** 2) * fro(A) ** 2 <= f0
loss_above = f0 <= (1 + nu) ** 2 / 2 * fro(A) ** 2

item_1 = (*start, sigma_r_x0, sigma_1_x0, sigma_1_y0)
event = (*item_1, loss_below, loss_above)
printed_event = (*item_1, loss_below_printed, loss_above)

D, sigma = real("D"), real("sigma", gt=0)
Z, W = matrix("Z", n, d), matrix("W", n, d)
P1, P2 = sqrt(eta) * C * sigma * Z, 1 / (sqrt(eta) * D * sigma) * W

either, is_w = (D < 0) | (0 < D), (sqrt(eta) * D * sigma) * P2 == W

every_start_x = Statement(
    "Every matrix with columns in the column span of A is a possible X0",
    [],
    (1 / (sqrt(eta) * C * sigma)) * (A @ P1) == A @ Z,
    cite="Assumption 2, (A2a), X0",
    doc="X0 = A Z is the start for Phi_1 = sqrt(eta) C sigma_1 Z.",
    expected="proved",
)
every_start_y = Statement(
    "Every matrix is a possible Y0",
    [either],
    is_w,
    argument=[cases(either, [have(is_w)], [have(is_w)], is_w)],
    cite="Assumption 2, (A2a), Y0",
    expected="proved",
)
ratio = sqrt(r - 1) / sqrt(d)
rho_positive = Statement(
    "rho is positive and at most tau",
    [*standing],
    (0 < rho) & (rho <= tau),
    cite="Assumption 2, (A2b)",
    argument=[
        have(sqrt(r - 1) < sqrt(d), r <= d),
        have(0 < 1 - ratio, sqrt(r - 1) < sqrt(d)),
        have(0 < rho, 0 < 1 - ratio),
        have(0 <= ratio, by=()),
        have(rho <= tau, 0 <= ratio),
    ],
    expected="proved",
)
