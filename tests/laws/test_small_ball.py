"""The constants of Proposition A.1, and what delta is worth."""

from __future__ import annotations

import json
import math
from fractions import Fraction as F
from itertools import pairwise

import numpy as np
import pytest

from verify.arithmetic._flint import arb, working
from verify.errors import Unsupported
from verify.laws.__main__ import main
from verify.laws.deviations import grid
from verify.laws.edges import (
    largest_tail_bound,
    sharp_small_ball_constant,
    small_ball_constant,
    small_ball_density,
    spread,
)
from verify.laws.good_event import (
    delta,
    good_event,
    highest_probability,
    is_vacuous,
    same_proof_delta,
    widest_tau,
    worth_table,
)
from verify.laws.precision import LawError, lower, real, relative, upper
from verify.laws.small_ball import constants_table, forced_in_the_limit, needed_constant, needed_on
from verify.laws.wishart import largest, smallest

PAIRS = grid((1, 2, 3, 7, 20, 40), (1, 2, 3, 7, 20))


@pytest.mark.parametrize(("d", "r"), PAIRS)
def test_the_closed_form_bounds_the_law_and_is_its_limit(d: int, r: int) -> None:
    k = d - r + 1
    for x in (F(1, 10**6), F(1, 10), F(1)):
        probability = relative(lambda radius, x=x: smallest(d, r, x, radius), 40, "the law")
        with working(128):
            ratio = probability / (small_ball_density(d, r) * real(x) ** k)
        assert upper(ratio) <= 1
        if x < F(1, 1000):
            assert lower(ratio) > F(999, 1000)


@pytest.mark.parametrize(("d", "r"), PAIRS)
def test_the_tail_bound_lies_above_the_tail(d: int, r: int) -> None:
    for t in (0, 1, 3):
        with working(128):
            s = arb(d).sqrt() + arb(r).sqrt() + t
            bound = largest_tail_bound(d, r, s)
        tail = 1 - largest(d, r, lambda t=t: arb(d).sqrt() + arb(r).sqrt() + t, F(1, 10**30))
        assert (bound.overlaps(tail)) if r == 1 else lower(bound) > upper(tail)


def test_the_constant_falls_with_r_and_stays_below_root_e() -> None:
    with working(128):
        limit = sharp_small_ball_constant()
        for k in range(1, 60):
            values = [small_ball_constant(k + r - 1, r) for r in range(1, 30)]
            assert values[0] < limit
            assert all(b < a for a, b in pairwise(values))
        assert small_ball_constant(10_000, 1) > limit * arb(999) / 1000


@pytest.mark.parametrize(
    ("d", "r", "c2"), [(1, 1, F(1)), (5, 3, F(1, 10)), (12, 4, F(1, 4)), (20, 20, F(1)), (40, 20, F(1, 2))]
)
def test_needed_constant_against_a_scan(d: int, r: int, c2: F) -> None:
    needed = needed_constant(d, r, c2)
    assert needed.high <= needed.low * F(1001, 1000)
    k, offset, unit = d - r + 1, math.exp(-float(c2) * d), math.sqrt(d) - math.sqrt(r - 1)
    scan = 0.0
    for tau in np.geomspace(1e-3, 4, 300):
        excess = float(smallest(d, r, F(float(tau) * unit))) - offset
        scan = max(scan, excess ** (1 / k) / tau if excess > 0 else 0.0)
    assert scan <= float(needed.high) * (1 + 1e-9)
    assert scan >= float(needed.low) * 0.97 or needed.tau < F(1, 1000)
    p = smallest(d, r, lambda: spread(d, r) * real(needed.tau), F(1, 10**60))
    with working(300):
        below = real(needed.low * F(999, 1000))
        assert p > (below * real(needed.tau)) ** k + (-real(c2) * d).exp()


def test_needed_on_a_grid_is_the_largest() -> None:
    pairs = grid((1, 2, 3, 6, 9), (1, 2, 3, 6))
    for c2 in (None, F(1, 10), F(1)):
        overall, each = needed_on(pairs, c2), [needed_constant(d, r, c2) for d, r in pairs]
        assert overall.low <= max(one.high for one in each)
        assert overall.high >= max(one.low for one in each)
        assert overall.high <= max(one.high for one in each) * F(1001, 1000)


def test_the_constants_grow_with_c2_towards_root_e() -> None:
    limits = [forced_in_the_limit(c2) for c2 in (F(1, 100), F(1, 10), F(1), F(5), None)]
    assert all(a < b for a, b in pairwise(limits))
    assert limits[-1].overlaps(arb(0.5).exp())
    table = constants_table(grid((1, 5, 9), (1, 3)), [F(1, 10), F(1), None])
    rows = table["rows"]
    assert isinstance(rows, list)
    for row in rows:
        assert F(row["grid_forces"]) <= F(row["grid_certifies"]) <= F(row["all_sizes_allow"])
        assert F(row["all_sizes_force"]) <= F(row["all_sizes_allow"])


