"""What can be wrong with a target, a start or a run; the message names the thing, the value and the way out."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from verify.errors import ProofgaugeError


class SolverError(ProofgaugeError):
    """Input that is no factorization problem, or a run that cannot be done as asked."""


class DataError(SolverError):
    """A file that holds no matrix."""


_as_options: ContextVar[bool] = ContextVar("as_options", default=False)


@contextmanager
def as_options() -> Generator[None]:
    """Within it, messages name arguments as the command line does."""
    token = _as_options.set(True)
    try:
        yield
    finally:
        _as_options.reset(token)


def spelled(name: str, value: object) -> str:
    """An argument with a value, as a message tells the reader to write it: max_steps=9, or --max-steps 9."""
    return f"--{name.replace('_', '-')} {value}" if _as_options.get() else f"{name}={value!r}"
