"""Typed, interned expressions, and matrix shapes as integer polynomials in the sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .outcomes import Malformed

Key = tuple[str, str]  # (owner, name): owner "" for the problem's own variables, "#" for bound names

# A shape polynomial maps monomials to integer coefficients; a monomial is a multiset of integer-sorted nodes.
Monomial = frozenset[tuple["Node", int]]
Poly = frozenset[tuple[Monomial, int]]


@dataclass(frozen=True)
class Sort:
    """kind: integer, real, matrix, subspace, union (of subspaces), prop. A subspace of R^rows has no cols."""

    kind: str
    rows: Poly | None = None
    cols: Poly | None = None

    @property
    def scalar(self) -> bool:
        return self.kind in ("integer", "real")


INTEGER, REAL, PROP = Sort("integer"), Sort("real"), Sort("prop")


@dataclass(eq=False, frozen=True)
class Node:
    """One expression. `free` holds the local names (bound, parameters, state) that its value depends on."""

    head: str
    args: tuple[Node, ...]
    data: Any
    sort: Sort
    free: frozenset[Key]


@dataclass(frozen=True)
class Declaration:
    """A declared variable, parameter or state component; see the problem format for the keys."""

    key: Key
    kind: str
    sort: Sort
    rows: Node | None = None
    cols: Node | None = None
    structure: str = ""
    rank: Node | None = None
    bounds: Mapping[str, Any] = field(default_factory=dict[str, Any])
    of: Declaration | None = None
    variance: Node | None = None

    @property
    def name(self) -> str:
        return self.key[1]


def polynomial(terms: Mapping[Monomial, int]) -> Poly:
    return frozenset((m, c) for m, c in terms.items() if c)


def constant(value: int) -> Poly:
    return polynomial({frozenset(): value})


def atom(node: Node) -> Poly:
    return polynomial({frozenset({(node, 1)}): 1})


def plus(a: Poly, b: Poly, factor: int = 1) -> Poly:
    terms = dict(a)
    for monomial, coefficient in b:
        terms[monomial] = terms.get(monomial, 0) + factor * coefficient
    return polynomial(terms)


def times(a: Poly, b: Poly) -> Poly:
    if len(a) * len(b) > 1000:
        raise Malformed("a shape is too long a polynomial")
    terms: dict[Monomial, int] = {}
    for m, c in a:
        for n, d in b:
            powers = dict(m)
            for node, k in n:
                powers[node] = powers.get(node, 0) + k
            product = frozenset(powers.items())
            terms[product] = terms.get(product, 0) + c * d
    return polynomial(terms)


def size(node: Node) -> Poly:
    """The polynomial of an integer-sorted expression; what is not polynomial is an indeterminate of its own."""
    if node.sort.kind != "integer":
        raise Malformed("a size or an index must be an integer expression")
    if node.head == "num":
        return constant(int(node.data))
    if node.head in ("add", "sub"):
        return plus(size(node.args[0]), size(node.args[1]), 1 if node.head == "add" else -1)
    if node.head == "neg":
        return plus(constant(0), size(node.args[0]), -1)
    if node.head == "mul":
        return times(size(node.args[0]), size(node.args[1]))
    return atom(node)


def substitute(poly: Poly, values: Mapping[Node, Poly], hidden: frozenset[Key]) -> Poly:
    """`poly` with sizes replaced; refuses one that depends on the names in `hidden` in any other way."""
    result = constant(0)
    for monomial, coefficient in poly:
        term = constant(coefficient)
        for node, k in monomial:
            if node not in values and node.free & hidden:
                raise Malformed("a shape depends on a local name")
            if k > 16:
                raise Malformed("a shape is a polynomial of too high a degree")
            for _ in range(k):
                term = times(term, values.get(node) or atom(node))
        result = plus(result, term)
    return result


def move(sort: Sort, values: Mapping[Node, Poly], hidden: frozenset[Key]) -> Sort:
    """The sort seen from outside a binder or a definition."""
    rows = None if sort.rows is None else substitute(sort.rows, values, hidden)
    cols = None if sort.cols is None else substitute(sort.cols, values, hidden)
    return Sort(sort.kind, rows, cols)
