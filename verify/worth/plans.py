"""The theorems made explicit: a step size, a number of iterations and a probability for given sizes and accuracy.

Everything is stated for a rank-r matrix A of condition number kappa = sigma_1(A) / sigma_r(A), and for the goal
||A - X_T Y_T'||_F^2 <= eps ||A||_F^2. The step size is given as eta ||A||_F: the theorems scale that way. They take f0,
which is random; its bounds (1 -+ nu)^2 ||A||_F^2 / 2, which hold in the good event, stand in for it. With nu = D = 0,
the default, Y0 = 0, f0 = ||A||_F^2 / 2 exactly, and the event says nothing about Phi_2.

The rows, with F = (1 + nu)^2 ||A||_F^2 / 2, beta = rho^2 / (C kappa)^2 and L = log((1 + nu)^2 / eps):

* Corollary 5.2 (Theorem 5.1, solved for the step size): C = 4, eta <= beta / sqrt(32 F L), T = floor(beta / (8 eta^2
  f0)) and later (`@onwards`), for log(2 f0 / epsilon) >= 3/4, where f0 log(2 f0 / epsilon) rises, so that F may stand
  for f0.
* Corollary 5.3, one stage: C = 8, eta <= beta / sqrt(32 F log(1/e)), e = min(eps / (1 + nu)^2, 1/17), the same T.
* Theorem 3.1 as corrected: C = 4, eta <= beta / sqrt(24 F), T >= 9 L / (8 beta).
* `linear_convergence`, with its hypotheses met directly for b = beta. With B = V'Phi_1 and Sigma the singular values of
  A, those of A Phi_1 are those of Sigma B, so that rho <= sigma_r(B) and sigma_1(B) <= s give sigma_r(X0) >=
  sqrt(b / eta) and sigma_1(X0) <= s / (C sqrt eta). Hence C = s + rho / (3 kappa) meets its second hypothesis, for any
  s. With D = C nu / (3 s) and ||Phi_2|| <= 3, f0 <= F, and eta sigma_1(A) C nu / s + (7/8) sqrt b <= 1 is its third.
  eta = b / sqrt(24 F), T >= L / (-2 log(1 - 4 b / 9)).

The probability is 1 - delta of (A2d) with C1 = sqrt(e) and no exponential term (verify/laws/edges.py), or that of the
event itself (event.py), times that of ||Phi_2|| <= 3 where nu > 0; tau (and s) are the best ones found that reach it.
"""

from __future__ import annotations

from fractions import Fraction

from verify.arithmetic._flint import arb, working
from verify.laws.edges import sharp_small_ball_constant
from verify.laws.good_event import norm_at_most
from verify.laws.precision import lower, real, upper
from verify.worth.event import BITS, CLOSED, Law, best_threshold, largest_tau, tau_for
from verify.worth.guarantee import PRINTED, Guarantee, Plan
from verify.worth.numbers import (
    Enclosure,
    Number,
    WorthError,
    above,
    at_most,
    below,
    enclose,
    enclose_probability,
    number,
    size,
)
from verify.worth.printed import ceiling, guaranteed

THREE = Fraction(3)
DIGITS = 6
"""Of the step size; of C, two fewer."""
SHARE = 1 << 20
"""The radius of a law is this part of the probability that is asked for, or of what is left of 1."""
TITLES = {
    "corollary_5_2": ("ward_kolda.corollary_5_2.remains_small@corrected", "Corollary 5.2"),
    "corollary_5_3": ("ward_kolda.corollary_5_3", "Corollary 5.3"),
    "theorem_3_1": ("ward_kolda.theorem_3_1@corrected", "Theorem 3.1, corrected"),
    "linear_convergence": ("ward_kolda.linear_convergence.loss", "for all t, best s and C"),
}


