"""Singular values of multiples and products, which the start of the iterates is made of. Not in the paper."""

from verify import Statement, absolute, eye, inv, matrix, real, sizes, spec, sv, symmetric
from verify.argument import fact, have

m, n, p, q, k = sizes("m n p q k")
c, s, x = real("c", gt=0), real("s", gt=0), real("x")
M, B, S = matrix("M", m, p), matrix("B", p, q), symmetric("S", p)

multiple_above = Statement(
    "The largest singular value of a multiple",
    [],
    spec(s * M) <= s * spec(M),
    argument=[
        have((s * M).T @ (s * M) <= (s * spec(M)) ** 2 * eye(p), fact("gram_le_spec", A=M)),
        have(spec(s * M) ** 2 <= (s * spec(M)) ** 2, fact("spec_le_of_gram", A=s * M, c=(s * spec(M)) ** 2),
             (s * M).T @ (s * M) <= (s * spec(M)) ** 2 * eye(p)),
        have(0 <= s * spec(M)),
        fact("square_order", x=spec(s * M), y=s * spec(M)),
    ],
    expected="proved",
)  # fmt: skip
signed = Statement(
    "The largest singular value of a multiple of either sign",
    [],
    spec(x * M) <= absolute(x) * spec(M),
    argument=[
        have((x * M).T @ (x * M) <= (absolute(x) * spec(M)) ** 2 * eye(p), fact("gram_le_spec", A=M)),
        have(spec(x * M) ** 2 <= (absolute(x) * spec(M)) ** 2,
             fact("spec_le_of_gram", A=x * M, c=(absolute(x) * spec(M)) ** 2),
             (x * M).T @ (x * M) <= (absolute(x) * spec(M)) ** 2 * eye(p)),
        have(0 <= absolute(x) * spec(M)),
        fact("square_order", x=spec(x * M), y=absolute(x) * spec(M)),
    ],
    expected="proved",
)  # fmt: skip
shrink = (1 / s) * eye(m)
multiple_below = Statement(
    "A singular value of a multiple from below",
    [k <= m, k <= p],
    s * sv(M, k) <= sv(s * M, k),
    argument=[
        have(shrink.T @ shrink <= (1 / s) ** 2 * eye(m), by=()),
        have(spec(shrink) ** 2 <= (1 / s) ** 2, fact("spec_le_of_gram", A=shrink, c=(1 / s) ** 2),
             shrink.T @ shrink <= (1 / s) ** 2 * eye(m)),
        have(0 <= 1 / s),
        have(spec(shrink) <= 1 / s, fact("square_order", x=spec(shrink), y=1 / s), 0 <= 1 / s,
             spec(shrink) ** 2 <= (1 / s) ** 2),
        have(sv(shrink @ (s * M), k) <= spec(shrink) * sv(s * M, k), k <= m, k <= p,
             fact("sv_product", A=shrink, B=s * M, k=k)),
        have(sv(M, k) <= spec(shrink) * sv(s * M, k), sv(shrink @ (s * M), k) <= spec(shrink) * sv(s * M, k)),
        have(0 <= sv(s * M, k), fact("sv_nonnegative", A=s * M, k=k), k <= m, k <= p),
        have(sv(M, k) <= 1 / s * sv(s * M, k), sv(M, k) <= spec(shrink) * sv(s * M, k), 0 <= sv(s * M, k),
             spec(shrink) <= 1 / s),
        have(s * sv(M, k) <= sv(s * M, k), sv(M, k) <= 1 / s * sv(s * M, k)),
    ],
    expected="proved",
)  # fmt: skip
W, G = inv(S), B.T @ inv(S)
product_below = Statement(
    "A singular value of a product with a wide matrix from below",
    [k <= m, k <= p, k <= q, S == B @ B.T, B @ B.T <= S, c**2 * eye(p) <= S],
    c * sv(M, k) <= sv(M @ B, k),
    argument=[
        have(B @ G == eye(p), S == B @ B.T, c**2 * eye(p) <= S),
        have(G.T @ G <= W, B @ B.T <= S, c**2 * eye(p) <= S),
        have(c**2 * (W @ W) <= W, c**2 * eye(p) <= S),
        have(W <= spec(W) * eye(p), fact("symmetric_le_spec", S=W)),
        have(W.T @ W <= spec(W) / c**2 * eye(p), c**2 * (W @ W) <= W, W <= spec(W) * eye(p)),
        have(spec(W) ** 2 <= spec(W) / c**2, fact("spec_le_of_gram", A=W, c=spec(W) / c**2),
             W.T @ W <= spec(W) / c**2 * eye(p)),
        have(spec(W) <= 1 / c**2, spec(W) ** 2 <= spec(W) / c**2),
        have(W <= 1 / c**2 * eye(p), W <= spec(W) * eye(p), spec(W) <= 1 / c**2),
        have(G.T @ G <= 1 / c**2 * eye(p), G.T @ G <= W, W <= 1 / c**2 * eye(p)),
        have(spec(G) ** 2 <= 1 / c**2, fact("spec_le_of_gram", A=G, c=1 / c**2), G.T @ G <= 1 / c**2 * eye(p)),
        have(0 <= 1 / c),
        have(spec(G) ** 2 <= (1 / c) ** 2, spec(G) ** 2 <= 1 / c**2),
        have(spec(G) <= 1 / c, fact("square_order", x=spec(G), y=1 / c), 0 <= 1 / c, spec(G) ** 2 <= (1 / c) ** 2),
        have(M @ B @ G == M, B @ G == eye(p)),
        have(sv(M @ B @ G, k) == sv(M, k), M @ B @ G == M, k <= m, k <= p, k <= q),
        have(sv(M @ B @ G, k) <= sv(M @ B, k) * spec(G), k <= m, k <= p, k <= q,
             fact("sv_product_right", A=M @ B, B=G, k=k)),
        have(sv(M, k) <= sv(M @ B, k) * spec(G), sv(M @ B @ G, k) <= sv(M @ B, k) * spec(G),
             sv(M @ B @ G, k) == sv(M, k)),
        have(0 <= sv(M @ B, k), fact("sv_nonnegative", A=M @ B, k=k), k <= m, k <= q),
        have(sv(M, k) <= sv(M @ B, k) * (1 / c), sv(M, k) <= sv(M @ B, k) * spec(G), 0 <= sv(M @ B, k),
             spec(G) <= 1 / c),
        have(c * sv(M, k) <= sv(M @ B, k), sv(M, k) <= sv(M @ B, k) * (1 / c)),
    ],
    expected="proved",
)  # fmt: skip


def variables(**values):
    """The variables of these statements by name, with values, for `use`."""
    names = {"m": m, "p": p, "q": q, "k": k, "c": c, "s": s, "x": x, "M": M, "B": B, "S": S}
    return {names[name]: value for name, value in values.items()}
