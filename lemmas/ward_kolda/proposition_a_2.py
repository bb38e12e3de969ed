"""Proposition A.2: how far the extreme singular values of a d x r Gaussian matrix lie outside sqrt(d) -+ sqrt(r).

Printed without d >= r. Where d < r, sqrt(d) - sqrt(r) - t is negative and sigma_r is not defined, or 0 by convention;
`smallest` has d >= r. The half about sigma_1 is symmetric in d and r.
On the grids the inequality is certified for every t >= 0 at each size: `@checked` by the checker alone, `@on_a_grid` up
to 40 x 20 by Arb. `norm_*` are what appendix C uses, with other variances.
"""

from verify import Pr, Statement, exp, gaussian, matrix, real, sizes, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.substitution import substitute

d, r = sizes("d r")
t = real("t", ge=0)
G = gaussian("G", d, r)
tall, small_grid, large_grid = r <= d, (d <= 10, r <= 5), (d <= 40, r <= 20)
at_least = 1 - exp(-(t**2) / 2)
low = Pr(sqrt(d) - sqrt(r) - t <= sv(G, r)) >= at_least
high = Pr(spec(G) <= sqrt(d) + sqrt(r) + t) >= at_least
source = "[Ver10] Theorem 5.32 and Proposition 5.34, as in the proof of Corollary 5.35"


def half(title, claim, expected, *given, **fields):
    return Statement(title, given, claim, cite="Proposition A.2", expected=expected, **fields)


smallest = half("The smallest singular value", low, "assumed", tall, source=source)
smallest__checked = half("The smallest singular value, up to 10 x 5", low, "certified", tall, *small_grid)
smallest__on_a_grid = half("The smallest singular value, up to 40 x 20", low, "certified", tall, *large_grid)
largest = half("The largest singular value", high, "assumed", source=source)
largest__checked = half("The largest singular value, up to 10 x 5", high, "certified", tall, *small_grid)
largest__on_a_grid = half("The largest singular value, up to 40 x 20", high, "certified", tall, *large_grid)

# ---- with variance 1/d, from the above for sqrt(d) W' and sqrt(d) S
W, S = gaussian("W", r, d, variance=1 / d), gaussian("S", d, r, variance=1 / d)
root = sqrt(d)


def scaled(title, random, value):
    """||M|| <= 1 + sqrt(r)/sqrt(d) + t/sqrt(d) for M with variance 1/d, where sqrt(d) M or its transpose is `value`."""
    plain = matrix(random.data[0].name, *random.shape)
    big = substitute(value, {random.data[0]: plain})
    given, claim = spec(big) <= sqrt(d) + sqrt(r) + t, spec(plain) <= 1 + sqrt(r) / sqrt(d) + t / sqrt(d)
    equal = fact("spec_scaled", A=plain, c=root)
    bound = root * spec(plain) <= sqrt(d) + sqrt(r) + t
    steps = [have(0 < root), have(spec(root * plain) == root * spec(plain), equal, 0 < root), have(bound, given),
             have(claim, bound, 0 < root)]  # fmt: skip
    lemma = Statement(f"{title}, unscaled", [given], claim, argument=steps)
    likely = Pr(substitute(claim, {plain.data[0]: random})) >= at_least
    return half(title, likely, "assumed", uses=[use(largest, {G: value}), lemma])


norm_wide = scaled("The norm of an r x d matrix with variance 1/d", W, root * W.T)
norm_tall = scaled("The norm of a d x r matrix with variance 1/d", S, root * S)
