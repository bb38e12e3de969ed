"""Statements with universal constants as results.json shows them: families as formulas, witnesses as values; what
refutes a claim about a probability by another one; and the parts of a domain on which a statement says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from verify.checking.universal import refutation
from verify.problem import Reader, from_problem
from verify.render.entry import equation
from verify.render.text import to_text
from verify.statement import Statement
from verify.tree import variable
from verify.verdict import Checked, Judgement

Json = Any


def refuted_by(statement: Statement, certificate: Mapping[str, Json]) -> Statement:
    """The statement about the universal constants alone that the proof of an accepted family is about."""
    return from_problem(refutation(statement.problem, certificate["values"]))


def family_shown(statement: Statement, values: dict[str, Json]) -> list[dict[str, str]]:
    """`x = K + 1` for each variable."""
    reader = Reader()
    reader.symbols = {s.name: s for s in statement.exists}
    named = [s for s in statement.variables if s.kind != "gaussian"]
    return [equation(variable(s), reader.expr(values[s.name])) for s in named]


def point_of(certificate: Mapping[str, Json]) -> Mapping[str, Json]:
    """The certificate that has the values."""
    return cast("Mapping[str, Json]", certificate["point"] if certificate["kind"] == "contrary" else certificate)


def contrary_said(problem: Mapping[str, Json], certificate: Mapping[str, Json]) -> str:
    """Why a claim about a probability fails at the point, in words."""
    lower = problem["claim"][2][0] == "pr"
    if "bound" not in certificate:
        return f"The event has probability {0 if lower else 1}: it {'fails' if lower else 'holds'} whatever is drawn."
    claim = from_problem(certificate["bound"]["problem"]).claim
    return f"An event that {'excludes' if lower else 'implies'} that of the claim is likely: {to_text(claim)}."


def everywhere(statement: Statement, certificate: Mapping[str, Json]) -> str:
    """What is said beside a family."""
    names = ", ".join(s.name for s in statement.exists)
    verb = "is" if len(statement.exists) == 1 else "are"
    found = (
        f"Whatever {names} {verb}, the hypotheses hold here and the claim is false: a proof, replayed by the checker."
    )
    return found if certificate["kind"] == "family" else f"{found} {contrary_said(statement.problem, certificate)}"


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
