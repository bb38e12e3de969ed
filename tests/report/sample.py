"""Hand-made results that show every verdict and fill every field of the schema, hostile strings included."""

from __future__ import annotations

import copy
from typing import Any

HOSTILE = "<script>alert('x')</script> & \"quotes\" </style><img src=http://evil.example/x onerror=alert(1)>"


def mi(name: str) -> str:
    return f"<mi>{name}</mi>"


def formula(text: str, *parts: str, latex: str = "") -> dict[str, Any]:
    inner = "".join(parts) or f"<mtext>{text.replace('<', '&lt;')}</mtext>"
    alt = text.replace("<", "&lt;")
    return {"text": text, "latex": latex or text, "mathml": f'<math display="block" alttext="{alt}">{inner}</math>'}


X, Y, A = "𝐗", "𝐘", "𝐀"


def op(sign: str, **attributes: str) -> str:
    return "<mo" + "".join(f' {key}="{item}"' for key, item in attributes.items()) + f">{sign}</mo>"


def row(*parts: str) -> str:
    return "<mrow>" + "".join(parts) + "</mrow>"


def sub(base: str, index: str) -> str:
    return f"<msub>{base}{index}</msub>"


def norm(body: str, kind: str = "") -> str:
    fence = row(
        op("‖", fence="true", form="prefix", stretchy="true"),
        body,
        op("‖", fence="true", form="postfix", stretchy="true"),
    )
    return f"<msubsup>{fence}{mi(kind)}<mn>2</mn></msubsup>" if kind else f"<msup>{fence}<mn>2</mn></msup>"


def frac(top: str, bottom: str) -> str:
    return f"<mfrac>{top}{bottom}</mfrac>"


ETA = mi("η")
XT, YT = sub(mi(X), mi("t")), sub(mi(Y), mi("t"))
XT1 = sub(mi(X), row(mi("t"), op("+"), "<mn>1</mn>"))
YB = sub(mi(Y), row(mi("t"), op("−"), "<mn>1</mn>"))


def call(name: str, *arguments: str) -> str:
    return row(name, op("(", stretchy="false"), op(",").join(arguments), op(")", stretchy="false"))


GRAD = sub(op("∇", form="prefix"), mi(X))
EQ3 = formula(
    "‖∇X f(X_t, Y_t)‖_F² ≤ (2/η) (f(X_t, Y_t) − f(X_{t+1}, Y_t))",
    norm(row(GRAD, call(mi("f"), XT, YT)), "F"),
    op("≤"),
    frac("<mn>2</mn>", ETA),
    op("("),
    call(mi("f"), XT, YT),
    op("−"),
    call(mi("f"), XT1, YT),
    op(")"),
    latex=r"\|\nabla_X f(X_t, Y_t)\|_F^2 \le \frac{2}{\eta} (f(X_t, Y_t) - f(X_{t+1}, Y_t))",
)
H_Y = formula("‖Y_t‖² ≤ 1/η", norm(YT), op("≤"), frac("<mn>1</mn>", ETA))
H_X = formula("‖X_t‖² ≤ 2/η", norm(XT), op("≤"), frac("<mn>2</mn>", ETA))
POSITIVE = formula("η > 0", ETA, op("&gt;"), "<mn>0</mn>")
F = formula(
    "f(X, Y) = ½ ‖X Yᵀ − A‖_F²",
    call(mi("f"), mi(X), mi(Y)),
    op("="),
    frac("<mn>1</mn>", "<mn>2</mn>"),
    norm(row(mi(X), f"<msup>{mi(Y)}{op('⊤')}</msup>", op("−"), mi(A)), "F"),
)
STEP = formula("X_{t+1} = X_t − η ∇X f(X_t, Y_t)", XT1, op("="), XT, op("−"), ETA, GRAD, call(mi("f"), XT, YT))


def space(name: str, rows: str, columns: str) -> dict[str, Any]:
    return formula(
        f"{name} ∈ R^({rows}×{columns})",
        mi(name),
        op("∈"),
        f"<msup>{mi('ℝ')}{row(mi(rows), op('×'), mi(columns))}</msup>",
    )


def digest(seed: int) -> str:
    return f"{seed:064x}"


