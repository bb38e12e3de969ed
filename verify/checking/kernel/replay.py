"""The replay of a proof, line by line, and of the lemmas that it brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from ..outcomes import Malformed
from ..problem import a_list, an_object, digest, load
from . import rules_algebra, rules_basic, rules_binders, rules_blocks, rules_lemmas, rules_numbers, rules_spaces
from .formulas import ONE, ZERO, Rejected, Term, make, var
from .normal import Normal
from .obligations import Collector
from .polynomials import Work
from .reader import Reader, constraints
from .rules_lemmas import Law
from .scope import Scope
from .signs import Facts, Signs
from .step import SETTLED, Rule, Step, an_identity
from .typing import Typing
from .world import World

FORMAT = "proofgauge certificate 1"
MAX_LEMMA_NESTING = 30
MAX_BLOCK_NESTING = 40
FALSE = make("lt", ZERO, ZERO)
RULES: dict[str, Rule] = {
    **rules_basic.RULES,
    **rules_algebra.RULES,
    **rules_binders.RULES,
    **rules_blocks.RULES,
    **rules_spaces.RULES,
    **rules_lemmas.RULES,
    **rules_numbers.RULES,
}


class Kernel:
    """Replays the proof of one problem. `law` is what a proof of its universal claim makes of it."""

    def __init__(self, problem: dict[str, Any], work: Work, trusted: set[str], depth: int = 0) -> None:
        if depth > MAX_LEMMA_NESTING:
            raise Rejected("lemmas are nested too deeply")
        loaded = load(problem)
        if loaded.exists:
            raise Rejected("a statement with universal constants is shown by a witness, not by a proof")
        if loaded.random:
            raise Rejected("a statement about probabilities is not shown by a proof of this kind")
        self.problem, self.work, self.trusted, self.depth = problem, work, trusted, depth
        world = World()
        typing = Typing(world)
        self.normal = Normal(typing, work)
        self.reader = Reader(problem, world, typing, work)
        self.hypotheses, self.claim = self.reader.problem()
        self.law = Law(world, self.reader.variables, self.hypotheses, self.claim)
        self.lemmas: list[Law | None] = []
        self.identities: set[str] = set()
        self.blocks = 0
        self.scope = Scope(self.reader.names, {}, Signs(self.normal, Facts()), Collector(self.normal, world))
        self._open()

    def _open(self) -> None:
        """What holds at every admissible point (declarations, hypotheses); then which recursions are total."""
        world, scope = self.reader.world, self.scope
        for declared in self.reader.variables:
            if declared.of is None:
                for said in constraints(declared, var(declared.name)):
                    scope.signs.assume(said)
            for size in (declared.rows, declared.cols):
                if size is not None:
                    scope.signs.assume(make("le", ONE, size))
        self.usable = [False] * len(self.hypotheses)
        for _ in range(2):  # a second time: a later hypothesis may be what an earlier one needs
            for i, hypothesis in enumerate(self.hypotheses):
                self.usable[i] = self.usable[i] or self._admits(hypothesis)
        for source in world.recursions.values():
            try:
                for part in (*source.start, *source.next):
                    scope.defined(part)
            except Rejected:
                continue
            world.total.add(source.name)

    def _admits(self, hypothesis: Term) -> bool:
        """Whether the hypothesis may be cited. One whose normal form divides by 0 may not; what it needs to be defined,
        which no point meets, is known all the same."""
        try:
            return self.scope.admit_hypothesis(hypothesis)
        except Rejected:
            return False

    # ---- lemmas

    def read_lemmas(self, sources: object, shared: Sequence[Law | None]) -> None:
        """A lemma comes with its own proof, or is a number: one of the shared lemmas read before."""
        for i, source in enumerate(a_list(sources, "lemmas")):
            if type(source) is int:
                if not 0 <= source < len(shared):
                    raise Rejected(f"lemma {i}: no lemma {source} is shared before this one")
                self.lemmas.append(shared[source])
                continue
            entry = an_object(source, f"lemma {i}", {"problem", "certificate"})
            try:
                self.lemmas.append(self._proved(entry["problem"], entry["certificate"]))
            except (Rejected, Malformed) as reason:
                raise Rejected(f"lemma {i}: {reason}") from reason

    def _proved(self, problem: Any, certificate: Any) -> Law | None:
        """The law that an accepted lemma is; None for one that is not shown to hold."""
        kernel, shows = replay(problem, certificate, self.work, self.trusted, self.depth + 1)
        return kernel.law if shows == "holds" else None

    # ---- lines

    def run(self, lines: object, scope: Scope) -> Term:
        """Checks the lines, adds them to the scope; the claim of the last one."""
        self.blocks += 1
        if self.blocks > MAX_BLOCK_NESTING:
            raise Rejected("blocks are nested too deeply")
        last: Term | None = None
        for source in a_list(lines, "lines"):
            last = self._line(source, scope)
        self.blocks -= 1
        if last is None:
            raise Rejected("a block without lines")
        return last

    def assume(self, scope: Scope, identity: object, claim: Term) -> None:
        """Makes a claim, which is strictly defined where the block is entered, a line of the block."""
        self.normal.typing.props(claim)
        scope.lines[self._identity(identity)] = claim
        scope.admit(claim)

    def _identity(self, source: object) -> str:
        identity = an_identity(source)
        if identity in self.identities:
            raise Rejected(f"the id {identity} is there twice")
        self.identities.add(identity)
        return identity

    def _line(self, source: object, scope: Scope) -> Term:
        if type(source) is not dict or not all(type(k) is str for k in cast("dict[Any, Any]", source)):
            raise Rejected("a line must be an object")
        data = dict(cast("dict[str, Any]", source))
        identity = an_identity(data.get("id"))
        if identity in self.identities:
            raise Rejected(f"line {identity}: the id is there twice")
        rule = data.get("rule")
        try:
            claim = self._checked(data, scope)
        except (Rejected, Malformed) as reason:
            raise Rejected(f"line {identity} ({str(rule)[:40]}): {reason}") from reason
        scope.lines[self._identity(identity)] = claim
        scope.admit(claim)
        return claim

    def _checked(self, data: dict[str, Any], scope: Scope) -> Term:
        for key in ("claim", "rule"):
            if key not in data:
                raise Rejected(f"a line needs {key!r}")
        data.pop("id")
        name, cited = data.pop("rule"), a_list(data.pop("from", []), "from")
        if type(name) is not str or name not in RULES:
            raise Rejected("no such rule")
        claim = self.reader.proposition(data.pop("claim"), scope.names)
        step = Step(self, scope, claim, [], data)
        step.premises = [None if c is None else step.cited(c) for c in cited]
        settled = RULES[name](step)
        if step.data:
            raise Rejected(f"unknown {', '.join(sorted(step.data))}")
        if settled != SETTLED:
            scope.defined(claim, step.sources)
        return claim


def replay(
    problem: Any, certificate: Any, work: Work, trusted: set[str], depth: int = 0, shared: Sequence[Law | None] = ()
) -> tuple[Kernel, str]:
    """Replays a certificate. The kernel, and what is shown: holds, fails (of a negated statement), contradiction.

    shared: what its lemmas may name by number. The names of the facts that are cited are added to `trusted`. Raises
    Rejected or Malformed.
    """
    required = {"format", "problem", "kind", "lines"}
    found = an_object(certificate, "the certificate", required, {"lemmas"})
    if found["format"] != FORMAT or found["kind"] not in ("proof", "contradiction"):
        raise Rejected("not a certificate of a proof in the known format")
    if type(found["problem"]) is not str or found["problem"] != digest(problem):
        raise Rejected("the certificate belongs to another problem (the digests differ)")
    kernel = Kernel(problem, work, trusted, depth)
    kernel.read_lemmas(found.get("lemmas", []), shared)
    last = kernel.run(found["lines"], kernel.scope)
    if found["kind"] == "contradiction":
        if last is not FALSE:
            raise Rejected("the last line is not 0 < 0")
        return kernel, "contradiction"
    kernel.scope.defined(kernel.claim)
    if kernel.normal.canonical(last) is not kernel.normal.canonical(kernel.claim):
        raise Rejected("the last line is not the claim of the problem")
    return kernel, "fails" if problem["quantifier"] == "fails" else "holds"
