"""The numbers in appendix D: step sizes, lengths and losses of the stages, and what is true of their sums.

b1 = beta_1, f1 = f_0(1), x0 = sigma_1(X_0), q = 1/(4 epsilon), L = log(1/epsilon); s[j] is sigma_1 at the end of
stage j and h[j] the loss there. `numbers` is what the corollary says of them: (9), epsilon < 1/16, and b1 <= 9/64,
x0 <= 3/(8 sqrt(eta)), which are C >= 8 in the good event. As in the corollary, stage j has the length
floor(q^(j-1) beta_1/(8 eta^2 f_0(1))). The inequalities are not in the paper as statements of their own.
"""

from lemmas.ward_kolda.corollary_5_3 import epsilon, k, stage
from lemmas.ward_kolda.setting import eta
from verify import Statement, floor, for_all, integer, log, real, sequence, sqrt, summation, use
from verify.argument import each, fact, have, induction

b1, f1, x0 = real("b1", gt=0), real("f1", gt=0), real("x0", ge=0)
h, s = sequence(real("h", ge=0)), sequence(real("s", ge=0))
Q, i, j = real("Q", ge=2), integer("i", ge=0), integer("j", ge=1)
q, L, root = 1 / (4 * epsilon), log(1 / epsilon), sqrt(eta)


def largest(beta, loss):
    """The largest step size of (9): the loss is to fall by the factor epsilon."""
    return beta / sqrt(32 * loss * log(1 / epsilon))


def length(beta, loss):
    return beta / (8 * eta**2 * loss)


def lengths(beta, loss):
    """T_1 + ... + T_k."""
    return summation(floor(q**stage * length(beta, loss)), stage, 0, k - 1)


small = epsilon < "1/16"
b2, f2, P = b1 / 4, epsilon * f1, length(b1, f1)
numbers = (small, eta <= largest(b1, f1), b1 <= "9/64", x0 <= 3 / (8 * root))

# ---- (13)

eq_13 = largest(b2, f2) == 1 / (4 * sqrt(epsilon)) * largest(b1, f1)
log_positive = [have(0 < 1 / epsilon), have(0 < L, small, fact("log_lower", x=1 / epsilon))]
step_size = Statement(
    "(13), =",
    numbers[:2],
    eq_13,
    argument=[
        *log_positive,
        have(0 < 32 * f1 * L, 0 < L),
        have(sqrt(epsilon * (32 * f1 * L)) == sqrt(epsilon) * sqrt(32 * f1 * L), 0 < 32 * f1 * L,
             fact("root_product", x=epsilon, y=32 * f1 * L)),
        have(0 < sqrt(32 * f1 * L), fact("root_positive", x=32 * f1 * L), 0 < 32 * f1 * L),
        have(0 < sqrt(epsilon)),
        have(sqrt(32 * (epsilon * f1) * L) == sqrt(epsilon) * sqrt(32 * f1 * L)),
        have(eq_13),
    ],
    expected="proved",
)  # fmt: skip
satisfied = Statement(
    "(13) is satisfied",
    [epsilon <= "1/16", eta <= largest(b1, f1), eq_13],
    eta <= largest(b2, f2),
    argument=[
        have(4 * sqrt(epsilon) <= 1, epsilon <= "1/16"),
        have(1 <= 1 / (4 * sqrt(epsilon)), 4 * sqrt(epsilon) <= 1),
        have(0 <= largest(b1, f1)),
        have(largest(b1, f1) <= 1 / (4 * sqrt(epsilon)) * largest(b1, f1), 0 <= largest(b1, f1),
             1 <= 1 / (4 * sqrt(epsilon))),
    ],
    expected="proved",
)  # fmt: skip

# ---- sums over the stages


def powers(base, n):
    """1 + base + ... + base^(n - 1)."""
    return summation(base**stage, stage, 0, n - 1)


def halves(n):
    """1/2 + ... + 1/2^n."""
    return summation("1/2" ** j, j, 1, n)


