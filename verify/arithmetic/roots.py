"""Rigorous positive semidefinite square roots and moduli of matrices.

The root of a rational semidefinite matrix is the polynomial that interpolates the square root at its distinct
eigenvalues, which are isolated exactly; so repeated and zero eigenvalues need no special care.
"""

from __future__ import annotations

from verify.arithmetic._flint import arb, arb_mat, ball, fmpq, fmpq_mat, precision, working
from verify.arithmetic.fold import NoValue, Undecided
from verify.arithmetic.rational import identity, is_semidefinite
from verify.arithmetic.spectra import (
    Balls,
    distinct_eigenvalues,
    eigenvalues,
    root_of_psd,
    split,
    symmetric_split,
    widened,
)

# Interpolation loses bits where eigenvalues cluster; it is repeated with twice as many, so often.
DOUBLINGS = 12


def psd_root(a: fmpq_mat | arb_mat) -> arb_mat:
    """Encloses the root. Raises NoValue unless semidefinite, Undecided where the balls do not tell."""
    if isinstance(a, fmpq_mat):
        if not is_semidefinite(a):
            raise NoValue("root of a matrix that is not positive semidefinite")
        return rational_root(a)
    smallest = eigenvalues(a)[-1]
    if smallest < 0:
        raise NoValue("root of a matrix that is not positive semidefinite")
    if not smallest >= 0:
        raise Undecided("the sign of the smallest eigenvalue is not decided under a matrix root")
    return root_of_semidefinite(a)


def root_of_semidefinite(a: fmpq_mat | arb_mat) -> arb_mat:
    """Encloses the root of a matrix known to be semidefinite.

    With B semidefinite and |A - B| <= r: |A^(1/2) - B^(1/2)| is at most r^(1/2) in the spectral norm, and at
    most |A - B| / (smallest eigenvalues' roots added) in the Frobenius norm.
    """
    middle, radius = symmetric_split(a)
    size = middle.nrows()
    if radius.is_zero() and is_semidefinite(middle):
        return rational_root(middle)
    low = eigenvalues(middle)[-1]
    shift = (-low).upper() if not low >= 0 else arb(0)
    base = middle + identity(size) * shift.fmpq()
    spectral, frobenius = radius + shift, radius + shift * arb(size).sqrt()
    bound = (spectral * size).sqrt().upper()
    smallest = root_of_psd(eigenvalues(base)[-1]) + root_of_psd(eigenvalues(base)[-1] - spectral)
    if smallest > 0:
        bound = bound.min((frobenius / smallest).upper())
    return widened(rational_root(base), bound)


def modulus(a: fmpq_mat | arb_mat) -> arb_mat:
    """Encloses (A'A)^(1/2)."""
    middle, radius = split(a)
    return widened(rational_root(middle.transpose() * middle), (radius * arb(2).sqrt()).upper())


def rational_root(a: fmpq_mat) -> arb_mat:
    """Encloses the root of a semidefinite rational matrix, to about the working precision."""
    target = precision()
    bits = target + 32
    for _ in range(DOUBLINGS):
        with working(bits):
            found = interpolated(a, distinct_eigenvalues(a))
            size = max((abs(x).upper().fmpq() for x in found.entries() if x.is_finite()), default=fmpq(0))
            worst = max(x.rad().fmpq() if x.is_finite() else fmpq(1) + size for x in found.entries())
            if worst <= size * fmpq(1, 2**target):
                return found
        bits *= 2
    raise Undecided("eigenvalues too close for a matrix root")


def interpolated(a: fmpq_mat, nodes: Balls) -> arb_mat:
    """Newton's form of the polynomial that equals the square root at the nodes, at the matrix."""
    differences = [root_of_psd(x) for x in nodes]
    for step in range(1, len(nodes)):
        for k in range(len(nodes) - 1, step - 1, -1):
            differences[k] = (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - step])
    matrix, one = arb_mat(a), arb_mat(identity(a.nrows()))
    result = one * differences[-1]
    for k in range(len(nodes) - 2, -1, -1):
        result = result * (matrix - one * nodes[k]) + one * ball(differences[k])
    return result
