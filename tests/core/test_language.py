"""What a statement accepts and what it refuses, with a message that names the thing, the value and the way out."""

import pickle
from fractions import Fraction

import pytest

from lemmas.ward_kolda import lemma_4_1, lemma_4_5, lemma_4_6
from verify import (
    Statement,
    absolute,
    colspan,
    define,
    eig,
    fro,
    hadamard,
    integer,
    matrix,
    real,
    recursion,
    sequence,
    sizes,
    spec,
    summation,
    sv,
    symmetric,
    tr,
)
from verify.errors import ShapeError, StatementError
from verify.problem import canonical, from_problem, to_problem

m, n, d = sizes("m n d")
A, X, Y, S = matrix("A", m, n), matrix("X", m, d), matrix("Y", n, d), symmetric("S", n)
c, x = real("c"), real("x")

REFUSED = {
    "product": (lambda: X @ A, ShapeError, r"X.*m x d.*A.*m x n"),
    "sum": (lambda: X + Y, ShapeError, r"m x d.*n x d"),
    "scalar plus matrix": (lambda: 1 + X, ShapeError, r"eye"),
    "star between matrices": (lambda: X * X, ShapeError, r"@"),
    "hadamard": (lambda: hadamard(X, Y), ShapeError, r"m x d.*n x d"),
    "trace": (lambda: tr(X), ShapeError, r"square"),
    "order of non-symmetric": (lambda: X @ Y.T @ A.T <= A @ A.T, StatementError,
                               r"symmetric"),
    "eigenvalue of non-symmetric": (lambda: eig(matrix("B", n, n), 1), StatementError, r"symmetric"),
    "index of a singular value": (lambda: sv(X, 0), StatementError, r"1 <= k <= min"),
    "spaces of different dimension": (lambda: colspan(X) <= colspan(Y), ShapeError, r"R\^\(m\).*R\^\(n\)"),
    "float": (lambda: 0.5 * X, StatementError, r"0\.5.*'p/q'"),
    "bool": (lambda: x + True, StatementError, r"True"),
    "decimal string": (lambda: x + "0.5", StatementError, r"p/q"),
    "list of sizes": (lambda: matrix("B", [m]), StatementError, r"size\('n'\)"),
    "truth value": (lambda: 0 <= x <= 1, StatementError, r"all_of"),
    "empty domain": (lambda: real("y", gt=1, lt=1), StatementError, r"domain of y is empty"),
    "empty shape": (lambda: matrix("B", 0, 2), StatementError, r"0 x 2"),
    "two structures": (lambda: matrix("B", n, psd=True, orthonormal=True), StatementError, r"choose one"),
    "start of a recursion": (lambda: recursion("r", [X], [Y], [X]), ShapeError, r"start of r"),
    "a function as next": (lambda: recursion("half", [x], [1], lambda x: x / 2), StatementError,
                           r"recursion half: next is a function, not a list; write half = recursion\("),
    "a function in next": (lambda: recursion("half", [x], [1], [lambda x: x / 2]), StatementError, r"holds a function"),
    "state without a list": (lambda: recursion("half", x, [1], [x / 2]), StatementError, r"state is x, not a list"),
    "state that is none": (lambda: recursion("half", ["x"], [1], [x / 2]), StatementError, r"'x' is not a declared"),
    "states and nexts": (lambda: recursion("half", [x], [1], [x, x]), StatementError, r"one start and one next"),
    "list for a sequence": (lambda: recursion("half", [x], [1], [x / 2])[m], StatementError, r"then x\[m\]"),
    "sequence for a number": (lambda: recursion("half", [x], [1], [x / 2])[0] <= 1, StatementError, r"such as x\[t\]"),
    "state with a domain": (lambda: recursion("half", [real("y", ge=0)], [1], [1]), StatementError,
                            r"recursion half: the state y is declared with a domain"),
    "state with a structure": (lambda: recursion("half", [S], [S], [S]), StatementError, r"the state S is"),
    "modulus of a matrix": (lambda: abs(X), StatementError, r"abs"),
    "sequence of text": (lambda: sequence("x"), StatementError, r"'x' is not a declared variable"),
    "parameters": (lambda: define("f", x, x + 1), StatementError, r"define f: params is x, not a list"),
    "index of a sum": (lambda: summation(x, "t", 1, 3), StatementError, r"'t' is not a declared variable"),
    "title": (lambda: Statement([], x <= 1), StatementError, r'the title is \[\]; write Statement\("a name"'),
    "hypothesis without a list": (lambda: Statement("s", x >= 0, x <= 1), StatementError, r"given is 0 <= x, not"),
    "constants as a list": (lambda: Statement("s", [], x <= c, [c]), StatementError, r"write constants=\{c: 2\}"),
    "exists without a list": (lambda: Statement("s", [], x <= c, exists=c), StatementError, r"exists is c, not a list"),
    "no claim": (lambda: Statement("s", []), StatementError, r"has no claim"),
    "claim that is a number": (lambda: Statement("s", [], fro(X)), StatementError, r"relation"),
    "constant that is not there": (lambda: Statement("s", [], fro(X) <= 1, {c: 2}), StatementError, r"constant c"),
    "one name, two types": (lambda: Statement("s", [], fro(X) <= real("X")), StatementError, r"X is declared twice"),
    "unknown verdict": (lambda: Statement("s", [], fro(X) <= 1, expected="true"), StatementError, r"'true'"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_ill_formed_is_refused_when_it_is_built(name):
    build, error, message = REFUSED[name]
    with pytest.raises(error, match=message):
        build()


def test_symbolic_sizes_are_compared_as_polynomials():
    wide, same = matrix("W", m, n + d), matrix("V", m, d + n)
    assert (wide + same).shape == wide.shape
    with pytest.raises(ShapeError):
        wide + matrix("V", m, n * d)


def test_nothing_is_evaluated_or_reordered():
    assert repr((1 - x) / (1 - x)) == "(1 - x)/(1 - x)"
    assert (X @ Y.T - A).op == "sub"
    assert (0 * x).op == "mul"


def test_the_modulus_of_a_number_has_two_spellings():
    assert abs(x) is absolute(x)


def test_equal_expressions_are_one_object_also_after_pickling():
    t = integer("t", ge=0)
    claim = summation(fro(X) ** t, t, 0, 5) <= c * Fraction(1, 3)
    assert pickle.loads(pickle.dumps(claim)) is claim


STATEMENTS = [v for mod in (lemma_4_1, lemma_4_5, lemma_4_6) for v in vars(mod).values() if isinstance(v, Statement)]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.title)
def test_problem_files_read_back_to_the_same_problem(statement):
    problem = to_problem(statement)
    assert canonical(to_problem(from_problem(problem))) == canonical(problem)


def test_the_digest_leaves_out_prose_and_names_of_indices():
    t, s = integer("t", ge=0), integer("s", ge=0)
    one = Statement("one", [], summation(t, t, 0, 3) <= x, doc="a", expected="refuted")
    two = Statement("two", [], summation(s, s, 0, 3) <= x)
    assert one.digest == two.digest
    assert one.digest != Statement("one", [], summation(t, t, 0, 4) <= x).digest


def test_constants_can_be_given_other_values():
    s = Statement("s", [], spec(X) <= c * fro(X), {c: 1})
    assert s.with_constants({"c": 2}).digest != s.digest
    with pytest.raises(StatementError, match="no constant k"):
        s.with_constants({"k": 2})
