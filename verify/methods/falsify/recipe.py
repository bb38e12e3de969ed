"""How to build admissible points: every variable from latent parameters, so that most hypotheses hold by construction.

A recipe is independent of sizes. Its pieces, in order: `Latent` (free parameters through a chart), `Defined` (an
expression in what came before) and `Solved` (a variable determined by equations that are affine in it).
"""

from __future__ import annotations

from collections.abc import Callable

from verify.language import eye, fro, hadamard, inv, minimum, nuc, rank, spec, sqrtm, tr, zeros
from verify.methods.falsify import shapes
from verify.methods.falsify.pieces import Defined, Latent, Piece, Recipe, Solved, Workshop
from verify.substitution import free_symbols
from verify.tree import Expr, Symbol, make, number, symbol, variable


class Builder(Workshop):
    """Finds a recipe for the variables of a statement under its hypotheses."""

    # ---- the rules, most specific first

    def build(self) -> Recipe:
        rules: tuple[Callable[[], None], ...] = (
            self.definitions,
            self.roots,
            self.commuting,
            self.complements,
            self.products,
            self.one_matrix,
            self.semidefinite_bounds,
            self.subspaces,
            self.equations,
            self.real_bounds,
        )
        for rule in rules:
            rule()
        for sym in self.open:
            if sym not in self.recipes:
                self.recipes[sym] = self.declared(sym)
                self.depends[sym] = set()
        return Recipe(self.ordered(), self.pending())

    def definitions(self) -> None:
        for prop in self.pending():
            if prop.op != "eq":
                continue
            for v, body in (prop.args, prop.args[::-1]):
                if v.op == "var" and v.data[0] in self.open and v.data[0] not in free_symbols(body):
                    sym: Symbol = v.data[0]
                    plain = not sym.structure and sym.rank is None
                    if sym.structure == "psd":
                        plain = shapes.plainly_psd(body)
                    if (
                        plain
                        and not any(e.op in ("sqrtm",) for e in (body,))
                        and self.settle(
                            sym, [Defined(sym, body)], [prop] if sym.kind == "matrix" else [], set(free_symbols(body))
                        )
                    ):
                        break

    def roots(self) -> None:
        """B == sqrtm(A) defines A = B B."""
        for prop in self.pending():
            for b in self.unsettled("matrix"):
                for a in self.unsettled("matrix"):
                    if a is not b and b.structure == "psd" and a.structure == "psd":
                        x, y = variable(a), variable(b)
                        if shapes.says(prop, y, sqrtm(x)):
                            self.settle(a, [Defined(a, y @ y)], [prop], {b})

    def commuting(self) -> None:
        """Symmetric matrices that commute are diagonal in one frame."""
        groups: dict[Symbol, tuple[Expr, Latent]] = {}
        matrices = [s for s in self.unsettled("matrix") if s.structure in ("symmetric", "psd") and s.rank is None]
        for prop in self.pending():
            for i, a in enumerate(matrices):
                for b in matrices[i + 1 :]:
                    x, y = variable(a), variable(b)
                    if shapes.says(prop, x @ y, y @ x) if shapes.same_shape(a, b) else False:
                        shared = groups.get(a) or groups.get(b) or self.latent("Frame", *a.sort.shape)
                        groups[a] = groups[b] = shared
                        self.settled.add(prop)
        for sym, (frame, piece) in groups.items():
            kind = "positive" if sym.structure == "psd" else "any"
            d, second = self.latent("Diagonal", *sym.sort.shape, kind)
            self.settle(sym, [piece, second, Defined(sym, frame @ d @ frame.T)], [], set())

    def complements(self) -> None:
        """A'B == 0, A B' == 0, or both, possibly with rank(A) == r: blocks on complementary parts of two frames."""
        for a in self.unsettled("matrix"):
            for b in self.unsettled("matrix"):
                x, y = variable(a), variable(b)
                if a is b or a.structure or b.structure or b.rank is not None or not shapes.same_shape(a, b):
                    continue
                rows, cols = a.sort.shape
                pending = self.pending()
                left = [p for p in pending if shapes.says(p, x.T @ y, zeros(cols, cols))]
                left += [p for p in pending if shapes.says(p, y.T @ x, zeros(cols, cols))]
                right = [p for p in pending if shapes.says(p, x @ y.T, zeros(rows, rows))]
                right += [p for p in pending if shapes.says(p, y @ x.T, zeros(rows, rows))]
                ranked = [(p, r) for p in pending for r in shapes.ranks(p, rank(x), self.open)]
                r = a.rank if a.rank is not None else ranked[0][1] if ranked else None
                if left or right:
                    self._complement(a, b, (bool(left), bool(right)), r, [*left, *right, *(p for p, _ in ranked[:1])])

    def _complement(self, a: Symbol, b: Symbol, sides: tuple[bool, bool], r: Expr | None, props: list[Expr]) -> None:
        rows, cols = a.sort.shape
        pieces: list[Piece] = []
        inner: list[tuple[Expr, Expr]] = []  # for each side, what spans A there and the projector that carries B
        for size, bound in zip((rows, cols), sides, strict=True):
            if not bound:
                inner.append((eye(size), eye(size)))
                continue
            frame, one = self.latent("Frame", size, size)
            pieces.append(one)
            if r is None:
                half, two = self.latent("Diagonal", size, size, "binary")
                inner.append((frame @ half, frame @ (eye(size) - half)))
            else:
                half, two = self.latent("Leading", size, r)
                inner.append((frame @ half, frame @ (eye(size) - half @ half.T)))
            pieces.append(two)
        (a_left, b_left), (a_right, b_right) = inner
        core, last = self.latent("Free", a_left.shape[1], a_right.shape[1])
        rest, other = self.latent("Free", rows, cols)
        settled = self.settle(a, [*pieces, last, Defined(a, a_left @ core @ a_right.T)], props, set())
        if settled:
            self.settle(b, [*pieces, other, Defined(b, b_left @ rest @ b_right.T)], [], set())

    def products(self) -> None:
        """F G == 0 for two variables or their transposes: complementary halves of one frame."""
        for prop in self.pending():
            for a in self.unsettled("matrix"):
                for b in self.unsettled("matrix"):
                    if a is not b and a.rank is None and b.rank is None:
                        self._product(prop, a, b)

    def _product(self, prop: Expr, a: Symbol, b: Symbol) -> None:
        for x in (variable(a), variable(a).T):
            for y in (variable(b), variable(b).T):
                middle = x.shape[1]
                if not shapes.same_sizes(middle, y.shape[0]):
                    continue
                if not shapes.says(prop, x @ y, zeros(x.shape[0], y.shape[1])):
                    continue
                frame, one = self.latent("Frame", middle, middle)
                half, two = self.latent("Diagonal", middle, middle, "binary")
                other = eye(middle) - half
                turned = y.args[0] if y.op == "transpose" else y.T
                left, right = self._half(a, x, frame, other), self._half(b, turned, frame, half)
                if left and right:
                    self.settle(a, [one, two, *left], [prop], set())
                    self.settle(b, [one, two, *right], [prop], set())
                return

    def _half(self, sym: Symbol, x: Expr, frame: Expr, half: Expr) -> list[Piece]:
        """Pieces that make x (the variable or its transpose) = x P for the projector P = frame half frame'."""
        if sym.structure in ("symmetric", "psd"):
            d, piece = self.latent("Diagonal", *sym.sort.shape, "positive" if sym.structure == "psd" else "any")
            return [piece, Defined(sym, frame @ d @ half @ frame.T)]
        if sym.structure:
            return []
        free, piece = self.latent("Free", *x.shape)
        body = free @ frame @ half @ frame.T
        return [piece, Defined(sym, body if x.op == "var" else body.T)]

    def one_matrix(self) -> None:
        for prop in self.pending():
            for sym in self.unsettled("matrix"):
                if free_symbols(prop) & set(self.open) <= {sym} | {s for s in self.open if s.kind == "real"}:
                    pieces = self._shaped(sym, prop)
                    if pieces:
                        real = {s for s in free_symbols(prop) if s.kind == "real"}
                        self.settle(sym, pieces, [prop], real)

    def _shaped(self, sym: Symbol, prop: Expr) -> list[Piece]:
        v = variable(sym)
        rows, cols = sym.sort.shape
        if sym.rank is None and sym.structure != "orthonormal":
            for r in shapes.ranks(prop, rank(v), self.open):
                return self.of_rank(sym, r)
            found = self._of_norm(sym, prop)
            if found:
                return found
        if sym.rank is not None:
            return []
        square = shapes.same_sizes(rows, cols)
        if not sym.structure:
            if shapes.says(prop, v.T @ v, eye(cols)):
                return [Latent(sym, "Frame")]
            if shapes.says(prop, v @ v.T, eye(rows)):
                if square:
                    return [Latent(sym, "Frame")]
                u, piece = self.latent("Frame", cols, rows)
                return [piece, Defined(sym, u.T)]
            if square and shapes.says(prop, v.T, v):
                return [Latent(sym, "Symmetric")]
        if square:
            return self._square(sym, prop, v, rows)
        return []

    def _square(self, sym: Symbol, prop: Expr, v: Expr, n: Expr) -> list[Piece]:
        frame, one = self.latent("Frame", n, n)
        symmetric = sym.structure in ("symmetric", "psd")
        if sym.structure == "orthonormal":
            return []
        if shapes.says(prop, v @ v, v) or shapes.says(prop, v @ v, eye(n)):
            d, two = self.latent("Diagonal", n, n, "binary")
            middle = d if shapes.says(prop, v @ v, v) else 2 * d - eye(n)
            if symmetric:
                return (
                    []
                    if sym.structure == "psd" and middle is not d
                    else [one, two, Defined(sym, frame @ middle @ frame.T)]
                )
            base, one = self.latent("Free", n, n)
            return [one, two, Defined(sym, base @ middle @ inv(base))]
        if not symmetric and shapes.says(prop, v @ v.T, v.T @ v):
            d, two = self.latent("Rotations", n, n)
            return [one, two, Defined(sym, frame @ d @ frame.T)]
        if not symmetric and shapes.is_power_zero(prop, v, n):
            d, two = self.latent("Strict", n, n)
            if shapes.says(prop, v @ v, zeros(n, n)):
                half, three = self.latent("Diagonal", n, n, "binary")
                base, two = self.latent("Free", n, n)
                d = half @ base @ (eye(n) - half)
                return [one, two, three, Defined(sym, frame @ d @ frame.T)]
            return [one, two, Defined(sym, frame @ d @ frame.T)]
        if sym.structure == "psd" and shapes.says(prop, hadamard(v, eye(n)), eye(n)):
            g, two = self.latent("UnitRows", n, n)
            return [two, Defined(sym, g @ g.T)]
        return []

    def _of_norm(self, sym: Symbol, prop: Expr) -> list[Piece]:
        v = variable(sym)
        rows, cols = sym.sort.shape
        if prop.op != "eq" or prop.args[0].is_matrix or sym.structure == "orthonormal":
            return []
        symmetric = sym.structure in ("symmetric", "psd")
        targets = [(fro(v), "fro"), (tr(v.T @ v), "square"), (spec(v), "spec"), (nuc(v), "nuc")]
        targets += [(spec(v) ** 2, "spec_square")]
        if sym.structure == "psd":
            targets.append((tr(v), "nuc"))
        for target, kind in targets:
            c = shapes.constant_in(prop, target)
            if c is None:
                continue
            if not symmetric and kind in ("fro", "square"):
                return self._sphere(sym, c, kind)
            if kind == "square" or kind == "spec_square":
                c = shapes.rational_root(c)
                if c is None:
                    continue
            chart = {"fro": "sphere", "square": "sphere", "spec": "top", "spec_square": "top", "nuc": "positive"}[kind]
            k = rows if symmetric else minimum(rows, cols)
            d, one = self.latent("Diagonal", k, k, chart)
            u, two = self.latent("Frame", rows, k)
            if sym.structure == "symmetric":
                return []
            size = c / tr(d) if kind == "nuc" else c
            if symmetric:
                return [one, two, Defined(sym, size * (u @ d @ u.T))]
            w, three = self.latent("Frame", cols, k)
            return [one, two, three, Defined(sym, size * (u @ d @ w.T))]
        return []

    def _sphere(self, sym: Symbol, c: Expr, kind: str) -> list[Piece]:
        if c.op == "num":
            value = c.data[0]
            return [Latent(sym, "Sphere", value * value if kind == "fro" else value)] if value >= 0 else []
        if kind == "square":
            return []
        unit, piece = self.latent("Sphere", *sym.sort.shape, number(1).data[0])
        return [piece, Defined(sym, c * unit)]

    def semidefinite_bounds(self) -> None:
        for sym in self.unsettled("matrix"):
            if sym.structure not in ("symmetric", "psd") or sym.rank is not None:
                continue
            v = variable(sym)
            rows, cols = sym.sort.shape
            lower, upper = shapes.bounds_of(self.pending(), v, sym.structure)
            for low, prop_low in lower:
                for high, prop_high in upper:
                    a, b = (shapes.multiple_of_identity(e) for e in (low, high))
                    if a is not None and b is not None:
                        d, one = self.latent("Diagonal", rows, cols, "box")
                        u, two = self.latent("Frame", rows, cols)
                        body = a * eye(rows) + (b - a) * (u @ d @ u.T)
                        uses = set(free_symbols(a) | free_symbols(b))
                        self.settle(sym, [one, two, Defined(sym, body)], [*prop_low, *prop_high], uses)
            g, piece = self.latent("Free", rows, cols)
            for low, props in lower:
                if props and (
                    sym.structure == "symmetric"
                    or shapes.plainly_psd(low)
                    or shapes.multiple_of_identity(low) is not None
                ):
                    self.settle(sym, [piece, Defined(sym, low + g @ g.T)], props, set(free_symbols(low)))
            for high, props in upper:
                if sym.structure == "symmetric":
                    self.settle(sym, [piece, Defined(sym, high - g @ g.T)], props, set(free_symbols(high)))

    def subspaces(self) -> None:
        for prop in self.pending():
            if prop.op not in ("subset", "seteq"):
                continue
            pairs = [prop.args] if prop.op == "subset" else [prop.args, prop.args[::-1]]
            for inner, outer in pairs:
                v = inner.args[0]
                if inner.op != "colspan" or v.op != "var" or v.data[0] not in self.unsettled("matrix"):
                    continue
                sym: Symbol = v.data[0]
                spaces = shapes.leaves(outer)
                uses = set(free_symbols(outer))
                if sym.structure or sym.rank is not None or sym in uses or not spaces:
                    continue
                pieces: list[Piece] = []
                body: Expr | None = None
                for space in spaces:
                    z, piece = self.latent("Free", space.shape[1], sym.sort.shape[1])
                    pieces.append(piece)
                    body = space @ z if body is None else body + space @ z
                if body is not None and self.settle(
                    sym, [*pieces, Defined(sym, body)], [prop] if prop.op == "subset" else [], uses
                ):
                    break

    def equations(self) -> None:
        """What is left of the equations is solved for a variable that occurs in them affinely."""
        for prop in self.pending():
            if prop.op != "eq":
                continue
            candidates = [s for s in self.open if s in free_symbols(prop) and s.kind in ("real", "matrix")]
            candidates.sort(key=lambda s: (s.kind == "real" and s.name in ("eta", "t"), -self.open.index(s)))
            for sym in candidates:
                uses = set(free_symbols(prop)) - {sym}
                earlier = self.recipes.get(sym)
                if earlier is not None and isinstance(earlier[-1], Solved):
                    if not self.reaches({s for s in uses if s in self.open}, sym):
                        earlier[-1] = Solved(sym, (*earlier[-1].equations, prop))
                        self.depends[sym] |= {s for s in uses if s in self.open}
                        break
                elif shapes.solvable(prop, sym) and self.settle(
                    sym, [*self.declared(sym), Solved(sym, (prop,))], [], uses
                ):
                    break

    def real_bounds(self) -> None:
        """lower <= x <= upper with bounds that are rational in other variables."""
        for sym in self.unsettled("real"):
            x = variable(sym)
            lower: list[Expr] = [number(e) for e in (sym.ge, sym.gt) if e is not None]
            upper: list[Expr] = [number(e) for e in (sym.le, sym.lt) if e is not None]
            props: list[Expr] = []
            uses: set[Symbol] = set()
            for prop in self.pending():
                found = shapes.scalar_bound(prop, x)
                if found is None or self.reaches({s for s in free_symbols(found[1]) if s in self.open}, sym):
                    continue
                factor, rest = found
                end = number(-rest.data[0] / factor) if rest.op == "num" else rest / -factor
                (lower if factor > 0 else upper).append(end)
                props.append(prop)
                uses |= set(free_symbols(rest))
            if not props:
                continue
            low, high = (shapes.extreme(op, ends) for op, ends in (("max", lower), ("min", upper)))
            if all(e is None or e.op == "num" for e in (low, high)):
                ends = tuple(None if e is None else e.data[0] for e in (low, high))
                met = [p for p in props if p.op == "le"]
                self.settle(sym, [Latent(sym, "Number", (ends[0], None, ends[1], None))], met, set())
                continue
            self.counter += 1
            inner = symbol(f"_Number{self.counter}", "real")
            t = variable(inner)
            zero, one = number(0).data[0], number(1).data[0]
            if low is not None and high is not None:
                piece, body = Latent(inner, "Number", (zero, None, one, None)), low + (high - low) * t
            else:
                end = low if low is not None else high
                if end is None:
                    continue
                piece, body = Latent(inner, "Number", (zero, None, None, None)), end + t if low is not None else end - t
            # an interval may turn out empty, and the declared ends are only implied, so the hypotheses stay checked
            self.settle(sym, [piece, Defined(sym, body)], [], uses)


def build(variables: tuple[Symbol, ...], given: tuple[Expr, ...]) -> Recipe:
    return Builder(variables, given).build()


__all__ = ["Builder", "Defined", "Latent", "Piece", "Recipe", "Solved", "build", "make"]
