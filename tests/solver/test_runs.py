"""Runs against the formulas written out: both forms, every method, initialization and arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

from verify.solver import QUANTITIES, Interrupted, SolverError, Start, Target, initialize, kernels, solve, solve_batch

ETA = 0.1
KINDS = ("proposed", "colspan", "random", "random_asymmetric")
SHAPES = [(12, 9, 3, 5, 0.0), (9, 12, 3, 3, 0.0), (6, 6, 2, 4, 0.05), (4, 3, 3, 7, 0.0), (1, 1, 1, 1, 0.0)]


def planted(m, n, rank, seed=0, noise=0.0, factors=False):
    rng = np.random.default_rng(seed)
    u, v = (np.linalg.qr(rng.standard_normal((k, rank)))[0] for k in (m, n))
    s = np.linspace(1, 0.6, rank)
    if factors:
        return Target.from_factors(u, s, v)
    return Target((u * s) @ v.T + noise * rng.standard_normal((m, n)), rank=rank)


def printed(A, X, Y, eta, steps, method):
    """(A1a), (A1b), and section 6 without alternating."""
    for _ in range(steps):
        new = X - eta * (X @ Y.T - A) @ Y
        Y = Y - eta * ((new if method == "alternating" else X) @ Y.T - A).T @ (new if method == "alternating" else X)
        X = new
    return X, Y


def sine(a, b):
    """Sine of the largest principal angle between two column spaces of one dimension, from projectors."""
    p, q = (m @ np.linalg.pinv(m) for m in (a, b))
    return np.linalg.norm(p - q, 2)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("method", ["alternating", "simultaneous"])
@pytest.mark.parametrize("kind", KINDS)
def test_everything_recorded_is_what_it_says(kind, method, shape):
    m, n, rank, d, noise = shape
    target = planted(m, n, rank, noise=noise)
    start, A = initialize(kind, target, d, ETA, seed=4), target.dense()
    for form in ("reduced", "dense"):
        run = solve(target, start, ETA, 30, method, every=10, form=form)
        assert run.t.tolist() == [0, 10, 20, 30]
        for row, t in enumerate(run.t):
            X, Y = printed(A, start.X0, start.Y0, ETA, t, method)
            R = X @ Y.T - A
            expected = {
                "loss": np.linalg.norm(R) ** 2 / 2,
                "gradient_x": np.linalg.norm(R @ Y),
                "gradient_y": np.linalg.norm(R.T @ X),
                "imbalance": np.linalg.norm(X.T @ X - Y.T @ Y),
                "sigma_x": np.linalg.svd(X)[1],
                "sigma_y": np.linalg.svd(Y)[1],
            }
            for name, value in expected.items():
                assert np.allclose(getattr(run, name)[row], value, rtol=1e-10, atol=1e-13), (name, t)
            for side, (factor, singular) in enumerate(((X, target.U), (Y, target.V))):
                lead = np.linalg.svd(factor)[0][:, :rank]
                assert np.isclose(np.sin(run.angle[row, side]), sine(lead, singular[:, :rank]), atol=1e-7)
        assert np.allclose(run.X, X, atol=1e-12)
        assert np.allclose(run.Y, Y, atol=1e-12)


def test_the_numpy_fallback_is_the_compiled_kernel():
    pytest.importorskip("numba")
    rng = np.random.default_rng(0)
    x, y = (kernels.padded(list(rng.standard_normal((3, p, 6)) / 4), 9) for p in (5, 9))
    eta, s = np.array([0.1, 0.05, 0.2]), np.array([1.0, 0.5])
    for simultaneous in (False, True):
        for steps in (0, 1, 2, 101):
            fast, slow = (f(x, y, s, eta, steps, simultaneous) for f in (kernels.engine(), kernels.advance))
            assert kernels.engine() is not kernels.advance
            assert all(np.allclose(a, b, rtol=1e-12, atol=1e-14) for a, b in zip(fast, slow, strict=True))


def test_without_numba_the_results_are_the_same(monkeypatch):
    target = planted(12, 9, 3)
    start = initialize("proposed", target, 4, ETA)
    usual = solve(target, start, ETA, 50)
    monkeypatch.setattr(kernels, "engine", lambda: kernels.advance)
    assert np.allclose(solve(target, start, ETA, 50).loss, usual.loss, rtol=1e-12)


def test_a_batch_is_its_runs():
    target = planted(12, 9, 3)
    starts = [initialize(kind, target, 4, ETA, seed=seed) for seed, kind in enumerate(KINDS)]
    etas = [0.1, 0.2, 0.05, 3.0]
    batch = solve_batch(target, starts, etas, 40, "simultaneous")
    for start, eta, run in zip(starts, etas, batch, strict=True):
        single = solve(target, start, eta, 40, "simultaneous")
        assert run.eta == eta
        assert run.t.tolist() == single.t.tolist()
        assert run.diverged_at == single.diverged_at
        for name in QUANTITIES:
            assert np.allclose(run.quantity(name), single.quantity(name), rtol=1e-9, atol=1e-12), name
        assert np.allclose(run.X, single.X, rtol=1e-9)


def test_the_first_step_of_a_divergence_is_found_between_records():
    target = planted(12, 9, 3)
    start = initialize("random", target, 4, ETA)
    fine = solve(target, start, 3.0, 1000, every=1)
    coarse = solve(target, start, 3.0, 10**6)
    assert fine.diverged_at == coarse.diverged_at
    assert 1 < fine.diverged_at < 30
    for run in (fine, coarse):
        assert run.stopped == "diverged"
        assert run.t[-1] == run.diverged_at - 1
        assert all(np.isfinite(table).all() for table in run.values.values())
        assert np.isfinite(run.X).all()
    X, Y = printed(target.dense(), start.X0, start.Y0, 3.0, fine.diverged_at - 1, "alternating")
    assert np.isclose(coarse.loss[-1], np.linalg.norm(X @ Y.T - target.dense()) ** 2 / 2, rtol=1e-6)


def test_a_start_that_is_not_finite_has_no_records():
    run = solve(Target([[1.0]]), Start([[1e200]], [[1e200]]), ETA, 5)
    assert run.diverged_at == 0
    assert len(run.t) == len(run.loss) == 0


def test_stop_and_reached():
    target = planted(12, 9, 3)
    run = solve(target, initialize("proposed", target, 5, ETA), ETA, 10_000, every=1, stop=1e-6)
    assert run.stopped == "loss"
    assert run.loss[-1] <= 1e-6 < run.loss[-2]
    assert run.reached(1e-6) == run.t[-1]
    assert run.reached(1e-9) is None


def test_records_are_thinned_and_zero_steps_are_the_start():
    target = planted(12, 9, 3)
    start = initialize("proposed", target, 4, ETA)
    run = solve(target, start, ETA, 100_003)
    assert len(run.t) <= 2002
    assert run.t[-1] == 100_003
    assert solve(target, start, ETA, 0).t.tolist() == [0]
    assert solve(target, start, ETA, 7, every=3).t.tolist() == [0, 3, 6, 7]


def test_an_interrupted_run_keeps_what_it_has():
    target = planted(12, 9, 3)

    def stop(now, steps):
        if now >= 20:
            raise KeyboardInterrupt

    for arithmetic in ("float64", "balls"):
        start = initialize("random", target, 4, ETA)
        with pytest.raises(Interrupted) as caught:
            solve(target, start, ETA, 100, arithmetic=arithmetic, every=10, progress=stop)
        (run,) = caught.value.runs
        assert run.stopped == "interrupted"
        assert run.t.tolist() == [0, 10, 20]
        assert len(run.loss) == 3


# ---- the other arithmetics


@pytest.mark.parametrize("method", ["alternating", "simultaneous"])
@pytest.mark.parametrize(("arithmetic", "steps"), [("multiprecision", 40), ("balls", 40), ("exact", 3)])
@pytest.mark.parametrize("factors", [False, True])
def test_arithmetics_agree(arithmetic, steps, method, factors):
    target = planted(6, 5, 2, factors=factors)
    start = initialize("random", target, 3, ETA)
    usual = solve(target, start, ETA, steps, method, every=1)
    run = solve(target, start, ETA, steps, method, arithmetic, every=1)
    assert run.form == ("reduced" if factors else "dense")
    assert run.t.tolist() == usual.t.tolist()
    for name, table in run.values.items():
        assert np.allclose(table, usual.quantity(name), rtol=1e-11, atol=1e-14), name
    assert np.allclose(run.X, usual.X, atol=1e-12)


def test_balls_contain_the_exact_values():
    target = Target([["1/3", 0, "2/7"], [0, "1/2", 1]])
    start = Start([["1/5", 1], [0, "1/3"]], [["1/2", 0], ["-1/7", 0], [1, "1/9"]])
    exact = solve(target, start, "1/10", 5, arithmetic="exact", quantities=("loss",))
    for precision in (24, 53, 200, None):
        balls = solve(target, start, "1/10", 5, arithmetic="balls", precision=precision, quantities=("loss",))
        for t in range(6):
            value = exact.native["loss"][t]
            assert balls.native["loss"][t].lower().fmpq() <= value <= balls.native["loss"][t].upper().fmpq()
            middle, radius = Fraction(balls.loss[t]), Fraction(balls.radius["loss"][t])
            assert abs(Fraction(int(value.p), int(value.q)) - middle) <= radius
    assert exact.radius["loss"].max() == 0 or exact.precision == 0


def test_exact_is_exact():
    """One step of Assumption 1 on numbers, by hand: x = 1, y = 0, a = 1/3, eta = 1/2: x' = 1, y' = 1/6."""
    run = solve(Target([["1/3"]]), Start([[1]], [[0]]), "1/2", 1, arithmetic="exact")
    assert [str(v) for v in run.native["loss"]] == ["1/18", "1/72"]


def test_balls_take_the_bits_that_they_need_and_say_when_they_lack():
    target = planted(6, 5, 2)
    start = initialize("proposed", target, 3, ETA)
    free = solve(target, start, ETA, 600, arithmetic="balls", quantities=("loss",), every=100)
    assert free.precision > 128
    assert free.swamped_at is None
    assert min(v.rel_accuracy_bits() for v in free.native["loss"]) >= 20
    bound = solve(target, start, ETA, 600, arithmetic="balls", quantities=("loss",), every=20, precision=64)
    assert bound.swamped_at is not None
    assert bound.stopped == "swamped"
    assert bound.t[-1] < 600


@pytest.mark.parametrize("arithmetic", ["multiprecision", "balls", "exact"])
def test_divergence_is_the_same_in_every_arithmetic(arithmetic):
    target, start = Target([["1/3", 0], [0, "1/2"]]), Start([["1/2", 0], [0, 1]], [[0, 0], [0, "1/7"]])
    run, usual = solve(target, start, 3, 50, arithmetic=arithmetic), solve(target, start, 3, 50)
    assert run.diverged_at == usual.diverged_at
    assert run.t.tolist() == usual.t.tolist()


def test_exact_runs_end_before_the_numbers_explode():
    target, start = Target([["1/3", 0], [0, "1/2"]]), Start([["1/2", 0], [0, 1]], [[0, "1/3"], [0, "1/7"]])
    run = solve(target, start, "1/7", 50, arithmetic="exact", every=5)
    assert run.stopped == "outgrown"
    assert 5 < run.t[-1] < 50
    assert run.t[-1] % 5
    usual = solve(target, start, 1 / 7, int(run.t[-1]), every=5)
    assert run.t.tolist() == usual.t.tolist()
    assert np.allclose(run.loss, usual.loss, rtol=1e-11)
    assert np.allclose(run.X, usual.X)
    assert solve(target, start, "1/7", int(run.t[-1]), arithmetic="exact").stopped == "steps"


def test_what_a_run_lacks_is_named():
    run = solve(planted(6, 5, 2), Start(np.ones((6, 2)), np.ones((5, 2))), ETA, 3, quantities=("loss",))
    with pytest.raises(SolverError, match="'angle' was not recorded; this run has loss"):
        _ = run.angle
