"""Numbers in the proof of `path_bound`: sizes near a start, and the budget that the steps draw on. Not in the paper."""

from lemmas.ward_kolda.path_bound.movement import T
from lemmas.ward_kolda.setting import eta
from verify import Statement, real
from verify.argument import fact, have

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
budget = Statement(
    "The budget keeps each part small",
    [(A + B) / 2 - A * B <= theta, theta <= "9/128", B <= 2 * theta],
    A <= 2 * theta,
    argument=[
        have(0 < "1/2" - B, theta <= "9/128", B <= 2 * theta),
        have(0 <= B * ("1/2" - 2 * theta), theta <= "9/128"),
        have(0 <= ("1/2" - B) * (2 * theta - A), (A + B) / 2 - A * B <= theta, 0 <= B * ("1/2" - 2 * theta)),
        fact("cancel_positive", x="1/2" - B, y=2 * theta - A),
    ],
    expected="proved",
)  # fmt: skip
h, k, z, F = real("h"), real("k", ge=0), real("z", ge=0), real("F", ge=0)
descent = k <= h - eta * (1 - eta * z**2 / 2) * gain**2
more = A + eta**3 * T * gain**2
spent = Statement(
    "A step draws on the budget",
    [(A + B) / 2 - A * B <= eta**2 * T * (F - h), descent, eta * z**2 <= 1 + 2 * B],
    (more + B) / 2 - more * B <= eta**2 * T * (F - k),
    argument=[
        have(eta * ("1/2" - B) * gain**2 <= h - k, descent, eta * z**2 <= 1 + 2 * B),
        have(eta**3 * T * ("1/2" - B) * gain**2 <= eta**2 * T * (h - k), eta * ("1/2" - B) * gain**2 <= h - k),
        have((more + B) / 2 - more * B <= eta**2 * T * (F - k), (A + B) / 2 - A * B <= eta**2 * T * (F - h),
             eta**3 * T * ("1/2" - B) * gain**2 <= eta**2 * T * (h - k)),
    ],
    expected="proved",
)  # fmt: skip
