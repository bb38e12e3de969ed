"""Distribution functions of the classical laws in balls, and exact binomial confidence intervals.

Every function takes exact rationals, balls, or functions giving a ball at the working precision, and raises the
precision until the radius asked is reached; over a ball of positive radius it encloses all values. LawError for
parameters without a law.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from verify.arithmetic._flint import arb, fmpq, to_fmpq
from verify.laws.precision import RADIUS, LawError, Real, between, bits_of, ends, is_count, is_wide, reach, real
from verify.laws.quantiles import Bracket, quantile


def normal(x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(Z <= x) for Z ~ N(0, 1)."""
    return _increasing(lambda at: (-at / arb(2).sqrt()).erfc() / 2, x, radius, "the normal law")


def chi_square(k: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(Q <= x) for the sum Q of k >= 1 squares of independent N(0, 1)."""
    _positive_integer("k", k)
    return _increasing(lambda at: _gamma(fmpq(k, 2), at / 2), x, radius, f"the chi-square law with k = {k}")


def chi(k: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(|g| <= x) for the Euclidean norm of a standard Gaussian vector of length k >= 1."""
    _positive_integer("k", k)
    return _increasing(
        lambda at: arb(0) if at <= 0 else _gamma(fmpq(k, 2), at * at / 2), x, radius, f"the chi law with k = {k}"
    )


def beta(a: Fraction | int, b: Fraction | int, x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(B <= x) for B ~ Beta(a, b), a, b > 0 rational."""
    if a <= 0 or b <= 0:
        raise LawError(f"the beta law with a = {a}, b = {b}: both must be above 0")
    first, second = arb(to_fmpq(a)), arb(to_fmpq(b))

    def at(value: arb) -> arb:
        if value <= 0:
            return arb(0)
        return arb(1) if value >= 1 else value.beta_lower(first, second, 1)

    return _increasing(at, x, radius, f"the beta law with a = {a}, b = {b}")


def f_ratio(k: int, m: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(F <= x) for the ratio F = (Q_k / k) / (Q_m / m) of independent chi-squares."""
    _positive_integer("k", k)
    _positive_integer("m", m)

    def at(value: arb) -> arb:
        if value <= 0:
            return arb(0)
        return (k * value / (k * value + m)).beta_lower(arb(fmpq(k, 2)), arb(fmpq(m, 2)), 1)

    return _increasing(at, x, radius, f"the F law with k = {k}, m = {m}")


def binomial_interval(successes: int, trials: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """Clopper and Pearson's interval: holds the probability of success with at least this confidence, whatever it is.

    Ends are rounded outwards by at most 2**-40. Raises LawError unless 0 <= successes <= trials >= 1, 0 < confidence
    < 1.
    """
    _positive_integer("trials", trials)
    if not 0 <= successes <= trials:
        raise LawError(f"{successes} successes in {trials} trials: expected 0 <= successes <= trials")
    if not 0 < confidence < 1:
        raise LawError(f"a confidence of {confidence}: expected a number strictly between 0 and 1")
    half, width = (1 - Fraction(confidence)) / 2, Fraction(1, 1 << 40)

    def end(a: int, b: int, level: Fraction) -> Bracket:
        return quantile(lambda x, radius: beta(a, b, x, radius), level, Fraction(0), Fraction(1), width)

    low = end(successes, trials - successes + 1, half).low if successes else Fraction(0)
    high = end(successes + 1, trials - successes, 1 - half).high if successes < trials else Fraction(1)
    return low, high


def _gamma(shape: fmpq, x: arb) -> arb:
    return arb(0) if x <= 0 else 1 - x.gamma_upper(arb(shape), 1)


def _increasing(law: Callable[[arb], arb], x: Real, radius: Fraction, what: str) -> arb:
    """`law` at x; a ball of positive radius, or one that precision cannot move off a boundary, through its ends."""
    bits = bits_of(radius) + 40

    def at(argument: Real) -> arb:
        def evaluate() -> arb:
            value = real(argument)
            if not value.is_finite():
                raise LawError(f"{what}: an argument is not a finite number")
            low, high = ends(value)
            return law(value) if low.is_exact() and low == high else between(law(low), law(high))

        return reach(evaluate, radius, bits, what)

    if isinstance(x, arb) and is_wide(x):
        low, high = ends(x)
        return between(at(low), at(high))
    return at(x)


def _positive_integer(name: str, value: int) -> None:
    if not is_count(value) or value < 1:
        raise LawError(f"{name} = {value!r}: expected an integer >= 1")
