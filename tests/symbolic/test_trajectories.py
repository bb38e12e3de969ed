"""Statements about all iterates and all sizes, proved by induction from an author's argument; damaged ones are not."""

import json

import pytest

from lemmas.ward_kolda.lemma_4_1 import eq_3, eq_4
from lemmas.ward_kolda.setting import (
    X0,
    Y0,
    A,
    T,
    X,
    Xs,
    Y,
    Ys,
    d,
    eta,
    f,
    grad_x,
    grad_y,
    m,
    n,
    r,
    standing,
    t,
)
from verify import Statement, all_of, colspan, floor, for_all, fro, matrix, rank, real, spec, sqrt, sv, use
from verify.argument import cases, fact, have, induction, obtain
from verify.budget import budget
from verify.checking.check import check
from verify.errors import StatementError, Unsupported
from verify.methods.symbolic import certificate_of, run
from verify.methods.symbolic.arguments import LineNotFound

f0 = f(X0, Y0)
gx, gy = grad_x(Xs[t], Ys[t]), grad_y(Xs[t + 1], Ys[t])



def proof_of(statement):
    """The certificate that a run finds, as the checker accepts it, or None."""
    try:
        found = run(statement, budget("quick"), 0)
    except Unsupported:
        return None
    proofs = [json.loads(json.dumps(e.certificate)) for e in found if e.kind == "proof"]
    assert all(check(statement.problem, certificate).accepted for certificate in proofs)
    return proofs[0] if proofs else None


# ---- the contraction in Y


def contraction(order=2, cases_of=slice(None), facts=True):
    """f after the step in Y, by the spectrum of X'X on its range; the parameters leave parts of the proof out."""
    F, s = matrix("F", d, n), sv(X, r)
    after = f(X, Y - eta * grad_y(X, Y))
    goal = after <= (1 - eta * s**2) ** order * f(X, Y)
    vanishing = [
        have(s == 0, s <= 0),
        have(after <= f(X, Y), spec(X) ** 2 <= 1 / eta),
        have(goal, s == 0, after <= f(X, Y)),
    ]
    between = [fact("gram_between", A=X, k=r, c=2 / eta - s**2)] if facts else []
    spread = [
        have(rank(X) <= rank(A), colspan(X) <= colspan(A)),
        have(r <= rank(X), 0 < s),
        have(rank(A) <= rank(X), r <= rank(X), rank(A) == r),
        have(colspan(A) <= colspan(X), colspan(X) <= colspan(A), rank(A) <= rank(X)),
        have(rank(X) <= r, rank(X) <= rank(A), rank(A) == r),
        have(s <= spec(X), by=()),
        have(spec(X) ** 2 <= 2 / eta - s**2, s <= spec(X), spec(X) ** 2 <= 1 / eta, 0 < s),
        obtain(F, colspan(A) <= colspan(X), [have(goal, A == X @ F, *between)], goal),
    ]
    given = [*standing, colspan(X) <= colspan(A), spec(X) ** 2 <= 1 / eta]
    parts = [vanishing, spread]
    parts = [part if k in range(2)[cases_of] else [] for k, part in enumerate(parts)]
    return Statement("contraction", given, goal, argument=[have(r <= m, rank(A) == r), cases(s <= 0, *parts, goal)])


# ---- Proposition 4.2

w, g, u = (real(name, ge=0) for name in "wgu")
s, h, k, l = real("s", ge=0), real("h"), real("k"), real("l")  # noqa: E741
far = w**2 <= 2 * eta * (s + 1) * (l - k)
moved = (w <= u + eta * g, u**2 <= 2 * eta * s * (l - h), g**2 <= 2 / eta * (h - k), h <= l)
one_more_step = Statement("one more step", moved, far, argument=[
    cases(s <= 0, [
        have(u**2 <= 0, moved[1], s <= 0, h <= l),
        have(u <= 0, u**2 <= 0),
        have(w <= eta * g, u <= 0, moved[0]),
        have(w**2 <= eta**2 * g**2, w <= eta * g),
        have(eta**2 * g**2 <= 2 * eta * (h - k), moved[2]),
        have(w**2 <= 2 * eta * (l - k), w**2 <= eta**2 * g**2, eta**2 * g**2 <= 2 * eta * (h - k), h <= l),
        have(s == 0, s <= 0),
        have(far, s == 0, w**2 <= 2 * eta * (l - k)),
    ], [have(far, *moved, 0 < s)], far),
])  # fmt: skip


