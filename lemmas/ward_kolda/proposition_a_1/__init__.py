"""Proposition A.1: how small the least singular value of a d x r Gaussian matrix is, d >= r.

C1 and C2 are printed as universal and unnamed constants. `statement` says that there are some. `sharp` has C1 = sqrt(e)
and no exponential term: by hand for all d >= r (verify/laws/edges.py, with the reason why no smaller constant serves
all sizes), by the checker on a grid. `exponential`: what the second term buys. `python -m verify.laws --text` prints
the set of (C1, C2) that the exact law forces, and the set that it certifies, on the grid up to (40, 20).
`least_constant`: C1 >= 1 in every admissible pair, and how large C1 is for a given C2. `scaled.statement` is what
appendix C uses: the transpose, entries N(0, 1/d), and the other event.
"""

from verify import Pr, Statement, exp, gaussian, real, sizes, sqrt, sv

d, r = sizes("d r")
tau, C1, C2 = real("tau", ge=0), real("C1", gt=0), real("C2", gt=0)
c, c2 = real("c"), real("c2")
G = gaussian("G", d, r)
tall = r <= d
source = "[RV09] Theorem 1.1"
small = Pr(sv(G, r) <= tau * (sqrt(d) - sqrt(r - 1)))
on_grid = (tall, d <= 40, r <= 20)

statement = Statement(
    "The smallest singular value of a Gaussian matrix",
    [tall],
    small <= (C1 * tau) ** (d - r + 1) + exp(-C2 * d),
    exists=[C1, C2],
    cite="Proposition A.1",
    source=source,
    expected="assumed",
)
sharp = Statement(
    "The smallest singular value, with C1 = sqrt(e) and no exponential term",
    [tall],
    small <= (c * tau) ** (d - r + 1),
    {c: sqrt(exp(1))},
    cite="Proposition A.1",
    doc="For all sizes this is proved by hand, in verify/laws/edges.py, and not by the checker.",
    source="verify/laws/edges.py, by hand",
    expected="assumed",
)
sharp__on_a_grid = Statement(
    "The smallest singular value, with C1 = sqrt(e) and no exponential term, up to 40 x 20",
    on_grid,
    small <= (c * tau) ** (d - r + 1),
    {c: sqrt(exp(1))},
    cite="Proposition A.1",
    expected="certified",
)
sharp__smaller_constant = Statement(
    "The smallest singular value, with C1 = 3/2 and no exponential term",
    [tall],
    small <= (c * tau) ** (d - r + 1),
    {c: "3/2"},
    cite="Proposition A.1",
    doc="No constant below sqrt(e) = 1.648... serves all sizes.",
    expected="refuted",
)
exponential__on_a_grid = Statement(
    "The smallest singular value, with C1 = 23/20 and C2 = 1/10, up to 40 x 20",
    on_grid,
    small <= (c * tau) ** (d - r + 1) + exp(-c2 * d),
    {c: "23/20", c2: "1/10"},
    cite="Proposition A.1",
    doc="On the grid alone: for all sizes C2 = 1/10 forces C1 >= 1.288 (`least_constant`).",
    expected="certified",
)
exponential__smaller_constant = Statement(
    "The smallest singular value, with C1 = 13/10 and C2 = 1/2",
    [tall],
    small <= (c * tau) ** (d - r + 1) + exp(-c2 * d),
    {c: "13/10", c2: "1/2"},
    cite="Proposition A.1",
    doc="C2 = 1/2 forces C1 >= 1.523 (`least_constant`).",
    expected="refuted",
)
