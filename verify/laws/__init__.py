"""Exact laws of Gaussian matrices in rigorous arithmetic: every number is a ball of Arb with a proved radius.

wishart      the largest and the smallest singular value, all of them in an interval, densities; the derivation
edges        closed-form bounds for every size, and the sharp small-ball constant
classical    normal, chi-square, chi, beta, F; exact binomial intervals
quantiles    brackets of quantiles
cover        inequalities between monotone functions, certified on intervals
deviations   Proposition A.2 for every t >= 0
small_ball   Proposition A.1: the constants that the exact law forces and certifies
good_event   Assumption 2: what delta is worth, and the true probability
precision    arguments, and the loop that raises the precision

`python -m verify.laws` prints the tables of deviations, small_ball and good_event on a grid as JSON; with --text, the
constants of Proposition A.1 to read.
"""
