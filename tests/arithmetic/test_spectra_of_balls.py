"""Certified spectra: repeated values, rational and ball matrices, immense radii."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.arithmetic._flint import arb, arb_mat, fmpq, fmpq_mat, to_fraction, working
from verify.arithmetic.balls import nuclear
from verify.arithmetic.fold import NoValue, Undecided
from verify.arithmetic.roots import modulus, psd_root, root_of_semidefinite
from verify.arithmetic.spectra import descending, eigenvalues, singular_values, split

small = st.integers(-4, 4)


def contains(ball: arb, value: F) -> bool:
    return abs(to_fraction(ball.mid().fmpq()) - value) <= to_fraction(ball.rad().fmpq())


def inflated(a: fmpq_mat, shift: fmpq_mat, radius: fmpq) -> arb_mat:
    """A ball matrix around a + shift that contains a."""
    entries = [arb(x + radius * s, arb(abs(radius * s)) * 2) for x, s in zip(a.entries(), shift.entries(), strict=True)]
    return arb_mat(a.nrows(), a.ncols(), entries)


@given(
    st.lists(small, min_size=9, max_size=9), st.lists(st.integers(-1, 1), min_size=9, max_size=9), st.integers(1, 60)
)
@settings(max_examples=60, deadline=None)
def test_a_ball_matrix_encloses_the_spectra_of_its_members(entries: list[int], shifts: list[int], scale: int) -> None:
    a, shift = fmpq_mat(3, 3, entries), fmpq_mat(3, 3, shifts)
    symmetric, moved = a + a.transpose(), shift + shift.transpose()
    radius = fmpq(1, 2**scale)
    with working(100):
        wide, wide_symmetric = inflated(a, shift, radius), inflated(symmetric, moved, radius)
        for narrow_list, wide_list in (
            (singular_values(a), singular_values(wide)),
            (eigenvalues(symmetric), eigenvalues(wide_symmetric)),
            ([nuclear(a)], [nuclear(wide)]),
            (modulus(a).entries(), modulus(wide).entries()),
        ):
            for sharp, ball in zip(narrow_list, wide_list, strict=True):
                assert contains(ball, to_fraction(sharp.mid().fmpq())) or ball.overlaps(sharp)
        gram = a.transpose() * a
        wide_gram = inflated(gram, moved, radius)
        for sharp, ball in zip(psd_root(gram).entries(), root_of_semidefinite(wide_gram).entries(), strict=True):
            assert ball.overlaps(sharp)


def test_repeated_eigenvalues() -> None:
    with working(80):
        assert [str(x) for x in eigenvalues(fmpq_mat([[2, 1, 1], [1, 2, 1], [1, 1, 2]]))] == [
            str(arb(q)) for q in (4, 1, 1)
        ]
        assert all(x.is_zero() for x in singular_values(fmpq_mat(3, 2)))
        root = psd_root(fmpq_mat([[5, 4], [4, 5]]))
        assert contains(root[0, 0], F(2))
        assert contains(root[0, 1], F(1))
        assert all(
            x.overlaps(y) for x, y in zip((root * root).entries(), (5, 4, 4, 5), strict=True) if isinstance(y, arb)
        )


def test_a_root_near_singularity_is_as_sharp_as_the_input() -> None:
    a = fmpq_mat([[1, 1], [1, 1 + fmpq(1, 2**200)]])
    with working(128):
        root = psd_root(a)
        assert all(x.rad() < arb(2) ** -120 for x in root.entries())


def test_what_balls_do_not_tell() -> None:
    wide = arb_mat([[arb(0, 1), 0], [0, 1]])
    with pytest.raises(Undecided):
        psd_root(wide)
    with pytest.raises(NoValue):
        psd_root(arb_mat([[-1, 0], [0, 1]]))
    with pytest.raises(NoValue):
        eigenvalues(arb_mat([[1, 2], [3, 4]]))
    for bad in (arb("nan"), arb("inf"), arb(1) * arb(2) ** (1 << 30)):
        with pytest.raises(Undecided):
            split(arb_mat([[bad]]))


def test_overlapping_balls_are_sorted_soundly() -> None:
    """Of [0 +- 10] and [1 +- 1/10] either may be the larger."""
    first, second = descending([arb(0, 10), arb(1, arb(1) / 10)])
    assert contains(first, F(10))
    assert contains(first, F(1))
    assert contains(second, F(-10))
    assert contains(second, F(1))
