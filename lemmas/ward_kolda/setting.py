"""Section 2: the objective (1), its gradients (2a), (2b), and the iterates of Assumption 1.

Standing assumption of the paper: `standing`, d >= r = rank(A). It is printed with `m, n >> d`, which is informal and is
not assumed here; elsewhere section 2 says d > r, and Assumption 2 again d >= r. Sizes are at least 1, so r >= 1 and
A != 0, as the paper's sigma_r(A) needs.
"""

from verify import define, fro, integer, matrix, rank, real, recursion, sizes

m, n, d, r = sizes("m n d r")
A = matrix("A", m, n)
X, X0 = matrix("X", m, d), matrix("X0", m, d)
Y, Y0 = matrix("Y", n, d), matrix("Y0", n, d)
eta = real("eta", gt=0)
t, T = integer("t", ge=0), integer("T", ge=0)
standing = (rank(A) == r, r <= d)


def objective(A):
    """f(X, Y) = ||X Y' - A||_F^2 / 2 and its two gradients, for the matrix A."""
    f = define("f", [X, Y], fro(X @ Y.T - A) ** 2 / 2)
    grad_x = define("grad_x", [X, Y], (X @ Y.T - A) @ Y, latex=r"\nabla_{X} f")
    grad_y = define("grad_y", [X, Y], (X @ Y.T - A).T @ X, latex=r"\nabla_{Y} f")
    return f, grad_x, grad_y


def alternating(A):
    """Assumption 1, (A1a) and (A1b): the sequences X_t and Y_t from X0 and Y0 with step size eta."""
    _, grad_x, grad_y = objective(A)
    next_x = X - eta * grad_x(X, Y)
    return recursion("agd", [X, Y], [X0, Y0], [next_x, Y - eta * grad_y(next_x, Y)])


f, grad_x, grad_y = objective(A)
Xs, Ys = alternating(A)
