"""Lemma 4.5: the iterates X_t stay in the column space of A. For all t >= 0.

`@any_rank` is the same claim without rank(A) = r, for Remark 4.7.
In the printed chain `∪` is a set union; the sum of the column spaces is meant and is `@corrected`.
The lines after "Suppose" hold under the lemma's hypotheses and that supposition.
"""

from lemmas.ward_kolda.setting import X0, A, Xs, Ys, alternating, eta, m, n, standing, t
from verify import Proof, Statement, Step, colspan, for_all, implies, integer, matrix

statement = Statement(
    "The iterates stay in the column space",
    [*standing, colspan(X0) <= colspan(A)],
    colspan(Xs[t]) <= colspan(A),
    cite="Lemma 4.5",
    expected="proved",
)
B = matrix("A", m, n)
statement__any_rank = Statement(
    "The iterates stay in the column space, for A of any rank",
    [colspan(X0) <= colspan(B)],
    colspan(alternating(B)[0][t]) <= colspan(B),
    cite="Lemma 4.5, beyond exact rank",
    expected="proved",
)

s = integer("s", ge=0)
gram = Xs[t] @ Ys[t].T @ Ys[t]
suppose = colspan(Xs[t]) <= colspan(A)
update = colspan(Xs[t] + eta * (A @ Ys[t]) - eta * gram)
union = colspan(Xs[t]) | colspan(A @ Ys[t]) | colspan(gram)
total = colspan(Xs[t]) + colspan(A @ Ys[t]) + colspan(gram)
inside = (*statement.given, suppose)


def line(text, claim, cites=(), holds="proved", follows="proved", corrected=None, mended=(), given=inside):
    return Step(text, claim, given, tuple(cites), holds, follows, (), "", corrected, tuple(mended))


chain = (colspan(Xs[t + 1]) == update, update <= union, union <= colspan(A))
mended = (chain[0], update <= total, total <= colspan(A))
then = colspan(Xs[t + 1]) <= colspan(A)
proof = Proof(
    (
        line("first ⊆ after 'Then'", colspan(gram) <= colspan(Xs[t])),
        line("second ⊆ after 'Then'", suppose, [suppose]),
        line("display, =", chain[0]),
        line("display, first ⊆", chain[1], holds="refuted", follows="refuted", corrected=update <= total),
        line("display, second ⊆", chain[2], [suppose, colspan(gram) <= colspan(Xs[t])]),
        line("the display as a whole", then, chain, mended=mended),
        line(
            "for all t",
            statement.claim,
            [
                colspan(X0) <= colspan(A),
                for_all(s, 0, t - 1, implies(colspan(Xs[s]) <= colspan(A), colspan(Xs[s + 1]) <= colspan(A))),
            ],
            given=statement.given,
        ),
    ),
    cite="Proof of Lemma 4.5",
)  # fmt: skip
