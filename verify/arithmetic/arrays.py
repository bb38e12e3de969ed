"""numpy for arrays whose element type the type checker cannot follow (float64 or Fractions): typed as Any, once."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

Array = Any


def where(mask: Array, chosen: Array, other: Array) -> Array:
    """numpy.where."""
    return cast(Array, np.where(mask, chosen, other))


def indices(mask: Array) -> list[int]:
    """Positions at which a mask (B,) holds, in order."""
    return np.flatnonzero(mask).tolist()
