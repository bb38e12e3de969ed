"""Symmetry that follows from the form of an expression, for matrices known only by enclosures.

`form` pushes transpositions down to the variables and sorts commutative operands; two expressions of one form are
equal. A matrix whose form is that of its transpose is symmetric at every point.
"""

from __future__ import annotations

from typing import cast

from .problem import Problem
from .terms import Declaration, Key, Node


class Structure:
    """Forms of the matrix expressions of one problem; a form is an integer that stands for a hashable shape."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.declared: dict[Key, Declaration] = {d.key: d for d in problem.variables}
        for entry in problem.definitions.values():
            self.declared |= {d.key: d for d in entry.params}
        for entry in problem.recursions.values():
            self.declared |= {d.key: d for d in entry.state}
        self.known: dict[object, int] = {}
        self.memo: dict[tuple[Node, bool], int] = {}

    def symmetric(self, node: Node) -> bool:
        return self.form(node, False) == self.form(node, True)

    def form(self, node: Node, flip: bool) -> int:
        """The form of the expression, or of its transpose if `flip`."""
        if node.head == "transpose":
            return self.form(node.args[0], not flip)
        if (node, flip) not in self.memo:
            shape = self._shape(node, flip)
            self.memo[node, flip] = self.known.setdefault(shape, len(self.known))
        return self.memo[node, flip]

    def _shape(self, node: Node, flip: bool) -> object:
        head, args = node.head, node.args
        if head in ("add", "hadamard"):
            return (head, *sorted(self.form(a, flip) for a in args))
        if head in ("sub", "neg"):
            return (head, *(self.form(a, flip) for a in args))
        if head == "scale":
            return (head, args[0], self.form(args[1], flip))
        if head == "matmul":
            return (head, *(self.form(f, flipped) for f, flipped in self._factors(node, flip)))
        if head in ("inv", "expm"):
            return (head, self.form(args[0], flip))
        if head == "matpow":
            return (head, self.form(args[0], flip), args[1])
        if head == "case":
            return (head, args[0], self.form(args[1], flip), self.form(args[2], flip))
        if head == "sum":
            return (head, node.data, args[0], args[1], self.form(args[2], flip))
        if head == "zeros":
            return (head, *(reversed(node.args) if flip else node.args))
        return (node, flip and not self._symmetric_leaf(node))

    def _factors(self, node: Node, flip: bool) -> list[tuple[Node, bool]]:
        """The factors of a product (or of its transpose) from left to right, each with whether it is transposed."""
        if node.head == "transpose":
            return self._factors(node.args[0], not flip)
        if node.head != "matmul":
            return [(node, flip)]
        left, right = (self._factors(a, flip) for a in node.args)
        return right + left if flip else left + right

    def _symmetric_leaf(self, node: Node) -> bool:
        if node.head in ("eye", "sqrtm", "absm"):
            return True
        declaration = self._declaration(node)
        if node.head == "call":
            return self.symmetric(self.problem.definitions[str(node.data)].body)
        return declaration is not None and declaration.structure in ("symmetric", "psd")

    def semidefinite(self, node: Node) -> bool:
        """psd by its form: M'M, M'SM with S psd, sums and entrywise products of psd matrices, declared psd."""
        if node.head in ("eye", "sqrtm", "absm"):
            return True
        if node.head in ("add", "hadamard"):
            return all(self.semidefinite(a) for a in node.args)
        if node.head == "matmul":
            factors = self._factors(node, False)
            half = len(factors) // 2
            for (f, flipped), (g, other) in zip(factors[:half], reversed(factors), strict=False):
                if self.form(f, flipped) != self.form(g, not other):
                    return False
            return len(factors) % 2 == 0 or self.semidefinite(factors[half][0])
        declaration = self._declaration(node)
        return declaration is not None and declaration.structure == "psd"

    def _declaration(self, node: Node) -> Declaration | None:
        if node.head == "var":
            return self.declared.get(node.data)
        if node.head == "at":
            return self.declared[node.data].of
        if node.head == "iterate":
            name, component, _ = cast("tuple[str, int, str]", node.data)
            return self.problem.recursions[name].state[component]
        return None
