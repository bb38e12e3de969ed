"""Random matrices have full rank almost surely, and what the exact law certifies up to 8 x 8. Not in the paper."""

from lemmas.ward_kolda.setting import d, n, r
from verify import Pr, Statement, gaussian, real, sv

s = real("s", gt=0)
G = gaussian("G", d, r, variance=s)
W, S = gaussian("W", r, d, variance=1 / d), gaussian("S", n, d, variance=1 / n)
statement = Statement(
    "A Gaussian matrix has full rank almost surely",
    [r <= d],
    Pr(0 < sv(G, r)) >= 1,
    source="R. L. Dykstra, Annals of Mathematical Statistics 41 (1970), 2153-2154",
    expected="assumed",
)
wide__on_a_grid = Statement(
    "The same for V'Phi_1, up to 8 x 8", [r <= d, d <= 8], Pr(0 < sv(W, r)) >= 1, expected="certified"
)
tall__on_a_grid = Statement(
    "The same for Phi_2, up to 8 x 8", [d <= n, n <= 8], Pr(0 < sv(S, d)) >= 1, expected="certified"
)


def known(title, given, event, bound):
    """A bound on the probability of an event on W or S, certified for the sizes that `given` leaves."""
    return Statement(f"{title}, up to 8 x 8", given, Pr(event) >= bound, expected="certified")
