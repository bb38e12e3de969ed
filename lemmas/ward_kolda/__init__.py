"""R. Ward and T. G. Kolda, Convergence of Alternating Gradient Descent for Matrix Factorization, 2023."""

PAPER = "Ward & Kolda 2023"
