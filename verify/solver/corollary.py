"""Corollary 5.2 for one matrix and one start: the step size (8), T, and which of its hypotheses fail."""

# pyright: reportConstantRedefinition=false

from __future__ import annotations

from dataclasses import dataclass

from verify.solver.starts import Start, beta, estimate, horizon, step_size
from verify.solver.target import Target

ROUNDING = 1e-12


@dataclass(frozen=True)
class Plan:
    """`epsilon` bounds ||A - X Y'||_F^2 at step `T` = floor(beta / (8 eta^2 f0)), eta from (8), if nothing is `unmet`.

    `unmet`: the hypotheses that fail, "what is asked for, not what is so".
    """

    epsilon: float
    eta: float
    beta: float
    T: int
    unmet: tuple[str, ...]

    def missed(self, step: int, square: float) -> str:
        """What to say where ||A - X Y'||_F^2 = `square` at the end, `step`; nothing where epsilon was reached."""
        if square <= self.epsilon:
            return ""
        if step < self.T:
            return f"epsilon = {self.epsilon:.3g} was not reached in {step:,} steps; T is {self.T:,}"
        said = f"epsilon = {self.epsilon:.3g} was missed: ||A - X Y'||_F^2 = {square:.3g} at step {step:,}"
        if self.unmet:
            return said
        if not self.T:
            return f"{said}; T = 0, as log(2 f0 / epsilon) < beta / 4: take a smaller --epsilon"
        return f"{said}; Corollary 5.2 is for most draws, not for all: take another --seed"


def plan(
    target: Target, start: Start, method: str, epsilon: float, f0: float, C: float, nu: float, sigma1: float | None
) -> Plan:
    """Raises SolverError as `step_size` and `horizon` do. Of `start` only its kind and d count."""
    eta = step_size("corollary_5_2", target, start.d, epsilon, f0, C, sigma1=sigma1)
    rate = beta(target, start.d, C, sigma1=sigma1)
    found = tuple(unmet(target, start.kind, method, eta, C, nu, sigma1))
    return Plan(epsilon, eta, rate, horizon(rate, eta, f0), found)


def unmet(
    target: Target, kind: str, method: str, eta: float, C: float, nu: float, sigma1: float | None
) -> list[str]:
    """The hypotheses of Corollary 5.2, and those that it passes on to Theorem 5.1, which fail.

    With D = C nu / 9 the start is that of Assumption 2 with C sigma1 / sigma_1(A) for C.
    """
    found: list[str] = []
    if kind != "proposed":
        found.append(f"the start of Assumption 2 (--init proposed), not {kind}")
    if method != "alternating":
        found.append(f"alternating steps, not {method} ones")
    size = estimate(target, sigma1)
    if C * size < 4 * target.sigma_1 * (1 - ROUNDING):
        if sigma1 is None:
            found.append(f"C >= 4, not {C:.9g}")
        else:
            least = ceiling(4 * target.sigma_1 / size)
            found.append(f"C sigma1 / sigma_1(A) >= 4, not {C * size / target.sigma_1:.9g} (take --C {least:g})")
    if nu > 0.5:
        found.append(f"nu <= 1/2, not {nu:.9g}")
    if eta * 4 * C * nu * size > 9 * (1 + ROUNDING):
        found.append(f"eta <= 9 / (4 C nu sigma_1) = {9 / (4 * C * nu * size):.3g}, not {eta:.3g}")
    if len(target.sigma) > target.rank:
        r = target.rank
        found.append(f"rank(A) = {r}, not {len(target.sigma)} (sigma_{r + 1} = {target.sigma[r]:.3g})")
    return found


def ceiling(value: float) -> float:
    """The least number of four digits that is not below the value, rounding apart."""
    near = float(f"{value:.4g}")
    if near >= value * (1 - ROUNDING):
        return near
    return float(f"{value * 1.0005:.4g}")
