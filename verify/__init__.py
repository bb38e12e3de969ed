"""proofgauge: state a claim about matrices once; prove it, refute it, and gauge its constants.

The names below load on first use, so that the independent checker can live in this package and
import nothing but the standard library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verify.language import (
        Pr,
        T,
        absm,
        absolute,
        all_of,
        any_of,
        case,
        colspan,
        define,
        det,
        eig,
        entry,
        exp,
        expm,
        eye,
        floor,
        for_all,
        fro,
        gaussian,
        hadamard,
        implies,
        inner,
        integer,
        inv,
        log,
        matrix,
        maximum,
        minimum,
        nuc,
        orthonormal,
        psd,
        rank,
        real,
        semidefinite,
        size,
        sizes,
        spec,
        sqrt,
        sqrtm,
        summation,
        sv,
        symmetric,
        tr,
        vector,
        zeros,
    )
    from verify.sequences import Iterates, Sequence, recursion, sequence
    from verify.statement import Proof, Statement, Step, fails, use

__version__ = "0.1.0"

__all__ = [
    "Iterates",
    "Pr",
    "Proof",
    "Sequence",
    "Statement",
    "Step",
    "T",
    "absm",
    "absolute",
    "all_of",
    "any_of",
    "case",
    "colspan",
    "define",
    "det",
    "eig",
    "entry",
    "exp",
    "expm",
    "eye",
    "fails",
    "floor",
    "for_all",
    "fro",
    "gaussian",
    "hadamard",
    "implies",
    "inner",
    "integer",
    "inv",
    "log",
    "matrix",
    "maximum",
    "minimum",
    "nuc",
    "orthonormal",
    "psd",
    "rank",
    "real",
    "recursion",
    "semidefinite",
    "sequence",
    "size",
    "sizes",
    "spec",
    "sqrt",
    "sqrtm",
    "summation",
    "sv",
    "symmetric",
    "tr",
    "use",
    "vector",
    "zeros",
]

_ELSEWHERE = {
    **dict.fromkeys(("Proof", "Statement", "Step", "fails", "use"), "statement"),
    **dict.fromkeys(("Iterates", "Sequence", "recursion", "sequence"), "sequences"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"verify has no name {name!r}; the README lists the vocabulary")
    from importlib import import_module

    return getattr(import_module(f"verify.{_ELSEWHERE.get(name, 'language')}"), name)
