"""Proposition 4.3 and appendix C with their probabilities, and the deterministic implications that they rest on."""
