"""The Pfaffian of a skew-symmetric matrix of balls."""

from __future__ import annotations

from verify.arithmetic._flint import arb


def pfaffian(rows: list[list[arb]]) -> arb:
    """The Pfaffian; only the entries above the diagonal are read. Even order.

    One step takes the pivot p = a[k][k+1] after a simultaneous interchange of rows and columns that makes it the
    largest of row k, and leaves the Schur complement a[i][j] + (a[k+1][i] a[k][j] - a[k][i] a[k+1][j]) / p: the
    Pfaffian is the product of the pivots, negated once for every interchange. Where no pivot is separated from 0, what
    is left is enclosed by Hadamard's inequality: Pf^2 = det is at most the product of the lengths of the rows.
    """
    order = len(rows)
    a = [row[:] for row in rows]
    for i in range(order):
        for j in range(i):
            a[i][j] = -a[j][i]
    product = arb(1)
    for k in range(0, order, 2):
        top = a[k]
        j = max(range(k + 1, order), key=lambda j: abs(top[j].mid()))
        if j != k + 1:
            a[k + 1], a[j] = a[j], a[k + 1]
            for row in a[k:]:
                row[k + 1], row[j] = row[j], row[k + 1]
            product = -product
        pivot = top[k + 1]
        if k + 2 < order and not (pivot > 0 or pivot < 0):
            return product * _bounded([row[k:] for row in a[k:]])
        product *= pivot
        second = a[k + 1]
        inverse = 1 / pivot
        for i in range(k + 2, order):
            row, left, right = a[i], second[i] * inverse, top[i] * inverse
            for j in range(i + 1, order):
                value = row[j] + (left * top[j] - right * second[j])
                row[j] = value
                a[j][i] = -value
    return product


def _bounded(rows: list[list[arb]]) -> arb:
    """A ball around 0 that holds the Pfaffian."""
    bound = arb(1)
    for i, row in enumerate(rows):
        square = arb(0)
        for j, entry in enumerate(row):
            if i != j:
                square += entry.abs_upper() ** 2
        bound *= square.sqrt().sqrt().abs_upper()
    return arb(0, bound.abs_upper())
