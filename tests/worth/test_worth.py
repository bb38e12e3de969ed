"""`proofgauge worth`: what delta can be, explicit theorems, and a simulation next to them."""

from __future__ import annotations

import json
import math
from fractions import Fraction as F

import numpy as np
import pytest

from verify.cli import main
from verify.errors import Unsupported
from verify.laws.small_ball import needed_constant
from verify.solver import Target, initial_loss, initialize
from verify.worth import WorthError, command, pairs, plan, simulate, table, tables
from verify.worth.event import CLOSED, EXACT, Law
from verify.worth.numbers import above, at_least, at_most, below, places_above, places_below
from verify.worth.printed import ceiling, greatest, guaranteed, widest

ROWS = table([(1, 1), (1, 2), (2, 3), (5, 5), (5, 10), (5, 20), (10, 40)], n=60).rows


def value(text: str) -> F:
    return 1 - F(text[2:]) if text.startswith("1-") else F(text)


@pytest.mark.parametrize(
    "p", [F(1, 3), F(2, 3) * F(1, 10**9), 1 - F(2, 3) * F(1, 10**5), 1 - F(1, 10**50), F(999, 1000)]
)
def test_decimals_are_rounded_to_the_side_that_is_safe(p: F) -> None:
    assert value(at_least(p)) <= p <= value(at_most(p))
    for x in (p, -p, 7 / p):
        assert F(below(x, 3)) <= x <= F(above(x, 3))
        assert F(places_below(x, 2)) <= x <= F(places_above(x, 2))
        assert F(above(x, 3)) - F(below(x, 3)) <= abs(x) / 100
    assert at_least(F(0)) == at_most(F(-1)) == "none"
    assert at_most(F(1)) == "1"


def test_delta_is_vacuous_for_one_by_one_alone() -> None:
    assert [(row.r, row.d) for row in ROWS if row.vacuous] == [(1, 1)]
    for row in ROWS:
        assert float(row.ceiling.low) == pytest.approx(1 - math.exp(-row.r / 2) - math.exp(-row.d / 2))
    assert all(ceiling(d, r).low > 0 for r in range(1, 12) for d in range(max(r, 2), 12))


def test_the_bounds_are_in_order() -> None:
    for row in ROWS:
        assert row.printed.low <= row.printed_most <= row.ceiling.high
        assert row.proof.low <= row.proof_ceiling.high
        assert row.union.low <= row.event.high
        assert row.event_appendix_c.low <= row.event.high
        assert row.proof.high <= row.union.high + F(1, 10**20)
        assert row.ceiling.high < row.proof_ceiling.low
        if row.d < row.n:
            assert row.printed.high < row.event.low


@pytest.mark.parametrize("tau", [F(1, 20), F(1, 4), F(1, 2), F(1), F(3)])
@pytest.mark.parametrize(("d", "r"), [(1, 1), (4, 2), (10, 5), (20, 5)])
def test_no_admissible_constants_give_more(d: int, r: int, tau: F) -> None:
    assert guaranteed(d, r, tau).low <= greatest(d, r, tau)
    if tau >= 1:
        assert greatest(d, r, tau) < 0
    for c2 in (F(1, 100), F(1, 10), F(1), F(4)):  # what (d, r) alone forces is not more than what all sizes force
        c1 = max(needed_constant(d, r, c2).high, F(165, 100))
        k = d - r + 1
        delta = float(c1 * tau) ** k + math.exp(-c2 * d) + math.exp(-r / 2) + math.exp(-d / 2)
        assert 1 - delta <= float(greatest(d, r, tau)) + 1e-12


def test_where_delta_is_below_one() -> None:
    for d, r in ((2, 1), (10, 5), (40, 20)):
        found = widest(d, r)
        assert 0 < found.low < found.high <= 1
        assert guaranteed(d, r, found.low).low >= -F(1, 10**30)
        assert greatest(d, r, found.high) <= 0
    assert widest(1, 1).high == 0


# ---- plans


