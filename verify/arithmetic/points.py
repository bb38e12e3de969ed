"""Points: exact values for the variables of a statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast

from verify.errors import StatementError
from verify.statement import Statement
from verify.tree import Expr, Symbol, number, value_of

Number = int | Fraction
Rows = list[list[Fraction]]


@dataclass(frozen=True, eq=False)
class Point:
    """Values by name, and the named constants of the statement.

    Sizes and integers are int, reals int or Fraction, matrices lists of rows of them, sequences lists of such terms.
    """

    values: Mapping[str, Any]
    constants: Mapping[Symbol, Expr] = field(default_factory=lambda: dict[Symbol, Expr]())

    @staticmethod
    def of(statement: Statement, values: Mapping[str, Any]) -> Point:
        """The point of a statement: its constants are part of the environment."""
        return Point(values, dict(statement.constants))

    def value(self, sym: Symbol) -> Any:
        """The checked value of a symbol: int, Fraction, Rows, or a list of those for a sequence.

        Raises StatementError when the point has none or one of another kind.
        """
        if sym.name not in self.values:
            raise StatementError(f"the point has no value for {sym.name}")
        return checked(sym, self.values[sym.name])

    def to_json(self, statement: Statement) -> dict[str, Any]:
        """The `values` of a certificate."""
        return {s.name: _to_json(s, self.value(s)) for s in statement.variables}

    @staticmethod
    def from_json(statement: Statement, values: Mapping[str, Any]) -> Point:
        """Reads the `values` of a certificate. Raises StatementError when malformed."""
        try:
            return Point.of(statement, {s.name: _from_json(s, values[s.name]) for s in statement.variables})
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise StatementError(f"malformed values: {error!r}") from error


def checked(sym: Symbol, value: Any) -> Any:
    if sym.kind == "sequence":
        return [checked(cast("Symbol", sym.of), term) for term in _list(sym, value)]
    if sym.kind == "matrix":
        rows: Rows = [[_number(sym, x) for x in _list(sym, row)] for row in _list(sym, value)]
        if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
            raise StatementError(f"the value of {sym.name} is not a matrix of rows of one length")
        return rows
    number = _number(sym, value)
    if sym.kind == "real":
        return number
    if number.denominator != 1:
        raise StatementError(f"the value {number} of {sym.name} is not an integer")
    return int(number)


def _list(sym: Symbol, value: Any) -> list[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StatementError(f"the value of {sym.name}, a {sym.kind}, is not a list")
    return list(cast("Sequence[Any]", value))


def _number(sym: Symbol, value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise StatementError(f"{value!r} ({type(value).__name__}) in the value of {sym.name} is not an exact number")
    return Fraction(value)


def _to_json(sym: Symbol, value: Any) -> Any:
    if sym.kind == "sequence":
        return {"terms": [_to_json(cast("Symbol", sym.of), term) for term in value]}
    if sym.kind == "matrix":
        return [[str(x) for x in row] for row in value]
    return str(value)


def _from_json(sym: Symbol, value: Any) -> Any:
    if sym.kind == "sequence":
        return [_from_json(cast("Symbol", sym.of), term) for term in _list(sym, value["terms"])]
    if sym.kind == "matrix":
        return [[_read(x) for x in _list(sym, row)] for row in _list(sym, value)]
    return checked(sym, _read(value))


def _read(text: Any) -> Fraction:
    return value_of(number(str(text)))
