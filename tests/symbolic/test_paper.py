"""Lemmas 4.1, 4.5, 4.6: what is true is proved for all sizes; breaking a condition leaves it unproved."""

import json

import pytest

from lemmas.ward_kolda import lemma_4_1, lemma_4_5, lemma_4_6
from verify import Proof, Statement, fro, use
from verify.checking.check import check
from verify.methods.symbolic import certificate_of


def proved(statement, effort=12_000):
    certificate = certificate_of(statement, effort)
    return certificate is not None and check(statement.problem, json.loads(json.dumps(certificate))).accepted


NAMED = [
    (f"{module.__name__}.{name}", value)
    for module in (lemma_4_1, lemma_4_5, lemma_4_6)
    for name, value in vars(module).items()
    if isinstance(value, Statement)
]


@pytest.mark.parametrize(("name", "statement"), NAMED, ids=[n for n, _ in NAMED])
def test_exactly_the_true_clauses_are_proved(name, statement):
    assert proved(statement) == (statement.expected == "proved")


@pytest.mark.parametrize("drop", range(2))
def test_the_sum_needs_both_bounds(drop):
    s = lemma_4_1.sum_x
    assert not proved(s.with_given([g for i, g in enumerate(s.given) if i != drop]))


def test_the_sum_of_the_lemma_for_other_ranges_is_not_that_of_this_one():
    s, index = lemma_4_1.sum_x, lemma_4_1.s
    shifted = [use(u.statement, dict(zip(map(_var, [a for a, _ in u.values]), [e for _, e in u.values], strict=True)),
                   over=(index, 1, u.over[2])) for u in s.uses]  # fmt: skip
    assert not proved(Statement("", s.given, s.claim, {_var(c): v for c, v in s.constants}, uses=shifted))


def test_a_false_statement_cannot_be_used():
    f, t = lemma_4_1.f, lemma_4_1.t
    after = f(lemma_4_1.Xs[t + 1], lemma_4_1.Ys[t + 1])  # where (3) has f(X_{t+1}, Y_t)
    gain = f(lemma_4_1.Xs[t], lemma_4_1.Ys[t]) - after
    next_loss_too = fro(lemma_4_1.gx) ** 2 <= (lemma_4_1.c / lemma_4_1.eta) * gain
    s = lemma_4_1.sum_x
    false = Statement("", lemma_4_1.eq_3.given, next_loss_too, {_var(c): v for c, v in lemma_4_1.eq_3.constants})
    broken = use(false, {lemma_4_1.t: lemma_4_1.s}, over=(lemma_4_1.s, 0, lemma_4_1.T))
    assert not proved(Statement("", s.given, s.claim, {_var(c): v for c, v in s.constants}, uses=[broken]))


def test_the_induction_needs_its_base():
    s = lemma_4_5.statement
    assert not proved(s.with_given(s.given[:-1]))


def test_printed_proofs_are_there():
    assert isinstance(lemma_4_5.proof, Proof)
    assert len(lemma_4_5.proof.steps) == 7


def _var(symbol):
    from verify.tree import variable

    return variable(symbol)
