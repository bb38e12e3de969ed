"""The singular values of a d x r matrix G with independent N(0, 1) entries, d >= r: their exact laws, in balls.

Law of the eigenvalues. Write G = Q T with T upper triangular, t_ii > 0. Lebesgue measure is, up to constants,
prod t_ii^(d-i) dT dQ, and dW = 2^r prod t_ii^(r-i+1) dT for W = G'G = T'T; so W has a density proportional to
det(W)^((d-r-1)/2) exp(-tr W / 2) on the positive definite matrices. With W = O diag(lambda) O', dW is proportional to
prod_{i<j} |lambda_i - lambda_j| dlambda dO. Hence the halves y_1 < ... < y_r of the eigenvalues have the density

    c prod_i y_i^alpha exp(-y_i) prod_{i<j} (y_j - y_i),   alpha = (d - r - 1) / 2    (Muirhead 1982, Theorem 3.2.18).

The constant. Selberg's integral, in Laguerre's form with exponent 1 of the differences (Mehta, Random
Matrices, 17.6.5), is

    r! / c = prod_{j=1}^r Gamma(alpha + (j+1)/2) Gamma(1 + j/2) / Gamma(3/2);

Gamma(1 + j/2) / Gamma(3/2) = j Gamma(j/2) / sqrt(pi) cancels the r!, so

    c = pi^(r/2) / prod_{j=1}^r Gamma((d - r + j) / 2) Gamma(j / 2).

The tests do not take this on trust: the formula below with (a, b) = (0, infinity) must give 1 for every size.

De Bruijn's formula. prod_{i<j} (y_j - y_i) = det(y_j^(i-1)). For functions phi_i, the integral of det(phi_i(y_j))
over l < y_1 < ... < y_r < u is the Pfaffian of

    A_ij = integral over l < x < y < u of phi_i(x) phi_j(y) - phi_j(x) phi_i(y),   i, j <= r,

for even r, since prod_{i<j} sign(y_j - y_i) = Pf(sign(y_j - y_i)): multiply out, both factors are antisymmetric. For
odd r take one more function, a unit mass to the right of u: A_{i,r+1} is the integral of phi_i over (l, u).

The entries. Take phi_i(y) = f_{s+i-1}(y), f_a(y) = y^(a-1) exp(-y) / Gamma(a), s = alpha + 1; the factors
Gamma(s+i-1) go to the constant. As f_{a+1} = f_a - f_{a+1}', the mass M_a of (l, u) and A(a, b), which is A_ij with
f_a and f_b, obey

    M_{a+1} = M_a - f_{a+1}(u) + f_{a+1}(l)
    A(a, a) = 0,  A(a, b+1) = A(a, b) - (f_{b+1}(u) + f_{b+1}(l)) M_a + 2 I(a, b),   I(a, b) = integral of f_a f_{b+1}
            = Gamma(a+b) 2^-(a+b) / (Gamma(a) Gamma(b+1)) (P(a+b, 2u) - P(a+b, 2l)),

P the regularized lower incomplete gamma function, and P(a+1, x) = P(a, x) - f_{a+1}(x) again. (These are Chiani's
recursions: J. Multivariate Anal. 129 (2014) 69-81; IEEE Trans. Inform. Theory 63 (2017).)

Densities. A step of u changes A by the rank-two matrix m f' - f m', f = (f_a(u)), m = (M_a), for odd r with 0 and -1
appended; by Pf(A + m f' - f m') = Pf(A) - Pf[[A, m, f], [-m', 0, 0], [-f', 0, 0]], the density is a Pfaffian of order
two more. A step of l does the same with f_a(l), and +1 appended to m.

Reach: r <= 64 and d <= 10 000. At (40, 20) twenty digits take about a millisecond.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from verify.arithmetic._flint import arb, fmpq, precision, working
from verify.errors import Unsupported
from verify.laws.pfaffian import pfaffian
from verify.laws.precision import RADIUS, LawError, Real, between, bits_of, ends, is_count, is_wide, reach, real

MAX_ROWS, MAX_COLUMNS = 10_000, 64


def largest(d: int, r: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(sigma_1(G) <= x) for G of shape d x r, d >= r, with independent N(0, 1) entries; radius at most `radius`.

    x is an exact rational, a function giving a ball at the working precision, or a ball; for a ball of positive
    radius the result holds the probabilities of all its numbers. Raises LawError for d < r, Unsupported for sizes
    beyond the reach of the formulas or a radius beyond the precision limit.
    """
    return interval(d, r, 0, x, radius)


