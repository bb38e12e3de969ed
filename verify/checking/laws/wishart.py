"""Pr(a <= all singular values of G <= b) for a Gaussian d x r matrix G, in intervals, up to 200 x 24.

The density of the halves y_1 < ... < y_r of the squared singular values, with s = (d - r + 1)/2, is

    pi^(r/2) / prod_{j<=r} Gamma((d-r+j)/2) Gamma(j/2) * prod y_i^(s-1) exp(-y_i) prod_{i<j} (y_j - y_i)

(Muirhead, Aspects of Multivariate Statistical Theory, 3.2.18), and de Bruijn's formula integrates det(psi_i(y_j)) over
l < y_1 < ... < y_r < u to the Pfaffian of A_ij = integral over x < y of psi_i(x) psi_j(y) - psi_j(x) psi_i(y), bordered
for odd r with the integrals of the psi_i. With the gamma densities f_a, f_{a+1}' = f_a - f_{a+1}, take psi_0 = f_s and
psi_i = -g_i', g_i = f_{s+i}: combinations of y^(i+s-1) exp(-y) with determinant 1 / prod_{i<r} Gamma(s+i), and

    A_0j = 2 J_0j - (g_j(u) + g_j(l)) M,   M = P(s, u) - P(s, l),
    A_ij = (g_j(u) + g_j(l)) (g_i(u) - g_i(l)) - 2 (J_{i-1,j} - J_ij),
    J_ij = integral of f_{s+i} f_{s+j} = Gamma(a) / (2^a Gamma(s+i) Gamma(s+j)) (P(a, 2u) - P(a, 2l)),  a = 2s+i+j-1.
"""

from __future__ import annotations

from fractions import Fraction

from ..intervals import Interval, enclosing, hull
from ..outcomes import Malformed, Undecided
from .gammas import density, gamma, lower, pi

MAX_ROWS, MAX_COLUMNS = 200, 24


def largest(d: int, r: int, x: Interval) -> Interval:
    """Pr(sigma_1(G) <= x) for every x of the interval."""
    return between(d, r, None, x)


def smallest(d: int, r: int, x: Interval) -> Interval:
    """Pr(sigma_r(G) <= x) for every x of the interval."""
    return Fraction(1) - between(d, r, x, None)


def between(d: int, r: int, a: Interval | None, b: Interval | None) -> Interval:
    """Pr(a <= every singular value <= b), None for 0 and infinity, for all numbers of the intervals.

    Malformed unless d >= r >= 1; Undecided beyond MAX_ROWS x MAX_COLUMNS, or where the precision does not suffice.
    """
    check_sizes(d, r)
    corners = [_point(d, r, low, high) for low, high in _corners(a, b)]
    return corners[0] if len(corners) == 1 else hull(*corners)


def check_sizes(d: int, r: int) -> None:
    """Malformed unless d >= r >= 1; Undecided beyond MAX_ROWS x MAX_COLUMNS."""
    if not 1 <= r <= d:
        raise Malformed(f"a Gaussian matrix of shape {d} x {r}: expected d >= r >= 1")
    if d > MAX_ROWS or r > MAX_COLUMNS:
        raise Undecided(f"the law at {d} x {r} is beyond {MAX_ROWS} x {MAX_COLUMNS}", final=True)


def _corners(a: Interval | None, b: Interval | None) -> list[tuple[Interval | None, Interval | None]]:
    """The points at which the probability is smallest and largest: it falls with a and grows with b."""
    points = [x for x in (a, b) if x is not None]
    if all(x.lo == x.hi for x in points):
        return [(a, b)]
    a_low, a_high = (None, None) if a is None else a.ends()
    b_low, b_high = (None, None) if b is None else b.ends()
    return [(a_high, b_low), (a_low, b_high)]


def _point(d: int, r: int, a: Interval | None, b: Interval | None) -> Interval:
    bits = max([x.bits for x in (a, b) if x is not None], default=128)
    if a is not None and a.hi <= 0:
        a = None
    if b is not None and (b.hi <= 0 or (a is not None and a.high >= b.low)):
        return Interval(0, 0, 0, bits)
    half = Fraction(1, 2)
    low = None if a is None else (a.with_bits(bits) * a) * half
    high = None if b is None else (b.with_bits(bits) * b) * half
    return _constant(d, r, bits) * _pfaffian(_entries(d, r, low, high, bits), bits)


