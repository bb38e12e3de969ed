"""The admissible points of a statement at fixed sizes, as the image of free parameters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple, cast

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array, Batch
from verify.arithmetic.float64 import Float64
from verify.arithmetic.margins import Margin, margin
from verify.errors import ProofgaugeError, Unsupported
from verify.methods.falsify import charts, solving
from verify.methods.falsify.definedness import obligations
from verify.methods.falsify.rational import Rational, fractions
from verify.methods.falsify.recipe import Defined, Latent, Recipe, Solved
from verify.statement import Statement
from verify.substitution import free_symbols, unfold
from verify.tree import Expr, Symbol, make, number, variable, walk

ORDER_TOLERANCE = 1e-12
EQUATION_TOLERANCE = 1e-9
SEQUENCE_LIMIT = 24
FAR = 60.0
Frame = Mapping[Symbol, int]


class Block(NamedTuple):
    """A run of parameters: of `symbol` (or its term `term`, for a sequence), through `chart`."""

    symbol: Symbol
    term: int | None
    chart: charts.Chart
    place: slice


class Assessment(NamedTuple):
    """What float64 says of a batch: the claim's margin, who satisfies the hypotheses, and by how much others fail."""

    claim: Margin
    admissible: Array
    penalty: Array

    @property
    def relative(self) -> Array:
        return self.claim.relative

    @property
    def undefined(self) -> Array:
        return self.admissible & np.isnan(self.claim.slack)


class EmptyDomain(ProofgaugeError):
    """No chart exists at these sizes."""


