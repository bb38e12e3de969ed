"""Statements with universal constants as results.json shows them: families as formulas, witnesses as values; and the
parts of a domain on which a statement says nothing."""

from __future__ import annotations

from typing import Any

from verify.checking.universal import refutation
from verify.problem import Reader, from_problem
from verify.render.entry import equation
from verify.render.text import to_text
from verify.statement import Statement
from verify.tree import variable
from verify.verdict import Checked, Judgement

Json = Any


def refuted_by(statement: Statement, certificate: dict[str, Json]) -> Statement:
    """The statement about the universal constants alone that the proof of an accepted family is about."""
    return from_problem(refutation(statement.problem, certificate["values"]))


def family_shown(statement: Statement, values: dict[str, Json]) -> list[dict[str, str]]:
    """`x = K + 1` for each variable."""
    reader = Reader()
    reader.symbols = {s.name: s for s in statement.exists}
    return [equation(variable(s), reader.expr(values[s.name])) for s in statement.variables]


def everywhere(statement: Statement) -> str:
    """What is said beside a family."""
    names = ", ".join(s.name for s in statement.exists)
    return f"Whatever {names} is, the hypotheses hold here and the claim is false: a proof, replayed by the checker."


def witness_of(judgement: Judgement) -> Json:
    """The values of the universal constants that were proved to do, by name; None where there is no such proof."""
    checked = judgement.decisive
    if checked is None or checked.evidence.kind != "witness" or checked.evidence.certificate is None:
        return None
    return checked.evidence.certificate["values"]


def part_shown(statement: Statement, problem: dict[str, Json]) -> str:
    """The hypotheses that a part of the domain adds to those of the statement."""
    return " and ".join(map(to_text, from_problem(problem).given[len(statement.given) :]))


def vacuity_of(checked: list[Checked]) -> Checked | None:
    """The evidence about parts of the domain."""
    return next((c for c in checked if c.evidence.kind == "vacuity"), None)
