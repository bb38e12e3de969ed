"""All experiments by name, in the order of the page."""

from __future__ import annotations

from verify.experiments.balance import BALANCE
from verify.experiments.experiment import Experiment, ExperimentError
from verify.experiments.figures import FIGURE_1, FIGURE_2, FIGURE_3, FIGURE_4
from verify.experiments.horizon import HORIZON
from verify.experiments.rate import RATE
from verify.experiments.sensitivity import CONSTANTS, ESTIMATE, WIDTH

EXPERIMENTS: dict[str, Experiment] = {
    experiment.name: experiment
    for experiment in (FIGURE_1, FIGURE_2, FIGURE_3, FIGURE_4, HORIZON, CONSTANTS, WIDTH, ESTIMATE, BALANCE, RATE)
}


def chosen(names: list[str]) -> list[Experiment]:
    """The experiments named, in the order of the page; all when no name is given.

    Raises ExperimentError with all names when one is unknown.
    """
    unknown = [name for name in names if name not in EXPERIMENTS]
    if unknown:
        raise ExperimentError(f"no experiment {unknown[0]!r}; there are {', '.join(EXPERIMENTS)}")
    return [experiment for name, experiment in EXPERIMENTS.items() if not names or name in names]
