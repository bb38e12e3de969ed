"""Numbers in the proof of `path_bound`: sizes near a start, and the budget that the steps draw on. Not in the paper."""

from lemmas.ward_kolda.numbers import v
from lemmas.ward_kolda.path_bound.movement import T
from lemmas.ward_kolda.setting import eta
from verify import Statement, real, use
from verify.argument import fact, have
from verify.tree import number

size_0, D = real("size_0", ge=0), real("D", ge=0)
A, B, gain, theta = real("A", ge=0), real("B", ge=0), real("gain", ge=0), real("theta", ge=0)
near = Statement(
    "The size of a factor",
    [size_0**2 <= 9 / (16 * eta), eta * D**2 <= B, B <= "9/64"],
    eta * (size_0 + D) ** 2 <= 1 + 2 * B,
    argument=[
        have(eta * size_0**2 <= "9/16", size_0**2 <= 9 / (16 * eta)),
        have((2 * eta * size_0 * D) ** 2 <= "9/4" * B, eta * size_0**2 <= "9/16", eta * D**2 <= B),
        have("9/4" * B <= (B + "7/16") ** 2, B <= "9/64"),
        have((2 * eta * size_0 * D) ** 2 <= (B + "7/16") ** 2, (2 * eta * size_0 * D) ** 2 <= "9/4" * B,
             "9/4" * B <= (B + "7/16") ** 2),
        have(2 * eta * size_0 * D <= B + "7/16", fact("square_order", x=2 * eta * size_0 * D, y=B + "7/16")),
        have(eta * (size_0 + D) ** 2 <= 1 + 2 * B, 2 * eta * size_0 * D <= B + "7/16", eta * size_0**2 <= "9/16",
             eta * D**2 <= B),
    ],
    expected="proved",
)  # fmt: skip
square = Statement("A square", [], 0 <= v**2, expected="proved")
near_start = Statement(
    "The size of a factor that has hardly moved",
    [size_0**2 <= 9 / (16 * eta), eta * D**2 <= B],
    eta * (size_0 + D) ** 2 <= "39/64" + 13 * B,
    argument=[
        have(eta * size_0**2 <= "9/16", size_0**2 <= 9 / (16 * eta)),
        have((2 * eta * size_0 * D) ** 2 <= "9/4" * B, eta * size_0**2 <= "9/16", eta * D**2 <= B),
        have(0 <= (12 * B - "3/64") ** 2, use(square, {v: 12 * B - "3/64"})),
        have("9/4" * B <= (12 * B + "3/64") ** 2, 0 <= (12 * B - "3/64") ** 2),
        have((2 * eta * size_0 * D) ** 2 <= (12 * B + "3/64") ** 2, (2 * eta * size_0 * D) ** 2 <= "9/4" * B,
             "9/4" * B <= (12 * B + "3/64") ** 2),
        have(2 * eta * size_0 * D <= 12 * B + "3/64", fact("square_order", x=2 * eta * size_0 * D, y=12 * B + "3/64")),
        have(eta * (size_0 + D) ** 2 <= "39/64" + 13 * B, 2 * eta * size_0 * D <= 12 * B + "3/64",
             eta * size_0**2 <= "9/16", eta * D**2 <= B),
    ],
    expected="proved",
)  # fmt: skip


def spends(a, b):
    """What the two factors have drawn together, from what each has drawn."""
    return "89/128" * (a + b) - "13/2" * (a * b)


part = number("36/25")
left = "89/128" - "13/2" * B
budget = Statement(
    "The budget keeps each part small",
    [spends(A, B) <= theta, theta <= "9/128", B <= part * theta],
    A <= part * theta,
    argument=[
        have(0 < left, theta <= "9/128", B <= part * theta),
        have(0 <= B * ("89/128" - "13/2" * (part * theta)), theta <= "9/128"),
        have(0 <= left * (part * theta - A), spends(A, B) <= theta, 0 <= B * ("89/128" - "13/2" * (part * theta))),
        fact("cancel_positive", x=left, y=part * theta - A),
    ],
    expected="proved",
)  # fmt: skip
h, k, z, F = real("h"), real("k", ge=0), real("z", ge=0), real("F", ge=0)
descent = k <= h - eta * (1 - eta * z**2 / 2) * gain**2
more = A + eta**3 * T * gain**2
spent = Statement(
    "A step draws on the budget",
    [spends(A, B) <= eta**2 * T * (F - h), descent, eta * z**2 <= "39/64" + 13 * B],
    spends(more, B) <= eta**2 * T * (F - k),
    argument=[
        have(eta * left * gain**2 <= h - k, descent, eta * z**2 <= "39/64" + 13 * B),
        have(eta**3 * T * left * gain**2 <= eta**2 * T * (h - k), eta * left * gain**2 <= h - k),
        have(spends(more, B) <= eta**2 * T * (F - k), spends(A, B) <= eta**2 * T * (F - h),
             eta**3 * T * left * gain**2 <= eta**2 * T * (h - k)),
    ],
    expected="proved",
)  # fmt: skip
