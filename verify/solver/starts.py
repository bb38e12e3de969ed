"""The four initializations of section 6, and the step sizes, rates and horizons that go with them."""

# pyright: reportConstantRedefinition=false

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from verify.solver.errors import SolverError, spelled
from verify.solver.target import Array, Rows, Target, admit_factor, as_matrix, exact_rows, whole

Kind = Literal["proposed", "colspan", "random", "random_asymmetric"]
StepRule = Literal["corollary_5_2", "corollary_5_3"]


@dataclass(frozen=True, eq=False)
class Start:
    """X0 (m, d) and Y0 (n, d), arrays or lists of Fractions or strings "p/q".

    `in_span`: X0 lies in the column space of A by construction.
    """

    X0: Array
    Y0: Array
    in_span: bool = False
    kind: str = "given"
    seed: int | None = None

    exact_x: Rows | None = None
    exact_y: Rows | None = None

    def __post_init__(self) -> None:
        for name, exact in (("X0", "exact_x"), ("Y0", "exact_y")):
            rows = exact_rows(getattr(self, name))
            object.__setattr__(self, exact, rows)
            object.__setattr__(self, name, as_matrix(name, getattr(self, name) if rows is None else rows))
        if self.X0.shape[1] != self.Y0.shape[1]:
            raise SolverError(f"X0 is {self.X0.shape} and Y0 is {self.Y0.shape}: both need d columns")

    @property
    def d(self) -> int:
        return self.X0.shape[1]


def initialize(
    kind: Kind,
    target: Target,
    d: int,
    eta: float,
    seed: int = 0,
    C: float = 4,
    nu: float = 1e-10,
    D: float | None = None,
    sigma1: float | None = None,
) -> Start:
    """A start of section 6 with d columns; Phi has independent N(0, 1) entries.

    proposed           X0 = A Phi / (sqrt(eta d) C sigma_1),  Y0 = sqrt(eta / n) D sigma_1 Phi    (Assumption 2)
    colspan            X0 = A Phi / (10 sqrt(d)),             Y0 = Phi / (10 sqrt(n))
    random             X0 = Phi / (10 sqrt(m)),               Y0 = Phi / (10 sqrt(n))
    random_asymmetric  X0 = Phi / (10 sqrt(eta m)),           Y0 = sqrt(eta / n) Phi / 10

    `D` is C nu / 9 when left out; `sigma1` stands in for sigma_1(A), to study a wrong estimate. `eta` is the step size
    (not used by colspan and random). Raises SolverError for d < rank(A), for numbers that are not positive and nu < 0,
    Unsupported where X0, Y0 or the d x d matrix X'X would have more than FACTOR_LIMIT entries.
    """
    if kind not in get_args(Kind):
        raise SolverError(f"no initialization {kind!r}; there are {', '.join(get_args(Kind))}")
    (m, n), d = target.shape, fitting(target, d)
    for name, rows in (("X0", m), ("Y0", n), ("X'X", d)):
        admit_factor(name, rows, d)
    eta, C = positive("eta", eta), positive("C", C)
    size = estimate(target, sigma1)
    if real("nu", nu) < 0:
        raise SolverError(f"nu = {nu!r}: it must be at least 0")
    D = C * nu / 9 if D is None else real("D", D)
    rng = np.random.default_rng(seed)
    in_span = kind in ("proposed", "colspan")
    left, right = rng.standard_normal((n if in_span else m, d)), rng.standard_normal((n, d))
    if in_span:
        left = target.times(left)
    scales = {
        "proposed": (1 / (math.sqrt(eta * d) * C * size), math.sqrt(eta / n) * D * size),
        "colspan": (1 / (10 * math.sqrt(d)), 1 / (10 * math.sqrt(n))),
        "random": (1 / (10 * math.sqrt(m)), 1 / (10 * math.sqrt(n))),
        "random_asymmetric": (1 / (10 * math.sqrt(eta * m)), math.sqrt(eta / n) / 10),
    }
    x, y = scales[kind]
    if not (math.isfinite(x) and math.isfinite(y)):
        raise SolverError(f"eta = {eta}, C = {C}, sigma1 = {size}: the entries of X0 or Y0 would be beyond float64")
    return Start(left * x, right * y, in_span, kind, seed)


