"""The last display of appendix D in numbers: its five expressions as printed, and as they should read.

Print has the last stage k in every term of the first sum, and the exponent j for j - 1 in the second and third line.
The bound 1/2 in the fifth is right where rho <= 1, with the printed fourth line and with the mended one
(`@rho_at_most_one`: C >= 8 and rho <= 1 are beta_1 <= 1/64); without that C >= 8 gives 3/4, which is what Proposition
4.2 asks for.
"""

from lemmas.ward_kolda.assumption_2 import C, beta, rho
from lemmas.ward_kolda.corollary_5_3 import epsilon, k
from lemmas.ward_kolda.corollary_5_3.stages import P, b1, below_one, f1, halves, i, j, length, numbers, q, root, s, x0
from lemmas.ward_kolda.good_event import of_beta
from lemmas.ward_kolda.good_event.room import beta_of_rho
from lemmas.ward_kolda.numbers import scaled, u, v, x
from lemmas.ward_kolda.setting import eta, standing
from verify import Statement, floor, for_all, sqrt, summation, use
from verify.argument import each, fact, have, induction


def distance(e, beta, loss):
    """sqrt(2 T_(e+1) f_0(e+1)), up to the factor sqrt(eta): how far a stage of this length leads at the most."""
    return sqrt(2 * floor(q**e * length(beta, loss)) * (epsilon**e * loss))


def unrounded(e, beta, loss):
    """The j-th term of the second line with the exponent e."""
    return sqrt(2 * (q**e * (beta / (8 * loss)) * (epsilon**e * loss)))


def lines(beta, loss, x0, last, e, halves, fourth, fifth):
    """The five right-hand sides: `last` is the exponent in the first sum and e that in the second."""
    return (
        x0 + root * summation(distance(last, beta, loss), j, 1, k),
        3 / (8 * root) + 1 / root * summation(unrounded(e, beta, loss), j, 1, k),
        3 / (8 * root) + sqrt(beta) / (2 * root) * halves,
        (3 + fourth * sqrt(beta)) / (8 * root),
        fifth,
    )


def printed(beta, loss, x0):
    return lines(beta, loss, x0, k - 1, j, halves(k), 4, 1 / (2 * root))


def mended(beta, loss, x0):
    return lines(beta, loss, x0, j - 1, j - 1, summation("1/2" ** (j - 1), j, 1, k), 8, 3 / (4 * root))


stage_end = for_all(j, 1, k, s[j] <= s[j - 1] + sqrt(2 * floor(q ** (j - 1) * P) * eta * (epsilon ** (j - 1) * f1)))
stages = (s[0] == x0, stage_end)
first, second, third, fourth, fifth = mended(b1, f1, x0)


def up_to(n):
    """The first line after n stages."""
    return s[n] <= x0 + root * summation(distance(j - 1, b1, f1), j, 1, n)


split = sqrt(2 * floor(q**i * P) * eta * (epsilon**i * f1)) == root * distance(i, b1, f1)
positive = 0 <= 2 * floor(q**i * P) * (epsilon**i * f1)
summed = Statement(
    "The first line, with the stage j in the j-th term",
    stages,
    s[k] <= first,
    argument=[
        induction(i, 0, k, up_to(i), base=[
            have(summation(distance(j - 1, b1, f1), j, 1, 0) == 0),
            have(up_to(0)),
        ], step=[
            have(0 <= q**i * P),
            have(0 <= floor(q**i * P), fact("floor_greatest", k=0, x=q**i * P), 0 <= q**i * P),
            have(positive, 0 <= floor(q**i * P)),
            have(split, positive, fact("root_product", x=eta, y=2 * floor(q**i * P) * (epsilon**i * f1))),
            have(s[i + 1] <= s[i] + sqrt(2 * floor(q**i * P) * eta * (epsilon**i * f1)), stage_end),
            have(summation(distance(j - 1, b1, f1), j, 1, i + 1)
                 == summation(distance(j - 1, b1, f1), j, 1, i) + distance(i, b1, f1)),
            have(up_to(i + 1)),
        ]),
        have(s[k] <= first, for_all(i, 0, k, up_to(i))),
    ],
    expected="proved",
)  # fmt: skip
e = j - 1
term = root * distance(e, b1, f1) <= 1 / root * unrounded(e, b1, f1)
unfloored = Statement(
    "From the first line to the second",
    [x0 <= 3 / (8 * root)],
    first <= second,
    argument=[
        each(j, 1, k, [
            fact("floor_lower", x=q**e * P),
            have(0 <= floor(q**e * P), fact("floor_greatest", k=0, x=q**e * P)),
            have(0 <= epsilon**e * f1),
            have(floor(q**e * P) * (epsilon**e * f1) <= q**e * P * (epsilon**e * f1)),
            have(0 <= 2 * floor(q**e * P) * (epsilon**e * f1)),
            have(0 <= 2 * (q**e * (b1 / (8 * f1)) * (epsilon**e * f1))),
            have((root * distance(e, b1, f1)) ** 2 <= (1 / root * unrounded(e, b1, f1)) ** 2),
            have(0 <= 1 / root * unrounded(e, b1, f1)),
            fact("square_order", x=root * distance(e, b1, f1), y=1 / root * unrounded(e, b1, f1)),
        ], term),
    ],
    expected="proved",
)  # fmt: skip


