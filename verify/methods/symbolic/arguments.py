"""An author's argument carried out: each line searched for under its citations, blocks as the kernel's blocks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.argument import Block, Citation, Entry, Fact, Line, fresh_in
from verify.errors import StatementError
from verify.methods.symbolic import indices, tactics
from verify.methods.symbolic.abstraction import by_abstraction
from verify.methods.symbolic.finding import found_by_any
from verify.methods.symbolic.lines import Block as Lines
from verify.methods.symbolic.lines import Line as Found
from verify.methods.symbolic.prover import Exhausted, Prover
from verify.methods.symbolic.sharing import Lemmas
from verify.statement import Statement, Use
from verify.substitution import substitute
from verify.tree import Expr, Symbol

Names = dict[Symbol, Expr]
Lemma = tuple[Statement, dict[str, Any]]


class LineNotFound(Exception):
    """The text names the line of the argument that was not proved."""


@dataclass(frozen=True)
class Record:
    """What became of one line: its place (2.step.1), its text, whether it was found, why not, and the seconds."""

    place: str
    text: str
    found: bool
    why: str
    seconds: float


class Carrier:
    """Carries an argument out in a prover. `lemma_of` proves the statements that it uses."""

    def __init__(
        self, p: Prover, lemma_of: Callable[[Statement], Lemma | None], heard: Callable[[Record], None] | None = None
    ) -> None:
        self.p, self.lemma_of, self.heard = p, lemma_of, heard
        self.lemmas = Lemmas()
        self.numbers: dict[Statement, tuple[int, Statement] | None] = {}
        self.abstract: dict[Statement, int] = {}

    def carry(self, lines: tuple[Entry, ...], claim: Expr) -> Found:
        """The line of the claim. Raises LineNotFound."""
        self._run(lines, {}, "")
        return self._conclusion(claim, "conclusion")

    def _run(self, lines: tuple[Entry, ...], names: Names, place: str) -> None:
        for k, line in enumerate(lines, 1):
            self._line(line, names, f"{place}{k}")

    def _line(self, line: Entry, names: Names, place: str) -> Found:
        if isinstance(line, Line):
            claim = substitute(line.claim, names)
            return self._search(place, claim, str(line.claim), lambda: self._prove(line, claim, names, place))
        text = f"fact {line.name}" if isinstance(line, Fact) else f"use {line.statement.title!r}"
        return self._search(place, None, text, lambda: self._cited(line, names))

    def _search(self, place: str, claim: Expr | None, text: str, find: Callable[[], Found | None]) -> Found:
        p, started, why = self.p, time.perf_counter(), "not found"
        p.effort = 0
        try:
            found = find()
        except Exhausted:
            found, why = None, "not found within the budget"
        except LineNotFound as error:
            if self.heard is None:
                raise
            found, why = None, str(error)
        p.effort = 0
        if self.heard is not None:
            self.heard(Record(place, text, found is not None, "" if found else why, time.perf_counter() - started))
        if found is None:
            if self.heard is None or claim is None:
                raise LineNotFound(f"line {place} of the argument, {text}: {why}")
            found = p.lines.add(claim, "gap")  # `explain` goes on; no certificate is made of it
        return p.learn(found)

    def _prove(self, line: Line, claim: Expr, names: Names, place: str) -> Found | None:
        if line.kind == "have":
            return self._have(claim, line.by, names)
        p = self.p
        about = [substitute(e, names) for e in line.about]
        cited = [self._relation(c, names) for c in line.by or () if isinstance(c, Expr)]
        if line.kind == "induction":
            base = self._block(line.blocks[0], names, place + ".base.")
            step = self._block(line.blocks[1], names, place + ".step.")
            return p.lines.add(claim, "induction", [], fix=_name(step), base=base[1], step=step[1])
        if line.kind == "each":
            fixed, block = self._block(line.blocks[0], names, place + ".")
            return p.lines.add(claim, "forall_intro", [], fix=fixed, lo=about[0], hi=about[1], block=block)
        if line.kind == "suppose":
            _, block = self._block(line.blocks[0], names, place + ".", single=True)
            return p.lines.add(claim, "implies_intro", [], block=block)
        if line.kind in ("cases", "split"):
            blocks = [self._block(b, names, f"{place}.case{k}.", single=True)[1] for k, b in enumerate(line.blocks, 1)]
            if line.kind == "cases":
                return p.lines.add(claim, "cases", cited, blocks=blocks)
            left, right = about[0].args
            return p.lines.add(claim, "split", [], left=left, right=right, blocks=blocks)
        fixed, block = self._block(line.blocks[0], names, place + ".", single=True)
        rule = "obtain_factor" if line.kind == "obtain" else "obtain_root"
        return p.lines.add(claim, rule, cited, name=fixed, block=block)

    def _block(self, block: Block, names: Names, place: str, single: bool = False) -> tuple[str, Lines]:
        p = self.p
        name = "" if block.fixed is None else p.fresh(block.fixed.data[0].name)
        inner = fresh_in(block, names, name)
        assumptions = [substitute(a, inner) for a in block.assumptions]
        with p.scope(*assumptions) as found:
            found.single = single
            p.grounds = [*p.grounds, *(a for a in found.assumptions if _is_range(a.claim))]
            self._run(block.lines, inner, place)
            found.end_with(self._conclusion(substitute(block.goal, inner), place + "end"))
        return name, found

    def _conclusion(self, goal: Expr, place: str) -> Found:
        """The goal of a block: in scope, or made of parts in scope, or found from everything in scope."""
        known = self.p.lines.find(goal)
        if known is not None:
            return known if known.claim is goal else self.p.lines.add(goal, "same", [known])
        return self._search(place, goal, str(goal), lambda: self._assembled(goal) or self._prove_claim(goal))

    def _assembled(self, goal: Expr) -> Found | None:
        p = self.p
        if goal.op != "and":
            return p.lines.find(goal)
        parts = [self._assembled(part) for part in goal.args]
        if any(part is None for part in parts):
            return None
        return p.lines.add(goal, "and_intro", parts)

    # ---- lines with citations

    def _have(self, claim: Expr, by: tuple[Citation, ...] | None, names: Names) -> Found | None:
        p = self.p
        if by is None:
            return self._prove_claim(claim)
        with p.knowing(p.grounds):
            for c in sorted(by, key=lambda c: isinstance(c, (Use, Fact))):  # relations first: they settle premises
                line = self._cited(c, names)
                if line is None:
                    return None
                p.learn(line)
            return self._prove_claim(claim)

    def _prove_claim(self, claim: Expr) -> Found | None:
        return found_by_any(self.p, claim, lambda effort: self._as_numbers(claim, effort))

    def _as_numbers(self, claim: Expr, effort: int) -> Found | None:
        return by_abstraction(self.p, claim, effort, self._number, self._settle)

    def _number(self, statement: Statement, certificate: dict[str, Any]) -> int:
        if statement not in self.abstract:
            self.abstract[statement] = self.lemmas.add(statement, certificate)
        return self.abstract[statement]

    def _cited(self, cited: Citation, names: Names) -> Found | None:
        if isinstance(cited, Use):
            return self._applied(cited, names)
        if isinstance(cited, Fact):
            values = {v: substitute(e, names) for v, e in cited.values}
            found = self.p.settled_fact(cited.name, values, self._settle)
            if found is None:
                raise LineNotFound(f"the conditions of the fact {cited.name} were not found")
            return found
        return self._relation(cited.claim if isinstance(cited, Line) else cited, names)

    def _relation(self, cited: Expr, names: Names) -> Found:
        found = self.p.lines.find(substitute(cited, names))
        if found is None:
            raise StatementError(f"{cited} is cited, and is neither a hypothesis nor an earlier line in scope")
        return found

    def _settle(self, claim: Expr) -> Found | None:
        return self.p.establish(claim) or tactics.prove(self.p, claim)

    def _applied(self, use: Use, names: Names) -> Found | None:
        if use.statement not in self.numbers:
            self.numbers[use.statement] = self._lemma(use.statement)
        numbered = self.numbers[use.statement]
        if numbered is None:
            raise LineNotFound(f"{use.statement.title!r}, which the line uses, is not proved")
        position, lemma = numbered
        inner = names if use.over is None else {s: e for s, e in names.items() if s is not use.over[0].data[0]}
        values = {s: substitute(e, inner) for s, e in use.values}
        for sym in lemma.variables:
            if sym in names:
                values.setdefault(sym, names[sym])
        over = use.over and (use.over[0], *(substitute(e, names) for e in use.over[1:]))
        unmet: list[Expr] = []

        def settle(claim: Expr) -> Found | None:
            found = self._settle(claim)
            if found is None:
                unmet.append(claim)
            return found

        application = Use(lemma, tuple(values.items()), over)  # type: ignore[arg-type]
        found = indices.applied(self.p, application, position, lemma.variables, settle)
        if found is None and unmet:
            raise LineNotFound(f"the hypothesis {unmet[0]} of {use.statement.title!r} was not found")
        return found

    def _lemma(self, statement: Statement) -> tuple[int, Statement] | None:
        proven = self.lemma_of(statement)
        if proven is None:
            return None
        lemma, certificate = proven
        return self.lemmas.add(lemma, certificate), lemma


def _is_range(claim: Expr) -> bool:
    return claim.op == "le" and all(a.sort.kind == "integer" for a in claim.args)


def _name(block: tuple[str, Lines]) -> str:
    return block[0]


__all__ = ["Carrier", "LineNotFound", "Record"]
