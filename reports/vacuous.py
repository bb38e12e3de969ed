"""The parts of a domain on which a statement says nothing, in words."""

from __future__ import annotations

from typing import Any

from reports.formulas import prose
from reports.words import plural


def says_nothing(where: dict[str, Any] | None) -> str:
    """`where nu < 0 (proved); in 12 % of the sampled region, where ...`; the whole domain where nothing is given."""
    if not where:
        return "on its whole domain"
    parts = [f"where {prose(part['text'])} (proved)" for part in where["proved"]]
    sampled = where["sampled"]
    if sampled:
        points = plural(sampled["points"], "sampled point")
        parts.append(f"where {prose(sampled['text'])}: {share(sampled['share'])} of {points}")
    return "; ".join(parts)


def share(value: float) -> str:
    """A share in percent; `below 1 %` and `above 99 %` rather than a rounded 0 or 1."""
    percent = round(100 * value)
    if percent == 0 and value > 0:
        return "below 1 %"
    if percent == 100 and value < 1:
        return "above 99 %"
    return f"{percent} %"
