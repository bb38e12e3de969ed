"""Composite proofs: arguments are carried out line by line; whatever is taken away from one, nothing is proved."""

import json

import pytest

from lemmas.ward_kolda.proposition_4_3.proof import proof as appendix_c
from verify import (
    Statement,
    all_of,
    any_of,
    colspan,
    for_all,
    fro,
    implies,
    integer,
    log,
    matrix,
    real,
    recursion,
    sizes,
    sqrt,
    summation,
    use,
)
from verify.argument import cases, each, explain, fact, have, induction, obtain, root, suppose
from verify.budget import budget
from verify.cache import key
from verify.checking.check import check
from verify.errors import StatementError, Unsupported
from verify.methods.symbolic import certificate_of, run

m, n = sizes("m n")
A, B, X, Z = (matrix(name, m, n) for name in ("A", "B", "X", "Z"))
t, T, s = integer("t", ge=0), integer("T", ge=0), integer("s", ge=0)
index = integer("index")
F = matrix("F", n, n)
u, v, w = real("u"), real("v"), real("w")
(Zs,) = recursion("halving", [Z], [A], [Z / 2])
small = fro(A) <= 1


def halves(s):
    return summation("1/2"**index, index, 1, s)


def halved(s):
    return fro(Zs[s]) <= 1


step = [have(fro(Zs[t + 1]) <= fro(Zs[t])), have(halved(t + 1), fro(Zs[t + 1]) <= fro(Zs[t]), halved(t))]
base = [have(halved(0), small)]
along = induction(t, 0, T, halved(t), base, step)
last = have(halved(T), for_all(t, 0, T, halved(t)))
stays = Statement("the halves stay small", [small], halved(T), argument=[along, last])
(Rs,) = recursion("again", [Z], [Zs[s]], [Z / 2])
(Qs,) = recursion("thirds", [Z], [Zs[s]], [Z / 3])


def proof_of(statement):
    """The certificate that a run finds and the checker accepts, or None."""
    try:
        found = run(statement, budget("quick"), 0)
    except Unsupported:
        return None
    proofs = [e.certificate for e in found if e.kind == "proof"]
    if not proofs:
        return None
    problem, certificate = (json.loads(json.dumps(part)) for part in (statement.problem, proofs[0]))
    result = check(problem, certificate)
    assert result.accepted, result.reason
    return certificate


