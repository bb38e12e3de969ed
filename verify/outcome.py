"""What became of one statement in an audit."""

from __future__ import annotations

from dataclasses import dataclass, field

from verify.statement import Statement
from verify.verdict import Checked, HarnessBug, Judgement, judge


@dataclass
class Outcome:
    """What became of one statement: checked evidence, why methods stopped short, and the verdict."""

    name: str
    statement: Statement
    checked: list[Checked] = field(default_factory=list[Checked])
    notes: list[str] = field(default_factory=list[str])
    failed: bool = False
    reused: bool = False
    seconds: float = 0.0

    @property
    def judgement(self) -> Judgement:
        """Raises HarnessBug, naming the statement, when the evidence contradicts itself."""
        try:
            return judge(self.checked, self.statement.quantifier, self.notes, self.statement.source)
        except HarnessBug as bug:
            raise HarnessBug(f"{self.name} (digest {self.statement.digest}): {bug}") from bug
