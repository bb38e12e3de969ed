"""`proofgauge solve`: the table, the files, the errors; and the README's Python example."""

import csv
import json
import math
import re
import signal
from pathlib import Path

import numpy as np
import pytest

import verify
from verify import cli_solve, terminal
from verify.cli import main
from verify.solver import kernels
from verify.solver.shown import significant


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_papers_setting(capsys):
    assert main(["solve", "--random", "30", "20", "5", "--d", "10", "--seed", "2"]) == 0
    said = capsys.readouterr()
    assert "eta = " in said.out
    assert "by Corollary 5.2 for epsilon" in said.out
    steps = int(re.search(r"T = ([\d,]+)", said.out).group(1).replace(",", ""))
    with open("reports/out/solve.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert int(rows[0]["t"]) == 0
    assert int(rows[-1]["t"]) == steps
    assert 2 * float(rows[-1]["loss"]) <= 1e-6 * sum(np.linspace(1, 0.9, 5) ** 2)
    assert {"sigma_x_5", "sigma_y_10", "gradient_x", "angle_2", "imbalance"} <= set(rows[0])
    table = [line for line in said.out.splitlines() if re.match(r"\s+[\d,]+\s+\d\.\d", line)]
    assert len(table) == cli_solve.ROWS


def test_a_file_as_json(here, capsys):
    np.save("A.npy", np.diag([2.0, 1.0, 0.0]))
    assert main(["solve", "A.npy", "--d", "3", "--eta", "1/4", "--steps", "9", "--json", "--out", "run.json"]) == 0
    said = capsys.readouterr().out
    found = json.loads(said)
    assert found == json.loads((here / "run.json").read_text())
    assert found["target"]["rank"] == 2
    assert found["eta"] == 0.25
    assert found["t"] == list(range(10))
    assert len(found["records"]["sigma_x"][0]) == 3


def test_a_rank_that_rounding_in_float32_makes_is_doubted(here, capsys):
    rng = np.random.default_rng(0)
    A = rng.standard_normal((6, 3)) @ rng.standard_normal((3, 7))
    np.save("A.npy", A.astype(np.float32))
    many = ["solve", "A.npy", "--eta", "0.01", "--steps", "1", "--json"]
    assert main(many) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["target"]["rank"] == 6
    assert "warning: A holds float32, and 3 of its 6 singular values are below the rounding" in said.err
    assert "give --rank 3\n" in said.err
    assert main([*many, "--rank", "3"]) == 0
    assert "warning" not in capsys.readouterr().err
    np.save("A.npy", A)
    assert main(many) == 0
    assert "warning" not in capsys.readouterr().err


def test_factors_in_a_file(here):
    np.save("A.npy", np.diag([2.0, 1.0, 0.0]))
    assert main(["solve", "A.npy", "--d", "4", "--eta", "0.1", "--steps", "300", "--out", "run.npz"]) == 0
    with np.load(here / "run.npz") as found:
        assert np.allclose(found["X"] @ found["Y"].T, np.diag([2, 1, 0]), atol=1e-4)
        assert len(found["t"]) == len(found["loss"]) == 301


def test_divergence_is_said(capsys):
    assert main(["solve", "--random", "6", "5", "2", "--eta", "3", "--steps", "100000"]) == 1
    said = capsys.readouterr().out
    assert re.search(r"diverged: at step \d+ .* smaller --eta", said)
    assert "nan" not in said
    assert "nan" not in Path("reports/out/solve.csv").read_text()


@pytest.mark.parametrize(("eta", "sure"), [("1/10", False), ("1e-6", True)])
def test_after_a_wrong_sigma_1_the_advice_helps(eta, sure, capsys):
    """eta sigma_1(X0)^2 is the same for every eta, so no smaller step helps; C does, for T* steps surely."""
    drawn = ["solve", "--random", "8", "7", "3", "--eta", eta, "--sigma1", "0.02", "--steps", "2000"]
    assert main(drawn) == 1
    said = capsys.readouterr().out
    assert "is beyond 9/16 and the same for every --eta" in said
    assert "or leave --sigma1 out (sigma_1(A) = 1)" in said
    assert ("should that diverge as well, a smaller --eta too" not in said) == sure
    enough = float(re.search(r"take --C (\S+) or more", said).group(1))
    assert enough > 50
    assert main([*drawn, "--C", str(enough)]) == 0
    assert main([*drawn, "--C", str(enough / 10)]) == 1


def test_many_columns_diverge_at_any_eta(capsys):
    drawn = ["--random", "2", "2", "1", "--d", "2000", "--init", "random_asymmetric", "--eta", "1e-4"]
    assert main(["solve", *drawn]) == 1
    assert "take fewer columns with --d, or another --init" in capsys.readouterr().out


def test_c_makes_up_for_a_wrong_sigma_1():
    """X0, Y0, (8) and T see C and sigma_1 through their product: half of sigma_1(A) with C = 8 is sigma_1(A) with 4."""
    drawn = ["solve", "--random", "12", "9", "3", "--epsilon", "1e-3", "--out", "run.json", "--json"]
    runs = []
    for options in ([], ["--sigma1", "0.5", "--C", "8"], ["--sigma1", "0.5"]):
        assert main([*drawn, *options]) == 0
        runs.append(json.loads(Path("run.json").read_text()))
    true, compensated, plain = runs
    assert compensated["sigma1"] == 0.5
    assert compensated["eta"] == pytest.approx(true["eta"], rel=1e-12)
    assert compensated["t"] == true["t"]
    assert np.allclose(compensated["records"]["loss"], true["records"]["loss"], rtol=1e-8)
    assert plain["eta"] == pytest.approx(4 * true["eta"], rel=1e-12)


SMALL = ["solve", "--random", "12", "9", "3", "--condition", "1", "--steps", "9", "--out", "run.json"]


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--C", "1"], "C >= 4, not 1"),
        (["--nu", "2"], "nu <= 1/2, not 2"),
        (["--sigma1", "0.1"], "C sigma1 / sigma_1(A) >= 4, not 0.4 (take --C 40)"),
        (["--sigma1", "0.1", "--C", "1"], "C sigma1 / sigma_1(A) >= 4, not 0.1 (take --C 40)"),
        (["--init", "colspan"], "the start of Assumption 2 (--init proposed), not colspan"),
        (["--method", "simultaneous"], "alternating steps, not simultaneous ones"),
        (["--rank", "2", "--d", "3"], "rank(A) = 2, not 3 (sigma_3 = 1)"),
        (["--C", "1", "--nu", "0.75"], "C >= 4, not 1; for nu <= 1/2, not 0.75"),
    ],
)
def test_a_hypothesis_of_corollary_5_2_that_fails_is_named(options, asked, capsys):
    main([*SMALL, *options])
    said = capsys.readouterr().out
    assert f"Corollary 5.2 does not promise this epsilon: it asks for {asked}\n" in said
    assert "by Corollary 5.2" not in said
    assert json.loads(Path("run.json").read_text())["corollary_5_2"]["unmet"]