grow = Statement("a sum of squares", [u <= v], 2 * u <= u + v)
PROVED = {
    "induction": Statement("", [small], halved(T), argument=[along, last]),
    "the goal of a block is found": Statement("", [small], halved(T), argument=[induction(t, 0, T, halved(t))]),
    "several parts": Statement(
        "", [small], fro(Zs[T]) <= 1,
        argument=[induction(t, 0, T, all_of(halved(t), 0 <= fro(Zs[t])), base, [have(0 <= fro(Zs[t + 1])), *step]),
                  have(all_of(halved(T), 0 <= fro(Zs[T])), for_all(t, 0, T, all_of(halved(t), 0 <= fro(Zs[t])))),
                  have(halved(T), halved(T))]),
    "each": Statement("", [for_all(t, 0, T, halved(t))], for_all(t, 0, T - 1, fro(Zs[t + 1]) <= 2), argument=[
        each(t, 0, T - 1, [have(halved(t + 1), for_all(t, 0, T, halved(t)))], fro(Zs[t + 1]) <= 2)]),
    "split": Statement("", [u * v == 0, u * u <= v], 0 <= v, argument=[
        cases(u <= 0, [have(0 <= v, u * u <= v)], [have(0 <= v)], 0 <= v)]),
    "cases": Statement("", [any_of(u <= v, w <= v), u <= w], u <= v, argument=[
        cases(any_of(u <= v, w <= v), [], [have(u <= v, w <= v, u <= w)], u <= v)]),
    "suppose": Statement("", [u <= v], implies(v <= w, u <= w), argument=[
        suppose(v <= w, [have(u <= w, u <= v, v <= w)], u <= w)]),
    "obtain": Statement("", [colspan(A) <= colspan(B), B.T @ X == 0 * (B.T @ X)], A.T @ X == 0 * (A.T @ X), argument=[
        obtain(F, colspan(A) <= colspan(B),
               [have(A.T @ X == F.T @ (B.T @ X), A == B @ F),
                have(A.T @ X == 0 * (A.T @ X), A.T @ X == F.T @ (B.T @ X),
                     B.T @ X == 0 * (B.T @ X))],
               A.T @ X == 0 * (A.T @ X))]),
    "root": Statement("", [A.T @ A <= B.T @ B], X @ (A.T @ A) @ X.T <= X @ (B.T @ B) @ X.T, argument=[
        root(matrix("L", n, n), A.T @ A <= B.T @ B, [have(X @ (A.T @ A) @ X.T <= X @ (B.T @ B) @ X.T)],
             X @ (A.T @ A) @ X.T <= X @ (B.T @ B) @ X.T)]),
    "use": Statement("", [fro(A) <= fro(B)], 2 * fro(A) <= fro(A) + fro(B), argument=[
        use(grow, {u: fro(A), v: fro(B)})]),
    "use in a block": Statement("", [for_all(t, 0, T, halved(t))], for_all(t, 0, T, 2 * fro(Zs[t]) <= fro(Zs[t]) + 1),
        argument=[each(t, 0, T, [have(halved(t), for_all(t, 0, T, halved(t))), use(grow, {u: fro(Zs[t]), v: 1})],
                       2 * fro(Zs[t]) <= fro(Zs[t]) + 1)]),
    "use at the iterates of another start": Statement("", [fro(Zs[s]) <= 1], fro(Rs[T]) <= 1,
        argument=[have(fro(Rs[T]) <= 1, use(stays, {A: Zs[s]}), fro(Zs[s]) <= 1)]),
    "a fact": Statement("", [], fro(A + B) <= fro(A) + fro(B), argument=[fact("fro_triangle", A=A, A2=B)]),
    "a sum over no index": Statement("", [], halves(T) <= 1, argument=[
        induction(t, 0, T, halves(t) + "1/2"**t <= 1, base=[have(halves(0) == 0)],
                  step=[have(halves(t + 1) == halves(t) + "1/2" ** (t + 1)),
                        have("1/2" ** (t + 1) == "1/2"**t / 2)]),
        have(halves(T) + "1/2"**T <= 1, for_all(t, 0, T, halves(t) + "1/2"**t <= 1))]),
    "a contradiction": Statement("", [0 <= u, 0 <= v], implies(u + v < 0, w <= 0), argument=[
        suppose(u + v < 0, [have(w <= 0, 0 <= u, u + v < 0, 0 <= v)], w <= 0)]),
}  # fmt: skip


@pytest.mark.parametrize("name", PROVED)
def test_proved(name):
    assert proof_of(PROVED[name]) is not None


def test_an_argument_is_no_part_of_the_problem_but_of_the_cache_key():
    bare = PROVED["induction"].replaced(argument=())
    assert bare.digest == PROVED["induction"].digest
    assert key(bare, ["symbolic"], "quick", 0) != key(PROVED["induction"], ["symbolic"], "quick", 0)


def broken(*lines, given=(small,), claim=None):
    return Statement("", list(given), halved(T) if claim is None else claim, argument=lines)


GAPS = {
    "no step": broken(induction(t, 0, T, fro(Zs[t]) <= 2**-t, base, []), claim=fro(Zs[T]) <= 0),
    "a false invariant": broken(induction(t, 0, T, fro(Zs[t + 1]) <= 0), last := have(fro(Zs[T + 1]) <= 0),
                                claim=fro(Zs[T + 1]) <= 0),
    "no base": broken(induction(t, 0, T, halved(t), [], step), given=[fro(B) <= 1]),
    "a shifted range": broken(induction(t, 0, T - 1, halved(t), base, step)),
    "a range that begins late": broken(induction(t, 1, T, halved(t), [], step), given=[]),
    "a step beyond the range": Statement("", [for_all(t, 0, T, halved(t) | (u <= v))], for_all(t, 0, T, u <= v),
        argument=[each(t, 0, T, [have(halved(t + 1) | (u <= v), for_all(t, 0, T, halved(t) | (u <= v)))], u <= v)]),
    "a case left out": Statement("", [any_of(u <= v, w <= v), u <= w], w <= v, argument=[
        cases(any_of(u <= v, w <= v), [], [], w <= v)]),
    "a false case": Statement("", [], 0 <= u, argument=[cases(0 <= u, [], [], 0 <= u)]),
    "a hypothesis of what is used": Statement("", [], 2 * u <= u + v, argument=[use(grow)]),
    "what is used is not proved": Statement("", [], u <= v, argument=[use(Statement("", [], u <= v))]),
    "another recursion from that start": Statement("", [fro(Zs[s]) <= 1], fro(Qs[T]) <= "1/2", argument=[
        have(fro(Qs[T]) <= "1/2", use(stays, {A: Zs[s]}), fro(Zs[s]) <= 1)]),
    "a condition of a fact": Statement("", [], 0 <= u, argument=[fact("cancel_positive", x=v, y=u)]),
    "too few citations": Statement("", [u <= v, v <= w], u <= w, argument=[have(u <= w, u <= v)]),
}  # fmt: skip


