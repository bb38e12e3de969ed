"""The exact laws against numbers that others have published or computed by other programs."""

from __future__ import annotations

from fractions import Fraction as F
from math import exp, sqrt

import numpy as np
import pytest

from verify.arithmetic._flint import arb, working
from verify.checking.intervals import enclosing
from verify.checking.laws import wishart as checker
from verify.laws.edges import spread
from verify.laws.precision import real
from verify.laws.wishart import density_of_smallest, interval, largest, smallest

# (largest eigenvalue, Pr(larger)) of a 2 x 2 Wishart matrix with 9 degrees of freedom: p-values of pairs of occupations
# in Hirotsu's table, computed by the R package rootWishart (M. Turgeon; Chiani's recursion in Boost's multiprecision),
# from the tests of the project crunch-cube (tests/expectations/cat_x_cat_hirotsu_{chi_squared,pvals}.txt)
ROOT_WISHART = [
    ("12.780855448128131", 0.43583018698994225),
    ("16.79727869630099", 0.17136567049444762),
    ("9.616972398702428", 0.7267408061224014),
    ("18.556098937181705", 0.1057077398991062),
    ("8.683471852181562", 0.8064071500427167),
    ("13.451053159265136", 0.38029664889866643),
    ("9.081312924348003", 0.7735835820931571),
    ("16.3533306337074", 0.19237524618473767),
    ("24.348935423464653", 0.01727762317121584),
    ("46.689386077899826", 3.2901218932623877e-06),
    ("22.063658540387774", 0.03652731193295922),
    ("47.62124004565971", 2.2345630659170723e-06),
    ("8.490641259215641", 0.8215867010430609),
    ("5.141740694105387", 0.9825731149524656),
    ("3.576241745092247", 0.9980410308375879),
    ("11.792012011326468", 0.5240635452028406),
    ("6.847609367845222", 0.9263228060483779),
    ("5.218390456727495", 0.9811003546079167),
    ("7.620018353425002", 0.8830256555030864),
    ("14.087591553810693", 0.3314956026407795),
    ("8.546159019524978", 0.8172690111179404),
    ("6.85424450468994", 0.9259991259591228),
]


@pytest.mark.parametrize(("eigenvalue", "tail"), ROOT_WISHART)
def test_root_wishart(eigenvalue: str, tail: float) -> None:
    value = F(eigenvalue)
    assert 1 - float(largest(9, 2, lambda: real(value).sqrt())) == pytest.approx(tail, rel=1e-9, abs=1e-14)
    own = F(1) - checker.largest(9, 2, enclosing(value, 192).root(2))
    assert float(own.low) == pytest.approx(tail, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 10, 20])
@pytest.mark.parametrize("x", [F(1, 100), F(1, 3), F(3, 2)])
def test_edelman_square_matrices(n: int, x: F) -> None:
    """Edelman, SIAM J. Matrix Anal. Appl. 9 (1988), Theorem 3.1: the smallest eigenvalue of an n x n Wishart matrix
    with n degrees of freedom has the density n/sqrt(2 pi) Gamma((n+1)/2) t^(-1/2) exp(-n t/2) U((n-1)/2, -1/2, t/2)."""
    with working(256):
        t = real(x) ** 2
        u = (t / 2).hypgeom_u(arb(n - 1) / 2, arb(-1) / 2)
        of_eigenvalue = n / (2 * arb.pi()).sqrt() * (arb(n + 1) / 2).gamma() / t.sqrt() * (-n * t / 2).exp() * u
        expected = 2 * real(x) * of_eigenvalue
    assert density_of_smallest(n, n, x).overlaps(expected)
    assert float(expected.rad()) < 1e-30


@pytest.mark.parametrize(("n", "error"), [(8, 0.03), (32, 0.008), (64, 0.004)])
def test_edelman_limit(n: int, error: float) -> None:
    """The same, Corollary 3.1: Pr(n lambda_min <= x) tends to 1 - exp(-x/2 - sqrt x)."""
    for x in (0.01, 0.2, 1.0, 4.0):
        exact = float(smallest(n, n, lambda x=x: (arb(x) / n).sqrt()))
        assert exact == pytest.approx(1 - exp(-x / 2 - sqrt(x)), abs=error)


@pytest.mark.parametrize("x", [F(1, 10), F(1), F(5, 2)])
def test_two_by_two_in_closed_form(x: F) -> None:
    """Pr(sigma_2 > x) = exp(-x^2) - sqrt(pi/2) x exp(-x^2/2) erfc(x/sqrt 2): that density for n = 2, integrated."""
    with working(200):
        t = real(x) ** 2
        expected = (-t).exp() - (arb.pi() * t / 2).sqrt() * (-t / 2).exp() * (t / 2).sqrt().erfc()
    assert (1 - smallest(2, 2, x)).overlaps(expected)


@pytest.mark.parametrize(("rows", "columns"), [(128, 64), (60, 60)])
def test_chiani_within_the_limiting_support(rows: int, columns: int) -> None:
    """Chiani, IEEE Trans. Inform. Theory 63 (2017): all eigenvalues lie within the limits of Marchenko and Pastur with
    a probability that tends to 0.6921 = 0.8319^2, the Tracy-Widom law at 0 twice; once for square matrices."""
    high = lambda: arb(rows).sqrt() + arb(columns).sqrt()  # noqa: E731
    if rows == columns:
        assert float(largest(rows, columns, high)) == pytest.approx(0.8319, abs=0.04)
    else:
        low = lambda: arb(rows).sqrt() - arb(columns).sqrt()  # noqa: E731
        assert float(interval(rows, columns, low, high)) == pytest.approx(0.6921, abs=0.04)


@pytest.mark.parametrize(("rows", "columns"), [(64, 64), (400, 64)])
def test_tracy_widom_in_the_centering_of_johnstone(rows: int, columns: int) -> None:
    """Johnstone, Ann. Statist. 29 (2001), (1.3)-(1.5); mean and variance of the Tracy-Widom law of order 1 from
    Bornemann, Math. Comp. 79 (2010): -1.2065335745820, 1.607781034581."""
    p, q = sqrt(rows - 1), sqrt(columns)
    center, scale = (p + q) ** 2, (p + q) * (1 / p + 1 / q) ** (1 / 3)
    grid = np.linspace(-8, 6, 141)
    values = [float(largest(rows, columns, F(sqrt(center + scale * s)), F(1, 10**10))) for s in grid]
    mass = np.diff(values)
    middle = (grid[1:] + grid[:-1]) / 2
    mean = float(mass @ middle)
    assert mean == pytest.approx(-1.2065335745820, abs=0.1)  # the error is of the order of columns^(-2/3)
    assert float(mass @ (middle - mean) ** 2) == pytest.approx(1.607781034581, abs=0.1)


@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_the_least_singular_value_of_one_row_more(rows: int) -> None:
    """Edelman's case d = r + 1 in the unit of Proposition A.1: 1 - exp(-r tau^2 (sqrt(r+1) - sqrt(r-1))^2 / 2)."""
    for tau in (F(1, 10), F(1, 2), F(1)):
        exact = smallest(rows + 1, rows, lambda tau=tau: spread(rows + 1, rows) * real(tau))
        with working(200):
            unit = real(tau) * (arb(rows + 1).sqrt() - arb(rows - 1).sqrt())
            assert exact.overlaps(1 - (-rows * unit**2 / 2).exp())
