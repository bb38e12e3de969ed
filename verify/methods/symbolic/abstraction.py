"""Numbers without their origin: norms, losses and singular values become variables, and what is known of them a lemma.

A relation between a few quantities of long matrix expressions is a relation between as many real variables. It is
proved as a statement about these, which the kernel replays as a lemma, and applied to the quantities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.algebra import canonical, node, scalar
from verify.methods.symbolic import relations
from verify.methods.symbolic.indices import domain_conditions
from verify.methods.symbolic.lines import Line
from verify.methods.symbolic.prover import Prover, Settle
from verify.statement import Statement
from verify.substitution import substitute, unfold
from verify.tree import Expr, Symbol, make, number, rebuild, symbol, variable

STRUCTURE = ("add", "sub", "neg", "mul", "div", "pow", "sqrt", "exp", "log", "floor", "abs", "min", "max")
AsLemma = Callable[[Statement, dict[str, Any]], int]


class Abstraction:
    """Replaces quantities by variables; `values` says what each variable stands for."""

    def __init__(self, p: Prover, calls: bool) -> None:
        self.p, self.calls = p, calls
        self.values: dict[Symbol, Expr] = {}
        self._names: dict[Expr, Expr] = {}

    def __call__(self, e: Expr) -> Expr:
        if e.op in ("le", "lt", "eq"):
            return make(e.op, tuple(map(self, e.args)))
        if e.op == "num":
            return e
        if e.op == "call" and not self.calls:
            return self(unfold(e))
        if e.op in STRUCTURE:
            return rebuild(e, map(self, e.args))
        form = scalar(e)
        if e.op not in ("var", "call") and len(form) == 1:
            ((monomial, coefficient),) = form.items()
            if len(monomial) == 1 and monomial[0][1] == 1 and node(monomial[0][0]).op not in STRUCTURE:
                found = self._variable(node(monomial[0][0]), e if coefficient == 1 else None)
                return found if coefficient == 1 else number(coefficient) * found
            if not monomial:
                return number(coefficient)
        if not form:
            return number(0)
        return self._variable(canonical(e), e)

    def _variable(self, key: Expr, value: Expr | None) -> Expr:
        if key not in self._names:
            value = key if value is None else value
            name = f"x{len(self._names) + 1}"
            sym = self._declared(name, value)
            self._names[key] = variable(sym)
            self.values[sym] = value
        return self._names[key]

    def _declared(self, name: str, value: Expr) -> Symbol:
        if value.op == "var":
            old: Symbol = value.data[0]
            low = 1 if old.kind == "size" else old.ge
            kind = "integer" if old.sort.kind == "integer" else "real"
            low = number(low).data[0] if low is not None else None
            if low is None and old.gt is None:
                return self._signed(name, kind, value)
            return symbol(name, kind, None, None, "", None, low, old.gt, old.le, old.lt)
        return self._signed(name, value.sort.kind, value)

    def _signed(self, name: str, kind: str, value: Expr) -> Symbol:
        zero = number(0).data[0]
        if self.p.positive(value) is not None:
            return symbol(name, kind, None, None, "", None, None, zero)
        if self.p.nonnegative(value) is not None:
            return symbol(name, kind, None, None, "", None, zero)
        return symbol(name, kind)


def by_abstraction(p: Prover, claim: Expr, effort: int, lemma: AsLemma, settle: Settle) -> Line | None:
    """The claim by a statement about numbers alone; `lemma` numbers that among the lemmas of the proof."""
    known = [line for line in p.known if line.claim.op in ("le", "lt", "eq") and line.lhs.is_scalar]
    if claim.op not in ("le", "lt", "eq") or not claim.args[0].is_scalar:
        return None
    tried: set[str] = set()
    for calls in (True, False):
        abstract = Abstraction(p, calls)
        goal = abstract(claim)
        premises: dict[Expr, Line] = {}
        for line in known:
            premises.setdefault(abstract(line.claim), line)
        statement = Statement("a relation between numbers", list(premises), goal)
        if statement.digest in tried:
            continue
        tried.add(statement.digest)
        proof = relations.proof_of(statement, effort)
        if proof is not None:
            kept, certificate = proof
            return _applied(p, claim, kept, certificate, abstract.values, premises, lemma, settle)
    return None


def _applied(
    p: Prover,
    claim: Expr,
    statement: Statement,
    certificate: dict[str, Any],
    values: dict[Symbol, Expr],
    premises: dict[Expr, Line],
    lemma: AsLemma,
    settle: Settle,
) -> Line | None:
    cited: list[Line | None] = []
    for sym in statement.variables:
        for condition in domain_conditions(sym):
            line = settle(substitute(condition, values))
            if line is None:
                return None
            cited.append(line)
    cited += [premises[given] for given in statement.given]
    names = {s.name: values[s] for s in statement.variables}
    return p.lines.add(claim, "apply", cited, lemma=lemma(statement, certificate), substitution=names)
