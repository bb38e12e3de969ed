"""The Pfaffian of a skew-symmetric matrix of balls."""

from __future__ import annotations

from verify.arithmetic._flint import arb


def pfaffian(rows: list[list[arb]]) -> arb:
    """The Pfaffian; only the entries above the diagonal are read. Even order; NaN where no pivot is separated from 0.

    One step takes the pivot p = a[k][k+1] after a simultaneous interchange of rows and columns that makes it the
    largest of row k, and leaves the Schur complement a[i][j] + (a[k+1][i] a[k][j] - a[k][i] a[k+1][j]) / p: the
    Pfaffian is the product of the pivots, negated once for every interchange.
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
        product *= pivot
        if k + 2 == order:
            break
        if not (pivot > 0 or pivot < 0):
            return arb.nan()
        second = a[k + 1]
        inverse = 1 / pivot
        for i in range(k + 2, order):
            row, left, right = a[i], second[i] * inverse, top[i] * inverse
            for j in range(i + 1, order):
                value = row[j] + (left * top[j] - right * second[j])
                row[j] = value
                a[j][i] = -value
    return product
