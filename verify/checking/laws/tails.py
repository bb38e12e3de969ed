"""Closed forms that settle a claim about probabilities for all t >= t0.

`certain`: L(t) <= Pr(E) where every comparison in E holds surely for t >= t0, and L(t) <= 1.

`largest`: 1 - c exp(q(t)) <= Pr(sigma_1(G) <= s(t)), c > 0, with s(t) = S + a t in units of the standard deviation,
a, S > 0, G of shape d x r, and q(t) = q0 + q1 t + q2 t^2. The probability of exceeding s is at most

    B(s) = sqrt(pi) Gamma((d+r-1)/2, s^2/2) / (Gamma(d/2) Gamma(r/2))

(bound prod (y_r - y_i) by y_r^(r-1) in the joint density), and (log B)'(s) <= -s + m/s, m = (d+r-3)^+, as Gamma(b, z)
<= z^(b-1) exp(-z) / (1 - (b-1)^+/z) for z > (b-1)^+. So the derivative of log B(s(t)) - q(t) is at most

    a m/s - a S - a^2 t - q1 - 2 q2 t <= (a m/S - a S - q1) - (a^2 + 2 q2) t <= 0

for t >= 0 if S^2 > m, a^2 + 2 q2 >= 0 and a S + q1 >= a m/S; then B(s) <= c exp(q) at t0 >= 0 gives it for all t >= t0.
Other terms - c' exp(q') on the left only help, and so do comparisons beside this one that hold surely for t >= t0.

`small_ball`: Pr(sigma_r(G) <= a t) <= C t^k + n for all t >= 0, k = d - r + 1, a >= 0, n >= 0 by its form: the
probability is at most kappa (a t)^k, kappa = 2^(k/2) Gamma((d+1)/2) / (Gamma(r/2) k!) (in the density of the smallest,
bound exp(-y_1) <= 1 and prod (y_j - y_1) <= prod y_j), so kappa a^k <= C suffices.

`at_least_one`: Pr(E) <= C t^k + n for t >= t0 >= 0, k >= 0, n >= 0 by its form, where C t0^k >= 1.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING

from .. import scalars
from ..elementary import exp
from ..intervals import Interval, enclosing
from ..outcomes import Undecided
from ..scalars import Scalar
from ..terms import Key, Node
from .events import Reading, comparison
from .gammas import gamma, lower, pi
from .judge import Statistic

if TYPE_CHECKING:
    from ..evaluator import Evaluator

Polynomial = tuple[Scalar, ...]  # coefficients, constant first
ZERO, ONE = Fraction(0), Fraction(1)
MAX_DEGREE = 4
MAX_EXPONENT = 4_000
Rule = Callable[["Evaluator", Node, Key, Fraction], bool]


class Polynomials:
    """Polynomials in t, whose coefficients do not depend on it."""

    def __init__(self, reading: Reading, key: Key) -> None:
        self.reading, self.key = reading, key

    def lift(self, x: Scalar) -> Polynomial:
        return (x,)

    def add(self, x: Polynomial, y: Polynomial) -> Polynomial:
        n = max(len(x), len(y))
        return tuple(_coefficient(x, i) + _coefficient(y, i) for i in range(n))

    def mul(self, x: Polynomial, y: Polynomial) -> Polynomial:
        if len(x) + len(y) - 2 > MAX_DEGREE:
            raise Undecided("a polynomial of too high a degree", final=True)
        total: list[Scalar] = [ZERO] * (len(x) + len(y) - 1)
        for i, a in enumerate(x):
            for j, b in enumerate(y):
                total[i + j] = total[i + j] + a * b
        return tuple(total)

    def div(self, x: Polynomial, y: Polynomial) -> Polynomial:
        if len(y) != 1:
            raise Undecided("a division by the variable of a covering", final=True)
        return tuple(scalars.divide(a, y[0]) for a in x)

    def depends(self, node: Node) -> bool:
        return (node.head == "var" and node.data == self.key) or any(self.depends(a) for a in node.args)

    def value(self, node: Node) -> Polynomial:
        """The polynomial of an expression. Undecided for any other dependence on the variable."""
        head, args = node.head, node.args
        if not self.depends(node):
            return (self.reading.ev.scalar(node, self.reading.frame),)
        if head == "var":
            return (ZERO, ONE)
        if head == "neg":
            return self.mul((-ONE,), self.value(args[0]))
        if head in ("add", "sub"):
            right = self.value(args[1])
            return self.add(self.value(args[0]), right if head == "add" else self.mul((-ONE,), right))
        if head == "mul":
            return self.mul(self.value(args[0]), self.value(args[1]))
        if head == "div" and not self.depends(args[1]):
            return self.div(self.value(args[0]), self.value(args[1]))
        if head == "pow" and args[1].head == "num" and args[1].data in (1, 2):
            base = self.value(args[0])
            return base if args[1].data == 1 else self.mul(base, base)
        raise Undecided(f"{head} of the variable of a covering", final=True)


def _coefficient(x: Polynomial, i: int) -> Scalar:
    return x[i] if i < len(x) else ZERO


def _at(x: Polynomial, t: Fraction) -> Scalar:
    total: Scalar = ZERO
    for a in reversed(x):
        total = total * t + a
    return total


def _at_least_zero(x: Scalar) -> bool:
    return scalars.nonnegative(x)


# ---- certain


def certain(ev: Evaluator, claim: Node, key: Key, start: Fraction) -> bool:
    """Module docstring. Undecided for a claim of another form."""
    left, event = _bounded_below(claim)
    return start >= 0 and _at_most_one(left) and _surely(Polynomials(Reading(ev, ev.root), key), event, start)


def _bounded_below(claim: Node) -> tuple[Node, Node]:
    """L and the event of a claim L <= Pr(event)."""
    if claim.head != "le" or claim.args[1].head != "pr" or _has_probability(claim.args[0]):
        raise Undecided("a closed form is for a lower bound on one probability", final=True)
    return claim.args[0], claim.args[1].args[0]


def _has_probability(node: Node) -> bool:
    return node.head == "pr" or any(_has_probability(a) for a in node.args)


def _at_most_one(node: Node) -> bool:
    """By its form: a number <= 1, less what is not negative."""
    if node.head == "num":
        return node.data <= 1
    return node.head == "sub" and _at_most_one(node.args[0]) and _not_negative(node.args[1])


def _not_negative(node: Node) -> bool:
    """Defined and not negative, by its form, wherever it is defined; exp of a polynomial is defined everywhere."""
    if node.head == "exp":
        return _total(node.args[0])
    if node.head == "num":
        return node.data >= 0
    return node.head in ("add", "mul") and all(_not_negative(a) for a in node.args)


def _total(node: Node) -> bool:
    """Defined for all values of its variables."""
    if node.head == "div":
        return _total(node.args[0]) and node.args[1].head == "num" and node.args[1].data != 0
    if node.head == "pow":
        return _total(node.args[0]) and node.args[1].head == "num" and node.args[1].data in (1, 2)
    return node.head in ("num", "var") or (
        node.head in ("add", "sub", "neg", "mul") and all(_total(a) for a in node.args)
    )


def _surely(ring: Polynomials, event: Node, start: Fraction) -> bool:
    if event.head == "and":
        return all(_surely(ring, a, start) for a in event.args)
    statistic, alpha, beta = _comparison(ring, event)
    if statistic.kind == "entry" or len(alpha) != 1 or len(beta) > 2:
        return False
    # alpha * statistic + beta < 0 for every statistic > 0; exactly 0 has probability 0
    slope, value = _coefficient(beta, 1), _at(beta, start)
    return scalars.sign(alpha[0]) < 0 and _at_least_zero(-slope) and _at_least_zero(-value)


def _comparison(ring: Polynomials, event: Node) -> tuple[Statistic, Polynomial, Polynomial]:
    if event.head not in ("le", "lt"):
        raise Undecided("a closed form is for one comparison", final=True)
    return comparison(ring.reading, event, ring)


# ---- the largest singular value


def largest(ev: Evaluator, claim: Node, key: Key, start: Fraction) -> bool:
    """Module docstring. Undecided for a claim of another form."""
    left, event = _bounded_below(claim)
    ring = Polynomials(Reading(ev, ev.root), key)
    losses = [(c, ring.value(q)) for c, q in _losses(left)]
    open_parts = [part for part in _parts(event) if not _surely(ring, part, start)]
    if len(open_parts) != 1 or not losses or any(len(q) > 3 for _, q in losses):
        raise Undecided("a closed form is for 1 - exp(q(t)) and one comparison that is not sure", final=True)
    statistic, alpha, beta = _comparison(ring, open_parts[0])
    if statistic.kind != "largest" or statistic.square or len(alpha) != 1 or len(beta) > 2:
        raise Undecided("a closed form is for the largest singular value", final=True)
    if start < 0 or scalars.sign(alpha[0]) <= 0:
        return False
    s = ring.div(ring.mul((-ONE,), beta), alpha)
    undecided: Undecided | None = None
    for c, q in losses:
        try:
            if _falls_faster(ev, statistic, s, c, q, start):
                return True
        except Undecided as error:
            undecided = error
    if undecided is not None:
        raise undecided
    return False


def _falls_faster(ev: Evaluator, statistic: Statistic, s: Polynomial, c: Fraction, q: Polynomial, t: Fraction) -> bool:
    """B(s) <= c exp(q) from t on."""
    first, slope = _coefficient(s, 0), _coefficient(s, 1)
    q1, q2 = _coefficient(q, 1), _coefficient(q, 2)
    d, r = statistic.rows, statistic.cols
    m = Fraction(max(0, d + r - 3))
    if scalars.sign(slope) <= 0 or scalars.sign(first) <= 0 or scalars.sign(first * first - m) <= 0:
        return False
    if not _at_least_zero(slope * slope + q2 * Fraction(2)):
        return False
    if not _at_least_zero(slope * first + q1 - scalars.divide(slope * m, first)):
        return False
    limit = exp(scalars.enclose(_at(q, t), ev.bits)) * c
    bound = tail_bound(d, r, scalars.enclose(_at(s, t), ev.bits))
    if bound.high <= limit.low:
        return True
    if bound.low > limit.high:
        return False
    raise Undecided("the tail of a covering is not settled at this precision")


def _losses(node: Node) -> list[tuple[Fraction, Node]]:
    """c_i > 0 and q_i of a - c_1 exp(q_1) - c_2 exp(q_2) - ..., a <= 1."""
    if node.head == "num" and node.data <= 1:
        return []
    if node.head != "sub":
        raise Undecided("a closed form is for 1 - exp(q(t))", final=True)
    return [*_losses(node.args[0]), *_exponentials(node.args[1])]


def _exponentials(node: Node) -> list[tuple[Fraction, Node]]:
    """c_i > 0 and q_i of a sum of c_i exp(q_i)."""
    if node.head == "add":
        return [term for a in node.args for term in _exponentials(a)]
    factors = node.args if node.head == "mul" else (node,)
    known = [a.data for a in factors if a.head == "num"]
    powers = [a.args[0] for a in factors if a.head == "exp"]
    if len(powers) != 1 or len(known) + 1 != len(factors) or any(c <= 0 for c in known):
        raise Undecided("a closed form is for 1 - exp(q(t))", final=True)
    return [(known[0] if known else ONE, powers[0])]


def _parts(event: Node) -> list[Node]:
    return [part for a in event.args for part in _parts(a)] if event.head == "and" else [event]


def tail_bound(d: int, r: int, s: Interval) -> Interval:
    """B(s) of the module docstring, s > 0."""
    order, bits = d + r - 1, s.bits
    upper_gamma = gamma(order, bits) * (ONE - lower(order, s.power(2) * Fraction(1, 2)))
    return pi(bits).root(2) * upper_gamma / (gamma(d, bits) * gamma(r, bits))


# ---- small balls


def small_ball(ev: Evaluator, claim: Node, key: Key, start: Fraction) -> bool:
    """Module docstring, for every t >= 0 whatever `start` is. Undecided for a claim of another form."""
    if claim.head != "le" or claim.args[0].head != "pr" or _has_probability(claim.args[1]):
        raise Undecided("a closed form for small balls is for an upper bound on one probability", final=True)
    ring = Polynomials(Reading(ev, ev.root), key)
    statistic, alpha, beta = _comparison(ring, claim.args[0].args[0])
    if statistic.kind not in ("smallest", "largest") or statistic.square or len(alpha) != 1 or len(beta) > 2:
        raise Undecided("a closed form is for the smallest singular value", final=True)
    if statistic.kind == "largest" and statistic.cols != 1:
        raise Undecided("a closed form is for the smallest singular value", final=True)
    if scalars.sign(alpha[0]) <= 0 or scalars.sign(_coefficient(beta, 0)) != 0:
        return False
    a = scalars.divide(-_coefficient(beta, 1), alpha[0])
    d, r = statistic.rows, statistic.cols
    k = d - r + 1
    limit, degree = _power(ring, claim.args[1])
    if degree != k or not _at_least_zero(a):
        return False
    if k > MAX_EXPONENT:
        raise Undecided("the exponent of a small ball is too large", final=True)
    bits = ev.bits
    kappa = gamma(d + 1, bits) * Fraction(2 ** (k // 2)) / (gamma(r, bits) * Fraction(factorial(k)))
    if k % 2:
        kappa = kappa * Interval(2, 2, 0, bits).root(2)
    bound = kappa * scalars.enclose(a, bits).power(k)
    if bound.high <= limit.low:
        return True
    if bound.low > limit.high:
        return False
    raise Undecided("the closed form is not settled at this precision")


def at_least_one(ev: Evaluator, claim: Node, key: Key, start: Fraction) -> bool:
    """Module docstring. Undecided for a claim of another form."""
    if claim.head != "le" or claim.args[0].head != "pr" or _has_probability(claim.args[1]):
        raise Undecided("a closed form is for an upper bound on one probability", final=True)
    ring = Polynomials(Reading(ev, ev.root), key)
    c, k = _power(ring, claim.args[1])
    return start >= 0 and _at_least_zero(c * enclosing(start, ev.bits).power(k) - ONE)


def _power(ring: Polynomials, node: Node) -> tuple[Interval, int]:
    """C and k of C t^k + n, n >= 0."""
    if node.head == "add" and _not_negative_here(ring, node.args[1]):
        node = node.args[0]
    return _monomial(ring, node)


def _monomial(ring: Polynomials, node: Node) -> tuple[Interval, int]:
    """C and k of an expression that is C t^k for all t, and defined. Undecided for any other."""
    head, args, bits = node.head, node.args, ring.reading.ev.bits
    if head == "mul":
        (c, k), (b, m) = (_monomial(ring, a) for a in args)
        return c * b, k + m
    if head == "div" and not ring.depends(args[1]):
        c, k = _monomial(ring, args[0])
        divisor = ring.reading.ev.scalar(args[1], ring.reading.ev.root)
        return c * scalars.enclose(scalars.divide(ONE, divisor), bits), k
    if head == "pow" and not ring.depends(args[1]) and args[1].sort.kind == "integer":
        exponent = ring.reading.ev.integer(args[1], ring.reading.ev.root)
        if not 1 <= exponent <= MAX_EXPONENT:
            raise Undecided("the exponent of a small ball is out of range", final=True)
        c, k = _monomial(ring, args[0])
        return c.power(exponent), k * exponent
    terms = [(k, c) for k, c in enumerate(ring.value(node)) if scalars.sign(c) != 0]
    if len(terms) > 1:
        raise Undecided("a closed form is for C t^k", final=True)
    k, c = terms[0] if terms else (0, ZERO)
    return scalars.enclose(c, bits), k


def _not_negative_here(ring: Polynomials, node: Node) -> bool:
    """exp of what is defined at these sizes, whatever t is; sums of such."""
    if node.head == "add":
        return all(_not_negative_here(ring, a) for a in node.args)
    if node.head != "exp":
        return False
    ring.value(node.args[0])
    return True


TAILS: dict[str, Rule] = {"certain": certain, "largest": largest, "at least one": at_least_one}
