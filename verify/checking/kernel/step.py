"""One line of a proof while its rule is being checked, and the replay that rules with blocks call back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..problem import a_list, a_name
from .formulas import ONE, Rejected, Term, make
from .reader import Reader
from .scope import Scope
from .typing import Sort, shown
from .world import Declared


class Replay(Protocol):
    """What rules may ask of the kernel."""

    reader: Reader
    hypotheses: list[Term]
    usable: list[bool]
    lemmas: list[Any]
    trusted: set[str]

    def run(self, lines: object, scope: Scope) -> Term:
        """Checks the lines of a block in its scope; the claim of the last one."""
        ...

    def assume(self, scope: Scope, identity: object, claim: Term) -> None:
        """Makes an assumption a line of a block."""
        ...


@dataclass
class Step:
    """`premises` are the claims of the cited lines, None for a null; `data` is what is left of the rule's data."""

    kernel: Replay
    scope: Scope
    claim: Term
    premises: list[Term | None]
    data: dict[str, Any]
    sources: list[Term] = field(default_factory=list[Term])

    def __post_init__(self) -> None:
        self.normal = self.scope.collector.normal
        self.typing = self.normal.typing
        self.signs = self.scope.signs

    # ---- what the line brings

    def take(self, key: str) -> Any:
        if key not in self.data:
            raise Rejected(f"the rule needs {key!r}")
        return self.data.pop(key)

    def count(self, *numbers: int) -> None:
        if len(self.premises) not in numbers:
            raise Rejected(f"the rule takes {' or '.join(map(str, numbers))} lines, not {len(self.premises)}")

    def premise(self, i: int, *heads: str) -> Term:
        """The claim of the i-th cited line, which must have one of the heads."""
        found = self.premises[i]
        if found is None or (heads and found.head not in heads):
            raise Rejected(f"cited line {i + 1} must be a relation {' or '.join(heads)}")
        return found

    def cited(self, identity: object) -> Term:
        """The claim of a line in scope."""
        if type(identity) is not str or identity not in self.scope.lines:
            raise Rejected(f"no line {str(identity)[:60]!r} in scope")
        return self.scope.lines[identity]

    def formula(self, source: object) -> Term:
        """A formula among the rule's data: well-sorted and strictly defined."""
        found = self.kernel.reader.formula(source, self.scope.names)
        self.scope.defined(found)
        return found

    def sort(self, term: Term) -> Sort:
        return self.typing.sort(term)

    def index(self, key: str, among: int) -> int:
        value = self.take(key)
        if type(value) is not int or not 0 <= value < among:
            raise Rejected(f"{key!r} must be an integer from 0 to {among - 1}")
        return value

    # ---- comparing

    def same(self, a: Term, b: Term) -> bool:
        """One canonical form; the caller sees to it that both are strictly defined."""
        return self.normal.canonical(a) is self.normal.canonical(b)

    def conclude(self, instance: Term, granted: bool = False) -> None:
        """The rule yields `instance`; the line must claim the same. `granted`: it is known to be defined."""
        self.typing.props(instance)
        if not self.same(self.claim, instance):
            raise Rejected(f"the rule gives {shown(instance)}, not what the line claims")
        if granted:
            self.grant(instance)
        elif instance is not self.claim:
            self.scope.defined(instance)

    def grant(self, source: Term) -> None:
        """A formula that is defined here; it is to be strictly defined too, and then helps to define the claim."""
        if not self.scope.block().admit_hypothesis(source):
            raise Rejected(f"not shown to be defined outside of sums: {shown(source)}")
        self.sources.append(source)

    def need(self, wanted: Term, i: int) -> None:
        """The i-th cited line must say `wanted`; where it is null or absent, `wanted` must be plain."""
        self.scope.defined(wanted)
        found = self.premises[i] if i < len(self.premises) else None
        if found is None:
            if not self.signs.known(wanted):
                raise Rejected(f"not plain, and no line is cited: {shown(wanted)}")
        elif not self.same(found, wanted):
            raise Rejected(f"cited line {i + 1} does not say {shown(wanted)}")

    # ---- blocks

    def block(self) -> Scope:
        return self.scope.block()

    def assume(self, scope: Scope, identity: object, claim: Term) -> None:
        self.kernel.assume(scope, identity, claim)

    def prove(self, scope: Scope, lines: object, wanted: Term) -> None:
        """The lines, in the block's scope, end with `wanted`, which is strictly defined there."""
        found = self.kernel.run(lines, scope)
        if not self.same(found, wanted):
            raise Rejected(f"the block ends with {shown(found)}, not with {shown(wanted)}")
        scope.defined(wanted)

    def fix(self, scope: Scope, name: object, declared: Callable[[str], Declared]) -> Term:
        return self.kernel.reader.introduce(name, declared, scope.names)

    def assumptions(self, number: int) -> list[Any]:
        found = a_list(self.take("assume"), "assume")
        if len(found) != number:
            raise Rejected(f"'assume' must name {number} lines")
        return found


def an_identity(source: object) -> str:
    return a_name(source, "the id of a line")


def at_most(a: Term, b: Term) -> Term:
    return make("le", a, b)


def one_more(a: Term) -> Term:
    return make("add", a, ONE)


def one_less(a: Term) -> Term:
    return make("sub", a, ONE)


SETTLED = "settled"
Rule = Callable[[Step], "str | None"]
