"""How much work a method may do. Counts of work, never clocks: the same seed and budget give the same results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from verify.errors import ProofgaugeError

FACTORS = {"quick": 1, "full": 20, "deep": 400}


class BudgetError(ProofgaugeError):
    """There is no budget of that name."""


@dataclass(frozen=True)
class Budget:
    """quick, full or deep; `share` is the part of it that may be spent. Raises BudgetError for another name."""

    name: str = "quick"
    share: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if self.name not in FACTORS:
            raise BudgetError(f"no budget is called {self.name!r}; there are {', '.join(FACTORS)}")

    def work(self, quick: int) -> int:
        """How many units of work to do, when a whole quick budget allows `quick` of them; at least one."""
        return max(1, int(quick * FACTORS[self.name] * self.share))

    @property
    def tenth(self) -> Budget:
        """A tenth of this budget, as the falsifier spends it on what is already proved."""
        return replace(self, share=self.share / 10)
