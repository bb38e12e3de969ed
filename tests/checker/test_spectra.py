"""Eigenvalues, singular values, roots and exponentials against mpmath, and exact ties between them."""

from fractions import Fraction as F

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.checking import linear, spectra
from verify.checking.algebraic import Algebraic
from verify.checking.intervals import enclosing, hull
from verify.checking.outcomes import Undecided
from verify.checking.scalars import ONE, ZERO, bracket, enclose, root, sign

small = st.builds(F, st.integers(-5, 5), st.sampled_from([1, 1, 2, 3]))


sizes = st.integers(1, 4)


@st.composite
def matrices(draw, cols=None):
    m = draw(sizes)
    n = m if cols is None else draw(cols)
    return tuple(tuple(draw(small) for _ in range(n)) for _ in range(m))


def near(x, value, bits=100):
    low, high = bracket(x, bits)
    slack = mpmath.mpf(2) ** -150
    low, high = (mpmath.mpf(v.numerator) / v.denominator for v in (low, high))
    return low - slack <= value <= high + slack and high - low < mpmath.mpf(2) ** (-bits // 2 + 12)


def to_mp(a):
    return mpmath.matrix([[mpmath.mpf(x.numerator) / x.denominator for x in row] for row in a])


@pytest.fixture(autouse=True)
def precise():
    with mpmath.workprec(400):
        yield


@settings(max_examples=120, deadline=None)
@given(matrices(cols=sizes))
def test_singular_values(a):
    found = spectra.singular_values(a, 100)
    gram = to_mp(linear.gram(a))
    expected = sorted((mpmath.sqrt(max(x, 0)) for x in mpmath.eigsy(gram, eigvals_only=True)), reverse=True)
    assert all(near(x, y) for x, y in zip(found, expected, strict=True))


@settings(max_examples=120, deadline=None)
@given(matrices())
def test_eigenvalues_inertia_and_characteristic_polynomial(a):
    s = linear.add(a, linear.transpose(a))
    found = spectra.eigenvalues(s, 100)
    expected = sorted(mpmath.eigsy(to_mp(s), eigvals_only=True), reverse=True)
    assert all(near(x, y, 100) for x, y in zip(found, expected, strict=True))
    signs = []
    for x in found:
        try:
            signs.append(sign(x))
        except Undecided:  # a higher precision settles it
            return
    assert linear.inertia(s) == (signs.count(1), signs.count(0), signs.count(-1))
    polynomial = linear.characteristic_polynomial(s)
    for x in found[:1]:
        value = ZERO
        for c in polynomial:
            value = value * x + c
        box = enclose(value, 100)
        assert box.low <= 0 <= box.high


@settings(max_examples=100, deadline=None)
@given(matrices())
def test_square_root(a):
    s = linear.gram_of_columns(a)
    r = spectra.root_of_psd(s, 120)
    square = linear.multiply(r, r)
    for row, other in zip(square, s, strict=True):
        for x, y in zip(row, other, strict=True):
            low, high = bracket(x - y, 120)
            assert low <= 0 <= high
    trace = sum(spectra.singular_values(a, 120)[1:], spectra.singular_values(a, 120)[0])
    low, high = bracket(linear.trace(r) - trace, 120)
    assert low <= 0 <= high


@settings(max_examples=60, deadline=None)
@given(matrices())
def test_exponential(a):
    found = spectra.exponential(a, 120)
    expected = mpmath.expm(to_mp(a))
    n = len(a)
    assert all(near(found[i][j], expected[i, j], 60) for i in range(n) for j in range(n))


def test_the_exponential_of_a_nilpotent_matrix_is_exact():
    assert spectra.exponential(((F(0), F(3)), (F(0), F(0))), 64) == ((ONE, F(3)), (ZERO, ONE))


@settings(max_examples=100, deadline=None)
@given(matrices())
def test_inverse_rank_determinant(a):
    n = len(a)
    det = linear.determinant(a)
    assert det == (linear.characteristic_polynomial(a)[-1] * (-1) ** n)
    assert (linear.rank(a) == n) == (det != 0)
    if det != 0:
        assert linear.multiply(a, linear.inverse(a)) == linear.identity(n)


def test_a_known_rational_root_is_found_exactly():
    r = ((F(18, 25), F(1, 5)), (F(1, 5), F(7, 5)))
    assert spectra.root_of_psd(linear.multiply(r, r), 128) == r


def test_equal_and_vanishing_singular_values_are_exact():
    assert spectra.singular_values(((F(1), F(1)), (F(1), F(1))), 64) == [F(2), F(0)]
    assert spectra.singular_values(((F(3, 5), F(4, 5)), (F(4, 5), F(-3, 5))), 64) == [F(1), F(1)]


def test_signs_of_nested_roots():
    two, three = root(F(2), 2, 200), root(F(3), 2, 200)
    nested = root(F(5) + F(2) * root(F(6), 2, 200), 2, 200)
    assert sign(two + three - nested) == 0
    assert sign(two + three - nested + F(1, 10**30)) == 1
    assert sign(ONE / (two - F(1)) - two - F(1)) == 0
    assert sign(root(F(2), 3, 200) * root(F(4), 3, 200) - F(2)) == 0
    assert (two * two).reduced() == F(2)


def test_a_near_tie_is_not_taken_for_a_tie():
    """sqrt(10**40 + 1) - 10**20 is positive, about 5e-21."""
    x = root(F(10**40 + 1), 2, 64)
    with pytest.raises(Undecided) as info:
        sign(x - F(10**20))
    assert info.value.bits is not None
    assert sign(root(F(10**40 + 1), 2, info.value.bits) - F(10**20)) == 1


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(2, 30)), min_size=1, max_size=3), st.integers(-20, 20))
def test_signs_of_sums_of_roots(terms, shift):
    """Against mpmath, where a value below 1e-60 can only be zero (separation of such small sums)."""
    value = F(shift)
    for c, r in terms:
        value = F(c) * root(F(r), 2, 1500) + value
    expected = mpmath.mpf(shift) + sum(c * mpmath.sqrt(r) for c, r in terms)
    assert sign(value) == (0 if abs(expected) < mpmath.mpf(10) ** -60 else (1 if expected > 0 else -1))


