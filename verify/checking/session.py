"""Decides propositions at a point, raising the precision until each relation is settled or a limit is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from . import logic
from .algebraic import SEPARATION_LIMIT
from .evaluator import Evaluator, Frame, Meter, Value
from .outcomes import Undecided
from .problem import Problem
from .structure import Structure
from .terms import Key, Node

MIN_BITS = 64
MAX_BITS = 8_192
MAX_CERTIFICATE_BITS = 32_768
MAX_REMEMBERED = 10_000
T = TypeVar("T")
Bindings = tuple[tuple[Key, int], ...]


@dataclass
class Session:
    """One problem, one point (which may still grow), a starting precision; memory is shared between questions."""

    problem: Problem
    point: Mapping[Key, Value]
    bits: int = 128
    meter: Meter = field(default_factory=Meter)
    evaluators: dict[int, Evaluator] = field(default_factory=dict[int, Evaluator])
    decided_at: int = 0

    def __post_init__(self) -> None:
        self.structure = Structure(self.problem)

    def climb(self, question: Callable[[Evaluator], T]) -> T:
        """The answer at the first precision that gives one; raises Undecided when there is none."""
        bits = max(self.bits, MIN_BITS)
        while True:
            if bits not in self.evaluators:
                self.evaluators[bits] = Evaluator(self.problem, self.point, self.structure, self.meter, bits)
            try:
                answer = question(self.evaluators[bits])
                self.decided_at = bits
                return answer
            except Undecided as undecided:
                limit = MAX_BITS if undecided.bits is None else max(MAX_BITS, min(undecided.bits, SEPARATION_LIMIT))
                if undecided.final or bits >= limit:
                    raise
                bits = min(2 * bits, limit)

    # what the connectives ask for

    def relation(self, node: Node, env: Bindings) -> bool:
        return self.climb(lambda ev: ev.relation(node, frame(ev, env)))

    def integer(self, node: Node, env: Bindings) -> int:
        return self.climb(lambda ev: ev.integer(node, frame(ev, env)))

    def bind(self, env: Bindings, key: Key, value: int) -> Bindings:
        return (*env, (key, value))

    def truth(self, node: Node) -> bool:
        """Whether a proposition holds; raises Undefined or Undecided."""
        return logic.truth(self, node, ())

    def violated(self, node: Node, env: Bindings = ()) -> tuple[Node, Bindings] | None:
        """The first relation that makes a false proposition false, where there is one such."""
        if node.head == "and":
            return self.violated(next(p for p in node.args if not logic.truth(self, p, env)), env)
        if node.head == "or":
            return self.violated(node.args[-1], env)
        if node.head == "implies":
            return self.violated(node.args[1], env)
        if node.head == "forall":
            for inner in logic.instances(self, node, env):
                if not logic.truth(self, node.args[2], inner):
                    return self.violated(node.args[2], inner)
        return None if node.head == "not" else (node, env)


def frame(ev: Evaluator, env: Bindings) -> Frame:
    """The evaluator's frame for bound integers; the same one again while it is remembered."""
    if not env:
        return ev.root
    if env not in ev.instances:
        if len(ev.instances) >= MAX_REMEMBERED:
            ev.instances.clear()
        ev.meter.charge(200, 0)
        key, value = env[-1]
        ev.instances[env] = Frame({key: Fraction(value)}, frame(ev, env[:-1]))
    return ev.instances[env]