def plan(
    m: int, n: int, r: int, d: int, kappa: Number, eps: Number, probability: Number = "0.99", nu: Number = 0
) -> Plan:
    """What the theorems guarantee for A (m x n) of rank r, d columns, kappa = sigma_1 / sigma_r, eps: see the module.

    kappa, eps, probability, nu: int, Fraction, or text such as "1e-6"; a float is the binary number that it is. With
    nu = 0, D = 0; else D = C nu / (3 s). Beyond the reach of the exact law (d <= 10 000, r <= 64) closed forms bound
    it, and a note says so. Raises WorthError for d < r, r > min(m, n), kappa < 1, eps or probability outside (0, 1), nu
    outside [0, 1/2], what is no finite number, and a probability that no theorem and no tau gives.
    """
    task = _Task(m, n, r, d, kappa, eps, probability, nu)
    guarantees = (
        task.printed("corollary_5_2"), task.printed("corollary_5_3"), task.printed("theorem_3_1"),
        task.exact("corollary_5_2"), task.exact("theorem_3_1"), task.free(),
    )  # fmt: skip
    if all(g.reason for g in guarantees):
        most = at_most(max(g.largest for g in guarantees))
        raise WorthError(
            f"probability = {probability}: no tau gives it, the largest possible is {most}; ask for less"
            + (", or leave nu out: with nu = 0 every probability below 1 is possible" if task.nu else "")
        )
    return Plan(m, n, r, d, task.kappa, task.eps, task.probability, task.nu, guarantees, task.notes())