def exact(e):
    """The j-th term of the second line without its root."""
    return unrounded(e, b1, f1) == sqrt(b1) / 2 * "1/2" ** e


def without_root(e):
    half = sqrt(b1) / 2 * "1/2" ** e
    return [
        have(q**e * epsilon**e == "1/4" ** e, fact("power_product", x=q, y=epsilon, k=e)),
        have("1/2" ** e * "1/2" ** e == "1/4" ** e, fact("power_product", x="1/2", y="1/2", k=e)),
        have(2 * (q**e * (b1 / (8 * f1)) * (epsilon**e * f1)) == half**2),
        have(0 <= "1/2" ** e),
        have(0 <= half),
        have(sqrt(half**2) == half, 0 <= half, fact("root_of_square", x=half)),
        have(exact(e)),
    ]


printed_lines = printed(b1, f1, x0)
rooted_printed = Statement(
    "From the second line to the third, as printed",
    [],
    printed_lines[1] <= printed_lines[2],
    argument=[each(j, 1, k, without_root(j), unrounded(j, b1, f1) <= sqrt(b1) / 2 * "1/2" ** j)],
    expected="proved",
)
rooted = Statement(
    "From the second line to the third",
    [],
    second <= third,
    argument=[each(j, 1, k, without_root(e), unrounded(e, b1, f1) <= sqrt(b1) / 2 * "1/2" ** e)],
    expected="proved",
)
added_printed = Statement(
    "From the third line to the fourth, as printed",
    [],
    printed_lines[2] <= printed_lines[3],
    argument=[have(halves(k) <= 1, use(below_one))],
    expected="proved",
)
doubled = summation("1/2" ** e, j, 1, k)
added = Statement(
    "From the third line to the fourth",
    [],
    third <= fourth,
    argument=[
        have(halves(k) <= 1, use(below_one)),
        each(
            j, 1, k, [have("1/2" ** e == 2 * "1/2" ** j, fact("power_sum", x="1/2", k=e, l=1))],
            "1/2" ** e <= 2 * "1/2" ** j,
        ),
        have(doubled <= 2 * halves(k), for_all(j, 1, k, "1/2" ** e <= 2 * "1/2" ** j)),
        have(doubled <= 2, doubled <= 2 * halves(k), halves(k) <= 1),
    ],
    expected="proved",
)  # fmt: skip
bounded = Statement(
    "From the fourth line to the fifth",
    numbers,
    fourth <= fifth,
    argument=[
        have(sqrt(b1) <= "3/8", b1 <= "9/64"),
        have(3 + 8 * sqrt(b1) <= 6, sqrt(b1) <= "3/8"),
        have(fourth <= fifth, 3 + 8 * sqrt(b1) <= 6),
    ],
    expected="proved",
)
small_rho = [b1 <= "1/64"]
sqrt_b1 = have(sqrt(b1) <= "1/8", b1 <= "1/64")
bounded_printed__rho_at_most_one = Statement(
    "From the fourth line to the fifth, as printed, where rho is at most 1",
    small_rho,
    printed_lines[3] <= printed_lines[4],
    argument=[sqrt_b1, have(3 + 4 * sqrt(b1) <= 4, sqrt_b1), have(printed_lines[3] <= printed_lines[4])],
    cite="Appendix D, display, 5th ≤",
    expected="proved",
)
bounded__rho_at_most_one = Statement(
    "From the mended fourth line to the printed fifth, where rho is at most 1",
    small_rho,
    fourth <= printed_lines[4],
    argument=[sqrt_b1, have(3 + 8 * sqrt(b1) <= 4, sqrt_b1), have(fourth <= printed_lines[4])],
    cite="Appendix D, display, 5th ≤",
    expected="proved",
)
beta_small = Statement(
    "beta is at most 1 / 64 where rho is at most 1 and C at least 8",
    [*standing, rho <= 1, C >= 8],
    beta <= "1/64",
    argument=[
        *of_beta,
        have(C**2 * beta <= 1, use(beta_of_rho), *standing, rho <= 1),
        have(64 <= C**2, C >= 8),
        have(beta * 64 <= beta * C**2, use(scaled, {u: 64, v: C**2, x: beta}), 64 <= C**2, 0 < beta),
        have(beta <= "1/64", beta * 64 <= beta * C**2, C**2 * beta <= 1),
    ],
    cite="Appendix D, display, 5th ≤",
    expected="proved",
)
