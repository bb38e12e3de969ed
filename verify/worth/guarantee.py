"""What `plan` answers, as data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from verify.worth.numbers import Enclosure, above

PRINTED = "delta of (A2d)"


@dataclass(frozen=True)
class Guarantee:
    """One theorem with numbers: for every T >= `iterations`, ||A - X_T Y_T'||_F^2 <= eps ||A||_F^2.

    `theorem`: the id of the statement; `source`: where the probability is from; `largest`: no tau gives more than this.
    `probability` encloses what is guaranteed (its lower end is), `event` the probability of the event itself. `step` is
    eta ||A||_F, rounded down; `iterations` is rounded up. `s` bounds sigma_1(V'Phi_1) from above, and
    rho = tau (1 - sqrt((r-1)/d)) bounds sigma_r(V'Phi_1) from below. `reason` says why nothing is guaranteed, and then
    these numbers are None; else it is "".
    """

    theorem: str
    title: str
    source: str
    largest: Fraction
    reason: str = ""
    probability: Enclosure | None = None
    event: Enclosure | None = None
    tau: Fraction | None = None
    rho: Enclosure | None = None
    s: Fraction | None = None
    C: Fraction | None = None
    D: Fraction | None = None
    step: Fraction | None = None
    iterations: int | None = None

    def to_json(self) -> dict[str, object]:
        """Exact values as text; ends of enclosures as decimals rounded outwards."""

        def text(x: Fraction | None) -> str | None:
            return None if x is None else str(x)

        def ends(x: Enclosure | None) -> list[str] | None:
            return None if x is None else x.to_json()

        return {
            "theorem": self.theorem, "title": self.title, "reason": self.reason, "probability_from": self.source,
            "probability_at_most": above(self.largest), "probability": ends(self.probability),
            "event": ends(self.event), "tau": text(self.tau), "rho": ends(self.rho), "s": text(self.s),
            "C": text(self.C), "D": text(self.D), "eta_times_norm": text(self.step), "iterations": self.iterations,
        }  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What was asked and what the theorems answer; `notes` say what the numbers rest on."""

    m: int
    n: int
    r: int
    d: int
    kappa: Fraction
    eps: Fraction
    probability: Fraction
    nu: Fraction
    guarantees: tuple[Guarantee, ...]
    notes: tuple[str, ...]

    @property
    def best(self) -> Guarantee:
        """The one with the fewest iterations."""
        return min((g for g in self.guarantees if not g.reason), key=lambda g: g.iterations or 0)

    def to_json(self) -> dict[str, object]:
        """As `proofgauge worth --json` prints it."""
        asked = {name: str(getattr(self, name)) for name in ("kappa", "eps", "probability", "nu")}
        return {
            "format": "proofgauge plan 1", "m": self.m, "n": self.n, "r": self.r, "d": self.d, **asked,
            "guarantees": [g.to_json() for g in self.guarantees], "best": self.guarantees.index(self.best),
            "notes": list(self.notes),
        }  # fmt: skip
