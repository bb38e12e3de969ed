"""Classical laws against scipy and closed forms; quantiles; exact binomial intervals."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from scipy import stats

from verify.arithmetic._flint import arb
from verify.laws.classical import beta, binomial_interval, chi, chi_square, f_ratio, normal
from verify.laws.precision import LawError, lower, upper
from verify.laws.quantiles import quantile, quantile_of_largest, quantile_of_smallest
from verify.laws.wishart import largest, smallest


def test_against_scipy() -> None:
    for x in (0.1, 0.5, 1.0, 3.25, 20.0):
        at = F(x)
        assert float(normal(at)) == pytest.approx(stats.norm.cdf(x), rel=1e-13)
        assert float(normal(-at)) == pytest.approx(stats.norm.cdf(-x), rel=1e-8)
        for k in (1, 2, 5, 64):
            assert float(chi_square(k, at)) == pytest.approx(stats.chi2.cdf(x, k), rel=1e-10, abs=1e-19)
            assert float(chi(k, at)) == pytest.approx(stats.chi.cdf(x, k), rel=1e-10, abs=1e-19)
            assert float(f_ratio(k, 7, at)) == pytest.approx(stats.f.cdf(x, k, 7), rel=1e-10)
    assert float(beta(F(5, 2), 4, F(1, 3))) == pytest.approx(stats.beta.cdf(1 / 3, 2.5, 4), rel=1e-12)


def test_published_percentage_points() -> None:
    """Pearson & Hartley: chi-square with 1 and 10 degrees of freedom, normal."""
    assert abs(float(chi_square(1, F(3841459, 10**6))) - 0.95) < 1e-7
    assert abs(float(chi_square(10, F(18307038, 10**6))) - 0.95) < 1e-7
    assert abs(float(normal(F(1959964, 10**6))) - 0.975) < 1e-7


def test_outside_the_support_and_over_balls() -> None:
    assert chi_square(3, -1) == 0
    assert chi(2, F(-1, 2)) == 0
    assert beta(2, 3, -1) == 0
    assert beta(2, 3, 2) == 1
    assert chi(2, arb(0, 1)).contains(chi(2, F(1, 2)).mid())
    assert upper(chi(2, lambda: arb(5).sqrt() - arb(5).sqrt())) < F(1, 10**19)


@pytest.mark.parametrize(("successes", "trials"), [(0, 10), (10, 10), (3, 10), (512, 2000), (1, 1)])
def test_binomial_intervals(successes: int, trials: int) -> None:
    low, high = binomial_interval(successes, trials, F(95, 100))
    exact = stats.binomtest(successes, trials).proportion_ci(0.95, method="exact")
    assert float(low) == pytest.approx(exact.low, abs=1e-10)
    assert float(high) == pytest.approx(exact.high, abs=1e-10)


def test_an_end_of_a_binomial_interval_is_rounded_outwards() -> None:
    low, high = binomial_interval(3, 10, F(95, 100))
    assert upper(beta(3, 8, low)) <= F(25, 1000) <= lower(beta(3, 8, low + F(1, 1 << 39)))
    assert lower(beta(4, 7, high)) >= F(975, 1000)


@pytest.mark.parametrize("level", [F(1, 1000), F(1, 2), F(19, 20)])
def test_quantiles_bracket(level: F) -> None:
    for d, r in [(1, 1), (5, 3), (40, 20)]:
        for find, law in ((quantile_of_largest, largest), (quantile_of_smallest, smallest)):
            bracket = find(d, r, level)
            assert bracket.high - bracket.low <= F(1, 10**15)
            assert upper(law(d, r, bracket.low, F(1, 10**40))) <= level <= lower(law(d, r, bracket.high, F(1, 10**40)))


def test_a_quantile_that_is_met_exactly() -> None:
    bracket = quantile(normal, F(1, 2), F(-1), F(1), F(1, 10**6))
    assert bracket.low <= 0 <= bracket.high
    assert bracket.high - bracket.low <= F(1, 10**6)


def test_bad_input_is_named() -> None:
    for level in (F(0), F(1), F(3, 2), F(-1)):
        with pytest.raises(LawError, match="strictly between 0 and 1"):
            quantile_of_largest(3, 2, level)
    with pytest.raises(LawError, match="does not lie between"):
        quantile(normal, F(1, 2), F(1), F(2), F(1, 100))
    with pytest.raises(LawError, match="needs d >= r"):
        quantile_of_largest(2, 3, F(1, 2))
    with pytest.raises(LawError, match="11 successes in 10 trials"):
        binomial_interval(11, 10, F(1, 2))
    with pytest.raises(LawError, match="confidence of 1"):
        binomial_interval(1, 10, F(1))
    with pytest.raises(LawError, match="k = 0"):
        chi_square(0, 1)
    with pytest.raises(LawError, match="both must be above 0"):
        beta(0, 1, F(1, 2))
