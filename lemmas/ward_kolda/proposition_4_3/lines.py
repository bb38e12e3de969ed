"""A line about a draw, and a line with a probability."""

from lemmas.ward_kolda.proposition_4_3.draw import printed
from verify import Step

for_negative_d = {"reading": "D_nonnegative", "doc": "False for D < 0 only, and true as printed for 0 <= D."}


def line(text, claim, cites=(), given=printed, holds="proved", follows="proved", **fields):
    return Step(text, claim, tuple(given), tuple(cites), holds, follows, **fields)


def probable(text, claim, given, corrected=None, uses=(), **fields):
    """With a probability: deduced, or refuted and its correction deduced."""
    verdict = "assumed" if corrected is None else "refuted"
    return Step(text, claim, given, given, verdict, verdict, tuple(uses), corrected=corrected,
                corrected_expected="assumed", **fields)  # fmt: skip
