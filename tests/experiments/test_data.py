"""The data: against direct dense arithmetic, against the formulas, the same for the same seed."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from verify.experiments.balance import _settled
from verify.experiments.decay import compute, panel
from verify.experiments.registry import EXPERIMENTS
from verify.experiments.runs import first_at_most, picked, trials
from verify.experiments.setting import make_target, run_seeds, starts, step_of
from verify.experiments.theory import IMPROVED, bound_at, theory_curves


def dense_errors(A, X, Y, eta, steps, alternating):
    """||A - X_t Y_t'||^2 / ||A||^2 for t = 0..steps by the formulas (A1a), (A1b) on 100 x 100 arrays."""
    errors = []
    for _ in range(steps + 1):
        errors.append(np.linalg.norm(A - X @ Y.T) ** 2 / np.linalg.norm(A) ** 2)
        new = X - eta * (X @ Y.T - A) @ Y
        Y = Y - eta * ((new if alternating else X) @ Y.T - A).T @ (new if alternating else X)
        X = new
    return np.array(errors)


@pytest.mark.parametrize("method", ["alternating", "simultaneous"])
@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_a_panel_against_dense_arithmetic(method, noise):
    kinds = ("proposed", "colspan", "random", "random_asymmetric")
    cell = compute(panel(2.0, 7, 0.3, 60, kinds, method, noise), 5)
    target = make_target(2.0, 5, noise)
    assert cell["eta"] == 0.3
    assert len(cell["series"]) == 4 * 5
    for series in cell["series"]:
        (start,) = starts(series["initialization"], target, 7, 0.3, [run_seeds(5)[series["run"]]])
        expected = dense_errors(target.dense(), start.X0, start.Y0, 0.3, 60, method == "alternating")[series["t"]]
        assert series["error"] == pytest.approx(expected, rel=1e-5)
        hits = np.flatnonzero(dense_errors(target.dense(), start.X0, start.Y0, 0.3, 60, method == "alternating")
                              <= cell["level"])  # fmt: skip
        assert series["iterations"] == (hits[0] if len(hits) else None)


def test_the_matrix_is_that_of_section_6():
    target = make_target(1 / 0.9, 3)
    sigma = np.linalg.svd(target.dense(), compute_uv=False)
    assert sigma[:5] == pytest.approx([1, 0.975, 0.95, 0.925, 0.9])
    assert sigma[5] < 1e-12
    noisy = make_target(1 / 0.9, 3, 0.1)
    assert np.linalg.norm(noisy.dense() - target.dense()) == pytest.approx(0.1 * np.linalg.norm(target.dense()))
    assert np.array_equal(make_target(2.0, 3).dense(), make_target(2.0, 3).dense())
    assert not np.allclose(make_target(2.0, 3).dense(), make_target(2.0, 4).dense())


def test_the_starts_are_those_of_section_6():
    target, eta, d = make_target(1 / 0.9, 0), 0.01, 6
    (start,) = starts("proposed", target, d, eta, [9])
    draw = np.random.default_rng(9)
    phi_1, phi_2 = draw.standard_normal((100, d)), draw.standard_normal((100, d))
    assert start.X0 == pytest.approx(target.dense() @ phi_1 / (math.sqrt(eta) * math.sqrt(d) * 4))
    assert start.Y0 == pytest.approx(math.sqrt(eta) * (4 * 1e-10 / 9) / 10 * phi_2, abs=0, rel=1e-12)


def test_the_theoretical_step_and_the_printed_bound():
    target, d = make_target(2.0, 0), 10
    beta = ((1 - math.sqrt(4) / math.sqrt(d)) * 0.5 / 4) ** 2
    f0 = target.norm2 / 2
    eta = step_of("theory", target, d)
    assert eta == pytest.approx(beta / math.sqrt(32 * f0 * math.log(2 * f0 / (1e-8 * target.norm2))))
    T = math.floor(beta / (8 * eta**2 * f0))
    printed, improved = theory_curves(beta, eta, f0, target.norm2, 10**6)
    assert printed["until"] == T == printed["t"][-1]
    assert printed["error"] == pytest.approx(
        [2 * f0 * math.exp(-beta * t / 4) / target.norm2 for t in printed["t"]], rel=1e-5
    )
    assert improved["until"] is None
    assert improved["t"][-1] == 10**6
    early = [t for t in improved["t"] if t < 1000]
    assert improved["error"][: len(early)] == pytest.approx([(1 - 4 * beta / 9) ** (2 * t) for t in early], rel=1e-5)
    assert bound_at(printed, np.array([0.0, T, T + 1]))[2] == math.inf
    assert bound_at(printed, np.array([100.0]))[0] == pytest.approx(math.exp(-25 * beta), rel=1e-5)


def test_no_curve_where_a_bound_covers_nothing():
    printed, improved = theory_curves(0.01, 1.0, 2.0, 4.0, 100)
    assert (printed["t"], printed["until"]) == ([], 0)
    assert (improved["t"], improved["until"]) == ([], 0)
    assert bound_at(printed, np.array([0.0, 5.0])).tolist() == [math.inf, math.inf]


