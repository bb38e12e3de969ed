"""Every operator against values worked out by hand, at one fixed point."""

from fractions import Fraction as F

import mpmath
import pytest
from claims import TRUE, integer, matrix, num, problem, real, size, var

from verify.checking.evaluate import decide, enclose
from verify.checking.outcomes import Malformed, Undecided, Undefined

two = num(2)
VARIABLES = [
    size("n"),
    integer("k"),
    real("x"),
    real("y"),
    matrix("A", var("n"), var("n")),
    matrix("S", var("n"), var("n"), structure="symmetric"),
    matrix("B", two, num(3)),
    matrix("Z", var("n"), var("n")),
    {"name": "s", "kind": "sequence", "of": {"kind": "real"}},
]
VALUES = {
    "n": "2",
    "k": "-3",
    "x": "1/2",
    "y": "-7/3",
    "A": [["1", "2"], ["3", "4"]],
    "S": [["2", "1"], ["1", "2"]],
    "B": [["3", "0", "0"], ["0", "4", "0"]],
    "Z": [["0", "0"], ["0", "0"]],
    "s": {"terms": ["5", "1/7"]},
}
RECURSION = {
    "name": "fib",
    "state": [integer("a"), integer("b")],
    "start": [num(0), num(1)],
    "next": [var("b"), ["add", var("a"), var("b")]],
}
DEFINITION = {
    "name": "form",
    "params": [size("p"), matrix("M", var("p"), var("p")), real("c")],
    "body": ["scale", var("c"), ["matmul", var("M"), ["transpose", var("M")]]],
}
P = problem(VARIABLES, TRUE, definitions=[DEFINITION], recursions=[RECURSION])
n, k, x, y, A, S, B, Z = (var(name) for name in ("n", "k", "x", "y", "A", "S", "B", "Z"))


def tr(m):
    return ["tr", m]


EXACT = {
    "add": (["add", x, y], F(-11, 6)),
    "sub": (["sub", x, y], F(17, 6)),
    "neg": (["neg", y], F(7, 3)),
    "mul": (["mul", x, y], F(-7, 6)),
    "div": (["div", x, y], F(-3, 14)),
    "power": (["pow", y, num(3)], F(-343, 27)),
    "negative power": (["pow", y, k], F(-27, 343)),
    "zero to the zero": (["pow", num(0), num(0)], F(1)),
    "one to a huge power": (["pow", num(-1), num(10**30 + 1)], F(-1)),
    "rational power": (["pow", ["div", num(9), num(4)], ["div", num(3), two]], F(27, 8)),
    "zero to a positive real": (["pow", num(0), x], F(0)),
    "sqrt": (["sqrt", ["pow", y, two]], F(7, 3)),
    "exp": (["exp", num(0)], F(1)),
    "log": (["log", num(1)], F(0)),
    "floor": (["floor", y], F(-3)),
    "floor of an irrational": (["floor", ["mul", num(100), ["sqrt", two]]], F(141)),
    "floor at an algebraic tie": (["floor", ["mul", ["sqrt", two], ["sqrt", num(8)]]], F(4)),
    "abs": (["abs", y], F(7, 3)),
    "min": (["min", x, y], F(-7, 3)),
    "max": (["max", x, y], F(1, 2)),
    "case": (["case", ["lt", x, y], ["div", x, num(0)], y], F(-7, 3)),
    "tr": (["tr", A], F(5)),
    "det": (["det", A], F(-2)),
    "fro": (["fro", B], F(5)),
    "spec": (["spec", B], F(4)),
    "nuc": (["nuc", B], F(7)),
    "sv": (["sv", B, two], F(3)),
    "eig": (["eig", S, num(1)], F(3)),
    "smallest eig": (["eig", S, n], F(1)),
    "rank": (["rank", B], F(2)),
    "rank of zero": (["rank", Z], F(0)),
    "entry": (["entry", A, num(1), two], F(2)),
    "sum": (["sum", "_0", num(1), num(4), ["pow", var("_0"), two]], F(30)),
    "empty sum": (["sum", "_0", num(1), num(0), ["div", num(1), num(0)]], F(0)),
    "nested sum": (["sum", "_0", num(1), n, ["sum", "_1", var("_0"), n, ["entry", A, var("_0"), var("_1")]]], F(7)),
    "empty sum of matrices": (tr(["sum", "_0", num(1), num(0), A]), F(0)),
    "sum of matrices": (tr(["sum", "_0", num(1), num(3), ["scale", var("_0"), A]]), F(30)),
    "matrix add": (tr(["add", A, S]), F(9)),
    "matrix sub": (tr(["sub", A, S]), F(1)),
    "matrix neg": (tr(["neg", A]), F(-5)),
    "matmul": (["entry", ["matmul", A, S], num(1), two], F(5)),
    "transpose": (["entry", ["transpose", A], num(1), two], F(3)),
    "inv": (["entry", ["inv", A], num(2), num(1)], F(3, 2)),
    "hadamard": (["entry", ["hadamard", A, A], two, two], F(16)),
    "sqrtm": (["entry", ["sqrtm", ["matmul", S, S]], num(1), two], F(1)),
    "absm": (["entry", ["absm", B], two, two], F(4)),
    "absm of a defect": (["entry", ["absm", B], num(3), num(3)], F(0)),
    "expm of zero": (["entry", ["expm", Z], num(1), num(1)], F(1)),
    "matpow": (["entry", ["matpow", A, num(3)], num(1), num(1)], F(37)),
    "matpow zero": (["entry", ["matpow", Z, num(0)], num(1), num(1)], F(1)),
    "eye": (tr(["eye", ["add", n, num(1)]]), F(3)),
    "zeros": (["fro", ["zeros", n, num(3)]], F(0)),
    "at": (["at", "s", num(1)], F(1, 7)),
    "iterate": (["iterate", "fib", "a", num(90)], F(2880067194370816120)),
    "iterate of the other component": (["iterate", "fib", "b", num(0)], F(1)),
    "call": (tr(["call", "form", n, A, x]), F(15)),
    "call with another size": (tr(["call", "form", num(3), ["eye", num(3)], y]), F(-7)),
}