class _Task:
    """Checked input, and a method for each kind of row."""

    def __init__(
        self, m: int, n: int, r: int, d: int, kappa: Number, eps: Number, probability: Number, nu: Number
    ) -> None:
        self.n, self.r, self.d = size("n", n), size("r", r), size("d", d)
        self.kappa, self.eps = number("kappa", kappa), number("eps", eps)
        self.probability, self.nu = number("probability", probability), number("nu", nu)
        if r > min(size("m", m), n):
            raise WorthError(f"r = {r}: a {m} x {n} matrix has rank at most {min(m, n)}")
        if d < r:
            raise WorthError(f"d = {d} is below r = {r}: the factors need at least r columns")
        if self.kappa < 1:
            raise WorthError(f"kappa = {kappa}: sigma_1 / sigma_r is at least 1")
        if r == 1 and self.kappa != 1:
            raise WorthError(f"kappa = {kappa}: a matrix of rank 1 has sigma_1 = sigma_r; give kappa = 1")
        for name, value, shown in (("eps", self.eps, eps), ("probability", self.probability, probability)):
            if not 0 < value < 1:
                raise WorthError(f"{name} = {shown}: expected a number strictly between 0 and 1")
        if not 0 <= self.nu <= Fraction(1, 2):
            raise WorthError(f"nu = {nu}: expected 0 <= nu <= 1/2, as in Corollary 5.2")
        one = Fraction(1)
        self.second = enclose_probability(norm_at_most(n, d, n)) if self.nu else Enclosure(one, one)
        """Pr(||Phi_2|| <= 3)."""
        self.wanted = min(one, self.probability / self.second.low if self.second.low > 0 else one)
        """Of the event about Phi_1."""
        self.law = Law(d, r, min(self.probability, 1 - self.wanted if self.wanted < 1 else one) / SHARE)

    def notes(self) -> tuple[str, ...]:
        """What the numbers rest on."""
        notes: list[str] = []
        if self.law.source == CLOSED:
            notes.append(
                f"(d, r) = ({self.d}, {self.r}) is beyond the reach of the exact law (d <= 10000, r <= 64): closed "
                "forms for every size bound it instead\n(Proposition A.1 with C1 = sqrt(e), and Proposition A.2); "
                "nothing is simulated in its place"
            )
        if self.nu:
            notes.append("f0 is random: in the good event (1 -+ nu)^2 ||A||_F^2 / 2 bound it, and stand in for it here")
        else:
            notes.append("nu = 0 and D = 0: Y0 = 0 and f0 = ||A||_F^2 / 2 exactly, whatever is drawn")
        return tuple(notes)

    # ---- the rows

    def printed(self, theorem: str) -> Guarantee:
        """With the probability of (A2d)."""
        largest = ceiling(self.d, self.r)
        reason = self._unfit(theorem)
        if not reason and self.nu and self.d > self.n:
            reason = "(A2d) is false for d > n, unless nu = 0"
        room = largest.low - self.probability
        if reason or room <= 0:
            return _refused(theorem, PRINTED, largest.high, reason)

        def probability(tau: Fraction) -> Enclosure:
            return guaranteed(self.d, self.r, tau)

        with working(BITS):
            start = lower(real(room) ** (arb(1) / (self.d - self.r + 1)) / sharp_small_ball_constant())
        tau = largest_tau(lambda tau: probability(tau).low >= self.probability, start)
        return self._row(theorem, PRINTED, largest.high, probability(tau), tau, THREE)

    def exact(self, theorem: str) -> Guarantee:
        """With the probability of the event itself, and the threshold s = 3."""
        largest = self.law.norm(THREE).high * self.second.high
        reason = self._unfit(theorem)
        tau = None if reason else tau_for(self.law, THREE, self.wanted)
        if tau is None:
            return _refused(theorem, self.law.source, largest, reason)
        return self._row(theorem, self.law.source, largest, self._event(tau, THREE), tau, THREE)

    def free(self) -> Guarantee:
        """`linear_convergence` with the best threshold."""
        theorem, largest = "linear_convergence", self.second.high
        s = best_threshold(self.law, self.wanted) if self.wanted < 1 else THREE
        tau = tau_for(self.law, s, self.wanted)
        if tau is None:
            return _refused(theorem, self.law.source, largest, "")
        return self._row(theorem, self.law.source, largest, self._event(tau, s), tau, s)

    # ---- numbers

    def _row(
        self, theorem: str, source: str, largest: Fraction, probability: Enclosure, tau: Fraction, s: Fraction
    ) -> Guarantee:
        with working(BITS):
            rho = real(tau) * (1 - (arb(self.r - 1) / self.d).sqrt())
            factor = self._factor(theorem, rho, s)
            root = rho / (real(factor) * real(self.kappa))
            beta, most, least = root * root, 1 + real(self.nu), 1 - real(self.nu)
            gap = 2 * most.log() - real(self.eps).log()
            if theorem in ("corollary_5_2", "corollary_5_3"):
                length = gap if theorem == "corollary_5_2" else gap.max(arb(17).log())
                step = _down(beta / (4 * length.sqrt() * most))
                steps = upper(beta / (4 * real(step) ** 2 * least**2)) // 1
            else:
                step = _down(beta / (arb(12).sqrt() * most))
                rate = -2 * (-4 * beta / 9).log1p() if theorem == "linear_convergence" else 8 * beta / 9
                steps = -(-upper(gap / rate) // 1)
            size_y = real(step) * real(factor) * real(self.nu) / real(s) + 7 * root / 8
            if theorem == "linear_convergence" and not size_y <= 1:
                return _refused(theorem, source, largest, "Y0 is too large for this tau")
        name, title = TITLES[theorem]
        return Guarantee(
            name, title, source, largest, "", probability, self._event(tau, s), tau, enclose(rho), s, factor,
            factor * self.nu / (3 * s), step, steps,
        )  # fmt: skip

    def _factor(self, theorem: str, rho: arb, s: Fraction) -> Fraction:
        """C: the least that the theorem allows."""
        if theorem == "linear_convergence":
            return Fraction(above(upper(real(s) + rho / (3 * real(self.kappa))), DIGITS - 2))
        return Fraction(8 if theorem == "corollary_5_3" else 4)

    def _unfit(self, theorem: str) -> str:
        """Why the theorem does not apply to this eps."""
        with working(BITS):
            near = not (1 - real(self.nu)) ** 2 >= real(self.eps) * (arb(3) / 4).exp()
        return "proved for eps <= (1 - nu)^2 exp(-3/4)" if near and theorem == "corollary_5_2" else ""

    def _event(self, tau: Fraction, s: Fraction) -> Enclosure:
        found = self.law.both(tau, s)
        return Enclosure(found.low * self.second.low, found.high * self.second.high)


def _refused(theorem: str, source: str, largest: Fraction, reason: str) -> Guarantee:
    """A row without numbers; without a reason it is that no tau gives the probability."""
    most = f"no tau: at most {at_most(largest)}" if largest > 0 else "vacuous: delta >= 1 for every tau"
    return Guarantee(*TITLES[theorem], source, largest, reason or most)


def _down(x: arb) -> Fraction:
    return Fraction(below(lower(x), DIGITS))
