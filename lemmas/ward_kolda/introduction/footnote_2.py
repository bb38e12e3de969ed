"""Footnote 2 of the introduction: the pseudo-condition number is ||A|| ||A^+||.

Stated for A = U S V' with S positive definite, U and V with orthonormal columns: by its singular value decomposition
every matrix of rank r is one. Print says `the product of the product of`.
"""

from lemmas.ward_kolda.introduction import line
from lemmas.ward_kolda.setting import m, n, r
from verify import eye, inv, orthonormal, real, spec, sv, symmetric
from verify.argument import cases, fact, have

U, V = orthonormal("U", m, r), orthonormal("V", n, r)
S, c = symmetric("S", r), real("c", gt=0)
W = inv(S)
factored, pseudoinverse = U @ S @ V.T, V @ W @ U.T
left, right = factored @ pseudoinverse, pseudoinverse @ factored
nonsingular = c * eye(r) <= S
moore_penrose = line(
    "V S^-1 U' is the pseudoinverse of U S V'",
    [nonsingular],
    (left @ factored == factored) & (right @ pseudoinverse == pseudoinverse) & (left.T == left) & (right.T == right),
    "footnote 2, the pseudoinverse",
    "proved",
)

at_r, of_s, of_w = sv(factored, r), sv(S, r), spec(W)
product = at_r * spec(pseudoinverse)


def at_most_one(M):
    """The norm of a matrix with orthonormal columns, or of its transpose."""
    return [
        have(spec(M) ** 2 <= 1, fact("spec_le_of_gram", A=M, c=1)),
        have(spec(M) <= 1, fact("square_order", x=spec(M), y=1), spec(M) ** 2 <= 1),
        have(spec(M.T) == spec(M), by=()),
    ]


from_below = [
    have(1 <= sv(U, r) ** 2, fact("sv_last_of_gram", A=U, c=1), r <= m),
    have(0 <= sv(U, r), fact("sv_nonnegative", A=U, k=r), r <= m),
    have(1 <= sv(U, r), fact("square_order", x=1, y=sv(U, r)), 1 <= sv(U, r) ** 2, 0 <= sv(U, r)),
    have(factored @ (pseudoinverse @ U) == U, nonsingular),
    have(sv(factored @ (pseudoinverse @ U), r) == sv(U, r), factored @ (pseudoinverse @ U) == U, r <= m),
    have(sv(factored @ (pseudoinverse @ U), r) <= at_r * spec(pseudoinverse @ U), r <= m, r <= n,
         fact("sv_product_right", A=factored, B=pseudoinverse @ U, k=r)),
    have(spec(pseudoinverse @ U) <= spec(pseudoinverse) * spec(U), fact("spec_product", A=pseudoinverse, B=U)),
    have(spec(pseudoinverse @ U) <= spec(pseudoinverse), spec(U) <= 1,
         spec(pseudoinverse @ U) <= spec(pseudoinverse) * spec(U)),
    have(0 <= at_r, fact("sv_nonnegative", A=factored, k=r), r <= m, r <= n),
    have(1 <= product, 1 <= sv(U, r), sv(factored @ (pseudoinverse @ U), r) == sv(U, r), 0 <= at_r,
         sv(factored @ (pseudoinverse @ U), r) <= at_r * spec(pseudoinverse @ U),
         spec(pseudoinverse @ U) <= spec(pseudoinverse)),
]  # fmt: skip
from_above = [
    have(at_r <= spec(U) * sv(S @ V.T, r), fact("sv_product", A=U, B=S @ V.T, k=r), r <= m, r <= n),
    have(sv(S @ V.T, r) <= of_s * spec(V.T), fact("sv_product_right", A=S, B=V.T, k=r), r <= n),
    have(0 <= of_s, fact("sv_nonnegative", A=S, k=r)),
    have(0 <= sv(S @ V.T, r), fact("sv_nonnegative", A=S @ V.T, k=r), r <= n),
    have(at_r <= sv(S @ V.T, r), at_r <= spec(U) * sv(S @ V.T, r), spec(U) <= 1, 0 <= sv(S @ V.T, r)),
    have(sv(S @ V.T, r) <= of_s, sv(S @ V.T, r) <= of_s * spec(V.T), spec(V.T) == spec(V), spec(V) <= 1, 0 <= of_s),
    have(at_r <= of_s, at_r <= sv(S @ V.T, r), sv(S @ V.T, r) <= of_s),
    have(spec(pseudoinverse) <= spec(V) * spec(W @ U.T), fact("spec_product", A=V, B=W @ U.T)),
    have(spec(W @ U.T) <= of_w * spec(U.T), fact("spec_product", A=W, B=U.T)),
    have(spec(W @ U.T) <= of_w, spec(W @ U.T) <= of_w * spec(U.T), spec(U.T) == spec(U), spec(U) <= 1),
    have(spec(pseudoinverse) <= of_w, spec(pseudoinverse) <= spec(V) * spec(W @ U.T), spec(V) <= 1,
         spec(W @ U.T) <= of_w),
    have(0 < product, 1 <= product),
    cases(at_r <= 0, [
        have(0 <= spec(pseudoinverse), by=()),
        have(0 <= (0 - at_r) * spec(pseudoinverse), at_r <= 0, 0 <= spec(pseudoinverse)),
        have(0 < at_r, 0 < product, 0 <= (0 - at_r) * spec(pseudoinverse)),
    ], [], 0 < at_r),
    have(0 < of_s, 0 < at_r, at_r <= of_s),
    have(of_s**2 * eye(r) <= S.T @ S, fact("sv_last", A=S)),
    have(of_s**2 * (W @ W) <= eye(r), of_s**2 * eye(r) <= S.T @ S, nonsingular),
    have(W.T @ W <= 1 / of_s**2 * eye(r), of_s**2 * (W @ W) <= eye(r), 0 < of_s),
    have(of_w**2 <= 1 / of_s**2, fact("spec_le_of_gram", A=W, c=1 / of_s**2), W.T @ W <= 1 / of_s**2 * eye(r)),
    have((of_s * of_w) ** 2 <= 1, of_w**2 <= 1 / of_s**2, 0 < of_s),
    have(of_s * of_w <= 1, fact("square_order", x=of_s * of_w, y=1), (of_s * of_w) ** 2 <= 1),
    have(at_r * spec(pseudoinverse) <= of_s * of_w, at_r <= of_s, spec(pseudoinverse) <= of_w, 0 < at_r),
    have(product <= 1, at_r * spec(pseudoinverse) <= of_s * of_w, of_s * of_w <= 1),
]  # fmt: skip
condition_number = line(
    "The pseudo-condition number is ||A|| ||A^+||",
    [nonsingular, r <= m, r <= n],
    spec(factored) / at_r == spec(factored) * spec(pseudoinverse),
    "footnote 2",
    "proved",
    argument=[
        *at_most_one(U),
        *at_most_one(V),
        *from_below,
        *from_above,
        have(product == 1, fact("antisymmetry", x=product, y=1), product <= 1, 1 <= product),
        have(spec(factored) / at_r == spec(factored) * spec(pseudoinverse), product == 1, 0 < at_r),
    ],
)
