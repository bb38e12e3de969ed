"""Drawings: the same bytes for the same data, well-formed, everything named, labels apart."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from verify.experiments.drawing import Sheet
from verify.experiments.experiment import ExperimentError
from verify.experiments.labels import Box, box_of, place
from verify.experiments.registry import EXPERIMENTS
from verify.experiments.setting import INITIALIZATIONS

DRAWN = [name for name, experiment in EXPERIMENTS.items() if experiment.draw]


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_data_give_the_same_bytes(name, computed):
    drawing = EXPERIMENTS[name].draw(computed[name])
    assert EXPERIMENTS[name].draw(computed[name]) == drawing
    ET.fromstring(drawing)
    assert "<dc:date>" not in drawing
    assert "matplotlib.org" not in drawing.replace("<!-- Created with matplotlib (https://matplotlib.org/) -->", "")


@pytest.mark.parametrize("name", ["figure1", "figure2", "figure3", "figure4"])
def test_everything_is_named(name, computed):
    cells = computed[name]
    drawing = EXPERIMENTS[name].draw(cells)  # matplotlib writes every text as a comment beside its outline
    for kind in cells[0]["initializations"]:
        assert drawing.count(f"<!-- {INITIALIZATIONS[kind]} -->") == len(cells)
    assert "relative error" in drawing
    assert "<!-- iterations -->" in drawing
    bounds = drawing.count("bound (6)")
    assert bounds == (0 if name == "figure4" else len(cells))


def test_another_curve_gives_another_drawing(computed):
    cells = computed["figure2"]
    before = EXPERIMENTS["figure2"].draw(cells)
    cells[0]["series"][0]["error"][-1] /= 3
    assert EXPERIMENTS["figure2"].draw(cells) != before


def test_a_zero_error_and_an_empty_curve_can_be_drawn(computed):
    cells = computed["figure3"]
    cells[0]["series"][0]["error"][-1] = 0.0
    cells[0]["series"][1] |= {"t": [0], "error": [1.0]}
    ET.fromstring(EXPERIMENTS["figure3"].draw(cells))


def meets(one: Box, other: Box) -> bool:
    across = one.left < other.left + other.width and other.left < one.left + one.width
    return across and one.bottom < other.bottom + other.height and other.bottom < one.bottom + one.height


def test_labels_keep_apart():
    x = np.linspace(0, 200, 40)
    groups = [
        (name, [np.column_stack([x, 100 + 2 * k + 0 * x])]) for k, name in enumerate(["first", "second", "third"])
    ]
    taken = [box_of("a note", 4, 140)]
    boxes = [*taken, *place(groups, [], taken, 205, 165)]
    assert not any(meets(one, other) for k, one in enumerate(boxes) for other in boxes[:k])
    assert all(box.left >= 0 and box.left + box.width <= 205 for box in boxes)


def test_a_label_goes_where_no_other_line_is():
    low = np.column_stack([np.linspace(0, 200, 40), np.full(40, 30.0)])
    high = np.column_stack([np.linspace(0, 200, 40), np.full(40, 120.0)])
    boxes = place([("low", [low]), ("high", [high])], [], [], 205, 165)
    assert abs(boxes[0].bottom - 30) < 20
    assert abs(boxes[1].bottom - 120) < 20


def test_lines_outside_the_panel_get_a_label_inside():
    (box,) = place([("lost", [np.array([[10.0, 500.0], [90.0, 500.0]])])], [], [], 205, 165)
    assert 0 <= box.left <= 205 - box.width
    assert 0 <= box.bottom <= 165


def test_without_matplotlib(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExperimentError, match=r"pip install 'proofgauge\[figures\]'"):
        Sheet(1, 1)
