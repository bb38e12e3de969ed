"""Theorem 3.1 (informal), made formal for every draw in the good event, and what its points say that can be audited.

`for any epsilon > 0 there is a step size such that for all T >= K kappa^2 / rho^2 log(||A||_F^2 / epsilon)`: at
epsilon = ||A||_F^2 the logarithm is 0 for every constant K, so that T = 0 is allowed, and the theorem says
2 f0 <= ||A||_F^2 whatever the step size is, as f0 does not depend on it (Remark 2.1). `statement` says so with the
quantifiers of print, where the loss at T = 0 is 2 f0 for every step size; `at_zero` shows a draw.
The formula of print is right for epsilon <= ||A||_F^2 / 2 (`@accurate`), with K = 45 for C = 4 and one step size for
all epsilon. For every epsilon > 0 there are two repairs, where C^2 kappa^2 / rho^2 = 1 / beta: the logarithm of
2 f0 / epsilon, or 1 more than the logarithm of ||A||_F^2 / epsilon.
`explicit step-size`: f0 is random, so beta / sqrt(24 f0) is not known before the draw; `@a_priori` has
beta / (sqrt(27) ||A||_F), which is.
Which C: the theorem's is a number; Corollary 5.2 gives 4 C^2 with the C of Assumption 2.
Points 2 and 3 are about experiments. "Independent of the ambient dimensions" in point 1: neither m nor n occurs in
the bounds on T, given f0 or ||A||_F. The formulas for 1/rho^2 are audited in `complexity`.
"""

from lemmas.ward_kolda import complexity, counting
from lemmas.ward_kolda.assumption_2 import C, beta, event, f0, loss_above, nu, rho, sigma_1_y0
from lemmas.ward_kolda.corollary_5_2.argument import bounded, draws, numbers
from lemmas.ward_kolda.corollary_5_2.logarithm import epsilon
from lemmas.ward_kolda.good_event import of_beta
from lemmas.ward_kolda.good_event.room import step_size as free
from lemmas.ward_kolda.numbers import scaled, squared, u, v
from lemmas.ward_kolda.numbers import x as w
from lemmas.ward_kolda.setting import A, T, Xs, Ys, eta, r, standing
from lemmas.ward_kolda.theorem_3_1.parts import L, at_most, g, h, inverse, loss_at_most, of_two, p, q, rooted, two, x, y
from lemmas.ward_kolda.theorem_5_1.for_all_t import count, enough, gap, within__improved
from verify import Statement, fro, log, real, spec, sqrt, sv, use
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