def rho(r: int, d: int, tau: float = 1) -> float:
    """(A2b): tau (1 - sqrt(r - 1) / sqrt(d)), for 1 <= r <= d."""
    if whole("r", r) > whole("d", d):
        raise SolverError(f"d = {d} is below r = {r}")
    return positive("tau", tau) * (1 - math.sqrt(r - 1) / math.sqrt(d))


def beta(target: Target, d: int, C: float = 4, tau: float = 1, sigma1: float | None = None) -> float:
    """(A2c): rho^2 sigma_r(A)^2 / (C^2 sigma_1(A)^2), with `sigma1` for sigma_1(A) where the start has it.

    X0 and, with D = C nu / 9, Y0 then are those of Assumption 2 with C sigma1 / sigma_1(A) for C and the same nu, and
    this is their beta: it holds whatever the estimate, and C makes up for it.
    """
    ratio = target.sigma_r / (positive("C", C) * estimate(target, sigma1))
    return (rho(target.rank, fitting(target, d), tau) * ratio) ** 2


def estimate(target: Target, sigma1: float | None) -> float:
    """The estimate of sigma_1(A); sigma_1(A) itself where there is none. Raises SolverError."""
    return target.sigma_1 if sigma1 is None else positive("sigma1", sigma1)


def horizon(beta: float, eta: float, f0: float) -> int:
    """T of Theorem 5.1 and Corollary 5.2: floor(beta / (8 eta^2 f0))."""
    quotient = positive("beta", beta) / (8 * positive("eta", eta) ** 2 * positive("f0", f0))
    if not math.isfinite(quotient):
        raise SolverError(f"beta / (8 eta^2 f0) is beyond float64 for beta = {beta}, eta = {eta}, f0 = {f0}")
    return math.floor(quotient)


def step_size(
    rule: StepRule,
    target: Target,
    d: int,
    epsilon: float,
    f0: float,
    C: float = 4,
    tau: float = 1,
    sigma1: float | None = None,
) -> float:
    """The largest step size that a corollary allows; f0 = f(X0, Y0), and `sigma1` the estimate in the start, if any.

    corollary_5_2: beta / sqrt(32 f0 log(2 f0 / epsilon)), (8); epsilon bounds ||A - X Y'||_F^2 and must be below 2 f0.
    corollary_5_3: beta / sqrt(32 f0 log(1 / epsilon)), (9); epsilon is relative and must be below 1/16.
    Raises SolverError outside these ranges.
    """
    if rule not in get_args(StepRule):
        raise SolverError(f"no step size {rule!r}; there are {', '.join(get_args(StepRule))}")
    epsilon, f0 = positive("epsilon", epsilon), positive("f0", f0)
    if rule == "corollary_5_2" and epsilon >= 2 * f0:
        raise SolverError(
            f"epsilon = {epsilon:.6g} is not below 2 f0 = {2 * f0:.6g}: log(2 f0 / epsilon) is not positive, "
            "and the start is already that good; choose a smaller epsilon"
        )
    if rule == "corollary_5_3" and epsilon >= 1 / 16:
        raise SolverError(f"epsilon = {epsilon:.6g}: Corollary 5.3 is for epsilon < 1/16, relative to f0")
    logarithm = math.log(2 * f0 / epsilon) if rule == "corollary_5_2" else math.log(1 / epsilon)
    return beta(target, d, C, tau, sigma1) / math.sqrt(32 * f0 * logarithm)


def fitting(target: Target, d: int) -> int:
    """d when it is at least the rank. Raises SolverError."""
    if whole("d", d) < target.rank:
        raise SolverError(
            f"d = {d} is below rank(A) = {target.rank}: no factors with {d} columns reproduce A. Take d >= "
            f"{target.rank}; if A is only approximately of rank {d}, say so: {spelled('rank', d)}"
        )
    return int(d)


def real(name: str, value: float) -> float:
    """A finite number. Raises SolverError."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise SolverError(f"{name} = {value!r} is not a number") from error
    if not math.isfinite(number):
        raise SolverError(f"{name} = {value!r} is not finite")
    return number


def positive(name: str, value: float) -> float:
    """A finite number above 0. Raises SolverError."""
    if real(name, value) <= 0:
        raise SolverError(f"{name} = {value!r}: it must be positive")
    return float(value)
