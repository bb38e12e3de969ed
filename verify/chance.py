"""Where a statement may speak of random matrices and of probabilities; anything else is an error when it is built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.errors import StatementError
from verify.substitution import free_symbols
from verify.tree import Expr, Symbol, walk

BINDERS = ("sum", "forall")


def check_chance(title: str, props: Iterable[Expr], definitions: Iterable[Any], recursions: Iterable[Any]) -> None:
    """Random matrices stand in events, and where a recursion starts; every event has one; probabilities stand in
    hypotheses and claims, below no sum and no quantifier, and lie in [0, 1]. Raises StatementError."""
    steps = [(r.name, e) for r in recursions for e in r.next]
    for name, body in (*((d.name, d.body) for d in definitions), *steps):
        if any(s.kind == "gaussian" for s in free_symbols(body)):
            raise StatementError(f"{title!r}: {name} mentions a random matrix; write it out in the event")
        if any(e.op == "pr" for e in walk(body)):
            raise StatementError(f"{title!r}: {name} mentions a probability; write it out in the claim")
    for prop in props:
        outside = random_outside(prop)
        if outside is not None:
            raise StatementError(
                f"{title!r}: the random matrix {outside.name} stands outside Pr(...) in {prop}; "
                "say Pr(event) >= ..., or declare a matrix for a claim about every value"
            )
        for e in walk(prop):
            if e.op == "pr":
                _has_chance(title, e)
            elif e.op in BINDERS and any(inner.op == "pr" for inner in walk(*e.args)):
                raise StatementError(
                    f"{title!r}: a probability stands below a bound index in {e}; state it for a variable, "
                    'integer("n") with 1 <= n among the hypotheses, which says the same of every n'
                )
            elif e.op in ("le", "lt", "eq") and any(a.op == "pr" for a in e.args):
                beyond = next((a for a in e.args if a.op == "num" and not 0 <= a.data[0] <= 1), None)
                if beyond is not None:
                    raise StatementError(
                        f"{title!r}: {e} compares a probability with {beyond}; write a number from 0 to 1"
                    )


def _has_chance(title: str, probability: Expr) -> None:
    """Raises StatementError for the probability of what is not random."""
    if any(s.kind == "gaussian" for s in free_symbols(probability)):
        return
    plain = [s for s in sorted(free_symbols(probability), key=lambda s: s.name) if s.kind == "matrix"]
    if plain:
        s = plain[0]
        way = f'{s.name} is an ordinary matrix; declare {s.name} = gaussian("{s.name}", {s.rows}, {s.cols})'
    else:
        way = "state what is not random as a relation of its own, without Pr"
    raise StatementError(f"{title!r}: nothing is random in {probability}; {way}")


def random_outside(expr: Expr) -> Symbol | None:
    """A random matrix that the expression mentions outside events."""
    if expr.op == "pr":
        return None
    own = {s for s in free_symbols(expr) if s.kind == "gaussian"}
    if own and not any(s.kind == "gaussian" for a in expr.args for s in free_symbols(a)):
        return min(own, key=lambda s: s.name)
    return next((found for a in expr.args if (found := random_outside(a)) is not None), None)
