"""Points where a residual nearly vanishes: the loss of a factorization, the defect of an equation inside a norm.

A hypothesis or claim that speaks of the norm of a difference behaves differently where the difference is small beside
its terms, and random points are never there. One matrix is moved towards the value that makes it zero.
"""

from __future__ import annotations

import numpy as np

from verify.arithmetic.arrays import where
from verify.arithmetic.batch import Array
from verify.errors import ProofgaugeError
from verify.methods.falsify import charts, shapes, solving
from verify.methods.falsify.domain import Block, Domain
from verify.substitution import free_symbols
from verify.tree import Expr, make, walk

NORMS = ("fro", "spec", "nuc")
LIMIT = 4


def residuals(domain: Domain) -> list[tuple[Expr, Block]]:
    """(equation E == 0, block of a matrix in which E is affine) for differences E under a norm; at most a few."""
    found: list[tuple[Expr, Block]] = []
    props = shapes.flattened((*domain.statement.given, domain.statement.claim))
    for node in walk(*props):
        if node.op not in NORMS or node.args[0].op not in ("add", "sub"):
            continue
        inner = node.args[0]
        if any(e.op in ("iterate", "sum", "case", "at") for e in walk(inner)):
            continue
        equation = make("eq", (inner, make("zeros", inner.shape)))
        for block in domain.blocks:
            free = isinstance(block.chart, charts.Free) and block.chart.count and block.term is None
            if free and block.symbol in free_symbols(inner) and shapes.solvable(equation, block.symbol):
                found.append((equation, block))
    return found[:LIMIT]


def shrunk(domain: Domain, theta: Array, rng: np.random.Generator) -> Array:
    """Rows (B, p) with a residual of the statement shrunk by a random factor, most of them towards zero."""
    choices = residuals(domain)
    if not choices or not len(theta):
        return theta
    theta = theta.copy()
    owner = rng.integers(0, len(choices), len(theta))
    for k, (equation, block) in enumerate(choices):
        rows = np.flatnonzero(owner == k)
        if not len(rows):
            continue
        part = theta[rows]
        batch = domain.build(part)
        current = batch.root.values[block.symbol]
        try:
            solved = solving.solve_float(batch, block.symbol, (equation,), current, False)
        except (ProofgaugeError, np.linalg.LinAlgError):
            continue
        keep = 10.0 ** -rng.uniform(0, 4, (len(rows), 1, 1))
        moved = where(np.isfinite(solved), solved + keep * (current - solved), current)
        part[:, block.place] = moved.reshape(len(rows), -1)
        theta[rows] = part
    return theta
