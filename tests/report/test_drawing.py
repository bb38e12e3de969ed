"""Layout of the graph, ticks of plots, decimals of enclosures."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.formulas import decimal, enclosure, equation, exact, number, prose
from reports.graph import Node, outline, svg
from reports.layout import GAP, WIDTH, arrange
from reports.plots import Axis, slack_plot
from reports.words import VERDICTS, weaker


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    count = draw(st.integers(1, 12))
    names = [f"n{k}" for k in range(count)]
    return {name: draw(st.lists(st.sampled_from(names), unique=True, max_size=4)) for name in names}


@settings(deadline=None)
@given(graphs())
def test_no_two_nodes_overlap(uses: dict[str, list[str]]) -> None:
    uses = {key: [name for name in names if name != key] for key, names in uses.items()}
    placed, chains = arrange(uses)
    assert set(uses) <= set(placed)
    assert len(chains) == sum(map(len, uses.values()))
    rows: dict[int, list[float]] = {}
    for key in uses:
        rows.setdefault(placed[key].layer, []).append(placed[key].x)
    for row in rows.values():
        ordered = sorted(row)
        assert all(b - a >= WIDTH + GAP - 1e-6 for a, b in pairwise(ordered))
    assert min(item.x for item in placed.values()) >= 0


@settings(deadline=None)
@given(graphs())
def test_what_is_used_stands_above(uses: dict[str, list[str]]) -> None:
    order = list(uses)
    acyclic = {key: [n for n in names if order.index(n) < order.index(key)] for key, names in uses.items()}
    placed, _ = arrange(acyclic)
    assert all(placed[name].layer < placed[key].layer for key, names in acyclic.items() for name in names)


def test_the_drawing_is_xml_and_does_not_rely_on_colour() -> None:
    nodes = [Node(verdict, verdict, verdict, verdict, "refuted") for verdict in VERDICTS]
    drawing = ElementTree.fromstring(
        svg([*nodes, Node("p", "uses", "uses", "proved", "supported", ["proved", "outside"])])
    )
    letters = [node.text for node in drawing.iter("text") if node.get("class") == "letter"]
    assert sorted(filter(None, letters)) == sorted([*(sign.letter for sign in VERDICTS.values()), "P"])
    assert len({outline(sign.shape, 0, 0, WIDTH, 40) for sign in VERDICTS.values()}) == len(VERDICTS)
    assert len({sign.symbol for sign in VERDICTS.values()}) == len(VERDICTS)
    links = [node.get("aria-label") for node in drawing.iter("a")]
    assert "uses: proved, rests on something supported" in links


def test_weaker() -> None:
    assert weaker("proved", "supported")
    assert not weaker("supported", "proved")
    assert not weaker("proved", None)


@settings(deadline=None)
@given(st.fractions(), st.integers(1, 12))
def test_decimals_are_rounded_as_told(value: Fraction, digits: int) -> None:
    low, high = Fraction(decimal(value, digits, up=False)), Fraction(decimal(value, digits, up=True))
    assert low <= value <= high
    assert high - low <= abs(value) / 10 ** (digits - 1)
    assert low <= Fraction(decimal(value, digits)) <= high


@settings(deadline=None)
@given(st.fractions(), st.fractions(min_value=0, max_value=1))
def test_enclosures_are_rounded_outwards(low: Fraction, width: Fraction) -> None:
    shown = enclosure([str(low), str(low + width)])
    if width:
        left, right = shown.partition("[")[2].partition("]")[0].replace("−", "-").split(", ")
        assert Fraction(left) <= low
        assert Fraction(right) >= low + width


def test_values_as_mathml() -> None:
    assert number("-3/2") == '<mrow><mo form="prefix">−</mo><mfrac><mn>3</mn><mn>2</mn></mfrac></mrow>'
    matrix = equation("X_0", [["1", "-1/2"]])
    assert 'alttext="X_0 = [1 -1/2]"' in matrix
    assert "<msub><mi>𝐗</mi><mn>0</mn></msub>" in matrix
    assert "<mi>η</mi>" in equation("eta", "1")


def test_names_are_as_in_formulas() -> None:
    assert "<msub><mi>𝐗</mi><mn>0</mn></msub>" in equation("X0", [["1"]])
    assert "<msub><mi>𝚽</mi><mn>1</mn></msub>" in equation("Phi1", [["1"]])
    assert "<msub><mi>X</mi><mrow><mi>t</mi>" in equation("X_t_2", "1")
    assert (
        prose("At m = 1: X0 = [[0]], Phi1 = [[1]], eta = 1, X_t = 2.")
        == "At m = 1: X₀ = [[0]], Φ₁ = [[1]], η = 1, X_t = 2."
    )


def test_an_irrational_number_is_no_fraction() -> None:
    assert exact("sqrt(2)") is None
    assert exact("3/2") == Fraction(3, 2)


def test_a_long_place_is_wrapped() -> None:
    drawing = svg([Node("a", "Proof of Lemma 4.1, display, 6th relation", "short", "proved", None)])
    assert "Proof of Lemma 4.1," in drawing
    assert "display, 6th relation</text>" in drawing
    assert "short</text>" in drawing


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_ticks_lie_on_the_axis(values: list[float]) -> None:
    axis = Axis(values, log=False, start=0, end=100)
    assert all(-1e-6 <= axis.at(tick) <= 100 + 1e-6 for tick in axis.ticks())


def test_a_plot_needs_three_points() -> None:
    slack = {"summary": "s", "attained": False, "points": [[1, 1], [2, 2]], "x": "x"}
    assert slack_plot(slack, "a") == ""
    slack["points"] = [[1, 1], [2, 2], [float("nan"), 3], [-1, 2]]
    assert slack_plot(slack | {"x_scale": "log"}, "a") == ""


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_plot_is_xml(scale: str) -> None:
    points = [[0.01, 0.0], [0.1, 0.5], [1, 2], [10, 3]]
    plot = slack_plot({"summary": "a < b", "attained": True, "points": points, "x": "eta", "x_scale": scale}, "a")
    root = ElementTree.fromstring(plot)
    assert len([node for node in root.iter("circle") if node.get("class") == "equality"]) == 1
    assert len(list(root.iter("tr"))) == 5
