"""Ties: where float64 sees no slack at all, balls of more digits and then the checker say which side it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verify.arithmetic import balls
from verify.arithmetic.arrays import indices
from verify.arithmetic.batch import Array
from verify.arithmetic.points import Point
from verify.errors import ProofgaugeError
from verify.methods.falsify.certificate import strict, values_at
from verify.methods.falsify.domain import Assessment
from verify.methods.falsify.rounding import roundings

if TYPE_CHECKING:
    from verify.methods.falsify.attack import Attack, Place

NOISE = 1e-13
KEPT = 3  # ties that are looked at closely, no two of them at the same sizes
ROUNDED = 2  # exact points near each
DIGITS = (512, 2048)  # bits
ALL_DIGITS = (512, 2048, 8192)  # for a statement with one point; the checker goes no further


def tied(found: Assessment) -> Array:
    with np.errstate(invalid="ignore"):
        return found.admissible & (np.abs(found.relative) <= NOISE)


def single(attack: Attack) -> bool:
    """Whether the statement speaks of one point only."""
    return not attack.statement.variables


def note(attack: Attack, place: Place, theta: Array) -> None:
    """Keeps a tie, if it is among the first."""
    if len(attack.ties) < KEPT and all(kept is not place for kept, _ in attack.ties):
        attack.ties.append((place, theta.copy()))


def settle(attack: Attack) -> None:
    """An exact counterexample among the ties that were met; a brief look leaves them, unless there is one point.

    A strict claim fails where there is no slack, which the search tries anyway.
    """
    wanted = not strict(attack.statement.claim) and (attack.budget.frames or single(attack))
    found = wanted and any(_close(attack, place, theta) for place, theta in attack.ties)
    if not found and _undecided(attack):
        attack.findings.against = "it speaks of one point, where its two sides agree to all digits that were tried"


def _undecided(attack: Attack) -> bool:
    """Whether no precision tells the sides apart at the one point that the statement has."""
    if not single(attack) or not attack.ties:
        return False
    try:
        return balls.truth(attack.statement.claim, Point.from_json(attack.statement, {}), ALL_DIGITS[-1]) is None
    except ProofgaugeError:
        return False


def _close(attack: Attack, place: Place, theta: Array) -> bool:
    candidates, floats = roundings(place.domain, theta, place.retraction)
    if not candidates:
        return False
    digits = ALL_DIGITS if single(attack) else DIGITS
    for k in indices(tied(place.domain.assess(floats)))[:ROUNDED]:
        point = candidates[k].exact()
        values = values_at(place.domain, point)
        if values is not None and attack.court.accepts(attack.statement, "counterexample", values, digits=digits):
            attack.findings.counterexample = place.domain, point, values
            return True
    return False
