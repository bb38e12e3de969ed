"""One step of alternating gradient descent: how long it is, and what is left. Part of `linear_convergence`."""

from lemmas.ward_kolda.contraction import statement as contraction
from lemmas.ward_kolda.lemma_4_1 import eq_3, eq_4
from lemmas.ward_kolda.lemma_4_6 import statement as lemma_4_6
from lemmas.ward_kolda.linear_convergence.hypotheses import rate, small, steep, t, weight_x, weight_y
from lemmas.ward_kolda.numbers import G, H, K, b, dominated, e, ellipse, mu, p, scaled, squared, u, v, w, x
from lemmas.ward_kolda.setting import X0, Y0, A, X, Xs, Y, Ys, eta, f, grad_x, grad_y, r, standing
from lemmas.ward_kolda.setting import t as index
from verify import Statement, colspan, fro, matrix, rank, sizes, spec, sqrt, sv, use
from verify.argument import fact, have

h, k, after = f(Xs[t], Ys[t]), f(Xs[t + 1], Ys[t]), f(Xs[t + 1], Ys[t + 1])
gx, gy = fro(grad_x(Xs[t], Ys[t])), fro(grad_y(Xs[t + 1], Ys[t]))
y_small, x_small = spec(Ys[t]) <= 1 / sqrt(eta), spec(Xs[t + 1]) <= 1 / sqrt(eta)
b_small = b <= "9/16"

