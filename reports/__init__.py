"""The report: `results.json` to one self-contained HTML file. Imports neither sympy nor the harness."""
