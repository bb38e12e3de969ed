"""Remark 2.1: the initial loss does not depend on the step size or on sigma_1(A).

Assumption 2 sets X0 = A Phi_1 / (eta^(1/2) C sigma_1(A)) and Y0 = eta^(1/2) D sigma_1(A) Phi_2 with C >= 1, nu < 1,
D <= C nu / 9. Hidden hypothesis: A != 0, else X0 is undefined; here rank(A) = r >= 1 provides it.
`eq`: the displayed identity. `statement`: "does not depend on eta or sigma_1(A)", read as: on the two numbers eta and
sigma that enter the initialization. The other reading, that f0 is the same for matrices A of different sigma_1(A),
is `@value`: f0 scales with A.
"""

from lemmas.ward_kolda.setting import A, d, eta, f, n, standing
from verify import Proof, Statement, Step, colspan, eye, fro, matrix, real, spec, sqrt

C, D, nu = real("C", ge=1), real("D"), real("nu", lt=1)
sigma, sigma2, eta2, s = real("sigma", gt=0), real("sigma2", gt=0), real("eta2", gt=0), real("s", gt=0)
P1, P2 = matrix("Phi1", n, d), matrix("Phi2", n, d)
assumption_2 = (*standing, D <= C / 9 * nu)


def start(step, size, matrix=A):
    """(A2a): X0 and Y0 for a step size, a value of sigma_1 and the matrix A."""
    return (1 / (sqrt(step) * C * size)) * (matrix @ P1), (sqrt(step) * D * size) * P2


def initial_loss(matrix, size):
    """f(X0, Y0) as a function of the matrix that is factored and of its sigma_1."""
    left, right = start(eta, size, matrix)
    return fro(left @ right.T - matrix) ** 2 / 2


(X0, Y0), (X1, Y1) = start(eta, spec(A)), start(eta2, spec(A))
residual = A @ ((D / C) * (P1 @ P2.T) - eye(n))

eq = Statement(
    "The initial residual", assumption_2, X0 @ Y0.T - A == residual, cite="Remark 2.1, display", expected="proved"
)
statement = Statement(
    "The initial loss depends neither on the step size nor on sigma_1",
    assumption_2,
    f(*start(eta, sigma)) == f(*start(eta2, sigma2)),
    cite="Remark 2.1",
    expected="proved",
)
statement__value = Statement(
    "The initial loss is the same for A and for s A",
    assumption_2,
    initial_loss(s * A, s * spec(A)) == initial_loss(A, spec(A)),
    cite="Remark 2.1, read as a claim on matrices with different sigma_1(A)",
    expected="refuted",
)
statement__value_corrected = Statement(
    "The initial loss scales with the square of A",
    assumption_2,
    initial_loss(s * A, s * spec(A)) == s**2 * initial_loss(A, spec(A)),
    cite="Remark 2.1",
    corrects=statement__value,
    expected="proved",
)
observe = Statement(
    "The columns of X0 are in the column span of A",
    assumption_2,
    colspan(X0) <= colspan(A),
    cite="after Assumption 2, 'Observe that'",
    expected="proved",
)
since = Step(
    "'since'", f(X0, Y0) == f(X1, Y1), assumption_2, (X0 @ Y0.T - A == residual, X1 @ Y1.T - A == residual),
    "proved", "proved",
)  # fmt: skip
proof = Proof((since,), cite="Remark 2.1")
