"""Small versions of every experiment, computed once."""

from __future__ import annotations

import copy

import pytest

from verify.experiments import sensitivity
from verify.experiments.registry import EXPERIMENTS

FEW = 300


def shortened(name: str) -> list[dict]:
    """The experiment's cells with FEW iterations."""
    cells = [dict(cell) for cell in EXPERIMENTS[name].cells]
    return [cell | {"steps": FEW} if "steps" in cell else cell for cell in cells]


@pytest.fixture(scope="session")
def _computed() -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    steps, seeds = sensitivity.STEPS, sensitivity.SEEDS
    sensitivity.STEPS, sensitivity.SEEDS = 2000, 4
    try:
        for name, experiment in EXPERIMENTS.items():
            found[name] = [experiment.compute(cell, 0) for cell in shortened(name)]
    finally:
        sensitivity.STEPS, sensitivity.SEEDS = steps, seeds
    return found


@pytest.fixture
def computed(_computed) -> dict[str, list[dict]]:
    """The cells of each experiment, which a test may change."""
    return copy.deepcopy(_computed)
