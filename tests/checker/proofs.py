"""Hand-written proofs for the tests of the kernel, each with false variants of its problem.

A false variant changes the problem so that its claim fails; a counterexample, which the other half of the checker
accepts, comes with it. No certificate whatever may be accepted for a false variant.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from claims import integer, matrix, problem, real, size
from formulae import E, algebra, call, eq, every, iterate, js, line, names, op, total, weighted

from verify.checking.problem import digest

Json = Any
Change = Callable[[Json], None]


@dataclass
class Proof:
    """`false`: (name, change of the problem, values of a counterexample to the changed problem)."""

    name: str
    problem: Json
    lines: list[Json]
    lemmas: list[Json] = field(default_factory=list)
    false: list[tuple[str, Change, dict[str, Any]]] = field(default_factory=list)

    def certificate(self, of: Json | None = None) -> Json:
        found = {"format": "proofgauge certificate 1", "problem": digest(of or self.problem), "kind": "proof"}
        return copy.deepcopy({**found, "lemmas": self.lemmas, "lines": self.lines})

    def variant(self, change: Change) -> Json:
        found = copy.deepcopy(self.problem)
        change(found)
        return found


m, n, r, p, A, B, X, Y, G, eta = names("m n r p A B X Y G eta")
a, b, c, k, t, T, x, q, s = names("a b c k t T x q s")
zero = E(["num", "0"])


def fro(a: Any) -> E:
    return op("fro", a)


def setter(*path: Any) -> Callable[[Any], Change]:
    """Sets the value at a path of keys and indices."""

    def make(value: Any) -> Change:
        def change(problem: Json) -> None:
            target = problem
            for key in path[:-1]:
                target = target[key]
            target[path[-1]] = js(value)

        return change

    return make


claim = setter("claim")
hypotheses = setter("hypotheses")


def descent() -> Proof:
    """One step of gradient descent in X, with an identity and an inequality for all sizes."""
    shape = [matrix("X", m.json, r.json), matrix("Y", n.json, r.json)]
    residual = X @ Y.T - A
    definitions = [
        {"name": "f", "params": shape, "body": js(fro(residual) ** 2 / 2)},
        {"name": "grad", "params": shape, "body": js(residual @ Y)},
    ]
    g = call("grad", X, Y)
    gap = call("f", X, Y) - call("f", X - op("scale", eta, g), Y)
    identity = eq(gap, eta * fro(g) ** 2 - eta**2 / 2 * fro(g @ Y.T) ** 2)
    bound = op("spec", Y) ** 2 <= 1 / eta
    goal = op("and", identity, fro(g) ** 2 <= (2 / eta) * gap)
    found = problem(
        [size("m"), size("n"), size("r"), matrix("A", m.json, n.json), *shape, real("eta", gt="0")],
        js(goal),
        [js(bound)],
        definitions=definitions,
    )
    eye = op("eye", r)
    substitution = {"m": n, "n": r, "A": Y}
    gram = op("loewner", Y.T @ Y, op("scale", op("spec", Y) ** 2, eye))
    whole = {"coefficient": "1", "factors": [], "conjugate": eye, "psd": "gram"}
    rest = {"coefficient": "1", "factors": [{"premise": "h"}], "conjugate": eye, "psd": None}
    lines = [
        line("h", bound, "hypothesis", index=0),
        line("positive", zero < eta, "domain", variable="eta", what="gt"),
        line("gram", gram, "fact", fact="gram_le_spec", substitution=substitution),
        line("small", op("loewner", Y.T @ Y, op("scale", 1 / eta, eye)), "matrix", terms=[whole, rest], equations=[]),
        algebra("identity", identity),
        algebra(
            "bound",
            fro(g) ** 2 <= (2 / eta) * gap,
            weighted("positive", {"trace": g.T, "psd": "small"}),
        ),
        line("both", goal, "and_intro", "identity", "bound"),
    ]
    one = {"m": "1", "n": "1", "r": "1", "A": [["1"]], "X": [["0"]], "Y": [["1"]], "eta": "1"}
    steep = {**one, "Y": [["2"]]}
    long = {**one, "Y": [["3/2"]]}
    variants: list[tuple[str, Change, dict[str, Any]]] = [
        ("no hypothesis", hypotheses([]), steep),
        ("constant 1.9", claim(op("and", identity, fro(g) ** 2 <= (E(["num", "19/10"]) / eta) * gap)), one),
        ("strict", claim(op("and", identity, fro(g) ** 2 < (2 / eta) * gap)), {**one, "A": [["0"]]}),
        ("longer steps", hypotheses([op("spec", Y) ** 2 <= 3 / eta]), long),
        ("half of the square", claim(eq(gap, eta * fro(g) ** 2 - eta**2 * fro(g @ Y.T) ** 2)), one),
        ("no half", setter("definitions", 0, "body")(fro(residual) ** 2), one),
        ("wrong gradient", setter("definitions", 1, "body")(-residual @ Y), one),
        ("squared bound", hypotheses([op("spec", Y) <= 2 / eta]), steep | {"eta": "1", "Y": [["2"]]}),
        ("weaker domain", setter("variables", 6)(real("eta", ge="-1")), {}),
    ]
    return Proof("descent", found, lines, false=[v for v in variants if v[2]])


def column_space() -> Proof:
    """The iterates X stay in the column space of A: induction over a recursion."""
    P, Q = names("P Q")
    residual = X @ Y.T - A
    state = [matrix("X", m.json, r.json), matrix("Y", n.json, r.json)]
    after = [X - op("scale", eta, residual @ Y), Y - op("scale", eta, residual.T @ X)]
    recursion = {"name": "gd", "state": state, "start": js([A @ P, Q]), "next": js(after)}

    def at(component: str, index: Any) -> E:
        return iterate("gd", component, index)

    def inside(index: Any) -> E:
        return op("subset", op("colspan", at("X", index)), op("colspan", A))

    goal = every("t", 0, T, inside(t))
    found = problem(
        [
            size("m"),
            size("n"),
            size("r"),
            integer("T", ge="0"),
            real("eta"),
            matrix("A", m.json, n.json),
            matrix("P", n.json, r.json),
            matrix("Q", n.json, r.json),
        ],
        js(goal),
        recursions=[recursion],
    )
    Z = E(["var", "Z"])
    xk, yk = at("X", k), at("Y", k)
    step = op("scale", eta, (xk @ yk.T - A) @ yk)
    factor = Z - op("scale", eta, (Z @ yk.T - op("eye", n)) @ yk)
    base = {
        "assume": ["b0"],
        "lines": [
            line("b1", eq(at("X", 0), A @ P), "recursion", recursion="gd", component="X", index=None),
            line("b2", inside(0), "span", "b1", factor=P),
        ],
    }
    within = [
        line("s1", eq(at("X", k + 1), xk - step), "recursion", "k0", recursion="gd", component="X", index=k),
        line(
            "s2",
            eq(at("X", k + 1), A @ factor),
            "matrix",
            terms=[],
            equations=[
                {"premise": "s1", "left": op("eye", m), "right": op("eye", r)},
                {"premise": "z", "left": op("eye", m), "right": op("eye", r) - op("scale", eta, yk.T @ yk)},
            ],
        ),
        line("s3", inside(k + 1), "span", "s2", factor=factor),
    ]
    after_step = {
        "assume": ["k0", "k1", "k2"],
        "lines": [line("s4", inside(k + 1), "obtain_factor", "k2", name="Z", assume="z", lines=within)],
    }
    lines = [line("all", goal, "induction", fix="k", base=base, step=after_step)]
    point = {"m": "2", "n": "1", "r": "1", "T": "1", "eta": "1", "A": [["1"], ["0"]], "P": [["1"]], "Q": [["1"]]}
    variants = [
        ("any start", _start_anywhere, {**point, "P": [["0"], ["1"]]}),
        ("row space", claim(every("t", 0, T, op("subset", op("colspan", A), op("colspan", at("X", t))))),
         {**point, "P": [["0"]], "Q": [["0"]]}),
        ("any step", _no_step, {**point, "P2": [["0"], ["1"]]}),
    ]  # fmt: skip
    return Proof("column_space", found, lines, false=variants)


def _start_anywhere(found: Json) -> None:
    found["variables"][6]["rows"] = m.json
    found["recursions"][0]["start"][0] = ["var", "P"]


def _no_step(found: Json) -> None:
    found["recursions"][0]["next"][0] = js(op("hadamard", E(["var", "X"]), op("zeros", m, r)) + E(["var", "P2"]))
    found["variables"].append(matrix("P2", m.json, r.json))


def telescope() -> Proof:
    """A sum of decrements: sum_le and both ends of sum_split."""
    xs, ys = E(["var", "x"]), E(["var", "y"])
    given = every("t", 0, T - 1, ys.at(t) <= xs.at(t) - xs.at(t + 1))
    left = total("t", 0, T - 1, ys.at(t))
    goal = left <= xs.at(0) - xs.at(T)
    long = total("t", 0, T, xs.at(t))
    found = problem(
        [size("T"), *({"name": v, "kind": "sequence", "of": {"kind": "real"}} for v in "xy")], js(goal), [js(given)]
    )
    inner = [
        line("t3", ys.at(t) <= xs.at(t) - xs.at(t + 1), "forall_elim", "h", "t1", "t2", at=t),
        algebra("t4", ys.at(t) - xs.at(t) + xs.at(t + 1) <= zero, weighted("t3")),
    ]
    whole = total("t", 0, T - 1, ys.at(t) - xs.at(t) + xs.at(t + 1))
    lines = [
        line("h", given, "hypothesis", index=0),
        line("size", E(["num", "1"]) <= T, "domain", variable="T", what="size"),
        algebra("range", zero <= T, weighted("size"), weighted()),
        line(
            "termwise",
            every("t", 0, T - 1, ys.at(t) - xs.at(t) + xs.at(t + 1) <= zero),
            "forall_intro",
            fix="t",
            lo=zero,
            hi=T - 1,
            assume=["t1", "t2"],
            lines=inner,
        ),
        line("summed", whole <= total("t", 0, T - 1, zero), "sum_le", "termwise"),
        line("first", eq(long, xs.at(0) + total("t", 1, T, xs.at(t))), "sum_split", "range", end="first"),
        line("last", eq(long, total("t", 0, T - 1, xs.at(t)) + xs.at(T)), "sum_split", "range", end="last"),
        algebra("goal", goal, weighted("summed"), equations=[("last", 1), ("first", -1)]),
    ]

    def point(size: str, xs: list[str], ys: list[str]) -> dict[str, Any]:
        return {"T": size, "x": {"terms": xs}, "y": {"terms": ys}}

    short = every("t", 1, T - 1, ys.at(t) <= xs.at(t) - xs.at(t + 1))
    early = every("t", 0, T - 2, ys.at(t) <= xs.at(t) - xs.at(t + 1))
    other = every("t", 0, T - 1, ys.at(t) <= xs.at(t + 1) - xs.at(t))
    variants = [
        ("no hypothesis", hypotheses([]), point("1", ["0", "0"], ["1"])),
        ("late", hypotheses([short]), point("1", ["0", "0"], ["1"])),
        ("early", hypotheses([early]), point("1", ["0", "0"], ["1"])),
        ("turned", hypotheses([other]), point("1", ["0", "1"], ["1"])),
        ("strict", claim(left < xs.at(0) - xs.at(T)), point("1", ["0", "0"], ["0"])),
        ("long sum", claim(total("t", 0, T, ys.at(t)) <= xs.at(0) - xs.at(T)), point("1", ["0", "0"], ["0", "1"])),
        ("too early", claim(left <= xs.at(0) - xs.at(T - 1)), point("1", ["1", "0"], ["1", "0"])),
        ("one more", claim(left <= xs.at(0) - xs.at(T + 1)), point("1", ["0", "0", "1"], ["0", "0"])),
        ("any T", setter("variables", 0)(integer("T", ge="0", le="3")), {}),
        ("half", claim(left * 2 <= xs.at(0) - xs.at(T)), point("1", ["1", "0"], ["1"])),
    ]
    return Proof("telescope", found, lines, false=[v for v in variants if v[2]])


def cauchy() -> Proof:
    """An inner product under two norm bounds."""
    given = [fro(A) <= 2, fro(B) <= c]
    goal = op("tr", A.T @ B) <= 2 * c
    found = problem(
        [size("m"), size("n"), real("c"), matrix("A", m.json, n.json), matrix("B", m.json, n.json)],
        js(goal),
        js(given),
    )
    substitution = {"m": m, "n": n, "A": A, "A2": B}
    lines = [
        line("a", given[0], "hypothesis", index=0),
        line("b", given[1], "hypothesis", index=1),
        line("positive", zero <= fro(B), "fact", fact="fro_nonnegative", substitution={"m": m, "n": n, "A": B}),
        line("product", op("tr", A.T @ B) <= fro(A) * fro(B), "fact", fact="cauchy_schwarz", substitution=substitution),
        algebra("goal", goal, weighted("product"), weighted("a", "positive"), weighted("b", coefficient="2")),
    ]
    one = {"m": "1", "n": "1", "c": "1", "A": [["2"]], "B": [["1"]]}
    variants = [
        ("no first", hypotheses([given[1]]), {**one, "A": [["3"]]}),
        ("no second", hypotheses([given[0]]), {**one, "B": [["2"]]}),
        ("19/10", claim(op("tr", A.T @ B) <= E(["num", "19/10"]) * c), one),
        ("strict", claim(op("tr", A.T @ B) < 2 * c), one),
        ("looser", hypotheses([fro(A) <= 3, given[1]]), {**one, "A": [["3"]]}),
        ("spectral", hypotheses([op("spec", A) <= 2, op("spec", B) <= c]),
         {**one, "m": "2", "n": "2", "A": [["2", "0"], ["0", "2"]], "B": [["1", "0"], ["0", "1"]]}),
    ]  # fmt: skip
    return Proof("cauchy", found, lines, false=variants)


def lemma() -> Proof:
    """A lemma on one matrix, applied to a product; the lemma has a domain bound and a hypothesis."""
    M, N = names("M N")
    inner_claim = op("tr", A.T @ A) <= c**2
    inner = problem(
        [size("m"), size("n"), real("c", ge="0"), matrix("A", m.json, n.json)], js(inner_claim), [js(fro(A) <= c)]
    )
    inner_lines = [
        line("h", fro(A) <= c, "hypothesis", index=0),
        line("p", zero <= c, "domain", variable="c", what="ge"),
        line("q", zero <= fro(A), "fact", fact="fro_nonnegative", substitution={"m": m, "n": n, "A": A}),
        algebra("g", inner_claim, weighted("h", "p"), weighted("h", "q")),
    ]
    certificate = {
        "format": "proofgauge certificate 1",
        "problem": digest(inner),
        "kind": "proof",
        "lines": inner_lines,
    }
    product = M @ N
    goal = op("tr", product.T @ product) <= 4
    found = problem(
        [size("m"), size("n"), size("p"), matrix("M", m.json, n.json), matrix("N", n.json, p.json)],
        js(goal),
        [js(fro(product) <= 2)],
    )
    substitution = {"m": m, "n": p, "c": E(["num", "2"]), "A": product}
    lines = [
        line("h", fro(product) <= 2, "hypothesis", index=0),
        line("g", goal, "apply", None, "h", lemma=0, substitution=substitution),
    ]
    point = {"m": "1", "n": "1", "p": "1", "M": [["1"]], "N": [["3"]]}
    two = {**point, "N": [["2"]]}
    variants = [
        ("no hypothesis", hypotheses([]), point),
        ("looser", hypotheses([fro(product) <= 3]), point),
        ("smaller", claim(op("tr", product.T @ product) <= 3), two),
        ("strict", claim(op("tr", product.T @ product) < 4), two),
        ("below", hypotheses([op("le", op("neg", fro(product)), 2)]), point),
    ]
    return Proof("lemma", found, lines, [js({"problem": inner, "certificate": certificate})], variants)


def geometric() -> Proof:
    """A linear rate: induction with powers, a case distinction and an implication."""
    xs = E(["var", "x"])
    given = every("t", 0, T - 1, xs.at(t + 1) <= q * xs.at(t))
    goal = every("t", 0, T, xs.at(t) <= q**t * xs.at(0))
    found = problem(
        [integer("T"), real("q", ge="0"), {"name": "x", "kind": "sequence", "of": {"kind": "real"}}],
        js(goal),
        [js(given)],
    )
    base = {"assume": ["b0"], "lines": [algebra("b1", xs.at(0) <= q**0 * xs.at(0))]}
    step_lines = [
        algebra("s0", k <= T - 1, weighted("k1")),
        line("s1", xs.at(k + 1) <= q * xs.at(k), "forall_elim", "h", "k0", "s0", at=k),
        algebra("s2", xs.at(k + 1) <= q ** (k + 1) * xs.at(0), weighted("s1"), weighted("p", "k2")),
    ]
    lines = [
        line("h", given, "hypothesis", index=0),
        line("p", zero <= q, "domain", variable="q", what="ge"),
        line("g", goal, "induction", fix="k", base=base, step={"assume": ["k0", "k1", "k2"], "lines": step_lines}),
    ]

    def point(size: str, rate: str, *xs: str) -> dict[str, Any]:
        return {"T": size, "q": rate, "x": {"terms": list(xs)}}

    variants = [
        ("any q", setter("variables", 1)(real("q")), point("2", "-1", "0", "-1", "1")),
        ("no hypothesis", hypotheses([]), point("1", "0", "0", "1")),
        ("shifted", hypotheses([every("t", 1, T - 1, xs.at(t + 1) <= q * xs.at(t))]), point("1", "0", "0", "1")),
        ("early", hypotheses([every("t", 0, T - 2, xs.at(t + 1) <= q * xs.at(t))]), point("1", "0", "0", "1")),
        ("faster", claim(every("t", 0, T, xs.at(t) <= q ** (t + 1) * xs.at(0))), point("0", "0", "1")),
        ("strict", claim(every("t", 0, T, xs.at(t) < q**t * xs.at(0))), point("0", "0", "0")),
        ("longer", claim(every("t", 0, T + 1, xs.at(t) <= q**t * xs.at(0))), point("0", "0", "0", "1")),
        ("turned", hypotheses([every("t", 0, T - 1, q * xs.at(t) <= xs.at(t + 1))]), point("1", "0", "0", "1")),
    ]
    return Proof("geometric", found, lines, false=variants)


def rational() -> Proof:
    """Division, a root and cases: definedness at work."""
    y = E(["var", "y"])
    goal = x / y <= op("sqrt", x**2) / y
    found = problem([real("x"), real("y", gt="0")], js(goal))
    left = op("or", x <= 0, zero < x)
    blocks = [
        {
            "assume": "c1",
            "lines": [
                line("n1", zero <= op("sqrt", x**2), "fact", "sq", fact="root_nonnegative", substitution={"x": x**2}),
                algebra("d1", goal, weighted("n1", "inverse"), weighted("c1", "inverse")),
            ],
        },
        {
            "assume": "c2",
            "lines": [
                algebra("c3", zero <= x, weighted("c2")),
                line("n2", zero <= op("sqrt", x**2), "fact", "sq", fact="root_nonnegative", substitution={"x": x**2}),
                line("le", x <= op("sqrt", x**2), "fact", "n2", "eq",
                     fact="square_order", substitution={"x": x, "y": op("sqrt", x**2)}),
                algebra("d2", goal, weighted("le", "inverse")),
            ],
        },
    ]  # fmt: skip
    lines = [
        line("y", zero < y, "domain", variable="y", what="gt"),
        algebra("sq", zero <= x**2, weighted(x)),
        line("inverse", zero < 1 / y, "fact", "y", fact="reciprocal_positive", substitution={"x": y}),
        algebra("eq", x**2 <= op("sqrt", x**2) ** 2),
        line("both", goal, "split", left=x, right=zero, blocks=blocks),
    ]
    del left
    variants = [
        ("any y", setter("variables", 1)(real("y")), {"x": "-1", "y": "-1"}),
        ("strict", claim(x / y < op("sqrt", x**2) / y), {"x": "1", "y": "1"}),
        ("turned", claim(op("sqrt", x**2) / y <= x / y), {"x": "-1", "y": "1"}),
        ("half", claim(x / y <= op("sqrt", x**2) / y / 2), {"x": "1", "y": "1"}),
    ]
    return Proof("rational", found, lines, false=variants)


PROOFS = [descent(), column_space(), telescope(), cauchy(), lemma(), geometric(), rational()]
