"""mpmath has no types: its one use is through this context, which is the project's own."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

mpmath: Any = import_module("mpmath")
mp: Any = mpmath.MPContext()


@contextmanager
def working(digits: int) -> Generator[None, None, None]:
    """Numbers computed inside have this many decimal digits."""
    before = mp.dps
    mp.dps = digits
    try:
        yield
    finally:
        mp.dps = before


__all__ = ["mp", "working"]