def _constant(d: int, r: int, bits: int) -> Interval:
    """The constant of the density over the determinant of the basis."""
    value = pi(bits).power(r // 2)
    if r % 2:
        value = value * pi(bits).root(2)
    for j in range(1, r + 1):
        value = value * gamma(d - r + 2 * j - 1, bits) / (gamma(d - r + j, bits) * gamma(j, bits))
    return value


def _entries(d: int, r: int, low: Interval | None, high: Interval | None, bits: int) -> list[list[Interval]]:
    """A with its border, above the diagonal."""
    twice = d - r + 1
    zero = Interval(0, 0, 0, bits)
    g_low, g_high = _densities(twice, r, low, bits), _densities(twice, r, high, bits)
    p_low, p_high = _masses(2 * twice, 2 * r, low, 0, bits), _masses(2 * twice, 2 * r, high, 1, bits)
    mass = _mass(twice, high, 1, bits) - _mass(twice, low, 0, bits)
    sums = [u + v for u, v in zip(g_high, g_low, strict=True)]
    steps = [u - v for u, v in zip(g_high, g_low, strict=True)]

    products = [_half_power(2 * twice + 2 * k, bits) * (p_high[k] - p_low[k]) for k in range(2 * r)]

    def product(i: int, j: int) -> Interval:
        return products[i + j - 1] / (gamma(twice + 2 * i, bits) * gamma(twice + 2 * j, bits))

    two = Fraction(2)
    table = [[product(i, j) if i <= j and i + j else zero for j in range(r)] for i in range(r)]
    order = r + r % 2
    rows = [[zero] * order for _ in range(order)]
    for j in range(1, r):
        rows[0][j] = table[0][j] * two - sums[j] * mass
        for i in range(1, j):
            rows[i][j] = sums[j] * steps[i] - (table[i - 1][j] - table[i][j]) * two
    if r % 2:
        for i in range(r):
            rows[i][r] = -steps[i] if i else mass
    return rows


def _half_power(twice: int, bits: int) -> Interval:
    """Gamma(a) / 2^a for the integer or half-integer a = twice/2."""
    value = gamma(twice, bits) * Fraction(1, 2 ** (twice // 2))
    return value / enclosing(Fraction(2), bits).root(2) if twice % 2 else value


def _densities(twice: int, r: int, x: Interval | None, bits: int) -> list[Interval]:
    """f_{s+i}(x), i < r."""
    if x is None:
        return [Interval(0, 0, 0, bits)] * r
    values = [density(twice, x)]
    for i in range(1, r):
        values.append(values[-1] * x / Fraction(twice + 2 * i - 2, 2))
    return values


def _mass(twice: int, x: Interval | None, total: int, bits: int) -> Interval:
    return Interval(total, total, 0, bits) if x is None else lower(twice, x)


def _masses(twice: int, count: int, x: Interval | None, total: int, bits: int) -> list[Interval]:
    """P(a, 2x) for a = twice/2 + k, k < count: downwards from the last, P(a, y) = P(a+1, y) + f_{a+1}(y)."""
    if x is None:
        return [Interval(total, total, 0, bits)] * count
    y = x * Fraction(2)
    steps = _densities(twice, count, y, bits)
    values = [lower(twice + 2 * (count - 1), y)]
    for k in range(count - 2, -1, -1):
        values.append(values[-1] + steps[k + 1])
    return values[::-1]


def _pfaffian(rows: list[list[Interval]], bits: int) -> Interval:
    """By elimination with the pivot of largest magnitude in its row; without one that is not 0, by Hadamard's bound."""
    order = len(rows)
    a = [[rows[i][j] if i < j else -rows[j][i] if j < i else rows[i][i] for j in range(order)] for i in range(order)]
    result = Interval(1, 1, 0, bits)
    for k in range(0, order, 2):
        j = max(range(k + 1, order), key=lambda j: _magnitude(a[k][j]))
        if j != k + 1:
            a[k + 1], a[j] = a[j], a[k + 1]
            for row in a[k:]:
                row[k + 1], row[j] = row[j], row[k + 1]
            result = -result
        top, second = a[k], a[k + 1]
        pivot = top[k + 1]
        if k + 2 < order and not pivot.sign():
            return result * _bounded([row[k:] for row in a[k:]], bits)
        result = result * pivot
        for i in range(k + 2, order):
            left, right = second[i] / pivot, top[i] / pivot
            for j in range(i + 1, order):
                value = a[i][j] + (left * top[j] - right * second[j])
                a[i][j], a[j][i] = value, -value
    return result


def _bounded(rows: list[list[Interval]], bits: int) -> Interval:
    """Pf^2 = det is at most the product of the lengths of the rows."""
    bound = Interval(1, 1, 0, bits)
    for i, row in enumerate(rows):
        squares = [entry.power(2) for j, entry in enumerate(row) if j != i]
        bound = bound * sum(squares, Interval(0, 0, 0, bits)).root(4)
    return hull(-bound, bound)


def _magnitude(x: Interval) -> tuple[int, int]:
    """Grows with |x|, roughly; of two zeros or straddling intervals the wider one is larger."""
    size = max(abs(x.lo), abs(x.hi))
    decided = 0 if x.lo <= 0 <= x.hi else 1
    return decided, (size.bit_length() + x.exp) * 64 + (size >> max(0, size.bit_length() - 6) if size else -(1 << 40))