class Domain:
    """Parameters (B, count) -> points, for one choice of sizes and integers."""

    def __init__(self, statement: Statement, recipe: Recipe, frame: Frame) -> None:
        self.statement = statement
        self.recipe = recipe
        self.frame = dict(frame)
        self.constants: dict[Symbol, Expr] = dict(statement.constants)
        self.overrides: dict[Symbol, Array] = {}
        # a rank made by construction is only a bound: its factors may be deficient
        ranks = [p for p in statement.given if any(e.op == "rank" for e in walk(p))]
        self.checked = list(dict.fromkeys([*recipe.residual, *ranks, *_domain_props(statement, recipe)]))
        # what makes the hypotheses defined, to be kept well inside of
        known = {s for s, _ in statement.constants} | set(self.frame)
        self.defining = [p for p in obligations(tuple(self.checked)) if free_symbols(p) - known]
        self.blocks: list[Block] = []
        self._numbers = Float64({s: np.array([float(v)]) for s, v in self.frame.items()})
        self._layout()

    # ---- parameters

    def _layout(self) -> None:
        start = 0
        length = self._sequence_length if any(s.kind == "sequence" for s in self.statement.variables) else 0
        for piece in self.recipe.pieces:
            if not isinstance(piece, Latent):
                continue
            for term in range(length) if piece.kind == "Sequence" else [None]:
                chart = self._chart(piece)
                self.blocks.append(Block(piece.symbol, term, chart, slice(start, start + chart.count)))
                start += chart.count
        self.count = start

    def size(self, expr: Expr) -> int:
        return self._numbers.integer(expr, self._numbers.root)

    def _chart(self, piece: Latent) -> charts.Chart:
        sym = piece.symbol if piece.symbol.kind != "sequence" else piece.symbol.of
        if sym is None:
            raise Unsupported(f"{piece.symbol.name} is a sequence of nothing")
        if sym.kind == "real":
            ge, gt, le, lt = (sym.ge, sym.gt, sym.le, sym.lt) if piece.kind == "Sequence" else _ends(piece.detail)
            lows, highs = [e for e in (ge, gt) if e is not None], [e for e in (le, lt) if e is not None]
            return charts.Number(max(lows, default=None), min(highs, default=None))
        rows, cols = (self.size(e) for e in sym.sort.shape)
        if piece.kind == "Frame" or (piece.kind == "Sequence" and sym.structure == "orthonormal"):
            if rows < cols:
                raise EmptyDomain(f"{rows} x {cols} matrices have no orthonormal columns")
            return charts.Frame(rows, cols)
        if piece.kind == "Sphere":
            base = solving.sum_of_squares(Fraction(str(piece.detail)), rows * cols)
            if base is None:
                raise EmptyDomain(f"no rational {rows} x {cols} matrix has Frobenius norm squared {piece.detail}")
            return charts.Sphere(rows, cols, base)
        if piece.kind == "Diagonal":
            return charts.Diagonal(rows, str(piece.detail))
        simple = {"Symmetric": charts.Symmetric, "Strict": charts.Strict, "Rotations": charts.Rotations}
        if piece.kind in simple:
            return simple[piece.kind](rows)
        if piece.kind == "Leading":
            return charts.Leading(rows, cols)
        if piece.kind == "UnitRows":
            return charts.UnitRows(rows, cols)
        if piece.kind == "Sequence" and sym.structure in ("symmetric", "psd"):
            return charts.Symmetric(rows)
        return charts.Free(rows, cols)

    @cached_property
    def _sequence_length(self) -> int:
        """One more than the largest index that the statement reads at these sizes."""
        longest = max([3, *(v for s, v in self.frame.items() if s.kind == "integer")])
        return min(SEQUENCE_LIMIT, longest + 2)

    # ---- points

    def build(self, theta: Array) -> Float64:
        """The float64 batch of points at these parameters (B, count)."""
        batch = Float64({s: np.array([float(v)]) for s, v in self.frame.items()})
        for sym, value in self.constants.items():
            batch.root.values[sym] = self.overrides[sym] if sym in self.overrides else batch.value(value)
        with np.errstate(all="ignore"):
            self._fill(batch, theta)
        return batch

    def build_exact(self, theta: list[Fraction]) -> Rational:
        """The exact point at rational parameters. Raises Unsupported or Undefined where it is not rational."""
        batch = Rational({s: np.array([Fraction(v)], dtype=object) for s, v in self.frame.items()})
        for sym, value in self.constants.items():
            try:
                batch.root.values[sym] = batch.value(value)
            except Unsupported:
                continue
        self._fill(batch, fractions([theta]) if theta else np.empty((1, 0), dtype=object))
        return batch

    def _fill(self, batch: Batch, theta: Array) -> None:
        values = batch.root.values
        for piece in self.recipe.pieces:
            if isinstance(piece, Latent):
                blocks = [b for b in self.blocks if b.symbol is piece.symbol]
                built = [b.chart.build(theta[:, b.place]) for b in blocks]
                if piece.kind == "Sequence":
                    psd = piece.symbol.of is not None and piece.symbol.of.structure == "psd"
                    values[piece.symbol] = [x @ np.swapaxes(x, -1, -2) if psd else x for x in built]
                else:
                    values[piece.symbol] = built[0]
            elif isinstance(piece, Defined):
                values[piece.symbol] = batch.value(piece.body)
            else:
                self._solve(batch, piece)
        count = len(theta)
        for sym in self.statement.variables:
            if sym.kind in ("real", "matrix") and len(values[sym]) != count:
                values[sym] = np.broadcast_to(values[sym], (count, *values[sym].shape[1:]))

    @cached_property
    def solved(self) -> frozenset[Symbol]:
        return frozenset(p.symbol for p in self.recipe.pieces if isinstance(p, Solved))

    def settle(self, theta: Array) -> Array:
        """The same points with the parameters of solved variables moved onto the solutions. theta: (B, count)."""
        if not self.solved:
            return theta
        return self._settled(theta.copy(), self.build(theta))

    def settle_exact(self, point: list[Fraction]) -> list[Fraction] | None:
        """Rational parameters that satisfy the equations exactly; None where they have no solution nearby."""
        if not self.solved:
            return point
        try:
            batch = self.build_exact(point)
        except (ProofgaugeError, ZeroDivisionError):
            return None
        return list(self._settled(fractions([point]), batch)[0])

    def _settled(self, theta: Array, batch: Batch) -> Array:
        for block in self.blocks:
            if block.symbol in self.solved:
                value = batch.root.values[block.symbol]
                if isinstance(block.chart, charts.Symmetric):
                    value = value[:, *np.triu_indices(block.chart.rows)]
                theta[:, block.place] = value.reshape(len(value), -1)
        return theta

    def _solve(self, batch: Batch, piece: Solved) -> None:
        current = batch.root.values[piece.symbol]
        symmetric = piece.symbol.structure == "symmetric"
        if isinstance(batch, Rational):
            solved = solving.solve_exact(batch, piece.symbol, piece.equations, current, symmetric)
        else:
            solved = solving.solve_float(batch, piece.symbol, piece.equations, current, symmetric)
        batch.root.values[piece.symbol] = solved
        # nothing that mentions the variable may survive from before it was moved
        batch.root.memo.clear()

    # ---- judgement

    def assess(self, theta: Array, everywhere: bool = True) -> Assessment:
        """Hypotheses and claim at every point; if not `everywhere`, a claim that follows something step by step is NaN
        where no hypothesis asks for it. NaN in a hypothesis is inadmissible."""
        batch = self.build(theta)
        admissible = np.ones(len(theta), dtype=bool)
        penalty = np.zeros(len(theta))
        for prop, relative in zip(self.checked, self._slacks(batch, len(theta)), strict=True):
            with np.errstate(invalid="ignore"):
                good = relative > 0 if prop.op in ("lt", "not") else relative >= -tolerance(prop)
            admissible &= good
            short = where(np.isnan(relative), 1.0, np.maximum(-relative, 1e-9))
            penalty += where(good, 0.0, short)
        if everywhere or not self._long or admissible.all():
            return Assessment(self._claim(batch, len(theta)), admissible, penalty)
        claim = Margin(np.full(len(theta), np.nan), np.ones(len(theta)))
        if admissible.any():
            met = self._claim(self.build(theta[admissible]), int(admissible.sum()))
            claim.slack[admissible], claim.scale[admissible] = met.slack, met.scale
        return Assessment(claim, admissible, penalty)

    @cached_property
    def _long(self) -> bool:
        return any(e.op in ("forall", "sum", "iterate") for e in walk(unfold(self.statement.claim)))

    def _slacks(self, batch: Float64, count: int) -> list[Array]:
        return [np.broadcast_to(margin(batch, prop).relative, count) for prop in self.checked]

    def _claim(self, batch: Float64, count: int) -> Margin:
        return Margin(*(np.broadcast_to(x, count) for x in margin(batch, self.statement.claim)))

    def measure(self, theta: Array, claim: bool = True) -> tuple[Array, Array]:
        """`log_slack` of the claim (B,), 0 unless asked for, and of the hypotheses that are not met by construction
        and what makes these defined (B, q)."""
        batch, count = self.build(theta), len(theta)
        found = [np.broadcast_to(log_slack(batch, prop), count) for prop in (*self.checked, *self.defining)]
        value = np.broadcast_to(log_slack(batch, self.statement.claim), count) if claim else np.zeros(count)
        return value, np.stack(found, -1) if found else np.ones((count, 1))

    @cached_property
    def constrained(self) -> bool:
        """Whether more inequalities between several variables are left than scaling can meet one by one."""
        known = {s for s, _ in self.statement.constants} | set(self.frame)
        orders = [p for p in self.checked if p.op in ("le", "lt")]
        return sum(len(free_symbols(p) - known) > 1 for p in orders) > 2

    def sides(self, prop: Expr, theta: Array) -> tuple[Array, Array]:
        return self.sides_in(self.build(theta), prop, len(theta))

    def sides_in(self, batch: Float64, prop: Expr, count: int) -> tuple[Array, Array]:
        """Left and right side, (count,) each, at the points of a batch."""
        with np.errstate(all="ignore"):
            lhs, rhs = (np.broadcast_to(batch.value(a), count) for a in prop.args)
        return lhs, rhs


