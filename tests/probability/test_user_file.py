"""Claims about probabilities in a file of one's own, bad input included: what went wrong, where, and the way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from verify.cli import main

HEAD = """
from verify import Pr, Statement, define, entry, exp, for_all, gaussian, integer, matrix, orthonormal, real
from verify import sizes, spec, sqrt, sv
d, r, n = sizes("d r n"); t = real("t", ge=0)
G, V = gaussian("G", d, r), orthonormal("V", n, d)
"""
CLAIMS = {
    "certified": "[r <= d, d <= 3, r <= 2], Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= 1 - exp(-t**2/2)",
    "refuted": '[r <= d], Pr(spec(G) <= sqrt(d) + sqrt(r)) >= "9/10"',
    "wide": '[d < r], Pr(sv(G, r) <= 1) >= "1/2"',
    "beyond": '[d == 20000, r == 100], Pr(spec(G) <= 3) >= "1/2"',
    "middle": '[d == 4, r == 3], Pr(sv(G, 2) <= 3) >= "1/2"',
    "product": '[d == 4, r == 3], Pr(spec(G.T @ G) <= 3) >= "1/2"',
}


def audit(tmp_path: Path, text: str, code: int) -> dict[str, Any]:
    file = tmp_path / "mine.py"
    file.write_text(HEAD + text)
    with pytest.raises(SystemExit) as stop:
        raise SystemExit(main(["audit", str(file), "--out", str(tmp_path / "out"), "--jobs", "1"]))
    assert stop.value.code == code
    results = tmp_path / "out" / "results.json"
    return {s["id"]: s for s in json.loads(results.read_text())["statements"]} if results.exists() else {}


def test_verdicts_and_what_stands_in_the_way(tmp_path: Path) -> None:
    lines = "\n".join(f"{name} = Statement({name!r}, {claim})" for name, claim in CLAIMS.items())
    found = audit(tmp_path, lines, 1)
    verdicts = {name.removeprefix("mine."): s["verdict"] for name, s in found.items()}
    settled = {"certified": "certified", "refuted": "refuted", "wide": "refuted"}
    assert verdicts == dict.fromkeys(CLAIMS, "inconclusive") | settled
    said = {name: found[f"mine.{name}"]["reason"] for name in CLAIMS}
    note = found["mine.wide"]["counterexample"]["note"]
    assert "does not happen: a matrix with 1 singular values has no singular value 2." in note
    assert "(20000, 100) is beyond the reach of the exact law: d <= 10000, r <= 64" in said["beyond"]
    assert "nothing is simulated" in said["beyond"]
    assert "at d = 4, r = 3: the law of the singular value 2 of 3 is not known, only of the largest" in said["middle"]
    assert "the law of G' G in an event is not known; known are" in said["product"]


def test_beyond_the_checkers_own_laws_the_evidence_says_that_it_rests_on_arb(tmp_path: Path) -> None:
    claim = "Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= 1 - exp(-t**2/2)"
    sizes = {"inside": "[d == 200, r == 24]", "longer": "[d == 201, r == 2]", "wider": "[d == 30, r == 25]"}
    found = audit(tmp_path, "\n".join(f"{k} = Statement({k!r}, {v}, {claim})" for k, v in sizes.items()), 0)
    assert {s["verdict"] for s in found.values()} == {"certified"}
    arb = ["Arb (python-flint): the law of the singular values"]
    assert {name: s["trusts"] for name, s in found.items()} == {
        "mine.inside": [], "mine.longer": arb, "mine.wider": arb
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'x = Statement("x", [], Pr(spec(G) <= 1) >= "3/2")',
            "compares a probability with 3/2; write a number from 0 to 1",
        ),
        ('x = Statement("x", [], Pr(spec(G) <= 1) >= -1)', "compares a probability with -1"),
        ('x = Statement("x", [], Pr(spec(G) <= 1) >= 0.5)', "0.5 (float) is not an exact number"),
        ('x = Statement("x", [], Pr(spec(G) <= 1))', "is not a relation"),
        ('x = Statement("x", [], spec(G) <= 1)', "the random matrix G stands outside Pr"),
        (
            'x = Statement("x", [], Pr(spec(matrix("M", d, r)) <= 1) >= 0)',
            'nothing is random in Pr(spec(M) <= 1); M is an ordinary matrix; declare M = gaussian("M", d, r)',
        ),
        ('x = Statement("x", [], Pr(d <= 3) >= 0)', "state what is not random as a relation of its own, without Pr"),
        (
            'x = Statement("x", [], for_all(integer("k"), 1, 3, Pr(spec(G) <= 1) >= 0))',
            "a probability stands below a bound index in for_all(k, 1, 3,",
        ),
        (
            'x = Statement("x", [], define("f", [t], Pr(spec(G) <= 1) + t)(t) >= 0)',
            "f mentions a random matrix; write it out in the event",
        ),
        ("x = Pr(3)", "Pr of 3, which is not an event"),
        ("x = Pr(G)", "Pr of G, which is not an event"),
        ('x = gaussian("H", 0, r)', "the shape 0 x r is empty; sizes are at least 1"),
        ('x = gaussian("H", d, "1/2")', "is not made of integers"),
        ('x = gaussian("H", d, r, variance=-1)', "the variance -1 is not a positive number"),
        ('x = gaussian("H", d, r, variance=spec(G))', "is itself random"),
    ],
)
def test_bad_input_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert not audit(tmp_path, text, 2)
    shown = capsys.readouterr().err
    assert said in shown
    assert "line 6" in shown


def test_a_matrix_without_rows_at_some_sizes_is_left_out(tmp_path: Path) -> None:
    text = 'H = gaussian("H", d - 1, 1)\nx = Statement("x", [d <= 3], Pr(spec(H) <= 3) >= "9/10")'
    found = audit(tmp_path, text, 0)
    assert found["mine.x"]["verdict"] == "certified"
