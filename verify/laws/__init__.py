"""Exact laws of Gaussian matrices in rigorous arithmetic: every number is a ball of Arb with a proved radius."""
