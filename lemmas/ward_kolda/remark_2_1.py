"""Remark 2.1: the initial loss does not depend on the step size or on sigma_1(A).

Assumption 2 sets X0 = A Phi_1 / (eta^(1/2) C sigma_1(A)) and Y0 = eta^(1/2) D sigma_1(A) Phi_2 with C >= 1, nu < 1,
D <= C nu / 9. Hidden hypothesis: A != 0, else X0 is undefined; here rank(A) = r >= 1 provides it.
`eq`: the displayed identity. `statement`: "does not depend on eta or sigma_1(A)", read as: on the two numbers eta and
sigma that enter the initialization. The other reading, that f0 is the same for matrices A of different sigma_1(A),
is `@value`: f0 scales with A.
"""

from lemmas.ward_kolda.setting import A, d, eta, f, n, standing
from verify import Statement, eye, fro, matrix, real, spec, sqrt

C, D, nu = real("C", ge=1), real("D"), real("nu", lt=1)
sigma, sigma2, eta2, s = real("sigma", gt=0), real("sigma2", gt=0), real("eta2", gt=0), real("s", gt=0)
P1, P2 = matrix("Phi1", n, d), matrix("Phi2", n, d)
assumption_2 = (*standing, C / 9 * nu >= D)


def start(step, size):
    """(A2a): X0 and Y0 for a step size and a value of sigma_1(A)."""
    return (1 / (sqrt(step) * C * size)) * (A @ P1), (sqrt(step) * D * size) * P2


X0, Y0 = start(eta, spec(A))

eq = Statement(
    "The initial residual",
    assumption_2,
    A @ ((D / C) * (P1 @ P2.T) - eye(n)) == X0 @ Y0.T - A,
    cite="Remark 2.1, display",
    expected="proved",
)
statement = Statement(
    "The initial loss depends neither on the step size nor on sigma_1",
    assumption_2,
    f(*start(eta, sigma)) == f(*start(eta2, sigma2)),
    cite="Remark 2.1",
    expected="proved",
)
B = A @ ((D / C) * (P1 @ P2.T) - eye(n))
statement__value = Statement(
    "The initial loss is the same for A and for s A",
    assumption_2,
    fro(s * B) ** 2 / 2 == fro(B) ** 2 / 2,
    cite="Remark 2.1, read as a claim on matrices with different sigma_1(A)",
    doc="By the display, f0 = ||A (D/C Phi_1 Phi_2' - I)||^2 / 2, so that f0 of s A is s^2 times f0 of A.",
    expected="refuted",
)
statement__value_corrected = Statement(
    "The initial loss scales with the square of A",
    assumption_2,
    fro(s * B) ** 2 / 2 == s**2 * fro(B) ** 2 / 2,
    cite="Remark 2.1",
    corrects=statement__value,
    expected="proved",
)