@pytest.mark.parametrize("name", EXACT)
def test_exact_values(name):
    expression, value = EXACT[name]
    assert enclose(P, VALUES, expression) == (value, value)


ENCLOSED = {
    "sqrt": (["sqrt", two], lambda: mpmath.sqrt(2)),
    "cube root": (["pow", two, ["div", num(1), num(3)]], lambda: mpmath.cbrt(2)),
    "real power": (["pow", two, ["sqrt", two]], lambda: 2 ** mpmath.sqrt(2)),
    "exp": (["exp", y], lambda: mpmath.exp(mpmath.mpf(-7) / 3)),
    "log": (["log", num(10)], lambda: mpmath.log(10)),
    "spec": (["spec", A], lambda: mpmath.sqrt(15 + mpmath.sqrt(221))),
    "sv": (["sv", A, two], lambda: mpmath.sqrt(15 - mpmath.sqrt(221))),
    "nuc": (["nuc", A], lambda: mpmath.sqrt(34)),
    "eig": (["eig", ["add", A, ["transpose", A]], two], lambda: 5 - mpmath.sqrt(34)),
    "absm": (["entry", ["absm", A], num(1), two], lambda: 14 / mpmath.sqrt(34)),
    "sqrtm": (["entry", ["sqrtm", S], num(1), two], lambda: (mpmath.sqrt(3) - 1) / 2),
    "expm": (["entry", ["expm", S], num(1), num(1)], lambda: (mpmath.exp(3) + mpmath.e) / 2),
}


@pytest.mark.parametrize("name", ENCLOSED)
def test_enclosed_values(name):
    expression, value = ENCLOSED[name]
    low, high = enclose(P, VALUES, expression, 160)
    with mpmath.workprec(400):
        assert mpmath.mpf(low.numerator) / low.denominator <= value() <= mpmath.mpf(high.numerator) / high.denominator
    assert high - low < F(1, 10**40)


