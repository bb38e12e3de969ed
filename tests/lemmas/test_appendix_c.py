"""Appendix C: false for some draws, or with a probability beyond delta; the corrected proposition, its hypotheses."""

from __future__ import annotations

import pytest

from lemmas.ward_kolda import proposition_4_3 as draws
from lemmas.ward_kolda.assumption_2 import D
from lemmas.ward_kolda.probability import draw, negative, negative_family, norms, theorem_5_1
from lemmas.ward_kolda.probability import proposition_4_3 as likely
from lemmas.ward_kolda.proposition_4_3.proof import proof
from lemmas.ward_kolda.setting import d, n
from verify import Pr, Statement, exp, sqrt
from verify.budget import budget
from verify.checking.check import check
from verify.collect import collect
from verify.errors import Unsupported
from verify.methods import wishart
from verify.probability.deduce import deduction
from verify.substitution import free_symbols

EFFORT = 16_000


def kinds(statement: Statement) -> set[str]:
    return {e.kind for e in wishart.run(statement, budget("quick"), 0)}


def test_items_fail_for_some_draws_and_hold_with_a_probability() -> None:
    for name in ("sigma_r_x", "sigma_1_x"):
        assert getattr(draws, f"{name}__every_draw").expected == "refuted"
        assert check(getattr(likely, name).problem, deduction(getattr(likely, name), EFFORT)).accepted


@pytest.mark.parametrize("statement", [likely.statement__corrected, likely.statement__wide, likely.statement__improved])
def test_the_corrected_proposition_rests_on_the_two_cited_ones(statement: Statement) -> None:
    answer = check(statement.problem, deduction(statement, EFFORT))
    assert answer.accepted
    sources = {c.split(":")[0] for c in answer.detail["cited"]}
    assert sources == {
        "verify/laws/edges.py, by hand",
        "[Ver10] Theorem 5.32 and Proposition 5.34, as in the proof of Corollary 5.35",
    }


def test_the_upper_bound_of_item_2_probably_fails_for_negative_d() -> None:
    answer = check(negative.statement.problem, deduction(negative.statement, EFFORT))
    assert answer.accepted
    assert answer.detail["cited"] == ["verify/laws/edges.py, by hand: `sharp` for the complement of its event"]


def test_without_its_hypothesis_on_the_sizes_it_is_not_deduced() -> None:
    bare = likely.statement__corrected.with_given([g for g in likely.statement__corrected.given if g is not draw.room])
    with pytest.raises(Unsupported):
        deduction(bare, EFFORT)


def test_a_better_deviation_than_the_best_is_not_deduced() -> None:
    t = norms.best_2 + sqrt(d) / 100
    claim = Pr(draw.norm_2) >= 1 - exp(-(t**2) / 2)
    with pytest.raises(Unsupported):
        deduction(Statement("x", [d <= 4 * n], claim, uses=[draw.norm_of_phi2(t)]), EFFORT)


@pytest.mark.parametrize("name", [name for name in vars(norms) if name.startswith("order_")])
def test_orders_of_the_sizes(name: str) -> None:
    statement = getattr(norms, name)
    assert ("counterexample" if statement.expected == "refuted" else "deduction") in kinds(statement)


def test_every_false_line_has_a_correction() -> None:
    for step in proof.steps:
        assert step.holds_expected != "refuted" or step.correction is not None, step.text


def test_lines_that_fail_for_negative_d_only_stand_next_to_themselves_for_the_other_d() -> None:
    found = collect(["ward_kolda.proposition_4_3"])
    statements = {item.id: item.statement for item in found.items}
    pairs = found.corrections.items()
    linked = {name: right for name, right in pairs if name in statements and right.endswith("@D_nonnegative")}
    assert {name.rpartition(".")[2] for name in linked} == {
        "sigma_1_y", "loss_above", "s14", "s16", "s17", "s18", "s19", "s20", "s22", "s27",
    }  # fmt: skip
    for name, right in linked.items():
        assert statements[right].claim is statements[name].claim
        assert (statements[name].expected, statements[right].expected) == ("refuted", "proved")
        assert any(g is (0 <= D) for g in statements[right].given)


def test_less_than_the_sum_of_the_parts_is_not_deduced() -> None:
    greedy = likely.likely(
        "x", likely.events.items, "", [*likely.needed, draw.wide], likely.parts, draw.e_ball + draw.e_d
    )
    with pytest.raises(Unsupported):
        deduction(greedy, EFFORT)


def test_print_is_false_for_d_below_0_and_said_so_for_each_constant() -> None:
    for statement in (negative_family.statement, theorem_5_1.statement):
        values = next(u for u in statement.uses if u.statement.random).values
        d_value = next(e for s, e in values if s is D.data[0])
        assert not free_symbols(d_value) - set(statement.exists)
        assert "contrary" in kinds(statement)
