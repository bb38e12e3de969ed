"""What is said of the rank of the factors and of d against r: abstract, before Assumption 2, and Theorem 3.1."""

from lemmas.ward_kolda.assumption_2 import rho, rho_positive, start, tau
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.setting import A, Xs, d, r, standing, t
from verify import Statement, colspan, rank, sqrt, use
from verify.argument import fact, have

rank_of_factors = Statement(
    "The factors have rank d",
    list(start),
    rank(Xs[t]) == d,
    cite="abstract and before Assumption 2, 'rank d'",
    doc="Print says `The factors have rank d >= r` and `of rank d > r`: d is the number of their columns.",
    expected="refuted",
)
inside = colspan(Xs[t]) <= colspan(A)
rank_of_factors__corrected = Statement(
    "The first factor has rank at most r",
    list(start),
    rank(Xs[t]) <= r,
    cite="abstract and before Assumption 2",
    corrects=rank_of_factors,
    argument=[
        have(inside, use(lemma_4_5), *start),
        have(rank(Xs[t]) <= rank(A), fact("colspan_rank", A=Xs[t], C=A), inside),
    ],
    expected="proved",
)
edge = tau * (1 - sqrt(r - 1) / sqrt(r))
square = Statement(
    "The edge case d = r: rho is positive",
    [*start, d == r],
    (0 < rho) & (rho == edge),
    cite="Theorem 3.1, 'set d >= r', against 'd > r' before Assumption 2",
    argument=[
        have((0 < rho) & (rho <= tau), use(rho_positive), *standing),
        have(rho == tau * (1 - sqrt(r - 1) / sqrt(d)), by=()),
        have(tau * (1 - sqrt(r - 1) / sqrt(d)) == edge, d == r),
        have(rho == edge, rho == tau * (1 - sqrt(r - 1) / sqrt(d)), tau * (1 - sqrt(r - 1) / sqrt(d)) == edge),
    ],
    expected="proved",
)