def test_the_constants_are_printed_and_rounded_safely(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--text"]) == 0
    rows = {row.split()[0]: row.split() for row in capsys.readouterr().out.splitlines()[5:]}
    assert set(rows) == {"-", "1/100", "1/20", "1/10", "1/4", "1/2", "1", "2"}
    forces, certifies, *_, sharp, allow = rows["-"][1:]
    assert F(forces) <= lower(small_ball_constant(40, 1)) <= upper(small_ball_constant(40, 1)) <= F(certifies)
    assert F(sharp) <= F("1.6487212707") <= F(allow)
    assert main(["small_ball"]) == 0
    exact = json.loads(capsys.readouterr().out)["small_ball"]["rows"]
    for row in exact:
        shown = rows[row["C2"] or "-"]
        assert F(shown[1]) <= F(row["grid_forces"]) < F(shown[1]) + F(1, 10**5)
        assert F(shown[2]) - F(1, 10**5) < F(row["grid_certifies"]) <= F(shown[2])


def test_an_unknown_table_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["constant"])
    assert stop.value.code == 2
    assert "'constant': choose from small_ball, deviations, worth" in capsys.readouterr().err


def test_what_the_limit_forces_is_nearly_forced_at_a_large_size() -> None:
    c2 = F(1, 10)
    assert float(needed_constant(2000, 1, c2).low) == pytest.approx(float(forced_in_the_limit(c2)), rel=0.02)


def test_vacuous_delta() -> None:
    assert is_vacuous(1, 1)
    assert not any(is_vacuous(d, r) for d in range(2, 30) for r in range(1, d + 1))
    assert widest_tau(1, 1, F(3, 2)) == 0
    for d, r in [(2, 1), (10, 4)]:
        tau = widest_tau(d, r, sharp_small_ball_constant)
        assert delta(d, r, tau, sharp_small_ball_constant, None).overlaps(arb(1))
        assert highest_probability(d, r) > 1 - delta(d, r, F(1, 100), 1, 20)


def test_good_event_against_simulation() -> None:
    n, d, r, tau, draws = 6, 5, 3, F(1, 2), 20000
    event = good_event(n, d, r, tau)
    rng = np.random.default_rng(1)
    first = rng.standard_normal((draws, n, d)) / math.sqrt(d)
    second = rng.standard_normal((draws, n, d)) / math.sqrt(n)
    part = np.linalg.svd(first[:, :r, :], compute_uv=False)
    norms = np.linalg.svd(first, compute_uv=False)[:, 0], np.linalg.svd(second, compute_uv=False)[:, 0]
    rho = float(tau) * (1 - math.sqrt(r - 1) / math.sqrt(d))
    needed = (part[:, -1] >= rho) & (part[:, 0] <= 3) & (norms[1] <= 3)
    printed = (part[:, -1] >= rho) & (norms[0] <= 3) & (norms[1] <= 3)
    slack = 5 / math.sqrt(draws)
    assert abs(needed.mean() - float(event.needed)) < slack
    assert float(lower(event.printed)) - slack < printed.mean() < float(upper(event.printed)) + slack


def test_the_improved_delta_is_right_and_better() -> None:
    for n, d, r in [(5, 2, 1), (20, 10, 5), (100, 40, 20), (9, 9, 9)]:
        for tau in (F(1, 100), F(1, 4), F(1, 2)):
            improved = 1 - same_proof_delta(n, d, r, tau)
            event = good_event(n, d, r, tau)
            assert lower(event.needed) >= upper(improved)
            assert upper(event.printed) <= upper(event.needed) + F(1, 10**9)  # a radius has 30 bits
            assert lower(improved) > upper(1 - delta(d, r, tau, sharp_small_ball_constant, None))


def test_the_printed_event_when_n_is_large_or_small() -> None:
    assert upper(good_event(100, 10, 5, F(1, 10)).printed) < F(1, 10**6)
    assert lower(good_event(100, 10, 5, F(1, 10)).needed) > F(99, 100)
    few = good_event(3, 40, 3, F(1, 10))
    assert upper(few.needed) < F(1, 1000) < lower(1 - delta(40, 3, F(1, 10), sharp_small_ball_constant, None))
    huge = good_event(10**6, 10, 5, F(1, 10))
    assert lower(huge.needed) > F(99, 100)
    assert upper(huge.printed) < F(1, 10**6)


def test_the_table_is_data() -> None:
    table = worth_table([(5, 2, 1), (9, 4, 4)], [F(1, 10), F(1, 2)])
    rows = table["rows"]
    assert isinstance(rows, list)
    assert len(rows) == 4
    assert all(F(low) <= F(high) for row in rows for low, high in [row["event_needed"], row["printed"]])


def test_bad_input_is_named() -> None:
    with pytest.raises(LawError, match="C2 = -1"):
        needed_constant(3, 2, F(-1))
    with pytest.raises(Unsupported, match="out of reach"):
        needed_constant(3, 2, F(1000))
    with pytest.raises(LawError, match=r"no \(d, r\)"):
        needed_on([], None)
    with pytest.raises(LawError, match="needs d >= r"):
        small_ball_constant(2, 3)
    with pytest.raises(LawError, match="needs n >= r"):
        good_event(2, 5, 3, F(1, 10))
    with pytest.raises(LawError, match="needs d >= r"):
        delta(2, 3, F(1, 10), 1, 1)
    with pytest.raises(LawError, match="at least 0"):
        largest_tail_bound(3, 2, arb(-1))


def test_the_grid_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from verify.laws import __main__ as tables

    monkeypatch.setattr(tables, "PAIRS", [(2, 1), (3, 3)])
    monkeypatch.setattr(tables, "WORTH", [(5, 40, 1)])
    assert tables.main([]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [row["certified"] for row in data["deviations"]] == [True] * 4
    assert data["small_ball"]["rows"][0]["C2"] is None
    row = data["worth"]["rows"][0]
    assert F(row["event_needed"][1]) < F(row["printed"][0])