@pytest.mark.parametrize("name", GAPS)
def test_a_gap_proves_nothing(name):
    assert proof_of(GAPS[name]) is None


def test_the_line_that_failed_is_named():
    with pytest.raises(Unsupported, match=r"line 1 of the argument, u <= w: not found"):
        run(GAPS["too few citations"], budget("quick"), 0)
    with pytest.raises(Unsupported, match=r"the hypothesis u <= v of 'a sum of squares' was not found"):
        run(GAPS["a hypothesis of what is used"], budget("quick"), 0)
    with pytest.raises(Unsupported, match=r"line 1.base.end of the argument"):
        run(GAPS["no base"], budget("quick"), 0)


def test_explain_goes_on_after_a_failed_line(capsys):
    assert not explain(GAPS["too few citations"])
    assert "FAILED" in capsys.readouterr().out
    assert explain(PROVED["induction"])
    assert "1.step.1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([have(halved(T), halved(t))], "neither a hypothesis nor an earlier line"),
        ([along, have(halved(T), halved(T + 1))], "neither a hypothesis nor an earlier line"),
        ([have(u <= v)], "speaks of u, v"),
        ([along, have(halved(t))], "speaks of t"),
    ],
)
def test_what_is_not_in_scope_cannot_be_cited(lines, said):
    with pytest.raises(StatementError, match=said):
        Statement("", [small], halved(T), argument=lines)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: have(u), "not a relation"),
        (lambda: have(u <= v, u), "not a relation"),
        (lambda: fact("no_such_fact"), "not a standard fact"),
        (lambda: fact("fro_triangle", A=A), "is about"),
        (lambda: induction(u, 0, T, u <= v), "not an integer variable"),
        (lambda: each(t, 0, T, [u <= v], u <= v), "is not a line"),
        (lambda: cases(any_of(u <= v, v <= u), [], u <= v), "has 2 cases, not 1"),
        (lambda: cases(A == B, [], [], u <= v), "neither any_of"),
        (lambda: obtain(F, u <= v, [], u <= v), "not an inclusion"),
        (lambda: obtain(2 * F, colspan(A) <= colspan(B), [], u <= v), "not a matrix variable"),
        (lambda: obtain(F, colspan(A) <= colspan(B), [], fro(F) <= v), "known only inside"),
        (lambda: root(X, u <= v, [], u <= v), "not a relation A <= B"),
    ],
)
def test_malformed_lines(build, said):
    with pytest.raises(StatementError, match=said):
        build()


def test_without_a_hypothesis_that_is_cited_the_argument_goes():
    fewer = PROVED["induction"].with_given([])
    assert fewer.argument == ()
    assert proof_of(fewer) is None
    more = PROVED["induction"].with_given([small, fro(B) <= 2])
    assert more.argument
    assert proof_of(more) is not None


def test_a_circle_of_uses_proves_nothing():
    one = Statement("one", [], u <= v, argument=[have(v <= u + 1 - 1)])
    two = Statement("two", [], v <= u, argument=[use(one)])
    object.__setattr__(one, "argument", (use(two),))
    object.__setattr__(one, "uses", (use(two),))
    assert proof_of(two) is None
    with pytest.raises(Unsupported):
        run(two, budget("quick"), 0)
    assert certificate_of(Statement("", [], u <= u)) is not None


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        (sqrt(u * v) <= w, 0 <= u * v),
        (w <= 1 / sqrt(u + v), 0 < u + v),
        (log(u - v) <= w, v < u),
        (all_of(u <= v, u / sqrt(v) <= w), 0 < v),
    ],
)
def test_a_hypothesis_says_that_it_is_defined(given, claim):
    assert proof_of(Statement("", [given], claim, argument=[have(claim, by=())])) is not None


def test_quotients_that_cancel_are_shown_to_be_defined():
    step = next(s for s in appendix_c.steps if s.text == "(12), 2nd line, 1st ≥")
    assert check(step.holds.problem, certificate_of(step.holds)).accepted
