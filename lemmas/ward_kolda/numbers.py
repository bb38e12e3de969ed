"""Inequalities between numbers that several proofs share. Not in the paper."""

from lemmas.ward_kolda.setting import eta
from verify import Statement, real, sqrt
from verify.argument import cases, fact, have

u, v, x = real("u"), real("v"), real("x")
p, w, mu = real("p", ge=0), real("w", gt=0), real("mu", ge=0)
H, K, G, D, F = real("H", ge=0), real("K", ge=0), real("G", ge=0), real("D", ge=0), real("F", ge=0)
b, e = real("b", gt=0), real("e", gt=0)

product = Statement("A product of nonnegative numbers", [0 <= u, 0 <= v], 0 <= u * v, expected="proved")
multiple = Statement("A multiple of an equation", [u == v], x * u == x * v, expected="proved")
scaled = Statement("A multiple of an inequality", [u <= v, 0 <= x], x * u <= x * v, expected="proved")
squared = Statement("Squares of nonnegative numbers", [0 <= u, u <= v], u**2 <= v**2, expected="proved")
ellipse = Statement(
    "A point of the disc and a point of the ball",
    [p**2 + w**2 <= 1, K**2 + G**2 <= H**2],
    p * K + w * G <= H,
    argument=[
        have((p * K + w * G) ** 2 <= H**2, p**2 + w**2 <= 1, K**2 + G**2 <= H**2),
        fact("square_order", x=p * K + w * G, y=H),
    ],
    expected="proved",
)
dominated = Statement(
    "A step whose length is at least a multiple of what is left",
    [H <= K, mu * K <= G, e * G**2 <= K**2 - H**2],
    e * mu * G <= 2 * (K - H),
    argument=[
        cases(
            K <= 0,
            [
                have(0 <= e * (0 - G**2), K <= 0, e * G**2 <= K**2 - H**2),
                have(0 <= 0 - G**2, fact("cancel_positive", x=e, y=0 - G**2), 0 <= e * (0 - G**2)),
                have(G <= 0, fact("square_order", x=G, y=0), 0 <= 0 - G**2),
                have(e * mu * G <= 0, G <= 0),
                have(e * mu * G <= 2 * (K - H), e * mu * G <= 0, H <= K),
            ],
            [
                have(0 <= K * (2 * (K - H) - e * mu * G), 0 < K, H <= K, mu * K <= G, e * G**2 <= K**2 - H**2),
                fact("cancel_positive", x=K, y=2 * (K - H) - e * mu * G),
            ],
            e * mu * G <= 2 * (K - H),
        )
    ],
    expected="proved",
)
moved = Statement(
    "How far a sum of steps may lead",
    [w * b * eta <= u**2, 0 <= u, u * D <= eta * F, 24 * eta**2 * F**2 <= b**2, 1 <= 24 * w * e**2],
    D <= e * sqrt(b / eta),
    argument=[
        have((u * D) ** 2 <= (eta * F) ** 2, 0 <= u, u * D <= eta * F),
        have(w * b * eta * D**2 <= (u * D) ** 2, w * b * eta <= u**2),
        have(w * b * eta * D**2 <= eta**2 * F**2, w * b * eta * D**2 <= (u * D) ** 2, (u * D) ** 2 <= (eta * F) ** 2),
        have(
            0 <= b * eta * (24 * w) * (e**2 * (b / eta) - D**2),
            w * b * eta * D**2 <= eta**2 * F**2,
            24 * eta**2 * F**2 <= b**2,
            1 <= 24 * w * e**2,
        ),
        have(
            0 <= e**2 * (b / eta) - D**2,
            fact("cancel_positive", x=b * eta * (24 * w), y=e**2 * (b / eta) - D**2),
            0 <= b * eta * (24 * w) * (e**2 * (b / eta) - D**2),
        ),
        have(D**2 <= (e * sqrt(b / eta)) ** 2, 0 <= e**2 * (b / eta) - D**2),
        fact("square_order", x=D, y=e * sqrt(b / eta)),
    ],
    expected="proved",
)