UNDEFINED = {
    "division": ["div", x, ["sub", x, x]],
    "negative power of zero": ["pow", num(0), k],
    "real power of a negative": ["pow", y, x],
    "real zeroth power of zero": ["pow", num(0), ["sub", x, x]],
    "sqrt": ["sqrt", y],
    "log": ["log", num(0)],
    "sv index": ["sv", B, num(3)],
    "sv zero": ["sv", B, num(0)],
    "eig index": ["eig", S, num(3)],
    "eig of an asymmetric matrix": ["eig", A, num(1)],
    "entry": ["entry", A, num(3), num(1)],
    "inv": tr(["inv", ["matmul", B, ["transpose", ["scale", num(0), B]]]]),
    "sqrtm of an indefinite matrix": tr(["sqrtm", ["sub", S, ["scale", two, ["eye", n]]]]),
    "sqrtm of an asymmetric matrix": tr(["sqrtm", A]),
    "matpow": tr(["matpow", A, k]),
    "iterate": ["iterate", "fib", "a", k],
    "algebraic division": ["div", x, ["sub", ["mul", ["sqrt", two], ["sqrt", num(3)]], ["sqrt", num(6)]]],
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_undefined(name):
    with pytest.raises(Undefined):
        enclose(P, VALUES, UNDEFINED[name])


def span(m):
    return ["colspan", m]


TRUTHS = {
    "le": (["le", y, x], True),
    "le tie": (["le", x, x], True),
    "lt tie": (["lt", x, ["div", num(2), num(4)]], False),
    "eq": (["eq", ["sqrt", num(9)], num(3)], True),
    "eq of matrices": (["eq", ["matmul", A, ["inv", A]], ["eye", n]], True),
    "eq of matrices that differ": (["eq", A, S], False),
    "loewner": (["loewner", S, ["scale", num(3), ["eye", n]]], True),
    "loewner false": (["loewner", S, ["scale", ["div", num(299), num(100)], ["eye", n]]], False),
    "subset": (["subset", span(Z), span(A)], True),
    "subset false": (["subset", span(A), span(Z)], False),
    "seteq": (["seteq", span(A), span(S)], True),
    "join": (["subset", span(A), ["join", span(Z), span(S)]], True),
    "union": (["subset", span(A), ["union", span(Z), span(S)]], True),
    "union false": (["subset", span(S), ["union", span(Z), span(Z)]], False),
    "union on the left": (["subset", ["union", span(S), span(Z)], span(A)], True),
    "and": (["and", ["lt", x, y], ["lt", ["div", x, num(0)], y]], False),
    "or": (["or", ["lt", y, x], ["lt", ["div", x, num(0)], y]], True),
    "not": (["not", ["lt", x, y]], True),
    "implies": (["implies", ["lt", x, y], ["lt", ["div", x, num(0)], y]], True),
    "forall": (["forall", "_0", num(1), n, ["le", num(1), ["entry", A, var("_0"), var("_0")]]], True),
    "forall false": (["forall", "_0", num(1), n, ["le", ["entry", A, var("_0"), num(1)], two]], False),
    "empty forall": (["forall", "_0", n, num(1), ["lt", ["div", x, num(0)], y]], True),
    "identical sides": (["le", ["exp", x], ["exp", x]], True),
}


@pytest.mark.parametrize("name", TRUTHS)
def test_truth(name):
    proposition, value = TRUTHS[name]
    assert decide(P, VALUES, proposition) is value


def test_a_plane_lies_in_no_union_of_lines_but_in_their_sum():
    values = VALUES | {"A": [["1", "0"], ["0", "0"]], "S": [["0", "0"], ["0", "1"]], "Z": [["1", "0"], ["0", "1"]]}
    assert decide(P, values, ["subset", span(Z), ["join", span(A), span(S)]])
    assert not decide(P, values, ["subset", span(Z), ["union", span(A), span(S)]])
    assert decide(P, values, ["subset", ["union", span(A), span(S)], span(Z)])


def test_a_sequence_has_only_the_terms_that_are_given():
    with pytest.raises(Undecided):
        enclose(P, VALUES, ["at", "s", num(2)])


@pytest.mark.parametrize(
    "expression",
    [
        ["matmul", B, B],
        ["add", A, B],
        ["add", A, x],
        ["tr", B],
        ["sv", A, x],
        ["eye", x],
        ["at", "x", num(0)],
        ["var", "s"],
        ["var", "q"],
        ["mystery", x],
        ["add", x],
        ["add", x, y, x],
        ["num", 1],
        ["num", "2/4"],
        ["num", "1.5"],
        ["num", "01"],
        ["num", "-0"],
        ["num", "1/1"],
        ["num", "٣"],
        ["num", "1\n"],
        [],
        "x",
        ["var", True],
        ["sum", "x", num(1), num(2), x],
        ["sum", "_0", num(1), num(2), ["eye", var("_0")]],
        ["call", "form", n, B, x],
        ["call", "form", n, A],
        ["call", "nothing"],
        ["iterate", "fib", "c", num(0)],
        ["iterate", "fib", "a", x],
        ["sum", "_0", var("_0"), num(2), x],
        ["le", x, y],
        ["min", A, A],
        ["hadamard", A, B],
        ["scale", A, A],
    ],
)
def test_ill_formed_expressions(expression):
    with pytest.raises(Malformed):
        enclose(P, VALUES, expression)
