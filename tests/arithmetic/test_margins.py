"""Margins of conjunctions: many parts at once give what they give one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.arithmetic import margins
from verify.arithmetic.margins import Margin

SLACK = st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0, np.nan, np.inf])
SCALE = st.sampled_from([0.0, 1.0, 3.0, np.nan])


@st.composite
def parts(draw: st.DrawFn) -> list[Margin]:
    width = draw(st.integers(1, 4))

    def column(values: st.SearchStrategy[float]) -> Any:
        length = draw(st.sampled_from([1, width]))
        return np.array(draw(st.lists(values, min_size=length, max_size=length)))

    return [Margin(column(SLACK), column(SCALE)) for _ in range(draw(st.integers(4, 8)))]


@given(parts())
def test_least_of_many(found: list[Margin]) -> None:
    width = max(len(x) for m in found for x in m)
    with np.errstate(all="ignore"), pytest.MonkeyPatch.context() as patch:
        at_once = margins._least(found)
        patch.setattr(margins, "FEW", len(found))
        one_by_one = margins._least(found)
    for a, b in zip(at_once, one_by_one, strict=True):
        assert np.array_equal(np.broadcast_to(a, width), np.broadcast_to(b, width), equal_nan=True)
