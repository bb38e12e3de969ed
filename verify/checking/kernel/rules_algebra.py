"""Sums of squares with known lines as weights: `algebra` for numbers, `matrix` for the semidefinite order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from ..problem import a_list, an_object, number
from . import polynomials as poly
from . import words
from .formulas import Rejected, Term, make
from .polynomials import Poly
from .step import Rule, Step
from .words import Form


def algebra(step: Step) -> None:
    """rhs - lhs is a sum of positive numbers times products of nonnegative factors, modulo known equations."""
    step.count(0)
    relation = step.claim.head
    if relation not in ("le", "lt", "eq") or step.typing.is_matrix(step.claim.args[0]):
        raise Rejected("the claim must be a relation between numbers")
    terms, equations = a_list(step.take("terms"), "terms"), a_list(step.take("equations"), "equations")
    if relation == "eq" and terms:
        raise Rejected("an equation has no terms")
    total: Poly = {}
    strict = False
    for source in terms:
        entry = an_object(source, "a term", {"coefficient", "factors"})
        value, positive = _weight(step, entry)
        strict = strict or positive
        total = poly.plus(total, value)
    for source in equations:
        entry = an_object(source, "an equation", {"premise", "multiplier"})
        total = poly.plus(total, _scalar_equation(step, entry))
    if relation == "lt" and not strict:
        raise Rejected("no term is strictly positive")
    slack = step.normal.slack(step.claim)
    turned = relation == "eq" and poly.scaled(slack, Fraction(-1)) == total  # an equation may be turned around
    if slack != total and not turned:
        raise Rejected(f"the combination is not rhs - lhs; {_difference(step, total)} is left")


def _difference(step: Step, total: Poly) -> str:
    left = repr(step.normal.scalar_term(poly.plus(step.normal.slack(step.claim), total, -1)))
    return left if len(left) <= 200 else left[:197] + "..."


def _weight(step: Step, entry: dict[str, Any]) -> tuple[Poly, bool]:
    """coefficient * product of factors, which is >= 0; True if it is known to be > 0."""
    coefficient = number(entry["coefficient"])
    if coefficient <= 0:
        raise Rejected("a coefficient is not positive")
    value, strict = poly.constant(coefficient), True
    for source in a_list(entry["factors"], "factors"):
        factor, positive = _factor(step, source)
        value = step.normal.product(value, factor)
        strict = strict and positive
    return value, strict


def _factor(step: Step, source: Any) -> tuple[Poly, bool]:
    if _has(source, "premise"):
        line = step.cited(an_object(source, "a factor", {"premise"})["premise"])
        if line.head not in ("le", "lt"):
            raise Rejected("a factor is not an inequality between numbers")
        return step.normal.slack(line), line.head == "lt"
    if _has(source, "square"):
        term = step.formula(an_object(source, "a factor", {"square"})["square"])
        step.typing.scalars(term)
        value = step.normal.scalar(term)
        return step.normal.product(value, value), False
    entry = an_object(source, "a factor", {"trace", "psd"})
    inner = _conjugated(step, entry["trace"], entry["psd"])
    return step.normal.scalar(make("tr", inner)), False


def _has(source: Any, key: str) -> bool:
    return type(source) is dict and key in cast("dict[Any, Any]", source)


def _conjugated(step: Step, source: Any, identity: Any) -> Term:
    """M'HM for H = B - A of a known A <= B, or H = I."""
    m = step.formula(source)
    step.typing.shape(m)
    if identity is None:
        return make("matmul", make("transpose", m), m)
    line = step.cited(identity)
    if line.head != "loewner":
        raise Rejected("a weight is not an inequality between matrices")
    found = make("matmul", make("transpose", m), make("sub", line.args[1], line.args[0]), m)
    step.typing.shape(found)
    return found


def _scalar_equation(step: Step, entry: dict[str, Any]) -> Poly:
    """multiplier * (lhs - rhs), or the trace of the product for an equation between matrices."""
    line, multiplier = step.cited(entry["premise"]), step.formula(entry["multiplier"])
    if line.head != "eq":
        raise Rejected("an equation is not an equation")
    difference = make("sub", *line.args)
    if not step.typing.is_matrix(difference):
        step.typing.scalars(multiplier)
        return step.normal.scalar(make("mul", multiplier, difference))
    step.typing.shape(multiplier)
    found = make("tr", make("matmul", multiplier, difference))
    step.typing.scalars(found)
    return step.normal.scalar(found)


def matrix(step: Step) -> None:
    """B - A is a sum of nonnegative numbers times M'HM with H psd, modulo known equations; or an equation."""
    step.count(0)
    relation = step.claim.head
    if relation not in ("loewner", "eq") or not step.typing.is_matrix(step.claim.args[0]):
        raise Rejected("the claim must be a relation between matrices")
    terms, equations = a_list(step.take("terms"), "terms"), a_list(step.take("equations"), "equations")
    if relation == "eq" and terms:
        raise Rejected("an equation has no terms")
    total: Form = {}
    for source in terms:
        entry = an_object(source, "a term", {"coefficient", "factors", "conjugate", "psd"})
        weight, _ = _weight(step, entry)
        inner = _conjugated(step, entry["conjugate"], entry["psd"])
        step.typing.equal_shapes(step.claim.args[0], inner)
        total = words.sum_of(total, step.normal.scaled_form(step.normal.matrix(inner), weight))
    for source in equations:
        entry = an_object(source, "an equation", {"premise", "left"}, {"right"})
        inner = _matrix_equation(step, entry)
        step.typing.equal_shapes(step.claim.args[0], inner)
        total = words.sum_of(total, step.normal.matrix(inner))
    gap = step.normal.gap(step.claim)
    turned = relation == "eq" and words.scaled(gap, Fraction(-1)) == total
    if gap != total and not turned:
        rows, cols = map(step.normal.canonical, step.typing.shape(step.claim.args[0]))
        left = repr(step.normal.matrix_term(words.sum_of(gap, total, -1), rows, cols))
        raise Rejected(f"the combination is not rhs - lhs; {left[:200]} is left")


def _matrix_equation(step: Step, entry: dict[str, Any]) -> Term:
    """left @ (lhs - rhs) @ right, or (lhs - rhs) * left for an equation between numbers."""
    line, left = step.cited(entry["premise"]), step.formula(entry["left"])
    if line.head != "eq":
        raise Rejected("an equation is not an equation")
    difference = make("sub", *line.args)
    step.typing.shape(left)
    if not step.typing.is_matrix(difference):
        if entry.get("right") is not None:
            raise Rejected("an equation between numbers scales one matrix")
        return make("scale", difference, left)
    if "right" not in entry:
        raise Rejected("an equation between matrices needs 'left' and 'right'")
    right = step.formula(entry["right"])
    step.typing.shape(right)
    return make("matmul", left, difference, right)


RULES: dict[str, Rule] = {"algebra": algebra, "matrix": matrix}