def smallest(d: int, r: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """Pr(sigma_r(G) <= x); arguments and errors as in `largest`."""
    value = interval(d, r, x, None, radius)
    with working(value.bits() + 2):
        return 1 - value


def interval(d: int, r: int, a: Real, b: Real | None, radius: Fraction = RADIUS) -> arb:
    """Pr(a <= every singular value of G <= b); b = None is infinity; other arguments and errors as in `largest`."""
    check_sizes(d, r)
    bits = bits_of(radius) + 5 * r + 40
    what = f"the law of the singular values at (d, r) = ({d}, {r})"

    def at(low: Real, high: Real | None) -> arb:
        return reach(lambda: _probability(d, r, real(low), None if high is None else real(high)), radius, bits, what)

    if not (is_wide(a) or is_wide(b)):
        return at(a, b)
    # the probability falls with a and grows with b
    a_ends = ends(a) if isinstance(a, arb) else (a, a)
    b_ends = ends(b) if isinstance(b, arb) else (b, b)
    return between(at(a_ends[1], b_ends[0]), at(a_ends[0], b_ends[1]))


def density_of_largest(d: int, r: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """The density of sigma_1(G) at x > 0; arguments and errors as in `largest`, for x that is not a wide ball."""
    return _density(d, r, x, radius, above=True)


def density_of_smallest(d: int, r: int, x: Real, radius: Fraction = RADIUS) -> arb:
    """The density of sigma_r(G) at x > 0; arguments and errors as in `largest`, for x that is not a wide ball."""
    return _density(d, r, x, radius, above=False)


def check_sizes(d: int, r: int) -> None:
    """Raises LawError unless d >= r >= 1 are integers, Unsupported beyond the reach of the exact law."""
    for name, size in (("d", d), ("r", r)):
        if not is_count(size) or size < 1:
            raise LawError(f"{name} = {size!r}: a size is an integer >= 1")
    if d < r:
        raise LawError(
            f"(d, r) = ({d}, {r}): a d x r Gaussian matrix needs d >= r; the transpose has the same singular values, "
            f"so ask for ({r}, {d})"
        )
    if d > MAX_ROWS or r > MAX_COLUMNS:
        raise Unsupported(
            f"(d, r) = ({d}, {r}) is beyond the reach of the exact law: d <= {MAX_ROWS}, r <= {MAX_COLUMNS}; "
            "nothing is simulated in its place"
        )


def _probability(d: int, r: int, a: arb, b: arb | None) -> arb:
    if not a.is_finite() or (b is not None and not b.is_finite()):
        raise LawError("an argument is not a finite number; infinity is b = None")
    if b is not None and (b <= 0 or b < a):
        return arb(0)
    if _tight(a) and (b is None or (_tight(b) and (a <= 0 or a < b))):
        return _between(d, r, a, b)
    a_low, a_high = ends(a)
    if b is None:
        return between(_between(d, r, a_high, None), _between(d, r, a_low, None))
    b_low, b_high = ends(b)
    least = arb(0) if b_low <= 0 or b_low <= a_high else _between(d, r, a_high, b_low)
    return between(least, _between(d, r, a_low, b_high))


def _tight(x: arb) -> bool:
    """Negligible radius, and a definite sign: the formulas can take the ball itself rather than its ends."""
    return x.is_exact() or ((x > 0 or x < 0) and x.rad() * (1 << (precision() // 2)) < abs(x.mid()))


def _between(d: int, r: int, a: arb, b: arb | None) -> arb:
    entries, _, _, _ = _matrix(d, r, _half_square(a), None if b is None else b * b / 2)
    return _constants(d, r, precision())[0] * pfaffian(entries)


def _half_square(a: arb) -> arb | None:
    return a * a / 2 if a > 0 else None


def _density(d: int, r: int, x: Real, radius: Fraction, above: bool) -> arb:
    check_sizes(d, r)
    if is_wide(x):
        raise LawError("a density is enclosed at a number, not over a ball of positive radius")
    what = f"the density of a singular value at (d, r) = ({d}, {r})"

    def evaluate() -> arb:
        at = real(x)
        if at <= 0:
            raise LawError(f"a density at {at}: the argument must be above 0")
        if not at > 0:
            return arb.nan()
        half = at * at / 2
        entries, mass, f_low, f_high = _matrix(d, r, *((None, half) if above else (half, None)))
        step, last = (f_high, -1) if above else (f_low, 1)
        zero = arb(0)
        if r % 2:
            mass, step = [*mass, arb(last)], [*step, zero]
        rows = [[*row, m, f] for row, m, f in zip(entries, mass, step, strict=True)]
        blank = [zero] * (len(rows) + 2)
        slope = -pfaffian([*rows, blank, blank])  # of the Pfaffian, in the half square of x
        return at * _constants(d, r, precision())[0] * (slope if above else -slope)

    return reach(evaluate, radius, bits_of(radius) + 5 * r + 40, what)


@lru_cache(maxsize=256)
def _constants(d: int, r: int, bits: int) -> tuple[arb, list[arb]]:
    """c with the factors Gamma(s + i - 1) of the basis; and Gamma(a+b) 2^-(a+b) for a + b = 2s, 2s + 1, ..."""
    start = fmpq(d - r + 1, 2)
    c = arb.pi() ** (arb(r) / 2)
    for j in range(1, r + 1):
        c *= arb.gamma_fmpq(start + j - 1) / (arb.gamma_fmpq(fmpq(d - r + j, 2)) * arb.gamma_fmpq(fmpq(j, 2)))
    return c, [arb.gamma_fmpq(2 * start + k) / arb(2) ** (d - r + 1 + k) for k in range(2 * r)]


@lru_cache(maxsize=256)
def _weights(d: int, r: int, bits: int) -> list[list[arb]]:
    """2 Gamma(a+b) 2^-(a+b) / (Gamma(a) Gamma(b+1)) for a = s + i, b = s + j, i <= j."""
    start = fmpq(d - r + 1, 2)
    inverse = [1 / arb.gamma_fmpq(start + i) for i in range(r + 1)]
    twice = _constants(d, r, bits)[1]
    return [[2 * twice[i + j] * inverse[i] * inverse[j + 1] for j in range(i, r)] for i in range(r)]


def _matrix(
    d: int, r: int, low: arb | None, high: arb | None
) -> tuple[list[list[arb]], list[arb], list[arb], list[arb]]:
    """A with its border for odd r (above the diagonal); the masses M_a, f_a(l) and f_a(u) for a = s, ..., s + r - 1."""
    s = fmpq(d - r + 1, 2)
    f_low, p_low = _gammas(s, r, low, 0)
    f_high, p_high = _gammas(s, r, high, 1)
    _, p2_low = _gammas(2 * s, 2 * r, None if low is None else 2 * low, 0)
    _, p2_high = _gammas(2 * s, 2 * r, None if high is None else 2 * high, 1)
    mass = [u - v for u, v in zip(p_high, p_low, strict=True)]
    mass2 = [u - v for u, v in zip(p2_high, p2_low, strict=True)]
    steps = [u + v for u, v in zip(f_high, f_low, strict=True)]
    weights, zero = _weights(d, r, precision()), arb(0)
    order = r + r % 2
    rows = [[zero] * order for _ in range(order)]
    for i in range(r):
        row, entry = rows[i], zero
        for j in range(i, r - 1):
            entry = entry - steps[j + 1] * mass[i] + weights[i][j - i] * mass2[i + j]
            row[j + 1] = entry
        if r % 2:
            row[r] = mass[i]
    return rows, mass, f_low[:r], f_high[:r]


def _gammas(s: fmpq, count: int, x: arb | None, total: int) -> tuple[list[arb], list[arb]]:
    """f_a(x) for a = s, ..., s + count and P(a, x) for the first `count` of them; at x = None, f = 0 and P = total."""
    if x is None:
        return [arb(0)] * (count + 1), [arb(total)] * count
    f = x ** arb(s - 1) * (-x).exp() / arb.gamma_fmpq(s)
    p = 1 - x.gamma_upper(arb(s), 1)  # much faster than gamma_lower for a large s, and as good in absolute terms
    densities, masses = [f], [p]
    for k in range(count):
        f = f * x / arb(s + k)
        densities.append(f)
        if k + 1 < count:
            p = p - f
            masses.append(p)
    return densities, masses
