"""The exact laws against closed forms, other programs and simulation."""

from __future__ import annotations

import time
from fractions import Fraction as F
from itertools import pairwise
from math import exp

import numpy as np
import pytest
from scipy import integrate, stats

from verify.arithmetic._flint import arb, working
from verify.errors import Unsupported
from verify.laws.classical import binomial_interval
from verify.laws.precision import LawError, lower, relative, upper
from verify.laws.wishart import density_of_largest, density_of_smallest, interval, largest, smallest

SIZES = [(1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (6, 3), (7, 4), (5, 5), (12, 7), (40, 19), (40, 20), (40, 40)]


def close(value: arb, expected: arb, radius: float = 1e-18) -> bool:
    return value.overlaps(expected) and float(value.rad()) < radius


@pytest.mark.parametrize(("d", "r"), [*SIZES, (200, 30), (64, 64), (1000, 10)])
def test_the_normalization_gives_mass_one(d: int, r: int) -> None:
    total = interval(d, r, 0, None, F(1, 10**30))
    assert lower(total) <= 1 <= upper(total)
    assert upper(total) - lower(total) <= F(2, 10**30)


@pytest.mark.parametrize("d", [1, 2, 3, 10, 40, 333])
def test_one_column_has_a_chi_law(d: int) -> None:
    for x in (0.3, d**0.5, d**0.5 + 3):
        point = F(x)
        assert float(largest(d, 1, point)) == pytest.approx(stats.chi2.cdf(x * x, d), rel=1e-10)
        assert largest(d, 1, point).overlaps(smallest(d, 1, point))


@pytest.mark.parametrize("x", [F(1, 100), F(1), F(5, 2), F(6)])
def test_two_columns_in_closed_form(x: F) -> None:
    with working(200):
        u = arb(x.numerator) ** 2 / x.denominator**2 / 2
        three = 1 - 2 * u * (-u).exp() - (-2 * u).exp()
        five = 1 - 4 * u**2 / arb(3) * (-u).exp() - (1 + 2 * u + 2 * u**2 / arb(3)) * (-2 * u).exp()
    assert close(largest(3, 2, x), three)
    assert close(largest(5, 2, x), five)


@pytest.mark.parametrize("r", [1, 2, 3, 4, 7, 12, 20, 39])
def test_edelman_one_row_more_than_columns(r: int) -> None:
    """Edelman (1988): for d = r + 1 the smallest eigenvalue has the density (r/2) exp(-r x / 2)."""
    for x in (F(1, 1000), F(1, 5), F(1)):
        with working(200):
            expected = 1 - (-arb(r) * arb(x.numerator) ** 2 / x.denominator**2 / 2).exp()
        assert close(smallest(r + 1, r, x), expected)


@pytest.mark.parametrize("d", [2, 4, 6])
def test_two_columns_against_quadrature(d: int) -> None:
    def density(small: float, large: float) -> float:
        return (small * large) ** (d - 2) * exp(-(small**2 + large**2) / 2) * (large**2 - small**2)

    def mass(low: float, high: float) -> float:
        return float(integrate.dblquad(density, low, high, low, lambda large: large, epsabs=1e-11, epsrel=1e-11)[0])

    low, high = 0.75, 2.5
    assert float(interval(d, 2, F(low), F(high))) == pytest.approx(mass(low, high) / mass(0, 14), abs=1e-8)


@pytest.mark.parametrize(("d", "r", "draws"), [(3, 3, 20000), (6, 4, 20000), (9, 5, 20000), (40, 20, 3000)])
def test_simulation_lies_in_exact_confidence_intervals(d: int, r: int, draws: int) -> None:
    singular = np.linalg.svd(np.random.default_rng(d).standard_normal((draws, d, r)), compute_uv=False)
    x, y = float(np.quantile(singular[:, 0], 0.7)), float(np.quantile(singular[:, -1], 0.2))
    events = [
        (largest(d, r, F(x)), singular[:, 0] <= x),
        (smallest(d, r, F(y)), singular[:, -1] <= y),
        (interval(d, r, F(y), F(x)), (singular[:, -1] >= y) & (singular[:, 0] <= x)),
    ]
    for probability, hits in events:
        low, high = binomial_interval(int(hits.sum()), draws, 1 - F(1, 10**9))
        assert low <= lower(probability) <= upper(probability) <= high


@pytest.mark.parametrize(("d", "r"), SIZES)
def test_the_laws_grow_and_are_ordered(d: int, r: int) -> None:
    points = [F(k, 4) for k in range(0, 60, 6)]
    for law in (largest, smallest):
        values = [law(d, r, x) for x in points]
        assert all(upper(a) <= lower(b) + F(1, 10**19) for a, b in pairwise(values))
        assert all(lower(v) >= -F(1, 10**19) and upper(v) <= 1 + F(1, 10**19) for v in values)
    assert all(lower(smallest(d, r, x)) >= lower(largest(d, r, x)) - F(1, 10**19) for x in points)


@pytest.mark.parametrize(("d", "r"), [(1, 1), (4, 3), (5, 2), (9, 6), (9, 5), (40, 20)])
def test_densities_are_derivatives(d: int, r: int) -> None:
    step, radius = F(1, 10**10), F(1, 10**40)
    for law, density, x in (
        (largest, density_of_largest, F(round(d**0.5 + r**0.5))),
        (smallest, density_of_smallest, F(1, 2)),
    ):
        slope = float((law(d, r, x + step, radius) - law(d, r, x - step, radius)) * 10**10) / 2
        assert float(density(d, r, x)) == pytest.approx(slope, rel=1e-7)


def test_the_radius_asked_is_reached_everywhere() -> None:
    for radius in (F(1, 10**5), F(1, 10**30), F(1, 10**300)):
        for value in (largest(7, 3, F(3), radius), smallest(7, 3, F(1), radius), smallest(40, 20, F(3), radius)):
            assert upper(value) - lower(value) <= 2 * radius + F(1, 2**200)
    assert upper(smallest(5, 5, 10**40)) >= 1 >= lower(smallest(5, 5, 10**40)) > 1 - F(1, 10**19)
    assert 0 <= upper(largest(40, 20, F(1, 10**9))) < F(1, 10**19)


def test_tiny_probabilities_to_a_relative_radius() -> None:
    value = relative(lambda radius: smallest(40, 5, F(1, 1000), radius), 50, "the law")
    assert float(value) == pytest.approx(2.86591880888104e-127, rel=1e-12)
    assert float(value.rad() / value) < 2**-49
    with pytest.raises(Unsupported, match="not separated from 0"):
        relative(lambda radius: smallest(3, 2, 0, radius), 10, "the law")


def test_a_ball_as_argument_holds_all_its_values() -> None:
    wide = largest(6, 3, arb(3, 0.5))
    for x in (F(5, 2), F(3), F(7, 2)):
        assert wide.contains(largest(6, 3, x).mid())
    assert not wide.contains(largest(6, 3, F(2)).mid())
    both = interval(6, 3, arb(1, 0.25), arb(4, 0.5))
    assert both.contains(interval(6, 3, F(5, 4), F(7, 2)).mid())
    assert both.contains(interval(6, 3, F(3, 4), F(9, 2)).mid())
    assert smallest(5, 2, arb(0, 1)).contains(smallest(5, 2, F(1, 2)).mid())


def test_arguments_at_the_ends() -> None:
    assert largest(5, 3, 0) == 0
    assert largest(5, 3, -2) == 0
    assert smallest(5, 3, -2).overlaps(arb(0))
    assert interval(5, 3, 2, 2).overlaps(arb(0))
    assert interval(5, 3, 2, 1) == 0
    nothing = smallest(5, 5, lambda: arb(5).sqrt() - arb(5).sqrt())
    assert nothing.contains(0)
    assert upper(nothing) < F(1, 10**19)


def test_bad_input_is_named() -> None:
    with pytest.raises(LawError, match=r"\(2, 3\).*needs d >= r.*ask for \(3, 2\)"):
        largest(2, 3, 1)
    with pytest.raises(LawError, match="r = 0"):
        largest(2, 0, 1)
    with pytest.raises(Unsupported, match=r"\(70, 65\) is beyond the reach.*r <= 64.*nothing is simulated"):
        largest(70, 65, 1)
    with pytest.raises(Unsupported, match="d <= 10000"):
        largest(10**6, 1, 1)
    with pytest.raises(LawError, match=r"2\.5 is a float"):
        largest(3, 2, 2.5)  # pyright: ignore[reportArgumentType]
    with pytest.raises(LawError, match="not a finite number"):
        largest(3, 2, arb("nan"))
    with pytest.raises(LawError, match="radius of 0"):
        largest(3, 2, 1, F(0))
    with pytest.raises(Unsupported, match=r"about 2\*\*-20000 is not reached within 16384 bits"):
        largest(3, 2, 1, F(1, 2**20000))
    with pytest.raises(LawError, match=r"the radius 1e-20 is a float; write a Fraction"):
        largest(3, 2, 1, 1e-20)  # pyright: ignore[reportArgumentType]
    with pytest.raises(LawError, match="d = True"):
        largest(True, 1, 1)
    with pytest.raises(LawError, match="must be above 0"):
        density_of_largest(3, 2, 0)


def test_twenty_digits_in_a_few_milliseconds() -> None:
    largest(40, 20, F(11))
    start = time.perf_counter()
    for k in range(20):
        largest(40, 20, F(1000 + k, 100))
    assert (time.perf_counter() - start) / 20 < 0.02