@pytest.mark.parametrize("options", [[], ["--C", "40", "--sigma1", "0.1"], ["--sigma1", "2"], ["--nu", "0.5"]])
def test_where_they_hold_the_step_size_is_the_corollarys(options, capsys):
    assert main([*SMALL, *options]) == 0
    assert "by Corollary 5.2 for epsilon" in capsys.readouterr().out
    assert json.loads(Path("run.json").read_text())["corollary_5_2"]["unmet"] == []


def test_an_epsilon_that_is_missed_is_said(capsys):
    drawn = ["solve", "--random", "12", "9", "3", "--epsilon", "1e-2"]
    assert main(drawn) == 0
    assert "epsilon = 0.01" not in capsys.readouterr().out.partition("||grad||_F")[2]
    assert main([*drawn, "--steps", "3"]) == 0
    assert re.search(r"epsilon = 0\.01 was not reached in 3 steps; T is [\d,]+\n", capsys.readouterr().out)
    assert main([*drawn, "--init", "random"]) == 0
    assert re.search(r"epsilon = 0\.01 was missed: \|\|A - X Y'\|\|_F\^2 = [\d.]+ at step", capsys.readouterr().out)


def test_an_epsilon_for_which_t_is_0_is_missed(capsys):
    """T = floor(4 log(2 f0 / epsilon) / beta), and 2 f0 is almost ||A||_F^2 = 3."""
    assert main(["solve", "--random", "12", "9", "3", "--condition", "1", "--epsilon", "2.9999"]) == 0
    said = capsys.readouterr().out
    assert "T = 0\n" in said
    assert "was missed: ||A - X Y'||_F^2 = 3 at step 0; T = 0, as log(2 f0 / epsilon) < beta / 4" in said


def test_exact_steps_are_kept_when_the_numbers_outgrow_them(capsys):
    drawn = ["--random", "3", "2", "2", "--eta", "1/3", "--steps", "20", "--arithmetic", "exact", "--out", "run.csv"]
    assert main(["solve", *drawn]) == 1
    done = int(re.search(r"stopped after step (\d+) of 20: .* --arithmetic balls", capsys.readouterr().out).group(1))
    with open("run.csv", newline="") as file:
        assert [int(row["t"]) for row in csv.DictReader(file)] == list(range(done + 1))
    assert done > 1