def test_the_improved_bound_is_the_lemmas():
    """Expressions are interned: the statement has this very rate and this very condition on the step."""
    from lemmas.ward_kolda.assumption_2 import f0
    from lemmas.ward_kolda.linear_convergence.hypotheses import b, given, rate
    from lemmas.ward_kolda.setting import eta

    assert rate is 1 - 4 * b / 9
    assert any(line is (24 * eta**2 * f0 <= b**2) for line in given)
    assert IMPROVED.factor(0.1, np.array([3.0])) == pytest.approx([(1 - 0.4 / 9) ** 6])
    assert IMPROVED.until(0.1, 0.1 / math.sqrt(24.1), 1.0) is None
    assert IMPROVED.until(0.1, 0.1 / math.sqrt(23.9), 1.0) == 0


def test_when_the_imbalance_settles():
    t = np.array([0.0, 1.0, 2.0, 5.0, 9.0])
    assert _settled(t, np.array([1.0, 0.9, 0.16, 0.14, 0.1])) == 5
    assert _settled(t, np.array([1.0, 0.9, 0.9, 0.5, 0.1])) == 9
    assert _settled(t, np.array([1.0, 0.999, 0.999, 0.999, 0.995])) is None


def test_records_are_dense_early_and_sparse_late():
    target = make_target(2.0, 0)
    batch = starts("proposed", target, 5, 0.01, run_seeds(0, 2))
    trial, other = trials(target, batch, 0.01, 30_000, records=50)
    t = trial.t
    assert np.all(np.diff(t) > 0)
    assert (t[0], t[-1]) == (0, 30_000)
    assert len(t) < 4 * 51
    assert np.all(np.diff(t[t >= 50]) <= np.maximum(1, t[t >= 50][1:] * 17 / 50))
    assert len(other.values["loss"]) == len(other.t)
    full = trials(target, batch, 0.01, 300, records=300)[0]
    common = np.intersect1d(full.t, t).astype(int)
    assert trial.values["loss"][np.isin(t, common)] == pytest.approx(full.values["loss"][common], rel=1e-9)


def test_first_at_most():
    t = np.array([0.0, 1.0, 2.0, 12.0])
    assert first_at_most(t, np.array([1.0, 0.5, 0.2, 0.1]), 0.5) == 1
    assert first_at_most(t, np.array([1.0, 0.5, 1e-1, 1e-11]), 1e-6) == 7  # a decade an iteration
    assert first_at_most(t, np.array([1.0, 0.5, 0.2, 0.1]), 0.01) is None
    assert first_at_most(t, np.array([1.0, 0.5, 0.2, 0.0]), 0.1) == 12
    assert first_at_most(t, np.array([1.0, 0.5, 0.2, 0.1]), 2.0) == 0


def test_picked():
    t = np.arange(1001.0)
    log = picked(t, 1000.0, 30, log=True)
    assert (log[0], log[1], log[-1]) == (0, 1, 1000)
    assert len(log) <= 31
    assert picked(t, 10.0, 6, log=False) == [0, 2, 4, 6, 8, 10]
    assert picked(t[:1], 0.0, 5, log=True) == [0]


@pytest.mark.parametrize("name", ["figure3", "balance"])
def test_the_same_seed_gives_the_same_data(name, computed):
    experiment = EXPERIMENTS[name]
    cell = {k: computed[name][0][k] for k in experiment.cells[0]}
    again, other = experiment.compute(cell, 0), experiment.compute(cell, 1)
    assert json.dumps(again) == json.dumps(computed[name][0])
    assert json.dumps(other) != json.dumps(again)


def test_every_cell_is_json(computed):
    for cells in computed.values():
        assert json.loads(json.dumps(cells, allow_nan=False)) == cells


def test_a_wrong_estimate_is_made_up_for_by_c(computed):
    for cell in computed["estimate"]:
        assert cell["compensated"]["deviation"] < 1e-9
        assert (cell["plain"]["deviation"] > 0.01) == (cell["factor"] != 1)


def test_the_horizon_counts_from_the_paper(computed):
    cell = computed["horizon"][0]
    target = make_target(cell["condition"], 0)
    f0 = target.norm2 / 2
    beta = ((1 - math.sqrt(4 / cell["d"])) * 0.9 / 4) ** 2
    assert cell["T"] == math.floor(beta / (8 * cell["eta"] ** 2 * f0))
    assert cell["T_star"] == math.floor(1 / (32 * cell["eta"] ** 2 * f0))
    longest = max(computed["horizon"], key=lambda c: c["eta"] * (c["d"] == 10))
    (start,) = starts("proposed", target, 10, longest["eta"], run_seeds(0, 1))
    X, Y, A, eta, first = start.X0, start.Y0, target.dense(), longest["eta"], None
    for t in range(50):
        if np.linalg.norm(Y, 2) > 1 / math.sqrt(eta):
            first = t
            break
        X = X - eta * (X @ Y.T - A) @ Y
        Y = Y - eta * (X @ Y.T - A).T @ X
    assert longest["runs"][0]["broken"]["norm_y"] == first is not None


def test_local_rates_are_those_of_the_last_iterations(computed):
    for cell in computed["rate"]:
        for run in cell["runs"]:
            if run["late"] is not None and cell["eta"] <= 0.1:
                assert run["late"] == pytest.approx(run["predicted"], rel=0.4)
