"""The one question: does this certificate establish what it says about this problem?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any, cast

from .contraries import check_contrary, sure
from .coverings import check_covering
from .decimals import decimal
from .deductions import check_deduction
from .linear import Matrix, subtract
from .outcomes import Malformed, Result, Undecided, Undefined
from .points import outside_domain, read_point
from .problem import Problem, an_object, digest, load
from .scalars import Scalar, bracket
from .session import MAX_CERTIFICATE_BITS, Bindings, Session, frame
from .spectra import eigenvalues
from .terms import Node
from .universal import freed, instance, refutation

__all__ = ["FORMAT", "Result", "check"]

FORMAT = "proofgauge certificate 1"
POINTS = ("counterexample", "admissible", "undefined")
PROOFS = ("proof", "contradiction")
UNIVERSAL = ("witness", "family")
LIKELY = ("covering", "deduction", "contrary")


def check(problem: object, certificate: object) -> Result:
    """Whether the certificate is right about the problem. Never raises: whatever goes wrong is a rejection."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 12_000))
    try:
        return _check(problem, certificate)
    except Malformed as error:
        return Result(False, f"malformed: {error}")
    except (RecursionError, MemoryError, OverflowError) as error:
        return Result(False, f"too large or too deep: {type(error).__name__}")
    except Exception as error:  # a fault of the checker must not accept
        return Result(False, f"the checker failed: {type(error).__name__}: {str(error)[:200]}")
    finally:
        sys.setrecursionlimit(limit)


def _check(problem: object, certificate: object) -> Result:
    optional = {"values", "precision", "lines"}
    found = an_object(certificate, "the certificate", {"format", "problem", "kind"}, optional | _extra(certificate))
    if found["format"] != FORMAT:
        raise Malformed("the certificate's format is unknown")
    kind = found["kind"]
    if type(kind) is not str or kind not in POINTS + PROOFS + UNIVERSAL + LIKELY:
        raise Malformed("the certificate's kind is unknown")
    if type(found["problem"]) is not str or found["problem"] != digest(problem):
        raise Malformed("the certificate belongs to another problem (the digests differ)")
    loaded = load(problem)
    if kind == "covering":
        return check_covering(loaded, found)
    if kind == "deduction":
        return check_deduction(cast("dict[str, Any]", problem), loaded, found)
    if kind == "contrary":
        return check_contrary(cast("dict[str, Any]", problem), found)
    if loaded.random and kind == "contradiction":
        return _replayed(sure(cast("dict[str, Any]", problem)), found)
    if loaded.random and kind not in POINTS:
        return Result(False, f"a {kind} is for statements without random matrices")
    if loaded.exists or kind in UNIVERSAL:
        return _universal(loaded, cast("dict[str, Any]", problem), found)
    if kind in PROOFS:
        return _proof(problem, found)
    return _point(loaded, found)


def _universal(loaded: Problem, problem: dict[str, Any], found: dict[str, Any]) -> Result:
    """The certificates of a problem with universal constants, by way of problems without."""
    kind = found["kind"]
    if not loaded.exists:
        return Result(False, f"a {kind} is for statements with universal constants, and this one has none")
    if kind == "admissible":
        return _point(load(freed(problem)), found)
    if kind == "contradiction":
        return _replayed(freed(problem), found)
    if kind not in UNIVERSAL:
        return Result(False, f"a {kind} settles nothing about universal constants; a witness or a family does")
    derived = (instance if kind == "witness" else refutation)(problem, found.get("values"))
    result = _replayed(derived, {**{k: v for k, v in found.items() if k != "values"}, "kind": "proof"})
    if not result.accepted:
        return result
    holds = (kind == "witness") == (loaded.quantifier == "forall")
    reason = (
        "the statement holds for these values of the universal constants"
        if kind == "witness"
        else "for all values of the universal constants the hypotheses hold at the family and the claim is false there"
    )
    return replace(result, reason=reason, detail={"shows": "holds" if holds else "fails"})


def _replayed(derived: dict[str, Any], certificate: dict[str, Any]) -> Result:
    return _proof(derived, {**certificate, "problem": digest(derived)})


def _extra(certificate: object) -> set[str]:
    """The keys of a proof are the kernel's to check."""
    if type(certificate) is not dict:
        return set()
    found = cast("dict[Any, Any]", certificate)
    return {k for k in found if type(k) is str} if found.get("kind") in PROOFS + UNIVERSAL + LIKELY else set()


