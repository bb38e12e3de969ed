"""What can be wrong with a target, a start or a run; the message names the thing, the value and the way out."""

from __future__ import annotations

from verify.errors import ProofgaugeError


class SolverError(ProofgaugeError):
    """Input that is no factorization problem, or a run that cannot be done as asked."""


class DataError(SolverError):
    """A file that holds no matrix."""
