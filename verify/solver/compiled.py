"""The steps of `kernels.advance`, compiled. Imported only where numba is.

Written as 4 x 4 blocks of scalars for LLVM's superword vectorizer. Indices are unsigned: for signed ones numba also
compiles Python's meaning of negative indices, which stops vectorization. Nothing is cached on disk; compiling takes
under a second.
"""
# pyright: basic

from __future__ import annotations

from importlib import import_module
from typing import Any

import numba
import numpy as np

from verify.solver.kernels import BLOCK

I0, I1, I2, I3, I4 = (np.uint64(i) for i in range(5))
OPTIONS = {"fastmath": {"contract"}, "error_model": "numpy"}


@numba.njit(**OPTIONS)
def gram(a, g):
    """g = a'a, w x w."""
    w = np.uint64(a.shape[1])
    for i in range(I0, w, I4):
        for j in range(i, w, I4):
            a00 = a01 = a02 = a03 = a10 = a11 = a12 = a13 = 0.0
            a20 = a21 = a22 = a23 = a30 = a31 = a32 = a33 = 0.0
            for k in range(np.uint64(a.shape[0])):
                c0, c1, c2, c3 = a[k, j], a[k, j + I1], a[k, j + I2], a[k, j + I3]
                b = a[k, i]
                a00, a01, a02, a03 = a00 + b * c0, a01 + b * c1, a02 + b * c2, a03 + b * c3
                b = a[k, i + I1]
                a10, a11, a12, a13 = a10 + b * c0, a11 + b * c1, a12 + b * c2, a13 + b * c3
                b = a[k, i + I2]
                a20, a21, a22, a23 = a20 + b * c0, a21 + b * c1, a22 + b * c2, a23 + b * c3
                b = a[k, i + I3]
                a30, a31, a32, a33 = a30 + b * c0, a31 + b * c1, a32 + b * c2, a33 + b * c3
            g[i, j], g[i, j + I1], g[i, j + I2], g[i, j + I3] = a00, a01, a02, a03
            g[i + I1, j], g[i + I1, j + I1], g[i + I1, j + I2], g[i + I1, j + I3] = a10, a11, a12, a13
            g[i + I2, j], g[i + I2, j + I1], g[i + I2, j + I2], g[i + I2, j + I3] = a20, a21, a22, a23
            g[i + I3, j], g[i + I3, j + I1], g[i + I3, j + I2], g[i + I3, j + I3] = a30, a31, a32, a33
            if j > i:
                g[j, i], g[j + I1, i], g[j + I2, i], g[j + I3, i] = a00, a01, a02, a03
                g[j, i + I1], g[j + I1, i + I1], g[j + I2, i + I1], g[j + I3, i + I1] = a10, a11, a12, a13
                g[j, i + I2], g[j + I1, i + I2], g[j + I2, i + I2], g[j + I3, i + I2] = a20, a21, a22, a23
                g[j, i + I3], g[j + I1, i + I3], g[j + I2, i + I3], g[j + I3, i + I3] = a30, a31, a32, a33


@numba.njit(**OPTIONS)
def half_step(a, g, b, s, eta, out):
    """out = a - eta (a g - diag(s) b)."""
    w = np.uint64(a.shape[1])
    for i in range(np.uint64(a.shape[0])):
        pull = eta * s[i] if i < np.uint64(s.shape[0]) else 0.0
        for j in range(I0, w, I4):
            c0 = c1 = c2 = c3 = 0.0
            for k in range(w):
                h = a[i, k]
                c0, c1, c2, c3 = c0 + h * g[k, j], c1 + h * g[k, j + I1], c2 + h * g[k, j + I2], c3 + h * g[k, j + I3]
            c0, c1 = a[i, j] - eta * c0, a[i, j + I1] - eta * c1
            c2, c3 = a[i, j + I2] - eta * c2, a[i, j + I3] - eta * c3
            if i < np.uint64(s.shape[0]):
                c0, c1 = c0 + pull * b[i, j], c1 + pull * b[i, j + I1]
                c2, c3 = c2 + pull * b[i, j + I2], c3 + pull * b[i, j + I3]
            out[i, j], out[i, j + I1], out[i, j + I2], out[i, j + I3] = c0, c1, c2, c3


@numba.njit(**OPTIONS)
def iterate(x, y, s, eta, steps, simultaneous, new_x, new_y, g):
    """(x, y) of one run `steps` steps later; overwrites all its arrays."""
    for _ in range(steps):
        gram(y, g)
        half_step(x, g, y, s, eta, new_x)
        if simultaneous:
            gram(x, g)
            half_step(y, g, x, s, eta, new_y)
        else:
            gram(new_x, g)
            half_step(y, g, new_x, s, eta, new_y)
        x, new_x = new_x, x
        y, new_y = new_y, y
    return x, y


def advance(x, y, s, eta, steps, simultaneous):
    """As `kernels.advance`."""
    x, y = x.copy(), y.copy()
    new_x, new_y, g = np.empty(x.shape[1:]), np.empty(y.shape[1:]), np.empty((x.shape[2], x.shape[2]))
    try:
        for run, step in enumerate(eta.tolist()):
            x[run], y[run] = iterate(x[run], y[run], s, step, steps, simultaneous, new_x, new_y, g)
    except SystemError as error:
        if _stopped(error):
            raise KeyboardInterrupt from error
        raise
    return x, y


def _stopped(error: BaseException | None) -> bool:
    """Whether it comes from Ctrl-C, which numba, returning its result all the same, turns into SystemErrors."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def compile_now() -> None:
    """Compiles with the superword vectorizer on (worth a factor 2), which numba leaves off by default."""
    numba_config: Any = import_module("numba.core.config")
    before = numba_config.SLP_VECTORIZE
    numba_config.SLP_VECTORIZE = 1
    try:
        one = np.zeros((1, 1, BLOCK))
        advance(one, one, np.zeros(1), np.zeros(1), 1, False)
    finally:
        numba_config.SLP_VECTORIZE = before


compile_now()
