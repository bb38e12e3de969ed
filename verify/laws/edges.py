"""Closed forms at the two ends of the law: how small sigma_r can be and how large sigma_1, for every d >= r.

Notation of wishart.py: density c(d, r) prod y_i^alpha exp(-y_i) prod_{i<j} (y_j - y_i), alpha = (d-r-1)/2. k = d-r+1.

Near 0. In the density of y_1 < ... < y_r bound exp(-y_1) <= 1 and prod_{1<j} (y_j - y_1) <= prod_{1<j} y_j; what is
left of y_2, ..., y_r is the density for (d+1, r-1) without its constant. Integrating over all y_2 < ... < y_r,

    Pr(y_1 <= e) <= c(d, r) / c(d+1, r-1) * e^(k/2) / (k/2),

with equality in the limit e -> 0 (dominated convergence). With y = sigma^2 / 2 and Legendre's duplication formula,

    Pr(sigma_r <= x) <= kappa x^k for every x >= 0, and ~ as x -> 0;  kappa = 2^(k/2) Gamma((d+1)/2) / (Gamma(r/2) k!).

Far out. In the density of the largest, bound prod_{i<r} (y_r - y_i) <= y_r^(r-1); what is left is the density for
(d-1, r-1), so

    Pr(sigma_1 >= s) <= sqrt(pi) Gamma((d+r-1)/2, s^2/2) / (Gamma(d/2) Gamma(r/2))   for every s >= 0,

with equality for r = 1.

The sharp constant. With x = tau (sqrt d - sqrt(r-1)), Pr(sigma_r <= x) <= (C tau)^k for every tau >= 0 exactly when
C >= C(d, r) = kappa^(1/k) (sqrt d - sqrt(r-1)): the bound above gives "if", the limit tau -> 0 "only if".

C(d, r) < sqrt(e) for all d >= r >= 1, and C(d, 1) -> sqrt(e) as d -> infinity. Proof: s = r-1 >= 0, d = s+k, s real;

    log(C^k k! / (2^(k/2) k^k)) = log Gamma((s+k+1)/2) - log Gamma((s+1)/2) - k log(sqrt(s+k) + sqrt s)

decreases in s. Indeed psi'(x + 1/2) = sum_n (x+n+1/2)^-2 < sum_n [1/(x+n) - 1/(x+n+1)] = 1/x, so with q = (s+k)/s

    psi((s+k+1)/2) - psi((s+1)/2) < log q <= (q-1) / sqrt q = k / sqrt(s (s+k)),

and half the outer difference is the derivative. Hence C(d, r) <= C(k, 1), and C(k, 1)^k = (k/2)^(k/2) / Gamma(k/2+1) is
below e^(k/2) by Gamma(x+1) >= sqrt(2 pi x) (x/e)^x; by Stirling's formula its k-th root tends to sqrt(e). So

    Pr(sigma_r(G) <= tau (sqrt d - sqrt(r-1))) <= (sqrt(e) tau)^(d-r+1)   for all d >= r >= 1, tau >= 0,

without any exponential term, and no smaller constant serves all d and r.
"""

from __future__ import annotations

from verify.arithmetic._flint import arb, fmpq
from verify.laws.precision import LawError
from verify.laws.wishart import check_sizes


def small_ball_density(d: int, r: int) -> arb:
    """kappa: Pr(sigma_r(G) <= x) <= kappa x^(d-r+1) for every x >= 0, and ~ as x -> 0; at the working precision."""
    check_sizes(d, r)
    k = d - r + 1
    factorials = arb.gamma_fmpq(fmpq(r, 2)) * arb.gamma_fmpq(fmpq(k + 1))
    return arb(2) ** (arb(k) / 2) * arb.gamma_fmpq(fmpq(d + 1, 2)) / factorials


def small_ball_constant(d: int, r: int) -> arb:
    """C(d, r): the least C with Pr(sigma_r(G) <= tau (sqrt d - sqrt(r-1))) <= (C tau)^(d-r+1) for every tau >= 0."""
    return small_ball_density(d, r) ** (arb(1) / (d - r + 1)) * spread(d, r)


def sharp_small_ball_constant() -> arb:
    """sqrt(e): the least C for all d >= r >= 1 at once, without an exponential term; at the working precision."""
    return arb(fmpq(1, 2)).exp()


def spread(d: int, r: int) -> arb:
    """sqrt d - sqrt(r - 1), the unit of tau."""
    return arb(d).sqrt() - arb(r - 1).sqrt()


def largest_tail_bound(d: int, r: int, s: arb) -> arb:
    """An upper bound on Pr(sigma_1(G) >= s), s >= 0, for any d, r >= 1, exact for r = 1; at the working precision.

    Not limited by the reach of the exact law. Raises LawError for s that is not certainly >= 0.
    """
    if not s >= 0:
        raise LawError(f"a tail bound at {s}: the argument must be at least 0")
    scale = arb.pi().sqrt() / (arb.gamma_fmpq(fmpq(d, 2)) * arb.gamma_fmpq(fmpq(r, 2)))
    return scale * (s * s / 2).gamma_upper(arb(fmpq(d + r - 1, 2)))
