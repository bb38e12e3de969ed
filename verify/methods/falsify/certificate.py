"""Exact points as certificates; the independent checker alone accepts them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from verify.arithmetic.batch import Array
from verify.checking.check import FORMAT, check
from verify.errors import ProofgaugeError, Undefined, Unsupported
from verify.methods.falsify.domain import Domain
from verify.statement import Statement
from verify.tree import Expr

Json = Any
Values = dict[str, Json]
BITS = 128


def values_at(domain: Domain, theta: list[Fraction]) -> Values | None:
    """The certificate values of the exact point at rational parameters; None where it is not rational."""
    try:
        exact = domain.build_exact(theta).root.values
    except (ProofgaugeError, ZeroDivisionError):
        return None
    found: Values = {}
    for sym in domain.statement.variables:
        if sym.kind in ("size", "integer"):
            found[sym.name] = str(domain.frame[sym])
        elif sym.kind == "sequence":
            found[sym.name] = {"terms": [_written(x[0]) for x in exact[sym]]}
        else:
            found[sym.name] = _written(exact[sym][0])
    return found


def _written(value: Array) -> Json:
    if np.ndim(value) == 2:
        return [[str(Fraction(x)) for x in row] for row in value]
    return str(Fraction(value))


def certificate(statement: Statement, kind: str, values: Values) -> dict[str, Json]:
    return {"format": FORMAT, "problem": statement.digest, "kind": kind, "values": values, "precision": BITS}


class Court:
    """Hands certificates to the checker, at most `limit` of them, and remembers the answers.

    Balls look first: they are fast, and turn away what rounding noise proposes. Only the checker accepts.
    """

    def __init__(self, limit: int) -> None:
        self.left = limit
        self.asked = 0
        self.turned_away = 0
        self.known: dict[str, bool] = {}

    def accepts(
        self, statement: Statement, kind: str, values: Values, sure: bool = False, digits: tuple[int, ...] = (BITS,)
    ) -> bool:
        """Whether the checker accepts. sure: float64 sees more than noise, so ask also where balls cannot tell.
        digits: the precisions in bits at which balls look, until one of them tells."""
        key = f"{statement.digest} {kind} {values} {max(digits)}"
        if key not in self.known:
            if self.left <= 0 or self.turned_away > 20 * self.left + 20 * self.asked:
                return False
            looks = (plausible(statement, kind, values, bits) for bits in digits)
            open_ = next((seen for seen in looks if seen is not None), None)
            if not (open_ or (open_ is None and (sure or kind == "admissible"))):
                self.turned_away += 1
                self.known[key] = False
                return False
            self.left -= 1
            self.asked += 1
            self.known[key] = check(statement.problem, certificate(statement, kind, values)).accepted
        return self.known[key]


def plausible(statement: Statement, kind: str, values: Values, bits: int = BITS) -> bool | None:
    """Whether the checker may accept, as balls see it; None where they cannot tell a slack from zero."""
    from verify.arithmetic import balls
    from verify.arithmetic.fold import Undecided
    from verify.arithmetic.points import Point

    try:
        point = Point.from_json(statement, values)
        if balls.admissible(statement, point, bits) is False:
            return False
        if kind == "admissible":
            return True
        truth = balls.truth(statement.claim, point, bits)
        if kind == "undefined":
            return False
        # undecided means a slack of zero to the last of the digits, which refutes only strict claims
        if truth is None:
            return True if strict(statement.claim) else None
        return not truth
    except Undefined:
        return kind == "undefined"
    except Undecided:
        return None
    except ZeroDivisionError:
        return False
    except Unsupported:
        return True


def strict(prop: Expr) -> bool:
    """Whether the claim is false where its slack is zero."""
    if prop.op in ("and", "or", "implies", "forall"):
        return any(strict(a) for a in prop.args if a.sort.kind == "prop")
    return prop.op == "lt" or (prop.op == "not" and prop.args[0].op in ("eq", "le", "loewner", "subset", "seteq"))
