"""The printed proof of Proposition 4.3, appendix C, line by line.

"epsilon" in print is tau. Lines about a draw are for all draws, lines with a probability for the random matrices; the
latter rest on Propositions A.1 and A.2, which are `assumed`. What is "refuted" there is a bound on a probability, by
the exact law, and not an improbable draw; it is so for d <= m and d <= n too, which section 1 says more strongly.
C1 = sqrt(e), C2 > 0 is any number.
V'Phi_1 has independent N(0, 1/d) entries: columns of V'Phi_1 are independent as those of Phi_1 are, jointly Gaussian,
with the covariance that the second step computes. (verify/checking/laws/events.py: the rule that the checker has.)

Slips. The norm of Phi_1, of n rows with variance 1/d, is near 1 + sqrt(n/d): only that of V'Phi_1 is small. m stands
for n in the norm of Phi_2, and the bound by 3 takes d <= m or d <= n. 0 <= D is not said: all lines that fail for D < 0
only are true as printed with it (`@D_nonnegative`), and their falling is one slip. (12) goes on with the least singular
value of a matrix of which only the norm is bounded, and 1/(1 - nu)^2 is a misprint. With V V'Phi_1 for Phi_1 the last
two displays hold as corrected (`probability.events`).
"""

from lemmas.ward_kolda.proposition_4_3.event_lines import end, law, probabilities
from lemmas.ward_kolda.proposition_4_3.item_lines import items
from lemmas.ward_kolda.proposition_4_3.loss_lines import loss, norm_of_m
from lemmas.ward_kolda.proposition_4_3.start_lines import start
from verify import Proof

proof = Proof((*law, *probabilities, *start, *norm_of_m, *loss, *end, *items), cite="Proof of Proposition 4.3")
