"""Universal constants: a witness with a proof, or a family of points that refutes every value, or what a search forces.

The statement is looked at for single values of its constants, which are growing powers of two (or shrinking ones). A
value without a counterexample is handed to the prover, after the best value that the gauge sees; counterexamples are
the points from which families are made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import ceil, log2, prod
from typing import Any

from verify.budget import Budget
from verify.errors import ProofgaugeError
from verify.evidence import Evidence
from verify.methods import constants, symbolic
from verify.methods.falsify.attack import Findings, attack
from verify.methods.falsify.certificate import BITS, certificate
from verify.methods.families import families, inside
from verify.methods.symbolic.universal import refuting_proof
from verify.problem import to_json
from verify.statement import Statement
from verify.tree import walk

METHOD = "universal"
LADDER = tuple(map(Fraction, (2**10, 1, 2**20, Fraction(1, 2**10))))
PROOFS = 6  # families handed to the prover
ATTEMPTS = 6  # values of the constants handed to the prover
SHARE = 0.5
Json = Any
Values = dict[str, Fraction]


def run(statement: Statement, budget: Budget, seed: int) -> list[Evidence]:
    """Evidence of kinds witness or family, contradiction, admissible, search and constant."""
    return _Search(statement, budget, seed).run()


recall = symbolic.recall


class _Search:
    def __init__(self, statement: Statement, budget: Budget, seed: int) -> None:
        self.statement, self.budget, self.seed = statement, budget, seed
        self.effort = symbolic.EFFORT.get(budget.name, symbolic.EFFORT["quick"])
        self.looks: dict[Fraction, Findings] = {}

    def run(self) -> list[Evidence]:
        empty = symbolic.contradiction_of(self.statement.freed)
        if empty is not None:
            return [self._evidence("contradiction", {**empty, "problem": self.statement.digest})]
        ladder = [k for k in LADDER if all(inside(s, k) for s in self.statement.exists)] or self._middle()
        holds = next((k for k in ladder if self._look(k).counterexample is None), None)
        found, bracket = list[Evidence](), list[Evidence]()
        if holds is not None:
            bracket = self._bracket(ladder)
            found = self._witness(holds, bracket)
            bracket = self._completed(bracket, found[0]) if found else bracket
        if not found:
            found = self._family(ladder)
        refuted = any(piece.kind == "family" for piece in found)
        return [*found, *self._searched(bool(found)), *([] if refuted else bracket)]

    def _middle(self) -> list[Fraction]:
        """A value in a small domain."""
        ends = [(s.ge if s.ge is not None else s.gt, s.le if s.le is not None else s.lt) for s in self.statement.exists]
        lows, highs = [a for a, _ in ends if a is not None], [b for _, b in ends if b is not None]
        middle = [(max(lows) + min(highs)) / 2] if lows and highs else [*(a + 1 for a in lows), *(b - 1 for b in highs)]
        return [k for k in middle if all(inside(s, k) for s in self.statement.exists)]

    def _values(self, k: Fraction) -> Values:
        return {s.name: k for s in self.statement.exists}

    def _look(self, k: Fraction) -> Findings:
        """What an attack finds where the constants have the value k."""
        if k not in self.looks:
            work = replace(self.budget.scaled(SHARE), raw=0)
            self.looks[k] = attack(self.statement.at(self._values(k)), work, self.seed)
        return self.looks[k]

    # ---- a witness

    def _proof(self, k: Fraction) -> dict[str, Json] | None:
        try:
            return symbolic.certificate_of(self.statement.at(self._values(k)), self.effort)
        except (ProofgaugeError, RecursionError):
            return None

    def _witness(self, k: Fraction, bracket: Sequence[Evidence]) -> list[Evidence]:
        """With the first of the candidates that is proved; k is a value of which no counterexample is known."""
        turn = bracket[0].detail if bracket else {}
        for value in list(dict.fromkeys([*self._told_by_lemmas(), *self._beyond(turn, k), k]))[:ATTEMPTS]:
            if all(inside(s, value) for s in self.statement.exists):
                proof = self._proof(value)
                if proof is not None:
                    return [self._witnessed(self._values(value), proof)]
        return []

    def _told_by_lemmas(self) -> list[Fraction]:
        """Numbers in the claims of what the statement uses, and their products: the constant may be one of them."""
        claims = [[Fraction(e.data[0]) for e in walk(u.statement.claim) if e.op == "num"] for u in self.statement.uses]
        factors = [max(told) for told in claims if told and max(told) > 1]
        return list(dict.fromkeys([*factors, prod(factors, start=Fraction(1))])) if factors else []

    def _beyond(self, detail: dict[str, Json], k: Fraction) -> list[Fraction]:
        """Simple values at or beyond the one at which the counterexamples end."""
        turn = detail.get("numeric")
        if turn is None or not 0 < turn < 2**20:
            return []
        form = detail.get("closed_form") or ""
        exact = [Fraction(form)] if re.fullmatch(r"-?\d+(/\d+)?", form) else []
        if detail.get("refuted_end") == "upper":
            return [*exact, Fraction(1, 2 ** ceil(-log2(turn) - 1e-9))]
        return [*exact, Fraction(2 ** ceil(log2(turn) + 1e-9))] if turn <= k else exact

    def _witnessed(self, values: Values, proof: dict[str, Json]) -> Evidence:
        written = {name: str(value) for name, value in values.items()}
        own = {"kind": "witness", "problem": self.statement.digest, "values": written}
        return self._evidence("witness", {**proof, **own})

    # ---- a family

    def _family(self, ladder: Sequence[Fraction]) -> list[Evidence]:
        """The search sees integers up to a few dozen only: points that refute small constants may lead on."""
        looks = [self._look(k) for k in ladder]
        points = [look.counterexample[2] for look in looks if look.counterexample is not None]
        for family in islice(families(self.statement, points), PROOFS):
            values = {sym.name: to_json(e) for sym, e in family.items()}
            proof = refuting_proof(self.statement, family, values, self.effort)
            if proof is not None:
                return [self._evidence("family", proof)]
        return []

    # ---- the rest

    def _searched(self, settled: bool) -> list[Evidence]:
        """What the attacks on single values amount to; nothing is supported where each of them succeeded."""
        looks = list(self.looks.items())
        work = {
            "points": sum(look.points for _, look in looks),
            "admissible": sum(look.admissible for _, look in looks),
            "budget": self.budget.name,
        }
        found: list[Evidence] = []
        for k, look in looks:
            if look.witness is not None:
                values = {**look.witness[1], **{name: str(v) for name, v in self._values(k).items()}}
                proof = certificate(self.statement, "admissible", values)
                sizes = {s.name: int(v) for s, v in look.witness[0].items()}
                found = [self._evidence("admissible", {**proof, "precision": BITS}, sizes)]
                break
        scope: dict[str, Json] = {"note": "single values of the universal constants"}
        refuted = [str(k) for k, look in sorted(looks) if look.counterexample is not None]
        name = ", ".join(s.name for s in self.statement.exists)
        detail: dict[str, Json] = {"notes": [f"a counterexample at {name} = {', '.join(refuted)}"] if refuted else []}
        if len(refuted) == len(looks) and not settled:
            tried = f"at every value of {name} that was tried, {', '.join(refuted)}"
            detail["against"] = f"counterexamples {tried}, but no family of points was proved to refute all values"
        return [*found, Evidence("search", METHOD, self.statement.digest, scope, self.seed, work, None, detail)]

    def _bracket(self, ladder: Sequence[Fraction]) -> list[Evidence]:
        """What the claim forces of a single constant: the refuted end, as for a named constant."""
        if len(self.statement.exists) != 1:
            return []
        (sym,) = self.statement.exists
        start = Fraction(1) if inside(sym, Fraction(1)) else ladder[0]
        found = constants.run(self.statement.at(self._values(start)), self.budget.scaled(SHARE), self.seed, prove=False)
        brackets = [e for e in found if e.kind == "constant"]
        told = [e for e in brackets if e.detail["name"] == sym.name and e.detail["refuted_end"]]
        return [replace(e, digest=self.statement.digest, detail={**e.detail, "printed": None}) for e in told]

    def _completed(self, bracket: list[Evidence], witness: Evidence) -> list[Evidence]:
        """The bracket with its proved end."""
        if not bracket or witness.certificate is None:
            return []
        (piece,), (value,) = bracket, witness.certificate["values"].values()
        end = "upper" if piece.detail["refuted_end"] == "lower" else "lower"
        instance = self.statement.at(self._values(Fraction(value)))
        proof = {k: v for k, v in witness.certificate.items() if k != "values"}
        part = {"role": "proof", "problem": instance.problem,
                "certificate": {**proof, "kind": "proof", "problem": instance.digest}}  # fmt: skip
        sharp = value == piece.detail["lower" if end == "upper" else "upper"]
        detail = {**piece.detail, end: value, "sharp": sharp, "attached": [*piece.detail["attached"], part]}
        return [replace(piece, detail=detail)]

    def _evidence(self, kind: str, proof: dict[str, Json], sizes: dict[str, int] | None = None) -> Evidence:
        scope: dict[str, Json] = {"sizes": "all" if sizes is None else sizes}
        if sizes is None:
            scope["region"] = "the whole domain"
        work = {"lines": len(proof["lines"])} if "lines" in proof else {}
        return Evidence(kind, METHOD, self.statement.digest, scope, self.seed, work, proof, {})
