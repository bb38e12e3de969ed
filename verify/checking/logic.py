"""The connectives: left to right, stopping as soon as the answer is known, which also settles definedness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from .outcomes import Undecided
from .terms import Key, Node

MAX_RANGE = 100_000
Env = TypeVar("Env")


class Host(Protocol[Env]):
    """What the connectives need from whoever evaluates the relations in them."""

    def relation(self, node: Node, env: Env) -> bool: ...
    def integer(self, node: Node, env: Env) -> int: ...
    def bind(self, env: Env, key: Key, value: int) -> Env: ...


def truth(host: Host[Env], node: Node, env: Env) -> bool:
    """True or False; Undefined and Undecided pass through as exceptions."""
    match node.head:
        case "and":
            return all(truth(host, p, env) for p in node.args)
        case "or":
            return any(truth(host, p, env) for p in node.args)
        case "not":
            return not truth(host, node.args[0], env)
        case "implies":
            return not truth(host, node.args[0], env) or truth(host, node.args[1], env)
        case "forall":
            return all(truth(host, node.args[2], inner) for inner in instances(host, node, env))
        case _:
            return host.relation(node, env)


def instances(host: Host[Env], node: Node, env: Env) -> Iterator[Env]:
    """The environments of a binder's body, one for each integer of its range."""
    low, high = (host.integer(limit, env) for limit in node.args[:2])
    if high - low >= MAX_RANGE:
        raise Undecided(f"a range of more than {MAX_RANGE} integers", final=True)
    for value in range(low, high + 1):
        yield host.bind(env, ("#", node.data), value)