def log_slack(batch: Float64, prop: Expr) -> Array:
    """log(rhs / lhs) for an inequality of positive numbers, which does not flatten where they are of different orders;
    its like, from the relative slack, for other propositions. Never beyond FAR; NaN where undefined."""
    with np.errstate(all="ignore"):
        if prop.op not in ("le", "lt"):
            relative = np.clip(margin(batch, prop).relative, -1 + 1e-12, 1 - 1e-12)
            return np.log1p(relative) - np.log1p(-relative)
        lhs, rhs = (batch.value(side) for side in prop.args)
        signs = np.sign(lhs), np.sign(rhs)
        ratio = np.log(np.abs(rhs) / np.abs(lhs)) * signs[1]
        # from one sign to the other, or from zero, is farther than any ratio
        found = where(signs[0] == signs[1], where(signs[1] == 0, 0.0, ratio), np.sign(rhs - lhs) * FAR)
        return np.clip(found, -FAR, FAR)


def tolerance(prop: Expr) -> float:
    return EQUATION_TOLERANCE if prop.op in ("eq", "subset", "seteq") else ORDER_TOLERANCE


def _ends(detail: object) -> tuple[Any, Any, Any, Any]:
    return cast("tuple[Any, Any, Any, Any]", detail) if isinstance(detail, tuple) else (None, None, None, None)


def _domain_props(statement: Statement, recipe: Recipe) -> list[Expr]:
    """What the declarations ask for and the recipe does not guarantee."""
    last = {p.symbol: p for p in recipe.pieces}
    found: list[Expr] = []
    for sym in statement.variables:
        piece = last.get(sym)
        if sym.kind == "real":
            x = variable(sym)
            ends = ((sym.gt, "lt", 0), (sym.lt, "lt", 1), (sym.ge, "le", 0), (sym.le, "le", 1))
            for end, op, side in ends:
                if end is not None and (op == "lt" or not isinstance(piece, Latent)):
                    found.append(make(op, (number(end), x) if side == 0 else (x, number(end))))
        if sym.kind == "matrix":
            if sym.rank is not None:
                found.append(make("eq", (make("rank", (variable(sym),)), sym.rank)))
            if sym.structure == "psd" and not isinstance(piece, Latent) and piece is not None:
                body = piece.body if isinstance(piece, Defined) else None
                from verify.methods.falsify.shapes import plainly_psd

                if body is None or not (plainly_psd(body) or _framed(body)):
                    found.append(make("loewner", (make("zeros", sym.sort.shape), variable(sym))))
    return found


def _framed(body: Expr) -> bool:
    """U D U' with a nonnegative diagonal latent D."""
    names = [e.data[0].name for e in (body, *body.args) for e in _leaves(e) if e.op == "var"]
    return any(n.startswith("_Diagonal") for n in names) and all(n.startswith("_") for n in names)


def _leaves(expr: Expr) -> list[Expr]:
    return [x for a in expr.args for x in _leaves(a)] if expr.args else [expr]
