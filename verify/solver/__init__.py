"""The reference solver: gradient descent on ||X Y' - A||_F^2 / 2, alternating or simultaneous.

    target = load_target("A.mtx", rank=5)                      # or Target(A), Target.from_factors(U, S, V)
    eta = step_size("corollary_5_2", target, d=10, epsilon=1e-3, f0=target.norm2 / 2)
    run = solve(target, initialize("proposed", target, 10, eta), eta, steps=10_000)
    run.t, run.loss, run.sigma_x, run.X
"""

from verify.solver.errors import DataError, SolverError
from verify.solver.loading import load_target
from verify.solver.quantities import QUANTITIES
from verify.solver.reduction import initial_loss
from verify.solver.run import Interrupted, Run
from verify.solver.solve import solve, solve_batch
from verify.solver.starts import Start, beta, horizon, initialize, rho, step_size
from verify.solver.target import RankWarning, Target

__all__ = [
    "QUANTITIES",
    "DataError",
    "Interrupted",
    "RankWarning",
    "Run",
    "SolverError",
    "Start",
    "Target",
    "beta",
    "horizon",
    "initial_loss",
    "initialize",
    "load_target",
    "rho",
    "solve",
    "solve_batch",
    "step_size",
]
