"""A proof certificate as results.json shows it: lines in order, blocks opened up, each with rule, premises and fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

from verify.problem import Reader
from verify.render.entry import formula
from verify.render.text import to_text
from verify.statement import Statement
from verify.tree import Expr, make, symbol, variable

Json = Any
INDICES = "ijklpqsuvw"


def proof_lines(statement: Statement, certificate: Mapping[str, Json]) -> list[dict[str, Json]]:
    """The lines of an accepted proof, in the form of results.json."""
    return list(_View(statement).lines(certificate["lines"]))


class _View:
    """Reads expressions over the statement's names and those that blocks introduce."""

    def __init__(self, statement: Statement) -> None:
        self.reader = Reader()
        constants = [s for s, _ in statement.constants]
        self.reader.symbols = {s.name: s for s in (*statement.variables, *constants)}
        self.reader.definitions = {d.name: d for d in statement.definitions}
        self.reader.recursions = {r.name: r for r in statement.recursions}
        self.claims: dict[str, Expr] = {}

    def expr(self, source: Json) -> Expr:
        free = [letter for letter in INDICES if letter not in self.reader.symbols]
        return self.reader.expr(_renamed(source, {}, free))

    def lines(self, source: list[dict[str, Json]]) -> Iterator[dict[str, Json]]:
        for line in source:
            known = dict(self.reader.symbols)
            ends: list[str] = []
            for names, assumed, block in self._blocks(line):
                yield from self._assumptions(names, assumed)
                yield from self.lines(block)
                ends += [block[-1]["id"]] if block else []
            self.reader.symbols = known
            yield self._line(line, ends)

    def _line(self, line: dict[str, Json], ends: list[str]) -> dict[str, Json]:
        """One line; `ends` are the last lines of the blocks below it."""
        claim = self.claims[line["id"]] = self.expr(line["claim"])
        shown: dict[str, Json] = {
            "label": line["id"],
            **formula(claim),
            "rule": line["rule"].replace("_", " "),
            "premises": [name for name in line["from"] if name is not None],
        }
        if line["rule"] == "hypothesis":
            shown["premises"] = [f"h{line['index'] + 1}"]
        if line["rule"] == "fact":
            shown["fact"] = _fact(line["fact"])
        shown["premises"] += ends
        return shown

    def _assumptions(self, names: list[str], claims: list[Expr]) -> Iterator[dict[str, Json]]:
        for name, claim in zip(names, claims, strict=False):
            self.claims[name] = claim
            yield {"label": name, **formula(claim), "rule": "assumption", "premises": []}

    def _blocks(self, line: dict[str, Json]) -> Iterator[tuple[list[str], list[Expr], list[dict[str, Json]]]]:
        """(labels of the assumptions, what is assumed, lines) of each block below the line."""
        rule = line["rule"]
        if rule == "forall_intro":
            _, _, low, high, _ = line["claim"]
            k = self._fix(line["fix"])
            yield _labels(line), [make("le", (self.expr(low), k)), make("le", (k, self.expr(high)))], line["lines"]
        elif rule == "induction":
            _, name, low, high, body = line["claim"]
            first, last = self.expr(low), self.expr(high)
            yield _labels(line["base"]), [make("le", (first, last))], line["base"]["lines"]
            k = self._fix(line["fix"])
            now = self.expr(_put(body, name, ["var", line["fix"]]))
            step = [make("le", (first, k)), make("le", (k + 1, last)), now]
            yield _labels(line["step"]), step, line["step"]["lines"]
        elif rule == "split":
            a, b = self.expr(line["left"]), self.expr(line["right"])
            for block, claim in zip(line["blocks"], (make("le", (a, b)), make("lt", (b, a))), strict=True):
                yield _labels(block), [claim], block["lines"]
        elif rule in ("obtain_factor", "obtain_root"):
            yield from self._obtained(line)
        elif rule == "implies_intro":
            yield _labels(line), [self.expr(line["claim"][1])], line["lines"]
        elif rule == "cases":
            for block, claim in zip(line["blocks"], self.claims[line["from"][0]].args, strict=True):
                yield _labels(block), [claim], block["lines"]

    def _fix(self, name: str) -> Expr:
        self.reader.symbols[name] = symbol(name, "integer")
        return variable(self.reader.symbols[name])

    def _obtained(self, line: dict[str, Json]) -> Iterator[tuple[list[str], list[Expr], list[dict[str, Json]]]]:
        """A block in which a matrix has a name: Z with P = Q Z, or L with S = L'L."""
        left, right = self.claims[line["from"][0]].args
        name: str = line["name"]
        if line["rule"] == "obtain_factor":
            left, right = left.args[0], right.args[0]
            made = self._matrix(name, right.shape[1], left.shape[1])
            yield _labels(line), [make("eq", (left, right @ made))], line["lines"]
        else:
            made = self._matrix(name, *right.shape)
            yield _labels(line), [make("eq", (right, made.T @ made))], line["lines"]

    def _matrix(self, name: str, rows: Expr, cols: Expr) -> Expr:
        self.reader.symbols[name] = symbol(name, "matrix", rows, cols)
        return variable(self.reader.symbols[name])


def _labels(block: dict[str, Json]) -> list[str]:
    assumed = block.get("assume", [])
    return [assumed] if isinstance(assumed, str) else list(assumed)


def _put(source: Json, name: str, value: Json) -> Json:
    """`value` for the bound variable `name`, whose scope this is."""
    if source == ["var", name]:
        return value
    return [_put(part, name, value) for part in cast("list[Json]", source)] if isinstance(source, list) else source


def _renamed(source: Json, names: dict[str, str], free: list[str]) -> Json:
    """Bound variables _0, _1 ... under letters that mean nothing else."""
    if not isinstance(source, list):
        return source
    head, *rest = cast("list[Json]", source)
    if head == "var":
        return [head, names.get(rest[0], rest[0])]
    if head in ("sum", "forall"):
        old, low, high, body = rest
        letter = free[0] if free else old
        inner = _renamed(body, {**names, old: letter}, free[1:])
        return [head, letter, _renamed(low, names, free), _renamed(high, names, free), inner]
    if head in ("at", "iterate", "call", "num"):
        return [head, *(part if isinstance(part, str) else _renamed(part, names, free) for part in rest)]
    return [head, *(_renamed(part, names, free) for part in rest)]


@cache
def _fact(name: str) -> dict[str, Json]:
    """The standard fact that a line rests on, with its textbook reference."""
    from verify.checking.facts import FACTS

    fact = FACTS[name]
    reader = Reader()
    for declaration in fact["variables"]:
        reader.symbols[declaration["name"]] = reader.declare(declaration)
    given = " and ".join(to_text(reader.expr(h)) for h in fact["hypotheses"])
    claim = to_text(reader.expr(fact["claim"]))
    statement = f"{claim}, if {given}" if given else claim
    return {"name": name.replace("_", " "), "statement": statement, "reference": fact["reference"]}
