"""Which iterations are recorded, and what a run would cost, settled before it starts."""

from __future__ import annotations

from verify.errors import Unsupported
from verify.solver.errors import SolverError, spelled
from verify.solver.target import whole
from verify.terminal import duration

RECORDS = 2000
RECORD_BYTES = 512 * 2**20


def interval(steps: int, every: int | None, width: int, records: int = RECORDS) -> int:
    """Steps between records: `every`, or the least that keeps to about so many records.

    `width`: numbers in one record, all runs together. Raises SolverError where the records would not fit in 512 MB.
    """
    if every is None:
        return max(1, -(-steps // records))
    whole("every", every)
    size = 8 * width * (steps // every + 2)
    if size > RECORD_BYTES:
        most = RECORD_BYTES // (8 * width)
        raise SolverError(
            f"a record every {every} of {steps:,} steps takes {size / 2**30:.1f} GB, more than "
            f"{RECORD_BYTES / 2**30:.1f} GB; give at least {spelled('every', -(-steps // most))}, or leave it out"
        )
    return every


def admit(steps: int, limit: int, seconds: float, given: int | None) -> None:
    """Raises Unsupported for more steps than the limit, with the time they would take."""
    limit = limit if given is None else whole("max_steps", given)
    if steps > limit:
        raise Unsupported(
            f"{steps:,} steps are more than the limit of {limit:,}; they would take about {duration(seconds)}. "
            f"Take fewer, or raise the limit with {spelled('max_steps', steps)}"
        )


def moments(steps: int, every: int) -> list[int]:
    """The iterations recorded: 0, every, 2 every, ... and the last."""
    found = list(range(0, steps + 1, every))
    return found if found[-1] == steps else [*found, steps]