def entry(identifier: str, verdict: str, **fields: Any) -> dict[str, Any]:
    """An entry with every required field; `fields` replace."""
    base: dict[str, Any] = {
        "id": identifier,
        "kind": "statement",
        "paper": "ward_kolda",
        "cite": {"label": "Lemma 4.1"},
        **EQ3,
        "hypotheses": [],
        "doc": "",
        "verdict": verdict,
        "expected": verdict,
        "holds": None,
        "follows": None,
        "scope": {},
        "vacuous_where": None,
        "uses": [],
        "weakest_used": None,
        "trusts": [],
        "proof": [],
        "evidence": [],
        "counterexample": None,
        "constants": [],
        "superfluous": [],
        "slack": None,
        "errata": None,
        "reproduce": f"proofgauge audit {identifier} --seed 0",
        "digest": digest(len(identifier)),
    }
    return base | fields


def step(identifier: str, holds: str, follows: str, place: str, **fields: Any) -> dict[str, Any]:
    cite = {"label": "Proof of Lemma 4.1", "display": "", "place": place}
    return entry(identifier, holds, **({"kind": "step", "holds": holds, "follows": follows, "cite": cite} | fields))


VACUOUS: dict[str, Any] = {
    "proved": [{"text": "nu < 0", "problem": "problems/p.json", "certificate": "certificates/c.json"}],
    "sampled": {"text": "floor(beta) < 1", "share": 0.997, "points": 1200},
}

POINT: dict[str, Any] = {
    "sizes": {"m": 1, "n": 2, "d": 2},
    "values": {
        "eta": "1/2",
        "A": [["0", "-1"], ["3/2", "0"]],
        "X_t": [["1", "-2/3"]],
        "Y_t": [["1", "0"], ["-123456789012345678901234567890123456789012345678901234567890/7", "1"]],
        "X": {"terms": [[["1"]], [["3/4"]]]},
    },
    "t": 3,
    "lhs": ["3/2", "3/2"],
    "rhs": ["4/3", "1333333333334/1000000000000"],
    "relation": "<=",
    "violated": None,
    "note": "Equal singular values.",
    "problem": "problems/p.json",
    "certificate": "certificates/c.json",
}
SMALL: dict[str, Any] = {
    "sizes": {"m": 1, "n": 1, "d": 1},
    "values": {"eta": "1", "A": [["1"]], "X_t": [["2"]], "Y_t": [["0"]]},
    "lhs": ["4", "4"],
    "rhs": ["2", "2"],
    "relation": "<=",
}
SUBSET: dict[str, Any] = {
    "sizes": {"m": 2, "n": 1, "d": 1},
    "values": {"A": [["1"], ["0"]], "X_0": [["0"], ["1"]]},
    "lhs": None,
    "rhs": None,
    "relation": "subset",
    "violated": H_X,
}


def _proof() -> list[dict[str, Any]]:
    return [
        {**STEP, "rule": "definition of the iteration", "premises": []},
        {**F, "label": "2", "rule": "normal form", "premises": [1], "fact": None, "note": "An identity for all sizes."},
        {
            **H_Y,
            "rule": "fact",
            "premises": ["h1", 2],
            "fact": {
                "name": "Submultiplicativity",
                "statement": "‖A B‖_F ≤ ‖A‖_F ‖B‖",
                "reference": "Horn and Johnson, Matrix Analysis (2nd ed.), 5.6.P20",
            },
        },
        {**EQ3, "rule": "linear arithmetic", "premises": [2, 3, "ward_kolda.gradient_x"]},
    ]


