"""Recognising a constant from its digits: a guess, with how likely a coincidence is; proved only where ends meet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import e, gcd, log, pi, sqrt

from verify.language import number
from verify.language import sqrt as root
from verify.tree import Expr

COINCIDENCE = 1e-3  # a match is reported when a chance match has at most this probability


@dataclass(frozen=True)
class ClosedForm:
    """text: in the notation of user files where the language has it; expr: closed, None where it lacks the function."""

    text: str
    value: float
    expr: Expr | None
    rational: Fraction | None
    chance: float


def recognise(value: float, accuracy: float = 1e-8) -> ClosedForm | None:
    """The simplest closed form within `accuracy` (relative) of the value, unless a coincidence would be likely."""
    if value != value or abs(value) in (0.0, float("inf")):
        return None
    size = abs(value)
    best: ClosedForm | None = None
    for rank, (candidate, text, expr, rational) in enumerate(_candidates(), 1):
        if abs(candidate / size - 1) <= accuracy:
            chance = min(1.0, rank * 2 * accuracy)
            sign = "-" if value < 0 else ""
            if value < 0:
                expr, rational = None if expr is None else -expr, None if rational is None else -rational
            shown = text if not sign else f"-({text})" if rational is None else str(rational)
            best = ClosedForm(shown, candidate if value > 0 else -candidate, expr, rational, chance)
            break
    return best if best is not None and best.chance <= COINCIDENCE else _rational(value, accuracy)


def _rational(value: float, accuracy: float) -> ClosedForm | None:
    """A fraction with a denominator far smaller than the accuracy could produce by chance."""
    found = Fraction(value).limit_denominator(2000)
    if abs(float(found) / value - 1) <= accuracy:
        chance = min(1.0, 2 * accuracy * abs(value) * found.denominator**2)
        if chance <= COINCIDENCE:
            return ClosedForm(str(found), float(found), number(found), found, chance)
    return None


@cache
def _candidates() -> list[tuple[float, str, Expr | None, Fraction | None]]:
    """Positive closed forms, simplest first."""
    found: list[tuple[float, float, str, Expr | None, Fraction | None]] = []
    fractions = [Fraction(p, q) for q in range(1, 33) for p in range(1, 65) if gcd(p, q) == 1]
    fractions += [Fraction(p) for p in range(65, 257)]
    for f in fractions:
        found.append((_weight(f), float(f), str(f), number(f), f))
    for f in fractions:
        if _perfect(f.numerator) and _perfect(f.denominator):
            continue
        outside, inside = _simplified(f)
        text = (
            f"sqrt({inside})"
            if outside == 1
            else f"{outside}*sqrt({inside})".replace("1*", "")
            if outside.denominator == 1
            else (
                f"sqrt({inside})/{outside.denominator}"
                if outside.numerator == 1
                else f"{outside.numerator}*sqrt({inside})/{outside.denominator}"
            )
        )
        found.append((_weight(f) + 3, sqrt(f), text, root(number(f)), None))
    for k in (2, 3, 5, 6, 7, 13, 17):
        for c in range(1, 9):
            for a in range(-12, 13):
                for b in (-4, -3, -2, -1, 1, 2, 3, 4):
                    value = (a + b * sqrt(k)) / c
                    if a and value > 0 and gcd(gcd(abs(a), abs(b)), c) == 1:
                        sign = "+" if b > 0 else "-"
                        inner = f"{a} {sign} {'' if abs(b) == 1 else f'{abs(b)}*'}sqrt({k})"
                        text = inner if c == 1 else f"({inner})/{c}"
                        expr = (number(a) + number(b) * root(number(k))) / number(c)
                        found.append((6 + abs(a) + 2 * abs(b) + 2 * c + k, value, text, expr, None))
    for name, base in (
        ("pi", pi),
        ("pi**2", pi * pi),
        ("1/pi", 1 / pi),
        ("e", e),
        ("1/e", 1 / e),
        ("log(2)", log(2)),
        ("sqrt(pi)", sqrt(pi)),
    ):
        for f in fractions:
            if f.numerator <= 8 and f.denominator <= 8:
                text = name if f == 1 else f"({f})*{name}"
                found.append((8 + _weight(f), float(f) * base, text, None, None))
    for f in fractions:
        if f.numerator <= 32 and f.denominator <= 16:
            for k in (3, 4):
                found.append(
                    (
                        _weight(f) + 6 + k,
                        float(f) ** (1 / k),
                        f"({f})**(1/{k})",
                        number(f) ** number(Fraction(1, k)),
                        None,
                    )
                )
    found.sort(key=lambda t: t[0])
    return [t[1:] for t in found]


def _weight(f: Fraction) -> float:
    return log(f.numerator * f.denominator + 1) * 4


def _perfect(n: int) -> bool:
    return round(sqrt(n)) ** 2 == n


def _simplified(f: Fraction) -> tuple[Fraction, int]:
    """sqrt(f) = outside * sqrt(inside), inside squarefree."""
    n, outside = f.numerator * f.denominator, Fraction(1, f.denominator)
    k = 2
    while k * k <= n:
        while n % (k * k) == 0:
            n, outside = n // (k * k), outside * k
        k += 1
    return outside, n
