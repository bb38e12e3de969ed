"""Best constants, with their witnesses, and superfluous hypotheses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import trajectories
from inequalities import (
    X1,
    A,
    B,
    D,
    G,
    P,
    Q,
    S,
    X,
    Y,
    absm,
    commutator,
    eta,
    eye,
    f,
    fro,
    fx,
    inv,
    n,
    nuc,
    q,
    spec,
    sqrtm,
    tr,
    u,
    x,
)

from verify.argument import have
from verify.budget import budget
from verify.checking.check import check
from verify.evidence import Evidence, unpacked
from verify.language import real
from verify.methods import constants, superfluous
from verify.methods.falsify.closed_forms import recognise
from verify.statement import Statement

QUICK = budget("quick")
c = real("c")
KNOWN: dict[str, tuple[Statement, float, str | None, str]] = {
    "boettcher_wenzel": (
        Statement("", [], fro(commutator(A, B)) ** 2 <= c * fro(A) ** 2 * fro(B) ** 2, {c: 2}), 2.0, "2", "lower"
    ),
    "boettcher_wenzel_root": (
        Statement("", [], fro(commutator(A, B)) <= c * fro(A) * fro(B), {c: 3}), 2**0.5, "sqrt(2)", "lower"
    ),
    "araki_yamagami": (
        Statement("", [], fro(absm(A) - absm(B)) <= c * fro(A - B), {c: "3/2"}), 2**0.5, "sqrt(2)", "lower"
    ),
    "agd_step": (
        Statement("", [spec(Y) ** 2 <= 1 / eta], fro(fx(X, Y)) ** 2 <= (c / eta) * (f(X, Y) - f(X1, Y)), {c: 3}),
        2.0, "2", "lower",
    ),
    "kantorovich": (
        Statement(
            "", [eye(n) <= S, 4 * eye(n) >= S], tr(u.T @ S @ u) * tr(u.T @ inv(S) @ u) <= c * tr(u.T @ u) ** 2, {c: 2}
        ),
        1.5625, "25/16", "lower",
    ),
    "powers_stoermer": (
        Statement("", [], fro(sqrtm(P) - sqrtm(Q)) ** 2 <= c * nuc(P - Q), {c: 2}), 1.0, "1", "lower"
    ),
    "largest_factor": (
        Statement("", [], c * fro(P + Q) ** 2 <= fro(P) ** 2 + fro(Q) ** 2, {c: "1/3"}), 0.5, "1/2", "upper"
    ),
    "not_affine": (
        Statement("", [], fro(commutator(A, B)) ** 2 <= (c**2 - 7) * fro(A) ** 2 * fro(B) ** 2, {c: 4}),
        3.0, "3", "lower",
    ),
    "threshold": (Statement("", [spec(Y) ** 2 <= c / eta], f(X1, Y) <= f(X, Y), {c: 1}), 2.0, "2", "upper"),
}  # fmt: skip


def measured(stated: Statement) -> Evidence:
    (found,) = constants.run(stated, QUICK, 0)
    for part in found.detail["attached"]:
        assert check(part["problem"], part["certificate"]).accepted
    return found


@pytest.mark.parametrize("name", KNOWN)
def test_best_constants(name: str) -> None:
    stated, value, form, refuted = KNOWN[name]
    detail = measured(stated).detail
    assert detail["refuted_end"] == refuted
    end = float(Fraction(detail[refuted]))
    assert end == pytest.approx(value, rel=1e-7)
    assert end <= value * (1 + 1e-12) if refuted == "lower" else end >= value * (1 - 1e-12)
    assert detail["closed_form"] == form
    assert any(part["role"] == "witness" for part in detail["attached"])


def test_a_constant_that_grows_with_the_size_says_so() -> None:
    detail = measured(Statement("", [], nuc(G) <= c * fro(G), {c: 2})).detail
    assert "grows with the sizes" in detail["note"]
    assert "n = 4: 2" in detail["family"]
    assert not detail["sharp"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.0, "2"), (0.4, "2/5"), (2**0.5, "sqrt(2)"), ((1 + 5**0.5) / 2, "(1 + sqrt(5))/2"), (3**0.5 / 2, "sqrt(3)/2"),
     (-0.25, "-1/4"), (3.141592653589793 / 4, "(1/4)*pi"), (0.8374651928374, None)],
)  # fmt: skip
def test_closed_forms(value: float, text: str | None) -> None:
    found = recognise(value)
    assert (found.text if found else None) == text


def test_superfluous_hypotheses() -> None:
    stated = Statement("", [spec(Y) ** 2 <= 1 / eta, fro(D) <= 5], f(X1, Y) <= f(X, Y))
    needed, spare = superfluous.run(stated, QUICK, 0)
    assert needed.detail["needed"] is True
    assert spare.detail["needed"] is not True
    (part,) = needed.detail["attached"]
    assert check(part["problem"], part["certificate"]).accepted


def test_no_constants_no_evidence() -> None:
    assert constants.run(Statement("", [x >= q("1/2")], x**2 >= q("1/4")), QUICK, 0) == []


@pytest.mark.parametrize(
    ("entry", "turn"),
    [("bounded", 18.0), ("moved", (9 / 16) * (23 / 16) ** 2)],
)
def test_constants_along_trajectories(entry: str, turn: float) -> None:
    """By hand, in numbers: the horizon 1/18 fails at one step, the movement (9/16) (23/16)^2 at two."""
    given, claim = trajectories.with_constant(c)[entry]
    detail = measured(Statement("", given, claim, {c: 32 if entry == "bounded" else 2})).detail
    assert detail["refuted_end"] == "lower"
    assert float(Fraction(detail["lower"])) == pytest.approx(turn, rel=1e-5)
    assert float(Fraction(detail["lower"])) < turn


def test_a_witness_beyond_the_printed_value_refutes_the_statement() -> None:
    given, claim = trajectories.with_constant(c)["moved"]
    for printed, kinds in (("11/10", ["constant", "counterexample"]), ("2", ["constant"])):
        found = constants.run(Statement("", given, claim, {c: printed}), QUICK, 0, prove=False)
        assert [e.kind for e in found] == kinds, printed
        for piece in found[1:]:
            assert piece.certificate is not None
            statement = Statement("", given, claim, {c: printed})
            assert check(statement.problem, unpacked(piece.certificate)).accepted


def test_an_argument_is_tried_beyond_the_printed_value() -> None:
    """x^2 >= 4 proves c <= 4 where 1 is printed."""
    statement = Statement(
        "", [x >= 2], c <= x**2, {c: 1}, argument=[have(x**2 >= 4, x >= 2), have(c <= x**2, x**2 >= 4)]
    )
    wide = replace(QUICK, frames=10, polish=6)
    (quick,), (full,) = (constants.run(statement, budget, 0) for budget in (QUICK, wide))
    assert (quick.detail["lower"], full.detail["lower"]) == ("1", "4")
    assert full.detail["sharp"]
