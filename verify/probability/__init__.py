"""Claims about probabilities of events on Gaussian matrices, by their exact laws.

arb_laws   the laws in Arb, in the place of the checker's own: faster, and further
sizes      which sizes a claim is looked at for
search     points at which a claim fails, by rigorous enclosures only
deduce     a bound from those of other statements, by the union bound
cells      coverings: cells of the real variable, and what settles the claim beyond them
"""
