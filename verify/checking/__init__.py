"""The independent checker: standard library only, shares no code with the rest of the harness, fails closed.

outcomes    results, and the reasons for stopping short of a value
terms, sorts, problem      the problem file: typed expressions, shapes as polynomials in the sizes
intervals, elementary      outward rounded dyadic arithmetic; exp and log
algebraic, scalars         exact signs of algebraic numbers; rational, algebraic and enclosed numbers together
linear, jacobi, spectra    matrices: elimination, verified eigenvalues, roots, exponentials
structure                  symmetry and semidefiniteness by form, for matrices known only by enclosures
values, operators, evaluator, logic, session    evaluation at one precision; then at as many as it takes
domain, points             the point of a certificate
decimals, printing, check  the answer

Limits, beyond which the answer is "undecided" and the certificate is rejected: matrices up to 64 x 64; ranges and
indices up to 100 000; 8 192 bits (32 768 if the certificate asks; 40 000 for ties between algebraic numbers); exact
fractions up to 4 096 bits or twice the precision, then enclosures; a total of work that takes about a minute. Ties
of transcendental numbers, ranks and inclusions of irrational singular matrices, and ties along recursions whose
fractions have outgrown the limit stay undecided.
"""
