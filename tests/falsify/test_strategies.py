"""The domain of a statement as a Hypothesis strategy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from inequalities import G, P, Q, T, Y, Z, eta, fro, m, n, small_step, t, u

from verify.language import for_all, spec, tr
from verify.statement import Statement
from verify.strategies import NoPoints, points

SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
STEP = Statement("step", [small_step], fro(Y) >= 0)
ORDER = Statement("order", [P <= Q, tr(u.T @ u) == 1, fro(G) <= 2], fro(G) >= 0)
SEQUENCE = Statement("sequence", [for_all(t, 0, T, Z[t] <= 2)], Z[0] >= 0)


@SETTINGS
@given(points(STEP))
def test_scaled(point: dict) -> None:
    assert np.linalg.norm(point["Y"], 2) ** 2 <= (1 + 1e-9) / point["eta"]
    assert point["Y"].shape == (point["n"], point["d"])


@SETTINGS
@given(points(ORDER))
def test_order(point: dict) -> None:
    gap = np.linalg.eigvalsh(point["Q"] - point["P"])
    assert gap.min() >= -1e-9 * (1 + np.abs(point["Q"]).max())
    assert np.linalg.norm(point["u"]) == pytest.approx(1)
    assert np.linalg.norm(point["G"]) <= 2 + 1e-9


@SETTINGS
@given(points(SEQUENCE))
def test_sequence(point: dict) -> None:
    assert all(0 <= z <= 2 + 1e-9 for z in point["z"][: point["T"] + 1])


def test_no_sizes() -> None:
    with pytest.raises(NoPoints):
        points(Statement("none", [m + 1 <= m], fro(G) + n + spec(G) + eta >= 0))
