"""The numerical experiments of Ward & Kolda 2023 (Figure 1, section 6), and the checks that belong next to them.

`registry.EXPERIMENTS` lists them; `proofgauge figures` runs them.
"""
