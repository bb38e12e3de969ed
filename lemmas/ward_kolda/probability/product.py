"""How small ||A Phi_1 Phi_2'||_F is, from the least singular values of V'Phi_1 and Phi_2. Not in the paper."""

from lemmas.ward_kolda.numbers import scaled, squared, u, v, x
from lemmas.ward_kolda.proposition_4_3.draw import AP, P2, B, F, V, basis
from lemmas.ward_kolda.setting import A, d, n, r, standing
from verify import Statement, colspan, eye, fro, real, spec, sv, use
from verify.argument import fact, have, obtain

a, b = real("a", gt=0), real("b", gt=0)
G = AP @ P2.T
on_b, on_p2 = a**2 * eye(r) <= B @ B.T, b**2 * eye(d) <= P2.T @ P2
by_v, by_p2 = a**2 * fro(A) ** 2 <= fro(AP) ** 2, b**2 * fro(AP) ** 2 <= fro(G) ** 2
statement = Statement(
    "The product from below",
    [*standing, basis, on_b, on_p2],
    (a * b * fro(A)) ** 2 <= fro(G) ** 2,
    argument=[
        have(colspan(A.T) <= colspan(V), basis),
        have(spec(V.T) ** 2 <= 1, fact("spec_le_of_gram", A=V, c=1)),
        have(spec(V.T) <= 1, fact("square_order", x=spec(V.T), y=1), spec(V.T) ** 2 <= 1),
        obtain(F, colspan(A.T) <= colspan(V), [
            have(F.T @ V.T == A),
            have(AP == F.T @ B, F.T @ V.T == A),
            have(fro(F.T @ V.T) <= fro(F.T) * spec(V.T), fact("fro_product_right", A=F.T, B=V.T)),
            have(fro(F.T @ V.T) == fro(A), F.T @ V.T == A),
            have(0 <= fro(F.T)),
            have(fro(A) <= fro(F.T), fro(F.T @ V.T) <= fro(F.T) * spec(V.T), fro(F.T @ V.T) == fro(A), spec(V.T) <= 1,
                 0 <= fro(F.T)),
            have(0 <= fro(A)),
            have(fro(A) ** 2 <= fro(F) ** 2, use(squared, {u: fro(A), v: fro(F.T)}), 0 <= fro(A), fro(A) <= fro(F.T)),
            have(a**2 * fro(A) ** 2 <= a**2 * fro(F) ** 2, fro(A) ** 2 <= fro(F) ** 2),
            have(a**2 * fro(F) ** 2 <= fro(F.T @ B) ** 2, on_b),
            have(fro(AP) ** 2 == fro(F.T @ B) ** 2, AP == F.T @ B),
            have(by_v, a**2 * fro(F) ** 2 <= fro(F.T @ B) ** 2, fro(AP) ** 2 == fro(F.T @ B) ** 2,
                 a**2 * fro(A) ** 2 <= a**2 * fro(F) ** 2),
        ], by_v),
        have(by_p2, on_p2),
        have(0 <= b**2),
        have(b**2 * (a**2 * fro(A) ** 2) <= b**2 * fro(AP) ** 2, by_v, 0 <= b**2,
             use(scaled, {u: a**2 * fro(A) ** 2, v: fro(AP) ** 2, x: b**2})),
        have((a * b * fro(A)) ** 2 <= fro(G) ** 2, by_p2, b**2 * (a**2 * fro(A) ** 2) <= b**2 * fro(AP) ** 2),
    ],
    expected="proved",
)  # fmt: skip
least_b, least_2 = sv(B, r), sv(P2, d)
positive = (0 < least_b, 0 < least_2)
not_zero = Statement(
    "The product is not 0 where both matrices have full rank",
    [*standing, d <= n, 0 < spec(A), basis, *positive],
    0 < fro(G) ** 2,
    argument=[
        have(least_b**2 * eye(r) <= B @ B.T, fact("sv_last", A=B.T), r <= d),
        have(least_2**2 * eye(d) <= P2.T @ P2, fact("sv_last", A=P2), d <= n),
        have((least_b * least_2 * fro(A)) ** 2 <= fro(G) ** 2, use(statement, {a: least_b, b: least_2}), *standing,
             basis, *positive, least_b**2 * eye(r) <= B @ B.T, least_2**2 * eye(d) <= P2.T @ P2),
        have(0 < fro(A), fact("spec_le_fro", A=A), 0 < spec(A)),
        have(0 < least_b * least_2 * fro(A), *positive, 0 < fro(A)),
        have(0 < (least_b * least_2 * fro(A)) ** 2, 0 < least_b * least_2 * fro(A)),
        have(0 < fro(G) ** 2, 0 < (least_b * least_2 * fro(A)) ** 2,
             (least_b * least_2 * fro(A)) ** 2 <= fro(G) ** 2),
    ],
    expected="proved",
)  # fmt: skip
