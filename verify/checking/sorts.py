"""The sort of every operator's result: arity, sorts and shapes of the arguments are checked here."""

from __future__ import annotations

from collections.abc import Callable

from .outcomes import Malformed
from .terms import INTEGER, PROP, REAL, Node, Sort, size

Args = tuple[Node, ...]
Rule = Callable[[str, Args], Sort]


def _need(condition: bool, head: str, wanted: str) -> None:
    if not condition:
        raise Malformed(f"{head}: {wanted}")


def _scalars(head: str, args: Args) -> None:
    _need(all(a.sort.scalar for a in args), head, "needs real numbers")


def _integers(head: str, args: Args) -> None:
    _need(all(a.sort.kind == "integer" for a in args), head, "needs integers")


def _matrix(head: str, arg: Node) -> Sort:
    _need(arg.sort.kind == "matrix", head, "needs a matrix")
    return arg.sort


def _square(head: str, arg: Node) -> Sort:
    sort = _matrix(head, arg)
    _need(sort.rows == sort.cols, head, "needs a square matrix")
    return sort


def _arithmetic(head: str, args: Args) -> Sort:
    _scalars(head, args)
    return INTEGER if all(a.sort.kind == "integer" for a in args) else REAL


def _additive(head: str, args: Args) -> Sort:
    if any(a.sort.kind == "matrix" for a in args):
        for a in args:
            _need(_matrix(head, a) == args[0].sort, head, "needs matrices of one shape")
        return args[0].sort
    return _arithmetic(head, args)


def _pow(head: str, args: Args) -> Sort:
    _scalars(head, args)
    base, exponent = args
    natural = exponent.head == "num" and exponent.sort.kind == "integer" and exponent.data >= 0
    return INTEGER if natural and base.sort.kind == "integer" else REAL


def _real(head: str, args: Args) -> Sort:
    _scalars(head, args)
    return REAL


def _floor(head: str, args: Args) -> Sort:
    _scalars(head, args)
    return INTEGER


def _of_square(head: str, args: Args) -> Sort:
    _square(head, args[0])
    return REAL


def _of_matrix(head: str, args: Args) -> Sort:
    _matrix(head, args[0])
    return INTEGER if head == "rank" else REAL


def _indexed(head: str, args: Args) -> Sort:
    (_square if head == "eig" else _matrix)(head, args[0])
    _integers(head, args[1:])
    return REAL


def _case(head: str, args: Args) -> Sort:
    _need(args[0].sort == PROP, head, "needs a condition")
    return _additive(head, args[1:])


def _scale(head: str, args: Args) -> Sort:
    _scalars(head, args[:1])
    return _matrix(head, args[1])


def _matmul(head: str, args: Args) -> Sort:
    a, b = _matrix(head, args[0]), _matrix(head, args[1])
    _need(a.cols == b.rows, head, "the inner sizes differ")
    return Sort("matrix", a.rows, b.cols)


def _transpose(head: str, args: Args) -> Sort:
    a = _matrix(head, args[0])
    return Sort("matrix", a.cols, a.rows)


def _hadamard(head: str, args: Args) -> Sort:
    _need(_matrix(head, args[0]) == _matrix(head, args[1]), head, "needs matrices of one shape")
    return args[0].sort


def _same_square(head: str, args: Args) -> Sort:
    _integers(head, args[1:])
    return _square(head, args[0])


def _absm(head: str, args: Args) -> Sort:
    a = _matrix(head, args[0])
    return Sort("matrix", a.cols, a.cols)


def _sized(head: str, args: Args) -> Sort:
    _integers(head, args)
    return Sort("matrix", size(args[0]), size(args[-1]))


def _colspan(head: str, args: Args) -> Sort:
    return Sort("subspace", _matrix(head, args[0]).rows)


def _together(head: str, args: Args) -> Sort:
    allowed = ("subspace",) if head == "join" else ("subspace", "union")
    _need(all(a.sort.kind in allowed for a in args), head, "needs subspaces")
    _need(args[0].sort.rows == args[1].sort.rows, head, "needs subspaces of one space")
    return Sort("subspace" if head == "join" else "union", args[0].sort.rows)


def _inclusion(head: str, args: Args) -> Sort:
    allowed = ("subspace", "union") if head == "subset" else ("subspace",)
    _need(all(a.sort.kind in allowed for a in args), head, "needs subspaces")
    _need(args[0].sort.rows == args[1].sort.rows, head, "needs subspaces of one space")
    return PROP


def _relation(head: str, args: Args) -> Sort:
    if head == "eq" and any(a.sort.kind == "matrix" for a in args):
        _hadamard(head, args)
    else:
        _scalars(head, args)
    return PROP


def _loewner(head: str, args: Args) -> Sort:
    _need(_square(head, args[0]) == _square(head, args[1]), head, "needs matrices of one shape")
    return PROP


def _logical(head: str, args: Args) -> Sort:
    _need(len(args) > 0 and all(a.sort == PROP for a in args), head, "needs propositions")
    return PROP


def _probability(head: str, args: Args) -> Sort:
    _need(args[0].sort == PROP, head, "needs an event")
    return REAL


ANY = -1
RULES: dict[str, tuple[int, Rule]] = {
    **dict.fromkeys(("add", "sub"), (2, _additive)),
    "neg": (1, _additive),
    **dict.fromkeys(("mul", "min", "max"), (2, _arithmetic)),
    "abs": (1, _arithmetic),
    "div": (2, _real),
    "pow": (2, _pow),
    **dict.fromkeys(("sqrt", "exp", "log"), (1, _real)),
    "floor": (1, _floor),
    "case": (3, _case),
    **dict.fromkeys(("tr", "det"), (1, _of_square)),
    **dict.fromkeys(("fro", "spec", "nuc", "rank"), (1, _of_matrix)),
    **dict.fromkeys(("sv", "eig"), (2, _indexed)),
    "entry": (3, _indexed),
    "scale": (2, _scale),
    "matmul": (2, _matmul),
    "transpose": (1, _transpose),
    **dict.fromkeys(("inv", "sqrtm", "expm"), (1, _same_square)),
    "matpow": (2, _same_square),
    "hadamard": (2, _hadamard),
    "absm": (1, _absm),
    "eye": (1, _sized),
    "zeros": (2, _sized),
    "colspan": (1, _colspan),
    **dict.fromkeys(("join", "union"), (2, _together)),
    **dict.fromkeys(("subset", "seteq"), (2, _inclusion)),
    **dict.fromkeys(("le", "lt", "eq"), (2, _relation)),
    "loewner": (2, _loewner),
    **dict.fromkeys(("and", "or"), (ANY, _logical)),
    "not": (1, _logical),
    "implies": (2, _logical),
    "pr": (1, _probability),
}


def sort_of(head: str, args: Args) -> Sort:
    """The sort of an ordinary operator; raises Malformed on an unknown head, a wrong arity, sort or shape."""
    if head not in RULES:
        raise Malformed(f"unknown head {head[:40]!r}")
    arity, rule = RULES[head]
    if arity not in (ANY, len(args)):
        raise Malformed(f"{head} takes {arity} arguments, not {len(args)}")
    return rule(head, args)