def half(a):
    return f(Xs[a + 1], Ys[a])


def full(a):
    return f(Xs[a], Ys[a])


def near(M, M0, a, value):
    return fro(M - M0) ** 2 <= 2 * eta * a * (f0 - value)


def small(M):
    return spec(M) ** 2 <= 1 / eta


def invariant(a):
    return all_of(small(Xs[a]), small(Ys[a]), near(Xs[a], X0, a, full(a)), near(Ys[a], Y0, a, full(a)), full(a) <= f0)


start_x, start_y = spec(X0) ** 2 <= 9 / (16 * eta), spec(Y0) ** 2 <= 9 / (16 * eta)


def moves(M, M0, gradient, before, after, start):
    """The lines for one component: how far it moves, and that its norm stays small."""
    step, gap = fro(M[t + 1] - M0), M[t + 1] - M0 == (M[t] - M0) - eta * gradient
    triangle = step <= fro(M[t] - M0) + eta * fro(gradient)
    descent = fro(gradient) ** 2 <= 2 / eta * (full(t) - after)
    values = {w: step, u: fro(M[t] - M0), g: fro(gradient), s: t, h: full(t), k: after, l: f0}
    return [
        have(gap, by=()),
        have(triangle, gap),
        have(descent, fro(gradient) ** 2 <= 2 / eta * (before - after), before <= full(t)),
        have(near(M[t + 1], M0, t + 1, after), triangle, near(M[t], M0, t, full(t)), descent, full(t) <= f0,
             use(one_more_step, values)),
        have(16 * eta * step**2 <= 1, near(M[t + 1], M0, t + 1, after), short, 0 <= after),
        have(spec(M[t + 1]) <= spec(M0) + step, by=()),
        have(small(M[t + 1]), spec(M[t + 1]) <= spec(M0) + step, 16 * eta * step**2 <= 1, start),
    ]  # fmt: skip


short = 32 * eta**2 * (t + 1) * f0 <= 1
base = [
    have(small(Xs[0]), start_x),
    have(small(Ys[0]), start_y),
    have(near(Xs[0], X0, 0, full(0)), by=()),
    have(near(Ys[0], Y0, 0, full(0)), by=()),
    have(full(0) <= f0, by=()),
]
step = [
    have(full(t) <= full(t), by=()),
    have(fro(gx) ** 2 <= 2 / eta * (full(t) - half(t)), use(eq_3), small(Ys[t])),
    have(half(t) <= full(t), fro(gx) ** 2 <= 2 / eta * (full(t) - half(t))),
    have(0 <= half(t), by=()),
    have(0 <= full(t + 1), by=()),
    have(short, 32 * eta**2 * T * f0 <= 1, 0 < f0),
    *moves(Xs, X0, gx, full(t), half(t), start_x),
    have(fro(gy) ** 2 <= 2 / eta * (half(t) - full(t + 1)), use(eq_4), small(Xs[t + 1])),
    have(full(t + 1) <= half(t), fro(gy) ** 2 <= 2 / eta * (half(t) - full(t + 1))),
    *moves(Ys, Y0, gy, half(t), full(t + 1), start_y),
    have(near(Xs[t + 1], X0, t + 1, full(t + 1)), near(Xs[t + 1], X0, t + 1, half(t)), full(t + 1) <= half(t)),
    have(full(t + 1) <= f0, full(t + 1) <= half(t), half(t) <= full(t), full(t) <= f0),
]


