"""The checker's own laws: gamma, error function, chi-square, and singular values of Gaussian matrices up to 200 x 24.

gammas     regularized incomplete gamma functions of half-integer order, as series with a remainder bound
wishart    the largest and the smallest singular value of a Gaussian matrix
events     events on Gaussian matrices: which statistics they bound
judge      their probabilities
tails      closed forms for all large, or all small, values of a variable
coverings  the cells of a monotone covering, replayed
"""
