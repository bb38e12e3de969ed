"""Proposition A.2: how far the extreme singular values of a d x r Gaussian matrix lie outside sqrt(d) -+ sqrt(r).

Printed without d >= r. Where d < r, sqrt(d) - sqrt(r) - t is negative and sigma_r is not defined, or 0 by convention;
`smallest` has d >= r. The half about sigma_1 is symmetric in d and r.
On the grids the inequality is certified for every t >= 0 at each size: `@checked` by the checker alone, `@on_a_grid` up
to 40 x 20 by Arb. `norm_*` are what appendix C uses, with other variances.
"""

from verify import Pr, Statement, exp, gaussian, real, sizes, spec, sqrt, sv

d, r = sizes("d r")
t = real("t", ge=0)
G = gaussian("G", d, r)
tall, small_grid, large_grid = r <= d, (d <= 10, r <= 5), (d <= 40, r <= 20)
at_least = 1 - exp(-(t**2) / 2)
low = Pr(sqrt(d) - sqrt(r) - t <= sv(G, r)) >= at_least
high = Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= at_least
source = "[Ver10] Corollary 5.35"


def half(title, claim, expected, *given, **fields):
    return Statement(title, given, claim, cite="Proposition A.2", expected=expected, **fields)


smallest = half("The smallest singular value", low, "assumed", tall, source=source)
smallest__checked = half("The smallest singular value, up to 10 x 5", low, "certified", tall, *small_grid)
smallest__on_a_grid = half("The smallest singular value, up to 40 x 20", low, "certified", tall, *large_grid)
largest = half("The largest singular value", high, "assumed", source=source)
largest__checked = half("The largest singular value, up to 10 x 5", high, "certified", tall, *small_grid)
largest__on_a_grid = half("The largest singular value, up to 40 x 20", high, "certified", tall, *large_grid)

W, S = gaussian("W", r, d, variance=1 / d), gaussian("S", d, r, variance=1 / d)
norm_wide = half(
    "The norm of an r x d matrix with variance 1/d",
    Pr(spec(W) <= 1 + sqrt(r) / sqrt(d) + t / sqrt(d)) >= at_least,
    "assumed",
    source=source,
)
norm_tall = half(
    "The norm of a d x r matrix with variance 1/d",
    Pr(spec(S) <= 1 + sqrt(r) / sqrt(d) + t / sqrt(d)) >= at_least,
    "assumed",
    source=source,
)
