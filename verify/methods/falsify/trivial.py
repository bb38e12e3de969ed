"""Equality that says nothing of a bound: both sides agree whatever the rest is (T = 0, k = 0), or both vanish."""

from __future__ import annotations

import numpy as np

from verify.arithmetic.arrays import Array, indices
from verify.checking.check import check
from verify.errors import ProofgaugeError
from verify.methods.falsify import draws
from verify.methods.falsify.certificate import Values, certificate
from verify.methods.falsify.domain import Domain
from verify.methods.falsify.frames import Frame, allowed
from verify.methods.falsify.retraction import Retraction
from verify.statement import Statement

SAMPLES = 24
TRIES = 4
AGREE = 1e-9  # relative: more than rounding, less than any random point leaves


def empty_horizon(domain: Domain) -> Frame:
    """Integers at the least values that their declarations allow, where both sides agree whatever the rest is; without
    those whose next value changes nothing. Empty where there are none, or where the sides agree at the next too."""
    least = {s: v for s, v in domain.frame.items() if s.kind == "integer" and s.ge == v}
    if not least or not _agree(domain, {}):
        return {}
    found = {s: v for s, v in least.items() if not _agree(domain, {s: v + 1})}
    return {} if found and _agree(domain, {s: v + 1 for s, v in found.items()}) else found


def _agree(domain: Domain, changes: Frame) -> bool:
    """Whether float64 sees both sides equal at random points, inside the hypotheses or not."""
    try:
        there = _at(domain, changes)
        theta = draws.sample(there, SAMPLES, np.random.default_rng(0))
        relative = there.assess(theta).relative
    except (ProofgaugeError, ValueError):  # no such sizes
        return False
    known = relative[np.isfinite(relative)]
    return len(known) >= 3 and bool((np.abs(known) <= AGREE).all())


def _at(domain: Domain, changes: Frame) -> Domain:
    return Domain(domain.statement, domain.recipe, {**domain.frame, **changes}) if changes else domain


def vanishes(strict: Statement, values: Values) -> bool:
    """Whether both sides are zero at an exact point, and neither is so by what it says."""
    if any(a.op == "num" for a in strict.claim.args):
        return False
    detail = check(strict.problem, certificate(strict, "counterexample", values)).detail
    return [detail.get(side) for side in ("lhs", "rhs")] == [["0", "0"], ["0", "0"]]


def elsewhere(domain: Domain, horizon: Frame) -> tuple[Domain, list[Array]]:
    """Points at which float64 sees equality of sides that are not zero, one step beyond an empty horizon if there is
    one; those of simple numbers first, as rounding does not move these."""
    try:
        there = _at(domain, {s: v + 1 for s, v in horizon.items()})
        rng = np.random.default_rng(0)
        tried = np.concatenate([draws.library(there, 8 * SAMPLES, rng), draws.sample(there, SAMPLES, rng)])
        rows: Array = Retraction(there, tried)(tried)
        found, sides = there.assess(rows), there.sides(there.statement.claim, rows)
    except (ProofgaugeError, ValueError):  # no such sizes
        return domain, []
    with np.errstate(invalid="ignore"):
        good = found.admissible & (np.abs(found.relative) <= AGREE) & (np.abs(sides[0]) > AGREE)
    simple = np.abs(rows - rows.round().clip(-1, 1)).sum(-1)
    order = sorted(indices(good), key=simple.__getitem__) if allowed(there.statement, there.frame) else []
    return there, [rows[k] for k in order[:TRIES]]
