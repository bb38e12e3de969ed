"""Claims whose terms are defined by their hypotheses alone: that is proved first, or the answer says what is open."""

import pytest

from verify import Statement, det, eye, fro, inv, matrix, rank, real, sizes, spec, sqrt, sv, tr
from verify.argument import have
from verify.budget import BUDGETS
from verify.checking.check import check
from verify.errors import Unsupported
from verify.methods.symbolic import explained, run

m, n = sizes("m n")
a, b, x = real("a"), real("b"), real("x")
A, B, X = matrix("A", n, n), matrix("B", n, n), matrix("X", m, n)


def proof(statement):
    (found,) = run(statement, BUDGETS["quick"], 0)
    result = check(statement.problem, dict(found.certificate))
    assert result.accepted, result.reason


PROVED = {
    "factors of a positive product": ([a * b >= 1], (x / a) * (a * b) == x * b),
    "a negative divisor": ([a <= -1], (x / a) * a == x),
    "a norm fixed by an equation": ([X.T @ X == eye(n)], fro(X) ** 2 / fro(X) ** 2 == 1),
    "a root between two bounds": ([a <= 1, a >= -1], sqrt(1 - a**2) ** 2 == 1 - a**2),
    "a last singular value": ([sv(A, n) > 0], tr(A @ inv(A)) == n),
    "a determinant": ([det(A) > 0], tr(A @ inv(A)) == n),
    "a rank": ([rank(A) == n], spec(inv(A) @ A @ B) == spec(B)),
}


@pytest.mark.parametrize("name", PROVED)
def test_what_makes_terms_defined_is_proved_first(name):
    given, claim = PROVED[name]
    proof(Statement(name, given, claim))


OPEN = {
    "a != 0": ([a >= -1], (x / a) * a == x),
    "a*b - 1 >= 0": ([a >= b], sqrt(a * b - 1) ** 2 == a * b - 1),
    "A is nonsingular": ([A @ B == eye(n)], tr(inv(A) @ A) == n),
    "b != 0": ([a >= 1, b >= -1], (x / (a * b)) * (a * b) == x),
}


@pytest.mark.parametrize("term", OPEN)
def test_what_stays_open_is_said_and_nothing_is_offered(term):
    given, claim = OPEN[term]
    with pytest.raises(Unsupported, match="may be undefined") as said:
        run(Statement("open", given, claim), BUDGETS["quick"], 0)
    assert str(said.value).endswith(f"not shown that {term}")


def test_an_argument_whose_terms_may_be_undefined_is_explained():
    claim = (x / a) * a == x
    heard = []
    records = explained(Statement("open", [a >= -1], claim, argument=[have(claim)]), None, heard.append)
    assert records == heard
    assert not records[-1].found
    assert records[-1].why == "not shown that a != 0"
    defined = Statement("defined", [a >= 1], claim, argument=[have(claim)])
    assert all(record.found for record in explained(defined, None, heard.append))
