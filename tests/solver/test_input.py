"""Bad input gets an error that names the thing, the value and the way out; starts and step sizes are the paper's."""

import math
import re
import time
from fractions import Fraction

import numpy as np
import pytest

from verify.errors import Unsupported
from verify.solver import (
    RankWarning,
    SolverError,
    Start,
    Target,
    beta,
    horizon,
    initial_loss,
    initialize,
    rho,
    solve,
    solve_batch,
    step_size,
)  # fmt: skip

RNG = np.random.default_rng(0)
A = RNG.standard_normal((9, 3)) @ RNG.standard_normal((3, 7))
TARGET = Target(A)
START = initialize("proposed", TARGET, 5, 0.1)


def with_entry(value):
    found = A.copy()
    found[3, 5] = value
    return found


BAD = {
    "nan": (lambda: Target(with_entry(np.nan)), "A has nan in row 4, column 6; every entry must be finite"),
    "infinity": (lambda: Target(with_entry(-np.inf)), "A has -inf in row 4, column 6"),
    "zero": (lambda: Target(np.zeros((3, 2))), "A = 0"),
    "vector": (lambda: Target([1.0, 2.0]), "A.reshape(-1, 1)"),
    "complex": (lambda: Target(A + 0j), "A is complex"),
    "ragged": (lambda: Target([[1, 2], [3]]), "its rows differ in length"),
    "words": (lambda: Target([["a", "b"]]), "not numbers"),
    "empty": (lambda: Target(np.zeros((0, 3))), "A is empty"),
    "tiny": (lambda: Target(A * 1e-200), "rescale A"),
    "rank above": (lambda: Target(A, rank=4), "rank 4 was given, but A (9 x 7) has only 3 singular values"),
    "rank zero": (lambda: Target(A, rank=0), "rank = 0"),
    "d below the rank": (lambda: initialize("random", TARGET, 2, 0.1), "d = 2 is below rank(A) = 3"),
    "start below the rank": (lambda: solve(TARGET, Start(np.ones((9, 1)), np.ones((7, 1))), 0.1, 1), "d = 1"),
    "rows": (lambda: solve(TARGET, Start(np.ones((7, 5)), np.ones((9, 5))), 0.1, 1), "X0 needs 9 rows and Y0 7"),
    "columns": (lambda: Start(np.ones((7, 5)), np.ones((9, 4))), "both need d columns"),
    "nan in the start": (lambda: Start([[np.nan]], [[1.0]]), "X0 has nan in row 1"),
    "factors": (lambda: Target.from_factors(A, [1, 2], A), "as many columns in U as S has rows"),
    "eta negative": (lambda: solve(TARGET, START, -0.1, 5), "eta = -0.1: it must be positive"),
    "eta zero": (lambda: initialize("proposed", TARGET, 5, 0), "eta = 0: it must be positive"),
    "eta nan": (lambda: solve(TARGET, START, math.nan, 5), "eta = nan"),
    "eta of a batch": (lambda: solve_batch(TARGET, [START, START], [0.1, 0], 5), "eta[1] = 0"),
    "eta count": (lambda: solve_batch(TARGET, [START, START], [0.1], 5), "1 step sizes for 2 starts"),
    "no start": (lambda: solve_batch(TARGET, [], 0.1, 5), "no start"),
    "epsilon": (lambda: step_size("corollary_5_2", TARGET, 5, 10, 5), "is not below 2 f0 = 10"),
    "epsilon of 5.3": (lambda: step_size("corollary_5_3", TARGET, 5, 0.0625, 5), "epsilon < 1/16"),
    "f0": (lambda: horizon(0.1, 0.1, 0), "f0 = 0: it must be positive"),
    "sigma1": (lambda: initialize("proposed", TARGET, 5, 0.1, sigma1=0), "sigma1 = 0: it must be positive"),
    "sigma1 of beta": (lambda: beta(TARGET, 5, sigma1=-1), "sigma1 = -1: it must be positive"),
    "kind": (lambda: initialize("best", TARGET, 5, 0.1), "no initialization 'best'; there are proposed"),
    "rule": (lambda: step_size("theorem", TARGET, 5, 1, 5), "no step size 'theorem'"),
    "method": (lambda: solve(TARGET, START, 0.1, 5, "both"), "no method 'both'"),
    "arithmetic": (lambda: solve(TARGET, START, 0.1, 5, arithmetic="float32"), "no arithmetic 'float32'"),
    "form": (lambda: solve(TARGET, START, 0.1, 5, form="sparse"), "no form 'sparse'"),
    "quantity": (lambda: solve(TARGET, START, 0.1, 5, quantities=("los",)), "no quantity 'los'"),
    "angle in balls": (lambda: solve(TARGET, START, 0.1, 5, arithmetic="balls", quantities=("angle",)), "in balls"),
    "precision": (lambda: solve(TARGET, START, 0.1, 5, precision=100), "float64 has 53 bits"),
    "exact precision": (lambda: solve(TARGET, START, 0.1, 5, arithmetic="exact", precision=99), "never rounded"),
    "steps": (lambda: solve(TARGET, START, 0.1, -1), "steps = -1"),
    "half a step": (lambda: solve(TARGET, START, 0.1, 1.5), "steps = 1.5"),
    "steps as text": (lambda: solve(TARGET, START, 0.1, "9", arithmetic="balls"), "steps = '9'"),
    "tolerance": (lambda: Target(A, tolerance=1e9), "tolerance 1000000000.0 is not between"),
    "C": (lambda: initialize("proposed", TARGET, 5, 0.1, C=1e-320), "X0 or Y0 would be beyond float64"),
    "limit": (lambda: solve(TARGET, START, 0.1, 5, max_steps=-5), "max_steps = -5"),
    "nu": (lambda: initialize("proposed", TARGET, 5, 0.1, nu=-1), "nu = -1: it must be at least 0"),
    "stop": (lambda: solve(TARGET, START, 0.1, 5, stop=math.nan), "stop = nan is not finite"),
    "stop below 0": (lambda: solve(TARGET, START, 0.1, 5, arithmetic="balls", stop=-1), "stop = -1: no loss is below"),
    "every": (lambda: solve(TARGET, START, 0.1, 5, every=0), "every = 0"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input(case):
    call, message = BAD[case]
    with pytest.raises(SolverError, match=re.escape(message)):
        call()


def test_a_billion_steps_are_refused_at_once():
    started = time.perf_counter()
    with pytest.raises(Unsupported, match=r"1,000,000,000 .* limit of 100,000,000; .* about .* max_steps=1000000000"):
        solve(TARGET, START, 0.1, 10**9)
    with pytest.raises(Unsupported, match="max_steps"):
        solve(TARGET, START, 0.1, 10**7, arithmetic="multiprecision")
    with pytest.raises(SolverError, match=r"takes [\d.]+ GB, more than .* at least every=\d+, or"):
        solve(TARGET, START, 0.1, 10**8, every=1)
    assert time.perf_counter() - started < 2
    assert solve(TARGET, START, 0.1, 20, max_steps=20).t[-1] == 20
    with pytest.raises(Unsupported, match="limit of 19"):
        solve(TARGET, START, 0.1, 20, max_steps=19)


def test_a_matrix_too_large_for_an_array_is_run_but_not_formed():
    u = np.linalg.qr(RNG.standard_normal((20_000, 2)))[0]
    target = Target.from_factors(u, [2, 1], u)
    with pytest.raises(SolverError, match=r"20000 x 20000 .* 3 GB"):
        target.dense()
    run = solve(target, initialize("proposed", target, 4, 0.1), 0.1, 300)
    assert run.X.shape == (20_000, 4)
    assert run.loss[-1] < 1e-12


def test_ranks_and_factors():
    assert TARGET.rank == 3
    assert np.allclose(TARGET.sigma, np.linalg.svd(A)[1][:3])
    loose = Target(A + 1e-3 * RNG.standard_normal(A.shape), tolerance=0.1)
    assert loose.rank == 3
    assert np.allclose((loose.U * loose.sigma) @ loose.V.T, loose.dense())
    noisy = Target(A + 1e-3 * RNG.standard_normal(A.shape), rank=3)
    assert len(noisy.sigma) == 7
    assert np.isclose(noisy.sigma_r, noisy.sigma[2])
    assert np.isclose(noisy.norm2, np.linalg.norm(noisy.dense()) ** 2)
    u, s, v = RNG.standard_normal((9, 3)), RNG.standard_normal((3, 2)), RNG.standard_normal((7, 2))
    found = Target.from_factors(u, s, v)
    assert found.rank == 2
    assert np.allclose(found.dense(), u @ s @ v.T)
    assert np.allclose(found.U.T @ found.U, np.eye(2))
    assert np.allclose(Target.from_factors(u[:, :2], [1, 3], v).dense(), u[:, :2] @ np.diag([1, 3]) @ v.T)


def test_a_rank_in_the_rounding_of_the_input():
    for dtype in (np.float32, np.float16):
        with pytest.warns(RankWarning, match=rf"A holds {np.dtype(dtype)}, .* give rank=3"):
            assert Target(A.astype(dtype)).rank == 7
        assert Target(A.astype(dtype), rank=3).rank == 3
        assert Target(A.astype(dtype), tolerance=0.1).rank == 3
    assert Target(np.diag([1, 1e-3]).astype(np.float32)).rank == 2
    assert Target(np.array([[1, 2], [2, 4]], dtype=np.int8)).rank == 1


def test_initializations_are_those_of_section_6():
    """Ratios between them, where Phi drops out because a seed draws the same numbers; and their spread."""
    m, n, d, eta = 9, 7, 5, 0.25
    s1 = TARGET.sigma_1
    plain = initialize("random", TARGET, d, eta, seed=1)
    asymmetric = initialize("random_asymmetric", TARGET, d, eta, seed=1)
    assert np.allclose(asymmetric.X0, 2 * plain.X0)
    assert np.allclose(asymmetric.Y0, plain.Y0 / 2)
    inside = initialize("colspan", TARGET, d, eta, seed=1)
    proposed = initialize("proposed", TARGET, d, eta, seed=1, C=5, nu=0.3)
    assert np.allclose(proposed.X0, inside.X0 * 10 / (math.sqrt(eta) * 5 * s1))
    assert np.allclose(proposed.Y0, inside.Y0 * 10 * math.sqrt(eta) * (5 * 0.3 / 9) * s1)
    assert np.linalg.matrix_rank(np.hstack([A, inside.X0, proposed.X0])) == 3
    wrong = initialize("proposed", TARGET, d, eta, seed=1, C=5, nu=0.3, sigma1=2 * s1)
    compensated = initialize("proposed", TARGET, d, eta, seed=1, C=10, nu=0.3, sigma1=s1, D=2 * 5 * 0.3 / 9)
    assert np.allclose(wrong.X0, compensated.X0)
    assert np.allclose(wrong.Y0, compensated.Y0)
    many = np.concatenate([initialize("random", TARGET, 200, eta, seed=k).X0.ravel() for k in range(20)])
    assert abs(many.std() * 10 * math.sqrt(m) - 1) < 0.02
    rows = np.concatenate([initialize("random", TARGET, 200, eta, seed=k).Y0.ravel() for k in range(20)])
    assert abs(rows.std() * 10 * math.sqrt(n) - 1) < 0.02


def test_the_initial_loss_does_not_depend_on_eta():
    """Remark 2.1, and without forming the residual."""
    losses = [initial_loss(TARGET, initialize("proposed", TARGET, 5, eta, seed=2, nu=0.5)) for eta in (1e-3, 1, 30)]
    assert np.allclose(losses, losses[0])
    start = initialize("proposed", TARGET, 5, 1, seed=2, nu=0.5)
    assert np.isclose(losses[0], np.linalg.norm(start.X0 @ start.Y0.T - A) ** 2 / 2)


def test_rates_by_hand():
    """r = 5, d = 16: rho = 1 - 2/4 = 1/2; sigma_r / sigma_1 = 1/2, C = 4: beta = (1/2 * 1/2 / 4)^2 = 1/256."""
    target = Target(np.diag([2.0, 2, 2, 2, 1]))
    assert rho(5, 16) == 0.5
    assert rho(1, 1, tau=0.25) == 0.25
    assert beta(target, 16) == Fraction(1, 256)
    assert beta(target, 16, sigma1=1) == Fraction(1, 64)
    assert beta(target, 16, C=8, sigma1=1) == Fraction(1, 256)
    assert horizon(1 / 256, 0.01, 0.5) == math.floor(1 / 256 / (8 * 0.0001 * 0.5))
    assert horizon(1e-9, 1, 1) == 0
    f0, epsilon = 3.0, 0.01
    assert np.isclose(step_size("corollary_5_2", target, 16, epsilon, f0) ** 2 * 32 * f0 * np.log(600) * 256**2, 1)
    assert np.isclose(step_size("corollary_5_3", target, 16, epsilon, f0) ** 2 * 32 * f0 * np.log(100) * 256**2, 1)
