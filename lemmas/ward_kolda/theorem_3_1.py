"""Theorem 3.1 (informal), made formal for every draw in the good event, and what its points say that can be audited.

`for any epsilon > 0 there is a step size such that for all T >= K kappa^2 / rho^2 log(||A||_F^2 / epsilon)`: at
epsilon = ||A||_F^2 the logarithm is 0 for every constant K, so that T = 0 is allowed, and the theorem says
2 f0 <= ||A||_F^2 whatever the step size is, as f0 does not depend on it (Remark 2.1). `at_zero` is that consequence.
Two repairs, where C^2 kappa^2 / rho^2 = 1 / beta: the logarithm of 2 f0 / epsilon, or 1 more than the logarithm of
||A||_F^2 / epsilon. In both the step size does not depend on epsilon, and every epsilon > 0 is allowed.
Which C: the theorem's is a number; Corollary 5.2 gives 4 C^2 with the C of Assumption 2.
Points 2 and 3 are about experiments. "Independent of the ambient dimensions" in point 1: neither m nor n occurs in
the bounds on T, given f0 or ||A||_F. The formulas for 1/rho^2 are audited in `complexity`.
"""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, loss_above, nu, rho, rho_positive, sigma_1_y0, start, tau
from lemmas.ward_kolda.corollary_5_2.argument import bounded, draws, numbers
from lemmas.ward_kolda.corollary_5_2.logarithm import epsilon
from lemmas.ward_kolda.good_event import positive, signs
from lemmas.ward_kolda.good_event.room import step_size as free
from lemmas.ward_kolda.lemma_4_5 import statement as lemma_4_5
from lemmas.ward_kolda.numbers import squared, u, v
from lemmas.ward_kolda.setting import A, T, Xs, Ys, d, eta, r, standing, t
from lemmas.ward_kolda.theorem_5_1.for_all_t import count, enough, gap, within__improved
from verify import Statement, colspan, fro, log, rank, real, spec, sqrt, sv, use
from verify.argument import fact, have
from verify.tree import as_expr

c, k, a = real("c", gt=0), real("k", ge=1), real("a", gt=0)
constants = {a: 24, c: "9/8", k: 4}
loss = fro(A - Xs[T] @ Ys[T].T) ** 2 <= epsilon
scale = C**2 * (spec(A) ** 2 / sv(A, r) ** 2) / rho**2
step_size = eta <= beta / sqrt(24 * f0)
relative = log(fro(A) ** 2 / epsilon)
given = (*event, f0 > 0, C >= 4, nu <= "1/2", step_size)
from_count = T >= "9/8" * scale * count

at_zero = Statement(
    "The start is good enough for epsilon = ||A||_F^2",
    [*event, nu <= "1/2"],
    2 * f0 <= fro(A) ** 2,
    cite="Theorem 3.1, at epsilon = ||A||_F^2 and T = 0",
    expected="refuted",
)
p, q, L = real("p", gt=0), real("q", gt=0), real("L")
x, y = real("x", gt=0), real("y", gt=0)
inverse = Statement(
    "beta times the number of iterations",
    [],
    8 * (p**2 * x**2 / (q**2 * y**2)) / 9 * ("9/8" * (q**2 * (y**2 / x**2) / p**2) * L) == L,
    expected="proved",
)
ready = [
    *bounded,
    have(signs, use(positive), *standing),
    have(free, use(counting.free, {**numbers, counting.L: "3/4"}), 0 < beta, 0 < f0, step_size),
    have(
        8 * beta / 9 * ("9/8" * scale * count) == count,
        use(inverse, {p: rho, q: C, L: count, x: sv(A, r), y: spec(A)}),
        0 < rho,
        0 < spec(A),
        0 < sv(A, r),
    ),
]
by_count = Statement(
    "The loss from a number of iterations on that counts from the initial loss",
    [*given, from_count],
    loss,
    argument=[
        *ready,
        have(8 * beta / 9 * ("9/8" * scale * count) <= 8 * beta / 9 * T, from_count, 0 < beta),
        have(enough, 8 * beta / 9 * ("9/8" * scale * count) <= 8 * beta / 9 * T,
             8 * beta / 9 * ("9/8" * scale * count) == count),
        have(loss, use(within__improved), *draws, free, 0 < f0, enough),
    ],
    expected="proved",
)  # fmt: skip
statement__corrected = Statement(
    "The loss from a number of iterations on that counts from the initial loss",
    [*event, f0 > 0, C >= k, nu <= "1/2", eta <= beta / sqrt(a * f0), T >= c * scale * count],
    loss,
    constants,
    cite="Theorem 3.1, with log(2 f0 / epsilon)",
    corrects=at_zero,
    argument=[
        have(C >= 4, C >= k),
        have(step_size, eta <= beta / sqrt(a * f0)),
        have(from_count, T >= c * scale * count),
        have(loss, use(by_count), *given, from_count),
    ],
    expected="proved",
)
three_halves, wider = as_expr("3/2"), "9/4" * (fro(A) ** 2 / epsilon)
statement__improved = Statement(
    "The loss from a number of iterations on that counts from the norm of A",
    [*given, T >= "9/8" * scale * (1 + relative)],
    loss,
    cite="Theorem 3.1, with 1 + log(||A||_F^2 / epsilon)",
    argument=[
        have(signs, use(positive), *standing),
        have(0 <= sqrt(eta) * C * spec(A) / 3 * nu, sigma_1_y0),
        have(0 < sqrt(eta) * C * spec(A) / 3, 0 < spec(A)),
        have(0 <= nu, fact("cancel_positive", x=sqrt(eta) * C * spec(A) / 3, y=nu)),
        have((1 + nu) ** 2 <= "9/4", use(squared, {u: 1 + nu, v: "3/2"}), 0 <= nu, nu <= "1/2"),
        have(2 * f0 <= "9/4" * fro(A) ** 2, loss_above, (1 + nu) ** 2 <= "9/4"),
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(0 < fro(A) ** 2 / epsilon, 0 < fro(A)),
        have(gap <= wider, 2 * f0 <= "9/4" * fro(A) ** 2),
        have(0 < gap, 0 < f0),
        have(count <= log(wider), fact("log_increasing", x=gap, y=wider)),
        have(log(wider) == log("9/4") + relative,
             fact("log_product", x="9/4", y=fro(A) ** 2 / epsilon), 0 < fro(A) ** 2 / epsilon),
        have(log(three_halves**2) == 2 * log(three_halves), fact("log_power", x=three_halves, k=2)),
        have(log(three_halves) <= "1/2", fact("log_tangent", x=three_halves)),
        have(log("9/4") <= 1, log(three_halves**2) == 2 * log(three_halves), log(three_halves) <= "1/2"),
        have(count <= 1 + relative),
        have(0 < "9/8" * scale, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have("9/8" * scale * count <= "9/8" * scale * (1 + relative), 0 < "9/8" * scale, count <= 1 + relative),
        have(from_count, "9/8" * scale * count <= "9/8" * scale * (1 + relative), T >= "9/8" * scale * (1 + relative)),
        have(loss, use(by_count), *given, from_count),
    ],
    expected="proved",
)  # fmt: skip

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