def test_the_printed_corollary_by_hand() -> None:
    found = plan(1000, 800, 5, 10, 10, "1e-6", "0.9").guarantees[0]
    tau = (0.1 - math.exp(-2.5) - math.exp(-5)) ** (1 / 6) / math.sqrt(math.e)
    beta = (tau * (1 - math.sqrt(4 / 10)) / 40) ** 2
    gap = math.log(1e6)
    assert found.tau is not None
    assert found.step is not None
    assert found.iterations is not None
    assert float(found.tau) == pytest.approx(tau, rel=1e-4)
    assert float(found.step) == pytest.approx(beta / math.sqrt(16 * gap), rel=1e-3)
    assert found.iterations == pytest.approx(4 * gap / beta, rel=1e-3)
    assert found.iterations >= 4 * gap / beta


def test_the_statements_that_plans_name_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    names = {g.theorem for g in plan(9, 9, 2, 4, 2, "0.01").guarantees}
    modules = {name.split(".")[1].split("@")[0] for name in names}
    assert main(["list", *(f"ward_kolda.{module}" for module in modules)]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert names <= listed


@pytest.mark.parametrize(("r", "d", "p"), [(5, 10, "0.99"), (3, 3, "0.5"), (1, 1, "0.9"), (5, 5, "0." + "9" * 25)])
def test_every_guarantee_reaches_what_was_asked(r: int, d: int, p: str) -> None:
    kappa = 1 if r == 1 else 3
    found = plan(20, 20, r, d, kappa, "1e-4", p)
    for g in found.guarantees:
        if g.reason:
            assert g.iterations is None
            assert g.largest < F(p)
            continue
        assert g.probability is not None
        assert g.event is not None
        assert g.tau is not None
        assert g.s is not None
        assert F(p) <= g.probability.low <= g.event.high
        if g.source == EXACT:
            more = Law(d, r, (1 - F(p)) / 2**20).both(g.tau * F(1001, 1000), g.s)
            assert more.high < F(p)
    assert found.best.title == "for all t, best s and C"


def test_draws_in_the_event_meet_the_hypotheses_of_linear_convergence() -> None:
    m, n, r, d, kappa, nu = 12, 9, 3, 6, 4.0, 0.3
    found = plan(m, n, r, d, 4, "1e-3", "0.6", "0.3")
    g = found.best
    assert g.title == "for all t, best s and C"
    assert g.step is not None
    assert g.C is not None
    assert g.D is not None
    assert g.rho is not None
    assert g.s is not None
    rng = np.random.default_rng(5)
    u, v = (np.linalg.qr(rng.standard_normal((size, r)))[0] for size in (m, n))
    target = Target.from_factors(u, np.array([1, 0.6, 1 / kappa]), v)
    eta, factor = float(g.step) / math.sqrt(target.norm2), float(g.C)
    b, good, draws = (float(g.rho.high) / (factor * kappa)) ** 2, 0, 300
    small = math.sqrt(b / eta)
    for seed in range(draws):
        start = initialize("proposed", target, d, eta, seed, factor, D=float(g.D))
        phi = np.random.default_rng(seed).standard_normal((2, n, d)) / np.sqrt([d, n])[:, None, None]
        inner = np.linalg.svd(target.V.T @ phi[0], compute_uv=False)
        if inner[-1] < g.rho.high or inner[0] > g.s or np.linalg.norm(phi[1], 2) > 3:
            continue
        good += 1
        sigma_x, sigma_y = (np.linalg.svd(z, compute_uv=False) for z in (start.X0, start.Y0))
        f0 = initial_loss(target, start)
        assert small <= sigma_x[r - 1] * (1 + 1e-12)
        assert sigma_x[0] + small / 3 <= (1 + 1e-12) / math.sqrt(eta)
        assert sigma_y[0] + 7 * small / 8 <= 1 / math.sqrt(eta)
        assert 24 * eta**2 * f0 <= b**2 * (1 + 1e-12)
        assert (1 - nu) ** 2 / 2 * target.norm2 <= f0 <= (1 + nu) ** 2 / 2 * target.norm2
    assert good >= 0.5 * draws


def test_a_simulation_stays_within_the_guarantee() -> None:
    found = plan(50, 40, 3, 6, "3/2", "1e-4", "0.8", "0.1")
    for g in found.guarantees:
        if g.reason:
            continue
        result = simulate(found, g, 60, 3)
        assert g.event is not None
        assert g.iterations is not None
        assert result.missed == 0
        assert result.reached >= result.good
        assert result.median is not None
        assert result.median <= g.iterations
        assert result.interval.low <= g.event.high
        assert g.event.low <= result.interval.high
        assert result == simulate(found, g, 60, 3)


def test_beyond_the_exact_law_closed_forms_are_used_and_named() -> None:
    found = plan(300, 300, 70, 140, 2, "1e-3", "0.9")
    assert {g.source for g in found.guarantees[3:]} == {CLOSED}
    assert any("beyond the reach" in note for note in found.notes)

    class Closed(Law):
        source = CLOSED

    for d, r, tau, s in ((10, 5, F(1, 5), F(3)), (40, 20, F(1, 2), F(2)), (60, 2, F(3, 5), F(3, 2))):
        closed, exact = Closed(d, r, F(1, 10**9)).both(tau, s), Law(d, r, F(1, 10**9)).both(tau, s)
        assert 0 < closed.low <= exact.low
    with pytest.raises(Unsupported, match=r"d <= 10000, r <= 64.*nothing is simulated"):
        table([(65, 130)], n=200)


BAD = {
    "d = 4 is below r = 5": (9, 9, 5, 4, 2, "0.1"),
    "has rank at most 4": (4, 9, 5, 5, 2, "0.1"),
    "m = 0: a size": (0, 9, 5, 5, 2, "0.1"),
    "kappa = 1/2: sigma_1": (9, 9, 5, 5, "1/2", "0.1"),
    "rank 1 has sigma_1 = sigma_r": (9, 9, 1, 5, 2, "0.1"),
    "kappa = inf is not a finite": (9, 9, 5, 5, math.inf, "0.1"),
    "eps = 'x' is not a finite": (9, 9, 5, 5, 2, "x"),
    "eps = 1: expected": (9, 9, 5, 5, 2, 1),
    "probability = 1.5: expected": (9, 9, 5, 5, 2, "0.1", "1.5"),
    "probability = 0: expected": (9, 9, 5, 5, 2, "0.1", 0),
    "nu = 0.6: expected": (9, 9, 5, 5, 2, "0.1", "0.9", "0.6"),
    "the largest possible is 0.9974; ask for less, or leave nu out": (1, 1, 1, 1, 1, "0.1", "0.999", "0.1"),
}


@pytest.mark.parametrize("message", BAD)
def test_bad_input_says_what_and_what_to_do(message: str) -> None:
    with pytest.raises(WorthError) as caught:
        plan(*BAD[message])
    assert message in str(caught.value)


def test_bad_tables_and_simulations() -> None:
    with pytest.raises(WorthError, match="d = 4 is below r = 5"):
        pairs([5], [4])
    with pytest.raises(WorthError, match="n = 4 is below r = 5"):
        table([(5, 5)], n=4)
    with pytest.raises(WorthError, match="tau = 0: it must be above 0"):
        table([(5, 5)], tau=0)
    found = plan(9, 9, 5, 10, 2, "0.01")
    with pytest.raises(WorthError, match=r"guarantees nothing here \(no tau: at most 0.9112\)"):
        simulate(found, found.guarantees[0], 5)
    with pytest.raises(WorthError, match="0 draws"):
        simulate(found, found.best, 0)
    far = plan(9, 9, 5, 5, 1000, "1e-6", "0.999")
    with pytest.raises(WorthError, match="more than the 100,000,000"):
        simulate(far, far.guarantees[3], 1)


def test_sizes_beyond_reach_are_refused_before_any_row(monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(tables, "_row", lambda *_: pytest.fail("a row was computed"))
    with pytest.raises(Unsupported, match=r"\(d, r\) = \(10001, 1\) is beyond the reach"):
        table([(1, 1), (1, 10_001)])
    assert main(["worth", "--grid", "1000000000", "3"]) == 2
    assert "(d, r) = (1000000000, 3) is beyond the reach of the exact law: d <= 10000" in capsys.readouterr().err


def test_a_long_table_shows_progress_and_keeps_its_rows(monkeypatch, capsys, tmp_path) -> None:  # type: ignore[no-untyped-def]
    calls: list[tuple[int, int, float]] = []
    table([(1, 1), (2, 2)], progress=lambda *call: calls.append(call))
    assert calls == [(1, 2, pytest.approx(0.5, abs=0.1)), (2, 2, 1)]

    def impatient(done: int, of: int, share: float) -> None:
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "Countdown", lambda unit: impatient)
    assert main(["worth", "--grid", "9", "3", "--csv", str(tmp_path / "a.csv")]) == 130
    said = capsys.readouterr()
    assert "stopped; 3 of 24 rows are done and kept" in said.err
    assert len((tmp_path / "a.csv").read_text().splitlines()) == 4
    assert "\n1  3 " in said.out
    assert "\n1  4 " not in said.out


def test_a_long_simulation_prints_the_plan_first_and_keeps_it(monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    said: list[tuple[str, str]] = []

    def impatient(unit: str, hedge: str) -> object:
        said.append((unit, capsys.readouterr().out))

        def progress(iteration: int, steps: int) -> None:
            if len(said) == 2:
                raise KeyboardInterrupt

        return progress

    monkeypatch.setattr(command, "Countdown", impatient)
    size = ["--m", "9", "--n", "9", "--r", "2", "--d", "4", "--kappa", "2", "--eps", "1e-2", "--simulate", "5"]
    assert main(["worth", *size]) == 130
    assert said[0][0] == "Corollary 5.2 (exact law), iteration"
    assert "T, all from" in said[0][1]
    ended = capsys.readouterr()
    assert "stopped; 1 of 3 rows were simulated" in ended.err
    assert ended.out.count("exact law") == 2  # the row and the head of its column


# ---- the command


def test_the_table_and_its_files(tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    files = ["--csv", "a.csv", "--picture", "a.svg", "--json", "a.json"]
    assert main(["worth", "--r", "1", "2", "--d", "1", "2", "4", *files]) == 0
    said = capsys.readouterr().out
    assert "none         any" in said
    rows = json.loads((tmp_path / "a.json").read_text())["rows"]
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert [(row["r"], row["d"]) for row in rows] == [(1, 1), (1, 2), (1, 4), (2, 2), (2, 4)]
    assert len(lines) == 6
    assert rows[0]["ceiling"] == lines[1].split(",")[6:8]
    assert (tmp_path / "a.svg").read_text().startswith("<?xml")
    assert main(["worth", "--r", "2", "--picture", "a.png"]) == 0
    assert (tmp_path / "a.png").read_bytes()[1:4] == b"PNG"


def test_a_plan_as_json(capsys) -> None:  # type: ignore[no-untyped-def]
    size = ["--m", "30", "--n", "20", "--r", "2", "--d", "4", "--kappa", "3/2"]
    assert main(["worth", *size, "--eps", "1e-3", "--simulate", "20", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    best = content["guarantees"][content["best"]]
    runs = content["simulations"][-1]
    assert best["iterations"] >= runs["median"]
    assert runs["draws"] == 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--kappa 3", "a plan needs --m, --n, --r, --d, --eps too"),
        ("--simulate 3", "--simulate belongs to a plan"),
        ("--m 9 --n 9 --r 2 --d 3 --kappa 2 --eps 0.1 --csv a.csv", "--csv belongs to the table"),
        ("--m 9 --n 9 --r 2 3 --d 3 --kappa 2 --eps 0.1", "--r 2 3: a plan is for one size"),
        ("--m 9 --n 9 --r 2 --d 3 --kappa 2 --eps 0.1 --seed 2", "--seed belongs to --simulate"),
        ("--grid 3 4", "the first number is the largest d"),
        ("--grid 4 3 --r 2", "give one or the other"),
        ("--r 2 --picture a.pdf", "must end in .svg or .png"),
        ("--r 2 --csv .", "is a folder"),
        ("--tau -1", "tau = -1: it must be above 0"),
        ("--tau 1e99999999", "tau = 1e99999999 is out of range; give a number from 1e-300 to 1e300"),
        ("--m 9 --n 9 --r 2 --d 3 --kappa 1e99999999 --eps 0.1", "kappa = 1e99999999 is out of range"),
        ("--m 9 --n 9 --r 2 --d 3 --kappa 2 --eps 1e-99999999", "eps = 1e-99999999 is out of range"),
        ("--m 9 --n 9 --r 2 --d 3 --kappa 2 --eps 1e-301", "eps = 1e-301 is out of range"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: str, message: str, capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["worth", *arguments.split()]) == 2
    assert message in capsys.readouterr().err