def _statements() -> list[dict[str, Any]]:
    eq3 = entry(
        "ward_kolda.lemma_4_1.eq_3",
        "proved",
        title="Lemma 4.1, descent in X",
        cite={"label": "Lemma 4.1", "display": "(3)"},
        variables=[space(X, "m", "d"), space(Y, "n", "d"), space(A, "m", "n"), POSITIVE],
        definitions=[F, STEP],
        named=[EQ3],
        hypotheses=[H_Y, H_X],
        doc="The printed statement, with the step size positive.\n\nThe paper leaves η > 0 to Assumption 1.",
        scope={"sizes": "all m, n, d ≥ 1"},
        trusts=["z3 4.13"],
        proof=_proof(),
        uses=[{"id": "ward_kolda.gradient_x", "substitution": {"X": "X_t", "Y": "Y_t"}}],
        weakest_used="proved",
        evidence=[
            {
                "kind": "proof",
                "method": "symbolic",
                "scope": {"sizes": "all"},
                "digest": digest(1),
                "seed": None,
                "accepted": True,
                "certificate": "certificates/eq3.json",
            },
            {
                "kind": "search",
                "method": "falsify",
                "scope": {"sizes": {"m": [1, 2, 3], "n": 2}, "points": 40000},
                "digest": digest(1),
                "seed": 0,
                "work": {"points": 40000},
                "detail": {},
                "accepted": None,
            },
        ],
        constants=[
            {
                "name": "c",
                "printed": "2",
                "lower": "2",
                "upper": "2",
                "refuted_end": "lower",
                "sharp": True,
                "closed_form": "2",
                "witness": SMALL,
                "note": "The constant in front of 1/η.",
            },
            {
                "name": "h",
                "printed": "1",
                "lower": "1",
                "upper": "4001/4000",
                "refuted_end": "upper",
                "sharp": False,
                "closed_form": None,
                "witness": None,
                "family": "X = 1 + 1/k",
                "proved_by": "ward_kolda.lemma_4_1.sum_y",
            },
            {
                "name": "q",
                "printed": None,
                "lower": "1.41421",
                "upper": None,
                "refuted_end": "lower",
                "sharp": False,
                "closed_form": "sqrt(2)",
                "witness": None,
            },
        ],
        superfluous=[
            {"hypothesis": 0, "needed": True, "counterexample": SMALL},
            {"hypothesis": 1, "needed": False, "counterexample": None, "note": "The proof does not use it."},
        ],
        slack={
            "summary": "Slack falls to zero as η ‖Y‖² rises to 1.",
            "attained": True,
            "low": "0",
            "high": "3/2",
            "points": [[0.1 * k, round((1 - 0.1 * k) * 0.9, 6)] for k in range(11)],
            "x": "η ‖Y‖²",
            "y": "slack / ‖∇f‖²",
            "x_scale": "linear",
            "y_scale": "linear",
            "drawn": "line",
        },
        problem="problems/eq3.json",
        certificate="certificates/eq3.json",
    )
    return [
        entry("ward_kolda.gradient_x", "proved", cite="(2a)", title="Gradient in X", scope={"sizes": "all"}),
        eq3,
        step("ward_kolda.lemma_4_1.proof.s01", "proved", "proved", "line 1", proof=_proof()[:2]),
        step(
            "ward_kolda.lemma_4_1.proof.s02",
            "proved",
            "refuted",
            "line 2",
            cites=["ward_kolda.lemma_4_1.proof.s01"],
            follows_counterexample=SMALL,
            doc="The cited line is about another iterate.",
        ),
        step(
            "ward_kolda.lemma_4_1.proof.s03",
            "refuted",
            "refuted",
            "line 6",
            expected="refuted",
            counterexample=POINT,
            errata="ward_kolda.lemma_4_1.proof.s03@corrected",
            hypotheses=[H_Y],
            doc="The factor η should be η² in the second term.",
        ),
        entry(
            "ward_kolda.lemma_4_1.proof.s03@corrected",
            "proved",
            of="ward_kolda.lemma_4_1.proof.s03",
            hypotheses=[H_Y],
            cite={"label": "Proof of Lemma 4.1", "place": "line 6"},
            doc="With η² in place of η.",
        ),
        step(
            "ward_kolda.lemma_4_1.proof.s04",
            "proved",
            "inconclusive",
            "line 7",
            cites=["s03"],
            reason="timeout",
            follows_expected="proved",
        ),
        entry(
            "ward_kolda.lemma_4_1.sum_y",
            "supported",
            title="Lemma 4.1, sum in Y",
            expected="proved",
            reason="no proof found",
            uses=["ward_kolda.lemma_4_1.eq_3", "ward_kolda.gradient_x"],
            weakest_used="proved",
            scope={"sizes": "m, n, d ≤ 3", "t": [0, 8], "region": {"eta": "(0, 1]"}, "grid": None},
            slack={"summary": "s", "attained": False, "low": "21/10000", "only_at": "at T = 0"},
        ),
        entry(
            "ward_kolda.lemma_4_5",
            "vacuous",
            cite={"label": "Lemma 4.5"},
            reason="h1 contradicts h2.",
            uses=["ward_kolda.lemma_4_1.sum_y"],
            weakest_used="supported",
            vacuous_where=None,
        ),
        entry(
            "ward_kolda.lemma_4_6",
            "certified",
            cite={"label": "Lemma 4.6", "display": "(5)"},
            hypotheses=[H_X],
            vacuous_where=VACUOUS,
            witness={"K": "3/2"},
            scope={"region": "η in [1/8, 1]"},
            uses=["ward_kolda.lemma_4_1.sum_y"],
            weakest_used="supported",
            owed=["Sizes above 3."],
            superfluous=[{"hypothesis": 0, "needed": None, "counterexample": None}],
            slack={
                "summary": "Slack over step sizes.",
                "attained": False,
                "x": "η",
                "x_scale": "log",
                "y_scale": "log",
                "points": [[10.0**-k, 10.0 ** (-k / 2)] for k in range(6)],
                "drawn": "points",
            },
        ),
        entry(
            "ward_kolda.lemma_4_6@any_rank",
            "refuted",
            cite={"label": "Remark 4.7"},
            counterexample=SUBSET,
            errata="ward_kolda.lemma_4_6",
        ),
        entry(
            "ward_kolda.remark_2_1",
            "refuted",
            cite={"label": "Remark 2.1"},
            title="Remark 2.1",
            counterexample=SMALL,
            hypotheses=[POSITIVE, H_Y],
            errata="ward_kolda.remark_2_1@corrected",
            doc="Printed without the transpose, so that the shapes only match for m = n.",
        ),
        entry(
            "ward_kolda.remark_2_1@corrected",
            "proved",
            cite={"label": "Remark 2.1"},
            title="Remark 2.1, corrected",
            hypotheses=[POSITIVE],
            uses=["ward_kolda.gradient_x"],
            weakest_used="proved",
        ),
        entry(
            "ward_kolda.proposition_a_1",
            "assumed",
            cite="Proposition A.1",
            title="Smallest singular value (RV09)",
            trusts=["Rudelson and Vershynin 2009, Theorem 1.1"],
        ),
        entry(
            "ward_kolda.proposition_4_3",
            "inconclusive",
            cite="Proposition 4.3",
            title="Initialization",
            reason="timeout",
            uses=["ward_kolda.proposition_a_1", "outside.results"],
            weakest_used="assumed",
            expected=None,
        ),
        entry(
            "user.hostile",
            "supported",
            paper=HOSTILE,
            title=HOSTILE,
            doc=HOSTILE,
            cite=HOSTILE,
            reason=HOSTILE,
            text=HOSTILE,
            mathml="<math><mtext>x</mtext><script>alert(1)</script></math>",
            trusts=[HOSTILE],
            reproduce=HOSTILE,
            scope={"note": HOSTILE},
        ),
        step("ward_kolda.lemma_4_6.proof.s01", "supported", "supported", "'thus'", of="ward_kolda.lemma_4_6"),
        step("ward_kolda.lemma_4_6.proof.s02", "proved", "proved", "display, =", meant=True),
    ]


def results() -> dict[str, Any]:
    """A fresh copy, to be changed at will."""
    statements = _statements()
    return copy.deepcopy(
        {
            "format": "proofgauge results 1",
            "title": "Audit: Ward & Kolda 2023 <draft>",
            "papers": {
                "ward_kolda": {
                    "title": "Convergence of Alternating Gradient Descent for Matrix Factorization",
                    "authors": "Rachel Ward and Tamara G. Kolda",
                    "year": 2023,
                    "note": "Text as extracted.",
                }
            },
            "versions": {"proofgauge": "0.1.0", "python": "3.11.7", "python-flint": "0.9.0"},
            "seed": 0,
            "budget": "quick",
            "times": {
                "started": "2026-01-05T10:00:00Z",
                "finished": "2026-01-05T10:00:41Z",
                "total": 41.3,
                "machine": "2 cores",
                "statements": {item["id"]: 0.004 * 3**index % 7 for index, item in enumerate(statements)},
            },
            "statements": statements,
        }
    )
