"""The sort of each operator's result; the place where shapes are checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.dimensions import same_size
from verify.errors import ShapeError, StatementError
from verify.tree import INTEGER, PROP, REAL, SCALARS, SUBSPACE, Definition, Expr, Recursion, Sort, Symbol, walk

Args = tuple[Expr, ...]
Data = tuple[Any, ...]
Rule = Callable[[str, Args, Data], Sort]


def matrix_sort(rows: Expr, cols: Expr) -> Sort:
    return Sort("matrix", rows, cols)


def show(expr: Expr) -> str:
    return f"{expr} [{shape_text(expr)}]"


def shape_text(expr: Expr) -> str:
    return f"{expr.shape[0]} x {expr.shape[1]}" if expr.is_matrix else expr.sort.kind


def need(kinds: tuple[str, ...], op: str, *args: Expr) -> None:
    for arg in args:
        if arg.sort.kind not in kinds:
            wanted = " or ".join(kinds)
            raise StatementError(f"{op} needs {wanted}, but {arg} is a {arg.sort.kind}")


def square(op: str, arg: Expr) -> Expr:
    need(("matrix",), op, arg)
    rows, cols = arg.shape
    if not same_size(rows, cols):
        raise ShapeError(f"{op} needs a square matrix, but {show(arg)} is not square")
    return rows


def symmetric(op: str, arg: Expr) -> Expr:
    from verify.algebra import is_symmetric

    rows = square(op, arg)
    if not is_symmetric(arg):
        raise StatementError(
            f"{op} needs a symmetric matrix, and {arg} is not symmetric by its form; declare its variables "
            "symmetric, or use its symmetric part (M + M.T)/2"
        )
    return rows


def same_shape(op: str, a: Expr, b: Expr) -> None:
    if not all(same_size(x, y) for x, y in zip(a.shape, b.shape, strict=True)):
        raise ShapeError(f"{op} needs equal shapes, but {show(a)} and {show(b)} differ")


def additive(op: str, args: Args, data: Data) -> Sort:
    if any(a.is_matrix for a in args):
        if not all(a.is_matrix for a in args):
            shown = " and ".join(show(a) for a in args)
            raise ShapeError(f"{op} of a matrix and a scalar: {shown}; write s*eye(n) for a multiple of the identity")
        for other in args[1:]:
            same_shape(op, args[0], other)
        return args[0].sort
    return arithmetic(op, args, data)


def arithmetic(op: str, args: Args, data: Data) -> Sort:
    need(SCALARS, op, *args)
    return INTEGER if all(a.sort.kind == "integer" for a in args) else REAL


def power(op: str, args: Args, data: Data) -> Sort:
    need(SCALARS, op, *args)
    base, exponent = args
    natural = exponent.op == "num" and exponent.data[0] >= 0 and exponent.sort.kind == "integer"
    return INTEGER if base.sort.kind == "integer" and natural else REAL


def real_function(op: str, args: Args, data: Data) -> Sort:
    need(SCALARS, op, *args)
    return REAL


def norm(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), op, *args)
    return REAL


def transpose(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), op, *args)
    rows, cols = args[0].shape
    return matrix_sort(cols, rows)


def scale(op: str, args: Args, data: Data) -> Sort:
    need(SCALARS, op, args[0])
    need(("matrix",), op, args[1])
    return args[1].sort


def matmul(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), "@", *args)
    a, b = args
    if not same_size(a.shape[1], b.shape[0]):
        raise ShapeError(
            f"({a}) @ ({b}): {show(a)} has {a.shape[1]} columns and {show(b)} has {b.shape[0]} rows"
        )
    return matrix_sort(a.shape[0], b.shape[1])


def hadamard(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), op, *args)
    same_shape(op, *args)
    return args[0].sort


def squares(op: str, args: Args, data: Data) -> Sort:
    rows = square(op, args[0])
    return matrix_sort(rows, rows)


def square_scalar(op: str, args: Args, data: Data) -> Sort:
    square(op, args[0])
    return REAL


def symmetric_root(op: str, args: Args, data: Data) -> Sort:
    rows = symmetric(op, args[0])
    return matrix_sort(rows, rows)


def modulus(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), op, *args)
    cols = args[0].shape[1]
    return matrix_sort(cols, cols)


def matpow(op: str, args: Args, data: Data) -> Sort:
    need(("integer",), "exponent", args[1])
    return squares("**", args[:1], data)


def spectral_value(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), op, args[0])
    if op == "eig":
        symmetric(op, args[0])
    need(("integer",), f"index of {op}", args[1])
    if args[1].op == "num" and args[1].data[0] < 1:
        raise StatementError(f"{op}(M, k) is defined for 1 <= k <= min(shape), not for k = {args[1]}")
    return REAL


def entry(op: str, args: Args, data: Data) -> Sort:
    need(("matrix",), op, args[0])
    need(("integer",), f"index of {op}", *args[1:])
    return REAL


def sized(op: str, args: Args, data: Data) -> Sort:
    need(("integer",), f"size of {op}", *args)
    return matrix_sort(args[0], args[-1])


def binder(op: str, args: Args, data: Data) -> Sort:
    bound, low, high, body = args
    need(("integer",), f"index and limits of {op}", bound, low, high)
    if bound.op != "var":
        raise StatementError(f"{op} needs a variable to run over, not {bound}")
    if op == "sum":
        need((*SCALARS, "matrix"), op, body)
        return body.sort
    need(("prop",), op, body)
    return PROP


def branch(op: str, args: Args, data: Data) -> Sort:
    need(("prop",), "condition of case", args[0])
    if args[1].is_matrix or args[2].is_matrix:
        need(("matrix",), op, *args[1:])
        same_shape(op, *args[1:])
        return args[1].sort
    return arithmetic(op, args[1:], data)


def relation(op: str, args: Args, data: Data) -> Sort:
    if op == "eq" and any(a.is_matrix for a in args):
        need(("matrix",), "== between matrices", *args)
        same_shape("==", *args)
    else:
        need(SCALARS, {"le": "<=", "lt": "<", "eq": "=="}[op], *args)
    return PROP


def order(op: str, args: Args, data: Data) -> Sort:
    for side in args:
        symmetric("the semidefinite order", side)
    same_shape("the semidefinite order", *args)
    return PROP


def inclusion(op: str, args: Args, data: Data) -> Sort:
    need(("subspace",), op, *args)
    ambient(op, *args)
    return PROP


def subspace(op: str, args: Args, data: Data) -> Sort:
    if op == "colspan":
        need(("matrix",), op, *args)
        return SUBSPACE
    need(("subspace",), op, *args)
    ambient(op, *args)
    return SUBSPACE


def ambient(op: str, *spaces: Expr) -> Expr:
    """The dimension of the space that subspaces live in; they must agree."""
    dims = [ambient(op, *s.args) if s.op in ("join", "union") else s.args[0].shape[0] for s in spaces]
    for space, dim in zip(spaces, dims, strict=True):
        if not same_size(dim, dims[0]):
            raise ShapeError(f"{op}: {spaces[0]} lies in R^({dims[0]}) and {space} in R^({dim})")
    return dims[0]


def logical(op: str, args: Args, data: Data) -> Sort:
    need(("prop",), op, *args)
    return PROP


def probability(op: str, args: Args, data: Data) -> Sort:
    need(("prop",), "Pr", *args)
    if any(node.op == "pr" for node in walk(*args)):
        raise StatementError(f"Pr({args[0]}): an event of which the probability is asked does not contain another Pr")
    return REAL


def call(op: str, args: Args, data: Data) -> Sort:
    target: Definition = data[0]
    if len(args) != len(target.params):
        raise StatementError(f"{target.name} takes {len(target.params)} arguments, not {len(args)}")
    for param, arg in zip(target.params, args, strict=True):
        fit(f"{target.name}(...)", param, arg)
    return target.body.sort


def fit(where: str, param: Symbol, arg: Expr) -> None:
    """Raises unless `arg` may stand for `param`."""
    if param.kind == "matrix":
        need(("matrix",), where, arg)
        wanted = param.sort.shape
        if not all(same_size(x, y) for x, y in zip(wanted, arg.shape, strict=True)):
            raise ShapeError(f"{where}: {param.name} is {wanted[0]} x {wanted[1]}, but {show(arg)} was given")
    else:
        need(SCALARS if param.kind == "real" else ("integer",), where, arg)


def sequence_element(op: str, args: Args, data: Data) -> Sort:
    need(("integer",), "index of a sequence", *args)
    if op == "iterate":
        source: Recursion = data[0]
        return source.state[int(data[1])].sort
    element: Symbol | None = data[0].of
    if element is None:
        raise StatementError(f"{data[0].name} is not a sequence: it has no [index]")
    return element.sort


RULES: dict[str, tuple[int, Rule]] = {
    "num": (0, lambda op, args, data: INTEGER if data[0].denominator == 1 else REAL),
    "var": (0, lambda op, args, data: data[0].sort),
    **dict.fromkeys(("add", "sub"), (2, additive)),
    "neg": (1, additive),
    "mul": (2, arithmetic),
    "pow": (2, power),
    **dict.fromkeys(("min", "max"), (2, arithmetic)),
    "abs": (1, arithmetic),
    "div": (2, real_function),
    **dict.fromkeys(("sqrt", "exp", "log"), (1, real_function)),
    "floor": (1, lambda op, args, data: (need(SCALARS, op, *args), INTEGER)[1]),
    "case": (3, branch),
    **dict.fromkeys(("tr", "det"), (1, square_scalar)),
    **dict.fromkeys(("fro", "spec", "nuc"), (1, norm)),
    **dict.fromkeys(("sv", "eig"), (2, spectral_value)),
    "rank": (1, lambda op, args, data: (need(("matrix",), op, *args), INTEGER)[1]),
    "entry": (3, entry),
    **dict.fromkeys(("sum", "forall"), (4, binder)),
    "scale": (2, scale),
    "matmul": (2, matmul),
    "transpose": (1, transpose),
    **dict.fromkeys(("inv", "expm"), (1, squares)),
    "hadamard": (2, hadamard),
    "sqrtm": (1, symmetric_root),
    "absm": (1, modulus),
    "matpow": (2, matpow),
    "eye": (1, sized),
    "zeros": (2, sized),
    **dict.fromkeys(("at", "iterate"), (1, sequence_element)),
    "call": (-1, call),
    "colspan": (1, subspace),
    **dict.fromkeys(("join", "union"), (2, subspace)),
    **dict.fromkeys(("le", "lt", "eq"), (2, relation)),
    "loewner": (2, order),
    **dict.fromkeys(("subset", "seteq"), (2, inclusion)),
    **dict.fromkeys(("and", "or"), (-1, logical)),
    "implies": (2, logical),
    "not": (1, logical),
    "pr": (1, probability),
}


def sort_of(op: str, args: Args, data: Data) -> Sort:
    """The sort of `op(*args)`. Raises StatementError (unknown operator, wrong arity or sorts) or ShapeError."""
    if op not in RULES:
        raise StatementError(f"unknown operator {op!r}")
    arity, rule = RULES[op]
    if arity not in (-1, len(args)):
        raise StatementError(f"{op} takes {arity} arguments, not {len(args)}")
    return rule(op, args, data)
