"""What the kernel sees of roots in denominators, of nonzero products, and of powers with symbolic exponents."""

import pytest
from claims import integer, real, size
from formulae import algebra, eq, line, names, op, total
from test_kernel import accepts, hypothesis, rejects

x, y, z, k, n = names("x y z k n")
zero = x - x
REALS = [real("x"), real("y"), real("z")]


def root(a):
    return op("sqrt", a)


@pytest.mark.parametrize(
    "claim",
    [
        eq(1 / root(x), root(x) / x),
        eq((1 / root(x)) ** 2, 1 / x),
        eq(1 / root(x / y) ** 3, root(x / y) * (y / x) ** 2),
        eq(root(x) * (1 / root(x)), x / x),
        eq(1 / (2 * root(4 * x)), root(4 * x) / (8 * x)),
    ],
)
def test_a_root_in_a_denominator(claim):
    positive = [real("x", gt="0"), real("y", gt="0")]
    accepts(positive, claim, [algebra("a", claim)])
    rejects("defined", [real("x", ge="0"), real("y", gt="0")], claim, [algebra("a", claim)])


@pytest.mark.parametrize("claim", [eq(1 / root(x), 1 / x), eq(1 / root(x), root(x)), eq(1 / root(x + y), root(x + y))])
def test_what_a_root_in_a_denominator_is_not(claim):
    rejects("combination", [real("x", gt="0"), real("y", gt="0")], claim, [algebra("a", claim)])


def plain(claim):
    return [line("p", claim, "plain")]


def unequal(a):
    return op("not", eq(a, 0))


@pytest.mark.parametrize("given", [1 / (x * y) <= z, z / (3 * x**2) <= y, 1 / root(x * y) <= z, 1 / (y - y - x) <= y])
def test_a_factor_of_a_denominator_is_not_zero(given):
    claim = unequal(x)
    accepts(REALS, claim, plain(claim), [given])


@pytest.mark.parametrize("given", [1 / (x + y) <= z, x / y <= z, 1 / x**k <= z, 1 / (y - x) <= z])
def test_what_is_no_factor_of_a_denominator_may_be_zero(given):
    claim = unequal(x)
    rejects("plain", [*REALS, integer("k", ge="0")], claim, plain(claim), [given])


def test_a_root_in_a_denominator_is_of_something_positive():
    claim = op("lt", 0, x)
    accepts(REALS, claim, plain(claim), [1 / root(x) <= y])
    rejects("plain", REALS, claim, plain(claim), [root(x) <= y])


def test_the_denominator_of_an_empty_sum_may_be_known_by_its_factors():
    terms = total("t", 1, n, names("t")[0] / (x * (y + z))) <= z
    known = [1 / (x * 2) <= y, 1 / (y + z) <= x]
    claim = op("and", terms, terms)
    lines = [hypothesis(2, terms), line("two", claim, "and_intro", "h2", "h2")]
    variables = [size("n"), *REALS]
    accepts(variables, claim, lines, [*known, terms])
    rejects("strictly defined", variables, claim, lines, [1 / (x * 2) <= y, y + z <= x, terms])


def test_powers_split_at_whole_numbers_only():
    claim = eq(x ** (k + 1), x * x**k)
    accepts([real("x"), integer("k", ge="0")], claim, [algebra("a", claim)])
    rejects("defined", [real("x"), integer("k")], claim, [algebra("a", claim)])
    wrong = eq(x ** (2 * k), x * x**k)
    rejects("combination", [real("x"), integer("k", ge="0")], wrong, [algebra("a", wrong)])


@pytest.mark.parametrize(
    ("name", "values", "conditions", "claim"),
    [
        ("power_decreasing", {"x": x, "k": k, "l": k + 1}, [op("le", 0, x), x <= 1, op("le", 0, k), k <= k + 1],
         x ** (k + 1) <= x**k),
        ("power_le_exp", {"x": x, "k": k}, [x <= 1, op("le", 0, k)],
         op("sub", 1, x) ** k <= op("exp", op("neg", k * x))),
        ("root_of_square", {"x": x}, [op("le", 0, x)], eq(root(x**2), x)),
        ("positive_of_nonzero", {"x": x}, [op("le", 0, x), unequal(x)], op("lt", 0, x)),
    ],
)  # fmt: skip
def test_facts_about_numbers_need_all_their_conditions(name, values, conditions, claim):
    variables = [real("x"), integer("k")]
    cited = [hypothesis(i, c) for i, c in enumerate(conditions)]
    ids = [c["id"] for c in cited]
    accepts(variables, claim, [*cited, line("f", claim, "fact", *ids, fact=name, substitution=values)], conditions)
    for gone in range(len(conditions)):
        fewer = [i for j, i in enumerate(ids) if j != gone]
        rejects("", variables, claim, [*cited, line("f", claim, "fact", *fewer, fact=name, substitution=values)],
                conditions)  # fmt: skip


def test_the_second_part_of_a_conjunction_is_defined_too():
    claim = op("lt", 0, y)
    accepts(REALS, claim, plain(claim), [op("and", x <= y, x / root(y) <= z)])
    rejects("plain", REALS, claim, plain(claim), [op("or", x <= y, x / root(y) <= z)])
    rejects("plain", REALS, claim, plain(claim), [op("implies", x <= y, x / root(y) <= z)])