def bounded(number=32, base=base, step=step, claim=None, low=0, given=(start_x, start_y), end=()):
    """Proposition 4.2 with 1/(number eta^2 f0) steps, for every T."""
    horizon = 1 / (number * eta**2 * f0)
    claim = small(Xs[T]) if claim is None else claim
    return Statement("4.2", [*standing, *given, T <= floor(horizon)], claim, argument=[
        have(T <= horizon, T <= floor(horizon)),
        have(0 < f0, by=()),
        have(number * eta**2 * T * f0 <= 1, T <= horizon, 0 < f0),
        *([have(32 * eta**2 * T * f0 <= 1, number * eta**2 * T * f0 <= 1, 0 < f0)] if number != 32 else []),
        induction(t, low, T, invariant(t), base, step),
        have(invariant(T), for_all(t, 0, T, invariant(t))),
        *end,
    ])  # fmt: skip


root_of_moved = sqrt(2 * T * eta * f0)
singular = sv(X0, r) - root_of_moved <= sv(Xs[T], r)
to_singular = [
    have(r <= m, rank(A) == r),
    have(0 <= full(T), by=()),
    have(fro(Xs[T] - X0) ** 2 <= 2 * T * eta * f0, near(Xs[T], X0, T, full(T)), 0 <= full(T)),
    have(fro(Xs[T] - X0) <= root_of_moved, fro(Xs[T] - X0) ** 2 <= 2 * T * eta * f0, 0 < f0),
    have(spec(X0 - Xs[T]) <= fro(Xs[T] - X0), fact("spec_le_fro", A=X0 - Xs[T])),
    have(sv(X0, r) <= sv(Xs[T], r) + spec(X0 - Xs[T]), fact("sv_weyl", A=Xs[T], A2=X0 - Xs[T], k=r)),
    have(singular, sv(X0, r) <= sv(Xs[T], r) + spec(X0 - Xs[T]), spec(X0 - Xs[T]) <= fro(Xs[T] - X0),
         fro(Xs[T] - X0) <= root_of_moved),
]  # fmt: skip

PROVED = {
    "the contraction": contraction(),
    "one more step": one_more_step,
    "Proposition 4.2, bounded": bounded(),
    "Proposition 4.2, fewer steps": bounded(number=33),
    "Proposition 4.2, singular values": bounded(claim=singular, end=to_singular),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved_for_all_sizes_and_all_steps(name):
    assert proof_of(PROVED[name]) is not None


DAMAGED = {
    "a contraction by more": lambda: contraction(order=3),
    "the case of a vanishing singular value": lambda: contraction(cases_of=slice(1, None)),
    "the case of a positive one": lambda: contraction(cases_of=slice(0, 1)),
    "the spectrum": lambda: contraction(facts=False),
    "too many steps": lambda: bounded(number=31),
    "the base": lambda: bounded(base=[], given=(start_x,), step=[]),
    "a later base": lambda: bounded(low=1),
    "the step": lambda: bounded(step=step[:-1], claim=full(T) <= f0 / 2),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_without_a_part_nothing_is_proved(name):
    try:
        damaged = DAMAGED[name]()
    except StatementError:  # a line that is cited is no longer there
        return
    with pytest.raises(LineNotFound):
        certificate_of(damaged, 3_000)


def test_the_checker_refuses_a_certificate_with_a_line_taken_out():
    statement = PROVED["Proposition 4.2, bounded"]
    whole = json.loads(json.dumps(certificate_of(statement)))
    inside = next(line for line in whole["lines"] if line["rule"] == "induction")
    for part in ("base", "step"):
        damaged = json.loads(json.dumps(whole))
        block = next(line for line in damaged["lines"] if line["id"] == inside["id"])[part]["lines"]
        del block[len(block) // 2]
        assert not check(statement.problem, damaged).accepted
