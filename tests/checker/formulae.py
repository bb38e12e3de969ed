"""Nested lists with operators, so that the hand-written proofs read like formulas."""

from __future__ import annotations

from typing import Any


class E:
    def __init__(self, json: Any) -> None:
        self.json = json

    def __add__(self, other: Any) -> E:
        return op("add", self, other)

    def __sub__(self, other: Any) -> E:
        return op("sub", self, other)

    def __neg__(self) -> E:
        return op("neg", self)

    def __mul__(self, other: Any) -> E:
        return op("mul", self, other)

    def __rmul__(self, other: Any) -> E:
        return op("mul", other, self)

    def __truediv__(self, other: Any) -> E:
        return op("div", self, other)

    def __rtruediv__(self, other: Any) -> E:
        return op("div", other, self)

    def __pow__(self, other: Any) -> E:
        return op("pow", self, other)

    def __matmul__(self, other: Any) -> E:
        return op("matmul", self, other)

    def __le__(self, other: Any) -> E:
        return op("le", self, other)

    def __lt__(self, other: Any) -> E:
        return op("lt", self, other)

    @property
    def T(self) -> E:
        return op("transpose", self)

    def at(self, index: Any) -> E:
        """An element of a sequence."""
        return E(["at", self.json[1], term(index)])


def js(value: Any) -> Any:
    if isinstance(value, E):
        return value.json
    if isinstance(value, dict):
        return {k: js(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [js(v) for v in value]
    return value


def term(value: Any) -> Any:
    return value.json if isinstance(value, E) else ["num", str(value)]


def op(head: str, *args: Any) -> E:
    return E([head, *map(term, args)])


def eq(a: Any, b: Any) -> E:
    return op("eq", a, b)


def names(text: str) -> list[E]:
    return [E(["var", name]) for name in text.split()]


def total(name: str, low: Any, high: Any, body: Any) -> E:
    return E(["sum", name, term(low), term(high), term(body)])


def every(name: str, low: Any, high: Any, body: Any) -> E:
    return E(["forall", name, term(low), term(high), term(body)])


def call(name: str, *args: Any) -> E:
    return E(["call", name, *map(term, args)])


def iterate(name: str, component: str, index: Any) -> E:
    return E(["iterate", name, component, term(index)])


def line(identity: str, claim: Any, rule: str, *cited: Any, **data: Any) -> dict[str, Any]:
    return {"id": identity, "claim": js(claim), "rule": rule, "from": list(cited), **js(data)}


def weighted(*factors: Any, coefficient: str = "1") -> dict[str, Any]:
    """A term of an algebra line: premises by id, squares as formulas, {"trace":, "psd":} as they are."""
    found = [{"premise": f} if isinstance(f, str) else f if isinstance(f, dict) else {"square": f} for f in factors]
    return js({"coefficient": coefficient, "factors": found})


def algebra(identity: str, claim: Any, *terms: Any, equations: Any = ()) -> dict[str, Any]:
    pairs = [{"premise": p, "multiplier": term(m)} for p, m in equations]
    return line(identity, claim, "algebra", terms=list(terms), equations=pairs)
