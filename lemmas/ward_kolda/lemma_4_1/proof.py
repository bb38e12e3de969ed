"""The printed proof of Lemma 4.1, sign by sign, and the inferences in the lemma's own text.

Difference from print: none in the chain; each step is the relation between two neighbouring expressions.
The sixth expression has the coefficient eta/2 where the expansion gives eta^2/2 (`@corrected`).
The printed proof derives (3) only; (4), the monotonicity clauses and the sums are asserted by "likewise" and "so".
"""

from lemmas.ward_kolda.lemma_4_1 import (
    eq_3,
    eq_4,
    gx,
    monotone,
    monotone_x,
    sum_x,
    sum_y,
)
from lemmas.ward_kolda.setting import A, T, Xs, Ys, eta, f, t
from verify import Proof, Step, for_all, fro, spec, tr
from verify.substitution import substitute

Xt, Yt, Xn = Xs[t], Ys[t], Xs[t + 1]
half = fro(A - Xt @ Yt.T) ** 2 / 2 + fro(eta * (gx @ Yt.T)) ** 2 / 2
descent = f(Xt, Yt) - eta / 2 * fro(gx) ** 2

E = [
    f(Xn, Yt),
    fro(A - Xn @ Yt.T) ** 2 / 2,
    fro(A - (Xt - eta * gx) @ Yt.T) ** 2 / 2,
    fro(A - Xt @ Yt.T + eta * (gx @ Yt.T)) ** 2 / 2,
    half - eta * tr((Xt @ Yt.T - A) @ (gx @ Yt.T).T),
    half - eta * tr((Xt @ Yt.T - A) @ Yt @ gx.T),
    f(Xt, Yt) + eta / 2 * fro(gx @ Yt.T) ** 2 - eta * fro(gx) ** 2,
    f(Xt, Yt) + eta**2 / 2 * fro(gx) ** 2 * spec(Yt) ** 2 - eta * fro(gx) ** 2,
    f(Xt, Yt) + eta / 2 * fro(gx) ** 2 - eta * fro(gx) ** 2,
    descent,
]
E6 = f(Xt, Yt) + eta**2 / 2 * fro(gx @ Yt.T) ** 2 - eta * fro(gx) ** 2


def printed(statement):
    """A clause as printed: its constants replaced by their values."""
    values = dict(statement.constants)
    return [substitute(p, values) for p in statement.given], substitute(statement.claim, values)


def at_all(statement, low, high):
    """A printed clause for every index low <= t <= high, as a line to cite."""
    return for_all(t, low, high, printed(statement)[1])


def line(text, claim, cites=(), given=None, holds="proved", follows="proved", corrected=None, uses=(), mended=()):
    given = tuple(given or hypotheses)
    return Step(text, claim, given, tuple(cites), holds, follows, tuple(uses), "", corrected, tuple(mended))


def clause(text, statement, cites):
    """An inference of the lemma's own text: one clause from earlier ones."""
    given, claim = printed(statement)
    return line(text, claim, cites, given, statement.expected, uses=statement.uses)


hypotheses = printed(eq_3)[0]
bound = hypotheses[-1]
step_y = for_all(t, 1, T, monotone(t)[1])

chain = [*(E[i] == E[i + 1] for i in range(6)), *(E[i] <= E[i + 1] for i in range(6, 9))]
mended = [*chain[:5], E[5] == E6, E6 <= E[7], *chain[7:]]

proof = Proof(
    (
        line("display, 1st =", E[0] == E[1]),
        line("display, 2nd =", E[1] == E[2]),
        line("display, 3rd =", E[2] == E[3]),
        line("display, 4th =", E[3] == E[4]),
        line("display, 5th =", E[4] == E[5]),
        line("display, the brace", (Xt @ Yt.T - A) @ Yt == gx),
        line("display, 6th =", E[5] == E[6], holds="refuted", follows="refuted", corrected=E[5] == E6),
        line("display, 1st ≤", E[6] <= E[7], holds="refuted", follows="refuted", corrected=E6 <= E[7]),
        line("display, 2nd ≤", E[7] <= E[8], [bound]),
        line("display, 3rd ≤", E[8] <= E[9]),
        line("the display as a whole", E[0] <= descent, chain, mended=mended),
        line("'a direct calculation': (3)", printed(eq_3)[1], [E[0] <= descent]),
        clause("'Consequently'", sum_x, [at_all(eq_3, 0, T), step_y]),
        clause("'Likewise': (4)", eq_4, [printed(eq_4)[0][-1]]),
        clause("'and so'", sum_y, [at_all(eq_4, 0, T), at_all(monotone_x, 0, T)]),
    ),
    cite="Proof of Lemma 4.1",
)  # fmt: skip