def _proof(problem: object, certificate: dict[str, Any]) -> Result:
    try:
        kernel = import_module("verify.checking.kernel")
    except ModuleNotFoundError as error:
        if error.name != "verify.checking.kernel":
            raise
        return Result(False, "this checker has no kernel for proofs")
    check_proof = getattr(kernel, "check_proof", None)
    if check_proof is None:
        return Result(False, "this checker has no kernel for proofs")
    result = check_proof(problem, certificate)
    if type(result) is not Result:
        return Result(False, "the kernel gave no answer")
    return result


def _point(problem: Problem, certificate: dict[str, Any]) -> Result:
    if "lines" in certificate or "values" not in certificate:
        raise Malformed("a certificate of this kind has values and no lines")
    bits = certificate.get("precision", 128)
    if type(bits) is not int or not 1 <= bits <= MAX_CERTIFICATE_BITS:
        raise Malformed(f"the precision must be an integer between 1 and {MAX_CERTIFICATE_BITS}")
    session = Session(problem, read_point(problem, certificate["values"]), bits)
    where = "the domain"
    try:
        reason = outside_domain(session)
        if reason:
            return Result(False, f"the point is not in the domain: {reason}")
        for i, hypothesis in enumerate(problem.hypotheses):
            where = f"hypothesis {i + 1}"
            if not session.truth(hypothesis):
                return Result(False, f"{where} is false at the point")
        where = "the claim"
        if certificate["kind"] == "admissible":
            return Result(True, "the point is admissible", detail={"bits": session.decided_at})
        return _claim(session, certificate["kind"])
    except Undefined as error:
        return Result(False, f"{where} is undefined at the point: {error}")
    except Undecided as error:
        return Result(False, f"{where} is undecided at the point: {error}")


def _claim(session: Session, kind: str) -> Result:
    try:
        holds = session.truth(session.problem.claim)
    except Undefined as error:
        if kind == "undefined":
            return Result(True, f"the claim is undefined at the point: {error}", detail={"undefined": str(error)})
        raise
    if kind == "undefined":
        return Result(False, "the claim is defined at the point")
    if holds:
        return Result(False, "the claim is true at the point")
    fails = session.problem.quantifier == "fails"
    detail = {"bits": session.decided_at, **_violation(session)}
    gaps = list(dict.fromkeys(gap for ev in session.evaluators.values() for gap in ev.gaps))
    if gaps:
        detail["gaps"] = gaps
    if fails:
        detail["proves_statement"] = True
    reason = "the point is admissible and the claim is false there"
    reason += f" (an event is undefined, and so does not happen: {'; '.join(gaps)})" if gaps else ""
    return Result(True, reason + (", which proves the statement" if fails else ""), detail=detail)


def _violation(session: Session) -> dict[str, Any]:
    """The first relation that fails, with enclosures of its sides where these are numbers."""
    try:
        found = session.violated(session.problem.claim)
        return {} if found is None else _sides(session, *found)
    except (Undefined, Undecided) as error:  # the answer stands; only its illustration is missing
        return {"violation": f"not written out: {error}"}


def _sides(session: Session, node: Node, env: Bindings) -> dict[str, Any]:
    detail: dict[str, Any] = {"relation": node.head}
    if env:
        detail["at"] = {key[1]: value for key, value in env}
    if node.head in ("le", "lt", "eq") and node.args[0].sort.scalar:
        session.relation(node, env)  # brings the precision to where the sides separate
        bits = session.decided_at
        for name, side in zip(("lhs", "rhs"), node.args, strict=True):
            detail[name] = ends(session, bits, lambda ev, side=side: ev.scalar(side, frame(ev, env)))
    elif node.head == "loewner":
        detail["least_eigenvalue"] = ends(session, session.decided_at, lambda ev: _least(ev, node, env))
    return detail


def _least(ev: Any, node: Node, env: Bindings) -> Scalar:
    a, b = (cast(Matrix, ev.matrix(side, frame(ev, env))) for side in node.args)
    return eigenvalues(subtract(b, a), ev.bits)[-1]


def ends(session: Session, bits: int, value: Callable[[Any], Scalar]) -> list[str]:
    """[low, high] in decimals, rounded outwards."""
    found = replace(session, bits=bits).climb(value)
    low, high = bracket(found, bits)
    return [decimal(low, up=False), decimal(high, up=True)]
