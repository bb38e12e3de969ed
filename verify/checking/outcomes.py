"""What can come out of a check, and the three ways in which an evaluation can stop short of a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Malformed(Exception):
    """The problem or the certificate does not follow the format."""


class Undefined(Exception):
    """The expression provably has no value at this point (division by zero, index out of range ...)."""


class Undecided(Exception):
    """The present precision does not settle the question.

    `bits` is a precision that would settle it, where one is known (an algebraic tie), else None.
    `final` says that no precision will help (a work limit, a missing term).
    """

    def __init__(self, reason: str, bits: int | None = None, final: bool = False) -> None:
        super().__init__(reason)
        self.bits = bits
        self.final = final


@dataclass(frozen=True)
class Result:
    """The answer. `trusts` lists what an acceptance rests on beyond this folder; `detail` is JSON-able."""

    accepted: bool
    reason: str
    trusts: list[str] = field(default_factory=list[str])
    detail: dict[str, Any] = field(default_factory=dict[str, Any])
