"""Expressions in the three notations."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.formulas import clean
from verify import (
    absm,
    absolute,
    all_of,
    any_of,
    case,
    colspan,
    define,
    det,
    eig,
    entry,
    exp,
    expm,
    eye,
    floor,
    for_all,
    fro,
    hadamard,
    implies,
    integer,
    inv,
    language,
    log,
    matrix,
    maximum,
    minimum,
    nuc,
    orthonormal,
    psd,
    rank,
    real,
    recursion,
    semidefinite,
    sequence,
    sizes,
    spec,
    sqrt,
    sqrtm,
    summation,
    sv,
    symmetric,
    tr,
    zeros,
)  # fmt: skip
from verify.render import latex, mathml, text
from verify.render.entry import entry as fields
from verify.render.latex import to_latex
from verify.render.levels import split_name
from verify.render.mathml import to_mathml
from verify.render.text import to_text
from verify.statement import Statement, fails
from verify.tree import Expr, as_expr, number, walk
from verify.typing_rules import RULES

m, n, d, r = sizes("m n d r")
X, Y, A = matrix("X", m, d), matrix("Y", n, d), matrix("A", m, n)
X_0, Y_0 = matrix("X_0", m, d), matrix("Y_0", n, d)
S, Sigma = symmetric("S", n), semidefinite("Sigma", n)
eta, x, y, c = real("eta", gt=0), real("x"), real("y"), real("c")
t, T = integer("t", ge=0), integer("T", ge=0)
f = define("f", [X, Y], fro(X @ Y.T - A) ** 2 / 2)
grad_x = define("grad_x", [X, Y], (X @ Y.T - A) @ Y, latex=r"\nabla_{\mathbf{X}} f")
f_0 = define("f_0", [], f(X_0, Y_0))
Xs, Ys = recursion("agd", [X, Y], [X_0, Y_0], [X - eta * grad_x(X, Y), Y])
u = sequence(real("u", ge=0))

LATEX: list[tuple[Expr, str]] = [
    (fro(X @ Y.T - A) ** 2, r"\|\mathbf{X} \mathbf{Y}^{\top} - \mathbf{A}\|_{F}^{2}"),
    (spec(Xs[t + 1]) ** 2 <= 2 / eta, r"\|\mathbf{X}_{t + 1}\|^{2} \le \frac{2}{\eta}"),
    (sv(X, r) ** 2 * f(X, Y), r"\sigma_{r}^{2}(\mathbf{X})\,f(\mathbf{X}, \mathbf{Y})"),
    (grad_x(Xs[t], Ys[t]), r"\nabla_{\mathbf{X}} f(\mathbf{X}_{t}, \mathbf{Y}_{t})"),
    (nuc(A) * eig(S, 1), r"\|\mathbf{A}\|_{*} \lambda_{1}(\mathbf{S})"),
    (colspan(X) <= (colspan(A) | colspan(X @ Y.T)),
     r"\operatorname{ColSpan}(\mathbf{X}) \subseteq \operatorname{ColSpan}(\mathbf{A}) \cup"
     r" \operatorname{ColSpan}(\mathbf{X} \mathbf{Y}^{\top})"),
    (summation(fro(X) ** 2 + u[t], t, 0, T), r"\sum_{t = 0}^{T} (\|\mathbf{X}\|_{F}^{2} + u_{t})"),
    (summation(u[t], t, 0, T) * x, r"\left( \sum_{t = 0}^{T} u_{t} \right) x"),
    (x * summation(u[t], t, 0, T) * y, r"\left( x \sum_{t = 0}^{T} u_{t} \right) y"),
    (x * summation(u[t], t, 0, T) + y, r"x \sum_{t = 0}^{T} u_{t} + y"),
    (x - (y - c), "x - (y - c)"),
    (x - y - c, "x - y - c"),
    (x + (y + c), "x + y + c"),
    (x + (-y), "x + (-y)"),
    (x + (-y + c), "x + (-y + c)"),
    (-(x + y), "-(x + y)"),
    (-(x * y), "-x y"),
    ((-x) * y, "(-x) y"),
    ((-x) ** 2, "(-x)^{2}"),
    (x * 2, r"x \cdot 2"),
    (number("1/2") ** 2, r"\left( \frac{1}{2} \right)^{2}"),
    (number(-3) ** 2, "(-3)^{2}"),
    (x ** (y**2), "x^{y^{2}}"),
    ((x**y) ** 2, "(x^{y})^{2}"),
    (X.T.T, r"(\mathbf{X}^{\top})^{\top}"),
    (Xs[t].T @ Xs[t], r"\mathbf{X}_{t}^{\top} \mathbf{X}_{t}"),
    ((X + X) @ Y.T, r"(\mathbf{X} + \mathbf{X}) \mathbf{Y}^{\top}"),
    (hadamard(X, X) @ Y.T, r"(\mathbf{X} \odot \mathbf{X}) \mathbf{Y}^{\top}"),
    (psd(eye(n) - S), r"\mathbf{0} \preceq \mathbf{I}_{n} - \mathbf{S}"),
    (Sigma >= S, r"\mathbf{S} \preceq \mathbf{\Sigma}"),
    (floor(1 / eta), r"\left\lfloor \frac{1}{\eta} \right\rfloor"),
    (log(x) ** 2, r"(\log(x))^{2}"),
    (all_of(any_of(x <= y, x < c), x == c), r"(x \le y\text{ or }x < c)\text{ and }x = c"),
    (for_all(t, 0, T, u[t] <= x), r"\forall t = 0, \dots , T: u_{t} \le x"),
    (~(x == y), r"x \ne y"),
]  # fmt: skip

OTHERS: list[Expr] = [
    case(x <= y, x**2, sqrt(absolute(y))), minimum(x, y, 1) + maximum(x, y), exp(-x) * log(y), rank(A) * det(S) + tr(S),
    inv(S) + sqrtm(Sigma) + expm(S) + S**3 + zeros(n, n) + absm(S), entry(S, 1, n) + entry(S @ S, 2, 1),
    implies(all_of(x <= y, y < c), x != c), colspan(X) + colspan(A) == colspan(A), ~all_of(x <= y, y < c), f_0() == x,
    A == X @ Y.T, 3 * X / eta, ~(Sigma >= S), language.Pr(spec(X) <= c),
]  # fmt: skip
EXAMPLES = [expr for expr, _ in LATEX] + OTHERS


@pytest.mark.parametrize(
    "table",
    [text.RULES, latex.display.printer.rules, mathml.display.printer.rules],
    ids=["text", "latex", "mathml"],
)
def test_every_operator_has_a_rule(table: dict[str, Any]) -> None:
    assert set(table) == set(RULES)


def test_the_examples_have_every_operator() -> None:
    assert {node.op for node in walk(*EXAMPLES)} >= set(RULES) - {"sub", "neg"}


@pytest.mark.parametrize(("expr", "expected"), LATEX, ids=lambda item: str(item))
def test_latex(expr: Expr, expected: str) -> None:
    assert to_latex(expr) == expected


def names(expr: Expr) -> dict[str, Any]:
    """What a user file would have in scope."""
    scope: dict[str, Any] = {name: getattr(language, name) for name in dir(language) if not name.startswith("_")}
    return scope | {"f": f, "grad_x": grad_x, "f_0": f_0(), "u": u} | {
        "m": m, "n": n, "d": d, "r": r, "A": A, "S": S, "Sigma": Sigma, "eta": eta, "x": x, "y": y, "c": c, "t": t,
        "T": T,
        "X": Xs if any(node.op == "iterate" for node in walk(expr)) else X,
        "Y": Ys if any(node.op == "iterate" for node in walk(expr)) else Y,
    }  # fmt: skip


def computes(expr: Expr) -> bool:
    """Whether Python would compute a part of the text by itself: with numbers alone, or a fraction."""
    numeric = {"add", "sub", "mul", "div", "pow", "neg"}
    return any(
        node.data[0].denominator != 1
        if node.op == "num"
        else node.op in numeric and all(a.op == "num" for a in node.args)
        for node in walk(expr)
    )


@pytest.mark.parametrize("expr", [expr for expr in EXAMPLES if not computes(expr)], ids=str)
def test_text_is_a_user_file_again(expr: Expr) -> None:
    assert eval(to_text(expr), names(expr)) is expr


def scalars() -> st.SearchStrategy[Expr]:
    leaves = st.sampled_from([x, y, eta, number(2), number(-3)])

    def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        pair = st.tuples(inner, inner)
        operators = [lambda p: p[0] + p[1], lambda p: p[0] - p[1], lambda p: p[0] * p[1], lambda p: p[0] / p[1]]
        return st.one_of(
            *(pair.map(op) for op in operators),
            inner.map(lambda a: -a),
            inner.map(lambda a: a**2),
            inner.map(sqrt),
            inner.map(lambda a: summation(a, t, 0, T)),
            pair.map(lambda p: p[0] ** p[1]),
        )

    return st.recursive(leaves, grow, max_leaves=8)


@settings(deadline=None)
@given(scalars())
def test_text_keeps_the_tree(expr: Expr) -> None:
    assume(not computes(expr))
    assert as_expr(eval(to_text(expr), names(expr))) is expr


@settings(deadline=None)
@given(scalars())
def test_mathml_is_clean_and_every_fragment_is_one_element(expr: Expr) -> None:
    out = to_mathml(expr)
    clean(out)
    root = ElementTree.fromstring(out)
    arity = {"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munderover": 3}
    for node in root.iter():
        assert node.tag not in arity or len(node) == arity[node.tag]


@pytest.mark.parametrize("expr", EXAMPLES, ids=str)
def test_mathml(expr: Expr) -> None:
    root = ElementTree.fromstring(clean(to_mathml(expr)))
    assert root.get("alttext") == to_text(expr)
    assert not any(node.tag in ("mi", "mo", "mn") and not (node.text or "") for node in root.iter())


def test_mathml_of_names() -> None:
    assert "<msub><mi>σ</mi><mi>r</mi></msub>" in to_mathml(sv(X, r))
    assert "<msubsup><mi>𝐗</mi><mi>t</mi>" in to_mathml(Xs[t].T)
    assert "<mi>𝚺</mi>" in to_mathml(Sigma)
    assert '<mo form="prefix" rspace="0">∇</mo><mi>𝐗</mi>' in to_mathml(grad_x(X, Y))
    assert "<mi>λ</mi>" in to_mathml(real("lambda"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("X", ("X", ())),
        ("X_t", ("X", ("t",))),
        ("sigma1", ("sigma", ("1",))),
        ("a_b_2", ("a", ("b", "2"))),
        ("_0", ("_0", ())),
    ],
)
def test_names_are_split(name: str, parts: tuple[str, tuple[str, ...]]) -> None:
    assert split_name(name) == parts


def test_the_fields_of_an_entry() -> None:
    U = orthonormal("U", m, r)
    B = matrix("B", m + 1, n, rank=r)
    alpha = real("alpha", ge=0, lt=Fraction(1, 2))
    claim = spec(U.T @ Xs[t]) <= c * sv(B, 1) * alpha + f_0()
    statement = Statement("a title", [u[t] <= alpha, eta <= 1], claim, {c: 2})
    found = fields(statement)
    assert found["latex"] == to_latex(spec(U.T @ Xs[t]) <= 2 * sv(B, 1) * alpha + f_0())
    assert [item["latex"] for item in found["named"]] == [to_latex(claim)]
    assert [item["text"] for item in found["hypotheses"]] == ["u[t] <= alpha", "eta <= 1"]
    shown = [item["latex"] for item in found["variables"]]
    assert {*shown[0].removesuffix(r" \in \{1, 2, \dots\}").split(", ")} == {"m", "n", "d", "r"}
    assert r"\mathbf{B} \in \mathbb{R}^{(m + 1) \times n}\text{, rank }r" in shown
    assert r"\alpha \in \mathbb{R}, \alpha \ge 0, \alpha < \frac{1}{2}" in shown
    assert r"\mathbf{U} \in \mathbb{R}^{m \times r}\text{, with orthonormal columns}" in shown
    defined = [item["latex"] for item in found["definitions"]]
    assert r"f_{0} = f(\mathbf{X}_{0}, \mathbf{Y}_{0})" in defined
    assert (
        r"\mathbf{X}_{t + 1} = \mathbf{X}_{t} - \eta \nabla_{\mathbf{X}} f(\mathbf{X}_{t}, \mathbf{Y}_{t})" in defined
    )
    for item in (*found["variables"], *found["definitions"], *found["hypotheses"]):
        clean(item["mathml"])
    negation = fields(fails(statement))
    assert negation["text"] == f"not always: {found['text']}"
    assert negation["hypotheses"] == found["hypotheses"]
    clean(negation["mathml"])


def test_a_printed_factor_one_is_left_out() -> None:
    statement = Statement("t", [spec(X) ** 2 <= y / eta], c * fro(X) ** 2 <= c * x + c, {c: 1, y: 3})
    found = fields(statement)
    assert found["text"] == "fro(X)**2 <= x + 1"
    assert [item["text"] for item in found["hypotheses"]] == ["spec(X)**2 <= 3/eta"]
    assert len(found["named"]) == 2


def test_long_formulas_are_broken_at_their_signs() -> None:
    residual = X @ Y.T - A
    long = fro(residual) ** 2 / 2 + fro(eta * grad_x(X, Y) @ Y.T) ** 2 - eta * tr(residual @ (grad_x(X, Y) @ Y.T).T)
    root = ElementTree.fromstring(clean(to_mathml(all_of(f(X, Y) <= long, x <= y))))
    (table,) = [node for node in root.iter("mtable") if node.get("class") == "lines"]
    rows = ["".join(row.itertext()) for row in table]
    assert rows[0].startswith("f")
    assert rows[1].startswith("≤")
    assert rows[-2:] == ["and", "x≤y"] or rows[-3:] == ["and", "x", "≤y"]
    assert all(len(row) <= 2 * mathml.WIDTH for row in rows)
    short = ElementTree.fromstring(to_mathml(x <= y))
    assert not list(short.iter("mtable"))
