"""Numbers for tables: of an enclosure only the digits that it has."""

from __future__ import annotations

import math

from verify.solver.run import Run
from verify.solver.target import Array

LEAST = 1e-300
"""No smaller bound is printed: powers of ten end soon below."""


def significant(middle: float, radius: float, digits: int) -> str:
    """A quantity that is never negative, within `radius` of `middle`, with at most so many digits after the first.

    Where something is printed as d.ddde-dd, it is off by at most one in its last digit. Where not even the first digit
    is known, "<=" and an upper bound, rounded up; where that is infinite, "unknown".
    """
    if radius == 0:
        return f"{middle:.{digits}e}"
    high = middle + radius
    if not math.isfinite(high):
        return "unknown"
    first = math.floor(math.log10(abs(middle))) if middle else -math.inf
    for places in range(digits, -1, -1):
        if first > -math.inf and radius <= 10.0 ** (first - places) / 2:
            return f"{middle:.{places}e}"
    high = max(high, radius, LEAST)
    unit = 10.0 ** (math.floor(math.log10(high)) - 1)
    return f"<= {(math.floor(high / unit) + 1) * unit:.1e}"


def row(run: Run, i: int, r: int, norm2: float) -> tuple[str, str, str, str]:
    """2 f / ||A||_F^2, sigma_1(X), sigma_r(X) and ||grad f||_F at record i, as text; `r` counts from 0."""

    def ends(table: Array, radii: Array | None) -> tuple[float, float]:
        return float(table[i]), 0.0 if radii is None else float(radii[i])

    def of(name: str) -> tuple[float, float]:
        return ends(run.quantity(name), run.radius.get(name))

    def singular(k: int) -> str:
        if k >= run.sigma_x.shape[1]:
            return f"{0:.4e}"
        radii = run.radius.get("sigma_x")
        return significant(*ends(run.sigma_x[:, k], None if radii is None else radii[:, k]), 4)

    (loss, off), (x, off_x), (y, off_y) = of("loss"), of("gradient_x"), of("gradient_y")
    slope = significant(math.hypot(x, y), math.hypot(off_x, off_y), 4)  # the norm of the radii bounds the difference
    return significant(2 * loss / norm2, 2 * off / norm2, 6), singular(0), singular(r), slope
