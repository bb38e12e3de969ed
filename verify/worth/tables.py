"""For each (r, d): what the printed theorem can promise, what its proof could have promised, and what is true.

The good event: sigma_r(V'Phi_1) >= rho, sigma_1(V'Phi_1) <= 3, sigma_1(Phi_2) <= 3. For every A of rank r it implies
item 1 and, with (1 - nu)^2 / 2 as its lower bound, item 2 of Proposition 4.3; for kappa = 1 and D = C nu / 9 item 1 is
this event. So the probability of the event is that of both readings `item_1` and `event` of
lemmas/ward_kolda/assumption_2.py at the worst A. The reading `printed_event` has probability 0 unless nu = 0: its two
bounds on f0 contradict each other, as (1 + nu)^2 (1 - nu)^2 < 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from verify.arithmetic._flint import working
from verify.laws.good_event import good_event, same_proof_delta, union_delta
from verify.laws.wishart import check_sizes
from verify.worth.numbers import Enclosure, Number, WorthError, above, enclose, enclose_probability, number, size
from verify.worth.printed import ceiling, greatest, guaranteed, widest

RANKS = (1, 2, 3, 5, 10, 20)
BITS = 128


@dataclass(frozen=True)
class Row:
    """Probabilities at one (r, d), for n columns of A and the table's tau. An upper end may be far where it says so.

    vacuous           delta of (A2d) >= 1 whatever tau, C1 and C2 are
    ceiling           the supremum of 1 - delta over tau, C1, C2; never reached
    widest            the tau below which delta < 1: low with C1 = sqrt(e), high for every admissible constants
    printed           1 - delta at tau with C1 = sqrt(e) and no exponential term, which is proved
    printed_most      no admissible constants give 1 - delta more than this at tau
    proof_ceiling     1 - delta with the deviations of the same proof chosen best, the limit for small tau
    proof             the same at tau
    union             1 - the sum of the exact probabilities that the three parts of the event fail
    event             the true probability of the event as the proof needs it (module docstring)
    event_appendix_c  the same with sigma_1(Phi_1) for sigma_1(V'Phi_1), as appendix C has it
    """

    r: int
    d: int
    n: int
    tau: Fraction
    vacuous: bool
    ceiling: Enclosure
    widest: Enclosure
    printed: Enclosure
    printed_most: Fraction
    proof_ceiling: Enclosure
    proof: Enclosure
    union: Enclosure
    event: Enclosure
    event_appendix_c: Enclosure

    def to_json(self) -> dict[str, object]:
        """Ends as decimals of 20 digits, rounded outwards."""
        ends = {name: value.to_json() for name, value in vars(self).items() if isinstance(value, Enclosure)}
        return {
            "r": self.r, "d": self.d, "n": self.n, "tau": str(self.tau), "vacuous": self.vacuous,
            "printed_most": above(self.printed_most), **ends,
        }  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Rows for one n and one tau, r by r."""

    n: int
    tau: Fraction
    rows: tuple[Row, ...]

    def to_json(self) -> dict[str, object]:
        """As `proofgauge worth --json` prints it."""
        return {
            "format": "proofgauge worth 2", "n": self.n, "tau": str(self.tau),
            "printed_event": "0 unless nu = 0: the two bounds on f0 contradict each other",
            "rows": [row.to_json() for row in self.rows],
        }  # fmt: skip


def pairs(ranks: Sequence[int] | None = None, widths: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """(r, d) of all the ranks and widths with d >= r; without widths d = r, r + 1, 2 r and 4 r.

    Raises WorthError for what is no size, and for a rank that has no width.
    """
    found: list[tuple[int, int]] = []
    for r in dict.fromkeys(RANKS if ranks is None else ranks):
        size("r", r)
        chosen = (r, r + 1, 2 * r, 4 * r) if widths is None else widths
        fitting = sorted({size("d", d) for d in chosen if size("d", d) >= r})
        if not fitting:
            raise WorthError(f"d = {', '.join(map(str, chosen))} is below r = {r}: the factors need at least r columns")
        found += [(r, d) for d in fitting]
    return found


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, with the table of the rows that were done."""

    def __init__(self, found: Table, wanted: int) -> None:
        super().__init__()
        self.found, self.wanted = found, wanted


def table(
    sizes: Iterable[tuple[int, int]] | None = None,
    n: int = 100,
    tau: Number = "1/4",
    progress: Callable[[int, int, float], None] | None = None,
) -> Table:
    """The table for the given (r, d) (default: `pairs()`), for A with n columns and tau > 0.

    progress: called as progress(rows done, rows, share of the work done).

    Raises Interrupted at Ctrl-C after the first row; WorthError for a size that is not at least 1, d < r, n < r, or tau
    that is not positive and finite; Unsupported where (d, r) is beyond the exact law (d <= 10 000, r <= 64).
    """
    at, columns = number("tau", tau), size("n", n)
    if at <= 0:
        raise WorthError(f"tau = {tau}: it must be above 0")
    asked = pairs() if sizes is None else list(sizes)
    for r, d in asked:
        if size("d", d) < size("r", r):
            raise WorthError(f"d = {d} is below r = {r}: the factors need at least r columns")
        if columns < r:
            raise WorthError(f"n = {n} is below r = {r}: an m x n matrix of rank r needs n >= r")
        check_sizes(d, r)  # here, lest the rows before it are lost
    rows: list[Row] = []
    spent, whole = 0, sum(_effort(r) for r, _ in asked)
    try:
        for r, d in asked:
            rows.append(_row(r, d, columns, at))
            if progress is not None:
                spent += _effort(r)
                progress(len(rows), len(asked), spent / whole)
    except KeyboardInterrupt:
        if not rows:
            raise
        raise Interrupted(Table(columns, at, tuple(rows)), len(asked)) from None
    return Table(columns, at, tuple(rows))


def _effort(r: int) -> int:
    """How long a row takes, in some unit, as measured: 20 times as long for r = 64 as for r = 1."""
    return 200 + r * r


def _row(r: int, d: int, n: int, tau: Fraction) -> Row:
    event, most = good_event(n, d, r, tau), ceiling(d, r)
    with working(BITS):
        limit, proof = (enclose(1 - same_proof_delta(n, d, r, t)) for t in (Fraction(0), tau))
        union = enclose(1 - union_delta(n, d, r, tau))
    return Row(
        r, d, n, tau, most.high < 0, most, widest(d, r), guaranteed(d, r, tau), greatest(d, r, tau), limit, proof,
        union, enclose_probability(event.needed), enclose_probability(event.printed),
    )  # fmt: skip
