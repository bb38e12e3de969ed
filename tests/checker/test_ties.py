"""Boundary points: hypotheses that hold with equality are recognised, near ties are not taken for ties."""

import pytest
from claims import certificate, matrix, num, problem, real, size, var

from verify.checking.check import check
from verify.checking.evaluate import decide
from verify.checking.outcomes import Undecided

n, X, S, c = var("n"), var("X"), var("S"), var("c")
XX = ["matmul", ["transpose", X], X]
P = problem([size("n"), matrix("X", n, n), matrix("S", n, n, structure="symmetric"), real("c")], ["le", num(0), num(0)])


def at(proposition, x, s=None, c="0"):
    s = s or [["0"] * len(x)] * len(x)
    return decide(P, {"n": str(len(x)), "X": x, "S": s, "c": c}, proposition)


THIRDS = [["1/3", "2/3"], ["1", "-1/5"]]
GENERIC = [["1", "2", "0"], ["0", "1", "1"], ["-1", "0", "3"]]
SINGULAR = [["1", "2", "3"], ["2", "4", "6"], ["0", "1", "1"]]

IDENTITIES = {
    "fro and singular values": lambda k: [
        "eq",
        ["pow", ["fro", X], num(2)],
        ["sum", "_0", num(1), k, ["pow", ["sv", X, var("_0")], num(2)]],
    ],
    "spec and eig": lambda k: ["eq", ["pow", ["spec", X], num(2)], ["eig", XX, num(1)]],
    "det and singular values": lambda k: [
        "eq",
        ["abs", ["det", X]],
        ["mul", ["spec", X], ["mul", ["case", ["lt", num(2), k], ["sv", X, num(2)], num(1)], ["sv", X, k]]],
    ],
    "nuc and absm": lambda k: ["eq", ["nuc", X], ["tr", ["absm", X]]],
    "absm squared": lambda k: ["eq", ["matmul", ["absm", X], ["absm", X]], XX],
    "sqrtm squared": lambda k: ["eq", ["matpow", ["sqrtm", XX], num(2)], XX],
    "trace and eigenvalues": lambda k: ["eq", ["tr", XX], ["sum", "_0", num(1), k, ["eig", XX, var("_0")]]],
    "bound attained": lambda k: ["loewner", XX, ["scale", ["pow", ["spec", X], num(2)], ["eye", n]]],
}


@pytest.mark.parametrize("name", IDENTITIES)
@pytest.mark.parametrize("x", [THIRDS, [["2", "0"], ["0", "2"]], [["1", "1"], ["1", "1"]]])
def test_identities_hold_exactly(name, x):
    assert at(IDENTITIES[name](n), x)


@pytest.mark.parametrize("x", [GENERIC, SINGULAR])
@pytest.mark.parametrize("name", ["fro and singular values", "spec and eig", "det and singular values"])
def test_identities_of_size_three(name, x):
    assert at(IDENTITIES[name](n), x)


def test_unit_norms():
    assert at(["eq", ["fro", X], num(1)], [["3/5", "0"], ["0", "4/5"]])
    assert at(["eq", ["nuc", X], num(1)], [["1/2", "0"], ["0", "-1/2"]])
    assert at(["eq", ["eig", S, num(1)], num(2)], [["0", "0"]] * 2, [["1", "1"], ["1", "1"]])
    assert at(["eq", c, ["mul", ["sqrt", num(2)], ["sqrt", ["div", num(1), num(8)]]]], [["0"]], c="1/2")
    assert not at(["eq", ["fro", X], num(1)], [["3/5", "0"], ["0", "4000000000000000000001/5000000000000000000000"]])


def test_a_bound_by_the_norm_is_decided_at_equality_and_just_below_it():
    tight = ["le", ["pow", ["spec", X], num(2)], ["add", num(3), ["mul", num(2), ["sqrt", num(2)]]]]
    x = [["1", "2"], ["0", "1"]]  # the largest singular value is 1 + sqrt 2
    assert at(tight, x)
    assert not at(["lt", *tight[1:]], x)
    assert not at(["le", ["spec", X], ["sub", ["add", num(1), ["sqrt", num(2)]], ["pow", num(10), num(-300)]]], x)


def test_a_tie_of_transcendental_numbers_stays_undecided():
    with pytest.raises(Undecided):
        at(["eq", ["exp", ["log", num(2)]], num(2)], [["0"]])


def test_a_tie_of_too_large_a_degree_stays_undecided():
    roots = num(0)
    for k in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47):
        roots = ["add", roots, ["sqrt", num(k)]]
    with pytest.raises(Undecided):
        at(["eq", ["mul", roots, roots], ["pow", roots, num(2)]], [["0"]])


def test_a_refutation_at_a_boundary_point_is_accepted():
    """spec X = 1 holds with equality; then fro(X)**2 < 2 is false at the identity."""
    p = problem(
        [size("n"), matrix("X", n, n)], ["lt", ["pow", ["fro", X], num(2)], num(2)], [["le", ["spec", X], num(1)]]
    )
    result = check(p, certificate(p, {"n": "2", "X": [["3/5", "4/5"], ["-4/5", "3/5"]]}))
    assert result.accepted
    assert result.detail["lhs"] == result.detail["rhs"] == ["2", "2"]
    assert not check(p, certificate(p, {"n": "2", "X": [["3/5", "4/5"], ["-4/5", "31/50"]]})).accepted
