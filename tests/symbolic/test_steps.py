"""Steps with arguments of their own, and sums of matrices."""

import pytest

from verify import Step, integer, matrix, real, recursion, sizes, summation, zeros
from verify.argument import have
from verify.errors import StatementError
from verify.methods.symbolic import certificate_of
from verify.methods.symbolic.arguments import LineNotFound
from verify.statement import Statement

m, n = sizes("m n")
A, Z = matrix("A", m, n), matrix("Z", m, n)
t, s = integer("t", ge=0), integer("s", ge=0)
u, v, w = real("u"), real("v"), real("w")
(Zs,) = recursion("halving", [Z], [A], [Z / 2])


def partial(t):
    return summation(Zs[s], s, 0, t - 1)


@pytest.mark.parametrize("claim", [partial(t + 1) == partial(t) + Zs[t], partial(0) == zeros(m, n)])
def test_sums_of_matrices_are_split_and_emptied(claim):
    assert certificate_of(Statement("", [], claim)) is not None


@pytest.mark.parametrize("claim", [partial(t + 1) == partial(t), partial(t) == zeros(m, n)])
def test_false_equations_of_sums_are_not_proved(claim):
    assert certificate_of(Statement("", [], claim)) is None


def test_each_part_of_a_step_has_its_own_argument():
    arguments = {"holds": [have(u <= w, u <= w)], "follows": [have(u <= w, u <= v, v <= w)]}
    step = Step("", u <= w, (u <= w,), (u <= v, v <= w), arguments=arguments)
    assert certificate_of(step.holds) is not None
    assert certificate_of(step.follows) is not None
    gap = Step("", u <= w, (u <= v, v <= w), (), arguments={"holds": [have(u <= w, u <= v)]})
    with pytest.raises(LineNotFound, match="not found"):
        certificate_of(gap.holds)


def test_an_argument_for_something_else_is_refused():
    with pytest.raises(StatementError, match="not 'hold'"):
        Step("a line", u <= v, arguments={"hold": []})
