"""What became of one statement in an audit."""

from __future__ import annotations

from dataclasses import dataclass, field

from verify.statement import Statement
from verify.verdict import Checked, HarnessBug, Judgement, judge


@dataclass
class Outcome:
    """What became of one statement: checked evidence, why methods stopped short, and the verdict.

    refuted: digests of the cited theorems among what it uses, directly or through others, that are refuted.
    """

    name: str
    statement: Statement
    checked: list[Checked] = field(default_factory=list[Checked])
    notes: list[str] = field(default_factory=list[str])
    failed: bool = False
    reused: bool = False
    seconds: float = 0.0
    refuted: frozenset[str] = frozenset()

    @property
    def judgement(self) -> Judgement:
        """Raises HarnessBug, naming the statement, when the evidence contradicts itself."""
        try:
            return judge(self.checked, self.statement.quantifier, self.notes, self.statement.source, self.refuted)
        except HarnessBug as bug:
            raise HarnessBug(f"{self.name} (digest {self.statement.digest}): {bug}") from bug
