"""What a user's file hands over where lists, declared variables and mappings are wanted, or an error that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast

from verify.errors import StatementError
from verify.tree import Expr, Symbol


def listed(what: str, value: object, example: str) -> tuple[Any, ...]:
    """The members of a list. Raises StatementError for what is none, or holds a function: nothing is called here."""
    if isinstance(value, (str, Mapping, Expr)) or not isinstance(value, Iterable):
        raise StatementError(f"{what} is {_kind(cast(object, value))}, not a list; write {example}")
    found = tuple(cast("Iterable[object]", value))
    for member in found:
        if callable(member) and not isinstance(member, type):
            raise StatementError(f"{what} holds {_kind(member)}, not an expression; write {example}")
    return found


def mapped(what: str, value: object, example: str) -> Mapping[Any, object]:
    """A mapping. Raises StatementError for anything else."""
    if not isinstance(value, Mapping):
        raise StatementError(f"{what} is {_kind(value)}; write {example}")
    return cast("Mapping[Any, object]", value)


def declared(value: object) -> Symbol:
    """The symbol of a declared variable. Raises StatementError for anything else."""
    if isinstance(value, Expr) and value.op == "var":
        symbol: Symbol = value.data[0]
        return symbol
    raise StatementError(f'{_kind(value)} is not a declared variable, such as x after x = real("x")')


def _kind(value: object) -> str:
    if isinstance(value, (Expr, int, str)):
        return repr(value)
    if callable(value):
        return "a function"
    title = getattr(value, "title", None)
    return f"a {type(value).__name__}" + (f" ({title!r})" if isinstance(title, str) else "")


def named(names: object) -> list[str]:
    """Identifiers in a text. Raises StatementError."""
    found = str(names).replace(",", " ").split()
    if not found or not all(n.isidentifier() for n in found):
        raise StatementError(f"{names!r} does not name symbols; write for example 'm n d'")
    return found


class Indexed:
    """A sequence: what is done to numbers and matrices is done to an element of it."""

    def _refuse(self, *_: object) -> NoReturn:
        raise StatementError("a sequence is not a number or a matrix; take an element of it, such as x[t]")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __matmul__ = __rmatmul__ = _refuse
    __le__ = __lt__ = __ge__ = __gt__ = __neg__ = __pow__ = _refuse
