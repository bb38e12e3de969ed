"""What (8) says by being defined: its logarithm is positive; and how the logarithm undoes the exponential."""

from lemmas.ward_kolda import counting
from lemmas.ward_kolda.assumption_2 import beta, f0, horizon
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import eta
from verify import Statement, exp, log, real, sqrt, use
from verify.argument import fact, have

epsilon = real("epsilon", gt=0)
gap = 2 * f0 / epsilon
count = log(gap)
before_floor = beta / (8 * eta**2 * f0)
values = {counting.beta: beta, counting.f0: f0, counting.L: count}


def eq_8(a):
    return eta <= beta / sqrt(a * f0 * count)


printed = eq_8(32)
divisor = sqrt(32 * f0 * count)
inner, top = real("inner"), real("top")
under_root = Statement(
    "What stands under a root", [eta <= top / sqrt(inner)], 0 <= inner, argument=[have(0 <= inner)], expected="proved"
)
defined = Statement(
    "(8) takes a root",
    [printed, f0 > 0],
    0 <= divisor,
    argument=[
        have(0 <= 32 * f0 * count, use(under_root, {inner: 32 * f0 * count, top: beta}), printed),
        have(0 <= divisor, fact("root_nonnegative", x=32 * f0 * count), 0 <= 32 * f0 * count),
    ],
    expected="proved",
)
positive = Statement(
    "(8) divides by a root",
    [printed, f0 > 0, 0 <= divisor],
    0 < count,
    argument=[
        have(0 < divisor, fact("positive_of_nonzero", x=divisor), printed, 0 <= divisor),
        have(0 < divisor**2, 0 < divisor),
        have(0 < 32 * f0 * count, 0 < divisor**2),
        have(0 < count, fact("cancel_positive_strict", x=32 * f0, y=count), f0 > 0, 0 < 32 * f0 * count),
    ],
    expected="proved",
)
whole = real("M", gt=0)
log_of_ratio, ratio = log(whole / epsilon), whole / epsilon
undone = Statement(
    "The exponential of the logarithm of a ratio",
    [],
    whole * exp(-log_of_ratio) == epsilon,
    argument=[
        have(0 < ratio),
        have(exp(log_of_ratio) == ratio, fact("exp_log", x=ratio), 0 < ratio),
        have(exp(log_of_ratio + -log_of_ratio) == exp(log_of_ratio) * exp(-log_of_ratio),
             fact("exp_sum", x=log_of_ratio, y=-log_of_ratio)),
        have(exp(log_of_ratio + -log_of_ratio) == 1, fact("exp_zero", x=log_of_ratio + -log_of_ratio)),
        have(ratio * exp(-log_of_ratio) == 1, exp(log_of_ratio) == ratio,
             exp(log_of_ratio + -log_of_ratio) == exp(log_of_ratio) * exp(-log_of_ratio),
             exp(log_of_ratio + -log_of_ratio) == 1),
        have(whole * exp(-log_of_ratio) == epsilon, ratio * exp(-log_of_ratio) == 1),
    ],
    expected="proved",
)  # fmt: skip
above_one = Statement(
    "The logarithm of a ratio of more than 1 is positive",
    [epsilon < whole],
    0 < log_of_ratio,
    argument=[
        have(1 < ratio, epsilon < whole),
        have(0 < 1 - 1 / ratio, 1 < ratio),
        have(0 < log_of_ratio, fact("log_lower", x=ratio), 0 < 1 - 1 / ratio),
    ],
    expected="proved",
)
long = 4 * count / beta <= before_floor
small_steps = 32 * eta**2 * f0 * count <= beta**2
long_enough = [
    have(0 <= divisor, use(defined), printed, f0 > 0),
    have(0 < count, use(positive), printed, f0 > 0, 0 <= divisor),
    have(0 < 8 * eta**2 * f0, f0 > 0),
    have(small_steps & long, use(counting.squares, values), printed, 0 < beta, f0 > 0, 0 < count),
]


def within(rate, value=2 * f0):
    """value exp(-rate) <= epsilon, from log(value / epsilon) <= rate and 0 < value in scope."""
    rest = log(value / epsilon)
    return [
        have(exp(-rate) <= exp(-rest), rest <= rate, fact("exp_increasing", x=-rate, y=-rest), 0 < value),
        have(value * exp(-rest) == epsilon, use(undone, {whole: value}), 0 < value),
        have(value * exp(-rate) <= value * exp(-rest), 0 < value, exp(-rate) <= exp(-rest),
             use(scaled, {u: exp(-rate), v: exp(-rest), x: value})),
        have(value * exp(-rate) <= epsilon, value * exp(-rate) <= value * exp(-rest), value * exp(-rest) == epsilon),
    ]  # fmt: skip


rounded_down = [have(horizon <= before_floor, fact("floor_lower", x=before_floor), 0 < 8 * eta**2 * f0)]
