"""Captions and tables say what is in the data, and change with it."""

from __future__ import annotations

import pytest

from verify.experiments.registry import EXPERIMENTS
from verify.experiments.words import count, listed, median, short, spread


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1.0, "1"), (99.97, "100"), (0.00018739, "1.9e-4"), (0.0123, "0.012"), (3015, "3015"), (24832, "2.5e4"),
     (1e-10, "1e-10"), (0.25, "0.25"), (9.96, "10"), (0.000999, "0.001"), (-0.5, "-0.5"), (None, "–")],
)  # fmt: skip
def test_short(value, text):
    assert short(value) == text


def test_counts_and_medians():
    assert count(1234567) == "1\u202f234\u202f567"
    assert count(None) == "–"
    assert median([3, None, 1]) == 3
    assert median([None, None, 1]) is None
    assert spread([5, None, 2]) == "5 (2 to –)"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_tables_are_tables(name, computed):
    for table in EXPERIMENTS[name].tables(computed[name]):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.head)}
        assert all(isinstance(text, str) and text for row in table.rows for text in row)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_captions_are_sentences(name, computed):
    caption = EXPERIMENTS[name].caption(computed[name])
    assert caption.endswith(".")
    assert "nan" not in caption
    assert "None" not in caption


@pytest.mark.parametrize("name", ["figure1", "figure2", "figure3"])
def test_who_is_first(name, computed):
    experiment, cells = EXPERIMENTS[name], computed[name]
    for cell in cells:
        for series in cell["series"]:
            series["iterations"] = 100.0 if series["initialization"] == "proposed" else 250.0
    assert f"in {len(cells)} of {len(cells)} panels, 2.5 times sooner" in experiment.caption(cells)
    for series in cells[0]["series"]:
        series["iterations"] = 100.0 if series["initialization"] == "random" else 250.0
    assert f"in {len(cells) - 1} of {len(cells)} panels" in experiment.caption(cells)
    for series in cells[0]["series"]:
        series["iterations"] = None
    assert f"No initialization gets there within the panel at step {short(cells[0]['eta'])}." in experiment.caption(
        cells
    )


def test_whether_the_bounds_hold(computed):
    cells = computed["figure2"]
    for cell in cells:
        for answer in cell["against_theory"]:
            answer["good"], answer["holds"] = True, {"theorem_5_1": True, "linear_convergence": True}
    caption = EXPERIMENTS["figure2"].caption(cells)
    assert "holds for 10 of the 10 proposed runs" in caption
    cells[0]["against_theory"][2]["holds"]["theorem_5_1"] = False
    cells[0]["against_theory"][3]["good"] = False
    caption = EXPERIMENTS["figure2"].caption(cells)
    assert "holds for 8 of the 9 proposed runs" in caption
    assert "for 9 of all 10" in caption


def test_divergence_is_said(computed):
    cells = computed["figure3"]
    assert "diverge" not in EXPERIMENTS["figure3"].caption(cells)
    cells[5]["series"][0]["diverged_at"] = 12
    assert "1 run diverges; its curve ends there." in EXPERIMENTS["figure3"].caption(cells)


def test_broken_bounds(computed):
    cells = computed["horizon"]
    for cell in cells:
        for run in cell["runs"]:
            run["good"], run["broken"] = True, dict.fromkeys(run["broken"])
    caption = EXPERIMENTS["horizon"].caption(cells)
    assert "No draw of the good event breaks a bound within T." in caption
    cells[0]["runs"][0]["broken"]["norm_x"] = 7.0
    caption = EXPERIMENTS["horizon"].caption(cells)
    assert f"1 of {sum(len(cell['runs']) for cell in cells)} runs that start in the good event break it" in caption
    assert "1 bound broken within T" in caption
    (table,) = EXPERIMENTS["horizon"].tables(cells)
    assert "1 break it, the first at t = 7" in table.rows[0]


@pytest.mark.parametrize("name", ["constants", "width"])
def test_sensitivity(name, computed):
    experiment, cells = EXPERIMENTS[name], computed[name]
    before = experiment.caption(cells)
    for cell in cells:
        cell["iterations"] = [7.0] * 4
    cells[0]["iterations"], cells[0]["diverged"] = [None] * 4, [3, None, None, None]
    caption = experiment.caption(cells)
    assert caption != before
    (table,) = experiment.tables(cells)
    assert any("1 of 4 diverge; 3 not in" in text for text in table.rows[0])
    assert any("7 (7 to 7)" in text for text in table.rows[1])


def test_an_estimate_that_is_not_made_up_for(computed):
    cells = computed["estimate"]
    assert "makes up for the estimate exactly" in EXPERIMENTS["estimate"].caption(cells)
    cells[0]["compensated"]["deviation"] = 0.5
    caption = EXPERIMENTS["estimate"].caption(cells)
    assert "does not make up for the estimate" in caption
    assert "by at most 0.5" in caption


def test_balance_and_rate(computed):
    cells = computed["balance"]
    for cell in cells:
        for series in cell["series"]:
            series["imbalance"], series["settled"] = [0.5, 0.1], 42.0
    assert "have kept 20 % of their imbalance" in EXPERIMENTS["balance"].caption(cells)
    assert "done by iteration 42 at step" in EXPERIMENTS["balance"].caption(cells)
    cells = computed["rate"]
    for cell in cells:
        for run in cell["runs"]:
            run["early"], run["late"], run["predicted"] = cell["condition"] ** -1.0, cell["condition"] ** -2.0, None
    caption = EXPERIMENTS["rate"].caption(cells)
    assert "to the power 1 over the first digit of the error and 2 from" in caption
    assert "explain" not in caption