geometric = Statement(
    "A geometric sum",
    [],
    powers(Q, k) <= Q**k,
    argument=[
        induction(i, 0, k, powers(Q, i) <= Q**i, base=[have(powers(Q, 0) == 0), have(powers(Q, 0) <= Q**0)], step=[
            have(powers(Q, i + 1) == powers(Q, i) + Q**i),
            have(2 * Q**i <= Q ** (i + 1)),
            have(powers(Q, i + 1) <= Q ** (i + 1)),
        ]),
        have(powers(Q, k) <= Q**k, for_all(i, 0, k, powers(Q, i) <= Q**i)),
    ],
    expected="proved",
)  # fmt: skip
below_one = Statement(
    "A sum of powers of one half",
    [],
    halves(k) <= 1,
    argument=[
        induction(i, 0, k, halves(i) + "1/2" ** i <= 1, base=[have(halves(0) == 0), have(halves(0) + 1 <= 1)], step=[
            have(halves(i + 1) == halves(i) + "1/2" ** (i + 1)),
            have("1/2" ** (i + 1) == "1/2" ** i / 2),
        ]),
        have(halves(k) + "1/2" ** k <= 1, for_all(i, 0, k, halves(i) + "1/2" ** i <= 1)),
        have(0 <= "1/2" ** k),
        have(halves(k) <= 1),
    ],
    expected="proved",
)  # fmt: skip
rounded = Statement(
    "The stages without rounding",
    [],
    lengths(b1, f1) <= P * powers(q, k),
    argument=[each(stage, 0, k - 1, [fact("floor_lower", x=q**stage * P)], floor(q**stage * P) <= q**stage * P)],
    expected="proved",
)
last_stage = Statement(
    "The stages together",
    [small],
    floor(P) * powers(q, k) <= floor(P) * q**k,
    argument=[
        have(2 <= q, small),
        have(0 <= floor(P), fact("floor_greatest", k=0, x=P)),
        have(powers(q, k) <= q**k, 2 <= q, use(geometric, {Q: q})),
        have(floor(P) * powers(q, k) <= floor(P) * q**k, 0 <= floor(P), powers(q, k) <= q**k),
    ],
    expected="proved",
)
eq_14 = for_all(stage, 1, k - 1, floor(q**stage * P) == floor(q ** (stage - 1) * P) * q)
each_stage = floor(q**i * P) == floor(P) * q**i
without_floors = Statement(
    "The stages together, if (14) were right",
    [eq_14],
    lengths(b1, f1) == floor(P) * powers(q, k),
    argument=[
        induction(i, 0, k - 1, each_stage, base=[have(floor(q**0 * P) == floor(P) * q**0)], step=[
            have(floor(q ** (i + 1) * P) == floor(q**i * P) * q, eq_14),
            have(q ** (i + 1) == q**i * q),
            have(floor(q ** (i + 1) * P) == floor(P) * q ** (i + 1)),
        ]),
        each(i, 0, k - 1, [have(each_stage, for_all(i, 0, k - 1, each_stage))], floor(q**i * P) <= floor(P) * q**i),
        each(i, 0, k - 1, [have(each_stage, for_all(i, 0, k - 1, each_stage))], floor(P) * q**i <= floor(q**i * P)),
        have(lengths(b1, f1) <= floor(P) * powers(q, k), for_all(i, 0, k - 1, floor(q**i * P) <= floor(P) * q**i)),
        have(floor(P) * powers(q, k) <= lengths(b1, f1), for_all(i, 0, k - 1, floor(P) * q**i <= floor(q**i * P))),
        have(lengths(b1, f1) == floor(P) * powers(q, k), lengths(b1, f1) <= floor(P) * powers(q, k),
             floor(P) * powers(q, k) <= lengths(b1, f1)),
    ],
    expected="proved",
)  # fmt: skip
losses = Statement(
    "The loss after every stage",
    [for_all(stage, 0, k - 1, h[stage + 1] <= epsilon * h[stage])],
    h[k] <= epsilon**k * h[0],
    argument=[
        induction(i, 0, k, h[i] <= epsilon**i * h[0], base=[have(h[0] <= epsilon**0 * h[0])], step=[
            have(h[i + 1] <= epsilon * h[i], for_all(stage, 0, k - 1, h[stage + 1] <= epsilon * h[stage])),
            have(epsilon * h[i] <= epsilon * (epsilon**i * h[0]), h[i] <= epsilon**i * h[0]),
            have(h[i + 1] <= epsilon ** (i + 1) * h[0]),
        ]),
        have(h[k] <= epsilon**k * h[0], for_all(i, 0, k, h[i] <= epsilon**i * h[0])),
    ],
    expected="proved",
)  # fmt: skip
