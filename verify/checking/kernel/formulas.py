"""Formulas of the kernel: hash-consed terms whose bound variables have no names.

The variable of a binder (`sum`, `forall`: arguments lower limit, upper limit, body) is ("bound", k), where k counts
the binders in between, so substitution cannot capture. A binder is entered by `opened`, which puts a variable of its
own in place of index 0. Equal terms are one object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from typing import Any
from weakref import WeakValueDictionary

BINDERS = ("sum", "forall")
MAX_DEPTH = 400
MAX_WEIGHT = 200_000


class Rejected(Exception):
    """The certificate is not a proof in the format; the text says why."""


class Term:
    """`head` and `args` (terms, names, small integers, fractions). `key` orders terms by structure, `serial` quickly.

    levels: the opened variables ("level", d) inside; names: the declared names inside; loose: how many bound indices
    point outside; weight: the number of nodes when written out, where equal subterms count as often as they occur.
    """

    __slots__ = ("__weakref__", "args", "depth", "head", "key", "levels", "loose", "names", "serial", "weight")

    head: str
    args: tuple[Any, ...]
    key: tuple[Any, ...]
    levels: frozenset[int]
    names: frozenset[str]
    loose: int
    depth: int
    serial: int
    weight: int

    def __repr__(self) -> str:
        if self.head == "num":
            return str(self.args[0])
        if self.head == "var":
            return str(self.args[0])
        return f"{self.head}({', '.join(map(str, self.args))})"


_table: WeakValueDictionary[tuple[Any, ...], Term] = WeakValueDictionary()
_serials = count()
_NONE: frozenset[Any] = frozenset()


def make(head: str, *args: Any) -> Term:
    """The one term with this head and these arguments."""
    found = _table.get((head, args))
    if found is not None:
        return found
    term = Term()
    term.head, term.args, term.serial = head, args, next(_serials)
    inner = [a for a in args if isinstance(a, Term)]
    term.depth = 1 + max((a.depth for a in inner), default=0)
    if term.depth > MAX_DEPTH:
        raise Rejected("a formula is nested too deeply")
    term.weight = 1 + sum(a.weight for a in inner)
    if term.weight > MAX_WEIGHT:
        raise Rejected("a formula is too large when its definitions are unfolded")
    term.key = (head, len(args), tuple(map(_key, args)))
    term.levels = _NONE.union(*(a.levels for a in inner)) if inner else _NONE
    term.names = _NONE.union(*(a.names for a in inner)) if inner else _NONE
    if head == "level":
        term.levels = frozenset({args[0]})
    elif head in ("var", "at"):
        term.names |= {args[0]}
    if head == "bound":
        term.loose = args[0] + 1
    elif head in BINDERS:
        term.loose = max(args[0].loose, args[1].loose, args[2].loose - 1)
    else:
        term.loose = max((a.loose for a in inner), default=0)
    _table[(head, args)] = term
    return term


def _key(arg: Any) -> tuple[Any, ...]:
    if isinstance(arg, Term):
        return (3, arg.key)
    return (2, arg) if isinstance(arg, str) else (1, arg)


def num(value: Fraction | int) -> Term:
    return make("num", Fraction(value))


def var(name: str) -> Term:
    return make("var", name)


ZERO, ONE = num(0), num(1)


def level(*terms: Term) -> Term:
    """A variable for an opened binder that occurs in none of the terms."""
    return make("level", 1 + max((d for t in terms for d in t.levels), default=-1))


def rebuilt(term: Term, go: Callable[[Term], Term]) -> Term:
    return make(term.head, *(go(a) if isinstance(a, Term) else a for a in term.args))


def opened(body: Term, value: Term) -> Term:
    """The body of a binder with `value`, which has no loose indices, for its variable."""
    if value.loose:
        raise Rejected("a bound variable escapes its binder")
    memo: dict[tuple[Term, int], Term] = {}

    def go(term: Term, k: int) -> Term:
        if term.loose <= k:
            return term
        if term.head == "bound":
            return value if term.args[0] == k else make("bound", term.args[0] - 1)
        if (term, k) not in memo:
            memo[term, k] = _under(term, k, go)
        return memo[term, k]

    return go(body, 0)


def closed(term: Term, leaf: Term) -> Term:
    """The body of a binder whose variable is `leaf` in `term`; the inverse of `opened`."""
    if term.loose:
        raise Rejected("a bound variable escapes its binder")
    memo: dict[tuple[Term, int], Term] = {}

    def go(part: Term, k: int) -> Term:
        if part is leaf:
            return make("bound", k)
        if (leaf.levels and not leaf.levels <= part.levels) or (leaf.names and not leaf.names <= part.names):
            return part
        if (part, k) not in memo:
            memo[part, k] = _under(part, k, go)
        return memo[part, k]

    return go(term, 0)


def _under(term: Term, k: int, go: Callable[[Term, int], Term]) -> Term:
    if term.head in BINDERS:
        low, high, body = term.args
        return make(term.head, go(low, k), go(high, k), go(body, k + 1))
    return rebuilt(term, lambda a: go(a, k))


def replaced(
    term: Term,
    values: Mapping[str, Term],
    sequences: Mapping[str, Term] | None = None,
    recursions: Mapping[str, str] | None = None,
) -> Term:
    """Names replaced all at once: variables by terms, sequences by bodies over an index, recursions by other names."""
    bodies, renamed = sequences or {}, recursions or {}
    memo: dict[Term, Term] = {}
    if any(v.loose for v in values.values()):
        raise Rejected("a bound variable escapes its binder")

    def go(part: Term) -> Term:
        if not renamed and part.names.isdisjoint(values) and part.names.isdisjoint(bodies):
            return part
        if part.head == "var":
            return values.get(part.args[0], part)
        if part not in memo:
            memo[part] = build(part)
        return memo[part]

    def build(part: Term) -> Term:
        if part.head == "at" and part.args[0] in bodies:
            return opened_at(bodies[part.args[0]], go(part.args[1]))
        if part.head == "iterate":
            return make("iterate", renamed.get(part.args[0], part.args[0]), part.args[1], go(part.args[2]))
        return rebuilt(part, go)

    return go(term)


def opened_at(body: Term, index: Term) -> Term:
    """`opened` for an index that may itself stand under binders; the body has no inner binders around its index."""
    if not index.loose:
        return opened(body, index)
    if any(t.head in BINDERS for t in subterms(body)):
        raise Rejected("a sequence is replaced under a binder by a body that has a binder")

    def go(part: Term) -> Term:
        if part.head == "bound":
            return index
        return part if not part.loose else rebuilt(part, go)

    return go(body)


def exchanged(term: Term, leaf: Term, value: Term) -> Term:
    """The opened variable `leaf` replaced by `value`, which has no loose indices."""
    memo: dict[Term, Term] = {}

    def go(part: Term) -> Term:
        if part is leaf:
            return value
        if not leaf.levels <= part.levels:
            return part
        if part not in memo:
            memo[part] = rebuilt(part, go)
        return memo[part]

    return go(term)


def subterms(term: Term) -> Iterator[Term]:
    """Every distinct subterm, once, also under binders."""
    seen: set[Term] = set()
    stack = [term]
    while stack:
        part = stack.pop()
        if part not in seen:
            seen.add(part)
            yield part
            stack.extend(a for a in part.args if isinstance(a, Term))