def test_a_loss_that_is_not_reached_is_said(capsys):
    many = ["--random", "6", "5", "2", "--eta", "0.1", "--steps", "20", "--stop", "1e-9"]
    assert main(["solve", *many]) == 0
    assert "f <= 1e-09 was not reached in 20 steps; take more with --steps" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "way"),
    [
        ("--eta 1e-300", "X0 grows like 1/sqrt(eta) and Y0 like sqrt(eta): take a larger --eta"),
        ("--eta 1e-300 --init random_asymmetric", "take a larger --eta"),
        ("--eta 1e300", "take a smaller --eta"),
        ("--eta 1/2 --sigma1 1e-200", "take a larger --eta, or another --sigma1"),
    ],
)
def test_a_start_beyond_float64_is_no_divergence(options, way, capsys):
    assert main(["solve", "--random", "6", "5", "2", *options.split()]) == 1
    said = capsys.readouterr().out
    assert "before the first step, the loss or a gradient is not finite in float64" in said
    assert f"{way}\n" in said


def test_balls_write_their_radii(capsys):
    arguments = ["--random", "4", "3", "1", "--eta", "1/4", "--steps", "8", "--arithmetic", "balls", "--out", "b.csv"]
    assert main(["solve", *arguments]) == 0
    assert "+/-" in capsys.readouterr().out
    with open("b.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 0 < float(rows[-1]["loss_radius"]) < 1e-15


def test_balls_print_only_the_digits_that_they_have(capsys):
    many = ["--random", "5", "5", "2", "--eta", "1/2", "--steps", "30", "--arithmetic", "balls", "--out", "b.json"]
    assert main(["solve", *many]) == 0
    sharp = json.loads(Path("b.json").read_text())["records"]["loss"]
    capsys.readouterr()
    assert main(["solve", *many, "--precision", "53"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if re.match(r"\s+\d+  +(<= )?\d", line)]
    norm2 = json.loads(Path("b.json").read_text())["target"]["norm2"]
    bounds = 0
    for time, *cells in rows:
        true = 2 * sharp[int(time)] / norm2
        if cells[0] == "<=":
            bounds += 1
            assert true <= float(cells[1])
        else:
            assert abs(true - float(cells[0])) <= last_digit(cells[0])
    assert len(rows) == cli_solve.ROWS
    assert rows[-1][1] == "<="
    assert 1 < bounds < len(rows)


def last_digit(text):
    digits, exponent = text.split("e")
    return 1.001 * 10.0 ** (int(exponent) - len(digits.partition(".")[2]))


@pytest.mark.parametrize(
    ("middle", "radius", "text"),
    [
        (0.25, 0.0, "2.5000e-01"),
        (0.123456, 1e-9, "1.2346e-01"),
        (0.123456, 1e-4, "1.23e-01"),
        (0.123456, 0.04, "1e-01"),
        (0.123456, 0.06, "<= 1.9e-01"),
        (-1e-30, 2.23e-6, "<= 2.3e-06"),
        (0.0, 2e-6, "<= 2.1e-06"),
        (-1e-30, 1e-30, "<= 1.1e-30"),
        (0.0, 5e-324, "<= 1.1e-300"),
        (1.0, math.inf, "unknown"),
        (math.nan, math.inf, "unknown"),
    ],
)
def test_an_enclosure_as_text(middle, radius, text):
    assert significant(middle, radius, 4) == text


def test_an_interrupted_run_writes_what_it_has(monkeypatch, capsys):
    class Impatient:
        def __call__(self, step, steps):
            if step >= 20:
                raise KeyboardInterrupt

    monkeypatch.setattr(cli_solve, "Countdown", lambda unit: Impatient())
    assert main(["solve", "--random", "6", "5", "2", "--eta", "0.1", "--every", "10"]) == 130
    assert "interrupted; the records up to step 20 are kept" in capsys.readouterr().out
    assert len(Path("reports/out/solve.csv").read_text().splitlines()) == 4


def test_ctrl_c_in_compiled_steps_keeps_the_records(capsys):
    pytest.importorskip("numba")
    kernels.engine()  # compiled before the clock runs
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        many = ["--random", "6", "5", "2", "--eta", "1/100000", "--steps", "100000000"]
        assert main(["solve", *many]) == 130
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert "interrupted; the records up to step" in capsys.readouterr().out
    assert len(Path("reports/out/solve.csv").read_text().splitlines()) > 1


def test_long_runs_show_progress(monkeypatch, capsys):
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(clock))
    progress = terminal.Countdown("step")
    for step in range(0, 101, 20):
        progress(step, 100)
    said = capsys.readouterr().err.splitlines()
    assert said == ["step 60 of 100, about 4 s left"]
    for step in (0, 10, 20, 30, 40):  # begun anew
        progress(step, 100)
    assert capsys.readouterr().err.splitlines() == ["step 30 of 100, about 14 s left"]


ERRORS = {
    "nothing": ([], "give either a FILE with the matrix or --random M N R"),
    "both": (["A.npy", "--random", "2", "2", "1"], "give either"),
    "missing": (["A.npy"], "cannot read A.npy"),
    "rank": (["--random", "3", "2", "3"], "the rank is at most the smaller one"),
    "condition": (["--random", "3", "2", "2", "--condition", "0.5"], "--condition 0.5"),
    "eta": (["--random", "3", "2", "2", "--eta=-1/2"], "--eta"),
    "word": (["--random", "3", "2", "2", "--eta", "half"], "--eta = 'half' is not a finite number"),
    "huge": (["--random", "3", "2", "2", "--eta", "1e30000000"], "--eta = 1e30000000 is out of range; give a number"),
    "long": (["--random", "3", "2", "2", "--eta", "1e-99999999999999999999"], "is out of range"),
    "small": (["--random", "3", "2", "2", "--eta", "1e-320"], "--eta = 1e-320 is out of range"),
    "epsilon": (["--random", "3", "2", "2", "--epsilon", "50"], "is not below 2 f0"),
    "d": (["--random", "3", "2", "2", "--d", "1"], "d = 1 is below rank(A) = 2"),
    "steps": (["--random", "3", "2", "2", "--eta", "0.1", "--steps", "1000000000"], "with --max-steps 1000000000"),
    "every": (["--random", "3", "2", "2", "--eta", "0.1", "--steps", "90000000", "--every", "1"], "at least --every "),
    "stop": (["--random", "3", "2", "2", "--stop", "nan"], "stop = nan is not finite"),
    "nu": (["--random", "3", "2", "2", "--nu", "-1"], "nu = -1.0: it must be at least 0"),
    "unused nu": (["--random", "3", "2", "2", "--init", "colspan", "--nu", "1"], "colspan does not depend on it"),
    "unused sigma1": (["--random", "3", "2", "2", "--init", "random", "--sigma1", "1"], "about --init proposed"),
    "unused C": (["--random", "3", "2", "2", "--init", "random", "--C", "9", "--eta", "1"], "nothing depends on it"),
    "unused name": (["--random", "3", "2", "2", "--name", "A"], "--name is about a file, not about --random"),
    "unused condition": (["A.npy", "--condition", "3"], "--condition is about --random, not about a file"),
    "condition in rounding": (["--random", "5", "5", "2", "--condition", "1e300"], "sigma_r is lost in rounding"),
    "horizon": (["--random", "5", "5", "2", "--condition", "1e10"], "they would take about 5e+08 years"),
    "rank 1": (["--random", "3", "2", "1", "--condition", "3"], "a matrix of rank 1 has sigma_1 = sigma_r"),
    "approximate": (["--random", "3", "2", "2", "--d", "1"], "of rank 1, say so: --rank 1"),
    "rows": (["--random", "1000000000", "1000000000", "3"], "U would be 1000000000 x 3, 3e+09 numbers, more than the"),
    "wide": (["--random", "3", "2", "2", "--d", "100000000"], "X0 would be 3 x 100000000"),
    "square": (["--random", "3", "2", "2", "--d", "5000"], "X'X would be 5000 x 5000"),
    "bits": (
        ["--random", "3", "2", "2", "--eta", "0.1", "--arithmetic", "balls", "--precision", "100000000000"],
        "precision = 100000000000: at most 131,072 bits",
    ),
    "entries": (
        ["--random", "300", "300", "200", "--eta", "0.1", "--arithmetic", "balls", "--precision", "131072"],
        "at 131072 bits (1 GB); take a smaller one",
    ),
    "suffix": (["--random", "3", "2", "2", "--out", "run.xls"], "must end in .csv, .json, .npz"),
    "folder": (["--random", "3", "2", "2", "--out", "dir.csv"], "is a folder"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors(case, here, capsys):
    (here / "dir.csv").mkdir()
    arguments, message = ERRORS[case]
    assert main(["solve", *arguments]) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert "Traceback" not in said.err


def test_the_readme_example_runs(capsys):
    readme = (Path(verify.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"<!-- python: solver -->\n```python\n(.*?)```", readme, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert re.fullmatch(r"60 \[.* \+/- .*\]\n", capsys.readouterr().out)