K = complexity.K
statement = Statement(
    "The loss at T = 0, where the bound on T allows it",
    [*complexity.event, K * complexity.scale * log(complexity.F / complexity.epsilon) <= 0],
    2 * complexity.f0 <= complexity.epsilon,
    exists=[K],
    cite="Theorem 3.1, there is C such that for any epsilon, at T = 0",
    doc="In numbers: F is ||A||_F^2, and the loss at T = 0 is 2 f0 for every step size.",
    expected="refuted",
)
at_zero = Statement(
    "The start is good enough for epsilon = ||A||_F^2",
    [*event, nu <= "1/2"],
    2 * f0 <= fro(A) ** 2,
    cite="Theorem 3.1, at epsilon = ||A||_F^2 and T = 0",
    expected="refuted",
)
ready = [
    *bounded,
    *of_beta,
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
        *of_beta,
        have(at_most, use(loss_at_most), *standing, sigma_1_y0, loss_above, nu <= "1/2"),
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(0 < fro(A) ** 2 / epsilon, 0 < fro(A)),
        have(gap <= wider, at_most),
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

# ---- the printed logarithm
accurate = epsilon <= fro(A) ** 2 / 2
ratio = fro(A) ** 2 / epsilon
statement__accurate = Statement(
    "The loss from the printed number of iterations on, for epsilon at most ||A||_F^2 / 2",
    [*given, accurate, T >= "45/16" * scale * relative],
    loss,
    cite="Theorem 3.1, with log(||A||_F^2 / epsilon)",
    corrects=at_zero,
    argument=[
        *of_beta,
        have(2 <= ratio, accurate),
        have(log(two) <= relative, fact("log_increasing", x=two, y=ratio), 2 <= ratio),
        have(log(two) >= "2/3", use(of_two)),
        have(1 + relative <= "5/2" * relative, log(two) <= relative, log(two) >= "2/3"),
        have(0 < "9/8" * scale, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
        have("9/8" * scale * (1 + relative) <= "9/8" * scale * ("5/2" * relative), 0 < "9/8" * scale,
             use(scaled, {u: 1 + relative, v: "5/2" * relative, w: "9/8" * scale}), 1 + relative <= "5/2" * relative),
        have(T >= "9/8" * scale * (1 + relative), T >= "45/16" * scale * relative,
             "9/8" * scale * (1 + relative) <= "9/8" * scale * ("5/2" * relative)),
        have(loss, use(statement__improved), *given, T >= "9/8" * scale * (1 + relative)),
    ],
    expected="proved",
)  # fmt: skip

# ---- an explicit step size
a_priori = eta <= beta / (sqrt(27) * fro(A))
before_draw = (*event, f0 > 0, C >= 4, nu <= "1/2", a_priori)
step_size__a_priori = Statement(
    "A step size that knows nothing of the draw serves",
    before_draw,
    free,
    cite="Theorem 3.1, 'explicit step-size'",
    argument=[
        *of_beta,
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(at_most, use(loss_at_most), *standing, sigma_1_y0, loss_above, nu <= "1/2"),
        have(eta * (sqrt(27) * fro(A)) <= beta, a_priori, 0 < fro(A)),
        have((eta * (sqrt(27) * fro(A))) ** 2 <= beta**2, eta * (sqrt(27) * fro(A)) <= beta,
             use(squared, {u: eta * (sqrt(27) * fro(A)), v: beta})),
        have(eta**2 * (8 * f0) <= eta**2 * (9 * fro(A) ** 2), at_most,
             use(scaled, {u: 8 * f0, v: 9 * fro(A) ** 2, w: eta**2})),
        have(free, (eta * (sqrt(27) * fro(A))) ** 2 <= beta**2, eta**2 * (8 * f0) <= eta**2 * (9 * fro(A) ** 2)),
    ],
    expected="proved",
)  # fmt: skip
in_printed_form = [
    have(free, use(step_size__a_priori), *before_draw),
    *of_beta,
    have(0 < 24 * f0, 0 < f0),
    have(eta**2 * (24 * f0) <= beta**2, free),
    have(step_size, use(rooted, {g: 24 * f0, h: beta}), eta**2 * (24 * f0) <= beta**2, 0 < 24 * f0, 0 < beta),
]
statement__a_priori = Statement(
    "The loss from the printed number of iterations on, with a step size that knows nothing of the draw",
    [*before_draw, accurate, T >= "45/16" * scale * relative],
    loss,
    cite="Theorem 3.1, 'explicit step-size', with log(||A||_F^2 / epsilon)",
    argument=[
        *in_printed_form,
        have(loss, use(statement__accurate), *given, accurate, T >= "45/16" * scale * relative),
    ],
    expected="proved",
)

# ---- the quantifiers: there is K, for C = 4
kappa_rho = spec(A) ** 2 / sv(A, r) ** 2 / rho**2
printed_count = kappa_rho * relative
forty_five = Statement(
    "The loss from 45 times the printed number of iterations on, for C = 4",
    [*before_draw, C <= 4, accurate, T >= 45 * printed_count],
    loss,
    argument=[
        *of_beta,
        have(2 <= ratio, accurate),
        have(C**2 == 16, C <= 4, C >= 4),
        have("45/16" * scale * relative == 45 * printed_count, C**2 == 16, 0 < rho, 0 < sv(A, r)),
        have(T >= "45/16" * scale * relative, T >= 45 * printed_count,
             "45/16" * scale * relative == 45 * printed_count),
        have(loss, use(statement__a_priori), *before_draw, accurate, T >= "45/16" * scale * relative),
    ],
    expected="proved",
)  # fmt: skip
some_iterations = Statement(
    "The printed number of iterations is positive",
    [*before_draw, accurate],
    0 < printed_count,
    argument=[
        *of_beta,
        have(2 <= ratio, accurate),
        have(0 < 1 - 1 / ratio, 2 <= ratio),
        have(0 < relative, fact("log_lower", x=ratio), 0 < 1 - 1 / ratio),
        have(0 < printed_count, 0 < relative, 0 < rho, 0 < spec(A), 0 < sv(A, r)),
    ],
    expected="proved",
)
statement__quantifiers = Statement(
    "There is K: the loss from K times the printed number of iterations on, for C = 4",
    [*before_draw, C <= 4, accurate, T >= K * printed_count],
    loss,
    exists=[K],
    uses=[forty_five, some_iterations],
    cite="Theorem 3.1, with its quantifiers, for epsilon at most ||A||_F^2 / 2",
    corrects=statement,
    expected="proved",
)