def test_twenty_by_twenty_is_fast_enough_and_right():
    n = 20
    a = tuple(tuple(F((7 * i * i + 3 * j + i * j) % 11 - 5) for j in range(n)) for i in range(n))
    s = linear.add(a, linear.transpose(a))
    expected = sorted(mpmath.eigsy(to_mp(s), eigvals_only=True), reverse=True)
    assert all(near(x, y) for x, y in zip(spectra.eigenvalues(s, 100), expected, strict=True))


@settings(max_examples=80, deadline=None)
@given(matrices(), st.data())
def test_enclosures_of_interval_matrices_hold_for_every_member(a, data):
    """Spectra of S with every entry known to +- r only, against the spectra of random symmetric members."""
    n = len(a)
    s = linear.gram_of_columns(a)
    r = F(1, data.draw(st.sampled_from([10, 1000, 10**12])))
    boxes = tuple(tuple(hull(enclosing(x - r, 90), enclosing(x + r, 90)) for x in row) for row in s)
    shift = {(i, j): r * data.draw(st.integers(-8, 8)) / 8 for i in range(n) for j in range(i, n)}
    member = tuple(tuple(s[i][j] + shift[min(i, j), max(i, j)] for j in range(n)) for i in range(n))
    expected = sorted(mpmath.eigsy(to_mp(member), eigvals_only=True), reverse=True)
    for x, y in zip(spectra.eigenvalues(boxes, 90), expected, strict=True):
        low, high = (mpmath.mpf(v.numerator) / v.denominator for v in bracket(x, 90))
        assert low - mpmath.mpf(2) ** -150 <= y <= high + mpmath.mpf(2) ** -150
    if expected[-1] >= 0:
        values, vectors = mpmath.eigsy(to_mp(member))
        half = vectors * mpmath.diag([mpmath.sqrt(max(v, 0)) for v in values]) * vectors.T
        found = spectra.root_of_psd(boxes, 90)
        for i in range(n):
            for j in range(n):
                low, high = (mpmath.mpf(v.numerator) / v.denominator for v in bracket(found[i][j], 90))
                assert low - mpmath.mpf(2) ** -70 <= half[i, j] <= high + mpmath.mpf(2) ** -70


@settings(max_examples=80, deadline=None)
@given(matrices(), st.data())
def test_bounds_of_algebraic_entries_are_bounds(a, data):
    """The separation bound, where it can be tested: |E| >= 2**-s for entries of roots and their differences."""
    s = linear.gram_of_columns(a)
    numbers = [x for row in spectra.root_of_psd(s, 1500) for x in row] + spectra.singular_values(a, 1500)
    x, y = data.draw(st.sampled_from(numbers)), data.draw(st.sampled_from(numbers))
    for value in (x, x - y, x * x - y, x + data.draw(small)):
        if isinstance(value, Algebraic):
            low, high = value.enclosure.low, value.enclosure.high
            gap = F(1, 2 ** value.bound.separation())
            assert low <= 0 <= high or min(abs(low), abs(high)) >= gap
