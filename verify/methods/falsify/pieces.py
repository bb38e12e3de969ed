"""The pieces of a recipe, and the bookkeeping with which rules put recipes together."""

from __future__ import annotations

from dataclasses import dataclass

from verify.methods.falsify import shapes
from verify.tree import Expr, Symbol, number, symbol, variable


@dataclass(frozen=True, eq=False)
class Latent:
    """Free parameters behind `symbol`; kind is a chart's name, `detail` its variant."""

    symbol: Symbol
    kind: str
    detail: object = None


@dataclass(frozen=True, eq=False)
class Defined:
    symbol: Symbol
    body: Expr


@dataclass(frozen=True, eq=False)
class Solved:
    """`symbol` is moved to the nearest solution of the equations, which are affine (or fractional linear) in it."""

    symbol: Symbol
    equations: tuple[Expr, ...]


Piece = Latent | Defined | Solved


@dataclass(eq=False)
class Recipe:
    pieces: list[Piece]
    residual: list[Expr]


class Workshop:
    """Which variables have a recipe, on what it depends, and which hypotheses it meets."""

    def __init__(self, variables: tuple[Symbol, ...], given: tuple[Expr, ...]) -> None:
        self.props = shapes.flattened(given)
        self.open = [s for s in variables if s.kind in ("real", "matrix", "sequence")]
        self.recipes: dict[Symbol, list[Piece]] = {}
        self.depends: dict[Symbol, set[Symbol]] = {}
        self.settled: set[Expr] = set()
        self.counter = 0

    # ---- small tools

    def latent(self, kind: str, rows: object, cols: object, detail: object = None) -> tuple[Expr, Latent]:
        self.counter += 1
        structure = "symmetric" if kind in ("Symmetric", "Diagonal") else ""
        as_size = [e if isinstance(e, Expr) else number(e) for e in (rows, cols)]
        sym = symbol(f"_{kind}{self.counter}", "matrix", *as_size, structure)
        return variable(sym), Latent(sym, kind, detail)

    def reaches(self, start: set[Symbol], target: Symbol) -> bool:
        seen, stack = set[Symbol](), list(start)
        while stack:
            sym = stack.pop()
            if sym is target:
                return True
            if sym not in seen:
                seen.add(sym)
                stack += self.depends.get(sym, set())
        return False

    def settle(self, sym: Symbol, pieces: list[Piece], props: list[Expr], uses: set[Symbol]) -> bool:
        """Take this recipe for a variable, unless it has one already or would depend on itself."""
        uses = {s for s in uses if s in self.open}
        if sym in self.recipes or self.reaches(uses, sym):
            return False
        self.recipes[sym] = pieces
        self.depends[sym] = uses
        self.settled.update(props)
        return True

    def pending(self) -> list[Expr]:
        return [p for p in self.props if p not in self.settled]

    def unsettled(self, kind: str) -> list[Symbol]:
        return [s for s in self.open if s.kind == kind and s not in self.recipes]

    def ordered(self) -> list[Piece]:
        done: list[Piece] = []
        placed: set[Symbol] = set()

        def place(sym: Symbol) -> None:
            if sym not in placed:
                placed.add(sym)
                for other in sorted(self.depends[sym], key=lambda s: s.name):
                    place(other)
                done.extend([p for p in self.recipes[sym] if not any(p is q for q in done)])

        for sym in self.open:
            place(sym)
        return done

    def declared(self, sym: Symbol) -> list[Piece]:
        """By the declaration alone."""
        if sym.kind == "sequence":
            return [Latent(sym, "Sequence")]
        if sym.kind == "real":
            return [Latent(sym, "Number", (sym.ge, sym.gt, sym.le, sym.lt))]
        rows, cols = sym.sort.shape
        if sym.structure == "orthonormal":
            return [Latent(sym, "Frame")]
        if sym.rank is not None:
            return self.of_rank(sym, sym.rank)
        if sym.structure == "psd":
            g, piece = self.latent("Free", rows, cols)
            return [piece, Defined(sym, g @ g.T)]
        return [Latent(sym, "Symmetric" if sym.structure == "symmetric" else "Free")]

    def of_rank(self, sym: Symbol, r: Expr) -> list[Piece]:
        rows, cols = sym.sort.shape
        left, first = self.latent("Free", rows, r)
        if sym.structure == "psd":
            return [first, Defined(sym, left @ left.T)]
        if sym.structure == "symmetric":
            middle, second = self.latent("Diagonal", r, r, "any")
            return [first, second, Defined(sym, left @ middle @ left.T)]
        right, second = self.latent("Free", r, cols)
        return [first, second, Defined(sym, left @ right)]