step_x = Statement(
    "The length of a step in X",
    [*standing, b_small, y_small],
    (rate * sqrt(k) + weight_x * gx <= sqrt(h)) & (sqrt(k) <= sqrt(h)),
    argument=[
        have(spec(Ys[t]) ** 2 <= 1 / eta, y_small),
        have(gx**2 <= 2 / eta * (h - k), use(eq_3, {index: t}), spec(Ys[t]) ** 2 <= 1 / eta),
        have(sqrt(k) ** 2 + (sqrt(eta / 2) * gx) ** 2 <= sqrt(h) ** 2, gx**2 <= 2 / eta * (h - k)),
        have(0 <= eta / 2 * gx**2, by=()),
        have(k <= h, gx**2 <= 2 / eta * (h - k), 0 <= eta / 2 * gx**2),
        have(sqrt(k) <= sqrt(h), fact("root_increasing", x=k, y=h), k <= h),
        have(0 <= rate, b_small),
        have(rate**2 + sqrt(7 * b / 9) ** 2 <= 1, b_small),
        use(ellipse, {p: rate, w: sqrt(7 * b / 9), K: sqrt(k), G: sqrt(eta / 2) * gx, H: sqrt(h)}),
    ],
    expected="proved",
)
sigma = sv(Xs[t + 1], r)
steep_x = 2 * small / 3 <= sv(Xs[t + 1], r)
inside = colspan(Xs[t + 1]) <= colspan(A)
step_y = Statement(
    "A step in Y: what is left, and its length",
    [*standing, b_small, x_small, steep_x, inside],
    (sqrt(after) <= rate * sqrt(k)) & (weight_y * (eta * gy) <= eta * (sqrt(k) - sqrt(after))),
    argument=[
        have(spec(Xs[t + 1]) ** 2 <= 1 / eta, x_small),
        have(r <= X.shape[0], fact("rank_le_rows", A=A), rank(A) == r),
        have(0 < small, fact("root_positive", x=b / eta)),
        have(0 < sigma, 0 < small, steep_x),
        have(4 * b / (9 * eta) <= sigma ** 2, steep_x),
        have(sigma <= spec(Xs[t + 1]), fact("sv_le_spec", A=Xs[t + 1], k=r), r <= X.shape[0], r <= X.shape[1]),
        have(sigma ** 2 <= 1 / eta, 0 < sigma, sigma <= spec(Xs[t + 1]), spec(Xs[t + 1]) ** 2 <= 1 / eta),
        have(
            after <= (1 - eta * sigma**2) ** 2 * k,
            use(contraction, {X: Xs[t + 1], Y: Ys[t]}), *standing, inside, spec(Xs[t + 1]) ** 2 <= 1 / eta,
        ),
        have(0 <= 1 - eta * sigma**2, sigma**2 <= 1 / eta),
        have(1 - eta * sigma**2 <= rate, 4 * b / (9 * eta) <= sigma**2),
        have((1 - eta * sigma**2) ** 2 <= rate**2, 0 <= 1 - eta * sigma**2,
             1 - eta * sigma**2 <= rate, use(squared, {u: 1 - eta * sigma**2, v: rate})),
        have((1 - eta * sigma**2) ** 2 * k <= rate**2 * k,
             use(scaled, {u: (1 - eta * sigma**2) ** 2, v: rate**2, x: k}),
             (1 - eta * sigma**2) ** 2 <= rate**2),
        have(0 <= rate, b_small),
        have(sqrt(after) ** 2 <= (rate * sqrt(k)) ** 2, after <= (1 - eta * sigma**2) ** 2 * k,
             (1 - eta * sigma**2) ** 2 * k <= rate**2 * k),
        have(sqrt(after) <= rate * sqrt(k), fact("square_order", x=sqrt(after), y=rate * sqrt(k)), 0 <= rate,
             sqrt(after) ** 2 <= (rate * sqrt(k)) ** 2),
        have(gy**2 >= 2 * sigma**2 * k, use(lemma_4_6, {X: Xs[t + 1], Y: Ys[t]}), *standing, inside, 0 < sigma),
        have(k * (4 * b / (9 * eta)) <= k * sigma**2, use(scaled, {u: 4 * b / (9 * eta), v: sigma**2, x: k}),
             4 * b / (9 * eta) <= sigma**2),
        have((steep * sqrt(k)) ** 2 <= gy**2, gy**2 >= 2 * sigma**2 * k, k * (4 * b / (9 * eta)) <= k * sigma**2),
        have(steep * sqrt(k) <= gy, fact("square_order", x=steep * sqrt(k), y=gy), (steep * sqrt(k)) ** 2 <= gy**2),
        have(gy**2 <= 2 / eta * (k - after), use(eq_4, {index: t}), spec(Xs[t + 1]) ** 2 <= 1 / eta),
        have(eta / 2 * gy**2 <= sqrt(k) ** 2 - sqrt(after) ** 2, gy**2 <= 2 / eta * (k - after)),
        have(rate * sqrt(k) <= sqrt(k), by=()),
        have(sqrt(after) <= sqrt(k), sqrt(after) <= rate * sqrt(k), rate * sqrt(k) <= sqrt(k)),
        use(dominated, {H: sqrt(after), K: sqrt(k), mu: steep, G: gy, e: eta / 2}),
        have(eta / 2 * steep * gy <= 2 * (sqrt(k) - sqrt(after))),
        have(weight_y * (eta * gy) <= eta * (sqrt(k) - sqrt(after)),
             eta / 2 * steep * gy <= 2 * (sqrt(k) - sqrt(after))),
    ],
    expected="proved",
)  # fmt: skip

rows, cols = sizes("p q")
P, Q = matrix("P", rows, cols), matrix("Q", rows, cols)
longer = Statement("The norm after a step", [], fro(P - eta * Q) <= fro(P) + eta * fro(Q), expected="proved")


def farther(title, new, old, gradient, start):
    """The distance from the start grows by at most the length of the step."""
    return Statement(
        title,
        [],
        fro(new - start) <= fro(old - start) + eta * fro(gradient),
        argument=[
            have(new - start == (old - start) - eta * gradient, by=()),
            have(
                fro(new - start) == fro((old - start) - eta * gradient), new - start == (old - start) - eta * gradient
            ),
            have(
                fro(new - start) <= fro(old - start) + eta * fro(gradient),
                fro(new - start) == fro((old - start) - eta * gradient),
                use(longer, {rows: old.shape[0], cols: old.shape[1], P: old - start, Q: gradient}),
            ),
        ],
        expected="proved",
    )


farther_x = farther("A step in X leads farther by its length", Xs[t + 1], Xs[t], grad_x(Xs[t], Ys[t]), X0)
farther_y = farther("A step in Y leads farther by its length", Ys[t + 1], Ys[t], grad_y(Xs[t + 1], Ys[t]), Y0)
